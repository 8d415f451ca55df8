//! Why a rulebook and facts give no result.

use chiso_model::{Cell, Lang, Period};

/// Why a rulebook and facts give no result. Each says where, and how to mend it.
#[derive(Debug, Clone, PartialEq)]
pub enum EngineError {
    /// The rulebook is not in force in the period.
    RulebookNotInForce {
        /// The rulebook, as `id/edition`.
        rulebook: String,
        /// The period asked for.
        period: Period,
        /// When it is in force, as written.
        valid: String,
    },
    /// A node has dated rules and none is in force.
    NoRuleInForce {
        /// The node.
        node: String,
        /// The day looked at.
        day: String,
    },
    /// A node has two rules in force.
    TwoRulesInForce {
        /// The node.
        node: String,
        /// The day looked at.
        day: String,
        /// First days of the two.
        starts: (String, String),
    },
    /// A weight by year has no year that is not after the period.
    NoWeightInForce {
        /// The node.
        node: String,
        /// The period.
        period: Option<Period>,
    },
    /// The rulebook contradicts itself: `chiso rulebook check` says more.
    Rulebook {
        /// The node.
        node: String,
        /// What is wrong there.
        what: RulebookFault,
    },
    /// Facts that the rules cannot read.
    BadFacts(Vec<BadFact>),
    /// There is no unit in the facts.
    NoUnits,
    /// A pattern of units to leave out of ranks cannot be read.
    BadPattern(String),
}

/// What is wrong in a rulebook that the engine was given without being checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulebookFault {
    /// A name that is neither input nor indicator nor part.
    UnknownName(String),
    /// A formula that cannot be read.
    Expression(String),
    /// Its parts lead back to itself.
    Cycle,
    /// A branch without a way to aggregate.
    NoAggregate,
    /// A rule that needs max points on a node without them.
    NoMax,
    /// A rule reads a fact whose name is kept for points that were decided on.
    KeptName(String),
}

/// A fact that a rule cannot read.
#[derive(Debug, Clone, PartialEq)]
pub struct BadFact {
    /// The unit.
    pub unit: String,
    /// The indicator.
    pub indicator: String,
    /// The value given.
    pub value: Cell,
    /// What the rule can read.
    pub wanted: Wanted,
}

/// What a rule can read.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// 1 or 0.
    YesOrNo,
    /// One of the levels.
    Level(Vec<f64>),
    /// Zero or more.
    NotNegative,
    /// Between the two.
    Between(f64, f64),
}

impl EngineError {
    /// The message, in a language. Several lines where several facts are bad.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            EngineError::RulebookNotInForce { rulebook, period, valid } => match lang {
                Lang::Vi => format!(
                    "Bộ tiêu chí {rulebook} không có hiệu lực trong kỳ {period} (hiệu lực: {valid}). Hãy chọn phiên bản khác (chiso rulebook list) hoặc kỳ khác (--period)."
                ),
                Lang::En => format!(
                    "rulebook {rulebook} is not in force in period {period} (in force: {valid}). Choose another edition (chiso rulebook list) or another --period."
                ),
            },
            EngineError::NoRuleInForce { node, day } => match lang {
                Lang::Vi => format!(
                    "Mục {node}: không có quy tắc nào có hiệu lực vào ngày {day}. Hãy bổ sung một quy tắc có `valid` bao gồm ngày này."
                ),
                Lang::En => {
                    format!("node {node}: no rule is in force on {day}. Add a rule whose `valid` includes that day.")
                }
            },
            EngineError::TwoRulesInForce { node, day, starts: (first, second) } => match lang {
                Lang::Vi => format!(
                    "Mục {node}: hai quy tắc cùng có hiệu lực vào ngày {day} (từ {first} và từ {second}). Hãy ghi `to` cho quy tắc cũ."
                ),
                Lang::En => format!(
                    "node {node}: two rules are in force on {day} (from {first} and from {second}). Give the older one a `to`."
                ),
            },
            EngineError::NoWeightInForce { node, period } => {
                let period = period.map_or_else(String::new, |p| p.to_string());
                match lang {
                    Lang::Vi => {
                        format!("Mục {node}: không có trọng số cho kỳ {period}. Hãy bổ sung năm vào `by_year`.")
                    }
                    Lang::En => {
                        format!("node {node}: there is no weight for period {period}. Add its year to `by_year`.")
                    }
                }
            }
            EngineError::Rulebook { node, what } => what.message(node, lang),
            EngineError::BadFacts(facts) => facts.iter().map(|f| f.message(lang)).collect::<Vec<_>>().join("\n"),
            EngineError::NoUnits => lang
                .pick(
                    "Tệp số liệu không có đơn vị nào. Hãy kiểm tra cột đơn vị (--unit-column).",
                    "the facts name no unit. Check the unit column (--unit-column).",
                )
                .to_owned(),
            EngineError::BadPattern(pattern) => match lang {
                Lang::Vi => format!("Mẫu đơn vị `{pattern}` không đọc được. Hãy dùng dạng như `ZZ*` hoặc `[A-C]*`."),
                Lang::En => format!("cannot read the unit pattern `{pattern}`. Write it like `ZZ*` or `[A-C]*`."),
            },
        }
    }
}

