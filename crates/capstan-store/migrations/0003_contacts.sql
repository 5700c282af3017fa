-- How a person is told that something waits. `person` is the keyed tag that
-- also stands in `members`. `address` is sealed; `code` is a hash of the code
-- that was mailed, and empty once it came back.
CREATE TABLE contacts (
    person TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    lang TEXT NOT NULL,
    code TEXT NOT NULL,
    code_until BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    confirmed BIGINT NOT NULL,
    names BIGINT NOT NULL
);

-- Who has shown that they read mail at an address: `address` is a keyed tag,
-- so that one address is evidence for one person only.
CREATE TABLE mail_evidence (
    address TEXT PRIMARY KEY,
    person TEXT NOT NULL UNIQUE
);

-- Mail that is to be sent: at most one of a kind to a person. `about` is
-- sealed.
CREATE TABLE outbox (
    person TEXT NOT NULL REFERENCES contacts (person) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    due BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    PRIMARY KEY (person, kind)
);
CREATE INDEX outbox_due ON outbox (due);

-- `code` is a hash of the code in a link. `uses` is how many may still come.
CREATE TABLE invitations (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    code TEXT NOT NULL UNIQUE,
    uses BIGINT NOT NULL,
    made BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX invitations_of ON invitations (member);
