//! A table as CSV or as JSON.

use chiso_model::{harmless, shortest};

use super::Format;

/// A table with named columns.
#[derive(Debug, Default)]
pub(crate) struct Table {
    columns: &'static [&'static str],
    /// Row after row.
    fields: Vec<Field>,
}

/// A field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Field {
    Text(String),
    Number(f64),
    Nothing,
}

impl From<&str> for Field {
    fn from(text: &str) -> Field {
        Field::Text(text.to_owned())
    }
}

impl From<Option<f64>> for Field {
    fn from(number: Option<f64>) -> Field {
        number.map_or(Field::Nothing, Field::Number)
    }
}

impl From<Option<&str>> for Field {
    fn from(text: Option<&str>) -> Field {
        text.map_or(Field::Nothing, Field::from)
    }
}

impl Table {
    pub(crate) fn new(columns: &'static [&'static str]) -> Table {
        Table { columns, fields: Vec::new() }
    }

    /// Adds a row: one field a column.
    pub(crate) fn row<const N: usize>(&mut self, fields: [Field; N]) {
        debug_assert_eq!(N, self.columns.len());
        self.fields.extend(fields);
    }

    pub(crate) fn write(&self, format: Format) -> Vec<u8> {
        match format {
            Format::Csv => self.csv(),
            Format::Json => self.json().into_bytes(),
        }
    }

    fn rows(&self) -> impl Iterator<Item = &[Field]> {
        self.fields.chunks(self.columns.len())
    }

    fn csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing into memory cannot fail.
        let _ = writer.write_record(self.columns);
        for row in self.rows() {
            let _ = writer.write_record(row.iter().map(|field| match field {
                Field::Text(text) => harmless(text).into_owned(),
                Field::Number(number) => shortest(*number),
                Field::Nothing => String::new(),
            }));
        }
        writer.into_inner().unwrap_or_default()
    }

    /// A list of objects, one a line. Numbers have the same form as in CSV.
    fn json(&self) -> String {
        let mut out = String::from("[");
        for (i, row) in self.rows().enumerate() {
            out.push_str(if i == 0 { "\n{" } else { ",\n{" });
            for (j, (column, field)) in self.columns.iter().zip(row).enumerate() {
                let value = match field {
                    Field::Text(text) => quoted(text),
                    Field::Number(number) => shortest(*number),
                    Field::Nothing => "null".to_owned(),
                };
                if j > 0 {
                    out.push(',');
                }
                out.push_str(&quoted(column));
                out.push(':');
                out.push_str(&value);
            }
            out.push('}');
        }
        out.push_str("\n]\n");
        out
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
pub(super) fn text(table: &Table) -> String {
    String::from_utf8(table.write(Format::Csv)).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let mut table = Table::new(&["unit", "value"]);
        table.row(["Hà Nội, \"cũ\"".into(), Field::Number(0.1 + 0.2)]);
        table.row(["B".into(), Field::Nothing]);
        table.row(["C".into(), Field::Number(1e-7)]);
        table.row(["D".into(), Field::Number(1e21)]);
        table
    }

    #[test]
    fn numbers_are_shortest_without_exponent_and_text_is_quoted_where_needed() {
        assert_eq!(
            text(&sample()),
            "unit,value\n\"Hà Nội, \"\"cũ\"\"\",0.30000000000000004\nB,\nC,0.0000001\nD,1000000000000000000000\n"
        );
    }

    #[test]
    fn json_holds_the_same() {
        let json = String::from_utf8(sample().write(Format::Json)).unwrap();
        assert_eq!(
            json,
            "[\n{\"unit\":\"Hà Nội, \\\"cũ\\\"\",\"value\":0.30000000000000004},\n{\"unit\":\"B\",\"value\":null},\n\
             {\"unit\":\"C\",\"value\":0.0000001},\n{\"unit\":\"D\",\"value\":1000000000000000000000}\n]\n"
        );
        let back: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(back[2]["value"].as_f64(), Some(1e-7));
    }

    #[test]
    fn a_table_without_rows_has_its_header() {
        let table = Table::new(&["unit", "value"]);
        assert_eq!(text(&table), "unit,value\n");
        assert_eq!(table.write(Format::Json), b"[\n]\n");
    }
}
