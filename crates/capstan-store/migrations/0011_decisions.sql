-- What is put to the members of a coalition. `options`, `plan` (what follows
-- if it passes), `rule` and `result` are JSON; `result` is empty until voting
-- closes. Whoever joined after `opens` less `minimum_age` may not vote;
-- `electorate` counts the others as voting opens. `told` is the last member
-- who was told of the state, or `~` if all were.
CREATE TABLE proposals (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    author TEXT REFERENCES members (id) ON DELETE SET NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    options TEXT NOT NULL,
    plan TEXT NOT NULL,
    method TEXT NOT NULL,
    rule TEXT NOT NULL,
    minimum_age BIGINT NOT NULL,
    secret BIGINT NOT NULL,
    public BIGINT NOT NULL,
    opens BIGINT NOT NULL,
    closes BIGINT NOT NULL,
    state TEXT NOT NULL,
    electorate BIGINT NOT NULL,
    unusual BIGINT NOT NULL,
    result TEXT NOT NULL,
    told TEXT NOT NULL
);
CREATE INDEX proposals_of ON proposals (coalition, id);
CREATE INDEX proposals_by ON proposals (author);
CREATE INDEX proposals_opening ON proposals (opens) WHERE state = 'waiting';
CREATE INDEX proposals_closing ON proposals (closes) WHERE state = 'open';
CREATE INDEX proposals_telling ON proposals (id) WHERE told <> '~';

-- The members whom a proposal would make stewards.
CREATE TABLE nominees (
    proposal TEXT NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    PRIMARY KEY (proposal, member)
);
CREATE INDEX nominees_of ON nominees (member);

-- The ballots of open votes. `voter` is a keyed tag of the proposal and the
-- member, and `sealed` is locked and of one length: without the secret nobody
-- can tell who cast which, or what they say. The rows are gone when voting
-- closes. A row has no time.
CREATE TABLE ballots (
    proposal TEXT NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    voter TEXT NOT NULL,
    receipt TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (proposal, voter)
);

-- What is published of a closed vote: the record, and the receipts that were
-- counted, in the order of the alphabet (JSON).
CREATE TABLE records (
    proposal TEXT PRIMARY KEY REFERENCES proposals (id) ON DELETE CASCADE,
    record TEXT NOT NULL,
    receipts TEXT NOT NULL
);

-- Whose the ballots of an open vote are, by their tags in the record. Who
-- leaves takes their name off.
CREATE TABLE signed_ballots (
    proposal TEXT NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    PRIMARY KEY (proposal, tag)
);
CREATE INDEX signed_ballots_of ON signed_ballots (member);
