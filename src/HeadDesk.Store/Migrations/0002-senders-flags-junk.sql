-- Who wrote each message, flags to be stored on the server, and senders whose mail goes to Junk.

ALTER TABLE message ADD COLUMN sender TEXT; -- as written; NULL: none, or taken in before this was kept
ALTER TABLE message ADD COLUMN origin TEXT; -- person, machine, desk; NULL: taken in before this was kept

-- To recognise known mail by its header alone.
CREATE INDEX message_header ON message (desk, message_id, size);

-- Only what is outstanding: the latest wish for one flag of one message.
CREATE TABLE flagging (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: whoever holds an old one must not end a new wish
    desk       INTEGER NOT NULL,
    message    INTEGER NOT NULL REFERENCES message (id),
    flag       TEXT    NOT NULL,
    wanted     INTEGER NOT NULL, -- 0: to be taken off
    due        INTEGER NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    UNIQUE (message, flag)
);

CREATE INDEX flagging_due ON flagging (desk, due);

CREATE TABLE junk_sender (
    desk        INTEGER NOT NULL,
    address_key TEXT    NOT NULL, -- lower case
    ticket      INTEGER NOT NULL, -- whose mail was moved to Junk
    at          INTEGER NOT NULL,
    PRIMARY KEY (desk, address_key)
) WITHOUT ROWID;

CREATE INDEX junk_sender_ticket ON junk_sender (desk, ticket);
