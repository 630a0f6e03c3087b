#!/usr/bin/python3
"""Types, kills the program with SIGKILL at any moment, starts it again, and measures what was lost:
the milliseconds between the first key that is not in the window after the restart and the kill. TAP.

    MARBRE_KILLS=200 meson test -C build window/kill --timeout-multiplier 20 -v

Keys come from here at known times (XTEST), as a person's: some fast, some slow, with pauses.
"""
import ctypes
import os
import random
import sys
import time

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import has_state, text_of, wait  # noqa: E402

RUNS = int(os.environ.get('MARBRE_KILLS', '4'))
LONGEST_RUN = 4.0  # seconds of typing before the kill
ALLOWED = 3000  # milliseconds: two seconds while typing, and one for a machine that is busy
LETTERS = 'etaoinsrhldcumfpgwybv '


class Fingers:
    """Keys on a display, without the cost of a process for each."""

    def __init__(self, display):
        self.x11 = ctypes.CDLL('libX11.so.6')
        self.xtst = ctypes.CDLL('libXtst.so.6')
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self.x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self.xtst.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int,
                                                ctypes.c_ulong]
        self.display = self.x11.XOpenDisplay(display.encode())

    def press(self, letter):
        """Presses a key; it is with the X server when this returns."""
        code = self.x11.XKeysymToKeycode(self.display, ord(letter))
        self.xtst.XTestFakeKeyEvent(self.display, code, 1, 0)
        self.xtst.XTestFakeKeyEvent(self.display, code, 0, 0)
        self.x11.XSync(self.display, 0)


class KillTest:
    def __init__(self, room):
        self.room = room
        self.fingers = Fingers(room.desk.environment['DISPLAY'])
        self.random = random.Random(int(os.environ.get('MARBRE_KILL_SEED', '4')))
        self.before = ''  # the body when typing began
        self.typed = []  # (when, letter) of the last run
        self.killed = 0
        self.losses = []  # milliseconds, one for each run

    def on_failure(self, name):
        self.room.leave_traces(f'kill-{name}')

    def type_for(self, seconds):
        """Types like a person for so long, and returns what was pressed when."""
        typed = []
        before = self.before[-1:]
        end = time.monotonic() + seconds
        pace = self.random.uniform(0.03, 0.2)
        while time.monotonic() < end:
            # A second blank would be taken away by the typography, as it should be.
            letter = self.random.choice(LETTERS.rstrip() if before == ' ' else LETTERS)
            before = letter
            typed.append((time.monotonic(), letter))
            self.fingers.press(letter)
            pause = self.random.uniform(0.5, 1.5) if self.random.random() < 0.05 else 0
            time.sleep(min(pace * self.random.uniform(0.5, 1.5) + pause,
                           max(0, end - time.monotonic())))
        return typed

    def loss(self):
        """Returns the milliseconds of typing that are not in the window after the restart; what is
        there must be the beginning of what was written."""
        body = text_of(self.room.body())
        written = self.before + ''.join(letter for _, letter in self.typed)
        assert body.startswith(self.before), f'{self.before!r} became {body!r}'
        assert written.startswith(body), f'{body!r} is not the beginning of {written!r}'
        kept = len(body) - len(self.before)
        return (self.killed - self.typed[kept][0]) * 1000 if kept < len(self.typed) else 0

    def write_and_kill(self):
        self.room.desk.click(self.room.body())
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.room.desk.key('ctrl+End')
        self.before = text_of(self.room.body())
        self.typed = self.type_for(self.random.uniform(0.05, LONGEST_RUN))
        self.room.program.process.kill()
        self.killed = time.monotonic()
        self.room.program.process.wait()

    def test_first_start(self):
        """a new story"""
        self.room.start()
        self.room.desk.key('ctrl+n')
        self.room.wait_for_text(self.room.headline(), '')
        self.room.desk.click(self.room.headline())
        self.room.desk.type('Kill')
        self.room.type_at_end('Here ')
        self.room.wait_until_saved()
        wait(lambda: 'last-story' in self.room.settings(), 'the story will be opened again')

    def test_kills(self):
        """typing, SIGKILL, and what is there after the restart"""
        for run in range(RUNS):
            self.write_and_kill()
            self.room.start()
            self.losses.append(self.loss())
            if RUNS >= 10:
                print(f'# {run + 1}: {len(self.typed)} keys, lost {self.losses[-1]:.0f} ms',
                      flush=True)

    def test_what_was_lost(self):
        """never more than two seconds of typing, three on a busy machine"""
        losses = sorted(self.losses)
        print(f'# {len(losses)} kills, lost: median {losses[len(losses) // 2]:.0f} ms, '
              f'95 of 100 at most {losses[len(losses) * 95 // 100]:.0f} ms, '
              f'longest {losses[-1]:.0f} ms', flush=True)
        assert losses[-1] < ALLOWED

    def test_says_so(self):
        """the window says that it was not closed properly"""
        self.room.find('label', 'Marbre was not closed properly last time. Your story is here as it '
                       'was saved.')


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(KillTest(the_room))
sys.exit(status)
