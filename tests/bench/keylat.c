/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keylat - keystroke -> pixel latency of any X11 program, from outside.
 *
 * It sends key presses with XTest and watches up to two screen rectangles
 * (the PREVIEW and, optionally, the EDITOR) with MIT-SHM.  It knows nothing of
 * the program under test.
 *
 *   keylat run   ... : measure (modes isolated, typing, burst; pair: --pair "ctrl+v ctrl+z",
 *                      with --clip FILE on the clipboard)
 *   keylat start ... -- cmd args : start a program, time to first window /
 *                      first pixels / final pixels in the rectangles
 *   keylat wait  ... : wait until the rectangles are quiet
 *
 * How a keystroke is attributed to a pixel change
 *   isolated: one key, wait until the rectangle changed and is quiet; three times
 *     are taken: "first" = first frame that differs from the frame before the key
 *     (can be a white flash, a scroll...), "shown" = first frame identical to
 *     the frame at which the rectangle came to rest (= the glyph is really there),
 *     "settled" = time of the last change.
 *     The hash of the rest frame after key k is kept in a dictionary H[0..n].
 *   typing / burst: the n characters are erased and the same ones are typed again
 *     at random gaps / at a fixed rate, without waiting.  Every frame seen is
 *     looked up in the dictionary: a frame equal to H[j] shows exactly j
 *     characters.  Key k is "shown" at the first frame with j >= k.  So late
 *     and coalesced updates are charged to the right key.
 */
#define _GNU_SOURCE
#include <X11/Xlib.h>
#include <X11/Xatom.h>
#include <X11/Xutil.h>
#include <X11/keysym.h>
#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/Xdamage.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdarg.h>
#include <time.h>
#include <unistd.h>
#include <math.h>
#include <signal.h>

typedef struct { double t; uint64_t h; unsigned char *g; } Frame;   /* g: half-size grey picture, for tolerant matching */
typedef struct {
  const char *name; int on; int x, y, w, h;
  XShmSegmentInfo si; XImage *im;
  Frame *f; size_t n, cap;
  long grabs; int gw, gh, gn;
  unsigned char **dict; double *adj; int dn;          /* dictionary of rest pictures */
} Watch;

static Display *dpy; static Window root;
static int dmg_ev, dmg_err; static Damage damage;
static Watch P = { .name = "preview" }, E = { .name = "editor" };
static double poll_ms = 0;            /* 0: XDamage wakes us; >0: poll with this period */
static double quiet_ms = 300, miss_ms = 3000, waitmax_ms = 20000, hold_ms = 10, budget_s = 300;
static double gap_lo = 150, gap_hi = 400, rate = 12;
static unsigned seed = 1;
static const char *text =
  "le maire a promis une reponse avant la fin du mois aux habitants du quartier nord de la ville et aux elus ";
static const char *dumpfile, *clipfile;
static FILE *dump; static const char *savedir;
static double t_map = -1; static int want_map;

static double now_ms(void) { struct timespec ts; clock_gettime(CLOCK_MONOTONIC, &ts); return ts.tv_sec * 1e3 + ts.tv_nsec / 1e6; }
static void die(const char *f, ...) { va_list a; va_start(a, f); vfprintf(stderr, f, a); va_end(a); fputc('\n', stderr); exit(2); }
static uint64_t rng = 88172645463325252ull;
static double rnd(void) { rng ^= rng << 13; rng ^= rng >> 7; rng ^= rng << 17; return (rng >> 11) / 9007199254740992.0; }

