#!/usr/bin/python3
"""Notes to the desk: written by a key, listed beside the text, accepted and removed by buttons, each
in one step that one key takes back. TAP.
"""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import has_state, text_of, wait  # noqa: E402


class NotesTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk

    def on_failure(self, name):
        self.room.leave_traces(f'notes-{name}')

    def ends_with(self, text):
        wait(lambda: text_of(self.room.body()).endswith(text), f'the body ends with “{text}”')

    def to_body(self):
        self.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+End')

    def test_comment(self):
        """words are commented on by a key"""
        self.room.start()
        self.room.type_at_end('\n\nUne fin')
        self.desk.key('ctrl+shift+Left', 'ctrl+alt+m')
        self.desk.type('laquelle')
        self.ends_with('\n\nUne {==fin==}{>>laquelle<<}')

    def test_suggest(self):
        """without a selection, an addition is suggested"""
        self.desk.key('ctrl+End', 'ctrl+alt+s')
        self.desk.type(' heureuse')
        self.ends_with('{>>laquelle<<}{++ heureuse++}')

    def test_accept(self):
        """a button accepts it, and one key takes that back"""
        self.desk.click(self.room.find(None, 'Notes'))
        self.desk.click(self.room.program.find('button', 'Accept'))
        self.ends_with('{>>laquelle<<} heureuse')
        self.to_body()
        self.desk.key('ctrl+z')
        self.ends_with('{>>laquelle<<}{++ heureuse++}')

    def test_remove(self):
        """removing a comment takes its highlight along, and not the words"""
        self.desk.click(self.room.program.find('button', 'Remove the comment'))
        self.ends_with('\n\nUne fin{++ heureuse++}')

    def test_reject(self):
        """all suggestions are rejected at once"""
        self.desk.click(self.room.program.find('button', 'Reject all suggestions'))
        self.ends_with('\n\nUne fin')
        self.room.program.gone('button', 'Accept')

    def test_decide_by_keys(self):
        """the keys go from note to note, and decide on the one at the caret"""
        self.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+End')
        self.desk.type('\n\nUn ')
        self.desk.key('ctrl+alt+s')
        self.desk.type('petit')
        self.desk.key('ctrl+End')
        self.desk.type(' port ')
        self.desk.key('ctrl+alt+s')
        self.desk.type('bleu')
        self.ends_with('Un {++petit++} port {++bleu++}')
        self.desk.key('ctrl+Home', 'ctrl+F8', 'ctrl+alt+a')
        self.ends_with('Un petit port {++bleu++}')
        self.desk.key('ctrl+shift+F8', 'ctrl+alt+r')
        self.ends_with('Un petit port')
        self.desk.key('ctrl+z')
        self.ends_with('Un petit port {++bleu++}')
        self.desk.key('ctrl+z')
        self.ends_with('Un {++petit++} port {++bleu++}')

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(NotesTest(the_room))
sys.exit(status)
