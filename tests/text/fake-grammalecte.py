# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for ui/grammalecte.py: answers, and hangs, dies or babbles when the text says so."""
import json
import os
import sys
import time

print('{"ready": true}', flush=True)
for line in sys.stdin:
    text = json.loads(line)['text']
    if 'hang' in text:
        time.sleep(60)
    elif 'die' in text:
        sys.exit(1)
    elif 'babble' in text:
        print('This is no JSON', flush=True)
    elif 'who' in text:
        print(json.dumps({'mistakes': [
            {'start': 0, 'end': 3, 'rule': 'r0', 'message': str(os.getpid()),
             'replacements': []}]}), flush=True)
    else:
        start = text.find('faute')
        print(json.dumps({'mistakes': [] if start < 0 else [
            {'start': start, 'end': start + 5, 'rule': 'r1', 'message': 'Une faute.',
             'replacements': ['fautes']},
            {'start': 5, 'end': 100000, 'rule': 'r2', 'message': 'Ailleurs', 'replacements': []},
        ]}), flush=True)
