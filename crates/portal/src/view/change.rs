//! A change against an earlier year: arrow, sign and word; colour comes last.

use askama::Template;
use chiso_model::Lang;

use chiso_web::format::{place, signed};

/// A change of a value or of a place.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/change.html")]
pub(crate) struct Change {
    /// `up`, `down` or `same`.
    pub(crate) way: &'static str,
    /// What is printed.
    pub(crate) text: String,
    /// The word for those who do not see the arrow; empty where the text has it.
    pub(crate) word: &'static str,
}

fn way(value: f64) -> &'static str {
    if value > 0.0 {
        "up"
    } else if value < 0.0 {
        "down"
    } else {
        "same"
    }
}

/// Change of a value, with its sign.
pub(crate) fn of_value(value: f64, digits: u8, lang: Lang) -> Change {
    let word = match way(value) {
        "up" => lang.pick("tăng", "up"),
        "down" => lang.pick("giảm", "down"),
        _ => lang.pick("không đổi", "unchanged"),
    };
    Change { way: way(value), text: signed(value, digits, lang), word }
}

impl Change {
    /// The change with its unit: "+1,39 điểm phần trăm".
    pub(crate) fn with_unit(mut self, per_cent: bool, lang: Lang) -> Change {
        self.text = format!("{} {}", self.text, chiso_web::format::change_unit(per_cent, lang));
        self
    }
}

/// Change of a place: "tăng 2 bậc".
pub(crate) fn of_places(places: f64, lang: Lang) -> Change {
    let count = place(places.abs(), lang);
    let text = match (way(places), lang) {
        ("up", Lang::Vi) => format!("tăng {count} bậc"),
        ("down", Lang::Vi) => format!("giảm {count} bậc"),
        ("up", Lang::En) => format!("up {count}"),
        ("down", Lang::En) => format!("down {count}"),
        (_, Lang::Vi) => "giữ hạng".to_owned(),
        (_, Lang::En) => "same place".to_owned(),
    };
    Change { way: way(places), text, word: "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_has_arrow_sign_and_word() {
        let html = |change: Change| change.render().unwrap().trim().to_owned();
        insta::assert_snapshot!(html(of_value(4.3, 2, Lang::Vi)), @r#"<span class="up"><span aria-hidden="true">▲</span> +4,30<span class="visually-hidden"> (tăng)</span></span>"#);
        insta::assert_snapshot!(html(of_value(-0.69, 2, Lang::En)), @r#"<span class="down"><span aria-hidden="true">▼</span> −0.69<span class="visually-hidden"> (down)</span></span>"#);
        insta::assert_snapshot!(html(of_value(0.0, 2, Lang::Vi)), @r#"<span class="same"><span aria-hidden="true">=</span> 0,00<span class="visually-hidden"> (không đổi)</span></span>"#);
        insta::assert_snapshot!(html(of_places(1.0, Lang::Vi)), @r#"<span class="up"><span aria-hidden="true">▲</span> tăng 1 bậc</span>"#);
        insta::assert_snapshot!(html(of_places(-3.0, Lang::En)), @r#"<span class="down"><span aria-hidden="true">▼</span> down 3</span>"#);
    }
}
