-- The action plan of a task force: how to count, what is wanted, what was done, kept apart.
-- What a checkpoint is judged by is dated: targets and leads count from a day on.

CREATE TABLE plan (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    title TEXT NOT NULL,
    first_year {i64} NOT NULL,
    last_year {i64} NOT NULL,
    scheme {key} NOT NULL,                   -- checkpoints of a year: TW, B ...
    state {key} NOT NULL,                    -- running, closed
    is_example {bool} NOT NULL,              -- figures are invented
    revision {i64} NOT NULL,                 -- counts every write to the plan or its reports
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, first_year, last_year)
) {strict};

CREATE TABLE plan_strategy (
    taskforce_id {key} NOT NULL,
    plan_id {key} NOT NULL,
    id {key} NOT NULL,
    code {key} NOT NULL,                     -- as printed: A
    name TEXT NOT NULL,
    name_key {key} NOT NULL,
    position {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, plan_id, id),
    UNIQUE (taskforce_id, plan_id, name_key),
    FOREIGN KEY (taskforce_id, plan_id) REFERENCES plan (taskforce_id, id)
) {strict};

CREATE TABLE plan_activity (
    taskforce_id {key} NOT NULL,
    plan_id {key} NOT NULL,
    id {key} NOT NULL,
    strategy_id {key} NOT NULL,
    code {key} NOT NULL,                     -- as printed: A.2
    name TEXT NOT NULL,
    name_key {key} NOT NULL,
    position {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, plan_id, id),
    UNIQUE (taskforce_id, strategy_id, name_key),
    FOREIGN KEY (taskforce_id, plan_id, strategy_id)
        REFERENCES plan_strategy (taskforce_id, plan_id, id)
) {strict};

-- Who supports an activity (instansi terkait): an agency, a group, or only words.
CREATE TABLE plan_activity_support (
    taskforce_id {key} NOT NULL,
    activity_id {key} NOT NULL,
    position {i64} NOT NULL,
    plan_id {key} NOT NULL,
    agency_id {key} REFERENCES agency (id),
    group_id {key},
    name TEXT NOT NULL,                      -- as written
    PRIMARY KEY (taskforce_id, activity_id, position),
    FOREIGN KEY (taskforce_id, plan_id, activity_id)
        REFERENCES plan_activity (taskforce_id, plan_id, id),
    FOREIGN KEY (taskforce_id, group_id) REFERENCES agency_group (taskforce_id, id)
) {strict};
CREATE INDEX plan_activity_support_plan ON plan_activity_support (taskforce_id, plan_id);

CREATE TABLE plan_budget (
    taskforce_id {key} NOT NULL,
    activity_id {key} NOT NULL,
    year {i64} NOT NULL,
    plan_id {key} NOT NULL,
    rupiah {i64},                            -- none where the plan names no amount
    funding TEXT NOT NULL,                   -- sources as written: APBD, DAK
    PRIMARY KEY (taskforce_id, activity_id, year),
    FOREIGN KEY (taskforce_id, plan_id, activity_id)
        REFERENCES plan_activity (taskforce_id, plan_id, id)
) {strict};
CREATE INDEX plan_budget_plan ON plan_budget (taskforce_id, plan_id);

CREATE TABLE plan_indicator (
    taskforce_id {key} NOT NULL,
    plan_id {key} NOT NULL,
    id {key} NOT NULL,
    activity_id {key} NOT NULL,
    name TEXT NOT NULL,
    name_key {key} NOT NULL,
    unit TEXT NOT NULL,
    measure {key} NOT NULL,                  -- per_period, cumulative, percentage ...
    direction {key} NOT NULL,                -- higher, lower
    definition TEXT NOT NULL,
    data_source TEXT NOT NULL,
    over_whole {bool} NOT NULL,              -- the part may be larger than the whole
    baseline {i64},                          -- before the plan; points of a percentage
    weight {i64} NOT NULL,
    position {i64} NOT NULL,
    version {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, plan_id, id),
    UNIQUE (taskforce_id, activity_id, name_key),
    FOREIGN KEY (taskforce_id, plan_id, activity_id)
        REFERENCES plan_activity (taskforce_id, plan_id, id)
) {strict};

