//! XML as text: elements in order, everything escaped.

use quick_xml::escape::escape;

/// XML that grows.
#[derive(Debug, Default)]
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// The beginning of a part.
    pub(super) fn part() -> Xml {
        Xml { out: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned(), open: Vec::new() }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Xml {
        self.tag(name, attributes);
        self.out.push('>');
        self.open.push(name);
        self
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) -> &mut Xml {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Xml {
        self.tag(name, attributes);
        self.out.push_str("/>");
        self
    }

    /// An element with one value, which is how most settings of the format are written.
    pub(super) fn value(&mut self, name: &'static str, value: impl std::fmt::Display) -> &mut Xml {
        self.empty(name, &[("w:val", &value.to_string())])
    }

    /// Text. Signs that XML cannot hold are left out.
    pub(super) fn text(&mut self, text: &str) -> &mut Xml {
        let allowed = |sign: &char| !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}');
        let clean: String = text.chars().filter(allowed).collect();
        self.out.push_str(&escape(clean.as_str()));
        self
    }

    /// The text of the part, with everything closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.out.push_str(&escape(*value));
            self.out.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_given_becomes_markup() {
        let mut xml = Xml::default();
        xml.open("a", &[("b", "\"<&")]).text("x<y&z\u{0}\u{1f}\u{ffff}").value("c", "1");
        assert_eq!(xml.finish(), "<a b=\"&quot;&lt;&amp;\">x&lt;y&amp;z<c w:val=\"1\"/></a>");
    }
}
