### Everything Capstan says in English. Each part is a room: the page, report or
### command that says it. A sentence has the same name in every language.

## shared

# Phrases that every room shares.

none = none ({ $percent })
all = all ({ $percent })
about = about { $count } in { $of } ({ $percent })
fewer-than = fewer than 1 in 1,000 (under { $percent })
more-than = more than 999 in 1,000 (over { $percent })
between-of = between { $low } and { $high } of { $of }
near-of = close to { $count } of { $of }
points = { $number ->
    [one] { $value } percentage point
   *[other] { $value } percentage points
}
range = { $low } to { $high }
estimate = { $value } ({ $low } to { $high })

part-none = no one
part-all = everyone
part = { $count } in { $of }

mark-none = none
mark-all = all
mark = { $count } in { $of }

sure-very-likely = very likely
sure-likely = likely
sure-even = about as likely as not
sure-unlikely = unlikely
sure-very-unlikely = very unlikely
sure-cannot-tell = we cannot tell

view-everyone = everyone
view-strikers = strikers
view-bystanders = bystanders
view-similar = similar people
view-others = everyone else

bar-gather = Gather
bar-describe = Describe
bar-measure = Measure
bar-forecast = Forecast
bar-act = Act
bar-share = Share

note-zero = The interval includes zero: not distinguishable from no effect.
refused = not given
column-low = low
column-high = high

figure-today = as good as today
figure-unknown = as if it knew nothing about you
figure-half = halfway
figure-refused = Hatched: { $reason }
figure-faint = Faint lines: the other panels.
figure-data = The same data as a table
figure-csv = Download the data (CSV)
figure-svg = Download the figure (SVG)

page-skip = Skip to the text
page-name = Capstan
page-caution = Caution

## forecast

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
pull-poison = { $who } give false ratings
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
note-simulated = This is a simulation. Capstan has nothing with which to do it. Once the operator filters the false ratings out, it does no more than a strike.
note-stopped = The run stopped early, after { $replicates } replicates, because the intervals were narrow enough.
note-tolerance-missed = After { $replicates } replicates the intervals were still wider than asked. More replicates may narrow them.
note-measured-from = Only ratings from { $date } on are measured.

# Figures and tables.
x-strike = Share of { $whom } who strike
x-strike-from = Share of { $whom } who contribute nothing from { $date } on
x-boycott = Share of { $whom } who leave
x-volume = Share of { $whom } who withhold { $share } of their data
x-poison = Share of { $whom } who give false ratings
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

## values of records

# The values of records, as a page and on a terminal.

records-title = { $above } of { $players } { $unit ->
    [owner] owners
    [group] groups
   *[record] records
} { $above ->
    [one] helps
   *[other] help
}, and { $below } { $below ->
    [one] does
   *[other] do
} harm
records-title-unknown = We cannot tell of any of { $players } { $unit ->
    [owner] owners
    [group] groups
   *[record] records
} whether it helps
records-title-open = What { $players } { $unit ->
    [owner] owners
    [group] groups
   *[record] records
} add
records-lead = Of { $players } { $unit ->
    [owner] owners
    [group] groups
   *[record] records
}, { $above } very likely { $above ->
    [one] helps
   *[other] help
} and { $below } very likely { $below ->
    [one] does
   *[other] do
} harm.
records-unclear = For { $unclear } of them we cannot tell: their interval includes zero.
records-overlap = Some records are in several groups. They are there as long as one of their groups is.
records-ungrouped = { $records ->
    [one] One record is
   *[other] { $records } records are
} in no group and always there.
records-owned = What an owner adds is the sum of what each of their records adds.
records-view-strikers = Each value is measured on the test examples of the { $unit ->
    [group] group's own people
   *[owner] person alone
}.
records-view-bystanders = Each value is measured on the test examples of everyone but the { $unit ->
    [group] group's own people
   *[owner] person
}.
records-view-others = The values are measured on the test examples of people whose data are not valued.
records-unseen = { $unseen ->
    [one] One has no value: fewer than two test examples count{ $metric ->
        [r2] , or their labels are all alike
       *[other] { "" }
    }.
   *[other] { $unseen } have no value: fewer than two test examples count for each{ $metric ->
        [r2] , or their labels are all alike
       *[other] { "" }
    }.
}
records-too-few = too few test examples
records-sum = Together the values sum to { $sum }.
records-no-sum = These values do not add up to a whole, since each is measured on other test examples. { $unit ->
    [group] Scores for all together, and what groups are to each other, are for everyone.
   *[owner] The score for all together is for everyone.
}
records-tried-on = What is left is tried on everyone's test examples.
records-worth = With all of them the score is { $all }.
records-worth-both = With all of them the score is { $all }; with none it would be { $nobody }.
records-over-tests = The intervals say how much values would differ with other test examples.
records-over-samples = The intervals say how much values would differ with other draws. The test examples stay as they are.
records-over-both = The intervals say how much values would differ with other test examples and other draws.
records-halve-both = Four times as many test examples and four times as many draws would halve the intervals.
records-halve-tests = About { $more } more test examples would halve the intervals.
records-halve-samples = About { $more } more evaluations would halve the intervals.
records-stopped-tolerance = Drawing stopped because every interval was narrow enough.
records-stopped-budget = Drawing stopped because the budget was spent.
records-bias = Walks ended early where little was left. So a value may be off by { $bias } beside its interval.
records-only-label = All records have the label "{ $label }". So values only say who is near, not who is right.
records-one-part = There is only one score to go by. So the intervals have no ends.

records-section-spread = How the values are spread
records-section-ends = The highest and the lowest
records-section-use = What the values are good for
records-section-made = How this was made

records-spread-title = From the lowest value to the highest
records-spread-describe = The values from the lowest to the highest: a quarter are below { $low }, half are below { $middle }, and a quarter are above { $high }.
records-spread-x = Share of all, from the lowest value
records-spread-caption = Each point is the value at this place in the order, with its 95 % interval.
records-value = Value
records-zero = adds nothing

records-ends-caption = The highest and the lowest values, with 95 % intervals
records-id = Id

records-seen-everyone = everyone
records-seen-strikers = { $unit ->
    [group] its own people
   *[owner] the person alone
}
records-seen-bystanders = all others
records-seen-others = people who are no player
records-share = Share
records-views-caption = What { $unit ->
    [group] groups
   *[owner] owners
} add in each view: a share of them adds less than this

records-groups-caption = What each group adds to the score, with 95 % intervals
records-group = Group
records-size = Records
records-metric-accuracy = accuracy
records-metric-log-loss = log-loss
records-metric-squared-error = squared error
records-metric-r2 = R²
records-metric-right-neighbours = share of right neighbours
records-metric-vote = share of right votes
records-metric-score = score of the command
records-group-axis = What a group adds to { $metric }
records-group-describe = { $who }: { $value }.
records-group-figure = Dots are estimates, lines are 95 % intervals. A hollow dot cannot be told from nothing.
records-section-groups = What each group adds

records-made-train = Records
records-made-test = Test examples
records-made-size = { $name }: { $records } with { $features } features
records-made-hash = Content hash
records-made-method = Method
records-made-source = Source
records-made-settings = Settings
records-made-model = Model
records-made-metric = Score
records-made-evaluations = Counted
records-made-groups = Groups
records-made-subsets = Subsets
records-made-seed = Seed
records-made-again = To make it again
records-none-set = none
records-footer = Made by Capstan { $version } with seed { $seed }.

## what values are good for

# Trials of values, of ratings and of records.

use-not-tried = Whether these values are of use was not tried. The option --check tries it.
use-good = Taking away the highest values hurts more than taking away as many at random
use-none = Taking away the highest values hurts no more than chance
use-x = Share taken away
use-y = Score of what is left
use-describe = With half taken away, the score is { $best } without the highest, { $worst } without the lowest, and { $random } at random.
use-caption = Models were trained again on what is left. The lines are labelled by what goes first.
use-caption-command = The command scored what is left. The lines are labelled by what goes first.
use-best = highest first
use-worst = lowest first
use-random = at random
use-share = Share
use-wrong = Of { $made } labels that we made wrong, { $found } were among the { $made } lowest values. Chance finds about { $chance }.
use-lower = A wrong label had a lower value than a right one in { $lower } of pairs. Chance gives 50 %.
use-stable = Two independent halves agree on the order with a rank correlation of { $rho }. Chance gives about 0.
use-stable-people = Two halves of the people who are tested agree on the order with a rank correlation of { $rho }. Chance gives about 0.

## values of groups

# What is told of groups beside their values, of ratings and of records.

groups-and = { $first } and { $last }
groups-leverage-means = Leverage is what is lost when the group leaves. Alone is what it adds to nobody else.
groups-pairs-means = Together is what two groups add beyond what each adds alone. Synergy is what is lost beyond that when both leave.
groups-unions-means = First the unions share the whole, each as one. Then the groups of a union share what it got.
groups-synergy-means = Synergy is what is lost when all leave at once, beyond what is lost when each leaves alone.

# Shares of the whole.
groups-excess-some = Some groups have a reason to leave, whatever the shares. One set of them would be worth { $most } more alone.
groups-excess-none = No set of groups has a reason to leave. Each gets at least about { $most } more than it is worth alone.
groups-excess-unknown = We cannot tell whether some set of groups would be worth more alone than it gets.

# Pairs and coalitions.
groups-pair-allies = { $a } and { $b } are allies: each makes the other's data worth more.
groups-pair-substitutes = { $a } and { $b } can stand in for each other: who loses one still has the other.
groups-pair-unknown = { $count ->
    [one] For one pair we cannot tell.
   *[other] For { $count } pairs we cannot tell.
}
groups-pair-more = { $count ->
    [one] One more pair is
   *[other] { $count } more pairs are
} allies or stand-ins, less strongly. The file values.json has all of them.
groups-pairs-all = All { $count } pairs
groups-pair-none = There is no pair that works together in a way that we can tell.
groups-bond-allies = allies
groups-bond-substitutes = stand-ins
groups-bond-unknown = we cannot tell
groups-stronger = { $who }: when all leave at once, more than the sum of their losses is lost. They are stronger together.
groups-weaker = { $who }: when all leave at once, less than the sum of their losses is lost. They rest on each other.
groups-alike = { $who }: we cannot tell that leaving at once differs from the sum of their losses.

# Tables.
groups-head-group = Group
groups-head-groups = Groups
groups-head-union = Union
groups-head-value = It gets
groups-head-coalition = Coalition
groups-head-leverage = Leverage
groups-head-alone = Alone
groups-head-pair = Pair
groups-head-interaction = Together
groups-head-synergy = Synergy
groups-head-bond = They are
groups-table-alone = Leaving and standing alone: { $what }, with 95 % intervals
groups-table-unions = What each union gets: { $what }, with 95 % intervals
groups-table-pairs = What two groups are to each other: { $what }, with 95 % intervals
groups-table-coalitions = Coalitions that were asked about: { $what }, with 95 % intervals

# Headings.
groups-section-alone = Leaving and standing alone
groups-section-pairs = Allies and stand-ins
groups-section-unions = What each union gets
groups-section-coalitions = Coalitions

## values of people and groups

# What people and groups add to a recommender.

value-metric-surfaced-hits = surfaced hits
value-metric-rmse = typical error (RMSE)
value-metric-mae = mean error (MAE)
value-metric-precision-5 = precision at 5
value-metric-precision-10 = precision at 10
value-metric-recall-10 = recall at 10
value-metric-ndcg-5 = order of the first 5 (nDCG)
value-metric-ndcg-10 = order of the first 10 (nDCG)
value-metric-normalised-hits = normalised hits
value-unit-thousand = of 1,000
value-unit-points = in rating points
value-amount-thousand = { $n } of 1,000
value-amount-points = { $n } rating points

# The finding.
value-title-most = { $who } adds most: about { $amount } in { $metric }
value-title-less = No group adds what we can tell, and { $who } takes about { $amount } away
value-title-unknown = We cannot tell that the data of any group make a difference
value-title-people = The data of { $count } of { $people } people make a difference that we can tell
value-title-nobody = We cannot tell that the data of any one person make a difference

# The first sentences.
value-lead-all = With everybody's data, { $model } reaches { $all } in { $metric } for everyone.
value-lead-nobody = Without the groups it reaches { $nobody }.
value-lead-view = The values here are about the service of { $view }.
value-clear = { $better ->
    [0] None adds
    [one] One adds
   *[other] { $better } add
} something that we can tell, and { $worse ->
    [0] none takes
    [one] one takes
   *[other] { $worse } take
} something away.
value-rest = { $rest ->
    [one] For one more we cannot tell.
   *[other] For { $rest } more we cannot tell.
}
value-chance = Among { $people }, about { $count } would seem to make a difference by chance alone.
value-refused = { $count ->
    [one] One has no value:
   *[other] { $count } have no value:
} nobody of the view has test ratings that { $metric } needs.
value-error = For an error, to add is to make it smaller.

# What a value is.
value-method-loo = A value is what is lost when one leaves and all others stay.
value-method-shapley = A value is the mean of what one adds to those before, over all orders of coming.
value-method-owen = A value is the mean of what one adds to those before. The groups of a union come together.
value-method-banzhaf = A value is the mean of what one adds to a subset of the others.
value-method-permutation = A value is the mean of what one adds to those before, over orders that were drawn.
value-method-least-core = A value is a share of the whole: the most even one that leaves the least reason to leave.
value-method-nucleolus = A value is a share of the whole that leaves the least reason to leave, then the next least.
value-drawn = { $draws ->
    [one] One was
   *[other] { $draws } were
} drawn, and each order also in reverse.
value-drawn-subsets = { $draws ->
    [one] One subset was
   *[other] { $draws } subsets were
} drawn.

# Views.
value-view-everyone = everyone
value-view-strikers = its own people
value-view-bystanders = all others
value-view-others = people in no group
value-view-strikers-people = the person alone

# How sure.
value-halve-worlds = { $worlds ->
    [one] One more world would halve the intervals, on average.
   *[other] { $worlds } more worlds would halve the intervals, on average.
}
value-halve-people = More worlds would not halve the intervals: they come from how few people are measured. { $people ->
    [one] One more person
   *[other] { $people } more people
} would.
value-alone-note = A value for one person's own service has no people to spread it, only folds.
value-note-synthetic = These data are made up. The figures show how values look, not what real people add.
value-note-one-replicate = With one replicate, intervals leave out how ratings are cut into folds.
value-note-overlap = Some people are in several groups. They are there as long as one of their groups is.
value-note-tolerance-met = The intervals are as narrow as was asked for.
value-note-tolerance-missed = The intervals are wider than was asked for: raise { $option }.
value-note-ungrouped = { $people ->
    [one] One person is
   *[other] { $people } people are
} in no group and always there.

# Tables and figures.
value-table-groups = What each group adds to { $metric }, { $unit }, with 95 % intervals
value-table-people = What people add to { $metric }, { $unit }: a share of them adds less than this
value-head-group = Group
value-head-people = People
value-head-share = Share
value-what = { $metric } for everyone, { $unit }
value-axis = What a group adds to { $metric } for { $view }, { $unit }
value-describe = { $who }: { $value }.
value-caption = Dots are estimates, lines are 95 % intervals. A hollow dot cannot be told from nothing.

# Headings and how it was made.
value-section-figure = What each group adds
value-section-people = How it is spread over people
value-section-use = What the values are good for
value-section-made = How it was made
value-made-model = Model
value-made-data = Data
value-made-data-words = { $name }: { $users } people, { $items } items, { $ratings } ratings
value-made-hash = Content hash of the data
value-made-groups = Groups
value-made-method = Method
value-made-worlds = Worlds
value-made-worlds-words = { $worlds }: { $subsets } subsets, replicates: { $replicates }, folds: { $folds }
value-made-seed = Seed
value-made-verify = Made again with
value-footer = Capstan { $version }, seed { $seed }

## dividends

# What the room of dividends says.

title = { $people ->
    [one] One member gets { $money } by { $rules }
   *[other] { $people } members share { $money } by { $rules }
}
# A rule has the same name in every language: that of its option.
rule-called = { $rule }
rule-named = the rule “{ $rule }”
rules-mixed = a mixture of the rules { $rules }
lead-alone = The dividend is { $most }.
lead-extremes = The highest dividend is { $most }, the middle one { $middle }, the lowest { $least }.
lead-all-paid = Everyone gets something.
lead-unpaid = { $count ->
    [one] One member gets nothing.
   *[other] { $count } members get nothing.
}
lead-gini = The Gini index is { $gini }; 0 means all alike, near 1 means one has almost all.
lead-tenth = The tenth of the members with the highest dividends has { $share } of the money.
lead-certain = The table gives no intervals, so we cannot say how sure these values are.
lead-uncertain = If the values are as uncertain as their intervals say, the index lies between { $low } and { $high }.
lead-public-good = { $money } is kept for what all use.
lead-fees = { $money } is set aside for fees; the transfers of this round cost { $cost }.
lead-carried = { $count ->
    [one] One balance is carried to the next round: { $money }.
   *[other] { $count } balances are carried to the next round: { $money } together.
}
lead-left = { $count ->
    [one] One person has left and is paid what they had earned: { $money }.
   *[other] { $count } people have left and are paid what they had earned: { $money } together.
}
lead-lottery = Prizes were drawn by lot; as they fell, the index is { $gini }.

note-nobody = By the rule “{ $rule }” nobody has a claim, so its part goes to all alike.
note-harm = The rule “{ $rule }” pays harm like help, and so it pays for spoiling data. Do not pay by it.
note-deflated = Values below zero earn nothing here, so each unit of value earns { $factor } of what it adds.
note-more-equal = The shares have a Gini index of { $gini } already; no equal pay was mixed in.
note-mixed = To reach the index asked for, { $part } of the money is shared alike.

# The rules, a line each.
rule-equal = Everyone gets the same.
rule-rank = Only the place in the order counts: one part for the last, two for the next, and so on.
rule-bins = Members are cut into steps of equal size; a step up is one part more.
rule-positive = Everyone who adds something gets the same, all others nothing.
rule-shift = A value counts from the smallest one up; who has the smallest gets nothing.
rule-power = As with “shift”, but a power of it, which draws people together or apart.
rule-softmax = Everyone gets something, and each step up multiplies it.
rule-clip = A value counts as it is; who does harm gets nothing.
rule-abs = The size of a value counts, whether it helps or harms.

section-dividends = Who gets what
section-inequality = How unequal that is
section-rules = Every rule on the same values
section-properties = What these rules keep and break
section-made = How it was made

figure-members-title = The highest dividend is { $share } of what members get
figure-members-x = Share of the money
figure-members-about = Each dot is one member’s share of what is paid to members.
figure-members-within = Each dot is one member’s share of what is paid to members. The line through it is the 95 % interval that the values leave it.
figure-tenths-title = The tenth with the highest dividends has { $share }, the tenth with the lowest { $least }
figure-tenths-about = Members stand in order of dividend and are cut into ten parts.
tenth = tenth { $number } of 10
lorenz-title = The half of the members with the lowest dividends has { $share } of the money
lorenz-x = Share of the members, lowest dividends first
lorenz-y = Share of the money they have together
lorenz-line = these rules
lorenz-equal = all alike
lorenz-about = The further the line sags, the less equal the dividends. The straight line is equal pay.
compare-title = “{ $least }” is the most equal rule on these values, “{ $most }” the least
compare-x = Gini index: 0 is all alike, 1 is one who has all
compare-about = Each dot is a rule by itself on the same values. The line through it is the 95 % interval.
compare-this = these rules

table-members = Dividends in { $currency }
table-tenths = Dividends in { $currency } by tenths of the members
table-inequality = Inequality of every rule
table-properties = What every rule keeps
table-groups = Groups
head-id = member
head-value = value
head-share = share
head-amount = dividend
head-paid = paid now
head-carried = carried
head-tenth = members
head-mean = mean dividend
head-rule = rule
head-gini = Gini
head-gini-unbiased = Gini, for few
head-theil = Theil T
head-mean-log-deviation = mean log deviation
head-atkinson-half = Atkinson ½
head-atkinson-one = Atkinson 1
head-top-tenth = top tenth
head-top-hundredth = top hundredth
head-palma = Palma
head-hoover = Hoover
head-group = group
head-people = members
head-money = share of the money
head-inside = Theil inside
index-infinite = somebody gets nothing, so this index is infinite
group-nothing = the group gets nothing
groups-words = Of Theil’s T, { $between } is between the groups and { $within } inside them.
members-many = The table of all { $people } members is in dividends.csv.

kept = yes
broken = no
property-budget = budget
property-not-negative = never below nothing
property-symmetry = equals alike
property-null-player = nothing for nothing
property-order = order
property-splitting = splitting does not pay
property-translation = same added to all
property-scale = other unit
keeps-budget = What is paid and what is kept back is the budget, to the coin.
keeps-not-negative = Nobody gets less than nothing.
keeps-symmetry = Equal values get equal dividends, to the coin.
keeps-null-player = A value of zero gets nothing.
keeps-order = Who adds more does not get less.
keeps-splitting = Who splits an account in two does not get more.
keeps-translation = Adding the same to every value changes nothing.
keeps-scale = Measuring values in another unit changes nothing.
breaks-budget = What is paid is not the budget.
breaks-not-negative = Somebody can get less than nothing.
breaks-symmetry = Equal values can get unequal dividends.
breaks-null-player = A value of zero can be paid.
breaks-order = Who adds more can get less.
breaks-splitting = Who splits an account in two can get more; pay persons, not accounts.
breaks-translation = Adding the same to every value changes the dividends.
breaks-scale = Measuring values in another unit changes the dividends.
untried = No random group fits these rules, so nothing was tried.
example-one = For example, the values { $values } get { $shares }.
example-two = For example, { $values } get { $shares }, and { $changed } get { $changed_shares }.
properties-kept = Kept
properties-broken = Broken
properties-how = Each property was tried on up to { $tried } random groups of two to six members. Kept means that none of them broke it.
properties-low = What they call a value is the lower limit of its interval, which is what counts here.
properties-pool = They are about those who are paid as one. Among these, another rule shares.

made-seed = Seed
made-budget = Budget
made-file = Values
made-hash = Hash of the values
made-version = Capstan
made-rounding = Rounding
rounding-largest-remainder = Coins that cannot be split go to the largest remainders.
rounding-webster = Coins are given by Webster’s method: with more money nobody gets less.
rounding-cumulative = Coins are given by what all rounds together owe, so that rounding evens out.
made-ties = Ties are broken by a hash of the seed and the id, which anyone can compute again.
made-intervals = For the intervals, each value was drawn again { $draws } times from around its own. The rules were followed each time (JCGM 101:2008).
made-chain = The rules as a file:
made-verify = To compute it again:
made-footer = Capstan { $version }, seed { $seed }

## audit

# What the room of audits says.

