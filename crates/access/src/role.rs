//! What somebody is, within an agency and for a time.

use crate::word::words;

words! {
    /// A role. People hold roles through an [`Assignment`](crate::Assignment); the last two are held without one.
    Role {
        /// Runs rounds: opens them, sets the calendar, names the appraisers, publishes. Held at the ministry for the country, or at a province for its own units.
        NationalCoordinator "national-coordinator" "Điều phối viên quốc gia" "National coordinator"
        /// Consolidates a unit's self-assessment and names its contributors.
        UnitLead "unit-lead" "Đầu mối của đơn vị" "Unit lead"
        /// Enters numbers, self-scores and evidence for the criteria of the assignment's scope.
        UnitContributor "unit-contributor" "Người nhập liệu của đơn vị" "Unit contributor"
        /// The head of a unit: makes the one signed submission.
        UnitApprover "unit-approver" "Lãnh đạo phê duyệt của đơn vị" "Unit approver"
        /// Appraises the areas of the assignment's scope in all units below its agency.
        Appraiser "appraiser" "Người thẩm định" "Appraiser"
        /// Votes on the final scores.
        CouncilMember "council-member" "Thành viên hội đồng thẩm định" "Council member"
        /// Plans and runs surveys.
        SurveyManager "survey-manager" "Người quản lý điều tra xã hội học" "Survey manager"
        /// Fills in ballots with respondents, and keys in those on paper.
        Interviewer "interviewer" "Điều tra viên" "Interviewer"
        /// Receives dossiers and hands out results at a one-stop desk.
        DeskClerk "desk-clerk" "Công chức Bộ phận Một cửa" "Desk clerk"
        /// Handles dossiers within an agency.
        Officer "officer" "Công chức xử lý hồ sơ" "Officer"
        /// Staff of the public post operator at a desk.
        PostOperatorClerk "post-operator-clerk" "Nhân viên bưu chính công ích" "Post operator clerk"
        /// Reads everything, changes nothing.
        Inspector "inspector" "Người thanh tra, kiểm tra" "Inspector"
        /// Manages people, agencies and settings; never touches a score.
        Administrator "administrator" "Quản trị hệ thống" "Administrator"
        /// Anybody who has signed in, also without an assignment.
        SignedIn "signed-in" "Người đã đăng nhập" "Anyone signed in"
        /// Anybody at all.
        Anonymous "anonymous" "Khách (không đăng nhập)" "Anonymous visitor"
    }
}

impl Role {
    /// Whether the role is held through an assignment; the other two come by themselves.
    pub const fn assignable(self) -> bool {
        !matches!(self, Role::SignedIn | Role::Anonymous)
    }

    /// The role and those that everybody who holds it has too: their columns are part of its own.
    pub(crate) const fn with_inherited(self) -> &'static [Role] {
        const FROM_SIGNED_IN: &[Role] = &[Role::SignedIn, Role::Anonymous];
        match self {
            Role::Anonymous => &[Role::Anonymous],
            _ => FROM_SIGNED_IN,
        }
    }
}
