-- Instants are milliseconds since 1970-01-01 UTC. Documents are JSON text that only the domain
-- reads; whatever is filtered or sorted has a column of its own. An absent text in a sorted or
-- filtered column is '', so that keys compare the same on every database.

CREATE TABLE opportunity (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    company TEXT NOT NULL,
    target_close TEXT NOT NULL,
    stage TEXT NOT NULL,
    review_status TEXT NOT NULL,
    document TEXT NOT NULL
);

CREATE INDEX opportunity_by_id ON opportunity (account, catalog, id);

CREATE INDEX opportunity_by_modified ON opportunity (account, catalog, modified_at, id);

CREATE INDEX opportunity_by_created ON opportunity (account, catalog, created_at, id);

CREATE INDEX opportunity_by_company ON opportunity (account, catalog, company, id);

CREATE INDEX opportunity_by_target_close ON opportunity (account, catalog, target_close, id);

-- A private offer, or a set of them, belongs to one opportunity.
CREATE TABLE offer (
    offer TEXT NOT NULL,
    catalog TEXT NOT NULL,
    opportunity_id TEXT NOT NULL,
    PRIMARY KEY (offer, catalog)
);

-- What invitations bring. source_id is the sender's opportunity that one repeats, or ''.
CREATE TABLE received_opportunity (
    opportunity_id TEXT NOT NULL PRIMARY KEY,
    invitation_id TEXT NOT NULL,
    source_id TEXT NOT NULL
);

CREATE UNIQUE INDEX received_opportunity_by_invitation ON received_opportunity (invitation_id);

CREATE INDEX received_opportunity_by_source ON received_opportunity (source_id, opportunity_id);

CREATE TABLE engagement (
    id TEXT NOT NULL PRIMARY KEY,
    catalog TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    modified_by TEXT NOT NULL,
    modified_at BIGINT NOT NULL,
    member_count BIGINT NOT NULL,
    title TEXT NOT NULL,
    context_types TEXT NOT NULL,
    document TEXT NOT NULL
);

-- created_at repeats the engagement's, so that a member's list is one range of this index.
CREATE TABLE engagement_member (
    engagement_id TEXT NOT NULL,
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    joined_at BIGINT NOT NULL,
    PRIMARY KEY (engagement_id, account)
);

CREATE INDEX engagement_member_by_created
    ON engagement_member (account, catalog, created_at, engagement_id);

CREATE UNIQUE INDEX engagement_member_by_engagement
    ON engagement_member (account, catalog, engagement_id);

CREATE TABLE invitation (
    id TEXT NOT NULL PRIMARY KEY,
    catalog TEXT NOT NULL,
    engagement_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    receiver TEXT NOT NULL,
    status TEXT NOT NULL,
    payload_type TEXT NOT NULL,
    invited_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    document TEXT NOT NULL
);

CREATE INDEX invitation_by_sender ON invitation (sender, catalog, invited_at, id);

CREATE INDEX invitation_by_receiver ON invitation (receiver, catalog, invited_at, id);

CREATE INDEX invitation_by_engagement ON invitation (engagement_id, receiver, invited_at, id);

CREATE INDEX invitation_by_expiry ON invitation (expires_at, id) WHERE status = 'PENDING';

-- What an engagement shows of whose resources; made by the first snapshot of a resource.
CREATE TABLE association (
    engagement_id TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    catalog TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (engagement_id, resource_id, resource_type)
);

CREATE INDEX association_by_resource ON association (resource_id, engagement_id);

CREATE INDEX association_by_owner ON association (created_by, catalog, engagement_id, resource_id);

-- audience is the one account that may see the revision, or '' for every member.
CREATE TABLE snapshot (
    engagement_id TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    template TEXT NOT NULL,
    revision BIGINT NOT NULL,
    catalog TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    audience TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (engagement_id, resource_id, template, revision)
);

CREATE TABLE snapshot_job (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    engagement_id TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    template TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_success_at BIGINT,
    last_failure TEXT
);

CREATE INDEX snapshot_job_by_created ON snapshot_job (account, catalog, created_at, id);

CREATE INDEX snapshot_job_by_engagement
    ON snapshot_job (account, catalog, engagement_id, created_at, id);

CREATE UNIQUE INDEX snapshot_job_by_resource
    ON snapshot_job (resource_id, engagement_id, template, account);

CREATE TABLE task (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    status TEXT NOT NULL,
    step BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    node TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_run_at BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    reason_code TEXT,
    message TEXT,
    opportunity_id TEXT,
    engagement_id TEXT,
    invitation_id TEXT,
    job_id TEXT,
    context_id TEXT,
    input TEXT NOT NULL,
    state TEXT NOT NULL
);

CREATE INDEX task_by_start ON task (account, catalog, kind, started_at, id);

CREATE INDEX task_by_opportunity ON task (account, catalog, kind, opportunity_id);

CREATE INDEX task_by_invitation ON task (account, catalog, kind, invitation_id);

CREATE INDEX task_by_engagement ON task (account, catalog, kind, engagement_id, started_at, id);

CREATE INDEX task_by_node ON task (node, next_run_at, id) WHERE status = 'IN_PROGRESS';

CREATE INDEX task_by_end ON task (kind, ended_at, id) WHERE ended_at IS NOT NULL;

-- The lives of programs that have tasks in hand; lease_until is true time.
CREATE TABLE node (
    id TEXT NOT NULL PRIMARY KEY,
    started_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL
);

CREATE TABLE task_step (
    task_id TEXT NOT NULL,
    step BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    name TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    PRIMARY KEY (task_id, step, epoch, attempt)
);

-- What prospecting tasks are listed by; how far one came stands in its row of task.
CREATE TABLE prospecting_task (
    task_id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    name TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    total_count BIGINT NOT NULL,
    completed_count BIGINT NOT NULL,
    failed_count BIGINT NOT NULL
);

CREATE INDEX prospecting_task_by_start
    ON prospecting_task (account, catalog, started_at, task_id);

CREATE INDEX prospecting_task_by_name ON prospecting_task (account, catalog, name, task_id);

CREATE INDEX prospecting_task_by_failed
    ON prospecting_task (account, catalog, failed_count, task_id);

-- What became of each engagement of a prospecting task, in the order of the request.
CREATE TABLE prospecting_result (
    task_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    engagement_id TEXT NOT NULL,
    status TEXT NOT NULL,
    context_id TEXT,
    reason_code TEXT,
    message TEXT,
    PRIMARY KEY (task_id, place)
);

CREATE TABLE client_token (
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    operation TEXT NOT NULL,
    token TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    result TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account, catalog, operation, token)
);

CREATE INDEX client_token_by_age ON client_token (created_at);

CREATE TABLE tag (
    resource_arn TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (resource_arn, key)
);

-- The outbox: events of committed changes, in the order of their time-ordered ids.
CREATE TABLE event (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    detail_type TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL
);

CREATE TABLE setting (
    account TEXT NOT NULL,
    catalog TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account, catalog, name)
);
