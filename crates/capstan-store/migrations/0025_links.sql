-- Codes by which a phone and an account become one person. `code` is a keyed
-- tag; `member` is who showed it. `way` is phone where a phone is to send it,
-- and account where it is to be typed by who signs in.
CREATE TABLE link_codes (
    code TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    way TEXT NOT NULL,
    until BIGINT NOT NULL
);
CREATE UNIQUE INDEX link_codes_of ON link_codes (member, way);
CREATE INDEX link_codes_until ON link_codes (until);
