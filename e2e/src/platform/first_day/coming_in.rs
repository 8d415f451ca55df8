//! Coming in: the printed link, the second factor, invitations, signing in and out, the end of a session, a forgotten password.

use super::{FIRST, Kept, MEMBERS, NEW_PASSWORD, PASSWORD};
use crate::Result;
use crate::person::Person;
use crate::platform::factor::Factor;

/// Opens the printed link, becomes administrator, sets up the second factor.
pub(in crate::platform) async fn first_administrator(huong: &Person<'_>, link: &str) -> Result<Kept> {
    let path = link.strip_prefix(huong.server).ok_or_else(|| format!("the printed link leads elsewhere: {link}"))?;
    huong.open(path).await?;
    huong.is_at("/set-up/*", 200).await?;
    huong.write("name", FIRST.0).await?;
    huong.write("mail", FIRST.1).await?;
    huong.choose("lang", huong.language).await?;
    huong.write("password", PASSWORD).await?;
    huong.write("again", NEW_PASSWORD).await?;
    huong.send(path).await?;
    huong.is_at("/set-up/*", 422).await?;
    // What is wrong stands on top; what was right is not typed again.
    if huong.text(".error-summary li").await?.is_none() {
        return Err(huong.at("two different passwords: no summary of what is wrong").await);
    }
    let kept = huong.browser.ask("return document.querySelector('[name=name]').value", vec![]).await?;
    if kept != FIRST.0 {
        return Err(huong.at(&format!("after an error the name is {kept}")).await);
    }
    huong.write("password", PASSWORD).await?;
    huong.write("again", PASSWORD).await?;
    huong.send(path).await?;
    // The policy wants a second factor of an administrator, so its page comes first; or the way there is the first task.
    if huong.browser.address().await?.ends_with("/work") {
        huong.follow("/account/second-factor").await?;
    }
    let (factor, recovery_codes) = set_up_factor(huong).await?;
    huong.open(path).await?;
    huong.is_at("/set-up/*", 404).await?;
    huong.visit("/work", 200).await?;
    Ok(Kept { recovery_codes, factor })
}

/// From the page about the second factor to one that works; the codes for days without the phone.
pub(in crate::platform) async fn set_up_factor(person: &Person<'_>) -> Result<(Factor, Vec<String>)> {
    person.is_at("/account/second-factor", 200).await?;
    person.send("/account/second-factor/begin").await?;
    let shown = person.browser.ask(
        "return [...document.querySelectorAll('dd')].map(at => at.innerText.trim()).find(text => /^([A-Z2-7]{4} ?){8}$/.test(text)) ?? null",
        vec![],
    );
    let Some(secret) = shown.await?.as_str().map(str::to_owned) else {
        return Err(person.at(&format!("no secret is shown in text:\n{}", person.main().await?)).await);
    };
    let mut factor = Factor::new(&secret);
    person.write("code", "000000").await?;
    person.send("/account/second-factor/confirm").await?;
    person.is_at("/account/second-factor/confirm", 422).await?;
    person.write("code", &factor.code().await?).await?;
    person.send("/account/second-factor/confirm").await?;
    let codes = person.text("#codes").await?.unwrap_or_default();
    let codes: Vec<String> = codes.lines().map(str::to_owned).collect();
    if codes.len() != 10 {
        return Err(person.at(&format!("ten recovery codes are expected, not {codes:?}")).await);
    }
    person.looked_at("recovery-codes").await?;
    person.follow("/work").await?;
    person.is_at("/work", 200).await?;
    Ok((factor, codes))
}

/// Accepts an invitation.
pub(in crate::platform) async fn accept(person: &Person<'_>, link: &str, name: &str) -> Result<()> {
    let path = link.strip_prefix(person.server).ok_or_else(|| format!("the link leads elsewhere: {link}"))?;
    person.open(path).await?;
    person.is_at("/invitation/*", 200).await?;
    person.reads(&[name]).await?;
    person.write("password", PASSWORD).await?;
    person.write("again", PASSWORD).await?;
    person.send(path).await?;
    person.open(path).await?;
    person.is_at("/invitation/*", 404).await
}

/// Password; what follows is the page for the code.
pub(super) async fn sign_in(person: &Person<'_>, mail: &str, password: &str) -> Result<()> {
    person.visit("/sign-in", 200).await?;
    person.write("mail", mail).await?;
    person.write("password", password).await?;
    person.send("/sign-in").await
}

/// The code, or one that stands in for it; leads to one's work.
pub(super) async fn prove(person: &Person<'_>, code: &str) -> Result<()> {
    person.is_at("/second-factor", 200).await?;
    person.write("code", code).await?;
    person.send("/second-factor").await?;
    person.is_at("/work", 200).await
}

