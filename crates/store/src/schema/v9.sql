-- AWS's expected monthly revenue, as an integer of the same order; NULL when an opportunity has none.
ALTER TABLE opportunity ADD COLUMN estimated_mrr BIGINT;

-- What is behind the id spares a search by amount and date the rows that it passes over.
CREATE INDEX opportunity_by_estimated_mrr
    ON opportunity (account, catalog, estimated_mrr, id, created_at, target_close);

-- Only on SQLite.
-- The grams of an opportunity's texts, as words of letters and digits; rowid is the number in its id.
CREATE VIRTUAL TABLE opportunity_gram
    USING fts5(grams, content='', contentless_delete=1, tokenize='ascii', detail=none);

-- Only on SQLite.
-- What is not in opportunity_gram yet: a segment of it for each change would cost more than the change.
CREATE TABLE opportunity_gram_pending (
    number INTEGER NOT NULL PRIMARY KEY,
    grams TEXT NOT NULL
);

-- Only on PostgreSQL.
CREATE TABLE opportunity_gram (
    number BIGINT NOT NULL PRIMARY KEY,
    grams INT[] NOT NULL
);

-- Only on PostgreSQL.
-- Searches read the list of pending entries from end to end, so it is kept short.
CREATE INDEX opportunity_gram_by_gram ON opportunity_gram
    USING gin (grams) WITH (fastupdate = on, gin_pending_list_limit = 512);

-- How far the opportunities of an older store have been indexed; no row when all are.
CREATE TABLE search_backfill (
    after_id TEXT NOT NULL
);

INSERT INTO search_backfill (after_id)
    SELECT '' WHERE EXISTS (SELECT id FROM opportunity);
