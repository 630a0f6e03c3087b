#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the Python that has Grammalecte, whatever it is told to run: objects to “faute”,
dies of “poison” and hangs at “sommeil”. One JSON object a line, as ui/grammalecte.py."""
import ctypes
import json
import signal
import sys
import time

pr_set_pdeathsig = 1  # as ui/grammalecte.py: else one that hangs outlives the test
ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
print('{"ready": true}', flush=True)
for line in sys.stdin:
    text = json.loads(line)['text']
    if 'poison' in text:
        sys.exit(1)
    while 'sommeil' in text:
        time.sleep(60)  # until it is killed
    start = text.find('faute')
    print(json.dumps({'mistakes': [] if start < 0 else [
        {'start': start, 'end': start + 5, 'rule': 'number', 'message': 'Accord au pluriel.',
         'replacements': ['fautes']}]}), flush=True)
