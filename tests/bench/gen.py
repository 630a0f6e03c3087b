#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gen.py OUTDIR [words...]: deterministic French news articles in Markdown.
Shape: short H1, blank line, a lede paragraph (line 3: where the caret goes), then sections of
paragraphs, sub-headings, quotes, lists, links, emphasis, now and then a table.
The last paragraph is plain and ends in '.', with no newline at the end of the file."""
import random, sys, os
M = """conseil budget projet rapport quartier hôpital marché pont chantier syndicat préfet tribunal
plan programme vote débat service transport logement festival vigneron agriculteur pompier médecin
commerçant département permis contrat calendrier dossier réseau musée stade parc théâtre collège lycée""".split()
F = """mairie école gare ligne place rivière usine association commission réunion enquête mesure décision
campagne loi réforme subvention piscine bibliothèque saison récolte entreprise région commune métropole
préfecture coopérative caserne concertation facture salle rue majorité""".split()
NPROP = """Lyon Grenoble Saint-Étienne Villeurbanne Valence Annecy Chambéry Roanne Vienne Bourgoin Mâcon
Clermont-Ferrand Montélimar Privas Aubenas Oyonnax Givors Tarare Thiers Voiron""".split()
PERS = """Claire Martin|Ahmed Benali|Jeanne Roussel|Paul Girard|Sophie Lambert|Mathieu Perrot|Inès Carvalho|Luc Fontaine
Hélène Dubreuil|Nadia Chérif|Olivier Blanc|Camille Rey|Bernard Thévenet|Lucie Moulin|Yann Le Goff|Aïcha Diallo""".replace("\n","|").split("|")
ADJ = [tuple(x.split("/")) for x in """municipal/municipale régional/régionale local/locale nouveau/nouvelle public/publique
important/importante ancien/ancienne difficile/difficile provisoire/provisoire définitif/définitive sérieux/sérieuse
inattendu/inattendue modeste/modeste ambitieux/ambitieuse coûteux/coûteuse discret/discrète utile/utile fragile/fragile
durable/durable récent/récente annuel/annuelle partiel/partielle collectif/collective""".split()]
VERBES = """annonce présente défend critique prépare examine reporte adopte rejette finance prolonge modifie
signale dénonce soutient inaugure contrôle réclame étudie publie confirme conteste accompagne ouvre ferme""".split()
CIRC = """depuis lundi|avant la fin du mois|malgré les critiques|à l'unanimité|en séance publique|pour la troisième année
dans un climat tendu|sans attendre l'été|après deux ans de travaux|selon nos informations|à la surprise générale
au terme d'une longue réunion|avec l'appui de la région|faute de moyens|devant une salle comble|jusqu'au printemps""".replace("\n","|").split("|")
LIEN = """d'après l'opposition|selon la préfecture|précise un communiqué|rappelle l'association|note la chambre régionale
d'après les premiers chiffres|ajoute le maire|explique la direction""".replace("\n","|").split("|")
CONJ = ["mais", "et", "tandis que", "alors que", "car", "or", "puisque", "si bien que"]
QUOTES = """Nous n'avons pas été consultés|C'est un premier pas, il en faudra d'autres|Les chiffres parlent d'eux-mêmes
Personne ne s'attendait à une telle décision|On ne peut pas continuer ainsi|Le calendrier sera tenu
Les habitants méritent une réponse claire|Il faudra du temps pour retrouver la confiance""".replace("\n","|").split("|")
TITRES = """Un calendrier serré|Des élus partagés|Ce que disent les chiffres|La parole aux habitants|Une facture contestée
Les prochaines étapes|Retour sur dix ans de débats|Un dossier sensible|Le point de vue des experts|Et maintenant ?
Des travaux sous surveillance|Une méthode en question""".replace("\n","|").split("|")

