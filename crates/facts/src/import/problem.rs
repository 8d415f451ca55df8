//! What can be wrong with an import file beyond what can be wrong with any table.

use chiso_model::agency::{AgencyKind, Level, LineageKind, Validity};
use chiso_model::{Date, Lang, day};
use chiso_workbook::Limited;

use crate::text::list;

/// What can be wrong with a row of an import file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportProblem {
    /// The file is neither CSV nor a workbook.
    Format,
    /// Nobody reads this column; the one that was perhaps meant.
    UnknownColumn {
        /// The one that was perhaps meant.
        meant: Option<String>,
    },
    /// A column that must be there is not.
    MissingColumn {
        /// Its heading in Vietnamese and English, and its id.
        column: (&'static str, &'static str, &'static str),
        /// The columns there are.
        found: Vec<String>,
        /// The one that was perhaps meant.
        closest: Option<String>,
    },
    /// A cell that must be filled in is blank.
    Required,
    /// True or false where a text or a number is wanted.
    Boolean,
    /// A text is too long.
    TooLong {
        /// Most characters.
        longest: usize,
    },
    /// A text is no day.
    BadDate(String),
    /// The last day is before the first.
    EndsBeforeItBegins,
    /// A text is no kind of agency; the one that was perhaps meant.
    BadKind(String, Option<AgencyKind>),
    /// A text names no system of codes.
    BadSystem(String),
    /// A text is no code of the system.
    BadCode {
        /// The text.
        text: String,
        /// Digits that a code of that kind of unit has; none where the text is no code of any unit.
        digits: Option<usize>,
        /// The code that was perhaps meant.
        meant: Option<String>,
    },
    /// A text is no identification code.
    BadH26(String),
    /// An earlier row has the same code at the same time.
    CodeTwice {
        /// The code.
        code: String,
        /// Number of that row.
        row: u64,
    },
    /// Another agency holds this code at that time.
    CodeTaken {
        /// The code.
        code: String,
        /// Its name.
        holder: String,
    },
    /// Several agencies held the code in that time.
    SeveralHolders {
        /// The code.
        code: String,
        /// Name and time of each.
        holders: Vec<(String, Validity)>,
    },
    /// There is no agency with the parent's code, neither in the file nor known.
    UnknownParent(String),
    /// The parent is not there for all the time.
    ParentNotThere {
        /// Its code.
        code: String,
        /// Name and time of each agency that has or had it.
        holders: Vec<(String, Validity)>,
        /// When it would have to.
        wanted: Validity,
    },
    /// An agency of this kind is a part of another, which is not named.
    NoParent(AgencyKind),
    /// An agency is to stand below itself.
    OwnParent,
    /// The kind cannot stand below the parent's kind.
    KindDoesNotFit {
        /// The kind.
        kind: AgencyKind,
        /// The parent's name.
        parent: String,
        /// The parent's kind.
        parent_kind: AgencyKind,
    },
    /// An earlier row has the same name below the same parent at the same time.
    NameTwice {
        /// The name.
        name: String,
        /// Number of that row.
        row: u64,
    },
    /// Another agency has this name below the same parent at that time.
    NameTaken {
        /// The name.
        name: String,
        /// Its code or id.
        holder: String,
    },
    /// A name differs little from another below the same parent: perhaps one is a slip.
    NearName {
        /// The other name.
        other: String,
        /// Where the other stands: number of a row, none for one already known.
        row: Option<u64>,
    },
    /// What the register as a whole says against it, in Vietnamese and English.
    Register(String, String),
    /// A text is no kind of event.
    BadEvent(String),
    /// A list has too many entries.
    LongList {
        /// Most entries.
        most: usize,
    },
    /// A code stands twice in a list, or two codes of it are those of one agency.
    TwiceInList(String),
    /// No agency has or had this code.
    UnknownCode(String),
    /// Agencies have or had this code, but none on that day.
    CodeNotThen {
        /// The code.
        code: String,
        /// Name and time of each agency that has or had it.
        holders: Vec<(String, Validity)>,
        /// The day.
        day: Date,
    },
    /// A text is no name of a variable.
    BadVariable(String),
    /// A text is no share.
    BadShare(String),
    /// There are not as many shares as agencies after the event.
    ShareCount {
        /// How many shares.
        shares: usize,
        /// How many agencies.
        heirs: usize,
    },
    /// An earlier row names the same event, and this one does not add shares by another variable.
    EventTwice {
        /// Number of that row.
        row: u64,
    },
    /// The event is known, with another decision, note, source or share.
    EventKnown,
    /// A text is no id of an index.
    BadIndex(String),
    /// A text is no year.
    BadYear(String),
    /// A year before anything was measured, or after the current one.
    YearOutside {
        /// The year.
        year: i16,
        /// The first and the last that may be told.
        may: (i16, i16),
    },
    /// An index that nobody knows.
    UnknownIndex {
        /// Its id.
        index: String,
        /// The ids there are.
        known: Vec<String>,
        /// The one that was perhaps meant.
        meant: Option<String>,
    },
    /// Too little for a reader to find the source.
    BadSource(String),
    /// A text is no level.
    BadLevel(String),
    /// No unit is so called.
    UnknownUnit {
        /// The text.
        text: String,
        /// The day on which it was looked for.
        day: Date,
        /// The name that was perhaps meant.
        meant: Option<String>,
    },
    /// The unit exists, but not on that day.
    UnitNotThen {
        /// Its name.
        unit: String,
        /// When it exists.
        exists: Validity,
        /// The day on which it was looked for.
        day: Date,
    },
    /// Several units are so called.
    AmbiguousUnit {
        /// The text.
        text: String,
        /// Name and code of each.
        candidates: Vec<String>,
    },
    /// The unit is at another level.
    WrongLevel {
        /// Its name.
        unit: String,
        /// Its level.
        level: Level,
    },
    /// A number lies outside what it can be.
    OutOfRange {
        /// The text.
        text: String,
        /// Least.
        least: u32,
        /// Greatest.
        greatest: u32,
    },
    /// A mark of a missing value stands where only a number or nothing may.
    MarkForNumber(String),
    /// A number has a percent sign; this is the number before it.
    Percent(String, String),
    /// A text is no place.
    BadRank(String),
    /// The place is greater than the number of units.
    RankBeyond {
        /// The place.
        rank: u16,
        /// The number of units.
        units: usize,
    },
    /// Neither a value nor a place is given.
    NothingGiven,
    /// A text is no provenance.
    BadProvenance(String),
    /// A text is no address.
    BadUrl(String),
    /// An earlier row of the same source says otherwise.
    SameSourceTwice {
        /// Number of that row.
        row: u64,
    },
    /// An earlier row says the same.
    Repeated {
        /// Number of that row.
        row: u64,
    },
    /// An earlier row gives the same unit another weight.
    WeightTwice {
        /// Number of that row.
        row: u64,
    },
    /// A weight is not greater than zero.
    BadWeight(String),
    /// A cell stands where no sheet has one.
    CellBeyond {
        /// The reference, as written.
        reference: String,
    },
    /// There is more of something than is read.
    TooMuch {
        /// What.
        what: Limited,
        /// How much is read.
        limit: u64,
    },
}

