//! The worker: takes jobs that are due, does them, and tries again later what failed.

use std::time::Duration;

use chiso_access::Role;
use chiso_mail::{Mail, MailError, Mailer};
use chiso_model::{Date, Lang};
use chiso_store::jobs::Job;
use chiso_store::{Act, StoreError, Writer};
use chiso_web::day_in_viet_nam;
use serde::{Deserialize, Serialize};

use super::{NoticeGroup, NoticeLetter, Outgoing};
use crate::desk::{Desk, new_id};
use crate::moment;
use crate::refusal::Refusal;
use crate::rights::held;

/// Kind of a job that sends a letter.
const MAIL: &str = "mail";
/// Jobs that are taken at once.
const AT_ONCE: i64 = 10;
/// For how long nobody else takes a job that was taken, microseconds: longer than a mail server is waited for.
const LEASE_US: i64 = 15 * 60 * 1_000_000;
/// The first wait after a failure, microseconds; it doubles.
const FIRST_WAIT_US: i64 = 30 * 1_000_000;
/// The longest wait, microseconds.
const LONGEST_WAIT_US: i64 = 3600 * 1_000_000;
/// After so many failures (about half a day) a letter that a mail server refuses is given up.
const TRIES: i64 = 20;
/// For how long a letter without a link that ends is tried while no mail server takes letters, microseconds: a week.
const WEEK_US: i64 = 7 * 24 * 3600 * 1_000_000;
/// How long the worker sleeps when nothing wakes it.
const SLEEP: Duration = Duration::from_secs(15);

/// A letter, as it waits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Letter {
    /// Address.
    pub(crate) to: String,
    /// Name of whom it is for.
    pub(crate) name: String,
    /// Language it is in.
    pub(crate) lang: Lang,
    /// What it says.
    pub(crate) what: What,
}

/// What a letter says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum What {
    /// A link to choose a new password.
    Recovery {
        /// The link.
        link: String,
        /// How long it holds, microseconds.
        lasts_us: i64,
        /// Who made it and when, where it was an administrator. Letters that wait since an older program do not say.
        #[serde(default)]
        made: Option<(String, i64)>,
    },
    /// A link to choose a first password.
    Invitation {
        /// Name of whoever invites.
        by: String,
        /// Name of the agency it is for.
        agency: String,
        /// The link.
        link: String,
        /// How long it holds, microseconds.
        lasts_us: i64,
    },
    /// The account was used from a browser that it was never used from.
    NewDevice {
        /// When, microseconds.
        at: i64,
        /// Network address.
        address: String,
        /// The browser, as far as it says.
        device: String,
        /// Where sessions are seen and ended.
        link: String,
    },
    /// An administrator changed how the person signs in.
    AccountChanged {
        /// What was done.
        what: AccountChange,
        /// Name of whoever did it.
        by: String,
        /// When, microseconds.
        at: i64,
        /// Where the account is seen.
        link: String,
    },
    /// A role was given.
    RoleGranted {
        /// Id of the role.
        role: String,
        /// Name of the agency.
        agency: String,
        /// Name of whoever gave it.
        by: String,
        /// First day.
        from: Date,
        /// Last day.
        until: Option<Date>,
        /// Where the work begins.
        link: String,
    },
    /// Something in rounds that the person should know of, in their words already.
    Notices {
        /// True where it gathers what happened since the day before.
        digest: bool,
        /// What it is about.
        groups: Vec<NoticeGroup>,
        /// Where all notices are.
        inbox: String,
        /// Where the person chooses.
        choices: String,
    },
}

/// What an administrator does to somebody's way of signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AccountChange {
    /// A link to choose a password was made, to be handed over.
    LinkMade,
    /// The second factor was taken away.
    SecondFactorReset,
}

/// Without address and link, so that no log can hold them.
impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letter(…)")
    }
}

