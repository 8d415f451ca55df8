//! The forms that are part of the program.

use std::collections::BTreeMap;

use chiso_questionnaire::{
    Answer, Answers, Appearance, Block, Channel, Form, Kind, QuestionType, SHIPPED, State, Statistic, read_xlsx,
    shipped,
};

const VI: &str = "Tiếng Việt (vi)";
const EN: &str = "English (en)";

fn form(id: &str) -> Form {
    shipped(id).unwrap()
}

/// A row of the published questionnaire.
struct Row {
    code: String,
    parent: String,
    text: String,
    kind: String,
    options: Vec<String>,
}

fn published() -> Vec<Row> {
    let text = include_str!("../../../../questionnaires/sipas_2026/source.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let options = record[5].split('|').filter(|option| !option.is_empty()).map(str::to_owned).collect();
        Row {
            code: record[0].into(),
            parent: record[1].into(),
            text: record[2].into(),
            kind: record[3].into(),
            options,
        }
    });
    rows.collect()
}

/// The name that a code of the published questionnaire has in the form.
fn name(code: &str) -> String {
    code.to_lowercase().replace('.', "_")
}

#[test]
fn every_shipped_form_is_sound_in_both_languages_and_comes_back_from_its_workbook() {
    for shipped in SHIPPED {
        let form = shipped.form().unwrap_or_else(|problems| panic!("{}: {problems:#?}", shipped.id));
        assert_eq!(form.languages(), [VI, EN], "{}", shipped.id);
        assert_eq!(form.untranslated(), [], "{}", shipped.id);
        assert_eq!(form.settings().id.as_deref(), Some(shipped.id));
        assert_eq!(read_xlsx(&form.to_xlsx().unwrap()), Ok(form));
    }
}

#[test]
fn each_of_the_105_rows_of_sipas_2026_is_in_the_form_word_for_word() {
    let (form, rows) = (form("sipas_2026"), published());
    assert_eq!(rows.len(), 105);
    for row in &rows {
        let item = form.item(&name(&row.code)).unwrap_or_else(|| panic!("{} is missing", row.code));
        assert_eq!(item.label.in_language(VI), Some(row.text.as_str()), "{}", row.code);
        assert!(item.label.in_language(EN).is_some(), "{} has no translation", row.code);
        let parent = item.parent.map(|parent| form.items()[parent].name.clone()).unwrap_or_default();
        assert_eq!(parent, name(&row.parent), "parent of {}", row.code);
        let kind = item.question().map(|question| &question.kind);
        let or_other = kind.and_then(QuestionType::select).is_some_and(|select| select.or_other);
        assert_eq!(or_other, row.kind.ends_with("+other"), "{}", row.code);
        let fits = match row.kind.trim_end_matches("+other") {
            "section" | "group" | "factor" | "grid" => matches!(item.kind, Kind::Group),
            "single" | "grid_row" => matches!(kind, Some(QuestionType::SelectOne(_))),
            "multi" => matches!(kind, Some(QuestionType::SelectMultiple(_))),
            "text" => matches!(kind, Some(QuestionType::Text)),
            other => panic!("{}: {other}", row.code),
        };
        assert!(fits, "{} is no {}", row.code, row.kind);
    }
}

#[test]
fn the_choices_of_sipas_2026_are_those_of_the_published_questionnaire() {
    let (form, rows) = (form("sipas_2026"), published());
    let options: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.code.as_str(), row)).collect();
    let mut looked_at = 0;
    for row in &rows {
        let Some(select) = form.item(&name(&row.code)).unwrap().question().and_then(|question| question.kind.select())
        else {
            continue;
        };
        // A row of a grid has the choices of the grid, however far above.
        let mut above = row;
        while above.options.is_empty() && above.kind != "grid" {
            above = options[above.parent.as_str()];
        }
        let found: Vec<&str> =
            form.choices(&select.list).iter().map(|choice| choice.label.in_language(VI).unwrap()).collect();
        match above.code.as_str() {
            // The published table gives the scale “Có/Không” here, and no words for 1-4 there: those of question 3, which asks the same of other things.
            "Q8" => assert_eq!(found, ["Có", "Không"]),
            "Q7" => assert_eq!(found, options["Q3"].options),
            _ => assert_eq!(found, above.options, "{}", row.code),
        }
        looked_at += 1;
    }
    assert_eq!(looked_at, 5 + 9 + 1 + 7 + 3 + 3 + 7 + 39 + 10);
}

