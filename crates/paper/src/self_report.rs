//! The unit's report on its self-assessment: Báo cáo tự đánh giá, chấm điểm.

use chiso_model::{Lang, Text};
use chiso_round::{Assessment, Criterion, Evidence, Mark, Numbers, Proof, Round, Rules, Stage};
use chiso_rulebook::definition::{FactOrigin, Node, Rulebook};

use crate::caution::{self, Caution};
use crate::document::{Block, Column, Document, Kind, Look, Row, Section, Table, Value, Weight};
use crate::sheets::{self, Sheet};
use crate::tree::{self, Line};
use crate::{Letter, PaperError, docx, print};

/// The unit's report on its self-assessment: what it submitted, or as long as nothing is submitted, what it has entered so far, marked as a draft.
#[derive(Debug, Clone, Copy)]
pub struct SelfReport<'a> {
    /// The round.
    pub round: &'a Round,
    /// Its rules.
    pub rules: &'a Rules,
    /// Its rulebook.
    pub rulebook: &'a Rulebook,
    /// The unit's file.
    pub assessment: &'a Assessment,
    /// Name of the unit, as it stands in a sentence.
    pub unit: &'a str,
    /// What stands around the body.
    pub letter: &'a Letter,
}

/// Under the full table.
const REMARK: &str = "Ghi chú: Điểm của lĩnh vực, tiêu chí và tổng cộng là tổng điểm các tiêu chí thành phần do đơn vị tự chấm, chưa gồm phần không tự chấm; việc quy đổi nội dung không áp dụng được thực hiện khi tổng hợp kết quả. Dãy ký tự sau tên tài liệu là phần đầu mã băm SHA-256 của tệp, dùng để đối chiếu.";

/// What the unit says at a criterion.
struct Own<'a> {
    numbers: &'a Numbers,
    proposed: Option<Mark>,
    points: Mark,
    reason: &'a str,
    note: &'a str,
    evidence: &'a [Evidence],
}

