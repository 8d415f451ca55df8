//! What can be wrong with a register.

use jiff::civil::Date;

use super::{AgencyId, AgencyKind, Code, LineageKind, Validity, variable_name};
use crate::{Lang, day, shortest};

/// What of an agency is dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DatedFact {
    /// The agency itself.
    Agency,
    /// A name.
    Name,
    /// A kind.
    Kind,
    /// A parent.
    Parent,
    /// A code.
    Code,
    /// Another way to write its name.
    Alias,
}

impl DatedFact {
    /// The word for it.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            DatedFact::Agency => lang.pick("thời gian tồn tại", "time of existence"),
            DatedFact::Name => lang.pick("tên", "name"),
            DatedFact::Kind => lang.pick("loại", "kind"),
            DatedFact::Parent => lang.pick("cơ quan cấp trên", "parent"),
            DatedFact::Code => lang.pick("mã", "code"),
            DatedFact::Alias => lang.pick("tên gọi khác", "alias"),
        }
    }
}

/// One thing that is wrong with a register.
#[derive(Debug, Clone, PartialEq)]
pub enum RegisterProblem {
    /// Two agencies have one id.
    RepeatedId(AgencyId),
    /// Something ends before it begins.
    EndsBeforeItBegins {
        /// Of this agency.
        agency: AgencyId,
        /// What.
        fact: DatedFact,
        /// Its days.
        valid: Validity,
    },
    /// A fact holds on days on which the agency is not there.
    OutsideItsTime {
        /// The agency.
        agency: AgencyId,
        /// What.
        fact: DatedFact,
        /// Its days.
        valid: Validity,
    },
    /// Two names, kinds or parents, or two codes of one system, hold on one day.
    Overlap {
        /// The agency.
        agency: AgencyId,
        /// What.
        fact: DatedFact,
        /// The days.
        valid: Validity,
    },
    /// On some day of its time it has no name or no kind.
    Gap {
        /// The agency.
        agency: AgencyId,
        /// What is not there.
        fact: DatedFact,
        /// The first such day; none where it goes back before all data.
        day: Option<Date>,
    },
    /// Two agencies hold one code on one day.
    CodeHeldByTwo {
        /// The code.
        code: Code,
        /// The one.
        one: AgencyId,
        /// The other.
        other: AgencyId,
        /// The days.
        valid: Validity,
    },
    /// Its parent is not there on some of the days.
    ParentNotThere {
        /// The agency.
        agency: AgencyId,
        /// The parent.
        parent: AgencyId,
        /// The days of that parenthood.
        valid: Validity,
        /// When the parent exists; none where there is no such agency.
        exists: Option<Validity>,
    },
    /// Its kind cannot stand below its parent's.
    KindDoesNotFit {
        /// The agency.
        agency: AgencyId,
        /// Its kind.
        kind: AgencyKind,
        /// The parent.
        parent: AgencyId,
        /// The parent's kind.
        parent_kind: AgencyKind,
        /// The first such day.
        day: Option<Date>,
    },
    /// It stands below itself.
    Circle {
        /// The agency.
        agency: AgencyId,
        /// The first such day.
        day: Option<Date>,
    },
    /// An event does not have the sides that its kind has.
    WrongSides {
        /// The event.
        event: LineageKind,
        /// Its day.
        date: Date,
        /// How many stand before it.
        before: usize,
        /// How many stand after it.
        after: usize,
    },
    /// An event names an agency that there is not.
    UnknownInEvent {
        /// The event.
        event: LineageKind,
        /// Its day.
        date: Date,
        /// The id.
        agency: AgencyId,
    },
    /// One before the event is not there on the day before it.
    NotThereBefore {
        /// The event.
        event: LineageKind,
        /// Its day.
        date: Date,
        /// The agency.
        agency: AgencyId,
    },
    /// One before the event, and not after it, is still there.
    StillThere {
        /// The event.
        event: LineageKind,
        /// Its day.
        date: Date,
        /// The agency.
        agency: AgencyId,
    },
    /// One after the event is not there on its day.
    NotThereAfter {
        /// The event.
        event: LineageKind,
        /// Its day.
        date: Date,
        /// The agency.
        agency: AgencyId,
    },
    /// Agencies of different levels merge, or come out of a split: a ward cannot take a province in.
    OtherLevel {
        /// The event.
        event: LineageKind,
        /// Its day.
        date: Date,
        /// One of them.
        one: AgencyId,
        /// Its kind.
        kind: AgencyKind,
        /// One of another level.
        other: AgencyId,
        /// Its kind.
        other_kind: AgencyKind,
    },
    /// Agencies below different ones merge, and nobody says what comes of it stands below.
    OtherParent {
        /// The day of the merger.
        date: Date,
        /// One of them.
        one: AgencyId,
        /// What it stood below on the eve.
        parent: Option<AgencyId>,
        /// One below another.
        other: AgencyId,
        /// What that stood below.
        other_parent: Option<AgencyId>,
    },
    /// Two events of one day take the same agency apart.
    TakenTwice {
        /// The day.
        date: Date,
        /// The agency.
        agency: AgencyId,
    },
    /// Shares by a variable do not add up to one.
    Shares {
        /// The event.
        event: LineageKind,
        /// Its day.
        date: Date,
        /// Those before.
        before: Vec<AgencyId>,
        /// The variable.
        variable: String,
        /// What they add up to; none where one is not given, or not between 0 and 1.
        sum: Option<f64>,
    },
}

