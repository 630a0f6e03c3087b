/* SPDX-License-Identifier: GPL-3.0-or-later */
/* refgtk - reference: GtkSourceView + WebKitWebView, the least work per keystroke.
 *   refgtk --file F --mode patch|text|diff|full|load|native [--when now|idle|tick|ack] [--api eval|async]
 *          [--hw never|always|default] [--cv] [--end]
 * patch : cmark-gfm on the paragraph under the caret only; innerHTML of that one element
 * text  : no markdown at all: textContent of that one element
 * diff  : cmark-gfm on the whole document, compare block by block, replace only the changed blocks
 * full  : cmark-gfm on the whole document, one innerHTML of everything
 * load  : webkit_web_view_load_html of everything (what ReText, Formiko and others do)
 * native: no WebKit: the paragraph's text in a second GtkTextView (bound of the toolkit itself)
 * when  : now = inside "changed"; idle = one g_idle; tick = at the next frame of the frame clock;
 *         ack = now, but never more than one update in flight (next one when the page answered)
 * REF_TRACE=1 prints per-update times (parse, js round trip). */
#include <gtk/gtk.h>
#include <gtksourceview/gtksource.h>
#include <webkit/webkit.h>
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <string.h>
#include <stdlib.h>

static char *o_file, *o_mode = "patch", *o_when = "now", *o_api = "eval", *o_hw = "default";
static gboolean o_cv, o_end, o_nohl;
static GOptionEntry ents[] = {
  { "file", 0, 0, G_OPTION_ARG_FILENAME, &o_file, NULL, NULL }, { "mode", 0, 0, G_OPTION_ARG_STRING, &o_mode, NULL, NULL },
  { "when", 0, 0, G_OPTION_ARG_STRING, &o_when, NULL, NULL }, { "api", 0, 0, G_OPTION_ARG_STRING, &o_api, NULL, NULL },
  { "hw", 0, 0, G_OPTION_ARG_STRING, &o_hw, NULL, NULL }, { "cv", 0, 0, G_OPTION_ARG_NONE, &o_cv, NULL, NULL },
  { "nohl", 0, 0, G_OPTION_ARG_NONE, &o_nohl, NULL, NULL },
  { "end", 0, 0, G_OPTION_ARG_NONE, &o_end, NULL, NULL }, { 0 } };

static GtkTextBuffer *buf; static WebKitWebView *web; static GtkWidget *view, *nat; static GtkTextBuffer *natbuf;
static gboolean pending, inflight, dirty, loaded, trace; static GPtrArray *prev;   /* html per block */
static guint tickid;
static const char *CSS = "html{background:#fff;color:#222}body{font:17px/1.5 'DejaVu Serif',serif;max-width:38em;margin:1.5em auto;padding:0 1em}"
  "blockquote{border-left:4px solid #ccc;margin-left:0;padding-left:1em}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:3px 8px}";

static char *js_str(const char *s) {               /* JSON string literal */
  GString *o = g_string_sized_new(strlen(s) + 64); g_string_append_c(o, '"');
  for (; *s; s++) switch (*s) {
    case '"': g_string_append(o, "\\\""); break; case '\\': g_string_append(o, "\\\\"); break;
    case '\n': g_string_append(o, "\\n"); break; case '\r': break; case '\t': g_string_append(o, "\\t"); break;
    case '<': g_string_append(o, "\\u003c"); break; default: g_string_append_c(o, *s); }
  g_string_append_c(o, '"'); return g_string_free(o, FALSE);
}
static cmark_node *parse(const char *t, gsize n) {
  cmark_parser *p = cmark_parser_new(CMARK_OPT_DEFAULT);
  const char *x[] = { "table", "strikethrough", "autolink", "tasklist" };
  for (guint i = 0; i < G_N_ELEMENTS(x); i++) { cmark_syntax_extension *e = cmark_find_syntax_extension(x[i]); if (e) cmark_parser_attach_syntax_extension(p, e); }
  cmark_parser_feed(p, t, n); cmark_node *d = cmark_parser_finish(p); cmark_parser_free(p); return d;
}
static GPtrArray *blocks(const char *t) {
  cmark_node *d = parse(t, strlen(t)); GPtrArray *a = g_ptr_array_new_with_free_func(free);
  for (cmark_node *c = cmark_node_first_child(d); c; c = cmark_node_next(c)) g_ptr_array_add(a, cmark_render_html(c, CMARK_OPT_DEFAULT, NULL));
  cmark_node_free(d); return a;
}
static char *all_text(void) { GtkTextIter a, b; gtk_text_buffer_get_bounds(buf, &a, &b); return gtk_text_buffer_get_text(buf, &a, &b, TRUE); }
static void join(GPtrArray *a, guint from, guint to, GString *s) { for (guint i = from; i < to; i++) { g_string_append(s, "<div class=b>"); g_string_append(s, a->pdata[i]); g_string_append(s, "</div>"); } }

