### The words of the public portal. Vietnamese comes first; vi.ftl has the same keys.

## Every page

source = Source
chart-as-table = Show as a table
answer-label = Main result
mean = Mean
why = Why?
points = { $value } { $noun }
count-units = { $count ->
    [one] { $shown } unit
   *[other] { $shown } units
}

## Error pages

error-no-dataset = There is no such data set
error-no-dataset-help = The index, level or year in the address is not in the catalogue.
error-no-unit = There is no such unit
error-no-unit-help = This data set has no unit with the code in the address. A code means something only together with a year: some changed hands in the 2025 reorganisation.
error-no-node = There is no explanation of this
error-no-node-help = The rulebook has no such criterion, or these are published figures that were not computed here.
error-no-rulebook = There is no such rulebook
error-no-rulebook-help = The id or edition of the rulebook in the address is not in the catalogue.

## Start page

start-title = How well does government serve people?
start-lead = Results of the indices of administrative reform, satisfaction and governance, for ministries and provinces, year by year; where a number could be computed, every point is explained.
start-find = Find a unit or an index
start-find-hint = For example: Hải Phòng, Ministry of Justice, SIPAS. Accents are optional.
start-find-go = Find
start-invited = Were you invited to answer a survey?
start-answer = Enter your invitation code
start-latest = Latest publications
start-surveys = Results of published surveys
start-measured = What is measured
start-measured-lead = Each index is a rulebook in plain text that anyone can read and check.
start-how = How a number comes about
start-how-1 = Facts go in.
start-how-1-text = Self-assessment with evidence, survey answers, dossiers, statistics; each with its source.
start-how-2 = The rulebook computes.
start-how-2-text = Rules are data, with dates and a legal basis, and never part of the program.
start-how-3 = Results come out, explained.
start-how-3-text = Every step is recorded; a pocket calculator can check it.

## Search

search-title = Find a unit or an index
search-title-for = Results for “{ $wanted }”
search-nothing = No unit or index was found.
search-units = Units
search-indices = Indices
search-no-results = No data yet.

## List of indices

indices-title = Indices
indices-lead = The badges beside an index tell where its figures come from and how far its rulebook can be trusted.
indices-values = With figures
indices-methods = Method only
indices-methods-lead = The rulebook can be read in full; unit values are not shipped because of their licence, or because there are none yet.
indices-method = Rulebooks:
index-par-index-province-title = Public administration reform index (PAR INDEX) of provinces
index-par-index-province-text = Measures the yearly results of administrative reform of provincial People’s Committees, from appraised self-assessment and sociological surveys; in per cent of the available points.
index-sipas-province-title = Satisfaction index of public administrative services (SIPAS) of provinces
index-sipas-province-text = Measures how satisfied people are with the service of state administrative agencies, from a yearly survey in the provinces.

## A publication

answer-mean = Mean of the { $units } in { $year }
answer-first = Highest in { $year }: { $name }
leads = { $name } leads.
dataset-findings = Main findings
dataset-recomputed = By the totals recomputed from the rounded parts
dataset-ranking = Ranking
dataset-compare = Compare units
dataset-charts = Charts
dataset-how = Where this result comes from
dataset-how-computed = Computed here from facts by the rulebook
dataset-how-published = These are published figures, copied with their sources; there are no detailed facts to recompute them from.
dataset-related = Related rulebooks
dataset-years = Years
notice-simulated = Simulated figures
notice-simulated-text = Every number on this page was made up to show the form. It is not the result of any unit.
notice-reconstructed = Reconstructed rulebook
notice-illustrative = Illustrative rulebook
notice-note = Note
fact-highest = Highest
fact-lowest = Lowest
fact-moved = Up and down
fact-moved-note = units, against { $year }
fact-known = With figures
fact-rank = Place
fact-since = { $change } from { $year }
fact-mean = Against the mean
fact-mean-note = mean { $mean }
fact-interval = Interval
basis-derived = Derived from published figures
basis-quoted = Quoted from
basis-computed = Computed here from facts and rulebook
basis-simulated = Computed here from simulated facts
sentences-more = { $count ->
    [one] Show { $shown } more
   *[other] Show { $shown } more
}
sentences-figures = Figures used

## Ranking

