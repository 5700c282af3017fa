-- Whether this is a demonstration: one row if it is. `ready` is 0 until it was
-- seeded whole; `ahead` is how far its clock was put forward.
CREATE TABLE demo (
    one BIGINT PRIMARY KEY,
    ready BIGINT NOT NULL,
    ahead BIGINT NOT NULL
);

-- The made-up members of a demonstration, who act by themselves.
CREATE TABLE demo_crowd (
    member TEXT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE
);
