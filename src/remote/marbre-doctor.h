/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The connection doctor: goes the way to a site step by step and names the one that fails, with
 * what to do about it. Changes nothing at the site and keeps nothing. The asynchronous calls are
 * for the main thread; the work is done on a thread of their own.
 */
#pragma once

#include "marbre-remote-error.h"
#include "marbre-site.h"

G_BEGIN_DECLS

/**
 * MarbreDoctorState:
 * @MARBRE_DOCTOR_GOOD: this is in order
 * @MARBRE_DOCTOR_WARNING: it works, but not for everything
 * @MARBRE_DOCTOR_BAD: this is what is wrong
 * @MARBRE_DOCTOR_NOT_SEEN: not looked at, since something before it is wrong
 */
typedef enum
{
  MARBRE_DOCTOR_GOOD,
  MARBRE_DOCTOR_WARNING,
  MARBRE_DOCTOR_BAD,
  MARBRE_DOCTOR_NOT_SEEN,
} MarbreDoctorState;

/**
 * MarbreDoctorStep:
 * @name: "way", "certificate", "address", "api", "clock", "sign-in" or "rights"
 * @title: (owned): what is looked at, a few words
 * @state: how it is
 * @text: (owned): what was found, and what to do if it is bad; "" for nothing to say
 */
typedef struct
{
  const char *name;
  char *title;
  MarbreDoctorState state;
  char *text;
} MarbreDoctorStep;

/**
 * MarbreDoctorReport:
 * @steps: (owned) (element-type MarbreDoctorStep): in the order in which they are gone
 * @cause: what is wrong, as far as it can be told; %MARBRE_CAUSE_UNKNOWN if nothing is
 * @certificate: (owned) (nullable): the one that the user may decide to trust
 */
typedef struct
{
  GPtrArray *steps;
  MarbreRemoteCause cause;
  GTlsCertificate *certificate;
} MarbreDoctorReport;

MarbreDoctorReport *marbre_doctor_examine_sync     (MarbreSite           *site,
                                                    const char           *secret,
                                                    GCancellable         *cancellable,
                                                    GError              **error)
                                                    G_GNUC_WARN_UNUSED_RESULT;
void                marbre_doctor_examine_async    (MarbreSite           *site,
                                                    const char           *secret,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
MarbreDoctorReport *marbre_doctor_examine_finish   (GAsyncResult         *result,
                                                    GError              **error)
                                                    G_GNUC_WARN_UNUSED_RESULT;
gboolean            marbre_doctor_report_is_good   (MarbreDoctorReport   *self);
char               *marbre_doctor_report_to_text   (MarbreDoctorReport   *self)
                                                    G_GNUC_WARN_UNUSED_RESULT;
const char         *marbre_doctor_state_get_sign   (MarbreDoctorState     state);
void                marbre_doctor_report_free      (MarbreDoctorReport   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreDoctorReport, marbre_doctor_report_free)

G_END_DECLS
