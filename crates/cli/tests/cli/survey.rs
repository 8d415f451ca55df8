//! `chiso survey estimate` on a small made-up sample: the example of docs/survey-estimate.md, and what is said when it is used wrongly.

use crate::program::Place;

const DATA: &str = include_str!("../../../../docs/survey-estimate/survey.csv");
const DESIGN: &str = include_str!("../../../../docs/survey-estimate/design.yaml");

fn place() -> Place {
    Place::with(&[("survey.csv", DATA), ("design.yaml", DESIGN)])
}

/// Every command of the page gives what the page shows.
#[test]
fn the_example_of_the_documentation() {
    let page = include_str!("../../../../docs/survey-estimate.md");
    let place = place();
    let mut shown = 0;
    for block in page.split("```").filter_map(|block| block.strip_prefix("console\n")) {
        let (command, answer) = block.split_once('\n').unwrap();
        let words = command.strip_prefix("$ chiso ").unwrap();
        assert_eq!(place.run(words).well().out, answer, "{command}");
        shown += 1;
    }
    assert!(shown >= 3);
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let place = place();
    let mut lines: Vec<&str> = DATA.lines().collect();
    lines[1..].reverse();
    std::fs::write(place.path("turned.csv"), lines.join("\r\n").replace(',', ";")).unwrap();
    for rest in
        ["--items satisfied,waited --by sex", "--items waited/visits --stat ratio", "--items waited --stat quantile"]
    {
        let of =
            |data: &str| place.run(&format!("survey estimate --data {data} --design design.yaml {rest}")).well().out;
        assert_eq!(of("survey.csv"), of("turned.csv"));
    }
}

/// An answer that nobody gave is none of anybody, and rows that lack the design are no part of the sample.
#[test]
fn what_the_design_file_says_of_answers_rows_and_weights() {
    let place = place();
    let write = |name: &str, text: &str| std::fs::write(place.path(name), text).unwrap();
    write(
        "design.yaml",
        "weights: 1\ncodes: {satisfied: [0, 1, 2, 3, 4, 5]}\nincomplete: leave_out\nstages: [{clusters: commune}]\n",
    );
    let columns = DATA.lines().next().unwrap().split(',').count();
    write("holes.csv", &format!("{}\n{}\n", DATA.trim_end(), ",".repeat(columns - 1)));
    let shares = |data: &str| {
        place
            .run(&format!(
                "survey estimate --data {data} --design design.yaml --items satisfied --stat share --lang en"
            ))
            .well()
    };
    let (whole, holes) = (shares("survey.csv"), shares("holes.csv"));
    assert!(whole.out.lines().nth(1).unwrap().starts_with("satisfied,share,0,,0,"), "{}", whole.out);
    assert_eq!((whole.out.lines().count(), whole.err.as_str(), &holes.out), (7, "", &whole.out));
    assert_eq!(holes.err, "holes.csv: 1 of 61 rows are left out: they are empty in a column that the design needs\n");
    write("none.csv", &format!("{}\n{}\n", DATA.lines().next().unwrap(), ",".repeat(columns - 1)));
    let none = place.run("survey estimate --data none.csv --design design.yaml --items satisfied --lang en");
    assert_eq!(
        (none.code, none.err.as_str()),
        (1, "none.csv: every row is empty in a column that the design needs; none is left\n")
    );
}