impl Letter {
    /// For how long it is of use, microseconds: nobody needs a link that no longer holds.
    fn lasts_us(&self) -> i64 {
        match self.what {
            What::Recovery { lasts_us, .. } | What::Invitation { lasts_us, .. } => lasts_us,
            What::NewDevice { .. } | What::AccountChanged { .. } | What::RoleGranted { .. } | What::Notices { .. } => {
                WEEK_US
            }
        }
    }

    fn is_of_notices(&self) -> bool {
        matches!(self.what, What::Notices { .. })
    }
}

impl What {
    fn mail(self, lang: Lang) -> Mail {
        let minutes = |us: i64| u32::try_from(us / 60_000_000).unwrap_or(u32::MAX);
        match self {
            What::Recovery { link, lasts_us, made } => {
                let made = made.map(|(by, at)| (by, moment::minute(at, lang)));
                Mail::Recovery { link, valid_minutes: minutes(lasts_us), made }
            }
            What::Invitation { by, agency, link, lasts_us } => {
                Mail::Invitation { by, agency, link, valid_hours: minutes(lasts_us) / 60 }
            }
            What::NewDevice { at, address, device, link } => {
                Mail::NewDevice { when: moment::minute(at, lang), address, device, link }
            }
            What::AccountChanged { what, by, at, link } => {
                let what = match what {
                    AccountChange::LinkMade => chiso_mail::AccountChange::LinkMade,
                    AccountChange::SecondFactorReset => chiso_mail::AccountChange::SecondFactorReset,
                };
                Mail::AccountChanged { what, by, when: moment::minute(at, lang), link }
            }
            What::RoleGranted { role, agency, by, from, until, link } => Mail::RoleGranted {
                role: Role::from_id(&role).map_or(role, |role| role.name().get(lang).to_owned()),
                agency,
                by,
                from: chiso_model::day(from, lang),
                until: until.map(|day| chiso_model::day(day, lang)),
                link,
            },
            What::Notices { digest, groups, inbox, choices } => {
                let group = |NoticeGroup { about, notices }| chiso_mail::NoticeGroup { about, notices };
                Mail::Notices { digest, groups: groups.into_iter().map(group).collect(), inbox, choices }
            }
        }
    }
}

/// Puts a letter down in the transaction that causes it.
pub(crate) fn put_down(w: &mut Writer<'_>, letter: &Letter) -> Result<(), StoreError> {
    let now = w.act().recorded;
    let payload = serde_json::to_value(letter)
        .map_err(|error| StoreError::Malformed { detail: format!("a letter cannot be kept: {error}") })?;
    w.insert(&Job {
        id: new_id(),
        kind: MAIL.to_owned(),
        payload,
        created: now,
        due: now,
        attempts: 0,
        leased_until: 0,
        last_error: None,
    })
}

impl Desk {
    /// Tells the worker that a job was put down, so that it need not wait.
    pub fn wake_letters(&self) {
        self.job_waits.notify_one();
    }

    /// Does jobs for as long as the program runs; `now_us` gives the moment in microseconds since 1970. Several processes over one store share the work.
    pub async fn work_jobs(&self, now_us: impl Fn() -> i64) {
        loop {
            // A store that is away is back some time; what waits is not lost.
            let done = self.work_due_jobs(now_us()).await.unwrap_or(0);
            if done == 0 {
                let _ = tokio::time::timeout(SLEEP, self.job_waits.notified()).await;
            }
        }
    }

