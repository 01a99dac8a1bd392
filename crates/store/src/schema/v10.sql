-- Files that callers uploaded, such as the CSV files of bulk jobs. A file becomes visible when it is
-- complete. It is removed when its time is over, complete or not.
CREATE TABLE upload (
    version TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    object_key TEXT NOT NULL,
    status TEXT NOT NULL,
    -- Bytes of a complete file; bytes that were announced of one that is not.
    size BIGINT NOT NULL,
    etag TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX upload_by_key ON upload (account, object_key, created_at, version);

CREATE INDEX upload_by_size ON upload (account, size);

CREATE INDEX upload_by_expiry ON upload (expires_at, version);

-- What a file consists of, in base64. A file that came in several parts has the parts in order.
CREATE TABLE upload_chunk (
    version TEXT NOT NULL,
    part BIGINT NOT NULL,
    number BIGINT NOT NULL,
    size BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (version, part, number)
);

-- The parts of a file; one that comes as a whole has the part 0. Only the newest attempt to upload a
-- part may write it.
CREATE TABLE upload_part (
    version TEXT NOT NULL,
    part BIGINT NOT NULL,
    attempt TEXT NOT NULL,
    size BIGINT NOT NULL,
    -- Empty until the part is complete.
    etag TEXT NOT NULL,
    PRIMARY KEY (version, part)
);

-- Bulk jobs: what was asked for, how far each is, and what came of it.
CREATE TABLE bulk_job (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    family TEXT NOT NULL,
    status TEXT NOT NULL,
    total BIGINT NOT NULL,
    processed BIGINT NOT NULL,
    succeeded BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    deleted BIGINT NOT NULL,
    failure_reason TEXT,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    completed_at BIGINT,
    -- When it has something to do; NULL once it is over.
    due_at BIGINT,
    -- How often it was carried on: of the jobs that wait equally long, the one with fewer is next.
    turns BIGINT NOT NULL,
    -- The node that carries it on, and until when by true time no other one may.
    node TEXT NOT NULL,
    claimed_until BIGINT NOT NULL,
    -- The place in the file of the next row: part, chunk, and byte in the chunk.
    part BIGINT NOT NULL,
    chunk BIGINT NOT NULL,
    byte BIGINT NOT NULL,
    document TEXT NOT NULL
);

CREATE INDEX bulk_job_by_creation ON bulk_job (account, catalog, family, created_at, id);

-- For the jobs of all accounts, as administrators list them.
CREATE INDEX bulk_job_newest ON bulk_job (created_at, id);

CREATE INDEX bulk_job_running ON bulk_job (account, catalog, family) WHERE due_at IS NOT NULL;

CREATE INDEX bulk_job_by_due ON bulk_job (due_at, turns, id) WHERE due_at IS NOT NULL;

CREATE INDEX bulk_job_by_end ON bulk_job (completed_at, id) WHERE completed_at IS NOT NULL;

-- The outcome of each row, by its number in the file from 1. The cells are kept for reports.
CREATE TABLE bulk_result (
    job_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    request_id TEXT NOT NULL,
    status TEXT NOT NULL,
    resource_id TEXT,
    error_code TEXT,
    error_message TEXT,
    cells TEXT NOT NULL,
    PRIMARY KEY (job_id, number)
);

CREATE INDEX bulk_result_by_status ON bulk_result (job_id, status, number);

CREATE INDEX bulk_result_by_request ON bulk_result (job_id, request_id);

-- Files that are fetched for bulk jobs from https addresses. The address may hold a secret, so the
-- row goes when the file is there, or is given up.
CREATE TABLE bulk_fetch (
    job_id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    url TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    -- When a node may fetch it: one that does moves this forward.
    due_at BIGINT NOT NULL
);

CREATE INDEX bulk_fetch_by_due ON bulk_fetch (due_at, job_id);
