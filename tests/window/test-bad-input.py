#!/usr/bin/python3
"""What the window says of files that it cannot use: an archive of a newer Marbre, one that is no
database, a story in another encoding, a picture that is none. Each time nothing is changed. TAP.
"""
import contextlib
import os
import re
import sqlite3
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import text_of, wait  # noqa: E402


class BadInputTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.headline = None

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
        self.room.start()
        self.headline = text_of(self.room.headline())
        count = self.count()
        story = self.desk.folder / 'home' / 'latin.md'
        story.write_bytes('# Un été à Œuf\n\nDéjà vu.\n'.encode('cp1252'))
        self.desk.key('ctrl+o')
        self.choose_file('Open a Markdown file', story)
        self.room.program.find('label', re.compile('not UTF-8'))
        assert self.count() == count, self.count()
        self.desk.key('Escape')
        self.room.wait_for_main_window()
        assert text_of(self.room.headline()) == self.headline

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
