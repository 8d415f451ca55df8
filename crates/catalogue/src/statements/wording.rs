//! How a finding is said. Only words and numbers here: no figure is looked up.

use chiso_model::{Lang, Rounding, RoundingMode, Text};

use crate::figure::Printed;
use crate::unit::Level;

/// The same text in both languages.
pub(super) fn both(say: impl Fn(Lang) -> String) -> Text {
    Text::new(say(Lang::Vi), say(Lang::En))
}

/// A change against an earlier year, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Change {
    /// The earlier year.
    pub(super) since: i16,
    /// Percentage points gained.
    pub(super) value: Option<Printed>,
    /// Places gained.
    pub(super) places: Option<i32>,
}

/// The difference of two printed numbers: exact on their decimal form, with the digits of the finer one.
pub(super) fn difference(now: Printed, before: Printed) -> Printed {
    let digits = now.digits.max(before.digits);
    let rounding = Rounding { digits, mode: RoundingMode::HalfUp };
    Printed { value: rounding.round(now.value - before.value), digits }
}

/// `88,37 %` in Vietnamese, `88.37%` in English.
pub(super) fn percent(value: Printed, lang: Lang) -> String {
    format!("{}{}", value.text(lang), lang.pick("\u{202f}%", "%"))
}

fn size(value: Printed, lang: Lang) -> String {
    let number = Printed { value: value.value.abs(), ..value }.text(lang);
    format!("{number} {}", lang.pick("điểm phần trăm", "percentage points"))
}

/// `3 places`, `1 place`; Vietnamese knows no plural.
fn places(count: u32, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{count} bậc"),
        Lang::En => format!("{count} {}", if count == 1 { "place" } else { "places" }),
    }
}

/// The units of a level, counted.
fn counted(count: Printed, level: Level, lang: Lang) -> String {
    let one = count.value == 1.0;
    let word = match (level, lang) {
        (Level::Province, Lang::Vi) => "tỉnh, thành phố",
        (Level::Ministry, Lang::Vi) => "bộ, cơ quan ngang bộ",
        (Level::Country, Lang::Vi) => "quốc gia",
        (Level::Province, Lang::En) if one => "province",
        (Level::Province, Lang::En) => "provinces",
        (Level::Ministry, Lang::En) if one => "ministry",
        (Level::Ministry, Lang::En) => "ministries",
        (Level::Country, Lang::En) if one => "country",
        (Level::Country, Lang::En) => "countries",
    };
    format!("{} {word}", count.text(lang))
}

/// `tăng 1,39 điểm phần trăm so với năm 2023`, as a part of a sentence about a mean.
fn risen(change: Printed, since: i16, lang: Lang) -> String {
    let size = size(change, lang);
    match (direction(change), lang) {
        (1, Lang::Vi) => format!("tăng {size} so với năm {since}"),
        (-1, Lang::Vi) => format!("giảm {size} so với năm {since}"),
        (_, Lang::Vi) => format!("không đổi so với năm {since}"),
        (1, Lang::En) => format!("up {size} on {since}"),
        (-1, Lang::En) => format!("down {size} on {since}"),
        (_, Lang::En) => format!("unchanged on {since}"),
    }
}

/// What came of a unit since the earlier year, as a part of a sentence; empty when nothing is known.
fn moved(change: Change, lang: Lang) -> String {
    match lang {
        Lang::Vi => moved_in_vietnamese(change),
        Lang::En => moved_in_english(change),
    }
}

fn moved_in_vietnamese(change: Change) -> String {
    let place = change.places.map(|gained| {
        let count = places(gained.unsigned_abs(), Lang::Vi);
        match gained.signum() {
            1 => format!("tăng {count}"),
            -1 => format!("giảm {count}"),
            _ => "giữ nguyên thứ hạng".to_owned(),
        }
    });
    let value = change.value.map(|value| match direction(value) {
        1 => format!("cao hơn {}", size(value, Lang::Vi)),
        -1 => format!("thấp hơn {}", size(value, Lang::Vi)),
        _ => "giữ nguyên điểm số".to_owned(),
    });
    let parts: Vec<String> = [place, value].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!(", {} so với năm {}", parts.join(", "), change.since) }
}

