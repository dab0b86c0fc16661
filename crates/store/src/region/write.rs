//! Writing the tree: new regions, new versions, ends.

use domain::{
    id::RegionId,
    region::{Point, RegionCode},
    time::{Date, Instant},
};

use super::{RegionRow, key};
use crate::{Result, Sql, Tx, Value, args, sql};

/// Rows that one statement inserts.
const ROWS: usize = 50;

/// Adds regions, parents before children, without their versions: call
/// [`insert_first_versions`] behind it.
///
/// # Errors
/// `Taken` where an open region has one of the codes, `Unknown` where a parent is missing.
pub async fn insert(tx: &mut Tx, rows: &[RegionRow], now: Instant) -> Result<()> {
    let many: Sql = sql!(include_str!("insert.sql"));
    let one = sql!(
        "INSERT INTO region (id, code, name, name_key, level, kind, parent_id, path, lat, lon,
             since, closed_on, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    for chunk in rows.chunks(ROWS) {
        if chunk.len() == ROWS {
            tx.run(many, chunk.iter().flat_map(|row| values(row, now)).collect()).await?;
            continue;
        }
        for row in chunk {
            tx.run(one, values(row, now)).await?;
        }
    }
    Ok(())
}

fn values(row: &RegionRow, now: Instant) -> Vec<Value> {
    args![
        row.id,
        row.code,
        row.name,
        key(&row.name, &row.code),
        row.code.level().code(),
        row.code.kind().code(),
        row.parent,
        row.code.path().as_str(),
        row.point.map(|point| point.lat),
        row.point.map(|point| point.lon),
        row.since,
        row.closed_on,
        now,
    ]
}

/// Writes down the first version of every region that has none.
pub async fn insert_first_versions(tx: &mut Tx, source: &str) -> Result<u64> {
    let sql = sql!(
        "INSERT INTO region_version (region_id, valid_from, valid_to, code, name, kind, parent_id, path, source)
         SELECT r.id, r.since, NULL, r.code, r.name, r.kind, r.parent_id, r.path, CAST($1 AS TEXT)
         FROM region r
         WHERE NOT EXISTS (SELECT 1 FROM region_version v WHERE v.region_id = r.id)"
    );
    tx.run(sql, args![source]).await
}

/// Code, name and parent that a region takes on a day.
#[derive(Debug, Clone)]
pub struct Place<'a> {
    /// Which region.
    pub id: RegionId,
    /// New code.
    pub code: &'a RegionCode,
    /// New name.
    pub name: &'a str,
    /// New parent.
    pub parent: Option<RegionId>,
    /// Centroid.
    pub point: Option<Point>,
    /// First day.
    pub from: Date,
    /// Last day of the version before.
    pub until: Date,
    /// Decree or file that says so.
    pub source: &'a str,
}

/// Frees the code of a region that is about to get another one, so that two can swap.
pub async fn update_vacated(tx: &mut Tx, id: RegionId) -> Result<()> {
    let sql = sql!("UPDATE region SET code = '~' || id WHERE id = $1");
    tx.run(sql, args![id]).await?;
    Ok(())
}

/// Gives a region a new version from a day on.
///
/// # Errors
/// `Taken` where an open region has the code or a version begins on that day.
pub async fn update_place(tx: &mut Tx, place: &Place<'_>) -> Result<()> {
    end_version(tx, place.id, place.until).await?;
    insert_version(tx, place).await?;
    update_latest(tx, place).await
}

/// Corrects the version that began on this very day.
pub async fn update_place_today(tx: &mut Tx, place: &Place<'_>) -> Result<()> {
    let sql = sql!(
        "UPDATE region_version SET code = $3, name = $4, kind = $5, parent_id = $6, path = $7, source = $8
         WHERE region_id = $1 AND valid_from = $2"
    );
    let Place { id, code, name, parent, from, source, .. } = place;
    let values =
        args![id, from, code, name, code.kind().code(), parent, code.path().as_str(), source];
    tx.run(sql, values).await?;
    update_latest(tx, place).await
}

/// Opens a region again that had ended; a version that ended the day before goes on.
pub async fn update_reopened(tx: &mut Tx, place: &Place<'_>) -> Result<()> {
    let on = sql!(
        "UPDATE region_version SET valid_to = NULL
         WHERE region_id = $1 AND valid_to = $2 AND code = $3 AND name = $4"
    );
    let continued = tx.run(on, args![place.id, place.until, place.code, place.name]).await?;
    if continued == 0 {
        insert_version(tx, place).await?;
        return update_latest(tx, place).await;
    }
    let since =
        sql!("SELECT valid_from FROM region_version WHERE region_id = $1 AND valid_to IS NULL");
    let from = tx.one(since, args![place.id]).await?.get(0)?;
    update_latest(tx, &Place { from, ..place.clone() }).await
}

async fn end_version(tx: &mut Tx, id: RegionId, last: Date) -> Result<()> {
    let sql =
        sql!("UPDATE region_version SET valid_to = $2 WHERE region_id = $1 AND valid_to IS NULL");
    tx.run(sql, args![id, last]).await?;
    Ok(())
}

async fn insert_version(tx: &mut Tx, place: &Place<'_>) -> Result<()> {
    let sql = sql!(
        "INSERT INTO region_version (region_id, valid_from, valid_to, code, name, kind, parent_id, path, source)
         VALUES ($1, $2, NULL, $3, $4, $5, $6, $7, $8)"
    );
    let Place { id, code, name, parent, from, source, .. } = place;
    let values =
        args![id, from, code, name, code.kind().code(), parent, code.path().as_str(), source];
    tx.run(sql, values).await?;
    Ok(())
}

async fn update_latest(tx: &mut Tx, place: &Place<'_>) -> Result<()> {
    let sql = sql!(
        "UPDATE region SET code = $2, name = $3, name_key = $4, level = $5, kind = $6, parent_id = $7,
             path = $8, lat = $9, lon = $10, since = $11, closed_on = NULL
         WHERE id = $1"
    );
    let Place { id, code, name, parent, point, from, .. } = place;
    let values = args![
        id,
        code,
        name,
        key(name, code),
        code.level().code(),
        code.kind().code(),
        parent,
        code.path().as_str(),
        point.map(|point| point.lat),
        point.map(|point| point.lon),
        from,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Corrects spelling and centroid of the latest version.
pub async fn update_spelling(
    tx: &mut Tx,
    id: RegionId,
    code: &RegionCode,
    name: &str,
    point: Option<Point>,
) -> Result<()> {
    let latest =
        sql!("UPDATE region SET name = $2, name_key = $3, lat = $4, lon = $5 WHERE id = $1");
    let (lat, lon) = (point.map(|point| point.lat), point.map(|point| point.lon));
    tx.run(latest, args![id, name, key(name, code), lat, lon]).await?;
    let version =
        sql!("UPDATE region_version SET name = $2 WHERE region_id = $1 AND valid_to IS NULL");
    tx.run(version, args![id, name]).await?;
    Ok(())
}

/// Ends a region: `on` is the first day without it, `last` the day before.
pub async fn close(tx: &mut Tx, id: RegionId, on: Date, last: Date) -> Result<()> {
    let sql = sql!("UPDATE region SET closed_on = $2 WHERE id = $1 AND closed_on IS NULL");
    tx.run(sql, args![id, on]).await?;
    end_version(tx, id, last).await
}
