#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""wordpress-editor.py WP-MARKUP: asks WordPress's own block editor whether it takes what Marbre
writes for its own.

The editor's scripts run in a web view on a page of the test server (tests/servers/wordpress); they
read the content, compare each block with what they would have written, and say which are invalid.
Needs a display and with-server."""
import json
import os
import subprocess
import sys

import gi

gi.require_version('Gtk', '4.0')
gi.require_version('WebKit', '6.0')
from gi.repository import GLib, Gtk, WebKit  # noqa: E402

STORY = """Un paragraphe *avec* **tout** `code`, [un lien](https://example.fr/?a=1&b=2) et ~~barré~~.

## Un intertitre & la suite

#### Quatrième niveau

- un
- deux
  - deux bis
    1. profond
- trois

3. trois
4. quatre

- large

- encore

> Une citation.
>
> En deux paragraphes.
>
> — Jeanne

> [!pullquote]
> On verra bien.
> — Le maire

> [!read-also]
> [Un papier d’avant](/articles/avant)

> [!box]
> ## Repères
>
> Un *texte*, une liste :
>
> - a
> - b

> [!key-points]
> - Un
> - Deux

![Le quai](https://example.fr/quai.png "Au matin — Crédit : AFP")

| A | B |
|:--|--:|
| 1 | **2** |

```python
print("[gallery] <b> https://example.fr")
```

https://www.youtube.com/watch?v=dQw4w9WgXcQ

***

Une note[^1], puis un élément à deux paragraphes.

- item

  suite

[^1]: La note *ici*.
"""

# What must not pass: a list that says another thing than its settings.
BROKEN = '<!-- wp:list -->\n<ol class="wp-block-list"></ol>\n<!-- /wp:list -->'

# What a correction makes of blocks that are set up in ways that Markdown does not know.
ADORNED = """<!-- wp:paragraph {"align":"center","dropCap":false} -->
<p class="has-text-align-center">Un texte <a href="https://example.fr/x" target="_blank" rel="noreferrer noopener">lié</a> qui sera corrigé.</p>
<!-- /wp:paragraph -->

<!-- wp:heading {"level":3,"textAlign":"center"} -->
<h3 class="wp-block-heading has-text-align-center">Un intertitre centré</h3>
<!-- /wp:heading -->

<!-- wp:table {"hasFixedLayout":true,"className":"is-style-stripes"} -->
<figure class="wp-block-table is-style-stripes"><table class="has-fixed-layout"><thead><tr><th>A</th></tr></thead><tbody><tr><td>1 qui reste</td></tr></tbody></table></figure>
<!-- /wp:table -->
"""

SCRIPT = """
wp.blockLibrary.registerCoreBlocks ();
const all = [];
const walk = blocks => blocks.forEach (block => {
  all.push ({ name: block.name, valid: block.isValid, html: block.originalContent });
  walk (block.innerBlocks);
});
walk (wp.blocks.parse (content));
return JSON.stringify (all);
"""


def write(markup, markdown, raw=None):
    command = [markup] + ([raw] if raw else [])
    return subprocess.run(command, input=markdown, capture_output=True, text=True, check=True).stdout


class Editor:
    """A page with WordPress's block editor."""

    def __init__(self, address):
        self.loop = GLib.MainLoop()
        self.view = WebKit.WebView()
        self.answer = None
        self.view.connect('load-changed', self.load_changed_cb)
        self.view.load_uri(address)
        self.run()

    def run(self):
        clock = GLib.timeout_add_seconds(120, self.loop.quit)
        self.loop.run()
        GLib.source_remove(clock)

    def load_changed_cb(self, _view, event):
        if event == WebKit.LoadEvent.FINISHED:
            self.loop.quit()

    def answered_cb(self, view, result):
        value = view.call_async_javascript_function_finish(result)
        self.answer = json.loads(value.to_string())
        self.loop.quit()

    def read(self, content):
        self.answer = None
        arguments = GLib.Variant('a{sv}', {'content': GLib.Variant('s', content)})
        self.view.call_async_javascript_function(SCRIPT, -1, arguments, None, None, None,
                                                 self.answered_cb)
        self.run()
        return self.answer


def main():
    markup = sys.argv[1]
    if 'WP_URL' not in os.environ:
        print('1..0 # SKIP no WordPress: run under tests/servers/with-server')
        return
    Gtk.init()
    editor = Editor(os.environ['WP_URL'] + '/?test-editor')
    raw = os.path.join(os.environ['HOME'], 'raw.html')
    with open(raw, 'w', encoding='utf-8') as file:
        file.write(ADORNED)
    read = subprocess.run([markup, '--read'], input=ADORNED, capture_output=True, text=True,
                          check=True).stdout
    corrected = (read.replace('qui sera corrigé', 'qui est *corrigé*').replace('centré', 'au centre')
                 .replace('1 qui', '2 qui'))
    rewritten = write(markup, corrected, raw)
    cases = [('story', write(markup, STORY), 40), ('correction', rewritten, 3)]
    print(f'1..{len(cases) + 2}')
    for number, (name, content, least) in enumerate(cases, 1):
        blocks = editor.read(content) or []
        wrong = [block for block in blocks if not block['valid']]
        for block in wrong:
            print(f'# {block["name"]}: {block["html"]}')
        ok = len(blocks) >= least and not wrong
        print(f'{"ok" if ok else "not ok"} {number} /wordpress-editor/{name}: {len(blocks)} blocks')
    kept = all(part in rewritten for part in ('target="_blank"', 'has-text-align-center',
                                              'is-style-stripes', '2 qui reste'))
    print('ok' if kept else 'not ok', len(cases) + 1, '/wordpress-editor/settings')
    broken = editor.read(BROKEN)
    seen = broken is not None and not broken[0]['valid']
    print('ok' if seen else 'not ok', len(cases) + 2, '/wordpress-editor/broken')


if __name__ == '__main__':
    main()
