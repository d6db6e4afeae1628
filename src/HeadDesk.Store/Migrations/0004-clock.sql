-- What the clock remembers of a ticket, and when it must look at it next. A ticket that nothing is due on stands in no index.

ALTER TABLE ticket ADD COLUMN times TEXT;
ALTER TABLE ticket ADD COLUMN wake INTEGER;

CREATE INDEX ticket_wake ON ticket (desk, wake) WHERE wake IS NOT NULL;
