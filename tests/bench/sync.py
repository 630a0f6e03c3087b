#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how fast a WordPress is fetched, against curl loading the same pages.

    tests/servers/with-server wordpress tests/bench/sync.py BUILD-FOLDER [POSTS [TURNS]]

The site is filled with posts (10,000), then in turns: curl loads all pages in one process over one
connection and throws them away, and `marbrectl sync` brings them into an empty archive. The site
does most of the work; what is compared is what Marbre adds to it. What a machine does beside this
changes both, so only figures of one run may be compared. Also told: how much memory marbrectl has
after a tenth of the posts and at its most.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

PAGE = 100
FIELDS = ('id,link,slug,status,date_gmt,modified_gmt,title.raw,excerpt.raw,content.raw,author,'
          'categories,tags,featured_media,meta,sticky,password')


def fail(message):
    sys.exit(f'sync.py: {message}')


def load_with_curl(folder, posts):
    """Loads every page once; posts a second."""
    env = os.environ
    config = folder / 'pages'
    lines = ['silent', 'show-error', 'fail', 'compressed',
             f'user = "{env["WP_USER"]}:{env["WP_APP_PASSWORD"]}"']
    for offset in range(0, posts, PAGE):
        lines.append(f'url = "{env["WP_REST"]}/wp/v2/posts?context=edit&status=any&order=asc'
                     f'&per_page={PAGE}&offset={offset}&_fields={FIELDS}&orderby=modified'
                     '&modified_after=1970-01-01T00%3A00%3A00Z"')
        lines.append('output = "/dev/null"')
    config.write_text('\n'.join(lines))
    start = time.monotonic()
    subprocess.run(['curl', '-K', config], check=True)
    return posts / (time.monotonic() - start)


def read_memory(pid, name):
    for line in pathlib.Path(f'/proc/{pid}/status').read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0


def sync(marbrectl, folder, turn):
    """Fetches into a new archive; posts a second, and the memory early and at its most."""
    env = dict(os.environ, SECRET_BACKEND='file', SECRET_FILE_TEST_PATH=str(folder / 'keyring'),
               SECRET_FILE_TEST_PASSWORD='bench')
    command = [marbrectl, '--archive', folder / f'{turn}.db']
    added = subprocess.run([*command, 'site', 'add', 'wordpress', env['WP_URL'], '--user',
                            env['WP_USER'], '--name', 'bench'], env=env, text=True,
                           input=env['WP_APP_PASSWORD'], capture_output=True)
    if added.returncode:
        fail(added.stderr)
    start = time.monotonic()
    early = most = total = 0
    fetched = None
    with subprocess.Popen([*command, 'sync', '--json'], env=env, text=True,
                          stdout=subprocess.PIPE) as child:
        for line in child.stdout:
            news = json.loads(line)
            if news['event'] == 'done':
                if news['added'] < total:
                    fail(f'only {news["added"]} of {total} came')
                continue
            if news['phase'] != 'fetch' or 'total' not in news:
                continue
            total = news['total']
            if not early and news['seen'] * 10 >= total:
                early = read_memory(child.pid, 'VmRSS')
            most = max(most, read_memory(child.pid, 'VmHWM'))
            if news['seen'] == total:
                fetched = time.monotonic() - start
    if child.returncode or not fetched:
        fail(f'marbrectl sync ended with {child.returncode}')
    return total / fetched, early, most


def main():
    if len(sys.argv) < 2 or 'WP_REST' not in os.environ:
        fail(__doc__)
    marbrectl = pathlib.Path(sys.argv[1]).resolve() / 'src/ctl/marbrectl'
    posts = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    turns = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    subprocess.run([os.environ['MARBRE_SERVER'], 'seed', str(posts)], check=True)
    rates = []
    with tempfile.TemporaryDirectory(prefix='marbre-sync-') as name:
        folder = pathlib.Path(name)
        print(f'{"":8}{"curl":>10}{"marbrectl":>12}{"":>8}   posts/s; memory in MB',
              flush=True)
        for turn in range(turns):
            curl = load_with_curl(folder, posts)
            ours, early, most = sync(marbrectl, folder, turn)
            rates.append(ours / curl)
            print(f'turn {turn + 1:<3}{curl:10.1f}{ours:12.1f}{ours / curl:8.0%}   '
                  f'{early:.0f} after a tenth, {most:.0f} at its most', flush=True)
    print(f'{sum(rates) / len(rates):.0%} of curl on average; wanted: 90%')


main()
