/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's inside, shared by the files that make it up: marbre-window.c (construction and
 * state), -panes.c, -publisher.c, -first-story.c and -close.c (its end), -actions.c (what menus and
 * keys do), -files.c (files out), -open.c (files in), -pictures.c, -layout.c (sizes), -trash.c and
 * those that are named below. Nobody else includes this. Main thread.
 */
#pragma once

#include "marbre-copy-desk.h"
#include "marbre-desk.h"
#include "marbre-file-watch.h"
#include "marbre-find-bar.h"
#include "marbre-library.h"
#include "marbre-measure-line.h"
#include "marbre-note-desk.h"
#include "marbre-notice.h"
#include "marbre-panes.h"
#include "marbre-proofing.h"
#include "marbre-publisher.h"
#include "marbre-site-media.h"
#include "marbre-spare-memory.h"
#include "marbre-sync-bar.h"
#include "marbre-window.h"

G_BEGIN_DECLS

typedef struct _MarbreWindowPrinting MarbreWindowPrinting;

struct _MarbreWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkRevealer *edge; /* above all: the header bar in the full screen */
  GtkBox *sheet;     /* the header bar else, and what is below it */
  GtkWidget *header;
  AdwWindowTitle *title;
  GtkWidget *new_button;
  AdwSplitButton *publish_button;
  MarbreNotice *notice;
  MarbreSyncBar *sync_bar;
  AdwFlap *flap;
  MarbreLibrary *library;
  GtkStack *stack;
  GtkSpinner *spinner; /* on the stack's first page */
  AdwStatusPage *failure;
  AdwBin *desk_bin;

  GSettings *settings;       /* (owned) */
  MarbreNewsroom *newsroom;  /* (owned) (nullable): NULL until the archive is open */
  MarbreLayoutStore *layouts; /* (owned) (nullable): with @newsroom */
  MarbreDesk *desk;          /* (owned) (nullable): with @newsroom */
  MarbrePublisher *publisher; /* (owned) (nullable): with @newsroom */
  MarbreCopyDesk *copy_desk; /* (owned) (nullable): with @newsroom */
  MarbreNoteDesk *note_desk; /* (owned) (nullable): with @newsroom */
  MarbreSpareMemory *spare_memory; /* (owned) (nullable): with @newsroom */
  MarbreProofing *proofing;  /* (owned) (nullable): with @newsroom */
  MarbreEditor *editor;      /* (owned by the widget tree) (nullable): with @newsroom */
  MarbreFindBar *find_bar;   /* (owned by the widget tree) (nullable): with @newsroom */
  MarbreMeasureLine *measure; /* (owned by the widget tree) (nullable): with @newsroom */
  MarbreReader *reader;      /* (owned by the widget tree) (nullable): with @newsroom */
  MarbreSidebar *sidebar;    /* (owned by the widget tree) (nullable): with @newsroom */
  MarbrePanes *panes;        /* (owned by the widget tree) (nullable): with @newsroom */
  MarbreMedia *lead;         /* (owned) (nullable): the picture whose thumbnail is shown */
  MarbreWindowPrinting *printing; /* (owned by itself) (nullable): under way */
  GtkPrintSettings *print_settings; /* (owned) (nullable): as last chosen */
  GtkPageSetup *print_paper; /* (owned) (nullable): as last chosen */
  MarbreFileWatch *watch;    /* (owned) (nullable): the file last opened or saved */
  GCancellable *cancellable; /* (owned): ends with the window */
  guint fold_id;             /* GSource id; 0 if none */
  gboolean library_wanted;   /* while a narrow window folds it away: whether a wide one shows it */
  gboolean tight;            /* the header bar has room for the least */
  MarbreArchiveHealth health; /* the archive's, as it was last told */
  GCancellable *syncing;     /* (owned) (nullable): the archive is being brought up to date */
  GtkEventController *header_focus; /* (owned by @header) */
  double zoom_turned;        /* steps of a wheel that were not whole yet */
  gboolean full;             /* the full screen is on */
  gboolean at_edge;          /* the pointer has gone to its upper edge */
  gboolean library_before;   /* what was shown before it */
  gboolean preview_before;
  gboolean sidebar_before;
  guint long_save_id;        /* GSource id; 0 if none */
  gboolean save_pending;     /* the title says that it is busy */
  AdwToast *saved_toast;     /* (borrowed) (nullable): weak, the last about Ctrl+S */
  gboolean may_close;        /* the story is safe, or the user chose to lose it */
};

void        _marbre_window_class_actions_init    (MarbreWindowClass *klass);
void        _marbre_window_actions_update        (MarbreWindow      *self);
gboolean    _marbre_window_is_folded             (MarbreWindow      *self);
void        _marbre_window_fit                   (MarbreWindow      *self,
                                                  int                width);
void        _marbre_window_save_layout           (MarbreWindow      *self);
void        _marbre_window_restore_layout        (MarbreWindow      *self);
void        _marbre_window_trash                 (MarbreWindow      *self,
                                                  const char        *id);
