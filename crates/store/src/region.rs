//! Regions: the tree as it is today, its dated versions, and what became of what.
//!
//! `region` holds the latest version of each region for reading; `region_version` holds all of
//! them. What follows from a code (level, kind, path) and from a name (its key) is derived here,
//! so that no caller can store them apart.

use std::ops::RangeInclusive;

use domain::{
    id::RegionId,
    region::{Kind, Known, Level, Point, RegionCode, RegionPath, State, region_key},
    time::Date,
};

use crate::{Result, Row, Tx, args, sql};

mod history;
mod jurisdiction;
mod shape;
mod upload;
mod write;

pub use history::{ChangeRow, VersionRow, at, insert_change, list_changes, list_versions};
pub use jurisdiction::{
    JurisdictionRow, find_jurisdiction, insert_jurisdiction, list_jurisdictions,
    update_jurisdiction_agencies, update_jurisdiction_end,
};
pub use shape::{PopulationRow, list_boundaries, list_population, save_boundary, save_population};
pub use upload::{UploadRow, delete_old_uploads, delete_upload, find_upload, insert_upload};
pub use write::{
    Place, close, insert, insert_first_versions, update_place, update_place_today, update_reopened,
    update_spelling, update_vacated,
};

/// A region in its latest version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionRow {
    /// Identifier, the same for ever.
    pub id: RegionId,
    /// Code.
    pub code: RegionCode,
    /// Name as shown.
    pub name: String,
    /// The region above; a province has none.
    pub parent: Option<RegionId>,
    /// Centroid.
    pub point: Option<Point>,
    /// First day of this version.
    pub since: Date,
    /// First day on which it no longer exists.
    pub closed_on: Option<Date>,
}

impl RegionRow {
    /// Depth in the tree.
    pub fn level(&self) -> Level {
        self.code.level()
    }

    /// What it is in law.
    pub fn kind(&self) -> Kind {
        self.code.kind()
    }
}

/// The eight columns `id, code, name, parent_id, lat, lon, since, closed_on` from `at` on.
fn region(row: &Row, at: usize) -> Result<RegionRow> {
    let (lat, lon) = (row.get(at + 4)?, row.get(at + 5)?);
    Ok(RegionRow {
        id: row.get(at)?,
        code: row.get(at + 1)?,
        name: row.get(at + 2)?,
        parent: row.get(at + 3)?,
        point: Option::zip(lat, lon).map(|(lat, lon)| Point { lat, lon }),
        since: row.get(at + 6)?,
        closed_on: row.get(at + 7)?,
    })
}

/// The region `id`.
pub async fn get(tx: &mut Tx, id: RegionId) -> Result<RegionRow> {
    let sql = sql!(
        "SELECT id, code, name, parent_id, lat, lon, since, closed_on FROM region WHERE id = $1"
    );
    region(&tx.one(sql, args![id]).await?, 0)
}

/// The open region with this code; where there is none, the one that had it last.
pub async fn find(tx: &mut Tx, code: &RegionCode) -> Result<Option<RegionRow>> {
    let open = sql!(
        "SELECT id, code, name, parent_id, lat, lon, since, closed_on FROM region
         WHERE code = $1 AND closed_on IS NULL"
    );
    if let Some(row) = tx.opt(open, args![code]).await? {
        return region(&row, 0).map(Some);
    }
    let once = sql!(
        "SELECT r.id, r.code, r.name, r.parent_id, r.lat, r.lon, r.since, r.closed_on
         FROM region_version v JOIN region r ON r.id = v.region_id
         WHERE v.code = $1 ORDER BY v.valid_from DESC LIMIT 1"
    );
    tx.opt(once, args![code]).await?.map(|row| region(&row, 0)).transpose()
}

/// How many regions were ever stored.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    tx.one(sql!("SELECT COUNT(*) FROM region"), args![]).await?.get(0)
}

