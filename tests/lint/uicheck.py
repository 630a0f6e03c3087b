#!/usr/bin/python3
"""uicheck.py SOURCE_ROOT : builds every .ui file with GtkBuilder.

Finds a wrong property, type, enum nick or id without opening the window. Our own classes are not at
hand here: each is replaced by the class that its template extends, without the properties that this
one lacks, and signal handlers and expressions on our types are left out. The window tests see
those. Needs a display. TAP on stdout; --self-test proves that faults are found.
"""
import os
import pathlib
import sys
import tempfile
import xml.etree.ElementTree as ET

import gi

gi.require_version('Gtk', '4.0')
gi.require_version('Adw', '1')
gi.require_version('GtkSource', '5')
gi.require_version('WebKit', '6.0')
from gi.repository import Adw, GLib, Gtk, GtkSource, WebKit  # noqa: E402

OURS = 'Marbre'
# A class of ours that no file is a template of, or that extends an abstract one: all we know is
# that it is shown and may have children.
ANY_WIDGET = 'GtkBox'
LIBRARIES = {'Gtk': Gtk, 'Adw': Adw, 'GtkSource': GtkSource, 'WebKit': WebKit}


def parents_of(trees):
    """Returns {our class: the class its template extends}."""
    return {node.get('class'): node.get('parent')
            for tree in trees for node in tree.iter('template') if node.get('parent')}


def resolve(name):
    """Returns the Python class of a type's name, which also registers it, or None."""
    for prefix in sorted(LIBRARIES, key=len, reverse=True):
        if name.startswith(prefix):
            return getattr(LIBRARIES[prefix], name[len(prefix):], None)
    return None


def stand_in(name, parents):
    while name and name.startswith(OURS):
        name = parents.get(name, ANY_WIDGET)
    real = resolve(name or '')
    return ANY_WIDGET if real is not None and real.__gtype__.is_abstract() else name


def known_properties(name):
    real = resolve(name)
    return None if real is None else {spec.name for spec in real.list_properties()}


def names_our_type(node):
    return any((part.get('type') or '').startswith(OURS) for part in node.iter())


def simplify(node, parents):
    """Makes a tree that GtkBuilder can build without our code; changes it in place."""
    if node.tag == 'template':
        node.tag = 'object'
        node.set('class', stand_in(node.attrib.pop('parent', None) or node.get('class'), parents))
    for child in list(node):
        unneeded = child.tag == 'signal' or child.tag == 'binding' and names_our_type(child)
        if unneeded:
            node.remove(child)
    if node.tag == 'object' and (node.get('class') or '').startswith(OURS):
        real = stand_in(node.get('class'), parents)
        node.set('class', real)
        known = known_properties(real)
        for child in node.findall('property') + node.findall('binding'):
            if known is not None and child.get('name', '').replace('_', '-') not in known:
                node.remove(child)
    for child in node:
        simplify(child, parents)


def check(tree, parents):
    """Returns what GtkBuilder has against a file, "" for nothing."""
    root = tree.getroot()
    simplify(root, parents)
    for node in root.iter('object'):
        resolve(node.get('class') or '')
    with tempfile.TemporaryFile('w+', encoding='utf-8') as log:
        # A value of the wrong type is only a warning on stderr, not an error.
        stderr = os.dup(2)
        os.dup2(log.fileno(), 2)
        try:
            Gtk.Builder().add_from_string(ET.tostring(root, encoding='unicode'))
        except GLib.Error as error:
            return error.message
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
        log.seek(0)
        return ' '.join(line.strip() for line in log if 'WARNING' in line or 'CRITICAL' in line)


def report(number, name, good, message):
    print(f'{"ok" if good else "not ok"} {number} {name}')
    if message:
        print(f'# {message}')


def check_files(root):
    trees = {}
    files = sorted((root / 'ui').rglob('*.ui'))
    print(f'1..{len(files)}' if files else '1..0 # skip no .ui file')
    failures = {}
    for file in files:
        try:
            trees[file] = ET.parse(file)
        except ET.ParseError as error:
            failures[file] = str(error)
    parents = parents_of(trees.values())
    for number, file in enumerate(files, 1):
        message = failures.get(file) or check(trees[file], parents)
        report(number, file.name, not message, message)


def self_test():
    window = ('<interface><template class="MarbreWindow" parent="AdwApplicationWindow">{}'
              '</template></interface>')
    cases = [
        ('a good template', '<property name="content"><object class="MarbrePane">'
         '<property name="story">1</property><signal name="x" handler="y"/></object></property>',
         ''),
        ('an unknown property', '<property name="colour">red</property>', 'colour'),
        ('an unknown class', '<child><object class="AdwBanner2"/></child>', 'AdwBanner2'),
        ('a wrong value', '<property name="default-width">wide</property>', 'wide'),
        ('an id that is not there', '<property name="content">nowhere</property>', 'nowhere'),
    ]
    print(f'1..{len(cases)}')
    for number, (name, inside, expected) in enumerate(cases, 1):
        tree = ET.ElementTree(ET.fromstring(window.format(inside)))
        message = check(tree, parents_of([tree]))
        good = expected in message if expected else not message
        report(number, name, good, '' if good else message or 'nothing was found')


def main():
    if not Gtk.init_check():
        print('Bail out! no display')
        return 1
    Adw.init()
    GtkSource.init()
    if sys.argv[1] == '--self-test':
        self_test()
    else:
        check_files(pathlib.Path(sys.argv[1]))
    return 0


sys.exit(main())
