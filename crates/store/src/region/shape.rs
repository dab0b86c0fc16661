//! Outlines of regions, and how many people live there.

use domain::{
    id::RegionId,
    region::{Boundary, RegionPath},
    time::{Date, Instant},
};

use crate::{Result, StoreError, Tx, args, sql};

/// Stores the outline of a region; a second one takes the place of the first.
pub async fn save_boundary(
    tx: &mut Tx,
    region: RegionId,
    boundary: &Boundary,
    (source, now): (&str, Instant),
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO region_boundary (region_id, rings, source, imported_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (region_id) DO UPDATE SET rings = excluded.rings, source = excluded.source,
             imported_at = excluded.imported_at"
    );
    tx.run(sql, args![region, boundary.text(), source, now]).await?;
    Ok(())
}

/// The outlines of the regions right below one.
pub async fn list_boundaries(
    tx: &mut Tx,
    parent: Option<RegionId>,
) -> Result<Vec<(RegionId, Boundary)>> {
    let sql = sql!(
        "SELECT b.region_id, b.rings FROM region_boundary b JOIN region r ON r.id = b.region_id
         WHERE r.parent_id = $1 OR (r.parent_id IS NULL AND CAST($1 AS TEXT) IS NULL)"
    );
    let rows = tx.all(sql, args![parent]).await?;
    let row = |row: &crate::Row| {
        let rings: String = row.get(1)?;
        let boundary = rings.parse().map_err(|_| StoreError::Shape("an outline".to_owned()))?;
        Ok((row.get(0)?, boundary))
    };
    rows.iter().map(row).collect()
}

/// How many people live in a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PopulationRow {
    /// The region.
    pub region: RegionId,
    /// The day it stands for.
    pub as_of: Date,
    /// People.
    pub people: i64,
    /// Households; none where the source does not say.
    pub households: Option<i64>,
    /// Where it says so.
    pub source: String,
}

/// Stores a population; a second one of the same day takes the place of the first.
pub async fn save_population(tx: &mut Tx, row: &PopulationRow, now: Instant) -> Result<()> {
    let sql = sql!(
        "INSERT INTO region_population (region_id, as_of_on, people, households, source,
             imported_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (region_id, as_of_on) DO UPDATE SET people = excluded.people,
             households = excluded.households, source = excluded.source,
             imported_at = excluded.imported_at"
    );
    let values = args![row.region, row.as_of, row.people, row.households, row.source, now];
    tx.run(sql, values).await?;
    Ok(())
}

/// The latest population of every region at or below `path`.
pub async fn list_population(tx: &mut Tx, path: &RegionPath) -> Result<Vec<PopulationRow>> {
    let sql = sql!(
        "SELECT p.region_id, p.as_of_on, p.people, p.households, p.source
         FROM region_population p JOIN region r ON r.id = p.region_id
         WHERE r.path >= $1 AND r.path < $2
           AND NOT EXISTS (SELECT 1 FROM region_population n
             WHERE n.region_id = p.region_id AND n.as_of_on > p.as_of_on)
         ORDER BY r.path"
    );
    let rows = tx.all(sql, args![path.to_string(), path.end()]).await?;
    let row = |row: &crate::Row| {
        Ok(PopulationRow {
            region: row.get(0)?,
            as_of: row.get(1)?,
            people: row.get(2)?,
            households: row.get(3)?,
            source: row.get(4)?,
        })
    };
    rows.iter().map(row).collect()
}
