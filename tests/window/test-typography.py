#!/usr/bin/python3
"""Typography: quotes, dashes and spaces are set as one types, one key takes a change back, and a
whole story is corrected in one step after its list was read. By real keys. TAP.
"""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import Atspi, text_of, wait  # noqa: E402

FRENCH = 'Le maire de la ville est sur le quai. '


class TypographyTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.body = None

    def on_failure(self, name):
        self.room.leave_traces(f'typography-{name}')

    def expect(self, text):
        wait(lambda: text_of(self.body) == text, f'the text is “{text}”')

    def begin(self, text=''):
        """Puts a text in place of the body, and the caret at its end."""
        Atspi.EditableText.set_text_contents(self.body, text)
        self.desk.click(self.body)
        self.desk.key('ctrl+End')
        self.expect(text)

    def test_begin(self):
        """quotes, apostrophes and dashes are set while one types"""
        self.room.start()
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')
        self.body = self.room.body()
        self.begin()
        self.desk.type('"It\'s the one," she said -- twice...')
        self.expect('“It’s the one,” she said – twice…')

    def test_backspace(self):
        """one Backspace takes a change back, and it is not done again there"""
        self.begin()
        self.desk.type('it\'')
        self.expect('it’')
        self.desk.key('BackSpace')
        self.expect('it\'')
        self.desk.type('s so')
        self.expect('it\'s so')
        self.desk.key('BackSpace')
        self.expect('it\'s s')

    def test_undo(self):
        """undo takes back the change alone"""
        self.begin()
        self.desk.type('and so...')
        self.expect('and so…')
        self.desk.key('ctrl+z')
        self.expect('and so...')

    def test_french(self):
        """a French paragraph has French rules, and no line breaks before its marks"""
        self.begin(FRENCH)
        self.desk.type('Il dit "oui" : quoi ?')
        self.expect(FRENCH + 'Il dit «\u00a0oui\u00a0»\u00a0: quoi\u202f?')

    def test_headline(self):
        """the headline too"""
        self.desk.click(self.room.headline())
        self.desk.type('It\'s "here"')
        self.room.wait_for_text(self.room.headline(), 'It’s “here”')

    def test_fields(self):
        """kicker and byline, and one undo takes a change back; but not the section"""
        for msgid in ('Kicker', 'Byline'):
            field = self.room.find('text', msgid)
            self.desk.click(field)
            self.desk.type('Jo O\'Hara "so"')
            self.room.wait_for_text(field, 'Jo O’Hara “so”')
            self.desk.key('ctrl+z')
            self.room.wait_for_text(field, 'Jo O’Hara “so"')
            self.desk.key('ctrl+shift+z')
            self.room.wait_for_text(field, 'Jo O’Hara “so”')
        section = self.room.find('text', 'Section')
        self.desk.click(section)
        self.desk.type('It\'s')
        self.room.wait_for_text(section, 'It\'s')

    def test_code(self):
        """code stays as it is typed"""
        self.begin('```\n\n```\n')
        self.desk.key('Up', 'Up')
        self.desk.type('it\'s')
        self.expect('```\nit\'s\n```\n')

    def test_whole_story(self):
        """the whole story in one step, after its changes were listed"""
        text = 'It\'s "one".\n\n`it\'s` two...'
        self.begin(text)
        self.room.program.activate('win.correct-typography')
        self.room.find('label', '4 changes')
        self.room.program.press(self.room.find('button', 'C_orrect'))
        self.expect('It’s “one”.\n\n`it\'s` two…')
        self.desk.click(self.body)
        self.desk.key('ctrl+z')
        self.expect(text)

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(TypographyTest(the_room))
sys.exit(status)
