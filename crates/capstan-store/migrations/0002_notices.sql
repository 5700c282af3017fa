-- What a member is told. `key` names the sentence, `args` is JSON. `sent` is 0
-- until it was seen whether a message outside of the inbox is due.
CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    args TEXT NOT NULL,
    link TEXT NOT NULL,
    made BIGINT NOT NULL,
    read BIGINT NOT NULL DEFAULT 0,
    sent BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX notices_of ON notices (member, made);
CREATE INDEX notices_unread ON notices (member) WHERE read = 0;
CREATE INDEX notices_unsent ON notices (sent) WHERE sent = 0;
