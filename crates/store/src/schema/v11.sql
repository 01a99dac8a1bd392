-- What searches and statistics of customer accounts look at, so that they read no documents. A text
-- is '' when there is none; programs is a JSON list, '' when it is empty.
CREATE TABLE customer_account_search (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    import_id TEXT NOT NULL,
    modified_at BIGINT NOT NULL,
    company TEXT NOT NULL,
    partner_id TEXT NOT NULL,
    status TEXT NOT NULL,
    industry TEXT NOT NULL,
    segment TEXT NOT NULL,
    geo TEXT NOT NULL,
    region TEXT NOT NULL,
    country TEXT NOT NULL,
    qualification TEXT NOT NULL,
    programs TEXT NOT NULL,
    solution_category TEXT NOT NULL,
    marketplace_score TEXT NOT NULL,
    solution_score TEXT NOT NULL
);

CREATE INDEX customer_account_search_by_created
    ON customer_account_search (account, catalog, created_at, id);

CREATE INDEX customer_account_search_by_modified
    ON customer_account_search (account, catalog, modified_at, id);

CREATE INDEX customer_account_search_by_company
    ON customer_account_search (account, catalog, company, id);

-- How far the customer accounts of an older store have been indexed; no row when all are.
CREATE TABLE customer_account_backfill (
    after_id TEXT NOT NULL
);

INSERT INTO customer_account_backfill (after_id)
    SELECT '' WHERE EXISTS (SELECT id FROM customer_account);
