#!/usr/bin/python3
"""Notes to the desk: written by a key, in the text and in fields, listed beside it, accepted and
removed by buttons, each in one step that one key takes back. TAP.
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
        self.headline = None
        self.byline = None

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

    def field(self, name):
        """Puts the caret at the end of a field."""
        field = self.room.find('text', name)
        self.desk.click(field)
        wait(lambda: has_state(field, 'focused'), f'{name} has the keyboard')
        self.desk.key('ctrl+End')
        return field

    def is_in(self, field, text):
        wait(lambda: text_of(field) == text, f'the field says “{text}”')

    def test_fields(self):
        """notes are written in fields, and listed with the field's name"""
        self.to_body()
        self.desk.key('ctrl+a', 'Delete')
        self.headline = self.field('Headline')
        self.desk.key('ctrl+a')
        self.desk.type('Le port')
        self.desk.key('ctrl+alt+s')
        self.desk.type(' rouvre')
        self.is_in(self.headline, 'Le port{++ rouvre++}')
        self.byline = self.field('Byline')
        self.desk.key('ctrl+a')
        self.desk.type('Eve')
        self.desk.key('ctrl+alt+m')
        self.desk.type('seule')
        self.is_in(self.byline, 'Eve{>>seule<<}')
        self.to_body()
        self.desk.type('Un mot')
        self.desk.key('ctrl+alt+s')
        self.desk.type(' juste')
        self.ends_with('Un mot{++ juste++}')
        self.room.program.find('label', 'Add · Headline')
        self.room.program.find('label', 'Comment · Byline')

    def test_step_through_fields(self):
        """the keys go through fields and text, around the ends, and decide there"""
        self.desk.key('ctrl+F8')
        wait(lambda: has_state(self.headline, 'focused'), 'the headline has the keyboard')
        self.desk.key('ctrl+alt+a')
        self.is_in(self.headline, 'Le port rouvre')
        self.desk.key('ctrl+z')
        self.is_in(self.headline, 'Le port{++ rouvre++}')
        self.desk.key('ctrl+F8')
        wait(lambda: has_state(self.byline, 'focused'), 'the byline has the keyboard')
        self.desk.key('ctrl+F8')
        wait(lambda: has_state(self.room.body(), 'focused'), 'the text has the keyboard')

    def test_all_fields_at_once(self):
        """all are accepted at once, in fields and text, and one key takes that back everywhere"""
        self.desk.click(self.room.program.find('button', 'Accept all suggestions'))
        self.is_in(self.headline, 'Le port rouvre')
        self.ends_with('Un mot juste')
        self.to_body()
        self.desk.key('ctrl+z')
        self.ends_with('Un mot{++ juste++}')
        self.is_in(self.headline, 'Le port{++ rouvre++}')
        self.desk.key('ctrl+shift+z')
        self.is_in(self.headline, 'Le port rouvre')
        self.ends_with('Un mot juste')

    def test_row_in_field(self):
        """a row of the list leads to the field"""
        self.desk.click(self.room.program.find('label', 'seule'))
        wait(lambda: has_state(self.byline, 'focused'), 'the byline has the keyboard')
        self.desk.key('ctrl+alt+r')
        self.is_in(self.byline, 'Eve')

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(NotesTest(the_room))
sys.exit(status)
