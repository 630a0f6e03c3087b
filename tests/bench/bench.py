#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Key to pixel in the preview: Marbre beside the bare floor, in one run.

bench.py --source SOURCE --build BUILD [--sizes 1k,5k,20k,100k] [--keys N]

Compiles keylat (sends real keys, looks at real pixels) and refgtk (a text view and a web view doing
the least work per key) into BUILD/bench, writes the articles, and measures each program under an X
server of its own. Compare within one run only: other work on the machine shows in both.
"""
import argparse
import json
import os
import pathlib
import signal
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
STORY = "11111111-1111-4111-8111-111111111111"
X11 = ["-lX11", "-lXtst", "-lXext", "-lXdamage", "-lm"]
GTK = ["gtk4", "gtksourceview-5", "webkitgtk-6.0"]
OPENBOX = """<?xml version="1.0"?><openbox_config xmlns="http://openbox.org/3.4/rc">
<keyboard/><mouse><context name="Client"><mousebind button="Left" action="Press">
<action name="Focus"/></mousebind></context></mouse><applications><application type="normal">
<decor>no</decor><maximized>true</maximized><focus>yes</focus></application></applications>
</openbox_config>"""
# Where the first paragraph is shown, where it is written, where to click (1920 × 1080).
PLACES = {
    "floor": ("980,88,900,140", "560,52,380,48", "400,500"),
    "marbre": ("1000,460,880,200", "170,365,630,130", "500,600"),
}


def compile_tools(folder):
    flags = subprocess.check_output(["pkg-config", "--cflags", "--libs", *GTK], text=True).split()
    cmark = ["-lcmark-gfm", "-lcmark-gfm-extensions"]
    for name, libraries in (("keylat", X11), ("refgtk", flags + cmark)):
        subprocess.run(["cc", "-O2", "-w", "-o", folder / name, HERE / f"{name}.c", *libraries],
                       check=True)


def memory(root):
    """PSS of a process and its descendants, MiB."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        try:
            stat = (entry / "stat").read_text()
            parents.setdefault(int(stat[stat.rindex(")") + 2:].split()[1]), []).append(entry.name)
        except (OSError, ValueError):
            pass
    total, waiting = 0, [str(root)]
    while waiting:
        pid = waiting.pop()
        waiting += parents.get(int(pid), [])
        try:
            rollup = pathlib.Path("/proc", pid, "smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines()
                     if line.startswith("Pss:"))
    return total / 1024


