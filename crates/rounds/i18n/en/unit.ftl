unit-list-title = Units of the round
unit-list-lead = { $begun } of { $of } units have begun.
unit-list-lead-all = { $of ->
    [one] { $of } unit is assessed.
   *[other] { $of } units are assessed.
}
unit-list-find = Find by name or id
unit-list-state = State
unit-list-state-all = All
unit-list-state-submitted = Submitted
unit-list-state-open = Not submitted
unit-list-state-flagged = Asked to explain
unit-list-column-unit = Unit
unit-list-column-group = Group
unit-list-column-progress = Complete / entered / all
unit-list-column-submitted = Submitted at
unit-list-column-flagged = To be explained
unit-list-column-left = Time left
unit-list-progress = { $complete } / { $entered } / { $of }
unit-list-not-submitted = not submitted
unit-list-unranked = not ranked
unit-list-empty = There are no units within your reach yet.
unit-list-empty-help = Units appear here when the round begins.
unit-home-zone = Việt Nam time
unit-deadline = { $clock } on { $day } ({ $zone })
unit-left-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
} { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} left
unit-left-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} left
unit-left-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} left
unit-left-over = the deadline is over
unit-lead-open = Deadline: { $deadline }, { $left }.
unit-lead-submitted = Submitted at { $at }. The round is in the phase: { $phase }.
unit-lead-not-submitted = Not submitted. The round is in the phase: { $phase }.
unit-progress = { $complete } complete, { $entered } entered of { $of } self-scored criteria.
unit-total-drafted = Expected self-score
unit-total-drafted-note = by the rulebook, from what is entered so far; surveys and statistics that are not there yet count as the rulebook says
unit-sum-own = Self-scored points so far
unit-sum-own-note = of the maximum of the criteria that the unit scores itself
unit-total-own = Self-score
unit-total-own-note = as submitted
unit-total-now = Score now
appraisals-csv = Appraisals (CSV)
appraisals-xlsx = Appraisals (XLSX)
appraisals-stage = Stage
appraisals-points = Points
appraisals-reason = Reason
appraisals-at = Time
unit-submit = Sign and submit
unit-explain = Explanation
unit-reopen = Reopen criteria
unit-missing = Still missing
unit-missing-group = { $count ->
    [one] { $count } criterion
   *[other] { $count } criteria
}: { $what }
unit-criteria = Criteria
unit-show-all = All
unit-show-mine = Mine
unit-missing-more = and { $count } more
unit-show-missing = Still missing
unit-area = { $area }: { $points } points
unit-column-criterion = Criterion
unit-column-max = Max points
unit-column-rule = Points by the rule
unit-column-own = Self-score
unit-column-evidence = Evidence
unit-column-assigned = Assigned to
unit-column-due = Due in the unit
unit-column-standing = Standing
unit-before = Last time: { $round }
unit-before-of = Last time: { $unit }, { $round }
unit-before-own = Self-score last time
unit-before-final = Final points last time
criterion-lead-open = { $standing }. Deadline: { $deadline }, { $left }.
criterion-lead = { $standing }.
criterion-returned = This was sent back to be finished: { $reason }
criterion-note = How points are given
criterion-evidence-wanted = Evidence wanted
criterion-owner = Appraised by
criterion-entry = Entry
criterion-yours = What you have just typed (not saved)
criterion-theirs = What { $who } saved at { $at }
criterion-reason = Reason, where points differ from the rule’s
criterion-reason-hint = Needed where you enter other points.
criterion-words = Explanation in words
criterion-words-hint = May stand in for evidence where there is no file or link.
criterion-save = Save
criterion-save-next = Save and go to the next criterion
criterion-save-ready = Save and mark as finished
criterion-autosaved = Points by the rule: { $points }
criterion-proposed = Points by the rule: { $points } of { $max }
criterion-evidence = Evidence
criterion-comments = Said inside the unit
criterion-comment = Comment
criterion-comment-hint = Only people of the unit see it.
criterion-comment-send = Comment
criterion-return = Send back to the contributor
criterion-return-reason = Why it is sent back
criterion-return-send = Send back
criterion-assign = Assignment
criterion-person = Assigned to
criterion-nobody = Nobody yet
criterion-person-unknown = Choose somebody who holds a role in the unit.
criterion-due-unread = Enter a real day, for example 30/11/2026.
criterion-assign-send = Assign
criterion-chain = How the score came about
criterion-before = Previous criterion
criterion-after = Next criterion
criterion-file = The unit’s file
said-criterion-saved = Saved.
said-criterion-ready = Saved and marked as finished.
said-criterion-commented = Your comment is there.
said-criterion-returned = Sent back to the contributor.
said-criterion-assigned = Assigned.
said-evidence-added = Evidence added.
said-evidence-dropped = Evidence removed.
said-unit-reopened = Reopened. The unit is told.
evidence-none = There is no evidence yet.
evidence-add-files = Upload files
evidence-add-link = Add a link
evidence-file = Files
evidence-file-hint = You can choose several: PDF, documents, workbooks, pictures.
evidence-title = Title
evidence-title-hint = Number, date and subject. Left empty, or with several files, the name of the file is taken.
evidence-upload = Upload
evidence-link-title = Title of the page or document
evidence-address = Address
evidence-address-hint = Begins with https:// or http://
evidence-link-add = Add the link
evidence-drop = Remove
evidence-view = View
evidence-name = File name
evidence-size = Size
evidence-download = Download
evidence-not-shown = This kind of file cannot be shown within the page. Download it to read it.
sign-lead = { $missing ->
    [0] Nothing is missing. Once signed, the file is locked; changes then need a reopening.
    [one] Something is missing at { $missing } criterion. Add it, or confirm that it is left blank knowingly.
   *[other] Something is missing at { $missing } criteria. Add it, or confirm that they are left blank knowingly.
}
sign-phrase-self = I confirm that the numbers and self-scores are right
sign-phrase-explanation = I confirm that the explanation is right
sign-refused = { $count ->
    [one] Something is missing at 1 criterion, linked above. Add it, or tick that it is left blank knowingly.
   *[other] Something is missing at { $count } criteria, linked above. Add it, or tick that they are left blank knowingly.
  }
