-- Ratings that were uploaded for a campaign. `blob` is the hash of the file,
-- empty once it was removed. `reading` is JSON: how the file is read. `found`
-- is JSON: what is in it. `keep` is 1 if it stays after the forecast.
CREATE TABLE ratings (
    id TEXT PRIMARY KEY,
    campaign TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    blob TEXT NOT NULL,
    reading TEXT NOT NULL,
    found TEXT NOT NULL,
    keep BIGINT NOT NULL,
    made BIGINT NOT NULL
);
CREATE INDEX ratings_of ON ratings (campaign, id);
CREATE INDEX ratings_blobs ON ratings (blob);

-- `base` is the forecast whose curve this one adds points to. `origin` is made
-- (by this service), elsewhere (uploaded) or stored (taken from another
-- campaign). `ask` is JSON: what was asked of the engine. `result` is the
-- forecast as it was written, empty until it is made. `checked` is bytes,
-- numbers or differs once it was made again, else empty. `rank` orders the
-- forecasts of a campaign; 0 stands on its page.
CREATE TABLE forecasts (
    id TEXT PRIMARY KEY,
    campaign TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    base TEXT REFERENCES forecasts (id) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    ratings TEXT REFERENCES ratings (id) ON DELETE SET NULL,
    ask TEXT NOT NULL,
    job TEXT NOT NULL,
    result TEXT NOT NULL,
    checked TEXT NOT NULL,
    rank BIGINT NOT NULL,
    made BIGINT NOT NULL
);
CREATE INDEX forecasts_of ON forecasts (campaign, rank, id);
CREATE INDEX forecasts_base ON forecasts (base);
CREATE INDEX forecasts_ratings ON forecasts (ratings);