/// The way down to a region, province first and the region itself last.
pub async fn list_way(tx: &mut Tx, id: RegionId) -> Result<Vec<RegionRow>> {
    let sql = sql!(
        "WITH RECURSIVE way (id) AS (
             SELECT id FROM region WHERE id = $1
             UNION ALL
             SELECT r.parent_id FROM region r JOIN way w ON r.id = w.id
             WHERE r.parent_id IS NOT NULL
         )
         SELECT r.id, r.code, r.name, r.parent_id, r.lat, r.lon, r.since, r.closed_on
         FROM way w JOIN region r ON r.id = w.id ORDER BY r.path"
    );
    tx.all(sql, args![id]).await?.iter().map(|row| region(row, 0)).collect()
}

/// A child with how many open regions stand right below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildRow {
    /// The child.
    pub region: RegionRow,
    /// Its own children.
    pub children: i64,
}

/// The open children of a region (of nobody: the provinces), by name.
pub async fn list_children(tx: &mut Tx, parent: Option<RegionId>) -> Result<Vec<ChildRow>> {
    let sql = sql!(
        "SELECT r.id, r.code, r.name, r.parent_id, r.lat, r.lon, r.since, r.closed_on,
                (SELECT COUNT(*) FROM region c WHERE c.parent_id = r.id AND c.closed_on IS NULL)
         FROM region r WHERE r.parent_id = $1 AND r.closed_on IS NULL
         ORDER BY r.name_key, r.code"
    );
    let top = sql!(
        "SELECT r.id, r.code, r.name, r.parent_id, r.lat, r.lon, r.since, r.closed_on,
                (SELECT COUNT(*) FROM region c WHERE c.parent_id = r.id AND c.closed_on IS NULL)
         FROM region r WHERE r.parent_id IS NULL AND r.closed_on IS NULL
         ORDER BY r.name_key, r.code"
    );
    let rows = match parent {
        Some(parent) => tx.all(sql, args![parent]).await?,
        None => tx.all(top, args![]).await?,
    };
    rows.iter().map(|row| Ok(ChildRow { region: region(row, 0)?, children: row.get(8)? })).collect()
}

/// Open villages of one kind below one child of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VillageCount {
    /// Path of the child.
    pub path: RegionPath,
    /// Stored code of the kind of village.
    pub kind: String,
    /// How many.
    pub count: i64,
}

/// The open villages below `path`, counted by the region `depth` characters of path deep and by
/// kind.
pub async fn count_villages(
    tx: &mut Tx,
    path: &RegionPath,
    depth: usize,
) -> Result<Vec<VillageCount>> {
    let sql = sql!(
        "SELECT substr(path, 1, CAST($3 AS INTEGER)), kind, COUNT(*) FROM region
         WHERE path >= $1 AND path < $2 AND level = 'village' AND closed_on IS NULL
         GROUP BY 1, 2 ORDER BY 1, 2"
    );
    let depth = i64::try_from(depth).unwrap_or(i64::MAX);
    let rows = tx.all(sql, args![path.as_str(), path.end(), depth]).await?;
    rows.iter()
        .map(|row| {
            let path = RegionPath::stored(row.get(0)?);
            Ok(VillageCount { path, kind: row.get(1)?, count: row.get(2)? })
        })
        .collect()
}

/// A region found by its name, with what it lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRow {
    /// The region.
    pub region: RegionRow,
    /// Name of the region above.
    pub parent: Option<String>,
    /// Name of the one above that.
    pub grandparent: Option<String>,
}

/// What a name is looked for: its two keys (see `domain::region::search_keys`), the subtree, and
/// the levels.
#[derive(Debug, Clone)]
pub struct Search<'a> {
    /// Key as typed, and without a word such as "kabupaten".
    pub keys: (&'a str, &'a str),
    /// Only at or below this region.
    pub within: Option<&'a RegionPath>,
    /// Shallowest and deepest level.
    pub levels: RangeInclusive<Level>,
    /// Most rows.
    pub limit: i64,
}

