-- When a running job has something to do: at once, because its resource changed, or once more,
-- because it could not.
ALTER TABLE snapshot_job ADD COLUMN due_at BIGINT;

CREATE INDEX snapshot_job_by_due ON snapshot_job (due_at, id) WHERE due_at IS NOT NULL;

CREATE INDEX snapshot_job_by_owner_due ON snapshot_job (account, catalog, due_at)
    WHERE due_at IS NOT NULL;
