//! Who is called again: drawn by a seed that anybody can repeat.

use std::collections::{BTreeMap, BTreeSet};

use chiso_survey::{Called, HowMany, Seed, to_call_back};
use sha2::{Digest, Sha256};

fn met() -> BTreeMap<String, Vec<String>> {
    let people = |interviewer: &str, many: u32| (0..many).map(|person| format!("{interviewer}{person}")).collect();
    [("an", 20), ("binh", 7), ("chi", 1)].map(|(name, many)| (name.to_owned(), people(name, many))).into()
}

#[test]
fn each_interviewer_has_their_share_rounded_up_and_nobody_is_drawn_twice() {
    for (many, wanted) in [
        (HowMany::Percent(10), [2, 1, 1]),
        (HowMany::Percent(15), [3, 2, 1]),
        (HowMany::Percent(100), [20, 7, 1]),
        (HowMany::Percent(0), [0, 0, 0]),
        (HowMany::Number(5), [5, 5, 1]),
    ] {
        let drawn = to_call_back(&Seed::new("37 02 18"), &met(), many);
        let of = |name: &str| drawn.iter().filter(|id| id.starts_with(name)).count();
        assert_eq!(["an", "binh", "chi"].map(of), wanted, "{many:?}");
        assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len());
    }
}

/// By hand: those whose SHA-256 of seed, interviewer and id, a line each, begins with the smallest eight bytes.
#[test]
fn anybody_can_draw_the_same_with_sha_256() {
    let mut all = met();
    let number = |id: &String| Sha256::digest(format!("37 02 18\nan\n{id}"))[..8].to_vec();
    let mut by_hand = all["an"].clone();
    by_hand.sort_by_key(number);
    let by_hand: BTreeSet<String> = by_hand.into_iter().take(4).collect();
    for _ in 0..2 {
        let drawn = to_call_back(&Seed::new(" 37 02 18 "), &all, HowMany::Number(4));
        assert_eq!(drawn.into_iter().filter(|id| id.starts_with("an")).collect::<BTreeSet<_>>(), by_hand);
        // Neither the order of the list nor the other interviewers matter.
        for people in all.values_mut() {
            people.reverse();
        }
        all.remove("binh");
    }
    let other = to_call_back(&Seed::new("37 02 19"), &all, HowMany::Number(4));
    assert_ne!(other.into_iter().filter(|id| id.starts_with("an")).collect::<BTreeSet<_>>(), by_hand);
}

#[test]
fn what_came_of_a_call_is_kept_by_a_word() {
    for called in Called::ALL {
        assert_eq!(Called::from_id(called.id()), Some(called));
    }
    assert_eq!(Called::from_id("other"), None);
    let reached: Vec<Called> = Called::ALL.into_iter().filter(|called| called.is_reached()).collect();
    assert_eq!(reached, [Called::Confirmed, Called::Denied, Called::Refused]);
}
