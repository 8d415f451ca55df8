//! Which tables there are, where each stands, and what is in it.

use chiso_catalogue::Level;
use chiso_model::agency::{AREA, CodeSystem, POPULATION, Register};
use chiso_model::{Lang, Text};
use chiso_report::{Column, Table, TableCell};

use super::super::agencies::register;
use super::super::documents::provenance_id;
use super::super::figures;
use super::content::Form;
use crate::site::{Publication, Site};
use crate::table as pages;

/// What a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// The units of a data set, by place.
    Ranking,
    /// Every published figure of a data set, conflicting ones side by side.
    Figures,
    /// Every node of every unit of a data set that was computed here.
    Nodes,
    /// All years of an index at a level.
    Series,
    /// Who there is and was.
    Agencies,
    /// What became of agencies.
    Lineage,
    /// Years from which figures cannot be compared with earlier ones.
    Breaks,
}

impl Sort {
    pub(super) const fn id(self) -> &'static str {
        match self {
            Sort::Ranking => "ranking",
            Sort::Figures => "figures",
            Sort::Nodes => "nodes",
            Sort::Series => "series",
            Sort::Agencies => "agencies",
            Sort::Lineage => "lineage",
            Sort::Breaks => "breaks",
        }
    }

    /// What people call it.
    pub(super) fn name(self) -> Text {
        match self {
            Sort::Ranking => Text::new("Bảng xếp hạng", "Ranking"),
            Sort::Figures => Text::new("Mọi số liệu đã công bố", "All published figures"),
            Sort::Nodes => Text::new("Mọi tiêu chí của mọi đơn vị", "Every node of every unit"),
            Sort::Series => Text::new("Số liệu qua các năm", "All years"),
            Sort::Agencies => Text::new("Các cơ quan qua thời gian", "Agencies through time"),
            Sort::Lineage => {
                Text::new("Sáp nhập, chia tách, đổi tên cơ quan", "Mergers, splits and new names of agencies")
            }
            Sort::Breaks => Text::new("Điểm ngắt của chuỗi số liệu", "Breaks in series"),
        }
    }
}

/// A table and the folder in which it stands below `/data`: a data set's id, an index and a level, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At {
    pub(super) folder: String,
    pub(super) sort: Sort,
}

impl At {
    fn new(folder: &str, sort: Sort) -> At {
        At { folder: folder.to_owned(), sort }
    }

    /// Its stable address in a language and form.
    pub(super) fn address(&self, lang: Lang, form: Form) -> String {
        let folder = if self.folder.is_empty() { String::new() } else { format!("{}/", self.folder) };
        format!("/data/{folder}{}.{}.{}", self.sort.id(), lang.tag(), form.id())
    }
}

/// Every table.
pub(super) fn all(site: &Site) -> Vec<At> {
    let mut all: Vec<At> = [Sort::Agencies, Sort::Lineage, Sort::Breaks].map(|sort| At::new("", sort)).to_vec();
    all.extend(
        groups(site).into_iter().map(|(index, level)| At::new(&format!("{index}/{}", level.id()), Sort::Series)),
    );
    all.extend(site.publications.iter().flat_map(|publication| of_dataset(site, &publication.dataset.id)));
    all
}

/// The tables of a data set.
pub(super) fn of_dataset(site: &Site, id: &str) -> Vec<At> {
    let Some(publication) = publication(site, id) else { return Vec::new() };
    let figures = !figures::of(site, publication).is_empty();
    [(Sort::Ranking, true), (Sort::Figures, figures), (Sort::Nodes, publication.computed.is_some())]
        .into_iter()
        .filter(|(_, there)| *there)
        .map(|(sort, _)| At::new(id, sort))
        .collect()
}

/// Indices and levels of which there are results that are not made up, in the order of the catalogue.
pub(super) fn groups(site: &Site) -> Vec<(&str, Level)> {
    let mut groups = Vec::new();
    for publication in site.publications.iter().filter(|publication| !publication.dataset.simulated) {
        let group = (publication.dataset.index.as_str(), publication.dataset.level);
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}

pub(super) fn publication<'a>(site: &'a Site, id: &str) -> Option<&'a Publication> {
    site.publications.iter().find(|publication| publication.dataset.id == id)
}

