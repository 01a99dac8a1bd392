-- Who may call. version is raised by every change of these tables, in the change's transaction; what
-- is remembered of a caller is good as long as it stands. seal_check is a sealed text by which a
-- wrong key for secrets is known at start.
CREATE TABLE identity (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    seal_check TEXT
);

INSERT INTO identity (id, version) VALUES (1, 1);

CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL
);

-- kind is 'user' or 'role'. id is the one by which policies tell two of the same name apart.
CREATE TABLE principal (
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    id TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account, kind, name)
);

-- kind is 'root', whose name is '', 'user' or 'role'. A key of a role is a session: it has the
-- session's name, a hash of its token, and a time at which it ends, in true time.
CREATE TABLE access_key (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    session TEXT NOT NULL,
    status TEXT NOT NULL,
    secret TEXT NOT NULL,
    token_hash TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);

CREATE INDEX access_key_by_account ON access_key (account, id);

CREATE INDEX access_key_by_owner ON access_key (account, kind, name, id);

CREATE INDEX access_key_by_expiry ON access_key (expires_at, id) WHERE expires_at IS NOT NULL;

CREATE TABLE policy (
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (account, name)
);

-- policy is an ARN, so that AWS's policies and an account's own are told apart.
CREATE TABLE attachment (
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    policy TEXT NOT NULL,
    PRIMARY KEY (account, kind, name, policy)
);

CREATE INDEX attachment_by_policy ON attachment (account, policy, kind, name);

-- Who started the task, as the domain writes it; '' for a caller that nobody proved.
ALTER TABLE task ADD COLUMN caller TEXT NOT NULL DEFAULT '';
