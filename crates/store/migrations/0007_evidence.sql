-- What proves a realisation: a file, a photo without its metadata, or a link.

CREATE TABLE evidence (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    realisation_id {key} NOT NULL,
    kind {key} NOT NULL,                     -- file, photo, link
    file_id {key},
    url TEXT NOT NULL,
    caption TEXT NOT NULL,
    position {i64} NOT NULL,
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, realisation_id, position),
    FOREIGN KEY (taskforce_id, realisation_id) REFERENCES realisation (taskforce_id, id),
    FOREIGN KEY (taskforce_id, file_id) REFERENCES file (taskforce_id, id)
) {strict};
CREATE INDEX evidence_file ON evidence (taskforce_id, file_id);