# The finding.
title-cut = About { $count } in { $of } workers ({ $percent }) were paid less than by { $rule }
title-nobody = No worker was paid less than by { $rule }
title-everybody = Every worker was paid less than by { $rule }
title-few = There are too few workers to show how they are paid
title-unchanged = All jobs that were read were paid by { $rule }
caution-made-up = These data are made up. They show how an audit looks, not how anyone was paid.
caution-few = A figure must be about { $needed } workers or more, so that it tells about no one of them. Here it would be about fewer.
caution-folded = Promotions were paid beside the rule, { $old } a job on average. Later jobs list none. Perhaps they are now within base pay, and then the true cut is larger.
caution-picked = Some jobs were picked by workers, not taken from whole logs. Picked jobs are often not like the others.
lead-share = Of { $of } workers, { $cut } were paid less than the rule gives, by more than { $margin }.
lead-range = Among other workers like them it could be { $range }.
lead-half = Whether it is more or fewer than half cannot be told.
count-cut = { $n ->
    [one] 1 worker was clearly cut
   *[other] { $n } workers were clearly cut
}.
count-gain = { $n ->
    [one] 1 worker clearly gained
   *[other] { $n } workers clearly gained
}.
count-not-clear = { $n ->
    [one] For 1 worker it is not clear
   *[other] For { $n } workers it is not clear
}: their own jobs vary too much.
average-pay = All these jobs together were paid { $amount } { $direction ->
    [less] less
   *[more] more
} than the rule gives: { $range }.
average-pay-unknown = Whether all these jobs together were paid more or less cannot be told: the change is { $range }.
average-worker = The average worker was paid { $amount } { $direction ->
    [less] less
   *[more] more
}: { $range }.
average-worker-unknown = Whether the average worker was paid more or less cannot be told: the change is { $range }.
average-apart = The two are not the same. In the first, workers with many or large jobs weigh more.
apart-lead = Whole logs and picked jobs also stand apart, since people who pick what they send do not pick at random.
apart-caption = The change in whole logs and in picked jobs, each by itself, with 95 % intervals
average-job = That is { $amount } a job: { $range }.
average-of-cut = Those who were cut lost { $amount } on average: { $range }.
range-between = between { $low } and { $high }
direction-of-all = If none or all of the others were cut, it is between { $low } and { $high } of all { $n } workers.

# The figures.
figure-verdicts = { $cut ->
    [one] 1 worker was clearly cut
   *[other] { $cut } workers were clearly cut
}, { $gain } clearly gained
figure-verdicts-description = Shares of { $of } workers: clearly cut { $cut }, clearly gained { $gain }, not clear { $unclear }.
dot-cut = clearly cut
dot-gain = clearly gained
dot-not-clear = not clear
dot-less = paid less, clear or not
axis-workers = Share of { $of } workers
caption-verdicts = A worker is clearly cut, or clearly gained, if the 95 % interval of their own jobs is beyond { $margin }. The lines are 95 % intervals (Wilson).
figure-choices = With other choices the share paid less is between { $low } and { $high }
figure-choices-description = The share of workers who were paid less, for each choice that could be made otherwise.
caption-choices = Each line changes one choice. The lines are 95 % intervals (Wilson).
head-verdict = Workers
head-share = Share
head-people = People

# Choices.
choice-made = as chosen
choice-margin = cut means by more than { $value }
choice-tolerance = pay follows the rule to within { $value }
choice-min-jobs = workers with { $value ->
    [one] 1 job
   *[other] { $value } jobs
} or more
choice-jobs-changed = only jobs in weeks not paid by the rule
choice-jobs-all = all jobs, also those paid by the rule
choice-promotion-apart = promotions left apart
choice-promotion-folded = promotions counted as pay
choice-promotion-folded-mean = promotions counted as pay, beside the rule and the old promotions
choice-cap-none = every worker weighs as much as their jobs
choice-cap = no worker weighs more than { $value }
choice-middle = each worker's middle job in place of all their jobs
choice-doubted-yes = with jobs whose parts do not add up
choice-doubted-no = without jobs whose parts do not add up
choice-records = { $way ->
    [full-log] only jobs from whole logs
    [picked] only jobs that were picked
   *[unknown] only jobs of which it is not known how they were chosen
}
variants-caption = The headline under other choices, with 95 % intervals
head-choice = Choice
head-of = Workers
head-cut = Paid less
head-of-pay = All jobs together
head-worker-mean = Average worker
head-worker-median = Middle worker

# What is withheld.
why-few = about fewer than { $needed } workers
why-dominated = one worker weighs too much in it
why-near = someone in it could work out another's part
why-complement = it would tell what is not shown
why-unchanged = too near to another line: the difference would tell about few workers
why-shown-before = too near to what was shown before: the difference would tell about few workers
not-shown = Not shown: { $what }, because it is { $why }.
shown-headline = all about the counted workers
shown-of-pay = the average over all jobs
shown-totals = sums of money
shown-worker-mean = the average worker's change
shown-of-cut = the average of those who were cut
shown-promotions = the promotions of before
shown-tips = tips
shown-opacity = how much of pay is unexplained
shown-search = the simple rule that gives most jobs
shown-hourly = pay by the hour
shown-change-apart = the change in whole logs and in picked jobs, each by itself
shown-tips-apart = tips in whole logs and in picked jobs, each by itself
shown-opacity-apart = what is unexplained in whole logs and in picked jobs, each by itself
shown-search-apart = the simple rules of whole logs and of picked jobs, each by itself
shown-hourly-apart = pay by the hour in whole logs and in picked jobs, each by itself
shown-take = what the platform kept
shown-changed = when the rule changed
shown-places = the figures by place

# What more workers could say.
saying-anything = to show anything about the group
saying-half = whether more or fewer than half were paid less
saying-five-points = the share paid less to within 5 points
saying-direction = whether the average worker gains or loses
saying-direction-of-pay = whether all jobs together are paid more or less
needed-now = Can be said now: { $what }.
needed-more = Takes about { $more ->
    [one] 1 more worker
   *[other] { $more } more workers
}: { $what }.
needed-never = No number of workers would tell as things stand: { $what }.
needed-note = This holds if further workers are like those who are here.

# False donors.
false-cap = No one weighs more than { $cap } in an average, however much they send.
false-lead = If { $share } of the workers here were made up, the share paid less of the others would be between { $low } and { $high }.
false-turned = At least { $share } of the workers would have to be made up for the average worker's change to turn its sign.
false-caption = What false donors could have moved: the others' figures at the outside. Averages are rounded outward, to tell nothing about the few most extreme workers.
head-false = Made up
head-low = Lowest
head-high = Highest
head-false-cut = Paid less, { $bound }
head-false-mean = Average worker, { $bound }

# When, tips, hours.
changed-on = Pay stopped following the rule on { $day }, at the latest on { $high } and at the earliest on { $low }.
changed-day = Pay stopped following the rule on { $day }. No other day is likely.
changed-shares = Before, { $before } of the jobs followed it; since then, { $after }.
changed-none = No day is seen on which pay stopped following the rule.
staggered-lead = { $changed ->
    [one] 1 place changed
   *[other] { $changed } places changed
} on a clear day; { $unchanged ->
    [0] none had not changed by the end
    [one] 1 had not changed by the end
   *[other] { $unchanged } had not changed by the end
}. While a place had not changed, its workers show what would have been.
staggered-change = Beside them, the change moved pay by { $range } of what the rule gives.
staggered-unknown = Whether the change moved pay more than it moved theirs cannot be told: { $range } of what the rule gives.
staggered-caption = What the change did, beside places it had not yet come to
head-since = Changed in
head-month = Month
head-beside = Workers beside
head-effect = Change of pay
tips-share = Tips are not part of any comparison here. They were { $share } of all pay: { $range }.
tips-used = Where customers tip one { $currency } more, base pay is lower by { $amount }: { $range }. Tips seem to be used to pay less.
tips-unused = Nothing shows that tips are used to pay less: with one { $currency } more of tip, base pay changes by { $range }.
tips-caption = Tips in whole logs and in picked jobs, with 95 % intervals
head-tip = Tip a job, in { $currency }
head-tip-share = Share of all pay
head-tip-base = Base pay with one { $currency } more of tip
hourly-caption = { $way ->
    [full-log] Whole logs alone ({ $jobs ->
        [one] 1 job
       *[other] { $jobs } jobs
    }): pay
    [picked] Picked jobs alone ({ $jobs ->
        [one] 1 job
       *[other] { $jobs } jobs
    }): pay
    [unknown] Jobs of which it is not known how they were chosen ({ $jobs ->
        [one] 1 job
       *[other] { $jobs } jobs
    }): pay
   *[all] Pay
} by the hour in { $currency }, with 95 % intervals
hourly-lead = What an hour brings depends on what is counted. All ways are shown.
hourly-jobs = From { $jobs } jobs of { $workers } workers whose times are known. Hours in which jobs overlap count once.
hourly-cost = Costs of driving are taken as { $rate }.
hourly-no-tips = The tips of too few jobs are known to say what an hour brings with them.
hourly-no-cost = The distance of too few jobs is known to take away the costs of driving.
head-way = What counts
head-with-tips = With tips
head-without-tips = Without tips
way-engaged-gross = on jobs, before costs
way-engaged-net = on jobs, after costs of driving
way-online-gross = with waiting, before costs
way-online-net = with waiting, after costs of driving
under-share = { $share } of the shifts brought less than { $wage }: { $range }. A shift ends after { $gap } minutes without a job.
under-contractor = Who pays their own taxes and has no paid days off needs 14.8 % more for the same. { $share } of the shifts brought less than that.
under-caption = Shifts that brought less, by how long a break ends a shift, with 95 % intervals
head-gap = Break, in minutes
head-shifts = Shifts
head-below-wage = Less than the minimum wage
head-below-contractor = Less than a contractor needs

# How pay is made now.
opacity-share = What is known of a job ({ $known }) leaves { $share } of pay unexplained: { $range }.
opacity-miss = For the middle job the best guess is { $amount } off. It was made for workers it had not seen.
found-rule = Of the simple rules looked at, one gives the pay of most jobs: { $formula }.
found-share = It gives { $share } of the jobs of other workers to within { $tolerance }: { $range }.
now-caption = How pay is made in whole logs and in picked jobs, with 95 % intervals
head-opacity = Unexplained
head-miss = Off for the middle job, in { $currency }
head-rule = Simple rule
head-gives = Jobs it gives
known-order-total = order total
known-fees = fees
known-miles = miles
known-minutes = minutes
known-hour = hour of the day

# Places and what platforms keep.
places-caption = The figures by place
places-lead = Places with too few workers stand together, so that nothing about them follows from the others.
place-others = all other places
head-place = Place
take-caption = What the platform kept of what customers paid, with 95 % intervals
take-lead = Jobs from whole logs and jobs that people picked stand apart, since picked ones often show more taken.
take-all = all jobs
take-full-log = whole logs
take-picked = picked
take-unknown = not known
head-record = Came as
head-jobs = Jobs
head-take = Kept
head-take-fees = Kept, with fees
head-take-median = Middle job
head-take-half = Jobs with more than half kept

# Headings.
section-figure = Who was cut and who gained
section-averages = Two averages
section-choices = What else could have been chosen
section-needed = What more workers could say
section-false = If some donors were false
section-when = When pay changed
section-tips = Tips
section-now = How pay is made now
section-hourly = Pay by the hour
section-take = What the platform keeps
section-places = By place
section-made = How it was made

# How it was made.
made-rule = Rule
made-rule-of = { $title }, { $name } version { $version }
made-formula = Its formula
made-source = Its source
made-rule-hash = Content hash of the rule
made-data = Data
made-data-of = { $file }: { $events } jobs
made-hash = Content hash of the data
made-jobs = Jobs
made-jobs-of = { $beside } jobs beside the rule; { $by_rule } in weeks paid by it, { $changed } in others; { $counted } counted
made-left-out = Left out
made-left-none = none
left-other-platform = { $n } of another platform
left-other-currency = { $n } in another currency
left-negative = { $n } with an amount below zero
left-twice = { $n } sent twice
left-no-pay = { $n } without base pay
left-no-quantity = { $n } without what the rule asks for
left-few = some for reasons that few workers stand behind
made-workers = Workers
made-workers-of = { $all } in the data, { $with } with a job to count, { $counted } with { $min } or more
made-choices = Choices
made-choices-of = Cut means by more than { $margin }; pay follows the rule to within { $tolerance }; no worker weighs more than { $cap }.
made-intervals = Intervals
made-intervals-how = 95 %: Wilson for shares, and { $draws } bootstrap draws over workers for all else. Jobs of one worker are drawn together, since they are alike.
made-shrunk = After chance in each worker's own jobs is taken out, the share paid less is { $share }. The bootstrap's interval of the share is { $range }.
made-shrunk-only = After chance in each worker's own jobs is taken out, the share paid less is { $share }.
made-reweighted = Had people the sizes of jobs they had under the rule, all jobs together would be paid { $range } of the rule's pay more.
made-weighed = Weighed as all workers are, in { $parts } parts by place and first year, the share paid less is { $share }: { $range }. The average worker's change is then { $mean }. { $workers } workers are in these parts.
made-seed = Seed
made-version = Version
made-version-of = Capstan { $version }
made-conditions = What to keep in mind
condition-same = Each job is held as it was. Under the rule people might have taken other jobs.
condition-order = The order's total is taken as it was read. The rule may have used the final receipt, and later pay the order as placed.
condition-volunteers = Those who send their jobs choose to. Others may be paid otherwise.
condition-promotion = Promotions are { $how }. The other ways stand among the choices.
promotion-apart = left apart
promotion-folded = counted as pay
promotion-folded-mean = counted as pay, with the old mean promotion beside the rule
made-verify = To make it again and compare:
made-footer = Capstan { $version }, seed { $seed }
method-title = How this audit was made

# A worker's own figures.
own-none = None of your jobs could be put beside the rule yet.
own-jobs = { $jobs } of your jobs could be put beside { $rule }.
own-left-out = { $n ->
    [one] 1 job was left out
   *[other] { $n } jobs were left out
}, because something is missing in it.
own-by-rule = { $n ->
    [one] 1 was
   *[other] { $n } were
} paid in weeks that follow the rule.
own-paid = { $followed ->
    [0] For them
   *[other] For the others
} you were paid { $paid }, and the rule gives { $by_rule }.
own-cut = You were cut by { $amount }: { $range }.
own-gain = You gained { $amount }: { $range }.
own-not-clear = Whether you were cut or gained is not clear yet: { $range }.
own-unsure = one alone does not say how sure that is
own-tip = Your tips were { $tip } on average ({ $n ->
    [one] 1 job
   *[other] { $n } jobs
}): { $range }.
own-hour-gross = An hour on jobs brought you { $pay } { $tips ->
    [with] with tips
   *[without] without tips
}, before the costs of driving: { $range }.
own-hour-net = After the costs of driving it was { $pay }: { $range }.
own-hours = What an hour brought you in { $currency }, with 95 % intervals of your own days
months-less = In { $less } of { $of } months you were paid less than the rule gives
months-none-less = In no month were you paid less than the rule gives
months-caption = Your pay beside the rule in { $currency }, without tips. The lines are 95 % intervals of your own jobs.
months-no-day = day not known
axis-change = How much more or less than the rule gives
head-month = Month
head-paid = Paid
head-by-rule = The rule gives
head-change = Change

## donation

# What is said of cards that were read.

cards-caption = { $cards ->
    [one] 1 job
   *[other] { $cards } jobs
} read from { $files ->
    [one] 1 file
   *[other] { $files } files
}
cards-file = File
cards-when = When
cards-order = Order
cards-base = Base
cards-promotion = Promo
cards-tip = Tip
cards-total = Total
cards-ask = To check
cards-none = No pay card was found in { $file }. Try a sharper picture, or type the amounts.
cards-asked = { $asked ->
    [one] 1 job has something to check.
   *[other] { $asked } jobs have something to check.
}
cards-unasked = Nothing is in doubt.

flag-not_found = not found
flag-looks_differ = read in two ways
flag-unsure = badly readable
flag-no_year = the year
flag-sum = the sum
flag-negative = below zero
flag-ends_first = ends before it starts
flag-span = too long
field-worker = worker
field-platform = platform
field-start = start
field-end = end
field-base = base
field-promotion = promotion
field-tip = tip
field-total = total
field-order_total = order total
field-currency = currency
field-source = source
field-fees = fees
field-waiting_seconds = waiting
field-en_route_seconds = way there
field-on_job_seconds = time on the job
field-distance_metres = distance
field-place = place
field-record = kind of record

# Asking one field back.
ask-amount = Was the { $field } { $value }? Yes, or type it.
ask-missing = The { $field } could not be read. Please type it.
ask-year = In which year was this, { $seen }?

## checking

# What the command line says.

quoted = “{ $text }”

# A forecast made again.
forecast-bytes = the same to the last bit: { $what } made again, { $build }
forecast-numbers = the same to 1e-6: { $what } made again, { $build }
forecast-differs = NOT the same: { $what } made again, { $build }
forecast-whole = the whole forecast ({ $made } worlds)
forecast-part = { $made } of { $of } worlds
forecast-same-build = same version and processor features
forecast-other-build = another version or other processor features

# An audit made again.
audit-bytes = the same to the last bit: the whole audit made again
audit-numbers = the same to 1e-6: the whole audit made again by another version
audit-differs = NOT the same: the whole audit made again

# A decision counted again.
decision-holds = This decision holds: counting its ballots again gives the same result.
decision-asked = The question was { $question }.
decision-ballots = { $cast } of { $electorate } people who could vote cast a ballot; { $abstained } of them abstained.
decision-known = Compare this root with the one that others were shown:
decision-fails = This decision does NOT hold. { $why }
decision-more = The file has parts that no decision has. Ask for it as it was published.
decision-uncountable = Its ballots cannot be counted: { $why }.
decision-order = Ballot { $ballot } is out of order, or its tag is there twice.
decision-root = The question or a ballot was changed, or a ballot was added or removed.
decision-tally = Counting the ballots again gives other figures.
decision-outcome = Counting the ballots again gives another outcome.
outcome-decided = Decided: { $option }, supported by { $support ->
    [one] 1 ballot
   *[other] { $support } ballots
}. At least { $needed } were needed.
outcome-too-little = Nothing is decided: { $option } came first, supported by { $support ->
    [one] 1 ballot
   *[other] { $support } ballots
}. At least { $needed } were needed.
outcome-tie = Nothing is decided: there is a tie between { $options }.
outcome-no-quorum = Nothing is decided: { $cast ->
    [one] 1 ballot was
   *[other] { $cast } ballots were
} cast, and at least { $needed } were needed.
outcome-nobody-chose = Nothing is decided: nobody chose an option.

# A log walked again.
log-holds = This log holds: { $entries ->
    [0] it is still empty
    [one] its one entry is as it was written
   *[other] its { $entries } entries are as they were written, one after the other
}.
log-known = It goes on from the head you gave: nothing up to entry { $entries } was changed.
log-head = Write down where it ends. Given as --head, it shows later whether the past was changed:
log-fails = This log does NOT hold. { $why }
log-broken = Entry { $entry }, or its place, was changed after it was written.
log-shorter = Entries are missing at its end. Now it has { $found }; when its head was written down, it had { $expected }.
log-rewritten = { $entries ->
    [0] It is another log than the one whose head was written down.
    [one] Its past was changed: the first entry is not the one whose head was written down.
   *[other] Its past was changed: the first { $entries } entries are not those whose head was written down.
}
log-end = Its entries do not end where it says. Entries were added or removed at its end, or its head was changed.

# A signed statement.
statement-holds = This statement holds: it is just as it was signed.
statement-key = It was signed with the key you gave.
statement-anyone = It was signed with this key. Compare it with the one that the coalition publishes, or give that as --key:
statement-said = It says { $kind } about { $about }, at { $when }:
statement-head = The log then ended here. Give this as --head when you check the log:
statement-fails = This statement does NOT hold. { $why }
statement-form = Its text was rewritten after it was given out.
statement-other-key = Someone else signed it: its key is not the one you gave.
statement-changed = What it says, its key or its signature was changed after signing.

# A round of dividends computed again.
dividends-hold = These dividends hold: computing them again for { $people } members gives the same, to the coin.
dividends-fail = These dividends do NOT hold. Computed again, they differ or cannot be had, at: { $why }

# Values of records found again.
values-bytes = The same to the last bit: { $players } values found again.
values-numbers = The same to 1e-6: { $players } values found again, with another version or other processor features.
values-fail = These values do NOT hold. Found again, they differ first in { $why }.
# The receipt of a donation.
receipt-holds = This receipt holds: it is just as it was signed.
receipt-given = It says that “{ $about }” stored a donation with this hash, at { $when }:
receipt-consent = It was given under the consent with this hash:
receipt-root = It is among the receipts under this root. Compare it with the one that the coalition publishes, or give that as --root:
receipt-root-known = It is among the receipts under the root you gave.
receipt-unproven = It has no proof yet that it is under a published root. Ask for it again tomorrow.
receipt-withdrawn = The donation was withdrawn at { $when }, and that is signed with the same key.
receipt-fails = This receipt does NOT hold. { $why }
receipt-signature = What it says, its key or its signature was changed, or someone else signed it.
receipt-other-root = It is not under the root.
receipt-no-proof = It has no proof that leads to a root. Ask for it again after the root of its day is published.
receipt-tombstone = Its withdrawal is of another donation, or came before it.
receipt-kind = It is a statement of another kind.

## audits

# What members were paid, and what may be said of all of them together.

audits-own = Your pay
audits-own-lead = Only you see this page. It says how sure each figure is, from your first job on.
audits-own-none = There is nothing to reckon with yet. Donate a pay receipt, and your own figures stand here.
audits-own-beside = Which rule is put beside your pay
audits-own-choose = Put it beside
audits-own-jobs = Jobs
audits-amount = { $amount } { $currency }
audits-own-paid = Paid for them
audits-own-tips = Tips beside that
audits-own-no-rule = No rule here fits these jobs, so there is nothing to put them beside.
audits-no-platform = Platform not named
audits-rests = What this rests on
audits-twice = { $jobs ->
    [one] 1 job has the day and amount of another, and no other time. It counts once.
   *[other] { $jobs } jobs have the day and amount of others, and no other time. They count once.
}

audits-title = Pay audit
audits-none = Nothing is asked of the group's pay yet.
audits-none-next = An organiser chooses the rule that pay is put beside. Then figures of the group stand here.
audits-making = The audit is being made.
audits-again = The audit is being made again.
audits-again-why = Something it rested on was withdrawn, so the earlier figures are not shown any more.
audits-few = Too few workers have enough jobs to show anything about the group.
audits-few-next = A figure needs { $needed } workers with ten jobs or more. One of them may be you, and you know your own part.
audits-near = What changed since the last audit is about too few workers.
audits-near-next = The difference of two audits would tell about them. Another is shown once enough workers came, left or changed.
audits-no-jobs = No donated job has what this rule asks for.
audits-next = The next audit can be shown from
audits-as-of = As of
audits-as-of-hint = What came since counts in the next one. There is at most one in { $days } days, and none if few workers changed.
audits-take = To hand on
audits-take-lead = For a journalist or a lawyer: the report, the figures, the rule and how it was made. Nothing in it is about one person.
audits-zip = The evidence, as one archive
audits-json = All figures with the recipe (audit.json)

