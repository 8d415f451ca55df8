//! Every page of the sample at every size: accessibility, width, console, requests; and a picture of it.

use std::sync::Arc;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::browser::{Browser, Scheme, Size};
use crate::{Result, World, program};

/// The faults of a page that axe-core finds, and what is left to a person. No rule is switched off; of those off by default, the ones of WCAG 2.2 AA are switched
/// on and count, and the experimental ones are switched on and left to a person with what axe-core itself cannot decide.
const AXE: &str = "
    const also = axe.getRules().filter(rule => rule.tags.includes('experimental') || rule.tags.includes('wcag22aa'));
    const rules = Object.fromEntries(also.map(rule => [rule.ruleId, {enabled: true}]));
    const tell = results => results.flatMap(rule => rule.nodes.slice(0, 5).map(node =>
        `${rule.id} (${rule.impact}): ${rule.help}: ${node.target.join(' ')}: ${node.any.concat(node.all, node.none).map(check => check.message).join('; ')}`));
    const tried = rule => rule.tags.includes('experimental');
    // What stands in a frame is the browser's own viewer, and of another origin, into which axe-core cannot look.
    return axe.run(document, {rules, iframes: false, resultTypes: ['violations', 'incomplete']}).then(results => ({
        violations: tell(results.violations.filter(rule => !tried(rule))),
        incomplete: tell(results.violations.filter(tried).concat(results.incomplete))}));";

/// What reaches over the right edge of a screen of so many pixels, when the page as a whole does. Parts of a box that scrolls by itself are at home there.
const WIDTH: &str = "
    const [width, limit] = arguments;
    const wide = document.documentElement.scrollWidth;
    if (wide <= limit) return [];
    const within = element => { for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
        if (getComputedStyle(up).overflowX !== 'visible') return true; return false; };
    const over = [...document.body.querySelectorAll('*')].filter(element => element.getBoundingClientRect().right > width + 0.5 && !within(element));
    const name = element => element.tagName.toLowerCase() + (element.id ? '#' + element.id : '') + [...element.classList].map(word => '.' + word).join('');
    return [`the page is ${wide} px wide on a screen of ${width} px: ${over.slice(0, 5).map(name).join(', ')}`];";

/// A picture of a long table need not show its last row.
const HEIGHT_OF_PICTURE: i64 = 6000;

pub(crate) fn trials(world: &Arc<World>) -> Vec<Trial> {
    let mut trials = vec![world.trial("audit: finds what is broken".to_owned(), finds_faults)];
    for path in world.site.sample() {
        for size in [Size::Phone, Size::Desktop, Size::Paper] {
            let path = path.clone();
            let name = format!("page: {path} {}", size.name());
            trials.push(world.trial(name, async move |world: &World, browser: &Browser| match size {
                Size::Phone | Size::Tablet | Size::Desktop => screen(world, browser, &path, size).await,
                Size::Paper => paper(world, browser, &path).await,
            }));
        }
    }
    trials
}

/// A page on a screen.
async fn screen(world: &World, browser: &Browser, path: &str, size: Size) -> Result<()> {
    browser.size(size).await?;
    browser.scheme(Scheme::Light, false).await?;
    browser.open(&world.site.address(path)).await?;
    close(&examine(world, browser, size, &world.site.address(""), &file_name(path, size)).await?)
}

