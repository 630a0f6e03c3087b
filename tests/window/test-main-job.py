#!/usr/bin/python3
"""The whole job of a journalist, by keys and mouse, against the embedded site: write, see it saved,
tag, point to another story, publish as a draft, schedule, publish, correct, lose power, tidy up. TAP.

What readers get is fetched over HTTP; what is kept is read from the archive's file.
"""
import contextlib
import os
import re
import sys
import time

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom, Page  # noqa: E402
from screen import Atspi, Failure, find_all, has_state, text_of, wait  # noqa: E402

KICKER = 'Ports'
HEADLINE = 'The harbour keeps its “œuvre”'
STANDFIRST = 'Été comme hiver — a standfirst with accents, and 100 €.'
BYLINE = 'Zoë Test'
SCHEDULED = 'A harbour for tomorrow'
BODY = ('The first paragraph speaks of the Sainte-Orne shipyard, of Navalis and of its cooperative.\n\n'
        '## What comes next\n\n'
        'The second one — « in quotes » — ends here.')


class MainJobTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.url = None
        self.read_also = None

    def on_failure(self, name):
        self.room.leave_traces(f'main-job-{name}')

    def story(self, columns):
        """Returns the story of this test as the archive has it, or None."""
        rows = self.room.ask('archive.db', f'SELECT {columns} FROM story WHERE headline = ?',
                             HEADLINE)
        return rows[0] if rows else None

    def tags(self):
        return [name for name, in self.room.ask(
            'archive.db', 'SELECT tag.name FROM story JOIN story_tag ON story = story.number '
            'JOIN tag ON tag = tag.number WHERE headline = ? ORDER BY position', HEADLINE)]

    def posts(self, headline=HEADLINE):
        return self.room.ask('pressroom.db', 'SELECT slug, draft FROM post WHERE name = ?', headline)

    def page(self, headline=HEADLINE):
        """Returns the page that readers get at a story’s address, be it there or not."""
        site, = self.room.ask('archive.db', "SELECT url FROM site")[0]
        return Page(f'{site.rstrip("/")}/articles/{self.posts(headline)[0][0]}')

    def choose_when(self, down, title, accept):
        """Publishes with another choice than the first in the row "When"."""
        self.desk.key('ctrl+Return')
        self.room.dialog(title)
        self.room.choose(self.room.find('label', 'When'), *['Down'] * down, 'Return')
        self.desk.click(self.room.find('button', accept))
        self.room.wait_for_main_window()

    def propose(self, text):
        """Goes down a completion until Return would take that row. The answer to the first letters
        may come before the one to all of them, which starts at the top again."""
        def is_proposed():
            row = self.room.program.find('label', text)
            while row.get_role_name() != 'list item':
                row = row.get_parent()
            return has_state(row, 'selected')

        def look():
            self.desk.key('Down')
            with contextlib.suppress(Failure):
                return wait(is_proposed, f'{text} is proposed', 1)
            return False
        wait(look, f'{text} is proposed')

    def test_first_start(self):
        """a first start shows a draft of the sample newsroom"""
        self.room.start()
        count, = self.room.ask('archive.db', 'SELECT count(*) FROM story')[0]
        assert count >= 60, f'{count} stories'
        assert self.room.related()

    def test_fields_by_keys(self):
        """a new story’s fields are reached with Tab, and the section completes"""
        self.desk.key('ctrl+n')
        self.room.wait_for_text(self.room.headline(), '')
        section = self.room.find('text', 'Section')
        self.desk.click(section)
        self.desk.type('Busi')
        self.propose('Business')
        self.desk.key('Return')
        self.room.wait_for_text(section, 'Business')
        for text in (KICKER, HEADLINE, STANDFIRST, BYLINE):
            self.desk.key('Tab')
            self.desk.type(text)
        for msgid, text in (('Kicker', KICKER), ('Headline', HEADLINE), ('Standfirst', STANDFIRST),
                            ('Byline', BYLINE)):
            self.room.wait_for_text(self.room.find('text', msgid), text)

    def test_saved_within_a_second(self):
        """the text is in the archive within a second of the last key"""
        self.room.type_at_end(BODY)
        end = time.monotonic()
        wait(lambda: self.story('body, kicker, standfirst, byline, section') ==
             (BODY, KICKER, STANDFIRST, BYLINE, 'Business'), 'the story is in the archive', 5)
        took = time.monotonic() - end
        assert took < 4, f'it took {took:.1f} s'  # a second, AT-SPI, and a busy machine
        self.room.wait_until_saved()

    def test_undo(self):
        """undo takes back what was typed, redo brings it again"""
        body = self.room.body()
        self.desk.type(' Mistake')
        self.room.wait_for_text(body, BODY + ' Mistake')
        for _ in range(12):
            if text_of(body) != BODY:
                self.desk.key('ctrl+z')
        self.room.wait_for_text(body, BODY)

    def test_tags(self):
        """tags are added from the suggestions and by keys, and removed"""
        self.room.add_suggested_tag('Navalis')
        self.desk.click(self.room.find('text', 'Add a tag'))
        for tag in ('cale sèche', 'passing'):
            self.desk.type(tag + '\n')
            self.room.program.find('button', f'Remove the tag {tag}')
        wait(lambda: self.tags() == ['Navalis', 'cale sèche', 'passing'], 'three tags are kept')
        self.desk.click(self.room.program.find('button', 'Remove the tag passing'))
        self.room.program.gone('button', 'Remove the tag passing')
        wait(lambda: self.tags() == ['Navalis', 'cale sèche'], 'two tags are kept')

    def test_outline(self):
        """a click on a subhead in the outline puts the caret there"""
        self.desk.click(self.room.body())
        self.desk.key('ctrl+Home')
        wait(lambda: Atspi.Text.get_caret_offset(self.room.body()) == 0, 'the caret is at the start')
        outline = self.room.find('list', 'Outline')
        self.desk.click(self.room.program.find('label', 'What comes next', within=outline))
        start = BODY.index('## ')
        wait(lambda: start <= Atspi.Text.get_caret_offset(self.room.body()) <= start + 18,
             'the caret is in the subhead')
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')

    def test_read_also(self):
        """a related story is read beside, and inserted as read also with its address"""
        row = self.room.related()[0]
        self.read_also = text_of(find_all(row, 'label')[0])
        self.desk.click(find_all(row, 'label')[0])
        self.desk.click(self.room.find('button', 'Back to my story'))
        self.room.program.gone('button', 'Back to my story')
        assert text_of(self.room.headline()) == HEADLINE
        self.desk.click(self.room.program.find('button', f'Insert as read also: {self.read_also}'))
        wait(lambda: f'> [!read-also]\n> [{self.read_also}](' in text_of(self.room.body()),
             'the block is in the story')
        self.room.wait_until_saved(3)

    def test_publish_as_draft(self):
        """a draft at the site is not public"""
        self.choose_when(1, 'Publish', '_Save draft')
        self.room.toast('Saved as a draft at the site.')
        assert self.posts()[0][1] == 1, self.posts()
        assert self.page().status == 404, self.page().status

    def test_publish(self):
        """the published page has the fields, the text, the tags and the link"""
        self.url = self.room.publish(first=False)  # it stands at the site, as a draft
        page = Page(self.url)
        words = page.text()
        for expected in ('Business', KICKER, HEADLINE, STANDFIRST, BYLINE, 'What comes next',
                         'The second one — « in quotes » — ends here.'):
            assert expected in words, f'no “{expected}” in {words}'
        for tag in ('Navalis', 'cale sèche'):
            assert tag in page.links(), page.links()
        assert 'passing' not in page.links()
        assert Page(page.links()[self.read_also]).status == 200

    def test_update(self):
        """a correction changes the page and makes no second one"""
        self.room.replace_word('second', 'third')
        assert self.room.publish(first=False) == self.url
        assert 'The third one' in Page(self.url).text()
        assert len(self.posts()) == 1, self.posts()

    def test_offline(self):
        """what is online is taken offline, online again, and into the trash of the site"""
        self.choose_when(1, 'Update', '_Take offline')
        self.room.toast('Saved as a draft at the site.')
        assert Page(self.url).status == 404
        self.room.program.gone('label', 'Saved as a draft at the site.')
        assert self.room.publish(first=False) == self.url
        assert 'The third one' in Page(self.url).text()
        self.choose_when(3, 'Update', '_Move to trash')
        self.room.toast('In the site’s trash.')
        assert Page(self.url).status in (404, 410)
        assert self.room.ask('archive.db', 'SELECT trashed FROM story WHERE headline = ?',
                             HEADLINE) == [(0,)], 'the story here stays'

    def test_kill(self):
        """after a power cut the text is there, and a notice"""
        self.room.type_at_end('\n\nThe last words.')
        wait(lambda: (self.story('body') or [''])[0].endswith('The last words.'), 'it is saved')
        self.room.program.kill()
        self.room.start()
        wait(lambda: text_of(self.room.body()).endswith('The last words.'), 'the words are there')
        assert text_of(self.room.headline()) == HEADLINE
        self.room.program.find('label', re.compile('not closed properly'))
        self.desk.click(self.room.find('button', 'Dismiss'))
        self.room.program.gone('label', re.compile('not closed properly'))

    def test_trash(self):
        """a story moved to the trash comes back with Undo"""
        self.desk.key('ctrl+n')
        self.room.wait_for_text(self.room.headline(), '')
        self.desk.click(self.room.headline())
        self.desk.type('To throw away')
        self.room.show_library(True)
        label = self.room.program.find('label', 'To throw away', within=self.room.library())
        self.desk.click(label, button=3)
        self.room.program.press(self.room.find('menu item', 'Move to trash'))
        toast = self.room.toast('Story moved to the trash')
        trashed = "SELECT trashed > 0 FROM story WHERE headline = 'To throw away'"
        assert self.room.ask('archive.db', trashed) == [(1,)]
        self.desk.click(self.room.find('button', '_Undo', within=toast))
        wait(lambda: self.room.ask('archive.db', trashed) == [(0,)], 'it is back')

    def test_schedule(self):
        """a scheduled story is not public before its time, but is as soon as it is published"""
        self.desk.key('ctrl+n')
        self.room.wait_for_text(self.room.headline(), '')
        self.desk.click(self.room.headline())
        self.desk.type(SCHEDULED)
        self.room.type_at_end('It can wait.')
        self.choose_when(2, 'Publish', '_Schedule')
        self.room.toast('Scheduled at the site.')
        assert self.page(SCHEDULED).status == 404, self.page(SCHEDULED).status
        self.room.program.gone('label', 'Scheduled at the site.')
        assert 'It can wait.' in Page(self.room.publish(first=False)).text()

    def test_layout(self):
        """panes and sizes are as they were left"""
        window = self.desk.window_of(self.room.program)
        self.desk.resize(self.room.program, 1240, 780)
        self.room.press_toggle('Preview')
        self.room.quit()
        self.room.start()
        place = self.desk.geometry(self.desk.window_of(self.room.program))
        assert abs(place['WIDTH'] - 1240) < 60 and abs(place['HEIGHT'] - 780) < 60, (place, window)
        assert not has_state(self.room.find('toggle', 'Preview'), 'pressed')
        assert has_state(self.room.find('toggle', 'Tags and related stories'), 'pressed')
        assert not self.room.program.find('label', re.compile('not closed properly'), timeout=0)

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(MainJobTest(the_room))
sys.exit(status)
