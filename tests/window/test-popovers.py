#!/usr/bin/python3
"""Keys of the program while a popover is open: Ctrl+N, Ctrl+S and Ctrl+Q do what they do elsewhere,
whichever popover it is. By real keys. TAP.
"""
import os
import re
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import has_state, text_of, wait  # noqa: E402

SIGNS = re.compile(r'^[\d,\s]*\d characters?\b')


class PopoverTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.stories = 0

    def on_failure(self, name):
        self.room.leave_traces(f'popovers-{name}')

    # Each opens a popover and waits until something in it is on the screen.

    def open_measures(self):
        self.desk.click(self.room.program.find('label', SIGNS))
        self.room.find('label', 'Minutes of reading')

    def open_menu(self):
        self.desk.key('F10')
        self.room.find('menu item', 'About Marbre')

    def open_face(self):
        self.desk.click(self.room.program.find('label', 'Article'))
        self.room.program.find(None, 'Front page')

    def open_slash_menu(self):
        self.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+End', 'Return', 'slash')
        self.room.find('label', 'Pull quote')

    def open_language(self):
        self.desk.click(self.room.program.find(None, 'Language of the story'))
        self.room.find('label', 'English')

    def begin(self):
        """A new story with a headline, saved."""
        self.stories += 1
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')
        wait(lambda: has_state(self.room.headline(), 'focused'), 'the headline has the keyboard')
        self.desk.type(f'Port {self.stories}')
        self.room.wait_for_text(self.room.headline(), f'Port {self.stories}')
        self.room.wait_until_saved()

    def renews(self, open_popover):
        """Ctrl+N begins a story, whatever is open."""
        self.begin()
        open_popover()
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')

    def test_measures(self):
        """a new story while the measures are open"""
        self.room.start()
        self.renews(self.open_measures)

    def test_menu(self):
        """a new story while the main menu is open"""
        self.renews(self.open_menu)

    def test_face(self):
        """a new story while a menu of the preview is open"""
        self.renews(self.open_face)

    def test_slash(self):
        """a new story while the menu of what can be inserted is open"""
        self.renews(self.open_slash_menu)

    def test_language(self):
        """a new story while a list is open"""
        self.renews(self.open_language)

    def test_quit(self):
        """Ctrl+Q ends the program, in a popover of ours and in one of GTK's"""
        for open_popover in (self.open_measures, self.open_language):
            self.begin()
            open_popover()
            self.room.quit()
            self.room.start()

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(PopoverTest(the_room))
sys.exit(status)