sign-refused-reason = { $count ->
    [one] At 1 criterion, linked above, the points differ from the rule’s and no reason is given. Give the reason there; it cannot be left blank.
   *[other] At { $count } criteria, linked above, the points differ from the rule’s and no reason is given. Give the reason at each; it cannot be left blank.
  }
sign-blank-self = Leave the criteria that are missing blank knowingly
sign-blank-explanation = Leave the criteria that are missing unexplained knowingly
sign-blank-hint = A criterion that is not declared has no points.
sign-statement = Confirmation
sign-statement-hint = Type: “{ $phrase }”
sign-statement-wrong = Type exactly: “{ $phrase }”
sign-code = Code of the second factor
sign-code-hint = The newest six digits on your phone, or a recovery code.
sign-file = Digital signature file
sign-file-hint = A detached .p7s or .sig file, if you have one. Choose it again when the page shows an error.
sign-file-wrong = The file of a digital signature must end in .p7s or .sig.
sign-send-self = Sign and submit
sign-send-explanation = Sign and submit the explanation
sign-cancel = Back to the file
sign-set-up = Set up a second factor to sign
signed-title = Submitted
signed-self = The self-assessment is signed and submitted
signed-self-next = The appraisers now look at every criterion. You are told when something is to be explained.
signed-explanation = The explanation is signed and submitted
signed-explanation-next = The appraisers look at it again in the second appraisal.
signed-number = Number
signed-at = Signed at { $at }, { $count ->
    [one] { $count } criterion
   *[other] { $count } criteria
}.
signed-file = Digital signature file: { $name } (SHA-256 { $hash }).
explain-table = Criteria to be explained
explain-question = To be explained
explain-points = Points of the first appraisal
explain-reason = The appraiser’s reason
explain-answer = Explanation
explain-none = Nothing is to be explained.
explain-none-help = Only criteria that were flagged need an explanation.
explain-lead = { $count ->
    [one] { $count } criterion is to be explained.
   *[other] { $count } criteria are to be explained.
}
explain-lead-open = { $count ->
    [one] { $count } criterion is to be explained.
   *[other] { $count } criteria are to be explained.
} Deadline: { $deadline }, { $left }.
explain-lead-signed = { $count ->
    [one] { $count } criterion was to be explained
   *[other] { $count } criteria were to be explained
}; signed at { $at }.
explain-words = Explanation
explain-words-hint = Give the grounds; add evidence below.
explain-numbers = Numbers and points, if you claim others
explain-numbers-hint = Left empty, your numbers and self-score stay as they are.
explain-submit = Sign and submit the explanation
explain-back = Criteria to be explained
reopen-lead = Choose the locked criteria that the unit may change, until when, and why.
reopen-criteria = Criteria
reopen-choose = Choose at least one criterion.
reopen-day = Until the day
reopen-time = Until the time
reopen-time-hint = Việt Nam time, for example 17:00
reopen-time-unread = Enter a time like 17:00.
reopen-reason = Reason
reopen-send = Reopen
unit-form = Enter by an Excel file
unit-report-docx = Self-assessment report (DOCX)
unit-report-xlsx = Self-assessment report (XLSX)
