#!/usr/bin/python3
"""translations.py SOURCE_ROOT : every language of po/LINGUAS is complete, and fits the code.

Makes the template of today with xgettext, merges each po file with it in memory and counts: a
message that the code has and the file lacks, a fuzzy one, and whatever `msgfmt -c` finds wrong with
formats and plurals. Each is one failure; exit status 1 if there is one.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3']
STATISTICS = re.compile(r'(\d+) (fuzzy|untranslated)')


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False,
                          env={'PATH': '/usr/local/bin:/usr/bin:/bin', 'LC_ALL': 'C.UTF-8'})


def make_template(root, template):
    done = run('xgettext', '--from-code=UTF-8', '--add-comments', f'--directory={root}',
               *(f'--keyword={word}' for word in KEYWORDS),
               f'--files-from={root}/po/POTFILES', f'--output={template}')
    return done.stderr.strip() if done.returncode else ''


def languages(root):
    text = (root / 'po/LINGUAS').read_text(encoding='utf-8')
    return [word for line in text.splitlines() for word in line.split('#')[0].split()]


def check_language(po, template, scratch):
    if not po.is_file():
        yield 'is in po/LINGUAS and not there'
        return
    merged = scratch / po.name
    done = run('msgmerge', '--quiet', '--no-fuzzy-matching', f'--output-file={merged}', str(po),
               str(template))
    if done.returncode:
        yield done.stderr.strip()
        return
    done = run('msgfmt', '--check', '--statistics', '--output-file=/dev/null', str(merged))
    if done.returncode:
        yield done.stderr.strip()
    for number, kind in STATISTICS.findall(done.stderr):
        yield f'{number} {kind} messages'
        missing = run('msgattrib', '--untranslated' if kind != 'fuzzy' else '--only-fuzzy',
                      '--no-obsolete', '--no-wrap', str(merged))
        yield missing.stdout.strip()


def problems(root):
    root = pathlib.Path(root)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        template = scratch / 'marbre.pot'
        trouble = make_template(root, template)
        if trouble:
            yield trouble
            return
        for language in languages(root):
            po = root / 'po' / f'{language}.po'
            found = check_language(po, template, scratch)
            yield from (f'po/{language}.po: {text}' for text in found)


def main():
    found = list(problems(sys.argv[1]))
    print('\n'.join(found) if found else 'every language is complete')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
