//! What units and indices are called.

use chiso_catalogue::Level;
use chiso_model::Lang;

/// The units of a level, several of them.
pub(crate) fn units(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Province => lang.pick("tỉnh, thành phố", "provinces and cities"),
        Level::Ministry => lang.pick("bộ, cơ quan ngang bộ", "ministries"),
        Level::Country => lang.pick("quốc gia", "countries"),
    }
}

/// So many units of a level: "1 ministry", "3 ministries".
pub(crate) fn counted(count: usize, level: Level, lang: Lang) -> String {
    let word = match (level, lang, count) {
        (Level::Province, Lang::En, 1) => "province or city",
        (Level::Ministry, Lang::En, 1) => "ministry",
        (Level::Country, Lang::En, 1) => "country",
        _ => units(level, lang),
    };
    format!("{count} {word}")
}

/// The heading of a column of units.
pub(crate) fn unit_heading(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Province => lang.pick("Tỉnh, thành phố", "Province or city"),
        Level::Ministry => lang.pick("Bộ, cơ quan ngang bộ", "Ministry"),
        Level::Country => lang.pick("Quốc gia", "Country"),
    }
}

/// What a series of publications is called: the title of one of them without its year.
pub(crate) fn index_title(publication: &crate::site::Publication, lang: Lang) -> String {
    let title = publication.dataset.title.get(lang);
    let year = format!(" {}", publication.year);
    publication.marked(&title.replacen(&year, "", 1), lang)
}
