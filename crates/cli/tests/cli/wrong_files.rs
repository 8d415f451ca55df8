//! Files that cannot be used: every problem on a line of its own, and exit code 1.

use crate::program::{FACTS, Place, RULEBOOK, program};

#[test]
fn every_problem_of_the_files_stands_on_its_own_line() {
    let place = Place::with(&[
        ("demo.yaml", RULEBOOK),
        ("demo.txt", RULEBOOK),
        ("facts.csv", FACTS),
        ("numbers.csv", "unit,schools,people\nA,\"3,500\",NA\nB,1,x\n"),
        ("empty.csv", ""),
        ("other.csv", "unit,pupils\nA,1\n"),
        ("a.csv", "unit,schools\nA,1\n"),
        ("b.csv", "unit,schools\nA,2\n"),
        ("header.csv", "unit,schools\n"),
        ("file", ""),
    ]);
    std::fs::create_dir(place.path("directory")).unwrap();
    std::fs::write(place.path("latin.yaml"), b"chiso: 1\ntitle: H\xe0 N\xf4i\n").unwrap();
    for (line, vi, en) in [
        (
            "compute demo.yaml --facts nowhere.csv gone.csv --out out",
            &[
                "nowhere.csv: không có tệp này; hãy kiểm tra đường dẫn",
                "gone.csv: không có tệp này; hãy kiểm tra đường dẫn",
            ][..],
            &["nowhere.csv: there is no such file; check the path", "gone.csv: there is no such file; check the path"]
                [..],
        ),
        (
            "compute gone.yaml --facts facts.csv --out out",
            &["gone.yaml: không có tệp này; hãy kiểm tra đường dẫn"][..],
            &["gone.yaml: there is no such file; check the path"][..],
        ),
        (
            "compute demo.txt --facts facts.csv --out out",
            &["demo.txt: tên tệp bộ tiêu chí phải có đuôi .yaml, .yml hoặc .xlsx"][..],
            &["demo.txt: the name of a rulebook must end in .yaml, .yml or .xlsx"][..],
        ),
        (
            "compute latin.yaml --facts facts.csv --out out",
            &["latin.yaml:2: không phải UTF-8; hãy lưu lại tệp dưới dạng UTF-8"][..],
            &["latin.yaml:2: not UTF-8; save the file again as UTF-8"][..],
        ),
        (
            "compute demo.yaml --facts . --out out",
            &[".: đây là thư mục; hãy chỉ ra một tệp"][..],
            &[".: this is a directory; name a file"][..],
        ),
        (
            "compute demo.yaml --facts numbers.csv --out out",
            &[
                "numbers.csv:2:2: cột “schools”: “3,500” có thể hiểu theo hai cách; hãy viết “3.500” nếu là số thập phân, “3500” nếu là hàng nghìn",
                "numbers.csv:2:3: cột “people”: “NA” không phải là số; để trống nếu không có số liệu, hoặc ghi “#na” (không áp dụng), “#abstained” (không trả lời), “#withheld” (không công bố)",
                "numbers.csv:3:3: cột “people”: “x” không phải là số; để trống nếu không có số liệu, hoặc ghi “#na” (không áp dụng), “#abstained” (không trả lời), “#withheld” (không công bố)",
            ][..],
            &[
                "numbers.csv:2:2: column “schools”: “3,500” can be read in two ways; write “3.500” for decimals, “3500” for thousands",
                "numbers.csv:2:3: column “people”: “NA” is no number; leave it blank where there is no value, or write “#na” (not applicable), “#abstained”, “#withheld”",
                "numbers.csv:3:3: column “people”: “x” is no number; leave it blank where there is no value, or write “#na” (not applicable), “#abstained”, “#withheld”",
            ][..],
        ),
        (
            "compute demo.yaml --facts empty.csv --out out",
            &["empty.csv: không có số liệu; dòng đầu tiên phải là tên các cột"][..],
            &["empty.csv: there is nothing in it; the first row must name the columns"][..],
        ),
        (
            "compute demo.yaml --facts other.csv --out out",
            &[
                "other.csv: không có chỉ tiêu nào mà bộ tiêu chí dùng; bộ tiêu chí dùng: “health”, “people”, “schools”, “se”; nếu cột mang tên khác, hãy đổi tên bằng --columns mới=cũ",
            ][..],
            &[
                "other.csv: has no indicator that the rulebook reads; it reads: “health”, “people”, “schools”, “se”; where a column has another name, rename it with --columns new=old",
            ][..],
        ),
        (
            "compute demo.yaml --facts header.csv --out out",
            &["header.csv: không có dòng số liệu nào; hãy thêm số liệu"][..],
            &["header.csv: there are no facts in it; add them"][..],
        ),
        (
            "compute demo.yaml --facts a.csv b.csv --out out",
            &["b.csv:2:2: đơn vị “A”, “schools”: khác với giá trị đã ghi ở a.csv:2; hãy giữ một trong hai"][..],
            &["b.csv:2:2: unit “A”, “schools”: differs from the value given in a.csv:2; keep one of the two"][..],
        ),
        (
            "compute demo.yaml --facts facts.csv --period 2019 --out out",
            &[
                "chiso: Bộ tiêu chí demo/1 không có hiệu lực trong kỳ 2019 (hiệu lực: 2020-01-01 – …). Hãy chọn phiên bản khác (chiso rulebook list) hoặc kỳ khác (--period).",
            ][..],
            &[
                "chiso: rulebook demo/1 is not in force in period 2019 (in force: 2020-01-01 – …). Choose another edition (chiso rulebook list) or another --period.",
            ][..],
        ),
        (
            "compute demo.yaml --facts facts.csv --period 2030-Q1 --out out",
            &["facts.csv: không có số liệu của kỳ 2030-Q1; số liệu có các kỳ: 2022, 2023"][..],
            &["facts.csv: there are no facts of period 2030-Q1; the facts have the periods: 2022, 2023"][..],
        ),
        (
            "compute demo.yaml --facts facts.csv --period 2023 --columns schools=pupils --out out",
            &["facts.csv: không có cột hay chỉ tiêu “pupils” để đổi tên thành “schools”; hãy sửa --columns"][..],
            &["facts.csv: there is no column or indicator “pupils” to be renamed to “schools”; mend --columns"][..],
        ),
        (
            "compute demo.yaml --facts facts.csv --period 2023 --previous gone.csv --out out",
            &["gone.csv: không có tệp này; hãy kiểm tra đường dẫn"][..],
            &["gone.csv: there is no such file; check the path"][..],
        ),
        (
            "compute demo.yaml --facts facts.csv --period 2023 --out file",
            &["file: đã có một tệp mang tên này; hãy chọn thư mục khác"][..],
            &["file: a file has this name; choose another directory"][..],
        ),
        (
            "compute demo.yaml --facts facts.csv --period 2023 --out file/under",
            &["file/under: đã có một tệp mang tên này; hãy chọn thư mục khác"][..],
            &["file/under: a file has this name; choose another directory"][..],
        ),
        (
            "compute demo.yaml --facts facts.csv --period 2022 --previous facts.csv --out out",
            &[
                "facts.csv: không có kỳ nào trước kỳ 2022 để so sánh; số liệu có các kỳ: 2022, 2023; hãy ghi rõ --previous-period",
            ][..],
            &[
                "facts.csv: there is no period before 2022 to compare with; the facts have the periods: 2022, 2023; say --previous-period",
            ][..],
        ),
        (
            "compute demo.yaml --facts facts.csv --period 2023 --previous a.csv --out out",
            &["a.csv: không có kỳ nào trước kỳ 2023 để so sánh; số liệu không ghi kỳ; hãy ghi rõ --previous-period"][..],
            &["a.csv: there is no period before 2023 to compare with; the facts name no period; say --previous-period"]
                [..],
        ),
        (
            "compute demo.yaml --facts facts.csv --period 2023 --previous empty.csv --out out",
            &["empty.csv: không có số liệu; dòng đầu tiên phải là tên các cột"][..],
            &["empty.csv: there is nothing in it; the first row must name the columns"][..],
        ),
        (
            "rulebook convert demo.yaml none/demo.xlsx",
            &["none: không có thư mục này; hãy kiểm tra đường dẫn hoặc tạo thư mục trước"][..],
            &["none: there is no such directory; check the path, or make it first"][..],
        ),
        (
            "rulebook template --out none/under/t.yaml",
            &["none/under: không có thư mục này; hãy kiểm tra đường dẫn hoặc tạo thư mục trước"][..],
            &["none/under: there is no such directory; check the path, or make it first"][..],
        ),
        (
            "rulebook check a.docx",
            &["a.docx: tên tệp bộ tiêu chí phải có đuôi .yaml, .yml hoặc .xlsx"][..],
            &["a.docx: the name of a rulebook must end in .yaml, .yml or .xlsx"][..],
        ),
        (
            "rulebook check directory",
            &["directory: đây là thư mục; hãy chỉ ra một tệp"][..],
            &["directory: this is a directory; name a file"][..],
        ),
        (
            "compute demo.yaml --facts directory --out out",
            &["directory: đây là thư mục; hãy chỉ ra một tệp"][..],
            &["directory: this is a directory; name a file"][..],
        ),
        (
            "compute demo.yaml --facts file/facts.csv --out out",
            &["file/facts.csv: không có tệp này; hãy kiểm tra đường dẫn"][..],
            &["file/facts.csv: there is no such file; check the path"][..],
        ),
        (
            "rulebook check demo.txt",
            &["demo.txt: tên tệp bộ tiêu chí phải có đuôi .yaml, .yml hoặc .xlsx"][..],
            &["demo.txt: the name of a rulebook must end in .yaml, .yml or .xlsx"][..],
        ),
    ] {
        for (lang, wanted) in [("vi", vi), ("en", en)] {
            let answer = place.run(&format!("{line} --lang {lang}"));
            assert_eq!(answer.err.lines().collect::<Vec<_>>(), wanted, "{line}");
            assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{line}");
        }
    }
    assert_eq!(place.names("out"), [""; 0]);
    assert!(!place.path("none").exists());
}

#[test]
fn a_flood_of_problems_is_cut_short_and_counted() {
    let rows: String = (0..1000).map(|i| format!("U{i},x{i}\n")).collect::<Vec<_>>().concat();
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("facts.csv", &format!("unit,schools\n{rows}"))]);
    let answer = place.run("compute demo.yaml --facts facts.csv --out out --lang en");
    assert_eq!((answer.code, answer.err.lines().count()), (1, 201));
    assert_eq!(answer.err.lines().last(), Some("… and 800 more problems"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_in_the_language() {
    let place = Place::with(&[]);
    for (lang, wanted) in [("vi", "stdout: ổ đĩa đã đầy\n"), ("en", "stdout: the disk is full\n")] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = program(&place.path("")).args(["schema", "--lang", lang]).stdout(full).output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(1), wanted));
    }
}
