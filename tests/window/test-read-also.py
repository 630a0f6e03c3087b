#!/usr/bin/python3
"""A story that is linked as « read also » gets another headline: the checks of the story that links it
say so, and the keys that go to a finding and correct it do so, in one undo step. TAP.
"""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import has_state, text_of, wait  # noqa: E402

OLD = 'Skerry Lines picks former Navalis yard for £38m hybrid refit'
NEW = 'Skerry Lines chooses its yard'
OURS = 'Ferries to come'


class ReadAlsoTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk

    def on_failure(self, name):
        self.room.leave_traces(f'read-also-{name}')

    def links(self, headline):
        wait(lambda: f'> [{headline}](' in text_of(self.room.body()), f'“{headline}” is linked')

    def open_story(self, words, headline):
        self.desk.key('ctrl+shift+f', 'ctrl+a')
        self.desk.type(words)
        stories = self.room.find('list', 'Stories')
        self.room.click_until(lambda: self.room.program.find('label', headline, within=stories),
                              lambda: text_of(self.room.headline()) == headline,
                              f'“{headline}” is on the desk')

    def test_insert(self):
        """a story of the archive is found and linked"""
        self.room.start()
        self.desk.key('ctrl+n')
        self.room.wait_for_text(self.room.headline(), '')
        self.desk.click(self.room.headline())
        self.desk.type(OURS)
        self.room.type_at_end('Text.\n\n/lire\n')
        self.room.dialog('Read also')
        self.desk.type('hybrid refit')
        rows = self.room.find('list', 'Stories found')
        self.room.program.find('label', OLD, within=rows)
        self.desk.key('Return')
        self.room.find('list', 'To be inserted, in this order')
        self.desk.key('ctrl+a', 'BackSpace', 'Return')
        self.room.wait_for_main_window()
        self.links(OLD)
        self.room.wait_until_saved()

    def test_renamed(self):
        """it gets another headline, and a version has the one before"""
        self.open_story('hybrid refit', OLD)
        self.room.type_at_end(' More.')
        self.desk.key('ctrl+s')
        self.room.toast('All is saved')
        self.desk.click(self.room.headline())
        wait(lambda: has_state(self.room.headline(), 'focused'), 'the headline has the keyboard')
        self.desk.key('ctrl+a')
        self.desk.type(NEW)
        self.room.wait_for_text(self.room.headline(), NEW)
        self.room.wait_until_saved()

    def test_said(self):
        """the story that links it says so, and F8 goes there"""
        self.open_story('ferries to come', OURS)
        self.desk.click(self.room.find(None, 'Checks'))
        self.room.program.find('label', f'The story has another headline by now: “{NEW}”.')
        self.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')

        def is_there():
            if self.room.selected_text(self.room.body()) == OLD:
                return True
            self.desk.key('F8')
            return False
        wait(is_there, 'the old headline is selected')

    def test_corrected(self):
        """Ctrl+. corrects it, and one Ctrl+Z takes that back"""
        self.desk.key('ctrl+period')
        self.links(NEW)
        self.desk.key('ctrl+z')
        self.links(OLD)

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(ReadAlsoTest(the_room))
sys.exit(status)
