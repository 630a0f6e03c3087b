#!/usr/bin/python3
"""Formatted text of another program is pasted as Markdown: with its pictures, with a receipt, taken
back by one undo, made plain by one button, or pasted plain at once; an address over words makes a
link; what is copied has its formatting; 20 MB neither freeze the window nor get in. TAP.
"""
import base64
import os
import re
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from picture import png  # noqa: E402
from screen import has_state, text_of, wait  # noqa: E402

HTML = '''<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1">
<h2><span style="font-weight:400">Low tide</span></h2>
<p><span style="font-weight:700">Two</span> boats <span style="color:#ff0000">wait</span>.</p>
<ul><li aria-level="1"><p>north</p></li><li aria-level="1"><p>south</p></li></ul>
<p><img alt="The quay" src="data:image/png;base64,{}"></p></b>'''

MARKDOWN = re.compile(r'## Low tide\n\n\*\*Two\*\* boats wait\.\n\n- north\n- south\n\n'
                      r'!\[The quay\]\((media/\w+\.png)\)')


class PasteTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk

    def on_failure(self, name):
        self.room.leave_traces(name)

    def text(self):
        return text_of(self.room.body())

    def offer(self, kind, content):
        """Another program copies."""
        path = self.desk.folder / 'clipboard'
        path.write_bytes(content)
        self.desk.start('xclip', '-selection', 'clipboard', '-quiet', '-t', kind, '-i', str(path))
        wait(lambda: kind in self.clipboard('TARGETS').split() and
             len(self.clipboard('TARGETS').split()) < 4, 'it can be pasted')

    def clipboard(self, kind):
        return self.desk.run('xclip', '-selection', 'clipboard', '-o', '-t', kind, check=False)

    def to_end(self):
        self.room.wait_for_main_window()
        self.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+End')

    def test_start(self):
        """the newsroom opens"""
        self.room.start()
        self.room.wait_until_saved(timeout=60)

    def test_paste(self):
        """a document of Google's becomes Markdown; its picture is stored"""
        self.before = self.text()
        self.offer('text/html', HTML.format(base64.b64encode(png(300, 200)).decode()).encode())
        self.to_end()
        self.desk.key('ctrl+v')
        wait(lambda: MARKDOWN.search(self.text()), 'the Markdown is in the body')
        name = MARKDOWN.search(self.text()).group(1)
        assert self.room.ask('archive.db', 'SELECT mime FROM media WHERE name = ?',
                             name) == [('image/png',)]

    def test_receipt(self):
        """the receipt says what came along and what did not"""
        self.room.program.find('label', 'Pasted as Markdown, with 1 picture; left out: colours')

    def test_plain_afterwards(self):
        """its button leaves the letters; undo brings the Markdown back, and then takes it back"""
        self.room.program.press(self.room.program.find('button', 'As plain text'))
        wait(lambda: 'Low tide\n\nTwo boats wait.\n\nnorth' in self.text(), 'the letters are left')
        self.to_end()
        self.desk.key('ctrl+z')
        wait(lambda: MARKDOWN.search(self.text()), 'the Markdown is back')
        self.desk.key('ctrl+z')
        wait(lambda: self.text() == self.before, 'the paste is gone')

    def test_link(self):
        """an address pasted over a word makes a link of it"""
        self.to_end()
        self.desk.key('Return', 'Return')
        self.desk.type('report')
        self.offer('UTF8_STRING', b'https://port.example/report')
        self.desk.key('ctrl+shift+Left', 'ctrl+v')
        wait(lambda: self.text().endswith('[report](https://port.example/report)'), 'it is a link')

    def test_copy(self):
        """what is copied is HTML for those who take it"""
        self.room.wait_for_main_window()
        self.desk.key('ctrl+End', 'Return', 'Return')
        self.desk.type('Copied here')
        self.desk.key('shift+Home', 'ctrl+c')
        wait(lambda: 'Copied here</p>' in self.clipboard('text/html'), 'it is HTML')
        assert self.clipboard('UTF8_STRING') == 'Copied here', self.clipboard('UTF8_STRING')

    def test_plain(self):
        """Ctrl+Shift+V takes the letters as they are"""
        self.room.wait_for_main_window()
        self.desk.key('ctrl+End', 'Return', 'Return', 'ctrl+shift+v')
        wait(lambda: self.text().endswith('Copied here\n\nCopied here'), 'it is pasted')

    def test_large(self):
        """20 MB of formatted text are refused in words, and the text is as it was"""
        before = self.text()
        self.offer('text/html', b'<p>Words and <b>words</b> again.</p>\n' * 560000)
        self.room.wait_for_main_window()
        self.desk.key('ctrl+v')
        wait(lambda: self.room.program.find('button', 'Paste as plain text', timeout=0),
             'the refusal is shown', 60)
        assert self.text() == before

    def test_end(self):
        """it ends well"""
        self.room.wait_until_saved(timeout=60)
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(PasteTest(the_room))
sys.exit(status)
