#!/usr/bin/python3
"""A journalist's first hour with Marbre, on a screen that nobody sees: real keys, a real mouse, the
sample newsroom and its site. Says what it does and leaves a picture of each step; ends with 1 as
soon as a step fails.

    tour.py --source FOLDER --build FOLDER --pictures FOLDER

In French if this machine can speak it, because the sample draft is, else in English.
"""
import argparse
import pathlib
import re
import sys

sys.dont_write_bytecode = True
from newsroom import Newsroom, Page  # noqa: E402
from screen import Failure, find_all, has_state, text_of, wait  # noqa: E402

HEADLINE = 'À Lescure, le chantier d’Hexavault se prépare sans attendre le tribunal'
PARAGRAPH = ('« Le cœur du dossier, c’est l’eau », répète Noëlle, éleveuse à l’Œuvrier : elle craint '
             'qu’un été comme celui de 2026 — le plus sec depuis vingt ans — mette l’Aize à sec.')
TAG = 'centre de données'


def plain(text):
    """Without the difference of the spaces that Marbre sets while one types."""
    return text.replace('\u00a0', ' ').replace('\u202f', ' ')


class Tour:
    def __init__(self, room, pictures):
        self.room = room
        self.desk = room.desk
        self.pictures = pathlib.Path(pictures)
        self.number = 0
        self.page = None
        self.read_also = None

    def picture(self, name, window=None):
        self.number += 1
        path = self.pictures / f'{self.number:02}-{name}.png'
        self.desk.screenshot(path, window)
        print(f'     {path.name}', flush=True)

    def expect(self, words, where):
        if plain(words) not in (plain(where) if isinstance(where, str) else map(plain, where)):
            raise Failure(f'{self.page.url} does not show “{words}”')

    def run(self):
        steps = [name for name in vars(Tour) if name.startswith('step_')]
        for name in steps:
            step = getattr(self, name)
            print(step.__doc__.strip(), flush=True)
            step()

    def step_start(self):
        """Starting Marbre for the first time: the sample newsroom is there."""
        self.room.start()
        self.room.related()
        self.room.wait_until_saved()
        self.picture('first-start')

    def step_open(self):
        """Opening a draft of the sample newsroom from the library."""
        self.room.open_from_library(HEADLINE)
        self.room.find('label', TAG)
        self.picture('draft')

    def step_figure(self):
        """Putting the figure where TK says that one is to come."""
        self.room.replace_word('TK', '4 200')

    def step_type(self):
        """Typing a paragraph, with its accents and quotation marks."""
        self.room.type_at_end('\n\n' + PARAGRAPH)
        wait(lambda: plain(text_of(self.room.body())).endswith(plain(PARAGRAPH)),
             'the paragraph is in the story')
        self.room.wait_until_saved(3)
        self.picture('paragraph')

    def step_tag(self):
        """Adding a suggested tag with a click."""
        self.room.add_suggested_tag(TAG)
        self.picture('tag')

    def step_beside(self):
        """Reading a related story beside one’s own, then going back."""
        row = self.room.related()[0]
        self.read_also = text_of(find_all(row, 'label')[0])
        self.desk.click(find_all(row, 'label')[0])
        back = self.room.find('button', 'Back to my story')
        wait(lambda: self.room.program.find('label', self.read_also, within=back.get_parent(),
                                            timeout=0), f'“{self.read_also}” lies beside')
        self.picture('beside')
        self.desk.click(back)
        self.room.program.gone('button', self.room.say('Back to my story'))
        if text_of(self.room.headline()) != HEADLINE:
            raise Failure('the story in the editor changed')

    def step_read_also(self):
        """Inserting that story as « Lire aussi »."""
        name = self.room.translate('Insert as read also: %s') % self.read_also
        self.desk.click(self.room.program.find('button', name))
        wait(lambda: self.read_also in text_of(self.room.body()), 'the block is in the story')
        self.room.wait_until_saved(3)
        self.picture('read-also')

    def step_narrow(self):
        """Making the window narrow: one pane at a time."""
        window = self.desk.window_of(self.room.program)
        wide = self.desk.geometry(window)
        self.desk.resize(self.room.program, 800, wide['HEIGHT'])
        self.room.press_toggle('Preview')
        self.picture('preview-800', window)
        self.room.press_toggle('Preview')
        self.room.find('text', 'Headline')
        self.picture('editor-800', window)
        self.desk.resize(self.room.program, wide['WIDTH'], wide['HEIGHT'])
        self.room.find('text', 'Add a tag')

    def step_publish(self):
        """Publishing to the newsroom’s own site."""
        self.desk.click(self.room.find('button', 'Publish…'))
        self.room.dialog('Publish')
        self.picture('publish')
        self.desk.click(self.room.find('button', '_Publish'))
        self.room.toast('Published.')
        self.picture('published')
        self.page = Page(self.room.view_online('Published.'))
        self.expect(PARAGRAPH, self.page.text())
        self.expect('4 200 euros', self.page.text())
        self.expect(TAG, self.page.links())
        self.expect(self.read_also, self.page.links())
        print(f'     {self.page.url} shows the paragraph, the tag and “{self.read_also}”')

    def step_update(self):
        """Correcting a word of what is online."""
        self.room.replace_word('grillage', 'treillis')
        page = self.page
        self.page = Page(self.room.publish(first=False))
        if self.page.url != page.url:
            raise Failure(f'{page.url} became {self.page.url}')
        self.expect('Un treillis vert', self.page.text())
        print(f'     {self.page.url} shows the correction')
        self.picture('updated')

    def step_search(self):
        """Searching the archive as one types."""
        self.desk.key('ctrl+shift+f')
        wait(lambda: has_state(self.room.search(), 'focused'), 'the search has the keyboard')
        self.desk.type('tramway')
        wait(lambda: len(find_all(self.room.library(), 'label', re.compile('[Tt]ramway'))) >= 3,
             'stories on the tramway')
        self.picture('search')
        self.desk.key('Escape')

    def step_dark(self):
        """Turning the light down, in the preferences."""
        self.desk.key('ctrl+comma')
        self.room.dialog('Preferences')
        self.picture('preferences')
        self.room.choose(self.room.find('label', 'Style'), 'Down', 'Down', 'Return')
        wait(lambda: 'dark' in self.room.settings().get('color-scheme', ''), 'dark is chosen')
        self.room.close_dialog()
        self.picture('dark')

    def step_quit(self):
        """Closing Marbre."""
        self.room.quit()


def main():
    parser = argparse.ArgumentParser(description='Walks through Marbre on a screen of its own.')
    for name in ('source', 'build', 'pictures'):
        parser.add_argument(f'--{name}', required=True, type=pathlib.Path)
    options = parser.parse_args()
    options.pictures.mkdir(parents=True, exist_ok=True)
    with Newsroom(options.source.resolve(), options.build.resolve()) as room:
        if not room.speak_french():
            print('This machine has no French: the tour is in English.')
        tour = Tour(room, options.pictures.resolve())
        try:
            tour.run()
        except Failure as failure:
            print(f'The tour stops here: {failure}', file=sys.stderr)
            tour.picture('failed')
            if room.program:
                print(room.program.tail(), file=sys.stderr)
            return 1
    print(f'Pictures: {options.pictures}')
    return 0


sys.exit(main())
