#!/usr/bin/python3
"""The driver itself: keys, mouse, reading, pictures, links, a kill and a clean end. TAP."""
import pathlib
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from desk import Desk  # noqa: E402
from screen import Failure, has_state, text_of, wait  # noqa: E402

SAMPLE = ['/usr/bin/python3', pathlib.Path(__file__).with_name('sample-program.py')]
WORDS = 'L’été à Œuf, ÇA : « Noël » — “deux” … 100 € [42] (a/b) {x}'


class DriverTest:
    def __init__(self, desk):
        self.desk = desk
        self.program = None

    def on_failure(self, name):
        if self.program:
            print('\n'.join(f'# {line}' for line in self.program.tail().splitlines()))

    def test_a_program_shows_its_window(self):
        self.program = self.desk.launch(SAMPLE)
        assert self.program.find('label', 'Untouched')

    def test_the_mouse_finds_a_field_and_keys_write_in_it(self):
        entry = self.program.find('text', 'Headline')
        self.desk.click(entry)
        self.desk.type(WORDS)
        wait(lambda: text_of(entry) == WORDS, f'the entry says {WORDS}, not {text_of(entry)}')

    def test_the_mouse_moves_the_keyboard(self):
        body = self.program.find('text', 'Body')
        self.desk.click(body)
        wait(lambda: has_state(body, 'focused'), 'the body is focused')
        self.desk.type('one\ntwo')
        wait(lambda: text_of(body) == 'one\ntwo', 'the body has two lines')

    def test_a_button_with_a_mnemonic(self):
        self.desk.click(self.program.find('button', 'Save'))
        self.program.find('label', 'Saved ' + WORDS)
        self.program.gone('label', 'Untouched')

    def test_a_shortcut(self):
        self.desk.key('ctrl+l')
        self.program.find('label', 'Cleared')

    def test_what_is_not_there_is_a_failure(self):
        try:
            self.program.find('label', 'Nowhere', timeout=0.3)
        except Failure:
            return
        raise Failure('it was found')

    def test_a_picture(self):
        picture = self.desk.folder / 'picture.png'
        self.desk.screenshot(picture, self.desk.window_of(self.program))
        colours = self.desk.run('identify', '-format', '%k', str(picture))
        assert int(colours) > 10, f'{colours} colours'

    def test_a_link_goes_to_the_browser(self):
        self.program.press(self.program.find('button', 'Open'))
        wait(lambda: self.desk.opened() == ['http://127.0.0.1:9/é'], 'the browser was asked')

    def test_a_kill_and_a_second_start(self):
        self.program.kill()
        self.program = self.desk.launch(SAMPLE)
        self.program.find('label', 'Untouched')

    def test_a_clean_end(self):
        self.desk.key('alt+F4')
        self.program.wait_for_end()


with Desk() as the_desk:
    status = tap.run(DriverTest(the_desk))
sys.exit(status)
