//! The first day of an installation, from an empty folder: the printed link, the first administrator, the people of a province, agencies and results from files, what
//! each of them may see, coming in again, lending a role, the end of a session; and all of it is still there after the program was stopped and started.

use std::path::{Path, PathBuf};

use super::factor::Factor;
use super::house::Who;
use crate::browser::{Browser, Scheme, Size};
use crate::person::{Hand, Person};
use crate::program::{self, Portal};
use crate::watch::Watch;
use crate::{Result, World};

/// How somebody spends the day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    pub(crate) language: &'static str,
    pub(crate) hand: Hand,
    pub(crate) size: Size,
    pub(crate) scripts: bool,
    /// Everything; else only coming in, people and imports.
    pub(crate) whole: bool,
    /// Every page on the way is audited.
    pub(crate) watched: bool,
}

/// Somebody of the story.
struct Member {
    name: &'static str,
    mail: &'static str,
    role: &'static str,
    /// Letters to type for the agency, and its id; none for a role that is held everywhere.
    agency: Option<(&'static str, &'static str)>,
}

const PASSWORD: &str = "mùa thu Hà Nội lá vàng rơi";
const NEW_PASSWORD: &str = "sông Cầu nước chảy lơ thơ";
const FIRST: (&str, &str) = ("Trần Thị Hương", "huong@bacninh.example.vn");
const BAC_NINH: Option<(&str, &str)> = Some(("bac ninh", "24-2025"));

const MEMBERS: [Member; 4] = [
    Member { name: "Nguyễn Thị Lan", mail: "lan@bacninh.example.vn", role: "unit-lead", agency: BAC_NINH },
    Member { name: "Phạm Văn An", mail: "an@bacninh.example.vn", role: "unit-contributor", agency: BAC_NINH },
    Member { name: "Đỗ Thanh Bình", mail: "binh@bacninh.example.vn", role: "unit-approver", agency: BAC_NINH },
    Member { name: "Lê Quốc Cường", mail: "cuong@moha.example.vn", role: "national-coordinator", agency: None },
];

/// The cookie of a session, where there is no TLS.
pub(crate) const SESSION: &str = "chiso";

/// What stays of the day.
struct Kept {
    recovery_codes: Vec<String>,
    factor: Factor,
}

pub(crate) async fn spend(world: &World, browser: &Browser, day: Day) -> Result<()> {
    let watch = Watch::new(world, day.size, format!("first-day-{}", day.language));
    live(world, browser, day, &watch).await?;
    watch.verdict()
}

async fn live(world: &World, browser: &Browser, day: Day, watch: &Watch<'_>) -> Result<()> {
    let name = format!("{}-{:?}-{}-{}", day.language, day.hand, day.size.name(), day.scripts).to_lowercase();
    let store = world.empty_folder(&format!("first-day-{name}"))?;
    let portal = Portal::start_in(&store, day.language)?;
    let other = world.browsers.take().await?;
    let way = async {
        for browser in [browser, &other] {
            browser.forget_cookies().await?;
            browser.size(day.size).await?;
            browser.scheme(Scheme::Light, false).await?;
            browser.page_scripts(day.scripts).await?;
        }
        tell(world, &portal, [browser, &other], day, &store, day.watched.then_some(watch)).await
    };
    let told = way.await;
    if told.is_err() {
        let (width, _) = day.size.pixels();
        for (browser, which) in [(browser, "one"), (&other, "two")] {
            let file = world.screenshots.join(format!("failed-first-day-{name}-{which}.png"));
            let _ = browser.picture(&file, width, 3000).await;
        }
    }
    let _ = browser.page_scripts(true).await;
    let _ = other.page_scripts(true).await;
    let _ = other.forget_cookies().await;
    world.browsers.give_back(other);
    let mut kept = told?;
    portal.stop()?;
    journal_is_sound(&store)?;
    // The next morning.
    let portal = Portal::start_in(&store, day.language)?;
    if portal.said().contains("/set-up/") {
        return Err(format!("started again, chiso offers to make a first administrator: {}", portal.said()));
    }
    browser.forget_cookies().await?;
    let huong = Person { browser, hand: day.hand, server: portal.address(), language: day.language, watch: None };
    sign_in(&huong, FIRST.1, PASSWORD).await?;
    prove(&huong, &kept.factor.code().await?).await?;
    huong.visit("/people", 200).await?;
    huong.reads(&MEMBERS.each_ref().map(|member| member.name)).await?;
    portal.stop()
}

