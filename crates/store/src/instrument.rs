//! Legal instruments. What hangs on them stands in [`tie`].

use domain::{
    id::{AccountId, AgencyId, InstrumentId, PlanId, RegionId, TaskForceId, TermId},
    instrument::{Basis, Draft, Harmonised, Kind, Life, Published, Relation, Signed, Stage, Term},
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

mod tie;

pub use tie::{
    PartyRow, RelationRow, StepRow, TextRow, count_texts, delete_party, delete_relation,
    delete_row, insert_party, insert_relation, insert_row, insert_step, insert_text,
    list_all_parties, list_parties, list_relations, list_rows, list_steps, list_texts,
    update_text_removed,
};

/// A stored instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstrumentRow {
    /// Whose register it stands in.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: InstrumentId,
    /// What it is.
    pub draft: Draft,
    /// The village or sub-district it belongs to.
    pub region: Option<RegionId>,
    /// Where it is.
    pub life: Life,
    /// What no second one may share; none before it is signed.
    pub twin_key: Option<String>,
    /// Whether it is invented.
    pub is_example: bool,
    /// Counts its edits and steps.
    pub version: i64,
    /// Who entered it; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

fn shape(code: String) -> StoreError {
    StoreError::Shape(code)
}

fn instrument(row: &Row) -> Result<InstrumentRow> {
    let (kind, stage): (String, String) = (row.get(2)?, row.get(12)?);
    let year: i64 = row.get(4)?;
    let (term, plan): (Option<TermId>, Option<PlanId>) = (row.get(7)?, row.get(8)?);
    let (harmonised_on, signed_on): (Option<Date>, Option<Date>) = (row.get(13)?, row.get(16)?);
    let published_on: Option<Date> = row.get(19)?;
    let (harmonised_by, number): (String, String) = (row.get(14)?, row.get(15)?);
    let (signed_by, place, url): (String, String, String) =
        (row.get(17)?, row.get(18)?, row.get(20)?);
    Ok(InstrumentRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        draft: Draft {
            kind: Kind::from_code(&kind).ok_or_else(|| shape(kind))?,
            title: row.get(3)?,
            year: i16::try_from(year).map_err(|_| shape(year.to_string()))?,
            agency: row.get(5)?,
            basis: term.map(Basis::Term).or(plan.map(Basis::Plan)),
            summary: row.get(9)?,
            term: Term { from: row.get(10)?, until: row.get(11)? },
        },
        region: row.get(6)?,
        life: Life {
            stage: Stage::from_code(&stage).ok_or_else(|| shape(stage))?,
            harmonised: harmonised_on.map(|on| Harmonised { on, by: harmonised_by }),
            signed: signed_on.map(|on| Signed { number, on, by: signed_by }),
            published: published_on.map(|on| Published { place, on, url }),
            ended_on: row.get(21)?,
        },
        twin_key: row.get(22)?,
        is_example: row.get(23)?,
        version: row.get(24)?,
        created_by: row.get(25)?,
        created_at: row.get(26)?,
    })
}

/// An instrument of a task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get(tx: &mut Tx, taskforce: TaskForceId, id: InstrumentId) -> Result<InstrumentRow> {
    find(tx, taskforce, id).await?.ok_or(StoreError::Missing)
}

/// The same, or none.
pub async fn find(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: InstrumentId,
) -> Result<Option<InstrumentRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, kind, title, year, agency_id, region_id, term_id, plan_id,
                summary, valid_from, valid_until, stage, harmonised_on, harmonised_by, number,
                signed_on, signed_by, published_in, published_on, published_url, ended_on,
                twin_key, is_example, version, created_by, created_at
         FROM instrument WHERE taskforce_id = $1 AND id = $2"
    );
    tx.opt(sql, args![taskforce, id]).await?.as_ref().map(instrument).transpose()
}

