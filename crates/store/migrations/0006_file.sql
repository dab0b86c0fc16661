-- Files, in the database on both engines: nodes hold nothing of their own, and one backup has all.

CREATE TABLE file (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    class {key} NOT NULL,                    -- public, internal, sealed
    kind {key} NOT NULL,                     -- jpeg, pdf ...: by content, of what is stored
    name TEXT NOT NULL,                      -- neutral name for the download
    size {i64} NOT NULL,                     -- bytes stored
    sha256 {bytes} NOT NULL,                 -- of what is stored
    original_size {i64} NOT NULL,
    original_sha256 {bytes} NOT NULL,        -- of what was sent, before its metadata was removed
    created_by {key} REFERENCES account (id),-- nobody for the command line
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id)
) {strict};

CREATE TABLE file_chunk (
    taskforce_id {key} NOT NULL,
    file_id {key} NOT NULL,
    position {i64} NOT NULL,                 -- 0, 1, 2 ... of 256 KiB each, the last one shorter
    content {bytes} NOT NULL,
    PRIMARY KEY (taskforce_id, file_id, position),
    FOREIGN KEY (taskforce_id, file_id) REFERENCES file (taskforce_id, id) ON DELETE CASCADE
) {strict};
