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