fn moved_in_english(change: Change) -> String {
    let since = change.since;
    let word = |direction: i32| if direction > 0 { "up" } else { "down" };
    let place = change.places.map(|gained| (gained.signum(), places(gained.unsigned_abs(), Lang::En)));
    let value = change.value.map(|value| (direction(value), size(value, Lang::En)));
    match (place, value) {
        (None, None) => String::new(),
        (Some((0, _)), None) => format!(", the same place as in {since}"),
        (None, Some((0, _))) => format!(", the same score as in {since}"),
        (Some((0, _)), Some((0, _))) => format!(", the same place and score as in {since}"),
        (Some((0, _)), Some((v, size))) => format!(", the same place as in {since}, {} {size}", word(v)),
        (Some((g, count)), Some((0, _))) => format!(", {} {count} on {since} with the same score", word(g)),
        (Some((g, count)), None) | (None, Some((g, count))) => format!(", {} {count} on {since}", word(g)),
        (Some((g, count)), Some((v, size))) if g == v => format!(", {} {count} and {size} on {since}", word(g)),
        (Some((g, count)), Some((v, size))) => format!(", {} {count} but {} {size} on {since}", word(g), word(v)),
    }
}

/// 1 for more, -1 for less, 0 for the same.
fn direction(change: Printed) -> i32 {
    i32::from(change.value > 0.0) - i32::from(change.value < 0.0)
}

/// Where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    First,
    Nth(u16),
    Last,
}

/// Where a unit stands, with its value, and what came of it since.
pub(super) fn place(
    name: &Text,
    level: Level,
    standing: Standing,
    value: Option<Printed>,
    change: Option<Change>,
) -> Text {
    both(|lang| {
        let name = subject(name, level == Level::Ministry, lang);
        let standing = match (standing, lang) {
            (Standing::First, Lang::Vi) => "đứng đầu".to_owned(),
            (Standing::Nth(n), Lang::Vi) => format!("xếp thứ {n}"),
            (Standing::Last, Lang::Vi) => "đứng cuối".to_owned(),
            (Standing::First, Lang::En) => "comes first".to_owned(),
            (Standing::Nth(n), Lang::En) => format!("comes {}", ordinal(n)),
            (Standing::Last, Lang::En) => "comes last".to_owned(),
        };
        let with = lang.pick("với", "with");
        let value = value.map(|value| format!(" {with} {}", percent(value, lang))).unwrap_or_default();
        let change = change.map(|change| moved(change, lang)).unwrap_or_default();
        format!("{name} {standing}{value}{change}.")
    })
}

/// The name at the head of a sentence. English wants an article before the name of a ministry or a region.
fn subject(name: &Text, article: bool, lang: Lang) -> String {
    match lang {
        Lang::En if article => format!("The {}", name.get(lang)),
        _ => name.get(lang).to_owned(),
    }
}

/// The greatest or least value of all units, where nobody says whose it is, or the place is not known.
pub(super) fn extreme(highest: bool, unit: Option<&Text>, value: Printed) -> Text {
    both(|lang| {
        let what = if highest {
            lang.pick("Giá trị cao nhất", "The greatest value")
        } else {
            lang.pick("Giá trị thấp nhất", "The least value")
        };
        let value = percent(value, lang);
        match (unit.map(|unit| unit.get(lang)), lang) {
            (Some(unit), Lang::Vi) => format!("{what} là {value} ({unit})."),
            (None, Lang::Vi) => format!("{what} là {value}."),
            (Some(unit), Lang::En) => format!("{what} is {value} ({unit})."),
            (None, Lang::En) => format!("{what} is {value}."),
        }
    })
}