static uint64_t hash_image(const XImage *im) {
  uint64_t a = 0x9E3779B97F4A7C15ull, b = 0xC2B2AE3D27D4EB4Full;
  size_t rowb = (size_t)im->width * (im->bits_per_pixel / 8);
  for (int y = 0; y < im->height; y++) {
    const unsigned char *p = (const unsigned char *)im->data + (size_t)y * im->bytes_per_line;
    size_t i = 0;
    for (; i + 16 <= rowb; i += 16) {
      uint64_t u, v; memcpy(&u, p + i, 8); memcpy(&v, p + i + 8, 8);
      u &= 0x00ffffff00ffffffull; v &= 0x00ffffff00ffffffull;      /* ignore the pad byte */
      a = (a ^ u) * 0x9FB21C651E98DF25ull; a ^= a >> 29;
      b = (b ^ v) * 0xD6E8FEB86659FD93ull; b ^= b >> 31;
    }
    for (; i + 4 <= rowb; i += 4) { uint32_t u; memcpy(&u, p + i, 4); a = (a ^ (u & 0xffffff)) * 0x9FB21C651E98DF25ull; a ^= a >> 29; }
  }
  return a ^ (b * 0x165667B19E3779F9ull) ^ (b >> 32);
}
static void watch_init(Watch *w) {
  if (!w->on) return;
  int s = DefaultScreen(dpy);
  w->im = XShmCreateImage(dpy, DefaultVisual(dpy, s), DefaultDepth(dpy, s), ZPixmap, NULL, &w->si, w->w, w->h);
  w->si.shmid = shmget(IPC_PRIVATE, (size_t)w->im->bytes_per_line * w->im->height, IPC_CREAT | 0600);
  w->si.shmaddr = w->im->data = shmat(w->si.shmid, 0, 0); w->si.readOnly = False;
  if (!XShmAttach(dpy, &w->si)) die("XShmAttach");
  XSync(dpy, False); shmctl(w->si.shmid, IPC_RMID, 0);
  w->gw = w->w / 2; w->gh = w->h / 2; w->gn = w->gw * w->gh;
}
static unsigned char *grey_of(Watch *w) {
  unsigned char *g = malloc(w->gn + 1);
  for (int y = 0; y < w->gh; y++) {
    const uint8_t *a = (const uint8_t *)w->im->data + (size_t)(2 * y) * w->im->bytes_per_line, *b = a + w->im->bytes_per_line;
    for (int x = 0; x < w->gw; x++, a += 8, b += 8)
      g[y * w->gw + x] = (a[0] + 2 * a[1] + a[2] + a[4] + 2 * a[5] + a[6] + b[0] + 2 * b[1] + b[2] + b[4] + 2 * b[5] + b[6]) >> 4;
  }
  return g;
}
static double dist(const Watch *w, const unsigned char *a, const unsigned char *b) {
  if (a == b) return 0;
  long s = 0; for (int i = 0; i < w->gn; i++) { int d = a[i] - b[i]; s += d < 0 ? -d : d; }
  return (double)s;
}
static int watch_grab(Watch *w, double t) {
  if (!w->on) return 0;
  XShmGetImage(dpy, root, w->im, w->x, w->y, AllPlanes); w->grabs++;
  uint64_t h = hash_image(w->im);
  if (w->n && w->f[w->n - 1].h == h) return 0;
  if (w->n == w->cap) { w->cap = w->cap ? w->cap * 2 : 1024; w->f = realloc(w->f, w->cap * sizeof *w->f); }
  w->f[w->n].t = t; w->f[w->n].h = h; w->f[w->n].g = grey_of(w); w->n++;
  if (savedir && w == &P) {
    char fn[512]; snprintf(fn, sizeof fn, "%s/%05zu-%016llx.ppm", savedir, w->n, (unsigned long long)h); FILE *f = fopen(fn, "wb");
    if (f) { fprintf(f, "P6\n%d %d\n255\n", w->w, w->h); for (int y = 0; y < w->h; y++) for (int x = 0; x < w->w; x++) { unsigned char *q = (unsigned char *)w->im->data + (size_t)y * w->im->bytes_per_line + x * 4; putc(q[2], f); putc(q[1], f); putc(q[0], f); } fclose(f); }
  }
  if (dump) fprintf(dump, "%s,%.3f,%016llx\n", w->name, t, (unsigned long long)h);
  return 1;
}
static uint64_t watch_now(Watch *w) { return w->n ? w->f[w->n - 1].h : 0; }

/* ---- clipboard: answers whoever pastes with the text of a file ---- */
static char *clip; static size_t clip_n; static Window clip_w;
static Atom atom(const char *n) { return XInternAtom(dpy, n, False); }
static void clip_own(const char *file) {
  FILE *f = fopen(file, "rb"); if (!f) die("cannot read %s", file);
  fseek(f, 0, SEEK_END); clip_n = (size_t)ftell(f); rewind(f);
  clip = malloc(clip_n + 1); if (fread(clip, 1, clip_n, f) != clip_n) die("cannot read %s", file);
  fclose(f);
  clip_w = XCreateSimpleWindow(dpy, root, 0, 0, 1, 1, 0, 0, 0);
  XSetSelectionOwner(dpy, atom("CLIPBOARD"), clip_w, CurrentTime); XFlush(dpy);
}
static void clip_answer(const XSelectionRequestEvent *q) {
  Atom utf8 = atom("UTF8_STRING"), plain = atom("text/plain;charset=utf-8"), targets = atom("TARGETS");
  Atom offer[] = { targets, utf8, plain };
  XSelectionEvent a = { .type = SelectionNotify, .requestor = q->requestor, .selection = q->selection,
    .target = q->target, .property = q->property ? q->property : q->target, .time = q->time };
  if (q->target == targets) XChangeProperty(dpy, q->requestor, a.property, XA_ATOM, 32, PropModeReplace, (unsigned char *)offer, 3);
  else if (q->target == utf8 || q->target == plain) XChangeProperty(dpy, q->requestor, a.property, q->target, 8, PropModeReplace, (unsigned char *)clip, (int)clip_n);
  else a.property = None;
  XSendEvent(dpy, q->requestor, False, 0, (XEvent *)&a); XFlush(dpy);
}