impl RulebookFault {
    fn message(&self, node: &str, lang: Lang) -> String {
        let what = match (self, lang) {
            (RulebookFault::UnknownName(name), Lang::Vi) => {
                format!("tên `{name}` chưa được khai báo ở `inputs` hoặc `indicators`")
            }
            (RulebookFault::UnknownName(name), Lang::En) => {
                format!("the name `{name}` is neither in `inputs` nor in `indicators`")
            }
            (RulebookFault::Expression(text), Lang::Vi) => format!("không đọc được công thức `{text}`"),
            (RulebookFault::Expression(text), Lang::En) => format!("cannot read the formula `{text}`"),
            (RulebookFault::Cycle, Lang::Vi) => "các phần của mục dẫn ngược về chính nó".to_owned(),
            (RulebookFault::Cycle, Lang::En) => "its parts lead back to itself".to_owned(),
            (RulebookFault::NoAggregate, Lang::Vi) => "mục có các phần nhưng không có `aggregate`".to_owned(),
            (RulebookFault::NoAggregate, Lang::En) => "it has parts but no `aggregate`".to_owned(),
            (RulebookFault::KeptName(name), Lang::Vi) => {
                format!("số liệu `{name}` mang tên dành cho điểm được quyết định; hãy đặt tên khác")
            }
            (RulebookFault::KeptName(name), Lang::En) => {
                format!("the fact `{name}` has a name that is kept for points decided on; name it otherwise")
            }
            (RulebookFault::NoMax, Lang::Vi) => "quy tắc cần điểm tối đa `max`".to_owned(),
            (RulebookFault::NoMax, Lang::En) => "its rule needs `max` points".to_owned(),
        };
        match lang {
            Lang::Vi => format!("Mục {node}: {what}. Lệnh `chiso rulebook check` cho biết dòng cần sửa."),
            Lang::En => format!("node {node}: {what}. `chiso rulebook check` names the line to mend."),
        }
    }
}

impl BadFact {
    /// The message, in a language.
    pub fn message(&self, lang: Lang) -> String {
        let BadFact { unit, indicator, value, wanted } = self;
        let value = value.value().map_or_else(String::new, chiso_model::shortest);
        let wanted = wanted.text(lang);
        match lang {
            Lang::Vi => format!("Đơn vị {unit}, số liệu {indicator}: giá trị {value} không dùng được; cần {wanted}."),
            Lang::En => format!("unit {unit}, fact {indicator}: cannot use the value {value}; it must be {wanted}."),
        }
    }
}

impl Wanted {
    /// What it is, in a language, as it stands in a sentence.
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Wanted::YesOrNo, Lang::Vi) => "1 (có), 0 (không) hoặc #na (không áp dụng)".to_owned(),
            (Wanted::YesOrNo, Lang::En) => "1 (yes), 0 (no) or #na (not applicable)".to_owned(),
            (Wanted::Level(levels), _) => {
                let levels: Vec<String> = levels.iter().map(|l| chiso_model::shortest(*l)).collect();
                format!("{} {}", lang.pick("một trong các mức", "one of the levels"), levels.join(", "))
            }
            (Wanted::NotNegative, Lang::Vi) => "một số không âm".to_owned(),
            (Wanted::NotNegative, Lang::En) => "a number that is not negative".to_owned(),
            (Wanted::Between(low, high), Lang::Vi) => {
                format!("một số từ {} đến {}", chiso_model::shortest(*low), chiso_model::shortest(*high))
            }
            (Wanted::Between(low, high), Lang::En) => {
                format!("a number from {} to {}", chiso_model::shortest(*low), chiso_model::shortest(*high))
            }
        }
    }
}
