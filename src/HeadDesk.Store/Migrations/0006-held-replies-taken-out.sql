-- A reply that waits is looked for on every ticket that was merged into one.

CREATE INDEX ticket_merged ON ticket (desk, merged_into) WHERE merged_into IS NOT NULL;

-- JSON: whom its writer had written to beside the desk. NULL: nobody, or held before this was kept.
ALTER TABLE held_reply ADD COLUMN direct TEXT;

-- JSON: addresses that staff took out of a ticket. NULL: none.
ALTER TABLE ticket ADD COLUMN taken_out TEXT;