impl ImportProblem {
    /// What is wrong and how to mend it, without the place.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.vietnamese(),
            Lang::En => self.english(),
        }
    }

    fn vietnamese(&self) -> String {
        use ImportProblem as P;
        let lang = Lang::Vi;
        let times = |holders: &[(String, Validity)]| {
            holders.iter().map(|(name, v)| format!("{name} ({})", v.text(lang))).collect::<Vec<_>>().join(", ")
        };
        match self {
            P::Format => {
                "tên tệp phải có đuôi .csv, .txt hoặc .xlsx; hãy lưu bảng tính dưới dạng .xlsx hoặc CSV UTF-8".into()
            }
            P::UnknownColumn { meant: Some(meant) } => format!("không đọc cột này; có phải là “{meant}”?"),
            P::UnknownColumn { meant: None } => "không đọc cột này; có thể xóa".into(),
            P::MissingColumn { column: (heading, _, id), closest: Some(closest), .. } => {
                format!("thiếu cột “{heading}” ({id}); hãy đổi tên cột “{closest}” thành “{heading}”")
            }
            P::MissingColumn { column: (heading, _, id), found, closest: None } => format!(
                "thiếu cột “{heading}” ({id}); tệp có các cột: {}",
                list(found.iter().map(String::as_str), 12, lang)
            ),
            P::Required => "để trống; cột này phải có giá trị".into(),
            P::Boolean => "là đúng/sai (true/false); hãy ghi văn bản hoặc số".into(),
            P::TooLong { longest } => format!("dài quá {longest} ký tự; hãy viết ngắn lại"),
            P::BadDate(text) => format!("“{text}” không phải là một ngày trong lịch; hãy viết “2025-07-01” hoặc “01/07/2025”"),
            P::EndsBeforeItBegins => "ngày kết thúc trước ngày bắt đầu; hãy sửa một trong hai ngày".into(),
            P::BadKind(text, Some(meant)) => {
                format!("“{text}” không phải là loại cơ quan; có phải là “{}”?", meant.name().vi)
            }
            P::BadKind(text, None) => format!("“{text}” không phải là loại cơ quan; các loại: {}", kinds(lang)),
            P::BadSystem(text) => format!(
                "“{text}” không phải là hệ mã; viết chữ thường không dấu, chữ số và gạch nối: “gso”, “h26”, “local” hoặc tên khác"
            ),
            P::BadCode { text, digits: Some(digits), meant } => format!(
                "“{text}”: mã thống kê của loại đơn vị này có {digits} chữ số{}",
                meant.as_ref().map_or("; hãy kiểm tra lại mã".to_owned(), |meant| format!(
                    "; có phải là “{meant}”? Hãy định dạng cột là văn bản để giữ số 0 ở đầu"
                ))
            ),
            P::BadCode { text, .. } => format!(
                "“{text}” không dùng làm mã được; hãy viết chữ cái, chữ số, dấu chấm hoặc gạch nối, không quá 40 ký tự"
            ),
            P::BadH26(text) => format!("“{text}” không phải là mã định danh; viết như “H38” hoặc “000.00.15.H38”"),
            P::CodeTwice { code, row } => {
                format!(
                    "mã “{code}” đã có ở dòng {row} trong cùng thời gian; hãy sửa mã hoặc ngày của một trong hai dòng"
                )
            }
            P::CodeTaken { code, holder } => {
                format!("mã “{code}” đang là mã của {holder}; hãy sửa mã, hoặc cho cơ quan đó thôi giữ mã trước")
            }
            P::SeveralHolders { code, holders } => format!(
                "trong thời gian này mã “{code}” lần lượt là của {}; hãy ghi ngày bắt đầu hoặc kết thúc để biết là cơ quan nào",
                times(holders)
            ),
            P::UnknownParent(code) => {
                format!(
                    "không có cơ quan nào mang mã “{code}”, cả trong tệp này; hãy sửa mã hoặc thêm cơ quan cấp trên"
                )
            }
            P::ParentNotThere { code, holders, wanted } => format!(
                "mã “{code}” là của {}, không đủ cho thời gian của dòng này ({}); hãy sửa ngày hoặc mã cấp trên",
                times(holders),
                wanted.text(lang)
            ),
            P::NoParent(kind) => {
                format!("loại “{}” phải có cơ quan cấp trên; hãy ghi mã vào cột “Mã cấp trên”", kind.name().vi)
            }
            P::OwnParent => "cơ quan không thể trực thuộc chính mình; hãy sửa mã cấp trên".into(),
            P::KindDoesNotFit { kind, parent, parent_kind } => format!(
                "loại “{}” không thể trực thuộc {parent} (“{}”); hãy sửa loại hoặc mã cấp trên",
                kind.name().vi,
                parent_kind.name().vi
            ),
            P::NameTwice { name, row } => {
                format!("“{name}” đã có ở dòng {row}, cùng cấp trên và cùng thời gian; hãy sửa tên hoặc bỏ một dòng")
            }
            P::NameTaken { name, holder } => format!(
                "“{name}” đang là tên của cơ quan mã “{holder}”, cùng cấp trên và cùng thời gian; hãy sửa tên, hoặc dùng mã đó"
            ),
            P::NearName { other, row } => format!(
                "rất giống “{other}”{}, cùng cấp trên; hãy xem có phải viết nhầm không",
                row.map_or(" đã có".to_owned(), |row| format!(" ở dòng {row}"))
            ),
            P::Register(vi, _) => vi.clone(),
            P::BadEvent(text) => {
                format!("“{text}” không phải là loại sự kiện; các loại: {}", events(lang))
            }
            P::LongList { most } => format!("có hơn {most} mục; hãy kiểm tra lại ô này"),
            P::TwiceInList(code) => format!("“{code}” là cơ quan đã ghi trong ô này; hãy bỏ bớt một mã"),
            P::UnknownCode(code) => {
                format!("không có cơ quan nào mang mã “{code}”; hãy sửa mã, hoặc nhập cơ quan đó trước")
            }
            P::CodeNotThen { code, holders, day: on } => format!(
                "mã “{code}” là của {}, không phải vào ngày {}; hãy sửa mã hoặc ngày, hoặc nhập cơ quan của ngày đó trước",
                times(holders),
                day(*on, lang)
            ),
            P::BadVariable(text) => format!(
                "“{text}” không dùng làm biến số được; hãy viết “dân số”, “diện tích” hoặc tên khác bằng chữ thường không dấu, chữ số và gạch nối"
            ),
            P::BadShare(text) => format!(
                "“{text}” không phải là tỷ lệ; hãy viết các số từ 0 đến 1 (“0,4” hoặc “0.4”), ngăn cách bằng dấu |"
            ),
            P::ShareCount { shares, heirs } => {
                format!("có {shares} tỷ lệ cho {heirs} cơ quan sau sự kiện; hãy ghi mỗi cơ quan một tỷ lệ, theo đúng thứ tự")
            }
            P::EventTwice { row } => format!(
                "sự kiện này đã có ở dòng {row}; hãy bỏ một dòng, hoặc chỉ ghi thêm tỷ lệ theo biến số khác"
            ),
            P::EventKnown => {
                "sự kiện này đã được ghi nhận với số quyết định, tỷ lệ, ghi chú hoặc nguồn khác; hãy ghi như đã có, hoặc bỏ dòng này".into()
            }
            P::BadIndex(text) => {
                format!(
                    "“{text}” không phải là tên chỉ số; viết chữ thường không dấu, chữ số và gạch nối, ví dụ “par-index”"
                )
            }
            P::BadYear(text) => format!("“{text}” không phải là năm; viết bốn chữ số, ví dụ “2024”"),
            P::YearOutside { year, may: (first, last) } => {
                format!("năm {year} nằm ngoài khoảng {first} - {last}; ghi năm được đánh giá, không quá năm hiện tại")
            }
            P::UnknownIndex { index, meant: Some(meant), .. } => {
                format!("không có chỉ số “{index}”; có phải là “{meant}”?")
            }
            P::UnknownIndex { index, known, meant: None } => format!(
                "không có chỉ số “{index}”; các chỉ số có trong hệ thống: {}. Nếu là chỉ số mới, hãy đề nghị người vận hành thêm bộ tiêu chí của chỉ số đó vào phần mềm, rồi nhập lại tệp này",
                known.join(", ")
            ),
            P::BadSource(text) => {
                format!("“{text}” quá ngắn, người đọc không tìm được nguồn; ghi tên văn bản hoặc báo và ngày")
            }
            P::BadLevel(text) => format!("“{text}” không phải là cấp; các cấp: {}", levels(lang)),
            P::UnknownUnit { text, meant: Some(meant), .. } => {
                format!("không có đơn vị “{text}”; có phải là “{meant}”?")
            }
            P::UnknownUnit { text, day: on, meant: None } => {
                format!("không có đơn vị “{text}” vào ngày {}; hãy ghi mã hoặc tên của thời điểm đó", day(*on, lang))
            }
            P::UnitNotThen { unit, exists, day: on } => format!(
                "{unit} tồn tại {}, không phải vào ngày {}; hãy ghi đơn vị của thời điểm đó",
                exists.text(lang),
                day(*on, lang)
            ),
            P::AmbiguousUnit { text, candidates } => {
                format!("“{text}” có thể là: {}; hãy ghi mã", list(candidates.iter().map(String::as_str), 8, lang))
            }
            P::WrongLevel { unit, level } => {
                format!("{unit} ở {}; hãy sửa cấp hoặc đơn vị", level.name().vi.to_lowercase())
            }
            P::OutOfRange { text, least, greatest } => {
                format!("“{text}” không nằm trong khoảng từ {least} đến {greatest}; hãy kiểm tra lại số này")
            }
            P::MarkForNumber(text) => format!("“{text}”: ở đây chỉ ghi số, hoặc để trống nếu không biết"),
            P::Percent(text, number) => format!("“{text}”: không viết dấu %; hãy viết “{number}”"),
            P::BadRank(text) => format!("“{text}” không phải là thứ hạng; viết số nguyên từ 1"),
            P::RankBeyond { rank, units } => {
                format!("thứ hạng {rank} lớn hơn số đơn vị ({units}); hãy kiểm tra lại thứ hạng hoặc năm")
            }
            P::NothingGiven => "dòng không có giá trị và cũng không có thứ hạng; hãy ghi ít nhất một trong hai".into(),
            P::BadProvenance(text) => {
                format!(
                    "“{text}”: chỉ ghi “đã công bố”, “suy ra” hoặc “theo nguồn thứ cấp”"
                )
            }
            P::BadUrl(text) => {
                format!("“{text}” không phải là địa chỉ; hãy ghi đầy đủ, bắt đầu bằng https:// hoặc http://")
            }
            P::SameSourceTwice { row } => format!(
                "khác với dòng {row} tuy cùng chỉ số, cấp, năm, đơn vị và nguồn; hãy giữ một dòng, hoặc ghi rõ hai nguồn khác nhau"
            ),
            P::Repeated { row } => format!("giống hệt dòng {row}; chỉ giữ một"),
            P::WeightTwice { row } => format!("khác với dòng {row} tuy cùng một đơn vị; hãy giữ một dòng"),
            P::BadWeight(text) => format!("“{text}”: quyền số phải lớn hơn 0; để trống nếu không biết"),
            P::CellBeyond { reference } => format!(
                "ô “{reference}” nằm ngoài trang tính (ô cuối cùng là XFD1048576): tệp bị hỏng; hãy mở bằng Excel hoặc LibreOffice rồi lưu lại"
            ),
            P::TooMuch { what, limit } => match what {
                Limited::UnpackedBytes => format!("tệp giải nén lớn hơn {} MB; hãy chia thành nhiều tệp", limit >> 20),
                Limited::Rows => format!("một trang tính có hơn {limit} dòng; hãy chia thành nhiều tệp"),
                Limited::Columns => format!("một dòng có hơn {limit} ô; hãy bỏ bớt cột"),
                Limited::Cells => format!("tệp có hơn {limit} ô; hãy chia thành nhiều tệp"),
            },
        }
    }

    fn english(&self) -> String {
        use ImportProblem as P;
        let lang = Lang::En;
        let times = |holders: &[(String, Validity)]| {
            holders.iter().map(|(name, v)| format!("{name} ({})", v.text(lang))).collect::<Vec<_>>().join(", ")
        };
        match self {
            P::Format => "the name must end in .csv, .txt or .xlsx; save a spreadsheet as .xlsx or as CSV UTF-8".into(),
            P::UnknownColumn { meant: Some(meant) } => format!("this column is not read; did you mean “{meant}”?"),
            P::UnknownColumn { meant: None } => "this column is not read; you may delete it".into(),
            P::MissingColumn { column: (_, heading, id), closest: Some(closest), .. } => {
                format!("there is no column “{heading}” ({id}); rename the column “{closest}” to “{heading}”")
            }
            P::MissingColumn { column: (_, heading, id), found, closest: None } => format!(
                "there is no column “{heading}” ({id}); the file has the columns: {}",
                list(found.iter().map(String::as_str), 12, lang)
            ),
            P::Required => "is blank; this column must be filled in".into(),
            P::Boolean => "is true or false; write a text or a number".into(),
            P::TooLong { longest } => format!("is longer than {longest} characters; shorten it"),
            P::BadDate(text) => format!("“{text}” is no day of the calendar; write “2025-07-01” or “01/07/2025”"),
            P::EndsBeforeItBegins => "it ends before it begins; mend one of the two days".into(),
            P::BadKind(text, Some(meant)) => {
                format!("“{text}” is no kind of agency; did you mean “{}”?", meant.name().get(lang))
            }
            P::BadKind(text, None) => format!("“{text}” is no kind of agency; the kinds are: {}", kinds(lang)),
            P::BadSystem(text) => format!(
                "“{text}” names no system of codes; write small letters without marks, digits and hyphens: “gso”, “h26”, “local” or another name"
            ),
            P::BadCode { text, digits: Some(digits), meant } => format!(
                "“{text}”: the GSO code of this kind of unit has {digits} digits{}",
                meant.as_ref().map_or("; check the code".to_owned(), |meant| format!(
                    "; did you mean “{meant}”? Format the column as text to keep zeros at the beginning"
                ))
            ),
            P::BadCode { text, .. } => {
                format!("“{text}” cannot be a code; write letters, digits, points or hyphens, at most 40 characters")
            }
            P::BadH26(text) => format!("“{text}” is no identification code; write it like “H38” or “000.00.15.H38”"),
            P::CodeTwice { code, row } => {
                format!(
                    "code “{code}” stands in row {row} for the same time; mend the code or the days of one of the rows"
                )
            }
            P::CodeTaken { code, holder } => {
                format!("code “{code}” is that of {holder}; mend the code, or end that agency's code first")
            }
            P::SeveralHolders { code, holders } => format!(
                "in this time code “{code}” was that of {} in turn; give the first or last day to say which agency is meant",
                times(holders)
            ),
            P::UnknownParent(code) => {
                format!("no agency has the code “{code}”, in this file either; mend the code or add the parent")
            }
            P::ParentNotThere { code, holders, wanted } => format!(
                "code “{code}” is that of {}, not for all the time of this row ({}); mend the days or the parent's code",
                times(holders),
                wanted.text(lang)
            ),
            P::NoParent(kind) => {
                format!(
                    "kind “{}” stands below another agency; write its code in the column “Parent code”",
                    kind.name().get(lang)
                )
            }
            P::OwnParent => "an agency cannot stand below itself; mend the parent's code".into(),
            P::KindDoesNotFit { kind, parent, parent_kind } => format!(
                "kind “{}” cannot stand below {parent} (“{}”); mend the kind or the parent's code",
                kind.name().get(lang),
                parent_kind.name().get(lang)
            ),
            P::NameTwice { name, row } => {
                format!(
                    "“{name}” stands in row {row} below the same parent for the same time; mend the name or delete a row"
                )
            }
            P::NameTaken { name, holder } => format!(
                "“{name}” is the name of the agency with code “{holder}” below the same parent at that time; mend the name, or use that code"
            ),
            P::NearName { other, row } => format!(
                "is very like “{other}”{} below the same parent; see whether one is a slip",
                row.map_or(", which is there already,".to_owned(), |row| format!(" in row {row}"))
            ),
            P::Register(_, en) => en.clone(),
            P::BadEvent(text) => format!("“{text}” is no kind of event; the kinds are: {}", events(lang)),
            P::LongList { most } => format!("has more than {most} entries; check this cell"),
            P::TwiceInList(code) => format!("“{code}” is an agency that this cell names already; take one code out"),
            P::UnknownCode(code) => {
                format!("no agency has the code “{code}”; mend the code, or import that agency first")
            }
            P::CodeNotThen { code, holders, day: on } => format!(
                "code “{code}” is that of {}, not on {}; mend the code or the date, or import the agency of that day first",
                times(holders),
                day(*on, lang)
            ),
            P::BadVariable(text) => format!(
                "“{text}” cannot be a variable; write “population”, “area”, or another name in small letters without marks, digits and hyphens"
            ),
            P::BadShare(text) => {
                format!("“{text}” is no share; write numbers from 0 to 1 (“0.4” or “0,4”), separated by |")
            }
            P::ShareCount { shares, heirs } => format!(
                "{shares} shares for {heirs} agencies after the event; give each agency its share, in their order"
            ),
            P::EventTwice { row } => format!(
                "row {row} names this event already; delete one of the rows, or only add shares by another variable"
            ),
            P::EventKnown => {
                "this event is known with another decision, share, note or source; write what is known, or delete the row".into()
            }
            P::BadIndex(text) => {
                format!(
                    "“{text}” is no id of an index; write small letters without marks, digits and hyphens, for example “par-index”"
                )
            }
            P::BadYear(text) => format!("“{text}” is no year; write four digits, for example “2024”"),
            P::YearOutside { year, may: (first, last) } => {
                format!("the year {year} is not within {first} to {last}; give the year measured, which cannot be after the current one")
            }
            P::UnknownIndex { index, meant: Some(meant), .. } => {
                format!("there is no index “{index}”; did you mean “{meant}”?")
            }
            P::UnknownIndex { index, known, meant: None } => format!(
                "there is no index “{index}”; the indices of this system are: {}. For a new index, ask whoever runs the system to add its rulebook to the program, then import this file again",
                known.join(", ")
            ),
            P::BadSource(text) => {
                format!("“{text}” is too short for a reader to find the source; name the document or newspaper and the day")
            }
            P::BadLevel(text) => format!("“{text}” is no level; the levels are: {}", levels(lang)),
            P::UnknownUnit { text, meant: Some(meant), .. } => {
                format!("there is no unit “{text}”; did you mean “{meant}”?")
            }
            P::UnknownUnit { text, day: on, meant: None } => {
                format!("there is no unit “{text}” on {}; write a code or name of that time", day(*on, lang))
            }
            P::UnitNotThen { unit, exists, day: on } => {
                format!("{unit} exists {}, not on {}; write the unit of that time", exists.text(lang), day(*on, lang))
            }
            P::AmbiguousUnit { text, candidates } => {
                format!("“{text}” may be: {}; write the code", list(candidates.iter().map(String::as_str), 8, lang))
            }
            P::WrongLevel { unit, level } => {
                format!("{unit} is at the level “{}”; mend the level or the unit", level.name().get(lang))
            }
            P::OutOfRange { text, least, greatest } => {
                format!("“{text}” is not between {least} and {greatest}; check this number")
            }
            P::MarkForNumber(text) => {
                format!("“{text}”: only a number can stand here, or nothing where it is not known")
            }
            P::Percent(text, number) => format!("“{text}”: leave out the % sign; write “{number}”"),
            P::BadRank(text) => format!("“{text}” is no place; write a whole number from 1"),
            P::RankBeyond { rank, units } => {
                format!("place {rank} is greater than the number of units ({units}); check the place or the year")
            }
            P::NothingGiven => "the row has neither a value nor a place; give at least one of the two".into(),
            P::BadProvenance(text) => {
                format!(
                    "“{text}”: write “published”, “derived” (from other figures) or “reported” (by a secondary source)"
                )
            }
            P::BadUrl(text) => format!("“{text}” is no address; write all of it, beginning with https:// or http://"),
            P::SameSourceTwice { row } => format!(
                "differs from row {row} although index, level, year, unit and source are the same; keep one row, or tell the two sources apart"
            ),
            P::Repeated { row } => format!("says the same as row {row}; only one is kept"),
            P::WeightTwice { row } => format!("differs from row {row} although the unit is the same; keep one row"),
            P::BadWeight(text) => {
                format!("“{text}”: a weight must be greater than 0; leave it blank where it is not known")
            }
            P::CellBeyond { reference } => format!(
                "cell “{reference}” lies beyond any sheet (the last cell is XFD1048576): the file is damaged; open it in Excel or LibreOffice and save it again"
            ),
            P::TooMuch { what, limit } => match what {
                Limited::UnpackedBytes => format!("the file unpacks to more than {} MB; divide it", limit >> 20),
                Limited::Rows => format!("a sheet has more than {limit} rows; divide the file"),
                Limited::Columns => format!("a row has more than {limit} cells; take columns out"),
                Limited::Cells => format!("the file has more than {limit} cells; divide it"),
            },
        }
    }
}

fn kinds(lang: Lang) -> String {
    AgencyKind::ALL.map(|kind| format!("“{}”", kind.name().get(lang))).join(", ")
}

fn events(lang: Lang) -> String {
    LineageKind::ALL.map(|kind| format!("“{}” ({})", kind.name().get(lang), kind.id())).join(", ")
}

fn levels(lang: Lang) -> String {
    Level::ALL.map(|level| format!("“{}” ({})", level.name().get(lang), level.id())).join(", ")
}
