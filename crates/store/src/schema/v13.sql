-- Each event target has a cursor of its own over one order of all events. An event is about one
-- resource. It gets its place after its commit, from whoever reads events next, so that nothing
-- commits behind a cursor: `position` among all events, `sequence` among those of its account and
-- resource. `ord` is the order of insertion, which is that of the commits of one resource, because
-- they wait for each other. `stored_at` is true time.
ALTER TABLE event RENAME TO event_before;

-- Only on SQLite.
CREATE TABLE event (
    ord INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    resource TEXT NOT NULL,
    catalog TEXT NOT NULL,
    detail_type TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    stored_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    position BIGINT,
    sequence BIGINT
);

-- Only on PostgreSQL.
CREATE TABLE event (
    ord BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    resource TEXT NOT NULL,
    catalog TEXT NOT NULL,
    detail_type TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    stored_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    position BIGINT,
    sequence BIGINT
);

-- Earlier events, the delivered ones first. Their resources are in their documents, so that each
-- stands alone.
INSERT INTO event (id, account, resource, catalog, detail_type, created_at, stored_at, document,
        position, sequence)
    SELECT id, account, id, catalog, detail_type, created_at, created_at, document,
        ROW_NUMBER() OVER (ORDER BY due_at IS NOT NULL, id), 1
    FROM event_before ORDER BY due_at IS NOT NULL, id;

-- Who receives events: the position that it has passed, and which node sends to it until when.
-- `replays` is '' or the target whose events are sent once more, up to `ends_at`. `revision` tells
-- the node that an operator changed what is parked.
CREATE TABLE event_target (
    name TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    replays TEXT NOT NULL,
    ends_at BIGINT
);

INSERT INTO event_target (name, position, epoch, lease_until, revision, replays)
    SELECT 'default', (SELECT COUNT(*) FROM event_before WHERE due_at IS NULL), 0, 0, 0, ''
    WHERE EXISTS (SELECT 1 FROM event_before WHERE due_at IS NOT NULL);

CREATE TABLE event_stream (
    id BIGINT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

INSERT INTO event_stream (id, last) SELECT 1, COUNT(*) FROM event_before;

DROP TABLE event_before;

-- On SQLite, entries of one position are in the order of insertion.
CREATE INDEX event_by_position ON event (position);

-- Only on PostgreSQL.
CREATE INDEX event_unsequenced ON event (ord) WHERE position IS NULL;

-- The last sequence number of each account's resource.
CREATE TABLE event_resource (
    account TEXT NOT NULL,
    resource TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (account, resource)
);

-- Events that a target has passed without receiving them: refused ones, those that wait behind a
-- refused one of their resource, and those that are not tried any more.
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
    PRIMARY KEY (target, position)
);

CREATE INDEX event_parked_by_resource ON event_parked
    (target, state, account, resource, position);

CREATE INDEX event_parked_by_age ON event_parked (target, state, stored_at);

CREATE INDEX event_parked_by_position ON event_parked (position);
