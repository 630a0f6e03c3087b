#!/usr/bin/python3
"""style.py SOURCE_ROOT : what a reviewer should not have to say twice.

Looks at the C files of src/ and tests/: the licence line and the opening paragraph, no line above
100 columns, no blanks at the end of lines, no tabs, no function that is banned, no sleeping tests,
no words that say the work is unfinished. Prints one line for each find; exit status 1 if there is
one.
"""
import pathlib
import re
import sys

COLUMNS = 100
LICENCE = '/* SPDX-License-Identifier: GPL-3.0-or-later'
BANNED = {
    'atof': 'g_ascii_strtod',
    'atoi': 'g_ascii_string_to_signed',
    'atol': 'g_ascii_string_to_signed',
    'gets': 'GDataInputStream',
    'sprintf': 'g_strdup_printf',
    'strcat': 'GString',
    'strcpy': 'g_strdup',
    'strncpy': 'g_strndup',
    'strtok': 'g_strsplit',
    'system': 'GSubprocess',
    'vsprintf': 'g_strdup_vprintf',
}
SLEEPS = {'sleep', 'usleep', 'nanosleep', 'g_usleep'}
CALL = re.compile(r'(?<![\w.>])([A-Za-z_]\w*)\s*\(')
UNFINISHED = re.compile(r'\b(TODO|FIXME|XXX)\b')
# Comments, strings and characters, which are not code. Newlines are kept for the line numbers.
NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def code_of(text):
    return NOT_CODE.sub(lambda match: ' ' + '\n' * match.group().count('\n'), text)


def check_head(lines):
    if not lines or lines[0].rstrip(' */') != LICENCE.rstrip():
        yield 1, 'the first line is not the SPDX line'
    elif len(lines) < 3 or lines[1] != ' *' or not re.match(r' \* \S', lines[2]):
        yield 2, 'no paragraph says what the file is for'


def check_lines(lines):
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS:
            yield number, f'{len(line)} columns'
        if line != line.rstrip():
            yield number, 'blanks at the end'
        if '\t' in line:
            yield number, 'a tab'
        if UNFINISHED.search(line):
            yield number, 'unfinished by its own words'


def check_calls(text, is_test):
    for number, line in enumerate(code_of(text).split('\n'), 1):
        for name in CALL.findall(line):
            if name in BANNED:
                yield number, f'{name}() is banned, use {BANNED[name]}'
            elif name in SLEEPS and is_test:
                yield number, f'{name}() in a test: wait for the state'


def problems(root):
    root = pathlib.Path(root)
    for folder in ('src', 'tests'):
        for file in sorted((root / folder).rglob('*.[ch]')):
            # The measuring tools stand alone: plain C, without GLib, in a style of their own.
            if file.parent == root / 'tests' / 'bench':
                continue
            text = file.read_text(encoding='utf-8')
            lines = text.split('\n')
            found = [*check_head(lines), *check_lines(lines), *check_calls(text, folder == 'tests')]
            if not text.endswith('\n') or text.endswith('\n\n'):
                found.append((len(lines), 'the file does not end with one newline'))
            for number, what in found:
                yield f'{file.relative_to(root)}:{number}: {what}'


def main():
    found = list(problems(sys.argv[1]))
    print('\n'.join(found) if found else 'nothing to say')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
