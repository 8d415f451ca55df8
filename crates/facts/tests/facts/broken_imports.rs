//! Broken import files, each with the exact messages that a person reads.

use chiso_facts::{Problem, agencies, results, weights};
use chiso_model::{Date, Lang};

use crate::register::register;

/// A broken file: which reader reads it, its name, its text, and every line of the answer; warnings begin with a question mark.
struct Case {
    about: &'static str,
    reader: &'static str,
    file: &'static str,
    text: &'static str,
    vi: &'static [&'static str],
    en: &'static [&'static str],
}

/// Problems and warnings of a file, read by one of the readers.
fn told(reader: &str, file: &str, bytes: &[u8]) -> (Vec<Problem>, Vec<Problem>) {
    let register = register();
    match reader {
        "agencies" => {
            let plan = agencies::plan(&register, &agencies::read(file, bytes, None));
            (plan.problems, plan.warnings)
        }
        "results" => {
            let read = results::read(file, bytes, None, &register);
            (read.problems, read.warnings)
        }
        _ => match weights::read(file, bytes, None, &register, Date::constant(2024, 12, 31)) {
            Ok(read) => (Vec::new(), read.warnings),
            Err(problems) => (problems, Vec::new()),
        },
    }
}

/// What a person reads of a file, one problem a line.
pub(crate) fn lines(reader: &str, file: &str, bytes: &[u8], lang: Lang) -> Vec<String> {
    let (problems, warnings) = told(reader, file, bytes);
    let line = |problem: &Problem| format!("{}: {}", problem.place, problem.message(lang));
    problems.iter().map(line).chain(warnings.iter().map(|warning| format!("? {}", line(warning)))).collect()
}