/// Makes a table; none where the address names none.
pub(super) fn make(site: &Site, at: &At, lang: Lang) -> Option<Table> {
    Some(match at.sort {
        Sort::Ranking => pages::ranking(site, publication(site, &at.folder)?, lang),
        Sort::Figures => all_figures(site, publication(site, &at.folder)?, lang),
        Sort::Nodes => all_nodes(publication(site, &at.folder)?, lang)?,
        Sort::Series => {
            let (index, level) = at.folder.split_once('/')?;
            series(site, index, Level::from_id(level)?, lang)
        }
        Sort::Agencies => agencies(register(site), lang),
        Sort::Lineage => lineage(register(site), lang),
        Sort::Breaks => breaks(site, lang),
    })
}

fn table(title: String, subtitle: &str, columns: Vec<Column>, rows: Vec<Vec<TableCell>>) -> Table {
    Table { title, subtitle: subtitle.to_owned(), source: String::new(), columns, rows }
}

fn number(value: Option<f64>) -> TableCell {
    value.map_or(TableCell::Empty, TableCell::Number)
}

fn words(text: Option<&str>) -> TableCell {
    text.map_or(TableCell::Empty, TableCell::text)
}

fn verified(is: bool, lang: Lang) -> TableCell {
    TableCell::text(if is { lang.pick("có", "yes") } else { lang.pick("chưa", "not yet") })
}

fn all_figures(site: &Site, publication: &Publication, lang: Lang) -> Table {
    let columns = vec![
        Column::text(lang.pick("Mã", "Code")),
        Column::text(lang.pick("Đơn vị", "Unit")),
        Column::number(lang.pick("Giá trị (%)", "Value (%)"), 2),
        Column::number(lang.pick("Thứ hạng", "Place"), 0),
        Column::number(lang.pick("Điểm tự đánh giá, thẩm định", "Points from self-assessment and appraisal"), 2),
        Column::number(lang.pick("Điểm điều tra xã hội học", "Points from the survey"), 2),
        Column::text(lang.pick("Cơ sở của số liệu", "Provenance")),
        Column::text(lang.pick("Dùng trong bảng", "Used in tables")),
        Column::text(lang.pick("Các nguồn khác nhau", "Sources disagree")),
        Column::text(lang.pick("Nguồn", "Source")),
        Column::text(lang.pick("Đã kiểm chứng", "Verified")),
        Column::text(lang.pick("Ghi chú", "Note")),
    ];
    let yes = |is: bool| if is { TableCell::text(lang.pick("có", "yes")) } else { TableCell::Empty };
    let rows = figures::of(site, publication)
        .into_iter()
        .map(|(figure, conflicting)| {
            let name = publication.board.row(&figure.unit).map_or("", |row| row.unit.name.get(lang));
            vec![
                TableCell::text(&figure.unit),
                TableCell::text(name),
                number(figure.value.map(|printed| printed.value)),
                number(figure.rank.map(f64::from)),
                number(figure.appraisal.map(|printed| printed.value)),
                number(figure.survey.map(|printed| printed.value)),
                TableCell::text(provenance_id(figure.provenance)),
                yes(figures::reading_id(figure.reading) == "main"),
                yes(conflicting),
                TableCell::text(figure.source.text.get(lang)),
                verified(figure.source.verified, lang),
                words(figure.note.as_ref().map(|note| note.get(lang))),
            ]
        })
        .collect();
    let title = format!("{} · {}", publication.dataset.title.get(lang), Sort::Figures.name().get(lang));
    table(title, "", columns, rows)
}

