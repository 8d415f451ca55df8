//! A browser without JavaScript: a page's form, filled in and sent by one of its buttons.

use chiso_web::Caller;

use crate::common::{NOW, Page, Scene};

/// The form of a screen: where it goes, and its hidden fields as they stand.
pub(super) struct Screen {
    pub(super) action: String,
    pub(super) hidden: Vec<(String, String)>,
    pub(super) page: Page,
}

/// A text as it stood before it was escaped.
pub(super) fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    for (escaped, letter) in [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")] {
        text = text.replace(escaped, letter);
    }
    text
}

/// The text between two others.
pub(super) fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("{before} is not in {text}"));
    rest.split_once(after).unwrap().0
}

impl Screen {
    pub(super) fn of(page: Page) -> Screen {
        let form = between(&page.body, "<form id=\"ballot\"", "</form>");
        let action = between(form, "action=\"", "\"").to_owned();
        let hidden = form.split("<input type=\"hidden\" name=\"").skip(1).map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").unwrap();
            (name.to_owned(), plain(rest.split_once('"').unwrap().0))
        });
        Screen { hidden: hidden.collect(), action, page }
    }

    /// A hidden field.
    pub(super) fn field(&self, name: &str) -> &str {
        self.hidden.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// The same with another value in a hidden field.
    pub(super) fn with(mut self, name: &str, value: &str) -> Screen {
        let field = self.hidden.iter_mut().find(|(own, _)| own == name).unwrap();
        value.clone_into(&mut field.1);
        self
    }

    /// The page after a button, with these answers. What somebody sends who is signed in is nobody's.
    pub(super) async fn press(&self, scene: &Scene, button: &str, answers: &[(&str, &str)]) -> Page {
        self.press_as(scene, button, answers, &Caller::anonymous(NOW)).await
    }

    pub(super) async fn press_as(
        &self,
        scene: &Scene,
        button: &str,
        answers: &[(&str, &str)],
        caller: &Caller,
    ) -> Page {
        let hidden = self.hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let fields: Vec<_> = hidden.chain(answers.iter().copied()).chain([(":go", button)]).collect();
        scene.post(&self.action, caller, &fields).await
    }

    /// On to the next screen.
    pub(super) async fn next(&self, scene: &Scene, answers: &[(&str, &str)]) -> Screen {
        let page = self.press(scene, "next", answers).await;
        assert_eq!(page.status, 200, "{}", page.body);
        Screen::of(page)
    }

    pub(super) fn title(&self) -> &str {
        let body = &self.page.body;
        between(&body[body.find("<h1").unwrap()..], ">", "</h1>")
    }
}
