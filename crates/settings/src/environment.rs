//! Settings from variables of the environment: `CHISO_<SECTION>_<KEY>`.

use crate::file::SecretFile;
use crate::nearest::nearest;
use crate::problem::{Place, Problem};
use crate::reader::Reader;
use crate::setting::{Setting, variable};
use crate::table::{SECTIONS, all};
use crate::value::Written;

/// What every variable of this program begins with.
const PREFIX: &str = "CHISO_";

/// Notes what the environment says, over what is there. An empty variable counts as not given.
pub(crate) fn read(environment: &[(String, String)], reader: &mut Reader, files: &mut Vec<SecretFile>) {
    let ours = environment.iter().filter(|(name, text)| name.starts_with(PREFIX) && !text.trim().is_empty());
    for (name, text) in ours {
        let place = Place::Variable(name.clone());
        if let Some(setting) = all().find(|setting| setting.variable() == *name) {
            // Said in the environment, a secret wins over a file that the settings file names.
            files.retain(|file| {
                (file.section, file.key) != (setting.section, setting.key) || matches!(file.place, Place::Variable(_))
            });
            reader.give(setting, Written::Word(text.clone()), place);
            continue;
        }
        if let Some(setting) = all().find(|setting| variables(setting).contains(name)) {
            files.retain(|file| (file.section, file.key) != (setting.section, setting.key));
            let said_twice = ours_say(environment, setting);
            if !said_twice {
                reader.forget(setting);
            }
            files.push(SecretFile { section: setting.section, key: setting.key, path: text.clone(), place });
            continue;
        }
        reader.problems.extend(unknown(name, place));
    }
}

/// Whether the environment gives the setting itself.
fn ours_say(environment: &[(String, String)], setting: &Setting) -> bool {
    let variable = setting.variable();
    environment.iter().any(|(name, text)| *name == variable && !text.trim().is_empty())
}

/// The variables under which a setting may be given.
fn variables(setting: &Setting) -> Vec<String> {
    let file = setting.secret.then(|| setting.variable() + "_FILE");
    std::iter::once(setting.variable()).chain(file).collect()
}

/// A variable that no setting has: wrong if it speaks of a section or nearly has the name of one that is known.
///
/// Others are left alone, for the program has variables that are no settings (`CHISO_LANG`).
fn unknown(name: &str, place: Place) -> Option<Problem> {
    let known: Vec<String> = all().flat_map(variables).collect();
    let near = nearest(name, known.iter().map(String::as_str));
    let of_section = SECTIONS.iter().find(|section| name.starts_with(&variable(section.name, "")));
    let (vi, en) = match (near, of_section) {
        (Some(near), _) => (format!("; có phải là “{near}”?"), format!("; did you mean `{near}`?")),
        (None, Some(section)) => {
            let keys = section.settings.iter().map(|setting| setting.key).collect::<Vec<_>>().join(", ");
            let name = section.name;
            (format!("; mục “{name}” có: {keys}"), format!("; the section `{name}` has: {keys}"))
        }
        (None, None) => return None,
    };
    Some(Problem::error(
        place,
        format!("không có cài đặt nào ứng với biến này{vi}"),
        format!("no setting has this variable{en}"),
    ))
}
