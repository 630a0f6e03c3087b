#!/usr/bin/python3
"""Searching the library by keys: operators, slips of the finger, and searches that are saved and
there again after a start; and tags that are nearly the newsroom's. TAP.
"""
import contextlib
import os
import sqlite3
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import has_state, pump, text_of, wait  # noqa: E402

SEARCH = 'title:shipyard is:draft'


class SearchTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk

    def on_failure(self, name):
        self.room.leave_traces(f'search-{name}')

    def entry(self):
        return self.room.find('entry', 'Search all stories')

    def says(self, text):
        wait(lambda: text_of(self.entry()) == text, f'“{text}” is searched for')

    def search(self, text):
        self.desk.key('ctrl+shift+f', 'ctrl+a')
        self.desk.type(text)
        self.says(text)

    def lists(self, headline):
        self.room.program.find('label', headline, within=self.room.find('list', 'Stories'))

    def open_menu(self):
        self.desk.key('ctrl+shift+f', 'Tab', 'space')
        self.room.find('label', 'What to search for')

    def test_slip(self):
        """a word with two letters exchanged finds what was meant, and that is said"""
        self.room.start()
        self.desk.click(self.room.headline())
        self.desk.key('ctrl+a')
        self.desk.type('The shipyard grows')
        self.room.wait_until_saved()
        self.search('shpiyard ')
        self.room.find('label', 'Nothing was found for “shpiyard”. Showing results for “shipyard”.')
        self.lists('The shipyard grows')

    def test_operators(self):
        """operators narrow the search"""
        self.search('title:shipyard is:published ')
        self.room.find(None, 'No story found')
        self.search(SEARCH)
        self.lists('The shipyard grows')

    def test_save(self):
        """a search is saved by keys, and the entry has the keyboard again"""
        self.open_menu()
        self.room.program.find('button', f'Save the search “{SEARCH}”')
        self.desk.key('Return')
        self.room.program.gone('label', 'What to search for')
        self.desk.key('End')
        self.desk.type(' x')
        self.says(SEARCH + ' x')
        self.room.quit()

    def test_saved(self):
        """after a start it is there, and Enter searches for it"""
        self.room.start()
        self.open_menu()
        self.room.program.find('button', SEARCH)
        self.desk.key('Return')
        self.says(SEARCH)
        self.lists('The shipyard grows')

    def to_button(self, name):
        """The keyboard goes to a button of the menu."""
        button = self.room.program.find('button', name)
        for _ in range(24):
            if has_state(button, 'focused'):
                return
            self.desk.key('Tab')
            pump(100)
        wait(lambda: has_state(button, 'focused'), f'{name} has the keyboard')

    def test_rename(self):
        """a search gets a name, which Escape does not give it; it still searches for the same"""
        self.open_menu()
        rename = f'Rename the search “{SEARCH}”'
        self.to_button(rename)
        self.desk.key('Return')
        wait(lambda: has_state(self.room.find('text', f'Name of the search “{SEARCH}”'), 'focused'),
             'a name can be typed')
        self.desk.type('Nothing')
        self.desk.key('Escape')
        wait(lambda: has_state(self.room.program.find('button', rename), 'focused'), 'it is left')
        self.desk.key('Return')
        wait(lambda: has_state(self.room.find('text', f'Name of the search “{SEARCH}”'), 'focused'),
             'a name can be typed')
        self.desk.type('The yards')
        self.desk.key('Return')
        named = self.room.program.find('button', 'The yards')
        wait(lambda: has_state(named, 'focused'), 'it has the keyboard')
        self.desk.key('Return')
        self.room.program.gone('label', 'What to search for')
        self.says(SEARCH)

    def test_operator_chosen(self):
        """an operator from the list goes behind what is searched for"""
        self.open_menu()
        self.to_button('tag: Stories with a tag')
        self.desk.key('Return')
        self.says(SEARCH + ' tag:')

    def test_forget(self):
        """a search is forgotten"""
        self.search('harbour')
        self.open_menu()
        self.room.program.find('button', 'The yards')
        self.to_button('Forget the search “The yards”')
        self.desk.key('Return')
        self.room.program.gone('button', 'The yards')
        self.room.program.find('button', 'Save the search “harbour”')

    def test_near_tag(self):
        """a tag that is nearly the newsroom's is asked about; Enter takes the newsroom's"""
        self.desk.key('Escape')
        self.desk.click(self.room.find('text', 'Add a tag'))
        self.desk.type('skerry line')
        self.desk.key('Return')
        self.room.program.find('button', 'Add “skerry line” as new')
        self.desk.key('Return')
        self.room.program.find('button', 'Remove the tag Skerry Lines')

    def test_damaged(self):
        """a full text that makes no sense is made anew by itself, and that is said"""
        self.room.quit()
        path = self.room.file('archive.db')
        with contextlib.closing(sqlite3.connect(path)) as archive:
            page, size = archive.execute(
                "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_schema"
                "  WHERE name = 'story_search_data'").fetchone()
        with open(path, 'r+b') as file:
            file.seek((page - 1) * size)
            file.write(b'\xa5' * size)
        # It shows as soon as anything is looked up, and not for long.
        self.room.launch()
        self.room.find('label', 'The search index was damaged and has been made anew. '
                                'No story was touched.')
        self.room.body()
        self.search('shipyard ')
        self.lists('The shipyard grows')

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(SearchTest(the_room))
sys.exit(status)
