# What the forecast room says.

# Who does what. A clause goes after "If".
and = { $a } and { $b }
if = If { $actions }, { $what }.
who-members = { $part } members
who-members-all = all members
who-group = { $part } of the people in the group “{ $group }”
who-group-all = all people in the group “{ $group }”
who-called-all = all those who are called
who-called = { $part } of those who are called
pull-strike = { $who } strike
pull-strike-from = { $who } contribute nothing from { $date } on
pull-boycott = { $who } leave
pull-volume = { $who } withhold { $share } of their data
pull-other = { $who } do “{ $lever }”

# The views, by lever.
everyone = everyone
strikers-strike = those who strike
strikers-boycott = those who leave
strikers-other = those who take part
bystanders-strike = those who do not strike
bystanders-boycott = those who stay
bystanders-other = those who do not take part
similar-any = those of the same group who do not take part
others-any = those who were not called

# Metrics: a name, and a line that says what it is.
metric-surfaced-hits = surfaced hits
metric-rmse = typical error (RMSE)
metric-mae = mean error (MAE)
metric-precision-5 = precision at 5
metric-precision-10 = precision at 10
metric-recall-10 = recall at 10
metric-ndcg-5 = order of the first 5 (nDCG)
metric-ndcg-10 = order of the first 10 (nDCG)
metric-normalised-hits = normalised hits
what-surfaced-hits = Of all items that people went on to like, how many were among those it would have shown them. The figures of separate groups add up to that of everyone.
what-rmse = By how many rating points its guesses miss, large misses weighing more. Lower is better.
what-mae = By how many rating points its guesses miss, on average. Lower is better.
what-precision-5 = Of the first 5 items it would show a person, how many they like.
what-precision-10 = Of the first 10 items it would show a person, how many they like.
what-recall-10 = Of the items a person likes, how many are among the first 10 it would show.
what-ndcg-5 = How well the first 5 items are in order; 1,000 of 1,000 is the best order there is.
what-ndcg-10 = How well the first 10 items are in order; 1,000 of 1,000 is the best order there is.
what-normalised-hits = Of the items a person likes, how many were among those it would have shown. Each person counts the same.
axis-change = Change in { $metric } for the same people, { $unit }
unit-surfaced-hits = of 1,000 items that people like, all people together
unit-thousand = of 1,000
unit-points = in rating points
amount-thousand = { $n } of 1,000
amount-points = { $n } rating points

# The finding.
title-loss = the system loses { $loss }
title-hits = the system would show people about { $n } { $direction ->
    [less] fewer
   *[more] more
} of every 1,000 items they like
title-metric = the { $metric } of the system { $direction ->
    [less] falls
   *[more] rises
} by about { $amount }
title-unknown = we cannot tell whether the system serves people any differently
title-unknown-for = we cannot tell whether anything changes for { $view }
title-none = we can say nothing
title-for = for { $view }, { $what }
loss-parts = about { $count } in { $of } parts ({ $percent }) of what personalisation gives
loss-percent = about { $percent } of what personalisation gives
loss-more = more than all that personalisation gives ({ $percent })
loss-gain = nothing: it serves people better ({ $percent } of what personalisation gives)
loss-range = That is between { $low } and { $high } of what personalisation gives.

