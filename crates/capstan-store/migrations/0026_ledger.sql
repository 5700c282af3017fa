-- What of a coalition's money is whose: one account for each person who earned
-- some. `owner` is a keyed tag of the coalition and the person, so that an
-- account outlives a membership. `sealed_way` is how they want to be paid,
-- locked; empty where they did not say.
CREATE TABLE dividend_accounts (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    owner TEXT NOT NULL,
    sealed_way TEXT NOT NULL,
    UNIQUE (coalition, owner)
);

-- Rounds of dividends: who has which part of the money of a period. `chain` is
-- the rules as TOML, `ground` (JSON) what members see them tried on. `received`
-- is how many coins were booked for the `units` of all.
CREATE TABLE rounds (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    currency TEXT NOT NULL,
    period TEXT NOT NULL,
    chain TEXT NOT NULL,
    charter BIGINT NOT NULL,
    ground TEXT NOT NULL,
    units BIGINT NOT NULL CHECK (units > 0),
    received BIGINT NOT NULL CHECK (received >= 0),
    made BIGINT NOT NULL
);
CREATE INDEX rounds_of ON rounds (coalition, id);

-- What each account has in a round: its units, how many coins it drew of them,
-- and what rounding still owes it in parts of a coin. `sealed_why` is for its
-- owner alone, locked with their key.
CREATE TABLE round_shares (
    round TEXT NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    account TEXT NOT NULL REFERENCES dividend_accounts (id) ON DELETE CASCADE,
    units BIGINT NOT NULL CHECK (units >= 0),
    drawn BIGINT NOT NULL CHECK (drawn >= 0),
    owed BIGINT NOT NULL,
    sealed_why TEXT NOT NULL,
    PRIMARY KEY (round, account)
);
CREATE INDEX round_shares_of ON round_shares (account);

-- Money for a round: worked out by one steward, confirmed by another. `state`
-- is "waiting", "booked" or "reversed". `coins` is for members, `kept` for the
-- public good.
CREATE TABLE pots (
    id TEXT PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    coins BIGINT NOT NULL CHECK (coins >= 0),
    kept BIGINT NOT NULL CHECK (kept >= 0),
    state TEXT NOT NULL,
    proposer TEXT NOT NULL,
    confirmer TEXT NOT NULL,
    made BIGINT NOT NULL
);
CREATE INDEX pots_of ON pots (round);

-- When a list of payments was drawn up, and by whom.
CREATE TABLE payments (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    currency TEXT NOT NULL,
    drawer TEXT NOT NULL,
    made BIGINT NOT NULL
);
CREATE INDEX payments_of ON payments (coalition, id);

-- The ledger. Every entry takes coins from one account and gives them to
-- another, so all accounts together are always zero. What was written is never
-- changed: `reverses` names the entry that this one takes back, once. An act
-- can move coins between two accounts only once.
CREATE TABLE entries (
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    n BIGINT NOT NULL,
    act TEXT NOT NULL,
    currency TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    coins BIGINT NOT NULL CHECK (coins > 0),
    reverses BIGINT,
    made BIGINT NOT NULL,
    PRIMARY KEY (coalition, n),
    UNIQUE (coalition, act, source, target),
    UNIQUE (coalition, reverses),
    CHECK (source <> target)
);

-- What is in each account: the sum of its entries. Only the budget is ever
-- below zero, by what came in.
CREATE TABLE balances (
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    currency TEXT NOT NULL,
    account TEXT NOT NULL,
    coins BIGINT NOT NULL,
    PRIMARY KEY (coalition, currency, account),
    CHECK (account = 'budget' OR coins >= 0)
);
