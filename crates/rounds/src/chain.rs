//! The chain of a score as people read it: every link with who, when, numbers, points, reason and evidence; nothing overwritten.

use chiso_model::{Lang, Missing, hex};
use chiso_round::{Criterion, Evidence, Link, Mark, Proof, Why};
use chiso_web::parts::{Event, Timeline};
use chiso_workspace::house::moment;
use sha2::{Digest as _, Sha256};

use crate::held::Held;
use crate::named::Named;
use crate::unit::kilobytes;
use crate::words::{say, say_with};

/// How evidence is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proofs {
    /// By its title, to those who may see it.
    Titled,
    /// By kind, size and hash: titles, names of files and addresses may name people.
    Hashed,
}

/// The chain of a score, the newest link first.
pub(crate) fn chain(lang: Lang, names: &Named, proofs: Proofs, criterion: &Criterion, links: &[Link]) -> Timeline {
    chain_by(lang, &|id, lang| names.get(id, lang), proofs, criterion, links)
}

/// The chain of a score as the public reads it, the newest link first: its authors named in a way of the caller's, its evidence by hash.
pub(crate) fn public_chain(
    lang: Lang,
    named: &dyn Fn(&str, Lang) -> String,
    criterion: &Criterion,
    links: &[Link],
) -> Timeline {
    chain_by(lang, named, Proofs::Hashed, criterion, links)
}

fn chain_by(
    lang: Lang,
    named: &dyn Fn(&str, Lang) -> String,
    proofs: Proofs,
    criterion: &Criterion,
    links: &[Link],
) -> Timeline {
    Timeline::new(links.iter().rev().map(|link| event(lang, named, proofs, criterion, link)).collect())
}

fn event(
    lang: Lang,
    named: &dyn Fn(&str, Lang) -> String,
    proofs: Proofs,
    criterion: &Criterion,
    link: &Link,
) -> Event {
    let given = points(link.points, lang);
    let noun = chiso_web::format::points_noun(&given, lang);
    let what = format!("{}: {given} {noun}", link.stage.title().get(lang));
    let mut event = Event::new(moment::minute(link.at, lang), moment::machine(link.at), what, named(&link.by, lang));
    event = event.why(match &link.why {
        Why::Said(reason) => reason.clone(),
        Why::Rule => say(lang, "chain-by-rule"),
        Why::NotDeclared => say(lang, "chain-not-declared"),
    });
    for input in &criterion.inputs {
        if let Some(mark) = link.numbers.get(&input.name) {
            event = event.change(input.title.get(lang), "", points(*mark, lang));
        }
    }
    if let Some(proposed) = link.proposed.filter(|proposed| *proposed != link.points) {
        event = event.change(say(lang, "chain-proposed"), "", points(proposed, lang));
    }
    if !link.note.is_empty() {
        event = event.change(say(lang, "chain-note"), "", &link.note);
    }
    if let Some(asks) = &link.asks {
        event = event.change(say(lang, "chain-asks"), "", asks);
    }
    if let Some(checked) = &link.checked_by {
        event = event.change(say(lang, "chain-checked"), "", named(checked, lang));
    }
    for evidence in &link.evidence {
        event = event.change(say(lang, "chain-evidence"), "", proof(evidence, proofs, lang));
    }
    event
}

fn proof(evidence: &Evidence, proofs: Proofs, lang: Lang) -> String {
    match (&evidence.proof, proofs) {
        (Proof::File { hash, .. }, Proofs::Titled) => format!("{} (SHA-256 {hash})", evidence.title),
        (Proof::Link { address }, Proofs::Titled) => format!("{} ({address})", evidence.title),
        (Proof::File { hash, size, .. }, Proofs::Hashed) => {
            let told = [("size", kilobytes(*size, lang).into()), ("hash", hash.clone().into())];
            say_with(lang, "chain-file", &told)
        }
        (Proof::Link { address }, Proofs::Hashed) => {
            say_with(lang, "chain-link", &[("hash", hex(&Sha256::digest(address)).into())])
        }
    }
}

/// A score in a table: with the digits that the rulebook prints at most. The whole number stands in its chain.
pub(crate) fn score(mark: Mark, held: &Held, lang: Lang) -> String {
    mark.value()
        .map_or_else(|| points(mark, lang), |value| points(Mark::number(held.rulebook.rounding.round(value)), lang))
}

/// A number of a round as people read it: with a decimal comma in Vietnamese, or why there is none.
pub(crate) fn points(mark: Mark, lang: Lang) -> String {
    match mark.0.get() {
        Ok(value) => chiso_web::format::plain(value, lang),
        Err(Missing::Blank) => "–".to_owned(),
        Err(kind) => chiso_web::format::missing(kind, lang).to_owned(),
    }
}
