-- The life of a plan: stages, proposals, the regulation, amendments, end evaluations, carry-over.

ALTER TABLE plan ADD COLUMN predecessor_id {key};          -- the plan that it follows
ALTER TABLE plan ADD COLUMN regulation_number TEXT NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN regulation_title TEXT NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN regulation_on {key};           -- day of signing
ALTER TABLE plan ADD COLUMN in_force_on {key};             -- first day it counts
ALTER TABLE plan ADD COLUMN closed_on {key};

-- A row that an amendment adds counts from a day on, one that it takes out until a day.
ALTER TABLE plan_indicator ADD COLUMN from_on {key};
ALTER TABLE plan_indicator ADD COLUMN until_on {key};
ALTER TABLE plan_indicator ADD COLUMN origin_id {key};     -- the row of the plan before that it carries on

-- Each stage that a plan has entered, and why.
CREATE TABLE plan_stage (
    taskforce_id {key} NOT NULL,
    plan_id {key} NOT NULL,
    position {i64} NOT NULL,                 -- from 1
    stage {key} NOT NULL,                    -- proposing, discussing, agreed, drafting, running, closed
    entered_at {i64} NOT NULL,
    account_id {key} REFERENCES account (id),
    note TEXT NOT NULL,
    PRIMARY KEY (taskforce_id, plan_id, position),
    FOREIGN KEY (taskforce_id, plan_id) REFERENCES plan (taskforce_id, id)
) {strict};

-- A dated version of a plan in force.
CREATE TABLE plan_amendment (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    plan_id {key} NOT NULL,
    number {i64} NOT NULL,                   -- 1 is the plan as it was put in force
    since_on {key} NOT NULL,
    basis TEXT NOT NULL,                     -- regulation or minutes
    note TEXT NOT NULL,
    account_id {key} REFERENCES account (id),
    made_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, plan_id, number),
    FOREIGN KEY (taskforce_id, plan_id) REFERENCES plan (taskforce_id, id)
) {strict};

-- What an office wants to stand in a plan that is being made.
CREATE TABLE plan_proposal (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    plan_id {key} NOT NULL,
    agency_id {key} REFERENCES agency (id),  -- the office that proposes; none for the secretariat
    lead_agency_id {key} REFERENCES agency (id),   -- who would answer: an agency or a group
    lead_group_id {key},
    strategy_id {key} NOT NULL,
    activity TEXT NOT NULL,
    indicator TEXT NOT NULL,
    unit TEXT NOT NULL,
    measure {key} NOT NULL,
    definition TEXT NOT NULL,
    funding TEXT NOT NULL,
    reason TEXT NOT NULL,
    origin_id {key},                         -- the row of the plan before that it carries on
    state {key} NOT NULL,                    -- proposed, accepted, declined, withdrawn
    decision TEXT NOT NULL,                  -- why it was decided so
    indicator_id {key},                      -- the row that it became
    proposed_by {key} REFERENCES account (id),
    proposed_at {i64} NOT NULL,
    decided_by {key} REFERENCES account (id),
    decided_at {i64},
    version {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, plan_id, id),
    FOREIGN KEY (taskforce_id, plan_id, strategy_id)
        REFERENCES plan_strategy (taskforce_id, plan_id, id),
    FOREIGN KEY (taskforce_id, lead_group_id) REFERENCES agency_group (taskforce_id, id)
) {strict};
CREATE INDEX plan_proposal_plan ON plan_proposal (taskforce_id, plan_id, state);

CREATE TABLE plan_proposal_year (
    taskforce_id {key} NOT NULL,
    proposal_id {key} NOT NULL,
    year {i64} NOT NULL,
    plan_id {key} NOT NULL,
    value {i64},                             -- 1/10,000 of the unit; none where no number is wanted
    text TEXT NOT NULL,                      -- as written, where it says more than the number
    rupiah {i64},                            -- none where no amount is named
    PRIMARY KEY (taskforce_id, proposal_id, year),
    FOREIGN KEY (taskforce_id, plan_id, proposal_id)
        REFERENCES plan_proposal (taskforce_id, plan_id, id)
) {strict};
CREATE INDEX plan_proposal_year_plan ON plan_proposal_year (taskforce_id, plan_id);

-- How a row ended.
CREATE TABLE plan_evaluation (
    taskforce_id {key} NOT NULL,
    indicator_id {key} NOT NULL,
    plan_id {key} NOT NULL,
    finding TEXT NOT NULL,
    cause TEXT NOT NULL,
    advice TEXT NOT NULL,
    evaluated_by {key} REFERENCES account (id),
    evaluated_at {i64} NOT NULL,
    version {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, indicator_id),
    FOREIGN KEY (taskforce_id, plan_id, indicator_id)
        REFERENCES plan_indicator (taskforce_id, plan_id, id)
) {strict};
CREATE INDEX plan_evaluation_plan ON plan_evaluation (taskforce_id, plan_id);

-- What the next plan does with a row.
CREATE TABLE plan_carry (
    taskforce_id {key} NOT NULL,
    indicator_id {key} NOT NULL,
    plan_id {key} NOT NULL,                  -- the plan that the row is of
    choice {key} NOT NULL,                   -- kept, changed, dropped
    reason TEXT NOT NULL,
    proposal_id {key},                       -- what it became in the next plan
    decided_by {key} REFERENCES account (id),
    decided_at {i64} NOT NULL,
    version {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, indicator_id),
    FOREIGN KEY (taskforce_id, plan_id, indicator_id)
        REFERENCES plan_indicator (taskforce_id, plan_id, id)
) {strict};
CREATE INDEX plan_carry_plan ON plan_carry (taskforce_id, plan_id);