fn all_nodes(publication: &Publication, lang: Lang) -> Option<Table> {
    let computed = publication.computed.as_ref()?;
    let (book, outcome) = (&computed.shipped.rulebook, &computed.outcome);
    let definitions: Vec<_> =
        book.tree.walk().into_iter().chain(book.companions.iter().flat_map(|n| n.walk())).collect();
    let columns = vec![
        Column::text(lang.pick("Mã đơn vị", "Unit code")),
        Column::text(lang.pick("Đơn vị", "Unit")),
        Column::text(lang.pick("Mã tiêu chí", "Node")),
        Column::text(lang.pick("Thuộc", "Part of")),
        Column::text(lang.pick("Tiêu chí", "Title")),
        Column::number(lang.pick("Điểm tối đa", "Max points"), 2),
        Column::number(lang.pick("Giá trị chưa làm tròn", "Value, unrounded"), 6),
        Column::number(lang.pick("Giá trị in ra", "Value as printed"), 2),
        Column::number(lang.pick("Thứ hạng", "Place"), 0),
    ];
    let mut rows = Vec::new();
    for row in &publication.board.rows {
        let Some(unit) = outcome.unit(&row.unit.id) else { continue };
        for node in &outcome.nodes {
            let definition = definitions.iter().find(|definition| definition.id.as_str() == node.id);
            let parent = node.parent.and_then(|at| outcome.nodes.get(at)).map(|parent| parent.id.as_str());
            rows.push(vec![
                TableCell::text(&row.unit.id),
                TableCell::text(row.unit.name.get(lang)),
                TableCell::text(&node.id),
                words(parent),
                words(definition.map(|definition| definition.title.get(lang))),
                number(node.max),
                TableCell::from(node.values[unit]),
                number(node.rounded[unit]),
                number(node.ranks[unit]),
            ]);
        }
    }
    let title = publication.marked(publication.dataset.title.get(lang), lang);
    let title = format!("{title} · {}", Sort::Nodes.name().get(lang));
    Some(table(title, &computed.shipped.reference(), columns, rows))
}

fn series(site: &Site, index: &str, level: Level, lang: Lang) -> Table {
    let columns = vec![
        Column::text(lang.pick("Năm", "Year")),
        Column::text(lang.pick("Bộ số liệu", "Data set")),
        Column::text(lang.pick("Cơ quan", "Agency")),
        Column::text(lang.pick("Mã lúc đó", "Code then")),
        Column::text(lang.pick("Đơn vị", "Unit")),
        Column::number(lang.pick("Giá trị", "Value"), 2),
        Column::number(lang.pick("Thứ hạng", "Place"), 0),
        Column::text(lang.pick("So được với năm trước", "Comparable with the year before")),
        Column::text(lang.pick("Cơ sở của số liệu", "Provenance")),
        Column::text(lang.pick("Nguồn", "Source")),
        Column::text(lang.pick("Đã kiểm chứng", "Verified")),
    ];
    let of_index = |publication: &&Publication| {
        let dataset = &publication.dataset;
        dataset.index == index && dataset.level == level && !dataset.simulated
    };
    let mut publications: Vec<&Publication> = site.publications.iter().filter(of_index).collect();
    publications.sort_by_key(|publication| publication.year);
    let mut rows = Vec::new();
    for publication in publications {
        let agency =
            |unit: &str| site.catalogue.agency_in(publication.dataset.scheme?, unit).map(|agency| agency.id().as_str());
        let year = publication.year;
        let broken = |unit: &str| {
            !site.catalogue.same_method(index, level, year, year - 1)
                || site.catalogue.unit_in_year(level, unit, year, year - 1).is_none()
        };
        for row in publication.board.rows.iter().filter(|row| row.known()) {
            let figure = row.figure.as_ref();
            rows.push(vec![
                TableCell::text(&publication.year.to_string()),
                TableCell::text(&publication.dataset.id),
                words(agency(&row.unit.id)),
                TableCell::text(&row.unit.id),
                TableCell::text(row.unit.name.get(lang)),
                TableCell::from(row.value),
                number(row.rank),
                TableCell::text(if broken(&row.unit.id) { lang.pick("không", "no") } else { lang.pick("có", "yes") }),
                TableCell::text(figure.map_or("computed", |figure| provenance_id(figure.provenance))),
                figure.map_or_else(
                    || TableCell::text(&pages::own_source(publication, lang)),
                    |figure| TableCell::text(figure.source.text.get(lang)),
                ),
                figure.map_or(TableCell::Empty, |figure| verified(figure.source.verified, lang)),
            ]);
        }
    }
    let name = site.catalogue.editions(index).next().map_or(index, |newest| newest.rulebook.title.get(lang));
    table(format!("{name} · {}", Sort::Series.name().get(lang)), "", columns, rows)
}

