#!/usr/bin/python3
"""drag-source.py FILE: a small window out of which a file can be dragged, as out of a file manager's.
Its title says how far the drag is: "Dragged", and "Wanted" over somebody who would take it.
"""
import sys

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gio, Gtk  # noqa: E402


def activate(app):
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(sys.argv[1])])
    source.set_content(Gdk.ContentProvider.new_for_value(files))
    label = Gtk.Label(label='Drag me')
    label.add_controller(source)
    window = Gtk.ApplicationWindow(application=app, title='Another program', default_width=220,
                                   default_height=160, child=label)

    def action_changed(drag, _):
        window.set_title('Wanted' if drag.get_selected_action() else 'Dragged')

    def begun(_, drag):
        window.set_title('Dragged')
        drag.connect('notify::selected-action', action_changed)
    source.connect('drag-begin', begun)
    window.present()


program = Gtk.Application(application_id='io.github.marbre.DragSource')
program.connect('activate', activate)
sys.exit(program.run([]))
