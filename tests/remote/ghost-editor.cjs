// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Marbre sends to Ghost, read by the nodes of Ghost's own editor: each is one of its nodes, and
// the editor would save it again as it is. Run by Ghost's node under tests/servers/with-server with
// the program site-markup; Ghost's packages are on disk, so no browser is needed.
'use strict';

const {execFileSync} = require('child_process');
const {createRequire} = require('module');
const fs = require('fs');
const path = require('path');

const STORY = `Un *mot*, **fort** et _**les deux**_, \`code\`, ~~barré~~, H<sub>2</sub>O, x<sup>2</sup>,
<u>souligné</u> et <mark>vu</mark>\\
sur deux lignes, [loin](https://example.org "Un titre"), et une note[^1].

## Intertitre

#### Plus bas

- un
- deux
  - dedans
    1. encore
- trois

3. trois
4. quatre

- large

- encore

> Une citation.

> Une autre.
>
> — Jeanne

> [!pullquote]
> On verra.

> [!box]
> Les faits.

> [!read-also]
> [Avant](https://example.org/avant)

![Le quai](https://example.org/a.jpg "Au matin — Crédit : AFP")

https://example.org/video

***

| A | B |
|:--|--:|
| 1 | 2 |

\`\`\`c
int x = 1 < 2;
\`\`\`

[^1]: La note.
`;

const BROKEN = '{"root":{"children":[{"type":"no-such-node","version":1}],"type":"root","version":1}}';

function makeEditor(software) {
  const packages = path.join(software, 'node_modules', '@tryghost');
  const near = createRequire(path.join(
    fs.realpathSync(path.join(packages, 'kg-lexical-html-renderer')), 'package.json'));
  const list = near('@lexical/list');
  const text = near('@lexical/rich-text');
  return near('@lexical/headless').createHeadlessEditor({
    nodes: [text.HeadingNode, text.QuoteNode, list.ListNode, list.ListItemNode,
      near('@lexical/link').LinkNode,
      ...require(path.join(packages, 'kg-default-nodes')).DEFAULT_NODES],
    onError(error) {
      throw error;
    }
  });
}

function sort(value) {
  if (Array.isArray(value)) {
    return value.map(sort);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  return Object.fromEntries(Object.keys(value).sort().map(name => [name, sort(value[name])]));
}

// The nodes that the editor would save otherwise. It adds who may see an HTML card.
function findChanged(editor, document) {
  const sent = JSON.parse(document).root.children;
  const saved = editor.parseEditorState(document).toJSON().root.children;
  const changed = sent.filter((node, i) => {
    const other = {...saved[i]};
    if (!node.visibility) {
      delete other.visibility;
    }
    return JSON.stringify(sort(node)) !== JSON.stringify(sort(other));
  });
  return {count: sent.length, changed: saved.length === sent.length ? changed : sent};
}

function isRefused(editor) {
  try {
    editor.parseEditorState(BROKEN);
  } catch (error) {
    return true;
  }
  return false;
}

function main(markup) {
  console.log('1..2');
  if (!process.env.GHOST_SOFTWARE) {
    console.log('ok 1 # SKIP no Ghost\nok 2 # SKIP no Ghost');
    return;
  }
  const editor = makeEditor(process.env.GHOST_SOFTWARE);
  const document = execFileSync(markup, ['--ghost'], {input: STORY, encoding: 'utf8'});
  const {count, changed} = findChanged(editor, document);
  changed.forEach(node => console.log(`# ${JSON.stringify(node)}`));
  console.log(`${count >= 17 && changed.length === 0 ? 'ok' : 'not ok'} 1 /ghost-editor/story: ${count} nodes`);
  console.log(`${isRefused(editor) ? 'ok' : 'not ok'} 2 /ghost-editor/broken`);
}

main(process.argv[2]);
