//! The rows of a list of people.

use std::collections::BTreeMap;

use chiso_facts::{PlainRow, PlainTable};
use chiso_model::{Lang, Text};
use chiso_sms::Number;
use serde_json::Value;

use super::columns::{Column, Named, Says};
use crate::people::upload::TableProblem;

/// Most characters of a name, an address, or a value of the design.
const LONGEST: usize = 200;

/// Where somebody stands in the sample, and about whom their ballot is: a value for each column of the design (`stratum`, `psu`, `weight` and `fpc` as numbers, `unit`
/// that is rated, `raters`, the `interviewer`, and what the questionnaire's sheet `design` names). People with the same are alike to the campaign.
pub type Design = BTreeMap<String, Value>;

/// Somebody to be invited.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The row of the list.
    pub row: u64,
    /// Name.
    pub name: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Phone number as people in Việt Nam write it (0912345678); of another country with a plus.
    pub phone: Option<String>,
    /// Language of the letter.
    pub lang: Lang,
    /// Where they stand.
    pub design: Design,
    /// The unit that they work for, where the list says so.
    pub own: Option<String>,
}

/// A list of people to be invited.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleList {
    /// They.
    pub people: Vec<Person>,
    /// SHA-256 of the file that they stood in, 64 hexadecimal digits.
    pub sha256: String,
    /// Headings of columns that nobody reads.
    pub unread: Vec<String>,
}

