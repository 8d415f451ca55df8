### Roles: who holds them, giving, ending, lending.

assignments-title = Roles that were given
assignments-lead = Who holds which role, where, and until when.
assignments-find = Find by person or agency
assignments-none = No role was given yet
assignments-none-help = A role holds within an agency and for a time. A person may hold several.
role = Role
role-all = Any role
role-holder = Held by
role-place = Where
role-days = When
role-standing = Status
role-to = Lent to
do = Action
everywhere = Everywhere
choose = Choose
place-scope = { $agency } (criteria { $scope })
role-lent-by = { $role }, lent by { $lender }
standing-holds = Active
standing-later = Not yet
standing-rests = Resting
standing-over = Over
standing-ended = Ended
roles-none = no role yet
roles-none-help = Without a role the person sees the public pages and the own account only.
role-end = End it
delegation-end = Take it back

## Giving a role

role-new = Give a role
role-mail = Mail address of the person
role-mail-hint = The person must have an account here.
role-agency = Agency
role-agency-hint = Type a few letters to find it. Many roles hold in the units below it as well.
role-scope = Criteria or areas
role-scope-hint = Codes with commas between them, for example 1.2, 3. Empty means all.
role-from = First day
role-until = Last day
role-give-button = Give the role
said-role-given = The role is given.

## Ending

role-end-title = End the role {$role} of { $holder }?
role-end-now = The role ends at once, in every session.
role-end-stays = What was done with it stays.
role-end-button = End the role
said-role-ended = The role has ended.
delegation-end-title = Take the role { $role } back from { $holder }?
delegation-end-button = Take it back
said-delegation-ended = The delegation has ended.

## Lending

delegation-new = Lend a role
lend-lead = The other person acts in your stead until the day you choose. You keep the role and can take it back at any time.
lend-role = Which role?
lend-mail = To whom? Mail address
lend-scope-hint = Codes with commas between them. Empty means all that you have.
lend-button = Lend it
said-role-lent = The role is lent.
