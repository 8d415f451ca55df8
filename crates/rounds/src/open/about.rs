//! `/{lang}/rounds/{round}/setup/about`: the name, what units see, the second person's check, and whether the round is made up.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_model::Text;
use chiso_round::round::Visibility;
use chiso_round::{RoundCommand, Stage};
use chiso_web::parts::{Choice, Field, Form};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::house::Pairs;

use super::mend::{form, is_draft, page as part_page, saved, to_save, unchanged};
use crate::entry::Rounds;
use crate::frame::RoundPath;
use crate::held::Held;
use crate::words::say;

/// What units may be shown before publication, stage by stage.
const STAGES: [Stage; 3] = [Stage::First, Stage::Second, Stage::Council];

/// `GET /{lang}/rounds/{round}/setup/about`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    part_page(&reader, &held, "/about", ("setup-about", "setup-about-lead"), &pairs)
        .form(&blank(&reader, &caller, &held))
        .show()
}

/// `POST /{lang}/rounds/{round}/setup/about`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let mut form = blank(&reader, &caller, &held).fill(&fields);
    if is_draft(&held) && fields.get("title_vi").is_empty() {
        form = form.wrong("title_vi", say(reader.lang, "setup-title-missing"));
        return part_page(&reader, &held, "/about", ("setup-about", "setup-about-lead"), &[]).form(&form).show();
    }
    match keep(&rounds, &caller, &held, &fields).await {
        Ok(()) => Ok(saved(&reader, &held, "")),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, form)?;
            part_page(&reader, &held, "/about", ("setup-about", "setup-about-lead"), &[])
                .status(status)
                .form(&form)
                .show()
        }
    }
}

async fn keep(rounds: &Rounds, caller: &Caller, held: &Held, fields: &Fields) -> Result<(), chiso_workspace::Refusal> {
    let stages = |name: &str| fields.all(name).filter_map(Stage::of).filter(|s| STAGES.contains(s)).collect();
    let see: BTreeSet<Stage> = stages("see");
    let export: BTreeSet<Stage> = stages("export");
    let visibility = Visibility { see, export };
    if !is_draft(held) {
        unchanged(held, fields)?;
        return rounds.change(caller, held, RoundCommand::SetVisibility { visibility }).await;
    }
    let en = Some(fields.get("title_en").to_owned()).filter(|en| !en.is_empty());
    let change = rounds.revise(caller, held, fields, |setup| {
        setup.title = Text { vi: fields.get("title_vi").to_owned(), en };
        setup.visibility = visibility;
        setup.second_check = fields.has("second_check");
        setup.simulated = fields.has("simulated");
    });
    change.await
}

fn blank(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    let setup = &held.round.setup;
    let stages = |among: &BTreeSet<Stage>| -> Vec<Choice> {
        let choice = |stage: Stage| Choice::new(stage.id(), stage.title().get(lang)).chosen(among.contains(&stage));
        STAGES.into_iter().map(choice).collect()
    };
    let mut form = form(reader, caller, held, "/about");
    if is_draft(held) {
        let en = setup.title.en.as_deref().unwrap_or_default();
        form = form
            .field(
                Field::text(lang, "title_vi", say(lang, "setup-title-vi"))
                    .hint(say(lang, "setup-title-hint"))
                    .limit(300)
                    .value(&setup.title.vi),
            )
            .field(Field::text(lang, "title_en", say(lang, "setup-title-en")).limit(300).value(en).optional());
    }
    form = form
        .section(say(lang, "setup-visibility"), say(lang, "setup-visibility-hint"))
        .field(Field::boxes(lang, "see", say(lang, "setup-see"), stages(&setup.visibility.see)).optional())
        .field(
            Field::boxes(lang, "export", say(lang, "setup-export"), stages(&setup.visibility.export))
                .hint(say(lang, "setup-export-hint"))
                .optional(),
        );
    if is_draft(held) {
        form = form
            .section(say(lang, "setup-how"), "")
            .field(Field::single_box(lang, "second_check", say(lang, "setup-second-check"), setup.second_check))
            .field(Field::single_box(lang, "simulated", say(lang, "setup-simulated"), setup.simulated));
    }
    to_save(reader, held, form)
}
