-- Who is still to be told what is told to some members of a coalition only:
-- those who are listed here, where `listed` is 1. Rows go as they are told.
ALTER TABLE announcements ADD COLUMN listed BIGINT NOT NULL DEFAULT 0;
CREATE TABLE announced_to (
    announcement TEXT NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    PRIMARY KEY (member, announcement)
);