/// A score of one item is that item; calibrated weights can be left aside.
#[test]
fn scores_are_sums_of_items_and_weights_can_stay_as_designed() {
    let place = place();
    let own = format!(
        "{DESIGN}scores:\n  index: [{{item: satisfied}}]\n  top: [{{item: satisfied, answers: [4, 5], weight: 1}}]\n"
    );
    std::fs::write(place.path("own.yaml"), own).unwrap();
    let run = |rest: &str| place.run(&format!("survey estimate --data survey.csv --design own.yaml {rest}")).well().out;
    let figures = |rest: &str| -> Vec<Vec<String>> {
        run(rest).lines().skip(1).map(|line| line.rsplit(',').map(str::to_owned).collect()).collect()
    };
    // From the end: degrees of freedom, n_eff, n, deff, level, interval, error, estimate.
    let (score, item) = (figures("--scores index --by sex"), figures("--items satisfied --by sex"));
    for (score, item) in score.iter().zip(&item) {
        for at in [0, 2, 4, 5, 6, 7, 8] {
            assert_eq!(score[at], item[at], "{score:?}");
        }
    }
    let (top, share) = (&figures("--scores top")[0], &figures("--items satisfied --stat share --answers 4,5")[0]);
    let number = |text: &str| text.parse::<f64>().unwrap();
    assert!(
        (number(&top[8]) - 100.0 * number(&share[8])).abs() < 1e-9
            && (number(&top[6]) - 100.0 * number(&share[6])).abs() < 1e-9
    );
    let plain = DESIGN.split("calibration:").next().unwrap();
    std::fs::write(place.path("plain.yaml"), plain).unwrap();
    let without = place.run("survey estimate --data survey.csv --design plain.yaml --items satisfied").well().out;
    assert_eq!(run("--items satisfied --uncalibrated"), without);
    assert_ne!(run("--items satisfied"), without);
}

