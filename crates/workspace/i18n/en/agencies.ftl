### Agencies through time.

agencies-title = Agencies
agencies-lead = { $count } agencies on { $day }.
agencies-find = Find by name or code
agencies-within = Within
agencies-anywhere = The whole country
agencies-level = Level
agencies-any-level = Every level
agencies-any-kind = Every kind
agencies-day = On
agencies-day-wrong = That is no day, so the table is that of today. Enter a real day, for example 30/06/2025.
agencies-empty = There is no agency on this day
agencies-empty-text = Choose another day, or import agencies from a file.
agencies-today = See the list of today
agencies-import = Import from a file
agency-name = Name
agency-kind = Kind
agency-codes = Codes
agency-parent = Parent unit
agency-above = Part of
agency-days = Exists
agency-below = Directly below it
agency-lead = { $kind }, part of { $parent }.
agency-ended = This agency is no more. The page shows it as on its last day.
agency-to-come = This agency is not there yet. The page shows it as on its first day.
agency-to-parent = See the parent unit
agency-note = Note
agency-source = Source
agency-facts = Names, kinds, parents and codes through time
agency-what = What
agency-value = Value
agency-when = When
agency-no-limit = no limit
agency-alias = Alias
agency-lineage = Changes
agency-event = { $kind }: { $from } → { $to }
agency-event-ended = { $kind }: { $from }
agency-children = Directly below it
agency-ways = What you can do
agency-journal = See the journal of this agency
variable-population = population
variable-area = area

## Entering and changing

agency-new = Add an agency below
agency-name-vi = Full name in Vietnamese
agency-name-en = Name in English
agency-code-system = System of codes
agency-code = Code
agency-code-hint = With its zeros at the beginning, for example 00004.
agency-h26-hint = For example 000.00.15.H38
agency-alias-hint = Another way in which tables of others write the name, for example “TP. HCM”. Older aliases stay.
agency-from-day = From
fact-name = Correct an error in the name
fact-code = Enter a new code
fact-alias = Add an alias
fact-kind = Change the kind
fact-parent = Correct a wrongly recorded parent unit
event-merge = Merge with others
event-split = Split
event-rename = Rename by decision
event-move = Move to another parent unit by decision
event-dissolve = Dissolve
event-day = Day of effect (the first day of the new state)
event-others = The others that merge
event-others-hint = One a line: code or name on the day before.
event-result = What comes of it
event-merge-children = Whatever stands below those that end stands below this one from the day of effect on.
event-split-result = What comes of it
event-split-children = Whatever stands below first goes to unit 1; then change what each stands below, or import it from a file.
preview-more-problems = And { $count } more.
preview-more-rows = and { $count } more changes
event-goes-on = { $name } goes on and takes the others in (otherwise a new one is made)
event-first-goes-on = The first one below is { $name }, which goes on
event-variable = Shares are of
event-variable-hint = Shares serve to construct series for the new units. Leave all of them blank where they are not known.
event-part = Unit { $number }
event-share = Share of the old unit
event-decided = Basis
event-decision = Number and date of the decision
event-decision-hint = For example: Resolution 202/2025/QH15
event-note = Note for the reader
event-note-hint = Shown in public beside the event.

## Seen before it is done

preview-see = See what would change
preview-title = What will change
preview-event = Event
preview-same-name = Another unit below the same parent is called “{ $name }” on that day (id { $other }). Check that this is not entered twice.
preview-before = Before
preview-after = After
preview-new = New agency
preview-do = Make the change
preview-edit = Back to the form
preview-changed = Somebody has just changed these agencies. Please look at the table again before you go on.
said-agency-added = The agency has been added.
said-agency-changed = The change has been made.
said-event-entered = The event has been entered.

## An event that was entered: corrected, taken back

agency-parent-hint = Choose from the list, or type a name or code, with or without marks.
event-merge-parent-hint = Needed only where those that merge stand below different agencies. Left empty, what comes of it keeps their parent.
event-see = See the event
event-journal = See the journal of events
event-decision-correct = Correct the decision
event-take-back = Take the event back
event-take-back-what = An event entered by mistake
event-take-back-hint = The register is then as it was before the event was entered; the journal keeps both the entry and its taking back. That cannot be done once another event or change builds on it.
preview-taken-back = The event that is taken back
preview-event-alone = This event came from a file: it alone is taken out, and the agencies stay as in the list that was imported.
preview-gone = Taken out of the register
said-event-corrected = The decision has been corrected.
said-event-taken-back = The event has been taken back.
