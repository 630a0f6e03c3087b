"""A colleague corrects an article at its site while it is changed here: what both then do about it,
for the tests against real sites, and for those of the embedded one."""
import contextlib
import sqlite3

from screen import text_of, wait

# What the colleague writes: in a passage that is changed here, too, and in one that is not.
CHANGES = (('Nothing had broken', 'Two bolts had broken'), ('the 182 people', 'the 190 people'))
MINE = ('Nothing', 'Little')


def correct(text):
    """Returns the article as the colleague leaves it."""
    for old, new in CHANGES:
        assert text.count(old) == 1, (old, text)
        text = text.replace(old, new)
    return text


def merge(room):
    """Changes the article here, is stopped, takes the site's side of what both changed, and
    publishes that."""
    room.replace_word(*MINE)
    room.wait_until_saved()
    room.desk.click(room.find('button', 'Update…'))
    room.dialog('Update')
    room.desk.click(room.find('button', '_Update'))
    room.wait_for_main_window()
    wait(lambda: room.ask('archive.db', 'SELECT error_code FROM outbox WHERE state IN (4, 5)')
         == [('conflict',)], 'the update stops', 30)
    room.desk.click(room.find('button', 'Outbox'))
    room.dialog('Outbox')
    room.desk.click(room.find('button', '_Merge…'))
    room.dialog('Merge')
    room.find('label', 'Overlap 1 of 1')
    room.desk.key('alt+s')
    wait(lambda: 'Two bolts had broken' in text_of(room.find('text', 'What it will say')),
         'it is taken')
    room.desk.key('ctrl+Return')
    room.wait_for_main_window()
    wait(lambda: all(new in text_of(room.body()) for _, new in CHANGES), 'the desk has both')
    room.wait_until_saved()
    room.publish(first=False)


def change_in_pressroom(room, headline, *pairs):
    """Changes words of an article of the embedded site."""
    with contextlib.closing(sqlite3.connect(room.file('pressroom.db'), timeout=30)) as db:
        for old, new in pairs:
            done = db.execute('UPDATE post SET html = replace(html, :old, :new), '
                              'markdown = replace(markdown, :old, :new), '
                              'updated = updated + 5000000 WHERE name = :name',
                              {'old': old, 'new': new, 'name': headline})
            assert done.rowcount == 1
        db.commit()
