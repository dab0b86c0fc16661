-- Counts with provenance: never edited; a correction is a new row that names the old one.

CREATE TABLE stats_count (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    subject TEXT NOT NULL,
    subject_key {key} NOT NULL,
    figure {i64} NOT NULL,                   -- 1/10,000
    wording TEXT NOT NULL,                   -- the source's own words
    from_year {i64},
    until_year {i64},
    definition TEXT NOT NULL,                -- empty where the source does not state it
    source TEXT NOT NULL,
    as_of_on {key} NOT NULL,
    corrects_id {key},                       -- the count whose place it takes
    reason TEXT NOT NULL,                    -- why
    entered_by {key} REFERENCES account (id),
    entered_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, corrects_id),
    FOREIGN KEY (taskforce_id, corrects_id) REFERENCES stats_count (taskforce_id, id)
) {strict};
