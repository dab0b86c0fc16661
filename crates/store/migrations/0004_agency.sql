-- Agencies with their offices, desks and groups, and the terms of a task force.

CREATE TABLE agency (
    id {key} NOT NULL PRIMARY KEY,
    kind {key} NOT NULL,
    full_name TEXT NOT NULL,
    full_key {key} NOT NULL,                 -- matching key of the full name
    short_name TEXT NOT NULL,
    short_key {key} NOT NULL,                -- matching key of the short name
    name_key {key} NOT NULL,                 -- sort key of the short name
    region_code {key},                       -- the region it serves; none for a national body
    parent_id {key} REFERENCES agency (id),  -- a UPTD under its Dinas
    closed_on {key},                         -- first day on which it no longer exists
    version {i64} NOT NULL,
    created_at {i64} NOT NULL
) {strict};
-- One name may come back in another region, but not twice in one.
CREATE UNIQUE INDEX agency_full ON agency (full_key, COALESCE(region_code, ''));
CREATE INDEX agency_name ON agency (name_key, id);
CREATE INDEX agency_parent ON agency (parent_id);

-- Other ways to write the name, found in plans and letters.
CREATE TABLE agency_alias (
    agency_id {key} NOT NULL REFERENCES agency (id),
    alias_key {key} NOT NULL,
    alias TEXT NOT NULL,
    PRIMARY KEY (agency_id, alias_key)
) {strict};

CREATE TABLE office (
    id {key} NOT NULL PRIMARY KEY,
    agency_id {key} NOT NULL REFERENCES agency (id),
    title TEXT NOT NULL,                     -- as printed in a decree
    is_head {bool} NOT NULL,
    position {i64} NOT NULL,
    created_at {i64} NOT NULL
) {strict};
CREATE INDEX office_agency ON office (agency_id, position);

CREATE TABLE office_holder (
    id {key} NOT NULL PRIMARY KEY,
    office_id {key} NOT NULL REFERENCES office (id),
    name TEXT NOT NULL,
    rank TEXT,
    nip {key},                               -- digits only; NIP 18, NRP 8
    kind {key} NOT NULL,                     -- definitive, plt, plh, pj, pjs
    valid_from {key} NOT NULL,
    valid_to {key},                          -- last day, or open
    is_example {bool} NOT NULL,              -- an invented person
    source TEXT,                             -- public page that names the person
    created_at {i64} NOT NULL
) {strict};
CREATE INDEX office_holder_office ON office_holder (office_id, valid_from);

CREATE TABLE desk (
    id {key} NOT NULL PRIMARY KEY,
    agency_id {key} NOT NULL REFERENCES agency (id),
    kind {key} NOT NULL,
    name TEXT NOT NULL,
    is_active {bool} NOT NULL,
    created_at {i64} NOT NULL
) {strict};
CREATE INDEX desk_agency ON desk (agency_id);

-- Which agencies a task force works with: its address book, and whom its plan can name.
CREATE TABLE taskforce_agency (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    agency_id {key} NOT NULL REFERENCES agency (id),
    PRIMARY KEY (taskforce_id, agency_id)
) {strict};

CREATE TABLE agency_group (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    short_key {key} NOT NULL,                -- matching key of the short name
    name_key {key} NOT NULL,                 -- sort key of the short name
    version {i64} NOT NULL,
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, short_key)
) {strict};

CREATE TABLE agency_group_alias (
    taskforce_id {key} NOT NULL,
    group_id {key} NOT NULL,
    alias_key {key} NOT NULL,
    alias TEXT NOT NULL,
    PRIMARY KEY (taskforce_id, group_id, alias_key),
    FOREIGN KEY (taskforce_id, group_id) REFERENCES agency_group (taskforce_id, id)
) {strict};

CREATE TABLE agency_group_member (
    taskforce_id {key} NOT NULL,
    group_id {key} NOT NULL,
    agency_id {key} NOT NULL REFERENCES agency (id),
    valid_from {key} NOT NULL,
    valid_to {key},                          -- last day, or open
    PRIMARY KEY (taskforce_id, group_id, agency_id, valid_from),
    FOREIGN KEY (taskforce_id, group_id) REFERENCES agency_group (taskforce_id, id)
) {strict};

CREATE TABLE taskforce_term (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    state {key} NOT NULL,                    -- draft, running, closed
    decree_number TEXT NOT NULL,
    decree_on {key} NOT NULL,
    decree_title TEXT NOT NULL,
    valid_from {key} NOT NULL,
    valid_to {key},                          -- last day
    rule_version {key} NOT NULL,             -- set of sub-task forces it was opened under
    to_confirm {bool} NOT NULL,              -- the structure waits for confirmation
    is_example {bool} NOT NULL,              -- number and date of the decree are invented
    version {i64} NOT NULL,                  -- also counts the edits of its seats
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id)
) {strict};
CREATE UNIQUE INDEX taskforce_term_running ON taskforce_term (taskforce_id)
    WHERE state = 'running';

CREATE TABLE taskforce_sub (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    term_id {key} NOT NULL,
    number TEXT NOT NULL,                    -- as printed: IV
    name TEXT NOT NULL,
    position {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, term_id, position),
    FOREIGN KEY (taskforce_id, term_id) REFERENCES taskforce_term (taskforce_id, id)
) {strict};

CREATE TABLE taskforce_seat (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    term_id {key} NOT NULL,
    layer {key} NOT NULL,
    sub_id {key},                            -- for coordinators and members
    position {i64} NOT NULL,                 -- within the term, from the top
    label TEXT,                              -- a name other than the layer's
    to_confirm {bool} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, term_id) REFERENCES taskforce_term (taskforce_id, id),
    FOREIGN KEY (taskforce_id, sub_id) REFERENCES taskforce_sub (taskforce_id, id)
) {strict};
CREATE INDEX taskforce_seat_term ON taskforce_seat (taskforce_id, term_id, position);

-- The office that has a seat, dated: who sits there follows from the office's holder.
CREATE TABLE taskforce_seat_office (
    taskforce_id {key} NOT NULL,
    seat_id {key} NOT NULL,
    office_id {key} NOT NULL REFERENCES office (id),
    valid_from {key} NOT NULL,
    valid_to {key},                          -- last day, or open
    PRIMARY KEY (taskforce_id, seat_id, valid_from),
    FOREIGN KEY (taskforce_id, seat_id) REFERENCES taskforce_seat (taskforce_id, id)
) {strict};
CREATE INDEX taskforce_seat_office_office ON taskforce_seat_office (office_id);
