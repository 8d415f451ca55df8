//! Choosing an agency in a form: from a list where it is short, else by typing a name or code.

use std::sync::Arc;

use chiso_model::agency::{AgencyId, CodeSystem, Register};
use chiso_model::{Date, Lang};
use chiso_web::parts::{Choice, Field, Form};
use chiso_web::{Fields, fold};

/// Most agencies of a list that folds out.
const LISTED: usize = 100;
/// Most candidates that are shown at once.
const CANDIDATES: usize = 20;

/// The agencies of a day that may be chosen.
pub(crate) struct Choosable {
    register: Arc<Register>,
    day: Date,
    lang: Lang,
    /// Id and name, in the order in which they are listed.
    among: Vec<(String, String)>,
}

/// What was typed may mean none of them, or several.
pub(crate) struct Unclear {
    name: &'static str,
    message: String,
    candidates: Vec<Choice>,
}

impl Unclear {
    /// The form with what may be meant.
    pub(crate) fn ask(self, form: Form) -> Form {
        form.candidates(self.name, &self.candidates).wrong(self.name, self.message)
    }
}

impl Choosable {
    pub(crate) fn new(register: Arc<Register>, day: Date, lang: Lang, among: Vec<(String, String)>) -> Choosable {
        Choosable { register, day, lang, among }
    }

    /// The id of the only one, where there is but one.
    pub(crate) fn only(&self) -> Option<&str> {
        match self.among.as_slice() {
            [(id, _)] => Some(id),
            _ => None,
        }
    }

    /// The field, blank. `none` is the entry of a list for "nothing chosen".
    pub(crate) fn field(&self, name: &'static str, label: String, none: String) -> Field {
        if self.among.len() <= LISTED {
            let choices = self.among.iter().map(|(id, title)| Choice::new(id, title)).collect();
            return Field::search_select(self.lang, name, label, Some(none), choices);
        }
        let choices = self.among.iter().map(|(id, title)| Choice::new(id, with_id(id, title))).collect();
        Field::find(self.lang, name, label, choices)
    }

    /// Puts the id in the place of what was typed or picked.
    pub(crate) fn settle(&self, mut fields: Fields, name: &'static str) -> (Fields, Option<Unclear>) {
        let picked = Field::picked(name);
        let text = match fields.get(&picked) {
            "" => fields.get(name),
            picked => picked,
        };
        let text = text.to_owned();
        fields.0.retain(|(field, _)| *field != picked);
        if text.is_empty() {
            return (fields, None);
        }
        match self.meant(&text) {
            Ok(id) => {
                fields.0.retain(|(field, _)| field != name);
                fields.0.push((name.to_owned(), id));
                (fields, None)
            }
            Err(found) => (fields, Some(self.unclear(name, &text, &found))),
        }
    }

    /// The id of the one that is meant by an id, a code, or a name.
    ///
    /// # Errors
    /// Those that may be meant.
    fn meant(&self, text: &str) -> Result<String, Vec<&(String, String)>> {
        let known = |id: &str| self.among.iter().find(|(known, _)| known == id);
        let by_code = || {
            let mut systems = CodeSystem::KNOWN.iter();
            systems.find_map(|system| known(self.register.find_code(system, text, self.day)?.id().as_str()))
        };
        let whole = || self.among.iter().find(|(id, title)| with_id(id, title) == text);
        if let Some((id, _)) = known(text).or_else(whole).or_else(by_code) {
            return Ok(id.clone());
        }
        // One that is not on offer is left to the deed, which knows why not.
        let other = AgencyId::new(text).ok().filter(|id| self.register.get(id).is_some());
        if let Some(other) = other {
            return Ok(other.to_string());
        }
        let named = self.register.find_name(text, self.day);
        let named: Vec<_> = named.iter().filter_map(|agency| known(agency.id().as_str())).collect();
        match named.as_slice() {
            [(id, _)] => Ok(id.clone()),
            [] => Err(self.among.iter().filter(|(id, title)| fold::finds(text, &with_id(id, title))).collect()),
            _ => Err(named),
        }
    }

