#!/usr/bin/python3
"""Find and replace by real keys: counting, going around, where Escape leads, regular expressions and
what is said of wrong and of slow ones, replacing one and all, and one undo for all fields. TAP.
"""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import Atspi, Failure, find_all, has_state, text_of, wait  # noqa: E402

HEADLINE = 'Le port de Brest'
BODY = ('Le port, été comme hiver.\n\n'
        'Un rapport du port [de plaisance](https://port.example/).\n\n'
        'Au Port, l’eau.')


class FindTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.body = None
        self.headline = None

    def on_failure(self, name):
        self.room.leave_traces(f'find-{name}')

    def put(self, item, text):
        Atspi.EditableText.set_text_contents(item, text)
        wait(lambda: text_of(item) == text, 'the text is there')

    def begin(self, text=BODY, headline=HEADLINE):
        """A story with these words, the caret at the beginning of its body."""
        self.put(self.headline, headline)
        self.put(self.body, text)
        self.focus_body()
        self.desk.key('ctrl+Home')
        wait(lambda: self.caret() == 0, 'the caret is at the beginning')

    def focus_body(self):
        self.desk.click(self.body)
        wait(lambda: has_state(self.body, 'focused'), 'the body has the keyboard')

    def caret(self, item=None):
        return Atspi.Text.get_caret_offset(item or self.body)

    def selection(self, item=None):
        item = item or self.body
        if Atspi.Text.get_n_selections(item) == 0:
            return None
        found = Atspi.Text.get_selection(item, 0)
        return (found.start_offset, found.end_offset)

    def expect_caret(self, expected, item=None):
        wait(lambda: self.caret(item) == expected, f'the caret is at {expected}', 5)

    def entry(self, name='Find in the story'):
        return self.room.find('text', name)

    def open(self, needle, keys='ctrl+f'):
        self.desk.key(keys)
        wait(lambda: has_state(self.entry(), 'focused'), 'the search has the keyboard')
        self.desk.key('ctrl+a')
        self.desk.type(needle)

    def close(self):
        self.desk.key('Escape')
        wait(lambda: self.room.find('text', 'Find in the story', timeout=0) is None,
             'the search is gone')

    def expect_count(self, text):
        self.room.find('label', text)

    def expect_selection(self, expected, item=None):
        try:
            wait(lambda: self.selection(item) == expected, 'the place is selected', 5)
        except Failure as error:
            raise Failure(f'{self.selection(item)} and not {expected}') from error

    def expect(self, text, headline=HEADLINE):
        try:
            wait(lambda: text_of(self.body) == text and text_of(self.headline) == headline,
                 'the text is as expected', 8)
        except Failure as error:
            raise Failure(f'{text_of(self.headline)!r} {text_of(self.body)!r}\n'
                          f'and not {headline!r} {text!r}') from error

    def toggle(self, keys, name, pressed):
        self.desk.key(keys)
        wait(lambda: has_state(self.room.find('toggle', name), 'pressed') == pressed,
             f'{name}: {pressed}')

    def test_begin(self):
        """a story is there"""
        self.room.start()
        self.desk.key('ctrl+n')
        self.headline = self.room.headline()
        wait(lambda: text_of(self.headline) == '', 'the story is new')
        self.body = self.room.body()

    def test_count(self):
        """what is typed is found and counted in all fields, from the caret on"""
        self.begin()
        self.open('port')
        self.expect_count('2 of 6')
        self.expect_caret(3)
        self.desk.key('Return')
        self.expect_count('3 of 6')
        self.expect_caret(BODY.index('rapport') + 3)
        self.desk.key('shift+Return', 'shift+Return')
        self.expect_count('1 of 6')
        self.expect_caret(3, self.headline)

    def test_around(self):
        """behind the last place comes the first one, and it says so"""
        self.desk.key('shift+Return')
        self.room.find('label', 'Continued from the end')
        self.expect_count('6 of 6')
        self.desk.key('F3')
        self.room.find('label', 'Continued from the top')
        self.expect_count('1 of 6')
        self.desk.key('ctrl+g')
        self.expect_count('2 of 6')
        self.desk.key('ctrl+shift+g', 'shift+F3')
        self.expect_count('6 of 6')
        self.close()

    def test_escape(self):
        """Escape goes back to the caret, or stays where one went on purpose"""
        self.begin()
        self.desk.key('ctrl+Right')
        before = wait(self.caret, 'the caret has moved')
        self.open('hiver')
        self.expect_count('1 of 1')
        self.close()
        wait(lambda: has_state(self.body, 'focused') and self.caret() == before and
             self.selection() is None, 'the caret is where it was')
        self.open('hiver')
        self.expect_count('1 of 1')
        self.desk.key('Return')
        self.close()
        place = BODY.index('hiver')
        self.expect_selection((place, place + 5))
        wait(lambda: has_state(self.body, 'focused'), 'the body has the keyboard')
        self.desk.type('automne')
        self.expect(BODY.replace('hiver', 'automne'))

    def test_selection_is_needle(self):
        """what is selected is what is looked for; without the bar F3 goes on"""
        self.begin()
        self.desk.key('ctrl+shift+Right', 'ctrl+f')
        wait(lambda: text_of(self.entry()).strip() == 'Le', 'the selection is looked for')
        self.expect_count('2 of 3')
        self.desk.type('port')
        wait(lambda: text_of(self.entry()) == 'port', 'what is typed replaces it')
        self.close()
        self.begin('one two one two one')
        self.open('two')
        self.expect_count('1 of 2')
        self.close()
        self.desk.key('F3')
        self.expect_selection((4, 7))
        self.desk.key('F3')
        self.expect_selection((12, 15))
        self.desk.key('shift+F3')
        self.expect_selection((4, 7))
        wait(lambda: has_state(self.body, 'focused'), 'the body has the keyboard')

    def test_options(self):
        """capitals, accents and whole words count if they are to"""
        self.begin()
        self.open('Port')
        self.expect_count('2 of 6')
        self.toggle('alt+c', 'Capitals count', True)
        self.expect_count('1 of 1')
        self.toggle('alt+c', 'Capitals count', False)
        self.toggle('alt+w', 'Whole words', True)
        self.expect_count('2 of 5')
        self.toggle('alt+w', 'Whole words', False)
        self.desk.key('ctrl+a')
        self.desk.type('ete')
        self.expect_count('1 of 1')
        self.toggle('alt+e', 'Accents, quotes and spaces count', True)
        self.expect_count('Not found')
        self.toggle('alt+e', 'Accents, quotes and spaces count', False)
        self.desk.key('ctrl+a')
        self.desk.type("l'eau")
        self.expect_count('1 of 1')
        self.close()

    def test_history(self):
        """the arrows bring back what was looked for"""
        self.open('first')
        self.desk.key('Return', 'ctrl+a')
        self.desk.type('second')
        self.desk.key('Up')
        wait(lambda: text_of(self.entry()) == 'first', 'the first one is back')
        self.desk.key('Down')
        wait(lambda: text_of(self.entry()) == 'second', 'the second one is back')
        self.close()

    def test_typing(self):
        """places move along with what is written, and new ones are counted"""
        self.begin('one two one')
        self.open('one')
        self.expect_count('1 of 2')
        self.focus_body()
        self.desk.key('ctrl+Home')
        self.desk.type('one more, ')
        self.expect_count('3 places')
        self.desk.key('F3')
        self.expect_selection((10, 13))
        self.open('one')
        self.close()

    def test_wrong_pattern(self):
        """a wrong regular expression is told what is wrong, and changes nothing"""
        self.begin()
        self.open('a(b', 'ctrl+h')
        self.toggle('alt+x', 'Regular expression', True)
        self.room.find('label', 'The pattern is not complete: a parenthesis is opened or closed '
                                'without the other.')
        self.desk.key('alt+Return')
        self.expect(BODY)
        self.desk.key('ctrl+a')
        self.desk.type('(p)ort')
        self.expect_count('2 of 6')
        self.desk.key('Tab')
        self.desk.type('\\7')
        self.desk.key('alt+Return')
        self.room.find('label', 'The pattern has no group “7” that could be put in.')
        self.expect(BODY)
        self.close()

    def test_slow_pattern(self):
        """a pattern that takes too long is given up"""
        text = 'a' * 60 + '!'
        self.begin(text)
        self.open('(a+)+$')
        wait(lambda: [label for label in find_all(self.room.program.root, 'label')
                      if text_of(label).startswith('This pattern takes too long.')],
             'it says so')
        self.expect(text)
        self.toggle('alt+x', 'Regular expression', False)
        self.close()

    def test_replace(self):
        """Enter replaces one after the other"""
        self.begin('one two one two one', 'no')
        self.open('one', 'ctrl+h')
        self.expect_count('1 of 3')
        self.desk.key('Tab')
        wait(lambda: has_state(self.entry('Replace with'), 'focused'), 'Tab leads there')
        self.desk.key('ctrl+a')
        self.desk.type('1')
        self.desk.key('Return')
        self.expect('1 two one two one', 'no')
        self.expect_count('1 of 2')
        self.desk.key('Return', 'Return')
        self.expect('1 two 1 two 1', 'no')
        self.close()
        self.focus_body()
        self.desk.key('ctrl+z')
        self.expect('1 two 1 two one', 'no')

    def test_replace_all(self):
        """all are replaced in all fields, and one undo in any of them takes it back"""
        self.begin()
        self.open('(p)ort', 'ctrl+h')
        self.toggle('alt+x', 'Regular expression', True)
        self.expect_count('2 of 6')
        self.desk.click(self.entry('Replace with'))
        self.desk.key('ctrl+a')
        self.desk.type('\\1hare')
        self.desk.key('alt+Return')
        self.room.find('label', '6 places replaced')
        after = BODY.replace('Port', 'Phare').replace('port', 'phare')
        self.expect(after, HEADLINE.replace('port', 'phare'))
        self.toggle('alt+x', 'Regular expression', False)
        self.close()
        self.focus_body()
        self.desk.key('ctrl+z')
        self.expect(BODY)
        self.desk.key('ctrl+shift+z')
        self.expect(after, HEADLINE.replace('port', 'phare'))
        self.desk.click(self.headline)
        self.desk.key('ctrl+z')
        self.expect(BODY)

    def test_ends_of_lines(self):
        """the ends of lines are found, and something is put there"""
        self.begin('one\ntwo', 'head')
        self.open('$', 'ctrl+h')
        self.toggle('alt+x', 'Regular expression', True)
        self.expect_count('2 of 3')
        self.desk.click(self.entry('Replace with'))
        self.desk.key('ctrl+a')
        self.desk.type(';')
        self.desk.key('alt+Return')
        self.room.find('label', '3 places replaced')
        self.expect('one;\ntwo;', 'head;')
        self.toggle('alt+x', 'Regular expression', False)
        self.close()
        self.focus_body()
        self.desk.key('ctrl+z')
        self.expect('one\ntwo', 'head')

    def test_undo_in_entry(self):
        """undo in the search is the search's own"""
        self.begin()
        self.open('port')
        self.desk.key('ctrl+z')
        wait(lambda: text_of(self.entry()) != 'port', 'the entry is undone')
        self.expect(BODY)
        self.close()

    def test_edited_field_stays(self):
        """a field that was edited since keeps what it has when another one is taken back"""
        self.begin('one', 'one')
        self.open('one', 'ctrl+h')
        self.desk.click(self.entry('Replace with'))
        self.desk.key('ctrl+a')
        self.desk.type('two')
        self.desk.key('alt+Return')
        self.expect('two', 'two')
        self.close()
        self.desk.click(self.headline)
        self.desk.key('End')
        self.desk.type('s')
        self.expect('two', 'twos')
        self.focus_body()
        self.desk.key('ctrl+z')
        self.expect('one', 'twos')

    def test_in_selection(self):
        """only what is selected is searched, if one wants that"""
        self.begin('one one one one', 'one')
        self.desk.key('ctrl+Right', 'ctrl+Right', 'ctrl+shift+Left', 'ctrl+shift+Left')
        self.expect_selection((0, 7))
        self.desk.key('ctrl+h')
        self.desk.key('ctrl+a')
        self.desk.type('one')
        # All places first: who narrows the search before it found one has none chosen.
        wait(lambda: any(label.get_name().endswith(' of 5')
                         for label in find_all(self.room.program.root, 'label')),
             'all places are found')
        self.toggle('alt+s', 'In the selection only', True)
        self.expect_count('1 of 2')
        self.desk.click(self.entry('Replace with'))
        self.desk.key('ctrl+a')
        self.desk.type('1')
        self.desk.key('alt+Return')
        self.expect('1 1 one one', 'one')
        self.close()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(FindTest(the_room))
sys.exit(status)