/// Reads the rows. `also` are further columns of the design, as the questionnaire names them.
///
/// # Errors
/// Everything that is wrong, by row.
pub(crate) fn people(table: &PlainTable, also: &[Named]) -> Result<(Vec<Person>, Vec<String>), Vec<TableProblem>> {
    let mut of: BTreeMap<Column, usize> = BTreeMap::new();
    let (mut further, mut unread, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for (index, heading) in table.header.iter().enumerate() {
        match Column::of(heading) {
            Some(column) if of.contains_key(&column) => problems.push(TableProblem::new(
                table.header_row(),
                heading,
                "Có hai cột cùng ý nghĩa. Hãy giữ một cột.",
                "Two columns mean the same. Keep one of them.",
            )),
            Some(column) => {
                of.insert(column, index);
            }
            None => match also.iter().find(|named| named.name == *heading) {
                Some(named) => further.push((named, index)),
                None => unread.push(heading.clone()),
            },
        }
    }
    let mut reading = Reading { table, of, further, problems };
    if ![Column::Name, Column::Mail, Column::Phone].iter().any(|column| reading.of.contains_key(column)) {
        return Err(vec![TableProblem::new(
            table.header_row(),
            "",
            "Danh sách cần ít nhất một trong các cột “Họ và tên”, “Thư điện tử”, “Điện thoại”. Hãy thêm cột.",
            "The list needs at least one of the columns “Name”, “Mail”, “Phone”. Add one.",
        )]);
    }
    let people: Vec<Person> = table.rows.iter().map(|row| reading.person(row)).collect();
    reading.twice(&people);
    if reading.problems.is_empty() { Ok((people, unread)) } else { Err(reading.problems) }
}

struct Reading<'a> {
    table: &'a PlainTable,
    of: BTreeMap<Column, usize>,
    further: Vec<(&'a Named, usize)>,
    problems: Vec<TableProblem>,
}

impl Reading<'_> {
    fn heading(&self, column: Column) -> String {
        self.of.get(&column).and_then(|index| self.table.header.get(*index)).cloned().unwrap_or_default()
    }

    fn problem(&mut self, row: &PlainRow, column: Column, vi: &str, en: &str) {
        let heading = self.heading(column);
        self.wrong(row, heading, Text::new(vi, en));
    }

    fn wrong(&mut self, row: &PlainRow, heading: String, what: Text) {
        self.problems.push(TableProblem { row: Some(row.number), column: heading, what });
    }

    /// A number of the sample, as it must be; none of one that is wrong, which is said.
    fn number(&mut self, row: &PlainRow, index: usize, says: Says) -> Option<f64> {
        let what = match self.table.number(row, index) {
            Ok(number) if number > 0.0 && (says == Says::Weight || number.fract() == 0.0) => return Some(number),
            Ok(_) if says == Says::Weight => Text::new("Trọng số phải lớn hơn 0.", "A weight is above 0."),
            Ok(_) => Text::new(
                "Tổng số đơn vị phải là số nguyên từ 1 trở lên.",
                "The number of units is a whole number of 1 or more.",
            ),
            Err(problem) => {
                self.problems.push(problem.as_ref().into());
                return None;
            }
        };
        let heading = self.table.header[index].clone();
        self.wrong(row, heading, what);
        None
    }

    /// A text of one line, not too long.
    fn text(&mut self, row: &PlainRow, column: Column) -> Option<String> {
        let text = row.cells.get(*self.of.get(&column)?)?.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > LONGEST {
            self.problem(row, column, "Quá dài: tối đa 200 ký tự.", "Too long: at most 200 characters.");
        }
        Some(text).filter(|text| !text.is_empty())
    }

    fn person(&mut self, row: &PlainRow) -> Person {
        let name = self.text(row, Column::Name);
        let mail = self.text(row, Column::Mail);
        if mail.as_deref().is_some_and(|mail| !is_mail(mail)) {
            self.problem(
                row,
                Column::Mail,
                "Không phải địa chỉ thư điện tử. Hãy viết như ten@coquan.gov.vn.",
                "This is no mail address. Write it as name@agency.gov.vn.",
            );
        }
        let phone = self.text(row, Column::Phone).map(|phone| {
            if let Ok(number) = Number::read(&phone) {
                return number.local();
            }
            self.problem(
                row,
                Column::Phone,
                "Không phải số điện thoại. Di động có 10 chữ số (đầu 03, 05, 07, 08, 09), cố định 11 chữ số (đầu 02); số nước ngoài bắt đầu bằng dấu +.",
                "This is no phone number. A mobile one has 10 digits (from 03, 05, 07, 08, 09), a fixed one 11 (from 02); one of another country begins with +.",
            );
            String::new()
        });
        if name.is_none() && mail.is_none() && phone.is_none() {
            let (vi, en) = (
                "Dòng này không có tên, thư điện tử hay điện thoại. Hãy điền ít nhất một, hoặc xóa dòng.",
                "This row has no name, mail address or phone number. Fill one in, or delete the row.",
            );
            self.problems.push(TableProblem::new(row.number, "", vi, en));
        }
        let lang = match self.text(row, Column::Lang).map(|lang| lang.to_lowercase()).as_deref() {
            None | Some("vi" | "tiếng việt" | "việt" | "vietnamese") => Lang::Vi,
            Some("en" | "tiếng anh" | "anh" | "english") => Lang::En,
            Some(_) => {
                self.problem(
                    row,
                    Column::Lang,
                    "Hãy ghi vi hoặc en; để trống là vi.",
                    "Write vi or en; blank means vi.",
                );
                Lang::Vi
            }
        };
        let own = self.text(row, Column::Own);
        Person { row: row.number, name, mail, phone, lang, design: self.design(row), own }
    }

    fn design(&mut self, row: &PlainRow) -> Design {
        let mut design = Design::new();
        for column in [Column::Stratum, Column::Psu, Column::Rated, Column::Raters] {
            if self.of.contains_key(&column) {
                if let Some(text) = self.text(row, column) {
                    design.insert(column.id().to_owned(), Value::from(text));
                } else {
                    let heading = self.heading(column);
                    self.wrong(row, heading, blank());
                }
            }
        }
        // Those without an interviewer answer by themselves, or wait until a manager assigns them.
        if let Some(interviewer) = self.text(row, Column::Interviewer) {
            design.insert(Column::Interviewer.id().to_owned(), Value::from(interviewer));
        }
        for (column, says) in [(Column::Weight, Says::Weight), (Column::Fpc, Says::Units)] {
            let Some(index) = self.of.get(&column).copied() else { continue };
            if let Some(number) = self.number(row, index, says) {
                design.insert(column.id().to_owned(), Value::from(number));
            }
        }
        for (Named { name, says }, index) in self.further.clone() {
            let text = row.cells.get(index).map_or("", |cell| cell.trim());
            let value = match says {
                Says::Weight | Says::Units => self.number(row, index, *says).map(Value::from),
                Says::Place if text.is_empty() => {
                    self.wrong(row, name.clone(), blank());
                    None
                }
                Says::Place | Says::Label => Some(Value::from(text)),
            };
            design.extend(value.map(|value| (name.clone(), value)));
        }
        design
    }

    /// Nobody is invited twice to the same: the same address, or else the same phone number, in the same place of the sample.
    fn twice(&mut self, people: &[Person]) {
        let mut seen: BTreeMap<(String, String), u64> = BTreeMap::new();
        for person in people {
            let Some(reached) = person.mail.as_ref().map(|mail| mail.to_lowercase()).or_else(|| person.phone.clone())
            else {
                continue;
            };
            let about = person.design.get(Column::Rated.id()).map(Value::to_string).unwrap_or_default();
            if let Some(first) = seen.get(&(reached.clone(), about.clone())) {
                let column = if person.mail.is_some() { Column::Mail } else { Column::Phone };
                let heading = self.heading(column);
                self.problems.push(TableProblem::new(
                    person.row,
                    &heading,
                    format!("Trùng với dòng {first}: mỗi người một phiếu. Hãy xóa một dòng."),
                    format!("The same as row {first}: one person, one ballot. Delete one of the rows."),
                ));
            } else {
                seen.insert((reached, about), person.row);
            }
        }
    }
}

