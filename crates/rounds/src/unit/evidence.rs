//! Evidence of a criterion: shown, added as files or links, taken away before it was submitted.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_files::FileHash;
use chiso_round::{AssessmentCommand, Criterion, Evidence, Proof};
use chiso_store::files::File;
use chiso_web::parts::{Field, Form, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, PostedFiles, Reader, Upload};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, form_to, go, new_id};

use super::criterion::{Sent, Tried, show};
use super::evidence_viewer::Viewer;
use super::explain;
use super::sight::Opened;
use crate::entry::Rounds;
use crate::frame::{CriterionPath, criterion_address, unit_address};
use crate::words::say;

/// What a browser offers to choose from; what came is judged by its content.
const ACCEPTED: &str = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg,.tif,.tiff,.webp,.csv,.txt,.p7s,.sig";

/// Where evidence is shown and added: at a criterion, or at its explanation.
#[derive(Clone, Copy)]
pub(super) struct Where<'a> {
    pub(super) opened: &'a Opened,
    pub(super) criterion: &'a Criterion,
    pub(super) explaining: bool,
}

impl Where<'_> {
    /// The page that it is part of, after the language.
    fn page(&self) -> String {
        let (held, unit, node) = (&self.opened.held, &self.opened.unit, &self.criterion.id);
        if self.explaining { explain::address(held, unit, node) } else { criterion_address(held, unit, node) }
    }

    /// A form that does something to the evidence, and leads back here.
    fn form(&self, reader: &Reader, caller: &Caller, deed: &str) -> Form {
        let address = criterion_address(&self.opened.held, &self.opened.unit, &self.criterion.id);
        let form = form_to(reader, caller, &format!("{address}/{deed}"));
        if self.explaining { form.hidden("back", "explain") } else { form }
    }
}

/// The evidence of a criterion, each with what can be done with it.
#[derive(Template)]
#[template(
    source = r#"{% if items.is_empty() %}<p>{{ none }}</p>{% else %}<ul class="evidence">{% for item in items %}
<li><a href="{{ item.href }}"{% if item.outside %} rel="noopener noreferrer external"{% endif %}>{{ item.title }}</a>{% if !item.what.is_empty() %} <span class="hint">{{ item.what }}</span>{% endif %}{% if let Some((label, href)) = item.view %} · <a href="{{ href }}">{{ label }}</a>{% endif %}
{% if let Some(form) = item.drop %}{{ form|safe }}{% endif %}</li>{% endfor %}</ul>{% endif %}"#,
    ext = "html"
)]
pub(super) struct List {
    items: Vec<Item>,
    none: String,
}

struct Item {
    title: String,
    href: String,
    outside: bool,
    /// Size and fingerprint of a file.
    what: String,
    view: Option<(String, String)>,
    drop: Option<Form>,
}

/// The evidence of a place as its caller may see and change it.
pub(super) fn list(
    reader: &Reader,
    caller: &Caller,
    rounds: &Rounds,
    place: &Where<'_>,
    evidence: &[Evidence],
) -> List {
    let lang = reader.lang;
    let Where { opened, criterion, .. } = place;
    let sees = opened.may(rounds, caller, Action::See, Resource::Evidence, criterion);
    let removes = opened.may(rounds, caller, Action::Remove, Resource::Evidence, criterion) && is_open(place);
    let submitted =
        |id: &str| opened.assessment.links(&criterion.id).iter().any(|link| link.evidence.iter().any(|e| e.id == id));
    let item = |evidence: &Evidence| {
        let drop = (removes && !submitted(&evidence.id)).then(|| {
            let label = format!("{} “{}”", say(lang, "evidence-drop"), evidence.title);
            place.form(reader, caller, "drop").hidden("evidence", evidence.id.clone()).submit(label).quiet()
        });
        match &evidence.proof {
            Proof::Link { address } => Item {
                title: evidence.title.clone(),
                href: address.clone(),
                outside: true,
                what: address.clone(),
                view: None,
                drop,
            },
            Proof::File { hash, size, media, .. } => {
                let href = at(reader, &format!("{}/evidence/{hash}", unit_address(&opened.held, &opened.unit)));
                let file = (&*evidence.title, &**hash, &**media);
                let view = !Viewer::of_file(reader, caller, &opened.held, &opened.unit, file).is_empty();
                let view = view.then(|| (say(lang, "evidence-view"), format!("{href}/view")));
                let what = format!("{}, SHA-256 {}…", kilobytes(*size, lang), hash.get(..12).unwrap_or(hash));
                Item { title: evidence.title.clone(), href, outside: false, what, view, drop }
            }
        }
    };
    let items = if sees { evidence.iter().map(item).collect() } else { Vec::new() };
    List { items, none: say(lang, "evidence-none") }
}

/// What of the evidence of a place its caller may look at beside a form.
pub(super) fn viewer(
    reader: &Reader,
    caller: &Caller,
    rounds: &Rounds,
    place: &Where<'_>,
    evidence: &[Evidence],
) -> Viewer {
    let Where { opened, criterion, .. } = place;
    let sees = opened.may(rounds, caller, Action::See, Resource::Evidence, criterion);
    Viewer::of(reader, caller, &opened.held, &opened.unit, if sees { evidence } else { &[] })
}

/// Whether the unit may change the evidence now: while it may enter the criterion, or answer at it.
pub(super) fn is_open(place: &Where<'_>) -> bool {
    let (file, frame, by) = (&place.opened.assessment, place.opened.frame(), &place.opened.by);
    let node = place.criterion.id.as_str();
    file.may_enter(frame, by, node).is_ok() || file.may_explain(frame, by, node).is_ok()
}

pub(crate) fn kilobytes(bytes: u64, lang: chiso_model::Lang) -> String {
    format!("{} kB", chiso_model::decimal(bytes.div_ceil(1024) as f64, 0, lang))
}

