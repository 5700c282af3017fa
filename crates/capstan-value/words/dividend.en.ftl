# What the room of dividends says.

title = { $people ->
    [one] One member gets { $money } by { $rules }
   *[other] { $people } members share { $money } by { $rules }
}
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
made-intervals = For the intervals, each value was drawn again { $draws } times from around its own.
made-chain = The rules as a file:
made-verify = To compute it again:
made-footer = Capstan { $version }, seed { $seed }
