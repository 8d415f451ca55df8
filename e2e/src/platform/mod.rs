//! The platform: from an empty folder to people at work, and every page that they see.

mod factor;
mod first_day;
pub(crate) mod house;
mod keyboard;
mod pages;
mod round;
pub(crate) mod survey;

use std::sync::Arc;

use libtest_mimic::Trial;

use self::first_day::Day;
use crate::World;
use crate::browser::{Browser, Size};
use crate::person::Hand;
use crate::program;

pub(crate) fn trials(world: &Arc<World>) -> Vec<Trial> {
    // These start programs of their own.
    if program::elsewhere().is_some() {
        return Vec::new();
    }
    let by_keys =
        Day { language: "vi", hand: Hand::Keys, size: Size::Desktop, scripts: true, whole: true, watched: true };
    let days = [
        ("the first day: vi by keyboard, desktop", by_keys),
        ("the first day: vi by finger, phone", Day { hand: Hand::Pointer, size: Size::Phone, ..by_keys }),
        (
            "the first day: coming in, people and imports, en by keyboard, desktop",
            Day { language: "en", whole: false, ..by_keys },
        ),
        (
            "the first day: coming in, people and imports, en by keyboard, without scripts, phone",
            Day { language: "en", size: Size::Phone, scripts: false, whole: false, watched: false, ..by_keys },
        ),
        (
            "the first day: coming in, people and imports, en by finger, phone",
            Day { language: "en", hand: Hand::Pointer, size: Size::Phone, whole: false, ..by_keys },
        ),
    ];
    let days = days.into_iter().map(|(name, day)| {
        world.trial(name.to_owned(), async move |world: &World, browser: &Browser| {
            first_day::spend(world, browser, day).await
        })
    });
    days.chain(round::trials(world))
        .chain(survey::trials(world))
        .chain(pages::trials(world))
        .chain(keyboard::trials(world))
        .collect()
}
