//! The publication bundle: written when something is published, signed with the installation's key, kept by its hash, downloaded by anybody.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_bundle::{Announcement, Contents, SigningKey, WriteError};
use chiso_model::{Lang, Text};
use chiso_round::round::{Decision, Issue};
use chiso_round::{Assessment, Link, Phase, RoundCommand, Stage};
use chiso_store::rounds::{AssessmentHead, RulebookText};
use chiso_store::salt;
use chiso_store::settings::InstallationKey;
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::answer;
use tokio::task::JoinError;

use crate::entry::Rounds;
use crate::frame::UnitPath;
use crate::held::Held;
use crate::named::agency_title;

/// Name of the key under which the installation keeps its private key.
const KEY: &str = "publication";
/// Media type of a bundle.
const ZIP: &str = "application/zip";

impl Rounds {
    /// Publishes a round, or a correction of it as a new issue: the bundle is written from what stands now, signed, kept, and named in the round.
    ///
    /// # Errors
    /// As [`Rounds::act_on_round`]; what keeps the bundle from being written; [`Refusal::Fields`] where somebody changed a score meanwhile.
    pub async fn publish(
        &self,
        caller: &Caller,
        round: &str,
        decision: Decision,
        reason: String,
    ) -> Result<Arc<Held>, Refusal> {
        let held = self.held(round).await?;
        let action = (chiso_access::Action::Publish, chiso_access::Resource::Publication);
        self.may(caller, action.0, action.1, &held.round.setup.owner, &[])?;
        let command = |bundle: String, versions: BTreeMap<String, u64>| RoundCommand::Publish {
            bundle,
            versions,
            decision: decision.clone(),
            reason: reason.clone(),
        };
        // What the state machine would refuse is refused before a file is written.
        let trial = || command("0".repeat(64), BTreeMap::new());
        let may_publish = matches!(held.round.phase, Phase::Council | Phase::Published);
        if !may_publish || held.round.decide(&held.rules, &self.by(caller, &held)?, trial()).is_err() {
            return self.act_on_round(caller, round, trial()).await;
        }
        let assessments = self.all_assessments(&held).await?;
        let versions: BTreeMap<String, u64> = assessments.iter().map(|(unit, a)| (unit.clone(), a.version)).collect();
        let number = u32::try_from(held.round.issues.len()).unwrap_or(u32::MAX).saturating_add(1);
        let issue = Announcement { number, decision: decision.clone(), reason: reason.clone() };
        let bytes = self.bundle(caller, &held, assessments, issue).await?;
        let name = format!("chiso-{}-{}-{number}.zip", held.rulebook.id, held.round.setup.period);
        let hash = self.desk.keep_file(caller, &name, ZIP, bytes).await?;
        let command = command(hash.to_string(), versions.clone());
        let id = round.to_owned();
        let done = self.act_on_round_then(caller, round, command, move |writer, after, _| {
            // The bundle says which issue it is and what it corrects: somebody else may have issued another meanwhile.
            if after.round.issues.last().is_none_or(|issue| issue.number != number) {
                return Err(Refusal::whole(
                    "Người khác vừa công bố kết quả đợt này trong lúc tạo gói công bố. Hãy xem bản vừa công bố; nếu vẫn cần đính chính thì công bố lại.",
                    "Somebody else published this result while the bundle was written. Look at their issue; if there is still something to correct, publish again.",
                ));
            }
            let heads: BTreeMap<String, i64> = writer
                .assessment_heads(&id)?
                .into_iter()
                .map(|head: AssessmentHead| (head.unit, head.events))
                .collect();
            let same = versions.iter().all(|(unit, version)| {
                heads.get(unit).copied().unwrap_or(0) == i64::try_from(*version).unwrap_or(i64::MAX)
            });
            if same {
                return Ok(());
            }
            Err(Refusal::whole(
                "Có điểm vừa được thay đổi trong lúc tạo gói công bố. Hãy xem lại kết quả rồi công bố lại.",
                "A score was changed while the bundle was written. Look at the result again, then publish.",
            ))
        });
        let held = done.await?;
        self.desk.publish();
        Ok(held)
    }

