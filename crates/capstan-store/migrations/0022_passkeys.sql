-- Passkeys: keys on people's devices that open their account. `handle` is what
-- a device calls the person: random, and in no other table. `credential` is
-- JSON, public. `hash` is a keyed tag of the key's id.
CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    handle TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    credential TEXT NOT NULL,
    name TEXT NOT NULL,
    made_day BIGINT NOT NULL,
    used_day BIGINT NOT NULL
);
CREATE INDEX passkeys_of ON passkeys (person);

-- Challenges that were answered, so that none is taken twice.
CREATE TABLE passkey_answers (
    challenge TEXT PRIMARY KEY,
    until BIGINT NOT NULL
);
CREATE INDEX passkey_answers_until ON passkey_answers (until);
