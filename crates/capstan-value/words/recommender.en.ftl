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
value-drawn = { $draws ->
    [one] One was
   *[other] { $draws } were
} drawn, and each order also in reverse.
value-drawn-subsets = { $draws ->
    [one] One subset was
   *[other] { $draws } subsets were
} drawn.
value-leverage-means = Leverage is what is lost when the group leaves. Alone is what it adds to nobody else.

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

# Pairs.
value-pair-allies = { $a } and { $b } are allies: each makes the other's data worth more.
value-pair-substitutes = { $a } and { $b } can stand in for each other: who loses one still has the other.
value-pair-unknown = { $count ->
    [one] For one pair we cannot tell.
   *[other] For { $count } pairs we cannot tell.
}
value-pair-none = There is no pair that works together in a way that we can tell.
value-bond-allies = allies
value-bond-substitutes = stand-ins
value-bond-unknown = we cannot tell

# Tables and figures.
value-table-groups = What each group adds to { $metric }, { $unit }, with 95 % intervals
value-table-alone = Leaving and standing alone: { $metric } for everyone, { $unit }, with 95 % intervals
value-table-pairs = What two groups are to each other: { $metric } for everyone, { $unit }, with 95 % intervals
value-table-people = What people add to { $metric }, { $unit }: a share of them adds less than this
value-head-group = Group
value-head-people = People
value-head-leverage = Leverage
value-head-alone = Alone
value-head-pair = Pair
value-head-interaction = Together
value-head-synergy = Synergy
value-head-bond = They are
value-head-share = Share
value-axis = What a group adds to { $metric } for { $view }, { $unit }
value-describe = { $who }: { $value }.
value-caption = Dots are estimates, lines are 95 % intervals. A hollow dot cannot be told from nothing.
value-pairs-means = Together is what two groups add beyond what each adds alone. Synergy is what is lost beyond that when both leave.

# Headings and how it was made.
value-section-figure = What each group adds
value-section-people = How it is spread over people
value-section-alone = Leaving and standing alone
value-section-pairs = Allies and stand-ins
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