fn ordinal(n: u16) -> String {
    let ending = match (n % 10, n % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// The mean of all units, and its change.
pub(super) fn mean(level: Level, value: Printed, change: Option<(Printed, i16)>) -> Text {
    both(|lang| {
        let who = match (level, lang) {
            (Level::Province, Lang::Vi) => "các tỉnh, thành phố",
            (Level::Ministry, Lang::Vi) => "các bộ, cơ quan ngang bộ",
            (Level::Country, Lang::Vi) => "các quốc gia",
            (Level::Province, Lang::En) => "the provinces",
            (Level::Ministry, Lang::En) => "the ministries",
            (Level::Country, Lang::En) => "the countries",
        };
        let value = percent(value, lang);
        let mut text = match lang {
            Lang::Vi => format!("Giá trị trung bình của {who} là {value}"),
            Lang::En => format!("The mean of {who} is {value}"),
        };
        text.push_str(&change.map(|(change, since)| format!(", {}", risen(change, since, lang))).unwrap_or_default());
        text + "."
    })
}

/// How many units rose and how many fell.
pub(super) fn movement(level: Level, up: Option<Printed>, down: Option<Printed>, since: i16) -> Text {
    both(|lang| {
        let up = up.map(|n| format!("{} {}", counted(n, level, lang), lang.pick("tăng điểm", "gained")));
        let down = down.map(|n| format!("{} {}", counted(n, level, lang), lang.pick("giảm điểm", "lost")));
        let parts: Vec<String> = [up, down].into_iter().flatten().collect();
        match lang {
            Lang::Vi => format!("{} so với năm {since}.", parts.join(", ")),
            Lang::En => format!("{} against {since}.", parts.join(", ")),
        }
    })
}

/// How many units lie in each band, by the name of the band and what it means.
pub(super) fn bands(level: Level, counts: &[(&str, Option<&Text>, Printed)]) -> Text {
    both(|lang| {
        let parts: Vec<String> = counts
            .iter()
            .map(|(band, meaning, count)| {
                let meaning = meaning.map(|m| format!(" ({})", m.get(lang))).unwrap_or_default();
                format!("{} {band}{meaning}: {}", lang.pick("nhóm", "group"), counted(*count, level, lang))
            })
            .collect();
        capital(&parts.join("; ")) + "."
    })
}

/// Distance between the first and the last unit, and that of the year before.
pub(super) fn spread(now: Printed, before: Option<(Printed, i16)>) -> Text {
    both(|lang| {
        let size_now = size(now, lang);
        let text = match lang {
            Lang::Vi => format!("Khoảng cách giữa đơn vị đứng đầu và đơn vị đứng cuối là {size_now}"),
            Lang::En => format!("The distance between the first and the last is {size_now}"),
        };
        let Some((before, year)) = before else { return text + "." };
        let size_before = size(before, lang);
        let word = match (now.value > before.value, now.value < before.value) {
            (true, _) => lang.pick("rộng hơn", "wider than in"),
            (_, true) => lang.pick("hẹp hơn", "narrower than in"),
            _ => lang.pick("bằng", "the same as in"),
        };
        match lang {
            Lang::Vi => format!("{text}, {word} năm {year} ({size_before})."),
            Lang::En => format!("{text}, {word} {year} ({size_before})."),
        }
    })
}

/// A gain or a loss of one unit that stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outstanding {
    BestGain,
    LeastGain,
    GreatestLoss,
}

pub(super) fn outstanding(what: Outstanding, name: Option<&Text>, value: Printed, since: i16) -> Text {
    both(|lang| {
        let size = size(value, lang);
        let what = match what {
            Outstanding::BestGain => lang.pick("Mức tăng cao nhất", "The greatest gain"),
            Outstanding::LeastGain => {
                lang.pick("Mức tăng thấp nhất trong các đơn vị tăng điểm", "The least gain among those that gained")
            }
            Outstanding::GreatestLoss => lang.pick("Mức giảm nhiều nhất", "The greatest loss"),
        };
        match (name.map(|name| name.get(lang)), lang) {
            (Some(name), Lang::Vi) => format!("{what} so với năm {since} là của {name}: {size}."),
            (None, Lang::Vi) => format!("{what} so với năm {since} là {size}; nguồn không nêu tên đơn vị."),
            (Some(name), Lang::En) => format!("{what} against {since} is that of {name}: {size}."),
            (None, Lang::En) => format!("{what} against {since} is {size}; the source does not name the unit."),
        }
    })
}

/// A component's mean with what is known of it.
pub(super) fn component_mean(
    name: &Text,
    value: Option<Printed>,
    change: Option<(Printed, i16)>,
    rank: Option<Printed>,
) -> Text {
    both(|lang| {
        let value = value.map(|value| percent(value, lang));
        let change = change.map(|(change, since)| risen(change, since, lang));
        let rank = rank.map(|rank| match lang {
            Lang::Vi => format!("xếp thứ {} trong các chỉ số thành phần", rank.text(lang)),
            Lang::En => format!("number {} among the components", rank.text(lang)),
        });
        let parts: Vec<String> = [value, change, rank].into_iter().flatten().collect();
        let name = name.get(lang);
        match lang {
            Lang::Vi => format!("{name}: giá trị trung bình {}.", parts.join(", ")),
            Lang::En => format!("{name}: mean {}.", parts.join(", ")),
        }
    })
}

/// How many units rose, fell, or reached 100 % in a component.
pub(super) fn component_counts(
    name: &Text,
    level: Level,
    up: Option<Printed>,
    down: Option<Printed>,
    at_full: Option<Printed>,
) -> Text {
    let hundred = Printed { value: 100.0, digits: 0 };
    both(|lang| {
        let up = up.map(|n| format!("{} {}", counted(n, level, lang), lang.pick("tăng điểm", "gained")));
        let down = down.map(|n| format!("{} {}", counted(n, level, lang), lang.pick("giảm điểm", "lost")));
        let full = at_full
            .map(|n| format!("{} {} {}", counted(n, level, lang), lang.pick("đạt", "reached"), percent(hundred, lang)));
        let parts: Vec<String> = [up, down, full].into_iter().flatten().collect();
        format!("{}: {}.", name.get(lang), parts.join(", "))
    })
}

/// Greatest or least value of a component.
pub(super) fn component_extreme(name: &Text, highest: bool, unit: Option<&Text>, value: Printed) -> Text {
    both(|lang| {
        let name = name.get(lang);
        let word = if highest { lang.pick("cao nhất", "highest") } else { lang.pick("thấp nhất", "lowest") };
        let value = percent(value, lang);
        match (unit.map(|unit| unit.get(lang)), lang) {
            (Some(unit), Lang::Vi) => format!("{name}: {word} là {unit} với {value}."),
            (Some(unit), Lang::En) => format!("{name}: {unit} is {word} with {value}."),
            (None, Lang::Vi) => format!("{name}: {word} là {value}."),
            (None, Lang::En) => format!("{name}: the {word} is {value}."),
        }
    })
}

/// A share of respondents.
pub(super) fn share(name: &Text, value: Printed) -> Text {
    both(|lang| format!("{}: {}.", name.get(lang), percent(value, lang)))
}

/// The highest or lowest region.
pub(super) fn region(name: &Text, highest: bool, value: Printed, change: Option<(Printed, i16)>) -> Text {
    both(|lang| {
        let (name, value) = (subject(name, true, lang), percent(value, lang));
        let word = if highest { lang.pick("cao nhất", "highest") } else { lang.pick("thấp nhất", "lowest") };
        let mut text = match lang {
            Lang::Vi => format!("{name} là vùng có giá trị trung bình {word}: {value}"),
            Lang::En => format!("{name} is the region with the {word} mean: {value}"),
        };
        text.push_str(&change.map(|(change, since)| format!(", {}", risen(change, since, lang))).unwrap_or_default());
        text + "."
    })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