# The sentences below it.
hits-lead = Of every 1,000 items that people go on to like, the system would show them about { $n } { $direction ->
    [less] fewer
   *[more] more
}, { $range }.
metric-lead = The { $metric } { $direction ->
    [less] falls
   *[more] rises
} by about { $amount }, { $range }.
hits-unknown = The change cannot be told from nothing: of every 1,000 items that people go on to like it may be { $range }.
metric-unknown = The change in { $metric } cannot be told from nothing: it may be { $range }.
range-both = between { $low } and { $high }
range-across-hits = between { $low } fewer and { $high } more
range-across = between a fall of { $low } and a rise of { $high }
tell-more = More replicates may narrow this ({ $command }). Where they do not, only data of more people would.
distinct-from = It can be told from nothing once { $part } take part.
distinct-last = Of the shares that were looked at, only with the largest can it be told from nothing.
distinct-never = It cannot be told from nothing at any of the shares that were looked at.
lead-for = { $what } This is about { $view }.
views-intro = If { $actions }, this is what changes on average:
view-hits = For { $view }: about { $n } { $direction ->
    [less] fewer
   *[more] more
} of every 1,000 items they like, { $range }.
view-hits-unknown = For { $view }: no change that can be told from nothing, { $range } of every 1,000 items they like.
view-metric = For { $view }: the { $metric } { $direction ->
    [less] falls
   *[more] rises
} by about { $amount }, { $range }.
view-metric-unknown = For { $view }: no change in { $metric } that can be told from nothing, { $range }.
view-gone = For { $view }: nothing is shown to them any more. In surfaced and normalised hits this counts as nothing found.
view-none = For { $view }: { $reason }.
views-random = The call goes to everyone, so those of the same group are simply those who do not take part, and there are no others.
gap-hits = Today { $model } finds { $today } of every 1,000 items that people go on to like. Without personalisation, { $counterpart } finds { $unknown }.
gap-metric = Today { $model } has { $today } in { $metric }. Without personalisation, { $counterpart } has { $unknown }.
gap-known = What personalisation gives is the difference: { $gap }, { $range }.
gap-unknown = That is no difference that can be told from nothing.
gap-below = So personalisation makes it worse.

# Critical mass.
critical-found = Critical mass: { $share }, which is { $people ->
    [one] one person
   *[other] { $people } people
}. With so many taking part it is very likely that { $target }.
critical-range = The critical mass may be anywhere between { $low } and { $high }.
critical-open = The critical mass may be anywhere from { $low } up, or out of reach.
critical-none = No critical mass was found: { $reason }. The target: { $target }.
critical-mark = Critical mass: { $share }
critical-title = Critical mass: with { $share } it is very likely that { $target }
target-loss-least = at least { $amount } of what personalisation gives is lost
target-loss-most = at most { $amount } of what personalisation gives is lost
target-change-least = the change in { $metric } is at least { $amount }
target-change-most = the change in { $metric } is at most { $amount }
target-value-least = the { $metric } is at least { $amount }
target-value-most = the { $metric } is at most { $amount }
target-in = { $target }, in { $metric }
target-for = { $target }, for { $view }

# Shapes, and what the theory of collective action advises.
shape-accelerating = Each further person adds more than the one before.
shape-decelerating = Each further person adds less than the one before.
shape-s-shaped = At first each further person adds more than the one before, later less.
shape-reverse-s = At first each further person adds less than the one before, later more.
shape-linear = Each further person adds about as much as the one before.
shape-unknown = The shape of the curve cannot be told: { $reason }.
advice-accelerating = The first people see less for what they do than those who come later. The theory of collective action advises people who organise at the start, and pledges that hold once enough others have pledged.
advice-decelerating = A few people do much of it, so the others may leave it to them. The theory of collective action advises to ask first those who are least interested: those who are most interested will still come.
advice-s-shaped = The theory of collective action advises people who organise at the start, and pledges that hold once enough others have pledged. Past the bend a campaign carries itself, and more people add little.
advice-reverse-s = A small campaign shows early, then comes a stretch where more people add little. The theory of collective action advises pledges that hold once enough others have pledged, to get across it.
advice-linear = There is no threshold: whoever joins counts as much as those before and after.
advice-unknown = So no advice on how to organise follows from it. More replicates or more data may tell.
advice-source = On shapes and organising: Oliver, Marwell and Teixeira 1985, doi:10.1086/228313.

# Notes.
note-synthetic = These data are made up. The figures show how a forecast looks, not what happens to real people.
note-no-gap = There is no gap that we can tell: { $model } may serve people no better than { $counterpart }. If the model is not tuned, try { $command }. If it is, more replicates may tell.
note-gap-below = There is no gap to lose: { $model } serves people worse than { $counterpart }. It may not be tuned: try { $command }.
note-no-gap-other = Nothing can be said as a share of what personalisation gives: { $reason }.
note-plain = { $model } shows everyone the same, so there is no personalisation to lose.
note-one-replicate = There is one replicate only: the intervals say which people are in the data, but not who takes part.
note-published = Folds are those of the 2019 study, drawn apart for each size of strike. Use this for comparison only.
note-stopped = The run stopped early, after { $replicates } replicates, because the intervals were narrow enough.
note-tolerance-missed = After { $replicates } replicates the intervals were still wider than asked. More replicates may narrow them.
note-measured-from = Only ratings from { $date } on are measured.

