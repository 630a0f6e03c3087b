#!/usr/bin/python3
"""A story that a site does not take while one is at another program: the desktop says so, a click on
that leads to the outbox; whoever has the window in front is not told twice. TAP."""
import json
import os
import pathlib
import signal
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from colleague import change_in_pressroom  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import wait  # noqa: E402

HEADLINE = 'The bridge'


class AlertTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.notifier = None
        self.path = room.desk.folder / 'notifications'

    def on_failure(self, name):
        self.room.leave_traces(f'alert-{name}')

    def told(self):
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text(encoding='utf-8').splitlines()]

    def open_rows(self):
        return self.room.ask('archive.db', 'SELECT error_code FROM outbox WHERE state IN (4, 5)')

    def change(self, old, new):
        """Here and at the site, so that the next update stops."""
        change_in_pressroom(self.room, HEADLINE, (old, new))
        self.room.type_at_end(' More follows.')
        self.room.wait_until_saved()
        self.desk.click(self.room.find('button', 'Update…'))
        self.room.dialog('Update')

    def test_at_the_desk(self):
        """who looks at the window reads its notice, and nothing else"""
        here = pathlib.Path(__file__).parent
        self.notifier = self.desk.start('/usr/bin/python3', str(here / 'notifier.py'),
                                        str(self.path))
        wait(lambda: self.told() == [{'ready': True}], 'the desktop takes notifications')
        self.room.start()
        self.desk.key('ctrl+n')
        self.room.wait_for_text(self.room.headline(), '')
        self.desk.click(self.room.headline())
        self.desk.type(HEADLINE)
        self.room.type_at_end('It opened on Monday.')
        self.room.wait_until_saved()
        self.room.publish()
        self.change('Monday', 'Tuesday')
        self.desk.click(self.room.find('button', '_Update'))
        self.room.wait_for_main_window()
        wait(lambda: self.open_rows() == [('conflict',)], 'the update stops')
        self.desk.click(self.room.find('button', 'Outbox'))
        self.room.dialog('Outbox')
        self.desk.click(self.room.find('button', '_Replace online…'))
        self.desk.click(self.room.find('button', '_Replace'))
        wait(lambda: not self.open_rows(), 'it is replaced')
        self.room.dialog('Outbox')
        self.desk.key('Escape')
        self.room.wait_for_main_window()
        assert not [line for line in self.told() if 'title' in line], self.told()

    def test_elsewhere(self):
        """who is at another program is told by the desktop"""
        self.change('Monday', 'Wednesday')
        update = self.room.find('button', '_Update')
        self.desk.start('xev')
        wait(lambda: self.desk.active_window() not in self.desk.windows_of(self.room.program),
             'another program has the keyboard')
        self.room.program.press(update)
        wait(lambda: self.open_rows() == [('conflict',)], 'the update stops')
        told = wait(lambda: [line for line in self.told() if 'title' in line], 'it is told')
        assert len(told) == 1, told
        assert told[0]['title'] == self.room.say('A story was not sent'), told
        assert told[0]['text'], told

    def test_click(self):
        """a click on it leads to the outbox"""
        self.notifier.send_signal(signal.SIGUSR1)
        self.room.find('button', '_Replace online…')
        wait(lambda: self.desk.active_window() in self.desk.windows_of(self.room.program),
             'the program is in front')

    def test_end(self):
        """it ends well"""
        self.room.dialog('Outbox')
        self.desk.key('Escape')
        self.room.wait_for_main_window()
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(AlertTest(the_room))
sys.exit(status)
