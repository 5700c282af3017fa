-- Text messages. `phone` is always a keyed tag of a number; no number stands
-- anywhere but inside of what is sealed.

-- Messages that came and are not answered yet. `body` is sealed.
CREATE TABLE texts_in (
    id TEXT NOT NULL PRIMARY KEY,
    phone TEXT NOT NULL,
    body TEXT NOT NULL,
    due BIGINT NOT NULL,
    tries BIGINT NOT NULL
);
CREATE INDEX texts_in_due ON texts_in (due);
CREATE INDEX texts_in_of ON texts_in (phone, id);

-- Keyed tags of messages that came, so that one that comes again changes
-- nothing.
CREATE TABLE texts_seen (
    message TEXT NOT NULL PRIMARY KEY,
    day BIGINT NOT NULL
);
CREATE INDEX texts_seen_day ON texts_seen (day);

-- Answers that are not sent yet. `body` is sealed, with the address.
CREATE TABLE texts_out (
    id TEXT NOT NULL PRIMARY KEY,
    phone TEXT NOT NULL,
    body TEXT NOT NULL,
    due BIGINT NOT NULL,
    tries BIGINT NOT NULL
);
CREATE INDEX texts_out_due ON texts_out (due);

-- How a dialogue stands. `talk` is sealed; `member` is nothing until they
-- agreed.
CREATE TABLE phones (
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    phone TEXT NOT NULL,
    member TEXT REFERENCES members (id) ON DELETE CASCADE,
    talk TEXT NOT NULL,
    turn BIGINT NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (coalition, phone)
);
CREATE INDEX phones_of ON phones (member);

-- Files that are fetched once, by a link. `file` is a hash of what the link
-- holds, `body` is sealed.
CREATE TABLE text_files (
    file TEXT NOT NULL PRIMARY KEY,
    member TEXT REFERENCES members (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX text_files_of ON text_files (member);
CREATE INDEX text_files_until ON text_files (until);
