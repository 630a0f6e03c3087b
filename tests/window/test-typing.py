#!/usr/bin/python3
"""The writer's keys in the body: lists, tables and pairs, what "/" inserts, footnotes and back, blocks
that are moved, headings that are gone to, and undo to the beginning. TAP.
"""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import (
    Atspi, Failure, extents, find_all, has_state, name_of, text_of, wait)  # noqa: E402


class TypingTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.body = None

    def on_failure(self, name):
        self.room.leave_traces(f'typing-{name}')

    def begin(self, text):
        """Puts a text in place of the body, with the caret at its end."""
        Atspi.EditableText.set_text_contents(self.body, text)
        wait(lambda: text_of(self.body) == text, 'the text is there')
        self.desk.click(self.body)
        wait(lambda: has_state(self.body, 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+End')

    def expect(self, text):
        try:
            wait(lambda: text_of(self.body) == text, 'the text is as expected', 5)
        except Failure as error:
            raise Failure(f'{text_of(self.body)!r}\nand not {text!r}') from error

    def come_back(self):
        """The dialog is gone; whatever the window manager makes of that, the window is used again."""
        wait(lambda: len(self.desk.run('xdotool', 'search', '--onlyvisible', '--pid', str(
            self.room.program.process.pid), '--name', '.', check=False).split()) < 2,
            'the dialog is gone')
        self.desk.focus(self.room.program)

    def test_begin(self):
        """a new story is begun"""
        self.room.start()
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')
        self.body = self.room.body()
        self.desk.click(self.room.headline())
        self.desk.type('A headline of its own')

    def test_list(self):
        """a list goes on, is numbered, indented and left"""
        self.begin('')
        self.desk.type('1. one\ntwo\n')
        self.expect('1. one\n2. two\n3. ')
        self.desk.key('Tab')
        self.desk.type('inner')
        self.expect('1. one\n2. two\n   1. inner')
        self.desk.key('shift+Tab', 'Up', 'End', 'Return')
        self.desk.type('new')
        self.expect('1. one\n2. two\n3. new\n4. inner')
        self.desk.key('ctrl+End', 'Return', 'Return')
        self.desk.type('After.')
        self.expect('1. one\n2. two\n3. new\n4. inner\n\nAfter.')

    def test_undo(self):
        """one undo takes back what Enter did, and all of them everything"""
        self.begin('- one')
        self.desk.key('Return')
        self.expect('- one\n- ')
        self.desk.key('ctrl+z')
        self.expect('- one')
        self.desk.type(' two')
        for _ in range(3):
            self.desk.key('ctrl+z')
        wait(lambda: 'two' not in text_of(self.body), 'the words are taken back')

    def test_fields(self):
        """undo acts on the field that has the keyboard"""
        self.begin('Body')
        self.desk.click(self.room.headline())
        self.desk.key('End')
        self.desk.type('X')
        self.room.wait_for_text(self.room.headline(), 'A headline of its ownX')
        self.desk.key('ctrl+z')
        wait(lambda: not text_of(self.room.headline()).endswith('X'), 'the headline is undone')
        self.expect('Body')

    def test_pairs(self):
        """brackets close themselves and are passed, and go around a selection"""
        self.begin('')
        self.desk.type('see (this) ')
        self.expect('see (this) ')
        for text in ('**here**', 'and **here** *too* ***so***', '`a` (b) [c] **(d)**', '2 * 3'):
            self.begin('')
            self.desk.type(f'{text} end')
            self.expect(f'{text} end')
        french = 'Le maire de la ville est sur le quai. '
        self.begin(french)
        self.desk.type('Il dit : "**oui**", et *non* !')
        self.expect(french + 'Il dit\u00a0: «\u00a0**oui**\u00a0», et *non*\u202f!')
        self.begin('word')
        self.desk.key('ctrl+shift+Left')
        self.desk.type('*')
        self.expect('*word*')
        self.desk.key('ctrl+z')
        self.expect('word')

    def test_table(self):
        """a table is asked for by a slash, filled in with Tab, and grows"""
        self.begin('')
        self.desk.type('/tabl')
        self.room.find('list item', 'Table…')
        self.desk.key('Return')
        self.room.find('label', 'Columns: 3, rows: 3')
        self.desk.key('Left', 'Up', 'Up', 'Return')
        self.expect('|     |     |\n| --- | --- |\n|     |     |')
        self.desk.type('Ship\tTonnes\tAlba\t12')
        self.desk.key('Tab')
        self.expect('| Ship | Tonnes |\n| ---- | ------ |\n| Alba | 12     |\n|      |        |')
        self.desk.key('Return')
        self.desk.type('After.')
        self.expect('| Ship | Tonnes |\n| ---- | ------ |\n| Alba | 12     |\n\nAfter.')

    def test_slash(self):
        """Escape leaves the slash, a word that is no command too"""
        self.begin('')
        self.desk.type('/')
        self.room.find('list item', 'Box')
        self.desk.key('Escape')
        self.room.program.gone('list item', 'Box')
        self.desk.type('box')
        self.expect('/box')
        self.begin('')
        self.desk.type('/etc/hosts')
        self.expect('/etc/hosts')
        self.begin('Before.\n\n')
        self.desk.type('/exerg\nSaid.')
        self.expect('Before.\n\n> [!pullquote]\n> Said.')

    def test_footnote(self):
        """a footnote is numbered, and the same keys go to its text and back"""
        self.begin('A word')
        self.desk.key('ctrl+alt+f')
        self.desk.type('The note.')
        self.expect('A word[^1]\n\n[^1]: The note.')
        self.desk.key('ctrl+alt+f')
        self.desk.type(' more')
        self.expect('A word[^1] more\n\n[^1]: The note.')

    def test_blocks(self):
        """a paragraph is moved, written twice and selected"""
        self.begin('One.\n\nTwo.')
        self.desk.key('alt+Up')
        self.expect('Two.\n\nOne.')
        self.desk.key('alt+Down')
        self.expect('One.\n\nTwo.')
        self.desk.key('ctrl+d')
        self.expect('One.\n\nTwo.\n\nTwo.')
        self.desk.key('ctrl+l')
        self.desk.type('Three.')
        self.expect('One.\n\nTwo.\n\nThree.')

    def test_heading(self):
        """a heading is gone to by its words"""
        self.begin('## First\n\ntext\n\n## Second part\n\nmore')
        self.desk.key('ctrl+j')
        self.room.dialog('Go to heading')
        self.desk.type('sec')
        self.desk.key('Return')
        self.come_back()
        wait(lambda: has_state(self.body, 'focused'), 'the body has the keyboard')
        self.desk.key('End')
        self.desk.type('!')
        self.expect('## First\n\ntext\n\n## Second part!\n\nmore')

    def moves(self):
        return find_all(self.room.program.root, 'button', self.room.say('Move up'))

    def chosen_rows(self):
        """The rows of the stories that were chosen."""
        rows = self.room.find('list', 'To be inserted, in this order')
        return find_all(rows, 'list item')

    def chosen(self):
        """Their headlines, in order."""
        return [name_of(row) for row in self.chosen_rows()]

    def drag(self, item, onto):
        """Drags an item with the mouse onto another one of the same window."""
        window = self.desk.active_window()
        left, top = self.desk.shadow_of(window)
        places = [extents(item), extents(onto)]
        (x, y), (to_x, to_y) = [(left + place.x + 60, top + place.y + place.height // 2)
                                for place in places]
        self.desk.run('xdotool', 'mousemove', '--window', window, str(x), str(y), 'mousedown', '1')
        for step in range(1, 9):
            self.desk.run('xdotool', 'mousemove', '--window', window,
                          str(x + (to_x - x) * step // 8), str(y + (to_y - y) * step // 8))
            name_of(item)  # the program has seen the pointer when it answers
        self.desk.run('xdotool', 'mouseup', '1')

    def test_read_also(self):
        """stories of the archive are found, put in order and inserted"""
        self.begin('Text.\n\n')
        self.desk.type('/lire\n')
        self.room.dialog('Read also')
        rows = self.room.find('list', 'Stories found')
        self.room.program.find('list item', within=rows)
        self.desk.key('Return')
        self.room.find('list', 'To be inserted, in this order')
        self.desk.key('Down', 'Return')
        wait(lambda: len(self.moves()) == 2, 'two are chosen')
        first, second = self.chosen()
        self.desk.key('Tab')
        wait(lambda: has_state(self.chosen_rows()[0], 'focused'), 'the first has the keyboard')
        self.desk.key('alt+Down')
        wait(lambda: self.chosen() == [second, first], 'it is moved down')
        wait(lambda: has_state(self.chosen_rows()[1], 'focused'), 'it kept the keyboard')
        self.desk.key('alt+Up', 'alt+Down', 'alt+Down')
        wait(lambda: self.chosen() == [second, first], 'it ends where it was')
        self.desk.key('Delete')
        wait(lambda: self.chosen() == [second], 'one is removed')
        self.desk.click(self.room.find('entry', 'Search what the paper has run'))
        self.desk.key('Up', 'Return')
        wait(lambda: self.chosen() == [second, first], 'it is chosen again')
        self.drag(self.chosen_rows()[0], self.chosen_rows()[1])
        wait(lambda: self.chosen() == [first, second], 'the first was dragged below the second')
        self.desk.click(self.room.find('button', 'Insert'))
        self.room.wait_for_main_window()
        wait(lambda: text_of(self.body).startswith('Text.\n\n> [!read-also]\n> - ['), 'it is there')
        lines = text_of(self.body).splitlines()
        assert len(lines) == 5 and first in lines[3] and second in lines[4], lines

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(TypingTest(the_room))
sys.exit(status)
