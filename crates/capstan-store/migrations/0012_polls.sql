-- The continuous poll as it was published at each tick (JSON): `poll` is empty
-- where it was withheld, and `withheld` says why.
CREATE TABLE polls (
    at BIGINT PRIMARY KEY,
    poll TEXT NOT NULL,
    changes TEXT NOT NULL,
    withheld TEXT NOT NULL
);

-- The exact count of the last tick, locked; never that of an older one.
CREATE TABLE poll_count (
    one BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    sealed TEXT NOT NULL
);