/* Handle screen changes until `until`; returns at once after a change when ret_on_change. */
static int pump(double until, int ret_on_change) {
  int changed = 0;
  for (;;) {
    double t = now_ms();
    if (poll_ms > 0) {
      while (XPending(dpy)) { XEvent ev; XNextEvent(dpy, &ev); if (ev.type == SelectionRequest) clip_answer(&ev.xselectionrequest); if (ev.type == MapNotify && t_map < 0 && want_map) t_map = t; }
      changed |= watch_grab(&P, t) | watch_grab(&E, t);
      if ((changed && ret_on_change) || t >= until) return changed;
      double next = t + poll_ms; if (next > until) next = until;
      double d = next - now_ms();
      if (d > 0) { struct timespec ts = { (time_t)(d / 1e3), (long)(fmod(d, 1e3) * 1e6) }; nanosleep(&ts, 0); }
      continue;
    }
    int hit = 0;
    while (XPending(dpy)) {
      XEvent ev; XNextEvent(dpy, &ev);
      if (ev.type == dmg_ev + XDamageNotify) hit = 1;
      if (ev.type == SelectionRequest) clip_answer(&ev.xselectionrequest);
      if (ev.type == MapNotify && t_map < 0 && want_map) t_map = now_ms();
    }
    if (hit) {
      t = now_ms();
      XDamageSubtract(dpy, damage, None, None);
      changed |= watch_grab(&P, t) | watch_grab(&E, t);
      if (changed && ret_on_change) return 1;
      continue;
    }
    t = now_ms();
    if (t >= until) return changed;
    struct pollfd pf = { ConnectionNumber(dpy), POLLIN, 0 };
    double d = until - t; struct timespec ts = { (time_t)(d / 1e3), (long)(fmod(d, 1e3) * 1e6) };
    ppoll(&pf, 1, &ts, NULL);
  }
}
static void regrab(void) { double t = now_ms(); watch_grab(&P, t); watch_grab(&E, t); }
static double lastchange(Watch *w) { return w->n ? w->f[w->n - 1].t : 0; }
/* wait until both rectangles are quiet for q ms, at most max ms */
static int wait_quiet(double q, double max) {
  double t0 = now_ms();
  for (;;) {
    double t = now_ms(), lc = fmax(P.on ? lastchange(&P) : 0, E.on ? lastchange(&E) : 0);
    if (lc < t0) lc = t0;
    if (t - lc >= q) return 1;
    if (t - t0 >= max) return 0;
    pump(fmin(lc + q, t0 + max), 0);
  }
}

