//! Published results, by the command lines of the documentation. Values are read where they lie and are no part of the project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::program::Place;

/// The directory of known answers. Without it the test is left out, with a notice; where `CI` is `true` that is a failure.
fn known_answers() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/known_answers");
    let directory = std::env::var_os("CHISO_KNOWN_ANSWERS").map_or(beside, PathBuf::from);
    if directory.is_dir() {
        return directory.canonicalize().ok();
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "there are no known answers in {}", directory.display());
    eprintln!("left out: there are no known answers in {}", directory.display());
    None
}

type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn published(path: &Path) -> Vec<Row> {
    rows(&std::fs::read_to_string(path).unwrap())
}

/// A column of a result, by unit and node.
fn column(place: &Place, file: &str, column: &str) -> BTreeMap<(String, String), f64> {
    let rows = rows(&place.read(file));
    let value = |row: &Row| Some(((row["unit"].clone(), row["node"].clone()), row[column].parse().ok()?));
    rows.iter().filter_map(value).collect()
}

fn run(place: &Place, line: &str, facts: &Path) {
    let words: Vec<&str> =
        line.split(' ').map(|word| if word == "FACTS" { facts.to_str().unwrap() } else { word }).collect();
    place.run_words(&words).well();
}

#[test]
fn human_development_2022() {
    let Some(directory) = known_answers() else { return };
    let file = directory.join("hdi_2022/hdr2023_24_year2022.csv");
    let published = published(&file);
    let names: Vec<String> =
        published[0].keys().filter_map(|k| Some(format!("{}={k}", k.strip_suffix("_2022")?))).collect();
    let place = Place::with(&[]);
    for (index, columns, wanted, ranks) in [
        ("hdi", "le=le_2022,eys=eys_2022,mys=mys_2022,gnipc=gnipc_2022", 204, 193),
        ("gdi", names.join(",").as_str(), 193, 0),
        ("ihdi", names.join(",").as_str(), 176, 0),
        ("gii", names.join(",").as_str(), 177, 0),
    ] {
        let line = format!(
            "compute {index} --facts FACTS --unit-column iso3 --columns {columns} --exclude-units ZZ* --out {index}"
        );
        run(&place, &line, &file);
        let rounded = column(&place, &format!("{index}/ranks.csv"), "rounded");
        let rank = column(&place, &format!("{index}/ranks.csv"), "rank");
        let agree = |computed: &BTreeMap<(String, String), f64>, name: &str| {
            let same = |row: &&Row| {
                let ours = computed.get(&(row["iso3"].clone(), index.to_owned()));
                row[name].parse::<f64>().is_ok_and(|theirs| ours == Some(&theirs))
            };
            published.iter().filter(same).count()
        };
        assert_eq!(agree(&rounded, &format!("{index}_2022")), wanted, "{index}");
        if ranks > 0 {
            assert_eq!(agree(&rank, "hdi_rank_2022"), ranks);
        }
    }
}

