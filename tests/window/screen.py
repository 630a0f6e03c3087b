"""What is on the screen, read through AT-SPI, and waiting for it to change.

Nothing here waits for a while: every wait is for a state. What GTK 4.8 and libatspi make difficult
is said where it is dealt with.
"""
import re
import time
import warnings

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

warnings.simplefilter('ignore', DeprecationWarning)  # PyGObject about Atspi's boxed types
# GTK has no such cache; libatspi says so once for each program.
GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)

# Milliseconds: a program on a busy machine is not gone because it is slow to answer.
Atspi.set_timeout(5000, 15000)

POLL = 40  # milliseconds between two looks at a state
PATIENCE = 15  # seconds until a state that does not come is a failure


class Failure(AssertionError):
    """A state that did not come, or that is not what it should be."""


def pump(milliseconds=POLL):
    """Lets time pass with the main loop running, which is what keeps libatspi's cache up to
    date."""
    loop = GLib.MainLoop()
    GLib.timeout_add(milliseconds, loop.quit)
    loop.run()


def wait(condition, what, timeout=PATIENCE):
    """Returns the first true value of condition(); Failure if none comes in time. A look that fails
    because something on the screen has just gone counts as "not yet"."""
    end = time.monotonic() + timeout
    while True:
        try:
            value = condition()
        except GLib.Error:
            value = None
        if value:
            return value
        if time.monotonic() >= end:
            raise Failure(f'after {timeout} s: {what}')
        pump()


def children_of(item):
    return [child for child in (item.get_child_at_index(i) for i in range(item.get_child_count()))
            if child]


def walk(item, shown=False):
    """Everything from an item downwards; what vanishes meanwhile is left out. With shown: nothing
    that is hidden, and nothing inside it."""
    yield item
    try:
        children = [child for child in children_of(item)
                    if not shown or (has_state(child, 'visible') and not is_folded(child))]
    except GLib.Error:
        return
    for child in children:
        yield from walk(child, shown)


def walk_wide(item):
    """Everything that is shown from an item downwards, what is next to it first: a toast hangs near
    the top of the tree, and is gone before a slow machine has seen all that lies below."""
    level = [item]
    while level:
        yield from level
        below = []
        for parent in level:
            try:
                below += [child for child in children_of(parent)
                          if has_state(child, 'visible') and not is_folded(child)]
            except GLib.Error:
                pass
        level = below


def extents(item):
    """Returns where an item lies in its window: x, y, width, height in pixels."""
    return Atspi.Component.get_extents(item, Atspi.CoordType.WINDOW)


def is_folded(item):
    """Tells whether an item is a strip that was folded away, such as a GtkRevealer: what lies inside
    keeps the size it had. The pages of a GtkStack have no size at all and are not meant."""
    if not item.get_component_iface():
        return False
    place = extents(item)
    return (place.width > 0) != (place.height > 0)


def forget(item):
    """Makes the next look at an item ask the program, not libatspi's memory of it."""
    if hasattr(item, 'clear_cache_single'):
        item.clear_cache_single()
    else:
        item.clear_cache()


def text_of(item):
    """Returns the text of a label, an entry or a text view. The length must be asked for: GTK 4.8
    answers "" to "until the end" for all but the text view."""
    if not item.get_text_iface():
        return name_of(item)
    return Atspi.Text.get_text(item, 0, Atspi.Text.get_character_count(item))


def name_of(item):
    """Returns an item's name as it is now, not as the cache remembers it, and as it reads: GTK 4.8
    names a button that may have a mnemonic twice over, "_Save Save"."""
    forget(item)
    name = item.get_name() or ''
    half = len(name) // 2
    for space in (half, half + 1):
        if name[space:space + 1] == ' ' and name[:space].replace('_', '') == name[space + 1:]:
            return name[space + 1:]
    return name


def has_state(item, state):
    """Tells whether an item is, for example, 'visible', 'sensitive', 'focused' or 'checked'."""
    forget(item)
    return item.get_state_set().contains(getattr(Atspi.StateType, state.upper()))


# Roles that GTK calls otherwise after 4.8, by the name used in tests.
ROLES = {
    'button': {'push button', 'button'},
    'toggle': {'toggle button', 'push button'},
    'switch': {'switch', 'check box', 'toggle button'},
    'group': {'filler', 'panel', 'grouping'},
}


def matches(item, role, name):
    if role is not None and item.get_role_name() not in ROLES.get(role, {role}):
        return False
    if name is None:
        return True
    found = name_of(item)
    if not found and item.get_text_iface():
        found = text_of(item)
    return name.search(found) is not None if isinstance(name, re.Pattern) else found == name


def has_size(item):
    """Tells whether it got room on the screen. GTK 4.8 sets the state "showing" on windows only, so
    this and the visibility of all its ancestors is what can be known."""
    place = extents(item)
    return place.width > 0 and place.height > 0


def search(root, role=None, name=None, shown=True):
    """Yields the items of a role and name (a text, or a compiled expression), in screen order."""
    for item in walk(root, shown):
        try:
            if matches(item, role, name) and (not shown or has_size(item)):
                yield item
        except GLib.Error:
            pass


def find_all(root, role=None, name=None, shown=True):
    return list(search(root, role, name, shown))
