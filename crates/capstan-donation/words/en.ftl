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
