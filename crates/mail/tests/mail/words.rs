//! What readers see.

use chiso_mail::Letter;
use chiso_model::Lang;

use crate::{mails, sender};

#[test]
fn every_mail_in_both_languages() {
    let mut all = String::new();
    for (name, mail) in &mails() {
        for lang in Lang::ALL {
            let letter = Letter { id: "1", name: "Lê Văn Ổi", address: "oi@example.org", lang, mail };
            let words = letter.render(&sender());
            all.extend(["=== ", name, " ", lang.tag(), "\n", &words.subject, "\n\n", &words.text, "\n"]);
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn html_says_the_same_and_lets_nothing_in() {
    let letter =
        Letter { id: "1", name: "<b>Ổi</b>", address: "oi@example.org", lang: Lang::Vi, mail: &mails()[2].1 };
    let html = letter.render(&sender()).html;
    assert!(!html.contains("<script") && !html.contains("<b>Ổi"), "{html}");
    insta::assert_snapshot!(html);
}