/* ---- keys ---- */
static KeyCode kc_of(KeySym ks, int *shift) {
  KeyCode kc = XKeysymToKeycode(dpy, ks);
  if (!kc) die("no keycode for keysym %s", XKeysymToString(ks));
  *shift = XkbKeycodeToKeysym(dpy, kc, 0, 0) != ks;
  return kc;
}
static KeyCode pending_rel; static double pending_t;
static void release_pending(void) { if (pending_rel) { XTestFakeKeyEvent(dpy, pending_rel, False, 0); XFlush(dpy); pending_rel = 0; } }
static double press_char(char c) {
  release_pending();
  int sh; KeyCode kc = kc_of(c == ' ' ? XK_space : (KeySym)(unsigned char)c, &sh);
  if (sh) XTestFakeKeyEvent(dpy, XKeysymToKeycode(dpy, XK_Shift_L), True, 0);
  double t = now_ms();
  XTestFakeKeyEvent(dpy, kc, True, 0); XFlush(dpy);
  if (sh) XTestFakeKeyEvent(dpy, XKeysymToKeycode(dpy, XK_Shift_L), False, 0);
  pending_rel = kc; pending_t = t + hold_ms;
  return t;
}
/* pump that also releases the key on time */
static int pumpk(double until, int roc) {
  if (pending_rel) {
    if (pending_t < until) { int c = pump(pending_t, roc); if (now_ms() >= pending_t) release_pending(); if (c && roc) return 1; if (pending_rel) return c; return c | pump(until, roc); }
    if (now_ms() >= pending_t) release_pending();
  }
  return pump(until, roc);
}
static void combo(const char *s) {             /* ctrl+Home, Down, bar, ... */
  char b[128]; snprintf(b, sizeof b, "%s", s);
  KeyCode mods[4]; int nm = 0; char *sp, *tok = strtok_r(b, "+", &sp); char *last = tok;
  while (tok) { last = tok; char *nx = strtok_r(NULL, "+", &sp);
    if (nx) { KeySym m = !strcmp(tok, "ctrl") ? XK_Control_L : !strcmp(tok, "shift") ? XK_Shift_L : !strcmp(tok, "alt") ? XK_Alt_L : !strcmp(tok,"super") ? XK_Super_L : 0;
      if (!m) die("modifier %s", tok);
      mods[nm++] = XKeysymToKeycode(dpy, m); }
    tok = nx; }
  KeySym ks = XStringToKeysym(last); if (!ks) die("key %s", last);
  int sh; KeyCode kc = kc_of(ks, &sh);
  if (sh && nm < 4) mods[nm++] = XKeysymToKeycode(dpy, XK_Shift_L);
  for (int i = 0; i < nm; i++) XTestFakeKeyEvent(dpy, mods[i], True, 0);
  XTestFakeKeyEvent(dpy, kc, True, 0); XFlush(dpy); usleep(8000);
  XTestFakeKeyEvent(dpy, kc, False, 0);
  for (int i = nm - 1; i >= 0; i--) XTestFakeKeyEvent(dpy, mods[i], False, 0);
  XFlush(dpy);
}
static void combos(const char *list) {
  char b[1024]; snprintf(b, sizeof b, "%s", list); char *sp;
  for (char *t = strtok_r(b, " ", &sp); t; t = strtok_r(NULL, " ", &sp)) {
    if (t[0] == '@') { pump(now_ms() + atof(t + 1), 0); continue; }   /* @500: pause ms */
    char *star = strchr(t, '*'); int times = 1;                       /* Next*40: so many times */
    if (star) { *star = 0; times = atoi(star + 1); }
    for (; times > 0; times--) { combo(t); pump(now_ms() + (star ? 30 : 120), 0); }
  }
}
static void click(int x, int y) {
  XTestFakeMotionEvent(dpy, -1, x, y, 0); XFlush(dpy); usleep(50000);
  XTestFakeButtonEvent(dpy, 1, True, 0); XFlush(dpy); usleep(20000);
  XTestFakeButtonEvent(dpy, 1, False, 0); XFlush(dpy);
}

/* ---- statistics ---- */
static int cmpd(const void *a, const void *b) { double x = *(double *)a, y = *(double *)b; return (x > y) - (x < y); }
static double pct(const double *s, int n, double p) { if (!n) return NAN; double r = p / 100 * (n - 1); int i = (int)r; double f = r - i; return i + 1 < n ? s[i] * (1 - f) + s[i + 1] * f : s[i]; }
static void stats(FILE *o, const char *name, const double *v, int n, int comma) {
  double *s = malloc(sizeof(double) * (n + 1)); int m = 0; double sum = 0; int never = 0;
  for (int i = 0; i < n; i++) { double x = v[i]; if (isnan(x)) { never++; x = waitmax_ms; } s[m++] = x; sum += x; }
  qsort(s, m, sizeof *s, cmpd);
  if (m) fprintf(o, "\"%s\":{\"n\":%d,\"never\":%d,\"min\":%.1f,\"p10\":%.1f,\"median\":%.1f,\"mean\":%.1f,\"p95\":%.1f,\"p99\":%.1f,\"max\":%.1f}%s",
    name, n, never, s[0], pct(s, m, 10), pct(s, m, 50), sum / m, pct(s, m, 95), pct(s, m, 99), s[m - 1], comma ? "," : "");
  else fprintf(o, "\"%s\":null%s", name, comma ? "," : "");
  free(s);
}
static void values(FILE *o, const char *name, const double *v, int n, int comma) {
  fprintf(o, "\"%s\":[", name);
  for (int i = 0; i < n; i++) { if (isnan(v[i])) fprintf(o, "%snull", i ? "," : ""); else fprintf(o, "%s%.1f", i ? "," : "", v[i]); }
  fprintf(o, "]%s", comma ? "," : "");
}
static int count_miss(const double *v, int n) { int m = 0; for (int i = 0; i < n; i++) if (isnan(v[i]) || v[i] > miss_ms) m++; return m; }

/* ---- modes ---- */
#define MAXN 512
static uint64_t HP[MAXN + 1], HE[MAXN + 1]; static int have_dict, N;
#define TOL 0.30
static unsigned char *last_grey(Watch *w) { return w->n ? w->f[w->n - 1].g : NULL; }
static int same_pic(Watch *w, const Frame *f, uint64_t h, const unsigned char *g, double scale) { return f->h == h || dist(w, f->g, g) < TOL * scale; }
/* number of characters that frame f shows: exact hash, else the nearest rest picture when it is
 * much nearer than neighbouring states are to each other (anti-aliasing differs between repaints) */
