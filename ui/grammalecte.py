# SPDX-License-Identifier: GPL-3.0-or-later
"""Grammalecte for Marbre: one JSON object a line in, one a line out, until the input ends.

In: {"text": a paragraph}. Out: {"mistakes": [{"start", "end", "rule", "message", "replacements"}]},
counted in characters. The first line out is {"ready": true}, or {"missing": true} if it is not installed.
"""
import array
import ctypes
import gc
import json
import os
import signal
import sys


def end_with_parent():
    """Who started us may be killed while we search with a pattern that comes to no end, or are
    stopped, and then nobody reads that the input has ended: the kernel ends us. That it counts
    the end of the thread that started us does no harm: that is Marbre's main thread."""
    pr_set_pdeathsig = 1
    try:
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
    except AttributeError:
        pass  # no Linux


end_with_parent()
os.nice(10)  # who writes goes first

try:
    import grammalecte
except ImportError:
    print('{"missing": true}', flush=True)
    sys.exit(3)

# Typography is Marbre's own business, and paragraphs come one by one.
OFF = {option: False for option in (
    'typo', 'apos', 'nbsp', 'esp', 'tab', 'tu', 'num', 'unit', 'nf', 'liga', 'poncfin', 'ocr',
    'mapos', 'chim', 'eepi', 'idrule')}


def load():
    """Grammalecte's engine, quick to start and in little memory: its tables are half a million
    objects that stay, so nothing is won by collecting them while they are made."""
    gc.disable()
    checker = grammalecte.GrammarChecker('fr')
    engine = checker.getGCEngine()
    getattr(engine, 'gc_options', engine).setOptions(OFF)  # older ones have it in the engine
    dictionary = getattr(checker.getSpellChecker(), 'oMainDic', None)
    if isinstance(getattr(dictionary, 'lByDic', None), list):
        dictionary.lByDic = array.array('I', dictionary.lByDic)
    list(engine.parse('Ceci est une phrase.', 'FR'))  # it reads its rules with the first one
    gc.freeze()
    gc.enable()
    try:
        ctypes.CDLL(None).malloc_trim(0)  # what was needed for loading only
    except AttributeError:
        pass  # no GNU libc
    return engine


out = sys.stdout
sys.stdout = sys.stderr  # nobody else writes into the answers
engine = load()


def answer(thing):
    out.write(json.dumps(thing) + '\n')
    out.flush()


answer({'ready': True})
for line in sys.stdin:
    answer({'mistakes': [{
        'start': error['nStart'],
        'end': error['nEnd'],
        'rule': error['sRuleId'],
        'message': error['sMessage'],
        'replacements': list(error['aSuggestions'])[:6],
    } for error in engine.parse(json.loads(line)['text'], 'FR')]})
