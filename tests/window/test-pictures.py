#!/usr/bin/python3
"""A picture on the clipboard becomes a figure of the story: it is asked what it shows, one undo takes
it back, and its texts can be changed later. TAP.
"""
import os
import re
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from picture import png  # noqa: E402
from screen import has_state, text_of, wait  # noqa: E402


class PicturesTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk

    def after_failure(self, name):
        self.room.leave_traces(name)

    def figure(self):
        found = re.search(r'!\[([^]]*)\]\((media/\w+\.png) "([^"]*)"\)', text_of(self.room.body()))
        return found and found.groups()

    def test_start(self):
        """the newsroom opens"""
        self.room.start()
        self.room.wait_until_saved(timeout=60)

    def test_paste(self):
        """pixels are pasted, described, and stored"""
        path = self.desk.folder / 'clipboard.png'
        path.write_bytes(png(300, 200))
        self.before = text_of(self.room.body())
        self.desk.start('xclip', '-selection', 'clipboard', '-quiet', '-t', 'image/png', '-i',
                        str(path))
        wait(lambda: 'image/png' in self.desk.run('xclip', '-selection', 'clipboard', '-o', '-t',
                                                  'TARGETS', check=False), 'it can be pasted')
        self.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+End', 'ctrl+v')
        self.room.dialog('New picture')
        self.desk.type('The quay')
        self.desk.key('Tab')
        self.desk.type('At dawn')
        self.desk.key('Tab')
        self.desk.type('AFP')
        self.desk.key('Return')
        wait(self.figure, 'the figure is in the body')
        alt, name, title = self.figure()
        assert (alt, title) == ('The quay', 'At dawn — Credit: AFP'), self.figure()
        assert self.room.ask('archive.db', 'SELECT mime FROM media WHERE name = ?',
                             name) == [('image/png',)]

    def test_describe(self):
        """its texts are changed where they were asked for"""
        self.room.wait_for_main_window()
        self.desk.key('ctrl+shift+d')
        self.room.dialog('Picture')
        self.desk.key('Tab', 'ctrl+a')
        self.desk.type('At dusk')
        self.desk.key('Return')
        wait(lambda: self.figure() and self.figure()[2] == 'At dusk — Credit: AFP',
             'the caption is the new one')

    def test_undo(self):
        """two undos take back the two steps"""
        self.room.wait_for_main_window()
        self.desk.key('ctrl+z')
        wait(lambda: self.figure() and self.figure()[2] == 'At dawn — Credit: AFP',
             'the caption is the old one')
        self.desk.key('ctrl+z')
        wait(lambda: text_of(self.room.body()) == self.before, 'the figure is gone')

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(PicturesTest(the_room))
sys.exit(status)
