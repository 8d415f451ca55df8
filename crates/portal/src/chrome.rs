//! What stands around the content of every page: title, language, navigation.

use chiso_model::Lang;

use crate::assets;
use crate::words;

/// Part of the site that the navigation marks as the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Start,
    Indices,
    Data,
    Api,
    About,
}

/// One step of the path above the title.
#[derive(Debug, Clone)]
pub(crate) struct Crumb {
    pub(crate) title: String,
    pub(crate) href: String,
}

/// What stands around the content of a page.
#[derive(Debug, Clone)]
pub(crate) struct Chrome {
    pub(crate) lang: Lang,
    pub(crate) section: Section,
    /// Title of the page, for the window and for link previews.
    pub(crate) title: String,
    /// What must stand before the title wherever it stands alone.
    pub(crate) mark: &'static str,
    /// One sentence for search engines and link previews.
    pub(crate) description: String,
    /// Path and query after the language: the same page in the other language.
    pub(crate) rest: String,
    pub(crate) crumbs: Vec<Crumb>,
}

impl Chrome {
    pub(crate) fn new(lang: Lang, section: Section, rest: impl Into<String>, title: impl Into<String>) -> Chrome {
        Chrome {
            lang,
            section,
            title: title.into(),
            mark: "",
            description: words::say(lang, "site-description"),
            rest: rest.into(),
            crumbs: Vec::new(),
        }
    }

    pub(crate) fn describe(mut self, description: impl Into<String>) -> Chrome {
        self.description = description.into();
        self
    }

    pub(crate) fn marked(mut self, mark: &'static str) -> Chrome {
        self.mark = mark;
        self
    }

    /// Adds a step to the path above the title; `rest` is the address after the language.
    pub(crate) fn under(mut self, title: impl Into<String>, rest: &str) -> Chrome {
        let href = self.href(rest);
        self.crumbs.push(Crumb { title: title.into(), href });
        self
    }

    pub(crate) fn t(&self, key: &str) -> String {
        words::say(self.lang, key)
    }

    pub(crate) fn tag(&self) -> &'static str {
        self.lang.tag()
    }

    /// Address of a page in the language of this one.
    pub(crate) fn href(&self, rest: &str) -> String {
        format!("/{}{rest}", self.lang.tag())
    }

    pub(crate) fn other(&self) -> Lang {
        self.lang.pick(Lang::En, Lang::Vi)
    }

    pub(crate) fn is(&self, section: Section) -> bool {
        self.section == section
    }

    pub(crate) fn style() -> &'static str {
        &assets::STYLE.path
    }

    pub(crate) fn module() -> &'static str {
        &assets::MODULE.path
    }

    pub(crate) fn icon() -> &'static str {
        &assets::ICON.path
    }

    pub(crate) fn version() -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}