audits-check = Check this audit
audits-check-lead = The audit is made again from the donations it rests on, by its own recipe. Then both files are compared.
audits-check-send = Make it again and compare
audits-check-making = The audit is being made again, to compare.
audits-check-same = Both files are the same to the last byte.
audits-check-numbers = All numbers are the same. It was made again by another version of this program.
audits-check-differs = The two files are not the same.
audits-check-gone = It cannot be made again: something that it rested on was withdrawn since.
audits-check-failed = The check came to no end. Ask for it again.
audits-check-on = Checked on
audits-check-places = They differ here:
audits-check-next = Do not hand this audit on. Tell whoever runs this service.

audits-ask = What is asked
audits-ask-lead = Questions are few, so that answers put together tell about no one. A coalition has { $most } of them in all.
audits-ask-send = Make the audit
audits-rule = The rule that pay is put beside
audits-platform = Platform
audits-platform-hint = As it stands in the jobs, such as shipt. Leave it empty for that of the rule.
audits-period = Which jobs
audits-period-all = all jobs
audits-quarter = quarter { $quarter } of { $year }
audits-tolerance = How near to the rule pay still follows it
audits-tolerance-half = half as far as the rule says
audits-tolerance-usual = as far as the rule says
audits-tolerance-double = twice as far as the rule says
audits-add-rule = Add a rule of your own
audits-add-lead = A formula is a question too. You may add { $most } in all; their whole files stand in the log and stay.
audits-file = The file of the rule
audits-file-hint = A text in TOML, with worked examples. It is refused if it does not give what they say.
audits-add-send = Add it

audits-public = What everyone may see
audits-public-lead = Beyond the coalition, figures are shown only with noise that hides what any one worker adds.
audits-public-see = See the public figures
audits-public-title = Public pay figures
audits-public-cut = Of { $of } workers about { $cut } were paid less than the rule gives: between { $low } and { $high }.
audits-public-mean = The average worker's pay changed by about { $mean }: between { $low } and { $high }.
audits-public-noise = These ranges are those of the noise alone. Chance in who donated comes on top.
audits-public-epsilon = Each figure spends { $epsilon } of the privacy budget (epsilon).
audits-public-drawn = The noise was drawn on
audits-public-none = No public figures were made.
audits-public-withdrawn = Something that the figures rested on was withdrawn, so they are not shown any more.
audits-not-offered = This service was built without the means to make public figures.
audits-noise = Why there is noise
audits-noise-why = Whoever knows all other workers could subtract them. Chance is added, so that the rest tells nothing certain.
audits-noise-once = It is drawn once and kept. Drawn again and again, it would average out.
audits-ledger = The privacy budget
audits-ledger-left = { $left } of { $budget } is left. What is spent never comes back.
audits-spent-share-cut = the share paid less
audits-spent-mean-change = the average worker's change
audits-publish = Publish figures with noise
audits-publish-hint = This releases two figures of the audit above. Asked again about the same jobs, it spends nothing.

problem-audits-no-rule = There is no such rule. Choose one from the list.
problem-audits-period = There is no such period. Expected all, a year such as 2026, or a quarter such as 2026-Q3.
problem-audits-platform = The rule is about another platform. Leave the platform empty, or choose another rule ({ $platform }).
problem-audits-overlap = Jobs of this period were counted together with others. The difference would tell about few. Choose the same period, or one apart from it.
problem-audits-questions = All { $most } questions were asked. Choose one that was asked before.
problem-rule-toml = Line { $line } of the file cannot be read. Expected TOML as in the examples of rules. Put it right and send it again.
problem-rule-missing = The file does not say “{ $name }”. Add it.
problem-rule-unknown = Line { $line }: “{ $name }” is no part of a rule. Remove it or correct its name.
problem-rule-constant = A constant is called “{ $name }”, like something of the job. Give it another name.
problem-rule-formula = The formula, character { $at }: found “{ $found }”; expected { $expected ->
    [sign] the end, or one of + - * /
    [number] a number such as 0.075
    [closing] a closing parenthesis
    [name] one of { $names }
    [function] { $names }
    [shallower] at most { $names } levels of parentheses and signs
   *[part] a number, a name or a parenthesis
}. Correct it.
problem-rule-formula-end = The formula ends too soon, at character { $at }. Expected { $expected ->
    [closing] a closing parenthesis
    [shallower] at most { $names } levels of parentheses and signs
   *[part] a number, a name or a parenthesis
}.
problem-rule-tolerance = The tolerance is { $found }. Expected 0 or more, such as 0.05.
problem-rule-currency = “{ $found }” is no code of a currency. Expected one such as USD.
problem-rule-day = The day in “{ $field }”, “{ $found }”, is none. Write it like 2019-02-01.
problem-rule-given = Example { $example } gives “{ $found }”. A job has: { $known }.
problem-rule-example = The formula gives { $found } in example { $example }, which says { $expected }. Correct one of the two.
problem-rule-example-none = The formula gives nothing in example { $example }, which says { $expected }. Give it all that the formula asks for.
problem-rule-other = The rule cannot be used. Compare it with one that comes with Capstan.
problem-audits-rule-large = The file is too large. Expected { $most } kB at most.
problem-audits-rule-name = Name the rule with small letters, digits and hyphens: at most { $most }, and not as one that is there.
problem-audits-rule-example = The rule has no worked example. Add one, so that its formula can be checked.
problem-audits-rule-long = A text in the rule is too long. Expected { $most } characters at most.
problem-audits-rule-taken = There is a rule of this name already. Give yours another.
problem-audits-rules = All { $most } rules were added. Use one of them.
problem-audits-no-file = No file came. Choose one and send it again.
problem-audits-nothing-to-check = No audit is shown that could be checked.
problem-audits-checked-now = It was checked within the last hour. What came of it stands on the page.
problem-audits-gone = What was asked is gone. Ask for the audit anew.
problem-audits-no-privacy = This service was built without the means to make public figures.
problem-audits-not-shown = There is no audit to publish figures of. Wait until one is shown.
problem-audits-not-current = Jobs came or went since this audit. Wait for the next one.
problem-audits-budget = The privacy budget does not reach for more figures. Those that were released stay.

did-audit-pay = Said what is asked of the group's pay
did-added-pay-rule = Added a pay rule
did-published-pay-figures = Published figures of pay with noise
log-of-rule = Rule
log-of-platform = Platform
log-of-period = Period
log-of-tolerance = Tolerance
log-of-file = File
log-of-epsilon = Spent
log-of-left = Left of the budget

done-audit-asked = It is asked. The audit is made in the background.
done-audit-check-asked = It is being made again in the background.
done-audit-rule-added = The rule was added. Its examples hold.
done-audit-published = The figures are public.

## campaigns

campaigns-title = Campaigns
campaigns-of = Coalition:
campaigns-new = Write a campaign
campaigns-none = There are no campaigns here yet.
campaigns-more = Older campaigns
campaigns-state-draft = This is a draft. Only organisers see it.
campaigns-state-in-review = This waits for review by a second person. Only organisers see it.
campaigns-state-open = This campaign is open.
campaigns-state-ended = This campaign is over. Its outcome is not entered yet.
campaigns-state-graded = This campaign is over. Its outcome is entered.
campaigns-state-withdrawn = This campaign was taken back. Only members see it.
campaigns-asked = What is asked
campaigns-you = Your part
campaigns-operator = Operator
campaigns-system = System
campaigns-coalition = Coalition
campaigns-levers = How
campaigns-lever-strike = Strike: withhold or delete your data, and stay
campaigns-lever-boycott = Boycott: leave the system altogether
campaigns-lever-contribute = Contribute: give data to a competitor or a commons
campaigns-group = Who is called upon
campaigns-everyone = Everyone who uses the system
campaigns-stop = It stops when
campaigns-opens = Pledges from
campaigns-closes = Ends on
campaigns-counts = Who counts
campaigns-counts-email = Everyone with an address that was checked, an invitation, or more
campaigns-counts-invitation = Everyone whom a member invited, or of whom more is known
campaigns-counts-vouched = Everyone for whom a steward vouches, or of whom more is known
campaigns-counts-verified = Only people of whom something was verified, such as their work
campaigns-threshold = { $threshold } of them must be ready, and confirm within { $days } days, before anyone is shown.
campaigns-sizes = Sizes as of
campaigns-clock = They are published every { $days ->
    [one] day
   *[other] { $days } days
}, and rounded down.
campaigns-no-sizes = Sizes are published every { $days ->
    [one] day
   *[other] { $days } days
}. There was no such day yet.
campaigns-evidence = What is known
campaigns-size = People who have pledged
campaigns-tier-none = Nothing
campaigns-tier-email = An address that was checked
campaigns-tier-invitation = A member invited them
campaigns-tier-vouched = A steward vouches for them
campaigns-tier-verified = Something was verified
campaigns-counted = All who count
campaigns-claims = What is claimed
campaigns-no-claims = This campaign claims nothing of the operator.
campaigns-claim-alleged = Someone says so.
campaigns-claim-documented = Documents show it.
campaigns-claim-adjudicated = A court or an authority found it.
campaigns-source = Source
campaigns-claim-drop = Take this claim out
campaigns-organise = For organisers
campaigns-note = It was sent back with this reason:
campaigns-draft-next = Hand the draft in when it is ready. Someone who did not write it opens it.
campaigns-edit = Change the draft
campaigns-submit = Hand in for review
campaigns-withdraw-draft = Give the draft up
campaigns-own-draft = You wrote this draft, so someone else must open it.
campaigns-review = Check every claim and its source, the demand and the dates. Once it is open, only its end can be changed.
campaigns-approve = Open the campaign
campaigns-send-back = Send it back
campaigns-reason = What must be changed
campaigns-open-next = Nothing in an open campaign changes any more. A claim that proves wrong can be taken out.
campaigns-end = End the campaign now
campaigns-withdraw = Take the campaign back
campaigns-ended-next = Enter what came of it. The forecast is then graded in public.
campaigns-enter-outcome = Enter the outcome
campaigns-over = There is nothing more to do here.
campaigns-draft-lead = Write plainly what you ask for and why. Someone else reviews it before it opens.
campaigns-save = Save the draft
campaigns-ask-title = Title
campaigns-ask-operator = Who runs the system?
campaigns-ask-system = Which system is it about?
campaigns-ask-demand = What do you ask of the operator?
campaigns-hint-demand = Say what they should do, so that anyone can see whether they did.
campaigns-levers-ask = What do people do together?
campaigns-ask-group = Who is called upon?
campaigns-hint-group = Leave it empty for everyone who uses the system.
campaigns-ask-stop = When does it stop?
campaigns-hint-stop = Say on which condition. An operator that meets it is spared.
campaigns-claims-hint = Every claim needs a source that anyone can read, and its date. Leave places empty that you do not need.
campaigns-claim = Claim { $n }
campaigns-claim-text = What is claimed
campaigns-claim-status = How far it is settled
campaigns-claim-source = Link to the source
campaigns-claim-dated = Date of the source
campaigns-ask-opens = First day of pledges
campaigns-ask-closes = Last day
campaigns-hint-closes = It ends at the beginning of this day, UTC.
campaigns-ask-threshold = How many people are enough?
campaigns-hint-threshold = So many who count must confirm before anyone is shown. At least 10.
campaigns-counting-ask = Whose pledges count?
campaigns-ask-window = Days to confirm
campaigns-hint-window = At least 7.
campaigns-ask-step = Days between two looks at the count
campaigns-hint-step = Sizes are published in the same rhythm. At least 1.
campaigns-ask-counsel = Handle of a person of trust
campaigns-hint-counsel = A member, such as a lawyer, to whom people may agree to be shown. May be empty.
campaigns-ask-hosts = Hosts that guides may link to
campaigns-hint-hosts = The system's own hosts, one on each line, such as help.example.org.
gates-title = Poison
gates-off = Poison is off.
gates-simulation = Every gate lets this through. Capstan only simulates it; there is nothing here with which to do it.
gates-all = What every gate says
gates-lead = Poison means to mislead a system with false data. Capstan does not offer it; these gates say why.
gates-decays = Once the operator filters the false data out, poison does no more than a strike.
gates-no-plan = This campaign has no such plan. The gates answer as if nothing were known of one.
gates-gate-data = What the data are
gates-gate-representation = Nobody is told something false
gates-gate-contract = What was agreed with the operator
gates-gate-ownership = Own account, own device, own hands
gates-gate-third-parties = Nobody else is hurt
gates-gate-proportion = Lawful ways come first
gates-gate-jurisdiction = The country allows it
gates-gate-exit = It ends
gates-gate-two-people = Nobody starts it alone
gates-answer-pass = This gate is open.
gates-answer-warn = This gate is open, with a warning.
gates-answer-draft = It stays a draft.
gates-answer-redirect = Something else comes first.
gates-answer-off = It is off here.
gates-answer-block = It cannot go on like this.
gates-answer-never = It can never go on.
gates-reason-unlisted-data = Only traces of one's own behaviour, or one's own works before they are published, may be used.
gates-reason-never-this-data = Data of this kind are never falsified: health, money, rights or safety hang on them.
gates-reason-signed = Something that is signed must be true.
gates-reason-warranted = People have warranted that these data are right.
gates-reason-states-fact = This would tell someone something false as a fact.
gates-reason-paid-work = Paid work is a contract, and false work breaks it.
gates-reason-terms-not-shown = People must first be shown the operator's terms on automation and false data.
gates-reason-account-at-risk = You may lose your account.
gates-reason-other-account = Each person may only use their own account.
gates-reason-other-device = Each person may only use their own device.
gates-reason-automated = No program may act in a person's place.
gates-reason-several-accounts = Nobody may use several accounts.
gates-reason-too-fast = It may not go faster than a person could.
gates-reason-safety = Other people's safety would suffer.
gates-reason-commons = A commons that all rely on would be hurt.
gates-reason-billed = Others would be billed for what did not happen.
gates-reason-no-share-named = It is not said from which share of the effect a strike comes first.
gates-reason-strike-does-enough = A strike or an objection would do enough of the same.
gates-reason-strike-not-forecast = A strike or an objection is open, and no forecast says that it would do less.
gates-reason-not-reviewed-here = Nobody has reviewed this for the country, so it is off.
gates-reason-stop-not-published = It is not published on which condition it stops.
gates-reason-compliant-not-spared = An operator that meets the demand must be spared.
gates-reason-no-end = It must end by itself within thirty days.
gates-reason-has-ended = It has ended. A new plan needs a new decision.
gates-reason-no-vote = The coalition has not decided on it with the quorum of its charter.
gates-reason-no-ethics-review = No reviewer of ethics has agreed.
gates-reason-one-person = Who starts it and who reviews it must be two people.
outcome-title = What came of it
outcome-measured = { $participation } of 100 people took part. The measured loss was { $loss } of 100.
outcome-interval = The loss is very likely between { $low } and { $high } of 100.
outcome-no-grade = There is no forecast that could be held against it.
outcome-inside = The forecast held.
outcome-outside = The forecast missed.
outcome-expected = It expected a loss of { $expected } of 100, between { $low } and { $high }.
outcome-touching = But the interval of the forecast and that of the measurement touch.
outcome-extrapolated = So many people lie beyond the points of the forecast. The grade says little.
outcome-score = Score: { $score }. It is the width of the interval, and 40 times the distance by which it missed. Lower is better.
outcome-enter = Enter the outcome
outcome-lead = Enter what was measured, also if it is less than hoped for. It can be done once, and it is public.
outcome-participation = How many of 100 people took part?
outcome-hint-participation = Of those called upon, such as 30.
outcome-loss = How large was the loss, of 100?
outcome-hint-loss = Of what the system gains from people's data, such as 12.
outcome-low = Lower limit of the loss
outcome-hint-low = Of its 95 % interval, if it has one.
outcome-high = Upper limit of the loss
outcome-hint-high = Of its 95 % interval, if it has one.
outcome-source = Where can the measurement be read?
outcome-source-hint = A link that begins with https://.
outcome-note = What else is to be said
outcome-send = Enter it
problem-campaign-not-now = This cannot be done with the campaign as it stands now. Nothing was changed.
problem-campaign-own-draft = You wrote this draft or a change to it. Ask someone else to open it.
problem-campaign-too-late = There is too little time left to look at the count and to confirm. Choose a later last day.
problem-campaign-poison = A gate forbids poison here: { $gate ->
    [data] what the data are
    [representation] someone would be told something false
    [contract] what was agreed with the operator
    [ownership] accounts, devices and hands
    [third-parties] others would be hurt
    [proportion] lawful ways come first
    [jurisdiction] the country
    [exit] how it ends
   *[two-people] two people must agree
}. Remove it.
problem-campaign-fixed = This cannot be changed any more. People pledge to what they read.
problem-campaign-threshold-high = Nobody could see so many reached. Choose 5 million or fewer.
problem-campaign-threshold-low = Choose 10 people or more.
problem-campaign-no-lever = Choose at least one: strike, boycott or contribute.
problem-campaign-lever-twice = Name each of them once.
problem-campaign-poison-plan = Poison needs a plan, and a plan of it needs poison. Add the one or remove the other.
problem-campaign-future-source = This source is dated in the future. Give the day on which it appeared.
problem-campaign-step = Choose one day or more.
problem-campaign-window = Choose seven days or more.
problem-campaign-closes = This is too early. Leave time for one look at the count and for confirming.
problem-campaign-counsel = There is no member with this handle.
problem-campaign-date = This is no day. Write it like 2030-05-01.
problem-campaign-counting = Choose whose pledges count.
problem-campaign-number = Write a whole number here.
problem-outcome-number = Write a number here, such as 12.5.
problem-grade-participation = Give a share between nobody (0) and everyone (100 of 100).
problem-grade-loss = This loss is too large or too small to be one. Check the unit.
problem-grade-interval = The limits must hold the loss between them. Give both or none.
problem-grade-points = The points of the forecast cannot be read.
done-campaign-saved = The draft is saved.
done-campaign-submitted = The draft waits for someone else to review it.
done-campaign-sent-back = The draft was sent back.
done-campaign-opened = The campaign is open.
done-campaign-ended = The campaign is over.
done-campaign-withdrawn = The campaign was taken back.
done-campaign-claim = The claim was taken out.
done-campaign-outcome = The outcome is entered.
notice-campaign-opened = Your campaign “{ $campaign }” is open.
notice-campaign-sent-back = Your draft “{ $campaign }” was sent back. Read why.
campaigns-hidden = Stewards have hidden this campaign. Only members see it. Their reason:
campaigns-claim-hidden = Stewards have hidden this claim. Their reason:

## coalitions

