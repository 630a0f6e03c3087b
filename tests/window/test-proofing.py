#!/usr/bin/python3
"""Spelling and grammar that cannot be checked: a computer without the dictionary of the language, and
a grammar checker that hangs. What is wrong is said with the remedy, one goes on writing, and nothing
is lost. The checker stands in for the real one. By real keys. TAP.
"""
import os
import pathlib
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import Failure, has_state, text_of, wait  # noqa: E402

FRENCH = 'Le conseil de la ville vote ce soir dans une salle du port.'
HANG = 'Voici un sommeil de plomb dans une phrase de la ville.'
WRONG = 'Il y a deux faute dans cette phrase de la ville.'


class ProofingTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk

    def on_failure(self, name):
        self.room.leave_traces(f'proofing-{name}')

    def begin(self, **settings):
        """Starts the program with these settings, and a new story."""
        folder = self.desk.folder / 'config' / 'glib-2.0' / 'settings'
        folder.mkdir(parents=True, exist_ok=True)
        (folder / 'keyfile').write_text('[io/github/marbre/Marbre]\n' + ''.join(
            f'{key.replace("_", "-")}={value}\n' for key, value in settings.items()))
        self.room.start()
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')

    def write(self, text):
        self.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+End')
        self.desk.type(text)

    def expect(self, text):
        wait(lambda: text_of(self.room.body()) == text, f'the text is “{text}”')

    def test_no_dictionary(self):
        """without a French dictionary, it is said which package has it, once"""
        self.desk.set(LD_PRELOAD=os.environ['MARBRE_NO_FRENCH_LIBRARY'])
        self.begin(typography='false', check_grammar='false')
        self.write(FRENCH)
        self.expect(FRENCH)
        self.room.find('label', 'There is no French dictionary on this computer, so French is not '
                       'checked for spelling. Install the package “hunspell-fr” and start Marbre '
                       'again.', timeout=30)

    def test_goes_on(self):
        """one writes on, English is checked, and the story is saved"""
        self.write('\n\nThe council met on Monday, and the harbur is closed.')
        whole = f'{FRENCH}\n\nThe council met on Monday, and the harbur is closed.'
        self.expect(whole)

        def offers():
            self.desk.key('ctrl+Home', 'ctrl+semicolon')
            try:
                return self.room.program.find('menu item', 'harbour', timeout=2)
            except Failure:
                self.desk.key('Escape')
                return None
        wait(offers, 'the English mistake is found', 30)
        self.desk.key('Escape')
        self.room.wait_until_saved()
        saved, = self.room.ask('archive.db', 'SELECT body FROM story WHERE body LIKE ?',
                               FRENCH + '%')[0]
        if saved != whole:
            raise Failure(f'“{saved}” was saved')
        self.room.quit()

    def test_hangs(self):
        """a checker that hangs is started again: what comes behind is checked all the same"""
        self.desk.environment.pop('LD_PRELOAD')
        python = pathlib.Path(__file__).with_name('grammar-stand-in.py')
        self.begin(typography='false', check_spelling='false', grammalecte_python=f"'{python}'")
        self.write(f'{HANG}\n\n{WRONG}')
        self.expect(f'{HANG}\n\n{WRONG}')

        def explains():
            self.desk.key('ctrl+Home', 'ctrl+semicolon')
            try:
                return self.room.program.find('label', 'Accord au pluriel.', timeout=2)
            except Failure:
                self.desk.key('Escape')
                return None
        wait(explains, 'the mistake behind it is explained', 60)
        self.desk.key('Return')
        self.expect(f'{HANG}\n\n{WRONG}'.replace('faute', 'fautes'))

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(ProofingTest(the_room))
sys.exit(status)