ranking-caption = Ranking: { $title }
ranking-filter = Filter the ranking
ranking-find = Name of the unit
ranking-all-regions = All regions
ranking-all-bands = All bands
ranking-apply = Filter
ranking-clear = Clear filter
ranking-columns = Choose columns
ranking-density = Density of the table
density-comfortable = Comfortable
density-compact = Compact
ranking-shown = { $shown } of { $all } { $units }
ranking-all = { $known } with figures
ranking-unknown = No data yet: { $units }
ranking-nothing = No unit matches.
ranking-download = Download the table:
ranking-copy = Copy the table
ranking-copied = Copied
column-rank = Place
column-value = Points
column-share = Result (%)
column-change = Change from { $year }
column-places = Places gained since { $year }
column-published = Published
column-recomputed = Recomputed
column-source-published = Source of the published value
column-source-recomputed = Source of the recomputed value
column-verified = State of the source
column-moved = Moved
column-band = Band
column-region = Region
column-year = Year
column-max = Max points
column-code = Code

## Charts

measured-per-cent = % of the available points
measured-points = points
source-simulated = chiso simulated data
source-simulated-here = Simulated by chiso
source-recomputed = Recomputed by chiso from the published parts by the rulebook { $rulebook }
map-title = { $year }: { $name } leads
map-title-some = { $year }: { $name } leads; figures of { $known } of { $all } provinces are known
map-title-plain = Results of { $year } on the map
strip-title = Results of { $year } range from { $low } to { $high }
regions-title = { $year }: { $best } is highest, { $worst } lowest
trend-title = The mean of { $year } is { $value }
trend-title-plain = The mean through the years, { $from }–{ $to }
trend-subtitle = Mean of the { $units } year by year; the line breaks where the method changed
history-title = { $name }, { $from }–{ $to }

## A unit

unit-title = { $name } – { $of }
place-among = ranked { $rank } of { $of }
place-alone = ranked { $rank }
unit-value-rank = { $name } reached { $value } in { $year }, { $place }.
unit-value = { $name } reached { $value } in { $year }.
unit-rank = { $name } was { $place } in { $year }; its value is not known.
unit-none = There is no data yet for { $name } in { $year }.
unit-why = Why is it this number?
unit-compare = Compare with other units
unit-tree = Points by area
unit-tree-help = Open a row to see the criteria in it; “Why?” leads to the explanation of the number.
unit-parts = Points by part
unit-best = Strengths
unit-worst = To improve
unit-history = Through the years
unit-source = Source of the number
source-published = Published: { $value } – { $source }
unit-neighbours = Next to it in the ranking
other-reading = Also printed:

## Explanation

why-title = Why: { $title }
why-sentence = { $name } has { $value } out of { $max } { $noun }.
why-sentence-place = { $name } has { $value } out of { $max } { $noun }, { $place }.
why-sentence-plain = { $name }: { $value }.
why-sentence-plain-place = { $name }: { $value }, { $place }.
why-part-of = Part of:
why-steps = Steps
why-help = Each line is a computation that a pocket calculator can check.
why-parts = From its parts
why-rule = Rule
why-rule-link = See it in the rulebook

## Comparison

compare = Compare
compare-title = Compare units
compare-title-units = Compare { $units }
compare-choose = Choose units
compare-help = Choose two to five units; empty fields are passed over.
compare-none = – none –
compare-go = Compare
compare-table = Comparison
compare-what = What
compare-best = highest
compare-bold = In each row the highest number is bold; equal numbers are bold together; a row in which all units are equal has none.
compare-unknown = Not in this data set, and so not compared: { $units }
compare-too-many = At most { $most } units can be compared; those after them were passed over.
compare-without = Remove
compare-finding = { $name } is highest among the units chosen
compare-profile = Shape of the results by area
compare-profile-measured = Points reached as a share of the max points of each area
compare-radar-measured = Points of each area; each axis runs from 0 to the max points of that area
compare-heat = Strong and weak by area

## Method

method-title = Method: { $title }
method-status = This rulebook is { $status }
method-about = Summary
method-edition = Edition
method-valid = In force
method-units = Units assessed
method-ranking = Ranking
method-rounding = Rounding
method-missing = When data are missing
method-bands = Bands
method-legal = Legal basis
method-download = Download the rulebook:
method-tree = Criteria
method-tree-help = Open a row to read its rule.
method-counts-flat = { $leaves } parts.
method-counts-deep = { $first } main parts, { $leaves } indicators at the lowest level.
method-counts-3 = { $first } areas, { $second } criteria, { $third } sub-criteria.
method-companions = Further results
method-onwards = See also
method-owner = Appraised by
method-origin = Origin of the facts
method-evidence = Evidence

## Data

data-title = Data to download
data-lead = Every table and every rulebook, in forms that machines and people can read.
data-publications = Results
data-rulebooks = Rulebooks
data-what = What
data-known = Units with a value
data-kind = Status
data-files = Files
data-api = Programs read the same data through an open API.
data-api-link = How to use the API

