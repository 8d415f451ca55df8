entry-points = Points, if other than the rule’s
entry-points-unit = points
entry-points-hint = Leave empty for the rule’s points. From { $low } to { $high }; #na if it does not apply.
entry-number-hint = #na if it does not apply.
entry-not-applicable = Does not apply
entry-yes = Yes
entry-no = No
entry-level-points = { $points } points