/// Out, in again by the second factor, in elsewhere by a recovery code, and out from there.
pub(super) async fn in_and_out(huong: &Person<'_>, elsewhere: &Person<'_>, kept: &mut Kept) -> Result<()> {
    huong.unfold("accountmenu").await?;
    huong.send("/sign-out").await?;
    huong.is_at("/sign-in", 200).await?;
    huong.open(&huong.path("/people")).await?;
    huong.is_at("/sign-in", 200).await?;
    sign_in(huong, FIRST.1, NEW_PASSWORD).await?;
    huong.is_at("/sign-in", 422).await?;
    sign_in(huong, FIRST.1, PASSWORD).await?;
    huong.write("code", "123456").await?;
    huong.send("/second-factor").await?;
    huong.is_at("/second-factor", 422).await?;
    huong.write("code", &kept.factor.code().await?).await?;
    huong.send("/second-factor").await?;
    huong.is_at("/work", 200).await?;

    elsewhere.browser.forget_cookies().await?;
    sign_in(elsewhere, FIRST.1, PASSWORD).await?;
    prove(elsewhere, &kept.recovery_codes[0]).await?;
    elsewhere.visit("/account", 200).await?;
    elsewhere.follow("/account/sessions").await?;
    elsewhere.send("/account/sessions/end").await?;
    elsewhere.is_at("/account/sessions", 200).await?;
    huong.open(&huong.path("/work")).await?;
    huong.is_at("/sign-in", 200).await?;
    sign_in(huong, FIRST.1, PASSWORD).await?;
    huong.write("code", &kept.recovery_codes[0]).await?;
    huong.send("/second-factor").await?;
    huong.is_at("/second-factor", 422).await?;
    huong.write("code", &kept.recovery_codes[1]).await?;
    huong.send("/second-factor").await?;
    huong.is_at("/work", 200).await
}

/// Somebody forgot the password: the administrator hands over a link, and only the new password opens.
pub(super) async fn recovery(huong: &Person<'_>, an: &Person<'_>) -> Result<()> {
    huong.visit("/people", 200).await?;
    let script = "return [...document.querySelectorAll('main tbody tr')].find(row => row.innerText.includes(arguments[0])).querySelector('a').href.match(/open=([^&#]*)/)[1]";
    let id = huong.browser.ask(script, vec![serde_json::json!(MEMBERS[1].mail)]).await?;
    let id = id.as_str().unwrap_or_default();
    huong.visit(&format!("/people?open={id}"), 200).await?;
    huong.follow(&format!("/people/{id}")).await?;
    huong.reads(&[MEMBERS[1].mail]).await?;
    huong.follow(&format!("/people/{id}/link")).await?;
    huong.write("reason", "Quên mật khẩu, gọi điện đề nghị").await?;
    huong.send(&format!("/people/{id}/link")).await?;
    let link = huong.text("#link").await?.unwrap_or_default();
    let Some(path) = link.strip_prefix(huong.server) else {
        return Err(huong.at(&format!("no link for a new password:\n{}", huong.main().await?)).await);
    };
    an.browser.forget_cookies().await?;
    an.open(path).await?;
    an.is_at("/recover/*", 200).await?;
    an.write("password", NEW_PASSWORD).await?;
    an.write("again", NEW_PASSWORD).await?;
    an.send(path).await?;
    // The second factor stays what it was.
    an.is_at("/second-factor", 200).await?;
    an.browser.forget_cookies().await?;
    sign_in(an, MEMBERS[1].mail, PASSWORD).await?;
    an.is_at("/sign-in", 422).await?;
    sign_in(an, MEMBERS[1].mail, NEW_PASSWORD).await?;
    an.is_at("/second-factor", 200).await
}

/// Who signed in in vain is told so, and who signs in gets cookies that no script reads and no other site sends along.
pub(crate) async fn sign_in_answers(server: &str) -> Result<[(u16, Vec<String>); 2]> {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
    let client = client.map_err(|error| error.to_string())?;
    let mut answers = [const { (0, Vec::new()) }; 2];
    for (answer, password) in answers.iter_mut().zip([NEW_PASSWORD, PASSWORD]) {
        let mut body = reqwest::Url::parse("http://form/").map_err(|error| error.to_string())?;
        body.query_pairs_mut().append_pair("mail", MEMBERS[1].mail).append_pair("password", password);
        let sent = client
            .post(format!("{server}/vi/sign-in"))
            .header("origin", server)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.query().unwrap_or_default().to_owned());
        let came = sent.send().await.map_err(|error| error.to_string())?;
        let cookies = came.headers().get_all("set-cookie").iter();
        let cookies = cookies.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect();
        *answer = (came.status().as_u16(), cookies);
    }
    Ok(answers)
}
