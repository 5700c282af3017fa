-- The versions of a charter, as canonical JSON that names the one before.
CREATE TABLE charters (
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    hash TEXT NOT NULL,
    made BIGINT NOT NULL,
    PRIMARY KEY (coalition, number)
);

-- Which version of the charter a member agreed to.
CREATE TABLE consents (
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    hash TEXT NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (member, number)
);

-- Members whom one steward proposed as a steward; another confirms.
CREATE TABLE nominations (
    member TEXT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    proposer TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    made BIGINT NOT NULL
);
CREATE INDEX nominations_of ON nominations (coalition);

CREATE INDEX members_in ON members (coalition, role);
CREATE INDEX coalitions_published ON coalitions (size_at);

-- What was reported. `reporter` is a tag of the person and this very thing:
-- it keeps one person from reporting twice, and joins no two reports.
CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    about_kind TEXT NOT NULL,
    about_id TEXT NOT NULL,
    reporter TEXT NOT NULL,
    reason TEXT NOT NULL,
    made BIGINT NOT NULL,
    UNIQUE (about_kind, about_id, reporter)
);
CREATE INDEX reports_of ON reports (coalition, made);

-- What stewards decided about a post: 1 is hidden, 0 is kept.
CREATE TABLE rulings (
    about_kind TEXT NOT NULL,
    about_id TEXT NOT NULL,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    hidden BIGINT NOT NULL,
    reason TEXT NOT NULL,
    made BIGINT NOT NULL,
    PRIMARY KEY (about_kind, about_id)
);

-- What those who are named in a post say to it. `shown` is 0 until a steward
-- accepts it.
CREATE TABLE replies (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    about_kind TEXT NOT NULL,
    about_id TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    made BIGINT NOT NULL,
    shown BIGINT NOT NULL
);
CREATE INDEX replies_to ON replies (about_kind, about_id);
CREATE INDEX replies_of ON replies (coalition, shown, made);

-- What can be found, for the index in memory. `version` is that of the
-- directory when the entry last changed, the largest there is; an entry that is gone stays as a row
-- without texts, so that whoever looks for what changed sees it.
CREATE TABLE directory (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    coalition TEXT NOT NULL,
    path TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    visions TEXT NOT NULL,
    system TEXT NOT NULL,
    operator TEXT NOT NULL,
    place TEXT NOT NULL,
    languages TEXT NOT NULL,
    size BIGINT NOT NULL,
    made BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX directory_changed ON directory (version);
CREATE INDEX directory_of ON directory (coalition);
