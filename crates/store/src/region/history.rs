//! How a region was called and where it stood, by date, and what became of it.

use domain::{
    id::RegionId,
    region::{Became, RegionCode},
    time::Date,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A dated state of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// First day.
    pub from: Date,
    /// Last day, or open.
    pub to: Option<Date>,
    /// Its code then.
    pub code: RegionCode,
    /// Its name then.
    pub name: String,
    /// The region above then.
    pub parent: Option<RegionId>,
    /// Decree or file that says so.
    pub source: String,
}

fn version(row: &Row) -> Result<VersionRow> {
    Ok(VersionRow {
        from: row.get(0)?,
        to: row.get(1)?,
        code: row.get(2)?,
        name: row.get(3)?,
        parent: row.get(4)?,
        source: row.get(5)?,
    })
}

/// All versions of a region, newest first.
pub async fn list_versions(tx: &mut Tx, id: RegionId) -> Result<Vec<VersionRow>> {
    let sql = sql!(
        "SELECT valid_from, valid_to, code, name, parent_id, source FROM region_version
         WHERE region_id = $1 ORDER BY valid_from DESC"
    );
    tx.all(sql, args![id]).await?.iter().map(version).collect()
}

/// The version of a day: the last one begun by then, else the first, for a fact may be older
/// than what is written down about its region.
pub async fn at(tx: &mut Tx, id: RegionId, day: Date) -> Result<VersionRow> {
    let sql = sql!(
        "SELECT valid_from, valid_to, code, name, parent_id, source FROM region_version
         WHERE region_id = $1
         ORDER BY CASE WHEN valid_from <= $2 THEN 0 ELSE 1 END,
                  CASE WHEN valid_from <= $2 THEN valid_from END DESC, valid_from
         LIMIT 1"
    );
    version(&tx.one(sql, args![id, day]).await?)
}

/// What one region became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// The region before.
    pub old: RegionId,
    /// The region after; the same for a rename and a move.
    pub new: RegionId,
    /// How.
    pub kind: Became,
    /// First day.
    pub on: Date,
}

/// Writes down what a region became; writing it again changes nothing.
pub async fn insert_change(tx: &mut Tx, row: &ChangeRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO region_change (old_id, new_id, kind, changed_on) VALUES ($1, $2, $3, $4)
         ON CONFLICT (old_id, new_id, kind, changed_on) DO NOTHING"
    );
    tx.run(sql, args![row.old, row.new, row.kind.code(), row.on]).await?;
    Ok(())
}

/// The changes that a region was part of, before or after, newest first.
pub async fn list_changes(tx: &mut Tx, id: RegionId) -> Result<Vec<ChangeRow>> {
    let sql = sql!(
        "SELECT old_id, new_id, kind, changed_on FROM region_change
         WHERE old_id = $1 OR new_id = $1 ORDER BY changed_on DESC, kind, old_id, new_id"
    );
    let rows = tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            let kind: String = row.get(2)?;
            Ok(ChangeRow {
                old: row.get(0)?,
                new: row.get(1)?,
                kind: Became::from_code(&kind).ok_or(StoreError::Shape(kind))?,
                on: row.get(3)?,
            })
        })
        .collect()
}