    /// The bundle of a round as it stands; written beside the threads that answer.
    ///
    /// # Errors
    /// What keeps it from being written; [`Refusal::Fields`] where it says the same as the last issue.
    async fn bundle(
        &self,
        caller: &Caller,
        held: &Arc<Held>,
        assessments: BTreeMap<String, Arc<Assessment>>,
        issue: Announcement,
    ) -> Result<Vec<u8>, Refusal> {
        let hash = held.round.setup.rulebook_hash.clone();
        let text = self.desk.store().read(move |reader| reader.get::<RulebookText>(hash)).await?;
        let text = text.ok_or(Refusal::Hidden)?.text;
        let key = self.signing_key(caller.now_us).await?;
        let previous = self.previous(held).await?;
        let last = match held.round.issues.last() {
            Some(last) => Some(self.desk.file(&last.bundle).await?.1),
            None => None,
        };
        let register = self.desk.register();
        let round = Arc::clone(held);
        let written = tokio::task::spawn_blocking(move || {
            let day = round.round.setup.period.last_day();
            let title = |id: &str| agency_title(&register, id, day);
            let setup = &round.round.setup;
            let ids = setup.units.iter().map(|entrant| &entrant.unit).chain([&setup.owner]);
            let names = ids.map(|id| (id.clone(), title(id))).collect();
            let authors = authors(&round, &assessments, &title);
            let read = |bytes: Vec<u8>| chiso_bundle::read(&bytes).ok().and_then(|bundle| bundle.published());
            let previous = previous.and_then(read);
            let contents = Contents {
                round: &round.round,
                rulebook: &text,
                assessments: &assessments,
                names: &names,
                authors: &authors,
                issue,
                previous: previous.as_ref(),
            };
            let bytes = chiso_bundle::write(&contents, Some(&key))?;
            Ok::<_, WriteError>((!last.is_some_and(|last| says_the_same(&last, &bytes))).then_some(bytes))
        });
        let fault = |error: JoinError| {
            Refusal::Fault(Text::new(
                format!("Không tạo được gói công bố: {error}"),
                format!("The bundle could not be written: {error}"),
            ))
        };
        match written.await.map_err(fault)? {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => {
                let names = self.names(held).await?;
                Err(Refusal::Fields(vec![("", chiso_round::Refusal::NothingNew.text(&|id| names.of(id)))]))
            }
            Err(error) => Err(Refusal::Fields(vec![("", Text::new(error.message(Lang::Vi), error.message(Lang::En)))])),
        }
    }

    /// The bundle of the last round before by the same agency with the same index, where there is one.
    async fn previous(&self, held: &Held) -> Result<Option<Vec<u8>>, Refusal> {
        let before = self.issued_before(held).await?;
        let Some(issue) = before.as_ref().and_then(|other| other.round.issues.last()) else { return Ok(None) };
        let (_, bytes) = self.desk.file(&issue.bundle).await?;
        Ok(Some(bytes))
    }

    /// The installation's key for publications; made when it is first asked for.
    pub(crate) async fn signing_key(&self, now_us: i64) -> Result<SigningKey, Refusal> {
        let fault = |error: chiso_bundle::BadKey| Refusal::Fault(error.text());
        let known = self.desk.store().read(|reader| reader.get::<InstallationKey>(KEY.to_owned())).await?;
        if let Some(known) = known {
            return SigningKey::from_pkcs8(&known.value).map_err(fault);
        }
        let chance: [u8; 32] = [salt(), salt()].concat().try_into().unwrap_or_default();
        let made = SigningKey::generate(&chance).map_err(fault)?;
        let value = made.pkcs8().to_vec();
        let act = chiso_store::Act::new("system", "installation-key.create", now_us);
        let kept = self
            .desk
            .store()
            .write(act, move |writer| -> Result<Vec<u8>, Refusal> {
                if let Some(known) = writer.get::<InstallationKey>(KEY.to_owned())? {
                    return Ok(known.value);
                }
                writer.insert(&InstallationKey { name: KEY.to_owned(), value: value.clone(), created: now_us })?;
                Ok(value)
            })
            .await?;
        SigningKey::from_pkcs8(&kept).map_err(fault)
    }
}