def gen(nwords, seed):
    R = random.Random(seed); out = []; count = 0
    def gn():
        f = R.random() < .5; n = R.choice(F if f else M); v = n[0] in "aeéèêiouyh"
        k = R.randrange(5)
        a = (("l'" if v else ("la " if f else "le ")), ("une " if f else "un "),
             (("cet " if v else "ce ") if not f else "cette "), "chaque ", "leur ")[k]
        s = a + n
        if R.random() < .45: s += " " + R.choice(ADJ)[f]
        if R.random() < .18:
            p = R.choice(NPROP); s += (" d'" if p[0] in "AEO" else " de ") + p
        return s
    def prop():
        return f"{gn()} {R.choice(VERBES)} {gn()}" + (" " + R.choice(CIRC) if R.random() < .55 else "")
    def deco(s):
        r = R.random()
        w = s.split(" ")
        i = R.randrange(1, max(2, len(w) - 2)); j = min(len(w), i + R.randint(1, 3))
        core = " ".join(w[i:j])
        if r < .10: core = f"**{core}**"
        elif r < .22: core = f"*{core}*"
        elif r < .32: core = f"[{core}](https://www.exemple.fr/article/{R.randint(1000, 99999)}.html)"
        elif r < .34: core = f"`{core}`"
        else: return s
        return " ".join(w[:i] + [core] + w[j:])
    def phrase():
        s = prop()
        if R.random() < .5: s += ", " + R.choice(CONJ) + " " + prop()
        if R.random() < .25: s += ", " + R.choice(LIEN)
        s = deco(s)
        s = s[0].upper() + s[1:]
        r = R.random()
        if r < .09: return f"« {R.choice(QUOTES)} », {R.choice(['affirme','déclare','regrette','assure'])} **{R.choice(PERS)}**."
        return s + "."
    def para(lo=3, hi=7): return " ".join(phrase() for _ in range(R.randint(lo, hi)))
    def add(b):
        nonlocal count
        out.append(b); count += len(b.split())
    add("# Budget : le conseil vote")
    # the lede: plain, the caret will be put at its start
    add("Le conseil municipal a voté lundi soir le budget de la ville, au terme de quatre heures de débat. "
        "La majorité défend un effort sur les écoles et les transports ; l'opposition juge la facture trop lourde "
        "pour les ménages et demande une nouvelle étude avant l'été.")
    while count < nwords - 90:
        r = R.random()
        if r < .18 and out[-1].startswith("#"): add(para())
        elif r < .14: add("## " + R.choice(TITRES))
        elif r < .18: add("### " + R.choice(TITRES))
        elif r < .25: add("> " + R.choice(QUOTES) + ". " + phrase() + "\n>\n> — " + R.choice(PERS) + ", " + R.choice(NPROP))
        elif r < .32: add("\n".join("- " + phrase() for _ in range(R.randint(3, 6))))
        elif r < .36: add("\n".join(f"{i+1}. " + phrase() for i in range(R.randint(3, 5))))
        elif r < .37: add("| Commune | Budget | Habitants |\n|---|---:|---:|\n" + "\n".join(f"| {R.choice(NPROP)} | {R.randint(1,90)} M€ | {R.randint(2,500)} 000 |" for _ in range(R.randint(3, 6))))
        else: add(para())
    add("## Pour conclure")
    while count < nwords - 30: add(para(1, 2))
    add("La rédaction suivra le dossier dans les prochains jours et publiera les réponses des élus dès leur réception")
    return "\n\n".join(out) + "."
if __name__ == "__main__":
    d = sys.argv[1] if len(sys.argv) > 1 else "docs"; os.makedirs(d, exist_ok=True)
    for k in [int(a) for a in sys.argv[2:]] or [1000, 5000, 20000, 100000]:
        t = gen(k, 20240 + k); f = f"{d}/article-{k//1000}k.md"
        open(f, "w", encoding="utf-8").write(t)
        print(f, len(t.split()), "words", len(t.encode()), "bytes", t.count("\n\n") + 1, "blocks")
