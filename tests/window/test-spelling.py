#!/usr/bin/python3
"""Spelling by real keys: Ctrl+; offers words for what is wrong, in the fields above the body too. What
is underlined is drawn and no part of the accessibility tree: it is told from where Ctrl+; goes. TAP.
"""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import Atspi, Failure, has_state, text_of, wait  # noqa: E402


LEARN = 'Add to my words'
NO_MORE = 'No more mistakes are underlined here.'


class SpellingTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.body = None

    def on_failure(self, name):
        self.room.leave_traces(f'spelling-{name}')

    def write(self, text):
        """Types a text in place of the body, and goes to its beginning."""
        Atspi.EditableText.set_text_contents(self.body, '')
        wait(lambda: text_of(self.body) == '', 'the body is empty')
        self.desk.click(self.body)
        wait(lambda: has_state(self.body, 'focused'), 'the body has the keyboard')
        self.desk.type(text)
        wait(lambda: text_of(self.body) == text, 'the text is there')
        self.desk.key('ctrl+Home')

    def offered(self, word):
        """Presses Ctrl+; until the word is offered: it is read in a pause of the keys."""
        def look():
            self.desk.key('ctrl+semicolon')
            try:
                return self.room.program.find('menu item', word, timeout=2)
            except Failure:
                self.desk.key('Escape')
                return None
        return wait(look, f'“{word}” is offered', 30)

    def test_begin(self):
        """a story is begun"""
        self.room.start()
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')
        self.body = self.room.body()

    def test_correct(self):
        """a misspelt word is corrected with one of those that are offered"""
        self.write('The council met on Monday, and the harbur is closed.')
        self.room.program.press(self.offered('harbour'))
        wait(lambda: 'harbour is' in text_of(self.body), 'the word is corrected')

    def test_kicker(self):
        """the kicker too"""
        kicker = self.room.find('text', 'Kicker')
        self.desk.click(kicker)
        self.desk.type('The harbur ')
        self.room.program.press(self.offered('harbour'))
        self.room.wait_for_text(kicker, 'The harbour ')

    def nothing_is_wrong(self):
        """Presses Ctrl+; until nothing is underlined."""
        self.room.program.gone('label', NO_MORE)  # what was said before

        def look():
            self.desk.key('ctrl+semicolon')
            try:
                return self.room.program.find('label', NO_MORE, timeout=2)
            except Failure:
                self.desk.key('Escape')
                return None
        return wait(look, 'nothing is underlined', 30)

    def test_names(self):
        """the names of the newsroom are known, though its stories came after the dictionaries"""
        name, = self.room.ask('archive.db', "SELECT name FROM tag WHERE name = 'Hexavault'")[0]
        self.write(f'The council met {name} on Monday.')
        self.nothing_is_wrong()

    def test_learn(self):
        """a word that was learnt is known, and still is after a restart"""
        text = 'The council met the Zorblaxians on Monday.'
        self.write(text)
        self.desk.key('ctrl+semicolon')
        learn = wait(lambda: self.learn_item(), 'the word can be learnt', 30)
        self.room.program.press(learn)
        self.nothing_is_wrong()
        self.room.wait_until_saved()
        self.room.quit()
        self.room.start()
        self.body = self.room.body()
        wait(lambda: text_of(self.body) == text, 'the story is back')
        self.desk.click(self.body)
        self.desk.key('ctrl+Home')
        self.nothing_is_wrong()

    def learn_item(self):
        try:
            return self.room.program.find('menu item', LEARN, timeout=2)
        except Failure:
            self.desk.key('Escape', 'ctrl+semicolon')
            return None

    def attributes(self, word):
        """Returns what a screen reader is told of a word."""
        place = text_of(self.body).index(word) + 1
        return Atspi.Text.get_attribute_run(self.body, place, False)[0]

    def tell_screen_reader(self, is_on):
        self.desk.run('gdbus', 'call', '--session', '--dest', 'org.a11y.Bus', '--object-path',
                      '/org/a11y/bus', '--method', 'org.freedesktop.DBus.Properties.Set',
                      'org.a11y.Status', 'ScreenReaderEnabled', f'<{str(is_on).lower()}>')

    def test_screen_reader(self):
        """a screen reader is told of what is underlined, and only if there is one"""
        self.write('The council met, and the harbur is closed.')
        self.offered('harbour')
        self.desk.key('Escape')
        assert 'underline' not in self.attributes('harbur'), self.attributes('harbur')
        self.tell_screen_reader(True)
        wait(lambda: self.attributes('harbur').get('underline') == 'error', 'the mistake is told')
        assert 'underline' not in self.attributes('council'), self.attributes('council')
        self.tell_screen_reader(False)
        wait(lambda: 'underline' not in self.attributes('harbur'), 'it is told no more')

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(SpellingTest(the_room))
sys.exit(status)
