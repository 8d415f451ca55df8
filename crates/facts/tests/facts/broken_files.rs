//! Broken fact files, each with the exact messages that a person reads.

use crate::workbook::{Cell, Sheet, workbook};
use chiso_facts::{Reading, Wanted, read_all};
use chiso_model::Lang;

/// A broken file: its name, its bytes, how it is read, and every line of the answer.
struct Case {
    name: &'static str,
    files: Vec<(&'static str, Vec<u8>)>,
    reading: Reading,
    vi: &'static [&'static str],
    en: &'static [&'static str],
}

fn text(name: &'static str, text: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![(name, text.as_bytes().to_vec())]
}

fn wide(unit_column: &str) -> Reading {
    Reading { unit_column: Some(unit_column.to_owned()), wanted: wanted(), ..Reading::default() }
}

fn long() -> Reading {
    Reading { wanted: wanted(), ..Reading::default() }
}

fn wanted() -> Wanted {
    Wanted::only(["le", "eys", "gnipc"], ["region"])
}

fn renamed(pairs: &[(&str, &str)]) -> Reading {
    let columns = pairs.iter().map(|(new, old)| ((*new).to_owned(), (*old).to_owned())).collect();
    Reading { columns, ..wide("unit") }
}

fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "the extension is unknown",
            files: text("số liệu.xls", "unit,indicator,value\n"),
            reading: long(),
            vi: &[
                "số liệu.xls: tên tệp phải có đuôi .csv, .txt, .xlsx hoặc .json; hãy lưu bảng tính dưới dạng .xlsx hoặc CSV UTF-8",
            ],
            en: &[
                "số liệu.xls: the name must end in .csv, .txt, .xlsx or .json; save a spreadsheet as .xlsx or as CSV UTF-8",
            ],
        },
        Case {
            name: "there is no extension",
            files: text("facts", "unit,indicator,value\n"),
            reading: long(),
            vi: &[
                "facts: tên tệp phải có đuôi .csv, .txt, .xlsx hoặc .json; hãy lưu bảng tính dưới dạng .xlsx hoặc CSV UTF-8",
            ],
            en: &[
                "facts: the name must end in .csv, .txt, .xlsx or .json; save a spreadsheet as .xlsx or as CSV UTF-8",
            ],
        },
        Case {
            name: "the file is empty",
            files: text("f.csv", ""),
            reading: long(),
            vi: &["f.csv: không có số liệu; dòng đầu tiên phải là tên các cột"],
            en: &["f.csv: there is nothing in it; the first row must name the columns"],
        },
        Case {
            name: "only blank rows",
            files: text("f.csv", "\n,,\n\n"),
            reading: long(),
            vi: &["f.csv: không có số liệu; dòng đầu tiên phải là tên các cột"],
            en: &["f.csv: there is nothing in it; the first row must name the columns"],
        },
        Case {
            name: "Latin letters of an old encoding",
            files: vec![("f.csv", b"unit,indicator,value\nH\xe0 N\xf4i,le,3\n".to_vec())],
            reading: long(),
            vi: &["f.csv:2: không phải UTF-8 (byte thứ 23); hãy lưu lại tệp dưới dạng CSV UTF-8"],
            en: &["f.csv:2: not UTF-8 (byte 23); save the file again as CSV UTF-8"],
        },
        Case {
            name: "UTF-16 that breaks off",
            files: vec![("f.csv", b"\xff\xfeu\x00n\x00\n\x00x".to_vec())],
            reading: long(),
            vi: &["f.csv:2: không đọc được tiếp theo mã UTF-16; hãy lưu lại tệp dưới dạng CSV UTF-8"],
            en: &["f.csv:2: cannot be read on as UTF-16; save the file again as CSV UTF-8"],
        },
        Case {
            name: "a workbook called csv",
            files: vec![("f.csv", workbook(&[Sheet { name: "A", from: (0, 0), rows: vec![] }]))],
            reading: long(),
            vi: &["f.csv: đây là bảng tính chứ không phải văn bản; hãy đổi đuôi tên tệp thành .xlsx"],
            en: &["f.csv: this is a workbook, not a text; change the end of its name to .xlsx"],
        },
        Case {
            name: "the value column is called otherwise",
            files: text("f.csv", "unit,indicator,Value\nA,le,3\n"),
            reading: long(),
            vi: &["f.csv:1:1: thiếu cột “value”; hãy đổi tên cột “Value” thành “value”"],
            en: &["f.csv:1:1: there is no column “value”; rename the column “Value” to “value”"],
        },
        Case {
            name: "a long file without units",
            files: text("f.csv", "province,indicator,value\nA,le,3\n"),
            reading: long(),
            vi: &["f.csv:1:1: thiếu cột “unit”; tệp có các cột: “province”, “indicator”, “value”"],
            en: &["f.csv:1:1: there is no column “unit”; the file has the columns: “province”, “indicator”, “value”"],
        },
        Case {
            name: "the period column is almost there",
            files: text("f.csv", "unit,indicator,Period,value\nA,le,2024,3\n"),
            reading: long(),
            vi: &["f.csv:1:1: thiếu cột “period”; hãy đổi tên cột “Period” thành “period”"],
            en: &["f.csv:1:1: there is no column “period”; rename the column “Period” to “period”"],
        },
        Case {
            name: "no column names the unit",
            files: text("f.csv", "province,le,eys\nA,3,4\n"),
            reading: long(),
            vi: &[
                "f.csv:1:1: không biết cột nào là đơn vị: dạng dài cần các cột “unit”, “indicator”, “value”; dạng rộng cần cột “unit”, hoặc chỉ ra bằng --unit-column; tệp có các cột: “province”, “le”, “eys”",
            ],
            en: &[
                "f.csv:1:1: no column names the unit: the long form needs the columns “unit”, “indicator”, “value”; the wide form needs a column “unit”, or the one named with --unit-column; the file has the columns: “province”, “le”, “eys”",
            ],
        },
        Case {
            name: "the named unit column is misspelt",
            files: text("f.csv", "iso3,le\nA,3\n"),
            reading: wide("iso"),
            vi: &["f.csv:1:1: không có cột “iso”; có phải là “iso3”?"],
            en: &["f.csv:1:1: there is no column “iso”; did you mean “iso3”?"],
        },
        Case {
            name: "the named unit column is nowhere",
            files: text("f.csv", "province,le\nA,3\n"),
            reading: wide("uCode"),
            vi: &["f.csv:1:1: không có cột “uCode”; tệp có các cột: “province”, “le”"],
            en: &["f.csv:1:1: there is no column “uCode”; the file has the columns: “province”, “le”"],
        },
        Case {
            name: "two columns have one name",
            files: text("f.csv", "unit,le,eys,le\nA,3,4,5\n"),
            reading: wide("unit"),
            vi: &["f.csv:1:4: cột “le”: trùng tên với cột số 2; hãy đổi tên hoặc xóa một trong hai cột"],
            en: &["f.csv:1:4: column “le”: has the same name as column number 2; rename or delete one of the two"],
        },
        Case {
            name: "a new name collides with a column",
            files: text("f.csv", "unit,le,le_2022\nA,3,4\n"),
            reading: renamed(&[("le", "le_2022")]),
            vi: &[
                "f.csv:1:3: cột “le_2022”: sau khi đổi tên, cột này và cột “le” đều là “le”; hãy chỉ đặt tên “le” cho một cột (--columns)",
            ],
            en: &[
                "f.csv:1:3: column “le_2022”: after renaming, this column and the column “le” are both “le”; give the name “le” to one column only (--columns)",
            ],
        },
        Case {
            name: "a column to be renamed is nowhere",
            files: text("f.csv", "unit,le,eys_2021\nA,3,4\n"),
            reading: renamed(&[("eys", "eys_2022")]),
            vi: &["f.csv: không có cột hay chỉ tiêu “eys_2022” để đổi tên thành “eys”; hãy sửa --columns"],
            en: &["f.csv: there is no column or indicator “eys_2022” to be renamed to “eys”; mend --columns"],
        },
        Case {
            name: "nothing in it is wanted",
            files: text("f.csv", "unit,le_2022,eys_2022\nA,3,4\n"),
            reading: wide("unit"),
            vi: &[
                "f.csv: không có chỉ tiêu nào mà bộ tiêu chí dùng; bộ tiêu chí dùng: “eys”, “gnipc”, “le”; nếu cột mang tên khác, hãy đổi tên bằng --columns mới=cũ",
            ],
            en: &[
                "f.csv: has no indicator that the rulebook reads; it reads: “eys”, “gnipc”, “le”; where a column has another name, rename it with --columns new=old",
            ],
        },
        Case {
            name: "nothing in the long file is wanted",
            files: text("f.csv", "unit,indicator,value\nA,LE,3\n"),
            reading: long(),
            vi: &[
                "f.csv: không có chỉ tiêu nào mà bộ tiêu chí dùng; bộ tiêu chí dùng: “eys”, “gnipc”, “le”; nếu cột mang tên khác, hãy đổi tên bằng --columns mới=cũ",
            ],
            en: &[
                "f.csv: has no indicator that the rulebook reads; it reads: “eys”, “gnipc”, “le”; where a column has another name, rename it with --columns new=old",
            ],
        },
        Case {
            name: "rows with too few and too many fields",
            files: text("f.csv", "unit,indicator,value\nA,le\nB,le,3,5\nC,le,3\n"),
            reading: long(),
            vi: &[
                "f.csv:2: dòng có 2 ô, dòng tiêu đề có 3; ô có dấu phẩy (kể cả trong một số) phải đặt trong dấu nháy kép",
                "f.csv:3: dòng có 4 ô, dòng tiêu đề có 3; ô có dấu phẩy (kể cả trong một số) phải đặt trong dấu nháy kép",
            ],
            en: &[
                "f.csv:2: the row has 2 fields, the header 3; a field with a comma in it, also within a number, must be in double quotation marks",
                "f.csv:3: the row has 4 fields, the header 3; a field with a comma in it, also within a number, must be in double quotation marks",
            ],
        },
        Case {
            name: "a quotation mark is not closed",
            files: text("f.csv", "unit,indicator,value\nA,\"le,3\nB,le,4\n"),
            reading: long(),
            vi: &["f.csv:2: dòng có 2 ô, dòng tiêu đề có 3; có lẽ một dấu nháy kép \" chưa được đóng"],
            en: &["f.csv:2: the row has 2 fields, the header 3; a double quotation mark \" is perhaps not closed"],
        },
        Case {
            name: "blank names",
            files: text("f.csv", "unit,indicator,value\n,le,3\nA,,3\n  ,  ,4\n"),
            reading: long(),
            vi: &[
                "f.csv:2:1: cột “unit”: để trống; hãy ghi tên",
                "f.csv:3:2: cột “indicator”: để trống; hãy ghi tên",
                "f.csv:4:1: cột “unit”: để trống; hãy ghi tên",
                "f.csv:4:2: cột “indicator”: để trống; hãy ghi tên",
            ],
            en: &[
                "f.csv:2:1: column “unit”: is blank; write the name",
                "f.csv:3:2: column “indicator”: is blank; write the name",
                "f.csv:4:1: column “unit”: is blank; write the name",
                "f.csv:4:2: column “indicator”: is blank; write the name",
            ],
        },
        Case {
            name: "a blank unit in a wide file",
            files: text("f.csv", "unit,le\n,3\nA,x1\n"),
            reading: wide("unit"),
            vi: &[
                "f.csv:2:1: cột “unit”: để trống; hãy ghi tên",
                "f.csv:3:2: cột “le”: “x1” không phải là số; hãy ghi số, hoặc để trống nếu không có số liệu",
            ],
            en: &[
                "f.csv:2:1: column “unit”: is blank; write the name",
                "f.csv:3:2: column “le”: “x1” is no number; write a number, or leave it blank where there is none",
            ],
        },
        Case {
            name: "periods that are none",
            files: text("f.csv", "unit,indicator,period,value\nA,le,2024-13,3\nA,le,Q3 2024,3\nA,le,năm 2024,3\n"),
            reading: long(),
            vi: &[
                "f.csv:2:3: cột “period”: “2024-13” không phải là kỳ; viết năm “2024”, quý “2024-Q3” hoặc tháng “2024-09”",
                "f.csv:3:3: cột “period”: “Q3 2024” không phải là kỳ; viết năm “2024”, quý “2024-Q3” hoặc tháng “2024-09”",
                "f.csv:4:3: cột “period”: “năm 2024” không phải là kỳ; viết năm “2024”, quý “2024-Q3” hoặc tháng “2024-09”",
            ],
            en: &[
                "f.csv:2:3: column “period”: “2024-13” is no period; write a year “2024”, a quarter “2024-Q3” or a month “2024-09”",
                "f.csv:3:3: column “period”: “Q3 2024” is no period; write a year “2024”, a quarter “2024-Q3” or a month “2024-09”",
                "f.csv:4:3: column “period”: “năm 2024” is no period; write a year “2024”, a quarter “2024-Q3” or a month “2024-09”",
            ],
        },
        Case {
            name: "numbers with other marks",
            files: text(
                "f.csv",
                "unit,indicator,value\nA,le,\"3,5,1\"\nB,le,\"1,234\"\nC,le,1.234.567\nD,le,\"1.234,5\"\nE,le,1 234\nF,le,95%\nG,le,−2\n",
            ),
            reading: long(),
            vi: &[
                "f.csv:2:3: cột “value”: “3,5,1” không phải là số; hãy ghi số, hoặc để trống nếu không có số liệu",
                "f.csv:3:3: cột “value”: “1,234” có thể hiểu theo hai cách; hãy viết “1.234” nếu là số thập phân, “1234” nếu là hàng nghìn",
                "f.csv:4:3: cột “value”: “1.234.567”: số viết liền, không ngăn cách hàng nghìn; hãy viết “1234567”",
                "f.csv:5:3: cột “value”: “1.234,5”: số viết liền, không ngăn cách hàng nghìn; hãy viết “1234.5”",
                "f.csv:6:3: cột “value”: “1 234”: số viết liền, không ngăn cách hàng nghìn; hãy viết “1234”",
                "f.csv:7:3: cột “value”: “95%”: không viết dấu %; hãy viết “95”, hoặc chia cho 100 nếu bộ tiêu chí dùng tỷ lệ từ 0 đến 1",
                "f.csv:8:3: cột “value”: “−2”: số viết liền, không ngăn cách hàng nghìn; hãy viết “-2”",
            ],
            en: &[
                "f.csv:2:3: column “value”: “3,5,1” is no number; write a number, or leave it blank where there is none",
                "f.csv:3:3: column “value”: “1,234” can be read in two ways; write “1.234” for decimals, “1234” for thousands",
                "f.csv:4:3: column “value”: “1.234.567”: a number has nothing between thousands; write “1234567”",
                "f.csv:5:3: column “value”: “1.234,5”: a number has nothing between thousands; write “1234.5”",
                "f.csv:6:3: column “value”: “1 234”: a number has nothing between thousands; write “1234”",
                "f.csv:7:3: column “value”: “95%”: leave out the % sign; write “95”, or divide it by 100 where the rulebook reads a share from 0 to 1",
                "f.csv:8:3: column “value”: “−2”: a number has nothing between thousands; write “-2”",
            ],
        },
        Case {
            name: "values that are no numbers",
            files: text(
                "f.csv",
                "unit,indicator,value\nA,le,inf\nB,le,NaN\nC,le,1e999\nD,le,NA\nE,le,#N/A\nF,le,#Withheld\nG,le,khá\nH,le,#DIV/0!\n",
            ),
            reading: long(),
            vi: &[
                "f.csv:2:3: cột “value”: “inf” không phải là một giá trị; để trống nếu không có số liệu",
                "f.csv:3:3: cột “value”: “NaN” không phải là một giá trị; để trống nếu không có số liệu",
                "f.csv:4:3: cột “value”: “1e999” vượt quá giới hạn tính toán; hãy kiểm tra lại số này",
                "f.csv:5:3: cột “value”: “NA” không phải là số; để trống nếu không có số liệu, hoặc ghi “#na” (không áp dụng), “#abstained” (không trả lời), “#withheld” (không công bố)",
                "f.csv:6:3: cột “value”: “#N/A” không phải là số; có phải là “#na”? để trống nếu không có số liệu, hoặc ghi “#na” (không áp dụng), “#abstained” (không trả lời), “#withheld” (không công bố)",
                "f.csv:7:3: cột “value”: “#Withheld” không phải là số; có phải là “#withheld”? để trống nếu không có số liệu, hoặc ghi “#na” (không áp dụng), “#abstained” (không trả lời), “#withheld” (không công bố)",
                "f.csv:8:3: cột “value”: “khá” không phải là số; hãy ghi số, hoặc để trống nếu không có số liệu",
                "f.csv:9:3: cột “value”: “#DIV/0!” không phải là số; để trống nếu không có số liệu, hoặc ghi “#na” (không áp dụng), “#abstained” (không trả lời), “#withheld” (không công bố)",
            ],
            en: &[
                "f.csv:2:3: column “value”: “inf” is no value; leave it blank where there is none",
                "f.csv:3:3: column “value”: “NaN” is no value; leave it blank where there is none",
                "f.csv:4:3: column “value”: “1e999” is beyond the limits of computation; check this number",
                "f.csv:5:3: column “value”: “NA” is no number; leave it blank where there is no value, or write “#na” (not applicable), “#abstained”, “#withheld”",
                "f.csv:6:3: column “value”: “#N/A” is no number; did you mean “#na”? leave it blank where there is no value, or write “#na” (not applicable), “#abstained”, “#withheld”",
                "f.csv:7:3: column “value”: “#Withheld” is no number; did you mean “#withheld”? leave it blank where there is no value, or write “#na” (not applicable), “#abstained”, “#withheld”",
                "f.csv:8:3: column “value”: “khá” is no number; write a number, or leave it blank where there is none",
                "f.csv:9:3: column “value”: “#DIV/0!” is no number; leave it blank where there is no value, or write “#na” (not applicable), “#abstained”, “#withheld”",
            ],
        },
        Case {
            name: "a long text in place of a number",
            files: text(
                "f.csv",
                "unit,indicator,value\nA,le,\"Theo báo cáo của Sở,\nsố này chưa được thẩm định lần hai\"\n",
            ),
            reading: long(),
            vi: &[
                "f.csv:2:3: cột “value”: “Theo báo cáo của Sở, số này chưa được th…” không phải là số; hãy ghi số, hoặc để trống nếu không có số liệu",
            ],
            en: &[
                "f.csv:2:3: column “value”: “Theo báo cáo của Sở, số này chưa được th…” is no number; write a number, or leave it blank where there is none",
            ],
        },
        Case {
            name: "all problems of a row at once",
            files: text("f.csv", "unit,indicator,period,value\n,le,24,x\n"),
            reading: long(),
            vi: &[
                "f.csv:2:1: cột “unit”: để trống; hãy ghi tên",
                "f.csv:2:3: cột “period”: “24” không phải là kỳ; viết năm “2024”, quý “2024-Q3” hoặc tháng “2024-09”",
                "f.csv:2:4: cột “value”: “x” không phải là số; để trống nếu không có số liệu, hoặc ghi “#na” (không áp dụng), “#abstained” (không trả lời), “#withheld” (không công bố)",
            ],
            en: &[
                "f.csv:2:1: column “unit”: is blank; write the name",
                "f.csv:2:3: column “period”: “24” is no period; write a year “2024”, a quarter “2024-Q3” or a month “2024-09”",
                "f.csv:2:4: column “value”: “x” is no number; leave it blank where there is no value, or write “#na” (not applicable), “#abstained”, “#withheld”",
            ],
        },
        Case {
            name: "two rows disagree",
            files: text("f.csv", "unit,indicator,period,value\nA,le,2024,3\nB,le,2024,3\nA,le,2024,4\nA,le,2023,4\n"),
            reading: long(),
            vi: &["f.csv:4:4: đơn vị “A”, kỳ 2024, “le”: khác với giá trị đã ghi ở dòng 2; hãy giữ một trong hai"],
            en: &["f.csv:4:4: unit “A”, period 2024, “le”: differs from the value given in row 2; keep one of the two"],
        },
        Case {
            name: "a value against a blank",
            files: text("f.csv", "unit,indicator,value\nA,le,3\nA,le,\n"),
            reading: long(),
            vi: &["f.csv:3:3: đơn vị “A”, “le”: khác với giá trị đã ghi ở dòng 2; hãy giữ một trong hai"],
            en: &["f.csv:3:3: unit “A”, “le”: differs from the value given in row 2; keep one of the two"],
        },
        Case {
            name: "a unit has two rows",
            files: text("f.csv", "unit,le,eys,region\nHà Nội,3,4,ĐBSH\nA,3,4,X\nHà Nội,3,5,TDMN\n"),
            reading: wide("unit"),
            vi: &["f.csv:4: đơn vị “Hà Nội”, “eys”, “region”: khác với giá trị đã ghi ở dòng 2; hãy giữ một trong hai"],
            en: &[
                "f.csv:4: unit “Hà Nội”, “eys”, “region”: differs from the value given in row 2; keep one of the two",
            ],
        },
        Case {
            name: "one letter typed in two ways",
            files: text("f.csv", "unit,le\nHu\u{1ebf},3\nHue\u{302}\u{301},4\n"),
            reading: wide("unit"),
            vi: &["f.csv:3:2: đơn vị “Huế”, “le”: khác với giá trị đã ghi ở dòng 2; hãy giữ một trong hai"],
            en: &["f.csv:3:2: unit “Huế”, “le”: differs from the value given in row 2; keep one of the two"],
        },
        Case {
            name: "two files disagree",
            files: vec![
                ("a.csv", b"unit,le\nA,3\n".to_vec()),
                ("b.csv", b"unit,indicator,value\nB,le,1\nA,le,3.5\n".to_vec()),
            ],
            reading: long(),
            vi: &["b.csv:3:3: đơn vị “A”, “le”: khác với giá trị đã ghi ở a.csv:2; hãy giữ một trong hai"],
            en: &["b.csv:3:3: unit “A”, “le”: differs from the value given in a.csv:2; keep one of the two"],
        },
        Case {
            name: "two files are broken",
            files: vec![("a.csv", b"unit,le\nA,x1\n".to_vec()), ("b.json", b"{}".to_vec())],
            reading: long(),
            vi: &[
                "a.csv:2:2: cột “le”: “x1” không phải là số; hãy ghi số, hoặc để trống nếu không có số liệu",
                "b.json: phải là một danh sách [...] các đối tượng {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}",
            ],
            en: &[
                "a.csv:2:2: column “le”: “x1” is no number; write a number, or leave it blank where there is none",
                "b.json: must be a list [...] of objects {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}",
            ],
        },
        Case {
            name: "no workbook",
            files: text("f.xlsx", "unit,indicator,value\n"),
            reading: long(),
            vi: &[
                "f.xlsx: không đọc được như bảng tính .xlsx; hãy mở bằng Excel hoặc LibreOffice rồi lưu lại dưới dạng .xlsx",
            ],
            en: &["f.xlsx: cannot be read as an .xlsx workbook; open it in Excel or LibreOffice and save it as .xlsx"],
        },
        Case {
            name: "a damaged workbook",
            files: vec![("f.xlsx", {
                let mut bytes = workbook(&[Sheet { name: "A", from: (0, 0), rows: vec![] }]);
                bytes.truncate(700);
                bytes
            })],
            reading: long(),
            vi: &[
                "f.xlsx: không đọc được như bảng tính .xlsx; hãy mở bằng Excel hoặc LibreOffice rồi lưu lại dưới dạng .xlsx",
            ],
            en: &["f.xlsx: cannot be read as an .xlsx workbook; open it in Excel or LibreOffice and save it as .xlsx"],
        },
        Case {
            name: "a workbook without values",
            files: vec![("f.xlsx", workbook(&[Sheet { name: "Số liệu", from: (0, 0), rows: vec![] }]))],
            reading: long(),
            vi: &["f.xlsx:Số liệu: không có số liệu; dòng đầu tiên phải là tên các cột"],
            en: &["f.xlsx:Số liệu: there is nothing in it; the first row must name the columns"],
        },
        Case {
            name: "no such sheet",
            files: vec![(
                "f.xlsx",
                workbook(&[
                    Sheet { name: "Số liệu", from: (0, 0), rows: vec![] },
                    Sheet { name: "Ghi chú", from: (0, 0), rows: vec![] },
                ]),
            )],
            reading: Reading { sheet: Some("2024".into()), ..long() },
            vi: &["f.xlsx: không có trang tính “2024”; tệp có: “Số liệu”, “Ghi chú”"],
            en: &["f.xlsx: there is no sheet “2024”; the file has: “Số liệu”, “Ghi chú”"],
        },
        Case {
            name: "a title above the header",
            files: vec![(
                "f.xlsx",
                workbook(&[Sheet {
                    name: "A",
                    from: (0, 0),
                    rows: vec![
                        vec!["Bảng số liệu".into()],
                        vec!["unit".into(), "le".into()],
                        vec!["A".into(), 3.0.into()],
                    ],
                }]),
            )],
            reading: long(),
            vi: &[
                "f.xlsx:A!A1: không biết cột nào là đơn vị: dạng dài cần các cột “unit”, “indicator”, “value”; dạng rộng cần cột “unit”, hoặc chỉ ra bằng --unit-column; tệp có các cột: “Bảng số liệu”",
            ],
            en: &[
                "f.xlsx:A!A1: no column names the unit: the long form needs the columns “unit”, “indicator”, “value”; the wide form needs a column “unit”, or the one named with --unit-column; the file has the columns: “Bảng số liệu”",
            ],
        },
        Case {
            name: "cells of other types",
            files: vec![(
                "f.xlsx",
                workbook(&[Sheet {
                    name: "Số liệu",
                    from: (2, 1),
                    rows: vec![
                        vec!["unit".into(), "le".into(), "eys".into(), "region".into()],
                        vec!["A".into(), Cell::Yes(true), Cell::Date, Cell::Date],
                        vec!["B".into(), Cell::Shows("#DIV/0!"), "3.500,5".into(), Cell::Yes(false)],
                        vec![Cell::Nothing, 1.0.into()],
                    ],
                }]),
            )],
            reading: long(),
            vi: &[
                "f.xlsx:Số liệu!C4: cột “le”: là đúng/sai (true/false); hãy viết 1 nếu có, 0 nếu không",
                "f.xlsx:Số liệu!D4: cột “eys”: là ngày tháng; hãy định dạng ô là số hoặc văn bản rồi nhập lại",
                "f.xlsx:Số liệu!E4: cột “region”: là ngày tháng; hãy định dạng ô là số hoặc văn bản rồi nhập lại",
                "f.xlsx:Số liệu!C5: cột “le”: ô báo lỗi #DIV/0!; hãy sửa công thức, hoặc xóa ô nếu không có số liệu",
                "f.xlsx:Số liệu!D5: cột “eys”: “3.500,5”: số viết liền, không ngăn cách hàng nghìn; hãy viết “3500.5”",
                "f.xlsx:Số liệu!E5: cột “region”: là đúng/sai (true/false); hãy viết 1 nếu có, 0 nếu không",
                "f.xlsx:Số liệu!B6: cột “unit”: để trống; hãy ghi tên",
            ],
            en: &[
                "f.xlsx:Số liệu!C4: column “le”: is true or false; write 1 for yes, 0 for no",
                "f.xlsx:Số liệu!D4: column “eys”: is a date; format the cell as a number or as text and enter it again",
                "f.xlsx:Số liệu!E4: column “region”: is a date; format the cell as a number or as text and enter it again",
                "f.xlsx:Số liệu!C5: column “le”: the cell shows the error #DIV/0!; mend its formula, or clear it where there is no value",
                "f.xlsx:Số liệu!D5: column “eys”: “3.500,5”: a number has nothing between thousands; write “3500.5”",
                "f.xlsx:Số liệu!E5: column “region”: is true or false; write 1 for yes, 0 for no",
                "f.xlsx:Số liệu!B6: column “unit”: is blank; write the name",
            ],
        },
        Case {
            name: "a month that Excel made a date",
            files: vec![(
                "f.xlsx",
                workbook(&[Sheet {
                    name: "A",
                    from: (0, 0),
                    rows: vec![
                        vec!["unit".into(), "indicator".into(), "period".into(), "value".into()],
                        vec!["A".into(), "le".into(), Cell::Date, 3.0.into()],
                        vec!["A".into(), "le".into(), 20_240.0.into(), 3.0.into()],
                    ],
                }]),
            )],
            reading: long(),
            vi: &[
                "f.xlsx:A!C2: cột “period”: là ngày tháng; hãy định dạng ô là số hoặc văn bản rồi nhập lại",
                "f.xlsx:A!C3: cột “period”: “20240” không phải là kỳ; viết năm “2024”, quý “2024-Q3” hoặc tháng “2024-09”",
            ],
            en: &[
                "f.xlsx:A!C2: column “period”: is a date; format the cell as a number or as text and enter it again",
                "f.xlsx:A!C3: column “period”: “20240” is no period; write a year “2024”, a quarter “2024-Q3” or a month “2024-09”",
            ],
        },
        Case {
            name: "rows of a workbook disagree",
            files: vec![(
                "f.xlsx",
                workbook(&[Sheet {
                    name: "A",
                    from: (0, 0),
                    rows: vec![
                        vec!["unit".into(), "le".into()],
                        vec![1.0.into(), 3.0.into()],
                        vec!["1".into(), 4.0.into()],
                    ],
                }]),
            )],
            reading: long(),
            vi: &["f.xlsx:A!B3: đơn vị “1”, “le”: khác với giá trị đã ghi ở dòng 2; hãy giữ một trong hai"],
            en: &["f.xlsx:A!B3: unit “1”, “le”: differs from the value given in row 2; keep one of the two"],
        },
        Case {
            name: "no JSON",
            files: text("f.json", "[{\"unit\": \"A\",\n  \"indicator\" \"le\"}]"),
            reading: long(),
            vi: &[
                "f.json:2:15: sai cú pháp JSON tại đây hoặc ngay trước đó: thiếu hoặc thừa dấu phẩy, dấu ngoặc hay dấu nháy",
            ],
            en: &["f.json:2:15: invalid JSON here or just before: a comma, bracket or quote is missing or extra"],
        },
        Case {
            name: "JSON that ends early",
            files: text("f.json", "[{\"unit\": \"A\"}"),
            reading: long(),
            vi: &[
                "f.json:1:14: sai cú pháp JSON tại đây hoặc ngay trước đó: thiếu hoặc thừa dấu phẩy, dấu ngoặc hay dấu nháy",
            ],
            en: &["f.json:1:14: invalid JSON here or just before: a comma, bracket or quote is missing or extra"],
        },
        Case {
            name: "JSON that is no list",
            files: text("f.json", "{\"unit\": \"A\", \"indicator\": \"le\", \"value\": 3}"),
            reading: long(),
            vi: &[
                "f.json: phải là một danh sách [...] các đối tượng {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}",
            ],
            en: &[
                "f.json: must be a list [...] of objects {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}",
            ],
        },
        Case {
            name: "JSON items that are no objects",
            files: text("f.json", "[\n 3,\n [\"A\", \"le\", 3]\n]"),
            reading: long(),
            vi: &[
                "f.json:2:2: phải là một đối tượng {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}",
                "f.json:3:2: phải là một đối tượng {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}",
            ],
            en: &[
                "f.json:2:2: must be an object {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}",
                "f.json:3:2: must be an object {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}",
            ],
        },
        Case {
            name: "JSON fields",
            files: text(
                "f.json",
                "[\n {\"unit\": \"A\", \"indicator\": \"le\", \"values\": 3},\n {\"unit\": \"A\", \"indicator\": \"le\"},\n {\"unit\": \"A\", \"unit\": \"B\", \"indicator\": \"le\", \"value\": 3},\n {\"unit\": \"A\", \"indicator\": \"le\", \"value\": [3], \"note\": \"x\"}\n]",
            ),
            reading: long(),
            vi: &[
                "f.json:2:45: trường “values”: không có trường này; có phải là “value”?",
                "f.json:3:2: trường “value”: thiếu; hãy thêm vào đối tượng này",
                "f.json:4:24: trường “unit”: ghi hai lần trong một đối tượng; hãy giữ một",
                "f.json:5:44: trường “value”: phải là số, văn bản hoặc null",
                "f.json:5:57: trường “note”: không có trường này; các trường là “unit”, “indicator”, “period”, “value”, “source”",
            ],
            en: &[
                "f.json:2:45: field “values”: there is no such field; did you mean “value”?",
                "f.json:3:2: field “value”: is not there; add it to this object",
                "f.json:4:24: field “unit”: stands twice in one object; keep one",
                "f.json:5:44: field “value”: must be a number, a text or null",
                "f.json:5:57: field “note”: there is no such field; the fields are “unit”, “indicator”, “period”, “value”, “source”",
            ],
        },
        Case {
            name: "JSON values",
            files: text(
                "f.json",
                "[\n {\"unit\": null, \"indicator\": \"le\", \"value\": 3},\n {\"unit\": \"B\", \"indicator\": \"le\", \"value\": true},\n {\"unit\": \"C\", \"indicator\": \"le\", \"value\": 1e999},\n {\"unit\": \"D\", \"indicator\": \"le\", \"value\": \"NA\"},\n {\"unit\": \"E\", \"indicator\": \"le\", \"value\": 3, \"period\": \"Q1\"}\n]",
            ),
            reading: long(),
            vi: &[
                "f.json:2:11: trường “unit”: để trống; hãy ghi tên",
                "f.json:3:44: trường “value”: là đúng/sai (true/false); hãy viết 1 nếu có, 0 nếu không",
                "f.json:4:44: trường “value”: “1e999” vượt quá giới hạn tính toán; hãy kiểm tra lại số này",
                "f.json:5:44: trường “value”: “NA” không phải là số; để trống nếu không có số liệu, hoặc ghi “#na” (không áp dụng), “#abstained” (không trả lời), “#withheld” (không công bố)",
                "f.json:6:57: trường “period”: “Q1” không phải là kỳ; viết năm “2024”, quý “2024-Q3” hoặc tháng “2024-09”",
            ],
            en: &[
                "f.json:2:11: field “unit”: is blank; write the name",
                "f.json:3:44: field “value”: is true or false; write 1 for yes, 0 for no",
                "f.json:4:44: field “value”: “1e999” is beyond the limits of computation; check this number",
                "f.json:5:44: field “value”: “NA” is no number; leave it blank where there is no value, or write “#na” (not applicable), “#abstained”, “#withheld”",
                "f.json:6:57: field “period”: “Q1” is no period; write a year “2024”, a quarter “2024-Q3” or a month “2024-09”",
            ],
        },
        Case {
            name: "JSON objects disagree",
            files: text(
                "f.json",
                "[{\"unit\": \"A\", \"indicator\": \"le\", \"value\": 3}, {\"unit\": \"A\", \"indicator\": \"le\", \"value\": 4}]",
            ),
            reading: long(),
            vi: &["f.json:1:90: đơn vị “A”, “le”: khác với giá trị đã ghi ở 1:44; hãy giữ một trong hai"],
            en: &["f.json:1:90: unit “A”, “le”: differs from the value given in 1:44; keep one of the two"],
        },
        Case {
            name: "only a header",
            files: text("f.csv", "unit,le\n\n,\n"),
            reading: wide("unit"),
            vi: &["f.csv: không có dòng số liệu nào; hãy thêm số liệu"],
            en: &["f.csv: there are no facts in it; add them"],
        },
        Case {
            name: "an empty list in JSON",
            files: text("f.json", "[]"),
            reading: long(),
            vi: &["f.json: không có dòng số liệu nào; hãy thêm số liệu"],
            en: &["f.json: there are no facts in it; add them"],
        },
    ]
}

#[test]
fn every_broken_file_gets_its_exact_messages() {
    let cases = cases();
    assert!(cases.len() >= 20);
    for case in cases {
        let files: Vec<(String, Vec<u8>)> =
            case.files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect();
        let problems = match read_all(&files, &case.reading) {
            Err(problems) => problems,
            Ok((set, _)) => panic!("{}: read without a problem: {set:?}", case.name),
        };
        for (lang, wanted) in [(Lang::Vi, case.vi), (Lang::En, case.en)] {
            let lines: Vec<String> = problems.iter().map(|p| format!("{}: {}", p.place, p.message(lang))).collect();
            assert_eq!(lines, wanted, "{}", case.name);
        }
    }
}
