-- What is known of a member beside the word of stewards, where `tier` holds what is
-- known by it too.
ALTER TABLE members ADD COLUMN beside TEXT NOT NULL DEFAULT 'none';

-- What a member asks the stewards to vouch for or to check. `note` is sealed.
-- The row goes with the answer, and after `until`.
CREATE TABLE evidence_asked (
    member TEXT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    word TEXT NOT NULL,
    note TEXT NOT NULL,
    made BIGINT NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX evidence_asked_in ON evidence_asked (coalition, made);
CREATE INDEX evidence_asked_until ON evidence_asked (until);

-- What a steward said of a member, and nothing of what it was said by. `hash`
-- is a tag of the steward and the member: each steward is counted once, and
-- leaves no name. `needed` is how many words it took when this one was given.
CREATE TABLE evidence (
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    word TEXT NOT NULL,
    hash TEXT NOT NULL,
    needed BIGINT NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (member, word, hash)
);