coalition-hidden = The stewards have hidden the texts of this coalition. They gave this reason:
coalition-as-of = as of
coalition-join = Join
coalition-join-hint = You read the charter first. Nothing happens before you agree to it.
coalition-charter = Charter
coalition-charter-version = Version { $version }, with its mark
coalition-charter-new = The charter has changed since you agreed to it.
coalition-charter-read = Read it
coalition-you = You in this coalition
coalition-handle = Handle
coalition-role = Role
coalition-tier = Known of you
coalition-pages = For members
coalition-campaigns = All its campaigns
coalition-staff = Who answers for it
coalition-log = The stewards’ log
coalition-invite = Invite others
coalition-rename = Take another handle
coalition-reports = Reports
coalition-texts = Change the texts
coalition-leave = Leave
role-member = Member
role-organiser = Organiser
role-steward = Steward
tier-none = nothing
tier-email = an address that answers
tier-invitation = a member invited you
tier-vouched = a steward vouches for you
tier-verified = something about you was verified
charter-purpose = What it is for
charter-joining = Who may join
charter-joining-open = Anyone may join.
charter-joining-invitation = Whom a member invites may join.
charter-joining-vouched = Whom a member invites and vouches for may join.
charter-words = How many stewards vouch for a member
charter-words-needed = { $stewards ->
    [one] One steward can vouch for a member, or say that something was checked.
   *[other] It takes { $stewards } stewards to vouch for a member, or to say that something was checked.
}
charter-decisions = How decisions are made
charter-method-approval = Each person names all options they agree with.
charter-method-score = Each person gives every option a number of points.
charter-method-instant-runoff = Each person ranks the options. The weakest drops out until one has more than half.
charter-method-schulze = Each person ranks the options. The option that beats each other one in pairs wins.
charter-quorum = At least { $share } of those who may vote have to take part.
charter-majority-more-than = The winner needs more than { $share } of { $base }.
charter-majority-at-least = The winner needs at least { $share } of { $base }.
charter-base-voters = those who choose
charter-base-present = those who take part
charter-base-electorate = all who may vote
charter-age = { $days ->
    [0] Everyone who joined before a vote opens may vote.
    [one] Who joined at least one day before a vote opens may vote.
   *[other] Who joined at least { $days } days before a vote opens may vote.
}
charter-groups = Figures about people
charter-group = Figures are shown to everyone for { $public } people or more, to members for { $members } or more.
charter-retention = How long data are kept
charter-days = Data are kept for { $days } days.
charter-dividend = How money is split
charter-dividend-undecided = This is not decided yet.
charter-dividend-equal = Everyone gets the same.
charter-dividend-shift = By what each person’s data add, counted from the lowest.
charter-dividend-clip = By what each person’s data add. Who takes away gets nothing.
charter-dividend-abs = By how much each person’s data change, up or down.
charter-dividend-bins = In steps, the same for all in one step.
charter-dividend-rank = By the order of what data add.
charter-dividend-softmax = Mostly to those whose data add most.
charter-dividend-power = By a power of what data add.
charter-dividend-chain = By the chain of rules that holds now.
charter-contact = Contact
charter-version = This is version { $version }. This mark names its text for ever:
charter-agree-hint = You agreed to an earlier version. You may agree to this one, or leave.
charter-agree = Agree to this version
charter-agreed = You agreed to this version.
problem-charter-share = This is no share. Write one like 1/2 or 2/3.
problem-charter-choose = Choose one of what is offered.
problem-charter-method = This method of voting is unknown. Choose one of the list.
problem-charter-majority = Nobody can ever reach this. Choose a smaller share, or “at least”.
problem-charter-wait = This wait is too long. At most { $most } days.
problem-charter-words = From one to { $most } stewards, please.
problem-charter-group-public = These are too few to show figures to everyone. At least { $least }.
problem-charter-group-members = From { $least } to { $most } people, please.
problem-charter-retention = From { $least } to { $most } days, please.
problem-charter-chain = A chain of rules may have { $most } letters at most. Make it shorter.
problem-charter-agree = Tick that you agree to the charter. Without that you cannot join.
problem-charter-other = Another version of the charter holds by now: version { $version }. Read it first.
problem-coalition-visions = Choose at least one vision.
problem-coalition-languages = Write codes of two or three letters, like en or es.
problem-handle-taken = Someone here has this handle, or one that looks like it. Choose another.
problem-handle-unknown = Nobody here has this handle. Ask them how they write it.
problem-member-already = You are a member already.
problem-invitation-needed = Joining takes an invitation. Ask a member for one.
problem-role-too-low = This takes another role. Ask someone who has it.
problem-role-unknown = This role is unknown. Choose one of the list.
problem-second-needed = This takes a second steward. Ask another to confirm it.
problem-same-person = You proposed this. Another steward has to confirm it.
problem-not-vanished = A steward has acted in the last 90 days. Ask them first.
problem-last-steward = You are the only steward. Name another one first.
problem-steward-stays = Stewards step down themselves. The coalition can replace them by a decision.
problem-steward-already = They are a steward already.
founding-title = Found a coalition
founding-lead = You write down what you want and by which rules you decide. Then others can join.
founding-texts = What everyone reads
founding-name = Name
founding-summary = What it wants
founding-summary-hint = A sentence or two. The directory shows it.
founding-visions = Visions
founding-own-visions = Other visions
founding-own-visions-hint = Short names in the letters a to z, with commas between.
founding-place-hint = A town, a region, a country. Leave it empty for everywhere.
founding-languages = Languages
founding-languages-hint = Their codes, with commas between: en, es.
founding-charter = These are the usual rules. Change what you want. Later only a decision changes them.
founding-words-hint = From 1 to 3. With two, no steward can make up members alone.
founding-quorum = How many have to take part
founding-quorum-hint = A share of those who may vote, like 1/5.
founding-majority = What a winner needs
founding-majority-more-than = More than this share
founding-majority-at-least = At least this share
founding-share = The share
founding-share-hint = Like 1/2 or 2/3.
founding-base = Of whom
founding-age = Days before a vote by which one has joined
founding-group-public = Fewest people of whom figures are shown to everyone
founding-group-members = Fewest people of whom figures are shown to members
founding-retention = Days for which data are kept
founding-contact-hint = An address or a page. Everyone can read it.
founding-you = You in it
founding-steward = You become its first steward. What stewards do is in a log that members read.
founding-send = Found it
founding-change = Change
founding-logged = The log says that you changed them.
join-title = Join
join-lead = This is the charter. Read it, then choose a handle.
join-handle-hint = 3 to 24 letters and digits. Use another one in each coalition, so that nobody can join them up.
join-invitation = Code of your invitation
join-invitation-hint = It is the last part of the link you got.
join-agree = I agree to version { $version } of the charter.
join-leave = You can leave at any time, in one step.
join-send = Join
join-account = For this you need an account. It takes no address and no name.
join-sign-up = Make an account
handle-send = Take this handle
staff-lead = These people answer for the coalition. Other members are shown nowhere.
staff-stewards = Stewards
staff-stewards-do = They name organisers, look after reports, and answer for all of it.
staff-organisers = Organisers
staff-organisers-do = They prepare campaigns.
staff-nobody = Nobody yet.
staff-proposed = Proposed as stewards
staff-proposed-by = proposed by
staff-confirm = Confirm
staff-take-back = Take back
staff-step-down = Step down
staff-step-down-hint = You stay a member. The log says that you stepped down.
staff-step-down-send = Step down
staff-name = Give someone a role
staff-name-hint = A new steward is confirmed by a second one. The log shows the handle to all members.
staff-name-send = Give the role
staff-handle-hint = Ask first whether they want it.
leave-title = Leave the coalition
leave-removed = This is removed at once
leave-removed-membership = Your membership, your handle and your role.
leave-removed-consents = That you agreed to the charter.
leave-removed-pledges = Your pledges, and what you marked as done.
leave-removed-notices = What you were told here.
leave-removed-invitations = Your invitations that nobody has used.
leave-removed-drafts = Your name on drafts and open ballots.
leave-kept = This is kept
leave-kept-ballots = Ballots that were counted. They carry no name, and the count could not be repeated without them.
leave-kept-log = Entries of the log with your handle. Members must be able to see who answered for an act.
leave-last = You are the last member. The coalition goes with all that is in it.
leave-next = You get a signed statement of this. It is kept nowhere but with you.
leave-send = Leave now
left-title = You have left
left-done = You have left the coalition. What was yours is removed.
left-statement = This statement says so, signed by this service. Keep it if you want a proof.
left-download = Keep it as a file
left-check = The command “capstan verify left.json” checks it. The key stands here:
ending-title = End the coalition
ending-none = Nobody has asked to end this coalition.
ending-asked = A steward asks to end this coalition. Another has to agree. It was asked for by
ending-set = This coalition is to end on
ending-agreed = Two stewards agreed:
ending-left = someone who left
ending-reason = Reason
ending-reason-hint = All members read it, also in the log.
ending-opposed-by = This steward wants to call it off:
ending-opposed-waits = Another steward has to agree.
ending-hindered-campaign = A campaign is open. End it first.
ending-hindered-money = Money is due to people, or kept for all. Pay it out first.
ending-how = How a coalition ends
ending-how-two = One steward asks for it, and another agrees.
ending-how-days = Then every member is told the day. It is at least fourteen days away.
ending-how-all = On that day it goes with all that is in it. Until then you can take out what is yours, and leave.
ending-how-off = Who asked or agreed can call it off. So can any two stewards.
ending-export = Take out what is yours
ending-ask = Ask to end it
ending-ask-send = Ask the other stewards
ending-confirm = Agree to end it
ending-call-off = Call it off
problem-ending-campaign = A campaign is open. End it first.
problem-ending-money = Money is due to people, or kept for all. Pay it out first.
problem-ending-already = This was asked for already.
problem-ending-set = This coalition is to end. Nothing new begins in it.
notice-ending-asked = { $handle } asks to end the coalition. Another steward has to agree.
notice-ending-opposed = { $handle } wants to call off the end of the coalition. Another steward has to agree.
notice-ending-set = “{ $name }” is to end on { $day }. Take out what is yours before.
notice-ending-off = “{ $name }” goes on. Its end was called off.
done-ending-asked = The other stewards are asked.
done-ending-set = The day is set. Every member is told.
done-ending-off = It is called off.
done-ending-opposed = The other stewards are told. One of them has to agree.
did-ask-ending = Asked to end the coalition
did-set-ending = Agreed to end the coalition
did-oppose-ending = Wants to call off the end of the coalition
did-call-off-ending = Called off the end of the coalition
log-of-ends = Ends
log-lead = Everything that stewards and organisers do is here, in order. Nothing can be changed unseen.
log-by-decision = by a decision
log-check = Check it yourself
log-check-how = Write down this mark. Later, “capstan verify log.json --head MARK” shows whether anything was changed.
log-download = The whole log as a file
log-of-campaign = Campaign
log-of-title = Title
log-of-claim = Claim
log-of-version = Version
log-of-charter = Mark of the charter
log-of-clauses = Clauses
log-of-handle = Handle
log-of-handles = Handles
log-of-role = Role
log-of-proposed-by = Proposed by
log-of-proposal = Proposal
log-of-hash = Mark of the proposal
log-of-record = Mark of the record
log-of-receipts = Mark of the receipts
log-of-effect = Effect
log-of-kind = Kind
log-of-id = Number
log-of-name = Name
log-of-summary = Summary
log-of-visions = Visions
log-of-lever = Lever
log-of-part = Part
log-of-agrees = Agrees
log-of-what = What
log-of-word = Word
log-of-member-mark = Mark of the member
did-open-campaign = Opened a campaign that someone else wrote
did-end-campaign = Ended a campaign
did-withdraw-campaign = Took a campaign back
did-drop-claim = Took a claim out of a campaign
did-enter-outcome = Entered the outcome of a campaign
did-asked-for-forecast = Asked for a forecast
did-took-over-forecast = Took over a forecast of another campaign
did-took-in-forecast = Took in a forecast made elsewhere
did-verifies-forecast = Asked to verify a forecast
did-removed-forecast = Removed a forecast
did-put-forecast-first = Put a forecast first
did-uploaded-ratings = Uploaded ratings
did-removed-ratings = Removed ratings
did-use-kit = Let a guide be used
did-found = Founded the coalition
did-change-texts = Changed what the coalition says of itself
did-amend-charter = Amended the charter
did-step-down = Stepped down
did-name = Gave someone a role
did-propose-steward = Proposed a steward
did-take-back-steward = Took back a proposed steward
did-replace-stewards = Replaced the stewards
did-hide = Hid a post
did-keep = Kept a post that was reported
did-accept-reply = Accepted a reply
did-refuse-reply = Refused a reply
notice-charter-amended = The charter has a new version: { $version }. You may agree to it, or leave.
notice-steward-proposed = { $handle } is proposed as a steward. Another steward has to confirm it.
notice-named-member = You are a member without another role now.
notice-named-organiser = You are an organiser now. You can step down at any time.
notice-named-steward = You are a steward now. You can step down at any time.
done-founded = The coalition is founded.
done-joined = You are a member now.
done-agreed = You agreed to the charter.
done-renamed = You have another handle now.
done-named = The role is given.
done-proposed = Another steward has to confirm it. They are told.
done-taken-back = It is taken back.
done-changed = It is changed.

## decisions

decisions-title = Decisions
decisions-of = Decisions of
decisions-lead = What members decide together, and what they decided. Nobody sees how a vote stands before it closes.
decisions-new = Put something to the members
decisions-none = Nothing has been put to the members yet.
decisions-older = Older ones
proposal-question = A question with options
proposal-campaign = Run a campaign
proposal-charter = Change the charter
proposal-rule = Change how we decide
proposal-dividend = Change how money is split
proposal-stewards = Name new stewards
proposal-hidden = A steward has hidden these texts
proposal-opens = Voting opens on
proposal-closes = Voting closes at the end of
proposal-closed = Voting closed on
proposal-by = Opened by
proposal-withdraw = Take it back
proposal-campaign-link = Read the campaign
proposal-new-stewards = These members would become stewards:
proposal-options = The options are:
decided-passed = It passed.
decided-failed = It did not pass.
decided-option = The members chose:
decided-nothing = Nothing was decided.
proposing-lead = Choose what it is about. Then you write it, and say when people vote.
proposing-other = Something else
proposing-question = Ask what you like, with options of your own. What follows is for people to act on.
proposing-campaign = Ask whether the coalition runs a campaign.
proposing-charter = Write the clauses as they should be. If it passes, they hold at once.
proposing-rule = Say how votes are counted from then on. If it passes, this holds at once.
proposing-dividend = Choose a rule for splitting money. If it passes, it holds at once.
proposing-stewards = If no steward has acted for 90 days, members can name new ones here.
proposing-title = The question in a line
proposing-text = Why you ask
proposing-text-hint = Say who would gain and who could lose. You may leave it empty.
proposing-options = The options
proposing-options-hint = One in each line: 2 to { $most }.
proposing-counting = How it is counted
proposing-counting-charter = As the charter says
proposing-quorum = The share that has to take part
proposing-share = The share that has to agree: more than
proposing-share-hint = A fraction like 1/2. Leave it empty to do as the charter says.
proposing-which = Which campaign
proposing-campaign-none = None in particular
proposing-new-stewards = The handles of the new stewards
proposing-new-stewards-hint = One in each line. Ask them first: other members will see their handles here.
proposing-voting = How and when people vote
proposing-motion = People vote for it or against it. What it needs stands in the charter.
proposing-ballot = The ballots
ballot-secret = Secret
ballot-secret-hint = Nobody can tell who cast which ballot once voting has closed.
ballot-open = Open
ballot-open-hint = Once voting has closed, members see the handle beside each ballot.
proposing-readers = Who may read it
readers-everyone = Everyone
readers-everyone-hint = The question and what was decided are public.
readers-members = Members only
readers-members-hint = Others do not see that it exists.
proposing-wait = Days before voting opens
proposing-wait-hint = 0 to { $most }. Use them to talk about it; you can take it back until then.
proposing-days = Days for voting
proposing-days-hint = { $least } to { $most }. Some people look in only once a week.
proposing-send = Put it to the members
clause-now = Now
clause-then = If it passes
clause-before = Before
clause-proposed = As proposed
option-for = For it
option-against = Against it
vote-title = Your ballot
vote-members = Members vote here. Sign in if you are one.
vote-too-new = You joined too late for this vote. By the charter, voters have been members for { $days } days before.
vote-recorded = Your ballot is recorded. Only the last one you cast counts.
vote-receipt = Download your receipt
vote-receipt-hint = It proves that a ballot was recorded. It does not tell what you chose, so nobody can check that.
vote-secret = The ballot is secret. When voting closes, nothing is kept that leads from you to your ballot.
vote-open = The ballot is open. When voting closes, members will see your handle beside your ballot.
vote-again = You can change your mind until voting closes. Just vote again.
vote-unusual = Unusually many accounts are too new to vote on this. They decide nothing, but ask yourselves who sent them.
ballot-yours = What do you choose?
ballot-send = Cast this ballot
ballot-abstain = Abstain
ballot-how-approval = Tick all options you agree with. No tick is a vote against all.
ballot-how-score = Give each option 0 to 5 points. No points count as 0.
ballot-how-instant-runoff = Give your first choice place 1, your second place 2, and so on. Each place goes to one option.
ballot-how-schulze = Give your first choice place 1, your second place 2, and so on. Options can share a place.
ballot-no-place = No place
ballot-no-score = No points
ballot-abstained = Abstained
ballot-none = No option
ballot-points = { $score ->
    [one] { $score } point
   *[other] { $score } points
}
counting-title = How and when it is counted
counting-opens = Voting opens
counting-closes = Voting closes at the end of
counting-rule = What it needs
counting-no-tally = Nobody sees how the vote stands before it closes.
counting-hash = This number stands for all that the proposal says. It is in the coalition's log, so nothing can be changed unseen.
result-title = The result
result-cast = { $cast } of { $electorate } who could vote cast a ballot. { $abstained } of these abstained.
result-option = Option
result-support = Ballots
result-working = The count step by step
result-for-members = The count is for members. This number stands for it:
support-approval = Ballots that agree with each option
support-score = Ballots that give each option 3 points or more
support-schulze = Ballots that prefer each option, in the pair where they are fewest
working-score-0 = All points of each option
working-instant-runoff-0 = Ballots whose best option left is this one, round by round. Where options tie, every way is followed.
working-schulze-0 = Ballots that prefer the option in the row to the one above
working-schulze-1 = The strongest chain of such pairs
working-round = Round { $n }
working-points = Points
tally-figure = { $n }
outcome-no-quorum = Too few took part: { $cast } ballots, and { $needed } were needed. Nothing was decided.
outcome-nobody-chose = Nobody chose anything. Nothing was decided.
outcome-tie = These are equal, so nothing was decided:
outcome-too-little = came first with { $support } ballots, but needed { $needed }. Nothing was decided.
outcome-motion = { $agree } ballots are for it and { $against } against it. { $needed } were needed.
outcome-decided = was chosen with { $support } ballots. It needed { $needed }.
effect-done = What was decided holds now.
effect-stale = It did not take effect: another decision changed the same clause meanwhile. It can be put to the members again.
effect-returned = It did not take effect: a steward came back meanwhile.
effect-nobody = It did not take effect: all who were named have left.
names-title = Who voted how
names-caption = The ballots of those who are still members
names-handle = Handle
names-ballot = Ballot
names-file = Download all
check-title = Count it again
check-record = The record holds the question and all ballots, without names. With Capstan on your own computer you count them again:
check-download = Download the record
check-root = This number stands for the whole record. It is in the coalition's log too:
check-receipts = If you voted, your receipt is in this list. It has as many receipts as the record has ballots.
check-receipts-file = Download the list of receipts
done-proposal-made = It is put to the members.
done-proposal-withdrawn = It is taken back.
done-voted = Your ballot is recorded.
notice-vote-opened = A vote opened: { $title }
notice-vote-closed = A vote closed: { $title }
problem-proposal-kind = There is no such kind of proposal. Choose one of the list.
problem-proposal-days = Give a whole number of days from { $least } to { $most }.
problem-proposals-many = You have { $most } proposals under way, or the coalition has too many. Wait until one has closed.
problem-nobody-votes = Nobody has been a member for { $days } days yet. So nobody could vote. Wait, or let voting open later.
problem-option-twice = One option is there twice. Say each once.
problem-option-number = Give 2 to { $most } options, one in each line.
problem-clauses-same = Nothing would change. Write at least one clause in another way.
problem-steward-number = Name 1 to { $most } members.
problem-no-such-campaign = This coalition has no such campaign. Choose one of the list.
problem-not-yours = Only who opened it can take it back.
problem-vote-began = Voting has begun, so it cannot be taken back. Vote against it, or say why others should.
problem-vote-waits = Voting has not opened yet. Come back on the day it opens.
problem-vote-closed = Voting has closed. Nothing was changed.
problem-too-new = You joined too late for this vote. Voters have been members for { $days } days before it opens.
problem-ballot-motion = Choose for, against, or to abstain.
problem-ballot-approval = Choose among the options that are there, each once.
problem-ballot-score = Give each option 0 to 5 points, or none.
problem-ballot-instant-runoff = Give each place to one option only, and rank each option once.
problem-ballot-schulze = Rank each option at most once.
problem-page-limit = Ask for 1 to { $most } at a time.
problem-page-cursor = This part of the list is not known. Begin again with the first.
did-open-vote = Opened a vote
did-close-vote = Counted a vote and published its record

## demo

done-clock = The clock was put forward.
demo-banner = This is a demonstration. Its people and data are made up. You can put its clock forward.
demo-day = One day forward
demo-week = One week forward
demo-invitation = Get an invitation
demo-look = Look around
demo-look-hint = This is a demonstration. You can be one of its people, without a phrase.
demo-as-member = Be a member
demo-as-organiser = Be an organiser
demo-as-steward = Be a steward

## directory

directory-coalitions = Coalitions
directory-coalitions-lead = Each coalition has a vision. Find one that wants what you want.
directory-campaigns = Campaigns
directory-campaigns-lead = A campaign asks an operator for something, and says what people do until then.
directory-found = Found a coalition
directory-visions = Visions
directory-all-visions = All visions
directory-words = Search
directory-words-hint = Names, places, systems. The beginning of a word is enough.
directory-system = System
directory-place = Place
directory-language = Language
directory-sort = Order
directory-by-size = Largest first
directory-by-newest = Newest first
directory-any = Any
directory-search = Search
directory-total = { $count ->
    [0] Nothing fits. Take away a word or a filter.
    [one] One fits.
   *[other] { $count } fit.
}
directory-meant = Nobody writes “{ $word }”. This shows “{ $known }”.
directory-pages = Pages
directory-first = First page
directory-next = Next page
problem-directory-sort = This order is unknown. Choose "size" or "newest".
language-en = English
language-es = Spanish
language-fr = French
language-de = German
language-pt = Portuguese
language-it = Italian
language-ar = Arabic
language-zh = Chinese
language-hi = Hindi
language-sw = Swahili
language-tl = Tagalog
language-ca = Catalan

## donations

# What members send of their pay.

donations-list = What you donated
donations-list-lead = Only you see this page. What you sent is locked with a key of your own.
donations-new = Donate pay receipts
donations-none = You have not donated anything yet.
donations-jobs = { $jobs ->
    [one] 1 job
   *[other] { $jobs } jobs
}.
donations-is-kept = It is kept.
donations-waits = It waits for your look and goes after a day.
donations-lead = Take a picture of your pay on another screen, or choose screenshots, statements or exports. You see what was read before any of it is kept.
donations-agree = What you agree to
donations-consent-own = Read what I send and keep it locked, so that I see my own figures.
donations-consent-figures = Count my jobs in the figures of the group. They are shown only where enough people take part.
donations-consent-picture = Keep my picture too. Without this, it is forgotten once it was read.
donations-files = What you send
donations-file-hint = Pictures, PDF, tables, or the archive that your platform gave you. At most { $most } files of { $size } MB each.
donations-next = Next you see what was read. Nothing counts before you have looked at it.
donations-read = Read it
donations-by-hand = Or type a job by hand
donations-start-hint = A day such as 2026-08-24, or with the time: 2026-08-24T16:05.
donations-currency-hint = Three letters, such as USD or EUR.
donations-look = Look at what was read
donations-look-lead = Nothing is kept yet. Say what is to be kept, and answer what is in doubt.
donations-job = Job { $job }
donations-ahead = This day is still to come. Is it right?
donations-alike = { $pictures ->
    [one] One picture looks
   *[other] { $pictures } pictures look
} like one that you sent before. See whether the jobs are new.
donations-known = You donated this job before.
donations-year-assumed = The picture shows no year. This is the last such day before you sent it.
donations-known-alike = You donated a job of this day and amount before. One of the two says no time, so they count as one. If they are two, send pictures that show when each began.
donations-known-day = You donated a job of this day and amount before, without its time. Both are kept, and count once.
donations-keep-job = Keep this job
donations-sum-hint = What was read and what you type are both kept, side by side.
donations-keep = Keep what is ticked
donations-one = Your donation
donations-kept-lead = Your donation is kept since
donations-jobs-kept = What is kept
donations-receipt = Save the receipt
donations-receipt-hint = It is signed and says nothing of your pay. A day later it also holds the proof that it was counted in.
donations-with-picture = The picture is kept, locked, beside it.
donations-no-picture = No picture is kept.
donations-withdraw = Withdraw it
donations-withdraw-hint = It is removed at once with its picture, and it stops counting. Nobody can bring it back.
donations-drop = Do not keep it
donations-drop-hint = Everything that was read is removed at once.
donations-gone = Withdrawn
donations-gone-lead = Your donation is gone.
donations-gone-proof = The receipt says so now. It is shown this once, and “capstan verify” checks it.
donations-agree-change = Change what I agree to
donations-agree-hint = What you tick holds for all that you donated here. Take a tick away, and it stops.
donations-version = Version { $version }
donations-camera = Take a picture
donations-sample = A made-up screenshot to try it with
donations-preview = This is what leaves your device
donations-preview-hint = Cover what nobody should see. Covered parts are gone before the picture leaves. So is what the file says of place and device.
donations-preview-black = Cover parts
donations-preview-undo = Uncover the last
donations-preview-remove = Do not send this
donations-preview-keys = The picture. Draw over what is to be covered. With keys: arrows move the frame, Shift and arrows change its size, Enter covers.
donations-preview-changed = covered, sent as a new picture
donations-preview-unseen = cannot be shown here, sent as it is
donations-preview-removed = It is not sent.
donations-preview-blacked = That part is covered.
donations-reading-title = Your files are being read
donations-reading = { $done } of { $all } files are read.
donations-reading-hint = You may close this page. What you sent waits here, and goes after a day if you do not look at it.
donations-file-waits = waits
donations-file-read = read
donations-file-failed = could not be read
donations-failed = Some files could not be read. The others are below.
donations-again = Send something else
donations-keep-column = Keep
donations-sure = Jobs without a doubt
donations-change = Put something right
donations-change-hint = Empty what is not to be kept.
donations-yes = Yes
donations-or-type = Or type it
donations-type = Type it
donations-from = Read from
donations-was-read = read as
donations-ask = { $field ->
    [platform] Was the platform { $value }?
    [start] Was it on { $value }?
    [end] Did it end on { $value }?
    [base] Was the pay { $value }?
    [promotion] Was the promotion { $value }?
    [tip] Was the tip { $value }?
    [total] Was the total { $value }?
    [order-total] Did the customer pay { $value }?
    [currency] Was it paid in { $value }?
   *[other] Is { $value } right?
}
donations-after = What you can do next
donations-more = Donate more
donations-verify = Check the receipt without asking us:
donations-all-kept = This is all of it.
donations-get-picture = Get it
donations-gone-file = Save the receipt
donations-gone-text = Show it
donations-source-screenshot = a screenshot
donations-source-photograph = a photograph
donations-source-statement = a statement
donations-source-export = an export
donations-source-typed = typed by hand
donations-free = You are free to refuse. It changes nothing else, and you can withdraw at any time.
donations-choose = Pictures or files
donations-arrived = Not everything arrived. These files did.
donations-arrived-hint = Choose all files again, or only what is missing. What arrived is not taken twice.
donations-arrived-go-on = Go on with what arrived
donations-arrived-rest = Send the rest
donations-preview-there = It arrived.
donations-preview-stopped = Not everything arrived. Try again once you have a network: only what is missing is sent.

