//! Comparing imported figures with what they come from: by somebody else than who took them in, and until somebody takes that back.

use chiso_access::Action;
use chiso_store::imports::FileImport;
use chiso_web::Caller;

use super::results::may_approve;
use crate::desk::Desk;
use crate::refusal::Refusal;

/// Most characters of what figures were compared with.
const LONGEST: usize = 500;

impl Desk {
    /// Says that the figures of an import were compared with what they come from, and with what.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not; [`Refusal::Fields`] without what they were compared with, for whoever took them in, and for an import that holds no
    /// figures, was withdrawn or is checked already; the store.
    pub async fn check_import(&self, caller: &Caller, id: &str, against: &str) -> Result<(), Refusal> {
        self.may_check(caller, id).await?;
        let against = against.trim().to_owned();
        if against.is_empty() || against.chars().count() > LONGEST {
            return Err(Refusal::field(
                "against",
                "Hãy ghi văn bản đã dùng để đối chiếu (tên, số, ngày), không quá 500 ký tự.",
                "Name the document that they were compared with (title, number, day), in at most 500 characters.",
            ));
        }
        let act = Desk::act(caller, "result.check").because(against.as_str());
        let (who, now) = (Desk::actor_of(caller), caller.now_us);
        self.mark(id, act, move |import| {
            if import.made_by == who {
                return Err(Refusal::whole(
                    "Người đã nhập không tự đối chiếu được; hãy đề nghị người khác có cùng quyền.",
                    "Whoever took the figures in cannot check them; ask somebody else who has the right.",
                ));
            }
            if import.kind != "results" || import.withdrawn.is_some() || import.checked.is_some() {
                return Err(Refusal::whole(
                    "Chỉ đối chiếu lần nhập kết quả đang dùng và chưa được đối chiếu.",
                    "Only an import of results that is in use and was not checked yet can be checked.",
                ));
            }
            Ok(FileImport { checked: Some(now), checked_by: Some(who), checked_against: Some(against), ..import })
        })
        .await
    }

    /// Takes back that the figures of an import were compared.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not; [`Refusal::Fields`] without a reason, and for an import that is not checked; the store.
    pub async fn uncheck_import(&self, caller: &Caller, id: &str, reason: &str) -> Result<(), Refusal> {
        self.may_check(caller, id).await?;
        if reason.trim().is_empty() {
            return Err(Refusal::field("reason", "Hãy ghi lý do bỏ xác nhận.", "Say why it is taken back."));
        }
        let act = Desk::act(caller, "result.uncheck").because(reason.trim());
        self.mark(id, act, |import| {
            if import.checked.is_none() {
                return Err(Refusal::whole("Lần nhập này chưa được đối chiếu.", "This import was not checked."));
            }
            Ok(FileImport { checked: None, checked_by: None, checked_against: None, ..import })
        })
        .await
    }

    /// Whether a caller may check an import, or take that back. Nobody checks what they may not see.
    async fn may_check(&self, caller: &Caller, id: &str) -> Result<(), Refusal> {
        self.import(caller, id, Action::See).await?;
        may_approve(caller)
    }

    async fn mark(
        &self,
        id: &str,
        act: chiso_store::Act,
        change: impl FnOnce(FileImport) -> Result<FileImport, Refusal> + Send + 'static,
    ) -> Result<(), Refusal> {
        let id = id.to_owned();
        self.store
            .write(act, move |writer| -> Result<(), Refusal> {
                let import = writer.get::<FileImport>(id)?.ok_or(Refusal::Hidden)?;
                Ok(writer.update(&change(import)?)?)
            })
            .await?;
        self.publish();
        Ok(())
    }
}
