//! The worker: takes jobs that are due, does them, and tries again later what failed.

use std::sync::Arc;
use std::time::Duration;

use chiso_access::Role;
use chiso_mail::{Mail, MailError, Mailer};
use chiso_model::{Date, Lang};
use chiso_sms::{Again, Sms};
use chiso_store::jobs::Job;
use chiso_store::{Act, StoreError, Writer};
use chiso_web::day_in_viet_nam;
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};

use super::{Correspondence, NoticeGroup, NoticeLetter, Outgoing, Sending};
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
    /// Tells the worker that jobs were put down, so that they need not wait.
    pub fn wake_letters(&self) {
        self.job_waits.notify_one();
        self.job_elsewhere_waits.notify_one();
    }

    /// Does jobs for as long as the program runs; `now_us` gives the moment in microseconds since 1970. Several processes over one store share the work.
    ///
    /// Letters of accounts and those of other parts go side by side: a gateway that hangs keeps nobody from a new password.
    pub async fn work_jobs(&self, now_us: impl Fn() -> i64) {
        let own = async {
            loop {
                // A store that is away is back some time; what waits is not lost.
                if self.work_own_jobs(now_us()).await.unwrap_or(0) == 0 {
                    let _ = tokio::time::timeout(SLEEP, self.job_waits.notified()).await;
                }
            }
        };
        let elsewhere = async {
            loop {
                if self.work_jobs_elsewhere(now_us()).await.unwrap_or(0) == 0 {
                    let _ = tokio::time::timeout(SLEEP, self.job_elsewhere_waits.notified()).await;
                }
            }
        };
        tokio::join!(own, elsewhere);
    }

    /// Does the jobs that are due, as many as are taken at once; tells how many they were.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn work_due_jobs(&self, now_us: i64) -> Result<usize, StoreError> {
        Ok(self.work_own_jobs(now_us).await? + self.work_jobs_elsewhere(now_us).await?)
    }

    async fn work_own_jobs(&self, now_us: i64) -> Result<usize, StoreError> {
        let Some(mailer) = &self.post else { return Ok(0) };
        let jobs = self.lease(MAIL, now_us).await?;
        let taken = jobs.len();
        let one = async |job: Job| {
            let sent = match serde_json::from_value::<Letter>(job.payload.clone()) {
                // Whoever was switched off or lost every role while the letter waited gets none.
                Ok(letter) if letter.is_of_notices() && !self.gets_notices(&letter.to, now_us).await? => Ok(()),
                Ok(letter) => send(mailer, &job, letter).await,
                Err(_) => Err(Failure { why: "no such letter".to_owned(), until: None }),
            };
            self.end(job, sent, now_us).await
        };
        join_all(jobs.into_iter().map(one)).await.into_iter().collect::<Result<(), StoreError>>()?;
        Ok(taken)
    }

    /// Jobs of the other parts, each kind beside the others.
    async fn work_jobs_elsewhere(&self, now_us: i64) -> Result<usize, StoreError> {
        if self.post.is_none() && self.gateway.is_none() {
            return Ok(0);
        }
        let parts = self.correspondences();
        let of_kind = async |(kind, part): &(&'static str, Arc<dyn Correspondence>)| {
            let jobs = self.lease(kind, now_us).await?;
            let taken = jobs.len();
            let one = async |job: Job| {
                let mut sent = self.send_for(part.as_ref(), &job, now_us).await;
                if let Err(failure) = &sent
                    && is_given_up(&job, failure, now_us)
                    && let Err(refusal) = part.refused(kind, &job.payload, &failure.why, now_us).await
                {
                    sent = Err(later(&refusal));
                }
                self.end(job, sent, now_us).await
            };
            join_all(jobs.into_iter().map(one)).await.into_iter().collect::<Result<(), StoreError>>()?;
            Ok::<_, StoreError>(taken)
        };
        let taken: Vec<usize> =
            join_all(parts.iter().map(of_kind)).await.into_iter().collect::<Result<_, StoreError>>()?;
        Ok(taken.into_iter().sum())
    }

    async fn lease(&self, kind: &'static str, now_us: i64) -> Result<Vec<Job>, StoreError> {
        let until = now_us.saturating_add(LEASE_US);
        let take = move |w: &mut Writer<'_>| w.lease_jobs(kind, now_us, until, AT_ONCE);
        self.store.write(Act::new("system", "job.take", now_us), take).await
    }

    async fn end(&self, job: Job, sent: Result<(), Failure>, now_us: i64) -> Result<(), StoreError> {
        self.store.write(Act::new("system", "job.end", now_us), move |w| end(w, job, sent, now_us)).await
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
    /// Sends what another part of the system makes. Whoever stops between the gateway's or the mail server's answer and the note of it sends once more when the lease is over,
    /// under the same id: of the two mistakes a second letter is the smaller one, and servers that look at the id take it once.
    async fn send_for(&self, part: &dyn Correspondence, job: &Job, now_us: i64) -> Result<(), Failure> {
        let kind = job.kind.as_str();
        let outgoing = part.outgoing(kind, &job.payload, now_us).await.map_err(|refusal| later(&refusal))?;
        let Some(Outgoing { what, until }) = outgoing else { return Ok(()) };
        let no_way = || Failure { why: "no way to send it".to_owned(), until: Some(until) };
        let refused = match what {
            Sending::Mail { to, name, lang, mail } => {
                let mailer = self.post.as_ref().ok_or_else(no_way)?;
                let letter = chiso_mail::Letter { id: &job.id, name: &name, address: &to, lang, mail: &mail };
                match mailer.send(&letter).await {
                    Ok(_) => return Ok(()),
                    Err(MailError::Refused(why) | MailError::Address(why)) => why,
                    Err(error) => {
                        let until = error.is_transient().then_some(until);
                        return Err(Failure { why: error.message(Lang::En), until });
                    }
                }
            }
            Sending::Text { to, text } => {
                let gateway = self.gateway.as_ref().ok_or_else(no_way)?;
                match gateway.send(&Sms { id: &job.id, to: &to, text: &text }).await {
                    Ok(()) => return Ok(()),
                    Err(error) => match error.again() {
                        Again::Never => error.message(Lang::En),
                        Again::AFewTimes => return Err(Failure { why: error.message(Lang::En), until: None }),
                        Again::AsLongAsOfUse => {
                            return Err(Failure { why: error.message(Lang::En), until: Some(until) });
                        }
                    },
                }
            }
        };
        part.refused(kind, &job.payload, &refused, now_us).await.map_err(|refusal| later(&refusal))
    }
}

/// What this system itself could not do is tried until it can.
fn later(refusal: &Refusal) -> Failure {
    Failure { why: refusal.message(Lang::En), until: Some(i64::MAX) }
}

/// Whether what failed is not tried again.
fn is_given_up(job: &Job, failure: &Failure, now_us: i64) -> bool {
    failure.until.map_or(job.attempts >= TRIES, |until| now_us >= until)
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
    if is_given_up(&job, &failure, now_us) {
        return w.delete::<Job>(job.id);
    }
    let doublings = u32::try_from(job.attempts - 1).unwrap_or(0);
    let wait = FIRST_WAIT_US.saturating_mul(2_i64.saturating_pow(doublings)).min(LONGEST_WAIT_US);
    let (due, last_error) = (now_us.saturating_add(wait), Some(failure.why));
    w.update(&Job { due, leased_until: 0, last_error, ..job })
}
