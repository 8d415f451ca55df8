### What became of agencies, from files.

import-kind-lineage = What became of agencies
import-new-lineage = Import what became of agencies
import-lead-lineage = Mergers, splits, new names, moves, dissolutions, creations. A row is an event. The agencies before and after it, with their first and last days, must be there: import agencies first.
try-summary-lineage = { $new } new events, { $same } known already.
lineage-kind = Event
lineage-date = Date
lineage-before = Before
lineage-after = After
lineage-decision = Decision
