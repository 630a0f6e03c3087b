"""Marbre on a desk (desk.py): where its parts are, and the hands' moves that several tests need.

Everything is found by what a person reads, in the language that the desk speaks. The preview is a
web page and no part of the accessibility tree: what it shows is judged from the published page and
from pictures.
"""
import contextlib
import gettext
import html
import pathlib
import re
import sqlite3
import urllib.error
import urllib.parse
import urllib.request

from desk import Desk
from screen import (
    Atspi, Failure, find_all, has_size, has_state, name_of, text_of, wait, walk_wide)

APP_ID = 'io.github.marbre.Marbre'
BODY = 'Text of the story'


class Newsroom:
    """One person's Marbre: a home, and the program while it runs."""

    def __init__(self, source, build, width=1440, height=900):
        self.source = pathlib.Path(source)
        self.build = pathlib.Path(build)
        self.desk = Desk(width, height, data_dirs=[self.source / 'data'])
        self.program = None
        self.translate = str

    def __enter__(self):
        self.desk.__enter__()
        self.desk.set(GSETTINGS_SCHEMA_DIR=str(self.build / 'data'),
                      TEXTDOMAINDIR=str(self.build / 'po'))
        return self

    def __exit__(self, *_):
        self.desk.__exit__()

    def speak_french(self):
        """True if the program will speak French on this machine."""
        if not self.desk.speak_french():
            return False
        catalogue = gettext.translation('marbre', self.build / 'po', ['fr'], fallback=True)
        self.translate = catalogue.gettext
        return True

    def say(self, msgid):
        """Returns a label as it reads on the screen."""
        return self.translate(msgid).replace('_', '')

    def start(self):
        """Starts the program and waits until there is a story on the desk: what one does before goes
        to none."""
        self.launch()
        self.body()
        wait(lambda: text_of(self.headline()) or self.find('label', 'Untitled story', timeout=0),
             'a story is on the desk')

    def launch(self):
        self.program = self.desk.launch([self.build / 'src' / 'app' / 'marbre'])

    def quit(self):
        self.desk.key('ctrl+q')
        self.program.wait_for_end()

    def leave_traces(self, name):
        """After a failed step: a picture in the build folder, and the program's last words as TAP
        comments."""
        path = self.build / 'tests' / 'window' / f'{name}.png'
        path.parent.mkdir(parents=True, exist_ok=True)
        self.desk.run('import', '-silent', '-window', 'root', str(path))
        print(f'# {path}')
        if self.program:
            print('\n'.join(f'# {line}' for line in self.program.tail().splitlines()))

    # Files

    def file(self, name):
        """Returns the path of "archive.db" or "pressroom.db"."""
        return self.desk.folder / 'data' / 'marbre' / name

    def ask(self, name, statement, *values):
        """Returns the rows that a database answers; nothing is written."""
        with contextlib.closing(sqlite3.connect(f'file:{self.file(name)}?mode=ro', uri=True)) as db:
            return db.execute(statement, values).fetchall()

    # Finding

    def find(self, role, msgid, **options):
        return self.program.find(role, self.say(msgid), **options)

    def body(self):
        return self.find('text', BODY)

    def headline(self):
        return self.find('text', 'Headline')

    def wait_for_text(self, item, expected, timeout=15):
        wait(lambda: text_of(item) == expected, f'“{expected}” is in the field', timeout)

    def wait_until_saved(self, timeout=15):
        """"Saved" stays there while a save is short; the title is busy until it is done."""
        def is_saved():
            label = self.find('label', 'Saved', timeout=0)
            title = label and label.get_parent().get_parent()
            return title is not None and not has_state(title, 'BUSY')
        wait(is_saved, 'the story is saved', timeout)

    def dialog(self, msgid):
        """Waits until a window of that title has the keyboard."""
        title = self.say(msgid)
        wait(lambda: self.desk.run('xdotool', 'getactivewindow', 'getwindowname',
                                   check=False) == title, f'the window {title} is in front')

    # Moves

    def open_from_library(self, headline):
        """Clicks a story in the library, which must show it."""
        library = self.find(None, 'Library', within=self.library())
        self.desk.click(self.program.find('label', headline, within=library))
        wait(lambda: text_of(self.headline()) == headline, f'“{headline}” is on the desk')

    def library(self):
        """Returns the library's pane, not its button."""
        found = wait(lambda: [item for item in find_all(self.program.root, None,
                                                        self.say('Library'))
                              if item.get_role_name() not in ('push button', 'toggle button')],
                     'the library is there')
        return found[0]

    def search(self):
        return self.find('entry', 'Search all stories')

    def related(self):
        """Returns the rows of the related stories; waits for them."""
        related = self.find('list', 'Related stories')
        return wait(lambda: find_all(related, 'list item'), 'there are related stories')

    def click_until(self, target, done, what):
        """Clicks what target() finds until done(): what the archive answers may move it just
        then, as it may for a person, who clicks again."""
        def attempt():
            if done():
                return True
            self.desk.click(target())
            with contextlib.suppress(Failure):
                wait(done, what, 3)
            return done()
        wait(attempt, what, 30)

    def add_suggested_tag(self, tag):
        """Adds one of the suggested tags with a click."""
        remove = self.translate('Remove the tag %s') % tag
        self.click_until(
            lambda: self.program.find('label', tag, within=self.find('group', 'Suggested tags')),
            lambda: self.program.find('button', remove, timeout=0), f'{tag} is added')

    def choose(self, item, *keys):
        """Opens a list with a click, chooses in it by keys, and waits until it is gone: a click before
        that would only close it."""
        before = set(self.desk.windows_of(self.program))
        opened = set()

        def is_open():
            opened.update(set(self.desk.windows_of(self.program)) - before)
            return opened

        self.click_until(lambda: item, is_open, 'the list is open')
        self.desk.key(*keys)
        wait(lambda: not opened & set(self.desk.windows_of(self.program)), 'the list is gone')

    def press_toggle(self, msgid):
        """Presses a toggle of the header bar, and waits until it has changed."""
        button = self.find('toggle', msgid)
        before = has_state(button, 'pressed')
        self.desk.click(button)
        wait(lambda: has_state(button, 'pressed') != before, f'{msgid} is pressed, or not any more')

    def settings(self):
        """Returns the settings that were changed, by key, as written in their file."""
        path = self.desk.folder / 'config' / 'glib-2.0' / 'settings' / 'keyfile'
        lines = path.read_text().splitlines() if path.exists() else []
        return dict(line.split('=', 1) for line in lines if '=' in line)

    def wait_for_main_window(self, timeout=15):
        """Waits until no dialog lies above the window. The window manager of the tests now and then
        gives the keyboard to nobody when a dialog goes, or says that the dialog still has it: then
        the window takes it, as by a click."""
        main = self.desk.window_of(self.program)
        seen = []

        def is_active():
            active, shown = self.desk.active_window(), self.desk.windows_of(self.program)
            seen[:] = [active, shown]
            if active not in shown:
                self.desk.run('xdotool', 'windowactivate', main, check=False)
            return active == main
        try:
            wait(is_active, 'the window has the keyboard again', timeout)
        except Failure as error:
            raise Failure(f'{error}: {main} is it, {seen[0]} has it; shown: {seen[1]}') from error

    def close_dialog(self):
        """Presses Escape until the window has the keyboard: a list that is still open takes the
        first one."""
        for _ in range(3):
            self.desk.key('Escape')
            try:
                self.wait_for_main_window(3)
                return
            except Failure:
                pass
        self.wait_for_main_window()

    def show_library(self, shown):
        """Presses the button of the library until it is shown, or gone."""
        button = self.find('toggle', 'Library')
        if self.is_library_shown() != shown:
            self.desk.click(button)
            wait(lambda: self.is_library_shown() == shown, f'library shown: {shown}')

    def is_library_shown(self):
        return has_state(self.find('toggle', 'Library'), 'pressed')

    def select_word(self, word):
        """Selects a word of the body with a double click in its middle: GTK draws an edge around its
        window of which AT-SPI does not know, so places are some pixels off. The word must be in view or
        within reach of the wheel."""
        body = self.body()
        self.desk.click_text(body, text_of(body).index(word) + len(word) // 2, 2)
        wait(lambda: self.selected_text(self.body()) == word, f'“{word}” is selected')

    def replace_word(self, word, other):
        self.wait_for_main_window()
        self.select_word(word)
        self.desk.type(other)
        wait(lambda: word not in text_of(self.body()), f'“{word}” is gone')

    def selected_text(self, item):
        """Returns what is selected in a text view, "" for nothing."""
        if Atspi.Text.get_n_selections(item) == 0:
            return ''
        found = Atspi.Text.get_selection(item, 0)
        return text_of(item)[found.start_offset:found.end_offset]

    def type_at_end(self, text):
        """Types where the body ends."""
        self.desk.click(self.body())
        wait(lambda: has_state(self.body(), 'focused'), 'the body has the keyboard')
        self.desk.key('ctrl+End')
        self.desk.type(text)

    def publish(self, first=True):
        """Goes through the publishing dialog, now and for everyone, and returns the page's
        address."""
        self.desk.click(self.find('button', 'Publish…' if first else 'Update…'))
        self.dialog('Publish' if first else 'Update')
        self.desk.click(self.find('button', '_Publish' if first else '_Update'))
        self.wait_for_main_window()
        return self.view_online('Published.' if first else 'Updated online.')

    def view_online(self, msgid):
        """Clicks the button of a toast and returns where the browser was sent."""
        before = len(self.desk.opened())
        toast = self.toast(msgid)
        self.desk.click(self.find('button', 'View online', within=toast))
        wait(lambda: len(self.desk.opened()) > before, 'the browser was asked')
        self.program.gone('label', self.say(msgid))
        return self.desk.opened()[-1]

    def toast(self, msgid):
        """Waits for a toast that begins so, and returns it."""
        text = self.say(msgid)

        def look():
            for toast in walk_wide(self.program.root):
                if name_of(toast) != 'AdwToastWidget':
                    continue
                for label in find_all(toast, 'label'):
                    if text_of(label).startswith(text):
                        return toast
            return None
        return wait(look, f'it says “{text}”')


class Page:
    """A page as a reader's browser gets it."""

    def __init__(self, url):
        self.url = url
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                self.status = answer.status
                self.html = answer.read().decode()
        except urllib.error.HTTPError as error:
            self.status = error.code
            self.html = error.read().decode(errors='replace')

    def text(self):
        """Returns the words of the page."""
        bare = re.sub(r'<(style|script|head)\b.*?</\1>|<[^>]*>', ' ', self.html, flags=re.S)
        return ' '.join(html.unescape(bare).split())

    def links(self):
        """Returns where its links lead, by what they say."""
        found = re.findall(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', self.html, flags=re.S)
        return {' '.join(html.unescape(re.sub('<[^>]*>', ' ', words)).split()):
                urllib.parse.urljoin(self.url, html.unescape(to)) for to, words in found}
