-- `brief` is JSON: what the campaign says. `hosts` are where its kits may lead
-- to, with blanks between. `counsel` is the member who is shown all who agree
-- to be shown to a person of trust. `note` is why the draft was sent back.
-- `outcome` is JSON, empty until it is entered. Times are 0 until they are.
CREATE TABLE campaigns (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    brief TEXT NOT NULL,
    hosts TEXT NOT NULL,
    counsel TEXT REFERENCES members (id) ON DELETE SET NULL,
    note TEXT NOT NULL,
    outcome TEXT NOT NULL,
    closes BIGINT NOT NULL,
    made BIGINT NOT NULL,
    opened BIGINT NOT NULL,
    ended BIGINT NOT NULL
);
CREATE INDEX campaigns_of ON campaigns (coalition, id);
CREATE INDEX campaigns_closing ON campaigns (closes) WHERE state = 'open';
CREATE INDEX campaigns_counsel ON campaigns (counsel);

-- Who wrote a draft or any change to it, and so may not open it.
CREATE TABLE campaign_authors (
    campaign TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    PRIMARY KEY (campaign, member)
);
CREATE INDEX campaign_authors_of ON campaign_authors (member);
