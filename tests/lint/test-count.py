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


# name, result and output of the first run, of the second (None: there was none), last line, status
AGAIN = [
    ('what passes again has passed', ('FAIL', TAP + 'not ok 3 /c\n'), ('OK', TAP + 'ok 3 /c\n'),
     '3 passed, 0 failed', 0),
    ('what fails again has failed', ('FAIL', TAP + 'not ok 3 /c\n'),
     ('FAIL', '1..3\nnot ok 1 /a\n'), '2 passed, 1 failed', 1),
    ('a second run that never was changes nothing', ('ERROR', TAP), None, '2 passed, 1 failed', 1),
]


def write_log(folder, name, entries):
    log = pathlib.Path(folder) / name
    log.write_text(''.join(json.dumps({'name': f'x / {number}', 'result': result, 'stdout': stdout})
                           + '\n' for number, (result, stdout) in enumerate(entries)),
                   encoding='utf-8')
    return str(log)


def run(program, entries, trouble=0, second=None):
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, program, '--trouble', str(trouble)]
        if second is not None:
            command += ['--again', write_log(folder, 'again.json', second)]
        log = write_log(folder, 'log.json', entries) if entries is not None else folder + '/none'
        done = subprocess.run([*command, log], capture_output=True, text=True, check=False)
    return done.stdout.rstrip('\n').split('\n')[-1], done.returncode


def failed_of(program, failures):
    """Returns what is to run again of five programs of which so many failed."""
    with tempfile.TemporaryDirectory() as folder:
        log = write_log(folder, 'log.json', [('FAIL' if number < failures else 'OK', '')
                                             for number in range(5)])
        return subprocess.run([sys.executable, program, '--failed', log], capture_output=True,
                              text=True, check=False).stdout.split()


def all_cases(program):
    for name, entries, trouble, line, status in CASES:
        yield name, (line, status), run(program, entries, trouble)
    for name, first, second, line, status in AGAIN:
        yield name, (line, status), run(program, [first], second=[second] if second else [])
    yield 'three that fail run again', ['0', '1', '2'], failed_of(program, 3)
    yield 'four that fail do not', [], failed_of(program, 4)


print(f'1..{len(CASES) + len(AGAIN) + 2}')
for number, (name, expected, found) in enumerate(all_cases(sys.argv[1]), 1):
    print(f'{"ok" if found == expected else "not ok"} {number} {name}')
    if found != expected:
        print(f'# expected {expected}, found {found}')