const CASES: &[Case] = &[
    Case {
        about: "the extension is unknown",
        reader: "agencies",
        file: "xa.ods",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             1,2,3\n",
        vi: &["xa.ods: tên tệp phải có đuôi .csv, .txt hoặc .xlsx; hãy lưu bảng tính dưới dạng .xlsx hoặc CSV UTF-8"],
        en: &["xa.ods: the name must end in .csv, .txt or .xlsx; save a spreadsheet as .xlsx or as CSV UTF-8"],
    },
    Case {
        about: "JSON is no form of an import",
        reader: "agencies",
        file: "xa.json",
        text: "[]",
        vi: &["xa.json: tên tệp phải có đuôi .csv, .txt hoặc .xlsx; hãy lưu bảng tính dưới dạng .xlsx hoặc CSV UTF-8"],
        en: &["xa.json: the name must end in .csv, .txt or .xlsx; save a spreadsheet as .xlsx or as CSV UTF-8"],
    },
    Case {
        about: "nothing in it",
        reader: "agencies",
        file: "xa.csv",
        text: "",
        vi: &["xa.csv: không có số liệu; dòng đầu tiên phải là tên các cột"],
        en: &["xa.csv: there is nothing in it; the first row must name the columns"],
    },
    Case {
        about: "a header and nothing under it",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n",
        vi: &["xa.csv: không có dòng số liệu nào; hãy thêm số liệu"],
        en: &["xa.csv: there are no facts in it; add them"],
    },
    Case {
        about: "a column that must be there is not, and one is nearly called so",
        reader: "agencies",
        file: "xa.csv",
        text: "Mã,Tn,Loại\n\
             02999,Xã A,Xã\n",
        vi: &[
            "xa.csv:1: thiếu cột “Tên” (name_vi); hãy đổi tên cột “Tn” thành “Tên”",
            "? xa.csv:1:2: cột “Tn”: không đọc cột này; có phải là “Tên”?",
        ],
        en: &[
            "xa.csv:1: there is no column “Name (Vietnamese)” (name_vi); rename the column “Tn” to “Name (Vietnamese)”",
            "? xa.csv:1:2: column “Tn”: this column is not read; did you mean “Tên”?",
        ],
    },
    Case {
        about: "two headings name one column, and one names none",
        reader: "agencies",
        file: "xa.csv",
        text: "Mã,code,Tên,Loại,Dân số\n\
             02999,02999,Xã Mường Bo,Xã,1\n",
        vi: &[
            "xa.csv:1:2: cột “code”: trùng tên với cột số 1; hãy đổi tên hoặc xóa một trong hai cột",
            "xa.csv:2: loại “Xã” phải có cơ quan cấp trên; hãy ghi mã vào cột “Mã cấp trên”",
            "? xa.csv:1:5: cột “Dân số”: không đọc cột này; có thể xóa",
        ],
        en: &[
            "xa.csv:1:2: column “code”: has the same name as column number 1; rename or delete one of the two",
            "xa.csv:2: kind “Commune” stands below another agency; write its code in the column “Parent code”",
            "? xa.csv:1:5: column “Dân số”: this column is not read; you may delete it",
        ],
    },
    Case {
        about: "what must be filled in is blank",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             ,Xã Mường Bo,xã,15,2025-07-01,\n\
             02999,,,15,2025-07-01,\n",
        vi: &[
            "xa.csv:2:1: cột “code”: để trống; cột này phải có giá trị",
            "xa.csv:3:2: cột “name_vi”: để trống; cột này phải có giá trị",
            "xa.csv:3:3: cột “kind”: để trống; cột này phải có giá trị",
        ],
        en: &[
            "xa.csv:2:1: column “code”: is blank; this column must be filled in",
            "xa.csv:3:2: column “name_vi”: is blank; this column must be filled in",
            "xa.csv:3:3: column “kind”: is blank; this column must be filled in",
        ],
    },
    Case {
        about: "kinds that there are not",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             02999,Xã Mường Bo,Phườn,15,2025-07-01,\n\
             03001,Xã Tả Van,làng,15,2025-07-01,\n",
        vi: &[
            "xa.csv:2:3: cột “kind”: “Phườn” không phải là loại cơ quan; có phải là “Phường”?",
            "xa.csv:3:3: cột “kind”: “làng” không phải là loại cơ quan; các loại: “Quốc gia”, “Bộ, cơ quan ngang bộ”, “Tỉnh”, “Thành phố trực thuộc trung ương”, “Huyện”, “Xã”, “Phường”, “Đặc khu”, “Sở, cơ quan chuyên môn”, “Văn phòng”, “Trung tâm phục vụ hành chính công”, “Đơn vị sự nghiệp công lập”, “Doanh nghiệp bưu chính”, “Khác”",
        ],
        en: &[
            "xa.csv:2:3: column “kind”: “Phườn” is no kind of agency; did you mean “Ward”?",
            "xa.csv:3:3: column “kind”: “làng” is no kind of agency; the kinds are: “Country”, “Ministry”, “Province”, “Centrally-run city”, “District”, “Commune”, “Ward”, “Special zone”, “Department”, “Office”, “Public service centre”, “Public service unit”, “Post operator”, “Other”",
        ],
    },
    Case {
        about: "days that there are not, and an end before the beginning",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             02999,Xã Mường Bo,xã,15,30/02/2025,\n\
             03001,Xã Tả Van,xã,15,2025-07-01,hôm nay\n\
             03004,Xã Bản Hồ,xã,15,01/07/2026,2025-12-31\n",
        vi: &[
            "xa.csv:2:5: cột “valid_from”: “30/02/2025” không phải là một ngày trong lịch; hãy viết “2025-07-01” hoặc “01/07/2025”",
            "xa.csv:3:6: cột “valid_to”: “hôm nay” không phải là một ngày trong lịch; hãy viết “2025-07-01” hoặc “01/07/2025”",
            "xa.csv:4:6: cột “valid_to”: ngày kết thúc trước ngày bắt đầu; hãy sửa một trong hai ngày",
        ],
        en: &[
            "xa.csv:2:5: column “valid_from”: “30/02/2025” is no day of the calendar; write “2025-07-01” or “01/07/2025”",
            "xa.csv:3:6: column “valid_to”: “hôm nay” is no day of the calendar; write “2025-07-01” or “01/07/2025”",
            "xa.csv:4:6: column “valid_to”: it ends before it begins; mend one of the two days",
        ],
    },
    Case {
        about: "zeros at the beginning of codes were lost",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             2999,Xã Mường Bo,xã,15,2025-07-01,\n\
             5,Tỉnh A,tỉnh,,2025-07-01,\n\
             029990,Xã Tả Van,xã,15,2025-07-01,\n",
        vi: &[
            "xa.csv:2:1: cột “code”: “2999”: mã thống kê của loại đơn vị này có 5 chữ số; có phải là “02999”? Hãy định dạng cột là văn bản để giữ số 0 ở đầu",
            "xa.csv:3:1: cột “code”: “5”: mã thống kê của loại đơn vị này có 2 chữ số; có phải là “05”? Hãy định dạng cột là văn bản để giữ số 0 ở đầu",
            "xa.csv:4:1: cột “code”: “029990”: mã thống kê của loại đơn vị này có 5 chữ số; hãy kiểm tra lại mã",
        ],
        en: &[
            "xa.csv:2:1: column “code”: “2999”: the GSO code of this kind of unit has 5 digits; did you mean “02999”? Format the column as text to keep zeros at the beginning",
            "xa.csv:3:1: column “code”: “5”: the GSO code of this kind of unit has 2 digits; did you mean “05”? Format the column as text to keep zeros at the beginning",
            "xa.csv:4:1: column “code”: “029990”: the GSO code of this kind of unit has 5 digits; check the code",
        ],
    },
    Case {
        about: "texts that are no codes",
        reader: "agencies",
        file: "xa.csv",
        text: "code,code_system,h26,name_vi,kind,parent_code,valid_from\n\
             A B,local,,Văn phòng A,văn phòng,gso:15,2025-07-01\n\
             H-38,h26,,Văn phòng B,văn phòng,gso:15,2025-07-01\n\
             VP3,Mã riêng,,Văn phòng C,văn phòng,gso:15,2025-07-01\n\
             VP4,local,H4,Văn phòng D,văn phòng,gso:15,2025-07-01\n",
        vi: &[
            "xa.csv:2:1: cột “code”: “A B” không dùng làm mã được; hãy viết chữ cái, chữ số, dấu chấm hoặc gạch nối, không quá 40 ký tự",
            "xa.csv:3:1: cột “code”: “H-38” không phải là mã định danh; viết như “H38” hoặc “000.00.15.H38”",
            "xa.csv:4:2: cột “code_system”: “Mã riêng” không phải là hệ mã; viết chữ thường không dấu, chữ số và gạch nối: “gso”, “h26”, “local” hoặc tên khác",
            "xa.csv:5:3: cột “h26”: “H4” không phải là mã định danh; viết như “H38” hoặc “000.00.15.H38”",
        ],
        en: &[
            "xa.csv:2:1: column “code”: “A B” cannot be a code; write letters, digits, points or hyphens, at most 40 characters",
            "xa.csv:3:1: column “code”: “H-38” is no identification code; write it like “H38” or “000.00.15.H38”",
            "xa.csv:4:2: column “code_system”: “Mã riêng” names no system of codes; write small letters without marks, digits and hyphens: “gso”, “h26”, “local” or another name",
            "xa.csv:5:3: column “h26”: “H4” is no identification code; write it like “H38” or “000.00.15.H38”",
        ],
    },
    Case {
        about: "one code in two rows at once, and again at another time",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             02999,Xã Mường Bo,xã,15,2025-07-01,2025-12-31\n\
             02999,Xã Tả Van,xã,15,2025-12-31,\n\
             02999,Xã Bản Hồ,xã,10,,2025-06-30\n",
        vi: &[
            "xa.csv:3:1: cột “code”: mã “02999” đã có ở dòng 2 trong cùng thời gian; hãy sửa mã hoặc ngày của một trong hai dòng",
        ],
        en: &[
            "xa.csv:3:1: column “code”: code “02999” stands in row 2 for the same time; mend the code or the days of one of the rows",
        ],
    },
    Case {
        about: "one identification code in two rows, and one that is another's",
        reader: "agencies",
        file: "xa.csv",
        text: "code,code_system,h26,name_vi,kind,parent_code,valid_from\n\
             VP1,local,H91,Văn phòng UBND,văn phòng,gso:15,2025-07-01\n\
             VP2,local,H91,Trung tâm Tin học,trung tâm,gso:15,2025-07-01\n\
             VP3,local,000.00.15.H38,Ban Quản lý,khác,gso:15,2025-07-01\n",
        vi: &[
            "xa.csv:3:3: cột “h26”: mã “H91” đã có ở dòng 2 trong cùng thời gian; hãy sửa mã hoặc ngày của một trong hai dòng",
            "xa.csv:4:3: cột “h26”: mã “000.00.15.H38” đang là mã của Sở Nội vụ; hãy sửa mã, hoặc cho cơ quan đó thôi giữ mã trước",
        ],
        en: &[
            "xa.csv:3:3: column “h26”: code “H91” stands in row 2 for the same time; mend the code or the days of one of the rows",
            "xa.csv:4:3: column “h26”: code “000.00.15.H38” is that of Sở Nội vụ; mend the code, or end that agency's code first",
        ],
    },
    Case {
        about: "parents that there are not",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             02999,Xã Mường Bo,xã,99,2025-07-01,\n\
             03001,Xã Tả Van,xã,local:15,2025-07-01,\n",
        vi: &[
            "xa.csv:2:4: cột “parent_code”: không có cơ quan nào mang mã “99”, cả trong tệp này; hãy sửa mã hoặc thêm cơ quan cấp trên",
            "xa.csv:3:4: cột “parent_code”: không có cơ quan nào mang mã “15”, cả trong tệp này; hãy sửa mã hoặc thêm cơ quan cấp trên",
        ],
        en: &[
            "xa.csv:2:4: column “parent_code”: no agency has the code “99”, in this file either; mend the code or add the parent",
            "xa.csv:3:4: column “parent_code”: no agency has the code “15”, in this file either; mend the code or add the parent",
        ],
    },
    Case {
        about: "the parent is there for a part of the time",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             02999,Xã Mường Bo,xã,10,,\n\
             03001,Xã Tả Van,xã,15,2025-01-01,\n",
        vi: &[
            "xa.csv:2:4: cột “parent_code”: mã “10” là của Lào Cai (đến 30/06/2025), không đủ cho thời gian của dòng này (mọi ngày); hãy sửa ngày hoặc mã cấp trên",
            "xa.csv:3:4: cột “parent_code”: mã “15” là của Yên Bái (đến 30/06/2025), Lào Cai (từ 01/07/2025), không đủ cho thời gian của dòng này (từ 01/01/2025); hãy sửa ngày hoặc mã cấp trên",
        ],
        en: &[
            "xa.csv:2:4: column “parent_code”: code “10” is that of Lào Cai (until 30 June 2025), not for all the time of this row (at all times); mend the days or the parent's code",
            "xa.csv:3:4: column “parent_code”: code “15” is that of Yên Bái (until 30 June 2025), Lào Cai (from 1 July 2025), not for all the time of this row (from 1 January 2025); mend the days or the parent's code",
        ],
    },
    Case {
        about: "whoever stands below a broken row is not told that it is not there",
        reader: "agencies",
        file: "xa.csv",
        text: "code,code_system,name_vi,kind,parent_code,valid_from\n\
             SYT,local,Sở Y tế,ty,gso:15,2025-07-01\n\
             VPSYT,local,Văn phòng Sở Y tế,văn phòng,SYT,2025-07-01\n",
        vi: &[
            "xa.csv:2:4: cột “kind”: “ty” không phải là loại cơ quan; các loại: “Quốc gia”, “Bộ, cơ quan ngang bộ”, “Tỉnh”, “Thành phố trực thuộc trung ương”, “Huyện”, “Xã”, “Phường”, “Đặc khu”, “Sở, cơ quan chuyên môn”, “Văn phòng”, “Trung tâm phục vụ hành chính công”, “Đơn vị sự nghiệp công lập”, “Doanh nghiệp bưu chính”, “Khác”",
        ],
        en: &[
            "xa.csv:2:4: column “kind”: “ty” is no kind of agency; the kinds are: “Country”, “Ministry”, “Province”, “Centrally-run city”, “District”, “Commune”, “Ward”, “Special zone”, “Department”, “Office”, “Public service centre”, “Public service unit”, “Post operator”, “Other”",
        ],
    },
    Case {
        about: "below itself",
        reader: "agencies",
        file: "xa.csv",
        text: "code,code_system,name_vi,kind,parent_code,valid_from\n\
             A1,local,Ban A,khác,A1,2025-07-01\n",
        vi: &["xa.csv:2:5: cột “parent_code”: cơ quan không thể trực thuộc chính mình; hãy sửa mã cấp trên"],
        en: &["xa.csv:2:5: column “parent_code”: an agency cannot stand below itself; mend the parent's code"],
    },
    Case {
        about: "a circle of two",
        reader: "agencies",
        file: "xa.csv",
        text: "code,code_system,name_vi,kind,parent_code,valid_from\n\
             A1,local,Ban Một,khác,A2,2025-07-01\n\
             A2,local,Ban Hai,khác,A1,2025-07-01\n",
        vi: &[
            "xa.csv:2: “local-a1”: trực thuộc chính mình từ ngày 01/07/2025; hãy sửa cơ quan cấp trên",
            "xa.csv:3: “local-a2”: trực thuộc chính mình từ ngày 01/07/2025; hãy sửa cơ quan cấp trên",
        ],
        en: &[
            "xa.csv:2: “local-a1”: stands below itself from 1 July 2025 on; mend its parent",
            "xa.csv:3: “local-a2”: stands below itself from 1 July 2025 on; mend its parent",
        ],
    },
    Case {
        about: "kinds that do not fit",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             02999,Xã Mường Bo,xã,02905,2025-07-01,\n\
             03001,Tỉnh Tả Van,tỉnh,15,2025-07-01,\n",
        vi: &[
            "xa.csv:2:3: cột “kind”: loại “Xã” không thể trực thuộc Xã Bảo Thắng (“Xã”); hãy sửa loại hoặc mã cấp trên",
            "xa.csv:3:1: cột “code”: “03001”: mã thống kê của loại đơn vị này có 2 chữ số; hãy kiểm tra lại mã",
        ],
        en: &[
            "xa.csv:2:3: column “kind”: kind “Commune” cannot stand below Xã Bảo Thắng (“Commune”); mend the kind or the parent's code",
            "xa.csv:3:1: column “code”: “03001”: the GSO code of this kind of unit has 2 digits; check the code",
        ],
    },
    Case {
        about: "one name twice below one parent, and one that is taken",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             02999,Xã Mường Bo,xã,15,2025-07-01,\n\
             03001,xã  MƯỜNG BO,xã,15,2025-07-01,\n\
             03004,Xã Bảo Thắng,xã,15,2025-07-01,\n\
             03006,Xã Bảo Thắng,xã,46,2025-07-01,\n",
        vi: &[
            "xa.csv:3:2: cột “name_vi”: “xã  MƯỜNG BO” đã có ở dòng 2, cùng cấp trên và cùng thời gian; hãy sửa tên hoặc bỏ một dòng",
            "xa.csv:4:2: cột “name_vi”: “Xã Bảo Thắng” đang là tên của cơ quan mã “02905”, cùng cấp trên và cùng thời gian; hãy sửa tên, hoặc dùng mã đó",
        ],
        en: &[
            "xa.csv:3:2: column “name_vi”: “xã  MƯỜNG BO” stands in row 2 below the same parent for the same time; mend the name or delete a row",
            "xa.csv:4:2: column “name_vi”: “Xã Bảo Thắng” is the name of the agency with code “02905” below the same parent at that time; mend the name, or use that code",
        ],
    },
    Case {
        about: "names that are nearly the same are only a warning",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             02999,Xã Mường Khương,xã,15,2025-07-01,\n\
             03001,Xã Mường Khưng,xã,15,2025-07-01,\n\
             03004,Phường Cam Đưng,phường,15,2025-07-01,\n\
             03006,Phường Số Một 1,phường,46,2025-07-01,\n\
             03007,Phường Số Một 2,phường,46,2025-07-01,\n",
        vi: &[
            "? xa.csv:3:2: cột “name_vi”: rất giống “Xã Mường Khương” ở dòng 2, cùng cấp trên; hãy xem có phải viết nhầm không",
            "? xa.csv:4:2: cột “name_vi”: rất giống “Phường Cam Đường” đã có, cùng cấp trên; hãy xem có phải viết nhầm không",
        ],
        en: &[
            "? xa.csv:3:2: column “name_vi”: is very like “Xã Mường Khương” in row 2 below the same parent; see whether one is a slip",
            "? xa.csv:4:2: column “name_vi”: is very like “Phường Cam Đường”, which is there already, below the same parent; see whether one is a slip",
        ],
    },
    Case {
        about: "the code belonged to several in that time",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             15,Lào Cai,tỉnh,,,\n",
        vi: &[
            "xa.csv:2:5: cột “valid_from”: trong thời gian này mã “15” lần lượt là của Yên Bái (đến 30/06/2025), Lào Cai (từ 01/07/2025); hãy ghi ngày bắt đầu hoặc kết thúc để biết là cơ quan nào",
        ],
        en: &[
            "xa.csv:2:5: column “valid_from”: in this time code “15” was that of Yên Bái (until 30 June 2025), Lào Cai (from 1 July 2025) in turn; give the first or last day to say which agency is meant",
        ],
    },
    Case {
        about: "a name that is too long, a row with a field too many",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             02999,Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài Xã dài ,xã,15,2025-07-01,\n\
             03001,Xã Tả Van,xã,15,2025-07-01,,\n",
        vi: &[
            "xa.csv:2:2: cột “name_vi”: dài quá 300 ký tự; hãy viết ngắn lại",
            "xa.csv:3: dòng có 7 ô, dòng tiêu đề có 6; ô có dấu phẩy (kể cả trong một số) phải đặt trong dấu nháy kép",
        ],
        en: &[
            "xa.csv:2:2: column “name_vi”: is longer than 300 characters; shorten it",
            "xa.csv:3: the row has 7 fields, the header 6; a field with a comma in it, also within a number, must be in double quotation marks",
        ],
    },
    Case {
        about: "the province would end under its communes",
        reader: "agencies",
        file: "xa.csv",
        text: "code,name_vi,kind,parent_code,valid_from,valid_to\n\
             22,Quảng Ninh,tỉnh,,,2025-12-31\n",
        vi: &[
            "xa.csv:2: “07063”: trực thuộc “22” từ 01/07/2025, nhưng cơ quan đó tồn tại đến 31/12/2025; hãy sửa ngày",
        ],
        en: &[
            "xa.csv:2: “07063”: stands below “22” from 1 July 2025, which exists until 31 December 2025; mend the dates",
        ],
    },
    Case {
        about: "columns that must be there are not",
        reader: "results",
        file: "kq.csv",
        text: "Chỉ số,Nam,Đơn vị\n\
             par-index,2024,22\n",
        vi: &[
            "kq.csv:1: thiếu cột “Cấp” (level); tệp có các cột: “Chỉ số”, “Nam”, “Đơn vị”",
            "kq.csv:1: thiếu cột “Nguồn” (source); tệp có các cột: “Chỉ số”, “Nam”, “Đơn vị”",
        ],
        en: &[
            "kq.csv:1: there is no column “Level” (level); the file has the columns: “Chỉ số”, “Nam”, “Đơn vị”",
            "kq.csv:1: there is no column “Source” (source); the file has the columns: “Chỉ số”, “Nam”, “Đơn vị”",
        ],
    },
    Case {
        about: "what must be filled in is blank",
        reader: "results",
        file: "kq.csv",
        text: "index,year,level,unit,value,rank,source\n\
             ,,,,,,\n\
             ,,,,80,,\n",
        vi: &[
            "kq.csv:3:1: cột “index”: để trống; cột này phải có giá trị",
            "kq.csv:3:2: cột “year”: để trống; cột này phải có giá trị",
            "kq.csv:3:3: cột “level”: để trống; cột này phải có giá trị",
            "kq.csv:3:4: cột “unit”: để trống; cột này phải có giá trị",
            "kq.csv:3:7: cột “source”: để trống; cột này phải có giá trị",
        ],
        en: &[
            "kq.csv:3:1: column “index”: is blank; this column must be filled in",
            "kq.csv:3:2: column “year”: is blank; this column must be filled in",
            "kq.csv:3:3: column “level”: is blank; this column must be filled in",
            "kq.csv:3:4: column “unit”: is blank; this column must be filled in",
            "kq.csv:3:7: column “source”: is blank; this column must be filled in",
        ],
    },
    Case {
        about: "index, year and level that there are not",
        reader: "results",
        file: "kq.csv",
        text: "index,year,level,unit,value,rank,source\n\
             PAR_INDEX,24,huyện thị,22,80.00,,Báo A\n\
             par-index,20244,province,22,80.00,,Báo A\n",
        vi: &[
            "kq.csv:2:1: cột “index”: “par_index” không phải là tên chỉ số; viết chữ thường không dấu, chữ số và gạch nối, ví dụ “par-index”",
            "kq.csv:2:2: cột “year”: “24” không phải là năm; viết bốn chữ số, ví dụ “2024”",
            "kq.csv:2:3: cột “level”: “huyện thị” không phải là cấp; các cấp: “Trung ương” (national), “Cấp bộ” (ministry), “Cấp tỉnh” (province), “Cấp huyện (đến ngày 30/06/2025)” (district), “Cấp xã” (commune), “Cấp sở” (department)",
            "kq.csv:3:2: cột “year”: “20244” không phải là năm; viết bốn chữ số, ví dụ “2024”",
        ],
        en: &[
            "kq.csv:2:1: column “index”: “par_index” is no id of an index; write small letters without marks, digits and hyphens, for example “par-index”",
            "kq.csv:2:2: column “year”: “24” is no year; write four digits, for example “2024”",
            "kq.csv:2:3: column “level”: “huyện thị” is no level; the levels are: “National” (national), “Ministry” (ministry), “Province” (province), “District (until 30 June 2025)” (district), “Commune” (commune), “Department” (department)",
            "kq.csv:3:2: column “year”: “20244” is no year; write four digits, for example “2024”",
        ],
    },
    Case {
        about: "units that there are not",
        reader: "results",
        file: "kq.csv",
        text: "index,year,level,unit,value,rank,source\n\
             par-index,2024,province,Quảng Nin,80.00,,Báo A\n\
             par-index,2024,province,Xứ khác,80.00,,Báo A\n",
        vi: &[
            "kq.csv:2:4: cột “unit”: không có đơn vị “Quảng Nin”; có phải là “Quảng Ninh”?",
            "kq.csv:3:4: cột “unit”: không có đơn vị “Xứ khác” vào ngày 31/12/2024; hãy ghi mã hoặc tên của thời điểm đó",
        ],
        en: &[
            "kq.csv:2:4: column “unit”: there is no unit “Quảng Nin”; did you mean “Quảng Ninh”?",
            "kq.csv:3:4: column “unit”: there is no unit “Xứ khác” on 31 December 2024; write a code or name of that time",
        ],
    },
    Case {
        about: "units of another time",
        reader: "results",
        file: "kq.csv",
        text: "index,year,level,unit,value,rank,source\n\
             par-index,2025,province,Yên Bái,80.00,,Báo A\n\
             par-index,2024,province,15-2025,80.00,,Báo A\n",
        vi: &[
            "kq.csv:2:4: cột “unit”: Yên Bái tồn tại đến 30/06/2025, không phải vào ngày 31/12/2025; hãy ghi đơn vị của thời điểm đó",
            "kq.csv:3:4: cột “unit”: không có đơn vị “15-2025” vào ngày 31/12/2024; hãy ghi mã hoặc tên của thời điểm đó",
        ],
        en: &[
            "kq.csv:2:4: column “unit”: Yên Bái exists until 30 June 2025, not on 31 December 2025; write the unit of that time",
            "kq.csv:3:4: column “unit”: there is no unit “15-2025” on 31 December 2024; write a code or name of that time",
        ],
    },
    Case {
        about: "a unit of another level, and a name of two",
        reader: "results",
        file: "kq.csv",
        text: "index,year,level,unit,value,rank,source\n\
             par-index,2025,province,Sở Nội vụ,80.00,,Báo A\n\
             sipas,2025,commune,Tân An,80.00,,Báo A\n\
             sipas,2025,province,02905,80.00,,Báo A\n",
        vi: &[
            "kq.csv:2:4: cột “unit”: Sở Nội vụ ở cấp sở; hãy sửa cấp hoặc đơn vị",
            "kq.csv:3:4: cột “unit”: “Tân An” có thể là: “Phường Tân An (07063)”, “Xã Tân An (19774)”; hãy ghi mã",
            "kq.csv:4:4: cột “unit”: Xã Bảo Thắng ở cấp xã; hãy sửa cấp hoặc đơn vị",
        ],
        en: &[
            "kq.csv:2:4: column “unit”: Sở Nội vụ is at the level “Department”; mend the level or the unit",
            "kq.csv:3:4: column “unit”: “Tân An” may be: “Phường Tân An (07063)”, “Xã Tân An (19774)”; write the code",
            "kq.csv:4:4: column “unit”: Xã Bảo Thắng is at the level “Commune”; mend the level or the unit",
        ],
    },
    Case {
        about: "numbers that are none",
        reader: "results",
        file: "kq.csv",
        text: "index,year,level,unit,value,rank,source\n\
             par-index,2024,province,22,\"80,150\",,Báo A\n\
             par-index,2024,province,15,80.15%,,Báo A\n\
             par-index,2024,province,46,#withheld,,Báo A\n\
             par-index,2024,province,10,n/a,,Báo A\n",
        vi: &[
            "kq.csv:2:5: cột “value”: “80,150” có thể hiểu theo hai cách; hãy viết “80.150” nếu là số thập phân, “80150” nếu là hàng nghìn",
            "kq.csv:3:5: cột “value”: “80.15%”: không viết dấu %; hãy viết “80.15”",
            "kq.csv:4:5: cột “value”: “#withheld”: ở đây chỉ ghi số, hoặc để trống nếu không biết",
            "kq.csv:5:5: cột “value”: “n/a”: ở đây chỉ ghi số, hoặc để trống nếu không biết",
        ],
        en: &[
            "kq.csv:2:5: column “value”: “80,150” can be read in two ways; write “80.150” for decimals, “80150” for thousands",
            "kq.csv:3:5: column “value”: “80.15%”: leave out the % sign; write “80.15”",
            "kq.csv:4:5: column “value”: “#withheld”: only a number can stand here, or nothing where it is not known",
            "kq.csv:5:5: column “value”: “n/a”: only a number can stand here, or nothing where it is not known",
        ],
    },
    Case {
        about: "numbers out of range",
        reader: "results",
        file: "kq.csv",
        text: "index,year,level,unit,value,rank,source\n\
             par-index,2024,province,22,100.01,,Báo A\n\
             par-index,2024,province,15,-1,,Báo A\n",
        vi: &[
            "kq.csv:2:5: cột “value”: “100.01” không nằm trong khoảng từ 0 đến 100; hãy kiểm tra lại số này",
            "kq.csv:3:5: cột “value”: “-1” không nằm trong khoảng từ 0 đến 100; hãy kiểm tra lại số này",
        ],
        en: &[
            "kq.csv:2:5: column “value”: “100.01” is not between 0 and 100; check this number",
            "kq.csv:3:5: column “value”: “-1” is not between 0 and 100; check this number",
        ],
    },
    Case {
        about: "places that are none",
        reader: "results",
        file: "kq.csv",
        text: "index,year,level,unit,value,rank,source\n\
             par-index,2024,province,22,80.00,0,Báo A\n\
             par-index,2024,province,15,80.00,1.5,Báo A\n\
             par-index,2024,province,46,80.00,nhất,Báo A\n\
             par-index,2024,province,10,80.00,64,Báo A\n",
        vi: &[
            "kq.csv:2:6: cột “rank”: “0” không phải là thứ hạng; viết số nguyên từ 1",
            "kq.csv:3:6: cột “rank”: “1.5” không phải là thứ hạng; viết số nguyên từ 1",
            "kq.csv:4:6: cột “rank”: “nhất” không phải là thứ hạng; viết số nguyên từ 1",
            "kq.csv:5:6: cột “rank”: thứ hạng 64 lớn hơn số đơn vị (4); hãy kiểm tra lại thứ hạng hoặc năm",
        ],
        en: &[
            "kq.csv:2:6: column “rank”: “0” is no place; write a whole number from 1",
            "kq.csv:3:6: column “rank”: “1.5” is no place; write a whole number from 1",
            "kq.csv:4:6: column “rank”: “nhất” is no place; write a whole number from 1",
            "kq.csv:5:6: column “rank”: place 64 is greater than the number of units (4); check the place or the year",
        ],
    },
    Case {
        about: "neither a value nor a place",
        reader: "results",
        file: "kq.csv",
        text: "index,year,level,unit,value,rank,source\n\
             par-index,2024,province,22,,,Báo A\n",
        vi: &[
            "kq.csv:2:5: cột “value”: dòng không có giá trị và cũng không có thứ hạng; hãy ghi ít nhất một trong hai",
        ],
        en: &["kq.csv:2:5: column “value”: the row has neither a value nor a place; give at least one of the two"],
    },
    Case {
        about: "a figure without a source, an address that is none, a provenance that is none",
        reader: "results",
        file: "kq.csv",
        text: "index,year,level,unit,value,source,source_url,provenance\n\
             par-index,2024,province,22,80.00,,a.vn,published\n\
             par-index,2024,province,15,80.00,Báo A,https://a.vn/1 2,chép lại\n",
        vi: &[
            "kq.csv:2:6: cột “source”: để trống; cột này phải có giá trị",
            "kq.csv:2:7: cột “source_url”: “a.vn” không phải là địa chỉ; hãy ghi đầy đủ, bắt đầu bằng https:// hoặc http://",
            "kq.csv:3:7: cột “source_url”: “https://a.vn/1 2” không phải là địa chỉ; hãy ghi đầy đủ, bắt đầu bằng https:// hoặc http://",
            "kq.csv:3:8: cột “provenance”: “chép lại”: chỉ ghi “đã công bố”, “suy ra” hoặc “theo nguồn thứ cấp”",
        ],
        en: &[
            "kq.csv:2:6: column “source”: is blank; this column must be filled in",
            "kq.csv:2:7: column “source_url”: “a.vn” is no address; write all of it, beginning with https:// or http://",
            "kq.csv:3:7: column “source_url”: “https://a.vn/1 2” is no address; write all of it, beginning with https:// or http://",
            "kq.csv:3:8: column “provenance”: “chép lại”: write “published”, “derived” (from other figures) or “reported” (by a secondary source)",
        ],
    },
    Case {
        about: "one source says two things, and one thing twice",
        reader: "results",
        file: "kq.csv",
        text: "index,year,level,unit,value,rank,source\n\
             par-index,2024,province,22,80.00,1,Báo A\n\
             par-index,2024,province,Quảng Ninh,80.01,1,báo a\n\
             par-index,2024,province,Tỉnh Quảng Ninh,80.00,1,Báo A\n\
             par-index,2024,province,22,80.01,1,Báo B\n",
        vi: &[
            "kq.csv:3:7: cột “source”: khác với dòng 2 tuy cùng chỉ số, cấp, năm, đơn vị và nguồn; hãy giữ một dòng, hoặc ghi rõ hai nguồn khác nhau",
            "? kq.csv:4:4: cột “unit”: giống hệt dòng 2; chỉ giữ một",
        ],
        en: &[
            "kq.csv:3:7: column “source”: differs from row 2 although index, level, year, unit and source are the same; keep one row, or tell the two sources apart",
            "? kq.csv:4:4: column “unit”: says the same as row 2; only one is kept",
        ],
    },
    Case {
        about: "units and numbers that are none",
        reader: "weights",
        file: "ds.csv",
        text: "unit,value\n\
             Quảng Nin,5\n\
             22,\"1.234,5\"\n\
             15,0\n\
             10,-3\n\
             Xứ khác,1\n\
             ,\n\
             ,4\n",
        vi: &[
            "ds.csv:2:1: cột “unit”: không có đơn vị “Quảng Nin”; có phải là “Quảng Ninh”?",
            "ds.csv:3:2: cột “value”: “1.234,5”: số viết liền, không ngăn cách hàng nghìn; hãy viết “1234.5”",
            "ds.csv:4:2: cột “value”: “0”: quyền số phải lớn hơn 0; để trống nếu không biết",
            "ds.csv:5:2: cột “value”: “-3”: quyền số phải lớn hơn 0; để trống nếu không biết",
            "ds.csv:6:1: cột “unit”: không có đơn vị “Xứ khác” vào ngày 31/12/2024; hãy ghi mã hoặc tên của thời điểm đó",
            "ds.csv:8:1: cột “unit”: để trống; cột này phải có giá trị",
        ],
        en: &[
            "ds.csv:2:1: column “unit”: there is no unit “Quảng Nin”; did you mean “Quảng Ninh”?",
            "ds.csv:3:2: column “value”: “1.234,5”: a number has nothing between thousands; write “1234.5”",
            "ds.csv:4:2: column “value”: “0”: a weight must be greater than 0; leave it blank where it is not known",
            "ds.csv:5:2: column “value”: “-3”: a weight must be greater than 0; leave it blank where it is not known",
            "ds.csv:6:1: column “unit”: there is no unit “Xứ khác” on 31 December 2024; write a code or name of that time",
            "ds.csv:8:1: column “unit”: is blank; this column must be filled in",
        ],
    },
    Case {
        about: "one unit twice",
        reader: "weights",
        file: "ds.csv",
        text: "unit,value\n\
             Yên Bái,800\n\
             15,800\n\
             Lào Cai,700\n\
             10,701\n",
        vi: &["ds.csv:5:2: cột “value”: khác với dòng 4 tuy cùng một đơn vị; hãy giữ một dòng"],
        en: &["ds.csv:5:2: column “value”: differs from row 4 although the unit is the same; keep one row"],
    },
    Case {
        about: "units of another time",
        reader: "weights",
        file: "ds.csv",
        text: "unit,value\n\
             02905,5\n",
        vi: &[
            "ds.csv:2:1: cột “unit”: Xã Bảo Thắng tồn tại từ 01/07/2025, không phải vào ngày 31/12/2024; hãy ghi đơn vị của thời điểm đó",
        ],
        en: &[
            "ds.csv:2:1: column “unit”: Xã Bảo Thắng exists from 1 July 2025, not on 31 December 2024; write the unit of that time",
        ],
    },
];

#[test]
fn every_broken_import_gets_its_exact_messages() {
    for Case { about, reader, file, text, vi, en } in CASES {
        assert_eq!(lines(reader, file, text.as_bytes(), Lang::Vi), *vi, "{reader}: {about}");
        assert_eq!(lines(reader, file, text.as_bytes(), Lang::En), *en, "{reader}: {about}");
    }
}
