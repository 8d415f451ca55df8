//! What is missing in a unit's file: by kind, each with a link to where it is mended.

use askama::Template;
use chiso_round::assessment::Lack;
use chiso_web::Reader;
use chiso_workspace::house::at;

use crate::frame::{criterion_address, unit_address};
use crate::held::Held;
use crate::words::say_with;

/// Most criteria of a kind that stand there before it is folded, where it is shown beside other things.
const UNFOLDED: usize = 12;
/// Criteria of a kind that are named at once; the others are one step away.
const NAMED: usize = 20;

/// What is missing: kinds, each with links.
#[derive(Template)]
#[template(
    source = r#"{% for group in groups %}<details class="fold"{% if group.open %} open{% endif %}><summary>{{ group.title }}</summary>
<ul class="links">{% for (title, href) in group.links %}<li><a href="{{ href }}">{{ title }}</a></li>{% endfor %}</ul>
{% if !group.rest.is_empty() %}<details class="fold"><summary>{{ group.more }}</summary>
<ul class="links">{% for (title, href) in group.rest %}<li><a href="{{ href }}">{{ title }}</a></li>{% endfor %}</ul></details>
{% endif %}</details>
{% endfor %}"#,
    ext = "html"
)]
pub(super) struct Missing {
    groups: Vec<Group>,
}

/// What people call a criterion, and where it is mended.
type Link = (String, String);

struct Group {
    title: String,
    open: bool,
    links: Vec<Link>,
    /// What stands over the rest.
    more: String,
    rest: Vec<Link>,
}

/// What is missing, folded where there is much of it.
pub(super) fn missing(reader: &Reader, held: &Held, unit: &str, lacks: &[Lack]) -> Missing {
    grouped(reader, held, unit, lacks, |count| count <= UNFOLDED)
}

/// What is missing where that is what the page is about.
pub(super) fn refused(reader: &Reader, held: &Held, unit: &str, lacks: &[Lack]) -> Missing {
    grouped(reader, held, unit, lacks, |_| true)
}

fn grouped(reader: &Reader, held: &Held, unit: &str, lacks: &[Lack], open: impl Fn(usize) -> bool) -> Missing {
    let lang = reader.lang;
    let mut kinds: Vec<(String, Vec<Link>)> = Vec::new();
    for lack in lacks {
        let what = lack.text().get(lang).to_owned();
        let href = match lack {
            Lack::Answer(node) => format!("{}/explain/criteria/{node}", unit_address(held, unit)),
            other => criterion_address(held, unit, other.node()),
        };
        let link = (held.called(lack.node(), lang), at(reader, &href));
        match kinds.iter_mut().find(|(kind, _)| *kind == what) {
            Some((_, links)) => links.push(link),
            None => kinds.push((what, vec![link])),
        }
    }
    let group = |(what, mut links): (String, Vec<Link>)| {
        let count = links.len();
        let rest = links.split_off(count.min(NAMED));
        let more = if rest.is_empty() {
            String::new()
        } else {
            say_with(lang, "unit-missing-more", &[("count", rest.len().into())])
        };
        let title = say_with(lang, "unit-missing-group", &[("count", count.into()), ("what", what.into())]);
        Group { title, open: open(count), links, more, rest }
    };
    Missing { groups: kinds.into_iter().map(group).collect() }
}
