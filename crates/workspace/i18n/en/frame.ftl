### The frame of the workspace pages, and refusals they share.

rail-work = My work
rail-notices = Notices
rail-people = People
rail-roles = Roles
rail-rounds = Rounds
rail-surveys = Surveys
rail-interviews = Interviews
rail-agencies = Agencies
rail-imports = Imports
rail-keys = API keys
rail-boundary = Boundaries
rail-journal = Journal
rail-account = My account
refused-second-factor = Show the second factor, then come back
refused-signed-out = Your session has ended
refused-signed-out-help = What you sent was not kept. Sign in and do it again.
refused-spent = This link can no longer be used
refused-spent-help = Each link works once and for a limited time. Ask an administrator for a new one, or sign in if you have a password already.
refused-wait = You have to wait a moment
refused-fields = This cannot be done
refused-store = This could not be kept
refused-elsewhere = This is done on another server
wait-seconds = There were too many tries. Try again in { $count ->
        [one] one second
       *[other] { $count } seconds
    }.
wait-minutes = There were too many tries. Try again in { $count ->
        [one] one minute
       *[other] { $count } minutes
    }.
shown-already = This is shown only once
shown-already-text = A key or link is shown once, within 5 minutes after it was made. Loading the page again made nothing new. If you have not copied it, revoke it and make a new one.
