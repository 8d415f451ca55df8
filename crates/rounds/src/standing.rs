//! How a criterion stands: one word, shape and colour each, on every page of a round.

use chiso_model::Lang;
use chiso_round::assessment::Standing;
use chiso_web::parts::{Badge, Shape};

/// The badge of a standing.
pub(crate) fn badge(standing: Standing, lang: Lang) -> Badge {
    let (tone, shape) = match standing {
        Standing::AwaitsFact | Standing::WithUnit | Standing::Empty => ("", Shape::Ring),
        Standing::Joined | Standing::Ready | Standing::First | Standing::Second => ("ok", Shape::Check),
        Standing::Entered => ("note", Shape::Half),
        Standing::Returned | Standing::Reopened => ("warn", Shape::Back),
        Standing::AwaitsFirst | Standing::AwaitsSecond | Standing::AwaitsCheck => ("note", Shape::Clock),
        Standing::Asked => ("warn", Shape::Triangle),
        Standing::Decided | Standing::Corrected => ("ok", Shape::Diamond),
    };
    Badge::new(tone, shape, standing.title().get(lang))
}
