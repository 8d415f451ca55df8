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
error-too-large-help = The form or the file is larger than allowed. Please split or compress the file and send it again.
error-unreadable = What was sent cannot be read
error-unreadable-help = A part of the form is missing or malformed. Please go back, reload the page and send it again.
error-defect = This page cannot be shown
error-defect-help = Something went wrong on our side. Please try again in a few minutes.
error-ways = Where to go from here
error-way-indices = List of indices
error-way-start = Start page