/// The story itself; `browsers` are two desks.
async fn tell(
    world: &World,
    portal: &Portal,
    browsers: [&Browser; 2],
    day: Day,
    folder: &Path,
    watch: Option<&Watch<'_>>,
) -> Result<Kept> {
    let [huong, other] = browsers.map(|browser| Person {
        browser,
        hand: day.hand,
        server: portal.address(),
        language: day.language,
        watch,
    });
    let mut kept = first_administrator(&huong, &portal.first_link()?).await?;
    let links = invite_everybody(&huong).await?;
    let files = world.empty_folder(&format!("{}-files", folder.file_name().unwrap_or_default().to_string_lossy()))?;
    agencies(&huong, &files).await?;
    contributor(&other, &links[1], day.whole).await?;
    other.browser.forget_cookies().await?;
    coordinator(&other, &links[3], &files).await?;
    if day.whole {
        journal(&huong).await?;
        in_and_out(&huong, &other, &mut kept).await?;
        recovery(&huong, &other).await?;
    }
    Ok(kept)
}

/// What an installation holds for tests that look at its pages.
pub(crate) struct Furnished {
    /// Sessions, as values of the cookie.
    pub(crate) sessions: Vec<(Who, String)>,
    /// Addresses of files that were tried, after the language.
    pub(crate) trials: Vec<(Who, String)>,
    /// Address of an invitation that waits, after the language.
    pub(crate) invitation: String,
}

