-- Versions of action kits: what to do for one lever of a campaign. `kit` is
-- JSON. `state` is "draft", "in-use" or "over". A draft is its author's; who
-- reviewed it is another.
CREATE TABLE kits (
    id TEXT PRIMARY KEY,
    campaign TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    lever TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    kit TEXT NOT NULL,
    author TEXT REFERENCES members (id) ON DELETE SET NULL,
    note TEXT NOT NULL,
    made BIGINT NOT NULL,
    UNIQUE (campaign, lever, version)
);
CREATE INDEX kits_author ON kits (author);

-- A step that a member has done, with what they attached: words, or a file
-- with its kind.
CREATE TABLE kit_steps (
    campaign TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    lever TEXT NOT NULL,
    step TEXT NOT NULL,
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    words TEXT NOT NULL,
    file TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (campaign, lever, step, member)
);
CREATE INDEX kit_steps_of ON kit_steps (member);
CREATE INDEX kit_steps_file ON kit_steps (file);

-- How far people had come with a step when the sizes were last published.
CREATE TABLE kit_progress (
    campaign TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    lever TEXT NOT NULL,
    step TEXT NOT NULL,
    band TEXT NOT NULL,
    PRIMARY KEY (campaign, lever, step)
);
