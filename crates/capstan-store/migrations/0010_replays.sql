-- Writes that programs sent under a key of their own, with what was answered.
-- `id` is a tag of who sent it and the key; `answer` is sealed.
CREATE TABLE replays (
    id TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    begun BIGINT NOT NULL,
    status BIGINT NOT NULL,
    answer TEXT NOT NULL
);
CREATE INDEX replays_begun ON replays (begun);
