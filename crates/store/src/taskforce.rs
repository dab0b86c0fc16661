//! Task forces, their terms, sub-task forces and seats.

use domain::{
    agency::Tenure,
    id::{TaskForceId, TermId},
    taskforce::{Decree, SubTaskForce, Term, TermState},
    time::{Instant, Zone},
};

use crate::{Result, Row, StoreError, Tx, agency::shape, args, sql};

mod seat;

pub use seat::{
    SeatedOffice, get_seat, insert_seat, insert_seat_office, list_seat_offices,
    list_seated_holders, list_seated_offices, list_seats, update_seat_office_end,
};

/// The standing task force of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskForceRow {
    /// Identifier.
    pub id: TaskForceId,
    /// Kemendagri code of the region it serves.
    pub region: String,
    /// Its name.
    pub name: String,
    /// Whose "today" counts.
    pub zone: Zone,
    /// Whether it was filled with examples.
    pub is_demo: bool,
    /// Where its letters are dated.
    pub place: Option<String>,
    /// Second line of its letterhead.
    pub address: Option<String>,
}

fn taskforce(row: &Row) -> Result<TaskForceRow> {
    let zone: String = row.get(3)?;
    Ok(TaskForceRow {
        id: row.get(0)?,
        region: row.get(1)?,
        name: row.get(2)?,
        zone: Zone::from_code(&zone).ok_or_else(|| shape("zone", &zone))?,
        is_demo: row.get(4)?,
        place: row.get(5)?,
        address: row.get(6)?,
    })
}

/// The task force with this identifier.
pub async fn get(tx: &mut Tx, id: TaskForceId) -> Result<TaskForceRow> {
    let row = tx
        .one(
            sql!("SELECT id, region_code, name, zone, demo, place, address FROM taskforce WHERE id = $1"),
            args![id],
        )
        .await?;
    taskforce(&row)
}

/// The task force of a region, by the region's code.
pub async fn find(tx: &mut Tx, region: &str) -> Result<Option<TaskForceRow>> {
    let row = tx
        .opt(
            sql!("SELECT id, region_code, name, zone, demo, place, address FROM taskforce WHERE region_code = $1"),
            args![region],
        )
        .await?;
    row.as_ref().map(taskforce).transpose()
}

/// Every task force, by region code.
pub async fn list(tx: &mut Tx) -> Result<Vec<TaskForceRow>> {
    let rows = tx
        .all(
            sql!("SELECT id, region_code, name, zone, demo, place, address FROM taskforce ORDER BY region_code"),
            args![],
        )
        .await?;
    rows.iter().map(taskforce).collect()
}

/// Stores a new task force.
///
/// # Errors
/// `Taken` where the region has one.
pub async fn insert(tx: &mut Tx, taskforce: &TaskForceRow, now: Instant) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO taskforce (id, region_code, name, zone, demo, place, address, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        args![
            taskforce.id,
            taskforce.region,
            taskforce.name,
            taskforce.zone.code(),
            taskforce.is_demo,
            taskforce.place,
            taskforce.address,
            now
        ],
    )
    .await?;
    Ok(())
}

fn term(row: &Row) -> Result<Term> {
    let state: String = row.get(1)?;
    Ok(Term {
        id: row.get(0)?,
        state: TermState::from_code(&state).ok_or_else(|| shape("term state", &state))?,
        decree: Decree { number: row.get(2)?, signed_on: row.get(3)?, title: row.get(4)? },
        valid: Tenure { from: row.get(5)?, until: row.get(6)? },
        rule_version: row.get(7)?,
        to_confirm: row.get(8)?,
        is_example: row.get(9)?,
        version: row.get(10)?,
    })
}

/// The terms of a task force, latest first.
pub async fn list_terms(tx: &mut Tx, id: TaskForceId) -> Result<Vec<Term>> {
    let rows = tx
        .all(
            sql!(
                "SELECT id, state, decree_number, decree_on, decree_title, valid_from, valid_to,
                        rule_version, to_confirm, is_example, version
                 FROM taskforce_term WHERE taskforce_id = $1 ORDER BY valid_from DESC, id DESC"
            ),
            args![id],
        )
        .await?;
    rows.iter().map(term).collect()
}

/// One term of a task force.
pub async fn get_term(tx: &mut Tx, taskforce: TaskForceId, id: TermId) -> Result<Term> {
    let row = tx
        .one(
            sql!(
                "SELECT id, state, decree_number, decree_on, decree_title, valid_from, valid_to,
                        rule_version, to_confirm, is_example, version
                 FROM taskforce_term WHERE taskforce_id = $1 AND id = $2"
            ),
            args![taskforce, id],
        )
        .await?;
    term(&row)
}

/// Stores a new term.
///
/// # Errors
/// `Taken` where a second one would run.
pub async fn insert_term(
    tx: &mut Tx,
    taskforce: TaskForceId,
    term: &Term,
    now: Instant,
) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO taskforce_term (taskforce_id, id, state, decree_number, decree_on,
                                         decree_title, valid_from, valid_to, rule_version,
                                         to_confirm, is_example, version, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
        ),
        args![
            taskforce,
            term.id,
            term.state.code(),
            term.decree.number,
            term.decree.signed_on,
            term.decree.title,
            term.valid.from,
            term.valid.until,
            term.rule_version,
            term.to_confirm,
            term.is_example,
            term.version,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Sets state and last day of a term whose stored version is still `term.version`, and counts it
/// up; false where somebody else was faster. An edit of its seats counts it up the same way.
pub async fn update_term(tx: &mut Tx, taskforce: TaskForceId, term: &Term) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "UPDATE taskforce_term SET state = $4, valid_to = $5, to_confirm = $6,
                        version = version + 1
                 WHERE taskforce_id = $1 AND id = $2 AND version = $3"
            ),
            args![
                taskforce,
                term.id,
                term.version,
                term.state.code(),
                term.valid.until,
                term.to_confirm
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// The sub-task forces of a term, in order.
pub async fn list_subs(
    tx: &mut Tx,
    taskforce: TaskForceId,
    term: TermId,
) -> Result<Vec<SubTaskForce>> {
    let rows = tx
        .all(
            sql!(
                "SELECT id, term_id, number, name, position FROM taskforce_sub
                 WHERE taskforce_id = $1 AND term_id = $2 ORDER BY position"
            ),
            args![taskforce, term],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(SubTaskForce {
                id: row.get(0)?,
                term: row.get(1)?,
                number: row.get(2)?,
                name: row.get(3)?,
                position: row.get(4)?,
            })
        })
        .collect()
}

/// Stores a new sub-task force.
///
/// # Errors
/// `Unknown` where the task force has no such term.
pub async fn insert_sub(tx: &mut Tx, taskforce: TaskForceId, sub: &SubTaskForce) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO taskforce_sub (taskforce_id, id, term_id, number, name, position)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        args![taskforce, sub.id, sub.term, sub.number, sub.name, sub.position],
    )
    .await?;
    Ok(())
}

/// `Missing` unless one row was touched.
fn touched(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Missing) }
}
