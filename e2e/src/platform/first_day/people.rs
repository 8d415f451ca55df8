//! People: who is invited, what a contributor sees and lends, what the journal tells of everybody.

use super::coming_in::{accept, set_up_factor};
use super::{FIRST, MEMBERS, Member};
use crate::Result;
use crate::person::Person;

/// Invites everybody; the links, in their order.
pub(super) async fn invite_everybody(huong: &Person<'_>) -> Result<Vec<String>> {
    huong.visit("/work", 200).await?;
    huong.follow("/people/new").await?;
    huong.send("/people/new").await?;
    huong.is_at("/people/new", 422).await?;
    let mut links = Vec::new();
    for member in &MEMBERS {
        links.push(invite(huong, member).await?);
        huong.follow("/people/new").await?;
    }
    huong.visit("/people", 200).await?;
    huong.reads(&MEMBERS.each_ref().map(|member| member.name)).await?;
    Ok(links)
}

/// Invites somebody, from the page on which that is done; the link to hand over.
pub(in crate::platform) async fn invite(huong: &Person<'_>, member: &Member) -> Result<String> {
    huong.write("name", member.name).await?;
    huong.write("mail", member.mail).await?;
    huong.choose("lang", huong.language).await?;
    huong.choose("role", member.role).await?;
    if let Some((letters, id)) = member.agency {
        huong.find("agency", letters, id).await?;
    }
    huong.send("/people/new").await?;
    huong.reads(&[member.name]).await?;
    let Some(link) = huong.text("#link").await? else {
        return Err(huong.at(&format!("no link to hand over:\n{}", huong.main().await?)).await);
    };
    huong.looked_at("link-to-hand-over").await?;
    Ok(link)
}

/// Comes in by the link, sees what the role allows and nothing else, lends the role until a day.
pub(super) async fn contributor(an: &Person<'_>, link: &str, whole: bool) -> Result<()> {
    accept(an, link, MEMBERS[1].name).await?;
    an.visit("/work", 200).await?;
    an.reads(&[if an.language == "vi" { "Bắc Ninh" } else { "Bac Ninh" }]).await?;
    for (rest, status) in [
        ("/people/new", 403),
        ("/people/0123456789abcdef0123456789abcdef", 404),
        ("/journal", 403),
        ("/imports/agencies/new", 403),
        ("/agencies", 200),
        ("/account", 200),
    ] {
        an.visit(rest, status).await?;
    }
    an.visit("/assignments", 200).await?;
    an.reads_none(&[MEMBERS[0].name, MEMBERS[2].name, FIRST.0]).await?;
    if !whole {
        return Ok(());
    }
    // Lending is weighty: without a second factor it is refused, with the way to it.
    an.visit("/delegations/new", 403).await?;
    an.visit("/account/second-factor", 200).await?;
    set_up_factor(an).await?;
    an.visit("/account", 200).await?;
    an.follow("/delegations/new").await?;
    an.is_at("/delegations/new", 200).await?;
    an.write("mail", MEMBERS[0].mail).await?;
    let today = an.browser.ask("return document.querySelector('[name=from]').value", vec![]).await?;
    let year: i32 = today.as_str().and_then(|day| day.rsplit('/').next()?.parse().ok()).unwrap_or_default();
    let last = format!("31/12/{}", year + 1);
    an.send("/delegations/new").await?;
    an.is_at("/delegations/new", 422).await?;
    an.write("to", &last).await?;
    an.send("/delegations/new").await?;
    an.is_at("/account", 200).await?;
    an.reads(&[MEMBERS[0].name, &last]).await
}

/// The administrator may not take in results, and finds in the journal what everybody did.
pub(super) async fn journal(huong: &Person<'_>) -> Result<()> {
    huong.visit("/imports/results/new", 403).await?;
    huong.visit("/work", 200).await?;
    huong.follow("/journal").await?;
    let acts = huong
        .browser
        .ask("return [...document.querySelector('[name=act]').options].map(option => option.value)", vec![])
        .await?;
    let acts: Vec<&str> = acts.as_array().into_iter().flatten().filter_map(|act| act.as_str()).collect();
    let wanted = [
        "first-administrator.create",
        "second-factor.confirm",
        "person.invite",
        "agency.import",
        "result.import",
        "delegation.create",
    ];
    if let Some(act) = wanted.iter().find(|act| !acts.contains(act)) {
        return Err(huong.at(&format!("the journal can be filtered by {acts:?}, but not by {act}")).await);
    }
    huong.choose("act", "agency.import").await?;
    huong.send("/journal").await?;
    huong.reads(&[FIRST.0]).await?;
    huong.open_record().await?;
    huong.looked_at("journal-record").await?;
    huong.reads(&["Nghị quyết về sắp xếp xã, phường của Bắc Ninh"]).await
}
