//! What stands around the content of every page: title, language, navigation, who is signed in.

use chiso_model::Lang;

use crate::assets;
use crate::reader::{Account, Reader};
use crate::words::Words;

/// Part of the public site that the navigation marks as the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The start page, search, and whatever has no section.
    Start,
    /// Indices, their publications and units.
    Indices,
    /// Downloads.
    Data,
    /// The API.
    Api,
    /// What this is.
    About,
    /// Pages for people who are signed in.
    Workspace,
}

impl Section {
    /// Its name in templates.
    pub const fn id(self) -> &'static str {
        match self {
            Section::Start => "start",
            Section::Indices => "indices",
            Section::Data => "data",
            Section::Api => "api",
            Section::About => "about",
            Section::Workspace => "workspace",
        }
    }
}

/// One step of the path above the title.
#[derive(Debug, Clone)]
pub struct Crumb {
    /// What it is called.
    pub title: String,
    /// Its address.
    pub href: String,
}

/// What stands around the content of a page.
#[derive(Debug, Clone)]
pub struct Chrome {
    /// Language of the page.
    pub lang: Lang,
    /// Part of the site.
    pub section: Section,
    /// Title of the page, for the window and for link previews.
    pub title: String,
    /// What must stand before the title wherever it stands alone.
    pub mark: &'static str,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// Path and query after the language: the same page in the other language.
    pub rest: String,
    /// The path above the title; where its last step is the page itself, that is no link.
    pub crumbs: Vec<Crumb>,
    /// Where readers reach the site, without a slash at the end; empty where it is not known. Addresses for other programs begin with it.
    pub site_url: String,
    /// What the masthead offers: to sign in, or the way to the reader's own pages.
    pub account: Account,
    words: &'static Words,
}

impl Chrome {
    /// Chrome of a page for a reader; `words` are those of the crate whose page it is, `rest` is the address after the language.
    pub fn new(
        words: &'static Words,
        reader: &Reader,
        section: Section,
        rest: impl Into<String>,
        title: impl Into<String>,
    ) -> Chrome {
        Chrome {
            lang: reader.lang,
            section,
            title: title.into(),
            mark: "",
            description: words.say(reader.lang, "site-description"),
            rest: rest.into(),
            crumbs: Vec::new(),
            site_url: String::new(),
            account: reader.account(),
            words,
        }
    }

    /// Sets the sentence for search engines and link previews.
    pub fn describe(mut self, description: impl Into<String>) -> Chrome {
        self.description = description.into();
        self
    }

    /// Sets where readers reach the site: `https://chiso.example.vn`.
    pub fn at(mut self, site_url: &str) -> Chrome {
        site_url.trim_end_matches('/').clone_into(&mut self.site_url);
        self
    }

    /// Sets what must stand before the title.
    pub fn marked(mut self, mark: &'static str) -> Chrome {
        self.mark = mark;
        self
    }

    /// Adds a step to the path above the title; `rest` is the address after the language.
    pub fn under(mut self, title: impl Into<String>, rest: &str) -> Chrome {
        let href = self.href(rest);
        self.crumbs.push(Crumb { title: title.into(), href });
        self
    }

    /// Whether a step of the path is the page itself, and not a way up from it.
    pub fn is_here(&self, crumb: &Crumb) -> bool {
        let path = |address: &str| address.split_once('?').map_or(address, |(path, _)| path).to_owned();
        path(&crumb.href) == path(&self.href(&self.rest))
    }

    /// The text of a key, in the words of the crate whose page it is.
    pub fn t(&self, key: &str) -> String {
        self.words.say(self.lang, key)
    }

    /// The BCP 47 tag of the page's language.
    pub fn tag(&self) -> &'static str {
        self.lang.tag()
    }

    /// Address of a page in the language of this one.
    pub fn href(&self, rest: &str) -> String {
        format!("/{}{rest}", self.lang.tag())
    }

    /// The other language.
    pub fn other(&self) -> Lang {
        self.lang.pick(Lang::En, Lang::Vi)
    }

    /// Whether the page is in a section, by its name.
    pub fn is(&self, section: &str) -> bool {
        self.section.id() == section
    }

    /// The name of the person who reads.
    pub fn person(&self) -> Option<&str> {
        match &self.account {
            Account::Person(name) => Some(name),
            Account::None | Account::SignIn => None,
        }
    }

    /// Whether there are rounds and surveys behind these pages: where people can sign in, there are.
    pub fn has_rounds(&self) -> bool {
        self.offers_sign_in() || self.person().is_some()
    }

    /// Whether the masthead offers to sign in.
    pub fn offers_sign_in(&self) -> bool {
        self.account == Account::SignIn
    }

    /// Where signing in leads back to this page.
    pub fn sign_in(&self) -> String {
        sign_in(self.lang, &self.href(&self.rest))
    }

    /// Address of the stylesheet.
    pub fn style(&self) -> &'static str {
        &assets::STYLE.path
    }

    /// Address of the module.
    pub fn module(&self) -> &'static str {
        &assets::MODULE.path
    }

    /// Address of the icon.
    pub fn icon(&self) -> &'static str {
        &assets::ICON.path
    }

    /// Version of the program.
    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// The page where one signs in, and which leads back to `next`, an address of this site.
pub fn sign_in(lang: Lang, next: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("/{}/sign-in?next={next}", lang.tag())
}
