-- A person: nothing but what opens their account. `lookup` is a keyed tag of
-- the first words of their phrase, `phrase` an Argon2id hash of all of it.
CREATE TABLE people (
    id TEXT PRIMARY KEY,
    lookup TEXT NOT NULL UNIQUE,
    phrase TEXT NOT NULL,
    lang TEXT NOT NULL,
    joined_day BIGINT NOT NULL
);

-- `id` is a hash of the token in the browser's cookie.
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    started BIGINT NOT NULL,
    seen_day BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX sessions_of ON sessions (person);

-- Tokens of programs. `id` is a hash of the token.
CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    made BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX tokens_of ON tokens (person);

-- `charter` is JSON. `size` is the published, coarse size at `size_at`.
CREATE TABLE coalitions (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    summary TEXT NOT NULL,
    place TEXT NOT NULL,
    languages TEXT NOT NULL,
    contact TEXT NOT NULL,
    charter TEXT NOT NULL,
    charter_version BIGINT NOT NULL,
    made BIGINT NOT NULL,
    size BIGINT NOT NULL,
    size_at BIGINT NOT NULL
);

CREATE TABLE visions (
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (coalition, tag)
);

-- A person in one coalition. `person` is a keyed tag, not an id of `people`:
-- without the key nobody can tell which handles are one person's.
CREATE TABLE members (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    handle TEXT NOT NULL,
    handle_key TEXT NOT NULL,
    role TEXT NOT NULL,
    tier TEXT NOT NULL,
    joined BIGINT NOT NULL,
    seen_day BIGINT NOT NULL,
    UNIQUE (coalition, handle_key),
    UNIQUE (coalition, person)
);
CREATE INDEX members_of ON members (person);

-- What stewards did, chained by hashes.
CREATE TABLE log (
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    n BIGINT NOT NULL,
    entry TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (coalition, n)
);
