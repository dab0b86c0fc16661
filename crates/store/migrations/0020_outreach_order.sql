-- Orders to pass a message on (sosialisasi), the receipt of each sub-district and village, and the
-- roll-up of both along the region path.

CREATE TABLE outreach_order (
    taskforce_id {key} NOT NULL REFERENCES taskforce (id),
    id {key} NOT NULL,
    region_id {key} NOT NULL REFERENCES region (id), -- the region of the task force: top of the roll-up
    meeting_id {key},
    decision_id {key},
    title TEXT NOT NULL,
    message TEXT NOT NULL,                   -- in plain words, without any identity
    levels {key} NOT NULL,                   -- household,community,rt_rw,village,district
    due_on {key} NOT NULL,
    begins_on {key} NOT NULL,                -- nothing that is reported lies before
    agency_id {key} NOT NULL REFERENCES agency (id),
    stage {key} NOT NULL,                    -- draft, issued, closed, withdrawn
    issued_on {key},                         -- regions are named and counted as on this day
    version {i64} NOT NULL,
    is_example {bool} NOT NULL,
    created_by {key} REFERENCES account (id),
    created_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    FOREIGN KEY (taskforce_id, meeting_id) REFERENCES meeting (taskforce_id, id),
    FOREIGN KEY (taskforce_id, decision_id) REFERENCES meeting_decision (taskforce_id, id)
) {strict};
CREATE INDEX outreach_order_stage ON outreach_order (taskforce_id, stage, due_on, id);
CREATE INDEX outreach_order_meeting ON outreach_order (taskforce_id, meeting_id);

-- Chosen sub-districts; none is the whole region.
CREATE TABLE outreach_area (
    taskforce_id {key} NOT NULL,
    order_id {key} NOT NULL,
    region_id {key} NOT NULL REFERENCES region (id),
    PRIMARY KEY (taskforce_id, order_id, region_id),
    FOREIGN KEY (taskforce_id, order_id) REFERENCES outreach_order (taskforce_id, id)
) {strict};

CREATE TABLE outreach_step (
    taskforce_id {key} NOT NULL,
    order_id {key} NOT NULL,
    position {i64} NOT NULL,
    step {key} NOT NULL,                     -- issue, close, reopen, withdraw
    note TEXT NOT NULL,
    taken_by {key} REFERENCES account (id),
    taken_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, order_id, position),
    FOREIGN KEY (taskforce_id, order_id) REFERENCES outreach_order (taskforce_id, id)
) {strict};

-- One for each region that receives the order, made when it is issued. A region keeps its receipt
-- whatever becomes of it.
CREATE TABLE outreach_receipt (
    taskforce_id {key} NOT NULL,
    order_id {key} NOT NULL,
    region_id {key} NOT NULL REFERENCES region (id),
    district_id {key} NOT NULL REFERENCES region (id), -- under which it is counted, as on the day of issue
    level {key} NOT NULL,                    -- district, village
    state {key} NOT NULL,                    -- waiting, acknowledged, reported
    version {i64} NOT NULL,                  -- how often it was reported
    gatherings {i64} NOT NULL,               -- of the latest report, all levels together
    people {i64} NOT NULL,
    acknowledged_by {key} REFERENCES account (id),
    acknowledged_at {i64},
    acknowledged_for {bool} NOT NULL,        -- somebody else did it on the region's behalf
    PRIMARY KEY (taskforce_id, order_id, region_id),
    FOREIGN KEY (taskforce_id, order_id) REFERENCES outreach_order (taskforce_id, id)
) {strict};
CREATE INDEX outreach_receipt_district ON outreach_receipt (taskforce_id, order_id, district_id);
CREATE INDEX outreach_receipt_region ON outreach_receipt (region_id, taskforce_id, state);

-- What a region reported; a correction is a newer version beside the older ones.
CREATE TABLE outreach_report (
    taskforce_id {key} NOT NULL,
    id {key} NOT NULL,
    order_id {key} NOT NULL,
    region_id {key} NOT NULL,
    version {i64} NOT NULL,
    held_on {key},                           -- none where nothing was done
    note TEXT NOT NULL,
    reported_for {bool} NOT NULL,            -- somebody else did it on the region's behalf
    reported_by {key} REFERENCES account (id),
    reported_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, id),
    UNIQUE (taskforce_id, order_id, region_id, version),
    FOREIGN KEY (taskforce_id, order_id, region_id) REFERENCES outreach_receipt (taskforce_id, order_id, region_id)
) {strict};

CREATE TABLE outreach_reach (
    taskforce_id {key} NOT NULL,
    report_id {key} NOT NULL,
    level {key} NOT NULL,                    -- household, community, rt_rw, village, district
    gatherings {i64} NOT NULL,
    people {i64} NOT NULL,
    women {i64} NOT NULL,
    men {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, report_id, level),
    FOREIGN KEY (taskforce_id, report_id) REFERENCES outreach_report (taskforce_id, id)
) {strict};

-- What shows a report; stays with the receipt when it is corrected.
CREATE TABLE outreach_file (
    taskforce_id {key} NOT NULL,
    report_id {key} NOT NULL,
    file_id {key} NOT NULL,
    PRIMARY KEY (taskforce_id, report_id, file_id),
    FOREIGN KEY (taskforce_id, report_id) REFERENCES outreach_report (taskforce_id, id),
    FOREIGN KEY (taskforce_id, file_id) REFERENCES file (taskforce_id, id)
) {strict};

-- The roll-up: for each sub-district and for the whole region, written with what it counts.
CREATE TABLE outreach_tally (
    taskforce_id {key} NOT NULL,
    order_id {key} NOT NULL,
    region_id {key} NOT NULL REFERENCES region (id),
    asked {i64} NOT NULL,                    -- receipts
    acknowledged {i64} NOT NULL,             -- of those, no longer waiting
    reported {i64} NOT NULL,
    empty {i64} NOT NULL,                    -- of those reported, where nothing was done
    PRIMARY KEY (taskforce_id, order_id, region_id),
    FOREIGN KEY (taskforce_id, order_id) REFERENCES outreach_order (taskforce_id, id)
) {strict};

CREATE TABLE outreach_tally_reach (
    taskforce_id {key} NOT NULL,
    order_id {key} NOT NULL,
    region_id {key} NOT NULL,
    level {key} NOT NULL,
    gatherings {i64} NOT NULL,
    people {i64} NOT NULL,
    women {i64} NOT NULL,
    men {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, order_id, region_id, level),
    FOREIGN KEY (taskforce_id, order_id, region_id) REFERENCES outreach_tally (taskforce_id, order_id, region_id)
) {strict};
