#!/usr/bin/python3
"""potfiles.py SOURCE_ROOT [--write] : does po/POTFILES name every file with words to translate?

A file that is missing there stays English without anybody noticing; a name too many breaks the
build of the template. --write puts the list right instead of complaining.
"""
import pathlib
import re
import sys

C_WORDS = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"')
UI_WORDS = re.compile(r'translatable="(yes|true)"')


def wanted(root):
    """Returns the names of the files with words to translate, in POTFILES order."""
    names = [path for path in (root / 'data').glob('*.in')]
    names += [path for path in (root / 'data').glob('*.gschema.xml')]
    names += [path for path in (root / 'src').rglob('*.c')
              if C_WORDS.search(path.read_text(encoding='utf-8'))]
    names += [path for path in (root / 'ui').rglob('*.ui')
              if UI_WORDS.search(path.read_text(encoding='utf-8'))]
    return sorted(path.relative_to(root).as_posix() for path in names)


def listed(potfiles):
    if not potfiles.is_file():
        return []
    lines = (line.strip() for line in potfiles.read_text(encoding='utf-8').splitlines())
    return [line for line in lines if line and not line.startswith('#')]


def problems(root):
    root = pathlib.Path(root)
    there, due = listed(root / 'po/POTFILES'), wanted(root)
    yield from (f'po/POTFILES: {name} is missing' for name in due if name not in there)
    yield from (f'po/POTFILES: {name} has no words to translate' for name in there
                if name not in due)
    yield from (f'po/POTFILES: {name} is there twice' for name in sorted(set(there))
                if there.count(name) > 1)


def main():
    root = pathlib.Path(sys.argv[1])
    if '--write' in sys.argv[2:]:
        head = '# Written by tests/lint/potfiles.py --write; checked by it too.\n'
        (root / 'po/POTFILES').write_text(head + ''.join(f'{name}\n' for name in wanted(root)),
                                          encoding='utf-8')
        return 0
    found = list(problems(root))
    print('\n'.join(found) if found else 'po/POTFILES is complete')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
