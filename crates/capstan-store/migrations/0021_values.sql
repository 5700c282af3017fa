-- What the data of members, or of the people in a file of ratings, add. `ask`
-- is JSON: what was asked of the engine. `version` is that of the donations it
-- was made of, 0 where it was made of ratings. `result` is JSON and tells about
-- nobody alone; it is empty until it is made. `done` is when that was.
CREATE TABLE valuations (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    ask TEXT NOT NULL,
    ratings TEXT REFERENCES ratings (id) ON DELETE SET NULL,
    job TEXT NOT NULL,
    version BIGINT NOT NULL,
    result TEXT NOT NULL,
    made BIGINT NOT NULL,
    done BIGINT NOT NULL
);
CREATE INDEX valuations_of ON valuations (coalition, id);
CREATE INDEX valuations_ratings ON valuations (ratings);

-- What one member's own data add, locked with their key.
CREATE TABLE own_values (
    valuation TEXT NOT NULL REFERENCES valuations (id) ON DELETE CASCADE,
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    PRIMARY KEY (valuation, member)
);
CREATE INDEX own_values_of ON own_values (member);

-- Who stood behind figures of donated jobs that were shown, locked and under
-- keyed tags: later figures could be subtracted from what was seen.
CREATE TABLE value_shown (
    coalition TEXT PRIMARY KEY REFERENCES coalitions (id) ON DELETE CASCADE,
    sealed_book TEXT NOT NULL
);
