#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the Python that has Grammalecte, whatever it is told to run: objects to “faute”,
and dies of “poison”. One JSON object a line, as ui/grammalecte.py."""
import json
import sys

print('{"ready": true}', flush=True)
for line in sys.stdin:
    text = json.loads(line)['text']
    if 'poison' in text:
        sys.exit(1)
    start = text.find('faute')
    print(json.dumps({'mistakes': [] if start < 0 else [
        {'start': start, 'end': start + 5, 'rule': 'number', 'message': 'Accord au pluriel.',
         'replacements': ['fautes']}]}), flush=True)
