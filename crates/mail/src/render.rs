//! A mail as plain text and as HTML.

use std::fmt::Write as _;

use crate::letter::Letter;
use crate::mailer::Sender;
use crate::words::{Part, ending, greeting, words};

/// A mail in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Its subject, on one line.
    pub subject: String,
    /// For mail programs that show text.
    pub text: String,
    /// For the others: the same words, no picture, nothing that is fetched.
    pub html: String,
}

impl Letter<'_> {
    /// Puts the mail into words.
    pub fn render(&self, sender: &Sender) -> Rendered {
        let lang = self.lang;
        let system = sender.system.get(lang);
        let (subject, mut parts) = words(self.mail, system, lang);
        parts.insert(0, Part::Text(greeting(self.name, lang)));
        let ending = ending(system, &sender.home, lang);
        Rendered {
            // A name that somebody chose may hold a line break; a subject may not.
            subject: subject.split_whitespace().collect::<Vec<_>>().join(" "),
            text: text(&parts, &ending),
            html: html(&parts, &ending, lang.tag()),
        }
    }
}

fn text(parts: &[Part], ending: &str) -> String {
    let mut text = String::new();
    for part in parts {
        let _ = match part {
            Part::Text(said) => writeln!(text, "{said}\n"),
            Part::Link(label, link) => writeln!(text, "{label}:\n{link}\n"),
            Part::Facts(facts) => {
                for (name, value) in facts {
                    text.extend(["  ", name, ": ", value, "\n"]);
                }
                writeln!(text)
            }
            Part::List(items) => {
                for (said, link) in items {
                    text.extend(["- ", said, "\n  ", link, "\n"]);
                }
                writeln!(text)
            }
        };
    }
    text + "-- \n" + ending + "\n"
}

fn html(parts: &[Part], ending: &str, lang: &str) -> String {
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"></head>\n\
         <body style=\"font-family:sans-serif;font-size:16px;line-height:1.6;max-width:36em;color:#1b1f24\">\n"
    );
    for part in parts {
        let _ = match part {
            Part::Text(said) => writeln!(html, "<p>{}</p>", escaped(said)),
            Part::Link(label, link) => {
                let link = escaped(link);
                writeln!(html, "<p><a href=\"{link}\" style=\"color:#0b57a4\">{}</a><br>{link}</p>", escaped(label))
            }
            Part::Facts(facts) => {
                let row = |(name, value): &(&str, String)| format!("<b>{}:</b> {}", escaped(name), escaped(value));
                writeln!(html, "<p>{}</p>", facts.iter().map(row).collect::<Vec<_>>().join("<br>\n"))
            }
            Part::List(items) => {
                let row = |(said, link): &(String, String)| {
                    format!("<li><a href=\"{}\" style=\"color:#0b57a4\">{}</a></li>", escaped(link), escaped(said))
                };
                writeln!(html, "<ul>\n{}\n</ul>", items.iter().map(row).collect::<Vec<_>>().join("\n"))
            }
        };
    }
    let _ = writeln!(
        html,
        "<p style=\"color:#59636e;border-top:1px solid #d9dee4;padding-top:8px\">{}</p>",
        escaped(ending)
    );
    html + "</body></html>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
