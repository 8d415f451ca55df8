### The journal.

journal-title = Journal
journal-lead = Every change: who, when, what, and why. Entries are chained by hashes, so changing or removing one is found.
journal-find = Name or id
journal-anybody = Anybody
journal-anything = Everything
journal-from = From
journal-to = Until
journal-number = Number
journal-when = When
journal-who = Who
journal-what = What
journal-about = About
journal-why = Why
journal-key = Id
journal-operation = Operation
journal-before = Before
journal-after = After
journal-request = Request
journal-hash = Hash
journal-entry = Entry
journal-older = Older entries
journal-newest = Back to the newest
journal-empty = There is no entry yet
journal-empty-text = Every change of the system will show here.