class Screen:
    """An X server with a window manager that maximizes, and a HOME of its own."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.home = pathlib.Path(self.folder.name)
        (self.home / "run").mkdir(mode=0o700)
        (self.home / "rc.xml").write_text(OPENBOX)
        for version in ("3.0", "4.0"):
            settings = self.home / ".config" / f"gtk-{version}" / "settings.ini"
            settings.parent.mkdir(parents=True)
            settings.write_text("[Settings]\ngtk-cursor-blink=0\n")
        reading, writing = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-noreset",
             "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            self.display = ":" + pipe.readline().strip()
        self.env = {name: value for name, value in os.environ.items()
                    if not name.startswith("XDG_") and name != "WAYLAND_DISPLAY"}
        self.env |= {"HOME": str(self.home), "DISPLAY": self.display, "LANG": "C.UTF-8",
                     "XDG_RUNTIME_DIR": str(self.home / "run"), "GSK_RENDERER": "cairo",
                     "GDK_BACKEND": "x11", "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
                     "GTK_A11Y": "none", "GSETTINGS_BACKEND": "keyfile",
                     "SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": str(self.home / "keys"),
                     "SECRET_FILE_TEST_PASSWORD": "bench"}
        self.manager = subprocess.Popen(["openbox", "--config-file", self.home / "rc.xml"],
                                        env=self.env, stderr=subprocess.DEVNULL)
        self.wait_for_manager()
        return self

    def wait_for_manager(self):
        """Waits until the window manager says that it is there (EWMH, _NET_SUPPORTING_WM_CHECK)."""
        look = ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]
        while "window id" not in subprocess.run(look, env=self.env, capture_output=True, text=True,
                                                check=False).stdout:
            if self.manager.poll() is not None:
                raise SystemExit("bench: the window manager did not start")

    def __exit__(self, *_):
        for process in (self.manager, self.server):
            process.terminate()
            process.wait()
        self.folder.cleanup()


def prepare_marbre(screen, source, build, article):
    story = {"id": STORY, "state": "draft", "language": "fr", "headline": "Budget : le conseil vote",
             "standfirst": "Quatre heures de débat.", "byline": "La rédaction",
             "section": "Politique", "body": article.read_text(encoding="utf-8")}
    data = screen.home / ".local/share/marbre"
    data.mkdir(parents=True)
    subprocess.run([build / "src/ctl/marbrectl", f"--archive={data / 'archive.db'}", "archive",
                    "import", "-"], input=json.dumps(story), text=True, check=True,
                   env=screen.env, stdout=subprocess.DEVNULL)
    settings = screen.home / ".config/glib-2.0/settings/keyfile"
    settings.parent.mkdir(parents=True)
    settings.write_text("[io/github/marbre/Marbre]\nwindow-maximized=true\n"
                        f"sidebar-visible=false\nlast-story='{STORY}'\n")
    screen.env |= {"GSETTINGS_SCHEMA_DIR": str(build / "data"),
                   "XDG_DATA_DIRS": f"{source / 'data'}:/usr/local/share:/usr/share"}
    return [build / "src/app/marbre"]


def keylat(screen, folder, *arguments):
    output = subprocess.run([folder / "keylat", *arguments], env=screen.env, check=True, timeout=400,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return json.loads(output)


def measure(name, screen, folder, command, keys):
    preview, editor, click = PLACES[name]
    where = ["--display", screen.display, "--preview", preview, "--editor", editor]
    start = keylat(screen, folder, "start", *where, "--quiet", "3000", "--max", "60000", "--",
                   "dbus-run-session", "--", *command)
    before = memory(start["pid"])
    try:
        result = keylat(screen, folder, "run", *where, "--click", click, "--pre",
                        "ctrl+Home Down Down Home", "--warm", "3", "--n", str(keys), "--modes",
                        "isolated,burst", "--wait-max", "8000")
        return start, before, memory(start["pid"]), result["runs"]
    finally:
        os.killpg(start["pid"], signal.SIGTERM)


def show(size, name, start, before, after, runs):
    cells = []
    for run in runs:
        if run["mode"] == "erase":
            continue
        shown, glyph = run["preview_shown"], run["editor_shown"]
        cells.append(f"{shown['median']:5.0f} /{shown['p95']:5.0f}  glyph {glyph['median']:3.0f}"
                     f"  lost {run['misses']}"
                     + (f"  gap {run['max_update_gap']:.0f}" if run["mode"] == "burst" else ""))
    print(f"{size:>5} {name:7} | {' | '.join(cells)} | start {start['preview_final']:.0f} ms"
          f" | {before:.0f} → {after:.0f} MB", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--sizes", default="1k,5k,20k,100k")
    parser.add_argument("--keys", type=int, default=40)
    options = parser.parse_args()
    source, build = options.source.resolve(), options.build.resolve()
    folder = build / "bench"
    folder.mkdir(exist_ok=True)
    compile_tools(folder)
    subprocess.run(["/usr/bin/python3", HERE / "gen.py", folder], check=True,
                   stdout=subprocess.DEVNULL)
    print(f"Milliseconds, median / p95. Load at the start: {os.getloadavg()[0]:.1f}")
    print("      program | key, then quiet | 12 keys a second | start | memory", flush=True)
    for size in options.sizes.split(","):
        article = folder / f"article-{size}.md"
        for name in ("floor", "marbre"):
            with Screen() as screen:
                command = ([folder / "refgtk", "--file", article, "--mode", "patch"]
                           if name == "floor" else prepare_marbre(screen, source, build, article))
                show(size, name, *measure(name, screen, folder, command, options.keys))


if __name__ == "__main__":
    main()
