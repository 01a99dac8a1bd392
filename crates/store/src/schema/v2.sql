-- The node that made an attempt; '' for attempts of older programs, which did not say.
ALTER TABLE task_step ADD COLUMN node TEXT NOT NULL DEFAULT '';

-- Operators list the tasks of all accounts, the newest first.
CREATE INDEX task_by_kind ON task (kind, catalog, status, started_at, id);

CREATE INDEX task_by_any_opportunity ON task (opportunity_id, started_at, id)
    WHERE opportunity_id IS NOT NULL;
