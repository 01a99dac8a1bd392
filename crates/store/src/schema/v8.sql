-- What a partner says of a customer, and what the match made of it. partner_id and import_id are ''
-- when there is none. due_at is when the match runs, NULL once it has run; shown is 1 when a context
-- of an engagement names the account.
CREATE TABLE customer_account (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    place BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    import_id TEXT NOT NULL,
    modified_at BIGINT NOT NULL,
    company TEXT NOT NULL,
    partner_id TEXT NOT NULL,
    match_key TEXT NOT NULL,
    status TEXT NOT NULL,
    revision BIGINT NOT NULL,
    due_at BIGINT,
    shown BIGINT NOT NULL,
    document TEXT NOT NULL
);

-- Which account has a customer: one at most for each key.
CREATE INDEX customer_account_by_key ON customer_account (account, catalog, match_key, place)
    WHERE status = 'ENRICHED';

CREATE INDEX customer_account_by_due ON customer_account (due_at, place, id)
    WHERE due_at IS NOT NULL;

-- How many customer accounts a partner has, and how many were ever made: the next one's place.
CREATE TABLE customer_account_count (
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    there BIGINT NOT NULL,
    made BIGINT NOT NULL,
    PRIMARY KEY (account, catalog)
);

-- What deleted customer accounts said last, for the contexts that name them.
CREATE TABLE deleted_customer_account (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL
);
