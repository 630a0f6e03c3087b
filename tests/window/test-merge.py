#!/usr/bin/python3
"""A story that was changed here and at its site: what only one side changed is taken, what both did
is decided passage by passage, with keys; one Ctrl+Z takes it away, and it is published over what was
there. TAP."""
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from colleague import change_in_pressroom  # noqa: E402
from newsroom import Newsroom, Page  # noqa: E402
from screen import find_all, text_of, wait  # noqa: E402

HEADLINE = 'The bridge'
FIRST = 'The old bridge opened on Monday.'
SECOND = 'Nobody was hurt in the crowd.'
MINE = f'{FIRST}\n\nSomebody was hurt in the crowd.'
MERGED = 'The old bridge opened on Tuesday.\n\nTwo men were hurt in the crowd.'


class MergeTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk

    def on_failure(self, name):
        self.room.leave_traces(f'merge-{name}')

    def picture(self, name):
        path = self.room.build / 'tests' / 'window' / f'{name}.png'
        path.parent.mkdir(parents=True, exist_ok=True)
        self.desk.screenshot(path)

    def change_at_site(self, *pairs):
        change_in_pressroom(self.room, HEADLINE, *pairs)

    def update(self):
        self.desk.click(self.room.find('button', 'Update…'))
        self.room.dialog('Update')
        self.desk.click(self.room.find('button', '_Update'))
        self.room.wait_for_main_window()

    def open_rows(self):
        return self.room.ask('archive.db', "SELECT error_code FROM outbox WHERE state IN (4, 5)")

    def decision(self):
        return text_of(self.room.find('text', 'What it will say'))

    def test_conflict(self):
        """what a colleague changed at the site stops an update"""
        self.room.start()
        self.desk.key('ctrl+n')
        self.room.wait_for_text(self.room.headline(), '')
        self.desk.click(self.room.headline())
        self.desk.type(HEADLINE)
        self.room.type_at_end(FIRST)
        self.desk.key('Return', 'Return')
        self.desk.type(SECOND)
        self.room.wait_until_saved()
        self.room.publish()
        self.change_at_site(('Monday', 'Tuesday'), ('Nobody was', 'Two men were'))
        self.room.replace_word('Nobody', 'Somebody')
        self.room.wait_until_saved()
        self.update()
        wait(lambda: self.open_rows() == [('conflict',)], 'the update stops')

    def test_take(self):
        """the outbox leads to what both changed, and a key takes the site's"""
        self.desk.click(self.room.find('button', 'Outbox'))
        self.room.dialog('Outbox')
        self.desk.click(self.room.find('button', '_Merge…'))
        self.room.dialog('Merge')
        self.room.find('label', 'Overlap 1 of 1')
        self.room.find('label', 'What it will say: not decided yet')
        self.room.find('label', 'Somebody was hurt in the crowd.')
        self.room.find('label', 'Two men were hurt in the crowd.')
        self.picture('merge')
        self.desk.key('alt+s')
        wait(lambda: self.decision() == 'Two men were hurt in the crowd.', 'it is taken')

    def test_use(self):
        """the merged text is on the desk, with what only the site had changed"""
        self.picture('merge-decided')
        self.desk.key('ctrl+Return')
        self.room.wait_for_main_window()
        self.room.wait_for_text(self.room.body(), MERGED)
        wait(lambda: not self.open_rows(), 'the outbox waits for nothing')

    def test_undo(self):
        """one Ctrl+Z takes it away, one Ctrl+Shift+Z brings it back"""
        self.desk.click(self.room.body())
        self.desk.key('ctrl+z')
        self.room.wait_for_text(self.room.body(), MINE)
        self.desk.key('ctrl+shift+z')
        self.room.wait_for_text(self.room.body(), MERGED)

    def test_publish(self):
        """published, it takes the place of what it was merged with"""
        self.room.wait_until_saved()
        text = Page(self.room.publish(first=False)).text()
        assert 'opened on Tuesday' in text and 'Two men were hurt' in text, text

    def test_replace(self):
        """what the site had before it was replaced is among the versions, and comes back"""
        self.change_at_site(('Two men', 'Three men'))
        self.room.type_at_end(' It was cold.')
        self.room.wait_until_saved()
        self.update()
        wait(lambda: self.open_rows() == [('conflict',)], 'the update stops')
        self.desk.click(self.room.find('button', 'Outbox'))
        self.room.dialog('Outbox')
        self.desk.click(self.room.find('button', '_Replace online…'))
        self.desk.click(self.room.find('button', '_Replace'))
        wait(lambda: not self.open_rows(), 'it is replaced')
        self.room.dialog('Outbox')
        self.desk.key('Escape')
        self.room.wait_for_main_window()
        self.desk.key('ctrl+shift+h')
        self.room.dialog('Versions')
        words = self.room.say('was at %s until the update').split('%s')[1]
        versions = self.room.find('list', 'Versions')
        row = wait(lambda: next((row for row in find_all(versions, 'list item')
                                 if words in row.get_name()), None), 'the site’s version is listed')
        self.desk.click(row)
        view = self.room.find('text', 'What changed')
        wait(lambda: 'Three' in text_of(view), 'it is compared')
        self.picture('merge-versions')
        self.desk.click(self.room.find('button', 'Restore _all'))
        self.room.wait_for_main_window()
        wait(lambda: 'Three men were hurt' in text_of(self.room.body()), 'it is on the desk')

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(MergeTest(the_room))
sys.exit(status)
