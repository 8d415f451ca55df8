//! Who runs a survey: each comes in by the letter of an invitation.

use crate::Result;
use crate::person::Person;
use crate::platform::first_day::{SESSION, accept, first_administrator, set_up_factor};
use crate::post::PostOffice;

/// The agency that runs surveys here, Hà Nội: letters to type for it, and its id.
const OWNER: (&str, &str) = ("ha noi", "01");

/// Somebody of the survey, by name, mail address and role.
pub(super) struct Clerk {
    name: &'static str,
    mail: &'static str,
    role: &'static str,
}

/// Sets surveys up and runs them.
pub(super) const MANAGER: Clerk =
    Clerk { name: "Vũ Thị Hồng Minh", mail: "minh@hanoi.example.vn", role: "survey-manager" };

/// The first administrator comes in.
pub(super) async fn open(somebody: &Person<'_>, first_link: &str) -> Result<()> {
    first_administrator(somebody, first_link).await.map(drop)
}

/// The administrator, at whose desk this is, invites a clerk by mail; the link in the letter.
pub(super) async fn invite(administrator: &Person<'_>, clerk: &Clerk, post: &PostOffice) -> Result<String> {
    administrator.visit("/people/new", 200).await?;
    administrator.write("name", clerk.name).await?;
    administrator.write("mail", clerk.mail).await?;
    administrator.choose("lang", administrator.language).await?;
    administrator.choose("role", clerk.role).await?;
    administrator.find("agency", OWNER.0, OWNER.1).await?;
    administrator.choose("way", "mail").await?;
    administrator.send("/people/new").await?;
    administrator.reads(&[clerk.name]).await?;
    let letters = post.letters("/invitation/", 1).await?;
    let own = letters.iter().rev().find(|letter| letter.to == clerk.mail);
    own.ok_or_else(|| format!("no letter came to {}", clerk.mail))?.link("/invitation/")
}

/// A clerk accepts the invitation and sets up a second factor; the session, as the value of its cookie.
pub(super) async fn come_in(clerk: &Person<'_>, who: &Clerk, link: &str) -> Result<String> {
    clerk.browser.forget_cookies().await?;
    accept(clerk, link, who.name).await?;
    clerk.visit("/account/second-factor", 200).await?;
    set_up_factor(clerk).await?;
    clerk.browser.cookie(clerk.server, SESSION).await
}
