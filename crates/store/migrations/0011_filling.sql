-- Other ways to fill a plan: a personal link, an office's own workbook, approval by its head.

-- A link for one office, given to one person, that works without an account until it expires.
CREATE TABLE report_link (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    agency_id {key} NOT NULL REFERENCES agency (id),
    holder TEXT NOT NULL,                    -- to whom it was given
    token_hash {bytes} NOT NULL UNIQUE,
    issued_by {key} REFERENCES account (id),
    issued_at {i64} NOT NULL,
    expires_at {i64} NOT NULL,
    revoked_at {i64},
    used_at {i64},                           -- last report sent by it
    uses {i64} NOT NULL,                     -- reports sent by it
    PRIMARY KEY (taskforce_id, id)
) {strict};
CREATE INDEX report_link_agency ON report_link (taskforce_id, agency_id);

-- Agencies whose head approves each report before the secretariat sees it.
CREATE TABLE agency_approval (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    agency_id {key} NOT NULL REFERENCES agency (id),
    set_by {key} REFERENCES account (id),
    set_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, agency_id)
) {strict};

ALTER TABLE realisation ADD COLUMN via {key} NOT NULL DEFAULT 'page';   -- page, link, workbook
ALTER TABLE realisation ADD COLUMN link_id {key};
ALTER TABLE realisation ADD COLUMN approved_by {key} REFERENCES account (id);
ALTER TABLE realisation ADD COLUMN approved_at {i64};
CREATE INDEX realisation_unapproved ON realisation (taskforce_id, agency_id)
    WHERE state = 'unapproved';

-- A workbook of reports that was uploaded and previewed is no plan.
ALTER TABLE plan_import ADD COLUMN what {key} NOT NULL DEFAULT 'plan';  -- plan, reports