void        _marbre_window_make_layout           (MarbreWindow      *self);
void        _marbre_window_show_layouts          (MarbreWindow      *self);
const char *_marbre_window_get_language          (MarbreWindow      *self);
AdwToast   *_marbre_window_toast                 (MarbreWindow      *self,
                                                  const char        *text);
void        _marbre_window_install_note_actions (GtkWidgetClass    *widget_class);
void        _marbre_window_enable_note_actions  (MarbreWindow      *self,
                                                 gboolean           enabled);
void        _marbre_window_watch_archive        (MarbreWindow      *self,
                                                 MarbreArchive     *archive);
void        _marbre_window_watch_checks         (MarbreWindow      *self);
void        _marbre_window_show_error            (MarbreWindow      *self,
                                                  const char        *what,
                                                  const GError      *error);
void        _marbre_window_view_url              (MarbreWindow      *self,
                                                  const char        *url);
void        _marbre_window_open_file             (MarbreWindow      *self);
void        _marbre_window_open_file_as          (MarbreWindow      *self,
                                                  const char        *uri,
                                                  const char        *encoding);
void        _marbre_window_add_markdown_filter   (GtkFileChooser    *chooser);
void        _marbre_window_save                  (MarbreWindow      *self);
void        _marbre_window_save_file             (MarbreWindow      *self);
void        _marbre_window_watch_file            (MarbreWindow      *self,
                                                  GFile             *file,
                                                  const char        *story_id,
                                                  GBytes            *known);
char       *_marbre_window_dup_file_name         (MarbreWindow      *self)
                                                  G_GNUC_WARN_UNUSED_RESULT;
void        _marbre_window_compare_file          (MarbreWindow      *self);
void        _marbre_window_show_revisions        (MarbreWindow      *self);
void        _marbre_window_print                 (MarbreWindow      *self);
void        _marbre_window_export_pdf            (MarbreWindow      *self);
void        _marbre_window_stop_printing         (MarbreWindow      *self);
void        _marbre_window_choose_lead_image     (MarbreWindow      *self);
void        _marbre_window_insert_requested      (MarbreWindow      *self,
                                                  const char        *name);
void        _marbre_window_go_to_heading         (MarbreWindow      *self);
void        _marbre_window_insert_picture        (MarbreWindow      *self);
void        _marbre_window_describe_picture      (MarbreWindow      *self);
void        _marbre_window_take_pictures         (MarbreWindow      *self,
                                                  GListModel        *items,
                                                  gboolean           lead);
void        _marbre_window_take_site_picture     (MarbreWindow      *self,
                                                  MarbreSite        *site,
                                                  MarbreSiteMedia   *media,
                                                  gboolean           lead);
void        _marbre_window_browse_site_pictures  (MarbreWindow      *self);
void        _marbre_window_note_upload           (MarbreWindow      *self,
                                                  const char        *site_id,
                                                  const char        *name,
                                                  MarbreSiteMedia   *media);
void        _marbre_window_take_paste            (MarbreWindow      *self,
                                                  MarbrePaste       *paste);
void        _marbre_window_paste_plain           (MarbreWindow      *self);
void        _marbre_window_update_lead_thumbnail (MarbreWindow      *self);
void        _marbre_window_load_figure_thumbnail (MarbreWindow      *self,
                                                  const char        *name);
void        _marbre_window_ask_link              (MarbreWindow      *self,
                                                  const char        *text,
                                                  const char        *url);

/* marbre-window-panes.c */
void _marbre_window_make_panes         (MarbreWindow *self);

/* marbre-window-publisher.c */
void _marbre_window_watch_publisher    (MarbreWindow *self);
void _marbre_window_update_site        (MarbreWindow *self);

/* marbre-window-first-story.c */
void _marbre_window_remember_story     (MarbreWindow *self);
void _marbre_window_open_first_story   (MarbreWindow *self);

/* marbre-window-close.c */
void _marbre_window_close_when_safe    (MarbreWindow *self);

/* marbre-window-merge.c */
void _marbre_window_merge              (MarbreWindow *self,
                                        const char   *story_id,
                                        gint64        row_id);

/* marbre-window-title.c */
void _marbre_window_update_title       (MarbreWindow *self);

/* marbre-window-view.c */
void _marbre_window_class_view_init    (MarbreWindowClass *klass);
void _marbre_window_watch_view         (MarbreWindow *self);

/* marbre-window-fullscreen.c */
void _marbre_window_set_up_fullscreen  (MarbreWindow *self);
void _marbre_window_get_shown          (MarbreWindow *self,
                                        gboolean     *library,
                                        gboolean     *preview,
                                        gboolean     *sidebar);

/* marbre-window-find.c */
void _marbre_window_class_find_init (MarbreWindowClass *klass);

/* marbre-window-sync.c */
void _marbre_window_class_sync_init (MarbreWindowClass *klass);
void _marbre_window_find_update     (MarbreWindow *self, gboolean story);

/* marbre-window-typography.c */
void _marbre_window_get_typography     (MarbreWindow *self, MarbreTypographyOptions *options);
void _marbre_window_update_typography  (MarbreWindow *self);
void _marbre_window_correct_typography (MarbreWindow *self);
void _marbre_window_set_paste_typography (MarbreWindow *self, MarbrePaste *paste);

G_END_DECLS