pub(super) fn files_form(reader: &Reader, caller: &Caller, place: &Where<'_>) -> Form {
    let lang = reader.lang;
    place
        .form(reader, caller, "files")
        .field(
            Field::file(lang, "file", say(lang, "evidence-file"), ACCEPTED)
                .hint(say(lang, "evidence-file-hint"))
                .several(),
        )
        .field(
            Field::text(lang, "file_title", say(lang, "evidence-title"))
                .hint(say(lang, "evidence-title-hint"))
                .optional(),
        )
        .submit(say(lang, "evidence-upload"))
}

pub(super) fn link_form(reader: &Reader, caller: &Caller, place: &Where<'_>) -> Form {
    let lang = reader.lang;
    place
        .form(reader, caller, "link")
        .field(Field::text(lang, "link_title", say(lang, "evidence-link-title")))
        .field(
            Field::text(lang, "address", say(lang, "evidence-address"))
                .hint(say(lang, "evidence-address-hint"))
                .inputmode("url"),
        )
        .submit(say(lang, "evidence-link-add"))
}

/// `POST …/criteria/{node}/files`
pub(super) async fn add_files(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    PostedFiles { fields, files }: PostedFiles,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let criterion = opened.criterion(&rounds, &reader, &caller, &node)?;
    rounds
        .may_at(&caller, Action::Create, Resource::Evidence, &opened.held, &unit, Some(&node))
        .map_err(|refusal| refusal.page(&reader))?;
    let place = Where { opened: &opened, criterion, explaining: explaining(&fields) };
    let added = async {
        if files.is_empty() {
            return Err(Refusal::field("file", "Hãy chọn ít nhất một tệp.", "Choose at least one file."));
        }
        // What comes too late is refused before it is stored; the attempt is kept like any other.
        let open = is_open(&place);
        let title = fields.get("file_title");
        let only = files.len() == 1;
        let mut commands = Vec::new();
        for upload in files {
            let title = if title.is_empty() || !only { upload.name.clone() } else { title.to_owned() };
            let proof = if open { take(&rounds, &caller, upload).await? } else { untaken(&upload) };
            commands.push(AssessmentCommand::AddEvidence {
                node: node.clone(),
                evidence: Evidence { id: new_id(), title, proof },
            });
        }
        rounds.act_on_unit(&caller, &round, &unit, commands).await
    };
    match added.await {
        Ok(_) => Ok(go(&said(&at(&reader, &place.page()), "said-evidence-added"))),
        Err(refusal) => {
            let form = files_form(&reader, &caller, &place).fill(&fields);
            again(&reader, &caller, &rounds, &place, Sent::Files, form, refusal).await
        }
    }
}

/// `POST …/criteria/{node}/link`
pub(super) async fn add_link(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let criterion = opened.criterion(&rounds, &reader, &caller, &node)?;
    let place = Where { opened: &opened, criterion, explaining: explaining(&fields) };
    let proof = Proof::Link { address: fields.get("address").to_owned() };
    let evidence = Evidence { id: new_id(), title: fields.get("link_title").to_owned(), proof };
    let command = AssessmentCommand::AddEvidence { node: node.clone(), evidence };
    match rounds.act_on_unit(&caller, &round, &unit, vec![command]).await {
        Ok(_) => Ok(go(&said(&at(&reader, &place.page()), "said-evidence-added"))),
        Err(refusal) => {
            let form = link_form(&reader, &caller, &place).fill(&fields);
            again(&reader, &caller, &rounds, &place, Sent::Link, form, refusal).await
        }
    }
}

/// `POST …/criteria/{node}/drop`
pub(super) async fn remove(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let criterion = opened.criterion(&rounds, &reader, &caller, &node)?;
    let place = Where { opened: &opened, criterion, explaining: explaining(&fields) };
    let command = AssessmentCommand::DropEvidence { node: node.clone(), evidence: fields.get("evidence").to_owned() };
    let done = rounds.act_on_unit(&caller, &round, &unit, vec![command]).await;
    done.map_err(|refusal| refusal.page(&reader))?;
    Ok(go(&said(&at(&reader, &place.page()), "said-evidence-dropped")))
}

fn explaining(fields: &Fields) -> bool {
    fields.get("back") == "explain"
}

/// A file that was brought, in the vault.
pub(super) async fn take(rounds: &Rounds, caller: &Caller, upload: Upload) -> Result<Proof, Refusal> {
    let name = upload.name.clone();
    let hash = rounds.desk.take_file(caller, upload).await?.to_string();
    let key = hash.clone();
    let row = rounds.desk.store().read(move |reader| reader.get::<File>(key)).await?.ok_or(Refusal::Hidden)?;
    Ok(Proof::File { hash, name, size: u64::try_from(row.size).unwrap_or_default(), media: row.media_type })
}

/// A file as it is named in an attempt that is refused: it is not stored.
fn untaken(upload: &Upload) -> Proof {
    let hash = FileHash::of(&upload.bytes).to_string();
    Proof::File { hash, name: upload.name.clone(), size: upload.bytes.len() as u64, media: String::new() }
}

async fn again(
    reader: &Reader,
    caller: &Caller,
    rounds: &Rounds,
    place: &Where<'_>,
    sent: Sent,
    form: Form,
    refusal: Refusal,
) -> Result<Response, PageError> {
    let (status, form) = refusal.into_form(reader, form)?;
    let node = place.criterion.id.as_str();
    let tried = Tried { sent, form, status, theirs: None };
    if place.explaining {
        return explain::show(reader, caller, rounds, place.opened, node, &[], Some(tried)).await;
    }
    show(reader, caller, rounds, place.opened, node, &[], Some(tried)).await
}
