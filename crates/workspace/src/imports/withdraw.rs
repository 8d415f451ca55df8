//! Taking an import of results or weights back: its rows stay, and are no longer shown.

use chiso_access::Action;
use chiso_store::imports::FileImport;
use chiso_web::Caller;

use crate::desk::Desk;
use crate::refusal::Refusal;

impl Desk {
    /// Withdraws an import, with a reason. Agencies are not taken back this way: what has happened to them since could not be told any more.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not; [`Refusal::Fields`] without a reason, or for an import of agencies or of what became of them; the store.
    pub async fn withdraw_import(&self, caller: &Caller, id: &str, reason: &str) -> Result<(), Refusal> {
        self.import(caller, id, Action::Remove).await?;
        if reason.trim().is_empty() {
            return Err(Refusal::field("reason", "Hãy ghi lý do thu hồi.", "Say why it is withdrawn."));
        }
        let (id, now) = (id.to_owned(), caller.now_us);
        let act = Desk::act(caller, "import.withdraw").because(reason.trim());
        self.store
            .write(act, move |writer| -> Result<(), Refusal> {
                let import: FileImport = writer.get(id)?.ok_or(Refusal::Hidden)?;
                if import.kind == "lineage" {
                    return Err(Refusal::whole(
                        "Không thu hồi được lần nhập sắp xếp, thay đổi đơn vị: chuỗi số liệu đã công bố có thể dựa vào đó.",
                        "An import of what became of agencies cannot be withdrawn: published series may rest on it.",
                    ));
                }
                if import.kind == "agencies" {
                    return Err(Refusal::whole(
                        "Không thu hồi được lần nhập cơ quan: hãy sửa từng cơ quan.",
                        "An import of agencies cannot be withdrawn: change the agencies one by one.",
                    ));
                }
                Ok(writer.update(&FileImport { withdrawn: Some(import.withdrawn.unwrap_or(now)), ..import })?)
            })
            .await?;
        self.publish();
        Ok(())
    }
}