    /// Does the jobs that are due; tells how many were taken.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn work_due_jobs(&self, now_us: i64) -> Result<usize, StoreError> {
        let Some(mailer) = &self.post else { return Ok(0) };
        let until = now_us.saturating_add(LEASE_US);
        let jobs: Vec<Job> = self
            .store
            .write(Act::new("system", "job.take", now_us), move |w| w.lease_jobs(now_us, until, AT_ONCE))
            .await?;
        let taken = jobs.len();
        for job in jobs {
            let sent = if job.kind == MAIL {
                match serde_json::from_value::<Letter>(job.payload.clone()) {
                    // Whoever was switched off or lost every role while the letter waited gets none.
                    Ok(letter) if letter.is_of_notices() && !self.gets_notices(&letter.to, now_us).await? => Ok(()),
                    Ok(letter) => send(mailer, &job, letter).await,
                    Err(_) => Err(no_such_job()),
                }
            } else {
                self.send_for_others(mailer, &job, now_us).await
            };
            self.store.write(Act::new("system", "job.end", now_us), move |w| end(w, job, sent, now_us)).await?;
        }
        Ok(taken)
    }
}

impl Desk {
    async fn gets_notices(&self, mail: &str, now_us: i64) -> Result<bool, StoreError> {
        let (mail, day) = (mail.to_owned(), day_in_viet_nam(now_us));
        self.store
            .read(move |r| {
                let reached = r.person_by_mail(&mail)?.filter(NoticeLetter::reaches);
                reached.map_or(Ok(false), |person| Ok(!held::in_force(r, &person.id, day)?.is_empty()))
            })
            .await
    }
}

impl Desk {
    /// Sends a letter that another part of the system makes.
    async fn send_for_others(&self, mailer: &Mailer, job: &Job, now_us: i64) -> Result<(), Failure> {
        let Some(part) = self.correspondence(&job.kind) else { return Err(no_such_job()) };
        let later = |refusal: Refusal| Failure { why: refusal.message(Lang::En), until: Some(i64::MAX) };
        let Some(out) = part.letter(&job.payload, now_us).await.map_err(later)? else { return Ok(()) };
        let Outgoing { to, name, lang, mail, until } = out;
        let letter = chiso_mail::Letter { id: &job.id, name: &name, address: &to, lang, mail: &mail };
        match mailer.send(&letter).await {
            Ok(_) => Ok(()),
            Err(MailError::Refused(why) | MailError::Address(why)) => {
                part.refused(&job.payload, &why, now_us).await.map_err(later)
            }
            Err(error) => Err(Failure { why: error.message(Lang::En), until: error.is_transient().then_some(until) }),
        }
    }
}

fn no_such_job() -> Failure {
    Failure { why: "no such job".to_owned(), until: None }
}

/// A letter was not sent.
struct Failure {
    why: String,
    /// Until when it is tried again, however often, where the mail server is only away; none where it refuses the letter.
    until: Option<i64>,
}

async fn send(mailer: &Mailer, job: &Job, letter: Letter) -> Result<(), Failure> {
    let until = job.created.saturating_add(letter.lasts_us());
    let Letter { to, name, lang, what } = letter;
    let mail = what.mail(lang);
    let letter = chiso_mail::Letter { id: &job.id, name: &name, address: &to, lang, mail: &mail };
    // What the mail server says may name the address: it is kept beside the job, which goes with it, and nowhere else.
    mailer
        .send(&letter)
        .await
        .map(drop)
        .map_err(|error| Failure { why: error.message(Lang::En), until: error.is_transient().then_some(until) })
}

/// A job that is done, or given up, goes with what it held.
fn end(w: &mut Writer<'_>, job: Job, sent: Result<(), Failure>, now_us: i64) -> Result<(), StoreError> {
    let Err(failure) = sent else { return w.delete::<Job>(job.id) };
    if failure.until.map_or(job.attempts >= TRIES, |until| now_us >= until) {
        return w.delete::<Job>(job.id);
    }
    let doublings = u32::try_from(job.attempts - 1).unwrap_or(0);
    let wait = FIRST_WAIT_US.saturating_mul(2_i64.saturating_pow(doublings)).min(LONGEST_WAIT_US);
    let (due, last_error) = (now_us.saturating_add(wait), Some(failure.why));
    w.update(&Job { due, leased_until: 0, last_error, ..job })
}
