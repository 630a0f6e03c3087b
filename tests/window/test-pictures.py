#!/usr/bin/python3
"""A picture on the clipboard, or dragged from another program, becomes a figure of the story: it is
asked what it shows, one undo takes it back, and its texts can be changed later. A click on the lead
picture of the page leads to what is written about it. TAP.
"""
import itertools
import os
import pathlib
import re
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from picture import png  # noqa: E402
from screen import Atspi, extents, has_state, text_of, wait  # noqa: E402

# A window of another program with a picture's file to drag out of it.
SOURCE = pathlib.Path(__file__).with_name('drag-source.py')

# Of picture.py, as pixels of the screen.
BLUE = b'\x40\x80\xc0'


class PicturesTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk

    def on_failure(self, name):
        self.room.leave_traces(f'pictures-{name}')

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

    def editor(self):
        item = self.room.body()
        while item.get_role_name() != 'scroll pane':
            item = item.get_parent()
        return extents(item)

    def move_until(self, source, title, goal):
        """Moves the mouse about a place, as a hand does, until the drag is as far as that."""
        steps = itertools.cycle((0, 12, 24, 12))

        def has_title():
            step = next(steps)
            self.desk.run('xdotool', 'mousemove', str(goal[0] + step), str(goal[1] + step))
            return self.desk.run('xdotool', 'getwindowname', source, check=False) == title
        wait(has_title, f'the other program’s window says “{title}”')

    def test_drag(self):
        """a file is dragged out of another program's window and dropped on the text"""
        path = self.desk.folder / 'home' / 'quay.png'
        path.write_bytes(png(320, 240, 'Tugs at dawn', 'Reuters'))
        source = self.desk.start(sys.executable, str(SOURCE), str(path))
        window = wait(lambda: self.desk.run('xdotool', 'search', '--onlyvisible', '--pid',
                                            str(source.pid), check=False).split(),
                      'the other program shows its picture')[-1]
        self.desk.run('xdotool', 'windowmove', window, '20', '20', 'windowraise', window)
        wait(lambda: self.desk.geometry(window)['X'] < 60, 'it is in its corner')
        main = self.desk.window_of(self.room.program)
        left, top = self.desk.shadow_of(main)
        pane = self.editor()
        place = self.desk.geometry(main)
        goal = (place['X'] + left + pane.x + pane.width // 2,
                place['Y'] + top + pane.y + pane.height // 2)
        self.desk.run('xdotool', 'mousemove', '--window', window, '100', '100')
        self.desk.run('xdotool', 'mousedown', '1')
        self.move_until(window, 'Dragged', (120, 120))
        self.move_until(window, 'Wanted', goal)
        self.desk.run('xdotool', 'mouseup', '1')
        self.room.dialog('New picture')
        self.desk.type('A dragged quay')
        self.desk.key('Return')
        wait(lambda: '![A dragged quay](media/' in text_of(self.room.body()),
             'the figure is in the body')
        assert 'png "Tugs at dawn — Credit: Reuters")' in text_of(self.room.body()), \
            'what its file says was proposed'
        source.terminate()
        self.room.wait_for_main_window()
        self.desk.key('ctrl+z')
        wait(lambda: text_of(self.room.body()) == self.before, 'the figure is gone')

    def blue(self):
        """Returns where the preview shows the picture, as a place in the window; None if nowhere."""
        pane = extents(self.room.find(None, 'Preview of the story'))
        window = self.desk.window_of(self.room.program)
        left, top = self.desk.shadow_of(window)
        look = self.desk.folder / 'look.ppm'
        self.desk.run('import', '-silent', '-window', window, '-crop',
                      f'{pane.width}x{pane.height}+{left + pane.x}+{top + pane.y}', '-depth', '8',
                      str(look))
        header, pixels = look.read_bytes().split(b'\n255\n', 1)
        width = int(header.split()[-2])
        run = BLUE * 60
        first, last = pixels.find(run), pixels.rfind(run)
        if first < 0:
            return None
        place = Atspi.Rect()
        place.x, place.y = pane.x + first // 3 % width, pane.y + first // 3 // width
        place.width, place.height = 60, last // 3 // width - first // 3 // width
        return place

    def test_lead(self):
        """a click on the lead picture of the page leads to the text that stands in for it"""
        path = self.desk.folder / 'home' / 'lead.png'
        path.write_bytes(png(640, 400, 'The new lock', 'AFP'))
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')
        self.desk.click(self.room.program.find('label', 'Add a lead picture…'))
        self.room.dialog('Choose the lead picture')
        self.desk.type(str(path))
        self.desk.key('Return')
        self.room.wait_for_main_window()
        wait(lambda: self.blue() is not None, 'the page shows it')
        caption = self.room.find('text', 'Caption of the lead picture')
        assert text_of(caption) == 'The new lock', text_of(caption)
        self.desk.click(self.room.headline())
        wait(lambda: has_state(self.room.headline(), 'focused'), 'the headline has the keyboard')
        self.desk.click_place(self.blue())
        alt = self.room.find('text', 'Alternative text of the lead picture')
        wait(lambda: has_state(alt, 'focused'), 'its alternative text has the keyboard')

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(PicturesTest(the_room))
sys.exit(status)
