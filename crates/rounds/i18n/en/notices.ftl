### Notices, mail, and what waits.

notices-title = Notices
notices-lead = { $count ->
        [one] One notice is unread.
       *[other] { $count } notices are unread.
    }
notices-lead-none = You have read every notice.
notices-what = Notice
notices-about = Round, unit
notices-when = Time
notices-standing = State
notices-unread = Unread
notices-read = Read
notices-read-one = Mark as read
notices-read-all = Mark all as read ({ $count })
notices-show = Show
notices-show-all = All
notices-show-unread = Unread
notices-empty = There are no notices yet.
notices-empty-help = When you are given work, a deadline is near, something is to be explained or was decided, it is told here.
said-notices-read = Marked as read.
notice-assigned = A criterion was given to you
notice-returned = A criterion was returned to be mended
notice-reopened = A criterion was reopened
notice-ready = The self-assessment is finished and waits for a signature
notice-due-soon = Due soon
notice-overdue = Overdue
notice-flagged = To be explained
notice-explained = A unit submitted its explanation
notice-decided = The council decided
notice-self-assessment-began = Self-assessment has begun
notice-appraisal-began = The first appraisal has begun
notice-explanation-began = The time to explain has begun
notice-second-appraisal-began = The second appraisal has begun
notice-deadline-moved = A deadline was moved
notice-meeting-called = A meeting of the council was called
notice-published = The result was published
choices-title = Choose which mails you get
choices-lead = Every notice stands in the system. Choose which ones you also get by mail. The digest goes out at 7:30 every day, Việt Nam time.
choices-lead-no-mail = This system sends no mail yet, so notices stand in the system only. Your choice holds once mail is switched on.
choices-keep = Save choices
choices-missing = Choose one of the ways.
said-choices-kept = Your choices were saved.
matter-assigned = Work given to you
matter-returned = Work returned or reopened
matter-due-soon = Due soon
matter-overdue = Overdue
matter-flagged = Explanations asked for and submitted
matter-ready = Files that wait for a signature
matter-decided = Decisions of the council
matter-meeting = Meetings of the council
matter-calendar = Phases, deadlines, publication
how-at-once = As soon as it happens
how-digest = In the daily digest
how-never = No mail
waits-criteria = Criteria that wait for you
waits-criterion = Criterion
waits-about = Round, unit
waits-due = Due
waits-standing = State
waits-appraisal = { $count ->
        [one] Appraise one item
       *[other] Appraise { $count } items
    }
waits-votes = { $count ->
        [one] Vote on one item at the meeting of { $day }
       *[other] Vote on { $count } items at the meeting of { $day }
    }
waits-submit = Sign and submit the self-assessment of { $unit }
waits-explain = Sign and submit the explanation of { $unit }
waits-notices = { $count ->
        [one] Read one new notice
       *[other] Read { $count } new notices
    }
waits-notices-why = Work given to you, deadlines, explanations and decisions.
notices-cancel = Cancel
