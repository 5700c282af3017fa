-- Work in the background. `state` is waiting, running, done, failed or
-- cancelled. Who runs a job holds it until `lease`; whoever finds the lease
-- over takes the job up again. `tries` counts how often it was begun.
-- `problem` is JSON: the key of a sentence and its values.
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    coalition TEXT NOT NULL REFERENCES coalitions (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    args TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    due BIGINT NOT NULL,
    worker TEXT NOT NULL,
    lease BIGINT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    result TEXT NOT NULL,
    problem TEXT NOT NULL,
    made BIGINT NOT NULL
);
CREATE INDEX jobs_open ON jobs (state, due);
CREATE INDEX jobs_of ON jobs (coalition);
