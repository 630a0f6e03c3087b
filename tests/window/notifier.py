#!/usr/bin/python3
"""A desktop that shows no notifications, but writes each call of Notify() to the file that is named, a
JSON line. SIGUSR1 is a click on the last one. Desktop Notifications Specification 1.2."""
import json
import signal
import sys

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.Notifications'
PATH = '/org/freedesktop/Notifications'
INTERFACE = f"""<node><interface name="{NAME}">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""
NUMBER = 7


class Desktop:
    def __init__(self, path):
        self.path = path
        self.actions = []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0],
                                 self.call)
        Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE,
                                       lambda *_: self.write({'ready': True}), None)
        GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGUSR1, self.click)

    def write(self, line):
        with open(self.path, 'a', encoding='utf-8') as file:
            file.write(json.dumps(line) + '\n')

    def call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        if method == 'Notify':
            _, _, _, title, text, self.actions, _, _ = parameters.unpack()
            self.write({'title': title, 'text': text})
            invocation.return_value(GLib.Variant('(u)', (NUMBER,)))
        elif method == 'GetCapabilities':
            invocation.return_value(GLib.Variant('(as)', (['actions', 'body'],)))
        elif method == 'GetServerInformation':
            invocation.return_value(GLib.Variant('(ssss)', ('test', 'test', '1', '1.2')))
        else:
            self.write({'closed': True})
            invocation.return_value(None)

    def click(self):
        self.bus.emit_signal(None, PATH, NAME, 'ActionInvoked',
                             GLib.Variant('(us)', (NUMBER, self.actions[0])))
        return GLib.SOURCE_CONTINUE


desktop = Desktop(sys.argv[1])
GLib.MainLoop().run()
