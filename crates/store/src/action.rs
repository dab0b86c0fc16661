//! Actions and the steps on their way.

mod disposition;

pub use disposition::{
    DispositionRow, GivenRow, find_disposition, insert_disposition, list_disposed,
};

use std::collections::HashMap;

use domain::{
    action::{Draft, State, Step},
    id::{
        AccountId, ActionId, ActionStepId, AgencyId, DecisionId, FileId, IndicatorId, MeetingId,
        TaskForceId,
    },
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A stored action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: ActionId,
    /// Of which meeting; none where it comes from elsewhere.
    pub meeting: Option<MeetingId>,
    /// By which decision.
    pub decision: Option<DecisionId>,
    /// What is done, by whom, until when.
    pub draft: Draft,
    /// Where it stands.
    pub state: State,
    /// Counts its steps.
    pub version: i64,
    /// Whether it is invented.
    pub is_example: bool,
    /// Who gave it out; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

fn action(row: &Row) -> Result<ActionRow> {
    let state: String = row.get(9)?;
    Ok(ActionRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        meeting: row.get(2)?,
        decision: row.get(3)?,
        draft: Draft {
            what: row.get(4)?,
            agency: row.get(5)?,
            due_on: row.get(6)?,
            measure: row.get(7)?,
            indicator: row.get::<Option<IndicatorId>>(8)?,
        },
        state: State::from_code(&state).ok_or(StoreError::Shape(state))?,
        version: row.get(10)?,
        is_example: row.get(11)?,
        created_by: row.get(12)?,
        created_at: row.get(13)?,
    })
}

/// An action of a task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get(tx: &mut Tx, taskforce: TaskForceId, id: ActionId) -> Result<ActionRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, decision_id, what, agency_id, due_on, measure,
                indicator_id, state, version, is_example, created_by, created_at
         FROM action WHERE taskforce_id = $1 AND id = $2"
    );
    action(&tx.one(sql, args![taskforce, id]).await?)
}

/// Every action of a task force by its day.
pub async fn list(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<ActionRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, decision_id, what, agency_id, due_on, measure,
                indicator_id, state, version, is_example, created_by, created_at
         FROM action WHERE taskforce_id = $1 ORDER BY due_on, id"
    );
    tx.all(sql, args![taskforce]).await?.iter().map(action).collect()
}

/// The first actions of a state by their day, of one agency once their minutes go round, or of all,
/// and how many there are.
pub async fn list_of_state(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (state, agency): (State, Option<AgencyId>),
    limit: i64,
) -> Result<(Vec<ActionRow>, i64)> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, decision_id, what, agency_id, due_on, measure,
                indicator_id, state, version, is_example, created_by, created_at,
                COUNT(*) OVER ()
         FROM action
         WHERE taskforce_id = $1 AND state = $2
           AND (CAST($3 AS TEXT) IS NULL OR agency_id = $3 AND (meeting_id IS NULL OR EXISTS (
               SELECT 1 FROM meeting m WHERE m.taskforce_id = $1 AND m.id = meeting_id
                   AND m.stage IN ('circulating', 'approved', 'locked'))))
         ORDER BY due_on, id LIMIT $4"
    );
    let found = tx.all(sql, args![taskforce, state.code(), agency, limit]).await?;
    let total = found.first().map_or(Ok(0), |row| row.get(14))?;
    let rows = found.iter().map(action).collect::<Result<_>>()?;
    Ok((rows, total))
}

/// Open actions whose office asked for more time and has no answer yet, with the day it asked for.
pub async fn list_asked(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<(ActionRow, Date)>> {
    let sql = sql!(
        "SELECT a.taskforce_id, a.id, a.meeting_id, a.decision_id, a.what, a.agency_id, a.due_on,
                a.measure, a.indicator_id, a.state, a.version, a.is_example, a.created_by,
                a.created_at, s.to_on
         FROM action a
         JOIN action_step s ON s.taskforce_id = a.taskforce_id AND s.action_id = a.id
         WHERE a.taskforce_id = $1 AND a.state = 'open' AND s.step = 'ask' AND NOT EXISTS (
             SELECT 1 FROM action_step n
             WHERE n.taskforce_id = $1 AND n.action_id = a.id
               AND (n.taken_at > s.taken_at OR (n.taken_at = s.taken_at AND n.id > s.id)))
         ORDER BY a.due_on, a.id LIMIT 20"
    );
    let rows = tx.all(sql, args![taskforce]).await?;
    rows.iter().map(|row| Ok((action(row)?, row.get(14)?))).collect()
}

/// The actions that were given out by one meeting, in the order in which they were.
pub async fn list_of_meeting(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<ActionRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, decision_id, what, agency_id, due_on, measure,
                indicator_id, state, version, is_example, created_by, created_at
         FROM action WHERE taskforce_id = $1 AND meeting_id = $2 ORDER BY created_at, id"
    );
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(action).collect()
}

/// The actions that serve one row of the plan, by their day.
pub async fn list_of_indicator(
    tx: &mut Tx,
    taskforce: TaskForceId,
    indicator: IndicatorId,
) -> Result<Vec<ActionRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, decision_id, what, agency_id, due_on, measure,
                indicator_id, state, version, is_example, created_by, created_at
         FROM action WHERE taskforce_id = $1 AND indicator_id = $2 ORDER BY due_on, id"
    );
    tx.all(sql, args![taskforce, indicator]).await?.iter().map(action).collect()
}