impl RegisterProblem {
    /// The agencies it is about.
    pub fn agencies(&self) -> Vec<&AgencyId> {
        use RegisterProblem as P;
        match self {
            P::RepeatedId(agency)
            | P::EndsBeforeItBegins { agency, .. }
            | P::OutsideItsTime { agency, .. }
            | P::Overlap { agency, .. }
            | P::Gap { agency, .. }
            | P::Circle { agency, .. }
            | P::UnknownInEvent { agency, .. }
            | P::NotThereBefore { agency, .. }
            | P::StillThere { agency, .. }
            | P::NotThereAfter { agency, .. }
            | P::TakenTwice { agency, .. } => vec![agency],
            P::CodeHeldByTwo { one, other, .. }
            | P::OtherLevel { one, other, .. }
            | P::OtherParent { one, other, .. } => {
                vec![one, other]
            }
            P::ParentNotThere { agency, parent, .. } | P::KindDoesNotFit { agency, parent, .. } => vec![agency, parent],
            P::Shares { before, .. } => before.iter().collect(),
            P::WrongSides { .. } => Vec::new(),
        }
    }

    /// What is wrong and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.vietnamese(),
            Lang::En => self.english(),
        }
    }

    fn vietnamese(&self) -> String {
        use RegisterProblem as P;
        let lang = Lang::Vi;
        let date = |d: &Date| day(*d, lang);
        let what = |event: &LineageKind, on: &Date| format!("{} ngày {}", event.name().vi, date(on));
        let since = |d: &Option<Date>| {
            d.as_ref().map_or_else(|| "trước mọi số liệu".to_owned(), |d| format!("ngày {}", date(d)))
        };
        match self {
            P::RepeatedId(id) => format!("có hai cơ quan cùng định danh “{id}”; hãy đổi một định danh"),
            P::EndsBeforeItBegins { agency, fact, valid } => format!(
                "“{agency}”: {} có ngày kết thúc trước ngày bắt đầu ({}); hãy sửa ngày",
                fact.name(lang),
                valid.text(lang)
            ),
            P::OutsideItsTime { agency, fact, valid } => format!(
                "“{agency}”: {} ({}) nằm ngoài thời gian tồn tại của cơ quan; hãy sửa ngày",
                fact.name(lang),
                valid.text(lang)
            ),
            P::Overlap { agency, fact, valid } => format!(
                "“{agency}”: có hai {} cùng lúc ({}); hãy để cái trước kết thúc trước khi cái sau bắt đầu",
                fact.name(lang),
                valid.text(lang)
            ),
            P::Gap { agency, fact, day } => {
                format!(
                    "“{agency}”: không có {} từ {}; hãy bổ sung cho đủ thời gian tồn tại",
                    fact.name(lang),
                    since(day)
                )
            }
            P::CodeHeldByTwo { code, one, other, valid } => format!(
                "{} “{}” do cả “{one}” và “{other}” giữ ({}); hãy sửa ngày hoặc mã của một cơ quan",
                code.system.name().vi,
                code.code,
                valid.text(lang)
            ),
            P::ParentNotThere { agency, parent, valid, exists } => match exists {
                None => {
                    format!("“{agency}”: không có cơ quan cấp trên “{parent}”; hãy thêm cơ quan đó hoặc sửa định danh")
                }
                Some(exists) => format!(
                    "“{agency}”: trực thuộc “{parent}” {}, nhưng cơ quan đó tồn tại {}; hãy sửa ngày",
                    valid.text(lang),
                    exists.text(lang)
                ),
            },
            P::KindDoesNotFit { agency, kind, parent, parent_kind, .. } => format!(
                "“{agency}” ({}) không thể trực thuộc “{parent}” ({}); hãy sửa loại hoặc cơ quan cấp trên",
                kind.name().vi,
                parent_kind.name().vi
            ),
            P::Circle { agency, day } => {
                format!("“{agency}”: trực thuộc chính mình từ {}; hãy sửa cơ quan cấp trên", since(day))
            }
            P::WrongSides { event, date, before, after } => format!(
                "{}: có {before} cơ quan trước và {after} cơ quan sau, không đúng với loại sự kiện; hãy sửa loại hoặc danh sách",
                what(event, date)
            ),
            P::OtherLevel { event, date, one, kind, other, other_kind } => format!(
                "{}: “{one}” ({}) và “{other}” ({}) không cùng cấp; chỉ các cơ quan cùng cấp mới hợp nhất, chia tách với nhau, hãy sửa mã hoặc loại",
                what(event, date),
                kind.name().get(Lang::Vi),
                other_kind.name().get(Lang::Vi)
            ),
            P::OtherParent { date: on, one, parent, other, other_parent } => format!(
                "{}: “{one}” thuộc {}, “{other}” thuộc {}; hãy ghi cơ quan cấp trên của đơn vị sau hợp nhất",
                what(&LineageKind::Merge, on),
                below(parent.as_ref(), lang),
                below(other_parent.as_ref(), lang)
            ),
            P::UnknownInEvent { event, date, agency } => {
                format!("{}: không có cơ quan “{agency}”; hãy thêm cơ quan đó hoặc sửa định danh", what(event, date))
            }
            P::NotThereBefore { event, date, agency } => {
                format!(
                    "{}: ngày trước đó không có “{agency}”; hãy sửa ngày của sự kiện hoặc của cơ quan",
                    what(event, date)
                )
            }
            P::StillThere { event, date, agency } => format!(
                "{}: “{agency}” vẫn còn từ ngày đó; hãy cho cơ quan kết thúc vào ngày trước đó, hoặc ghi cả ở phía sau sự kiện",
                what(event, date)
            ),
            P::NotThereAfter { event, date, agency } => {
                format!("{}: ngày đó chưa có “{agency}”; hãy sửa ngày của sự kiện hoặc của cơ quan", what(event, date))
            }
            P::TakenTwice { date: on, agency } => {
                format!("ngày {}: hai sự kiện cùng nói về “{agency}”; hãy gộp làm một", date(on))
            }
            P::Shares { event, date, before, variable, sum } => {
                let names: Vec<&str> = before.iter().map(AgencyId::as_str).collect();
                let sum = sum.map_or_else(
                    || "thiếu hoặc không nằm giữa 0 và 1".to_owned(),
                    |s| format!("cộng lại bằng {}", as_added(s).replace('.', ",")),
                );
                format!(
                    "{} ({}): tỷ lệ theo {} {sum}; phải cộng lại bằng 1",
                    what(event, date),
                    names.join(", "),
                    variable_name(variable, lang)
                )
            }
        }
    }

    fn english(&self) -> String {
        use RegisterProblem as P;
        let lang = Lang::En;
        let date = |d: &Date| day(*d, lang);
        let what = |event: &LineageKind, on: &Date| format!("{} of {}", event.name().get(lang), date(on));
        let since = |d: &Option<Date>| d.as_ref().map_or_else(|| "before all data".to_owned(), &date);
        match self {
            P::RepeatedId(id) => format!("two agencies have the id “{id}”; give one of them another"),
            P::EndsBeforeItBegins { agency, fact, valid } => {
                format!(
                    "“{agency}”: the {} ends before it begins ({}); mend the dates",
                    fact.name(lang),
                    valid.text(lang)
                )
            }
            P::OutsideItsTime { agency, fact, valid } => format!(
                "“{agency}”: the {} ({}) lies outside the time of the agency; mend the dates",
                fact.name(lang),
                valid.text(lang)
            ),
            P::Overlap { agency, fact, valid } => format!(
                "“{agency}”: there are two facts of one kind at once, {} ({}); end the earlier one before the later begins",
                fact.name(lang),
                valid.text(lang)
            ),
            P::Gap { agency, fact, day } => {
                format!("“{agency}”: there is no {} from {} on; give one for all its time", fact.name(lang), since(day))
            }
            P::CodeHeldByTwo { code, one, other, valid } => format!(
                "code “{}” ({}) is held by “{one}” and “{other}” ({}); mend the dates or the code of one of them",
                code.code,
                code.system.name().get(lang),
                valid.text(lang)
            ),
            P::ParentNotThere { agency, parent, valid, exists } => match exists {
                None => format!("“{agency}”: there is no parent “{parent}”; add that agency or mend the id"),
                Some(exists) => format!(
                    "“{agency}”: stands below “{parent}” {}, which exists {}; mend the dates",
                    valid.text(lang),
                    exists.text(lang)
                ),
            },
            P::KindDoesNotFit { agency, kind, parent, parent_kind, .. } => format!(
                "“{agency}” ({}) cannot stand below “{parent}” ({}); mend its kind or its parent",
                kind.name().get(lang),
                parent_kind.name().get(lang)
            ),
            P::Circle { agency, day } => {
                format!("“{agency}”: stands below itself from {} on; mend its parent", since(day))
            }
            P::WrongSides { event, date, before, after } => format!(
                "{}: {before} before and {after} after do not fit this kind of event; mend the kind or the lists",
                what(event, date)
            ),
            P::OtherLevel { event, date, one, kind, other, other_kind } => format!(
                "{}: “{one}” ({}) and “{other}” ({}) are not of one level; only agencies of one level merge or split, mend the id or the kind",
                what(event, date),
                kind.name().get(Lang::En),
                other_kind.name().get(Lang::En)
            ),
            P::OtherParent { date: on, one, parent, other, other_parent } => format!(
                "{}: “{one}” stands below {}, “{other}” below {}; name the parent of what comes of the merger",
                what(&LineageKind::Merge, on),
                below(parent.as_ref(), lang),
                below(other_parent.as_ref(), lang)
            ),
            P::UnknownInEvent { event, date, agency } => {
                format!("{}: there is no agency “{agency}”; add it or mend the id", what(event, date))
            }
            P::NotThereBefore { event, date, agency } => format!(
                "{}: “{agency}” is not there on the day before; mend the date of the event or of the agency",
                what(event, date)
            ),
            P::StillThere { event, date, agency } => format!(
                "{}: “{agency}” is still there on that day; end it on the day before, or name it after the event too",
                what(event, date)
            ),
            P::NotThereAfter { event, date, agency } => format!(
                "{}: “{agency}” is not there on that day; mend the date of the event or of the agency",
                what(event, date)
            ),
            P::TakenTwice { date: on, agency } => {
                format!("{}: two events speak of “{agency}”; make them one", date(on))
            }
            P::Shares { event, date, before, variable, sum } => {
                let names: Vec<&str> = before.iter().map(AgencyId::as_str).collect();
                let sum = sum.map_or_else(
                    || "are missing or not between 0 and 1".to_owned(),
                    |s| format!("add up to {}", as_added(s)),
                );
                format!(
                    "{} ({}): shares by {} {sum}; they must add up to 1",
                    what(event, date),
                    names.join(", "),
                    variable_name(variable, lang)
                )
            }
        }
    }
}

impl std::fmt::Display for RegisterProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

/// What an agency stands below, in words.
fn below(parent: Option<&AgencyId>, lang: Lang) -> String {
    parent.map_or_else(|| lang.pick("không cơ quan nào", "none").to_owned(), |parent| format!("“{parent}”"))
}

/// A sum of shares as somebody adds them on paper: 0.6 and 0.3 make 0.9.
fn as_added(sum: f64) -> String {
    shortest((sum * 1e9).round() / 1e9)
}
