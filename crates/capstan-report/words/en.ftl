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
