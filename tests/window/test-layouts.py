#!/usr/bin/python3
"""A layout from a page of the site: made with the dialog, kept, chosen again after a restart, and
removed; an address that is none says what to do. With pictures for docs/images if MARBRE_PICTURES
names a folder. TAP.
"""
import json
import os
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import extents, text_of, wait  # noqa: E402

PICTURES = os.environ.get('MARBRE_PICTURES')


class LayoutsTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.name = None

    def on_failure(self, name):
        self.room.leave_traces(f'layouts-{name}')

    def picture(self, name):
        if PICTURES:
            self.desk.screenshot(os.path.join(PICTURES, f'{name}.png'))

    def notes(self):
        """Returns what the kept layouts' notes say."""
        folder = self.desk.folder / 'data' / 'marbre' / 'layouts'
        return [json.loads(path.read_text()) for path in folder.glob('*/layout.json')]

    def open_dialog(self):
        self.room.program.activate('win.layout-from-site')
        self.room.dialog('Use a page of my site')
        return self.room.find('text', 'Address of a published story')

    def leave_out_masthead(self):
        """Points at the top of the page, a little below the layout's name, and takes it off."""
        self.desk.click(self.room.find('button', '_Point at something…'))
        self.room.find('label', 'Click the part in the page. Escape stops.')
        place = extents(self.room.find('text', 'Name of the layout'))
        place.x += 400
        place.y += 55
        self.desk.click_place(place)
        self.room.find('button', 'Take in _more')
        self.room.choose(self.room.find('combo box', 'What it is'), 'End', 'Return')
        self.desk.click(self.room.find('button', '_Apply'))
        self.room.find('label', 'If a part is missing or wrong, point at it.')

    def test_wrong_address(self):
        """an address that the archive does not know is told in plain words, and nothing is kept"""
        self.room.start()
        address = self.open_dialog()
        wait(lambda: '/articles/' in text_of(address), 'the newest story is proposed')
        self.desk.click(address)
        self.desk.key('ctrl+a')
        self.desk.type('127.0.0.1/nothing')
        self.desk.key('Return')
        self.room.find('label', 'The archive has no story with this address, so Marbre cannot tell '
                       'its parts on the page. Choose “Update from the site” in the menu, or enter '
                       'the address of another story.')
        self.desk.key('Escape')
        self.room.program.gone('button', self.room.say('_Load the page'))
        assert self.notes() == []

    def test_make(self):
        """the newest story’s page becomes a layout, and the story being written is shown in it"""
        address = self.open_dialog()
        wait(lambda: '/articles/' in text_of(address), 'the newest story is proposed')
        self.desk.click(self.room.find('button', '_Load the page'))
        use = self.room.find('button', '_Use this layout', timeout=60)
        name = text_of(self.room.find('text', 'Name of the layout'))
        self.picture('layout-dialog')
        self.leave_out_masthead()
        self.desk.click(use)
        self.room.program.gone('button', self.room.say('_Use this layout'))
        kept, = self.notes()
        self.name = kept['name']
        assert self.name == name, (kept, name)
        assert [pick['slot'] for pick in kept['picks']] == [''], kept
        wait(lambda: self.room.settings().get('layout') == f"'site:{kept['id']}'",
             'the layout is chosen')
        self.room.find('label', self.name)
        self.picture('layout-chosen')

    def test_restart(self):
        """after a restart it is there, without the site"""
        self.room.quit()
        self.room.start()
        self.room.find('label', self.name)
        self.picture('layout-restarted')

    def test_remove(self):
        """removed, it is gone from the disk, and a built-in layout is shown"""
        self.room.program.activate('win.layouts')
        self.room.dialog('Layouts of my sites')
        self.desk.click(self.room.find('button', 'Remove'))
        wait(lambda: self.notes() == [], 'its files are gone')
        self.desk.key('Escape')
        self.room.find('label', 'Quotidien')


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as newsroom:
    sys.exit(tap.run(LayoutsTest(newsroom)))
