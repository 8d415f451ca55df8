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
