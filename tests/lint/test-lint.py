#!/usr/bin/python3
"""test-lint.py : the lints of this folder see what they are for. A lint that finds nothing in a
tree with a fault in it would stay green for ever; each fault here must be found, and a clean tree
pass. TAP on stdout.
"""
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import layering  # noqa: E402
import potfiles  # noqa: E402
import style  # noqa: E402
import translations  # noqa: E402

HEAD = '/* SPDX-License-Identifier: GPL-3.0-or-later\n *\n * What it is for.\n */\n'
PO_HEAD = ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
           '"Content-Transfer-Encoding: 8bit\\n"\n"Project-Id-Version: x\\n"\n'
           '"PO-Revision-Date: 2026-11-22\\n"\n"Last-Translator: x\\n"\n"Language-Team: x\\n"\n'
           '"MIME-Version: 1.0\\n"\n"Language: fr\\n"\n'
           '"Plural-Forms: nplurals=2; plural=n>1;\\n"\n\n')
HOMES = {'src/core/marbre-story.h': HEAD, 'src/text/marbre-blocks.h': HEAD,
         'src/archive/marbre-archive.h': HEAD, 'src/app/marbre-window.h': HEAD}
CODE = 'src/text/marbre-a.c'
STORED = {'po/LINGUAS': 'fr\n', 'po/POTFILES': CODE + '\n', CODE: HEAD + 'x = _("Save");\n'}

# name, lint, files that are added to a clean tree, words of the find (None: nothing is found)
CASES = [
    ('layering: a clean tree passes', layering,
     {**HOMES, CODE: '#include "config.h"\n#include "marbre-story.h"\n#include <gumbo.h>\n'
                     '#include <string.h>\n'}, None),
    ('layering: a header that the build makes', layering,
     {CODE: '#include "marbre-art.h"\n',
      'src/text/meson.build': "x = gnome.compile_resources('marbre-art',\n"}, None),
    ('layering: one that the build of another room makes', layering,
     {CODE: '#include "marbre-art.h"\n',
      'src/app/meson.build': "x = gnome.compile_resources(\n  'marbre-art',\n"}, 'belongs to app'),
    ('layering: a room above', layering, {**HOMES, CODE: '#include "marbre-archive.h"\n'},
     'belongs to archive'),
    ('layering: the program from a room', layering,
     {**HOMES, 'src/archive/marbre-b.c': '#include "marbre-window.h"\n'}, 'belongs to app'),
    ('layering: a way round by the parent folder', layering,
     {**HOMES, CODE: '#include "../archive/marbre-archive.h"\n'}, 'names a folder'),
    ('layering: SQLite outside the archive', layering, {CODE: '#include <sqlite3.h>\n'},
     'not for the room text'),
    ('layering: GTK in the engine', layering, {CODE: '# include <gtk/gtk.h>\n'},
     'not for the room text'),
    ('layering: libadwaita in the sidebar', layering,
     {'src/sidebar/marbre-a.c': '#include <adwaita.h>\n'}, 'not for the room sidebar'),
    ('layering: libsecret in a second file', layering,
     {'src/remote/marbre-outbox.c': '#include <libsecret/secret.h>\n'}, 'marbre-secret-store.c'),
    ('layering: a library that nobody chose', layering, {CODE: '#include <curl/curl.h>\n'},
     'not in the table'),
    ('layering: a folder that is no room', layering, {'src/util/marbre-a.c': HEAD}, 'no room'),
    ('style: a clean tree passes', style,
     {CODE: HEAD + '/* strcpy (a, b) is what this avoids */\nx = "sprintf (";\nf (g_sleep);\n'},
     None),
    ('style: no licence', style, {CODE: '/* Hello */\n'}, 'SPDX'),
    ('style: no paragraph', style,
     {CODE: '/* SPDX-License-Identifier: GPL-3.0-or-later */\n#include "config.h"\nint x;\n'},
     'no paragraph'),
    ('style: a long line', style, {CODE: HEAD + '/* ' + 'x' * 98 + ' */\n'}, '104 columns'),
    ('style: blanks at the end', style, {CODE: HEAD + 'int x; \n'}, 'blanks at the end'),
    ('style: a tab', style, {CODE: HEAD + '\tint x;\n'}, 'a tab'),
    ('style: a banned function', style, {CODE: HEAD + 'strcpy (a, b);\n'}, 'banned'),
    ('style: a test that sleeps', style, {'tests/core/test-a.c': HEAD + 'g_usleep (5);\n'},
     'wait for the state'),
    ('style: unfinished work', style, {CODE: HEAD + '/* TO' 'DO: the rest */\n'}, 'unfinished'),
    ('style: no newline at the end', style, {CODE: HEAD + 'int x;'}, 'one newline'),
    ('potfiles: a complete list passes', potfiles, STORED, None),
    ('potfiles: a file that is missing', potfiles, {**STORED, 'po/POTFILES': ''}, 'is missing'),
    ('potfiles: a file without words', potfiles, {**STORED, CODE: HEAD}, 'no words'),
    ('translations: a complete language passes', translations,
     {**STORED, 'po/fr.po': PO_HEAD + 'msgid "Save"\nmsgstr "Enregistrer"\n'}, None),
    ('translations: a message that is missing', translations, {**STORED, 'po/fr.po': PO_HEAD},
     '1 untranslated'),
    ('translations: a fuzzy message', translations,
     {**STORED, 'po/fr.po': PO_HEAD + '#, fuzzy\nmsgid "Save"\nmsgstr "Sauver"\n'}, '1 fuzzy'),
    ('translations: a format that does not fit', translations,
     {**STORED, CODE: HEAD + '/* xgettext:c-format */\nx = _("%d stories");\n',
      'po/fr.po': PO_HEAD + '#, c-format\nmsgid "%d stories"\nmsgstr "%s articles"\n'}, 'fr.po'),
    ('translations: a language without a file', translations, STORED, 'not there'),
]


def run(lint, files):
    with tempfile.TemporaryDirectory() as tree:
        for name, text in files.items():
            path = pathlib.Path(tree) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')
        return list(lint.problems(pathlib.Path(tree)))


def main():
    print(f'1..{len(CASES)}')
    for number, (name, lint, files, words) in enumerate(CASES, 1):
        found = run(lint, files)
        good = not found if words is None else any(words in text for text in found)
        print(f'{"ok" if good else "not ok"} {number} {name}')
        if not good:
            print(f'# expected {words!r}, found {found!r}')


main()
