-- A reply that waits is looked for on every ticket that was merged into one.

CREATE INDEX ticket_merged ON ticket (desk, merged_into) WHERE merged_into IS NOT NULL;
