-- The standing task force of a region, and who may sign in to it.

CREATE TABLE taskforce (
    id {key} NOT NULL PRIMARY KEY,
    region_code {key} NOT NULL UNIQUE,      -- Kemendagri code of the region it serves
    name TEXT NOT NULL,
    zone TEXT NOT NULL,                      -- WIB, WITA or WIT: whose "today" counts
    demo {bool} NOT NULL,                    -- filled with examples by `gugus demo`
    place TEXT,                              -- where its letters are dated: Tigaraksa
    address TEXT,                            -- second line of its letterhead
    created_at {i64} NOT NULL
) {strict};

CREATE TABLE account (
    id {key} NOT NULL PRIMARY KEY,
    username {key} NOT NULL UNIQUE,          -- lower case
    name TEXT NOT NULL,
    password {bytes} NOT NULL,               -- parameters, salt and hash of the verifier half
    person_public {bytes} NOT NULL,
    person_secret_sealed {bytes} NOT NULL,   -- under the key half of the password
    state {key} NOT NULL,                    -- active, disabled
    must_change {bool} NOT NULL,             -- the password was given by somebody else
    is_example {bool} NOT NULL,
    version {i64} NOT NULL,
    created_at {i64} NOT NULL
) {strict};

-- account x role x task force x agency / desk / region, from one date to another.
CREATE TABLE assignment (
    id {key} NOT NULL PRIMARY KEY,
    account_id {key} NOT NULL REFERENCES account (id),
    role {key} NOT NULL,
    taskforce_id {key} REFERENCES taskforce (id),
    agency_id {key},
    desk_id {key},
    region_code {key},
    valid_from {key} NOT NULL,
    valid_to {key},                          -- last day, or open
    granted_by {key},
    created_at {i64} NOT NULL
) {strict};
CREATE INDEX assignment_account ON assignment (account_id);

CREATE TABLE session (
    id {key} NOT NULL PRIMARY KEY,
    token_hash {bytes} NOT NULL UNIQUE,      -- of the cookie's secret
    account_id {key} NOT NULL REFERENCES account (id),
    assignment_id {key} REFERENCES assignment (id),
    person_secret_sealed {bytes} NOT NULL,   -- under a key that only the cookie yields
    agent TEXT NOT NULL,                     -- browser and system, shortened, to recognise it
    created_at {i64} NOT NULL,
    seen_at {i64} NOT NULL,
    expires_at {i64} NOT NULL
) {strict};
CREATE INDEX session_account ON session (account_id);

-- Wrong passwords by name, also names that nobody has, so that both look alike.
CREATE TABLE sign_in_failure (
    name_hash {bytes} NOT NULL PRIMARY KEY,
    failures {i64} NOT NULL,
    blocked_until {i64},
    seen_at {i64} NOT NULL
) {strict};
