-- What members donated, locked with keys that are not here.

-- What someone agreed to: the text as it was shown to them, by its hash.
CREATE TABLE donation_consents (
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    version BIGINT NOT NULL,
    lang TEXT NOT NULL,
    hash TEXT NOT NULL,
    given BIGINT NOT NULL,
    PRIMARY KEY (member, purpose)
);

CREATE TABLE donations (
    id TEXT NOT NULL PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    -- 1 once the donor has looked at it and said that it is to be kept.
    kept BIGINT NOT NULL,
    made BIGINT NOT NULL,
    -- The hash of what is locked in body, which begins with a random number.
    hash TEXT NOT NULL,
    consent TEXT NOT NULL,
    body TEXT NOT NULL,
    -- The name of the locked picture, or ''.
    picture TEXT NOT NULL
);

CREATE INDEX donations_member ON donations (member, made);
CREATE INDEX donations_coalition ON donations (coalition, made);

-- Keyed hashes of the jobs in a donation, to find those that came twice.
CREATE TABLE donation_marks (
    donation TEXT NOT NULL REFERENCES donations (id) ON DELETE CASCADE,
    coalition TEXT NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (donation, mark)
);

CREATE INDEX donation_marks_mark ON donation_marks (coalition, mark);

-- That something was withdrawn: the hash that stands in its receipt.
CREATE TABLE tombstones (
    hash TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