-- Who answers (penanggung jawab) from a day on: an agency or a group.
CREATE TABLE plan_lead (
    taskforce_id {key} NOT NULL,
    indicator_id {key} NOT NULL,
    since_on {key} NOT NULL,
    plan_id {key} NOT NULL,
    agency_id {key} REFERENCES agency (id),
    group_id {key},
    PRIMARY KEY (taskforce_id, indicator_id, since_on),
    FOREIGN KEY (taskforce_id, plan_id, indicator_id)
        REFERENCES plan_indicator (taskforce_id, plan_id, id),
    FOREIGN KEY (taskforce_id, group_id) REFERENCES agency_group (taskforce_id, id)
) {strict};
CREATE INDEX plan_lead_plan ON plan_lead (taskforce_id, plan_id);

-- What is wanted in a year, from a day on; a later row leaves the checkpoints before it alone.
CREATE TABLE plan_target (
    taskforce_id {key} NOT NULL,
    indicator_id {key} NOT NULL,
    year {i64} NOT NULL,
    since_on {key} NOT NULL,
    plan_id {key} NOT NULL,
    value {i64},                             -- 1/10,000 of the unit; none for "per kebutuhan"
    text TEXT NOT NULL,                      -- as written, where it says more than the number
    PRIMARY KEY (taskforce_id, indicator_id, year, since_on),
    FOREIGN KEY (taskforce_id, plan_id, indicator_id)
        REFERENCES plan_indicator (taskforce_id, plan_id, id)
) {strict};
CREATE INDEX plan_target_plan ON plan_target (taskforce_id, plan_id);

-- The row's own cumulative share of a year at each checkpoint; without rows it is even.
CREATE TABLE plan_spread (
    taskforce_id {key} NOT NULL,
    indicator_id {key} NOT NULL,
    year {i64} NOT NULL,
    checkpoint {i64} NOT NULL,               -- its place in the year, from 1
    plan_id {key} NOT NULL,
    share {i64} NOT NULL,                    -- 1/10,000
    PRIMARY KEY (taskforce_id, indicator_id, year, checkpoint),
    FOREIGN KEY (taskforce_id, plan_id, indicator_id)
        REFERENCES plan_indicator (taskforce_id, plan_id, id)
) {strict};
CREATE INDEX plan_spread_plan ON plan_spread (taskforce_id, plan_id);

-- What an agency reported: append-only revisions, decided once. The latest verified one counts.
CREATE TABLE realisation (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    plan_id {key} NOT NULL,
    indicator_id {key} NOT NULL,
    agency_id {key} NOT NULL REFERENCES agency (id),
    year {i64} NOT NULL,
    checkpoint {i64} NOT NULL,
    revision {i64} NOT NULL,                 -- 1, 2, 3 ...
    state {key} NOT NULL,                    -- submitted, verified, returned
    value {i64},                             -- of a count, 1/10,000 of the unit
    numerator {i64},                         -- of a percentage
    denominator {i64},
    spend {i64},                             -- rupiah since 1 January
    obstacle TEXT NOT NULL,
    follow_up TEXT NOT NULL,
    nihil {bool} NOT NULL,                   -- nothing happened since the report before
    nihil_reason TEXT NOT NULL,
    submitted_by {key} REFERENCES account (id),
    submitted_at {i64} NOT NULL,
    decided_by {key} REFERENCES account (id),
    decided_at {i64},
    return_reason TEXT NOT NULL,
    version {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, indicator_id, agency_id, year, checkpoint, revision),
    FOREIGN KEY (taskforce_id, plan_id, indicator_id)
        REFERENCES plan_indicator (taskforce_id, plan_id, id)
) {strict};
CREATE INDEX realisation_plan ON realisation (taskforce_id, plan_id);
CREATE INDEX realisation_waiting ON realisation (taskforce_id, plan_id, submitted_at)
    WHERE state = 'submitted';

-- A file that was uploaded and previewed, until it is confirmed or a day has passed.
CREATE TABLE plan_import (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    account_id {key} REFERENCES account (id),
    file_name TEXT NOT NULL,
    sha256 {bytes} NOT NULL,
    content {bytes} NOT NULL,
    choices TEXT NOT NULL,                   -- JSON: what was decided about doubts
    state {key} NOT NULL,                    -- previewed, applied
    created_at {i64} NOT NULL,
    applied_at {i64},
    PRIMARY KEY (taskforce_id, id)
) {strict};
