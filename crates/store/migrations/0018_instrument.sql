-- Legal instruments: what is drafted, harmonised, signed and published, and what becomes of it.

CREATE TABLE instrument (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    kind {key} NOT NULL,                     -- regulation, decree, circular, village_regulation ...
    title TEXT NOT NULL,                     -- what it is about
    year {i64} NOT NULL,                     -- of signing; before that, the year it is meant for
    agency_id {key} NOT NULL REFERENCES agency (id), -- who drafts it or looks after it
    region_id {key} REFERENCES region (id),  -- the village or sub-district it belongs to
    term_id {key},                           -- the term of the task force whose decree it is
    plan_id {key},                           -- the plan whose regulation it is
    summary TEXT NOT NULL,
    valid_from {key},
    valid_until {key},                       -- last day
    stage {key} NOT NULL,                    -- draft, harmonised, signed, published, revoked, withdrawn
    harmonised_on {key},
    harmonised_by TEXT NOT NULL,
    number TEXT NOT NULL,
    signed_on {key},
    signed_by TEXT NOT NULL,
    published_in TEXT NOT NULL,              -- gazette or JDIH, with its number
    published_on {key},
    published_url TEXT NOT NULL,
    ended_on {key},                          -- taken out of force from this day on
    twin_key {key},                          -- what no second one may share; once it is signed
    is_example {bool} NOT NULL,
    version {i64} NOT NULL,                  -- counts its edits and its steps
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, term_id) REFERENCES taskforce_term (taskforce_id, id),
    FOREIGN KEY (taskforce_id, plan_id) REFERENCES plan (taskforce_id, id)
) {strict};
CREATE UNIQUE INDEX instrument_twin ON instrument (taskforce_id, twin_key)
    WHERE twin_key IS NOT NULL;
CREATE INDEX instrument_until ON instrument (taskforce_id, valid_until);

-- Every step an instrument took, with what it had to show then.
CREATE TABLE instrument_step (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    instrument_id {key} NOT NULL,
    step {key} NOT NULL,                     -- harmonise, sign, publish, withdraw, revoke, back
    happened_on {key},
    who TEXT NOT NULL,                       -- by whom it was harmonised or signed
    number TEXT NOT NULL,                    -- its number, or where it was published
    note TEXT NOT NULL,
    by_id {key},                             -- the instrument that took it out of force
    taken_by {key} REFERENCES account (id),
    taken_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, instrument_id) REFERENCES instrument (taskforce_id, id),
    FOREIGN KEY (taskforce_id, by_id) REFERENCES instrument (taskforce_id, id)
) {strict};
CREATE INDEX instrument_step_instrument ON instrument_step (taskforce_id, instrument_id, taken_at);

CREATE TABLE instrument_party (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    instrument_id {key} NOT NULL,
    agency_id {key} REFERENCES agency (id),
    name TEXT NOT NULL,                      -- of somebody outside the address book
    role TEXT NOT NULL,
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, instrument_id) REFERENCES instrument (taskforce_id, id)
) {strict};
CREATE INDEX instrument_party_instrument ON instrument_party (taskforce_id, instrument_id, created_at);

-- The rows of a plan that an instrument fulfils.
CREATE TABLE instrument_row (
    taskforce_id {key} NOT NULL,
    instrument_id {key} NOT NULL,
    indicator_id {key} NOT NULL,
    PRIMARY KEY (taskforce_id, instrument_id, indicator_id),
    FOREIGN KEY (taskforce_id, instrument_id) REFERENCES instrument (taskforce_id, id),
    FOREIGN KEY (taskforce_id, indicator_id) REFERENCES plan_indicator (taskforce_id, id)
) {strict};
CREATE INDEX instrument_row_indicator ON instrument_row (taskforce_id, indicator_id);

-- What one instrument does to another: amends, revokes, renews, implements.
CREATE TABLE instrument_relation (
    taskforce_id {key} NOT NULL,
    instrument_id {key} NOT NULL,
    kind {key} NOT NULL,
    other_id {key} NOT NULL,
    PRIMARY KEY (taskforce_id, instrument_id, kind, other_id),
    FOREIGN KEY (taskforce_id, instrument_id) REFERENCES instrument (taskforce_id, id),
    FOREIGN KEY (taskforce_id, other_id) REFERENCES instrument (taskforce_id, id)
) {strict};
CREATE INDEX instrument_relation_other ON instrument_relation (taskforce_id, other_id, kind);

-- The texts of an instrument, the draft beside what was signed.
CREATE TABLE instrument_text (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    instrument_id {key} NOT NULL,
    kind {key} NOT NULL,                     -- draft, harmonised, signed, attachment
    caption TEXT NOT NULL,
    file_id {key} NOT NULL,
    removed_at {i64},                        -- taken off the page; the file stays
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, instrument_id) REFERENCES instrument (taskforce_id, id),
    FOREIGN KEY (taskforce_id, file_id) REFERENCES file (taskforce_id, id)
) {strict};
CREATE INDEX instrument_text_instrument ON instrument_text (taskforce_id, instrument_id, created_at);
