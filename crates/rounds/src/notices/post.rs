//! Letters of notices: put into the queue in the transaction that notes so on the notices, so that each goes into one letter, whichever server is first and
//! whenever it stops.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_model::Lang;
use chiso_model::agency::Register;
use chiso_store::people::Person;
use chiso_store::rounds::Notice;
use chiso_store::{Act, Reader, StoreError, Writer};
use chiso_web::{day_in_viet_nam, language};
use chiso_workspace::Desk;
use chiso_workspace::house::{NoticeGroup, NoticeLetter, moment};

use super::choices;
use super::kind::{How, Kind};
use super::shown::{ById, about, by_id, place, what};
use super::still::still_theirs;
use crate::entry::Rounds;

/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;
/// Microseconds of a day.
const DAY: i64 = 24 * 60 * MINUTE;
/// The digest goes out at half past seven in Việt Nam.
const DIGEST_MINUTE: i64 = 7 * 60 + 30;
/// What is older was told in the program only: no flood of old news after mail was off for long.
const OLDEST: i64 = 7 * DAY;
/// People whose letters are put down in one transaction.
const AT_ONCE: usize = 100;

/// What of a person's notices goes into a letter now.
#[derive(Debug, Default, PartialEq)]
struct Sorted {
    at_once: Vec<Notice>,
    digest: Vec<Notice>,
}

/// The last moment, up to this one, at which a digest goes out. What was told before it goes into that one.
fn last_digest(now: i64) -> i64 {
    let today = moment::first_of(day_in_viet_nam(now)) + DIGEST_MINUTE * MINUTE;
    if now >= today { today } else { today - DAY }
}

fn sorted(notices: Vec<Notice>, choices: &choices::Choices, now: i64) -> Sorted {
    let mut sorted = Sorted::default();
    for notice in notices {
        let matter = Kind::of(&notice.kind).map(Kind::matter);
        match matter.and_then(|matter| choices.get(&matter)) {
            Some(How::AtOnce) => sorted.at_once.push(notice),
            Some(How::Digest) if notice.created < last_digest(now) => sorted.digest.push(notice),
            _ => {}
        }
    }
    sorted
}

/// Rows by whom they are of.
fn by_person<T>(rows: Vec<T>, person: impl Fn(&T) -> &String) -> BTreeMap<String, Vec<T>> {
    let mut by_person: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for row in rows {
        by_person.entry(person(&row).clone()).or_default().push(row);
    }
    by_person
}

/// A person, if they get mail at all.
fn gets_mail(reader: &mut Reader<'_>, person: &str) -> Result<Option<Person>, StoreError> {
    Ok(reader.get::<Person>(person.to_owned())?.filter(NoticeLetter::reaches))
}

/// Somebody who gets mail, and what of their notices goes into a letter now; none where nothing does.
fn due(
    reader: &mut Reader<'_>,
    rounds: &ById,
    register: &Register,
    person: &str,
    now: i64,
) -> Result<Option<(Person, Sorted)>, StoreError> {
    let Some(row) = gets_mail(reader, person)? else { return Ok(None) };
    let choices = choices::of(reader, person)?;
    let waiting = reader.notices_to_mail_of(person, now - OLDEST)?;
    let theirs = still_theirs(reader, rounds, register, waiting, now)?;
    let sorted = sorted(theirs, &choices, now);
    Ok((sorted != Sorted::default()).then_some((row, sorted)))
}

impl Rounds {
    /// Puts letters of what people were told into the queue: at once, and at half past seven what they want once a day. Gives how many letters that were.
    ///
    /// # Errors
    /// When the store cannot be read or refuses.
    pub async fn post_notices(&self, now_us: i64) -> Result<usize, StoreError> {
        if !self.desk.sends_mail() {
            return Ok(0);
        }
        let (kept, register) = (Arc::clone(&self.kept), self.desk.register());
        let found: Vec<String> = self
            .desk
            .store()
            .read(move |reader| -> Result<_, StoreError> {
                let waiting = by_person(reader.notices_to_mail(now_us - OLDEST)?, |notice| &notice.person);
                let chosen = by_person(reader.all_notice_choices()?, |choice| &choice.person);
                // Most wait for their digest all day: whoever has nothing due is not asked for one by one.
                let mut found = Vec::new();
                let rounds = by_id(kept.rounds(reader)?);
                for (person, notices) in waiting {
                    let choices = choices::of_rows(chosen.get(&person).map_or(&[], Vec::as_slice));
                    let has_some = sorted(notices, &choices, now_us) != Sorted::default();
                    if has_some && due(reader, &rounds, &register, &person, now_us)?.is_some() {
                        found.push(person);
                    }
                }
                Ok(found)
            })
            .await?;
        let mut letters = 0;
        for people in found.chunks(AT_ONCE) {
            let (people, kept, desk) = (people.to_vec(), Arc::clone(&self.kept), Arc::clone(&self.desk));
            let act = Act::new("system", "notice.post", now_us);
            letters += self
                .desk
                .store()
                .write(act, move |w| -> Result<usize, StoreError> {
                    let rounds = by_id(kept.rounds(w)?);
                    // Looked at once more where nobody else writes: another server may have been faster, somebody may have read or chosen.
                    people.iter().try_fold(0, |count, person| Ok(count + post(w, &desk, &rounds, person, now_us)?))
                })
                .await?;
            self.desk.wake_letters();
        }
        Ok(letters)
    }
}

/// Puts down a person's letters, and notes so on their notices.
fn post(w: &mut Writer<'_>, desk: &Desk, rounds: &ById, person: &str, now: i64) -> Result<usize, StoreError> {
    let Some((row, sorted)) = due(w, rounds, &desk.register(), person, now)? else { return Ok(0) };
    let mut letters = 0;
    for (notices, digest) in [(sorted.at_once, false), (sorted.digest, true)] {
        if notices.is_empty() {
            continue;
        }
        letter(desk, rounds, &row, &notices, digest).put_down(w, row.clone())?;
        letters += 1;
        for notice in notices {
            w.update(&Notice { mailed: Some(now), ..notice })?;
        }
    }
    Ok(letters)
}

/// What a letter says: only what is to be done, and where. Neither scores nor evidence ever leave by mail.
fn letter(desk: &Desk, rounds: &ById, person: &Person, notices: &[Notice], digest: bool) -> NoticeLetter {
    let lang: Lang = language::of_tag(&person.lang).unwrap_or_default();
    let register = desk.register();
    let whole = |rest: &str| format!("{}/{}{rest}", desk.policy().public_url, lang.tag());
    let mut groups: Vec<NoticeGroup> = Vec::new();
    for notice in notices {
        let about = about(rounds, &register, notice, lang);
        let said = (what(rounds, notice, lang), whole(&place(rounds, notice)));
        match groups.iter_mut().find(|group| group.about == about) {
            Some(group) => group.notices.push(said),
            None => groups.push(NoticeGroup { about, notices: vec![said] }),
        }
    }
    NoticeLetter { digest, groups, inbox: whole("/notices"), choices: whole("/notices/choices") }
}

#[cfg(test)]
mod tests {
    use chiso_model::Date;

    use super::*;

    #[test]
    fn a_digest_goes_out_at_half_past_seven_in_viet_nam() {
        let morning = moment::first_of(Date::constant(2026, 11, 22)) + DIGEST_MINUTE * MINUTE;
        assert_eq!(moment::minute(morning, Lang::Vi), "22/11/2026 07:30");
        for (now, last) in [(morning - 1, morning - DAY), (morning, morning), (morning + DAY - 1, morning)] {
            assert_eq!(last_digest(now), last);
        }
    }
}
