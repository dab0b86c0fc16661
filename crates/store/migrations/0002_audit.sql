-- What was done, chained: each row carries the hash of the one before it.

CREATE TABLE audit_event (
    chain {key} NOT NULL,                    -- one per node
    seq {i64} NOT NULL,                      -- 1, 2, 3 ... without a gap
    at {i64} NOT NULL,
    actor_kind {key} NOT NULL,               -- account, link, system, cli
    actor TEXT NOT NULL,                     -- account id, link id or name at the command line
    assignment_id {key},
    taskforce_id {key},
    act {key} NOT NULL,                      -- referral.send
    outcome {key} NOT NULL,                  -- done, refused
    noun {key} NOT NULL,
    object TEXT NOT NULL,                    -- id of what it was done to, or empty
    detail TEXT NOT NULL,                    -- JSON without personal data
    prev_hash {bytes} NOT NULL,
    hash {bytes} NOT NULL,
    mac {bytes} NOT NULL,                    -- of the hash, under the key file: names a recomputed row
    PRIMARY KEY (chain, seq)
) {strict};
CREATE INDEX audit_event_at ON audit_event (at);
CREATE INDEX audit_event_object ON audit_event (noun, object);

-- The head of each chain, authenticated under a key file outside the database.
CREATE TABLE audit_head (
    chain {key} NOT NULL PRIMARY KEY,
    count {i64} NOT NULL,
    hash {bytes} NOT NULL,
    mac {bytes} NOT NULL
) {strict};
