-- The keys that NextTokens are authenticated with, in base64. The newest makes tokens, and the one
-- before it is still accepted.
CREATE TABLE page_key (
    number BIGINT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL
);
