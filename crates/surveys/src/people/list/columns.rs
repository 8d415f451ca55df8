//! The columns of a list of people.

use chiso_model::Lang;

/// A column that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Name,
    Mail,
    Phone,
    Lang,
    Stratum,
    Psu,
    Weight,
    Fpc,
    Interviewer,
    Rated,
    Raters,
    Own,
    RatedGroup,
}

impl Column {
    pub(crate) const ALL: [Column; 13] = [
        Column::Name,
        Column::Mail,
        Column::Phone,
        Column::Lang,
        Column::Stratum,
        Column::Psu,
        Column::Weight,
        Column::Fpc,
        Column::Interviewer,
        Column::Rated,
        Column::Raters,
        Column::Own,
        Column::RatedGroup,
    ];

    /// What it is called: the first in what is kept and in English lists, the second in Vietnamese ones, all of them understood.
    fn headings(self) -> &'static [&'static str] {
        match self {
            Column::Name => &["name", "họ và tên", "họ tên", "tên"],
            Column::Mail => &["mail", "thư điện tử", "email", "e-mail", "địa chỉ thư điện tử", "hòm thư"],
            Column::Phone => &["phone", "điện thoại", "số điện thoại", "di động"],
            Column::Lang => &["language", "ngôn ngữ", "lang"],
            Column::Stratum => &["stratum", "tầng", "stratum_1"],
            Column::Psu => &["psu", "đơn vị chọn mẫu", "cụm", "psu_1"],
            Column::Weight => &["weight", "trọng số"],
            Column::Fpc => &["fpc", "tổng số đơn vị", "fpc_1"],
            Column::Interviewer => &["interviewer", "điều tra viên", "người phỏng vấn", "cán bộ điều tra"],
            Column::Rated => &["unit", "đơn vị được đánh giá", "rated"],
            Column::Raters => &["raters", "nhóm người trả lời"],
            Column::Own => &["own", "đơn vị công tác"],
            Column::RatedGroup => &["group", "nhóm đơn vị"],
        }
    }

    /// The name under which its value is kept.
    pub(crate) fn id(self) -> &'static str {
        self.headings()[0]
    }

    /// What a list in a language calls it.
    pub(crate) fn heading(self, lang: Lang) -> String {
        let all = self.headings();
        match (lang, all.get(1)) {
            // As a heading begins.
            (Lang::Vi, Some(name)) => {
                let mut letters = name.chars();
                letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
            }
            _ => all[0].to_owned(),
        }
    }

    /// The column that a heading means.
    pub(crate) fn of(heading: &str) -> Option<Column> {
        let heading = heading.trim().to_lowercase();
        Column::ALL.into_iter().find(|column| column.headings().contains(&heading.as_str()))
    }
}

/// What a column of the design says that the questionnaire names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// A stratum or a unit that was drawn.
    Place,
    /// A weight: above 0.
    Weight,
    /// How many units there are: a whole number of 1 or more.
    Units,
    /// A label of a population margin; blank where nobody knows it.
    Label,
}

/// A column of the design under a name of the questionnaire's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) says: Says,
}
