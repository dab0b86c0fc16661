-- Letters: what they say, to whom, under which number, and the signed paper beside them.

CREATE TABLE letter (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    kind {key} NOT NULL,                     -- invitation, notification, data_request, cover ...
    meeting_id {key},                        -- the meeting that an invitation follows
    nature {key} NOT NULL,                   -- ordinary, important, urgent, secret
    place TEXT NOT NULL,
    attachment TEXT NOT NULL,
    subject TEXT NOT NULL,
    basis TEXT NOT NULL,
    body TEXT NOT NULL,
    closing TEXT NOT NULL,
    cc TEXT NOT NULL,                        -- one a line
    signatory_id {key} REFERENCES office (id),
    on_behalf TEXT NOT NULL,
    state {key} NOT NULL,                    -- draft, numbered, signed, void, discarded
    year {i64} NOT NULL,                     -- of its day; of its making while it is a draft
    source {key},                            -- register, counter: from here on, once it has a number
    number TEXT,
    number_key {key},                        -- as numbers are compared
    sequence {i64},                          -- its place in the counter
    dated_on {key},
    letterhead TEXT,                         -- government, body and address, one a line
    held_on {key},                           -- the meeting, as the letter tells of it
    starts {i64},
    ends {i64},
    event_place TEXT,
    event_note TEXT,
    agenda TEXT,                             -- one item a line
    signer_title TEXT,                       -- who signs, as it stood on the day
    signer_name TEXT,
    signer_rank TEXT,
    signer_nip TEXT,
    file_id {key},                           -- the signed paper
    search TEXT NOT NULL,                    -- number, subject and addressees, without capitals
    is_example {bool} NOT NULL,
    version {i64} NOT NULL,
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id),
    FOREIGN KEY (taskforce_id, file_id) REFERENCES file (taskforce_id, id)
) {strict};
-- A number stands once in a year, also that of a letter which is void.
CREATE UNIQUE INDEX letter_number ON letter (taskforce_id, year, number_key)
    WHERE number_key IS NOT NULL;
-- A place of the counter stands once.
CREATE UNIQUE INDEX letter_sequence ON letter (taskforce_id, year, sequence)
    WHERE sequence IS NOT NULL;
-- A meeting has one live invitation.
CREATE UNIQUE INDEX letter_invitation ON letter (taskforce_id, meeting_id)
    WHERE meeting_id IS NOT NULL AND state IN ('draft', 'numbered', 'signed');
CREATE INDEX letter_newest ON letter (taskforce_id, created_at, id);

-- To whom: offices and typed lines of a draft; once it has a number, everybody as it was printed.
CREATE TABLE letter_to (
    taskforce_id {key} NOT NULL,
    letter_id {key} NOT NULL,
    position {i64} NOT NULL,
    office_id {key} REFERENCES office (id),
    line TEXT NOT NULL,
    name TEXT NOT NULL,                      -- who held the office on the day
    PRIMARY KEY (taskforce_id, letter_id, position),
    FOREIGN KEY (taskforce_id, letter_id) REFERENCES letter (taskforce_id, id)
) {strict};

-- Every step that a letter took, and why.
CREATE TABLE letter_step (
    taskforce_id {key} NOT NULL,
    letter_id {key} NOT NULL,
    position {i64} NOT NULL,
    step {key} NOT NULL,                     -- number, sign, correct, void, discard
    note TEXT NOT NULL,
    number TEXT NOT NULL,                    -- given, or the one before it was corrected
    file_id {key},
    taken_by {key} REFERENCES account (id),
    taken_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, letter_id, position),
    FOREIGN KEY (taskforce_id, letter_id) REFERENCES letter (taskforce_id, id),
    FOREIGN KEY (taskforce_id, file_id) REFERENCES file (taskforce_id, id)
) {strict};
CREATE INDEX letter_step_file ON letter_step (taskforce_id, file_id);

-- How each kind is numbered from a day on; nothing is taken out again.
CREATE TABLE letter_numbering (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    kind {key} NOT NULL,
    revision {i64} NOT NULL,
    since {key} NOT NULL,
    source {key} NOT NULL,
    classification TEXT NOT NULL,
    unit TEXT NOT NULL,
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, kind, revision)
) {strict};

-- Our own counter: the last number of a year, and its day.
CREATE TABLE letter_counter (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    year {i64} NOT NULL,
    last {i64} NOT NULL,
    last_on {key} NOT NULL,
    PRIMARY KEY (taskforce_id, year)
) {strict};