/// Puts the writers of one instrument in a row.
pub async fn lock(tx: &mut Tx, taskforce: TaskForceId, id: InstrumentId) -> Result<()> {
    let sql = sql!("UPDATE instrument SET version = version WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// Every instrument of a task force, the latest year first; those without a number come first in
/// their year.
pub async fn list(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<InstrumentRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, kind, title, year, agency_id, region_id, term_id, plan_id,
                summary, valid_from, valid_until, stage, harmonised_on, harmonised_by, number,
                signed_on, signed_by, published_in, published_on, published_url, ended_on,
                twin_key, is_example, version, created_by, created_at
         FROM instrument WHERE taskforce_id = $1
         ORDER BY year DESC, COALESCE(signed_on, '9') DESC, created_at DESC, id DESC"
    );
    tx.all(sql, args![taskforce]).await?.iter().map(instrument).collect()
}

/// What was signed, is not taken out of force and ends from one day to another, with no signed
/// instrument that renews it or takes its place: the first to end first. Of one agency or of all.
pub async fn list_ending(
    tx: &mut Tx,
    (taskforce, agency): (TaskForceId, Option<AgencyId>),
    (from, until): (Date, Date),
    limit: i64,
) -> Result<Vec<InstrumentRow>> {
    let sql = sql!(
        "SELECT i.taskforce_id, i.id, i.kind, i.title, i.year, i.agency_id, i.region_id, i.term_id,
                i.plan_id, i.summary, i.valid_from, i.valid_until, i.stage, i.harmonised_on,
                i.harmonised_by, i.number, i.signed_on, i.signed_by, i.published_in,
                i.published_on, i.published_url, i.ended_on, i.twin_key, i.is_example, i.version,
                i.created_by, i.created_at
         FROM instrument i
         WHERE i.taskforce_id = $1 AND i.valid_until >= $3 AND i.valid_until <= $4
           AND i.stage IN ('signed', 'published')
           AND (CAST($2 AS TEXT) IS NULL OR i.agency_id = $2)
           AND NOT EXISTS (
               SELECT 1 FROM instrument_relation r
               JOIN instrument n ON n.taskforce_id = r.taskforce_id AND n.id = r.instrument_id
               WHERE r.taskforce_id = i.taskforce_id AND r.other_id = i.id
                 AND r.kind IN ('renews', 'revokes') AND n.stage IN ('signed', 'published'))
         ORDER BY i.valid_until, i.id LIMIT $5"
    );
    let rows = tx.all(sql, args![taskforce, agency, from, until, limit]).await?;
    rows.iter().map(instrument).collect()
}

/// The instruments that fulfil a row of a plan, the latest year first.
pub async fn list_of_indicator(
    tx: &mut Tx,
    taskforce: TaskForceId,
    indicator: domain::id::IndicatorId,
) -> Result<Vec<InstrumentRow>> {
    let sql = sql!(
        "SELECT i.taskforce_id, i.id, i.kind, i.title, i.year, i.agency_id, i.region_id, i.term_id,
                i.plan_id, i.summary, i.valid_from, i.valid_until, i.stage, i.harmonised_on,
                i.harmonised_by, i.number, i.signed_on, i.signed_by, i.published_in,
                i.published_on, i.published_url, i.ended_on, i.twin_key, i.is_example, i.version,
                i.created_by, i.created_at
         FROM instrument i
         JOIN instrument_row r ON r.taskforce_id = i.taskforce_id AND r.instrument_id = i.id
         WHERE i.taskforce_id = $1 AND r.indicator_id = $2
         ORDER BY i.year DESC, i.created_at DESC, i.id"
    );
    tx.all(sql, args![taskforce, indicator]).await?.iter().map(instrument).collect()
}

/// The instruments of a task force that a signed one renews or takes out of force.
pub async fn list_followed(
    tx: &mut Tx,
    taskforce: TaskForceId,
) -> Result<Vec<(InstrumentId, Relation)>> {
    let sql = sql!(
        "SELECT r.other_id, r.kind FROM instrument_relation r
         JOIN instrument n ON n.taskforce_id = r.taskforce_id AND n.id = r.instrument_id
         WHERE r.taskforce_id = $1 AND n.stage IN ('signed', 'published')
           AND r.kind IN ('renews', 'revokes')
         ORDER BY r.other_id, r.kind"
    );
    let followed = |row: &Row| {
        let kind: String = row.get(1)?;
        Ok((row.get(0)?, Relation::from_code(&kind).ok_or_else(|| shape(kind))?))
    };
    tx.all(sql, args![taskforce]).await?.iter().map(followed).collect()
}

/// Adds an instrument.
///
/// # Errors
/// `Taken` where another one has its number.
pub async fn insert(tx: &mut Tx, row: &InstrumentRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO instrument (taskforce_id, id, kind, title, year, agency_id, region_id, term_id,
             plan_id, summary, valid_from, valid_until, stage, harmonised_on, harmonised_by,
             number, signed_on, signed_by, published_in, published_on, published_url, ended_on,
             twin_key, version, is_example, created_by, created_at)
         VALUES ($1, $2, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
             $20, $21, $22, $23, $24, $3, $25, $26, $27)"
    );
    let mut values = values(row);
    values.extend(args![row.is_example, row.created_by, row.created_at]);
    tx.run(sql, values).await?;
    Ok(())
}

/// Keeps what an instrument is and where it is; false where it has another version by now.
///
/// # Errors
/// `Taken` where another one has its number.
pub async fn update(tx: &mut Tx, row: &InstrumentRow) -> Result<bool> {
    let sql = sql!(
        "UPDATE instrument SET kind = $4, title = $5, year = $6, agency_id = $7, region_id = $8,
             term_id = $9, plan_id = $10, summary = $11, valid_from = $12, valid_until = $13,
             stage = $14, harmonised_on = $15, harmonised_by = $16, number = $17,
             signed_on = $18, signed_by = $19, published_in = $20, published_on = $21,
             published_url = $22, ended_on = $23, twin_key = $24, version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3"
    );
    Ok(tx.run(sql, values(row)).await? == 1)
}

/// Every column from the first to `twin_key`, with the version in the third place.
fn values(row: &InstrumentRow) -> Vec<crate::Value> {
    let (draft, life) = (&row.draft, &row.life);
    let (term, plan) = match draft.basis {
        Some(Basis::Term(id)) => (Some(id), None),
        Some(Basis::Plan(id)) => (None, Some(id)),
        None => (None, None),
    };
    let harmonised = life.harmonised.as_ref();
    let (signed, published) = (life.signed.as_ref(), life.published.as_ref());
    args![
        row.taskforce,
        row.id,
        row.version,
        draft.kind.code(),
        draft.title,
        i64::from(draft.year),
        draft.agency,
        row.region,
        term,
        plan,
        draft.summary,
        draft.term.from,
        draft.term.until,
        life.stage.code(),
        harmonised.map(|one| one.on),
        harmonised.map_or("", |one| one.by.as_str()),
        signed.map_or("", |one| one.number.as_str()),
        signed.map(|one| one.on),
        signed.map_or("", |one| one.by.as_str()),
        published.map_or("", |one| one.place.as_str()),
        published.map(|one| one.on),
        published.map_or("", |one| one.url.as_str()),
        life.ended_on,
        row.twin_key,
    ]
}