donations-safety = What becomes of it, and who can read it
donations-safety-locked = Each thing that you donate is locked with a key of its own before it is written down.
donations-safety-running = The running service can open every donation, to show you your figures and to count the group’s.
donations-safety-key = The keys lie beside the database, never in it. A stolen database alone says nothing of your pay.
donations-safety-backup = Backups hold no keys.
donations-safety-group = Organisers and stewards see figures of the group only, never your jobs.
donations-safety-texts-out = Platforms and places are named in figures only if enough people gave the same. Those with a phone number, an address, a plate, an e-mail or an order number are left out.
donations-safety-lead = A donation is locked, but a service that counts it must be able to open it. Here is what that means.
donations-safety-reads = Who can read it
donations-safety-machine = Whoever controls the machine it runs on could do the same. Ask your coalition who that is.
donations-safety-reader = Files are read on that machine, by programs with little time and memory. Nothing is sent elsewhere.
donations-safety-locked-title = How it is locked
donations-safety-waiting = Files that wait to be read are locked too. Once read they are removed, unless you agree that pictures stay.
donations-safety-gone-title = What withdrawing removes
donations-safety-gone = What you withdraw is removed at once, with its pictures. A restored backup does not bring it back.
donations-safety-gone-key = Its key is destroyed. Every copy of it is closed for good, also in old backups. Your other donations stay.
donations-safety-gone-figures = Figures that counted it are made again without it.
donations-safety-gone-proof = You get a signed statement that it is gone. The hash in your receipt stays, and says nothing of your pay.
donations-safety-not-title = What this does not protect
donations-safety-not-phone = Whoever can use your phone or your account sees what you see.
donations-safety-not-traffic = Whoever watches your network sees that you visit this service, not what you send.
donations-safety-not-disk = Some disks keep traces of what was overwritten. Without the key they stay closed.
donations-safety-texts = These are the texts that you may agree to. What you agree to is written down with the text as you saw it.

donations-field-platform = Platform
donations-field-start = When
donations-field-base = Pay
donations-field-promotion = Promotion
donations-field-tip = Tip
donations-field-total = Total
donations-field-order-total = The customer paid
donations-field-currency = Currency
donations-field-end = Until
donations-field-fees = Fees in it
donations-field-waiting-seconds = Waiting, in seconds
donations-field-en-route-seconds = On the way, in seconds
donations-field-on-job-seconds = On the job, in seconds
donations-field-distance-metres = Distance, in metres
donations-field-place = Place
donations-field-source = Kind

donations-flag-not-found = It was not found. Type it if it is there.
donations-flag-looks-differ = Two readings of it differ.
donations-flag-unsure = It was hard to read.
donations-flag-no-year = The picture says no year. If this day is wrong, type the whole day.
donations-flag-sum = Pay, promotion and tip do not add up to the total.
donations-flag-negative = It is below zero.
donations-flag-ends-first = The job ends before it begins.
donations-flag-span = The job takes more than a day.

problem-donations-no-consent = Nothing is taken in unless you agree that it is read and kept for you.
problem-donations-no-file = No file came. Choose one and send it again.
problem-donations-too-many-files = These are too many files. Send at most { $most } at a time.
problem-donations-no-job = No job was found in it. Send a picture in which the amounts can be read, or type the job.
problem-donations-too-many-jobs = There are { $found } jobs in it. Send at most { $most } at a time.
problem-donations-file = A file cannot be read. { $why }
problem-donations-no-program = Pictures and documents cannot be read here at the moment. Type the job, or try later.
problem-donations-no-amount = Type at least one amount.
problem-donations-kept = This donation is kept already. Withdraw it to send it anew.
problem-donations-no-such-job = There is no such job in this donation.
problem-donations-no-such-field = There is no such field to put right.
problem-donations-correction = Job { $job }: { $why }
problem-donations-nothing-kept = Nothing is ticked. Tick what is to be kept, or do not keep it at all.
problem-donations-lang = The language is not known. Expected en or es.
problem-donations-file-large = “{ $name }” is too large. Send files of at most { $most } MB.
problem-donations-all-large = Together these files are too large. Send at most { $most } MB at a time.
problem-donations-file-gone = The file is not here any more. Send it again.
problem-donations-file-kind = It is no file that can be read, or it is too large or packed oddly. Send a screenshot, a PDF or a plain table.
problem-donations-file-slow = It takes too long to read. Send a smaller picture, or one page alone.
problem-donations-file-text = Line { $line } is no text. Save the table as CSV in UTF-8.
problem-donations-file-line = Line { $line } has more or fewer columns than the first. Put it right and send it again.
problem-donations-file-field = The column “{ $column }” cannot be read in line { $line }. Put it right and send it again.
problem-donations-file-columns = Its columns cannot be told apart. Name them in the first line: start, base, tip, total, currency.
problem-donations-wrong-time = This is no day. Type it like 2026-08-24, or 2026-08-24T16:05.
problem-donations-wrong-amount = This is no amount. Type it like 18.41.
problem-donations-wrong-number = This is no whole number. Type it like 120.
problem-donations-wrong-currency = Type the currency, such as USD or EUR.

done-donation-agreed = It is written down what you agree to.
done-donation-kept = It is kept. Here is your receipt.
done-donation-dropped = It was not kept. Everything of it is removed.

## evidence

evidence-title = What is known of you
evidence-lead = An account costs nothing, so a crowd of them proves nothing. The more is known, the more campaigns your pledge counts in. You may take part without any of this.
evidence-mark = Your mark in the log
evidence-mark-hint = The stewards’ log names you by this mark. Nobody else can tell that it is you.
evidence-so-far = { $said } of { $needed } stewards said so
evidence-said-vouched = Stewards vouch for you
evidence-said-work-address = An address at work was checked
evidence-said-work = Your work was checked
evidence-said-card = A card or licence was checked
evidence-said-account = Your account there was checked
evidence-ask = Ask the stewards
evidence-ask-hint = Write how they can check it: a call, a meeting, something you can show. Do not write more than they need.
evidence-what = What they should say
evidence-ask-vouched = Vouch for me
evidence-ask-work-address = I have an address at my work
evidence-ask-work = I can show where I work
evidence-ask-card = I can show a card or licence
evidence-ask-account = I can show my account with the operator
evidence-note = What they should know
evidence-note-hint = Only stewards read it. It is removed with their answer, or after 30 days. What you show them is not kept here.
evidence-ask-send = Ask them
evidence-until = Kept at most until
evidence-unask = Take this back
evidence-members = What members ask
evidence-members-lead = Say only what you checked yourself. Keep nothing of what you were shown: here stands only that it was checked.
evidence-open = Open questions
evidence-open-none = Nobody asks for anything now.
evidence-decline-why = Why not; only the member reads it
evidence-decline = Answer without a word
evidence-waiting = Waiting for another steward
evidence-waiting-hint = One of you said this already. Say it too if you checked it yourself.
evidence-say = Say something of a member
evidence-say-hint = The log shows that you did, and not of whom. You cannot do it for yourself.
evidence-say-vouched = I vouch for them
evidence-say-work-address = They answered from an address at work
evidence-say-work = I saw where they work
evidence-say-card = I saw their card or licence
evidence-say-account = I saw their account with the operator
evidence-which = What was checked
evidence-say-send = Say so
evidence-take-back = Take a word back
evidence-take-back-lead = Take back what turned out to be wrong, whoever said it. The member’s pledges stop counting by it at once.
evidence-reason = The reason
evidence-reason-hint = Only the member reads it. The log says that a word was taken back.
problem-evidence-word = This is nothing that stewards can say. Choose one of the list.
problem-evidence-already = The stewards said this of you already.
problem-evidence-oneself = Nobody can say this of themselves. Ask another steward.
problem-evidence-said = You said this already. It counts once.
problem-evidence-unsaid = Nobody said this of them. Choose what was said.
problem-evidence-unasked = They ask nothing now. Perhaps another steward has answered.
did-say-of-member = Vouched for a member, or said that something was checked
did-take-back-word = Took back what was said of a member
did-give-no-word = Answered a member without a word
notice-evidence-asked = A member asks the stewards for their word.
notice-evidence-waits = A steward said something of a member. It waits for the word of another.
notice-evidence-vouched = The stewards vouch for you now. Your pledges count by it.
notice-evidence-work-address = The stewards say that your address at work was checked. Your pledges count by it.
notice-evidence-work = The stewards say that your work was checked. Your pledges count by it.
notice-evidence-card = The stewards say that your card was checked. Your pledges count by it.
notice-evidence-account = The stewards say that your account was checked. Your pledges count by it.
notice-evidence-taken-back = A steward took back what was said of you. The reason: { $reason }
notice-evidence-declined = A steward answered without giving their word. The reason: { $reason }
done-evidence-asked = The stewards are told.
done-evidence-unasked = It is taken back, and what you wrote is gone.
done-evidence-said = It is known of the member now. They are told.
done-evidence-waits = It waits for another steward. They are told.
done-evidence-declined = It is answered. The member reads your reason.
done-evidence-taken-back = It is taken back. The member reads your reason.

## forecasts

# On a campaign's page.
forecasts-heading = What would happen
forecasts-none = There is no forecast yet.
forecasts-joining = What your joining adds
forecasts-views = For whom it changes
forecasts-explore = Play with it
forecasts-whole = Read the whole forecast
forecasts-checked = This forecast was made elsewhere. A part of it was made again here, and the numbers agree.
forecasts-differs = This forecast was made elsewhere. A part of it was made again here, and the numbers do not agree. Do not rely on it.
forecasts-elsewhere = This forecast was made elsewhere and is not verified here.
forecasts-stored = This forecast was taken over from another campaign of the coalition.

# The forecast's own page.
forecasts-title = The forecast
forecasts-of = Campaign:
forecasts-json = The forecast as a file (JSON), to verify it with Capstan
forecasts-csv = All its figures as a table (CSV)
forecasts-progress = How far the engine is
forecasts-worlds = { $done } of { $total } worlds are made. This page is loaded again every few seconds.
forecasts-job-waiting = It waits for its turn.
forecasts-job-running = It is being computed.
forecasts-job-done = It is done.
forecasts-job-failed = It could not be made.
forecasts-job-cancelled = It was cancelled.

# For organisers.
forecasts-manage = For organisers
forecasts-add = Add a forecast
forecasts-not-yet = A forecast that is not made yet
forecasts-is-first = It stands on the campaign's page.
forecasts-origin-made = Made here.
forecasts-origin-elsewhere = Made elsewhere.
forecasts-origin-stored = Taken over from another campaign.
forecasts-cancel = Cancel
forecasts-first = Show this one on the campaign's page
forecasts-verify = Make a part again to compare
forecasts-remove = Remove
forecasts-new = Add a forecast
forecasts-data-heading = 1. The data
forecasts-data-lead = A forecast needs ratings: who liked what. You can use the made-up sample that comes with Capstan, or ratings of your own.
forecasts-found = Found: { $people } people, { $items } items, { $ratings } ratings from { $low } to { $high }. From { $liked } on an item counts as liked.
forecasts-ratings-removed = The file was removed. Nothing more can be computed from it.
forecasts-ratings-stay = The file stays until the campaign is over or you remove it.
forecasts-ratings-go = The file is removed once the forecast is made, or after 7 days without one.
forecasts-ratings-remove = Remove the file now
forecasts-keep = Keep the file after the forecast
forecasts-keep-hint = If you keep it, people can ask for more points of the curve. If not, it is removed once the forecast is made. Use pseudonyms for people in it.
forecasts-columns = Names of the columns, if they are unusual
forecasts-column-user = The column with the person
forecasts-column-item = The column with the item
forecasts-column-rating = The column with the rating
forecasts-column-time = The column with the time
forecasts-implicit = There are no ratings, only signs of interest such as clicks
forecasts-twice = Where someone rated an item twice, the last rating counts
forecasts-file = The file
forecasts-upload = Upload and look what is in it
forecasts-ask-heading = 2. The question
forecasts-data = Data
forecasts-data-own = Your file with { $ratings } ratings
forecasts-data-sample = The sample that comes with Capstan (made up)
forecasts-lever = What people do
forecasts-lever-strike = Strike: delete their history and stay
forecasts-lever-boycott = Boycott: delete their history and leave
forecasts-lever-volume = Withhold a share of their data
forecasts-lever-strike-from = Give nothing new from a day on
forecasts-amount = How much, or from when
forecasts-hint-amount = Only for the last two: a share such as 0.5, or a day such as 2015-06-30.
forecasts-called = The campaign calls upon:
forecasts-group = Who is called
forecasts-hint-group = "random" for everyone. Or a condition such as: top 10% by ratings
forecasts-participation = Shares of them who take part, in per cent
forecasts-hint-participation = With commas between: 5, 10, 30
forecasts-target = What is to be reached
forecasts-hint-target = It decides the critical mass. Leave it empty if you have none.
forecasts-model-more = The operator's model
forecasts-model = Model
forecasts-settings = Settings
forecasts-hint-settings = Those that differ from the usual: factors=20, epochs=30
forecasts-replicates = Draws of who takes part
forecasts-hint-replicates = More draws take longer and say more: 1 to 32.
forecasts-ask = Compute the forecast
forecasts-stored-heading = Or take one that is there
forecasts-stored-which = Forecasts of this coalition
forecasts-stored-take = Take it over
forecasts-file-heading = Or upload one
forecasts-file-lead = A file forecast.json that was made with Capstan elsewhere. It is marked as not verified until a part of it is made again here.
forecasts-file-send = Upload the forecast

# Playing with it.
forecasts-play = Play with the forecast
forecasts-play-lead = Choose how many take part, and see what comes of it.
forecasts-share = How many take part, in per cent
forecasts-look = Look
forecasts-everyone = everyone
forecasts-play-start = Play
forecasts-play-stop = Pause
forecasts-no-curve = Nobody has computed this lever for this group yet.
forecasts-at = If { $share } take part, which is { $people } people of the data:
forecasts-computed = This was computed.
forecasts-between = This lies on a straight line between two points that were computed.
forecasts-beyond = Nothing was computed for so many. Choose fewer.
forecasts-under-way = This point is being computed. Until then it lies on a straight line between its neighbours.
forecasts-operator = The operator loses about { $value } of what personalisation gives, between { $low } and { $high }.
forecasts-operator-none = What the operator loses cannot be said here as a share.
forecasts-bystanders = Who does not take part sees a change of { $value } in every 1,000 items they like, between { $low } and { $high }.
forecasts-bystanders-none = There is no figure here for those who do not take part.
forecasts-own = You, if you take part, see a change of { $value } in every 1,000 items you like, between { $low } and { $high }.
forecasts-own-none = There is no figure here for those who take part.
forecasts-zero = We cannot tell this from no change.
forecasts-ask-point = Compute this point
forecasts-ask-point-why = This point was not computed. You can ask the engine for it.
forecasts-table = All that was computed, with 95 % intervals. Changes are of 1,000 items that people like.
forecasts-head-operator = Operator's loss
forecasts-head-everyone = Everyone
forecasts-head-bystanders = Those who do not take part
forecasts-head-own = Those who take part
forecasts-no-figure = no figure here

# After a form.
done-forecast-asked = The forecast is asked for.
done-forecast-added = The forecast is added.
done-forecast-cancelled = It was cancelled.
done-forecast-removed = The forecast is removed.
done-forecast-first = The campaign's page shows this forecast now.
done-forecast-verifying = A part of it is made again.
done-ratings-read = The file was read. See below what was found.
done-ratings-removed = The file is removed.
done-point-asked = The point is asked for.

# What goes wrong.
problem-forecasts-organisers = Only organisers of this coalition may do that.
problem-forecasts-members = Only members of this coalition may ask the engine. Join first.
problem-forecasts-over = The campaign is over. Its forecasts do not change any more.
problem-forecasts-open = The campaign is open, and people pledged on this forecast. It stays as it is.
problem-forecasts-too-many = There are { $most } forecasts and points already. Remove some first.
problem-forecasts-busy = The engine has { $most } jobs of this campaign to do. Wait until one is done.
problem-forecasts-model = There is no such model. Choose one of the list.
problem-forecasts-lever = This is no lever. Write strike, boycott, volume=0.5 or strike-from=2015-06-30.
problem-forecasts-poison = Poison is only simulated, and only on its own page while every gate is open.
problem-forecasts-target = This is no target. Write for example: normalised_loss >= 0.5
problem-forecasts-replicates = Choose a whole number of draws from 1 to { $most }.
problem-forecasts-group = This is no group. Write "random", or for example: top 10% by ratings
problem-forecasts-group-at = The group cannot be read at character { $position }. Write "random", or for example: top 10% by ratings
problem-forecasts-group-file = A group may not name a file here. Describe it by a condition.
problem-forecasts-shares = Give at most { $most } shares, each above 0 and up to 100 %.
problem-forecasts-share = Choose a share from 1 to 100 %.
problem-forecasts-settings = This model has no such setting or value. Write for example: factors=20
problem-forecasts-data = There are no such ratings in this campaign. Upload them first, or use the sample.
problem-forecasts-ratings-gone = The ratings were removed. Upload them again.
problem-forecasts-no-file = The file is missing or empty. Choose a file.
problem-forecasts-unpacked = The file unpacks to more than { $most } MiB. Send a smaller part of it.
problem-forecasts-no-forecast = This is no forecast of this version of Capstan: see { $place } in the file. Send a forecast.json as it was written.
problem-forecasts-no-stored = There is no such forecast in this coalition. Choose one of the list.
problem-data-empty = The file is empty. Check that it was copied or downloaded whole.
problem-data-header-only = The file has a header and no row below it. Check that it was written whole.
problem-data-not-text = Line { $line } is no text that can be read. Send text in UTF-8, gzip of it, or Parquet.
problem-data-delimiter = There is only one column, with “{ $delimiter }” between columns. There must be one for people and one for items.
problem-data-column = A column that is needed is not there. The file has: { $columns }. Name the right ones in the form.
problem-data-fields = Line { $line } has { $found } fields, and the first line { $expected }. Check that every quotation mark is closed.
problem-data-no-id = Line { $line }, column { $column }: there is no id. Fill it in, or remove the line.
problem-data-not-utf8 = Line { $line }, column { $column }: this is not UTF-8. Save the file as UTF-8.
problem-data-number = Line { $line }, column { $column }: “{ $found }” is no number such as 4 or 3.5. Correct it, or name another column.
problem-data-scale = Line { $line }, column { $column }: { $found } is not from { $min } to { $max }. Correct it.
problem-data-time = Line { $line }, column { $column }: “{ $found }” is no time. Write seconds since 1970, or a date like 2024-05-31.
problem-data-twice = Line { $second } rates again what line { $first } rates. Remove one of them, or let the later one count.
problem-data-cut = The file ends too early. It is cut: copy or download it again.
problem-data-broken = The file is damaged and cannot be unpacked. Write or download it again.
problem-data-type = The values in the column { $column } are of a kind that cannot be read. Name another column.
problem-data-too-many = There are more people, items or ratings than can be taken. Send a smaller part.
problem-data-other = The file cannot be read as ratings. Send a table with columns for people, items and ratings.
problem-engine-no-times = This lever needs the time of every rating, and these ratings have none. Choose another lever, or ratings with times.
problem-engine-nothing-after = No rating is from that day or later. The last one is from { $last }. Choose an earlier day.
problem-engine-too-few = { $ratings } ratings cannot be cut into { $folds } parts. Use more data.
problem-engine-nobody = So small a share of { $people } people is not one person. The smallest share that is: { $smallest } %.
problem-engine-group-column = These data have no column “{ $column }”. Use count or mean, or another column.
problem-engine-group-order = The column “{ $column }” holds text, which has no order. Use = or !=.
problem-engine-group-number = The column “{ $column }” holds numbers. Compare it with a number.
problem-engine-group-nobody = Nobody of { $people } people is in this group. Change the group.
problem-engine-group-everybody = All { $people } people are in this group. Write “random” for everyone, or change the group.
problem-engine-too-much = The model { $model } cannot be trained on these data with these settings. Take a sample of the data, or another model.
problem-engine-other = This cannot be computed from these data. Ask for something simpler, or use other data.
problem-forecasts-gone = What this needs is not there any more. Ask for the forecast again.
problem-forecasts-made-here = This forecast was made here. There is nothing to compare.
problem-forecasts-nothing-to-verify = There is nothing to make it from. Upload the ratings it was made from first.
problem-forecasts-other-data = The ratings are not those that the forecast was made from. Upload the same file.
problem-forecasts-no-more = Nothing more can be computed for this curve, because its ratings were removed or it was made elsewhere.
problem-job-gave-up = This was begun several times and never ended. It may need more memory than there is. Try with fewer data.
problem-job-unknown = This version of Capstan cannot do this work. Update it.

## home

