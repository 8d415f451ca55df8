//! The program used wrongly: what it says, exactly, and exit code 2.

use crate::program::{FACTS, Place, RULEBOOK};

#[test]
fn every_wrong_use_is_answered_with_what_to_do() {
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("facts.csv", FACTS), ("scores.csv", FACTS)]);
    let compute = "compute demo.yaml --facts facts.csv";
    for (line, vi, en) in [
        (
            "compte",
            "không có lệnh “compte”; có phải là “compute”? (xem: chiso --help)",
            "there is no command `compte`; did you mean `compute`? (see: chiso --help)",
        ),
        ("-x", "không có tùy chọn “-x” (xem: chiso --help)", "there is no option `-x` (see: chiso --help)"),
        (
            "rulebook",
            "thiếu tên lệnh; chọn một trong: check, template, convert, diff, list (xem: chiso rulebook --help)",
            "a command is missing; choose one of: check, template, convert, diff, list (see: chiso rulebook --help)",
        ),
        (
            "rulebook chek demo.yaml",
            "không có lệnh “chek”; có phải là “check”? (xem: chiso rulebook --help)",
            "there is no command `chek`; did you mean `check`? (see: chiso rulebook --help)",
        ),
        (
            "rulebook check",
            "thiếu <BỘ TIÊU CHÍ>... (xem: chiso rulebook check --help)",
            "missing: <RULEBOOK>... (see: chiso rulebook check --help)",
        ),
        (
            "compute",
            "thiếu --facts <TỆP>..., --out <THƯ MỤC>, <BỘ TIÊU CHÍ> (xem: chiso compute --help)",
            "missing: --facts <FILE>..., --out <DIR>, <RULEBOOK> (see: chiso compute --help)",
        ),
        (
            "compute demo.yaml",
            "thiếu --facts <TỆP>..., --out <THƯ MỤC> (xem: chiso compute --help)",
            "missing: --facts <FILE>..., --out <DIR> (see: chiso compute --help)",
        ),
        (
            "COMPUTE",
            "thiếu --out <THƯ MỤC> (xem: chiso compute --help)",
            "missing: --out <DIR> (see: chiso compute --help)",
        ),
        (
            "COMPUTE --out",
            "“--out <THƯ MỤC>” cần một giá trị (xem: chiso compute --help)",
            "`--out <DIR>` needs a value (see: chiso compute --help)",
        ),
        (
            "COMPUTE --out out --out other",
            "“--out <THƯ MỤC>” chỉ được ghi một lần (xem: chiso compute --help)",
            "`--out <DIR>` may stand only once (see: chiso compute --help)",
        ),
        (
            "COMPUTE --out out --fact x",
            "không có tùy chọn “--fact”; có phải là “--facts”? (xem: chiso compute --help)",
            "there is no option `--fact`; did you mean `--facts`? (see: chiso compute --help)",
        ),
        (
            "COMPUTE --out out --period 20x",
            "“--period <KỲ>” không nhận giá trị “20x”: viết năm “2024”, quý “2024-Q3” hoặc tháng “2024-09” (xem: chiso compute --help)",
            "`--period <PERIOD>` does not take the value `20x`: write a year `2024`, a quarter `2024-Q3` or a month `2024-09` (see: chiso compute --help)",
        ),
        (
            "COMPUTE --out out --columns le",
            "“--columns <MỚI=CŨ>” không nhận giá trị “le”: viết “mới=cũ”, ví dụ “le=le_2022” (xem: chiso compute --help)",
            "`--columns <NEW=OLD>` does not take the value `le`: write `new=old`, for example `le=le_2022` (see: chiso compute --help)",
        ),
        (
            "COMPUTE --out out --threads 0",
            "“--threads <SỐ>” không nhận giá trị “0”: viết một số nguyên từ 1 đến 1024 (xem: chiso compute --help)",
            "`--threads <N>` does not take the value `0`: write a whole number from 1 to 1024 (see: chiso compute --help)",
        ),
        (
            "COMPUTE --out out --format xml",
            "“--format <csv|json>” không nhận giá trị “xml”: chỉ có “csv” và “json” (xem: chiso compute --help)",
            "`--format <csv|json>` does not take the value `xml`: it is `csv` or `json` (see: chiso compute --help)",
        ),
        (
            "COMPUTE --out out --previous-period 2022",
            "thiếu --previous <TỆP>... (xem: chiso compute --help)",
            "missing: --previous <FILE>... (see: chiso compute --help)",
        ),
        (
            "COMPUTE --out out --previous facts.csv --previous-period Q1",
            "“--previous-period <KỲ>” không nhận giá trị “Q1”: viết năm “2024”, quý “2024-Q3” hoặc tháng “2024-09” (xem: chiso compute --help)",
            "`--previous-period <PERIOD>` does not take the value `Q1`: write a year `2024`, a quarter `2024-Q3` or a month `2024-09` (see: chiso compute --help)",
        ),
        (
            "COMPUTE --period 2023 --out out --exclude-units [Z",
            "Mẫu đơn vị `[Z` không đọc được. Hãy dùng dạng như `ZZ*` hoặc `[A-C]*`.",
            "cannot read the unit pattern `[Z`. Write it like `ZZ*` or `[A-C]*`.",
        ),
        (
            "compute demo.yaml --facts scores.csv --period 2023 --out .",
            "kết quả sẽ ghi đè lên tệp số liệu “scores.csv”; hãy chọn thư mục khác cho --out",
            "the results would overwrite the facts `scores.csv`; choose another directory for --out",
        ),
        (
            "explain demo.yaml --facts facts.csv",
            "thiếu --unit <ĐƠN VỊ> (xem: chiso explain --help)",
            "missing: --unit <UNIT> (see: chiso explain --help)",
        ),
        (
            "explain demo.yaml --facts facts.csv --period 2023 --unit Z9",
            "không có đơn vị “Z9”; có: “A”, “B”, “C”, “Đ”",
            "there is no unit `Z9`; there are: `A`, `B`, `C`, `Đ`",
        ),
        (
            "explain demo.yaml --facts facts.csv --period 2023 --unit a",
            "không có đơn vị “a”; có phải là “A”?",
            "there is no unit `a`; did you mean `A`?",
        ),
        (
            "explain demo.yaml --facts facts.csv --period 2023 --unit A --node HEA",
            "không có mục “HEA”; có phải là “health”?",
            "there is no node `HEA`; did you mean `health`?",
        ),
        (
            "explain demo.yaml --facts facts.csv --period 2023 --unit A --node helth",
            "không có mục “helth”; có phải là “health”?",
            "there is no node `helth`; did you mean `health`?",
        ),
        (
            "serve --listen localhost",
            "“--listen <ĐỊA CHỈ>” không nhận giá trị “localhost”: viết địa chỉ IP và cổng, ví dụ “127.0.0.1:8081” (xem: chiso serve --help)",
            "`--listen <ADDRESS>` does not take the value `localhost`: write an IP address and a port, for example `127.0.0.1:8081` (see: chiso serve --help)",
        ),
        (
            "COMPUTE --sheet S --out out",
            "--sheet chỉ dùng cho bảng tính .xlsx; không tệp số liệu nào là bảng tính: “facts.csv”",
            "--sheet is for .xlsx workbooks; none of the files of facts is one: `facts.csv`",
        ),
        (
            "rulebook diff demo.yaml demo.yaml c",
            "thừa tham số “c” (xem: chiso rulebook diff --help)",
            "one argument too many: `c` (see: chiso rulebook diff --help)",
        ),
        (
            "rulebook convert demo.yaml demo.txt",
            "“demo.txt”: tên tệp phải có đuôi .yaml, .yml hoặc .xlsx",
            "`demo.txt`: the name must end in .yaml, .yml or .xlsx",
        ),
        (
            "rulebook convert demo.yaml",
            "thiếu <TỆP> (xem: chiso rulebook convert --help)",
            "missing: <OUT> (see: chiso rulebook convert --help)",
        ),
        (
            "rulebook template --format doc",
            "“--format <yaml|xlsx>” không nhận giá trị “doc”: chỉ có “yaml” và “xlsx” (xem: chiso rulebook template --help)",
            "`--format <yaml|xlsx>` does not take the value `doc`: it is `yaml` or `xlsx` (see: chiso rulebook template --help)",
        ),
        (
            "rulebook template --format xlsx --out t.yaml",
            "--format khác với đuôi tệp của --out; hãy sửa một trong hai",
            "--format differs from the end of --out; mend one of the two",
        ),
        (
            "completions tcsh",
            "“<SHELL>” không nhận giá trị “tcsh”: chọn bash, zsh, fish, elvish hoặc powershell (xem: chiso completions --help)",
            "`<SHELL>` does not take the value `tcsh`: choose bash, zsh, fish, elvish or powershell (see: chiso completions --help)",
        ),
        (
            "schema now",
            "thừa tham số “now” (xem: chiso schema --help)",
            "one argument too many: `now` (see: chiso schema --help)",
        ),
    ] {
        for (lang, wanted) in [("vi", vi), ("en", en)] {
            let answer = place.run(&format!("{} --lang {lang}", line.replace("COMPUTE", compute)));
            assert_eq!(answer.err, format!("chiso: {wanted}\n"), "{line}");
            assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{line}");
        }
    }
    assert_eq!(place.names("out"), [""; 0]);
    assert_eq!(place.read("scores.csv"), FACTS);
}
