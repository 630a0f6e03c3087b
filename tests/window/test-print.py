#!/usr/bin/python3
"""The page that the preview shows, on paper: exported, exported again over the old file, printed to
a file from the print dialog, and the story that is read beside the draft. The sheets are read with
poppler's tools. TAP.
"""
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import find_all, has_state, text_of, wait  # noqa: E402


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout


class PrintTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.file = room.desk.folder / 'home' / 'story.pdf'
        self.headline = None

    def on_failure(self, name):
        self.room.leave_traces(f'print-{name}')

    def export(self, path):
        """Exports to a path that is typed into the toolkit's file chooser."""
        self.room.program.activate('win.export-pdf')
        self.room.dialog('Export as PDF')
        self.desk.key('ctrl+a')
        self.desk.type(str(path))
        self.desk.key('Return')

    def wait_for_pdf(self, path, before=None):
        """Returns the text of each sheet, once the file is there and another than before."""
        wait(lambda: path.exists() and path.stat().st_ino != before, f'{path.name} is written')
        return run('pdftotext', '-layout', str(path), '-').split('\f')[:-1]

    def check_sheets(self, sheets, headline):
        first = ' '.join(sheets[0].split())
        assert headline in first, first
        for number, sheet in enumerate(sheets, 1):
            lines = sheet.rstrip().split('\n')
            assert re.search(rf'\b{number} ?/ ?{len(sheets)}$', lines[-1]), lines[-1]
            if number > 1:
                assert headline[:20] in lines[0], lines[0]

    def test_export(self):
        """a story is exported as a PDF with heads and numbers"""
        self.room.start()
        self.headline = text_of(self.room.headline())
        self.room.type_at_end('\n\nUn dernier paragraphe, écrit à l’instant.')
        self.export(self.file)
        sheets = self.wait_for_pdf(self.file)
        self.room.toast('Exported as PDF')
        self.check_sheets(sheets, self.headline)
        assert 'écrit à l’instant' in ' '.join(''.join(sheets).split())

    def test_what_the_file_says(self):
        """the PDF has a title, and its fonts with it"""
        assert self.headline in run('pdfinfo', str(self.file))
        fonts = run('pdffonts', str(self.file)).splitlines()[2:]
        assert fonts and all(re.search(r' yes (yes|no ) (yes|no ) +\d+ +\d+$', font)
                             for font in fonts), fonts

    def test_export_again(self):
        """a second export takes the place of the first, and nothing lies beside it"""
        self.room.program.gone('label', self.room.say('Exported as PDF'))
        before = self.file.stat().st_ino
        self.export(self.file)
        self.desk.click(self.room.program.find('button', 'Replace'))
        self.wait_for_pdf(self.file, before)
        assert not [name for name in os.listdir(self.file.parent) if name.startswith('story.pdf.')]

    def test_print(self):
        """Ctrl+P prints the same sheets"""
        self.room.wait_for_main_window()
        self.desk.click(self.room.body())
        self.desk.key('ctrl+p')
        self.room.dialog('Print')
        self.desk.click(self.room.program.find('label', 'Print to File'))
        button = self.room.find('button', 'Print')
        wait(lambda: has_state(button, 'sensitive'), 'a printer is chosen')
        self.desk.click(button)
        home = self.desk.folder / 'home'
        wait(lambda: list(home.glob('**/six-months*.pdf')), 'a file is printed')
        self.room.toast('Exported as PDF')
        printed = self.wait_for_pdf(next(home.glob('**/six-months*.pdf')))
        assert printed == self.wait_for_pdf(self.file)

    def test_reader(self):
        """a story that is read beside the draft is exported in its place"""
        self.room.wait_for_main_window()
        label = find_all(self.room.related()[0], 'label')[0]
        headline = text_of(label)
        self.desk.click(label)
        self.room.find('button', 'Back to my story')
        other = self.desk.folder / 'home' / 'other.pdf'
        self.export(other)
        self.check_sheets(self.wait_for_pdf(other), headline)

    def test_end(self):
        """it ends well"""
        self.room.wait_for_main_window()
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(PrintTest(the_room))
sys.exit(status)
