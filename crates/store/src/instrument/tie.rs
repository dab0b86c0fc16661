//! What hangs on instruments: steps, parties, rows of a plan, relations, texts.

use domain::{
    id::{
        AccountId, AgencyId, FileId, IndicatorId, InstrumentId, InstrumentStepId, InstrumentTextId,
        PartyId, TaskForceId,
    },
    instrument::{Party, Relation, Step, TextKind, Whose},
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A step on the way of an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: InstrumentStepId,
    /// Of which instrument.
    pub instrument: InstrumentId,
    /// Which.
    pub step: Step,
    /// The day on which it happened, where it has one.
    pub on: Option<Date>,
    /// By whom it was harmonised or signed; may be empty.
    pub who: String,
    /// The number, or where it was published; may be empty.
    pub number: String,
    /// Why; may be empty.
    pub note: String,
    /// The instrument that took it out of force.
    pub by: Option<InstrumentId>,
    /// Who recorded it; none for the system.
    pub taken_by: Option<AccountId>,
    /// When.
    pub taken_at: Instant,
}

/// The steps of an instrument, the latest first.
pub async fn list_steps(
    tx: &mut Tx,
    taskforce: TaskForceId,
    instrument: InstrumentId,
) -> Result<Vec<StepRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, instrument_id, step, happened_on, who, number, note, by_id,
                taken_by, taken_at
         FROM instrument_step WHERE taskforce_id = $1 AND instrument_id = $2
         ORDER BY taken_at DESC, id DESC"
    );
    let step = |row: &Row| {
        let code: String = row.get(3)?;
        Ok(StepRow {
            taskforce: row.get(0)?,
            id: row.get(1)?,
            instrument: row.get(2)?,
            step: Step::from_code(&code).ok_or(StoreError::Shape(code))?,
            on: row.get(4)?,
            who: row.get(5)?,
            number: row.get(6)?,
            note: row.get(7)?,
            by: row.get(8)?,
            taken_by: row.get(9)?,
            taken_at: row.get(10)?,
        })
    };
    tx.all(sql, args![taskforce, instrument]).await?.iter().map(step).collect()
}

/// Writes a step down.
pub async fn insert_step(tx: &mut Tx, row: &StepRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO instrument_step (taskforce_id, id, instrument_id, step, happened_on, who,
             number, note, by_id, taken_by, taken_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.instrument,
        row.step.code(),
        row.on,
        row.who,
        row.number,
        row.note,
        row.by,
        row.taken_by,
        row.taken_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// A party to an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyRow {
    /// Identifier.
    pub id: PartyId,
    /// To which instrument.
    pub instrument: InstrumentId,
    /// Who, and as what.
    pub party: Party,
}

fn party(row: &Row) -> Result<PartyRow> {
    let agency: Option<AgencyId> = row.get(2)?;
    let name: String = row.get(3)?;
    let who = agency.map_or(Whose::Other(name), Whose::Agency);
    let party = Party { who, role: row.get(4)? };
    Ok(PartyRow { id: row.get(0)?, instrument: row.get(1)?, party })
}

/// The parties of an instrument, in the order in which they were entered.
pub async fn list_parties(
    tx: &mut Tx,
    taskforce: TaskForceId,
    instrument: InstrumentId,
) -> Result<Vec<PartyRow>> {
    let sql = sql!(
        "SELECT id, instrument_id, agency_id, name, role FROM instrument_party
         WHERE taskforce_id = $1 AND instrument_id = $2 ORDER BY created_at, id"
    );
    tx.all(sql, args![taskforce, instrument]).await?.iter().map(party).collect()
}

/// The parties of every instrument of a task force.
pub async fn list_all_parties(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<PartyRow>> {
    let sql = sql!(
        "SELECT id, instrument_id, agency_id, name, role FROM instrument_party
         WHERE taskforce_id = $1 ORDER BY created_at, id"
    );
    tx.all(sql, args![taskforce]).await?.iter().map(party).collect()
}

/// Adds a party.
pub async fn insert_party(
    tx: &mut Tx,
    taskforce: TaskForceId,
    row: &PartyRow,
    at: Instant,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO instrument_party (taskforce_id, id, instrument_id, agency_id, name, role,
             created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let (agency, name) = match &row.party.who {
        Whose::Agency(id) => (Some(*id), ""),
        Whose::Other(name) => (None, name.as_str()),
    };
    let values = args![taskforce, row.id, row.instrument, agency, name, row.party.role, at];
    tx.run(sql, values).await?;
    Ok(())
}

/// Takes a party out; false where it is not there.
pub async fn delete_party(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (instrument, id): (InstrumentId, PartyId),
) -> Result<bool> {
    let sql = sql!(
        "DELETE FROM instrument_party
         WHERE taskforce_id = $1 AND instrument_id = $2 AND id = $3"
    );
    Ok(tx.run(sql, args![taskforce, instrument, id]).await? == 1)
}

/// The rows of a plan that an instrument fulfils, with code and name of their activity.
pub async fn list_rows(
    tx: &mut Tx,
    taskforce: TaskForceId,
    instrument: InstrumentId,
) -> Result<Vec<(IndicatorId, String)>> {
    let sql = sql!(
        "SELECT r.indicator_id, a.code, a.name FROM instrument_row r
         JOIN plan_indicator i ON i.taskforce_id = r.taskforce_id AND i.id = r.indicator_id
         JOIN plan_activity a ON a.taskforce_id = i.taskforce_id AND a.id = i.activity_id
         WHERE r.taskforce_id = $1 AND r.instrument_id = $2 ORDER BY a.code, r.indicator_id"
    );
    let name = |row: &Row| {
        let (code, name): (String, String) = (row.get(1)?, row.get(2)?);
        Ok((row.get(0)?, format!("{code} {name}").trim().to_owned()))
    };
    tx.all(sql, args![taskforce, instrument]).await?.iter().map(name).collect()
}

/// Says that an instrument fulfils a row; saying it again changes nothing.
pub async fn insert_row(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (instrument, indicator): (InstrumentId, IndicatorId),
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO instrument_row (taskforce_id, instrument_id, indicator_id)
         VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
    );
    tx.run(sql, args![taskforce, instrument, indicator]).await?;
    Ok(())
}

/// Takes it back; false where it was not said.
pub async fn delete_row(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (instrument, indicator): (InstrumentId, IndicatorId),
) -> Result<bool> {
    let sql = sql!(
        "DELETE FROM instrument_row
         WHERE taskforce_id = $1 AND instrument_id = $2 AND indicator_id = $3"
    );
    Ok(tx.run(sql, args![taskforce, instrument, indicator]).await? == 1)
}

/// What one instrument does to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelationRow {
    /// Which does it.
    pub instrument: InstrumentId,
    /// What.
    pub kind: Relation,
    /// To which.
    pub other: InstrumentId,
}

/// What an instrument does to others, and what others do to it.
pub async fn list_relations(
    tx: &mut Tx,
    taskforce: TaskForceId,
    instrument: InstrumentId,
) -> Result<Vec<RelationRow>> {
    let sql = sql!(
        "SELECT instrument_id, kind, other_id FROM instrument_relation
         WHERE taskforce_id = $1 AND (instrument_id = $2 OR other_id = $2)
         ORDER BY kind, instrument_id, other_id"
    );
    let relation = |row: &Row| {
        let kind: String = row.get(1)?;
        let kind = Relation::from_code(&kind).ok_or(StoreError::Shape(kind))?;
        Ok(RelationRow { instrument: row.get(0)?, kind, other: row.get(2)? })
    };
    tx.all(sql, args![taskforce, instrument]).await?.iter().map(relation).collect()
}

/// Says what an instrument does to another; saying it again changes nothing.
pub async fn insert_relation(tx: &mut Tx, taskforce: TaskForceId, row: RelationRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO instrument_relation (taskforce_id, instrument_id, kind, other_id)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
    );
    tx.run(sql, args![taskforce, row.instrument, row.kind.code(), row.other]).await?;
    Ok(())
}

