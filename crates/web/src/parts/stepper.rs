//! Where one is in work whose order matters.

use askama::Template;
use chiso_model::Lang;

use crate::words;

/// The steps of a wizard. Steps behind are links, steps ahead are not.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/stepper.html")]
pub struct Stepper {
    lang: Lang,
    current: usize,
    steps: Vec<(String, String)>,
}

impl Stepper {
    /// Steps with title and address; `current` counts from 1.
    pub fn new(lang: Lang, current: usize, steps: Vec<(String, String)>) -> Stepper {
        Stepper { lang, current, steps }
    }

    fn place(&self) -> String {
        let (current, of) = (self.current.to_string(), self.steps.len().to_string());
        words::say_with(self.lang, "stepper-place", &[("step", current.into()), ("of", of.into())])
    }

    fn t(&self, key: &str) -> String {
        words::say(self.lang, key)
    }
}