static int idx_of(Watch *w, const uint64_t *H, const Frame *f) {
  int r = -1; for (int i = 0; i <= N; i++) if (H[i] == f->h) { if (r >= 0 && i != r + 1) return r; r = i; }
  if (r >= 0) return r;
  double best = 1e300; int bi = -1;
  for (int i = 0; i <= N; i++) { double d = dist(w, f->g, w->dict[i]); if (d < best) { best = d; bi = i; } }
  if (bi < 0) return -1;
  double sc = 1e300;
  if (bi > 0) sc = fmin(sc, dist(w, w->dict[bi], w->dict[bi - 1]));
  if (bi < N) sc = fmin(sc, dist(w, w->dict[bi], w->dict[bi + 1]));
  return best < TOL * sc ? bi : -1;
}

static int mode_isolated(FILE *o, int n) {
  static double first[MAXN], shown[MAXN], settled[MAXN], efirst[MAXN], eshown[MAXN]; static double nup[MAXN];
  int k, uns = 0; double tb = now_ms();
  regrab(); HP[0] = watch_now(&P); HE[0] = watch_now(&E);
  P.dict = calloc(MAXN + 1, sizeof *P.dict); E.dict = calloc(MAXN + 1, sizeof *E.dict); P.dict[0] = last_grey(&P); E.dict[0] = last_grey(&E);
  for (k = 0; k < n; k++) {
    if (now_ms() - tb > budget_s * 1e3 && k >= 5) break;
    size_t fp = P.n, fe = E.n;
    double t0 = press_char(text[k]);
    for (;;) {
      double t = now_ms(), lp = lastchange(&P), le = E.on ? lastchange(&E) : 0, dl;
      int cp = P.n > fp, ce = !E.on || E.n > fe;
      if (cp && t - lp >= quiet_ms && (!E.on || t - le >= quiet_ms)) break;
      if (!cp && t - t0 >= waitmax_ms) break;
      if (cp && t - t0 >= waitmax_ms) { uns++; break; }
      (void)ce;
      dl = cp ? fmax(lp, le) + quiet_ms : t0 + waitmax_ms;
      if (dl < t) dl = t + 1;
      pumpk(fmin(dl, t0 + waitmax_ms), 1);
    }
    first[k] = shown[k] = settled[k] = NAN; efirst[k] = eshown[k] = NAN; nup[k] = P.n - fp;
    if (P.n > fp) {
      first[k] = P.f[fp].t - t0; settled[k] = P.f[P.n - 1].t - t0;
      uint64_t fin = watch_now(&P); unsigned char *g = last_grey(&P); double sc = dist(&P, g, P.dict[k]);
      for (size_t i = fp; i < P.n; i++) if (same_pic(&P, &P.f[i], fin, g, sc)) { shown[k] = P.f[i].t - t0; break; }
    }
    if (E.on && E.n > fe) {
      efirst[k] = E.f[fe].t - t0; uint64_t fin = watch_now(&E); unsigned char *g = last_grey(&E); double sc = dist(&E, g, E.dict[k]);
      for (size_t i = fe; i < E.n; i++) if (same_pic(&E, &E.f[i], fin, g, sc)) { eshown[k] = E.f[i].t - t0; break; }
    }
    HP[k + 1] = watch_now(&P); HE[k + 1] = watch_now(&E); P.dict[k + 1] = last_grey(&P); E.dict[k + 1] = last_grey(&E);
    pumpk(now_ms() + rnd() * 120, 0);          /* decorrelate from the frame clock */
  }
  release_pending(); N = k; have_dict = 1;
  int dup = 0; for (int i = 1; i <= N; i++) if (HP[i] == HP[i - 1]) dup++;
  fprintf(o, "{\"mode\":\"isolated\",\"n\":%d,\"misses\":%d,\"never_quiet\":%d,\"dup_states\":%d,\"seconds\":%.1f,", N, count_miss(shown, N), uns, dup, (now_ms() - tb) / 1e3);
  stats(o, "preview_first", first, N, 1); stats(o, "preview_shown", shown, N, 1); stats(o, "preview_settled", settled, N, 1); stats(o, "preview_frames_per_key", nup, N, 1);
  if (E.on) { stats(o, "editor_first", efirst, N, 1); stats(o, "editor_shown", eshown, N, 1); }
  values(o, "v_preview_shown", shown, N, E.on); if (E.on) values(o, "v_editor_first", efirst, N, 0);
  fprintf(o, "}");
  return N;
}

