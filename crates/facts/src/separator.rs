//! Which mark stands between the columns of a text.

use csv::StringRecord;

use crate::number::DecimalMark;
use crate::text;

/// The marks that spreadsheets put between columns: a comma; a semicolon where the comma stands before decimals; a tab in “Unicode text”.
const MARKS: [char; 3] = [',', ';', '\t'];

/// What the header says of the marks between columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separator {
    /// This one stands between columns.
    Mark(char),
    /// Each of two marks divides the header into as many names that are known.
    Either(char, char),
    /// Bars divide the header; here they stand between the items of a list.
    Bars,
}

/// The mark by which most fields of the header are names that are known; where none is, the one that divides it into most fields.
pub(crate) fn find(text: &str, is_known: &dyn Fn(&str) -> bool) -> Separator {
    let headers = MARKS.map(|mark| header(text, mark));
    if headers.iter().all(|header| header.len() <= 1) {
        let bars = headers[0].get(0).is_some_and(|only| only.contains('|'));
        return if bars { Separator::Bars } else { Separator::Mark(',') };
    }
    let known = headers.each_ref().map(|header| header.iter().filter(|field| is_known(&text::clean(field))).count());
    let most = known.into_iter().max().unwrap_or_default();
    let best: Vec<usize> = if most > 0 {
        (0..MARKS.len()).filter(|&at| known[at] == most).collect()
    } else {
        let widest = headers.iter().map(StringRecord::len).max().unwrap_or_default();
        (0..MARKS.len()).filter(|&at| headers[at].len() == widest).take(1).collect()
    };
    match best.as_slice() {
        [first, second, ..] => Separator::Either(MARKS[*first], MARKS[*second]),
        [only] => Separator::Mark(MARKS[*only]),
        [] => Separator::Mark(','),
    }
}

/// The mark before decimals that goes with a separator: whoever has semicolons between columns has them because commas stand before decimals.
pub(crate) fn decimal_mark(separator: char) -> DecimalMark {
    match separator {
        ';' => DecimalMark::Comma,
        '\t' => DecimalMark::Either,
        _ => DecimalMark::Point,
    }
}

/// The first row that holds anything.
fn header(text: &str, mark: char) -> StringRecord {
    let rows = reader(text, mark).into_records();
    rows.map_while(Result::ok).find(|row| row.iter().any(|field| !field.trim().is_empty())).unwrap_or_default()
}

/// The rows of a text whose columns are parted by a mark.
pub(crate) fn reader(text: &str, mark: char) -> csv::Reader<&[u8]> {
    let mark = u8::try_from(mark).unwrap_or(b',');
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(mark).from_reader(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_tells_the_separator() {
        let is_known = |name: &str| ["unit", "value", "source", "Tỉnh, thành phố"].contains(&name);
        for (text, wanted) in [
            ("unit,value\nA,1\n", Separator::Mark(',')),
            ("unit;value\nA;1,5\n", Separator::Mark(';')),
            ("unit\tvalue\r\nA\t1,5\r\n", Separator::Mark('\t')),
            ("\n;;\nunit;value;\n", Separator::Mark(';')),
            ("Tỉnh, thành phố;value\n", Separator::Mark(';')),
            ("\"Tỉnh, thành phố\",value\n", Separator::Mark(',')),
            ("unit;note, remark, aside;value\n", Separator::Mark(';')),
            ("province;le;eys\n", Separator::Mark(';')),
            ("province\n", Separator::Mark(',')),
            ("unit\nA\n", Separator::Mark(',')),
            ("unit|value\n", Separator::Bars),
            ("unit;x,value\n", Separator::Either(',', ';')),
            ("", Separator::Mark(',')),
        ] {
            assert_eq!(find(text, &is_known), wanted, "{text:?}");
        }
    }
}