static void update(void);
static gint64 t_send;
static void done(GObject *o, GAsyncResult *r, gpointer d) {
  GError *e = NULL; JSCValue *v = !strcmp(o_api, "async") ? webkit_web_view_call_async_javascript_function_finish(WEBKIT_WEB_VIEW(o), r, &e) : webkit_web_view_evaluate_javascript_finish(WEBKIT_WEB_VIEW(o), r, &e);
  if (v) g_object_unref(v);
  if (e) { g_printerr("js: %s\n", e->message); g_error_free(e); }
  if (trace) g_printerr("js round trip %.2f ms\n", (g_get_monotonic_time() - t_send) / 1e3);
  inflight = FALSE; if (dirty) { dirty = FALSE; update(); }
}
static void js(const char *fn, int a, int b, const char *html) {
  t_send = g_get_monotonic_time(); inflight = TRUE;
  if (!strcmp(o_api, "async")) {
    GVariantDict gd; g_variant_dict_init(&gd, NULL);
    g_variant_dict_insert(&gd, "a", "d", (double)a); g_variant_dict_insert(&gd, "b", "d", (double)b); g_variant_dict_insert(&gd, "h", "s", html);
    char *s = g_strdup_printf("%s(a,b,h)", fn);
    webkit_web_view_call_async_javascript_function(web, s, -1, g_variant_dict_end(&gd), NULL, NULL, NULL, done, NULL); g_free(s);
  } else {
    char *q = js_str(html), *s = g_strdup_printf("%s(%d,%d,%s)", fn, a, b, q);
    webkit_web_view_evaluate_javascript(web, s, -1, NULL, NULL, NULL, done, NULL); g_free(q); g_free(s);
  }
}
static gboolean blank(const GtkTextIter *at) { GtkTextIter i = *at; gtk_text_iter_set_line_offset(&i, 0); return gtk_text_iter_ends_line(&i); }
/* the lines around the caret up to the next blank ones, and their number among the document's blocks;
 * a block that the caret comes to is scrolled into view, once */