static void mode_stream(FILE *o, const char *name, int fixed) {
  static double tk[MAXN], shown[MAXN], first[MAXN], efirst[MAXN], eshown[MAXN];
  int n = N; size_t fp0 = P.n, fe0 = E.n; double t0 = now_ms() + 50, next = t0;
  for (int k = 0; k < n; k++) {
    while (now_ms() < next) pumpk(next, 0);
    tk[k] = press_char(text[k]);
    next = fixed ? t0 + (k + 1) * 1000.0 / rate + (rnd() - .5) * 16.7 :   /* +-8 ms: not phase-locked to a 60 Hz frame clock */
      tk[k] + gap_lo + rnd() * (gap_hi - gap_lo);
  }
  double tend = now_ms();
  /* wait for the last state */
  for (;;) {
    double t = now_ms();
    if (P.n && idx_of(&P, HP, &P.f[P.n - 1]) >= n && t - lastchange(&P) >= quiet_ms && t - tend > 500) break;
    if (t - tend >= waitmax_ms) break;
    pumpk(fmin(t + 50, tend + waitmax_ms), 0);
  }
  release_pending();
  int *ip = malloc(sizeof(int) * (P.n - fp0 + 1)), *ie = malloc(sizeof(int) * (E.n - fe0 + 1));
  for (size_t i = fp0; i < P.n; i++) ip[i - fp0] = idx_of(&P, HP, &P.f[i]);
  for (size_t i = fe0; i < E.n; i++) ie[i - fe0] = idx_of(&E, HE, &E.f[i]);
  int unknown = 0, known = 0, cur = 0, upd = 0; double maxgap = 0, lastt = tk[0];
  for (size_t i = fp0; i < P.n; i++) {
    int j = ip[i - fp0];
    if (j < 0) unknown++; else { known++; if (j > cur) { upd++; cur = j; if (P.f[i].t - lastt > maxgap) maxgap = P.f[i].t - lastt; lastt = P.f[i].t; } }
  }
  for (int k = 0; k < n; k++) {
    shown[k] = first[k] = efirst[k] = eshown[k] = NAN;
    for (size_t i = fp0; i < P.n; i++) {
      if (P.f[i].t < tk[k]) continue;
      if (isnan(first[k])) first[k] = P.f[i].t - tk[k];
      if (ip[i - fp0] >= k + 1) { shown[k] = P.f[i].t - tk[k]; break; }
    }
    if (E.on) for (size_t i = fe0; i < E.n; i++) {
      if (E.f[i].t < tk[k]) continue;
      if (isnan(efirst[k])) efirst[k] = E.f[i].t - tk[k];
      if (ie[i - fe0] >= k + 1) { eshown[k] = E.f[i].t - tk[k]; break; }
    }
  }
  fprintf(o, "{\"mode\":\"%s\",\"n\":%d,\"misses\":%d,\"updates\":%d,\"frames\":%zu,\"frames_known\":%d,\"frames_unknown\":%d,\"max_update_gap\":%.0f,\"type_seconds\":%.1f,",
    name, n, count_miss(shown, n), upd, P.n - fp0, known, unknown, maxgap, (tk[n - 1] - tk[0]) / 1e3);
  stats(o, "preview_shown", shown, n, 1); stats(o, "preview_first", first, n, 1);
  if (E.on) { stats(o, "editor_first", efirst, n, 1); stats(o, "editor_shown", eshown, n, 1); }
  values(o, "v_preview_shown", shown, n, 0); fprintf(o, "}"); free(ip); free(ie);
}
/* Two combinations, each the other's undoing, in turn: paste and undo. "first" and "shown" as in
 * isolated; whatever comes to rest after the key is taken to be right. */
