-- What a coalition asks of its pay. `ask` is JSON. `looked` is the version of
-- the donations that was looked at last, -1 before; `said` is why nothing new
-- is shown then, or ''.
CREATE TABLE audits (
    coalition TEXT PRIMARY KEY REFERENCES coalitions (id) ON DELETE CASCADE,
    ask TEXT NOT NULL,
    job TEXT NOT NULL,
    looked BIGINT NOT NULL,
    said TEXT NOT NULL
);

-- What was shown. The file is kept of the last only, and goes when something
-- it rests on is withdrawn. Who stood behind each figure stays, locked and
-- under keyed tags: a later audit could be subtracted from what was seen.
CREATE TABLE audit_releases (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    ask TEXT NOT NULL,
    -- Which jobs it looks at, whatever the rule.
    slice TEXT NOT NULL,
    version BIGINT NOT NULL,
    sealed_basis TEXT NOT NULL,
    sealed_stands TEXT NOT NULL,
    result TEXT NOT NULL,
    made BIGINT NOT NULL
);
CREATE INDEX audit_releases_of ON audit_releases (coalition, made);

-- Rules that a coalition added: files with their examples.
CREATE TABLE audit_rules (
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    made BIGINT NOT NULL,
    PRIMARY KEY (coalition, name)
);

-- What was spent of the privacy budget, as JSON, and the figures with noise
-- that were released last.
CREATE TABLE audit_ledgers (
    coalition TEXT PRIMARY KEY REFERENCES coalitions (id) ON DELETE CASCADE,
    ledger TEXT NOT NULL,
    figures TEXT NOT NULL,
    version BIGINT NOT NULL,
    sealed_basis TEXT NOT NULL,
    made BIGINT NOT NULL
);
