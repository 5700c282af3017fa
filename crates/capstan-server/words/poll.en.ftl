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
