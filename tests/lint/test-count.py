#!/usr/bin/python3
"""test-count.py COUNT_TESTS : the last line of `make check` tells the truth, also of programs that
die, suites that are empty and builds that fail. TAP on stdout.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

TAP = '1..3\nok 1 /a\nok 2 /b\n'
# name, the entries of a log (None: no such log), failed builds, last line, exit status
CASES = [
    ('each subtest counts', [('OK', TAP + 'ok 3 /c\n')], 0, '3 passed, 0 failed', 0),
    ('a failed subtest counts once', [('FAIL', TAP + 'not ok 3 /c\n')], 0, '2 passed, 1 failed', 1),
    ('a program that dies is a failure', [('ERROR', TAP)], 0, '2 passed, 1 failed', 1),
    ('a time-out is a failure', [('TIMEOUT', '')], 0, '0 passed, 1 failed', 1),
    ('a test without subtests counts as one', [('OK', 'fine'), ('FAIL', 'bad')], 0,
     '1 passed, 1 failed', 1),
    ('what was skipped did not pass', [('OK', TAP + 'ok 3 /c # SKIP no network\n')], 0,
     '2 passed, 0 failed', 0),
    ('an empty suite is a failure', [], 0, '0 passed, 1 failed', 1),
    ('a suite that never ran is a failure', None, 0, '0 passed, 1 failed', 1),
    ('a build that failed is a failure', [('OK', TAP + 'ok 3 /c\n')], 1, '3 passed, 1 failed', 1),
]


def run(program, entries, trouble):
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / 'testlog.json'
        if entries is not None:
            log.write_text(''.join(json.dumps({'name': 'x', 'result': result, 'stdout': stdout})
                                   + '\n' for result, stdout in entries), encoding='utf-8')
        done = subprocess.run([sys.executable, program, '--trouble', str(trouble), str(log)],
                              capture_output=True, text=True, check=False)
    return done.stdout.rstrip('\n').split('\n')[-1], done.returncode


print(f'1..{len(CASES)}')
for number, (name, entries, trouble, line, status) in enumerate(CASES, 1):
    found = run(sys.argv[1], entries, trouble)
    print(f'{"ok" if found == (line, status) else "not ok"} {number} {name}')
    if found != (line, status):
        print(f'# expected {(line, status)}, found {found}')
