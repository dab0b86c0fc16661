-- By hand where it must: names that were matched by a person, and imports that can be taken back.

-- What a name in a file means, as somebody once decided; goes before every other match.
CREATE TABLE agency_match (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    name_key {key} NOT NULL,                 -- as names are compared
    name TEXT NOT NULL,                      -- as written
    agency_id {key} REFERENCES agency (id),
    group_id {key},
    set_by {key} REFERENCES account (id),
    set_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, name_key),
    FOREIGN KEY (taskforce_id, group_id) REFERENCES agency_group (taskforce_id, id)
) {strict};

-- How a plan was before an import; taken back only while nothing else has changed since.
CREATE TABLE plan_import_undo (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    plan_id {key} NOT NULL,
    file_name TEXT NOT NULL,
    account_id {key} REFERENCES account (id),
    imported_at {i64} NOT NULL,
    after_sha256 {bytes} NOT NULL,           -- of the plan's rows right after the import
    before_rows {bytes} NOT NULL,            -- JSON; empty where the plan was new
    undone_at {i64},
    PRIMARY KEY (taskforce_id, id)
) {strict};
CREATE INDEX plan_import_undo_plan ON plan_import_undo (taskforce_id, plan_id, imported_at);
