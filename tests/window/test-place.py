#!/usr/bin/python3
"""Places: a click in the preview puts the caret at the word, what is written is in view, the panes
scroll together, and a web process that is killed comes back in its place. The preview is no part of
the accessibility tree: what it shows is found by the colour of a word to come (TK). TAP.
"""
import os
import pathlib
import re
import signal
import sys
import time

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import Atspi, Failure, extents, find_all, has_state, text_of, wait  # noqa: E402

# A text in which the word to come stands in each place that a text has.
CONSTRUCTS = {
    'paragraph': 'One **bold** [link](https://example.org/TO) and TK more.',
    'second line': 'One line\nand *another* TK one.',
    'heading': '## A subhead with TK in it',
    'list': '- first\n- second\n  - third &amp; TK\n- fourth',
    'numbers': '9. ninth\n10. tenth TK',
    'table': '| a | b |\n|---|---|\n| **c** | d |\n| e | f TK |',
    'quote': '> Quoted\n> and `code` TK.',
    'exergue': '> [!pullquote]\n> They said TK.',
    'read also': '> [!read-also]\n> Before TK',
    'note': 'Text.[^1]\n\nMore.\n\n[^1]: The note says TK.',
    'note out of order': 'A[^a] and b[^b].\n\n[^b]: The second *note* says this.\n\nMore.\n\n'
                         '[^a]: The first of **them** says TK.',
    'note above': '[^b]: The second says TK here.\n\nA[^a] and b[^b].\n\n[^a]: The first.',
    'html': 'A <b title="x">raw</b> word &eacute; TK',
}


class PlaceTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.body = None
        self.colour = None

    def on_failure(self, name):
        self.room.leave_traces(f'place-{name}')

    # What the preview shows

    def pane(self):
        return extents(self.room.find(None, 'Preview of the story'))

    def marks(self):
        """Returns the middles of the words to come that the preview shows, from above, as places in
        the window."""
        pane = self.pane()
        window = self.desk.window_of(self.room.program)
        left, top = self.desk.shadow_of(window)
        picture = self.desk.folder / 'look.ppm'
        self.desk.run('import', '-silent', '-window', window, '-crop',
                      f'{pane.width}x{pane.height}+{left + pane.x}+{top + pane.y}', '-depth', '8',
                      str(picture))
        data = picture.read_bytes()
        header, pixels = data.split(b'\n255\n', 1)
        width, _ = map(int, header.split()[-2:])
        places, at = [], pixels.find(self.colour)
        while at >= 0:
            if at % 3 == 0:
                places.append((at // 3 // width, at // 3 % width))
            at = pixels.find(self.colour, at + 1)
        return self.middles(places, pane)

    @staticmethod
    def middles(places, pane):
        """Points that are near each other are one word."""
        words = []
        for y, x in places:
            for word in words:
                if word[0] - 20 <= y <= word[1] + 20 and word[2] - 30 <= x <= word[3] + 30:
                    word[:] = [min(word[0], y), max(word[1], y), min(word[2], x), max(word[3], x)]
                    break
            else:
                words.append([y, y, x, x])
        found = []
        for top, bottom, left, right in words:
            place = Atspi.Rect()
            place.x, place.y = pane.x + left, pane.y + top
            place.width, place.height = right - left + 1, bottom - top + 1
            found.append(place)
        return found

    def mark(self):
        """Waits until the preview shows one word to come, at rest, and returns its place."""
        looks = []

        def look():
            looks.append([(place.x, place.y, place.width) for place in self.marks()])
            return len(looks) > 1 and len(looks[-1]) == 1 and looks[-1] == looks[-2]
        wait(look, 'the preview shows the word')
        return self.marks()[0]

    # Moves

    def write(self, text):
        """Puts a text in place of the body."""
        Atspi.EditableText.set_text_contents(self.body, text)
        wait(lambda: text_of(self.body) == text, 'the text is there')

    def caret(self):
        return Atspi.Text.get_caret_offset(self.body)

    def turn(self, pane, button, times):
        """Turns the wheel over a pane, up (4) or down (5), and waits until nothing moves."""
        window = self.desk.window_of(self.room.program)
        left, top = self.desk.shadow_of(window)
        self.desk.run('xdotool', 'mousemove', '--window', window,
                      str(left + pane.x + pane.width // 2), str(top + pane.y + pane.height // 2),
                      'click', '--repeat', str(times), '--delay', '15', str(button))
        self.at_rest(lambda: (self.height_of(0), self.marks_seen()))

    def marks_seen(self):
        return [(place.x, place.y) for place in self.marks()]

    def editor(self):
        item = self.body
        while item.get_role_name() != 'scroll pane':
            item = item.get_parent()
        return extents(item)

    def height_of(self, offset):
        return Atspi.Text.get_character_extents(self.body, offset, Atspi.CoordType.WINDOW).y

    def at_rest(self, look):
        """Returns what look() tells when it tells the same three times."""
        looks = []

        def same():
            looks.append(look())
            return len(looks) > 2 and looks[-1] == looks[-2] == looks[-3]
        wait(same, 'it is at rest')
        return looks[-1]

    # The story

    def test_begin(self):
        """a new story is seen beside its text"""
        self.room.start()
        marked = self.selected()
        self.point_at_library()
        assert self.at_rest(self.selected) == marked != [], (self.selected(), marked)
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')
        self.body = self.room.body()
        self.desk.click(self.room.headline())
        self.desk.type('A headline of its own')
        sheet = (self.room.source / 'data' / 'templates' / 'base.css').read_text()
        self.colour = bytes.fromhex(re.search('--day-mark: #([0-9a-f]{6})', sheet)[1])
        self.point_at_library()
        self.write('TK')
        assert self.mark().width > 4
        wait(lambda: 'A headline of its own' in self.rows(), 'the library has it')
        assert self.at_rest(self.selected) == ['A headline of its own'], self.selected()

    def point_at_library(self):
        """Moves the mouse over the library's last story and leaves it there: that marks nothing,
        whatever comes under it."""
        row = extents(find_all(self.room.library(), 'list item')[-1])
        window = self.desk.window_of(self.room.program)
        left, top = self.desk.shadow_of(window)
        self.desk.run('xdotool', 'mousemove', '--window', window, str(left + row.x + row.width // 2),
                      str(top + row.y + row.height // 2))

    def rows(self):
        """Returns the headlines of the library."""
        return [text_of(find_all(row, 'label')[0])
                for row in find_all(self.room.library(), 'list item')]

    def selected(self):
        """Returns the headlines of the library's rows that are marked."""
        rows = find_all(self.room.library(), 'list item')
        return [text_of(find_all(row, 'label')[0]) for row in rows if has_state(row, 'selected')]

    def test_click(self):
        """a click on a word puts the caret into the word, wherever it stands"""
        for name, text in CONSTRUCTS.items():
            self.desk.click(self.room.headline())
            self.write(text)
            self.desk.click_place(self.mark())
            at = text.index('TK')
            try:
                wait(lambda: has_state(self.body, 'focused') and at <= self.caret() <= at + 2,
                     'the caret is in the word')
            except Failure as error:
                raise Failure(f'{name}: at {self.caret()}, not {at}') from error

    def test_field(self):
        """a click on the headline goes to the headline"""
        place = self.mark()
        headline = self.room.headline()
        pane = self.pane()
        # Above the body, the headline is the largest thing there is: step up until it has the caret.
        for y in range(place.y - 40, pane.y + 10, -14):
            place.y = y
            self.desk.click_place(place)
            try:
                wait(lambda: has_state(headline, 'focused'), 'the headline has the caret', 0.4)
                return
            except Failure:
                continue
        raise Failure('no click went to the headline')

    def test_note(self):
        """a footnote that is written is in view at the end of the page, wherever it is defined"""
        paragraphs = [f'Paragraph {n} with some words to fill a line or two of the page, and then '
                      'some more of them.' for n in range(60)]
        paragraphs[0] = 'One.[^1]\n\n[^1]: The first note.'
        paragraphs[1] = 'Two.[^2]\n\n[^2]: The second note'
        self.write('\n\n'.join(paragraphs))
        self.desk.click(self.body)
        wait(lambda: has_state(self.body, 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+Home', *['Down'] * 6, 'End')
        wait(lambda: self.caret() == text_of(self.body).index('second note') + 11,
             'the caret is in the note')
        self.desk.type(' TK')
        self.mark()
        self.desk.key('Up', 'Up')
        self.desk.type('x')
        wait(lambda: not self.marks(), 'the paragraph above is in view again')

    def test_written(self):
        """what is written at the end of a long story is in view"""
        self.write('\n\n'.join(f'Paragraph {n} with some words to fill a line or two of the page, '
                               'and then some more of them.' for n in range(80)))
        self.desk.click(self.body)
        self.desk.key('ctrl+End')
        self.desk.type('\nTK')
        wait(lambda: len(self.marks()) == 1, 'the word is in view')
        self.desk.key('Return', 'Return')
        self.desk.type('More.')
        self.mark()
        self.desk.key('ctrl+Home')
        wait(lambda: not self.marks(), 'the beginning is in view')
        self.desk.key('ctrl+End')
        self.mark()

    def test_scrolled(self):
        """the panes scroll together, and reach their ends together"""
        end = len(text_of(self.body)) - 1
        editor, page = self.editor(), self.pane()
        self.turn(editor, 4, 200)
        wait(lambda: not self.marks(), 'the page has followed to its start')
        top = self.at_rest(lambda: self.height_of(0))
        assert editor.y < top < editor.y + editor.height, top
        self.turn(page, 5, 4)
        first = self.at_rest(lambda: self.height_of(0))
        assert top - 600 < first < top, (top, first)
        self.turn(page, 5, 200)
        self.mark()
        last = self.at_rest(lambda: self.height_of(end))
        assert editor.y < last < editor.y + editor.height, last
        self.turn(page, 4, 200)
        wait(lambda: self.height_of(0) == top, 'the editor is at its start again')

    def test_killed(self):
        """a web process that is killed is replaced within a second, in its place"""
        self.turn(self.editor(), 5, 200)
        before = self.mark()
        process = self.web_process()
        begin = time.monotonic()
        os.kill(process, signal.SIGKILL)
        wait(lambda: self.web_process() not in (None, process), 'there is another process')
        wait(lambda: len(self.marks()) == 1, 'the page is there')
        took = time.monotonic() - begin
        after = self.mark()
        assert (after.x, after.y) == (before.x, before.y)
        print(f'# back after {took:.2f} s')
        assert took < 3, took

    def web_process(self):
        """Returns the newest web process of the program, among its children's children."""
        parents = {}
        for status in pathlib.Path('/proc').glob('[0-9]*/stat'):
            try:
                head, _, tail = status.read_text().rpartition(')')
            except OSError:
                continue
            pid, _, name = head.partition(' (')
            parents[int(pid)] = (int(tail.split()[1]), name)
        found = []
        for pid, (parent, name) in parents.items():
            if not name.startswith('WebKitWebProces'):
                continue
            while parent in parents and parent != self.room.program.process.pid:
                parent = parents[parent][0]
            if parent == self.room.program.process.pid:
                found.append(pid)
        return max(found, default=None)

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(PlaceTest(the_room))
sys.exit(status)
