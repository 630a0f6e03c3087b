#!/usr/bin/python3
"""Earlier versions of a story: kept, shown with what changed, a passage and all of one restored, each
undone by one Ctrl+Z; and the file beside a story, changed by another program. TAP."""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import find_all, text_of, wait  # noqa: E402

FIRST = 'The mayor opened the old bridge on Monday. Nobody was hurt.'
SECOND = 'The prefect opened the old bridge on Monday. Two people were hurt.'
MIXED = 'The mayor opened the old bridge on Monday. Two people were hurt.'


class VersionsTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk

    def on_failure(self, name):
        self.room.leave_traces(f'versions-{name}')

    def picture(self, name):
        path = self.room.build / 'tests' / 'window' / f'{name}.png'
        path.parent.mkdir(parents=True, exist_ok=True)
        self.desk.screenshot(path)

    def open_versions(self):
        self.desk.key('ctrl+shift+h')
        self.room.dialog('Versions')

    def close_versions(self):
        self.desk.key('Escape')
        self.room.wait_for_main_window()

    def choose(self, changes):
        """Goes to the oldest version, whose legend says how many changes there are."""
        rows = self.room.find('list', 'Versions')
        wait(lambda: find_all(rows, 'list item'), 'there are versions')
        self.desk.click(find_all(rows, 'list item')[0])
        self.desk.key('End')
        self.room.find('label', f'{changes} changes. Struck through: gone since. Underlined: new '
                       'since.' if changes != 1 else
                       '1 change. Struck through: gone since. Underlined: new since.')

    def rewrite(self, text):
        self.desk.click(self.room.body())
        self.desk.key('ctrl+a')
        self.desk.type(text)
        self.room.wait_for_text(self.room.body(), text)
        self.room.wait_until_saved()

    def test_none(self):
        """the version on the desk is the first, and the same"""
        self.room.start()
        self.desk.key('ctrl+n')
        self.room.wait_for_text(self.room.headline(), '')
        self.desk.click(self.room.headline())
        self.desk.type('The bridge')
        self.room.type_at_end(FIRST)
        self.room.wait_until_saved()
        self.open_versions()
        self.room.find('label', 'The texts are the same.')
        self.close_versions()

    def test_changes(self):
        """an earlier version shows what is gone and what is new"""
        self.rewrite(SECOND)
        self.open_versions()
        self.choose(2)
        view = self.room.find('text', 'What changed')
        wait(lambda: 'The mayorprefect opened' in text_of(view), 'both words are shown')
        self.picture('versions')

    def test_passage(self):
        """a passage comes back, and one Ctrl+Z takes it away"""
        self.desk.key('alt+Down', 'alt+Up')
        self.desk.click(self.room.find('button', 'Restore _passage'))
        self.room.find('label', '1 change. Struck through: gone since. Underlined: new since.')
        self.close_versions()
        self.room.wait_for_text(self.room.body(), MIXED)
        self.desk.click(self.room.body())
        self.desk.key('ctrl+z')
        self.room.wait_for_text(self.room.body(), SECOND)

    def test_all(self):
        """a whole version comes back, and one Ctrl+Z takes it away"""
        self.room.wait_until_saved()
        self.open_versions()
        self.choose(2)
        self.desk.click(self.room.find('button', 'Restore _all'))
        self.room.program.gone('list', 'Versions')
        self.room.wait_for_text(self.room.body(), FIRST)
        self.desk.click(self.room.body())
        self.desk.key('ctrl+z')
        self.room.wait_for_text(self.room.body(), SECOND)

    def test_kept(self):
        """what was restored over is a version that says so"""
        rows = self.room.ask('archive.db', 'SELECT count(*) FROM revision WHERE reason = 3')
        assert rows[0][0] > 0, rows

    def versions(self):
        """Returns how many versions there are of the story on the desk."""
        return self.room.ask('archive.db', 'SELECT count(*) FROM revision JOIN story ON '
                             'revision.story = story.number WHERE headline = ?',
                             text_of(self.room.headline()))[0][0]

    def test_save_key(self):
        """Ctrl+S keeps a version at once and says that all is saved, once"""
        before = self.versions()
        self.room.type_at_end(' More.')
        self.desk.key('ctrl+s', 'ctrl+s', 'ctrl+s')
        self.room.toast('All is saved')
        assert self.versions() == before + 1, (before, self.versions())
        self.room.program.gone('label', 'All is saved')
        self.desk.key('ctrl+n')
        self.room.wait_for_text(self.room.headline(), '')
        self.desk.key('ctrl+s')
        self.room.toast('Nothing is written yet')

    def test_file_changed(self):
        """a file that another program changes is noticed, and the story stays as it is"""
        file = self.desk.folder / 'bridge.md'
        file.write_text(FIRST, encoding='utf-8')
        self.desk.key('ctrl+o')
        self.room.dialog('Open a Markdown file')
        self.desk.type(str(file))
        self.desk.key('Return')
        self.room.wait_for_text(self.room.body(), FIRST)
        self.room.wait_for_main_window()
        self.desk.key('ctrl+s')
        self.room.toast('All is saved in the archive. The file “bridge.md” is written with '
                        'Ctrl+Shift+S.')
        other = file.with_suffix('.new')
        other.write_text(SECOND, encoding='utf-8')
        other.rename(file)
        self.room.find('label', 'Another program has changed “bridge.md”. Your story is as you left '
                       'it.')
        assert text_of(self.room.body()) == FIRST

    def test_file_compared(self):
        """it is compared, taken as a whole, and one Ctrl+Z takes that back"""
        self.desk.click(self.room.find('button', 'Compare…'))
        self.room.dialog('Compare')
        self.room.find('label', '2 differences. Struck through: only in the file. Underlined: only '
                       'in the story.')
        self.picture('versions-file')
        self.desk.click(self.room.find('button', 'Take _all'))
        self.room.program.gone('button', 'Take _all')
        self.room.wait_for_text(self.room.body(), SECOND)
        self.desk.click(self.room.body())
        self.desk.key('ctrl+z')
        self.room.wait_for_text(self.room.body(), FIRST)


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(VersionsTest(the_room))
sys.exit(status)
