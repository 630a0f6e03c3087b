#!/usr/bin/python3
"""A window with one of each: what desk.py is tried on (test-desk.py), so that a failure in the
window tests can be told from a failure of the driver.
"""
import sys

import gi

gi.require_version('Gtk', '4.0')
from gi.repository import Gio, Gtk  # noqa: E402


def labelled(widget, label):
    widget.update_property([Gtk.AccessibleProperty.LABEL], [label])
    return widget


def activate(app):
    window = Gtk.ApplicationWindow(application=app, title='Sample', default_width=640,
                                   default_height=400)
    box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL, spacing=6)
    entry = labelled(Gtk.Entry(), 'Headline')
    body = labelled(Gtk.TextView(vexpand=True), 'Body')
    status = Gtk.Label(label='Untouched')
    button = Gtk.Button(label='_Save', use_underline=True)
    link = Gtk.Button(label='Open')
    box.append(entry)
    box.append(body)
    box.append(button)
    box.append(link)
    box.append(status)
    window.set_child(box)
    button.connect('clicked', lambda *_: status.set_label('Saved ' + entry.get_text()))
    link.connect('clicked',
                 lambda *_: Gio.AppInfo.launch_default_for_uri('http://127.0.0.1:9/é', None))
    action = Gio.SimpleAction(name='clear')
    action.connect('activate', lambda *_: status.set_label('Cleared'))
    window.add_action(action)
    app.set_accels_for_action('win.clear', ['<Control>l'])
    window.present()


program = Gtk.Application(application_id='io.github.marbre.Sample')
program.connect('activate', activate)
sys.exit(program.run([]))
