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
        'list': {'address': 'articles', 'query': {'page': '{page}'}, 'items': '/items',
                 'paging': {'style': 'page', 'total': '/total'}},
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

    def ask_site(self, method, path, article=None):
        request = urllib.request.Request(f'{self.address}/{path}', method=method,
                                         data=article and json.dumps(article).encode(),
                                         headers={'X-Token': TOKEN})
        urllib.request.urlopen(request, timeout=30).close()

    def postings(self):
        return dict(self.room.ask('archive.db', 'SELECT remote_id, status FROM posting JOIN site '
                                  "ON site.id = site_id WHERE kind = 'generic'"))

    def test_stop(self):
        """a fetch says how it goes and is stopped; what came stays"""
        for number in range(49):
            self.ask_site('POST', 'articles', {'title': f'Number {number}', 'html': '<p>x</p>'})
        (self.folder / 'wrong.json').write_text('{"busy": true}')
        self.room.program.gone('label', 'Published.')
        self.room.program.activate('win.sync')
        self.room.program.find('label', '“Presses” is busy. It goes on in 300 seconds.', timeout=30)
        self.desk.click(self.room.find('button', '_Stop'))
        self.room.toast('Stopped. The next time it goes on from there.')
        assert len(self.postings()) == 20, self.postings()

    def test_resume(self):
        """the next one brings the rest"""
        (self.folder / 'wrong.json').write_text('{}')
        self.room.program.gone('label', 'Stopped. The next time it goes on from there.')
        self.room.program.activate('win.sync')
        self.room.toast('Archive up to date (new: 30, changed: 0)')
        assert len(self.postings()) == 50, self.postings()

    def test_gone(self):
        """what the site has lost stays here and says so; then there is nothing new"""
        self.ask_site('DELETE', 'articles/a7')
        self.room.program.gone('label', 'Archive up to date (new: 30, changed: 0)')
        self.room.program.activate('win.sync')
        self.room.toast('Archive up to date (new: 0, changed: 0, gone from the site: 1)')
        assert self.postings()['a7'] == 'gone', self.postings()
        self.room.program.gone(
            'label', 'Archive up to date (new: 0, changed: 0, gone from the site: 1)')
        self.room.program.activate('win.sync')
        self.room.toast('Nothing new at “Presses”')

    def test_healthy(self):
        """its connection is checked, step by step"""
        self.room.program.gone('label', 'Nothing new at “Presses”')
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