home-title = Act together on your data
home-lead = Your data feed other people's systems. Here you find people who want what you want, see what you could bring about, and act once enough of you are ready.
home-find = Find your people.
home-more-find = Coalitions stand side by side, by what they want.
home-see = See what it would do.
home-more-see = Each campaign says how much it would change, for whom, and how sure that is.
home-pledge = Pledge in private.
home-more-pledge = You say how many others it takes. Nobody sees who pledged, or how many exactly.
home-act = Act together.
home-more-act = Once enough are ready, each person is asked again. Only who says yes is shown.
home-coalitions = Coalitions
home-campaigns = Campaigns
home-visions = What people here want
home-newest = New campaigns
home-join = Take part
home-more-join = You need no e-mail address and no real name. You get twelve words that open your account; write them down.
home-sign-up = Make an account
about-lead = Capstan is free software for data coalitions. A capstan is a drum that many people turn together.
about-what = What it is for
about-more-what = People's data, and their work on data, feed recommenders, pay systems and language models. Capstan shows what happens if people withhold their data together, give them elsewhere, or ask for them back.
about-forecast = How forecasts are made
about-more-forecast = A model is trained on the data as they are, and again without the data of those who take part. The difference is the effect. Every figure has an interval. What cannot be told is not shown.
about-pledge = How pledges work
about-more-pledge = Pledges stay private. Once a day the count is looked at. If enough have pledged, each of them gets a private notice and at least seven days to confirm. Names are shown only for people who confirmed, only to those they chose, and only if enough confirmed.
about-private = What is kept about you
about-more-private = A handle for each coalition, and a lock that your twelve words open. Nobody can tell from what is published which handles are yours. You can take everything with you, and leave at any time.
about-open = What to be careful about
about-more-open = Whoever runs this server could read what is on it while it runs. A handle hides you only as long as what you write does not tell who you are.
about-poll = What people want: the continuous poll
about-api = For programs

## invitations

problem-invitation-uses = Choose a number from 1 to { $most }.
problem-invitation-days = Choose 1, 7, 14 or 30 days.
problem-invitations-many = You have { $most } invitations already. End one first.
problem-invitation-over = This invitation no longer holds. Ask who gave it to you for another.
invitations-title = You are invited
invitations-lead = Someone in this coalition invites you to join.
invitations-look = Look at the coalition first
invitations-join = Choose a handle and join
invitations-account = You need an account first. It asks for no name and no e-mail.
invitations-list = Your invitations
invitations-what = An invitation is a link. Who opens it can join. Nobody is told who made it.
invitations-left = For { $uses } more.
invitations-ends = Ends
invitations-end = End this invitation
invitations-new = New invitation
invitations-uses = How many people it may bring
invitations-uses-hint = Up to 20. Organisers and stewards: up to 200.
invitations-for = For how long
invitations-days = { $days } days
invitations-make = Make an invitation
invitations-made = Your invitation
invitations-once = Copy this link or show the picture. The link is shown this once.
invitations-qr = The link as a picture, for the camera of a phone
invitations-back = Back to the coalition
done-invitation-ended = The invitation has ended.

## kits

kits-title = Guides
kits-lead = A guide is a list of plain steps. Someone who did not write it must review it before it is used.
kits-new = Write a guide
kits-lever = What is the guide for?
kits-lever-strike = Guide to the strike
kits-lever-boycott = Guide to the boycott
kits-lever-contribute = Guide to contributing
kits-version = { $lever }, version { $version }
kits-state-draft = This is a draft. Someone else must review it.
kits-state-in-use = This version is in use.
kits-state-over = A later version is in use.
kits-review = Try every step yourself. Check that each link leads where it says.
kits-approve = Let it be used
kits-setting = Choose:
kits-follow = What to do
kits-not-yet = The steps are shown once you have confirmed your pledge.
kits-none = There is no guide yet. Organisers are told nothing of your visit.
kits-done = Done.
kits-undo = Take the mark back
kits-mark = I have done this
kits-mark-with = Attach the picture
kits-picture = A picture of the screen
kits-picture-hint = PNG, JPEG or WebP, at most 5 MB. Only you and the stewards can see it. You need not attach any.
kits-own-picture = The picture you attached
kits-a-picture = A picture
kits-proof = What may be attached
kits-proof-none = Nothing
kits-proof-words = A few words
kits-proof-reference = The number under which the operator has it
kits-proof-picture = A picture of the screen
kits-proof-hint = Only you and the stewards can see it. You may leave it empty.
kits-progress-hidden = How many have done this is not shown yet.
kits-progress-begun = Fewer than a quarter of those who are shown have done this.
kits-progress-quarter = A quarter or more of those who are shown have done this.
kits-progress-half = Half or more of those who are shown have done this.
kits-progress-most = Three quarters or more of those who are shown have done this.
kits-proofs = What was attached
kits-proofs-lead = Only stewards see this page. Keep it to yourself.
kits-proofs-none = Nothing was attached.
kits-proofs-more = Next entries
kits-write-lead = Write each step so that anyone can follow it. Links may only lead to the hosts that the campaign names.
kits-step = Step { $n }
kits-text = What to do
kits-path = Path to a setting
kits-path-hint = The names to choose, one after the other: Settings > Privacy > History. May be empty.
kits-languages-hint = Codes with commas between: en, es, pt-BR. A step is written in all of them. A language without any text is left out.
kits-again = Show fields for these languages
kits-link = Link
kits-link-hint = A page of the system. May be empty.
kits-organise = Write and review guides
problem-kit-lever = The campaign has no such lever. Choose one of its own.
problem-kit-draft-there = Someone else is writing a version of this. Review theirs first.
problem-kit-reviewed = This version was reviewed already. Write a new one.
problem-kit-own-draft = You wrote this version. Ask someone else to review it.
problem-kit-not-yet = You can do this once you take part and are shown.
problem-kit-no-words = This step asks for no words.
problem-kit-no-picture = This step asks for no picture.
problem-kit-picture = This is no picture in PNG, JPEG or WebP.
problem-kit-number = There are too few or too many steps or parts here. Expected 1 to { $most }.
problem-kit-language = “{ $found }” is no language code, such as en or pt-BR.
problem-kit-twice = “{ $found }” is there twice. Give each once.
problem-kit-languages = Write this in each of the languages { $expected }.
problem-kit-address = There is an address in a text: “{ $found }”. Put it into the link of the step.
problem-kit-host = This link leads to { $found }, which the campaign does not name.
problem-kit-onward = This link could lead elsewhere, because it holds “{ $found }”. Use a plain one.
done-kit-saved = The draft is saved. Someone else must review it.
done-kit-in-use = The guide is in use.
done-kit-removed = The draft is gone.
done-kit-step = The step is marked as done.
done-kit-step-undone = The mark is taken back.
notice-kit-sent-back = Your guide for “{ $campaign }” was sent back. Read why.

## mail

problem-mail-not-offered = This service sends no mail. Your inbox here holds everything.
problem-mail-address = This is no address for mail. Write it like ana@example.org.
problem-mail-code = This is not the code that we sent. Look at the newest message.
problem-mail-code-over = This code no longer holds. Give the address again for a new one.
problem-mail-nothing = There is no address that waits for a code. Give one first.
mail-title = Notices by e-mail
mail-lead = If you want, we write to you when something waits in your inbox. The message says only that.
mail-none = This service sends no mail. Your inbox here holds everything.
mail-address = Your address
mail-address-send = Send me a code
mail-address-is = Your address is
mail-other = Use another address
mail-code-sent = We sent a code there. It holds for an hour.
mail-code = Code
mail-code-send = Confirm
mail-names = Messages may name the coalitions. Who reads your mail then sees where you are a member.
mail-keep = Keep
mail-remove = Remove the address
mail-stop = No more mail
mail-stop-lead = We remove your address and write to you no more. Your inbox here stays.
mail-stop-now = Remove my address
mail-letter-subject = Something waits for you
mail-letter-waits = Something waits in your inbox:
mail-letter-stop = If you want no more such messages:
mail-letter-code-subject = Your code
mail-letter-code = Your code is { $code }. It holds for an hour.
mail-letter-code-not = If you did not ask for it, do nothing. Then this address is not used.
done-mail-code = A code is on its way to you.
done-mail = Your address is confirmed.
done-mail-kept = Kept.
done-mail-removed = Your address was removed.

## messages

# Text messages: what is said to a telephone. Short, and without anything that
# a bystander should not read.

messages-about = This is { $coalition }. Send pictures of your pay, and learn where you stand. Whoever joins agrees to the charter: { $charter }
messages-other-language = Para español: ESPAÑOL.
messages-not-read = Your picture was neither read nor kept. Send it again once you have answered.
messages-yes-or-no = Do you agree? Reply YES or NO.
messages-code = Joining takes an invitation. Send its code.
messages-code-over = This invitation does not hold here. Ask for another one, and send its code.
messages-nothing-kept = Nothing of you is kept here.
messages-refused = That is fine. Nothing is kept. Write again whenever you like.
messages-joined = You are in, as { $handle }. Send a screenshot of your pay. MORE shows what you can ask.
messages-got = { $pictures ->
    [one] We got 1 picture and read it now.
   *[other] We got { $pictures } pictures and read them now.
}
messages-found = We found { $jobs ->
    [one] 1 new job
   *[other] { $jobs } new jobs
}: { $sum } with tips. You have shared { $all ->
    [one] 1 job
   *[other] { $all } jobs
} so far.
messages-year = { $jobs ->
    [one] 1 job shows no year, so we took the last such day: { $day }.
   *[other] { $jobs } jobs show no year, so we took the last such days, from { $day } on.
} If that is wrong, send WEB and take it out there.
messages-known = { $jobs ->
    [one] 1 job was here before and is not counted again.
   *[other] { $jobs } jobs were here before and are not counted again.
}
messages-alike = { $jobs ->
    [one] 1 job is like one that was here, and no time tells them apart. It is not counted again.
   *[other] { $jobs } jobs are like ones that were here, and no time tells them apart. They are not counted again.
} If it is another job, send pictures that show when both began.
messages-no-job = No job was found in what you sent. Try another picture, in which the amounts can be read.
messages-lost-media = A picture could not be fetched. Please send it again.
messages-refused-media = Something you sent cannot be read. Send pictures or PDF of at most 16 MB.
messages-unsure = { $jobs ->
    [one] 1 job needs an answer from you. It counts then, and goes after a day without one.
   *[other] { $jobs } jobs need an answer from you. They count then, and go after a day without one.
}
messages-ask-read = Was the { $field ->
    [total] total
    [tip] tip
    [order-total] amount that the customer paid
    [promotion] promotion
   *[base] pay
} { $amount }? Reply YES, or the amount. SKIP leaves the job out.
messages-ask-missing = What was the { $field ->
    [total] total
    [tip] tip
    [order-total] amount that the customer paid
    [promotion] promotion
   *[base] pay
}? Reply with the amount. SKIP leaves the job out.
messages-ask-day = { $known ->
    [yes] Was the job of { $amount }
   *[no] Was this job
} on { $day }? Reply YES, or the day. SKIP leaves the job out.
messages-ask-day-missing = { $known ->
    [yes] On which day was the job of { $amount }
   *[no] On which day was this job
}? Reply with the day, such as 2020-08-24. SKIP leaves the job out.
messages-ask-day-others = { $jobs ->
    [one] 1 other job in the picture gets its year from your answer.
   *[other] { $jobs } other jobs in the picture get their year from your answer.
}
messages-no-amount = This is no amount.
messages-no-day = This is no day on which a job can have been. Write it like 2020-08-24.
messages-over = This job waited for a day and is gone. Send its picture again.
messages-left-out = The job is left out.
messages-no-jobs = You have not shared a job yet. Send a screenshot of your pay.
messages-no-sum = a sum that is not known
messages-no-tips = No tip of your jobs is known yet.
messages-pay-one = Your 1 job paid { $mean } without tips. One job says little about the next.
messages-pay = Your { $jobs } jobs paid { $mean } on average, without tips. The average is very likely between { $low } and { $high }.
messages-tips-one = The tip of your 1 job was { $mean }. One job says little about the next.
messages-tips = Your tips were { $mean } on average over { $jobs } jobs. The average is very likely between { $low } and { $high }.
messages-tips-share = Tips were { $share } of all you were paid for them.
messages-group-none = Nothing can be shown of the group yet. It takes at least { $needed } others with enough jobs.
messages-group = More of it: { $link }
messages-export = Your jobs as a file: { $link } The link holds for an hour and gives the file once.
messages-receipt = The receipt of what you shared last: { $link } The link holds for an hour and gives it once.
messages-delete = This withdraws all you shared, and you leave. Nobody can bring it back. Send DELETE again to do it.
messages-deleted = It is done. { $donations ->
    [one] 1 donation was withdrawn.
   *[other] { $donations } donations were withdrawn.
} Nothing of you is kept.
messages-proof = The signed proof of it, once and for an hour: { $link }
messages-stopped = You get no more messages. What you shared stays. DELETE removes it, START begins again.
messages-started = You get messages again. Send a screenshot of your pay. MORE shows what you can ask.
messages-language = From now on in English.
messages-lost = We did not understand that.
messages-more = Send a picture of your pay, or one of these words. PAY and TIPS: your figures. GROUP: all of us. EXPORT and RECEIPT: files. WEB: see it on the web. ABOUT: what this is. LANG: en español. STOP: no messages. DELETE: remove all.
messages-linked = This phone is now one with { $handle }. What you shared with it is there too. What you agreed to on the web holds here. Nobody else learns that they are one.
messages-agreed = It is written down. Send a screenshot of your pay. MORE shows what you can ask.
messages-link-wrong = This code does not hold. A code holds for an hour and once. Make another one on the page where you got it.
messages-link-often = That were too many codes. Wait for an hour, then try again.
messages-link-another = This phone is one with an account already. Take it away there first, or send DELETE.
messages-web = To see and keep it on the web: sign in at { $link } and type { $code }. It holds for an hour and once. Whoever types it has what you shared.
messages-web-linked = This phone is one with an account already. Sign in there to see what you shared.
messages-given-up = Something went wrong with your message. Please send it again.

messages-file = Your file
messages-file-lead = A message led you here. The button gives you the file.
messages-file-get = Get the file
messages-file-once = It can be fetched once, within an hour. Then it is removed here.

notice-phone-linked = A phone sent your code and is yours now. If that was not you, take it away.

messages-phone = Your phone
messages-phone-none = This service takes no text messages at the moment.
messages-phone-lead = You can send pay by text message and see it here, as one person. Nobody else learns that the two are one.
messages-phone-count = { $phones ->
    [one] 1 phone is yours here.
   *[other] { $phones } phones are yours here.
}
messages-phone-remove = Take my phones away
messages-phone-remove-hint = They can see nothing of yours any more. What they shared stays yours.
messages-phone-add = Make a phone yours
messages-phone-make = Make a code
messages-phone-send = Send this from your phone to the number of the coalition:
messages-phone-word = LINK
messages-phone-holds = It holds for an hour and once. A new code ends the one before.
messages-phone-consent = By sending it you agree to this: what the phone shared becomes yours here. What you agreed to here holds for it. And whoever has the phone can ask for your figures.
messages-phone-claim = Your phone got a code
messages-phone-claim-lead = Send WEB from a phone that shared pay, and it gets a code. Type it here, and what it shared is yours.
messages-phone-code = The code
messages-phone-claim-send = Make it mine

done-phone-claimed = What the phone shared is yours now.
done-phone-removed = Your phones are taken away. What they shared stays yours.

problem-messages-link = This code does not hold. A code holds for an hour and once. Send WEB from the phone for another one.
problem-messages-link-role = Whoever has this phone has a role here, so the two cannot be made one.
problem-messages-file-gone = There is no file behind this link any more. Ask for another one in a message.
problem-messages-later = The message is answered later.

## moderation

moderation-reply = Reply, if this is about you
moderation-report = Report
moderation-replies = Replies of those named
moderation-report-title = Report this
moderation-report-lead = The stewards of the coalition read it. They hide the post or keep it, and say why. Your name is not kept.
moderation-report-send = Report
moderation-reason = Reason
moderation-reply-title = Reply
moderation-reply-lead = Are you named here, or your organisation? Your reply stands beside the text once a steward accepts it.
moderation-reply-send = Send the reply
moderation-name = You speak as
moderation-name-hint = Everyone will read this name.
moderation-text = Your reply
moderation-queue-lead = What you decide here is in the log, with your reason.
moderation-reported = Reported
moderation-none = Nothing waits.
moderation-rule = Decide
moderation-rule-send = Decide
moderation-ruling = What is to happen
moderation-keep = Keep it
moderation-keep-hint = It stays as it is.
moderation-hide = Hide it
moderation-hide-hint = Nobody sees its text any more, only your reason.
moderation-replies-wait = Replies that wait
moderation-accept = Accept
moderation-refuse = Refuse
post-coalition = Text of the coalition
post-campaign = Campaign
post-claim = Claim
post-proposal = Proposal
problem-reported-already = You have reported this already. The stewards have it.
problem-replies-wait = Many replies wait here already. Write to the contact of the coalition.
problem-ruling-unknown = Choose whether to hide or to keep it.
notice-post-hide = Stewards have hidden “{ $title }”. Their reason: { $why }
notice-post-keep = Stewards keep “{ $title }”, which was reported. Their reason: { $why }
done-reported = The stewards have your report.
done-replied = A steward reads your reply next.
done-ruled = It is decided, and stands in the log.
done-settled = It is settled, and stands in the log.

## passkeys

problem-passkey-unknown = No account opens with this passkey. Use your recovery phrase.
problem-passkey-wrong = Your device's answer cannot be taken. Try again, or try another device.
problem-passkey-over = This page was open for too long, or the answer was used. Try again.
problem-passkey-fresh = To add a passkey, sign out and sign in again first. You signed in more than an hour ago.
problem-passkey-browser = A passkey is added in a browser.
problem-passkeys-many = You have { $most } passkeys. Remove one first.
passkeys-title = Passkeys
passkeys-lead = A passkey is a key on your phone or computer. It signs you in without the twelve words.
passkeys-phrase = Your recovery phrase still opens the account. Keep it: it is the way back if the device is lost.
passkeys-phrase-lost = Without the phrase or a passkey nobody can open the account, not even who runs this service.
passkeys-phrase-why = A new phrase replaces the old one. All other browsers and programs are signed out, and all passkeys end.
passkeys-new = Add a passkey
passkeys-name = Name of the passkey
passkeys-name-hint = Say on which device it is. The device shows this name too.
passkeys-add = Add it on this device
passkeys-made = Added
passkeys-used = last used
passkeys-rename = Rename
passkeys-remove = Remove
passkeys-sign-in = Sign in with a passkey
passkeys-scripts = A passkey can be added only in a browser that runs scripts.
passkeys-unable = This browser cannot keep a passkey for this address.
passkeys-known = This device has a passkey for your account already.
passkeys-failed = The device gave no passkey. Nothing was changed.
passkeys-impossible = This service has no address with a name, so it cannot take passkeys.
done-passkey-added = The passkey is added. You can sign in with it.
done-passkey-renamed = The passkey has its new name.
done-passkey-removed = The passkey is removed. It opens nothing any more.

## people

problem-busy = Too many people are signing in right now. Try again in a minute.
problem-too-often = This was done too often. Try again in { $seconds } seconds.
problem-phrase-count = A phrase has { $expected } words. Words here: { $found }.
problem-phrase-word = Word { $place } is not in the list. Check how it is spelled.
problem-phrase-checksum = These words do not belong together. Check their order, and whether one is another.
problem-phrase-unknown = No account opens with this phrase. Check the words.
problem-phrase-asked = This is not word { $place } of your phrase. Look again at what you wrote down.
problem-phrase-over = This page was open for too long. Nothing was kept. Begin again.
problem-phrase-used = This phrase was used already. If you just made this account, sign in with it. Else begin again.
problem-scopes = Choose what it may do: { $known }.
problem-token-days = Choose 7, 30, 90 or 365 days.
problem-tokens-many = You have { $most } tokens already. End one first.
problem-language = This language is not spoken here. Choose en or es.
problem-delete-sure = Tick the box if you are sure.
people-unread = Something is unread
people-sign-up = Make an account
people-sign-up-lead = You need no name, no e-mail and no phone. These twelve words are your key.
people-sign-up-send = Make my account
people-have-account = You have an account already?
people-no-account = You have no account yet?
people-phrase = Your recovery phrase
people-phrase-hint = Twelve words in their order, with spaces between. Capitals and accents do not matter.
people-phrase-lost = Without the phrase nobody can open the account, not even who runs this service.
people-phrase-write = Write the words down in this order. Keep them where nobody else looks.
people-phrase-warning = Whoever has these words can enter. Nobody can give them back to you, not even we.
people-phrase-written = I have written them down
people-phrase-check = Two of your words
people-phrase-asked = We ask for two words, so that we both know you have them.
people-phrase-word = Word { $place }
people-phrase-again = Show me the words again
people-phrase-new = New recovery phrase
people-phrase-why = A new phrase replaces the old one. All other browsers and programs are signed out.
people-phrase-next = Show me a new phrase
people-phrase-send = Use the new phrase
people-coalitions = Your coalitions
people-coalitions-lead = Only you see that these belong together.
people-coalitions-none = You are in no coalition yet.
people-find = Find a coalition
people-handle = You are known here as
people-role-member = member
people-role-organiser = organiser
people-role-steward = steward
people-invite = Invite people
people-settings = Your account
people-language = Language
people-keep = Keep
people-back = Back to your page
people-sign-out = Sign out
people-export = All that is held about you, as a file
people-sessions = Where you are signed in
people-sessions-lead = These browsers are signed in. We keep the kind of browser and the day, nothing else.
people-session-unknown = A browser
people-session-own = this one
people-session-started = Since
people-session-seen = last used
people-session-end = Sign out there
people-sessions-end = Sign out everywhere else
people-tokens = Programs that act for you
people-tokens-lead = A token lets a program act for you, without your phrase.
people-token-name = What the program is called
people-token-scopes = What it may do
people-token-for = For how long
people-token-days = { $days } days
people-token-new = New token
people-token-make = Make a token
people-token-made = Your new token
people-token-once = Copy it now. It is shown this once.
people-token-ends = Ends
people-token-end = End this token
people-scope-read = Read what you may read
people-scope-account = Change your account
people-scope-member = Act as a member: join, pledge, vote
people-scope-organise = Prepare campaigns
people-scope-steward = Act as a steward
people-delete = Delete my account
people-delete-lead = You leave every coalition and your account ends. This cannot be undone.
people-delete-gone = What is removed
people-delete-gone-account = Your account, its sessions and tokens
people-delete-gone-member = Your membership, pledges and notices in
people-delete-gone-mail = Your address for mail and your devices, if you gave any
people-delete-kept = What is kept, and why
people-delete-kept-ballots = Ballots that were counted. They carry no name, and anyone can recount them.
people-delete-kept-log = Entries in the log of what you did as steward or organiser. Others must be able to check them.
people-delete-kept-backups = Backups, until they are replaced. How long that takes, the people who run this service can tell.
people-delete-statements = For each coalition you get a signed statement of what was removed.
people-delete-sure = I am sure
people-deleted = Your account is deleted
people-deleted-lead = Nothing opens with your phrase any more.
people-deleted-statements = Keep these statements if you want. We keep no copy.
people-inbox-none = Nothing here yet. What concerns you in your coalitions will stand here.
people-inbox-read = Mark all as read
people-inbox-new = New:
people-inbox-open = Open
people-inbox-older = Older
notice-other = Something concerns you here.
done-signed-up = Your account is ready, and you are signed in.
done-signed-in = You are signed in.
done-signed-out = You are signed out.
done-phrase = Your new phrase holds from now on. All other browsers and programs were signed out.
done-language = The language was changed.
done-session-ended = Signed out there.
done-token-ended = The token has ended.
done-inbox-read = All is marked as read.

