#!/usr/bin/python3
"""The buttons at a selection: they come when it rests, do what they say by the mouse, show what is done
already, never take the keyboard, and go when one types, scrolls or presses Escape. TAP.
"""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import Atspi, Failure, extents, has_state, text_of, wait  # noqa: E402

TEXT = 'The harbour is closed until Monday.\n\nAnother line.'
LONG = f'{TEXT}\n\n' * 60


class FormatsTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.body = None

    def on_failure(self, name):
        self.room.leave_traces(f'formats-{name}')

    def is_shown(self):
        return self.room.program.find('push button', 'Bold', timeout=0) is not None

    def gone(self):
        wait(lambda: not self.is_shown(), 'the buttons are gone')

    def button(self, name):
        return wait(lambda: self.room.program.find(None, name, timeout=0), f'there is {name}')

    def click_button(self, name):
        self.desk.click_place(extents(self.button(name)))

    def expect(self, start):
        try:
            wait(lambda: text_of(self.body).startswith(start), 'the text is as expected')
        except Failure as error:
            raise Failure(f'{text_of(self.body)[:60]!r}\nand not {start!r}') from error

    def select_word(self):
        Atspi.EditableText.set_text_contents(self.body, TEXT)
        self.expect(TEXT)
        self.desk.click_text(self.body, TEXT.index('harbour') + 2, 2)
        self.button('Bold')

    def test_begin(self):
        """a story is begun"""
        self.room.start()
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')
        self.body = self.room.body()

    def test_mouse(self):
        """they make a word bold and plain again, and stay for one format more"""
        self.select_word()
        self.click_button('Bold')
        self.expect('The **harbour** is')
        wait(lambda: has_state(self.button('Bold'), 'pressed'), 'the button says so')
        self.click_button('Italic')
        self.expect('The ***harbour*** is')
        self.click_button('Bold')
        self.expect('The *harbour* is')
        wait(lambda: not has_state(self.button('Bold'), 'pressed'), 'the button says so')
        self.click_button('Heading')
        self.expect('## The *harbour* is')
        assert has_state(self.body, 'focused')
        self.desk.type('pier')
        self.expect('## The *pier* is')
        self.gone()

    def test_undo(self):
        """each button is one step to undo"""
        self.select_word()
        self.click_button('Quote')
        self.expect('> The harbour is')
        self.click_button('List')
        self.expect('> - The harbour is')
        self.desk.key('ctrl+z')
        self.expect('> The harbour is')
        self.desk.key('ctrl+z')
        self.expect('The harbour is')

    def test_asking(self):
        """link and comment ask, and the buttons are gone"""
        self.select_word()
        self.click_button('Comment for the desk')
        self.expect('The {==harbour==}{>>')
        self.gone()

    def test_keys(self):
        """a selection by keys has them too; Escape, a key and the wheel take them away"""
        self.select_word()
        self.desk.key('Escape')
        self.gone()
        self.desk.key('shift+Left')
        self.button('Bold')
        self.desk.key('ctrl+Home', 'shift+Right')
        self.button('Bold')
        self.desk.type('X')
        self.expect('Xhe')
        self.gone()
        Atspi.EditableText.set_text_contents(self.body, LONG)
        self.expect(LONG)
        self.desk.key('ctrl+Home', 'shift+Right')
        self.button('Bold')
        self.desk.click_place(extents(self.room.find('text', 'Standfirst')), button=5)
        self.gone()

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(FormatsTest(the_room))
sys.exit(status)
