-- What was done to the desk as a whole by hand: mail dropped, a person's data erased, mail brought in.

CREATE TABLE audit (
    id     INTEGER PRIMARY KEY,
    desk   INTEGER NOT NULL REFERENCES desk (id),
    at     INTEGER NOT NULL,
    "by"   TEXT    NOT NULL,
    via    TEXT    NOT NULL,
    ticket INTEGER,
    what   TEXT    NOT NULL
);

CREATE INDEX audit_at ON audit (desk, at);

-- Events of all tickets by their time, for the audit.
CREATE INDEX entry_event ON entry (desk, at) WHERE kind = 'event';

-- What was given up: little beside what was sent.
CREATE INDEX outbox_failed ON outbox (desk, id) WHERE state = 'failed';
