//! Work to be done later: a job is put down in the transaction that causes it, and done at least once.

use crate::column::Value;
use crate::error::StoreError;
use crate::record::record;
use crate::statement::statements;
use crate::transaction::{Reader, Writer};

record! {
    /// One job.
    pub Job in job, Passing {
        /// Its id.
        key id: String,
        /// What is to be done, as `mail`.
        plain kind: String,
        /// What it needs, as JSON. It goes when the job is done.
        secret payload: serde_json::Value,
        /// When it was put down, microseconds.
        plain created: i64,
        /// Not before, microseconds.
        plain due: i64,
        /// How often it was tried.
        plain attempts: i64,
        /// Somebody is at it until then, microseconds.
        plain leased_until: i64,
        /// Why the last try failed.
        plain last_error: Option<String>,
    }
}

statements! {
    DUE: Job = "SELECT {*} FROM job WHERE kind = ?3 AND due <= ?1 AND leased_until <= ?1 ORDER BY due, id LIMIT ?2";
    WAITING = "SELECT COUNT(*) FROM job";
    ALL: Job = "SELECT {*} FROM job ORDER BY id";
}

impl Reader<'_> {
    /// How many jobs wait.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count_jobs(&mut self) -> Result<i64, StoreError> {
        self.number(&WAITING, &[])
    }
}

impl Writer<'_> {
    /// Drops the jobs that speak of a mail address: what was still to be sent there.
    pub(crate) fn forget_jobs(&mut self, mail_key: &str) -> Result<(), StoreError> {
        let jobs: Vec<Job> = self.find(&ALL, &[])?;
        for job in jobs {
            let told = [Some(job.payload.to_string()), job.last_error];
            if told.iter().flatten().any(|text| text.to_lowercase().contains(mail_key)) {
                self.delete::<Job>(job.id)?;
            }
        }
        Ok(())
    }

    /// Takes jobs of a kind that are due, for so long that nobody else takes them meanwhile.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn lease_jobs(&mut self, kind: &str, now: i64, until: i64, limit: i64) -> Result<Vec<Job>, StoreError> {
        let of_kind = Value::Text(kind.to_owned());
        let jobs: Vec<Job> = self.find(&DUE, &[Value::Int(now), Value::Int(limit), of_kind])?;
        let mut taken = Vec::with_capacity(jobs.len());
        for job in jobs {
            let job = Job { leased_until: until, attempts: job.attempts + 1, ..job };
            self.update(&job)?;
            taken.push(job);
        }
        Ok(taken)
    }
}
