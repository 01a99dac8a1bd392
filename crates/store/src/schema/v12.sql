-- Each index of a list has the columns that its filters look at: a filter that few match passes over
-- entries of an index, not over opportunities. The time of the last change is in two of them only,
-- because every change would have to write all that have it.
DROP INDEX opportunity_by_modified;

DROP INDEX opportunity_by_created;

DROP INDEX opportunity_by_company;

DROP INDEX opportunity_by_target_close;

CREATE INDEX opportunity_by_modified ON opportunity
    (account, catalog, modified_at, id, stage, review_status, created_at, target_close, company);

CREATE INDEX opportunity_by_created ON opportunity
    (account, catalog, created_at, id, stage, review_status, target_close, company);

CREATE INDEX opportunity_by_company ON opportunity
    (account, catalog, company, id, stage, review_status, created_at, target_close);

CREATE INDEX opportunity_by_target_close ON opportunity
    (account, catalog, target_close, id, stage, review_status, created_at, company);

CREATE INDEX opportunity_by_stage ON opportunity
    (account, catalog, stage, review_status, modified_at, id, created_at, target_close, company);
