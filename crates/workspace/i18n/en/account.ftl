### One's own account.

account-title = My account
account-ways = Signing in
account-roles = My roles
account-roles-none = You hold no role yet
account-roles-none-help = Roles are given by your organisation's administrator. Once you hold one, its work stands under My work.
account-lent = Roles I have lent
account-lent-none = You have lent no role
account-lent-none-help = When you travel or are on leave, you can lend a role to somebody else until a given day.
account-password-since = Set on { $day }
account-password-none = None
account-factor-on = On; { $count ->
        [one] one recovery code
       *[other] { $count } recovery codes
    } left
account-factor-off = Off
account-joined = Joined
account-not-joined = Not joined
account-join = Join
account-sessions = Sessions
account-sessions-count = { $count ->
        [one] One open session
       *[other] { $count } open sessions
    }
account-sessions-see = See
change = Change
save = Save
cancel = Cancel
said-account-changed = Saved.
said-password-changed = The password is changed. Your other sessions have ended.
said-factor-removed = The second factor is off.
profile-title = Name and language
profile-lead = You sign in with your mail address, so an administrator changes it.
password-old = Present password
password-change-title = Change the password
password-change-lead = When it is changed, every other session of yours ends.
password-change-button = Change the password

## Second factor

factor-lead = When it is on, each sign-in also asks for a code on your phone, so a stolen password is of no use. What matters most, such as inviting people, giving roles or publishing, can be done only with it.
factor-lead-wanted = Your role must have a second factor. Switch it on now; until then the role rests.
factor-lead-pending = Two steps are left.
factor-lead-works = Each sign-in also asks for a code on your phone.
factor-lead-works-wanted = Your role must have a second factor, so it stays on. If you have a new phone, ask an administrator to reset it.
factor-begin = Begin to switch it on
factor-step-scan = 1. Scan this with an authenticator app on your phone
factor-picture = QR code that adds this account to an authenticator app
factor-secret = Cannot scan? Type this key into the app
factor-step-code = 2. Enter the code that the app shows
factor-code-hint = Six digits, new every 30 seconds.
factor-confirm = Switch the second factor on
factor-done = The second factor is on
factor-codes = Recovery codes, each good once
factor-codes-keep = Print the recovery codes below or write them down, and keep them in a safe place. Each stands in for the phone once.
factor-onwards = On to my work
factor-back = Back to what you were doing
factor-codes-renewed = New recovery codes
factor-since = On since
factor-codes-left = Recovery codes
factor-codes-count = { $count } left
factor-codes-title = New recovery codes
factor-codes-button = Make new codes and drop the old ones
factor-remove-title = Switch the second factor off
factor-remove-button = Switch it off

## Sessions

session-lead = Where you are signed in. If you see one that is not yours, end it and change your password.
session-browser = Browser
session-browser-none = unknown
session-address = Network address
session-since = Since
session-seen = Last seen
session-do = Session
session-this = This session
session-end = End it
session-end-others = End all other sessions
said-session-ended = That session has ended.
said-sessions-ended = All other sessions have ended.

## Joining the account at the identity provider

join-title = Join the identity provider
join-lead = Once joined, you can sign in with { $name }, also when passwords are no longer taken here. You sign in there once and come back.
join-button = Begin
join-there = Open { $name } and sign in with your own account; you are then led back here.
join-go = Open { $name }
join-done = Your account is joined to { $name }; you can sign in that way.
said-provider-joined = Your account is joined to the identity provider.
