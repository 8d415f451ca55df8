//! Broken files of events, each with the exact messages that a person reads.

use chiso_facts::lineage;
use chiso_model::Lang;

use crate::lineage::register;

/// A broken file: its name, its text, and every line of the answer; warnings begin with a question mark.
struct Case {
    about: &'static str,
    file: &'static str,
    text: &'static str,
    vi: &'static [&'static str],
    en: &'static [&'static str],
}

fn lines(file: &str, text: &str, lang: Lang) -> Vec<String> {
    let plan = lineage::plan(&register(), &lineage::read(file, text.as_bytes(), None));
    let line = |problem: &chiso_facts::Problem| format!("{}: {}", problem.place, problem.message(lang));
    plan.problems.iter().map(line).chain(plan.warnings.iter().map(|warning| format!("? {}", line(warning)))).collect()
}

const CASES: &[Case] = &[
    Case {
        about: "what must be filled in is blank",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             ,,,02950|02953,02950,,,,\n",
        vi: &[
            "nguon.csv:2:1: cột “kind”: để trống; cột này phải có giá trị",
            "nguon.csv:2:2: cột “date”: để trống; cột này phải có giá trị",
        ],
        en: &[
            "nguon.csv:2:1: column “kind”: is blank; this column must be filled in",
            "nguon.csv:2:2: column “date”: is blank; this column must be filled in",
        ],
    },
    Case {
        about: "a column that must be there is not",
        file: "nguon.csv",
        text: "kind,thời điểm,from\n\
             merge,2025-07-01,02950\n",
        vi: &[
            "nguon.csv:1: thiếu cột “Ngày” (date); tệp có các cột: “kind”, “thời điểm”, “from”",
            "? nguon.csv:1:2: cột “thời điểm”: không đọc cột này; có thể xóa",
        ],
        en: &[
            "nguon.csv:1: there is no column “Date” (date); the file has the columns: “kind”, “thời điểm”, “from”",
            "? nguon.csv:1:2: column “thời điểm”: this column is not read; you may delete it",
        ],
    },
    Case {
        about: "kinds and days that there are not",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             thôn tính,2025-07-01,,02950|02953,02950,,,,\n\
             merge,31/06/2025,,02950|02953,02950,,,,\n",
        vi: &[
            "nguon.csv:2:1: cột “kind”: “thôn tính” không phải là loại sự kiện; các loại: “Sáp nhập, hợp nhất” (merge), “Chia, tách” (split), “Đổi tên” (rename), “Chuyển cơ quan quản lý” (move), “Giải thể” (dissolve), “Thành lập” (create)",
            "nguon.csv:3:2: cột “date”: “31/06/2025” không phải là một ngày trong lịch; hãy viết “2025-07-01” hoặc “01/07/2025”",
        ],
        en: &[
            "nguon.csv:2:1: column “kind”: “thôn tính” is no kind of event; the kinds are: “Merger” (merge), “Split” (split), “Renaming” (rename), “Move to another parent” (move), “Dissolution” (dissolve), “Creation” (create)",
            "nguon.csv:3:2: column “date”: “31/06/2025” is no day of the calendar; write “2025-07-01” or “01/07/2025”",
        ],
    },
    Case {
        about: "codes that nobody ever had",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             merge,2025-07-01,,02950|09999,02950,,,,\n\
             merge,2025-07-01,,02950|local:02953,02950,,,,\n",
        vi: &[
            "nguon.csv:2:4: cột “from”: không có cơ quan nào mang mã “09999”; hãy sửa mã, hoặc nhập cơ quan đó trước",
            "nguon.csv:3:4: cột “from”: không có cơ quan nào mang mã “02953”; hãy sửa mã, hoặc nhập cơ quan đó trước",
        ],
        en: &[
            "nguon.csv:2:4: column “from”: no agency has the code “09999”; mend the code, or import that agency first",
            "nguon.csv:3:4: column “from”: no agency has the code “02953”; mend the code, or import that agency first",
        ],
    },
    Case {
        about: "codes that nobody had on that day",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             merge,2025-07-02,,02950|02953,02950,,,,\n\
             split,2025-06-01,,03010,03013|03016,,,,\n",
        vi: &[
            "nguon.csv:2:4: cột “from”: mã “02953” là của Xã Mường Vi (đến 30/06/2025), không phải vào ngày 01/07/2025; hãy sửa mã hoặc ngày, hoặc nhập cơ quan của ngày đó trước",
            "nguon.csv:3:5: cột “to”: mã “03013” là của Xã Hợp Thành (từ 01/07/2025), không phải vào ngày 01/06/2025; hãy sửa mã hoặc ngày, hoặc nhập cơ quan của ngày đó trước",
            "nguon.csv:3:5: cột “to”: mã “03016” là của Xã Gia Phú (từ 01/07/2025), không phải vào ngày 01/06/2025; hãy sửa mã hoặc ngày, hoặc nhập cơ quan của ngày đó trước",
        ],
        en: &[
            "nguon.csv:2:4: column “from”: code “02953” is that of Xã Mường Vi (until 30 June 2025), not on 1 July 2025; mend the code or the date, or import the agency of that day first",
            "nguon.csv:3:5: column “to”: code “03013” is that of Xã Hợp Thành (from 1 July 2025), not on 1 June 2025; mend the code or the date, or import the agency of that day first",
            "nguon.csv:3:5: column “to”: code “03016” is that of Xã Gia Phú (from 1 July 2025), not on 1 June 2025; mend the code or the date, or import the agency of that day first",
        ],
    },
    Case {
        about: "one code twice, and two codes of one agency",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             merge,2025-07-01,,02950|02953|02950,02950,,,,\n\
             rename,2026-01-01,,local:SNV|h26:000.00.15.H38,local:SNV,,,,\n",
        vi: &[
            "nguon.csv:2:4: cột “from”: “02950” là cơ quan đã ghi trong ô này; hãy bỏ bớt một mã",
            "nguon.csv:3:4: cột “from”: “000.00.15.H38” là cơ quan đã ghi trong ô này; hãy bỏ bớt một mã",
        ],
        en: &[
            "nguon.csv:2:4: column “from”: “02950” is an agency that this cell names already; take one code out",
            "nguon.csv:3:4: column “from”: “000.00.15.H38” is an agency that this cell names already; take one code out",
        ],
    },
    Case {
        about: "sides that do not fit the kind",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             merge,2025-07-01,,02950,02950,,,,\n\
             split,2025-07-01,,03010,03013,,,,\n\
             dissolve,2025-07-01,,02959,03016,,,,\n\
             create,2025-07-01,,,,,,,\n",
        vi: &[
            "nguon.csv:2:1: cột “kind”: Sáp nhập, hợp nhất ngày 01/07/2025: có 1 cơ quan trước và 1 cơ quan sau, không đúng với loại sự kiện; hãy sửa loại hoặc danh sách",
            "nguon.csv:3:1: cột “kind”: Chia, tách ngày 01/07/2025: có 1 cơ quan trước và 1 cơ quan sau, không đúng với loại sự kiện; hãy sửa loại hoặc danh sách",
            "nguon.csv:4:1: cột “kind”: Giải thể ngày 01/07/2025: có 1 cơ quan trước và 1 cơ quan sau, không đúng với loại sự kiện; hãy sửa loại hoặc danh sách",
            "nguon.csv:5:1: cột “kind”: Thành lập ngày 01/07/2025: có 0 cơ quan trước và 0 cơ quan sau, không đúng với loại sự kiện; hãy sửa loại hoặc danh sách",
        ],
        en: &[
            "nguon.csv:2:1: column “kind”: Merger of 1 July 2025: 1 before and 1 after do not fit this kind of event; mend the kind or the lists",
            "nguon.csv:3:1: column “kind”: Split of 1 July 2025: 1 before and 1 after do not fit this kind of event; mend the kind or the lists",
            "nguon.csv:4:1: column “kind”: Dissolution of 1 July 2025: 1 before and 1 after do not fit this kind of event; mend the kind or the lists",
            "nguon.csv:5:1: column “kind”: Creation of 1 July 2025: 0 before and 0 after do not fit this kind of event; mend the kind or the lists",
        ],
    },
    Case {
        about: "whoever is no more is still there",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             merge,2026-01-01,,02905|02647,02647,,,,\n\
             dissolve,2026-01-01,,02905,,,,,\n",
        vi: &[
            "nguon.csv:2:4: cột “from”: Sáp nhập, hợp nhất ngày 01/01/2026: “02905” vẫn còn từ ngày đó; hãy cho cơ quan kết thúc vào ngày trước đó, hoặc ghi cả ở phía sau sự kiện",
            "nguon.csv:3:4: cột “from”: Giải thể ngày 01/01/2026: “02905” vẫn còn từ ngày đó; hãy cho cơ quan kết thúc vào ngày trước đó, hoặc ghi cả ở phía sau sự kiện",
            "nguon.csv:3:4: cột “from”: ngày 01/01/2026: hai sự kiện cùng nói về “02905”; hãy gộp làm một",
        ],
        en: &[
            "nguon.csv:2:4: column “from”: Merger of 1 January 2026: “02905” is still there on that day; end it on the day before, or name it after the event too",
            "nguon.csv:3:4: column “from”: Dissolution of 1 January 2026: “02905” is still there on that day; end it on the day before, or name it after the event too",
            "nguon.csv:3:4: column “from”: 1 January 2026: two events speak of “02905”; make them one",
        ],
    },
    Case {
        about: "two events take one agency apart",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             merge,2025-07-01,,02950|02953,02950,,,,\n\
             merge,2025-07-01,,02953|02959,03013,,,,\n",
        vi: &["nguon.csv:3:4: cột “from”: ngày 01/07/2025: hai sự kiện cùng nói về “02953”; hãy gộp làm một"],
        en: &["nguon.csv:3:4: column “from”: 1 July 2025: two events speak of “02953”; make them one"],
    },
    Case {
        about: "shares that do not add up",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             split,2025-07-01,,03010,03013|03016,population,0.5|0.3,,\n\
             split,2025-07-01,,03010,03013|03016,area,0.5|0.6,,\n",
        vi: &[
            "nguon.csv:2:7: cột “shares”: Chia, tách ngày 01/07/2025 (03010): tỷ lệ theo dân số cộng lại bằng 0,8; phải cộng lại bằng 1",
            "nguon.csv:3:7: cột “shares”: Chia, tách ngày 01/07/2025 (03010): tỷ lệ theo diện tích cộng lại bằng 1,1; phải cộng lại bằng 1",
        ],
        en: &[
            "nguon.csv:2:7: column “shares”: Split of 1 July 2025 (03010): shares by population add up to 0.8; they must add up to 1",
            "nguon.csv:3:7: column “shares”: Split of 1 July 2025 (03010): shares by area add up to 1.1; they must add up to 1",
        ],
    },
    Case {
        about: "texts that are no shares",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             split,2025-07-01,,03010,03013|03016,population,sáu|bốn,,\n\
             split,2025-07-01,,03010,03013|03016,population,60%|40%,,\n\
             split,2025-07-01,,03010,03013|03016,population,1.2|-0.2,,\n\
             split,2025-07-01,,03010,03013|03016,population,#na|1,,\n",
        vi: &[
            "nguon.csv:2:7: cột “shares”: “sáu” không phải là tỷ lệ; hãy viết các số từ 0 đến 1 (“0,4” hoặc “0.4”), ngăn cách bằng dấu |",
            "nguon.csv:2:7: cột “shares”: “bốn” không phải là tỷ lệ; hãy viết các số từ 0 đến 1 (“0,4” hoặc “0.4”), ngăn cách bằng dấu |",
            "nguon.csv:3:7: cột “shares”: “60%” không phải là tỷ lệ; hãy viết các số từ 0 đến 1 (“0,4” hoặc “0.4”), ngăn cách bằng dấu |",
            "nguon.csv:3:7: cột “shares”: “40%” không phải là tỷ lệ; hãy viết các số từ 0 đến 1 (“0,4” hoặc “0.4”), ngăn cách bằng dấu |",
            "nguon.csv:4:7: cột “shares”: “1.2” không phải là tỷ lệ; hãy viết các số từ 0 đến 1 (“0,4” hoặc “0.4”), ngăn cách bằng dấu |",
            "nguon.csv:4:7: cột “shares”: “-0.2” không phải là tỷ lệ; hãy viết các số từ 0 đến 1 (“0,4” hoặc “0.4”), ngăn cách bằng dấu |",
            "nguon.csv:5:7: cột “shares”: “#na” không phải là tỷ lệ; hãy viết các số từ 0 đến 1 (“0,4” hoặc “0.4”), ngăn cách bằng dấu |",
        ],
        en: &[
            "nguon.csv:2:7: column “shares”: “sáu” is no share; write numbers from 0 to 1 (“0.4” or “0,4”), separated by |",
            "nguon.csv:2:7: column “shares”: “bốn” is no share; write numbers from 0 to 1 (“0.4” or “0,4”), separated by |",
            "nguon.csv:3:7: column “shares”: “60%” is no share; write numbers from 0 to 1 (“0.4” or “0,4”), separated by |",
            "nguon.csv:3:7: column “shares”: “40%” is no share; write numbers from 0 to 1 (“0.4” or “0,4”), separated by |",
            "nguon.csv:4:7: column “shares”: “1.2” is no share; write numbers from 0 to 1 (“0.4” or “0,4”), separated by |",
            "nguon.csv:4:7: column “shares”: “-0.2” is no share; write numbers from 0 to 1 (“0.4” or “0,4”), separated by |",
            "nguon.csv:5:7: column “shares”: “#na” is no share; write numbers from 0 to 1 (“0.4” or “0,4”), separated by |",
        ],
    },
    Case {
        about: "as many shares as agencies",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             split,2025-07-01,,03010,03013|03016,population,0.6|0.3|0.1,,\n",
        vi: &[
            "nguon.csv:2:7: cột “shares”: có 3 tỷ lệ cho 2 cơ quan sau sự kiện; hãy ghi mỗi cơ quan một tỷ lệ, theo đúng thứ tự",
        ],
        en: &[
            "nguon.csv:2:7: column “shares”: 3 shares for 2 agencies after the event; give each agency its share, in their order",
        ],
    },
    Case {
        about: "a share without a variable, a variable without a share, a variable that is none",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             split,2025-07-01,,03010,03013|03016,,0.6|0.4,,\n\
             split,2025-07-01,,03010,03013|03016,population,,,\n\
             split,2025-07-01,,03010,03013|03016,Số hộ,0.6|0.4,,\n",
        vi: &[
            "nguon.csv:2:6: cột “share_variable”: để trống; cột này phải có giá trị",
            "nguon.csv:3:7: cột “shares”: để trống; cột này phải có giá trị",
            "nguon.csv:4:6: cột “share_variable”: “Số hộ” không dùng làm biến số được; hãy viết “dân số”, “diện tích” hoặc tên khác bằng chữ thường không dấu, chữ số và gạch nối",
        ],
        en: &[
            "nguon.csv:2:6: column “share_variable”: is blank; this column must be filled in",
            "nguon.csv:3:7: column “shares”: is blank; this column must be filled in",
            "nguon.csv:4:6: column “share_variable”: “Số hộ” cannot be a variable; write “population”, “area”, or another name in small letters without marks, digits and hyphens",
        ],
    },
    Case {
        about: "one event in two rows",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             merge,2025-07-01,,02950|02953,02950,,,,\n\
             sáp nhập,01/07/2025,,02953; 02950,02950,,,,\n",
        vi: &[
            "nguon.csv:3:1: cột “kind”: sự kiện này đã có ở dòng 2; hãy bỏ một dòng, hoặc chỉ ghi thêm tỷ lệ theo biến số khác",
        ],
        en: &[
            "nguon.csv:3:1: column “kind”: row 2 names this event already; delete one of the rows, or only add shares by another variable",
        ],
    },
    Case {
        about: "shares by one variable twice, and another decision",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             split,2025-07-01,A,03010,03013|03016,population,0.6|0.4,,\n\
             split,2025-07-01,A,03010,03013|03016,population,0.5|0.5,,\n\
             split,2025-07-01,B,03010,03013|03016,area,0.5|0.5,,\n",
        vi: &[
            "nguon.csv:3:1: cột “kind”: sự kiện này đã có ở dòng 2; hãy bỏ một dòng, hoặc chỉ ghi thêm tỷ lệ theo biến số khác",
            "nguon.csv:4:1: cột “kind”: sự kiện này đã có ở dòng 2; hãy bỏ một dòng, hoặc chỉ ghi thêm tỷ lệ theo biến số khác",
        ],
        en: &[
            "nguon.csv:3:1: column “kind”: row 2 names this event already; delete one of the rows, or only add shares by another variable",
            "nguon.csv:4:1: column “kind”: row 2 names this event already; delete one of the rows, or only add shares by another variable",
        ],
    },
    Case {
        about: "an event that is known otherwise",
        file: "nguon.csv",
        text: "kind,date,decision,from,to,share_variable,shares,note,source\n\
             merge,2025-07-01,Nghị quyết 1,10|15,15,,,,\n",
        vi: &[
            "nguon.csv:2:1: cột “kind”: sự kiện này đã được ghi nhận với số quyết định, tỷ lệ, ghi chú hoặc nguồn khác; hãy ghi như đã có, hoặc bỏ dòng này",
        ],
        en: &[
            "nguon.csv:2:1: column “kind”: this event is known with another decision, share, note or source; write what is known, or delete the row",
        ],
    },
    Case {
        about: "no table of events at all",
        file: "nguon.json",
        text: "[]",
        vi: &[
            "nguon.json: tên tệp phải có đuôi .csv, .txt hoặc .xlsx; hãy lưu bảng tính dưới dạng .xlsx hoặc CSV UTF-8",
        ],
        en: &["nguon.json: the name must end in .csv, .txt or .xlsx; save a spreadsheet as .xlsx or as CSV UTF-8"],
    },
];

#[test]
fn every_broken_file_of_events_gets_its_exact_messages() {
    for Case { about, file, text, vi, en } in CASES {
        assert_eq!(lines(file, text, Lang::Vi), *vi, "{about}");
        assert_eq!(lines(file, text, Lang::En), *en, "{about}");
    }
}

#[test]
fn a_list_without_end_is_not_gone_through() {
    let codes: Vec<String> = (0..501).map(|code| format!("{code:05}")).collect();
    let text = format!("kind,date,from,to\nmerge,2025-07-01,{},02950\n", codes.join("|"));
    assert_eq!(
        lines("f.csv", &text, Lang::En),
        ["f.csv:2:3: column “from”: has more than 500 entries; check this cell"]
    );
}
