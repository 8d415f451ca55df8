heirs-title = Heirs
heirs-lead = { $count ->
    [0] Somebody answers in this round for every unit that is no more.
    [one] Nobody answers yet for one unit that is no more. Name an agency for it.
   *[other] Nobody answers yet for { $count } units that are no more. Name an agency for each.
  }
heirs-ahead = { $count ->
    [one] Name who answers for one unit that is no more
   *[other] Name who answers for { $count } units that are no more
  }
heirs-unit = Unit in the round
heirs-became = What became of it
heirs-answers = Answers for it
heirs-carried-on = One agency carries it on
heirs-divided = Divided into { $parts }
heirs-ended = Ended; no successor is recorded
heirs-nobody = Nobody yet
heirs-none = Every unit is still there
heirs-none-help = Where a unit is divided or ends, name here who answers for it.
heirs-for = Who answers for { $unit }
heirs-who = Agency that answers
heirs-who-hint = Name or code of an agency that is there today.
heirs-reason = Reason
heirs-reason-hint = For example the number of the decision.
heirs-name = Name this agency
event-heir-named = { $heir } was named to answer for { $unit }
said-heir-named = The agency that answers was named.
conflict-title = This unit is your own
conflict-appraise = You belong to { $own } and therefore do not appraise { $units }.
conflict-vote = You belong to { $own } and therefore do not vote on { $units }; you can only abstain.
conflict-reopen = You belong to { $own } and therefore do not give { $units } more time. Ask somebody else of the agency that runs the round.
conflict-results = You belong to { $own } and therefore do not see yet what is judged of { $units }, nor places, until units may see it.
conflict-report = The consolidated report has what is judged of { $units }, which you do not see yet because you belong to { $own }. Ask somebody else of the agency that runs the round.
conflict-correct = You belong to { $own } and therefore do not correct the score of { $units }. Ask somebody else of the agency that runs the round.
