# The values of records, as a page and on a terminal.

records-title = { $above } of { $players } { $unit ->
    [owner] owners
   *[record] records
} { $above ->
    [one] helps
   *[other] help
}, and { $below } { $below ->
    [one] does
   *[other] do
} harm
records-title-open = What { $players } { $unit ->
    [owner] owners
   *[record] records
} add
records-lead = Of { $players } { $unit ->
    [owner] owners
   *[record] records
}, { $above } very likely { $above ->
    [one] helps
   *[other] help
} and { $below } very likely { $below ->
    [one] does
   *[other] do
} harm.
records-unclear = For { $unclear } of them we cannot tell: their interval includes zero.
records-sum = Together the values sum to { $sum }.
records-worth = With all of them the score is { $all }.
records-worth-both = With all of them the score is { $all }; with none it would be { $nobody }.
records-over-tests = The intervals say how much values would differ with other test examples.
records-over-samples = The intervals say how much values would differ with other draws. The test examples stay as they are.
records-halve-tests = About { $more } more test examples would halve the intervals.
records-halve-samples = About { $more } more evaluations would halve the intervals.
records-stopped-tolerance = Drawing stopped because every interval was narrow enough.
records-stopped-budget = Drawing stopped because the budget was spent.
records-bias = Walks ended early where little was left. So a value may be off by { $bias } beside its interval.
records-only-label = All records have the label "{ $label }". So values only say who is near, not who is right.
records-one-part = There is only one score to go by. So the intervals have no ends.
records-not-tried = Whether these values are of use was not tried. The option --check tries it.

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

records-use-good = Taking away the highest values hurts more than taking away as many at random
records-use-none = Taking away the highest values hurts no more than chance
records-use-x = Share taken away
records-use-y = Score of what is left
records-use-describe = With half taken away, the score is { $best } without the highest, { $worst } without the lowest, and { $random } at random.
records-use-caption = Models were trained again on what is left. The lines are labelled by what goes first.
records-use-best = highest first
records-use-worst = lowest first
records-use-random = at random
records-use-share = Share
records-use-wrong = Of { $made } labels that we made wrong, { $found } were among the { $made } lowest values. Chance finds about { $chance }.
records-use-lower = A wrong label had a lower value than a right one in { $lower } of pairs. Chance gives 50 %.
records-use-stable = Two independent halves agree on the order with a rank correlation of { $rho }. Chance gives about 0.

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
records-made-seed = Seed
records-made-again = To make it again
records-none-set = none
records-footer = Made by Capstan { $version } with seed { $seed }.
