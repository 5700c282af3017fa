-- The way of a campaign from private pledges to names. `due` is when something
-- happens by itself next. `sizes` is JSON: what was published last, at
-- `sizes_at`; `next_sizes` is when it is published again.
CREATE TABLE drives (
    campaign TEXT PRIMARY KEY REFERENCES campaigns (id) ON DELETE CASCADE,
    threshold BIGINT NOT NULL,
    opens BIGINT NOT NULL,
    step BIGINT NOT NULL,
    confirm_for BIGINT NOT NULL,
    closes BIGINT NOT NULL,
    lowest TEXT NOT NULL,
    seen BIGINT NOT NULL,
    next_look BIGINT NOT NULL,
    round BIGINT NOT NULL,
    phase TEXT NOT NULL,
    until BIGINT NOT NULL,
    sizes TEXT NOT NULL,
    sizes_at BIGINT NOT NULL,
    next_sizes BIGINT NOT NULL,
    due BIGINT NOT NULL
);
CREATE INDEX drives_due ON drives (due);

-- A member cannot be removed alone while a pledge is: it must be withdrawn
-- first, so that the sizes below stay right.
CREATE TABLE pledges (
    campaign TEXT NOT NULL REFERENCES drives (campaign) ON DELETE CASCADE,
    member TEXT NOT NULL REFERENCES members (id) DEFERRABLE INITIALLY DEFERRED,
    others BIGINT NOT NULL,
    tier TEXT NOT NULL,
    counted BIGINT NOT NULL,
    audience TEXT NOT NULL,
    stand TEXT NOT NULL,
    PRIMARY KEY (member, campaign)
);
-- A recount reads this alone, in its order. New pledges come at few places of
-- it, so it costs little to keep.
CREATE INDEX pledges_counted ON pledges (campaign, stand, tier, counted, others);

-- How many pledges of each evidence ask for each size. Who is shown counts as
-- asking for 0.
CREATE TABLE pledge_sizes (
    campaign TEXT NOT NULL REFERENCES drives (campaign) ON DELETE CASCADE,
    tier TEXT NOT NULL,
    others BIGINT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (campaign, tier, others)
);
