-- Audits that were made again from what is stored. `said` is same, numbers,
-- differs or gone, and empty while nobody is done with it; `places` is a JSON
-- list of where the two files differ.
CREATE TABLE audit_checks (
    audit TEXT PRIMARY KEY REFERENCES audit_releases (id) ON DELETE CASCADE,
    job TEXT NOT NULL,
    said TEXT NOT NULL,
    places TEXT NOT NULL,
    made BIGINT NOT NULL
);
