-- When an event is to be sent next, in milliseconds of true time; NULL when nobody is to be told, or
-- was already. Who sends it moves the time on, so that nobody else does.
ALTER TABLE event ADD COLUMN due_at BIGINT;

-- How often sending it failed.
ALTER TABLE event ADD COLUMN failures BIGINT NOT NULL DEFAULT 0;

CREATE INDEX event_by_due ON event (due_at, id) WHERE due_at IS NOT NULL;