#[test]
fn every_wrong_use_is_answered_with_what_to_do() {
    let place = place();
    let design = |name: &str, text: &str| std::fs::write(place.path(name), text).unwrap();
    design("typo.yaml", "weight: w\n");
    design("column.yaml", "weights: weight\nstages:\n  - strata: distrikt\n");
    design("label.yaml", "weights: weight\ninterval: {method: normal, level: 0.95, multiplier: 1.645}\n");
    design("margin.yaml", "weights: weight\ncalibration:\n  margins:\n    sex: {f: 4900}\n");
    design(
        "sums.yaml",
        "weights: weight\ncalibration:\n  margins:\n    sex: {f: 4900, m: 4700}\n    age: {18-39: 4300, 40+: 5000}\n",
    );
    design("lonely.yaml", "weights: weight\nstages:\n  - strata: commune\n    clusters: commune\n");
    design("broken.yaml", "weights: [weight\nstages: }\n");
    design(
        "population.yaml",
        "weights: weight\nstages:\n  - {strata: district, clusters: commune, population: visits}\n",
    );
    design("word.yaml", "weights: district\n");
    design("codes.yaml", "weights: weight\ncodes: {satisfied: [1, 2, 3, 4]}\n");
    design("other.yaml", "weights: weight\ncodes: {satisfid: [1]}\n");
    design("scores.yaml", "weights: weight\nscores:\n  index: [{answers: [4]}]\n");
    design("score.yaml", "weights: weight\nscores:\n  index: [{item: satisfied}]\n");
    for (line, code, vi, en) in [
        (
            "--design typo.yaml --items satisfied",
            1,
            "typo.yaml:1:1: không có “weight”; có phải là “weights”?",
            "typo.yaml:1:1: there is no `weight`; did you mean `weights`?",
        ),
        (
            "--design column.yaml --items satisfied",
            1,
            "column.yaml:3:13: survey.csv không có cột “distrikt”; có phải là “district”?",
            "column.yaml:3:13: survey.csv has no column `distrikt`; did you mean `district`?",
        ),
        (
            "--design label.yaml --items satisfied",
            1,
            "label.yaml: Khoảng tin cậy ghi 95 % nhưng hệ số 1,645 chỉ ứng với khoảng 90 %. Hãy ghi đúng 90 %, hoặc dùng hệ số 1,96.",
            "label.yaml: the interval is labelled 95 %, but the multiplier 1.645 makes it a 90 % interval. Label it 90 %, or use the multiplier 1.96.",
        ),
        (
            "--design margin.yaml --items satisfied",
            1,
            "margin.yaml: Mẫu có “sex” = “m” nhưng chưa có tổng thể của nhóm này. Hãy bổ sung, hoặc gộp với nhóm khác.",
            "margin.yaml: the sample has `sex` = `m`, for which no total is given. Add it, or join the group with another.",
        ),
        (
            "--design sums.yaml --items satisfied",
            1,
            "sums.yaml: Tổng của “sex” là 9\u{202f}600 còn tổng của “age” là 9\u{202f}300. Mọi phân bố phải cộng lại thành cùng một tổng thể; hãy sửa lại.",
            "sums.yaml: `sex` adds up to 9,600 and `age` to 9,300. All margins must add up to the same population; mend one of them.",
        ),
        (
            "--design lonely.yaml --items satisfied",
            1,
            "survey.csv: Tầng “C01”, giai đoạn 1: chỉ có một đơn vị mẫu nên không tính được sai số. Hãy gộp tầng này với một tầng tương tự, hoặc chọn “lonely: adjust” (thận trọng), “average”, “remove”, “certainty”.",
            "survey.csv: stratum `C01`, stage 1: it has only one sampled unit, so there is no variance to see. Join it with a similar stratum, or choose `lonely: adjust` (cautious), `average`, `remove` or `certainty`.",
        ),
        (
            "--design broken.yaml --items satisfied",
            1,
            "broken.yaml:2:7: không đọc được YAML ở đây; hãy kiểm tra thụt dòng, dấu hai chấm và dấu ngoặc",
            "broken.yaml:2:7: this is no YAML; look at indentation, colons and brackets",
        ),
        (
            "--design word.yaml --items satisfied",
            1,
            "survey.csv:2: cột “district”: “North” không phải là số; hãy sửa, để trống, hoặc khai báo trong “missing” nếu đó là mã không trả lời",
            "survey.csv:2: column `district`: `North` is not a number; mend it, leave it empty, or name it under `missing` if it stands for no answer",
        ),
        (
            "--design codes.yaml --items satisfied --stat share",
            1,
            "survey.csv:13: cột “satisfied”: “5” không có trong “codes” của tệp thiết kế; hãy bổ sung ở đó, hoặc sửa lại",
            "survey.csv:13: column `satisfied`: `5` is not under `codes` of the design file; add it there, or mend it",
        ),
        (
            "--design other.yaml --items satisfied",
            1,
            "other.yaml:2:9: survey.csv không có cột “satisfid”; có phải là “satisfied”?",
            "other.yaml:2:9: survey.csv has no column `satisfid`; did you mean `satisfied`?",
        ),
        (
            "--design scores.yaml --scores index",
            1,
            "scores.yaml:3:11: thiếu “item”",
            "scores.yaml:3:11: `item` is missing",
        ),
        (
            "--design score.yaml --scores indx",
            2,
            "chiso: score.yaml không có điểm số “indx” trong “scores”; có phải là “index”?",
            "chiso: score.yaml has no score `indx` under `scores`; did you mean `index`?",
        ),
        (
            "--design design.yaml --items satisfid",
            2,
            "chiso: survey.csv không có cột “satisfid”; có phải là “satisfied”?",
            "chiso: survey.csv has no column `satisfid`; did you mean `satisfied`?",
        ),
        (
            "--design design.yaml --items satisfied --stat share --answers 6",
            2,
            "chiso: cột “satisfied” không có câu trả lời “6”; có: “1”, “2”, “3”, “4”, “5”",
            "chiso: column `satisfied` has no answer `6`; it has: `1`, `2`, `3`, `4`, `5`",
        ),
        (
            "--design design.yaml --items satisfied --answers 4",
            2,
            "chiso: “--answers” chỉ dùng với “--stat” share, count; hãy bỏ đi hoặc đổi “--stat”",
            "chiso: `--answers` goes with `--stat` share, count only; leave it out or change `--stat`",
        ),
        (
            "--design design.yaml --items waited --stat ratio",
            2,
            "chiso: với “--stat ratio” hãy ghi hai cột cách nhau bằng “/”, ví dụ “chi/thu”, thay cho “waited”",
            "chiso: with `--stat ratio` write two columns with a `/` between, such as `spent/earned`, instead of `waited`",
        ),
    ] {
        for (lang, wanted) in [("vi", vi), ("en", en)] {
            let answer = place.run(&format!("survey estimate --data survey.csv {line} --lang {lang}"));
            assert_eq!((answer.code, answer.err.trim_end()), (code, wanted), "{line}");
            assert_eq!(answer.out, "");
        }
    }
    let answer = place.run("survey estimate --data survey.csv --design population.yaml --items satisfied --lang en");
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("two populations"), "{}", answer.err);
}