    fn unclear(&self, name: &'static str, text: &str, found: &[&(String, String)]) -> Unclear {
        let count = found.len();
        let message = match (self.lang, count) {
            (Lang::Vi, 0) => format!("Không tìm thấy cơ quan nào theo “{text}”. Hãy gõ tên hoặc mã khác."),
            (Lang::En, 0) => format!("Nothing is found by “{text}”. Type another name or code."),
            (Lang::Vi, 1..=CANDIDATES) => format!("Chưa rõ “{text}” là cơ quan nào. Hãy chọn bên dưới hoặc gõ mã."),
            (Lang::En, 1..=CANDIDATES) => {
                format!("It is not clear what “{text}” means. Pick one below, or type its code.")
            }
            (Lang::Vi, _) => {
                format!("Có {count} cơ quan khớp với “{text}”. Hãy chọn bên dưới, hoặc gõ thêm tên hay mã.")
            }
            (Lang::En, _) => {
                format!("{count} agencies match “{text}”. Pick one below, or type more of the name or the code.")
            }
        };
        let candidates = found.iter().take(CANDIDATES).map(|(id, title)| {
            let above = AgencyId::new(id.as_str()).map(|id| self.register.ancestors(&id, self.day)).unwrap_or_default();
            let above: Vec<&str> = above.iter().map(|above| above.title(self.lang)).collect();
            Choice::new(id, with_id(id, title)).hint(above.join(" · "))
        });
        Unclear { name, message, candidates: candidates.collect() }
    }
}

fn with_id(id: &str, title: &str) -> String {
    format!("{title} ({id})")
}

#[cfg(test)]
mod tests {
    use chiso_model::Text;
    use chiso_model::agency::{Agency, AgencyKind, Validity};

    use super::*;

    fn choosable() -> Choosable {
        let id = |text: &str| AgencyId::new(text).unwrap();
        let of = |name: &str, kind, title: &str| {
            Agency::new(id(name), kind, Text::new(title, title), Validity::ALWAYS).with_code(CodeSystem::GSO, name)
        };
        let provinces = [of("01", AgencyKind::City, "Hà Nội"), of("46", AgencyKind::City, "Huế")];
        let names = ["Xã Tân Lập", "Xã Tân Lập", "Phường Thuận Hóa", "Phường Phú Xuân"];
        let communes = names.iter().enumerate().map(|(n, title)| {
            let above = if n == 0 { "01" } else { "46" };
            of(&format!("9000{n}"), AgencyKind::Commune, title).below(id(above))
        });
        let register = Register::new(provinces.into_iter().chain(communes), []);
        let day = Date::constant(2026, 11, 22);
        let among = register.at(day).filter(|agency| agency.id().as_str() != "90003");
        let among = among.map(|agency| (agency.id().to_string(), agency.title(Lang::Vi).to_owned())).collect();
        Choosable::new(Arc::new(register), day, Lang::Vi, among)
    }

    #[test]
    fn what_is_typed_means_one_or_is_asked_about() {
        let choosable = choosable();
        for (typed, picked, wanted) in [
            ("46", "", Ok("46")),
            ("hue", "", Ok("46")),
            ("thành phố Hà Nội", "", Ok("01")),
            ("Phường Thuận Hóa (90002)", "", Ok("90002")),
            ("thuan hoa", "", Ok("90002")),
            ("", "", Ok("")),
            ("Tân Lập", "90001", Ok("90001")),
            ("Tân Lập", "", Err(("Chưa rõ “Tân Lập” là cơ quan nào. Hãy chọn bên dưới hoặc gõ mã.", 2))),
            ("xã tân", "", Err(("Chưa rõ “xã tân” là cơ quan nào. Hãy chọn bên dưới hoặc gõ mã.", 2))),
            // There is one of this name, but it is not among those that may be chosen.
            ("Phú Xuân", "", Err(("Không tìm thấy cơ quan nào theo “Phú Xuân”. Hãy gõ tên hoặc mã khác.", 0))),
        ] {
            let sent =
                [("unit", typed), ("unit_picked", picked)].map(|(name, value)| (name.to_owned(), value.to_owned()));
            let (fields, unclear) = choosable.settle(Fields(sent.to_vec()), "unit");
            match wanted {
                Ok(id) => assert!(unclear.is_none() && fields.get("unit") == id, "{typed}: {}", fields.get("unit")),
                Err((message, count)) => {
                    let unclear = unclear.unwrap();
                    assert_eq!((unclear.message.as_str(), unclear.candidates.len()), (message, count), "{typed}");
                    assert_eq!(fields.get("unit"), typed, "nothing typed is lost");
                }
            }
        }
        let (_, unclear) = choosable.settle(Fields(vec![("unit".to_owned(), "Tân Lập".to_owned())]), "unit");
        let hints: Vec<String> = unclear.unwrap().candidates.into_iter().map(|one| one.hint).collect();
        assert_eq!(hints, ["Hà Nội", "Huế"]);
    }
}
