-- What was made of a coalition's donations before this number changed is stale.
ALTER TABLE coalitions ADD COLUMN donations_version BIGINT NOT NULL DEFAULT 0;

-- What was withdrawn and is still to be erased beside the database: a donation
-- or all of a member. It refers to nothing, since what it names is gone.
CREATE TABLE erasures (
    what TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL,
    -- The name of the locked picture, or ''.
    picture TEXT NOT NULL
);

-- The receipts of each day, as leaves of its tree. They say nothing of whose
-- they are or what was donated.
CREATE TABLE receipt_leaves (
    day BIGINT NOT NULL,
    leaf TEXT NOT NULL PRIMARY KEY
);

CREATE INDEX receipt_leaves_day ON receipt_leaves (day, leaf);

-- The days that are closed, counted from 1970, with the roots of their trees.
CREATE TABLE receipt_days (
    day BIGINT NOT NULL PRIMARY KEY,
    leaves BIGINT NOT NULL,
    root TEXT NOT NULL
);