static int cached_line = -1, cached_idx;
static char *para_at_caret(int *idx) {
  GtkTextIter a, e, it; gtk_text_buffer_get_iter_at_mark(buf, &it, gtk_text_buffer_get_insert(buf)); a = e = it;
  gtk_text_iter_set_line_offset(&a, 0);
  for (GtkTextIter up = a; gtk_text_iter_backward_line(&up) && !blank(&up);) a = up;
  for (GtkTextIter down = e; gtk_text_iter_forward_line(&down) && !blank(&down);) e = down;
  if (!gtk_text_iter_ends_line(&e)) gtk_text_iter_forward_to_line_end(&e);
  int ln = gtk_text_iter_get_line(&it);
  if (ln != cached_line) {     /* only when the caret changed line */
    GtkTextIter z; gtk_text_buffer_get_start_iter(buf, &z); char *t = gtk_text_buffer_get_text(buf, &z, &a, TRUE);
    GPtrArray *b = blocks(t); cached_idx = b->len; g_ptr_array_unref(b); g_free(t); cached_line = ln;
    char *show = !web ? NULL : g_strdup_printf("setTimeout(()=>document.getElementById('c').children[%d]?.scrollIntoView({block:'nearest'}),400)", cached_idx);
    if (show) webkit_web_view_evaluate_javascript(web, show, -1, NULL, NULL, NULL, NULL, NULL);
    g_free(show);
  }
  *idx = cached_idx; return gtk_text_buffer_get_text(buf, &a, &e, TRUE);
}
static char *page(GPtrArray *a) {
  GString *s = g_string_new("<!doctype html><meta charset=utf-8><style>"); g_string_append(s, CSS);
  if (o_cv) g_string_append(s, ".b{content-visibility:auto;contain-intrinsic-size:auto 90px}");
  g_string_append(s, "</style><script>function P(a,b,h){const c=document.getElementById('c');while(!c.children[a]){c.append(document.createElement('div'))}c.children[a].innerHTML=h}"
    "function T(a,b,h){document.getElementById('c').children[a].firstElementChild.firstChild.data=h}"
    "function F(a,b,h){document.getElementById('c').innerHTML=h}"
    "function D(a,b,h){const c=document.getElementById('c');for(;b>0;b--)c.children[a].remove();const t=document.createElement('template');t.innerHTML=h;c.insertBefore(t.content,c.children[a]||null)}"
    "</script><div id=c>");
  join(a, 0, a->len, s); g_string_append(s, "</div>"); return g_string_free(s, FALSE);
}
static void update(void) {
  gint64 t0 = g_get_monotonic_time();
  if (!strcmp(o_mode, "native")) { int i; char *p = para_at_caret(&i); gtk_text_buffer_set_text(natbuf, p, -1); g_free(p); return; }
  if (!loaded) return;
  if (!strcmp(o_when, "ack") && inflight) { dirty = TRUE; return; }
  if (!strcmp(o_mode, "patch")) { int i; char *p = para_at_caret(&i); cmark_node *d = parse(p, strlen(p)); char *h = cmark_render_html(d, CMARK_OPT_DEFAULT, NULL); js("P", i, 0, h); free(h); cmark_node_free(d); g_free(p); }
  else if (!strcmp(o_mode, "text")) { int i; char *p = para_at_caret(&i); js("T", i, 0, p); g_free(p); }
  else {
    char *t = all_text(); GPtrArray *a = blocks(t); g_free(t);
    if (trace) g_printerr("text+parse+render %.2f ms\n", (g_get_monotonic_time() - t0) / 1e3);
    if (!strcmp(o_mode, "full")) { GString *s = g_string_new(NULL); join(a, 0, a->len, s); js("F", 0, 0, s->str); g_string_free(s, TRUE); }
    else if (!strcmp(o_mode, "load")) { char *h = page(a); webkit_web_view_load_html(web, h, NULL); g_free(h); }
    else {
      guint p = 0, q = 0, n = MIN(a->len, prev->len);
      while (p < n && !strcmp(a->pdata[p], prev->pdata[p])) p++;
      while (q < n - p && !strcmp(a->pdata[a->len - 1 - q], prev->pdata[prev->len - 1 - q])) q++;
      if (p < a->len - q || p < prev->len - q) { GString *s = g_string_new(NULL); join(a, p, a->len - q, s); js("D", p, prev->len - q - p, s->str); g_string_free(s, TRUE); }
    }
    if (prev) g_ptr_array_unref(prev);
    prev = a;
  }
  if (trace) g_printerr("update() %.2f ms\n", (g_get_monotonic_time() - t0) / 1e3);
}
static gboolean idle_cb(gpointer d) { pending = FALSE; update(); return G_SOURCE_REMOVE; }
static gboolean tick_cb(GtkWidget *w, GdkFrameClock *c, gpointer d) { tickid = 0; update(); return G_SOURCE_REMOVE; }
static void changed(GtkTextBuffer *b, gpointer d) {
  if (!strcmp(o_when, "idle")) { if (!pending) { pending = TRUE; g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, idle_cb, NULL, NULL); } }
  else if (!strcmp(o_when, "tick")) { if (!tickid) tickid = gtk_widget_add_tick_callback(view, tick_cb, NULL, NULL); }
  else update();
}
static void load_changed(WebKitWebView *w, WebKitLoadEvent e, gpointer d) {
  if (e == WEBKIT_LOAD_FINISHED) { loaded = TRUE; if (o_end) webkit_web_view_evaluate_javascript(web, "window.scrollTo(0,1e9)", -1, NULL, NULL, NULL, NULL, NULL); }
}
static void activate(GtkApplication *app, gpointer d) {
  GtkWidget *win = gtk_application_window_new(app), *paned = gtk_paned_new(GTK_ORIENTATION_HORIZONTAL);
  g_object_set(gtk_settings_get_default(), "gtk-cursor-blink", FALSE, NULL);
  gtk_window_set_default_size(GTK_WINDOW(win), 1920, 1080); gtk_window_set_title(GTK_WINDOW(win), "refgtk");
  GtkSourceBuffer *sb = o_nohl ? gtk_source_buffer_new(NULL) : gtk_source_buffer_new_with_language(gtk_source_language_manager_get_language(gtk_source_language_manager_get_default(), "markdown"));
  buf = GTK_TEXT_BUFFER(sb); view = gtk_source_view_new_with_buffer(sb);
  gtk_text_view_set_wrap_mode(GTK_TEXT_VIEW(view), GTK_WRAP_WORD_CHAR); gtk_text_view_set_monospace(GTK_TEXT_VIEW(view), TRUE);
  gtk_text_view_set_left_margin(GTK_TEXT_VIEW(view), 24); gtk_text_view_set_top_margin(GTK_TEXT_VIEW(view), 24); gtk_text_view_set_right_margin(GTK_TEXT_VIEW(view), 24);
  char *t = NULL; g_file_get_contents(o_file, &t, NULL, NULL); gtk_text_buffer_set_text(buf, t ? t : "", -1);
  GtkWidget *sw = gtk_scrolled_window_new(); gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(sw), view);
  gtk_paned_set_start_child(GTK_PANED(paned), sw);
  if (!strcmp(o_mode, "native")) {
    nat = gtk_text_view_new(); gtk_text_view_set_wrap_mode(GTK_TEXT_VIEW(nat), GTK_WRAP_WORD); gtk_text_view_set_editable(GTK_TEXT_VIEW(nat), FALSE); gtk_text_view_set_cursor_visible(GTK_TEXT_VIEW(nat), FALSE);
    gtk_text_view_set_left_margin(GTK_TEXT_VIEW(nat), 24); gtk_text_view_set_top_margin(GTK_TEXT_VIEW(nat), 24);
    natbuf = gtk_text_view_get_buffer(GTK_TEXT_VIEW(nat)); gtk_text_buffer_set_text(natbuf, "…", -1); gtk_paned_set_end_child(GTK_PANED(paned), nat);
  } else {
    WebKitSettings *s = webkit_settings_new();
    if (!strcmp(o_hw, "never")) webkit_settings_set_hardware_acceleration_policy(s, WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
    if (!strcmp(o_hw, "always")) webkit_settings_set_hardware_acceleration_policy(s, WEBKIT_HARDWARE_ACCELERATION_POLICY_ALWAYS);
    web = g_object_new(WEBKIT_TYPE_WEB_VIEW, "settings", s, NULL); gtk_widget_set_size_request(GTK_WIDGET(web), 200, -1);
    g_signal_connect(web, "load-changed", G_CALLBACK(load_changed), NULL);
    prev = blocks(t); char *h = page(prev); webkit_web_view_load_html(web, h, NULL); g_free(h);
    gtk_paned_set_end_child(GTK_PANED(paned), GTK_WIDGET(web));
  }
  gtk_paned_set_position(GTK_PANED(paned), 960);
  gtk_window_set_child(GTK_WINDOW(win), paned); gtk_window_maximize(GTK_WINDOW(win)); gtk_window_present(GTK_WINDOW(win));
  GtkTextIter z; if (o_end) gtk_text_buffer_get_end_iter(buf, &z); else gtk_text_buffer_get_start_iter(buf, &z);
  gtk_text_buffer_place_cursor(buf, &z);
  gtk_widget_grab_focus(view); g_signal_connect(buf, "changed", G_CALLBACK(changed), NULL); g_free(t);
}
int main(int argc, char **argv) {
  GError *e = NULL; GOptionContext *c = g_option_context_new(NULL); g_option_context_add_main_entries(c, ents, NULL);
  if (!g_option_context_parse(c, &argc, &argv, &e)) { g_printerr("%s\n", e->message); return 2; }
  trace = g_getenv("REF_TRACE") != NULL; cmark_gfm_core_extensions_ensure_registered();
  gtk_source_init();
  GtkApplication *app = gtk_application_new("x.w.refgtk", G_APPLICATION_NON_UNIQUE);
  g_signal_connect(app, "activate", G_CALLBACK(activate), NULL);
  return g_application_run(G_APPLICATION(app), 1, argv);
}
