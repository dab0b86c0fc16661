-- The plan made at the table: what a meeting settled about each proposal for the next plan.

CREATE TABLE meeting_proposal (
    taskforce_id {key} NOT NULL,
    meeting_id {key} NOT NULL,
    proposal_id {key} NOT NULL,
    outcome {key} NOT NULL,                  -- agreed, changed, dropped
    agency_id {key} REFERENCES agency (id),  -- the office that spoke for it
    speaker TEXT NOT NULL,                   -- who spoke for that office; may be empty
    note TEXT NOT NULL,                      -- what was changed, or why it was dropped
    settled_by {key} REFERENCES account (id),
    settled_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, meeting_id, proposal_id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id),
    FOREIGN KEY (taskforce_id, proposal_id) REFERENCES plan_proposal (taskforce_id, id)
) {strict};
CREATE INDEX meeting_proposal_proposal ON meeting_proposal (taskforce_id, proposal_id);
