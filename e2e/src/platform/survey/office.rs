//! Who runs a survey: each comes in by an invitation, in a letter where the program sends mail, else by the link that the administrator hands over.

use crate::Result;
use crate::person::Person;
use crate::platform::first_day::{self, Member, SESSION, accept, set_up_factor};
use crate::post::PostOffice;

/// The agency that runs surveys here, Hà Nội: letters to type for it, and its id.
const OWNER: Option<(&str, &str)> = Some(("ha noi", "01"));

/// Sets surveys up and runs them.
pub(super) const MANAGER: Member =
    Member { name: "Vũ Thị Hồng Minh", mail: "minh@hanoi.example.vn", role: "survey-manager", agency: OWNER };

/// Visits people.
pub(super) const INTERVIEWER: Member =
    Member { name: "Đào Ngọc Lan", mail: "lan@hanoi.example.vn", role: "interviewer", agency: OWNER };

/// The administrator, at whose desk this is, invites somebody; the link by which they come in.
pub(super) async fn invite(administrator: &Person<'_>, who: &Member, post: Option<&PostOffice>) -> Result<String> {
    administrator.visit("/people/new", 200).await?;
    let Some(post) = post else { return first_day::invite(administrator, who).await };
    administrator.write("name", who.name).await?;
    administrator.write("mail", who.mail).await?;
    administrator.choose("lang", administrator.language).await?;
    administrator.choose("role", who.role).await?;
    if let Some((letters, id)) = who.agency {
        administrator.find("agency", letters, id).await?;
    }
    administrator.choose("way", "mail").await?;
    administrator.send("/people/new").await?;
    administrator.reads(&[who.name]).await?;
    let letters = post.letters("/invitation/", 1).await?;
    let own = letters.iter().rev().find(|letter| letter.to == who.mail);
    own.ok_or_else(|| format!("no letter came to {}", who.mail))?.link("/invitation/")
}

/// Somebody accepts the invitation and sets up a second factor; the session, as the value of its cookie.
pub(super) async fn come_in(clerk: &Person<'_>, who: &Member, link: &str) -> Result<String> {
    clerk.browser.forget_cookies().await?;
    accept(clerk, link, who.name).await?;
    clerk.visit("/account/second-factor", 200).await?;
    set_up_factor(clerk).await?;
    clerk.browser.cookie(clerk.server, SESSION).await
}
