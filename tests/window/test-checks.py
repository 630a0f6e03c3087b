#!/usr/bin/python3
"""Checks beside the text: found when one pauses, corrected by a button or a key, undone by one key;
house rules from a file that is read again when it changes; linked pages asked for when one wants
it. TAP.
"""
import http.server
import os
import sys
import threading

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import Atspi, Failure, children_of, find_all, has_state, text_of, wait  # noqa: E402

RULES = 'words: en autre\nmessage: Write “et autres”.\nreplacement: et autres\n'
DOUBLED = '“quay” stands twice. Delete one.'
BAD_RULES = RULES + '\npattern: (abc\nmessage: unclosed\n'


class Site(http.server.BaseHTTPRequestHandler):
    """A site that has lost a page, and one page that takes until the test lets it go."""
    asked = []
    release = threading.Event()

    def do_HEAD(self):
        self.asked.append(f'{self.command} {self.path}')
        if self.path == '/slow':
            self.release.wait(60)
        self.send_response(404 if self.path == '/gone' else 200)
        self.send_header('Content-Length', '0')
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *_):
        pass


def serve():
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f'http://127.0.0.1:{server.server_port}'


class ChecksTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.rules = self.desk.folder / 'home' / 'rules.txt'

    def on_failure(self, name):
        self.room.leave_traces(f'checks-{name}')

    def ends_with(self, text):
        wait(lambda: text_of(self.room.body()).endswith(text), f'the body ends with “{text}”')

    def test_button(self):
        """a doubled word is listed, and a button corrects it"""
        self.rules.write_text(RULES)
        settings = self.desk.folder / 'config' / 'glib-2.0' / 'settings'
        settings.mkdir(parents=True)
        (settings / 'keyfile').write_text(
            f'[io/github/marbre/Marbre]\nhouse-rules=\'{self.rules}\'\n')
        self.room.start()
        self.room.type_at_end('\n\nUne fin fin.')
        self.desk.click(self.room.find(None, 'Checks'))
        self.desk.click(self.room.program.find('button', 'Write “fin”'))
        self.ends_with('\n\nUne fin.')
        self.room.program.gone('button', 'Write “fin”')

    def test_undo(self):
        """one key takes the correction back"""
        self.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+z')
        self.ends_with('\n\nUne fin fin.')

    def test_keys(self):
        """the finding at the caret is corrected without the mouse"""
        self.room.program.find('button', 'Write “fin”')
        self.desk.key('ctrl+End', 'Left', 'ctrl+period')
        self.ends_with('\n\nUne fin.')

    def test_house_rule(self):
        """what the house does not print is corrected"""
        self.desk.key('ctrl+End')
        self.desk.type(' Toits en autre.')
        self.desk.click(self.room.program.find('button', 'Write “et autres”'))
        self.ends_with(' Toits et autres.')

    def test_toast(self):
        """a tag is corrected by its button, and the toast takes that back"""
        self.desk.click(self.room.find(None, 'Tags, related stories, outline'))
        self.desk.click(self.room.find('text', 'Add a tag'))
        self.desk.type('skerry line')
        self.desk.key('Return')
        self.desk.click(self.room.program.find('button', 'Add “skerry line” as new'))
        self.room.program.find('button', 'Remove the tag skerry line')
        self.desk.click(self.room.find(None, 'Checks'))
        self.desk.click(self.room.program.find('button', 'Write “Skerry Lines”'))
        toast = self.room.toast('Tags corrected')
        wait(lambda: 'Skerry Lines' in self.tags(), 'the tag is the newsroom’s')
        self.desk.click(self.room.find('button', '_Undo', within=toast))
        wait(lambda: 'skerry line' in self.tags(), 'the tag is as it was')

    def tags(self):
        """Returns the tags of the story on the desk, as they were saved."""
        return [name for name, in self.room.ask(
            'archive.db', 'SELECT tag.name FROM story JOIN story_tag ON story = story.number '
            'JOIN tag ON tag = tag.number WHERE headline = ?', text_of(self.room.headline()))]

    def test_publish_row(self):
        """a finding in the publishing dialog leads to its place"""
        headline = self.room.headline()
        before = text_of(headline)
        self.desk.click(headline)
        wait(lambda: has_state(headline, 'focused'), 'the headline has the keyboard')
        self.desk.key('ctrl+End')
        self.desk.type(' quay quay')
        self.room.program.find('label', DOUBLED)
        self.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+Return')
        self.room.dialog('Publish')
        self.desk.click(self.room.program.find('label', DOUBLED, within=self.publish_dialog()))
        self.room.wait_for_main_window()
        wait(lambda: has_state(headline, 'focused'), 'the headline has the keyboard')
        wait(lambda: self.room.selected_text(headline) in ('quay', 'quay quay'),
             'the word is selected')
        assert Atspi.Text.get_caret_offset(headline) > len(before)

    def publish_dialog(self):
        """Returns the window that has the button "Publish"."""
        return wait(lambda: next((window for window in children_of(self.room.program.root)
                                  if self.room.find('button', '_Publish', within=window,
                                                    timeout=0)), None), 'the dialog is there')

    def test_bad_rule(self):
        """a bad pattern is named with its line, and the others go on"""
        self.rules.write_text(BAD_RULES)
        wait(lambda: 'rules.txt, line 5' in self.labels(), 'the bad rule is named')
        self.desk.click(self.room.body())
        self.desk.key('ctrl+End')
        self.desk.type(' Quais en autre.')
        self.room.program.find('button', 'Write “et autres”')

    def test_links(self):
        """a linked page that is gone is listed when it was asked for, and nothing is asked before"""
        site = serve()
        self.desk.click(self.room.body())
        self.desk.key('ctrl+End')
        self.desk.type(f'\n\n{site}/gone\n\n{site}/there')
        self.ends_with('/there')
        wait(lambda: not Site.asked, 'nobody was asked')
        self.desk.click(self.room.program.find('button', 'Check links online'))
        wait(lambda: 'does not have this page any more' in self.labels(), 'the page is gone')
        self.room.program.find(None, '2 linked pages were asked for; see the list for what was '
                                     'found.')
        if sorted(Site.asked) != ['GET /gone', 'HEAD /gone', 'HEAD /there']:
            raise Failure(f'asked: {Site.asked}')

    def test_links_stopped(self):
        """asking can be stopped, and what was known stays"""
        self.desk.click(self.room.body())
        self.desk.key('ctrl+End')
        self.desk.type(f'\n\n{serve()}/slow')
        self.ends_with('/slow')
        self.desk.click(self.room.program.find('button', 'Check links online'))
        wait(lambda: 'HEAD /slow' in Site.asked, 'the slow page is asked for')
        self.desk.click(self.room.program.find('button', 'Stop'))
        self.room.program.find('button', 'Check links online')
        Site.release.set()
        wait(lambda: 'does not have this page any more' in self.labels(), 'the page is gone')

    def labels(self):
        return '\n'.join(text_of(label) or '' for label in
                         find_all(self.room.program.root, 'label'))

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(ChecksTest(the_room))
sys.exit(status)