/// domain.md, section 4: 39 items, 9 factors, 2 halves, 1 index are the 51 published satisfaction indices.
#[test]
fn sipas_2026_scores_39_items_in_9_factors_and_2_halves() {
    let form = form("sipas_2026");
    let scoring = form.scoring();
    let depth = |node: usize| std::iter::successors(Some(node), |node| scoring.nodes[*node].parent).count();
    let mut at_depth = [0; 5];
    for (number, node) in scoring.nodes.iter().enumerate() {
        at_depth[depth(number)] += 1;
        let share_of_satisfied = Statistic::Share(vec!["4".into(), "5".into()]);
        assert_eq!(node.item.is_some(), depth(number) == 4, "{}", node.name);
        assert!(node.item.as_ref().is_none_or(|(_, statistic)| *statistic == share_of_satisfied));
    }
    assert_eq!((at_depth, scoring.nodes.len()), ([0, 1, 2, 9, 39], 51));
    // Each item counts the same, so that the policy half weighs 23/39 = 0.59, within the published 0.56 to 0.64.
    let weights = scoring.item_weights(0);
    assert_eq!(weights.len(), 39);
    assert!(weights.iter().all(|(_, weight)| (weight - 1.0 / 39.0).abs() < 1e-15));
    let half = scoring.children(Some(0)).next().unwrap();
    assert_eq!(scoring.item_weights(half).len(), 23);
}

#[test]
fn sipas_2026_is_drawn_as_screens_and_grids() {
    let form = form("sipas_2026");
    let pages = form.pages();
    // Introduction, part A, nine factors, five other grids, question 2, questions 4 to 6, question 11, part C.
    let names: Vec<String> =
        pages.iter().map(|page| form.items()[*page.groups.last().unwrap_or(&page.items[0])].name.clone()).collect();
    assert_eq!(
        names,
        [
            "intro", "a", "q1", "b", "q3", "b", "q7", "q8", "q9_i_a", "q9_i_b", "q9_i_c", "q9_i_d", "q9_ii_a",
            "q9_ii_b", "q9_ii_c", "q9_ii_d", "q9_ii_e", "q10", "b", "c"
        ]
    );
    let grids: usize = (0..form.items().len())
        .filter(|number| form.items()[*number].appearance == Some(Appearance::TableList))
        .map(|number| form.grids(number).len())
        .sum();
    assert_eq!(grids, 14);
}

#[test]
fn a_grid_is_one_block_of_its_screen() {
    let form = form("sipas_2026");
    let pages = form.pages();
    let blocks = |name: &str| {
        let page = pages.iter().find(|page| page.groups.last().is_some_and(|group| form.items()[*group].name == name));
        form.blocks(page.unwrap())
    };
    let names = |numbers: &[usize]| -> Vec<String> { numbers.iter().map(|n| form.items()[*n].name.clone()).collect() };
    let [Block::Grid(grid)] = &blocks("q9_ii_d")[..] else { panic!("{:?}", blocks("q9_ii_d")) };
    assert_eq!(
        (form.items()[grid.head].name.as_str(), names(&grid.rows)),
        ("q9_ii_d", vec!["q9_34".into(), "q9_35".into(), "q9_36".into()])
    );
    assert_eq!(grid.list.choices.len(), 5);
    assert!(matches!(
        blocks("a")[..],
        [Block::Question(_), Block::Question(_), Block::Question(_), Block::Question(_), Block::Question(_)]
    ));
}

#[test]
fn officials_rate_agencies_by_mail() {
    let form = form("officials_ballot");
    let rules: Vec<(&str, &str)> =
        form.ballots().iter().map(|rule| (rule.raters.as_str(), rule.rated.as_str())).collect();
    assert_eq!(
        rules,
        [
            ("vice_chairs", "departments"),
            ("vice_chairs", "communes"),
            ("department_heads", "communes"),
            ("commune_leaders", "departments")
        ]
    );
    assert!(form.ballots().iter().all(|rule| rule.channels.contains(&Channel::Email)));
    let title = form.settings().title.as_deref().unwrap();
    assert!(title.contains("minh họa"), "{title} does not say that it is an illustration");
}

#[test]
fn an_official_who_rates_something_as_poor_is_asked_why() {
    let form = form("officials_ballot");
    let today = "2026-11-22".parse().unwrap();
    let asked = |contact: &str, rating: &str| {
        let mut answers = Answers::new();
        answers.set("contact", Some(Answer::One(contact.into())));
        answers.set("finance", Some(Answer::One(rating.into())));
        let state = State::new(&form, &answers, today);
        let asked = form.items().iter().enumerate().filter(|(number, _)| state.is_relevant(*number));
        let names: Vec<&str> = asked.map(|(_, item)| item.name.as_str()).collect();
        ["finance", "reasons", "priorities"].map(|name| names.contains(&name))
    };
    assert_eq!(asked("often", "1"), [true, true, true]);
    assert_eq!(asked("often", "2"), [true, false, true]);
    // Who never worked with an agency does not rate it, whatever a page sends.
    assert_eq!(asked("never", "1"), [false, false, false]);
}
