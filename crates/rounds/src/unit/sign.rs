//! Signing: words that are typed, a code of the second factor, a signature file where there is one.

use chiso_access::Resource;
use chiso_model::{Lang, Text};
use chiso_round::assessment::{Declaration, Lack, Signed};
use chiso_round::{Assessment, AssessmentCommand, By, Frame, Refusal as Why};
use chiso_web::parts::{Confirmation, Field, Form};
use chiso_web::{Caller, Fields, Reader, Upload};
use chiso_workspace::Refusal;
use chiso_workspace::account::Factor;
use chiso_workspace::house::{at, form_to, moment};

use super::evidence::take;
use super::sight::Opened;
use crate::entry::Rounds;
use crate::frame::unit_address;
use crate::words::{say, say_with};

/// What is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signing {
    /// The self-assessment, or what was reopened of it.
    SelfAssessment,
    /// The answers to the first appraisal.
    Explanation,
}

impl Signing {
    /// What follows the address of the unit's file.
    pub(super) const fn rest(self) -> &'static str {
        match self {
            Signing::SelfAssessment => "/submit",
            Signing::Explanation => "/explain/submit",
        }
    }

    /// What the right to sign it is asked of.
    pub(super) const fn resource(self) -> Resource {
        match self {
            Signing::SelfAssessment => Resource::SelfScore,
            Signing::Explanation => Resource::Explanation,
        }
    }

    fn command(self, declaration: Declaration) -> AssessmentCommand {
        match self {
            Signing::SelfAssessment => AssessmentCommand::Submit { declaration },
            Signing::Explanation => AssessmentCommand::SubmitExplanation { declaration },
        }
    }

    /// The words that must be typed.
    pub(super) fn phrase(self, lang: Lang) -> String {
        match self {
            Signing::SelfAssessment => say(lang, "sign-phrase-self"),
            Signing::Explanation => say(lang, "sign-phrase-explanation"),
        }
    }

    fn blank_label(self, lang: Lang) -> String {
        match self {
            Signing::SelfAssessment => say(lang, "sign-blank-self"),
            Signing::Explanation => say(lang, "sign-blank-explanation"),
        }
    }
}

/// What is missing before signing, as the round itself says; or why it cannot be signed at all now.
pub(super) fn lacks(
    assessment: &Assessment,
    frame: Frame<'_>,
    by: &By,
    signing: Signing,
    leaves_blank: bool,
) -> Result<Vec<Lack>, Why> {
    let declaration = Declaration { statement: "-".to_owned(), second_factor: true, signature: None, leaves_blank };
    match assessment.decide(frame, by, signing.command(declaration)) {
        Ok(_) => Ok(Vec::new()),
        Err(Why::Incomplete(lacks)) => Ok(lacks),
        Err(other) => Err(other),
    }
}

/// The form in which somebody signs.
pub(super) fn form(reader: &Reader, caller: &Caller, opened: &Opened, signing: Signing, lacking: bool) -> Form {
    let lang = reader.lang;
    let address = unit_address(&opened.held, &opened.unit);
    let mut form = form_to(reader, caller, &format!("{address}{}", signing.rest()));
    if lacking {
        form = form.field(
            Field::single_box(lang, "leaves_blank", signing.blank_label(lang), false)
                .hint(say(lang, "sign-blank-hint")),
        );
    }
    let phrase = [("phrase", signing.phrase(lang).into())];
    form.field(
        Field::text(lang, "statement", say(lang, "sign-statement"))
            .hint(say_with(lang, "sign-statement-hint", &phrase))
            .autocomplete("off"),
    )
    .field(Field::code(lang, "code", say(lang, "sign-code")).hint(say(lang, "sign-code-hint")))
    .field(
        Field::file(lang, "signature", say(lang, "sign-file"), ".p7s,.sig")
            .hint(say(lang, "sign-file-hint"))
            .optional(),
    )
    .submit(match signing {
        Signing::SelfAssessment => say(lang, "sign-send-self"),
        Signing::Explanation => say(lang, "sign-send-explanation"),
    })
    .cancel(say(lang, "sign-cancel"), at(reader, &address))
}

