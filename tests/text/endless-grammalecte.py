#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Python that has a Grammalecte which never comes to an end: called as ui/grammalecte.py is, with
-I -c SCRIPT. It tells its process id where MARBRE_TEST_ENDLESS says, a named pipe, and keeps that open,
so that who reads there sees when it is gone."""
import os
import re
import sys
import types


class Engine:
    def getGCEngine(self):
        return self

    getSpellChecker = getGCEngine

    def setOptions(self, options):
        pass

    def parse(self, text, _country):
        if 'sans fin' in text:
            pipe = os.open(os.environ['MARBRE_TEST_ENDLESS'], os.O_WRONLY)
            os.write(pipe, f'{os.getpid()}\n'.encode())
            re.match('(a+)+$', 'a' * 64 + 'b')  # no other thread of Python's gets a turn
        return []


sys.modules['grammalecte'] = types.SimpleNamespace(GrammarChecker=lambda language: Engine())
exec(compile(sys.argv[3], 'grammalecte.py', 'exec'))
