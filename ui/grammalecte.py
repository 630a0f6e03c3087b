# SPDX-License-Identifier: GPL-3.0-or-later
"""Grammalecte for Marbre: one JSON object a line in, one a line out, until the input ends.

In: {"text": a paragraph}. Out: {"mistakes": [{"start", "end", "rule", "message", "replacements"}]},
counted in characters. The first line out is {"ready": true}, or {"missing": true} if it is not installed.
"""
import json
import sys

try:
    import grammalecte
except ImportError:
    print('{"missing": true}', flush=True)
    sys.exit(3)

# Typography is Marbre's own business, and paragraphs come one by one.
OFF = {option: False for option in (
    'typo', 'apos', 'nbsp', 'esp', 'tab', 'tu', 'num', 'unit', 'nf', 'liga', 'poncfin', 'ocr',
    'mapos', 'chim', 'eepi', 'idrule')}

out = sys.stdout
sys.stdout = sys.stderr  # nobody else writes into the answers
checker = grammalecte.GrammarChecker('fr')
engine = checker.getGCEngine()
getattr(engine, 'gc_options', engine).setOptions(OFF)  # older ones have it in the engine


def answer(thing):
    out.write(json.dumps(thing) + '\n')
    out.flush()


answer({'ready': True})
for line in sys.stdin:
    errors, _ = checker.getParagraphErrors(json.loads(line)['text'])
    answer({'mistakes': [{
        'start': error['nStart'],
        'end': error['nEnd'],
        'rule': error['sRuleId'],
        'message': error['sMessage'],
        'replacements': list(error['aSuggestions'])[:6],
    } for error in errors]})
