#!/usr/bin/python3
"""A story of 100,000 words: a definition of a footnote or of a link, which the whole body is parsed
for, comes and goes, and the window never stands still: tools/heartbeat.c measures. The text is not
read through AT-SPI here, as that alone would make the window wait. TAP.
"""
import os
import sys
import time

sys.dont_write_bytecode = True
import tap  # noqa: E402
from heartbeat import Heartbeat  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import has_state, text_of, wait  # noqa: E402

SENTENCE = 'Le conseil a voté mardi soir, après quatre heures de débat, la vente des terrains. '
PARAGRAPH = SENTENCE * 5  # 75 words
WORDS = 100_000

# What is typed at the end of the text, and the end of the text with it.
DEFINITIONS = {
    'a footnote': ('Un appel[^seul] ici.\n\n[^seul]: La note.', '[^seul]: La note.'),
    'a link': ('Un [lien][la] ici.\n\n[la]: https://example.org/', '[la]: https://example.org/'),
}


class LongTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.heartbeat = Heartbeat(self.desk)

    def on_failure(self, name):
        self.room.leave_traces(f'long-{name}')

    def wait_for_end(self, end):
        """Waits until the archive has a text that ends so."""
        wait(lambda: self.room.ask('archive.db', 'SELECT 1 FROM story WHERE headline = ? AND '
                                   'substr(body, -length(?)) = ?', 'Longue', end, end) == [(1,)],
             f'the text ends with “{end}”', 30)

    def test_open(self):
        """a story of 100,000 words opens"""
        with self.heartbeat.watched():
            self.room.start()
        path = self.desk.folder / 'home' / 'longue.md'
        count = WORDS // len(PARAGRAPH.split())
        path.write_text('# Longue\n\n' + f'{PARAGRAPH}\n\n' * count + 'Fin.')
        since = time.monotonic()
        self.desk.key('ctrl+o')
        self.room.dialog('Open a Markdown file')
        self.desk.type(str(path))
        self.desk.key('Return')
        self.room.wait_for_main_window()
        wait(lambda: text_of(self.room.headline()) == 'Longue', 'the story is on the desk')
        self.heartbeat.assert_steady(since, 'opening it')

    def test_definitions(self):
        """a definition comes, is changed, goes and comes back, and nothing stands still"""
        body = self.room.body()
        self.desk.click(body)
        wait(lambda: has_state(body, 'focused'), 'the body has the keyboard')
        for what, (typed, end) in DEFINITIONS.items():
            since = time.monotonic()
            self.desk.key('ctrl+End')
            self.desk.type(f'\n\n{typed}')
            self.wait_for_end(end)
            self.desk.key(*['BackSpace'] * len(end))
            self.wait_for_end('ici.\n\n')
            self.desk.type(end)
            self.wait_for_end(end)
            self.heartbeat.assert_steady(since, what)

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(LongTest(the_room))
sys.exit(status)