## API

api-title = API
api-lead = The same data as on this portal, for programs. Read only, no key needed, open to every site.
api-endpoints = Addresses
api-example = Example:
api-rules = Conventions
api-rule-open = Any web page may call it (CORS is open for GET).
api-rule-etag = Every answer has an ETag; sent back as If-None-Match it gives 304 when nothing is new.
api-rule-problem = Errors come as application/problem+json (RFC 9457).
api-rule-missing = An absent value always has its reason in “missing”: blank, not_applicable, abstained, withheld, not_computable. Zero is a value.
api-rule-order = Lists have a fixed order; the same data give the same bytes.

## About

about-title = About
about-lead = chiso computes and shows governance indices so that anyone can check them: facts in, index out, every point explained.
about-how = How it works
about-how-text = An index is a rulebook in plain text: the tree of criteria, max points, rules, legal basis, dates. The program reads rulebook and facts and computes; the same input always gives the same result, byte for byte.
about-why-text = Every number computed here has a link “Why?” to its explanation: the rule, the facts used, their sources and every step.
about-badges = What the badges mean
about-official = As in the official text.
about-reconstructed = Rebuilt from published results or secondary texts; what is recomputed may differ slightly from what was published, and every difference is shown.
about-illustrative = Written to show the form; its points are not any authority’s rule.
about-simulated = Figures made up to show the form; not the result of any unit.
about-unverified = Nobody has checked it against the original yet.
about-checked = An imported figure that those who run this portal compared with its source.
about-published = Published figures, copied with their sources; not computed here.
about-recomputable = Computed here from detailed facts; every point has its explanation.
about-recomputable-total = The source published rounded parts only: the total can be recomputed, the single criteria cannot.
about-method-only = Only the method is shown; there are no unit values here.
about-incomplete = Figures are known for only some units; the others say “no data yet”.
about-derived = Computed from other figures of the same source, such as this year’s value less the printed gain.
about-secondary = Known only from a copy, not from where it was published.
about-missing = When data are missing
about-missing-text = “No data yet”, “not applicable”, “abstained”, “withheld” and “cannot be computed” are five different things, and none of them is zero. Every page says which one it is.
about-units = Units through time
about-units-text = A result stays with the unit of its time: 63 provinces until 30 June 2025, 34 from 1 July 2025. A code may belong to two different units before and after that day.
about-map = Maps
about-map-text = Maps here are tile maps: one tile a province, placed about where it lies, always with Hoàng Sa and Trường Sa. The size of a tile says nothing about area or population.
about-licence = Licence
about-licence-text = The software is under the Apache-2.0 licence. Published figures belong to the source named beside them.

## Ways to look at a publication

views = Ways to look at it
view-title = { $view }: { $of }
view-ranking = Ranking
view-map = Map
view-trend = Trend
view-heat-map = By component
view-distribution = Distribution
view-as-now = As 34 provinces
view-method = Method
view-notes = Good to know
view-nothing = There are not enough figures to draw.
map-boundary-note = Boundaries are those of a file that the operator provided; shapes are simplified to load fast, small islands are kept as dots.
map-unplaced = The boundary file has no shape of: { $units }. Their figures stand in the table.
histogram-title = { $above } of { $all } { $units } are above the mean
distribution-lead = Half of the units lie between { $low } and { $high }{ $unit }; the median is { $median }{ $unit }.
distribution-incomplete = Only the results of { $known } are known, so nothing can be said of how the units are spread.
heat-lead = A row for each unit, a column for each part; the darker the cell, the higher the result.
heat-sort = Sort by
heat-by-rank = Overall rank
heat-order = Order
heat-falling = Highest first
heat-rising = Lowest first
heat-go = Sort
heat-measured = % of the max points of each part
heat-title = Strongest in “{ $best }”, weakest in “{ $worst }”
heat-title-plain = Results by part
break-year = new method ({ $year })
break-units = units after the merger ({ $year })
trend-choose = Choose units to follow through the years
trend-help = Choose one to six units; empty lists are passed over.
trend-go = Show
trend-lead = { $units }, { $from } to { $to }.
trend-lead-usual = Showing the units of which most years are known: { $units }, { $from } to { $to }.
trend-up = { $name }: { $year } is { $by } above { $before }
trend-down = { $name }: { $year } is { $by } below { $before }
trend-units-subtitle = { $of }, { $measured }; a line stops where figures are missing and where the method changed
trend-unknown = There is no such unit in the table, so it cannot be drawn: { $units }
trend-too-many = At most { $most } units can be drawn; the others were passed over.
column-break = Change of method