# Figures and tables.
x-strike = Share of { $whom } who strike
x-strike-from = Share of { $whom } who contribute nothing from { $date } on
x-boycott = Share of { $whom } who leave
x-volume = Share of { $whom } who withhold { $share } of their data
x-other = Share of { $whom } who take part
x-part = { $label }; at 100 % it is { $part } of them
whom-members = members
whom-group = the people in the group “{ $group }”
whom-called = those who are called
line-today = { $model } today
line-now = today
line-unknown = { $model }, the same for everyone
caption = Made with { $model } on { $data }: { $folds } folds, { $replicates ->
    [one] one draw
   *[other] { $replicates } draws
} of who takes part. The line is the estimate, the band its 95 % interval: how far it could be off with other people in the data and others taking part.
caption-views = The bands are 95 % intervals, as above.
caption-published = { $text } The folds are those of the 2019 study.
describe = Change in { $metric } for { $view }, { $unit }, with 95 % intervals.
describe-point = With { $part }: { $change }.
views-both = service gets worse both for { $strikers } and for { $bystanders }
views-strikers = service gets worse for { $strikers }; for { $bystanders } no change can be told from nothing
views-bystanders = service gets worse for { $bystanders }; for { $strikers } no change can be told from nothing
views-unknown = no change can be told from nothing, neither for those who take part nor for the others
views-left-lose = service gets worse for { $bystanders }
views-left-unknown = for { $bystanders } no change can be told from nothing
views-mixed = What changes for each of them
head-participation = Taking part
head-taking-part = Taking part (people)
head-people = People
head-value = After
head-change = Change
head-loss = Share of the gap lost
head-loss-percent = Share of the gap lost, %
head-metric = Metric
head-today = { $model } today
head-unknown = { $model }
head-gap = Gap
table-curve = Taking part and what comes of it: { $metric } for { $view }, { $unit }, with 95 % intervals
table-main = Change in { $metric }, { $unit }, with 95 % intervals
table-metrics = Every metric for everyone today, with 95 % intervals
table-metrics-note = Metrics are in shares of 1,000, errors in rating points. The gap says by how much personalisation serves people better.

# Two forecasts side by side.
pair-nothing = There is no share at which both have a figure
pair-same = With { $part } taking part, A and B cannot be told apart
pair-hits = With { $part } taking part, B would show people about { $n } { $direction ->
    [less] fewer
   *[more] more
} of every 1,000 items they like than A
pair-metric = With { $part } taking part, the { $metric } would be about { $amount } { $direction ->
    [less] lower
   *[more] higher
} with B than with A
pair-range = The difference: { $range }{ $direction ->
    [fewer] {" "}fewer
    [more] {" "}more
    [lower] {" "}lower
    [higher] {" "}higher
   *[none] {""}
}, for { $view }.
pair-side = { $name }, { $model } on { $data }: { $what }
pair-other-data = The two are on different data. What differs may lie in the data.
pair-note = The interval of the difference takes the two as independent. Where they share data and seed, that is too wide rather than too narrow.
pair-caption = The lines are the estimates, the bands their 95 % intervals.
pair-made = How { $name } was made
pair-footer = Capstan { $version }
section-pair = Side by side
table-pair = Change in { $metric } for { $view }, { $unit }, with 95 % intervals
head-difference = B minus A
x-pair = A: { $a }. B: { $b }.

# Headings.
section-figure = What would happen
section-views = Whose service changes
section-details = All metrics
section-made = How it was made
fold-metric = { $metric }: change for each share and view
fold-explained = What the metrics mean

