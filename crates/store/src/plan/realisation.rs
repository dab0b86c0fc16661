//! What agencies reported, revision by revision.

use domain::{
    figure::Rupiah,
    id::{AccountId, AgencyId, IndicatorId, LinkId, PlanId, RealisationId, TaskForceId},
    plan::{Checkpoint, Entry, State, Via},
    time::Instant,
};

use super::{figures::place, year};
use crate::{Result, Row, StoreError, Tx, args, sql};

/// Whose report for what: one agency, one indicator, one checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The agency that reports.
    pub agency: AgencyId,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
}

/// One revision of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RealisationRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: RealisationId,
    /// The plan.
    pub plan: PlanId,
    /// Whose report for what.
    pub place: Place,
    /// 1, 2, 3 ...
    pub revision: u32,
    /// Where it stands.
    pub state: State,
    /// What was reached.
    pub entry: Entry,
    /// Spent since 1 January.
    pub spend: Option<Rupiah>,
    /// What stands in the way; may be empty.
    pub obstacle: String,
    /// What is done about it; may be empty.
    pub follow_up: String,
    /// Why nothing happened since the report before; none where something did.
    pub nihil: Option<String>,
    /// Who sent it; nobody for the system and the command line.
    pub submitted_by: Option<AccountId>,
    /// When.
    pub submitted_at: Instant,
    /// Who verified or returned it.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<Instant>,
    /// Why it was returned; else empty.
    pub return_reason: String,
    /// Counts the changes of its state.
    pub version: i64,
    /// By which way it came.
    pub via: Via,
    /// The link that it was sent by.
    pub link: Option<LinkId>,
    /// Who approved it for the agency.
    pub approved_by: Option<AccountId>,
    /// When.
    pub approved_at: Option<Instant>,
}

impl RealisationRow {
    /// When it reached the secretariat: when the head approved it, else when it was sent.
    pub fn sent_at(&self) -> Instant {
        self.approved_at.unwrap_or(self.submitted_at)
    }
}

fn realisation(row: &Row) -> Result<RealisationRow> {
    let (state, via): (String, String) = (row.get(8)?, row.get(23)?);
    let revision: i64 = row.get(7)?;
    Ok(RealisationRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        plan: row.get(2)?,
        place: Place {
            indicator: row.get(3)?,
            agency: row.get(4)?,
            checkpoint: Checkpoint { year: year(row, 5)?, index: place(row, 6)? },
        },
        revision: u32::try_from(revision)
            .map_err(|_| StoreError::Shape(format!("the revision {revision}")))?,
        state: State::from_code(&state).ok_or(StoreError::Shape(state))?,
        entry: entry(row)?,
        spend: row.get(12)?,
        obstacle: row.get(13)?,
        follow_up: row.get(14)?,
        nihil: if row.get(15)? { Some(row.get(16)?) } else { None },
        submitted_by: row.get(17)?,
        submitted_at: row.get(18)?,
        decided_by: row.get(19)?,
        decided_at: row.get(20)?,
        return_reason: row.get(21)?,
        version: row.get(22)?,
        via: Via::from_code(&via).ok_or(StoreError::Shape(via))?,
        link: row.get(24)?,
        approved_by: row.get(25)?,
        approved_at: row.get(26)?,
    })
}

/// A count in `value`, or a fraction in `numerator` and `denominator`.
fn entry(row: &Row) -> Result<Entry> {
    match (row.get(9)?, row.get(10)?, row.get(11)?) {
        (Some(value), None, None) => Ok(Entry::Count(value)),
        (None, Some(numerator), Some(denominator)) => {
            Ok(Entry::Fraction { numerator, denominator })
        }
        _ => Err(StoreError::Shape("a realisation without its figure".to_owned())),
    }
}

/// One revision of this task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get_realisation(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: RealisationId,
) -> Result<RealisationRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, plan_id, indicator_id, agency_id, year, checkpoint, revision,
                state, value, numerator, denominator, spend, obstacle, follow_up, nihil,
                nihil_reason, submitted_by, submitted_at, decided_by, decided_at, return_reason,
                version, via, link_id, approved_by, approved_at
         FROM realisation WHERE taskforce_id = $1 AND id = $2"
    );
    realisation(&tx.one(sql, args![taskforce, id]).await?)
}

/// The latest revision of a report; none where nothing was sent yet.
pub async fn find_head(
    tx: &mut Tx,
    taskforce: TaskForceId,
    at: Place,
) -> Result<Option<RealisationRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, plan_id, indicator_id, agency_id, year, checkpoint, revision,
                state, value, numerator, denominator, spend, obstacle, follow_up, nihil,
                nihil_reason, submitted_by, submitted_at, decided_by, decided_at, return_reason,
                version, via, link_id, approved_by, approved_at
         FROM realisation
         WHERE taskforce_id = $1 AND indicator_id = $2 AND agency_id = $3 AND year = $4
           AND checkpoint = $5
         ORDER BY revision DESC LIMIT 1"
    );
    let (year, place) = (i64::from(at.checkpoint.year), i64::from(at.checkpoint.index));
    let row = tx.opt(sql, args![taskforce, at.indicator, at.agency, year, place]).await?;
    row.as_ref().map(realisation).transpose()
}

/// Every revision of every report of a plan, in the order of revisions.
pub async fn list_realisations(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<RealisationRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, plan_id, indicator_id, agency_id, year, checkpoint, revision,
                state, value, numerator, denominator, spend, obstacle, follow_up, nihil,
                nihil_reason, submitted_by, submitted_at, decided_by, decided_at, return_reason,
                version, via, link_id, approved_by, approved_at
         FROM realisation WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY revision, id"
    );
    tx.all(sql, args![taskforce, plan]).await?.iter().map(realisation).collect()
}

