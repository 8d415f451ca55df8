round-new-title = Prepare a new round
round-new-step-agency = Agency and name
round-new-step-rulebook = Rulebook
round-new-step-setup = Setup
round-new-owner = Agency that runs it
round-new-owner-hint = A ministry runs rounds for the nation; a province for its departments and communes.
round-new-owner-none = Choose an agency
round-new-year = Year assessed
round-new-year-hint = The year whose results are assessed, for example 2025.
round-new-next = Continue
round-new-cancel = Cancel
round-new-choose = Choose a rulebook
round-new-bring = Or upload your own rulebook
round-new-rulebook = Rulebook
round-new-rulebook-hint = Rulebooks in force in the year assessed. The round keeps to the very text that is chosen.
round-new-rulebook-of = The rulebook of “{ $round }”
round-new-rulebook-about = { $reference }, in force { $days }. { $status }
round-new-copy = Copy the setup of an earlier round
round-new-copy-hint = Units, groups, appraisers, council and deadlines, each moved by the years between. Everything can still be changed.
round-new-copy-none = Do not copy
round-new-draft = Make the draft
round-new-file = Rulebook file
round-new-file-hint = YAML, or XLSX made from the template. The file is checked first, and every problem is listed with its place.
round-new-upload = Check and make the draft
round-new-no-file = Choose the file of a rulebook.
round-new-bad-file = The rulebook has problems. Mend those listed above and upload it again.
round-new-problems = Problems of the rulebook
round-new-place = Place
round-new-wrong = What is wrong, and how to mend it
rulebook-official = As in the official text.
rulebook-reconstructed = Rebuilt from published results.
rulebook-illustrative = Illustrative: nobody’s rule.
said-round-drafted = The draft is made. Fill in what is missing.
said-round-copied = The draft is made after the earlier round. Look through its parts.
said-round-copied-part = The draft is made after the earlier round. Some of its units no longer exist in the year assessed and were left out; look at the list of units.
said-setup-saved = Saved.
said-values-joined = The values have joined the round.
setup-title = Setup
setup-lead-begun = The round is under way. Changes of appraisers, council or deadlines need a reason and are journaled.
setup-lead-ready = The round is ready to be opened.
setup-lead-missing = { $count ->
    [one] One thing is left to do before the round can be opened.
   *[other] { $count } things are left to do before the round can be opened.
  }
setup-column-part = Part
setup-column-says = What it says
setup-column-stands = State
setup-lacks = { $count } to do
setup-fixed = (can no longer be changed)
setup-missing = Left to do
setup-begin = Open the round
setup-pinned = Fixed
setup-rulebook = Rulebook
setup-rulebook-hash = SHA-256 of the rulebook
setup-more = More
setup-download = Download the setup (JSON)
setup-copy = Copy to a new round
setup-save = Save
setup-back = Back to the setup
setup-reason = Reason
setup-reason-hint = The reason goes into the journal and is shown in the round’s history.
setup-says-units = { $apart ->
    [0] { $count ->
        [one] one unit
       *[other] { $count } units
      }
   *[other] { $count } units, of which { $apart } not ranked
  }
setup-says-calendar = { $count } of { $of } phases have a deadline
setup-says-appraisers = { $count ->
    [one] one appraiser
   *[other] { $count } appraisers
  }
setup-says-council = { $count ->
    [0] no members yet
    [one] one member, quorum { $quorum }
   *[other] { $count } members, quorum { $quorum }
  }