/// Adds an action.
pub async fn insert(tx: &mut Tx, row: &ActionRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO action (taskforce_id, id, meeting_id, decision_id, what, agency_id, due_on,
             measure, indicator_id, state, version, is_example, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.meeting,
        row.decision,
        row.draft.what,
        row.draft.agency,
        row.draft.due_on,
        row.draft.measure,
        row.draft.indicator,
        row.state.code(),
        row.version,
        row.is_example,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Keeps office, day and state of an action; false where it has another version by now.
pub async fn update(tx: &mut Tx, row: &ActionRow) -> Result<bool> {
    let sql = sql!(
        "UPDATE action SET agency_id = $4, due_on = $5, state = $6, version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.version,
        row.draft.agency,
        row.draft.due_on,
        row.state.code(),
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// Words an action anew, while the minutes that gave it out are written; false where it has another
/// version by now.
pub async fn update_draft(tx: &mut Tx, row: &ActionRow) -> Result<bool> {
    let sql = sql!(
        "UPDATE action SET what = $4, agency_id = $5, due_on = $6, measure = $7, indicator_id = $8,
             version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3"
    );
    let draft = &row.draft;
    let values = args![
        row.taskforce,
        row.id,
        row.version,
        draft.what,
        draft.agency,
        draft.due_on,
        draft.measure,
        draft.indicator,
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// Takes an action out, while the minutes that gave it out are written.
pub async fn delete(tx: &mut Tx, taskforce: TaskForceId, id: ActionId) -> Result<()> {
    let sql = sql!("DELETE FROM action WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// A step on the way of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: ActionStepId,
    /// Of which action.
    pub action: ActionId,
    /// Which.
    pub step: Step,
    /// What was said.
    pub note: String,
    /// From which office to which, where it was handed over.
    pub agencies: Option<(AgencyId, AgencyId)>,
    /// From which day to which, where another was asked for or set.
    pub days: Option<(Date, Date)>,
    /// A file that shows it.
    pub file: Option<FileId>,
    /// An address that shows it; may be empty.
    pub url: String,
    /// By whom; none for the system.
    pub taken_by: Option<AccountId>,
    /// When.
    pub taken_at: Instant,
}

/// The steps of an action, the latest first.
pub async fn list_steps(
    tx: &mut Tx,
    taskforce: TaskForceId,
    action: ActionId,
) -> Result<Vec<StepRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, action_id, step, note, from_agency_id, to_agency_id, from_on,
                to_on, file_id, url, taken_by, taken_at
         FROM action_step WHERE taskforce_id = $1 AND action_id = $2
         ORDER BY taken_at DESC, id DESC"
    );
    let step = |row: &Row| {
        let code: String = row.get(3)?;
        let agencies: (Option<AgencyId>, Option<AgencyId>) = (row.get(5)?, row.get(6)?);
        let days: (Option<Date>, Option<Date>) = (row.get(7)?, row.get(8)?);
        Ok(StepRow {
            taskforce: row.get(0)?,
            id: row.get(1)?,
            action: row.get(2)?,
            step: Step::from_code(&code).ok_or(StoreError::Shape(code))?,
            note: row.get(4)?,
            agencies: agencies.0.zip(agencies.1),
            days: days.0.zip(days.1),
            file: row.get(9)?,
            url: row.get(10)?,
            taken_by: row.get(11)?,
            taken_at: row.get(12)?,
        })
    };
    tx.all(sql, args![taskforce, action]).await?.iter().map(step).collect()
}

/// How many steps an action has taken.
pub async fn count_steps(tx: &mut Tx, taskforce: TaskForceId, action: ActionId) -> Result<i64> {
    let sql = sql!("SELECT COUNT(*) FROM action_step WHERE taskforce_id = $1 AND action_id = $2");
    tx.one(sql, args![taskforce, action]).await?.get(0)
}

/// The action whose step a file shows, where it was given out by a meeting of this kind: its office
/// and the meeting.
pub async fn find_of_file(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (file, kind): (FileId, domain::meeting::Kind),
) -> Result<Option<(AgencyId, MeetingId)>> {
    let sql = sql!(
        "SELECT a.agency_id, m.id FROM action_step s
         JOIN action a ON a.taskforce_id = s.taskforce_id AND a.id = s.action_id
         JOIN meeting m ON m.taskforce_id = a.taskforce_id AND m.id = a.meeting_id
         WHERE s.taskforce_id = $1 AND s.file_id = $2 AND m.kind = $3"
    );
    let row = tx.opt(sql, args![taskforce, file, kind.code()]).await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Office and day with which the actions of a meeting were given out, where they changed since.
pub async fn list_given(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<HashMap<ActionId, (Option<AgencyId>, Option<Date>)>> {
    let sql = sql!(
        "SELECT s.action_id, s.step, s.from_agency_id, s.from_on FROM action_step s
         JOIN action a ON a.taskforce_id = s.taskforce_id AND a.id = s.action_id
         WHERE s.taskforce_id = $1 AND a.meeting_id = $2 AND s.step IN ('hand_over', 'extend')
         ORDER BY s.taken_at, s.id"
    );
    let mut given: HashMap<ActionId, (Option<AgencyId>, Option<Date>)> = HashMap::new();
    for row in tx.all(sql, args![taskforce, meeting]).await? {
        let (agency, day) = given.entry(row.get(0)?).or_default();
        if row.get::<String>(1)? == Step::HandOver.code() {
            *agency = agency.or(row.get(2)?);
        } else {
            *day = day.or(row.get(3)?);
        }
    }
    Ok(given)
}

/// Writes a step down.
pub async fn insert_step(tx: &mut Tx, row: &StepRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO action_step (taskforce_id, id, action_id, step, note, from_agency_id,
             to_agency_id, from_on, to_on, file_id, url, taken_by, taken_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.action,
        row.step.code(),
        row.note,
        row.agencies.map(|both| both.0),
        row.agencies.map(|both| both.1),
        row.days.map(|both| both.0),
        row.days.map(|both| both.1),
        row.file,
        row.url,
        row.taken_by,
        row.taken_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}
