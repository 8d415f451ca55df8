//! The report on the results of a round: Báo cáo tổng hợp kết quả.

mod chain;
mod components;
mod council;
mod ranking;

use std::collections::BTreeMap;

use chiso_engine::{Changes, Outcome};
use chiso_model::{Lang, Text};
use chiso_round::{Assessment, Round, Rules};
use chiso_rulebook::definition::Rulebook;

use crate::caution::{self, Caution};
use crate::document::{Block, Document, Look, Section, Table};
use crate::sheets::{self, Sheet};
use crate::{Letter, PaperError, docx, print, tree};

/// Title of the annex with the chains.
const CHAINS: &str = "QUÁ TRÌNH TỰ CHẤM, THẨM ĐỊNH VÀ QUYẾT ĐỊNH ĐIỂM";

/// The report on the results of a round, as they stand in an outcome.
#[derive(Clone)]
pub struct Consolidated<'a> {
    /// The round.
    pub round: &'a Round,
    /// Its rules.
    pub rules: &'a Rules,
    /// Its rulebook.
    pub rulebook: &'a Rulebook,
    /// The files of the units, by id. A unit without one has declared nothing.
    pub assessments: BTreeMap<&'a str, &'a Assessment>,
    /// Scores, ranks and bands.
    pub outcome: &'a Outcome,
    /// Changes of that outcome against last year, where last year is known.
    pub changes: Option<&'a Changes>,
    /// Names of units and people, by id.
    pub names: &'a dyn Fn(&str) -> Text,
    /// What stands around the body.
    pub letter: &'a Letter,
    /// Whether the chain of every score goes with it: a table a unit, as long as the rulebook. Left out where there are thousands of units.
    pub with_chains: bool,
}

