#!/usr/bin/python3
"""The newsroom's tags by keys: a suggestion is accepted; a tag is renamed, merged, given another
name, and that is taken back, while a story with it is being written; a story that may have run
already. TAP.
"""
import json
import os
import subprocess
import sys

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import find_all, has_state, text_of, wait  # noqa: E402

TEXT = ('The ferry Malouine was towed into the small basin at dawn after its rudder broke off the '
        'cape. Its hundred and twelve passengers spent the night under blankets in the car deck. The owner '
        'promises to pay for their hotels.')


class TagsTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.suggested = None

    def on_failure(self, name):
        self.room.leave_traces(f'tags-{name}')

    def tags(self):
        """Returns the tags of the story on the desk as the archive has them."""
        return [name for name, in self.room.ask(
            'archive.db', 'SELECT tag.name FROM story JOIN story_tag ON story = story.number '
            'JOIN tag ON tag = tag.number WHERE headline = ? ORDER BY position',
            text_of(self.room.headline()))]

    def has_chip(self, tag):
        self.room.program.find('button', f'Remove the tag {tag}')

    def entry(self):
        return self.room.find('text', 'Add a tag')

    def open_tags(self):
        self.desk.click(self.room.find('button', 'The newsroom’s tags…'))
        self.room.dialog('Tags')
        self.room.find('label', 'Skerry Lines')

    def back_to_tags(self):
        """Waits until the list of tags has the keyboard again; the window manager of the tests now
        and then gives it to nobody when a dialog goes."""
        window = self.desk.run('xdotool', 'search', '--onlyvisible', '--name', '^Tags$').split()[-1]

        def is_active():
            active = self.desk.run('xdotool', 'getactivewindow', check=False)
            if not active:
                self.desk.run('xdotool', 'windowactivate', window, check=False)
            return active == window
        wait(is_active, 'the list of tags has the keyboard again')

    def look_for(self, text, found):
        """Searches the list of tags, and goes to its first row."""
        self.desk.key('ctrl+f', 'ctrl+a')
        self.desk.type(text)
        listed = self.room.program.find('list', 'Tags')
        wait(lambda: [text_of(find_all(item, 'label')[0]) for item in find_all(listed, 'list item')]
             == found, f'{found} are listed')
        self.desk.key('Down')
        wait(lambda: any(has_state(item, 'selected') for item in find_all(listed, 'list item')),
             'a row is selected')

    def test_suggestion_by_keys(self):
        """a suggested tag is reached with Tab and added with Enter"""
        self.room.start()
        group = self.room.find('group', 'Suggested tags')
        wait(lambda: find_all(group, 'label'), 'there are suggestions')
        self.desk.click(self.entry())
        self.desk.key('Tab')
        wait(lambda: any(has_state(item, 'focused') for item in find_all(group, 'button')),
             'a suggestion has the keyboard')
        chosen, = [item for item in find_all(group, 'button') if has_state(item, 'focused')]
        self.suggested = text_of(find_all(chosen, 'label')[0])
        self.desk.key('Return')
        self.has_chip(self.suggested)
        wait(lambda: self.suggested in self.tags(), 'it is kept')

    def test_rename(self):
        """a tag is renamed; the story being written follows, and what is typed under the old name"""
        self.desk.click(self.entry())
        self.desk.type('Skerry Lines\n')
        self.has_chip('Skerry Lines')
        wait(lambda: 'Skerry Lines' in self.tags(), 'it is kept')
        self.open_tags()
        self.look_for('skerry', ['Skerry Lines'])
        self.desk.key('F2')
        self.room.find('button', '_Rename')
        self.desk.key('ctrl+a')
        self.desk.type('Skerry Ferries\n')
        self.has_chip('Skerry Ferries')
        assert 'Skerry Ferries' in self.tags() and 'Skerry Lines' not in self.tags(), self.tags()
        self.room.program.find('label', 'Also: Skerry Lines')
        self.back_to_tags()

    def test_undo(self):
        """Ctrl+Z takes it back, the story follows again"""
        self.desk.key('ctrl+z')
        self.has_chip('Skerry Lines')
        self.room.program.gone('label', 'Also: Skerry Lines')
        assert 'Skerry Lines' in self.tags(), self.tags()

    def test_alias(self):
        """another name leads to the tag"""
        self.look_for('skerry', ['Skerry Lines'])
        self.desk.click(self.room.find('button', '_Other names…'))
        self.room.find('text', 'Other names, one on each line')
        self.desk.type('SKL\nCompagnie des Récifs')
        self.desk.key('Tab', 'Tab', 'Return')
        self.room.program.find('label', 'Also: Compagnie des Récifs, SKL')
        self.back_to_tags()
        self.room.close_dialog()
        self.desk.click(self.room.program.find('button', 'Remove the tag Skerry Lines'))
        self.room.program.gone('button', 'Remove the tag Skerry Lines')
        self.desk.click(self.entry())
        self.desk.type('skl')
        self.room.program.find('label', 'Skerry Lines',
                               within=self.room.find('group', 'Suggested tags'))
        self.desk.key('Return')
        self.has_chip('Skerry Lines')

    def test_merge(self):
        """a tag that is nearly another is merged with it"""
        self.desk.click(self.entry())
        self.desk.type('skery lines\n')  # the story has the other, so nothing is asked
        self.has_chip('skery lines')
        wait(lambda: 'skery lines' in self.tags(), 'it is kept')
        self.open_tags()
        self.look_for('skery', ['skery lines'])
        self.desk.key('ctrl+m')
        self.room.find('button', '_Merge')
        self.desk.key('Return')
        wait(lambda: self.tags().count('Skerry Lines') == 1 and 'skery lines' not in self.tags(),
             'the story has the one tag')
        self.back_to_tags()
        self.room.close_dialog()
        self.room.program.gone('button', 'Remove the tag skery lines')

    def test_copy(self):
        """a story that may have run already is said to, and is not any more once one said no"""
        story = {'id': 'ran', 'headline': 'Ferry towed in after its rudder broke', 'body': TEXT,
                 'url': 'https://example.org/ferry', 'published': '2024-03-12T12:00:00Z',
                 'language': 'en'}
        subprocess.run([self.room.build / 'src/ctl/marbrectl', 'archive', 'import', '-'], check=True,
                       input=json.dumps(story), text=True, capture_output=True)
        self.desk.key('ctrl+n')
        self.room.wait_for_text(self.room.headline(), '')
        self.desk.click(self.room.headline())
        self.desk.type('Ferry towed in after its rudder broke')
        self.room.type_at_end(TEXT)
        notice = self.room.find('label', 'You may have run this on 12 March 2024')
        row = notice
        while row.get_role_name() != 'list item':
            row = row.get_parent()
        first = self.room.related()[0]
        assert first == row, text_of(find_all(first, 'label')[0])
        self.desk.click(self.room.program.find(
            'button', 'Not the same story: Ferry towed in after its rudder broke'))
        self.room.program.gone('label', 'You may have run this on 12 March 2024')
        wait(lambda: self.room.ask('archive.db', "SELECT other_id FROM story_unlike") == [('ran',)],
             'it is kept')
        self.room.type_at_end(' And more.')
        self.room.wait_until_saved()
        self.room.program.gone('label', 'You may have run this on 12 March 2024')

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(TagsTest(the_room))
sys.exit(status)