fn blank() -> Text {
    Text::new(
        "Ô trống. Hãy điền, hoặc bỏ cả cột nếu không dùng.",
        "The cell is empty. Fill it in, or leave the whole column out.",
    )
}

fn is_mail(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    let plain = |letter: char| letter.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-@".contains(letter);
    text.chars().all(plain)
        && text
            .split_once('@')
            .is_some_and(|(local, domain)| part(local) && part(domain) && domain.contains('.') && !domain.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Person>, Vec<(Option<u64>, String)>> {
        let table = PlainTable::read("list.csv", text.as_bytes(), &|name| Column::of(name).is_some()).unwrap();
        let named = [("Giới", Says::Label), ("quyền số", Says::Weight), ("số xã", Says::Units), ("huyện", Says::Place)];
        let named = named.map(|(name, says)| Named { name: name.to_owned(), says });
        people(&table, &named)
            .map(|(people, _)| people)
            .map_err(|problems| problems.into_iter().map(|problem| (problem.row, problem.column)).collect())
    }

    #[test]
    fn a_list_as_it_comes_is_read() {
        let people = read(
            "Họ và tên;Thư điện tử;Điện thoại;Ngôn ngữ;Tầng;Trọng số;fpc;Giới;Điều tra viên;Ghi chú\n\
             Lê  Văn Ổi;Oi@example.vn;0912 345 678;;Ba Đình;12,5;40;nam;Lan;x\n\
             ;;+84 912-345-679;EN;Ba Đình;12,5;40;nữ;;\n",
        )
        .unwrap();
        let first = &people[0];
        assert_eq!((first.name.as_deref(), first.mail.as_deref()), (Some("Lê Văn Ổi"), Some("Oi@example.vn")));
        assert_eq!((first.phone.as_deref(), first.lang), (Some("0912345678"), Lang::Vi));
        let design =
            serde_json::json!({"stratum": "Ba Đình", "weight": 12.5, "fpc": 40.0, "Giới": "nam", "interviewer": "Lan"});
        assert_eq!(serde_json::to_value(&first.design).unwrap(), design);
        assert_eq!(people[1].design.get("interviewer"), None);
        assert_eq!((people[1].phone.as_deref(), people[1].lang), (Some("0912345679"), Lang::En));
    }

    #[test]
    fn everything_wrong_is_said_with_its_row_and_column() {
        for (text, expected) in [
            ("a,b\n1,2\n", vec![(Some(1), "")]),
            ("mail,email\na@b.vn,\n", vec![(Some(1), "email")]),
            (
                "name,mail,phone,language,stratum,weight,fpc\nA,a@b,12,fr,,0,1.5\n,,,,x,x,1\n",
                vec![
                    (Some(2), "mail"),
                    (Some(2), "phone"),
                    (Some(2), "language"),
                    (Some(2), "stratum"),
                    (Some(2), "weight"),
                    (Some(2), "fpc"),
                    (Some(3), ""),
                    (Some(3), "weight"),
                ],
            ),
            (
                "name,quyền số,số xã,huyện,Giới\nA,2.5,12,Ba Vì,\nB,,1.5,,nam\nC,0,x,Ba Vì,nam\n",
                vec![
                    (Some(3), "quyền số"),
                    (Some(3), "số xã"),
                    (Some(3), "huyện"),
                    (Some(4), "quyền số"),
                    (Some(4), "số xã"),
                ],
            ),
            ("mail,unit\na@b.vn,x\nA@b.vn,y\nA@B.vn,x\n", vec![(Some(4), "mail")]),
            ("phone\n0912345678\n+84 912 345 678\n", vec![(Some(3), "phone")]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(row, column)| (row, column.to_owned())).collect();
            assert_eq!(read(text).unwrap_err(), expected, "{text}");
        }
    }
}
