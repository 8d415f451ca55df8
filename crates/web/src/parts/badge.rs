//! Badges: word, shape and colour together, so that none of them carries the meaning alone.

use askama::Template;

/// A short mark beside a name or a number.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/badge.html")]
pub struct Badge {
    /// Its colour: a class of the stylesheet, `ok`, `note`, `warn`, `bad` or nothing.
    pub tone: &'static str,
    /// Its shape.
    pub shape: Shape,
    /// Its word.
    pub text: String,
}

/// The shape in a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A disc with a tick.
    Check,
    /// An open ring.
    Ring,
    /// A triangle.
    Triangle,
    /// A square on its corner.
    Diamond,
    /// A square.
    Square,
    /// The face of a clock.
    Clock,
    /// An arrow that turns back.
    Back,
    /// A disc that is half full.
    Half,
}

impl Badge {
    /// A badge of a tone, a shape and a word.
    pub fn new(tone: &'static str, shape: Shape, text: impl Into<String>) -> Badge {
        Badge { tone, shape, text: text.into() }
    }
}
