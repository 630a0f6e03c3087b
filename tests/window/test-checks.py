#!/usr/bin/python3
"""Checks beside the text: found when one pauses, corrected by a button or a key, undone by one key;
house rules from a file that is read again when it changes. TAP.
"""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import find_all, has_state, text_of, wait  # noqa: E402

RULES = 'words: en autre\nmessage: Write “et autres”.\nreplacement: et autres\n'
BAD_RULES = RULES + '\npattern: (abc\nmessage: unclosed\n'


class ChecksTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.rules = self.desk.folder / 'home' / 'rules.txt'

    def on_failure(self, name):
        self.room.leave_traces(f'checks-{name}')

    def ends_with(self, text):
        wait(lambda: text_of(self.room.body()).endswith(text), f'the body ends with “{text}”')

    def test_button(self):
        """a doubled word is listed, and a button corrects it"""
        self.rules.write_text(RULES)
        settings = self.desk.folder / 'config' / 'glib-2.0' / 'settings'
        settings.mkdir(parents=True)
        (settings / 'keyfile').write_text(
            f'[io/github/marbre/Marbre]\nhouse-rules=\'{self.rules}\'\n')
        self.room.start()
        self.room.type_at_end('\n\nUne fin fin.')
        self.desk.click(self.room.find(None, 'Checks'))
        self.desk.click(self.room.program.find('button', 'Write “fin”'))
        self.ends_with('\n\nUne fin.')
        self.room.program.gone('button', 'Write “fin”')

    def test_undo(self):
        """one key takes the correction back"""
        self.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+z')
        self.ends_with('\n\nUne fin fin.')

    def test_keys(self):
        """the finding at the caret is corrected without the mouse"""
        self.room.program.find('button', 'Write “fin”')
        self.desk.key('ctrl+End', 'Left', 'ctrl+period')
        self.ends_with('\n\nUne fin.')

    def test_house_rule(self):
        """what the house does not print is corrected"""
        self.desk.key('ctrl+End')
        self.desk.type(' Toits en autre.')
        self.desk.click(self.room.program.find('button', 'Write “et autres”'))
        self.ends_with(' Toits et autres.')

    def test_bad_rule(self):
        """a bad pattern is named with its line, and the others go on"""
        self.rules.write_text(BAD_RULES)
        wait(lambda: 'rules.txt, line 5' in self.labels(), 'the bad rule is named')
        self.desk.click(self.room.body())
        self.desk.key('ctrl+End')
        self.desk.type(' Quais en autre.')
        self.room.program.find('button', 'Write “et autres”')

    def labels(self):
        return '\n'.join(text_of(label) or '' for label in
                         find_all(self.room.program.root, 'label'))

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(ChecksTest(the_room))
sys.exit(status)