## plan

plan-title = The plan that the gates look at
plan-lead = Answer as things are, not as they should be. Every answer opens or shuts a gate, and others review the plan.
plan-organise = The plan
plan-none-yet = There is no plan. Write one if your coalition wants to know what the gates say.
plan-write = Write a plan
plan-change = Change the plan
plan-remove = Take the plan out
plan-others = You wrote this plan or a change to it. Others have to review it.
plan-review = Review the plan
plan-review-lead = You did not write it, so you can review it. The log shows that you did. If the plan changes, its reviews are gone.
plan-part-country = The law of the country
plan-part-ethics = Whether it is right
plan-part-alternative = What a strike would do instead
plan-ask-country = Have you checked, or had checked, that the law of this country allows it?
plan-ask-ethics = Have you weighed who could be hurt, and do you agree?
plan-ask-alternative = Have you looked at what a strike or an objection would do instead?
plan-nothing = None of what is asked
plan-agree = I have, and I stand by it
plan-reviewed = This part was reviewed.
plan-take-back = Take the review back
plan-open = Can people strike or object?
plan-open-yes = Yes, a strike or an objection is open to them
plan-open-no = No, neither is open to them
plan-share = Its effect, of 100
plan-share-hint = What a strike would do, if poison did 100, by a forecast. Empty if there is none.
plan-from = First day
plan-hint-from = The day on which it would begin.
plan-until = Last day
plan-hint-until = It ends by itself then, at most 30 days later.
plan-enough = From which share a strike comes first, of 100
plan-hint-enough = If a strike does as much of the effect, the gate sends people there.
plan-country = Country
plan-hint-country = Of the people who would take part: a code such as nl.
plan-data-own-traces = Traces that one’s own behaviour leaves
plan-data-own-unpublished-works = One’s own works before they are published
plan-data-health = Health
plan-data-finance = Money and credit
plan-data-insurance = Insurance
plan-data-employment = Records of employment
plan-data-school = School
plan-data-government = A census or another form of a government
plan-data-biometric = Faces, fingerprints and the like
plan-data-emergency = Emergencies
plan-data-elections = Elections
plan-data-safety = What people’s safety hangs on
plan-data-children = Children
plan-data-other = Anything else
plan-is-states-fact = It tells someone something as a fact
plan-is-signed = It is on a form that is signed
plan-is-warranted = People have warranted that the data are right
plan-is-terms-shown = People are shown the operator’s terms on automation and false data
plan-is-paid = The data are paid work
plan-is-own-account = Each person uses their own account
plan-is-own-device = Each person uses their own device
plan-is-automated = A program acts in people’s place
plan-is-several-accounts = One person uses several accounts
plan-is-faster-than-human = It goes faster than a person could
plan-is-billed = Advertisers or others would be billed
plan-is-safety = Other people’s safety would suffer
plan-is-commons = The target is a commons: an encyclopedia, a map, answers on health
plan-is-stop-published = It is published on which condition it stops
plan-is-spares-compliant = An operator that meets the demand is spared
gates-simulated = What the simulation says
gates-simulate = Compute the simulation
gates-falls-to = Once it is filtered out, this is what is left of it:
done-simulation-asked = The engine computes it. This page shows it as soon as it is there.
did-review-plan = Reviewed the plan that the gates before poison look at
problem-plan-data = Choose what the data are.
problem-plan-share = Give a number from 0 to 100.
problem-plan-part = Choose what you reviewed: the country, the ethics or the alternative.
problem-plan-own = You wrote this plan or a change to it. Ask someone else to review it.
problem-plan-none = There is no plan to review. Somebody has to write it first.
done-plan-written = The plan is written. Others have to review it.
done-plan-removed = The plan is gone.
done-plan-reviewed = It is noted, and the log shows that you did it.

## pledges

pledges-of = Campaign:
pledges-to-confirm = Read and confirm
pledges-change = Change or take back your pledge
pledges-how = Nobody learns of your pledge until enough others pledge too, and you agree again.
pledges-take-part = Take part
pledges-join-first = This campaign is for members of its coalition.
pledges-join = Look at the coalition
pledges-stand-pledged = You have pledged.
pledges-stand-noticed = Enough people have pledged.
pledges-stand-confirmed = You have confirmed.
pledges-stand-revealed = You take part and are shown.
pledges-next-pledged = Nobody is told. Once enough others have pledged, you get a notice and decide again.
pledges-next-noticed = You are not shown to anyone yet. Decide whether you want to be.
pledges-next-confirmed = You are not shown to anyone yet. When the time to confirm is over, we see whether enough people did.
pledges-next-revealed = Only those you chose can see your handle. You can take this back at any time.
pledges-asks = You take part
pledges-others-none = however many others do
pledges-others = if { $count } or more others do
pledges-audience = You agree to be shown to
pledges-audience-ask = If it comes to it, to whom may your handle be shown?
pledges-audience-counsel = A person of trust
pledges-audience-hint-counsel = Only the person whom the campaign names, such as a lawyer.
pledges-audience-organisers = Organisers
pledges-audience-hint-organisers = The organisers and stewards of the coalition, and the person of trust if there is one.
pledges-audience-participants = All who take part
pledges-audience-hint-participants = Everyone who is shown in this campaign, and its organisers.
pledges-audience-public = Everyone
pledges-audience-hint-public = Anyone who opens the page of this campaign, also the operator.
pledges-until = You can confirm until
pledges-uncounted = Your pledge does not count for the size yet, because too little is known of you. A steward can vouch for you. Then it counts by itself.
pledges-lead = Nobody is shown unless { $threshold } people whose pledges count confirm.
pledges-send = Pledge
pledges-send-change = Change the pledge
pledges-then = What happens next
pledges-then-private = Your pledge stays private. Nobody can look it up, and sizes are only published once in a while.
pledges-then-notice = Once enough people are bound, you get a private notice.
pledges-then-confirm = You have at least seven days to confirm. If you do nothing, your pledge ends and nobody learns of it.
pledges-then-shown = Only if enough people confirm are those who did shown, each only to whom they chose.
pledges-leave = Leaving
pledges-leave-hint = You can take your pledge back at any time. Nothing of it stays here.
pledges-withdraw = Take the pledge back
pledges-title = Your pledge
pledges-confirm-title = Confirm your pledge
pledges-confirm-lead = Enough people have pledged. Do you want to take part and be shown?
pledges-confirm-then = If { $threshold } people whose pledges count confirm, all who confirmed are shown, each only to whom they chose.
pledges-confirm-not = If you do not confirm, your pledge ends and nobody learns of it. To be shown to someone else, change your pledge.
pledges-confirm-agree = I agree to be shown as it says here.
pledges-confirm = Confirm
pledges-people-title = Who takes part
pledges-people-counsel = You see everyone who is shown, because the campaign names you as a person of trust. Keep it to yourself.
pledges-people-organisers = You see those who agreed to be shown to organisers. Keep it to yourself.
pledges-people-participants = You see those who agreed to be shown to all who take part. Keep it to yourself.
pledges-people-public = These people agreed to be shown to everyone.
pledges-people-size = People who are shown to anyone: { $size }, as of
pledges-people-none = There is nobody here whom you may see.
pledges-people-more = Next people
problem-pledge-not-open = This campaign takes no pledges now. Nothing was changed.
problem-pledge-none = You have no pledge in this campaign.
problem-pledge-off-grid = Choose one of the sizes in the list.
problem-pledge-no-notice = There is nothing to confirm now. You get a notice once enough people have pledged.
problem-pledge-shown = You are shown already. To change something, take your pledge back first.
problem-pledge-members = Only members of the coalition can do this. Join it first.
problem-pledge-no-counsel = This campaign names no person of trust. Choose another answer.
problem-pledge-audience = Choose to whom you may be shown.
problem-pledge-agree = Tick the box if you agree to be shown.
done-pledged = Your pledge is kept. Nobody is told.
done-withdrawn = Your pledge is gone.
done-confirmed = Your confirmation is kept. Nobody is shown yet.
notice-pledge-confirm = Enough people have pledged in “{ $campaign }”. Decide whether you want to be shown. You have at least seven days.
notice-pledge-lapsed = You did not confirm in “{ $campaign }”, so your pledge has ended. Nobody learned of it. You can pledge again.
notice-pledge-shown = Enough people confirmed in “{ $campaign }”. You are now shown to those you chose.
notice-pledge-waits = Too few people confirmed in “{ $campaign }”. Nobody new is shown. Your pledge goes on.
notice-pledge-ended = “{ $campaign }” has ended. You were not shown to anyone, and your pledge is removed.

## poll

poll-title = What people join for
poll-lead = How people's memberships spread over visions. Everyone counts once, however many coalitions they are in.
poll-none = There is no poll yet. The first one is taken at midnight UTC.
poll-too-few-people = There is nothing to show yet. With fewer than 100 people, figures could tell of one person. Wait until more have joined.
poll-groups-too-small = There is nothing to show yet. A group would be so small that figures could tell of one person.
poll-empty = That is all we say of few people, to anyone. Look at the coalitions to see what they want.
poll-coalitions = See the coalitions
poll-finding = { $share } of all memberships are for: { $vision }
poll-share = { $vision }: { $share }.
poll-axis = Share of memberships. The line is the 95 % interval.
poll-before = Hollow dots: { $days ->
    [one] 1 day earlier.
   *[other] { $days } days earlier.
}
poll-caption = Among { $people } people or more. Who is in coalitions with several visions gives a part to each. Shares are rounded to { $steps } steps, so that they tell little of any one person.
poll-how-sure = The interval is for all who might join, as if members were drawn from them at random. How far they are from that, no interval says.
poll-table = Memberships by vision
poll-vision = Vision
poll-people = People, at least
poll-part = Share of memberships
poll-rest = All others together
poll-as-of = As of midnight UTC on
poll-trend = Since the day before
poll-grew = { $vision } grew by { $points }.
poll-shrank = { $vision } shrank by { $points }.
poll-same = No change can be told apart from chance.
poll-history = Day by day
poll-day = Day
poll-history-caption = Shares of memberships, as they were published

## push

problem-push-endpoint = This is no address of a public push service with HTTPS. Turn notices on from this page again.
problem-push-keys = These are not the keys of a browser. Turn notices on from this page again.
problem-push-many = You have { $most } devices already. Remove one first.
push-title = Notices on this device
push-lead = If you want, this browser tells you when something waits in your inbox. The message says only that.
push-through = It comes through a server of the browser's maker. That server cannot read it, but sees when it comes.
push-here = This browser tells you. When you sign out here, it stops.
push-on = Turn on in this browser
push-off = Turn off in this browser
push-scripts = A browser can tell you only if it runs scripts. Your inbox and mail work without.
push-unable = This browser cannot tell you. Your inbox and mail work all the same.
push-denied = The browser does not let this page tell you anything. You can change that in its settings.
push-failed = The browser does not reach its server for messages now. Try again later.
push-others = Your other devices
push-program = Added by a program
push-server = Through
push-remove = Remove
push-else = There is also another way:
push-message-title = Something waits for you
push-message = Open your inbox to see what it is.
done-push-on = This browser tells you from now on.
done-push-off = Nothing is sent there any more.

## receipts

# What everyone can see of receipts for donations.

receipts-title = Receipts for donations
receipts-lead = Whoever donates gets a signed receipt. Here is what anyone needs to check one without asking us.
receipts-key = The key
receipts-key-hint = Every receipt is signed with this public key. Write it down somewhere else, so that nobody can change it unseen.
receipts-roots = The roots of each day
receipts-roots-hint = All receipts of a day stand under one root, which is published once the day is over in UTC. Leaves of nobody hide how many there are.
receipts-none = No day is closed yet.
receipts-all = All of them, signed, for programs:
receipts-complete = Complete your receipt
receipts-complete-hint = Paste your receipt. You get it back with the proof that leads to the root of its day. If the donation was withdrawn, it says so too. We ask for nothing else, and you need no account.
receipts-complete-do = Get it with its proof
receipts-file = Your receipt
receipts-file-hint = The whole text of the file receipt.json.
problem-receipts-not-ours = This is no receipt of ours: { $why }
problem-receipts-put-back = This service was put back to { $day } from a backup. Your donation of { $given } came later and is not in it. Your receipt still proves that you gave it. To have it count, donate it again.
problem-receipts-not-here = Your donation of { $given } is not here any more, and it was not withdrawn. Your receipt still proves that you gave it. Ask whoever runs this service, or donate it again.

## sharing

# Ways to share money: the rule explorer.

sharing-title = Ways to share money
sharing-lead = Try a rule before you vote on one. Nothing here is paid, and nothing is kept of what you try.
sharing-on = On what?
sharing-on-values = what the group’s data add
sharing-on-example = three people: one who harms, one who does nothing, one who helps
sharing-rule = Rule
sharing-rule-equal = equal: everyone the same
sharing-rule-rank = rank: by the place in the order
sharing-rule-bins = bins: in equal steps
sharing-rule-positive = positive: the same for all who add something
sharing-rule-shift = shift: by value, counted from the lowest
sharing-rule-power = power: as shift, but people are nearer to each other
sharing-rule-softmax = softmax: something for all, and each step up multiplies it
sharing-rule-clip = clip: by value, nothing for those who harm
sharing-rule-abs = abs: by size, harm paid like help
sharing-public-good = Kept for what all use, in per cent
sharing-gini = Gini index to reach
sharing-gini-hint = From 0, all alike, to below 1. Equal pay is mixed in until it is reached. Leave it empty for none.
sharing-floor = The least that anyone gets
sharing-cap = The most that anyone gets
sharing-empty-hint = Leave it empty for none.
sharing-budget = What there is to share
sharing-currency = Currency
sharing-look = Look
sharing-example = This is the smallest example: the values are −1, 0 and 1.
sharing-stand = It is reckoned for { $people } people, the published size of those whose data were valued. Nobody can be picked out.
sharing-stand-many = It is reckoned for { $people } people, for whom { $standing } stand here. Nobody can be picked out.
sharing-steps = What each gets, in { $currency }
sharing-head-people = people
sharing-head-value = value
sharing-head-each = each gets
sharing-unequal = How unequal that is
sharing-properties = What this keeps and breaks
sharing-compared = Every rule side by side
sharing-next = What comes next
sharing-next-lead = If a rule seems right to you, put it to the vote. Only what the group decides holds.
sharing-at = The highest dividend is { $most }, the middle one { $middle }, the lowest { $least }.
sharing-at-gini = The Gini index is { $gini }. The tenth that gets most has { $top } of the money.
sharing-at-floors = The floor is more than there is to share.
sharing-at-caps = The cap leaves money that nobody may get.
sharing-at-wrong = Something typed above is no number.
sharing-minimum = The least that is paid out
sharing-minimum-hint = Less waits for the next time. Leave it empty for none.
sharing-rounding = Coins that cannot be split
sharing-rounding-largest-remainder = to the largest remainders
sharing-rounding-webster = by Webster’s method
sharing-rounding-cumulative = evened out over all rounds
sharing-none = none
sharing-settings = Settings of the rule
sharing-count = bins: number of steps
sharing-count-hint = 3 if you leave it empty.
sharing-first = bins: parts of the lowest step
sharing-first-hint = 0 if you leave it empty: the lowest step gets nothing. With 1 it gets something.
sharing-zero = positive: those at zero
sharing-zero-hint = Write 1 to pay them too. Empty or 0: they get nothing.
sharing-g = power: the power
sharing-g-hint = 0.5 if you leave it empty. Below 1 draws people together, above 1 apart.
sharing-t = softmax: the step
sharing-t-hint = 1 if you leave it empty. The larger it is, the more alike people are paid.
sharing-mad = softmax: unit of the step
sharing-mad-hint = Write 1 to count the step in usual distances between values. Empty or 0: in values.
sharing-mixture = A second rule, and equal pay
sharing-mixed = Second rule
sharing-mixed-part = Its part of the money, in per cent
sharing-mixed-part-hint = 50 if you leave it empty.
sharing-equal = The same for everyone, in per cent
sharing-people = Who shares, and who is paid as one
sharing-everyone = All members share
sharing-everyone-hint = Those whose data were not valued count as people whose data add nothing.
sharing-pool = Paid as one
sharing-pool-none = nobody: each person alone
sharing-pool-household = households, which members make themselves
sharing-pool-group = groups, which stewards write down
sharing-inside = Rule among those who are paid as one
sharing-base = What of a value counts
sharing-base-value = the estimate
sharing-base-low = the lower end of its interval
sharing-pool-example = In the example each person stands alone.
sharing-pool-stand = Who is paid as one stands here as when the values were last worked out. Within each household or group all get the same here, and sizes are rounded.
sharing-pool-no-households = Households cannot be shown here: too few were there, or changed, when the values were last worked out. Each person stands alone below.
sharing-pool-no-groups = Groups cannot be shown here: there were none, or too few are in one or in none, or changed. Each person stands alone below.
sharing-pools-alone = each alone
sharing-pools-household = { $pools ->
    [one] one household
   *[other] { $pools } households
}
sharing-pools-group = { $pools ->
    [one] one group
   *[other] { $pools } groups
}
sharing-paying = Paying: least amount, transfers, lots and coins
sharing-fee = What a transfer costs
sharing-fee-hint = It is set aside before money is shared. Leave it empty for nothing.
sharing-fee-cap = Most of the money for transfers, in per cent
sharing-fee-cap-hint = 100 if you leave it empty. If it is too little, the largest balances are paid first.
sharing-lottery = Prizes by lot
sharing-lottery-hint = So many equal prizes are drawn. Leave it empty to pay everyone.
sharing-head-expected = each can expect
sharing-at-lottery = { $prizes ->
    [one] One prize of { $prize } is drawn by lot.
   *[other] { $prizes } prizes of { $prize } each are drawn by lot.
}
sharing-at-expected = On average, the one with most can expect { $most }, the middle one { $middle }, the last { $least }.
sharing-put = Put these rules to the vote
sharing-put-lead = If this passes, these rules hold at once. Money is shared by them and by no others.
sharing-put-rules = What you put to the vote
sharing-put-file = The same as a file for programs
sharing-money = { $amount } { $currency }
sharing-says-rule = One rule counts: { $rule }.
sharing-says-part = { $share } of the money goes by this rule: { $rule }.
sharing-says-settings = Settings of the rule { $rule }:
sharing-says-low = What counts is the least that each adds: the lower end of the interval.
sharing-says-everyone = All members share. Those whose data were not valued count as people whose data add nothing.
sharing-says-household = Each household is paid as one. Members make households themselves.
sharing-says-group = Each group is paid as one. Stewards write down who is in which.
sharing-says-inside = Among those who are paid as one, this rule counts: { $rule }.
sharing-says-fee = { $money } is set aside for each transfer, at most { $share } of the money. The largest balances are paid first.
sharing-says-equal = { $share } of the money is for everyone alike.
sharing-says-gini = Equal pay is mixed in until the Gini index is { $gini }.
sharing-says-lottery = { $prizes } equal prizes are drawn by lot. Who has a larger share wins more often.
sharing-says-public-good = { $share } is kept for what all use.
sharing-says-floor = Nobody gets less than { $money }.
sharing-says-cap = Nobody gets more than { $money }.
sharing-says-minimum = Less than { $money } is not paid out. It waits for the next time.
sharing-says-largest-remainder = Coins that cannot be split go to the largest remainders.
sharing-says-webster = Coins that cannot be split are given by Webster’s method: with more money nobody gets less.
sharing-says-cumulative = Coins that cannot be split are evened out over all rounds.
sharing-beside = What these rules would do
sharing-beside-values = It is reckoned on what the data of your group add. Nobody can be picked out.
sharing-beside-none = These rules cannot share out any budget we tried. They may ask for too much, or leave money over.
sharing-beside-each = What each gets, in { $currency }
sharing-beside-then = What the proposed rules keep and break
sharing-beside-now = What the present rules keep and break
sharing-head-index = measure
sharing-index-gini = Gini index: 0 all alike, near 1 one has all
sharing-index-theil = Theil index
sharing-index-top-tenth = part of the tenth that gets most
sharing-index-none = not defined