fn agencies(register: &Register, lang: Lang) -> Table {
    let columns = vec![
        Column::text(lang.pick("Mã định danh", "Id")),
        Column::text(lang.pick("Tên", "Name")),
        Column::text(lang.pick("Loại", "Kind")),
        Column::text(lang.pick("Từ ngày", "From")),
        Column::text(lang.pick("Đến ngày", "To")),
        Column::text(lang.pick("Trực thuộc", "Below")),
        Column::text(lang.pick("Mã GSO", "GSO code")),
        Column::text(lang.pick("Mã H26", "H26 code")),
        Column::text(lang.pick("Ghi chú", "Note")),
        Column::text(lang.pick("Nguồn", "Source")),
    ];
    let day = |day: Option<chiso_model::Date>| day.map_or(TableCell::Empty, |day| TableCell::text(&day.to_string()));
    let rows = register
        .agencies()
        .iter()
        .map(|agency| {
            // What held at the end, or what holds while it lasts.
            let last = agency.valid.last();
            vec![
                TableCell::text(agency.id.as_str()),
                TableCell::text(agency.title_on(last, lang)),
                TableCell::text(agency.kind_on(last).name().get(lang)),
                day(agency.valid.from),
                day(agency.valid.to),
                words(agency.parent_on(last).map(chiso_model::agency::AgencyId::as_str)),
                words(agency.code_on(&CodeSystem::GSO, last)),
                words(agency.code_on(&CodeSystem::H26, last)),
                words(agency.note.as_ref().map(|note| note.get(lang))),
                words(agency.source.as_ref().map(|source| source.get(lang))),
            ]
        })
        .collect();
    table(Sort::Agencies.name().get(lang).to_owned(), "", columns, rows)
}

fn lineage(register: &Register, lang: Lang) -> Table {
    let columns = vec![
        Column::text(lang.pick("Ngày", "Date")),
        Column::text(lang.pick("Việc", "Event")),
        Column::text(lang.pick("Văn bản", "Decision")),
        Column::text(lang.pick("Từ cơ quan", "From")),
        Column::text(lang.pick("Tên lúc đó", "Name then")),
        Column::text(lang.pick("Thành cơ quan", "To")),
        Column::text(lang.pick("Tên từ ngày đó", "Name since")),
        Column::number(lang.pick("Phần theo dân số", "Share by population"), 4),
        Column::number(lang.pick("Phần theo diện tích", "Share by area"), 4),
        Column::text(lang.pick("Nguồn", "Source")),
    ];
    let mut rows = Vec::new();
    for edge in register.edges() {
        let before = edge.date.yesterday().unwrap_or(edge.date);
        let name = |id, day| words(register.get(id).map(|agency| agency.title_on(day, lang)));
        for from in &edge.from {
            for heir in &edge.to {
                rows.push(vec![
                    TableCell::text(&edge.date.to_string()),
                    TableCell::text(edge.kind.name().get(lang)),
                    words(edge.decision.as_deref()),
                    TableCell::text(from.as_str()),
                    name(from, before),
                    TableCell::text(heir.id.as_str()),
                    name(&heir.id, edge.date),
                    number(edge.share(heir, POPULATION)),
                    number(edge.share(heir, AREA)),
                    words(edge.source.as_ref().map(|source| source.get(lang))),
                ]);
            }
        }
    }
    table(Sort::Lineage.name().get(lang).to_owned(), "", columns, rows)
}

fn breaks(site: &Site, lang: Lang) -> Table {
    let columns = vec![
        Column::text(lang.pick("Chỉ số", "Index")),
        Column::text(lang.pick("Cấp", "Level")),
        Column::text(lang.pick("Năm đầu của chuỗi mới", "First year of the new series")),
        Column::text(lang.pick("Lý do", "Reason")),
        Column::text(lang.pick("Nguồn", "Source")),
    ];
    let mut rows = Vec::new();
    for (index, level) in groups(site) {
        for broken in site.catalogue.breaks(index, level) {
            rows.push(vec![
                TableCell::text(index),
                TableCell::text(level.id()),
                TableCell::text(&broken.year.to_string()),
                TableCell::text(broken.text.get(lang)),
                TableCell::text(broken.source.text.get(lang)),
            ]);
        }
    }
    table(Sort::Breaks.name().get(lang).to_owned(), "", columns, rows)
}
