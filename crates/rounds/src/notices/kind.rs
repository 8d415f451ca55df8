//! What people are told of, and how they choose to be told by mail.

/// What somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A criterion was given to them.
    Assigned,
    /// A criterion was sent back to them.
    Returned,
    /// A criterion was reopened for them.
    Reopened,
    /// Every criterion of their unit is finished: it can be signed.
    Ready,
    /// Something of theirs ends soon.
    DueSoon,
    /// Something of theirs is late.
    Overdue,
    /// They are asked to explain a criterion.
    Flagged,
    /// A unit explained what they had asked.
    Explained,
    /// The council decided a criterion of theirs.
    Decided,
    /// Self-assessment began.
    SelfAssessmentBegan,
    /// The first appraisal began.
    AppraisalBegan,
    /// The time to explain began.
    ExplanationBegan,
    /// The second appraisal began.
    SecondAppraisalBegan,
    /// A deadline of theirs was moved.
    DeadlineMoved,
    /// A meeting of their council was called.
    MeetingCalled,
    /// The result was published.
    Published,
}

/// What people choose about: kinds that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Matter {
    /// Work that is given to them.
    Assigned,
    /// Work that is sent back or reopened.
    Returned,
    /// Work that ends soon.
    DueSoon,
    /// Work that is late.
    Overdue,
    /// What is to be explained, and what was.
    Flagged,
    /// What waits for their signature.
    Ready,
    /// What the council decided.
    Decided,
    /// Meetings of the council.
    Meeting,
    /// Phases, deadlines, publication.
    Calendar,
}

/// How somebody is told by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// As soon as it happens.
    AtOnce,
    /// Once a day, with everything else.
    Digest,
    /// Not at all.
    Never,
}

impl Kind {
    /// Every kind.
    pub(super) const ALL: [Kind; 16] = [
        Kind::Assigned,
        Kind::Returned,
        Kind::Reopened,
        Kind::Ready,
        Kind::DueSoon,
        Kind::Overdue,
        Kind::Flagged,
        Kind::Explained,
        Kind::Decided,
        Kind::SelfAssessmentBegan,
        Kind::AppraisalBegan,
        Kind::ExplanationBegan,
        Kind::SecondAppraisalBegan,
        Kind::DeadlineMoved,
        Kind::MeetingCalled,
        Kind::Published,
    ];

    /// Its name in the store.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Kind::Assigned => "assigned",
            Kind::Returned => "returned",
            Kind::Reopened => "reopened",
            Kind::Ready => "ready",
            Kind::DueSoon => "due-soon",
            Kind::Overdue => "overdue",
            Kind::Flagged => "flagged",
            Kind::Explained => "explained",
            Kind::Decided => "decided",
            Kind::SelfAssessmentBegan => "self-assessment-began",
            Kind::AppraisalBegan => "appraisal-began",
            Kind::ExplanationBegan => "explanation-began",
            Kind::SecondAppraisalBegan => "second-appraisal-began",
            Kind::DeadlineMoved => "deadline-moved",
            Kind::MeetingCalled => "meeting-called",
            Kind::Published => "published",
        }
    }

    /// The kind of a name.
    pub(super) fn of(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// What people choose it under.
    pub(super) const fn matter(self) -> Matter {
        match self {
            Kind::Assigned => Matter::Assigned,
            Kind::Returned | Kind::Reopened => Matter::Returned,
            Kind::DueSoon => Matter::DueSoon,
            Kind::Overdue => Matter::Overdue,
            Kind::Flagged | Kind::Explained => Matter::Flagged,
            Kind::Ready => Matter::Ready,
            Kind::Decided => Matter::Decided,
            Kind::MeetingCalled => Matter::Meeting,
            Kind::SelfAssessmentBegan
            | Kind::AppraisalBegan
            | Kind::ExplanationBegan
            | Kind::SecondAppraisalBegan
            | Kind::DeadlineMoved
            | Kind::Published => Matter::Calendar,
        }
    }

    /// The key of what it says.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Kind::Assigned => "notice-assigned",
            Kind::Returned => "notice-returned",
            Kind::Reopened => "notice-reopened",
            Kind::Ready => "notice-ready",
            Kind::DueSoon => "notice-due-soon",
            Kind::Overdue => "notice-overdue",
            Kind::Flagged => "notice-flagged",
            Kind::Explained => "notice-explained",
            Kind::Decided => "notice-decided",
            Kind::SelfAssessmentBegan => "notice-self-assessment-began",
            Kind::AppraisalBegan => "notice-appraisal-began",
            Kind::ExplanationBegan => "notice-explanation-began",
            Kind::SecondAppraisalBegan => "notice-second-appraisal-began",
            Kind::DeadlineMoved => "notice-deadline-moved",
            Kind::MeetingCalled => "notice-meeting-called",
            Kind::Published => "notice-published",
        }
    }
}

impl Matter {
    /// Every matter, as people choose.
    pub(super) const ALL: [Matter; 9] = [
        Matter::Assigned,
        Matter::Returned,
        Matter::DueSoon,
        Matter::Overdue,
        Matter::Flagged,
        Matter::Ready,
        Matter::Decided,
        Matter::Meeting,
        Matter::Calendar,
    ];

    /// Its name in forms and in the store.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Matter::Assigned => "assigned",
            Matter::Returned => "returned",
            Matter::DueSoon => "due-soon",
            Matter::Overdue => "overdue",
            Matter::Flagged => "flagged",
            Matter::Ready => "ready",
            Matter::Decided => "decided",
            Matter::Meeting => "meeting",
            Matter::Calendar => "calendar",
        }
    }

    /// What holds for whoever chose nothing: at once where somebody waits for them or time has run out.
    pub(super) const fn default_how(self) -> How {
        match self {
            Matter::Assigned | Matter::Returned | Matter::Overdue | Matter::Flagged => How::AtOnce,
            Matter::DueSoon | Matter::Ready | Matter::Decided | Matter::Meeting | Matter::Calendar => How::Digest,
        }
    }

    /// The key of what people call it.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Matter::Assigned => "matter-assigned",
            Matter::Returned => "matter-returned",
            Matter::DueSoon => "matter-due-soon",
            Matter::Overdue => "matter-overdue",
            Matter::Flagged => "matter-flagged",
            Matter::Ready => "matter-ready",
            Matter::Decided => "matter-decided",
            Matter::Meeting => "matter-meeting",
            Matter::Calendar => "matter-calendar",
        }
    }
}

impl How {
    /// Every way.
    pub(super) const ALL: [How; 3] = [How::AtOnce, How::Digest, How::Never];

    /// Its name in forms and in the store.
    pub(super) const fn id(self) -> &'static str {
        match self {
            How::AtOnce => "at_once",
            How::Digest => "digest",
            How::Never => "never",
        }
    }

    /// The way of a name.
    pub(super) fn of(id: &str) -> Option<How> {
        How::ALL.into_iter().find(|how| how.id() == id)
    }

    /// The key of what people call it.
    pub(super) const fn key(self) -> &'static str {
        match self {
            How::AtOnce => "how-at-once",
            How::Digest => "how-digest",
            How::Never => "how-never",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of(kind.id()), Some(kind));
            assert!(Matter::ALL.contains(&kind.matter()));
        }
        for how in How::ALL {
            assert_eq!(How::of(how.id()), Some(how));
        }
        assert_eq!((Kind::of("other"), How::of("")), (None, None));
    }
}