/// Makes people, agencies and results.
pub(crate) async fn furnish(somebody: &Person<'_>, link: &str, files: &Path) -> Result<Furnished> {
    let kept_of = async || somebody.browser.cookie(somebody.server, SESSION).await;
    first_administrator(somebody, link).await?;
    let links = invite_everybody(somebody).await?;
    let tried = agencies(somebody, files).await?;
    let administrator = kept_of().await?;
    somebody.browser.forget_cookies().await?;
    contributor(somebody, &links[1], false).await?;
    let contributor = kept_of().await?;
    somebody.browser.forget_cookies().await?;
    let results = coordinator(somebody, &links[3], files).await?;
    let coordinator = kept_of().await?;
    let start = format!("{}/{}", somebody.server, somebody.language);
    let rest = |address: &str| address.strip_prefix(&start).unwrap_or_default().to_owned();
    Ok(Furnished {
        sessions: vec![
            (Who::Administrator, administrator),
            (Who::Contributor, contributor),
            (Who::Coordinator, coordinator),
        ],
        trials: vec![
            (Who::Administrator, rest(&tried[0])),
            (Who::Administrator, rest(&tried[1])),
            (Who::Coordinator, rest(&results)),
        ],
        invitation: rest(&links[2]),
    })
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

/// Opens the printed link, becomes administrator, sets up the second factor.
async fn first_administrator(huong: &Person<'_>, link: &str) -> Result<Kept> {
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
async fn set_up_factor(person: &Person<'_>) -> Result<(Factor, Vec<String>)> {
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

/// Invites everybody; the links, in their order.
async fn invite_everybody(huong: &Person<'_>) -> Result<Vec<String>> {
    huong.visit("/work", 200).await?;
    huong.follow("/people/new").await?;
    huong.send("/people/new").await?;
    huong.is_at("/people/new", 422).await?;
    let mut links = Vec::new();
    for member in &MEMBERS {
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
        links.push(link);
        huong.follow("/people/new").await?;
    }
    huong.visit("/people", 200).await?;
    huong.reads(&MEMBERS.each_ref().map(|member| member.name)).await?;
    Ok(links)
}

/// Accepts an invitation.
async fn accept(person: &Person<'_>, link: &str, name: &str) -> Result<()> {
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

/// Comes in by the link, sees what the role allows and nothing else, lends the role until a day.
async fn contributor(an: &Person<'_>, link: &str, whole: bool) -> Result<()> {
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

/// A file of communes of Bắc Ninh that is broken in three rows, and one that is not.
fn agency_files(folder: &Path) -> Result<[PathBuf; 2]> {
    let head = "Mã,Hệ mã,Tên,Loại,Mã cấp trên,Từ ngày\n";
    let broken = "90001,gso,Phường Kinh Bắc,Phường,24,2025-07-01\n\
                  90002,gso,Phường Võ Cường,Phường,99999,2025-07-01\n\
                  90003,gso,,Phường,24,2025-07-01\n\
                  90004,gso,Xã Gia Bình,Xã,24,2025-02-30\n";
    let sound = "90001,gso,Phường Kinh Bắc,Phường,24,2025-07-01\n\
                 90002,gso,Phường Võ Cường,Phường,24,2025-07-01\n\
                 90003,gso,Phường Vũ Ninh,Phường,24,2025-07-01\n\
                 90004,gso,Xã Gia Bình,Xã,24,2025-07-01\n";
    Ok([
        file(folder, "xa-hong.csv", &[head, broken].concat())?,
        file(folder, "xa-phuong.csv", &[head, sound].concat())?,
    ])
}

fn file(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let file = folder.join(name);
    std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(file)
}

/// Tries a broken file, of which nothing is written, then takes in a sound one.
async fn agencies(huong: &Person<'_>, folder: &Path) -> Result<[String; 2]> {
    let [broken, sound] = agency_files(folder)?;
    huong.visit("/agencies", 200).await?;
    huong.follow("/imports/agencies/new").await?;
    huong.send("/imports/agencies/new").await?;
    huong.is_at("/imports/agencies/new", 422).await?;
    huong.attach("file", &broken).await?;
    huong.send("/imports/agencies/new").await?;
    huong.is_at("/imports/agencies/try/*", 200).await?;
    // Each problem with its row and what was written there.
    huong.reads(&["xa-hong.csv", "99999", "2025-02-30"]).await?;
    huong.looked_at("dry-run-broken").await?;
    let refused = huong.browser.address().await?;
    let rows = huong
        .browser
        .ask("return [...document.querySelectorAll('main tbody tr')].map(row => row.innerText)", vec![])
        .await?;
    let rows: Vec<&str> = rows.as_array().into_iter().flatten().filter_map(|row| row.as_str()).collect();
    for number in ["3", "4", "5"] {
        if !rows.iter().any(|row| row.split(|c: char| !c.is_ascii_digit()).any(|word| word == number)) {
            return Err(huong.at(&format!("no problem is told of row {number}, only: {rows:?}")).await);
        }
    }
    let confirms =
        huong.browser.ask("return document.querySelectorAll('main form[method=post] [name=reason]').length", vec![]);
    if confirms.await? != 0 {
        return Err(huong.at("a broken file can be taken in").await);
    }
    search_agencies(huong, "Kinh Bắc", 0).await?;
    huong.visit("/imports/agencies/new", 200).await?;
    huong.attach("file", &sound).await?;
    huong.send("/imports/agencies/new").await?;
    huong.is_at("/imports/agencies/try/*", 200).await?;
    huong.reads(&["Phường Kinh Bắc", "Xã Gia Bình"]).await?;
    huong.looked_at("dry-run-sound").await?;
    let tried = huong.browser.address().await?;
    search_agencies(huong, "Kinh Bắc", 0).await?;
    huong.browser.open(&tried).await?;
    huong.is_at("/imports/agencies/try/*", 200).await?;
    huong.write("reason", "Nghị quyết về sắp xếp xã, phường của Bắc Ninh").await?;
    let here = huong
        .browser
        .ask("return document.querySelector('main form[method=post]').getAttribute('action')", vec![])
        .await?;
    huong.send(here.as_str().unwrap_or_default()).await?;
    huong.is_at("/imports/*", 200).await?;
    huong.reads(&["xa-phuong.csv"]).await?;
    search_agencies(huong, "Kinh Bắc", 1).await?;
    Ok([refused, tried])
}

/// Looks for an agency in the list; so many must be found.
async fn search_agencies(person: &Person<'_>, name: &str, wanted: u64) -> Result<()> {
    person.visit("/agencies", 200).await?;
    person.write("q", name).await?;
    person.send("/agencies").await?;
    let script = "return [...document.querySelectorAll('main tbody tr')].filter(row => row.innerText.includes(arguments[0])).length";
    let found = person.browser.ask(script, vec![serde_json::json!(name)]).await?;
    if found == wanted {
        return person.looked_at(&format!("agencies-{wanted}")).await;
    }
    let main = person.main().await?;
    Err(person.at(&format!("looking for '{name}' finds {found} agencies, not {wanted}:\n{main}")).await)
}

/// Where the results of Hải Phòng in 2024 stand.
const HAI_PHONG: &str = "/index/par-index/province/2024/unit/31";

/// Takes in results in which two newspapers differ from what is shipped, and finds them on the public page.
async fn coordinator(cuong: &Person<'_>, link: &str, folder: &Path) -> Result<String> {
    accept(cuong, link, MEMBERS[3].name).await?;
    cuong.visit("/imports", 200).await?;
    if cuong.browser.ask("return !document.querySelector('a[href$=\"/imports/results/new\"]')", vec![]).await? == true {
        return Err(cuong.at("a national coordinator is not offered to import results").await);
    }
    cuong.follow("/imports/results/new").await?;
    let results = file(
        folder,
        "ket-qua.csv",
        "Chỉ số,Năm,Cấp,Đơn vị,Giá trị,Thứ hạng,Nguồn,Cách biết\n\
         par-index,2024,province,31,95.99,2,\"Báo Ví Dụ, 06/04/2025\",reported\n\
         par-index,2024,province,Hải Phòng,95.98,2,\"Thời báo Mẫu, 07/04/2025\",reported\n",
    )?;
    cuong.attach("file", &results).await?;
    cuong.send("/imports/results/new").await?;
    cuong.is_at("/imports/results/try/*", 200).await?;
    cuong.reads(&["ket-qua.csv", "95", "Báo Ví Dụ", "Thời báo Mẫu"]).await?;
    cuong.looked_at("dry-run-results").await?;
    let tried = cuong.browser.address().await?;
    cuong.write("reason", "Đối chiếu số liệu trên báo").await?;
    let here = cuong
        .browser
        .ask("return document.querySelector('main form[method=post]').getAttribute('action')", vec![])
        .await?;
    cuong.send(here.as_str().unwrap_or_default()).await?;
    cuong.is_at("/imports/*", 200).await?;
    // The portal is built anew in the background.
    let decimal = |number: &str| if cuong.language == "vi" { number.replace('.', ",") } else { number.to_owned() };
    let wanted = ["96.17", "95.99", "95.98"].map(decimal);
    for _ in 0..200 {
        cuong.visit(HAI_PHONG, 200).await?;
        if cuong.main().await?.contains(&wanted[1]) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    cuong.reads(&wanted.each_ref().map(String::as_str)).await?;
    cuong.reads(&["Báo Ví Dụ", "Thời báo Mẫu"]).await?;
    cuong.looked_at("conflicting-figures").await?;
    Ok(tried)
}

/// The administrator may not take in results, and finds in the journal what everybody did.
async fn journal(huong: &Person<'_>) -> Result<()> {
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

/// Password; what follows is the page for the code.
async fn sign_in(person: &Person<'_>, mail: &str, password: &str) -> Result<()> {
    person.visit("/sign-in", 200).await?;
    person.write("mail", mail).await?;
    person.write("password", password).await?;
    person.send("/sign-in").await
}

/// The code, or one that stands in for it; leads to one's work.
async fn prove(person: &Person<'_>, code: &str) -> Result<()> {
    person.is_at("/second-factor", 200).await?;
    person.write("code", code).await?;
    person.send("/second-factor").await?;
    person.is_at("/work", 200).await
}

/// Out, in again by the second factor, in elsewhere by a recovery code, and out from there.
async fn in_and_out(huong: &Person<'_>, elsewhere: &Person<'_>, kept: &mut Kept) -> Result<()> {
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
async fn recovery(huong: &Person<'_>, an: &Person<'_>) -> Result<()> {
    huong.visit("/people", 200).await?;
    let script = "return [...document.querySelectorAll('main tbody tr')].find(row => row.innerText.includes(arguments[0])).querySelector('a').href.match(/open=([^&#]*)/)[1]";
    let id = huong.browser.ask(script, vec![serde_json::json!(MEMBERS[1].mail)]).await?;
    let id = id.as_str().unwrap_or_default();
    huong.visit(&format!("/people?open={id}"), 200).await?;
    huong.follow(&format!("/people/{id}")).await?;
    huong.reads(&[MEMBERS[1].mail]).await?;
    huong.follow(&format!("/people/{id}/link")).await?;
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

/// The program itself finds nothing wrong with what it kept.
fn journal_is_sound(store: &Path) -> Result<()> {
    program::run(&["journal", "verify", "--lang", "en", "--store", &store.display().to_string()]).map(drop)
}
