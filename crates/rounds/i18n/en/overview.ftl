overview-draft = { $count ->
    [one] The round is being prepared; one thing is left to do before it can be opened.
   *[other] The round is being prepared; { $count } things are left to do before it can be opened.
  }
overview-draft-ready = The round is prepared and can be opened.
overview-until = The round is in “{ $phase }”, until { $deadline }, { $left }.
overview-late = The deadline of “{ $phase }” was { $deadline }; the next phase has not begun.
overview-in = The round is in “{ $phase }”.
overview-published = Results were published on { $day } by decision { $number } (issue { $issue }).
overview-submitted = Units that submitted
overview-appraised = Scores appraised
overview-flagged = To be explained
overview-flagged-note = criteria × units
overview-disputed = Disputed
overview-disputed-note = on no agenda yet
overview-of = of { $count }
overview-ahead = What you do next
overview-begin = Open the round
overview-next = Go on to the next phase
overview-deadlines = Deadlines
overview-phase = Phase
overview-deadline = Deadline
overview-left = Time left
overview-no-deadline = not set
overview-phase-over = over
overview-refused = Refused attempts
overview-events = History
ahead-set-up = Finish the setup
ahead-watch = Watch the units
ahead-values = Take values from elsewhere in
ahead-meetings = Call and conclude meetings of the council
ahead-publish = Publish the results
ahead-results = Look at the results
ahead-enter = Enter and score: { $unit }
ahead-explain = Explain: { $unit }
ahead-look = Look at the file of { $unit }
ahead-appraise = Appraise what waits
ahead-vote = Vote in the council
attempt-when = When
attempt-who = Who
attempt-about = About
attempt-unit = Unit
attempt-node = Criterion
attempt-why = Why refused
attempt-self-score = Self-score
attempt-evidence = Evidence
attempt-appraisal = Appraisal
attempt-explanation = Explanation
attempt-council = Council
attempt-round = Round
attempt-late = Late, or locked already
attempt-double = Double, or changed by somebody else before
attempt-out-of-order = Out of order
attempt-not-theirs = Not that person’s to do
attempt-forged = No page asks for this
event-drafted = Draft made
event-revised = Setup revised
event-discarded = Draft thrown away
event-began = “{ $phase }” began
event-deadline = Deadline of “{ $phase }” moved to { $deadline }
event-visibility = What units may see was changed
event-appraisers = Appraisers changed
event-council = Council changed
event-called = Meeting of the council called
event-attended = Attendance noted
event-voted = Vote
event-concluded = Council concluded, decision { $number }
event-published = Issue { $issue } published, decision { $number }
next-title = Next phase
next-question = Go on to “{ $phase }”?
next-to = Go on to
next-skips = Skips the phases between; needs a reason.
next-choose = Choose a phase.
next-early = The deadline of this phase is still to come, { $left }: give a reason.
next-left-units = { $count ->
    [one] One unit has not submitted: give a reason.
   *[other] { $count } units have not submitted: give a reason.
  }
next-left-criteria = { $count ->
    [one] One score is not appraised: give a reason.
   *[other] { $count } scores are not appraised: give a reason.
  }
next-left-explanations = { $count ->
    [one] One unit has not explained: give a reason.
   *[other] { $count } units have not explained: give a reason.
  }
next-opens-units = { $count ->
    [one] One unit can enter numbers, score itself and hand in evidence.
   *[other] { $count } units can enter numbers, score themselves and hand in evidence.
  }
next-fixes-units = Units, rulebook and name can no longer be changed. Deadlines, appraisers and council can, with a reason.
next-locks = The units’ files lock. What must be mended is reopened criterion by criterion, with a reason.
next-tells-appraisers = { $count ->
    [one] One appraiser is told.
   *[other] { $count } appraisers are told.
  }
next-opens-flagged = { $count ->
    [one] One flagged score opens for its unit; everything else stays locked.
   *[other] { $count } flagged scores open for their units; everything else stays locked.
  }
next-council = A council of { $count } meets about what is disputed.
next-until = “{ $phase }” runs until { $deadline }.
next-reason-hint = Needed where time or work is left, or a phase is skipped.
next-begin = Open the round
next-go = Go on
next-stay = Not yet
next-missing = { $count ->
    [one] The round cannot be opened yet: one thing is left to do.
   *[other] The round cannot be opened yet: { $count } things are left to do.
  }
next-none = After this phase the results are published.
said-phase-begun = The next phase has begun.
