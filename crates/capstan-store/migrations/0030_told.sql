-- Members are told things in the order of their ids, some at a time.
CREATE INDEX members_told ON members (coalition, id);

-- What a ballot says whose voter is known, as it stands in the record; '' for
-- votes that closed before it stood here.
ALTER TABLE signed_ballots ADD COLUMN choice TEXT NOT NULL DEFAULT '';
