#!/usr/bin/python3
"""A real Ghost: connect the site in the window, publish a draft of the sample newsroom, correct it.
What readers get there is looked at. TAP.

    tests/servers/with-server ghost tests/window/test-ghost.py
"""
import base64
import hashlib
import hmac
import json
import os
import re
import sys
import time
import urllib.request

sys.dont_write_bytecode = True
import colleague  # noqa: E402
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import wait  # noqa: E402

ADDRESS = os.environ['GHOST_URL']
KEY = os.environ['GHOST_ADMIN_KEY']
WRONG_KEY = KEY[:-4] + ('0000' if KEY[-4:] != '0000' else '1111')

HEADLINE = 'Six months on, the yard its workers bought is still afloat'
SLUG = 'shipyard-cooperative-first-winter'


def read(address):
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()


# What Markdown has no words for, as the site's editor puts it there.
CARD = {'type': 'button', 'version': 1, 'buttonText': 'Join', 'alignment': 'center',
        'buttonUrl': 'https://example.org/join'}


def ask(route, post=None):
    """Asks the site's API as its owner, or changes a post; returns the post."""
    def encode(data):
        return base64.urlsafe_b64encode(data).rstrip(b'=')
    name, secret = KEY.split(':')
    now = int(time.time())
    head = json.dumps({'alg': 'HS256', 'typ': 'JWT', 'kid': name}).encode()
    claims = json.dumps({'iat': now, 'exp': now + 200, 'aud': '/admin/'}).encode()
    token = encode(head) + b'.' + encode(claims)
    token += b'.' + encode(hmac.digest(bytes.fromhex(secret), token, hashlib.sha256))
    request = urllib.request.Request(
        f'{os.environ["GHOST_API"]}posts/{route}', method='PUT' if post else 'GET',
        data=json.dumps({'posts': [post]}).encode() if post else None,
        headers={'Authorization': f'Ghost {token.decode()}', 'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)['posts'][0]


class GhostTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.url = None

    def on_failure(self, name):
        self.room.leave_traces(f'ghost-{name}')

    def sites(self):
        return [name for name, in self.room.ask('archive.db', 'SELECT kind FROM site ORDER BY kind')]

    def fill(self, msgid, text):
        """Types into a row of the form, replacing what is there."""
        self.desk.click(self.room.find('text', msgid))
        self.desk.key('ctrl+a')
        self.desk.type(text)

    def test_wrong_key(self):
        """a wrong key is told in plain words, with a way to the right one, and nothing is kept"""
        self.room.start()
        self.room.program.activate('win.sites')
        self.room.dialog('Sites')
        self.fill('Address of the site', ADDRESS.removeprefix('http://'))
        self.desk.click(self.room.find('button', '_Find'))
        self.fill('Admin API key', WRONG_KEY)
        self.room.program.find('link', 'Open the site’s integrations')
        self.desk.click(self.room.find('button', '_Connect'))
        self.room.program.find('label', re.compile('Ghost did not accept the key'), timeout=30)
        assert self.sites() == ['embedded'], self.sites()

    def test_connect(self):
        """with the right one the site is connected"""
        self.fill('Admin API key', KEY)
        self.desk.click(self.room.find('button', '_Connect'))
        wait(lambda: 'ghost' in self.sites(), 'the site is kept', 30)
        self.desk.key('Escape')
        self.room.wait_for_main_window()
        assert KEY.split(':')[1].encode() not in self.room.file('archive.db').read_bytes()

    def test_publish(self):
        """published there, it is for everyone"""
        self.room.open_from_library(HEADLINE)
        self.room.replace_word('TK', '2.4')
        self.desk.key('ctrl+Return')
        self.room.dialog('Publish')
        self.room.choose(self.room.find('label', 'Site'), 'Down', 'Return')
        self.desk.click(self.room.find('button', '_Publish'))
        self.room.toast('Published.')
        self.url = f'{ADDRESS}{SLUG}/'
        page = read(self.url)
        assert '2.4 million euros' in page and 'Paid on time, so far' in page
        assert 'TK' not in re.sub('<[^>]*>', '', page[page.index('2.4 million') - 2000:][:4000])

    def test_update(self):
        """a correction changes the same article"""
        self.room.program.gone('label', 'Published.')
        self.room.replace_word('dredger', 'tugboat')
        self.room.publish(first=False)
        assert 'the tugboat that was' in read(self.url)

    def test_merge(self):
        """a colleague's correction there is merged with one here, and the card beside it stays"""
        post = ask(f'slug/{SLUG}/')
        document = json.loads(colleague.correct(post['lexical']))
        document['root']['children'].append(CARD)
        ask(f'{post["id"]}/', {'lexical': json.dumps(document), 'updated_at': post['updated_at']})
        colleague.merge(self.room)
        page = read(self.url)
        assert 'Two bolts had broken' in page and 'the 190 people' in page, page
        there = json.loads(ask(f'slug/{SLUG}/')['lexical'])['root']['children']
        assert there[-1] == CARD, there[-1]
        assert len(there) == len(document['root']['children']), there

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(GhostTest(the_room))
sys.exit(status)