# How it was made.
made-data = Data
made-data-size = { $name }: { $users } people, { $items } items, { $ratings } ratings from { $low } to { $high }; from { $relevant } on an item counts as liked
made-hash = Content hash of the data
made-seed = Seed
made-model = Model of the operator
made-params = Its settings
made-source = Its source
made-counterpart = Stands for no personalisation
made-unknown = What those get whom it does not know
made-scenario = Who does what
made-scenario-part = { $line }; at 100 % on the curve, { $part } of them take part
made-scenario-line = { $lever } by { $group }: { $people } people are called
made-protocol = How worlds were drawn
made-paired = Paired: the worlds of a replicate share folds, first factors and the order of people. So they differ only by who takes part.
made-published = As in the 2019 study: folds drawn apart for each size.
made-replicates = Replicates
made-replicates-of = { $replicates } of at most { $asked }, { $folds } folds each
made-intervals = Intervals
made-intervals-how = 95 %, from { $draws } bootstrap draws over people and from the spread over replicates. They say how far a figure could be off with other people of the same population and with others taking part.
made-target = Target
made-version = Version
made-version-of = Capstan { $version } on { $processor }
made-words = Folds are parts of the ratings that are set aside in turn to test on. A replicate is one draw of who takes part, of the folds and of where training begins. The seed decides all draws.
made-verify = To make it again and compare, whole or in part:
made-footer = Capstan { $version }, seed { $seed }
model-named = { $name }: { $what }
model-global-mean = the mean of all ratings, for every item and person
model-item-mean = the mean rating of each item, the same for everyone
model-popularity = how many people like each item, the same for everyone
model-svd = learns hidden tastes of people and hidden traits of items from the ratings
model-als = learns hidden tastes and traits, people and items in turn
model-implicit-als = learns hidden tastes and traits from who took which item
model-item-knn = looks at items that were rated alike
model-user-knn = looks at people who rate alike
model-ease = learns from each item how much it says for every other
none-set = none

# Reasons why a figure is not given, as the results have them.
reason-no-test = nobody has test ratings that this metric needs
reason-gap-zero = the personalisation gap cannot be told from zero, so there is nothing to divide by
reason-gap-below = the model serves people worse than its counterpart does, so there is no personalisation to lose
reason-gap-here = the personalisation gap cannot be told from zero here
reason-left = those who take part have left, so there is nothing to measure
reason-nobody = nobody, or hardly anybody, takes part
reason-all-in = nobody, or hardly anybody, of the group stays out
reason-no-others = the call goes to everyone, so there are no others
reason-hardly = hardly anybody is left whom this could be measured on
reason-shape-no-point = there is no point to read a shape from
reason-shape-two = a shape takes at least two participations
reason-shape-no-effect = the effect itself cannot be told from none
reason-shape-wide = the intervals of the bends include zero and are too wide for a straight line
reason-not-reached = no participation that was looked at reaches the target with a probability of 95 %
reason-popularity = popularity counts people, it does not predict ratings
reason-implicit = it guesses interest between 0 and 1, it does not predict ratings
reason-interest = it guesses interest, it does not predict ratings
serves-damped = the mean plus the item's damped bias: no personalisation
serves-bias = the mean plus the item's bias: no personalisation
serves-item-mean = the mean rating of each item: no personalisation
serves-item-mean-all = the mean rating of each item, as everyone
serves-liked = the most liked items: no personalisation
serves-liked-all = the most liked items, as everyone
serves-mean = the mean of all ratings

# What one's joining adds.
joining-known = From here on, with every { $people ->
    [one] further person
   *[other] { $people } further people
} who take part, the { $metric } { $direction ->
    [less] falls
   *[more] rises
} by about { $amount }, { $range }.
joining-unknown = Whether { $people ->
    [one] one further person changes
   *[other] { $people } further people change
} anything from here on cannot be told from these data. The change may be { $range }.
joining-for = This is about { $view }.
joining-end = With as many taking part as this, no larger number was looked at. So we cannot say what joining adds.
joining-none = We cannot say what joining adds: the forecast has no figures for it.
joining-loose = The two points it rests on are taken as independent, so the interval is rather too wide.
joining-people = People are counted in the data of the forecast, which has { $users } people. Your campaign may be larger or smaller.
