//! The kinds of things that rights are about.

use crate::word::words;

words! {
    /// A kind of thing. The agency of a target is the one the thing belongs to; a thing of nobody's (settings) has none.
    Resource {
        /// A published result of any year.
        PublishedResult "published-result" "Kết quả đã công bố" "Published result"
        /// A rulebook: its definition, and its editions. Publish: bring an edition into force.
        Method "method" "Bộ tiêu chí và phương pháp" "Method"
        /// The open data: tables, catalogue, API documents.
        OpenData "open-data" "Dữ liệu mở" "Open data"
        /// A file of official boundaries.
        Boundary "boundary" "Tệp ranh giới hành chính" "Boundary file"
        /// An agency with its names, codes and place in the tree.
        Agency "agency" "Cơ quan, đơn vị" "Agency"
        /// A merger, split, rename, move or end of agencies. Remove: withdraw an entry made by mistake, which stays in the journal.
        Lineage "lineage" "Sắp xếp, thay đổi đơn vị" "Change of agencies"
        /// A file of agencies on its way in. Create: upload and try; Approve: write.
        AgencyImport "agency-import" "Nhập danh mục cơ quan" "Import of agencies"
        /// A file of published results on its way in. Create: upload and try; Approve: write.
        ResultImport "result-import" "Nhập kết quả đã công bố" "Import of results"
        /// One's own account: name, password, second factor, sessions.
        OwnAccount "own-account" "Tài khoản của mình" "Own account"
        /// Somebody's account. Change: also a new one-time link, a reset of the second factor, the end of sessions. Remove: erase the person.
        Person "person" "Người dùng" "Person"
        /// A role of a person within an agency and for a time; the owner is the person who holds it. What may be granted: [`may_grant`](crate::may_grant).
        Assignment "assignment" "Phân công vai trò" "Assignment of a role"
        /// A role lent to another person until a day; the owner is the person who lends.
        Delegation "delegation" "Ủy quyền" "Delegation"
        /// A key of the API for an agency; it can do no more than whoever made it.
        ApiKey "api-key" "Khóa API" "API key"
        /// The journal of everything that was changed.
        Journal "journal" "Nhật ký thay đổi" "Journal"
        /// The settings of the installation.
        Settings "settings" "Cấu hình hệ thống" "Settings"
        /// Measurements, background work and backups of the running system. Create: start a backup.
        Operation "operation" "Vận hành hệ thống" "Operation of the system"
        /// A round of assessment: calendar, units, who appraises what. Change: also opening and closing it.
        Round "round" "Đợt đánh giá" "Round"
        /// A round that has not begun: who will be assessed, by whom, until when.
        RoundDraft "round-draft" "Đợt đánh giá đang chuẩn bị" "Round being set up"
        /// A unit's self-score for a criterion, with its numbers. Submit: the one signed submission of the unit. Return: back to the contributor.
        SelfScore "self-score" "Điểm tự đánh giá" "Self-score"
        /// What a unit works on and has not signed: numbers, answers and evidence being entered, who does what until when.
        WorkingPaper "working-paper" "Bản đang soạn của đơn vị" "Working paper of a unit"
        /// A file or link that proves a self-score.
        Evidence "evidence" "Tài liệu kiểm chứng" "Evidence"
        /// An appraiser's score for a criterion of a unit. Return: ask the unit for an explanation.
        Appraisal "appraisal" "Thẩm định" "Appraisal"
        /// A unit's answer to an appraisal.
        Explanation "explanation" "Giải trình" "Explanation"
        /// What the council decides. Approve: vote.
        CouncilDecision "council-decision" "Quyết định của hội đồng" "Council decision"
        /// The publication of a round's result. Change: also the switches when units see and export what.
        Publication "publication" "Công bố kết quả" "Publication"
        /// A survey: questionnaire, sample, campaign. Publish: publish its results.
        Survey "survey" "Đợt khảo sát" "Survey"
        /// One answer to a questionnaire; the owner is whoever keyed it in. Return: call back for checking.
        Ballot "ballot" "Phiếu khảo sát" "Ballot"
        /// A procedure and its versions. Publish: the announcement decision.
        Procedure "procedure" "Thủ tục hành chính" "Procedure"
        /// The calendar of working days.
        Calendar "calendar" "Lịch làm việc" "Working calendar"
        /// An application, with the data of the citizen. Return: supplement request or refusal. Approve: sign the result.
        Dossier "dossier" "Hồ sơ thủ tục hành chính" "Dossier"
        /// What a citizen sees of a dossier by its code.
        DossierTracking "dossier-tracking" "Tra cứu tình trạng hồ sơ" "Dossier tracking"
        /// A citizen's rating of a dossier's handling.
        Rating "rating" "Đánh giá của người dân" "Rating"
        /// A petition of a citizen. Change: handle it. Approve: send the answer.
        Petition "petition" "Phản ánh, kiến nghị" "Petition"
        /// Live figures of an agency: what is open, due and late.
        Board "board" "Bảng theo dõi, điều hành" "Board"
    }
}

impl Resource {
    /// Whether it is divided by criteria or areas, so that an assignment with a scope reaches only the parts within that scope.
    pub const fn divided(self) -> bool {
        matches!(
            self,
            Resource::SelfScore
                | Resource::WorkingPaper
                | Resource::Evidence
                | Resource::Appraisal
                | Resource::Explanation
        )
    }
}