setup-basis = Agency, year and rulebook
setup-basis-lead = Only a draft can be changed here. Units, appraisers and assignments that do not fit any more are left out; deadlines stay.
basis-rulebook-now = Keep the present rulebook
basis-rulebook-hint = It must be in force in the year that is assessed. The round keeps to the very text that is chosen.
basis-upload = Check and replace the rulebook
said-setup-refitted = Saved. Some units, appraisers or assignments did not fit any more and were left out; look through every part.
setup-discard = Throw the draft away
discard-question = Throw the draft “{ $round }” away?
discard-lists = It leaves the list, and cannot be taken back.
discard-journal = What was recorded stays in the journal, with the reason and who threw it away.
discard-anew = To have it again, set up a new round.
discard-reason-hint = For example: made for the wrong year. The reason goes into the journal.
discard-reason-missing = Give a reason.
said-round-discarded = The draft was thrown away.
setup-about = Name and conduct
setup-about-lead = The name, what units may see, and how appraisals are checked.
setup-title-vi = Name of the round in Vietnamese
setup-title-en = Name in English
setup-title-hint = For example: Chỉ số cải cách hành chính các sở, ngành năm 2025.
setup-title-missing = Give the round a name.
setup-visibility = What units may see before publication
setup-visibility-hint = Their own self-scores and explanations they always see. This can be changed at any time until publication.
setup-see = May see the results of
setup-export = May export the results of
setup-export-hint = Only what may be seen can be exported.
setup-how = Conduct
setup-second-check = An appraisal counts only once a second person has checked it
setup-simulated = Simulated round: its numbers and people are made up, and every page and document says so
setup-units = Units assessed
setup-units-lead = Units are those of the register on the last day of the year assessed.
units-sets = Add whole groups
units-all-of = All: { $name } ({ $count })
units-one = Add one unit
units-one-hint = Type its name or code.
units-add = Add to the round
units-more = Add units
units-unknown = There is no such unit within the reach of the agency that runs the round, or it is in the round already.
units-several = Several units have that name. Choose one.
units-nothing-chosen = Choose at least one group, or type the name of a unit.
units-choose = Find and choose units
units-chosen = Back to the units chosen
units-choose-lead = { $chosen ->
    [0] No unit is chosen yet. { $found } found that can be chosen.
    [one] 1 unit is chosen. { $found } more found that can be chosen.
   *[other] { $chosen } units are chosen. { $found } more found that can be chosen.
  }
units-ticked = { $count ->
    [0] No unit is ticked.
    [one] 1 unit is ticked; it stays ticked while you look further.
   *[other] { $count } units are ticked; they stay ticked while you look further.
  }
units-find = Find by name or code
units-find-hint = Marks need not be typed, for example: xa ba vi.
units-search = Find
units-before = Previous page
units-after = Next page
units-within = Within
units-anywhere = Anywhere
units-add-ticked = Add the units that are ticked
units-add-found = { $count ->
    [one] Add the 1 unit found
   *[other] Add all { $count } units found
  }
