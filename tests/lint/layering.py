#!/usr/bin/python3
"""layering.py SOURCE_ROOT : which room may include what, as DESIGN's table of rooms has it.

Include paths close most doors (a room sees only the rooms that its meson.build names); this closes
the two that remain: "../" and system headers, which the compiler finds whoever asks. Prints one
line for each include that does not belong; exit status 1 if there is one.
"""
import pathlib
import re
import sys

ENGINE = {'core', 'text', 'archive', 'remote', 'pressroom'}
ROOMS = {
    'core': set(),
    'text': {'core'},
    'archive': {'core', 'text'},
    'remote': {'core', 'text', 'archive'},
    'pressroom': {'core', 'text', 'archive'},
    'preview': {'core', 'text'},
    'editor': {'core', 'text'},
    'sidebar': {'core', 'text', 'archive'},
    'app': ENGINE | {'preview', 'editor', 'sidebar'},
    'ctl': ENGINE,
}

EVERYWHERE = set(ROOMS)
DRAWING = {'preview', 'editor', 'sidebar', 'app'}
# Start of a system header's name → the rooms that may use it. The longest start wins.
SYSTEM = {
    'adwaita': {'app'},
    'cairo': DRAWING,
    'cmark-gfm': {'text'},
    'enchant': {'editor'},
    'gdk': DRAWING,
    'gdk-pixbuf/': DRAWING | {'remote'},  # draws nothing: pictures made smaller before they go
    'gexiv2/': {'remote'},
    'gio/': EVERYWHERE,
    'glib': EVERYWHERE,
    'gobject/': EVERYWHERE,
    'graphene': DRAWING,
    'gsk': DRAWING,
    'gtk/': DRAWING,
    'gtksourceview/': {'editor'},
    'gumbo': {'text'},
    'json-glib/': EVERYWHERE,
    'jsc/': {'preview'},
    'libsecret/': {'remote'},
    'libsoup/': {'remote', 'pressroom'},
    'libstemmer': {'text'},
    'malloc.h': {'app'},  # glibc's: what it keeps is the program's own business
    'pango/': DRAWING,
    'sqlite3': {'archive'},
    'webkit/': {'preview'},
    'yaml': {'text'},
}
# Not only the room but the one file, because its calls may block on a prompt.
ONE_FILE = {'libsecret/': {'marbre-secret-store.c'}}
C_LIBRARY = re.compile(
    r'(assert|ctype|errno|fcntl|float|inttypes|libintl|limits|locale|math|poll|setjmp|signal|stdarg'
    r'|stdbool|stddef|stdint|stdio|stdlib|string|strings|termios|time|unistd|wchar|sys/[a-z]+)\.h$')
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
# Headers made by the build belong to the room whose meson.build makes them.
RESOURCES = re.compile(r"compile_resources\(\s*'([^']+)'")


def system_rule(header):
    starts = [start for start in SYSTEM if header.startswith(start)]
    return max(starts, key=len) if starts else None


def check_system(room, file, header):
    start = system_rule(header)
    if start is None:
        if not C_LIBRARY.match(header):
            yield f'<{header}> is not in the table of system headers'
        return
    if room not in SYSTEM[start]:
        yield f'<{header}> is not for the room {room}'
    elif start in ONE_FILE and file.name not in ONE_FILE[start]:
        yield f'<{header}> is only for {", ".join(sorted(ONE_FILE[start]))}'


def check_own(room, header, homes):
    if '/' in header:
        yield f'"{header}" names a folder'
    elif header in homes:
        home = homes[header]
        if home != room and home not in ROOMS[room]:
            yield f'"{header}" belongs to {home}, which {room} may not use'
    elif header != 'config.h':
        yield f'"{header}" is in no room'


def homes_of(source):
    """Returns {header: room}, also for those that are not there before the build."""
    homes = {path.name: path.parent.name for path in source.glob('*/*.h')}
    for build in source.glob('*/meson.build'):
        for name in RESOURCES.findall(build.read_text(encoding='utf-8')):
            homes[f'{name}.h'] = build.parent.name
    return homes


def problems(root):
    source = pathlib.Path(root) / 'src'
    homes = homes_of(source)
    for file in sorted(source.rglob('*.[ch]')):
        room = file.parent.name
        if room not in ROOMS or file.parent.parent != source:
            yield f'{file.relative_to(root)}: lies in no room of the table'
            continue
        for number, line in enumerate(file.read_text(encoding='utf-8').splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            quote, header = match.groups()
            found = (check_own(room, header, homes) if quote == '"'
                     else check_system(room, file, header))
            for text in found:
                yield f'{file.relative_to(root)}:{number}: {text}'


def main():
    found = list(problems(sys.argv[1]))
    print('\n'.join(found) if found else 'every include belongs')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
