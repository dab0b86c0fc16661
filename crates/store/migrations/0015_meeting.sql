-- Meetings and actions: what is prepared, who comes, what is written, decided and then done.

CREATE TABLE meeting (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    kind {key} NOT NULL,                     -- plenary, sub, plan_review, case_conference ...
    sub_id {key},                            -- the sub-task force that meets
    title TEXT NOT NULL,
    held_on {key} NOT NULL,
    starts {i64} NOT NULL,                   -- minutes after midnight, in the task force's zone
    ends {i64},                              -- until it is done where there is none
    place TEXT NOT NULL,
    basis TEXT NOT NULL,
    note TEXT NOT NULL,
    stage {key} NOT NULL,                    -- planned, running, draft, circulating, approved ...
    scribe_id {key} REFERENCES account (id), -- who holds the pen
    pen {key},                               -- the page that holds it
    pen_at {i64},
    door {key},                              -- code by which those at the door sign in
    is_example {bool} NOT NULL,
    version {i64} NOT NULL,
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, sub_id) REFERENCES taskforce_sub (taskforce_id, id)
) {strict};
CREATE UNIQUE INDEX meeting_door ON meeting (door) WHERE door IS NOT NULL;
CREATE INDEX meeting_day ON meeting (taskforce_id, held_on, id);

-- Every stage that a meeting entered, and why it went back.
CREATE TABLE meeting_step (
    taskforce_id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    position {i64} NOT NULL,
    step {key} NOT NULL,
    note TEXT NOT NULL,
    taken_by {key} REFERENCES account (id),
    taken_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, meeting_id, position),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id)
) {strict};

-- What an office or a sub-task force wants to be spoken of, until a meeting takes it up.
CREATE TABLE meeting_wish (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    agency_id {key} NOT NULL REFERENCES agency (id),
    title TEXT NOT NULL,
    note TEXT NOT NULL,
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    withdrawn_at {i64},
    PRIMARY KEY (taskforce_id, id)
) {strict};

-- The agenda, and what was said to each of its items.
CREATE TABLE meeting_item (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    position {i64} NOT NULL,
    title TEXT NOT NULL,
    note TEXT NOT NULL,
    source {key} NOT NULL,                   -- own, red, action, returned, wish
    subject_id {key},                        -- what it is about, by its source
    is_removed {bool} NOT NULL,              -- taken off by hand, so that it does not come back
    discussion TEXT NOT NULL,
    version {i64} NOT NULL,                  -- counts the edits of its discussion
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id)
) {strict};
CREATE INDEX meeting_item_meeting ON meeting_item (taskforce_id, meeting_id, position);
CREATE INDEX meeting_item_subject ON meeting_item (taskforce_id, subject_id);

-- The offices that are invited, and what they answer.
CREATE TABLE meeting_invitation (
    taskforce_id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    agency_id {key} NOT NULL REFERENCES agency (id),
    reply {key},                             -- coming, stand_in, declined
    name TEXT NOT NULL,                      -- who comes instead
    title TEXT NOT NULL,
    note TEXT NOT NULL,
    replied_by {key} REFERENCES account (id),
    replied_at {i64},
    PRIMARY KEY (taskforce_id, meeting_id, agency_id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id)
) {strict};
CREATE INDEX meeting_invitation_agency ON meeting_invitation (taskforce_id, agency_id);

CREATE TABLE meeting_attendee (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    agency_id {key} NOT NULL REFERENCES agency (id),
    name TEXT NOT NULL,
    name_key {key} NOT NULL,                 -- as names are compared: nobody stands there twice
    title TEXT NOT NULL,
    stands_in {bool} NOT NULL,
    via {key} NOT NULL,                      -- operator, door
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, meeting_id, agency_id, name_key),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id)
) {strict};

CREATE TABLE meeting_decision (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    item_id {key} NOT NULL,
    position {i64} NOT NULL,                 -- in the meeting, as it is printed
    text TEXT NOT NULL,
    asks_amendment {bool} NOT NULL,          -- a target has to change, by a version of the plan
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, meeting_id, position),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id),
    FOREIGN KEY (taskforce_id, item_id) REFERENCES meeting_item (taskforce_id, id)
) {strict};

-- What participants remark on the minutes, and what corrects them once they are locked.
CREATE TABLE meeting_remark (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    is_addendum {bool} NOT NULL,
    agency_id {key} REFERENCES agency (id),
    text TEXT NOT NULL,
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id)
) {strict};
CREATE INDEX meeting_remark_meeting ON meeting_remark (taskforce_id, meeting_id, created_at);

-- What one office does by a day.
CREATE TABLE action (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    meeting_id {key},
    decision_id {key},
    what TEXT NOT NULL,
    agency_id {key} NOT NULL REFERENCES agency (id),
    due_on {key} NOT NULL,
    measure TEXT NOT NULL,                   -- how one will know that it is done
    indicator_id {key},                      -- the row of the plan that it serves
    state {key} NOT NULL,                    -- open, reported, done, cancelled
    version {i64} NOT NULL,                  -- counts its steps
    is_example {bool} NOT NULL,
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id),
    FOREIGN KEY (taskforce_id, decision_id) REFERENCES meeting_decision (taskforce_id, id),
    FOREIGN KEY (taskforce_id, indicator_id) REFERENCES plan_indicator (taskforce_id, id)
) {strict};
CREATE INDEX action_due ON action (taskforce_id, state, due_on, id);
CREATE INDEX action_agency ON action (taskforce_id, agency_id);
CREATE INDEX action_meeting ON action (taskforce_id, meeting_id);
CREATE INDEX action_indicator ON action (taskforce_id, indicator_id);

CREATE TABLE action_step (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    action_id {key} NOT NULL,
    step {key} NOT NULL,                     -- progress, ask, report, verify, return, hand_over ...
    note TEXT NOT NULL,
    from_agency_id {key} REFERENCES agency (id),
    to_agency_id {key} REFERENCES agency (id),
    from_on {key},                           -- the day it was due before
    to_on {key},                             -- the day asked for or set
    file_id {key},
    url TEXT NOT NULL,
    taken_by {key} REFERENCES account (id),
    taken_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, action_id) REFERENCES action (taskforce_id, id),
    FOREIGN KEY (taskforce_id, file_id) REFERENCES file (taskforce_id, id)
) {strict};
CREATE INDEX action_step_action ON action_step (taskforce_id, action_id, taken_at);
