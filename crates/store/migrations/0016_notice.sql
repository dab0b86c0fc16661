-- Notices: who is told what, and the outbox of their e-mails; answers to an invitation by link.

-- Written in the transaction of what it tells.
CREATE TABLE notice (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    topic {key} NOT NULL,
    about {key} NOT NULL,                    -- meeting, action, indicator
    about_id {key} NOT NULL,
    about_name TEXT NOT NULL,                -- what it was called then; empty for a case conference
    about_on {key},                          -- its day then
    agency_id {key} REFERENCES agency (id),  -- the office that is told
    account_id {key} REFERENCES account (id), -- the person who is told; none: the office itself
    mark {key} NOT NULL,                     -- tells one telling from the next: nobody is told twice
    created_at {i64} NOT NULL,
    read_at {i64},
    PRIMARY KEY (taskforce_id, id)
) {strict};
CREATE UNIQUE INDEX notice_once ON notice
    (taskforce_id, topic, about_id, mark, COALESCE(account_id, agency_id, ''));
CREATE INDEX notice_account ON notice (account_id, taskforce_id, id);
CREATE INDEX notice_unread ON notice (account_id) WHERE read_at IS NULL;
CREATE INDEX notice_about ON notice (taskforce_id, about_id);

-- One e-mail per notice, also where none goes out: then it says why.
CREATE TABLE notice_mail (
    taskforce_id {key} NOT NULL,
    notice_id {key} NOT NULL,
    address TEXT NOT NULL,                   -- empty where nobody wrote one down
    state {key} NOT NULL,                    -- queued, sent, failed, skipped
    reason {key},                            -- why not, or not yet
    said TEXT NOT NULL,                      -- the answer of the mail server, shortened
    tries {i64} NOT NULL,
    next_at {i64},                           -- when it is tried; a try in progress moves it on
    done_at {i64},
    PRIMARY KEY (taskforce_id, notice_id),
    FOREIGN KEY (taskforce_id, notice_id) REFERENCES notice (taskforce_id, id)
) {strict};
CREATE INDEX notice_mail_next ON notice_mail (next_at) WHERE state = 'queued';

-- Where an office is written to when none of its people has an account.
CREATE TABLE notice_office (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    agency_id {key} NOT NULL REFERENCES agency (id),
    address TEXT NOT NULL,
    set_by {key} REFERENCES account (id),
    set_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, agency_id)
) {strict};

-- Where a person is written to.
CREATE TABLE notice_person (
    account_id {key} NOT NULL PRIMARY KEY REFERENCES account (id),
    address TEXT NOT NULL,
    set_at {i64} NOT NULL
) {strict};

-- What a person does, or does not, want by e-mail; the topic's own rule where nothing is said.
CREATE TABLE notice_wish (
    account_id {key} NOT NULL REFERENCES account (id),
    topic {key} NOT NULL,
    by_mail {bool} NOT NULL,
    PRIMARY KEY (account_id, topic)
) {strict};

-- A link by which one office answers one invitation without an account.
CREATE TABLE meeting_link (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    agency_id {key} NOT NULL REFERENCES agency (id),
    token_hash {bytes} NOT NULL UNIQUE,
    issued_by {key} REFERENCES account (id), -- none: made for an e-mail
    issued_at {i64} NOT NULL,
    revoked_at {i64},
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id)
) {strict};
CREATE INDEX meeting_link_meeting ON meeting_link (taskforce_id, meeting_id, agency_id);

-- What an office was last told of the meeting: the counter of its day, time and place.
ALTER TABLE meeting_invitation ADD COLUMN told_facts {i64};
ALTER TABLE meeting ADD COLUMN facts {i64} NOT NULL DEFAULT 1;
