"""A desk for a program: a screen, a window manager, a session bus and a home that nobody else uses,
and the hands to work on it. What a person does is done with real key and mouse events (xdotool);
what a person sees is read through AT-SPI (screen.py) and from screenshots. Nothing here knows
Marbre.

    with Desk() as desk:
        program = desk.launch(['build/src/app/marbre'])
        desk.click(program.find('text', 'Headline'))
        desk.type('Le marbre')
        program.find('label', 'Saved')
        desk.screenshot('build/tour/1.png')

One Desk per process, because libatspi keeps one connection for all its life.
"""
import ctypes
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

from screen import PATIENCE, Atspi, Failure, children_of, extents, search, wait

BUS_CONFIG = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
'''

# What opens a link on this desk: it writes down where it was sent.
BROWSER = '''[Desktop Entry]
Type=Application
Name=Browser
Exec={script} %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
'''

# What GTK reads in the home: the fonts of a real desktop, which a display without one lacks.
GTK_SETTINGS = '''[Settings]
gtk-font-name=Inter 11
gtk-xft-antialias=1
gtk-xft-hinting=1
gtk-xft-hintstyle=hintslight
gtk-xft-rgba=none
gtk-enable-animations=0
gtk-cursor-blink=0
'''

# Milliseconds between two keys. A character that no key has is given a spare key by xdotool, and the
# program may read its keyboard map too late and lose it; so the keyboard is one on which a journalist
# who writes French and English finds everything (é œ À “ ” ’ « » — … €), and only others are risked.
KEY_DELAY = 20
KEYBOARD = ('fr', 'oss')

# Pixels at the edges of a pane where a text is not clicked: a toast may lie there.
MARGIN = 120


def die_with_parent():
    """In a child before exec: a driver that is killed leaves nothing behind."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


class Program:
    """A program on the desk. Items are Atspi.Accessible; screen.py reads them."""

    def __init__(self, process, log):
        self.process = process
        self.log = log
        self.root = None

    def connect(self, timeout):
        """Waits until the program shows itself to AT-SPI."""
        def look():
            if self.process.poll() is not None:
                raise Failure(f'it ended with {self.process.returncode}\n{self.tail()}')
            for child in children_of(Atspi.get_desktop(0)):
                if child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                    return child
            return None
        self.root = wait(look, 'the program shows a window', timeout)

    def find(self, role=None, name=None, within=None, shown=True, timeout=PATIENCE):
        """Returns the first such item; waits for it. With timeout 0: None if there is none."""
        def look():
            return next(search(within or self.root, role, name, shown), None)
        return look() if timeout == 0 else wait(look, f'there is a {role} {name}', timeout)

    def gone(self, role=None, name=None, timeout=PATIENCE):
        """Waits until no such item is shown."""
        wait(lambda: self.find(role, name, timeout=0) is None, f'no {role} {name} is left', timeout)

    def activate(self, action):
        """Does an action of the window by its name, such as "win.save"."""
        for window in children_of(self.root):
            names = [window.get_action_name(i) for i in range(window.get_n_actions())]
            if action in names:
                window.do_action(names.index(action))
                return
        raise Failure(f'no window has the action {action}')

    def press(self, item):
        """Does what a click on an item would do, wherever it is; menus are other X windows."""
        names = [item.get_action_name(i) for i in range(item.get_n_actions())]
        item.do_action(names.index('click') if 'click' in names else 0)

    def kill(self):
        """Ends it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def wait_for_end(self, timeout=PATIENCE):
        """Failure unless it ends by itself, and well."""
        wait(lambda: self.process.poll() is not None, 'the program ends', timeout)
        if self.process.returncode != 0:
            raise Failure(f'it ended with {self.process.returncode}\n{self.tail()}')

    def tail(self, lines=40):
        """Returns the end of what it wrote to stdout and stderr."""
        text = self.log.read_text(encoding='utf-8', errors='replace')
        return '\n'.join(text.splitlines()[-lines:])


class Desk:
    def __init__(self, width=1440, height=900, data_dirs=()):
        """data_dirs come before the system's in XDG_DATA_DIRS."""
        self.size = f'{width}x{height}x24'
        self.data_dirs = [str(path) for path in data_dirs]
        self.processes = []
        self.programs = 0

    # Setting up and clearing away

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # meson's time-out clears away too
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='marbre-desk.'))
        self.environment = dict(os.environ)
        try:
            self.furnish()
            self.start_display()
            self.start_bus()
            self.start('openbox', '--sm-disable')
            wait(lambda: '_NET_ACTIVE_WINDOW' in self.run('xprop', '-root', '_NET_SUPPORTED'),
                 'the window manager is there')
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def set(self, **variables):
        """Sets variables for this process too: libatspi reads its own environment."""
        self.environment.update(variables)
        os.environ.update(variables)

    def furnish(self):
        """Makes the home: folders, settings and passwords in files, a browser that notes."""
        for name in ('WAYLAND_DISPLAY', 'GTK_A11Y', 'GTK_THEME', 'GTK_MODULES',
                     'AT_SPI_BUS_ADDRESS', 'XDG_CURRENT_DESKTOP', 'XDG_SESSION_TYPE'):
            self.environment.pop(name, None)
            os.environ.pop(name, None)
        folders = {'HOME': 'home', 'XDG_RUNTIME_DIR': 'run', 'XDG_CACHE_HOME': 'cache',
                   'XDG_CONFIG_HOME': 'config', 'XDG_DATA_HOME': 'data', 'XDG_STATE_HOME': 'state'}
        for name in folders.values():
            (self.folder / name).mkdir(mode=0o700)
        self.set(**{variable: str(self.folder / name) for variable, name in folders.items()})
        system = os.environ.get('XDG_DATA_DIRS') or '/usr/local/share:/usr/share'
        self.set(XDG_DATA_DIRS=':'.join([*self.data_dirs, system]),
                 GSETTINGS_BACKEND='keyfile', GIO_USE_VFS='local', GDK_BACKEND='x11',
                 LC_ALL='C.UTF-8', NO_AT_BRIDGE='0', LIBGL_ALWAYS_SOFTWARE='1',
                 SECRET_BACKEND='file', SECRET_FILE_TEST_PATH=str(self.folder / 'keyring'),
                 SECRET_FILE_TEST_PASSWORD='test')
        gtk = self.folder / 'config' / 'gtk-4.0'
        gtk.mkdir()
        (gtk / 'settings.ini').write_text(GTK_SETTINGS)
        script = self.folder / 'browser'
        script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >>"{self.folder}/opened"\n')
        script.chmod(0o755)
        applications = self.folder / 'data' / 'applications'
        applications.mkdir()
        (applications / 'browser.desktop').write_text(BROWSER.format(script=script))
        (self.folder / 'config' / 'mimeapps.list').write_text(
            '[Default Applications]\nx-scheme-handler/http=browser.desktop\n'
            'x-scheme-handler/https=browser.desktop\n')

    def start(self, *command, **options):
        """Starts a helper; its words go to a log that is thrown away with the desk."""
        log = open(self.folder / f'{os.path.basename(command[0])}.log', 'wb')
        with log:
            process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL,
                                       stdout=log, stderr=log, preexec_fn=die_with_parent,
                                       **options)
        self.processes.append(process)
        return process

    def speak_french(self):
        """Makes what is launched from now on speak French; False if this machine cannot. A locale
        that is not installed is made from its sources, if those are there, for this desk alone."""
        name = 'fr_FR.UTF-8'
        if 'fr_FR.utf8' not in self.run('locale', '-a').split():
            locales = self.folder / 'locales'
            locales.mkdir()
            try:
                self.run('localedef', '-i', 'fr_FR', '-f', 'UTF-8', str(locales / name), check=False)
            except FileNotFoundError:
                return False
            if not (locales / name).exists():
                return False
            self.set(LOCPATH=str(locales))
        self.set(LC_ALL=name, LANGUAGE='fr')
        return True

    def start_display(self):
        """Xvfb picks a free number and tells it once it answers. Without -noreset it would forget the
        keyboard as soon as the first client, setxkbmap, is gone; without -r it would repeat a key that
        a busy machine is slow to release."""
        reading, writing = os.pipe()
        self.start('Xvfb', '-displayfd', str(writing), '-screen', '0', self.size,
                   '-nolisten', 'tcp', '-noreset', '-r', pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise Failure('Xvfb did not start')
        self.set(DISPLAY=f':{number}')
        self.run('setxkbmap', *KEYBOARD)

    def start_bus(self):
        """A bus that can start one thing, accessibility: no keyring, no portal, no settings."""
        services = self.folder / 'services'
        services.mkdir()
        # Without its systemd unit: there is no systemd on this bus.
        service = pathlib.Path('/usr/share/dbus-1/services/org.a11y.Bus.service').read_text()
        (services / 'org.a11y.Bus.service').write_text(
            '\n'.join(line for line in service.splitlines() if 'SystemdService' not in line))
        config = self.folder / 'bus.conf'
        config.write_text(BUS_CONFIG.format(folder=self.folder))
        reading, writing = os.pipe()
        self.start('dbus-daemon', f'--config-file={config}', '--nofork',
                   f'--print-address={writing}', pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as pipe:
            address = pipe.readline().strip()
        if not address:
            raise Failure('dbus-daemon did not start')
        self.set(DBUS_SESSION_BUS_ADDRESS=address)

    def run(self, *command, check=True):
        """Runs a small tool and returns its stdout."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              timeout=60, check=False)
        if check and done.returncode != 0:
            raise Failure(f'{" ".join(command)}: {done.stderr.strip()}')
        return done.stdout.strip()

    # The program and its window

    def launch(self, command, timeout=60, **variables):
        """Starts a program and waits for its window; criticals end it."""
        self.programs += 1
        path = self.folder / f'program-{self.programs}.log'
        environment = {**self.environment, 'G_DEBUG': 'fatal-criticals', **variables}
        with open(path, 'wb') as log:
            process = subprocess.Popen([str(part) for part in command], env=environment, stdout=log,
                                       stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT,
                                       preexec_fn=die_with_parent)
        self.processes.append(process)
        program = Program(process, path)
        program.connect(timeout)
        wait(lambda: self.window_of(program), 'its window is on the screen', timeout)
        self.focus(program)
        return program

    def windows_of(self, program):
        """Returns the X ids of the program's windows that are shown, popovers too. xdotool finds none
        if one of them goes while it searches; so it searches again."""
        for _ in range(3):
            ids = self.run('xdotool', 'search', '--onlyvisible', '--pid', str(program.process.pid),
                           check=False).split()
            if ids:
                return ids
        return []

    def window_of(self, program):
        """Returns the X id of the program's main window: the largest that is shown; or None."""
        ids = self.windows_of(program)
        sizes = [(self.geometry(window), window) for window in ids]
        sizes = [(place['WIDTH'] * place['HEIGHT'], window) for place, window in sizes if place]
        return max(sizes)[1] if sizes else None

    def geometry(self, window):
        answer = self.run('xdotool', 'getwindowgeometry', '--shell', window, check=False)
        pairs = (line.partition('=') for line in answer.splitlines())
        return {key: int(value) for key, _, value in pairs}

    def active_window(self):
        """Returns the X id of the window that has the keyboard, '' for none."""
        return self.run('xdotool', 'getactivewindow', check=False)

    def focus(self, program):
        """Gives the program's main window the keyboard."""
        def look():
            window = self.window_of(program)
            self.run('xdotool', 'windowactivate', window, check=False)
            return self.active_window() == window
        wait(look, 'its window has the keyboard')

    def resize(self, program, width, height):
        window = self.window_of(program)
        self.run('xdotool', 'windowsize', window, str(width), str(height))
        wait(lambda: abs(self.geometry(window)['WIDTH'] - width) < 60,
             f'the window is {width} pixels wide')

    # Hands

    def key(self, *keys):
        """Presses keys by their X names: 'ctrl+s', 'Return'."""
        self.run('xdotool', 'key', '--clearmodifiers', '--delay', str(KEY_DELAY), *keys)

    def type(self, text):
        """Types a text where the keyboard is; a newline is the Return key, a tabulator is Tab."""
        for run in re.findall(r'[\n\t]|[^\n\t]+', text):
            if run in '\n\t':
                self.key('Return' if run == '\n' else 'Tab')
            else:
                self.run('xdotool', 'type', '--clearmodifiers', '--delay', str(KEY_DELAY), '--', run)

    def click(self, item, button=1, times=1):
        """Clicks the middle of an item of the active window with the mouse, having scrolled there."""
        self.click_place(self.bring_into_view(item, lambda: extents(item)), button, times)

    def click_place(self, place, button=1, times=1):
        """Clicks the middle of a rectangle of the active window."""
        window = wait(self.active_window, 'a window has the keyboard')
        left, top = self.shadow_of(window)
        x, y = left + place.x + place.width // 2, top + place.y + place.height // 2
        self.run('xdotool', 'mousemove', '--window', window, str(x), str(y),
                 'click', '--repeat', str(times), '--delay', '60', str(button))

    def click_text(self, item, offset, times=1):
        """Clicks a character of a text, having scrolled there; twice selects its word."""
        place = self.bring_into_view(item, lambda: Atspi.Text.get_character_extents(
            item, offset, Atspi.CoordType.WINDOW), MARGIN)
        self.click_place(place, times=times)

    def bring_into_view(self, item, look, margin=0):
        """Turns the wheel until the place that look() tells lies inside the pane that scrolls the
        item, and returns it."""
        pane = item
        while pane and pane.get_role_name() != 'scroll pane':
            pane = pane.get_parent()
        if not pane:
            return look()
        frame = extents(pane)
        top, bottom = frame.y + margin, frame.y + frame.height - margin
        for _ in range(100):
            place = look()
            middle = place.y + place.height // 2
            if top <= middle <= bottom:
                return place
            self.click_place(frame, button=4 if middle < top else 5)
            try:
                wait(lambda: look().y != place.y, 'it scrolls', 1)
            except Failure:  # at an end nothing moves any more
                return place
        raise Failure(f'{item.get_role_name()} {item.get_name()} does not come into view')

    def shadow_of(self, window):
        """Returns how far left and top the shadow reaches that GTK draws around its own frame:
        AT-SPI counts from the frame, X from the shadow."""
        words = self.run('xprop', '-id', window, '-notype', '_GTK_FRAME_EXTENTS', check=False)
        sides = [int(number) for number in re.findall(r'\d+', words)]
        return (sides[0], sides[2]) if len(sides) == 4 else (0, 0)

    # Eyes

    def screenshot(self, path, window=None):
        """Writes a PNG of a window by its X id, or of the whole screen, once nothing moves on it any
        more: three looks that are the same."""
        def look():
            self.run('import', '-silent', '-window', window or 'root', str(path))
            looks.append(self.run('identify', '-format', '%#', str(path)))
            return len(looks) > 2 and looks[-1] == looks[-2] == looks[-3]

        looks = []
        wait(look, 'the screen is still')

    def opened(self):
        """Returns the addresses that the desk's browser was asked to open."""
        path = self.folder / 'opened'
        return path.read_text().split() if path.exists() else []