/// Whether two bundles hold the same scores and results: a new issue must correct something.
fn says_the_same(before: &[u8], now: &[u8]) -> bool {
    let (Ok(before), Ok(now)) = (chiso_bundle::read(before), chiso_bundle::read(now)) else { return false };
    ["units.csv", "chain.jsonl", "joined.csv", "facts.csv", "result.csv"]
        .into_iter()
        .all(|part| before.part(part) == now.part(part))
}

/// How the public names the authors of a round's links: by agency and part played, never by person.
pub(crate) fn authors(
    held: &Held,
    assessments: &BTreeMap<String, Arc<Assessment>>,
    title: &dyn Fn(&str) -> Text,
) -> BTreeMap<String, Text> {
    let mut out: BTreeMap<String, Text> = BTreeMap::new();
    let part = |text: Text, vi: &str, en: &str| {
        let named = text.get(Lang::En).to_owned();
        Text::new(format!("{} ({vi})", text.vi), format!("{named} ({en})"))
    };
    let setup = &held.round.setup;
    for (unit, assessment) in assessments {
        // A round has thousands of links, and a unit's are by a handful of people: each is named once for each part played.
        let links = assessment.items.values().flat_map(|item| &item.links);
        let played: BTreeSet<(Stage, &String)> = links.flat_map(hands).collect();
        for (stage, by) in played {
            let named = match stage {
                Stage::SelfScore | Stage::Explanation => {
                    part(title(unit), "tự chấm điểm, giải trình", "self-score, explanation")
                }
                Stage::First | Stage::Second => {
                    let found = setup.appraisers.iter().find(|appraiser| appraiser.person == *by);
                    part(title(found.map_or(&setup.owner, |a| &a.agency)), "thẩm định", "appraisal")
                }
                Stage::Council => Text::new("Hội đồng thẩm định", "Council"),
                Stage::Correction => part(title(&setup.owner), "đính chính", "correction"),
            };
            out.insert(by.clone(), named);
        }
    }
    out
}

/// Who had a hand in a link, and at which stage.
fn hands(link: &Link) -> impl Iterator<Item = (Stage, &String)> {
    std::iter::once(&link.by).chain(&link.checked_by).map(|by| (link.stage, by))
}

/// `GET /{lang}/published/{round}/issues/{issue}`: the bundle of an issue.
pub(super) async fn download(
    reader: Reader,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, issue)): UnitPath,
) -> Result<Response, PageError> {
    let refused = |refusal: Refusal| refusal.page(&reader);
    let held = published(&rounds, &round).await.map_err(refused)?;
    let number: u32 = issue.trim_end_matches(".zip").parse().map_err(|_| refused(Refusal::Hidden))?;
    let found: Option<&Issue> = held.round.issues.iter().find(|issue| issue.number == number);
    let issue = found.ok_or_else(|| refused(Refusal::Hidden))?;
    let (name, bytes) = rounds.desk.file(&issue.bundle).await.map_err(refused)?;
    Ok(answer(&name, ZIP, bytes))
}

/// `GET /{lang}/published/key`: the public key, as other programs read it.
pub(super) async fn key(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path(_): Path<String>,
) -> Result<Response, PageError> {
    let key = rounds.signing_key(caller.now_us).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(answer("chiso-publication-key.pem", "application/x-pem-file", key.public().to_pem().into_bytes()))
}

/// A round of which something was published.
pub(super) async fn published(rounds: &Rounds, round: &str) -> Result<Arc<Held>, Refusal> {
    let held = rounds.held(round).await?;
    if held.round.issues.is_empty() { Err(Refusal::Hidden) } else { Ok(held) }
}