impl SelfReport<'_> {
    /// The report as DOCX: the report itself, and the full table as an annex on lying pages.
    ///
    /// # Errors
    /// When it is larger than an archive can be.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let mut blocks = vec![Block::Letterhead];
        blocks.push(Block::Paragraph(Look::Title, "BÁO CÁO".to_owned()));
        blocks.push(Block::Paragraph(Look::Subject, self.subject()));
        blocks.push(Block::Line);
        blocks.extend(
            caution::lines(&self.cautions())
                .into_iter()
                .map(|line| Block::Paragraph(Look::Warning, format!("({line})"))),
        );
        blocks.extend(self.body());
        blocks.push(Block::Signature);
        let annex = vec![
            Block::Paragraph(Look::Annex, "PHỤ LỤC".to_owned()),
            Block::Paragraph(Look::Annex, "BẢNG TỰ ĐÁNH GIÁ, CHẤM ĐIỂM CHI TIẾT".to_owned()),
            Block::Paragraph(Look::Belongs, self.letter.annex_line()),
            Block::Table(self.detail()),
            Block::Paragraph(Look::Remark, REMARK.to_owned()),
        ];
        docx::write(&Document {
            title: format!("Báo cáo {}", print::within(&self.subject())),
            letter: self.letter,
            running: caution::running(&self.cautions()),
            sections: vec![Section { landscape: false, blocks }, Section { landscape: true, blocks: annex }],
        })
    }

    /// The report as XLSX: the sums by area, and the full table.
    ///
    /// # Errors
    /// When a text is longer than a cell can hold.
    pub fn xlsx(&self, lang: Lang) -> Result<Vec<u8>, PaperError> {
        let title = |second: &str| vec![second.to_owned(), self.subject()];
        let sheets = [
            Sheet {
                name: Text::new("Tự đánh giá", "Self-assessment"),
                title: title("BÁO CÁO"),
                warnings: caution::lines(&self.cautions()),
                table: self.detail(),
                remarks: vec![REMARK.to_owned()],
                is_letter: true,
                landscape: true,
            },
            Sheet {
                name: Text::new("Tổng hợp theo lĩnh vực", "By area"),
                title: title("TỔNG HỢP ĐIỂM TỰ CHẤM THEO LĨNH VỰC"),
                warnings: caution::lines(&self.cautions()),
                table: self.by_area(),
                remarks: Vec::new(),
                is_letter: false,
                landscape: false,
            },
        ];
        sheets::write(self.letter, &format!("Báo cáo {}", print::within(&self.subject())), &sheets, lang)
    }

    fn subject(&self) -> String {
        format!("Tự đánh giá, chấm điểm {} {}", tree::index_title(self.rulebook), print::period(self.rules.period()))
    }

    fn cautions(&self) -> Vec<Caution> {
        let draft = (!self.assessment.is_submitted()).then_some(Caution::Draft);
        Caution::of(self.round, self.rulebook).into_iter().chain(draft).collect()
    }

    fn digits(&self) -> u8 {
        self.rulebook.rounding.digits
    }

    fn body(&self) -> Vec<Block> {
        let body = |text: String| Block::Paragraph(Look::Body, text);
        let mut out = vec![body(self.opening()), Block::Paragraph(Look::Part, "I. KẾT QUẢ CHUNG".to_owned())];
        let signed = self.assessment.submissions.first().and_then(|signed| print::day_of(signed.at));
        let signed = signed.map(|day| format!("Kết quả tự đánh giá được ký gửi {}.", print::long_day(day)));
        let sentences = self.total_sentence().into_iter().chain([self.count_sentence()]).chain(signed);
        out.extend(sentences.zip(1..).map(|(sentence, number)| body(format!("{number}. {sentence}"))));
        out.push(Block::Paragraph(Look::Caption, "Tổng hợp điểm tự chấm theo lĩnh vực".to_owned()));
        out.push(Block::Table(self.by_area()));
        out.push(Block::Paragraph(Look::Part, "II. NỘI DUNG CẦN LƯU Ý".to_owned()));
        let remarks = self.remarks();
        if remarks.is_empty() {
            out.push(body(
                "Không có nội dung chưa kê khai, không áp dụng hoặc chấm khác điểm theo quy tắc.".to_owned(),
            ));
        }
        out.extend(remarks.into_iter().map(body));
        out.push(Block::Paragraph(Look::Closing, format!(
            "Điểm, số liệu, giải thích và tài liệu kiểm chứng của từng tiêu chí, tiêu chí thành phần được nêu tại Phụ lục kèm theo. {} chịu trách nhiệm về tính chính xác của số liệu và tài liệu kiểm chứng./.",
            self.unit
        )));
        out
    }

    fn opening(&self) -> String {
        let basis = tree::legal_basis(self.rulebook).map(|basis| format!("Thực hiện {basis}, ")).unwrap_or_default();
        let text = format!(
            "{basis}{} báo cáo kết quả tự đánh giá, chấm điểm {} {} (đợt đánh giá: {}) như sau:",
            self.unit,
            tree::index_title(self.rulebook),
            print::period(self.rules.period()),
            print::sentence(&self.round.setup.title.vi)
        );
        text
    }

    /// What was scored, where points are added up.
    fn total_sentence(&self) -> Option<String> {
        let own = self.added_up(&self.rulebook.tree);
        let digits = self.digits();
        let reachable = tree::sum(own.iter().copied(), |criterion| Some(criterion.max))?;
        let scored = self.sum(own.iter().copied(), |own| own.points.value()).unwrap_or(0.0);
        let whole = self.rulebook.tree.max;
        let whole = whole.map(|max| format!("; thang điểm của Bộ tiêu chí: {} điểm", print::number(max)));
        Some(format!(
            "Tổng điểm tự chấm: {} điểm, trên {} điểm của phần do đơn vị tự chấm{}.",
            print::figure(scored, digits),
            print::points(reachable, digits),
            whole.unwrap_or_default()
        ))
    }

    fn count_sentence(&self) -> String {
        let all = self.rules.self_scored().count();
        let declared =
            self.rules.self_scored().filter(|c| self.own(c).is_some_and(|own| own.points != Mark::default())).count();
        let evidence: usize = self.rules.self_scored().filter_map(|c| self.own(c)).map(|own| own.evidence.len()).sum();
        format!(
            "Đã kê khai {declared}/{all} tiêu chí, tiêu chí thành phần do đơn vị tự chấm; gửi kèm {evidence} tài liệu kiểm chứng."
        )
    }

    /// What a reader must know before the table: what is blank, what does not apply, what differs from the rule.
    fn remarks(&self) -> Vec<String> {
        let label = |criterion: &Criterion| criterion.code.clone().unwrap_or_else(|| criterion.title.vi.clone());
        let mut blank = Vec::new();
        let mut apart = Vec::new();
        let mut differing = Vec::new();
        for criterion in self.rules.self_scored() {
            let own = self.own(criterion);
            match own.as_ref().map(|own| own.points).unwrap_or_default().0.get() {
                Err(chiso_model::Missing::Blank) => blank.push(label(criterion)),
                Err(_) => apart.push(label(criterion)),
                Ok(_) => {}
            }
            if let Some(own) = own.filter(|own| own.points != Mark::default() && own.proposed != Some(own.points)) {
                let rule = own.proposed.map_or_else(
                    || "quy tắc không tính được".to_owned(),
                    |mark| format!("theo quy tắc {}", print::points_or_words(mark, self.digits())),
                );
                differing.push(format!(
                    "{} (tự chấm {}, {rule})",
                    label(criterion),
                    print::points_or_words(own.points, self.digits())
                ));
            }
        }
        let said = |what: &str, list: Vec<String>, mark: &str| {
            (!list.is_empty()).then(|| format!("- {what}: {}.", list.join(mark)))
        };
        [
            said("Chưa kê khai", blank, ", "),
            said("Không áp dụng với đơn vị", apart, ", "),
            said("Điểm tự chấm khác điểm theo quy tắc, lý do nêu tại Phụ lục", differing, "; "),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn by_area(&self) -> Table {
        let digits = self.digits();
        let number = Kind::Number(digits);
        let columns = vec![
            Column::new(Text::new("Mã", "Code"), 12, Kind::Middle),
            Column::new(Text::new("Lĩnh vực", "Area"), 63, Kind::Text),
            Column::new(Text::new("Điểm tối đa", "Max points"), 22, number),
            Column::new(Text::new("Trong đó tự chấm", "Of these self-scored"), 24, number),
            Column::new(Text::new("Điểm theo quy tắc", "Points by rule"), 22, number),
            Column::new(Text::new("Điểm tự chấm", "Self-score"), 22, number),
        ];
        let lines = tree::lines(self.rulebook, self.rules);
        let mut rows: Vec<Row> = lines
            .iter()
            .filter(|line| line.is_area())
            .map(|line| Row::new(Weight::Plain, self.area_cells(line.code(), &line.node.title.vi, line.node)))
            .collect();
        rows.push(Row::new(Weight::Strong, self.area_cells("", "Tổng cộng", &self.rulebook.tree)));
        Table { columns, rows }
    }

    /// The unit's own criteria under a node whose points are added up; none where the rulebook does something else with them.
    fn added_up(&self, node: &Node) -> Vec<&Criterion> {
        if !tree::adds_up(node) {
            return Vec::new();
        }
        tree::under(node, self.rules).filter(|criterion| criterion.self_scored).collect()
    }

    fn area_cells(&self, code: &str, title: &str, node: &Node) -> Vec<Value> {
        let held = self.added_up(node);
        let digits = self.digits();
        let of = |value: Option<f64>| value.map_or(Value::Empty, |value| Value::points(value, digits));
        // A sum is rounded once, as it is printed.
        let sum = |value: Option<f64>| value.map_or(Value::Empty, |value| Value::Number(value, digits));
        let own = tree::sum(held.iter().copied(), |criterion| Some(criterion.max));
        vec![
            Value::text(code),
            Value::text(title),
            of(node.max),
            of(own),
            sum(self.sum(held.iter().copied(), |own| own.proposed.and_then(Mark::value))),
            sum(self.sum(held.iter().copied(), |own| own.points.value())),
        ]
    }

    fn detail(&self) -> Table {
        let number = Kind::Number(self.digits());
        let columns = vec![
            Column::new(Text::new("Mã", "Code"), 15, Kind::Middle),
            Column::new(
                Text::new("Lĩnh vực, tiêu chí, tiêu chí thành phần", "Area, criterion, sub-criterion"),
                61,
                Kind::Text,
            ),
            Column::new(Text::new("Điểm tối đa", "Max points"), 15, number),
            Column::new(Text::new("Số liệu", "Numbers"), 45, Kind::Text),
            Column::new(Text::new("Điểm theo quy tắc", "Points by rule"), 17, number),
            Column::new(Text::new("Điểm tự chấm", "Self-score"), 17, number),
            Column::new(Text::new("Giải thích, lý do", "Explanation, reason"), 42, Kind::Text),
            Column::new(Text::new("Tài liệu kiểm chứng", "Evidence"), 45, Kind::Text),
        ];
        let mut rows: Vec<Row> = tree::lines(self.rulebook, self.rules).iter().map(|line| self.row(line)).collect();
        rows.push(self.sum_row(Weight::Strong, "", "Tổng cộng", &self.rulebook.tree));
        Table { columns, rows }
    }

    fn row(&self, line: &Line<'_>) -> Row {
        let title = &line.node.title.vi;
        let Some(criterion) = line.criterion else {
            return self.sum_row(line.weight(), line.code(), title, line.node);
        };
        let digits = self.digits();
        let mut cells = vec![Value::text(line.code()), Value::text(title), Value::points(criterion.max, digits)];
        if !criterion.self_scored {
            cells.extend([Value::Empty, Value::Empty, Value::Empty]);
            cells.extend([Value::text(elsewhere(criterion.origin)), Value::Empty]);
        } else if let Some(own) = self.own(criterion) {
            cells.push(Value::text(self.numbers(line, criterion, own.numbers)));
            cells.push(own.proposed.map_or(Value::Empty, |mark| Value::mark(mark, digits)));
            cells.push(Value::mark(own.points, digits));
            let words = [own.reason.trim(), own.note.trim()].into_iter().filter(|text| !text.is_empty());
            cells.push(Value::text(words.collect::<Vec<_>>().join("\n")));
            cells.push(Value::text(own.evidence.iter().map(evidence).collect::<Vec<_>>().join("\n")));
        } else {
            cells.extend([
                Value::Empty,
                Value::Empty,
                Value::mark(Mark::default(), digits),
                Value::Empty,
                Value::Empty,
            ]);
        }
        Row::new(line.weight(), cells)
    }

    fn sum_row(&self, weight: Weight, code: &str, title: &str, node: &Node) -> Row {
        let held = self.added_up(node);
        let digits = self.digits();
        let of = |value: Option<f64>| value.map_or(Value::Empty, |value| Value::points(value, digits));
        // A sum is rounded once, as it is printed.
        let sum = |value: Option<f64>| value.map_or(Value::Empty, |value| Value::Number(value, digits));
        let cells = vec![
            Value::text(code),
            Value::text(title),
            of(node.max),
            Value::Empty,
            sum(self.sum(held.iter().copied(), |own| own.proposed.and_then(Mark::value))),
            sum(self.sum(held.iter().copied(), |own| own.points.value())),
            Value::Empty,
            Value::Empty,
        ];
        Row::new(weight, cells)
    }

    /// Numbers as lines: what each is, its value, its unit of measurement, and what it means.
    fn numbers(&self, line: &Line<'_>, criterion: &Criterion, numbers: &Numbers) -> String {
        let of = |input: &chiso_round::CriterionInput| {
            let mark = numbers.get(&input.name)?;
            let value = match mark.0.get() {
                Ok(value) => {
                    let unit = input.unit.as_ref().map(|unit| format!(" {}", unit.vi)).unwrap_or_default();
                    let meaning = tree::meaning(line.node, self.rules, value).map(|text| format!(" ({text})"));
                    format!("{}{unit}{}", print::number(value), meaning.unwrap_or_default())
                }
                Err(chiso_model::Missing::Blank) => return None,
                Err(kind) => print::words(kind).vi,
            };
            Some(format!("{}: {value}", input.title.vi))
        };
        criterion.inputs.iter().filter(|input| input.entered_here).filter_map(of).collect::<Vec<_>>().join("\n")
    }

    fn sum<'c>(
        &self,
        criteria: impl IntoIterator<Item = &'c Criterion>,
        points: impl Fn(&Own<'_>) -> Option<f64>,
    ) -> Option<f64> {
        tree::sum(criteria, |criterion| self.own(criterion).and_then(|own| points(&own)))
    }

    /// What was submitted, or what is entered where nothing was submitted yet.
    fn own(&self, criterion: &Criterion) -> Option<Own<'_>> {
        let item = self.assessment.item(&criterion.id)?;
        if let Some(link) = item.at(Stage::SelfScore) {
            return Some(Own {
                numbers: &link.numbers,
                proposed: link.proposed,
                points: link.points,
                reason: link.why.said().unwrap_or_default(),
                note: &link.note,
                evidence: &link.evidence,
            });
        }
        let draft = item.draft.as_ref()?;
        Some(Own {
            numbers: &draft.entry.numbers,
            proposed: draft.proposed,
            points: draft.entry.points.or(draft.proposed).unwrap_or_default(),
            reason: &draft.entry.reason,
            note: &draft.entry.note,
            evidence: &item.evidence,
        })
    }
}

/// Where the points come from that the unit does not give itself.
fn elsewhere(origin: FactOrigin) -> &'static str {
    match origin {
        FactOrigin::SelfAssessment => "Không tự chấm: điểm trừ do cơ quan thẩm định xác định",
        FactOrigin::Survey => "Không tự chấm: điều tra xã hội học",
        FactOrigin::Statistics => "Không tự chấm: số liệu thống kê",
        FactOrigin::Dossiers => "Không tự chấm: dữ liệu giải quyết hồ sơ",
        FactOrigin::Index => "Không tự chấm: kết quả chỉ số khác",
        FactOrigin::Leadership => "Không tự chấm: lãnh đạo đánh giá",
    }
}

/// A piece of evidence as one line.
fn evidence(evidence: &Evidence) -> String {
    /// Digits of a hash that tell two files apart.
    const SHORT: usize = 12;
    match &evidence.proof {
        Proof::File { hash, .. } => format!("{} [{}]", evidence.title.trim(), hash.get(..SHORT).unwrap_or(hash)),
        Proof::Link { address } => format!("{} ({address})", evidence.title.trim()),
    }
}
