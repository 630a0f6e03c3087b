#!/usr/bin/python3
"""A system that Marbre does not know by name: its profile is chosen, mistakes in it are told, and a
story is published to it. By real keys. TAP.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.request

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import wait  # noqa: E402

HEADLINE = 'The old presses'
TOKEN = 'correct horse'
PROFILE = {
    'marbre': 1,
    'name': 'The Old Presses',
    'sign-in': {'scheme': 'header', 'header': 'X-Token',
                'advice': 'Ask the desk of the presses for a token.'},
    'requests': {
        'check': {'address': 'me', 'user': '/name'},
        'create': {'method': 'POST', 'address': 'articles'},
        'update': {'method': 'PUT', 'address': 'articles/{id}'},
        'fetch': {'address': 'articles/{id}'},
    },
    'errors': {'message': '/why'},
    'story': {'id': '/id', 'headline': '/title', 'body': '/html', 'tags': '/tags'},
}


class SystemTest:
    def __init__(self, room, folder, port):
        self.room = room
        self.desk = room.desk
        self.folder = folder
        self.address = f'http://127.0.0.1:{port}/api'

    def on_failure(self, name):
        self.room.leave_traces(f'system-{name}')

    def kinds(self):
        return [kind for kind, in self.room.ask('archive.db', 'SELECT kind FROM site ORDER BY kind')]

    def fill(self, msgid, text):
        """Types into a row of the form, replacing what is there."""
        row = self.room.find('text', msgid)
        self.desk.click(row)
        self.desk.key('ctrl+a')
        self.desk.type(text)

    def choose(self, profile):
        """Chooses a file with that content in the toolkit's file chooser."""
        path = self.folder / 'presses.json'
        path.write_text(profile)
        self.desk.click(self.room.find('button', 'Choose a _file…'))
        self.room.dialog('Site profile')
        self.desk.type(str(path))
        self.desk.key('Return')

    def test_mistake(self):
        """a mistake in a profile is told with its place and what may stand there"""
        self.room.start()
        self.room.program.activate('win.sites')
        self.room.dialog('Sites')
        self.desk.click(self.room.find('button', '_Another system…'))
        self.room.dialog('Another system')
        self.choose(json.dumps(PROFILE | {'story': PROFILE['story'] | {'headline': 'title'}}))
        self.room.program.find('label', re.compile('presses.json: /story/headline: “title” .*'
                                                   'JSON Pointer'))

    def test_wrong_token(self):
        """the right one is taken; a wrong token is told, and nothing is kept"""
        self.choose(json.dumps(PROFILE))
        self.room.program.find('label', 'Ask the desk of the presses for a token.')
        self.fill('Address of the API', self.address)
        self.fill('Name in Marbre', 'Presses')
        self.fill('Password, token or key', 'wrong')
        self.desk.key('Return')
        self.room.program.find('label', re.compile('did not accept the sign-in.*Not like this'))
        assert self.kinds() == ['embedded'], self.kinds()

    def test_connect(self):
        """with the right one the system is connected, and its secret is in no file of ours"""
        self.fill('Password, token or key', TOKEN)
        self.desk.key('Return')
        wait(lambda: 'generic' in self.kinds(), 'the site is kept', 30)
        self.room.dialog('Sites')
        self.room.program.find('label', 'Presses')
        self.room.close_dialog()
        assert TOKEN.encode() not in self.room.file('archive.db').read_bytes()

    def test_publish(self):
        """a story is published to it"""
        self.desk.key('ctrl+n')
        self.room.wait_for_text(self.room.headline(), '')
        self.desk.click(self.room.headline())
        self.desk.type(HEADLINE)
        self.room.type_at_end('It still prints.')
        self.room.wait_until_saved()
        self.desk.key('ctrl+Return')
        self.room.dialog('Publish')
        self.desk.click(self.room.find('label', 'Site'))
        self.desk.key('Down', 'Return')
        self.desk.click(self.room.find('button', '_Publish'))
        self.room.toast('Published.')
        request = urllib.request.Request(f'{self.address}/articles/a1', headers={'X-Token': TOKEN})
        with urllib.request.urlopen(request, timeout=30) as answer:
            article = json.load(answer)
        assert article['title'] == HEADLINE, article
        assert '<p>It still prints.</p>' in article['html'] and article['tags'] == [], article

    def test_healthy(self):
        """its connection is checked, step by step"""
        self.room.program.gone('label', 'Published.')
        self.room.program.activate('win.sites')
        self.room.dialog('Sites')
        self.desk.click(self.room.find('button', 'C_heck…'))
        self.room.dialog('Check connection')
        self.room.program.find('label', 'The connection is in order.', timeout=30)
        self.room.program.find('label', re.compile('Signed in as The desk'))

    def test_firewall(self):
        """a firewall is named at its step; what lies behind was not looked at"""
        (self.folder / 'wrong.json').write_text('{"firewall": true}')
        self.desk.key('Return')  # “Check again” has the keyboard
        self.room.program.find('label', 'The connection fails at the step marked ✗.', timeout=30)
        self.room.program.find('list item', re.compile('Wrong: Its API answers. A firewall'))
        self.room.program.find('list item', re.compile('Not looked at: The sign-in is accepted'))
        self.desk.key('Escape')
        self.room.dialog('Sites')
        self.room.close_dialog()

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    the_folder = pathlib.Path(the_room.file('archive.db')).parent.parent / 'profiles'
    the_folder.mkdir(parents=True)
    here = pathlib.Path(__file__).parent
    cms = subprocess.Popen([sys.executable, here / 'stand-in-cms.py', the_folder / 'wrong.json'],
                           stdout=subprocess.PIPE, text=True)
    try:
        status = tap.run(SystemTest(the_room, the_folder, int(cms.stdout.readline())))
    finally:
        cms.kill()
        cms.wait()
sys.exit(status)
