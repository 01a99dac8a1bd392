-- The span that stored an event, as `traceparent` writes it; '' where requests are not traced.
ALTER TABLE event ADD COLUMN traceparent TEXT NOT NULL DEFAULT '';