/// Every revision of an indicator, by checkpoint and agency, in the order of revisions.
pub async fn list_history(
    tx: &mut Tx,
    taskforce: TaskForceId,
    indicator: IndicatorId,
) -> Result<Vec<RealisationRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, plan_id, indicator_id, agency_id, year, checkpoint, revision,
                state, value, numerator, denominator, spend, obstacle, follow_up, nihil,
                nihil_reason, submitted_by, submitted_at, decided_by, decided_at, return_reason,
                version, via, link_id, approved_by, approved_at
         FROM realisation WHERE taskforce_id = $1 AND indicator_id = $2
         ORDER BY year, checkpoint, agency_id, revision"
    );
    tx.all(sql, args![taskforce, indicator]).await?.iter().map(realisation).collect()
}

/// Revisions of an agency that wait for its head and that no newer one superseded, the longest
/// waiting first.
pub async fn list_unapproved(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    agency: AgencyId,
) -> Result<Vec<RealisationRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, plan_id, indicator_id, agency_id, year, checkpoint, revision,
                state, value, numerator, denominator, spend, obstacle, follow_up, nihil,
                nihil_reason, submitted_by, submitted_at, decided_by, decided_at, return_reason,
                version, via, link_id, approved_by, approved_at
         FROM realisation r
         WHERE taskforce_id = $1 AND plan_id = $2 AND agency_id = $3 AND state = 'unapproved'
           AND NOT EXISTS (
             SELECT 1 FROM realisation n
             WHERE n.taskforce_id = r.taskforce_id AND n.indicator_id = r.indicator_id
               AND n.agency_id = r.agency_id AND n.year = r.year
               AND n.checkpoint = r.checkpoint AND n.revision > r.revision)
         ORDER BY submitted_at, id"
    );
    tx.all(sql, args![taskforce, plan, agency]).await?.iter().map(realisation).collect()
}

/// Counts a change of what belongs to a report, so that a decision on what was seen before is refused.
pub async fn update_version(tx: &mut Tx, taskforce: TaskForceId, id: RealisationId) -> Result<()> {
    let sql =
        sql!("UPDATE realisation SET version = version + 1 WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// Submitted revisions of a plan that no newer one superseded, the longest waiting first.
pub async fn list_waiting(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    limit: i64,
) -> Result<Vec<RealisationRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, plan_id, indicator_id, agency_id, year, checkpoint, revision,
                state, value, numerator, denominator, spend, obstacle, follow_up, nihil,
                nihil_reason, submitted_by, submitted_at, decided_by, decided_at, return_reason,
                version, via, link_id, approved_by, approved_at
         FROM realisation r
         WHERE taskforce_id = $1 AND plan_id = $2 AND state = 'submitted'
           AND NOT EXISTS (
             SELECT 1 FROM realisation n
             WHERE n.taskforce_id = r.taskforce_id AND n.indicator_id = r.indicator_id
               AND n.agency_id = r.agency_id AND n.year = r.year
               AND n.checkpoint = r.checkpoint AND n.revision > r.revision)
         ORDER BY submitted_at, id LIMIT $3"
    );
    tx.all(sql, args![taskforce, plan, limit]).await?.iter().map(realisation).collect()
}

/// How many revisions an indicator has.
pub async fn count_of_indicator(
    tx: &mut Tx,
    taskforce: TaskForceId,
    indicator: IndicatorId,
) -> Result<i64> {
    let sql =
        sql!("SELECT COUNT(id) FROM realisation WHERE taskforce_id = $1 AND indicator_id = $2");
    tx.one(sql, args![taskforce, indicator]).await?.get(0)
}

/// Adds a revision.
///
/// # Errors
/// `Taken` where somebody else added this revision in the meantime.
pub async fn insert_realisation(tx: &mut Tx, row: &RealisationRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO realisation (taskforce_id, id, plan_id, indicator_id, agency_id, year,
             checkpoint, revision, state, value, numerator, denominator, spend, obstacle, follow_up,
             nihil, nihil_reason, submitted_by, submitted_at, decided_by, decided_at, return_reason,
             version, via, link_id, approved_by, approved_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19, $20, $21, $22, $23, $24, $25, $26, $27)"
    );
    let (value, numerator, denominator) = match row.entry {
        Entry::Count(value) => (Some(value), None, None),
        Entry::Fraction { numerator, denominator } => (None, Some(numerator), Some(denominator)),
    };
    let values = args![
        row.taskforce,
        row.id,
        row.plan,
        row.place.indicator,
        row.place.agency,
        i64::from(row.place.checkpoint.year),
        i64::from(row.place.checkpoint.index),
        i64::from(row.revision),
        row.state.code(),
        value,
        numerator,
        denominator,
        row.spend,
        row.obstacle,
        row.follow_up,
        row.nihil.is_some(),
        row.nihil.as_deref().unwrap_or_default(),
        row.submitted_by,
        row.submitted_at,
        row.decided_by,
        row.decided_at,
        row.return_reason,
        row.version,
        row.via.code(),
        row.link,
        row.approved_by,
        row.approved_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Stores the decision in `row` while the revision is still at `row.version` and waits at the desk
/// `at`, and counts the change.
///
/// False where somebody else decided it in the meantime.
pub async fn decide(tx: &mut Tx, row: &RealisationRow, at: State) -> Result<bool> {
    let sql = sql!(
        "UPDATE realisation SET state = $4, decided_by = $5, decided_at = $6, return_reason = $7,
             approved_by = $8, approved_at = $9, version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3 AND state = $10"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.version,
        row.state.code(),
        row.decided_by,
        row.decided_at,
        row.return_reason,
        row.approved_by,
        row.approved_at,
        at.code(),
    ];
    Ok(tx.run(sql, values).await? == 1)
}