impl Consolidated<'_> {
    /// The report as DOCX: the report with the ranking; then on lying pages the components and the chain of every score, unit by unit.
    ///
    /// # Errors
    /// When it is larger than an archive can be.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let mut sections = vec![Section { landscape: false, blocks: self.report() }];
        let components = self.annex(1, "KẾT QUẢ THEO LĨNH VỰC", [Block::Table(components::table(self))]);
        sections.push(Section { landscape: true, blocks: components });
        if self.with_chains {
            let mut chains = Vec::new();
            for (at, unit) in self.units().iter().enumerate() {
                chains.push(Block::Paragraph(Look::Caption, format!("{}. {}", at + 1, self.name(unit))));
                chains.push(Block::Table(chain::of_unit(self, unit)));
            }
            sections.push(Section { landscape: true, blocks: self.annex(2, CHAINS, chains) });
        }
        docx::write(&Document {
            title: format!("Báo cáo {}", print::within(&self.subject())),
            letter: self.letter,
            running: caution::running(&self.cautions()),
            sections,
        })
    }

    /// The report as XLSX: one sheet each for ranking, components, chains and the council's meetings.
    ///
    /// # Errors
    /// When a text is longer than a cell can hold, or there are more rows than a sheet has.
    pub fn xlsx(&self, lang: Lang) -> Result<Vec<u8>, PaperError> {
        let sheet = |name: Text, title: &str, table: Table, landscape: bool| Sheet {
            name,
            title: vec![title.to_owned(), self.subject()],
            warnings: caution::lines(&self.cautions()),
            table,
            remarks: Vec::new(),
            is_letter: false,
            landscape,
        };
        let ranking = sheet(Text::new("Xếp hạng", "Ranking"), "BÁO CÁO", ranking::table(self), false);
        let mut sheets = vec![
            Sheet { is_letter: true, remarks: self.ranking_remarks(), ..ranking },
            sheet(Text::new("Theo lĩnh vực", "By area"), "KẾT QUẢ THEO LĨNH VỰC", components::table(self), true),
        ];
        if self.with_chains {
            let name = Text::new("Quá trình điểm", "Chain of scores");
            sheets.push(sheet(name, CHAINS, chain::of_all(self), true));
        }
        if !self.round.meetings.is_empty() {
            let table = council::table(self);
            sheets.push(sheet(Text::new("Hội đồng", "Council"), "HỘI ĐỒNG THẨM ĐỊNH", table, true));
        }
        sheets::write(self.letter, &format!("Báo cáo {}", print::within(&self.subject())), &sheets, lang)
    }

    fn report(&self) -> Vec<Block> {
        let body = |text: String| Block::Paragraph(Look::Body, text);
        let part = |text: &str| Block::Paragraph(Look::Part, text.to_owned());
        let mut out = vec![Block::Letterhead, Block::Paragraph(Look::Title, "BÁO CÁO".to_owned())];
        out.push(Block::Paragraph(Look::Subject, self.subject()));
        out.push(Block::Line);
        out.extend(
            caution::lines(&self.cautions())
                .into_iter()
                .map(|line| Block::Paragraph(Look::Warning, format!("({line})"))),
        );
        out.push(body(self.opening()));
        out.push(part("I. TỔ CHỨC ĐÁNH GIÁ"));
        out.extend(council::sentences(self).into_iter().map(body));
        out.push(part("II. KẾT QUẢ"));
        out.extend(ranking::sentences(self).into_iter().map(body));
        out.push(Block::Paragraph(Look::Caption, "Bảng xếp hạng".to_owned()));
        out.push(Block::Table(ranking::table(self)));
        out.extend(self.ranking_remarks().into_iter().map(|text| Block::Paragraph(Look::Remark, text)));
        let chains = "; quá trình tự chấm, thẩm định và quyết định điểm của từng đơn vị được nêu tại Phụ lục II";
        let chains = if self.with_chains { chains } else { "" };
        let closing = format!("Kết quả theo lĩnh vực được nêu tại Phụ lục I{chains} kèm theo./.");
        out.push(Block::Paragraph(Look::Closing, closing));
        out.push(Block::Signature);
        out
    }

    fn annex(&self, number: usize, title: &str, blocks: impl IntoIterator<Item = Block>) -> Vec<Block> {
        let mut out = vec![
            Block::Paragraph(Look::Annex, format!("PHỤ LỤC {}", print::roman(number))),
            Block::Paragraph(Look::Annex, title.to_owned()),
            Block::Paragraph(Look::Belongs, self.letter.annex_line()),
        ];
        out.extend(blocks);
        out
    }

    fn opening(&self) -> String {
        let basis = tree::legal_basis(self.rulebook).map(|basis| format!("Thực hiện {basis}, ")).unwrap_or_default();
        format!(
            "{basis}{} báo cáo tổng hợp kết quả {} {} (đợt đánh giá: {}) như sau:",
            self.letter.agency,
            tree::index_title(self.rulebook),
            print::period(self.rules.period()),
            print::sentence(&self.round.setup.title.vi)
        )
    }

    fn subject(&self) -> String {
        let (index, period) = (tree::index_title(self.rulebook), print::period(self.rules.period()));
        format!("Tổng hợp kết quả đánh giá {index} {period}")
    }

    fn cautions(&self) -> Vec<Caution> {
        let of_issue = match self.round.issues.last() {
            None => Some(Caution::Unpublished),
            Some(issue) => (issue.number > 1).then_some(Caution::Reissued(issue.number)),
        };
        Caution::of(self.round, self.rulebook).into_iter().chain(of_issue).collect()
    }

    fn ranking_remarks(&self) -> Vec<String> {
        ranking::remark(self).into_iter().collect()
    }

    fn digits(&self) -> u8 {
        self.outcome.root().rounding.digits
    }

    fn name(&self, id: &str) -> String {
        (self.names)(id).vi
    }

    /// Ids of the units, in the order of the ranking.
    fn units(&self) -> Vec<&str> {
        ranking::order(self)
    }

    fn assessment(&self, unit: &str) -> Option<&Assessment> {
        self.assessments.get(unit).copied()
    }

    /// A printed value of a unit at a node.
    fn printed(&self, node: &str, unit: &str) -> Option<f64> {
        let (node, unit) = (self.outcome.node(node)?, self.outcome.unit(unit)?);
        self.outcome.nodes[node].rounded[unit]
    }
}