#[test]
fn asem_every_node_and_step() {
    let Some(directory) = known_answers() else { return };
    let place = Place::with(&[]);
    let facts = directory.join("asem/01_iData_input.csv");
    run(&place, "compute asem --facts FACTS --unit-column uCode --steps --out out", &facts);
    let scores = column(&place, "out/scores.csv", "value");
    let ranks = column(&place, "out/ranks.csv", "rank");
    let close = |ours: f64, theirs: f64| (ours - theirs).abs() <= 1e-12 * theirs.abs();
    for row in published(&directory.join("asem/08_aggregated.csv")) {
        let mut nodes = 0;
        for (name, value) in &row {
            // The root has the id of its rulebook.
            let node = if name == "Index" { "asem" } else { name };
            if let Some(ours) = scores.get(&(row["uCode"].clone(), node.to_owned())) {
                nodes += 1;
                assert!(close(*ours, value.parse().unwrap()), "{} {name}: {ours} {value}", row["uCode"]);
            }
        }
        assert_eq!(nodes, 60);
    }
    let published_ranks = published(&directory.join("asem/10_results_ranks.csv"));
    let same = |row: &&Row| ranks[&(row["uCode"].clone(), "asem".to_owned())] == row["Index"].parse::<f64>().unwrap();
    assert_eq!(published_ranks.iter().filter(same).count(), 51);

    let steps: BTreeMap<(String, String, String), f64> = rows(&place.read("out/steps.csv"))
        .into_iter()
        .filter_map(|r| {
            Some(((r["unit"].clone(), r["indicator"].clone(), r["step"].clone()), r["value"].parse().ok()?))
        })
        .collect();
    for (file, step) in [
        ("02_raw.csv", "raw"),
        ("03_denominated.csv", "denominated"),
        ("04_imputed.csv", "imputed"),
        ("06_treated.csv", "treated"),
        ("07_normalised.csv", "normalised"),
    ] {
        let mut compared = 0;
        for row in published(&directory.join("asem").join(file)) {
            for (name, value) in &row {
                let key = (row["uCode"].clone(), name.clone(), step.to_owned());
                let (Some(ours), Ok(theirs)) = (steps.get(&key), value.parse::<f64>()) else { continue };
                compared += 1;
                assert!(close(*ours, theirs), "{file} {key:?}: {ours} {theirs}");
            }
        }
        assert!(compared > 2400, "{file}: {compared}");
    }
}

#[test]
fn provincial_competitiveness_2017_and_2019() {
    let Some(directory) = known_answers() else { return };
    let place = Place::with(&[]);
    for year in ["2017", "2019"] {
        let file = directory.join(format!("pci_2017_2019/pci_{year}_summary.csv"));
        run(&place, &format!("compute pci --facts FACTS --unit-column province --period {year} --out out"), &file);
        let (scores, ranks) = (column(&place, "out/scores.csv", "value"), column(&place, "out/ranks.csv", "rank"));
        let mut same_rank = 0;
        for row in published(&file) {
            let key = (row["province"].clone(), "pci".to_owned());
            assert!((scores[&key] - row["published_pci"].parse::<f64>().unwrap()).abs() < 4e-6, "{key:?}");
            same_rank += usize::from(ranks[&key] == row["published_rank"].parse::<f64>().unwrap());
        }
        assert_eq!(same_rank, 63, "{year}");
    }
}

#[test]
fn governance_and_public_administration_2019() {
    let Some(directory) = known_answers() else { return };
    let place = Place::with(&[]);
    let file = directory.join("papi_2019/papi_2019_full.csv");
    run(&place, "compute papi --facts FACTS --unit-column province --out out", &file);
    let scores = column(&place, "out/scores.csv", "value");
    let (low, high) = (column(&place, "out/intervals.csv", "low"), column(&place, "out/intervals.csv", "high"));
    let mut nodes: Vec<(String, String)> = (1..=8).map(|k| (format!("dim{k}"), format!("published_dim{k}"))).collect();
    nodes.push(("papi".to_owned(), "published_weighted".to_owned()));
    nodes.push(("unweighted".to_owned(), "published_unweighted".to_owned()));
    for row in published(&file) {
        for (node, column) in &nodes {
            let ours = scores.get(&(row["province"].clone(), node.clone()));
            let theirs = row[column].parse::<f64>().ok();
            match (ours, theirs) {
                (Some(ours), Some(theirs)) => assert!((ours - theirs).abs() < 4e-6, "{node}: {ours} {theirs}"),
                _ => assert_eq!(ours.copied(), theirs, "{} {node}", row["province"]),
            }
        }
        // The multiplier they print is rounded: 7e-5 is its effect on the widest interval.
        for (ends, suffix) in [(&low, "low"), (&high, "high")] {
            if let Ok(theirs) = row[&format!("published_w_ci_{suffix}")].parse::<f64>() {
                let ours = ends[&(row["province"].clone(), "papi".to_owned())];
                assert!((ours - theirs).abs() < 1e-4, "{ours} {theirs}");
            }
        }
    }
}
