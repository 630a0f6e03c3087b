#!/usr/bin/python3
"""The writer's room: focus mode, typewriter scrolling, full screen, zoom, and the preferences page
“Writing”. What is dimmed is judged by the darkest point of its picture. TAP.
"""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import Atspi, extents, has_state, text_of, wait  # noqa: E402

SENTENCES = 'First of all. Then M. Dupont came. The end.\n\nAnother paragraph.'
LONG = '\n\n'.join(f'Paragraph {n} with a few words.' for n in range(60))


class RoomTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.body = None

    def on_failure(self, name):
        self.room.leave_traces(f'room-{name}')

    def write(self, text):
        Atspi.EditableText.set_text_contents(self.body, text)
        wait(lambda: text_of(self.body) == text, 'the text is there')
        self.desk.click_text(self.body, 0)
        wait(lambda: has_state(self.body, 'focused'), 'the body has the keyboard')

    def place(self, offset):
        return Atspi.Text.get_character_extents(self.body, offset, Atspi.CoordType.WINDOW)

    def darkness(self, word):
        """Returns how dark the darkest point of a word of SENTENCES is, from 0 to 255."""
        start = SENTENCES.index(word)
        first, last = self.place(start), self.place(start + len(word) - 1)
        window = self.desk.window_of(self.room.program)
        left, top = self.desk.shadow_of(window)
        picture = self.desk.folder / 'word.pgm'
        self.desk.run('import', '-silent', '-window', window, '-crop',
                      f'{last.x + last.width - first.x}x{first.height}'
                      f'+{left + first.x}+{top + first.y}', '-depth', '8', str(picture))
        return 255 - min(picture.read_bytes().split(b'\n255\n', 1)[1])

    def is_dim(self, word):
        return self.darkness(word) < 120

    def seen(self, bright, dim):
        wait(lambda: not any(map(self.is_dim, bright)) and all(map(self.is_dim, dim)),
             f'{bright} are bright and {dim} are dim')

    def height_of_caret(self):
        return self.place(Atspi.Text.get_caret_offset(self.body)).y

    def at_rest(self, look):
        """Returns what look() tells when it tells the same three times."""
        looks = []

        def same():
            looks.append(look())
            return len(looks) > 2 and looks[-1] == looks[-2] == looks[-3]
        wait(same, 'it is at rest')
        return looks[-1]

    def at_caret(self, offset):
        wait(lambda: Atspi.Text.get_caret_offset(self.body) == offset, f'the caret is at {offset}')

    def stays(self, height):
        """The line of the caret comes to rest at a height of the window, give or take less than a
        third of a line."""
        wait(lambda: abs(self.height_of_caret() - height) < 9,
             f'the caret is {height} pixels below the top')
        found = self.at_rest(self.height_of_caret)
        assert abs(found - height) < 9, (found, height)

    # Steps

    def test_begin(self):
        """a story is begun"""
        self.room.start()
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')
        self.body = self.room.body()

    def test_focus(self):
        """F12 leaves the sentence bright, then the paragraph, then all; a caret takes it along"""
        self.write(SENTENCES)
        self.seen(['First', 'Dupont', 'Another'], [])
        self.desk.key('F12')
        self.seen(['First'], ['Dupont', 'end', 'Another'])
        self.desk.key('ctrl+Right', 'ctrl+Right', 'ctrl+Right', 'ctrl+Right', 'ctrl+Right')
        self.seen(['Then', 'Dupont', 'came'], ['First', 'end', 'Another'])
        self.desk.key('F12')
        self.seen(['First', 'Dupont', 'end'], ['Another'])
        self.desk.key('ctrl+End')
        self.seen(['Another'], ['First', 'Dupont'])
        self.desk.click(self.room.headline())
        self.seen(['First', 'Another'], [])
        self.desk.key('F12')
        self.desk.click(self.body)
        self.seen(['First', 'Another'], [])

    def test_typewriter(self):
        """with typewriter scrolling the line stays at one height; clicks move nothing"""
        self.desk.key('shift+F12')
        self.write(LONG)
        self.desk.key('ctrl+End')
        self.at_caret(len(LONG))
        wait(lambda: 200 < self.height_of_caret() < 600, 'the line is in the middle')
        height = self.at_rest(self.height_of_caret)
        self.desk.type('\n\nOne more line\n\nand one.')
        self.at_caret(len(LONG) + 25)
        self.stays(height)
        self.desk.key(*['Up'] * 16)
        wait(lambda: Atspi.Text.get_caret_offset(self.body) < len(LONG) - 150, 'it is further up')
        self.stays(height)
        caret = Atspi.Text.get_caret_offset(self.body)
        offset = text_of(self.body).rindex('Paragraph', 0, caret - 60)
        before = self.at_rest(lambda: self.place(offset).y)
        assert before < height - 40, (before, height)
        self.desk.click_text(self.body, offset + 3)
        wait(lambda: offset <= Atspi.Text.get_caret_offset(self.body) <= offset + 6,
             'the caret is where the click was')
        assert self.at_rest(lambda: self.place(offset).y) == before
        self.desk.key('Right')
        self.stays(height)
        self.desk.key('shift+F12')

    def test_french_digits(self):
        """on a French keyboard, headings and the zoom need no Shift for the digits"""
        self.write('A heading')
        self.desk.key('ctrl+eacute')
        wait(lambda: text_of(self.body) == '## A heading', 'it is a heading')
        self.desk.key('ctrl+alt+agrave')
        wait(lambda: text_of(self.body) == 'A heading', 'it is a plain paragraph')
        size = self.at_rest(lambda: self.place(0).height)
        self.desk.key('ctrl+plus')
        wait(lambda: self.place(0).height > size, 'it is larger')
        self.desk.key('ctrl+agrave')
        wait(lambda: self.place(0).height == size, 'it is as large as before')

    def test_zoom(self):
        """Ctrl with plus, minus and 0 change the size of the text, and Ctrl with the wheel"""
        self.write(SENTENCES)
        size = self.at_rest(lambda: self.place(0).height)
        self.desk.key('ctrl+plus')
        wait(lambda: self.place(0).height > size, 'it is larger')
        self.desk.key('ctrl+0')
        wait(lambda: self.place(0).height == size, 'it is as large as before')
        self.desk.key('ctrl+minus')
        wait(lambda: self.place(0).height < size, 'it is smaller')
        self.desk.key('ctrl+0')
        wait(lambda: self.place(0).height == size, 'it is as large as before')
        self.desk.run('xdotool', 'keydown', 'ctrl', 'click', '4', 'keyup', 'ctrl')
        wait(lambda: self.place(0).height > size, 'the wheel makes it larger')
        self.desk.key('ctrl+0')

    def test_full_screen(self):
        """F11 shows the text alone; the pointer at the edge brings the header bar, Escape all"""
        self.desk.click(self.body)
        button = self.room.find('push button', 'New story')
        bar = self.at_rest(lambda: extents(button).y)
        self.desk.key('F11')
        self.room.program.gone(None, self.room.say('Preview of the story'))
        self.room.program.gone('push button', self.room.say('New story'))
        self.room.program.gone('label', self.room.say('Related stories'))
        self.desk.type('X')
        wait(lambda: 'X' in text_of(self.body), 'one goes on writing')
        self.desk.run('xdotool', 'mousemove', '700', '0')
        wait(lambda: extents(self.room.find('push button', 'New story')).y >= 0,
             'the header bar is there')
        self.desk.run('xdotool', 'mousemove', '700', '500')
        self.room.program.gone('push button', self.room.say('New story'))
        self.desk.key('ctrl+shift+p')
        self.room.find(None, 'Preview of the story')
        self.desk.key('Escape')
        wait(lambda: extents(self.room.find('push button', 'New story')).y == bar,
             'the header bar is back')
        assert self.room.find(None, 'Preview of the story')
        assert self.room.find('label', 'Related stories')

    def test_escape_has_a_turn(self):
        """Escape closes what is open before it leaves the full screen"""
        self.desk.key('F11')
        self.room.program.gone('push button', self.room.say('New story'))
        self.desk.key('ctrl+End', 'Return', 'Return')
        self.desk.type('/')
        self.desk.key('Escape')
        self.room.program.gone('push button', self.room.say('New story'))
        self.desk.key('Escape')
        self.room.find('push button', 'New story')
        self.room.find(None, 'Preview of the story')

    def test_preferences(self):
        """the page “Writing” changes the text at once, and shows what keys have changed"""
        self.write(SENTENCES)
        size = self.at_rest(lambda: self.place(0).height)
        self.desk.key('ctrl+plus')
        self.desk.key('ctrl+comma')
        self.room.dialog('Preferences')
        self.room.program.press(self.room.find(None, 'Writing'))
        spin = self.room.find('spin button', 'Size, in percent')
        wait(lambda: Atspi.Value.get_current_value(spin) == 110, 'it shows the zoom')
        Atspi.Value.set_current_value(spin, 200)
        wait(lambda: self.place(0).height > 1.5 * size, 'the text is larger')
        Atspi.Value.set_current_value(spin, 100)
        wait(lambda: self.place(0).height == size, 'the text is as it was')
        self.desk.key('alt+F4')
        self.room.wait_for_main_window()

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(RoomTest(the_room))
sys.exit(status)
