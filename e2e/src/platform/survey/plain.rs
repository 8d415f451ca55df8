//! Somebody who answers without scripts: forms are read from pages and sent as they stand, each question with one of its answers.

use std::collections::BTreeMap;

use reqwest::{Client, Url};
use tokio::task::JoinSet;

use crate::Result;

/// More screens than these, and it does not end.
const SCREENS: usize = 60;

/// Opens an invitation, answers screen after screen, looks over, sends; `taste` says which answers. The page of the thanks.
pub(super) async fn answer(client: &Client, link: &str, taste: usize) -> Result<String> {
    let address = Url::parse(link).map_err(|error| format!("{link}: {error}"))?;
    let invitation = client.get(address.clone()).send().await.map_err(|error| format!("{link}: {error}"))?;
    let invitation = invitation.text().await.map_err(|error| error.to_string())?;
    let mut page = post(client, &address, &Form::read(&invitation, "start")?, "").await?;
    for _ in 0..SCREENS {
        if page.contains("data-done=") {
            return Ok(page);
        }
        let mut form = Form::read(&page, "ballot")?;
        let over = form.fields.iter().any(|(name, value)| name == ":screen" && value == "over");
        form.choose(taste);
        page = post(client, &address, &form, if over { "send" } else { "next" }).await?;
    }
    Err(format!("{link}: {SCREENS} screens, and no end; the last is:\n{page}"))
}

/// Several people at a time, each by their taste and link: a ballot is answered when its batch is on disk, and they share one.
pub(super) async fn answer_all(client: &Client, people: Vec<(usize, String)>) -> Result<()> {
    let mut under_way = JoinSet::new();
    for (taste, link) in people {
        let client = client.clone();
        under_way.spawn(async move { answer(&client, &link, taste).await.map(drop) });
    }
    under_way.join_all().await.into_iter().collect()
}

async fn post(client: &Client, base: &Url, form: &Form, go: &str) -> Result<String> {
    let address = base.join(&form.action).map_err(|error| format!("{}: {error}", form.action))?;
    let mut body = base.clone();
    body.query_pairs_mut().clear().extend_pairs(&form.fields);
    if !go.is_empty() {
        body.query_pairs_mut().append_pair(":go", go);
    }
    let sent = client
        .post(address.clone())
        .header("origin", base.origin().ascii_serialization())
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.query().unwrap_or_default().to_owned());
    let answer = sent.send().await.map_err(|error| format!("{address}: {error}"))?;
    let status = answer.status();
    let page = answer.text().await.map_err(|error| error.to_string())?;
    if status.is_success() { Ok(page) } else { Err(format!("{address} answers {status}:\n{page}")) }
}

/// A form of a page: its address, the fields that are sent as it stands, and what can be chosen.
struct Form {
    action: String,
    fields: Vec<(String, String)>,
    /// Values by question, of one of which each is answered.
    choices: BTreeMap<String, Vec<String>>,
}

impl Form {
    fn read(page: &str, id: &str) -> Result<Self> {
        let missing = || format!("there is no form '{id}' on the page:\n{page}");
        let all: Vec<Tag<'_>> = tags(page).collect();
        let first = all.iter().position(|tag| tag.name == "form" && tag.get("id").as_deref() == Some(id));
        let from = first.ok_or_else(missing)?;
        let action = all[from].get("action").ok_or_else(missing)?;
        let mut form = Form { action, fields: Vec::new(), choices: BTreeMap::new() };
        let mut list = String::new();
        for tag in all[from..].iter().take_while(|tag| tag.name != "/form") {
            let (name, value) = (tag.get("name").unwrap_or_default(), tag.get("value").unwrap_or_default());
            match (tag.name, tag.get("type").as_deref()) {
                ("input", Some("hidden")) => form.fields.push((name, value)),
                ("input", Some("radio" | "checkbox")) => form.choices.entry(name).or_default().push(value),
                ("select", _) => list = name,
                ("option", _) => form.choices.entry(list.clone()).or_default().push(value),
                _ => {}
            }
        }
        Ok(form)
    }

    /// One of the values of each question that does not ask for more.
    fn choose(&mut self, taste: usize) {
        for (place, (name, values)) in self.choices.iter().enumerate() {
            let values: Vec<&String> = values.iter().filter(|value| !value.is_empty() && *value != "other").collect();
            if let Some(value) = values.get((taste + place) % values.len().max(1)) {
                self.fields.push((name.clone(), (*value).clone()));
            }
        }
    }
}

/// A tag: its name and what stands behind it.
struct Tag<'a> {
    name: &'a str,
    rest: &'a str,
}

fn tags(page: &str) -> impl Iterator<Item = Tag<'_>> {
    page.split('<').skip(1).filter_map(|tag| {
        let tag = tag.split('>').next()?;
        let (name, rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        Some(Tag { name, rest })
    })
}

impl Tag<'_> {
    /// The value of an attribute; our pages put all of them in double quotes.
    fn get(&self, attribute: &str) -> Option<String> {
        let at = self.rest.match_indices(attribute).find(|(at, _)| {
            let before = self.rest[..*at].chars().next_back();
            before.is_none_or(char::is_whitespace) && self.rest[at + attribute.len()..].starts_with("=\"")
        })?;
        let value = self.rest[at.0 + attribute.len() + 2..].split('"').next()?;
        let named = [
            ("&lt;", "<"),
            ("&#60;", "<"),
            ("&gt;", ">"),
            ("&#62;", ">"),
            ("&quot;", "\""),
            ("&#34;", "\""),
            ("&#39;", "'"),
        ];
        let text = named.iter().fold(value.to_owned(), |text, (coded, plain)| text.replace(coded, plain));
        Some(text.replace("&amp;", "&").replace("&#38;", "&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_it_stands_and_answered_with_what_asks_for_no_more() {
        let page = r#"<form id="start" action="/other"><input type="hidden" name="a" value="b"></form>
            <form id="ballot" method="post" action="/vi/ballot/1" novalidate><input type="hidden" name=":answers" value="{&quot;a&quot;:&#34;&amp;&#34;}">
            <label><input type="radio" name="q1" value="1"></label><label><input type="radio" name="q1" value="2" checked></label>
            <input type="radio" name="q1" value=""><select id="q-q2" name="q2"><option value="">–</option><option value="x">X</option><option value="other">?</option></select>
            <input type="text" name="q3" value=""></form>"#;
        let mut form = Form::read(page, "ballot").unwrap();
        assert_eq!(form.action, "/vi/ballot/1");
        form.choose(1);
        let pairs: Vec<(&str, &str)> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [(":answers", r#"{"a":"&"}"#), ("q1", "2"), ("q2", "x")]);
        assert!(Form::read(page, "resume").is_err());
    }
}