## Within today’s boundaries

as-now-title = { $year } as today’s 34 provinces and cities: { $known } of { $all } have figures
as-now-parts = What each number is made of
as-now-constructed = constructed
as-now-unchanged = same unit
as-now-lacking = No figures for:
as-now-note-ranks = No ranks: nobody published places of the 34 provinces for the years before the merger.
as-now-note-missing = Where one of the former provinces has no figure, the new one has none; nothing is filled in.
as-now-note-equal = Former provinces count alike, because no table of the population of the 63 is at hand; the operator may import a weight.
column-constructed = How it is known
column-made-of = Made of
column-weights = Weights
switch-as = Boundaries
switch-then = Of that time (63)
switch-now = Of today (34)
error-no-as-now = There are no constructed figures
error-no-as-now-help = Only results of the 63 provinces before 1 July 2025 need to be constructed for the 34.

## Two indices side by side

explore = Explore
explore-title = Two indices or components side by side
explore-lead = Choose any two indices or components; each dot is a unit with both figures.
explore-x = To the right
explore-y = Upward
explore-go = Draw
explore-total = Total
explore-subtitle = To the right: { $x }. Upward: { $y }
explore-all = { $n } units have both figures.
explore-some = { $n } units have both figures; { $left } have only one and are not in the picture.
explore-left-out = Not in the picture for want of “{ $measure }”: { $units }.
explore-together = A high “{ $x }” tends to go with a high “{ $y }” (r = { $r }, n = { $n })
explore-against = A high “{ $x }” tends to go with a low “{ $y }” (r = { $r }, n = { $n })
explore-nothing = No clear relation between “{ $x }” and “{ $y }” (r = { $r }, n = { $n })
explore-few = “{ $x }” and “{ $y }” of { $n } units: too few to speak of a relation
explore-no-cause = r is Pearson’s correlation, from −1 to 1. That two numbers go together does not mean that one makes the other.
explore-unknown = There is no such index or component, so it cannot be drawn: { $names }

## The page of a unit: more

moved-up = { $count ->
    [one] up { $shown } place
   *[other] up { $shown } places
  }
moved-down = { $count ->
    [one] down { $shown } place
   *[other] down { $shown } places
  }
moved-not = in the same place
changed-up = { $by } { $unit } higher
changed-down = { $by } { $unit } lower
changed-not = with the same value
moved-since = { $moved } compared with { $year }
unit-trend = Trend over the years
unit-definition = How the criteria are defined
unit-peers = In its region
peers-all = { $name } is number { $place } of the { $known } units of { $region }.
peers-some = { $name } is number { $place } of the { $known } units of { $region } with figures (the region has { $all }).
peers-title = Units of { $region }
peers-mean = Mean of all
unit-readings = Figures printed for this year
unit-readings-help = Sources differ; every figure is kept as it was printed.
reading-use = Used
reading-main = in tables and charts
reading-other = told for comparison only
cite-title = Cite this page
cite-text = { $title }. chiso, { $url }
cite-text-day = { $title }. chiso, data as of { $day }, { $url }
cite-file = The whole table as a file that never changes (CSV)

data-general = General tables and tables of many years
data-series = { $of }: all years
data-agencies = Agencies through time
data-lineage = Mergers, splits and new names of agencies
data-breaks = Breaks in series
data-terms = Licence and addresses
data-licence = Licence:
data-publisher = Publisher:
data-stable = The addresses above stay; what they hold is brought up to date when there are new figures.
data-permanent = Every file also has a permanent address with the SHA-256 of its content (the Link header, and “Cite this page” on each page): it always answers with these very bytes. When the data change, the old state can be read for as long as the operator keeps it; what is no longer kept is said to be absent, and never answered with other content.
data-missing = An empty cell means no data yet; #na not applicable, #abstained abstained, #withheld withheld, #not_computable cannot be computed. Figures constructed for the 34 provinces always have a column that says so.
data-catalogue = Catalogue of open data (DCAT):
explore-part-of-whole = One is a part of the other, so some of the relation is a matter of course.
unit-tree-printed = On paper: areas and criteria. Sub-criteria and the explanation of each point are on the page.
start-explore = Put any two indices or components side by side
as-now-years = Through the years, within today’s boundaries
as-now-choose = Choose one to six of today’s provinces; empty lists are passed over.
as-now-series = { $units }: constructed series { $from }–{ $to }
as-now-download = Download the constructed series of all years (CSV)
