-- Devices on which a person is told that something waits. `id` is a keyed tag
-- of who and where, `person` the keyed tag that also stands in `members`.
-- `sealed` is JSON: where the device is reached, and by which session or token
-- it came; `until` is when that one ends. `due` is when something is to be
-- sent there, 0 for never.
CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    sealed TEXT NOT NULL,
    until BIGINT NOT NULL,
    due BIGINT NOT NULL,
    tries BIGINT NOT NULL
);
CREATE INDEX devices_of ON devices (person);
CREATE INDEX devices_due ON devices (due) WHERE due > 0;
CREATE INDEX devices_until ON devices (until);
