//! Stored evidence is handed out to be kept, never as a page of this site; pictures and PDF are shown beside what is known of them.
//!
//! An answer that holds a file somebody brought always says that it is a download, in a sandbox, of the type that was found in its content; there is no address at
//! which it would open as a document of this origin. PDF opens at the origin of files, where there is one.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_round::{Evidence, Proof};
use chiso_web::parts::Definitions;
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{answer, go};

use super::evidence::kilobytes;
use super::evidence_viewer::Viewer;
use super::file::unit_sheet;
use super::sight::Opened;
use crate::entry::Rounds;
use crate::frame::{CriterionPath, unit_address};
use crate::words::say;

/// A stored file of a unit's file.
struct Stored {
    title: String,
    name: String,
    hash: String,
    size: u64,
    media: String,
}

/// `GET /{lang}/rounds/{round}/units/{unit}/evidence/{sha256}`
pub(super) async fn download(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, sha256)): CriterionPath,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let file = stored(&rounds, &caller, &opened, &sha256).ok_or_else(|| Refusal::Hidden.page(&reader))?;
    let (_, bytes) = rounds.desk.file(&file.hash).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(answer(&file.name, &file.media, bytes))
}

/// `GET /{lang}/rounds/{round}/units/{unit}/evidence/{sha256}/view`
pub(super) async fn view(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, sha256)): CriterionPath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let file = stored(&rounds, &caller, &opened, &sha256).ok_or_else(|| Refusal::Hidden.page(&reader))?;
    let rest = format!("/evidence/{}", file.hash);
    let address = format!("{}{rest}", unit_address(&opened.held, &unit));
    let known = Definitions::new()
        .line(say(lang, "evidence-name"), file.name.clone())
        .line(say(lang, "evidence-size"), kilobytes(file.size, lang))
        .line("SHA-256", file.hash.clone());
    let viewer = Viewer::of_file(&reader, &caller, &opened.held, &unit, (&file.title, &file.hash, &file.media));
    let page = unit_sheet(&reader, &rounds, &opened.held, &unit, &format!("{rest}/view"), file.title.clone());
    let page = if viewer.is_empty() { page.lead(say(lang, "evidence-not-shown")) } else { viewer.under(page) };
    page.part(&known).button(say(lang, "evidence-download"), &address).show()
}

/// `GET /{lang}/rounds/{round}/units/{unit}/evidence/{sha256}/frame`: what a frame asks for; leads on to the file at the origin of files.
pub(super) async fn frame(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, sha256)): CriterionPath,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let file = stored(&rounds, &caller, &opened, &sha256).ok_or_else(|| Refusal::Hidden.page(&reader))?;
    let address = rounds.desk.look_at(&caller, &file.hash, &file.media).await;
    Ok(go(&address.map_err(|refusal| refusal.page(&reader))?))
}

/// A stored file by its hash, where it is evidence of a criterion whose evidence the caller may see, or a signature under the unit's file.
fn stored(rounds: &Rounds, caller: &Caller, opened: &Opened, sha256: &str) -> Option<Stored> {
    let file = &opened.assessment;
    let sees = |node: &str| {
        rounds.may_at(caller, Action::See, Resource::Evidence, &opened.held, &opened.unit, Some(node)).is_ok()
    };
    let found = file.items.iter().find_map(|(node, item)| {
        let submitted = item.links.iter().flat_map(|link| &link.evidence);
        item.evidence
            .iter()
            .chain(submitted)
            .find(|evidence| is(&evidence.proof, sha256))
            .filter(|_| sees(node))
            .cloned()
    });
    let signature = || {
        let signed = file.submissions.iter().chain(&file.explained);
        let proof =
            signed.filter_map(|signed| signed.declaration.signature.as_ref()).find(|proof| is(proof, sha256))?;
        let may = rounds.may_at(caller, Action::See, Resource::SelfScore, &opened.held, &opened.unit, None).is_ok();
        may.then(|| Evidence { id: String::new(), title: String::new(), proof: proof.clone() })
    };
    let Evidence { title, proof, .. } = found.or_else(signature)?;
    let Proof::File { hash, name, size, media } = proof else { return None };
    Some(Stored { title: if title.is_empty() { name.clone() } else { title }, name, hash, size, media })
}

fn is(proof: &Proof, sha256: &str) -> bool {
    matches!(proof, Proof::File { hash, .. } if hash == sha256)
}
