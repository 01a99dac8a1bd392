-- What administrators did. Numbers are without gaps, so that a missing act shows; times are true
-- ones, whatever the service's own clock shows.
CREATE TABLE audit (
    number BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    peer TEXT NOT NULL,
    administrator TEXT NOT NULL,
    act TEXT NOT NULL,
    target TEXT NOT NULL,
    outcome TEXT NOT NULL
);
