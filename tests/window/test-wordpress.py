#!/usr/bin/python3
"""The main job against a real WordPress: connect the site in the window, publish a draft of the
sample newsroom as a draft and for everyone, correct it. WordPress is asked what it got. TAP.

    tests/servers/with-server wordpress tests/window/test-wordpress.py
"""
import base64
import json
import os
import re
import sys
import urllib.parse
import urllib.request

sys.dont_write_bytecode = True
import colleague  # noqa: E402
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from picture import png  # noqa: E402
from screen import has_state, text_of, wait  # noqa: E402

ADDRESS = os.environ['WP_URL']
REST = os.environ['WP_REST']
USER = os.environ['WP_USER']
PASSWORD = os.environ['WP_APP_PASSWORD']

HEADLINE = 'Six months on, the yard its workers bought is still afloat'
SLUG = 'shipyard-cooperative-first-winter'
TAG = 'Navalis'


def ask(path, **query):
    """Returns what WordPress' REST answers to its owner."""
    request = urllib.request.Request(f'{REST}/wp/v2/{path}?{urllib.parse.urlencode(query)}')
    token = base64.b64encode(f'{USER}:{PASSWORD}'.encode()).decode()
    request.add_header('Authorization', f'Basic {token}')
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def add_picture(name, alt, caption):
    """Puts a picture into WordPress' library, as a colleague would."""
    token = base64.b64encode(f'{USER}:{PASSWORD}'.encode()).decode()
    request = urllib.request.Request(f'{REST}/wp/v2/media', data=png(320, 200), headers={
        'Authorization': f'Basic {token}', 'Content-Type': 'image/png',
        'Content-Disposition': f'attachment; filename="{name}"'})
    with urllib.request.urlopen(request, timeout=30) as answer:
        number = json.load(answer)['id']
    texts = json.dumps({'alt_text': alt, 'caption': caption}).encode()
    request = urllib.request.Request(f'{REST}/wp/v2/media/{number}', data=texts, headers={
        'Authorization': f'Basic {token}', 'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, timeout=30):
        return number


def posts():
    return ask('posts', context='edit', status='any', search='yard', per_page=20)


# What Markdown has no words for, as the site's editor puts it there.
BLOCK = ('<!-- wp:spacer {"height":"40px"} -->\n<div style="height:40px" aria-hidden="true" '
         'class="wp-block-spacer"></div>\n<!-- /wp:spacer -->')


def put_content(number, content):
    """Changes the article at the site, as a colleague would."""
    token = base64.b64encode(f'{USER}:{PASSWORD}'.encode()).decode()
    request = urllib.request.Request(
        f'{REST}/wp/v2/posts/{number}', data=json.dumps({'content': content}).encode(),
        headers={'Authorization': f'Basic {token}', 'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, timeout=30):
        pass


class WordPressTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.number = None

    def on_failure(self, name):
        self.room.leave_traces(f'wordpress-{name}')

    def sites(self):
        return [name for name, in self.room.ask('archive.db', 'SELECT kind FROM site ORDER BY kind')]

    def fill(self, msgid, text):
        """Types into a row of the form, replacing what is there."""
        self.desk.click(self.room.find('text', msgid))
        self.desk.key('ctrl+a')
        self.desk.type(text)

    def test_wrong_password(self):
        """a wrong password is told in plain words, and nothing is kept"""
        self.room.start()
        self.room.program.activate('win.sites')
        self.room.dialog('Sites')
        self.fill('Address of the site', ADDRESS.removeprefix('http://'))
        self.desk.click(self.room.find('button', '_Find'))
        self.fill('User name', USER)
        self.fill('Application password', 'abcd efgh ijkl mnop qrst uvwx')
        self.desk.click(self.room.find('button', '_Connect'))
        self.room.program.find('label', re.compile('WordPress did not accept the sign-in'),
                               timeout=30)
        assert self.sites() == ['embedded'], self.sites()

    def test_connect(self):
        """with the right one the site is connected"""
        self.fill('Application password', PASSWORD)
        self.desk.click(self.room.find('button', '_Connect'))
        wait(lambda: 'wordpress' in self.sites(), 'the site is kept', 30)
        self.desk.key('Escape')
        self.room.wait_for_main_window()
        assert PASSWORD.encode() not in self.room.file('archive.db').read_bytes()

    def test_draft(self):
        """as a draft it is at the site, whole"""
        self.room.open_from_library(HEADLINE)
        self.room.replace_word('TK', '2.4')
        self.room.add_suggested_tag(TAG)
        self.desk.key('ctrl+Return')
        self.room.dialog('Publish')
        self.room.choose(self.room.find('label', 'Site'), 'Down', 'Return')
        self.room.choose(self.room.find('label', 'When'), 'Down', 'Return')
        self.desk.click(self.room.find('button', '_Save draft'))
        self.room.toast('Saved as a draft at the site.')
        post, = posts()
        self.number = post['id']
        assert post['status'] == 'draft', post['status']
        assert post['title']['raw'] == HEADLINE, post['title']
        assert post['slug'] == SLUG, post['slug']
        assert post['excerpt']['raw'].startswith('The Sainte-Orne shipyard'), post['excerpt']
        assert '2.4 million euros' in post['content']['raw'], post['content']
        assert 'TK' not in post['content']['raw']
        assert '<h2' in post['content']['raw'] and 'Paid on time, so far' in post['content']['raw']
        tags = [ask(f'tags/{tag}')['name'] for tag in post['tags']]
        categories = [ask(f'categories/{category}')['name'] for category in post['categories']]
        assert tags == [TAG], tags
        assert categories == ['Business'], categories

    def test_publish(self):
        """published, it is the same post, for everyone"""
        self.room.program.gone('label', 'Saved as a draft at the site.')
        url = self.room.publish(first=False)
        post, = posts()
        assert (post['id'], post['status'], post['link']) == (self.number, 'publish', url), post
        with urllib.request.urlopen(f'{REST}/wp/v2/posts/{self.number}', timeout=30) as answer:
            assert '2.4 million euros' in json.load(answer)['content']['rendered']

    def test_update(self):
        """a correction changes the same post"""
        self.room.replace_word('dredger', 'tugboat')
        self.room.publish(first=False)
        post, = posts()
        assert post['id'] == self.number
        assert 'the tugboat that was' in post['content']['raw'], post['content']

    def test_merge(self):
        """a colleague's correction there is merged with one here, and the block beside it stays"""
        post, = posts()
        put_content(self.number, f'{colleague.correct(post["content"]["raw"])}\n\n{BLOCK}')
        colleague.merge(self.room)
        post, = posts()
        content = post['content']['raw']
        assert post['id'] == self.number
        assert 'Two bolts had broken' in content and 'the 190 people' in content, content
        assert content.endswith(BLOCK), content

    def test_site_pictures(self):
        """a picture that the site has is found there, inserted, and not sent again"""
        numbers = [add_picture(f'quay-{i}.png', f'The quay {i}', 'At dawn — Credit: AFP')
                   for i in range(2)]
        before = len(ask('media', per_page=50))
        self.room.wait_for_main_window()
        self.room.program.activate('win.site-pictures')
        self.room.dialog('Pictures of the site')
        self.desk.type('quay-1')
        self.room.program.gone('label', 'quay-0')
        self.room.program.find('label', 'quay-1', timeout=30)
        self.desk.key('Return')
        button = self.room.find('button', '_Insert')
        wait(lambda: has_state(button, 'sensitive'), 'it can be inserted')
        self.desk.key('Return')
        self.room.dialog('New picture')
        self.desk.key('Return')
        self.room.wait_for_main_window()
        wait(lambda: '![The quay 1](media/' in text_of(self.room.body()), 'the figure is there')
        assert 'png "At dawn — Credit: AFP")' in text_of(self.room.body())
        self.room.publish(first=False)
        post, = posts()
        assert f'wp-image-{numbers[1]}' in post['content']['raw'], post['content']
        assert len(ask('media', per_page=50)) == before, 'it was sent again'

    def test_private(self):
        """for the newsroom only, it is at the site and no reader sees it"""
        self.desk.key('ctrl+Return')
        self.room.dialog('Update')
        self.room.choose(self.room.find('label', 'When'), *['Down'] * 4, 'Return')
        self.desk.click(self.room.find('button', '_Show the newsroom'))
        self.room.toast('At the site, for the newsroom only.')
        post, = posts()
        assert (post['id'], post['status']) == (self.number, 'private'), post['status']

    def test_trash(self):
        """in the site's trash it can be brought back there"""
        self.room.program.gone('label', 'At the site, for the newsroom only.')
        self.desk.key('ctrl+Return')
        self.room.dialog('Update')
        self.room.choose(self.room.find('label', 'When'), *['Down'] * 5, 'Return')
        self.desk.click(self.room.find('button', '_Move to trash'))
        self.room.toast('In the site’s trash.')
        assert ask(f'posts/{self.number}', context='edit')['status'] == 'trash'

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(WordPressTest(the_room))
sys.exit(status)
