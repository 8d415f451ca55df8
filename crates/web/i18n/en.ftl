### Words that all pages share. The file vi.ftl has the same keys and comes first.

## Every page

og-locale = en_GB
site-description = Indices of how well government serves people: results, places, and how each point came about.
skip = Skip to main content
nav-main = Main sections
nav-crumbs = Where this page is
nav-foot = Other sections
nav-start = Start
nav-indices = Indices
nav-published = Rounds
nav-surveys = Surveys
nav-answer = Answer a survey
nav-data = Data
nav-about = About
other-language = Tiếng Việt
foot-what = Every number here has a source. Numbers computed here are explained down to the last point.
foot-licence = Open-source software, Apache-2.0 licence.
sign-in = Sign in
to-workspace = to your workspace

## Pages that say what is wrong

error-no-page = There is no such page
error-no-page-help = The address may have been mistyped, or the page has moved.
error-forbidden = You do not have the right to do this
error-forbidden-help = Your present roles do not include it, or have ended. If you need it, please ask the administrator of your agency for a role that does.
error-second-factor = This needs two-step verification
error-second-factor-help = It can only be done in a session that has been confirmed with a code from your phone. Please confirm, then try again.
to-second-factor = Confirm with a code
error-other-site = This was not sent from our pages
error-other-site-help = To protect accounts, we only take forms that are sent from this site itself. Please open the page with the form again and resend it.
error-old-form = This form is out of date
error-old-form-help = You have signed in or out since the form was opened. Please go back, reload the page and send it again; nothing has been saved.
error-too-large = What was sent is too large
error-too-large-help = The form or the file is larger than allowed. Please split or compress the file and send it again. Your browser’s Back button leads to the page before.
error-unreadable = What was sent cannot be read
error-unreadable-help = A part of the form is missing or malformed. Please go back, reload the page and send it again.
error-defect = This page cannot be shown
error-defect-help = Something went wrong on our side. Please try again in a few minutes.
error-ways = Where to go from here
error-way-work = My work
error-way-indices = List of indices
error-way-start = Start page

## The frame of workspace pages

shell-menu = Menu
shell-rail = Parts of the workspace
shell-search = Search
shell-account = Account of
shell-public = Public site
sign-out = Sign out

## Forms

field-optional = (optional)
field-error = Error:
field-day-hint = Day/month/year (dd/mm/yyyy)
field-search = Type to narrow the list
field-search-none = Nothing in the list matches
field-candidates = Is it one of these?
form-errors = Something needs to be corrected
autosave-saving = Saving…
autosave-saved = Saved at
autosave-failed = Not saved yet; we will try again. Please keep this page open.
autosave-changed = Somebody else has saved this meanwhile. Press the button to see both; what you typed is still on the screen.
autosave-wrong = Not saved: something cannot be taken as it is. Press the button to see what.

## Tables

table-filter = Filter the table
table-apply = Filter
table-clear = Clear the filter
table-nothing = No row matches.
table-density = Spacing of the table
table-comfortable = Comfortable
table-compact = Compact
table-rows = { $count ->
    [one] { $shown } row
   *[other] { $shown } rows
}
table-range = Rows { $from }–{ $to } of { $of }
table-pages = Pages of the table
table-page = Page
table-previous = Previous
table-next = Next
table-download = Download:
table-copy = Copy the table
inbox-record = Open record
inbox-close = Back to the list
inbox-full = Open the full page
inbox-keys = Keys j, k: move; Enter: open; Esc: close.

## Statuses

status-overdue = Overdue
status-due-soon = Due soon
status-returned = Returned
status-waiting = Waiting
status-open = In progress
status-done = Done

## Other parts

stepper-label = Steps
stepper-place = Step { $step } of { $of }
stepper-done = done
secret-copy = Copy
secret-copied = Copied
secret-once = Shown once only. Please store it in a safe place before you leave this page.

## The page that shows the parts

parts-title = Parts of pages
parts-lead = Every part that pages are made of, in every state. The figures are samples only; nothing is kept.
parts-workspace = The frame of the workspace
parts-nothing-found = a filter that leaves nothing
parts-nothing-yet = nothing there yet
said-parts-sent = The form is right. Nothing has been kept.
parts-whole-pages = Each of these is the head of a page of its own.
