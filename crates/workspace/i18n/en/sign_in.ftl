### Signing in and out, and links that work once.

sign-in-title = Sign in
sign-in-mail = Mail address
sign-in-password = Password
sign-in-button = Sign in
sign-in-mail-missing = Enter your mail address.
sign-in-password-missing = Enter your password.
sign-in-or = Or
sign-in-provider = Sign in with { $name }
sign-in-provider-only = You sign in with your organisation's account.
sign-in-forgotten = Forgotten password
sign-in-forgotten-ask = Forgotten your password? Ask your organisation's administrator for a link to choose a new one.
said-signed-out = You have signed out.
sign-out-title = Sign out?
sign-out-button = Sign out
sign-out-stay = Stay

## Second factor

code-title = Second factor
code-lead = Your password is right. Enter the six digits that the app on your phone shows now.
code-label = Code
code-hint-recovery = No phone at hand? Enter a recovery code that was not used yet.
code-button = Continue
code-other-account = Use another account

## Links that work once

first-title = The first administrator
first-lead = There is no administrator yet. Whoever fills in this form administers the whole installation and invites the others. There is no default password.
first-lead-provider = There is no administrator yet. Whoever fills in this form administers the whole installation and invites the others. Here one signs in only through the organisation’s identity provider: enter the very mail address that it knows.
first-button = Make the account and sign in
first-button-provider = Create the account and sign in through the provider
invitation-title = Welcome, { $name }
invitation-lead = You have been invited to this system. Choose a password to begin.
invitation-button = Choose the password and sign in
password-new = New password
password-hint = At least 12 letters. A long sentence you remember is best; no special characters are needed.
password-again = The new password again
recover-title = Forgotten password
recover-lead = Enter the mail address you sign in with. We send a link there to choose a new password.
recover-button = Send the link
recover-back = Back to signing in
recover-sent = Look into your mailbox
recover-sent-next = If { $mail } belongs to an account here, a link arrives within minutes. It works once, within 30 minutes.
recover-sent-none = No letter? Look among the junk mail, check the address, or ask your organisation's administrator for a link.
recover-choose-title = Choose a new password
recover-choose-lead = When it is chosen, every other session of yours ends.
recover-choose-button = Set the password and sign in