/// Open regions whose name begins so, upper levels first, then by name.
pub async fn search(tx: &mut Tx, search: &Search<'_>) -> Result<Vec<FoundRow>> {
    let sql = sql!(
        "SELECT r.id, r.code, r.name, r.parent_id, r.lat, r.lon, r.since, r.closed_on, p.name, g.name
         FROM region r
         LEFT JOIN region p ON p.id = r.parent_id
         LEFT JOIN region g ON g.id = p.parent_id
         WHERE (r.name_key >= $1 AND r.name_key < $2 OR r.name_key >= $3 AND r.name_key < $4)
           AND r.closed_on IS NULL AND r.path >= $5 AND r.path < $6
           AND length(r.path) >= CAST($7 AS INTEGER) AND length(r.path) <= CAST($8 AS INTEGER)
         ORDER BY length(r.path), r.name_key, r.path LIMIT $9"
    );
    let (typed, bare) = search.keys;
    let whole = (String::new(), LAST.to_string());
    let (from, to) = search.within.map_or(whole, |path| (path.to_string(), path.end()));
    let (top, bottom) = (path_length(*search.levels.start()), path_length(*search.levels.end()));
    let values =
        args![typed, after(typed), bare, after(bare), from, to, top, bottom, search.limit,];
    let rows = tx.all(sql, values).await?;
    rows.iter()
        .map(|row| {
            Ok(FoundRow { region: region(row, 0)?, parent: row.get(8)?, grandparent: row.get(9)? })
        })
        .collect()
}

/// Open districts and villages at or below `path`, by name, with the name of the region above.
pub async fn list_places(tx: &mut Tx, path: &RegionPath) -> Result<Vec<FoundRow>> {
    let sql = sql!(
        "SELECT r.id, r.code, r.name, r.parent_id, r.lat, r.lon, r.since, r.closed_on, p.name, g.name
         FROM region r
         LEFT JOIN region p ON p.id = r.parent_id
         LEFT JOIN region g ON g.id = p.parent_id
         WHERE r.closed_on IS NULL AND r.path >= $1 AND r.path < $2
           AND length(r.path) >= CAST($3 AS INTEGER) AND length(r.path) <= CAST($4 AS INTEGER)
         ORDER BY length(r.path), r.name_key, r.path"
    );
    let (top, bottom) = (path_length(Level::District), path_length(Level::Village));
    let rows = tx.all(sql, args![path.to_string(), path.end(), top, bottom]).await?;
    let found = |row: &Row| {
        Ok(FoundRow { region: region(row, 0)?, parent: row.get(8)?, grandparent: row.get(9)? })
    };
    rows.iter().map(found).collect()
}

/// A character no key or path begins with, behind all of them in byte order.
const LAST: char = char::MAX;

/// The end of the range of keys that begin with `key`; an empty key begins none.
fn after(key: &str) -> String {
    if key.is_empty() { String::new() } else { format!("{key}{LAST}") }
}

const fn path_length(level: Level) -> i64 {
    match level {
        Level::Province => 3,
        Level::Regency => 6,
        Level::District => 9,
        Level::Village => 14,
        Level::Rw => 20,
        Level::Rt => 26,
    }
}

/// Everything at or below `path`, open and ended, as an import compares it.
pub async fn list_known(tx: &mut Tx, path: &RegionPath) -> Result<Vec<Known>> {
    let sql = sql!(
        "SELECT id, code, name, parent_id, lat, lon, since, closed_on FROM region
         WHERE path >= $1 AND path < $2"
    );
    let rows = tx.all(sql, args![path.as_str(), path.end()]).await?;
    rows.iter().map(|row| region(row, 0).map(known)).collect()
}

fn known(row: RegionRow) -> Known {
    Known {
        id: row.id,
        state: if row.closed_on.is_some() { State::Closed } else { State::Open },
        since: row.closed_on.unwrap_or(row.since),
        code: row.code,
        name: row.name,
        point: row.point,
    }
}

/// The key a region is sorted and found under.
fn key(name: &str, code: &RegionCode) -> String {
    region_key(name, code.level())
}
