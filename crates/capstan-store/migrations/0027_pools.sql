-- Who is paid as one with whom. A household is known by a keyed tag of its
-- code, which its members tell each other; a group by the name that stewards
-- gave it.
CREATE TABLE households (
    member TEXT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    hash TEXT NOT NULL
);
CREATE INDEX households_of ON households (hash);
CREATE TABLE member_groups (
    member TEXT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    name TEXT NOT NULL
);

-- What of the money of a round is set aside for what transfers cost.
ALTER TABLE pots ADD COLUMN fees BIGINT NOT NULL DEFAULT 0;

-- Money of all that was spent: asked for by one steward, agreed to by another.
-- `source` is the account it leaves: "public-good" or "fees". `sealed_way` is
-- whom it goes to and how, locked. `state` is "waiting", "booked" or "reversed".
CREATE TABLE spendings (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    currency TEXT NOT NULL,
    source TEXT NOT NULL,
    coins BIGINT NOT NULL CHECK (coins > 0),
    purpose TEXT NOT NULL,
    sealed_way TEXT NOT NULL,
    state TEXT NOT NULL,
    proposer TEXT NOT NULL,
    confirmer TEXT NOT NULL,
    made BIGINT NOT NULL
);
CREATE INDEX spendings_of ON spendings (coalition, id);
