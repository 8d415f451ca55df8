### My work.

work-title = My work
work-first = What to do first
work-none = Nothing waits for you now.
work-see = Quick links
work-portal = The public portal
work-indices = Indices
task-factor-wanted = Switch on the second factor to use your role
task-factor-wanted-why = Your role must have one. Until then it rests.
task-factor = Switch on the second factor
task-factor-why = Inviting people, giving roles, publishing and other weighty work need it. It takes about two minutes.
task-join = Join your account to the identity provider
task-join-why = So that you can still come in when that is the only way. At least one administrator of the whole installation should be joined before.
task-coordinator = Invite a national coordinator
task-coordinator-why = The coordinator opens rounds, assigns appraisals and publishes results; an administrator may do none of that.
task-invite = Invite the people you work with
task-invite-why = Each has an account and a role within an agency. There should be at least two administrators.
task-agencies = Take in the list of agencies
task-agencies-why = Provinces are there already; departments and communes come from a CSV or Excel file, checked before anything is written.
task-role-ends = Your role { $role } ends on { $day }
task-role-ends-why = At { $place }. If the work goes on, ask an administrator for more time.
task-role-rests = The role { $role } that was lent to you rests
task-role-rests-why = Whoever lent it does not hold it at { $place } now.