/// Signs: what is typed first, so that no code is used up by a slip; then the code; then the round decides.
pub(super) async fn sign(
    rounds: &Rounds,
    caller: &Caller,
    opened: &Opened,
    signing: Signing,
    fields: &Fields,
    file: Option<Upload>,
) -> Result<(), Refusal> {
    let leaves_blank = fields.has("leaves_blank");
    let mut declaration = Declaration {
        statement: fields.get("statement").to_owned(),
        second_factor: false,
        signature: None,
        leaves_blank,
    };
    match lacks(&opened.assessment, opened.frame(), &opened.by, signing, leaves_blank) {
        Ok(lacks) if lacks.is_empty() => {
            check(&declaration.statement, file.as_ref(), signing)?;
            if let Some(file) = file {
                let taken = take(rounds, caller, file).await;
                declaration.signature = Some(taken.map_err(|refusal| beside(refusal, "signature"))?);
            }
            rounds.desk.confirm_with_code(caller, fields.get("code")).await?;
            declaration.second_factor = true;
        }
        Ok(lacks) => {
            // What it is stands on the page, each with a link to where it is mended.
            let mended = lacks.iter().all(Lack::must_be_mended);
            let (field, key) = if mended { ("", "sign-refused-reason") } else { ("leaves_blank", "sign-refused") };
            let text = |lang| say_with(lang, key, &[("count", lacks.len().into())]);
            return Err(Refusal::Fields(vec![(field, Text::new(text(Lang::Vi), text(Lang::En)))]));
        }
        // What the round refuses anyway is refused by it, so that the attempt is kept.
        Err(_) => {}
    }
    rounds.act_on_unit(caller, &opened.held.id, &opened.unit, vec![signing.command(declaration)]).await?;
    Ok(())
}

/// Whether the words were typed, and the file is one of a signature.
fn check(statement: &str, file: Option<&Upload>, signing: Signing) -> Result<(), Refusal> {
    if !Lang::ALL.iter().any(|lang| is_same(statement, &signing.phrase(*lang))) {
        let text = |lang| say_with(lang, "sign-statement-wrong", &[("phrase", signing.phrase(lang).into())]);
        return Err(Refusal::Fields(vec![("statement", Text::new(text(Lang::Vi), text(Lang::En)))]));
    }
    let ends = |file: &Upload| file.name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    if file.is_some_and(|file| !matches!(ends(file).as_str(), "p7s" | "sig")) {
        let text = |lang| say(lang, "sign-file-wrong");
        return Err(Refusal::Fields(vec![("signature", Text::new(text(Lang::Vi), text(Lang::En)))]));
    }
    Ok(())
}

/// The same refusal beside another field.
fn beside(refusal: Refusal, name: &'static str) -> Refusal {
    match refusal {
        Refusal::Fields(fields) => Refusal::Fields(fields.into_iter().map(|(_, text)| (name, text)).collect()),
        other => other,
    }
}

/// Whether two sentences are the same but for capitals, space and a full stop.
fn is_same(typed: &str, wanted: &str) -> bool {
    let plain = |text: &str| {
        text.to_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .trim_matches(['.', '“', '”', '"'])
            .to_owned()
    };
    plain(typed) == plain(wanted)
}

impl Rounds {
    /// Whether somebody has a second factor to sign with.
    pub(super) async fn can_sign(&self, caller: &Caller) -> Result<bool, Refusal> {
        Ok(matches!(self.desk.second_factor(caller).await?, Factor::Works { .. }))
    }
}

/// The page that says what was signed: when, under which number, and what comes next.
pub(super) fn confirmation(
    reader: &Reader,
    opened: &Opened,
    signing: Signing,
    signed: &Signed,
    number: usize,
) -> Confirmation {
    let lang = reader.lang;
    let period = opened.held.round.setup.period;
    let (title, next, number) = match signing {
        Signing::SelfAssessment => {
            (say(lang, "signed-self"), say(lang, "signed-self-next"), format!("{}-{period}-{number:02}", opened.unit))
        }
        Signing::Explanation => (
            say(lang, "signed-explanation"),
            say(lang, "signed-explanation-next"),
            format!("{}-{period}-GT", opened.unit),
        ),
    };
    let facts = [("at", moment::minute(signed.at, lang).into()), ("count", signed.nodes.len().into())];
    let mut confirmation = Confirmation::new(title)
        .number(say(lang, "signed-number"), number)
        .next(say_with(lang, "signed-at", &facts))
        .next(next);
    if let Some(chiso_round::Proof::File { hash, name, .. }) = &signed.declaration.signature {
        confirmation = confirmation.next(say_with(
            lang,
            "signed-file",
            &[("name", name.clone().into()), ("hash", hash.clone().into())],
        ));
    }
    confirmation.link(say(lang, "criterion-file"), at(reader, &unit_address(&opened.held, &opened.unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_typed_as_people_type() {
        let wanted = Signing::SelfAssessment.phrase(Lang::Vi);
        for (typed, same) in [
            (wanted.clone(), true),
            (format!("  “{}.” ", wanted.to_uppercase()), true),
            (wanted.replacen(' ', "  ", 1), true),
            (String::new(), false),
            ("đồng ý".to_owned(), false),
        ] {
            assert_eq!(is_same(&typed, &wanted), same, "{typed}");
        }
    }
}
