-- Dispositions: what the leadership asks for outside a meeting, which becomes an action.

CREATE TABLE action_disposition (
    taskforce_id {key} NOT NULL,
    action_id {key} NOT NULL,
    given_by TEXT NOT NULL,                  -- who gave it, by office: Sekretaris Daerah
    given_on {key} NOT NULL,
    words TEXT NOT NULL,                     -- as it was given
    file_id {key},                           -- the handwritten sheet, photographed
    entered_by {key} REFERENCES account (id),
    entered_at {i64} NOT NULL,
    PRIMARY KEY (taskforce_id, action_id),
    FOREIGN KEY (taskforce_id, action_id) REFERENCES action (taskforce_id, id),
    FOREIGN KEY (taskforce_id, file_id) REFERENCES file (taskforce_id, id)
) {strict};
