#!/usr/bin/python3
"""What the window says of what it cannot use: an archive of a newer Marbre, one that is no database,
stories that are no stories, a picture that is none, a clipboard with 20 MB. Each time nothing is
changed, and the window never stands still: tools/heartbeat.c measures. TAP.
"""
import contextlib
import os
import re
import sqlite3
import sys
import time

sys.dont_write_bytecode = True
import tap  # noqa: E402
from heartbeat import Heartbeat  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import has_state, text_of, wait  # noqa: E402


# What is no story: bytes, and what is said of them.
NO_STORIES = {
    'film.md': (b'x\n' * (25 * 1024 * 1024), 'larger than 16 MB'),
    'book.md': (b'Some words of a long book.\n\n' * 100_000, 'at most 2: some 300,000 words'),
    'line.md': (b'word ' * 200_000, 'Line 1 of the text has 976 KB'),
    'picture.md': (b'# P\n\n![](data:image/png;base64,' + b'aGVsbG8g' * 6000 + b')',
                   'without a place to break'),
    'brackets.md': (b'[ ' * 10_000, 'without a place to break'),
    'binary.md': (b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR' * 100, 'not a text'),
    'zeros.md': (b'Some text\0and some more', 'not a text'),
    'empty.md': (b'', 'It is empty'),
    'matter.md': (b'---\nheadline: [\n---\nText', 'cannot be opened'),
}

# What is a story, if a strange one.
STORIES = {
    'crlf.md': (b'# Lines\r\n\r\nOne\r\ntwo\r\n', 'Lines'),
    'quotes.md': (b'# Quotes\n\n' + b'> ' * 10_000 + b'deep\n', 'Quotes'),
    'lists.md': (b'# Lists\n\n' + b'- ' * 10_000 + b'deep\n', 'Lists'),
    'brackets.md': (b'# Brackets\n\n' + b'[ ' * 1500, 'Brackets'),
    'emphasis.md': (b'# Emphasis\n\n' + b'*a **b ' * 5000, 'Emphasis'),
    'elements.md': (b'# Elements\n\n' + b'<div> ' * 10_000, 'Elements'),
    'mark.md': ('\ufeff# Mark\n\nA byte order mark'.encode(), 'Mark'),
}


class BadInputTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.headline = None
        self.heartbeat = Heartbeat(self.desk)

    def on_failure(self, name):
        self.room.leave_traces(f'bad-input-{name}')

    def refuse_archive(self, message):
        """Starts with the archive as it lies there: a page says why not, and the file stays."""
        path = self.room.file('archive.db')
        before = path.read_bytes()
        self.room.launch()
        self.room.find('label', 'The archive cannot be opened')
        self.room.program.find('label', re.compile(message))
        self.room.find('button', 'Try again')
        assert path.read_bytes() == before, 'the file was changed'

    def choose_file(self, title, path):
        """Types a path into the toolkit's file chooser."""
        self.room.dialog(title)
        self.desk.type(str(path))
        self.desk.key('Return')

    def count(self):
        return self.room.ask('archive.db', 'SELECT count(*) FROM story')[0][0]

    def test_archive_that_is_no_database(self):
        """an archive that is no database is refused, and left as it is"""
        self.room.file('archive.db').parent.mkdir(parents=True)
        self.room.file('archive.db').write_bytes(b'This was an archive once.\n' * 1000)
        self.refuse_archive('not a database')

    def test_try_again(self):
        """once the file is out of the way, “Try again” opens a new archive"""
        self.room.file('archive.db').unlink()
        self.desk.click(self.room.find('button', 'Try again'))
        self.room.related()
        assert self.count() >= 60, self.count()
        self.room.quit()

    def test_newer_archive(self):
        """the archive of a newer Marbre is refused, and left as it is"""
        with contextlib.closing(sqlite3.connect(self.room.file('archive.db'))) as database:
            self.version, = database.execute('PRAGMA user_version').fetchone()
            database.execute(f'PRAGMA user_version = {self.version + 1}')
            database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
        self.refuse_archive('newer Marbre')
        self.room.quit()

    def test_story_in_another_encoding(self):
        """a story that is not UTF-8 is refused with the remedy, and none is added"""
        with contextlib.closing(sqlite3.connect(self.room.file('archive.db'))) as database:
            database.execute(f'PRAGMA user_version = {self.version}')
        with self.heartbeat.watched():
            self.room.start()
        self.headline = text_of(self.room.headline())
        count = self.count()
        story = self.desk.folder / 'home' / 'latin.md'
        story.write_bytes('# Un été à Œuf\n\nDéjà vu.\n'.encode('cp1252'))
        self.desk.key('ctrl+o')
        self.choose_file('Open a Markdown file', story)
        self.room.program.find('label', re.compile('not UTF-8'))
        assert self.count() == count, self.count()
        self.room.wait_for_main_window()
        assert text_of(self.room.headline()) == self.headline

    def test_encoding_that_is_offered(self):
        """it opens in the encoding that is offered"""
        self.desk.click(self.room.program.find('button', 'Open as WINDOWS-1252'))
        wait(lambda: text_of(self.room.headline()) == 'Un été à Œuf', 'the story is on the desk')
        assert text_of(self.room.body()) == 'Déjà vu.', text_of(self.room.body())

    def open(self, name, content):
        """Opens a file with that content; returns when the chooser had been asked for it."""
        path = self.desk.folder / 'home' / name
        if content is not None:
            path.write_bytes(content)
        self.desk.key('ctrl+o')
        self.choose_file('Open a Markdown file', path)
        self.room.wait_for_main_window()

    def test_no_stories(self):
        """what is no story is refused with its reason, at once, and none is added"""
        count = self.count()
        headline = text_of(self.room.headline())
        for name, (content, message) in NO_STORIES.items():
            since = time.monotonic()
            self.open(name, content)
            self.room.program.find('label', re.compile(message))
            self.heartbeat.assert_steady(since, name)
        since = time.monotonic()
        self.open('nothing.md', None)
        self.heartbeat.assert_steady(since, 'nothing.md')
        assert self.count() == count, self.count()
        assert text_of(self.room.headline()) == headline
        self.desk.key('Escape')
        self.room.wait_for_main_window()

    def test_strange_stories(self):
        """nested ten thousand deep, or with strange line ends, it is a story and shows at once"""
        for name, (content, headline) in STORIES.items():
            since = time.monotonic()
            self.open(name, content)
            wait(lambda: text_of(self.room.headline()) == headline, f'{name} is on the desk')
            self.room.wait_until_saved()
            self.heartbeat.assert_steady(since, name)

    def paste(self, content):
        """Puts bytes into the clipboard, and presses the keys in the body."""
        path = self.desk.folder / 'clipboard'
        path.write_bytes(content)
        self.desk.start('xclip', '-selection', 'clipboard', '-quiet', '-i', str(path))
        wait(lambda: 'UTF8_STRING' in self.desk.run('xclip', '-selection', 'clipboard', '-o', '-t',
                                                    'TARGETS', check=False), 'it can be pasted')
        self.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+a', 'ctrl+v')

    def test_paste(self):
        """20 MB are not pasted; the selection that they would replace stays"""
        text = text_of(self.room.body())
        since = time.monotonic()
        self.paste(b'Some words.\n' * (20 * 1024 * 1024 // 12))
        self.room.program.find('label', re.compile('more text than a story'))
        assert text_of(self.room.body()) == text
        self.heartbeat.assert_steady(since, '20 MB')
        since = time.monotonic()
        self.paste(b'word ' * 20_000)
        self.room.program.find('label', re.compile('at most 64'))
        assert text_of(self.room.body()) == text
        self.heartbeat.assert_steady(since, 'a line of 100 KB')

    def test_paste_of_a_story(self):
        """5,000 words are pasted in place of the selection, and one undo brings it back"""
        text = text_of(self.room.body())
        words = 'Déjà vu, dit-on, au port.\n' * 1000
        since = time.monotonic()
        self.paste(words.encode())
        wait(lambda: text_of(self.room.body()) == words, 'they are in the body')
        self.heartbeat.assert_steady(since, '5,000 words')
        self.desk.key('ctrl+z')
        wait(lambda: text_of(self.room.body()) == text, 'the text is back')

    def test_picture_that_is_none(self):
        """a picture that is none is refused, and the story has none"""
        picture = self.desk.folder / 'home' / 'picture.jpg'
        picture.write_bytes(b'\xff\xd8\xff\xe0 but then nothing of a picture')
        self.desk.click(self.room.program.find('label', 'Add a lead picture…'))
        self.choose_file('Choose the lead picture', picture)
        self.room.program.find('label', re.compile('not a picture|cannot be read'))
        assert self.room.ask('archive.db', 'SELECT count(*) FROM story WHERE headline = ? '
                             "AND lead_src <> ''", self.headline) == [(0,)]
        self.desk.key('Escape')
        self.room.wait_for_main_window()

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(BadInputTest(the_room))
sys.exit(status)
