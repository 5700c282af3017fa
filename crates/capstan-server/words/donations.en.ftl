# Donations of pay.

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
donations-lead = Send screenshots of your pay, a statement, or an export of your platform. We read the amounts, and you decide what is kept.
donations-agree = What you agree to
donations-consent-own = Read what I send and keep it locked, so that I see my own figures.
donations-consent-figures = Count my jobs in the figures of the group. They are shown only where enough people take part.
donations-consent-picture = Keep my picture too. Without this, it is forgotten once it was read.
donations-free = You are free to refuse. It changes nothing else, and you can withdraw at any time.
donations-files = What you send
donations-file = Pictures or files
donations-file-hint = Screenshots, photographs, PDF, tables, or the archive that your platform gave you. At most 20 files, 32 MB in all.
donations-next = Next you see what was read. Nothing counts before you have looked at it.
donations-read = Read it
donations-by-hand = Or type a job by hand
donations-start-hint = A day such as 2026-08-24, or with the time: 2026-08-24T16:05.
donations-currency-hint = Three letters, such as USD or EUR.
donations-look = Look at what was read
donations-look-lead = Tick what is to be kept, and put right what was read wrongly. What you leave out is removed.
donations-job = Job { $job }
donations-known = You donated this job before.
donations-keep-job = Keep this job
donations-right = I looked: the numbers above are right
donations-sum-hint = What was read and what you put right are both kept, side by side.
donations-keep = Keep what is ticked
donations-one = Your donation
donations-kept-lead = This is all that is kept of it.
donations-jobs-kept = Jobs
donations-receipt = The receipt, as a file
donations-receipt-hint = It is signed and says nothing of your pay. “capstan verify” checks it without asking us.
donations-with-picture = The picture is kept, locked, beside it.
donations-no-picture = No picture is kept.
donations-withdraw = Withdraw it
donations-withdraw-hint = It is removed at once with its picture, and it stops counting. Nobody can bring it back.
donations-drop = Do not keep it
donations-drop-hint = Everything that was read is removed at once.
donations-gone = Withdrawn
donations-gone-lead = Your donation is gone.
donations-gone-proof = This signed statement says so. It is shown this once, and “capstan verify” checks it.

donations-safety = Who can read it
donations-safety-locked = What you donate is locked with a key of your own before it is written down.
donations-safety-running = The running service holds that key, to show you your figures and to count the group's. Whoever controls its machine could read it.
donations-safety-key = The keys lie beside the database, never in it. With your last donation your key is destroyed.
donations-safety-backup = Backups hold no keys. What you withdraw cannot be read from them any more.
donations-safety-group = Organisers and stewards see figures of the group only, never your jobs.

donations-field-platform = Platform
donations-field-start = When
donations-field-base = Pay
donations-field-promotion = Promotion
donations-field-tip = Tip
donations-field-total = Total
donations-field-order-total = The customer paid
donations-field-currency = Currency

donations-flag-not-found = This was not found. Type it if it is there.
donations-flag-looks-differ = Two readings differ. Is it right?
donations-flag-unsure = This was hard to read. Is it right?
donations-flag-no-year = The picture says no year. Type the whole day.
donations-flag-sum = Pay, promotion and tip do not add up to the total. Is it right?
donations-flag-negative = It is below zero. Is it right?
donations-flag-ends-first = It ends before it begins. Is it right?
donations-flag-span = It takes more than a day. Is it right?

problem-donations-no-consent = Nothing is taken in unless you agree that it is read and kept for you.
problem-donations-no-file = No file came. Choose one and send it again.
problem-donations-too-many-files = These are too many files. Send at most { $most } at a time.
problem-donations-no-job = No job was found in it. Send a picture in which the amounts can be read, or type the job.
problem-donations-too-many-jobs = There are { $found } jobs in it. Send at most { $most } at a time.
problem-donations-file = A file cannot be read. { $why }
problem-donations-no-program = Pictures and documents cannot be read here at the moment. Type the job, or try later.
problem-donations-field = { $why }
problem-donations-no-amount = Type at least one amount.
problem-donations-kept = This donation is kept already. Withdraw it to send it anew.
problem-donations-no-such-job = There is no such job in this donation.
problem-donations-no-such-field = There is no such field to put right.
problem-donations-correction = Job { $job }: { $why }
problem-donations-nothing-kept = Nothing is ticked. Tick what is to be kept, or do not keep it at all.
problem-donations-lang = The language is not known. Expected en or es.

done-donation-kept = It is kept. Here is your receipt.
done-donation-dropped = It was not kept. Everything of it is removed.