/// What is wrong with the page that `browser` shows, of the server at `server`: in light colours everything, in dark ones what colours can break. Keeps pictures of it as `name`.
pub(crate) async fn examine(
    world: &World,
    browser: &Browser,
    size: Size,
    server: &str,
    name: &str,
) -> Result<Vec<String>> {
    let (width, _) = size.pixels();
    let mut findings = faults(browser, size, server).await?;
    browser.picture(&world.screenshots.join(format!("{name}.png")), width, HEIGHT_OF_PICTURE).await?;

    let (light, incomplete) = accessibility(world, browser).await?;
    findings.extend(light.iter().cloned());
    browser.scheme(Scheme::Dark, false).await?;
    let (dark, _) = accessibility(world, browser).await?;
    findings.extend(
        dark.into_iter()
            .filter(|finding| !light.contains(finding))
            .map(|finding| format!("in dark colours: {finding}")),
    );
    browser.picture(&world.screenshots.join(format!("{name}.dark.png")), width, HEIGHT_OF_PICTURE).await?;
    browser.scheme(Scheme::Light, false).await?;

    if !incomplete.is_empty() {
        let file = world.screenshots.join(format!("{name}.to-look-at.txt"));
        std::fs::write(&file, incomplete.join("\n")).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(findings)
}

/// A page as it prints on A4.
async fn paper(world: &World, browser: &Browser, path: &str) -> Result<()> {
    let (width, _) = Size::Paper.pixels();
    browser.size(Size::Paper).await?;
    browser.scheme(Scheme::Light, true).await?;
    browser.open(&world.site.address(path)).await?;
    let findings = faults(browser, Size::Paper, &world.site.address("")).await?;
    browser
        .picture(&world.screenshots.join(format!("{}.png", file_name(path, Size::Paper))), width, HEIGHT_OF_PICTURE)
        .await?;
    close(&findings)
}

/// Where the keyboard would go in an order of its own, or would have to walk through all menus first.
const ORDER: &str = "
    const own = [...document.querySelectorAll('[tabindex]')].filter(element => element.tabIndex > 0);
    const first = document.querySelector('a[href], button, input:not([type=hidden]), select, textarea, summary');
    const told = own.map(element => 'out of order for the keyboard: ' + element.outerHTML.slice(0, 160));
    return first && !first.matches('a[href^=\"#\"]') ? told.concat('the first stop of the keyboard does not lead past the menus: ' + first.outerHTML.slice(0, 160)) : told;";

/// Words that are missing stand on the page by their names, in brackets.
const NAMELESS: &str = "
    const found = document.body.innerText.match(/\\[[a-z]+(-[a-z0-9]+)+\\]/g) ?? [];
    return [...new Set(found)].map(name => 'a word is missing: ' + name);";

/// Faults that need no rules: too wide, out of order, said on the console (what the security policy forbids, too), asked for at another server.
async fn faults(browser: &Browser, size: Size, server: &str) -> Result<Vec<String>> {
    let mut findings = strings(&browser.ask(WIDTH, vec![json!(size.pixels().0), json!(size.widest())]).await?);
    findings.extend(strings(&browser.ask(ORDER, vec![]).await?));
    findings.extend(strings(&browser.ask(NAMELESS, vec![]).await?));
    // A page that says what is wrong has a status that the browser tells of.
    let expected = |message: &str| {
        message.starts_with(server) && !message.contains("/assets/") && message.contains("responded with a status of 4")
    };
    findings.extend(
        browser
            .console()
            .await?
            .into_iter()
            .filter(|message| !expected(message))
            .map(|message| format!("console: {message}")),
    );
    // Papers are shown by the same program, at the port after its own.
    let files = program::files_origin(server);
    let known = |address: &String| [server, files.as_str()].iter().any(|own| address.starts_with(&format!("{own}/")));
    let elsewhere = browser.requests().await?.into_iter().filter(|address| !known(address));
    findings.extend(elsewhere.map(|address| format!("asks another server: {address}")));
    Ok(findings)
}

/// Violations, and what axe-core leaves to a person.
async fn accessibility(world: &World, browser: &Browser) -> Result<(Vec<String>, Vec<String>)> {
    let found = browser.ask(format!("{}\n{AXE}", world.axe), vec![]).await?;
    Ok((strings(&found["violations"]), strings(&found["incomplete"])))
}

/// The audit is itself tried on a page with one fault of every kind.
async fn finds_faults(world: &World, browser: &Browser) -> Result<()> {
    let page = "data:text/html,<!doctype html><html><head><meta name='viewport' content='width=device-width'><title>x</title></head><body style='color:%23aaa'><a tabindex='3' href='y'>y</a><h1>[published-others]</h1><p>pale</p>\
        <div style='width:900px'>wide</div><script>console.error('said')</script><img src='http://chiso.invalid/x.png'></body></html>";
    browser.size(Size::Phone).await?;
    browser.scheme(Scheme::Light, false).await?;
    browser.open(page).await?;
    let mut findings = faults(browser, Size::Phone, &world.site.address("")).await?;
    findings.extend(accessibility(world, browser).await?.0);
    let wanted = [
        "908 px wide",
        "out of order for the keyboard",
        "a word is missing: [published-others]",
        "does not lead past the menus",
        "said",
        "asks another server: http://chiso.invalid/x.png",
        "image-alt",
        "color-contrast",
        "html-has-lang",
        "region",
    ];
    let missed: Vec<&str> =
        wanted.into_iter().filter(|fault| !findings.iter().any(|finding| finding.contains(fault))).collect();
    if missed.is_empty() {
        Ok(())
    } else {
        Err(format!("missed: {}; found: {}", missed.join(", "), findings.join("\n")))
    }
}

fn close(findings: &[String]) -> Result<()> {
    if findings.is_empty() { Ok(()) } else { Err(findings.join("\n")) }
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// The name of a picture.
pub(crate) fn file_name(path: &str, size: Size) -> String {
    let name: String = path
        .trim_matches('/')
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' })
        .take(120)
        .collect();
    format!("{name}.{}", size.name())
}