rounds-title = Rounds of dividends
rounds-lead = Here money is shared by the rules that the group decided on. Two stewards agree before anything is booked.
rounds-chain = The rules that hold
rounds-new = Share out money
rounds-new-lead = Say how much there is and for which time. Then you see what each would get. Nothing is booked yet.
rounds-period = For which time?
rounds-period-hint = A few words that all members read, such as “May 2026”.
rounds-work-out = Work it out
rounds-all = All rounds
rounds-none = No money was shared out yet.
rounds-waits = It waits for a second steward.
rounds-about = In all, it is { $money }.
rounds-theirs = It was shared out. Everyone sees their own part alone:
rounds-waiting = { $money } waits for a second steward. Nothing is booked yet.
rounds-confirm = Share it out
rounds-confirm-hint = If you agree, everyone’s part is theirs from now on. Look at the rules and at who gets how much first.
rounds-take-back = Do not share it out
rounds-other = You worked it out, so another steward has to agree.
rounds-money = The money
rounds-money-table = Who worked it out, and who agreed
rounds-day = Worked out
rounds-for-members = For members
rounds-kept = Kept for all
rounds-fees = For transfers
rounds-within = between
rounds-limits = An amount comes from estimates. “Between” is the 95 % interval that these leave it.
rounds-state = State
rounds-state-waiting = waits
rounds-state-booked = shared out
rounds-state-reversed = taken back
rounds-by = By
rounds-confirmed = Confirmed by
rounds-rules = The rules
rounds-charter = These rules are in version { $version } of the charter.
rounds-spread = Who gets how much
rounds-steps = People stand in steps, so that nobody can be picked out. Each step stands with its mean.
rounds-gini = The Gini index of the dividends is { $gini }; 0 means all alike.
rounds-stewards = For stewards
rounds-more = Share out more
rounds-more-hint = If more money comes for the same time, it can be shared by the same parts. Another steward agrees to it too.
rounds-reverse = Take the last money back
rounds-reverse-hint = As long as nobody was paid, the last money can be taken back. Both entries stay in the ledger.
mine-title = Your part of the money
mine-lead = Only you see this page. What you earned stays yours, also if you leave.
mine-none = You have earned nothing here yet.
mine-due = { $money } is due to you.
mine-listed = What stewards put on a list of payments already is not counted here.
mine-rounds = Where it comes from
mine-value = { $jobs ->
    [one] One job of yours added { $value } of 100 parts of the differences in pay, between { $low } and { $high }.
   *[other] Your { $jobs } jobs added { $value } of 100 parts of the differences in pay, between { $low } and { $high }.
}
mine-within = It comes from estimates. If these are as uncertain as their intervals say, it lies between { $low } and { $high }.
mine-value-none = Nothing is kept of what your data added. You had donated nothing that was valued, or erased it since.
mine-rules = The rules by which it was shared
mine-way = How you want to be paid
mine-way-lead = You need not say anything: then stewards pay you by your handle. What you write is locked, and only stewards see it in a list of payments.
mine-name = Name of the account’s holder
mine-name-hint = Only if you want to be paid by bank. The bank reads it, and never your handle.
mine-iban = IBAN
mine-iban-hint = The number of your bank account.
mine-other = Another way to pay you
mine-other-hint = In a few words, such as a number for mobile money.
mine-save = Save
mine-forget = Remove what I wrote
mine-leaving = If you leave
mine-leaving-hint = Say above how you want to be paid: you come back to this page by the same account. Stewards know you by this number then:
mine-deleting = If you delete your whole account here, you cannot come back to this page. Have yourself paid first.
payments-title = Payments
payments-lead = Here you draw up lists of what is due and get them as files. Nothing is paid by this service.
payments-due = What is due
payments-due-now = { $accounts ->
    [one] { $money } can be paid now, to one person.
   *[other] { $money } can be paid now, to { $accounts } people.
}
payments-due-waits = { $money } waits. It is too little, no transfer is paid for, or its owner left without saying how to pay.
payments-due-fees = The transfers cost { $money }, which was set aside.
payments-draw = Draw up a list
payments-lists = Lists that were drawn up
payments-none = There is no list yet.
payments-of = List { $number } of
payments-ledger = The ledger
payments-ledger-lead = Every coin leaves one account and enters another, so all accounts together are zero. Mistakes are put right by another entry.
payments-ledger-table = What each account holds now
payments-ledger-csv = The whole ledger as a table (CSV)
payments-account = Account
payments-account-budget = Money that came in, counted below zero
payments-account-members = Due to people
payments-account-public-good = Kept for all
payments-account-fees = Set aside for transfers
payments-account-bank = Paid out, or on lists of payments
payments-amount = Amount
payments-one = A list of payments
payments-sum = { $accounts ->
    [one] This list pays { $money } to one person.
   *[other] This list pays { $money } to { $accounts } people.
}
payments-private = Who gets how much is private. Keep these files safe, and delete them once all is paid.
payments-files = Files
payments-csv = The list as a table (CSV)
payments-csv-hint = The table names each handle with the amount, and how they want to be paid if they said.
payments-bank = An order for the bank
payments-bank-hint = Many banks take a file in the form pain.001. It pays those who gave a bank account. What you type here is kept nowhere.
payments-bank-get = Get the order (XML)
payments-without = { $count ->
    [one] One person gave no bank account. Pay them by the table.
   *[other] { $count } people gave no bank account. Pay them by the table.
}
payments-payer-name = Name of the account that pays
payments-payer-iban = Its IBAN
payments-payer-bic = Its bank (BIC), if your bank asks for it
payments-payer-on = Day on which to pay
payments-payer-purpose = What people read on their statements
payments-lines = Who is paid
payments-lines-table = The payments of this list
payments-who = Who
payments-left = left the group
payments-how = How
payments-by-bank = by bank
payments-by-list = by the table
payments-back-head = Came back?
payments-back = It came back
payments-is-back = It came back and is due again.
pools-title = Household and group
pools-lead = Some rules pay several people as one. Here you see with whom you are.
pools-holds-household = By the rules that hold, each household is paid as one.
pools-holds-group = By the rules that hold, each group is paid as one.
pools-holds-none = By the rules that hold, each person is paid alone. So nothing here changes what you get.
pools-household = Your household
pools-people = { $people ->
    [one] You are alone in it so far.
   *[other] It has { $people } members, with you.
}
pools-people-hint = Nobody sees who they are, and stewards do not see that there is one. If one is too many, leave and make another.
pools-alone = You are of no household, so you are paid alone.
pools-leave = Leave the household
pools-start = Make a household
pools-start-hint = You get a code. Tell it only to those with whom you want to be paid as one: they share your money.
pools-start-do = Make one
pools-join = Join a household
pools-join-do = Join
pools-code = Code
pools-code-hint = One of its members tells it to you.
pools-started = Your household
pools-once = This is the code of your household. It is shown only now.
pools-once-hint = Tell it to the others of your household, and to nobody else. You are in it already.
pools-group = Your group
pools-group-is = Stewards wrote down this group for you:
pools-group-none = Stewards wrote down no group for you.
pools-groups = Groups of members
pools-groups-lead = Some rules pay each group as one. Here you write down who is in which.
pools-groups-seen = Each member sees their own group. Stewards see all. That you changed it stands in the public log.
pools-table = Who is in which group
pools-table-hint = One member a line: the handle, a comma, the name of the group. Who is not listed is in none.
pools-groups-save = Save
good-title = Money of all
good-lead = What the rules keep for all is spent here. One steward asks, another agrees, and all members see for what.
good-there = What is there
good-there-table = Money by account
good-there-none = Nothing is kept for all at present.
good-spent = What it was spent on
good-spent-table = All that was asked for, newest first
good-spent-none = Nothing was spent yet.
good-purpose = What for
good-purpose-hint = A few words that all members read.
good-day = Asked for
good-by = Asked for by
good-to = It goes to
good-state-waiting = waits
good-state-booked = spent
good-state-reversed = came back
good-csv = All that was spent as a table (CSV)
good-ask = Spend some of it
good-ask-lead = Another steward has to agree. Nothing is booked before.
good-ask-do = Ask for it
good-source = From
good-name = Name of the account’s holder
good-name-hint = Only stewards see whom it goes to. Leave it empty if you pay by hand.
good-other = Another way to pay
good-money = It is { $money }.
good-waits = It waits for a second steward. Nothing is booked yet.
good-other-steward = You asked for it, so another steward has to agree where there is one.
good-agree = Spend it
good-take-back = Do not spend it
good-bank-hint = Many banks take a file in the form pain.001. What you type here is kept nowhere.
good-back-title = If it comes back
good-back-hint = If the money came back, write it down: then it is there again. Both entries stay in the ledger.
notice-spending-waits = Money of all is to be spent on “{ $purpose }”. It waits for a second steward.
notice-dividends-wait = Dividends for “{ $period }” wait for a second steward.
notice-dividends-shared = Money was shared out: “{ $period }”. See your own part.
did-work-out-dividends = Worked out dividends
did-share-out-dividends = Agreed to share out dividends
did-take-back-dividends = Took back dividends that waited
did-reverse-dividends = Took back dividends by a counter-entry
did-draw-up-payments = Drew up a list of payments
did-ask-to-spend = Asked to spend money of all
did-agree-to-spend = Agreed to spend money of all
did-take-back-spending = Took back what was asked for
did-spending-came-back = Wrote down that spent money came back
did-write-groups = Wrote down who is in which group
did-payment-came-back = Wrote down that a payment came back
log-of-money = Money
done-round-made = It is worked out and waits for a second steward.
done-round-confirmed = It is shared out. All members were told.
done-round-taken-back = It was taken back. Nothing was booked.
done-round-reversed = It was taken back. Both entries stay in the ledger.
done-way-saved = It is saved.
done-way-forgotten = It was removed.
done-payments-drawn = The list is drawn up. Its files are below.
done-household-joined = You are in the household now.
done-household-left = You are of no household now.
done-groups-written = It is saved.
done-spending-asked = It waits for a second steward.
done-spending-booked = It is booked.
done-spending-back = It is there again. Both entries stay in the ledger.
done-payment-back = It is due again.

problem-sharing-currency = This is no currency. Write three letters, such as EUR or USD.
problem-sharing-budget = This is no amount to share. Write one above nothing, without marks for thousands, such as 1000 or 1000.50.
problem-sharing-number = This is no number. Write one such as 0.2, or leave it empty.
problem-sharing-amount = This is no amount in the currency. Write one such as 5.00, or leave it empty.
problem-sharing-part = This is too much or too little. For per cent write 0 to below 100, for the index 0 to below 1.
problem-sharing-rule = There is no such rule. Choose one from the list.
problem-sharing-cap = The cap is below the floor. Raise it, or lower the floor.
problem-sharing-floors = With this floor, { $short } is missing. Lower the floor or raise the budget.
problem-sharing-caps = With this cap, { $left } is left that nobody may get. Raise the cap.
problem-sharing-on = Choose the values of the group or the example.
problem-sharing-rounding = There is no such way to give coins. Choose one from the list.
problem-sharing-chain = This is no chain of rules. Make one on the page where ways to share are tried.
problem-sharing-chain-here = People can be paid as one by “household” or by “group”. Choose one of the two.
problem-sharing-range = This setting goes from { $low } to { $high }. Write a number between, or leave it empty.
problem-sharing-whole = This takes a whole number. Write one such as 3, or leave it empty.
problem-rounds-currency = The rules that hold name amounts in another currency. Share out money in that one.
problem-sharing-mixed-part = Write a part above 0 and below 100, such as 30.
problem-sharing-fee = What is set aside for transfers leaves nothing to share, or is no amount. Lower it.
problem-sharing-lottery = Write a number of prizes from 1 to 10000, or leave it empty.
problem-sharing-budget-large = This is too much to even out over rounds. Write less, or choose another way to give coins.
problem-pools-code = There is no household with this code. Look at it again, or ask for it.
problem-pools-already = You are of a household already. Leave it before you make another.
problem-pools-changed = Somebody changed the groups since you opened this page. If you save once more, yours hold.
problem-pools-line = Line { $line } is no handle with a comma and a name of at least three letters.
problem-pools-handle = Line { $line } names nobody in this group. Look at the handle.
problem-pools-twice = Line { $line } names somebody again. Write each member once.
problem-good-amount = This is no amount to spend. Write one above nothing, without marks for thousands, such as 90 or 1090.50.
problem-good-source = Choose what it is spent from.
problem-good-less = Only { $there } is there. Ask for less.
problem-good-many = { $most } spendings wait already. Settle some first.
problem-good-twice = The same waits already. If you mean it twice, say so in what it is for.
problem-good-gone = There is less by now. Take this back and ask for less.
problem-good-no-bank = It goes to no bank account, or was not agreed to. Pay it by hand.
problem-sharing-setting = A rule has no such setting. Leave it out.
problem-sharing-conflict = Two parts of these rules exclude each other, such as a lottery and a floor. Leave one out.
problem-rounds-no-chain = The group has not decided by which rules money is shared. Put a chain of rules to the vote first.
problem-rounds-no-values = What members’ jobs add was not worked out yet. Ask an organiser to have it done.
problem-rounds-second = It takes two stewards. Take this back and let another work it out.
problem-rounds-waiting = Other money waits for a second steward already. Settle that first.
problem-rounds-other-chain = Other rules hold by now. Take this back and work it out anew.
problem-rounds-other-members = Somebody joined or left meanwhile. Work it out again.
problem-rounds-not-more = By these rules the parts hang on how much there is. Work out another round.
problem-rounds-booked = Nothing waits here any more.
problem-rounds-other-money = This changed since you looked at it. Look at the round again.
problem-rounds-paid = Some of it was paid already, or nothing was booked. Put it right in another round.
problem-payments-nobody = Nothing is due that could be paid now.
problem-payments-nobody-bank = Nobody on this list gave a bank account. Pay by the table.
problem-payments-back = It came back already, and is due again.
problem-payments-iban = This is no IBAN. Check its letters and digits.
problem-payments-bic = This is no bank. Write 8 or 11 letters and digits, such as DEUTDEFF500.
problem-payments-day = This is no day. Write one such as 2026-12-01.
problem-payments-name = Write 1 to 70 letters, without line breaks.

## shell

shell-skip = Skip to the text
shell-nav = Main
shell-you = You
shell-sign-in = Sign in
shell-language = English
problem-title = That did not work
problem-title-missing = There is nothing here
problem-title-ours = Something broke on our side
problem-home = Go to the first page
problem-missing = There is nothing here, or it is not yours to see. Check the address.
problem-sign-in-first = Sign in first.
problem-token = This token is not valid. It may have ended. Make a new one.
problem-scope = This token may not do that. It needs the scope "{ $scope }".
problem-taken = This { $what } is taken. Choose another.
problem-ours = Nothing was changed. Try again in a minute.
problem-not-our-form = This form did not come from our page, or you signed in again since. Nothing was changed. Open the page again and repeat.
problem-unreadable = What was sent cannot be read. Open the page again and repeat.
problem-too-large = What was sent is too large.
problem-media-type = Send JSON, with the header "Content-Type: application/json".
problem-method = This address does not do that.
problem-syntax = { $why ->
    [end] This ends before the JSON does.
   *[other] This is not JSON.
} Line { $line }, column { $column }.
problem-shape = { $why ->
    [missing] The field “{ $field }” is missing.
    [unknown] The field “{ $field }” is not known here.
    [twice] The field “{ $field }” stands here twice.
    [variant] “{ $found }” is none of the words that can stand here: { $expected }.
    [kind] Found { $found ->
        [text] a text
        [number] a number
        [truth] true or false
        [nothing] nothing
        [list] a list
        [object] an object
       *[other] something else
    }, expected { $expected ->
        [text] a text
        [number] a number
        [truth] true or false
        [list] a list
        [object] an object
       *[other] something else
    }.
   *[other] This value cannot be taken here.
} Line { $line }, column { $column }{ $where ->
    [top] .
   *[other] , at “{ $path }”.
} The form is described in /api/v1/openapi.json.
shell-coalitions = Coalitions
shell-campaigns = Campaigns
shell-inbox = Inbox
shell-about = About Capstan
size-few = fewer than 10 people
size-at-least = { $count } people or more
date = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
problem-key = The header "Idempotency-Key" has 1 to { $most } characters.
problem-key-under-way = A request with this key is being worked on. Send it again in a minute.
problem-key-other = This key was used for another request. Take a new one.
problem-key-short = Where nobody is signed in, a key needs { $least } characters or more that nobody can guess. A UUID will do.
problem-key-unanswered = This was done, but its answer was lost. See how things stand before you send it anew.

## text

problem-text-too-short = This is too short: { $found } of at least { $min } characters.
problem-text-too-long = This has { $found } characters. At most { $max } fit. Shorten it.
problem-text-control = Character { $place } is a control sign. Remove it.
problem-text-direction = Character { $place } turns the direction of the text. Remove it.
problem-text-invisible = Character { $place } is one that nobody can see. Remove it.
problem-text-unassigned = Character { $place } has no agreed meaning. Remove it.
problem-text-marks = Character { $place } is one mark too many on a letter. Remove it.
problem-text-not-in-handle = Character { $place } cannot stand here. Use letters and digits, with - or _ inside.
problem-text-not-in-tag = Character { $place } cannot stand here. Use the letters a to z, digits, and - inside.
problem-text-scripts = This mixes letters of different scripts. Write it in one.
problem-too-many = These are too many. Keep at most { $most }.
problem-link-too-long = This link is too long. Use a shorter one.
problem-link-not-https = This link does not begin with https://. Copy it whole, or find a page that does.
problem-link-account = This link has an @ before its host, which hides where it leads. Remove that part.
problem-link-host = This link leads to no named host. Use one like https://example.org.
problem-link-character = This link holds a character that no link can hold. Remove it.

## valuations

# What data are worth: the pages of values.

valuations-title = What our data are worth
valuations-lead = Here the engine works out what each person’s data add to what the group can know.
valuations-none = Nothing was worked out yet.
valuations-new = Work out what data add
valuations-title-pay = What the jobs of { $platform } tell together
valuations-title-pay-any = What donated jobs tell together
valuations-title-people = What each person’s ratings add to { $model }
valuations-title-groups = What groups add to { $model }
valuations-stale = Donations changed since. These figures will be made again within about an hour.
valuations-withheld = Too few people came or went since these figures were last shown. The difference could tell of one of them. They come back once { $needed } have.
valuations-older = Some donations came since. They are counted once enough people have come or gone, so that nobody can be picked out.
valuations-job-waiting = The engine will begin soon.
valuations-job-running = The engine is at it.
valuations-job-done = It is done.
valuations-job-failed = It could not be made.
valuations-job-cancelled = It was stopped.
valuations-progress = How far the engine is
valuations-cancel = Stop
valuations-remove = Remove
valuations-worth-pay = Together, these jobs foretell { $value } of 100 parts of the differences in pay. The 95 % interval is { $low } to { $high }.
valuations-worth-nothing = We cannot tell whether these jobs say anything about the rule of pay.
valuations-worth-metric = With everyone’s data, { $metric } is { $value }.
valuations-worth-both = With everyone’s data, { $metric } is { $value }. Without these groups it is { $nobody }.
valuations-worth-undefined = With these data, { $metric } has no value.
valuations-made-up = These ratings are made up. They show how values look, not what real people add.
valuations-own = What your jobs add
valuations-own-value = { $jobs ->
    [one] Your one job adds { $value } of these 100 parts, between { $low } and { $high }.
   *[other] Your { $jobs } jobs add { $value } of these 100 parts, between { $low } and { $high }.
}
valuations-own-zero = We cannot tell this from nothing.
valuations-own-none = None of your jobs are in it. Jobs you donate are counted if you agree to figures of the group.
valuations-own-only = Only you see this. It is locked with a key of your own.
valuations-band-more = It is more than the average of the group.
valuations-band-alike = We cannot tell it from the average of the group.
valuations-band-less = It is less than the average of the group.
valuations-spread = How it is spread over people
valuations-spread-few = There are too few people to show how values are spread, or one of them weighs too much.
valuations-hidden = { $count ->
    [one] One group is too small to be shown.
   *[other] { $count } groups are too small to be shown.
}
valuations-share = Try ways to share money
valuations-unit-pay = parts of 100 of the differences in pay
valuations-unit-metric = change in { $metric }
valuations-step = about { $share } of the people
valuations-group = { $name } ({ $people } people or more)
valuations-figure-people = From { $low } to { $high }: the lowest and highest step
valuations-figure-groups = { $name } adds most
valuations-figure-about = Each dot is the mean of a step of people, so that nobody can be picked out. The line is the mean of their 95 % intervals.
valuations-figure-groups-about = Each dot is a group, its line the 95 % interval. A hollow dot cannot be told from nothing.
valuations-head-who = who
valuations-made = How it was made
valuations-model = Model
valuations-features = What it knows of a job
valuations-feature-order_total = what the customer paid
valuations-feature-distance = the distance
valuations-feature-on_job = the time on the job
valuations-feature-en_route = the time on the way
valuations-feature-waiting = the time of waiting
valuations-method = Method
valuations-records = Jobs or ratings
valuations-subsets = Subsets it learned from
valuations-seed = Seed
valuations-day = Day
valuations-not = What this is not
valuations-not-wage = It is no wage and no grade. It says what data add to what the group can know.
valuations-not-alike = Jobs like many others add little, however hard the work was.
valuations-not-other = It is about this model and these data. Others give other numbers.
valuations-not-paid = Nobody is paid by it before the group decides on a rule.
valuations-game = What is it about?
valuations-game-pay = Donated jobs
valuations-game-pay-hint = What each member’s jobs add to foretelling how a platform pays.
valuations-game-ratings = Ratings
valuations-game-ratings-hint = What people or groups add to a recommender that learns from their ratings.
valuations-platform = Platform
valuations-platform-hint = Leave it empty for the one most members donated jobs of.
valuations-which = Which ratings?
valuations-data-sample = the ratings that come with Capstan (made up)
valuations-metric = Metric
valuations-unit = Whose data?
valuations-unit-groups = Groups
valuations-unit-groups-hint = Each group’s together. Groups that are too small are not shown.
valuations-unit-people = Each person
valuations-unit-people-hint = Only how values are spread is shown, never whose they are.
valuations-groups = Groups, one a line
valuations-groups-hint = A name, a colon and a condition, such as “busy: top 20% by ratings”. A union stands in brackets after the name.
valuations-table = Or a table of groups
valuations-table-hint = A CSV file with the columns id and group. A person may be in several groups. It is locked, and removed once it was used.
valuations-learner-ridge = ridge regression
valuations-learner-knn = nearest neighbours
valuations-method-loo = what is lost when one leaves
valuations-method-shapley = Shapley: the mean over all orders of coming
valuations-method-owen = Owen: as Shapley, where unions come together
valuations-send = Begin

problem-valuations-model = There is no such model. Choose one from the list.
problem-valuations-metric = There is no such metric. Choose one from the list.
problem-valuations-no-metric = This model has no such metric. Choose ndcg@10, or a model that predicts ratings.
problem-valuations-method = There is no such method. Choose one from the list.
problem-valuations-unions = For Owen values, name a union in brackets after a group, such as “busy (all): top 20% by ratings”.
problem-valuations-group = Line { $line } is no group. Write a name of 3 letters or more, a colon and a condition. Use each name once.
problem-valuations-groups = Write at least one group and at most { $most }, each in a line of its own.
problem-valuations-both = Write groups or send a table, not both.
problem-valuations-table-large = This table is larger than one megabyte. Send a smaller one.
problem-valuations-table-id = Line { $line } of the table names somebody who is not in these ratings. Correct the id or remove the line.
problem-valuations-table-name = Line { $line } of the table names no group. Name one or remove the line.
problem-valuations-table-union = Line { $line } of the table puts a group into a second union. Leave it in one.
problem-valuations-table = This is no table of groups. It takes a header with id and group, and a line for each person in a group.
problem-valuations-nobody = Nobody in these ratings is in the group “{ $name }”. Change its condition.
problem-valuations-undefined = The metric has no value for some subset. Choose another metric.
problem-valuations-too-much = This is too much to work out here. Choose fewer groups or another method.
problem-valuations-many-people = Each of more than { $most } people is too much to work out here. Ask about groups.
problem-valuations-few = It takes { $needed } members with jobs of one platform, who agree to figures of the group.
problem-valuations-bare = The jobs tell nothing but their pay. It takes what customers paid, distances or times.
problem-valuations-untestable = There are too few jobs to test on, or all were paid the same.
problem-valuations-gone = What was to be worked out is not there any more.
problem-valuations-too-many = There are { $most } already. Remove one first.
problem-valuations-busy = { $most } wait for the engine already. Wait until one is done, or stop one.
done-valuation-asked = The engine will begin soon.
done-valuation-cancelled = It was stopped.
done-valuation-removed = It was removed, with what each member saw of their own.
did-values-data = Had the worth of data worked out
did-removed-values = Removed what was worked out about data

## visions

vision-fair-pay = Fair pay for data work
vision-open-algorithms = Pay and ratings one can check
vision-safe-work = Safe work, decent hours
vision-creators = Rights of people who make things
vision-privacy = Privacy
vision-health = Better health research
vision-rare-diseases = Research on rare diseases
vision-climate = Climate and environment
vision-education = Education
vision-open-knowledge = Knowledge that is open to all
vision-public-interest-ai = Machine learning in the public interest
vision-languages = Languages with few speakers
vision-equality = Against discrimination
vision-consumers = Fair prices and contracts
vision-local = Our town or region
vision-safer-platforms = Safer platforms