units-not-found = No unit matches any more
units-not-found-help = Look for less, or the units that match are in the round already.
units-unit = Unit
units-kind = Kind
units-group = Group
units-group-hint = Units of one group are ranked together. Leave it empty and press “Set group” to take the group away.
units-ranking = Ranked
units-ranked = Yes
units-not-ranked = No
units-none = No units yet
units-none-help = Add whole groups or single units.
units-all-shown = Apply to all { $count } units shown
units-set-group = Set group
units-rank = Rank
units-unrank = Do not rank
units-remove = Leave out
units-level = Level
units-every = All
setup-calendar = Calendar
setup-calendar-lead = Each phase ends at a moment; what comes at that moment or after it is late.
calendar-day = Last day
calendar-time = Time
calendar-time-hint = For example 17:00; 24:00 for the end of the day.
calendar-zone = Time zone
calendar-change = Move
calendar-move = Move the deadline: { $phase }
calendar-self-assessment = Units enter, score themselves and submit. At the deadline everything locks.
calendar-first-appraisal = Appraisers look at every criterion and may ask for an explanation.
calendar-explanation = Units explain what was asked for.
calendar-second-appraisal = Appraisers look again.
calendar-council = The council decides what is disputed.
setup-appraisers = Appraisers
setup-appraisers-lead = Who appraises which area. Nobody appraises their own agency.
appraisers-matrix = Areas and appraisers
appraisers-area = Area
appraisers-areas = Areas
appraisers-criterion = Area, criterion
appraisers-criteria = Assign by criterion
appraisers-by-criterion = Criteria of { $area }
appraisers-none = No appraisers yet
appraisers-none-help = Add people who hold the role Appraiser. Whoever is not on the list needs the role first, from an administrator or coordinator.
appraisers-add-title = Add an appraiser
appraisers-person = Appraiser
appraisers-person-none = Choose a person
appraisers-person-missing = Choose a person of the list.
appraisers-agency = On behalf of
appraisers-agency-hint = Type a name or code. Left empty, it is the agency where the person holds the role.
appraisers-agency-missing = It is not clear which agency is meant. Type the full name or the code.
appraisers-add = Add
appraisers-remove-title = Take an appraiser off
appraisers-remove = Take off the list
setup-council = Council
setup-council-lead = Who sits on the council, who leads it, how many must take part.
setup-council-members = Members
setup-council-nobody = Nobody holds the role Council member yet
setup-council-nobody-help = An administrator or coordinator grants the role first; then members are chosen here.
setup-chair = Chair
setup-chair-none = None yet
setup-quorum = Quorum
setup-quorum-unit = members
setup-quorum-hint = How many must meet or give their opinion in writing before the council can decide.
setup-values = Values from elsewhere
setup-values-lead = Survey points, statistics, dossiers and other indices. Units never enter these; every value needs a source.
values-column-number = Criterion
values-column-origin = Origin
values-column-indicator = Indicator in files
values-column-units = Units that have it
values-count = { $count } of { $of }
values-none = The rulebook takes no values from elsewhere
values-none-help = All criteria are scored by the units or by appraisers.
values-draft = Values cannot join yet
values-draft-help = Values from elsewhere join once the round is open.
values-origin-survey = Sociological survey
values-origin-statistics = Statistics
values-origin-dossiers = Dossiers
values-origin-index = Another index
values-origin-other = Other
values-wanted = Values that the rulebook wants
values-published = Published figures
values-take-published = { $count ->
    [one] Take one published value in
   *[other] Take { $count } published values in
  }
values-offered = From “{ $title }”
values-try-offered = { $count ->
    [one] Look at one value before it joins
   *[other] Look at { $count } values before they join
  }
values-offered-page = The published results
values-from-file = From a file
values-file = File
values-file-hint = CSV or XLSX with the columns unit, indicator, period, value, source. Units by code, name or id. The file is tried first; nothing is kept yet.
values-file-source-hint = For rows that name none.
values-try = Try the file
values-template-csv = CSV template with units and indicators
values-template-xlsx = XLSX template with units and indicators
values-typed = For one unit
values-unit = Unit
values-unit-missing = The round has no such unit. Type its full name or its code.
values-indicator = Criterion
values-indicator-none = Choose a criterion
values-indicator-missing = Choose a criterion.
values-value = Value
values-value-missing = Enter the value.
values-source = Source
values-source-hint = The document, report or agency it comes from, with number and date.
values-source-missing = Name the source.
values-join = Take it in
values-trial = Trial of a file of values
values-try-sound = { $values ->
    [one] The file has one value and no problems. Nothing is kept yet.
   *[other] The file has { $values } values and no problems. Nothing is kept yet.
  }
values-try-bad = { $bad ->
    [one] The file has one problem; { $values } values can be read. Nothing is kept: mend it and upload the file again.
   *[other] The file has { $bad } problems; { $values } values can be read. Nothing is kept: mend them and upload the file again.
  }
values-problems = Problems of the file
values-place = Place
values-why = What is wrong, and how to mend it
values-rows = Values in the file
values-take-in = { $values ->
    [one] Take one value in
   *[other] Take { $values } values in
  }
values-other-file = Choose another file
