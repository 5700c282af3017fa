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
average-job = That is { $amount } a job: { $range }.
average-of-cut = Those who were cut lost { $amount } on average: { $range }.
range-between = between { $low } and { $high }
direction-of-all = If none or all of the others were cut, it is between { $low } and { $high } of all { $n } workers.

# The figures.
figure-verdicts = { $cut } workers were clearly cut, { $gain } clearly gained
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
choice-cap = no worker weighs more than { $value }
choice-doubted-yes = with jobs whose parts do not add up
choice-doubted-no = without jobs whose parts do not add up
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
not-shown = Not shown: { $what }, because it is { $why }.
shown-headline = all about the counted workers
shown-of-pay = the average over all jobs
shown-tips = tips
shown-hourly = pay by the hour
shown-take = what the platform kept
shown-changed = when the rule changed

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
false-lead = If { $share } of the workers here were made up, the share paid less of the others would be between { $low } and { $high }.
false-turned = At least { $share } of the workers would have to be made up for the average worker's change to turn its sign.
false-caption = What false donors could have moved: the others' figures at the outside
head-false = Made up
head-low = Lowest
head-high = Highest
head-false-cut = Paid less, { $bound }
head-false-mean = Average worker, { $bound }

# When, tips, hours.
changed-on = Pay stopped following the rule on { $day }, at the latest on { $high } and at the earliest on { $low }.
changed-shares = Before, { $before } of the jobs followed it; since then, { $after }.
changed-none = No day is seen on which pay stopped following the rule.
tips-share = Tips are not part of any comparison here. They were { $share } of all pay: { $range }.
tips-used = Where customers tip one { $currency } more, base pay is lower by { $amount }: { $range }. Tips seem to be used to pay less.
tips-unused = Nothing shows that tips are used to pay less: with one { $currency } more of tip, base pay changes by { $range }.
hourly-caption = Pay by the hour in { $currency }, with 95 % intervals
hourly-lead = What an hour brings depends on what is counted. All ways are shown.
hourly-jobs = From { $jobs } jobs of { $workers } workers whose times are known. Hours in which jobs overlap count once.
hourly-cost = Costs of driving are taken as { $rate }.
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

# How pay is made now.
opacity-share = What is known of a job ({ $known }) leaves { $share } of pay unexplained: { $range }.
opacity-miss = For the middle job the best guess is { $amount } off. It was made for workers it had not seen.
found-rule = Of the simple rules looked at, one gives the pay of most jobs: { $formula }.
found-share = It gives { $share } of the jobs of other workers to within { $tolerance }: { $range }.
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
fold-variants = Every figure for every choice

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
made-workers = Workers
made-workers-of = { $all } in the data, { $with } with a job to count, { $counted } with { $min } or more
made-choices = Choices
made-choices-of = Cut means by more than { $margin }; pay follows the rule to within { $tolerance }; no worker weighs more than { $cap }.
made-intervals = Intervals
made-intervals-how = 95 %: Wilson for shares, and { $draws } bootstrap draws over workers for all else. Jobs of one worker are drawn together, since they are alike.
made-shrunk = After chance in each worker's own jobs is taken out, the share paid less is { $share }. The bootstrap's interval of the share is { $range }.
made-shrunk-only = After chance in each worker's own jobs is taken out, the share paid less is { $share }.
made-reweighted = Had people the sizes of jobs they had under the rule, all jobs together would be paid { $range } of the rule's pay more.
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
