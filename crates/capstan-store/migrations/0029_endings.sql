-- Coalitions that are to end: asked for by one steward, confirmed by another.
-- `due` is the day on which it ends, or 0 before it is confirmed; `against` is
-- a steward who wants it called off, and waits for another.
CREATE TABLE endings (
    coalition TEXT PRIMARY KEY REFERENCES coalitions (id) ON DELETE CASCADE,
    asker TEXT REFERENCES members (id) ON DELETE SET NULL,
    confirmer TEXT REFERENCES members (id) ON DELETE SET NULL,
    against TEXT REFERENCES members (id) ON DELETE SET NULL,
    reason TEXT NOT NULL,
    asked BIGINT NOT NULL,
    due BIGINT NOT NULL
);

-- When what is found is to end, or 0.
ALTER TABLE directory ADD COLUMN ends BIGINT NOT NULL DEFAULT 0;
