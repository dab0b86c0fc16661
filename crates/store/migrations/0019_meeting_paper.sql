-- What a meeting leaves behind beside its minutes: files, the official record, the report for the
-- accounts, and what offices pledged.

CREATE TABLE meeting_file (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    sort {key} NOT NULL,                     -- material, photo, attendance, minutes, record, other
    agency_id {key} REFERENCES agency (id),  -- the office that brought it; none for the secretariat
    file_id {key} NOT NULL,
    preview_id {key},                        -- the same picture, small enough for a page
    caption TEXT NOT NULL,
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    struck_by {key} REFERENCES account (id),
    struck_at {i64},                         -- taken off, and kept
    struck_why TEXT NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id),
    FOREIGN KEY (taskforce_id, file_id) REFERENCES file (taskforce_id, id),
    FOREIGN KEY (taskforce_id, preview_id) REFERENCES file (taskforce_id, id)
) {strict};
CREATE INDEX meeting_file_meeting ON meeting_file (taskforce_id, meeting_id, created_at);
CREATE UNIQUE INDEX meeting_file_file ON meeting_file (taskforce_id, file_id);
CREATE INDEX meeting_file_preview ON meeting_file (taskforce_id, preview_id) WHERE preview_id IS NOT NULL;

-- The official record of a meeting (berita acara).
CREATE TABLE meeting_record (
    taskforce_id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    number TEXT NOT NULL,                    -- empty where none was given yet
    points TEXT NOT NULL,                    -- what was agreed, a point in each line
    version {i64} NOT NULL,
    updated_by {key} REFERENCES account (id),
    updated_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, meeting_id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id)
) {strict};

-- Who signs it: parties, then witnesses, who have no office here.
CREATE TABLE meeting_record_signer (
    taskforce_id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    position {i64} NOT NULL,
    agency_id {key} REFERENCES agency (id),
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (taskforce_id, meeting_id, position),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting_record (taskforce_id, meeting_id)
) {strict};

-- What the secretariat adds to the report on a meeting (laporan kegiatan); the rest is derived.
CREATE TABLE meeting_report (
    taskforce_id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    purpose TEXT NOT NULL,
    results TEXT NOT NULL,
    obstacles TEXT NOT NULL,
    recommendations TEXT NOT NULL,
    budget TEXT NOT NULL,
    version {i64} NOT NULL,
    updated_by {key} REFERENCES account (id),
    updated_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, meeting_id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id)
) {strict};

-- What offices pledged (komitmen), and what was found of it later.
CREATE TABLE meeting_pledge (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    agency_id {key} NOT NULL REFERENCES agency (id),
    text TEXT NOT NULL,
    due_on {key} NOT NULL,
    indicator_id {key},                      -- the row of the plan that it serves
    state {key} NOT NULL,                    -- given, kept, partly, broken
    note TEXT NOT NULL,                      -- what shows it, or why not
    judged_in {key},                         -- the meeting that looked at it
    judged_by {key} REFERENCES account (id),
    judged_at {i64},
    version {i64} NOT NULL,
    is_example {bool} NOT NULL,
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id),
    FOREIGN KEY (taskforce_id, judged_in) REFERENCES meeting (taskforce_id, id),
    FOREIGN KEY (taskforce_id, indicator_id) REFERENCES plan_indicator (taskforce_id, id)
) {strict};
CREATE INDEX meeting_pledge_meeting ON meeting_pledge (taskforce_id, meeting_id);
CREATE INDEX meeting_pledge_agency ON meeting_pledge (taskforce_id, agency_id);
CREATE INDEX meeting_pledge_open ON meeting_pledge (taskforce_id, state, due_on);
CREATE INDEX meeting_pledge_judged ON meeting_pledge (taskforce_id, judged_in) WHERE judged_in IS NOT NULL;
CREATE INDEX meeting_pledge_indicator ON meeting_pledge (taskforce_id, indicator_id) WHERE indicator_id IS NOT NULL;
