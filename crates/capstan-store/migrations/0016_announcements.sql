-- What all members of a coalition are told, until all were. `told` is the last
-- member who was.
CREATE TABLE announcements (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    args TEXT NOT NULL,
    link TEXT NOT NULL,
    made BIGINT NOT NULL,
    told TEXT NOT NULL
);
CREATE INDEX announcements_of ON announcements (coalition);
