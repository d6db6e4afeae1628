-- What staff ask for by mail: lists, full-text search, replies that wait.

ALTER TABLE ticket ADD COLUMN hold_until INTEGER;
ALTER TABLE ticket ADD COLUMN answer_name TEXT;
ALTER TABLE ticket ADD COLUMN answer_address TEXT;

-- Tickets that are not over; the list of states stands here and in TicketChoices, word for word.
CREATE INDEX ticket_active ON ticket (desk, number) WHERE status IN ('new', 'open', 'waiting', 'hold', 'testing');
CREATE INDEX ticket_assignee ON ticket (desk, assignee, number) WHERE status IN ('new', 'open', 'waiting', 'hold', 'testing');
CREATE INDEX ticket_due ON ticket (desk, due) WHERE due IS NOT NULL AND status IN ('new', 'open', 'waiting', 'hold', 'testing');
CREATE INDEX ticket_status ON ticket (desk, status, status_since);

-- Words of subjects, people and texts. The words lie in entry; here are only their places.
CREATE VIRTUAL TABLE entry_search USING fts5 (
    subject, from_name, from_address, text, content = 'entry', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO entry_search (rowid, subject, from_name, from_address, text)
SELECT id, subject, from_name, from_address, text FROM entry WHERE kind IN ('received', 'sent', 'relay', 'note', 'autoreply', 'bounce');

CREATE TABLE held_reply (
    desk   INTEGER NOT NULL,
    ticket INTEGER NOT NULL,
    staff  TEXT    NOT NULL,
    digest TEXT    NOT NULL,
    text   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (desk, ticket, staff),
    FOREIGN KEY (desk, ticket) REFERENCES ticket (desk, number) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
