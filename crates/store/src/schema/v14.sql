-- A distributed PostgreSQL wants the distribution key of a table in each of its unique keys. The ids
-- are times and random parts, which stay unique without the database. SQLite, which is never
-- distributed, keeps the shorter keys: they guarantee more, and new ones would copy large tables.

-- Only on PostgreSQL.
ALTER TABLE opportunity DROP CONSTRAINT opportunity_pkey, ADD PRIMARY KEY (id, account);

-- Only on PostgreSQL.
ALTER TABLE task DROP CONSTRAINT task_pkey, ADD PRIMARY KEY (id, account);

-- Only on PostgreSQL.
ALTER TABLE prospecting_task
    DROP CONSTRAINT prospecting_task_pkey, ADD PRIMARY KEY (task_id, account);

-- Only on PostgreSQL.
ALTER TABLE event DROP CONSTRAINT event_pkey1, ADD PRIMARY KEY (ord, account);

-- Only on PostgreSQL.
ALTER TABLE event DROP CONSTRAINT event_id_key, ADD UNIQUE (id, account);

-- Only on PostgreSQL.
ALTER TABLE snapshot_job DROP CONSTRAINT snapshot_job_pkey, ADD PRIMARY KEY (id, account);

-- Only on PostgreSQL.
ALTER TABLE customer_account DROP CONSTRAINT customer_account_pkey, ADD PRIMARY KEY (id, account);

-- Only on PostgreSQL.
ALTER TABLE customer_account_search
    DROP CONSTRAINT customer_account_search_pkey, ADD PRIMARY KEY (id, account);

-- Only on PostgreSQL.
ALTER TABLE bulk_job DROP CONSTRAINT bulk_job_pkey, ADD PRIMARY KEY (id, account);

-- Only on PostgreSQL.
ALTER TABLE bulk_fetch DROP CONSTRAINT bulk_fetch_pkey, ADD PRIMARY KEY (job_id, account);

-- Only on PostgreSQL.
ALTER TABLE upload DROP CONSTRAINT upload_pkey, ADD PRIMARY KEY (version, account);

-- Only on PostgreSQL.
ALTER TABLE invitation DROP CONSTRAINT invitation_pkey, ADD PRIMARY KEY (id, engagement_id);

-- Only on PostgreSQL.
ALTER TABLE event_parked
    DROP CONSTRAINT event_parked_pkey, ADD PRIMARY KEY (target, position, account);

-- Only on PostgreSQL.
-- This index cannot hold the distribution key. That an invitation delivers one opportunity follows
-- from its status, which is guarded.
DROP INDEX received_opportunity_by_invitation;

-- Only on PostgreSQL.
CREATE INDEX received_opportunity_by_invitation ON received_opportunity (invitation_id);

-- Only on SQLite.
-- A statement names the columns of this key, so it is the same on both. The indexes are there before
-- the rows, because a sort would take memory for all of them.
DROP INDEX event_parked_by_resource;

-- Only on SQLite.
DROP INDEX event_parked_by_age;

-- Only on SQLite.
DROP INDEX event_parked_by_position;

-- Only on SQLite.
ALTER TABLE event_parked RENAME TO event_parked_before;

-- Only on SQLite.
CREATE TABLE event_parked (
    target TEXT NOT NULL,
    position BIGINT NOT NULL,
    account TEXT NOT NULL,
    resource TEXT NOT NULL,
    stored_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (target, position, account)
);

-- Only on SQLite.
CREATE INDEX event_parked_by_resource ON event_parked
    (target, state, account, resource, position);

-- Only on SQLite.
CREATE INDEX event_parked_by_age ON event_parked (target, state, stored_at);

-- Only on SQLite.
CREATE INDEX event_parked_by_position ON event_parked (position);

-- Only on SQLite.
INSERT INTO event_parked SELECT * FROM event_parked_before;

-- Only on SQLite.
DROP TABLE event_parked_before;
