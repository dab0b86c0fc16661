-- Ties an activity to the budget: its sub-activity code in the regional government's planning system.

ALTER TABLE plan_activity ADD COLUMN sipd_code {key} NOT NULL DEFAULT '';