static char pair_keys[2][32]; static const char *pair_names[2] = { "do", "undo" };
static void mode_pair(FILE *o, int n) {
  static double first[2][MAXN], shown[2][MAXN], efirst[2][MAXN];
  for (int k = 0; k < n; k++) for (int s = 0; s < 2; s++) {
    regrab(); size_t fp = P.n, fe = E.n; first[s][k] = shown[s][k] = efirst[s][k] = NAN;
    double t0 = now_ms(); combo(pair_keys[s]);
    while (P.n == fp && now_ms() - t0 < waitmax_ms) pump(now_ms() + 50, 1);
    wait_quiet(quiet_ms * 2, waitmax_ms);
    if (E.on && E.n > fe) efirst[s][k] = E.f[fe].t - t0;
    if (P.n == fp) continue;
    first[s][k] = P.f[fp].t - t0;
    for (size_t i = fp; i < P.n; i++) if (P.f[i].h == watch_now(&P)) { shown[s][k] = P.f[i].t - t0; break; }
    pump(now_ms() + 1500 + rnd() * 120, 0);
  }
  for (int s = 0; s < 2; s++) {
    fprintf(o, "%s{\"mode\":\"%s\",\"n\":%d,\"misses\":%d,", s ? "," : "", pair_names[s], n, count_miss(shown[s], n));
    stats(o, "preview_shown", shown[s], n, 1); stats(o, "preview_first", first[s], n, E.on);
    if (E.on) stats(o, "editor_shown", efirst[s], n, 0);
    fprintf(o, "}");
  }
}
static int erase(int n) {
  for (int k = 0; k < n; k++) {
    double t0 = now_ms(); combo("BackSpace"); pump(t0 + 40, 0);
  }
  double t0 = now_ms();
  for (;;) {
    double t = now_ms();
    if (idx_of(&P, HP, &P.f[P.n - 1]) == 0 && t - lastchange(&P) > 800) break;
    if (t - t0 > waitmax_ms + 5000) break;
    pump(t + 100, 0);
  }
  wait_quiet(600, 15000);
  return idx_of(&P, HP, &P.f[P.n - 1]) == 0;
}

static void rect(const char *s, Watch *w) { if (sscanf(s, "%d,%d,%d,%d", &w->x, &w->y, &w->w, &w->h) != 4) die("rect %s", s); w->on = 1; }
static void xsetup(const char *d) {
  for (int i = 0; i < 100 && !(dpy = XOpenDisplay(d)); i++) usleep(50000);
  if (!dpy) die("cannot open display");
  root = DefaultRootWindow(dpy);
  if (!XShmQueryExtension(dpy)) die("no MIT-SHM");
  watch_init(&P); watch_init(&E);
  if (poll_ms == 0) {
    if (!XDamageQueryExtension(dpy, &dmg_ev, &dmg_err)) die("no DAMAGE");
    damage = XDamageCreate(dpy, root, XDamageReportNonEmpty);
    XDamageSubtract(dpy, damage, None, None);
  }
  regrab(); P.n = P.n ? P.n : 0;
}
static int xerr(Display *d, XErrorEvent *e) { (void)d; (void)e; return 0; }

