//! Who gives a ballot in which way, and what happens when.

use crate::linkage::campaign::{Chance, Way};

/// Strata, and people of each: the person of a number is of the stratum that is left when it is divided by the strata.
pub(crate) const STRATA: usize = 4;
pub(crate) const IN_STRATUM: usize = 60;
/// Of those who answer by themselves so many do before the first backup, between the two, and after the second; the others never do.
const OWN: [usize; 3] = [30, 75, 15];
/// Of those between, so many answer all alone, each a second after the one before.
pub(crate) const ALONE: usize = 8;
/// Sheets of each group and way that are keyed twice before the first backup, and of which one keying lies in the drawer when it is made.
pub(crate) const COUNTED_BEFORE: usize = 3;
pub(crate) const ONCE_BEFORE: usize = 7;
/// The sheets of each group and way; the last one is never brought back.
const SHEETS: usize = 14;
/// People of each interviewer who were met before the first backup, and between the two; those who are called again are of the first.
pub(crate) const MET: usize = 15;

/// Two strata are interviewed, one of them with sheets beside; one has sheets; in the last a single person is interviewed, of whom a visit tells.
pub(crate) fn way(stratum: usize, place: usize) -> Way {
    match (stratum, place) {
        (0 | 1, ..32) | (3, 0) => Way::Interview,
        (0, 32..46) | (2, ..SHEETS) => Way::Paper,
        (2, SHEETS..28) => Way::Phone,
        _ => Way::Own,
    }
}

/// By the place within the stratum, which place of its way somebody has.
pub(crate) fn place(who: usize) -> usize {
    let of = way(who % STRATA, who / STRATA);
    (0..who / STRATA).filter(|place| way(who % STRATA, *place) == of).count()
}

/// What happens at a moment.
#[derive(Clone)]
pub(crate) enum Event {
    Own(usize),
    /// A sheet is keyed for the last time.
    Sheet(usize),
    /// A tablet is in reach of a network.
    Tablet(Vec<usize>),
}

impl Event {
    /// Who gives a ballot then.
    pub(crate) fn who(&self) -> &[usize] {
        match self {
            Event::Own(who) | Event::Sheet(who) => std::slice::from_ref(who),
            Event::Tablet(met) => met,
        }
    }
}

/// How somebody gives a ballot.
pub(crate) fn way_of(who: usize) -> Way {
    way(who % STRATA, who / STRATA)
}

/// Some of all people.
pub(crate) fn of(of: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..STRATA * IN_STRATUM).filter(|who| of(*who)).collect()
}

/// Interviews of each tablet with those whose places are these, at most five of them at once.
fn tablets(places: std::ops::Range<usize>) -> Vec<Event> {
    let met =
        |stratum| of(|who| way_of(who) == Way::Interview && who % STRATA == stratum && places.contains(&place(who)));
    let some = |stratum: usize| {
        Chance(13).shuffled(met(stratum)).chunks(5).map(|some| Event::Tablet(some.to_vec())).collect::<Vec<_>>()
    };
    [some(0), some(1)].concat()
}

/// The keying of sheets whose places are these.
pub(crate) fn sheets(places: std::ops::Range<usize>) -> Vec<Event> {
    of(|who| way_of(who).has_sheet() && places.contains(&place(who))).into_iter().map(Event::Sheet).collect()
}

/// What happens before, between and after the backups, each in an order by chance.
pub(crate) fn course() -> [Vec<Event>; 3] {
    let own = Chance(7).shuffled(of(|who| way_of(who) == Way::Own));
    let mut own = own.into_iter().map(Event::Own);
    let [before, between, after] = OWN.map(|many| own.by_ref().take(many).collect::<Vec<_>>());
    let mixed = |events: Vec<Event>, seed| -> Vec<Event> {
        Chance(seed).shuffled((0..events.len()).collect()).into_iter().map(|at| events[at].clone()).collect()
    };
    let alone = Event::Tablet(vec![3]);
    let (first, rest) = between.split_at(ALONE);
    let rest = [rest, &tablets(MET..2 * MET), &[alone], &sheets(COUNTED_BEFORE..SHEETS - 1)].concat();
    [
        mixed([before, tablets(0..MET), sheets(0..COUNTED_BEFORE)].concat(), 8),
        [first, &mixed(rest, 9)].concat(),
        mixed([after, tablets(2 * MET..32)].concat(), 10),
    ]
}
