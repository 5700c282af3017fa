-- What the list of withdrawals beside the database says: the hash that stands in
-- the receipt, or '', and when.
ALTER TABLE erasures ADD COLUMN hash TEXT NOT NULL DEFAULT '';
ALTER TABLE erasures ADD COLUMN at BIGINT NOT NULL DEFAULT 0;

-- Whether a donation is kept of which someone has the receipt.
CREATE INDEX donations_hash ON donations (hash);
