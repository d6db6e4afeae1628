-- Times are Unix milliseconds. Digests are 32 octets. Lists are JSON; NULL is the empty list. Every table names its desk.
-- Foreign keys to tickets are deferred, so that within a transaction order does not matter. Only tables with an index on
-- (desk, ticket) have one: SQLite searches the children of a new parent when a deferred key is open.

CREATE TABLE desk (
    id          INTEGER PRIMARY KEY,
    name        TEXT    NOT NULL UNIQUE,
    last_ticket INTEGER NOT NULL DEFAULT 0
);

-- Tickets and their history

CREATE TABLE ticket (
    desk              INTEGER NOT NULL REFERENCES desk (id),
    number            INTEGER NOT NULL,
    subject           TEXT    NOT NULL,
    status            TEXT    NOT NULL,
    assignee          TEXT,
    requester_name    TEXT,
    requester_address TEXT    NOT NULL,
    priority          INTEGER NOT NULL,
    type              TEXT,
    category          TEXT,
    labels            TEXT,
    incident          INTEGER NOT NULL,
    created           INTEGER NOT NULL,
    updated           INTEGER NOT NULL,
    status_since      INTEGER NOT NULL,
    due               INTEGER,
    merged_into       INTEGER,
    linked_to         INTEGER,
    language          TEXT,
    messages          INTEGER NOT NULL,
    PRIMARY KEY (desk, number)
) WITHOUT ROWID;

CREATE TABLE participant (
    desk        INTEGER NOT NULL,
    ticket      INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    name        TEXT,
    address     TEXT    NOT NULL,
    address_key TEXT    NOT NULL, -- lower case
    PRIMARY KEY (desk, ticket, position),
    FOREIGN KEY (desk, ticket) REFERENCES ticket (desk, number) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

CREATE INDEX participant_address ON participant (desk, address_key);

CREATE TABLE entry (
    id           INTEGER PRIMARY KEY,
    desk         INTEGER NOT NULL,
    ticket       INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    "by"         TEXT    NOT NULL,
    via          TEXT    NOT NULL,
    from_name    TEXT,
    from_address TEXT,
    "to"         TEXT,
    subject      TEXT,
    message_id   TEXT,
    attachments  TEXT,
    field        TEXT,            -- what an event changed
    old          TEXT,
    new          TEXT,
    text         TEXT    NOT NULL, -- last: it may run over many pages
    FOREIGN KEY (desk, ticket) REFERENCES ticket (desk, number) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX entry_ticket ON entry (desk, ticket, at);

-- Messages, where they lie, and threads

CREATE TABLE message (
    id          INTEGER PRIMARY KEY,
    desk        INTEGER NOT NULL REFERENCES desk (id),
    digest      BLOB    NOT NULL,
    message_id  TEXT,
    blob_sha256 BLOB,
    size        INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    ticket      INTEGER,
    outcome     TEXT    NOT NULL,
    UNIQUE (desk, digest),
    FOREIGN KEY (desk, ticket) REFERENCES ticket (desk, number) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX message_ticket ON message (desk, ticket);

CREATE TABLE location (
    id          INTEGER PRIMARY KEY, -- the higher, the later recorded
    desk        INTEGER NOT NULL,
    folder      TEXT    NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid         INTEGER NOT NULL,
    message     INTEGER NOT NULL REFERENCES message (id),
    UNIQUE (desk, folder, uidvalidity, uid)
);

CREATE INDEX location_message ON location (message);

CREATE TABLE folder (
    desk           INTEGER NOT NULL REFERENCES desk (id),
    name           TEXT    NOT NULL,
    uidvalidity    INTEGER NOT NULL,
    last_uid       INTEGER NOT NULL,
    baseline_uid   INTEGER NOT NULL,
    highest_modseq INTEGER NOT NULL,
    first_seen     INTEGER NOT NULL,
    PRIMARY KEY (desk, name)
) WITHOUT ROWID;

CREATE TABLE thread (
    desk       INTEGER NOT NULL,
    message_id TEXT    NOT NULL,
    ticket     INTEGER NOT NULL,
    seen       INTEGER NOT NULL, -- 0: other mail refers to it, its own mail never came
    PRIMARY KEY (desk, message_id)
) WITHOUT ROWID;

CREATE TABLE blob (
    desk    INTEGER NOT NULL,
    sha256  BLOB    NOT NULL,
    segment INTEGER NOT NULL,
    "offset" INTEGER NOT NULL,
    length  INTEGER NOT NULL,
    PRIMARY KEY (desk, sha256)
) WITHOUT ROWID;

-- Queues

CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY,
    desk          INTEGER NOT NULL REFERENCES desk (id),
    ticket        INTEGER,
    kind          TEXT    NOT NULL,
    message_id    TEXT    NOT NULL,
    envelope_from TEXT    NOT NULL,
    recipients    TEXT,
    created       INTEGER NOT NULL,
    due           INTEGER NOT NULL,
    attempts      INTEGER NOT NULL,
    last_error    TEXT,
    state         TEXT    NOT NULL, -- queued, sent, failed
    ended         INTEGER,          -- when it was sent or given up
    UNIQUE (desk, message_id)
);

CREATE INDEX outbox_due ON outbox (desk, due) WHERE state = 'queued';

-- Apart from its row, so that the space of what was sent is used again.
CREATE TABLE outbox_content (
    outbox  INTEGER PRIMARY KEY REFERENCES outbox (id),
    desk    INTEGER NOT NULL,
    content BLOB    NOT NULL
);

CREATE TABLE filing (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: whoever holds an old one must not hit a new move
    desk       INTEGER NOT NULL,
    message    INTEGER NOT NULL REFERENCES message (id),
    ticket     INTEGER,
    folder     TEXT    NOT NULL,
    due        INTEGER NOT NULL,
    attempted  INTEGER NOT NULL DEFAULT 0, -- when the server was first asked; 0 = never
    withdrawn  INTEGER NOT NULL DEFAULT 0, -- decided otherwise after the server was asked: known, never made
    attempts   INTEGER NOT NULL DEFAULT 0,
    last_error TEXT
);

CREATE INDEX filing_due ON filing (desk, due) WHERE withdrawn = 0;
CREATE INDEX filing_ticket ON filing (desk, ticket);
CREATE INDEX filing_message ON filing (message);

-- Limits and small facts

CREATE TABLE notice_sent (
    desk        INTEGER NOT NULL,
    address_key TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    ticket      INTEGER NOT NULL, -- 0 = none
    count       INTEGER NOT NULL,
    PRIMARY KEY (desk, address_key, at, ticket)
) WITHOUT ROWID;

CREATE TABLE notice_minute (
    desk   INTEGER NOT NULL,
    minute INTEGER NOT NULL, -- Unix minutes
    count  INTEGER NOT NULL,
    PRIMARY KEY (desk, minute)
) WITHOUT ROWID;

CREATE TABLE bounced_address (
    desk        INTEGER NOT NULL,
    address_key TEXT    NOT NULL,
    at          INTEGER NOT NULL, -- the last time
    PRIMARY KEY (desk, address_key)
) WITHOUT ROWID;

CREATE TABLE once (
    desk INTEGER NOT NULL,
    key  TEXT    NOT NULL,
    at   INTEGER NOT NULL,
    PRIMARY KEY (desk, key)
) WITHOUT ROWID;

CREATE TABLE fact (
    desk  INTEGER NOT NULL,
    key   TEXT    NOT NULL,
    value TEXT    NOT NULL,
    PRIMARY KEY (desk, key)
) WITHOUT ROWID;