int main(int argc, char **argv) {
  if (argc < 2) die("usage: keylat run|start|wait [options]   (see the source)");
  const char *cmd = argv[1], *disp = NULL, *pre = "", *modes = "isolated,typing,burst", *label = "", *out = NULL;
  int n = 60, cx = -1, cy = -1, px = 2, py = 1078; char **child = NULL; double maxms = 60000; long warm = 0;
  for (int i = 2; i < argc; i++) {
    #define OPT(s) (!strcmp(argv[i], s) && i + 1 < argc)
    if (!strcmp(argv[i], "--")) { child = argv + i + 1; break; }
    else if (OPT("--display")) disp = argv[++i];
    else if (OPT("--preview")) rect(argv[++i], &P);
    else if (OPT("--editor")) rect(argv[++i], &E);
    else if (OPT("--click")) { if (sscanf(argv[++i], "%d,%d", &cx, &cy) != 2) die("click"); }
    else if (OPT("--park")) { if (sscanf(argv[++i], "%d,%d", &px, &py) != 2) die("park"); }
    else if (OPT("--pre")) pre = argv[++i];
    else if (OPT("--text")) text = argv[++i];
    else if (OPT("--modes")) modes = argv[++i];
    else if (OPT("--n")) n = atoi(argv[++i]);
    else if (OPT("--gap")) { if (sscanf(argv[++i], "%lf,%lf", &gap_lo, &gap_hi) != 2) die("gap"); }
    else if (OPT("--rate")) rate = atof(argv[++i]);
    else if (OPT("--seed")) seed = atoi(argv[++i]);
    else if (OPT("--quiet")) quiet_ms = atof(argv[++i]);
    else if (OPT("--miss")) miss_ms = atof(argv[++i]);
    else if (OPT("--wait-max")) waitmax_ms = atof(argv[++i]);
    else if (OPT("--budget")) budget_s = atof(argv[++i]);
    else if (OPT("--poll")) poll_ms = atof(argv[++i]);
    else if (OPT("--max")) maxms = atof(argv[++i]);
    else if (OPT("--warm")) warm = atoi(argv[++i]);
    else if (OPT("--label")) label = argv[++i];
    else if (OPT("--clip")) clipfile = argv[++i];
    else if (OPT("--pair")) { if (sscanf(argv[++i], "%31s %31s", pair_keys[0], pair_keys[1]) != 2) die("pair"); }
    else if (OPT("--dump")) dumpfile = argv[++i];
    else if (OPT("--save")) savedir = argv[++i];
    else if (OPT("--out")) out = argv[++i];
    else die("option %s", argv[i]);
  }
  if (dumpfile) dump = fopen(dumpfile, "w");
  FILE *o = out ? fopen(out, "w") : stdout;
  XSetErrorHandler(xerr);
  rng ^= (uint64_t)seed * 0x9E3779B97F4A7C15ull;
  if (!P.on) die("--preview is needed");
  xsetup(disp);

  if (clipfile) clip_own(clipfile);
  if (!strcmp(cmd, "wait")) {
    int ok = wait_quiet(quiet_ms, maxms);
    fprintf(o, "{\"quiet\":%s}\n", ok ? "true" : "false"); return ok ? 0 : 1;
  }
  if (!strcmp(cmd, "start")) {
    if (!child || !*child) die("no command");
    XSelectInput(dpy, root, SubstructureNotifyMask); XSync(dpy, False); want_map = 1;
    regrab(); size_t p0 = P.n, e0 = E.n;
    double t0 = now_ms(); pid_t pid = fork();
    if (!pid) { setsid(); dup2(2, 1); execvp(child[0], child); _exit(127); }
    double last;
    for (;;) {
      double t = now_ms();
      last = t0; if (P.n > p0) last = fmax(last, lastchange(&P)); if (E.on && E.n > e0) last = fmax(last, lastchange(&E));
      int both = P.n > p0 && (!E.on || E.n > e0);
      if (t - t0 >= maxms) break;
      if (both && t - last >= quiet_ms) break;
      pump(fmin(both ? last + quiet_ms : t0 + maxms, t0 + maxms), 1);
    }
    #define FIN(w, b) ({ double r = NAN; uint64_t f = watch_now(&w); for (size_t i = b; i < w.n; i++) if (w.f[i].h == f) { r = w.f[i].t - t0; break; } r; })
    fprintf(o, "{\"pid\":%d,\"window_map\":%.0f,\"preview_first\":%.0f,\"preview_final\":%.0f,\"preview_settled\":%.0f", (int)pid, t_map < 0 ? -1 : t_map - t0,
      P.n > p0 ? P.f[p0].t - t0 : -1, P.n > p0 ? FIN(P, p0) : -1, P.n > p0 ? lastchange(&P) - t0 : -1);
    if (E.on) fprintf(o, ",\"editor_first\":%.0f,\"editor_final\":%.0f", E.n > e0 ? E.f[e0].t - t0 : -1, E.n > e0 ? FIN(E, e0) : -1);
    fprintf(o, "}\n"); return 0;
  }

  /* run */
  if (n > (int)strlen(text)) n = strlen(text);
  if (n > MAXN) n = MAXN;
  if (cx >= 0) { click(cx, cy); pump(now_ms() + 300, 0); }
  XTestFakeMotionEvent(dpy, -1, px, py, 0); XFlush(dpy);
  combos(pre);
  if (warm > 0) {                               /* warm-up keys, erased again */
    for (int k = 0; k < warm; k++) { press_char(text[k]); pumpk(now_ms() + 60, 0); }
    release_pending(); wait_quiet(1200, waitmax_ms);
    for (int k = 0; k < warm; k++) { combo("BackSpace"); pump(now_ms() + 60, 0); }
  }
  wait_quiet(1500, 30000);
  fprintf(o, "{\"label\":\"%s\",\"seed\":%u,\"preview_rect\":[%d,%d,%d,%d],\"watch\":\"%s\",\"runs\":[", label, seed, P.x, P.y, P.w, P.h, poll_ms > 0 ? "poll" : "damage");
  char mb[256]; snprintf(mb, sizeof mb, "%s", modes); char *sp; int c = 0; int dirty = 0;
  for (char *m = strtok_r(mb, ",", &sp); m; m = strtok_r(NULL, ",", &sp)) {
    if (dirty) { int ok = erase(N); fprintf(o, ",{\"mode\":\"erase\",\"restored\":%s}", ok ? "true" : "false"); }
    if (c++) fprintf(o, ",");
    if (!strcmp(m, "pair")) { mode_pair(o, n); dirty = 0; }
    else if (!strcmp(m, "isolated")) { mode_isolated(o, n); dirty = 1; }
    else if (!strcmp(m, "typing") || !strcmp(m, "burst")) { if (!have_dict) die("isolated must come first"); mode_stream(o, m, !strcmp(m, "burst")); dirty = 1; }
    else die("mode %s", m);
    fflush(o);
  }
  if (dirty) { int ok = erase(N); fprintf(o, ",{\"mode\":\"erase\",\"restored\":%s}", ok ? "true" : "false"); }
  fprintf(o, "],\"grabs\":%ld}\n", P.grabs);
  return 0;
}
