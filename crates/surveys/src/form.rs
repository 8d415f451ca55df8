//! The questionnaire of a campaign, read from its file.

use std::sync::Arc;

use chiso_model::{Lang, Text};
use chiso_questionnaire::{Form, Problem, read_xlsx};
use chiso_workspace::Refusal;
use quick_cache::sync::Cache;

use crate::entry::Surveys;
use crate::held::Held;

/// Questionnaires that are kept in memory.
const MOST: usize = 64;

/// Questionnaires in memory, by the SHA-256 of their files: what is under one never changes.
pub(crate) struct Forms(Cache<String, Arc<Form>>);

impl Default for Forms {
    fn default() -> Forms {
        Forms(Cache::new(MOST))
    }
}

impl Surveys {
    /// The questionnaire of a campaign.
    ///
    /// # Errors
    /// That there is none yet, about the whole form; the vault; a file that can no longer be read.
    pub async fn form(&self, held: &Held) -> Result<Arc<Form>, Refusal> {
        let sha256 = held.campaign.setup.form.as_deref().ok_or_else(|| {
            Refusal::whole(
                "Đợt khảo sát chưa có phiếu hỏi. Hãy tải lên hoặc chọn một mẫu phiếu.",
                "The survey has no questionnaire. Upload one, or choose a form.",
            )
        })?;
        if let Some(form) = self.forms.0.get(sha256) {
            return Ok(form);
        }
        let (_, bytes) = self.desk.file(sha256).await?;
        let form = Arc::new(read_xlsx(&bytes).map_err(|problems| unreadable(&problems))?);
        self.forms.0.insert(sha256.to_owned(), Arc::clone(&form));
        Ok(form)
    }
}

/// That a file which was right when it was taken in is so no more: the program reads it in another way.
fn unreadable(problems: &[Problem]) -> Refusal {
    let lines = |lang: Lang| problems.iter().map(|problem| problem.line(lang)).collect::<Vec<_>>().join(" ");
    Refusal::Fault(Text::new(
        format!("Không đọc được phiếu hỏi đã lưu. {}", lines(Lang::Vi)),
        format!("The questionnaire that was kept cannot be read. {}", lines(Lang::En)),
    ))
}
