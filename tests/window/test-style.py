#!/usr/bin/python3
"""Styled Markdown: links unfold under the caret, and are asked for in a dialog. Folding is seen as the
width of what is folded. TAP.
"""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import Atspi, text_of, wait  # noqa: E402

LINK = 'See [the site](https://example.org/a-long-address) now.\n\nEnd.'


class StyleTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.body = None

    def on_failure(self, name):
        self.room.leave_traces(f'style-{name}')

    def write(self, text):
        Atspi.EditableText.set_text_contents(self.body, text)
        wait(lambda: text_of(self.body) == text, 'the text is there')
        self.desk.click(self.body)

    def is_folded(self, start, end):
        """Tells whether what stands between two characters has no width."""
        places = [Atspi.Text.get_character_extents(self.body, at, Atspi.CoordType.WINDOW)
                  for at in (start, end)]
        return 0 <= places[1].x - places[0].x < 4

    def text(self, expected):
        wait(lambda: text_of(self.body) == expected, f'the text is {expected!r}')

    def select_word(self):
        """Selects the second word of the text."""
        self.desk.key('ctrl+Home', 'ctrl+Right', 'Right', 'ctrl+shift+Right')

    def test_begin(self):
        """a story is begun"""
        self.room.start()
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')
        self.body = self.room.body()

    def test_fold(self):
        """a link is folded to its words until the caret is in it"""
        self.write(LINK)
        self.desk.key('ctrl+End')
        start, end = LINK.index(']('), LINK.index(' now')
        wait(lambda: self.is_folded(start, end), 'the address is folded')
        assert text_of(self.body) == LINK
        self.desk.key('ctrl+Home', 'ctrl+Right', 'ctrl+Right')
        wait(lambda: not self.is_folded(start, end), 'the address is seen')
        self.desk.key('ctrl+End')
        wait(lambda: self.is_folded(start, end), 'the address is folded again')

    def test_copy(self):
        """what is folded is copied along"""
        self.desk.key('ctrl+a', 'ctrl+x')
        self.text('')
        self.desk.key('ctrl+v')
        self.text(LINK)

    def test_link(self):
        """Ctrl+K takes an address for the selected words, as one step"""
        self.write('One word here.')
        self.select_word()
        self.desk.key('ctrl+k')
        self.room.dialog('Link')
        self.desk.type('https://example.org/')
        self.desk.key('Return')
        self.text('One [word](https://example.org/) here.')
        self.desk.key('ctrl+z')
        self.text('One word here.')

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(StyleTest(the_room))
sys.exit(status)
