### Search in the workspace.

find-title = Search
find-ask = Enter the name or code of an agency, a person or an import, with marks or without.
find-lead = { $count } found for “{ $wanted }”.
find-nothing = Nothing found for “{ $wanted }”. Try fewer letters, or search the public portal.
find-all = See all of them
find-public = Search the public portal