/// Takes it back; false where it was not said.
pub async fn delete_relation(
    tx: &mut Tx,
    taskforce: TaskForceId,
    row: RelationRow,
) -> Result<bool> {
    let sql = sql!(
        "DELETE FROM instrument_relation
         WHERE taskforce_id = $1 AND instrument_id = $2 AND kind = $3 AND other_id = $4"
    );
    Ok(tx.run(sql, args![taskforce, row.instrument, row.kind.code(), row.other]).await? == 1)
}

/// A text of an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    /// Identifier.
    pub id: InstrumentTextId,
    /// Of which instrument.
    pub instrument: InstrumentId,
    /// Which text.
    pub kind: TextKind,
    /// What it is called.
    pub caption: String,
    /// The file.
    pub file: FileId,
    /// Who attached it; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

/// The texts of an instrument that were not taken off, the latest first.
pub async fn list_texts(
    tx: &mut Tx,
    taskforce: TaskForceId,
    instrument: InstrumentId,
) -> Result<Vec<TextRow>> {
    let sql = sql!(
        "SELECT id, instrument_id, kind, caption, file_id, created_by, created_at
         FROM instrument_text
         WHERE taskforce_id = $1 AND instrument_id = $2 AND removed_at IS NULL
         ORDER BY created_at DESC, id DESC"
    );
    let text = |row: &Row| {
        let kind: String = row.get(2)?;
        Ok(TextRow {
            id: row.get(0)?,
            instrument: row.get(1)?,
            kind: TextKind::from_code(&kind).ok_or(StoreError::Shape(kind))?,
            caption: row.get(3)?,
            file: row.get(4)?,
            created_by: row.get(5)?,
            created_at: row.get(6)?,
        })
    };
    tx.all(sql, args![taskforce, instrument]).await?.iter().map(text).collect()
}

/// How many texts have this id, also those that were taken off: 0 or 1.
pub async fn count_texts(tx: &mut Tx, taskforce: TaskForceId, id: InstrumentTextId) -> Result<i64> {
    let sql = sql!("SELECT COUNT(*) FROM instrument_text WHERE taskforce_id = $1 AND id = $2");
    tx.one(sql, args![taskforce, id]).await?.get(0)
}

/// Attaches a text.
pub async fn insert_text(tx: &mut Tx, taskforce: TaskForceId, row: &TextRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO instrument_text (taskforce_id, id, instrument_id, kind, caption, file_id,
             created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let values = args![
        taskforce,
        row.id,
        row.instrument,
        row.kind.code(),
        row.caption,
        row.file,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Takes a text off; false where it is not there.
pub async fn update_text_removed(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (instrument, id): (InstrumentId, InstrumentTextId),
    at: Instant,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE instrument_text SET removed_at = $4
         WHERE taskforce_id = $1 AND instrument_id = $2 AND id = $3 AND removed_at IS NULL"
    );
    Ok(tx.run(sql, args![taskforce, instrument, id, at]).await? == 1)
}
