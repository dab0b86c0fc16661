//! Agencies with their names; offices, desks and groups have files of their own below.

use domain::{
    agency::{Agency, AgencyKind, Candidate, Lead, match_key},
    id::{AgencyId, TaskForceId},
    region::name_key,
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

mod desk;
mod group;
mod matched;
mod office;

pub use desk::{get_desk, insert_desk, list_desks, update_desk_active};
pub use group::{
    delete_group_aliases, get_group, insert_group, insert_group_alias, insert_group_member,
    list_group_aliases, list_groups, update_group, update_group_member_end,
};
pub use matched::{MatchRow, delete_match, list_matches, list_settled, save_match, update_matches};
pub use office::{
    OfficeChoice, get_office, insert_holder, insert_office, list_agency_holders, list_book,
    list_heads, list_holders, list_office_choices, list_offices, update_holder_end,
};
pub(crate) use office::{holder as office_holder, office as office_row};

/// The agency in the first eight columns of a row.
fn agency(row: &Row) -> Result<Agency> {
    let kind: String = row.get(1)?;
    Ok(Agency {
        id: row.get(0)?,
        kind: AgencyKind::from_code(&kind).ok_or_else(|| shape("agency kind", &kind))?,
        full_name: row.get(2)?,
        short_name: row.get(3)?,
        region: row.get(4)?,
        parent: row.get(5)?,
        closed_on: row.get(6)?,
        version: row.get(7)?,
    })
}

/// A stored code that no enum knows.
pub(crate) fn shape(what: &str, code: &str) -> StoreError {
    StoreError::Shape(format!("{what} {code}"))
}

/// The agency with this identifier.
pub async fn get(tx: &mut Tx, id: AgencyId) -> Result<Agency> {
    let row = tx
        .one(
            sql!(
                "SELECT id, kind, full_name, short_name, region_code, parent_id, closed_on, version
                 FROM agency WHERE id = $1"
            ),
            args![id],
        )
        .await?;
    agency(&row)
}

/// The agency with this usual name, however it is spaced; where several regions have one, the
/// first that was stored.
pub async fn find(tx: &mut Tx, short_name: &str) -> Result<Option<Agency>> {
    let row = tx
        .opt(
            sql!(
                "SELECT id, kind, full_name, short_name, region_code, parent_id, closed_on, version
                 FROM agency WHERE short_key = $1 ORDER BY created_at, id LIMIT 1"
            ),
            args![match_key(short_name)],
        )
        .await?;
    row.as_ref().map(agency).transpose()
}

/// What a list of agencies is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those the task force works with.
    pub taskforce: Option<TaskForceId>,
    /// Only this kind.
    pub kind: Option<AgencyKind>,
    /// Only those whose short name, full name or an alias holds this text.
    pub text: Option<String>,
    /// Only those that exist on this day; none shows closed ones too.
    pub on: Option<Date>,
}

impl Filter {
    fn pattern(&self) -> Option<String> {
        // A matching key holds letters and digits only, so nothing in it is a wildcard.
        let key = self.text.as_deref().map(match_key).filter(|key| !key.is_empty())?;
        Some(format!("%{key}%"))
    }

    fn kind_code(&self) -> Option<String> {
        self.kind.map(|kind| kind.code().to_owned())
    }
}

/// At most `limit` agencies after the cursor (sort key and identifier), by short name.
pub async fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<(String, AgencyId)>,
    limit: i64,
) -> Result<Vec<Agency>> {
    let (key, id) = after.map_or((String::new(), String::new()), |(key, id)| (key, id.to_string()));
    let rows = tx
        .all(
            sql!(
                "SELECT a.id, a.kind, a.full_name, a.short_name, a.region_code, a.parent_id,
                        a.closed_on, a.version
                 FROM agency a
                 WHERE (CAST($1 AS TEXT) IS NULL OR EXISTS (
                            SELECT 1 FROM taskforce_agency t
                            WHERE t.taskforce_id = $1 AND t.agency_id = a.id))
                   AND (CAST($2 AS TEXT) IS NULL OR a.kind = $2)
                   AND (CAST($3 AS TEXT) IS NULL OR a.short_key LIKE $3 OR a.full_key LIKE $3
                        OR EXISTS (SELECT 1 FROM agency_alias n
                                   WHERE n.agency_id = a.id AND n.alias_key LIKE $3))
                   AND (CAST($4 AS TEXT) IS NULL OR a.closed_on IS NULL OR a.closed_on > $4)
                   AND (a.name_key, a.id) > ($5, $6)
                 ORDER BY a.name_key, a.id LIMIT $7"
            ),
            args![
                filter.taskforce,
                filter.kind_code(),
                filter.pattern(),
                filter.on,
                key,
                id,
                limit
            ],
        )
        .await?;
    rows.iter().map(agency).collect()
}

/// How many agencies a filter leaves.
pub async fn count(tx: &mut Tx, filter: &Filter) -> Result<i64> {
    tx.one(
        sql!(
            "SELECT COUNT(*) FROM agency a
             WHERE (CAST($1 AS TEXT) IS NULL OR EXISTS (
                        SELECT 1 FROM taskforce_agency t
                        WHERE t.taskforce_id = $1 AND t.agency_id = a.id))
               AND (CAST($2 AS TEXT) IS NULL OR a.kind = $2)
               AND (CAST($3 AS TEXT) IS NULL OR a.short_key LIKE $3 OR a.full_key LIKE $3
                    OR EXISTS (SELECT 1 FROM agency_alias n
                               WHERE n.agency_id = a.id AND n.alias_key LIKE $3))
               AND (CAST($4 AS TEXT) IS NULL OR a.closed_on IS NULL OR a.closed_on > $4)"
        ),
        args![filter.taskforce, filter.kind_code(), filter.pattern(), filter.on],
    )
    .await?
    .get(0)
}

/// The sort key under which a short name is listed; with the identifier it is a cursor.
pub fn sort_key(short_name: &str) -> String {
    name_key(short_name)
}

/// Stores a new agency.
///
/// # Errors
/// `Taken` where its region has one of that full name.
pub async fn insert(tx: &mut Tx, agency: &Agency, now: Instant) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO agency (id, kind, full_name, full_key, short_name, short_key, name_key,
                                 region_code, parent_id, closed_on, version, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        ),
        args![
            agency.id,
            agency.kind.code(),
            agency.full_name,
            match_key(&agency.full_name),
            agency.short_name,
            match_key(&agency.short_name),
            name_key(&agency.short_name),
            agency.region,
            agency.parent,
            agency.closed_on,
            agency.version,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Overwrites an agency whose stored version is still `agency.version`, and counts it up; false
/// where somebody else was faster.
pub async fn update(tx: &mut Tx, agency: &Agency) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "UPDATE agency SET kind = $3, full_name = $4, full_key = $5, short_name = $6,
                        short_key = $7, name_key = $8, region_code = $9, parent_id = $10,
                        closed_on = $11, version = version + 1
                 WHERE id = $1 AND version = $2"
            ),
            args![
                agency.id,
                agency.version,
                agency.kind.code(),
                agency.full_name,
                match_key(&agency.full_name),
                agency.short_name,
                match_key(&agency.short_name),
                name_key(&agency.short_name),
                agency.region,
                agency.parent,
                agency.closed_on
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// The agency that an agency is a part of, and so on up, nearest first.
pub async fn list_ancestors(tx: &mut Tx, id: AgencyId) -> Result<Vec<Agency>> {
    let rows = tx
        .all(
            sql!(
                "WITH RECURSIVE up (id, depth) AS (
                     SELECT parent_id, 1 FROM agency WHERE id = $1 AND parent_id IS NOT NULL
                     UNION ALL
                     SELECT a.parent_id, u.depth + 1 FROM agency a JOIN up u ON a.id = u.id
                     WHERE a.parent_id IS NOT NULL
                 )
                 SELECT a.id, a.kind, a.full_name, a.short_name, a.region_code, a.parent_id,
                        a.closed_on, a.version
                 FROM up u JOIN agency a ON a.id = u.id ORDER BY u.depth"
            ),
            args![id],
        )
        .await?;
    rows.iter().map(agency).collect()
}

/// The agencies that are a part of an agency, by short name.
pub async fn list_parts(tx: &mut Tx, id: AgencyId) -> Result<Vec<Agency>> {
    let rows = tx
        .all(
            sql!(
                "SELECT id, kind, full_name, short_name, region_code, parent_id, closed_on, version
                 FROM agency WHERE parent_id = $1 ORDER BY name_key, id"
            ),
            args![id],
        )
        .await?;
    rows.iter().map(agency).collect()
}

/// The other ways to write an agency's name, in byte order of their keys.
pub async fn list_aliases(tx: &mut Tx, id: AgencyId) -> Result<Vec<String>> {
    let rows = tx
        .all(
            sql!("SELECT alias FROM agency_alias WHERE agency_id = $1 ORDER BY alias_key"),
            args![id],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Adds a way to write an agency's name; one that is known already stays.
pub async fn insert_alias(tx: &mut Tx, id: AgencyId, alias: &str) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO agency_alias (agency_id, alias_key, alias) VALUES ($1, $2, $3)
             ON CONFLICT (agency_id, alias_key) DO NOTHING"
        ),
        args![id, match_key(alias), alias],
    )
    .await?;
    Ok(())
}

/// Forgets every other way to write an agency's name, before the new ones are stored.
pub async fn delete_aliases(tx: &mut Tx, id: AgencyId) -> Result<()> {
    tx.run(sql!("DELETE FROM agency_alias WHERE agency_id = $1"), args![id]).await?;
    Ok(())
}

/// Puts an agency into the address book of a task force; it may be there already.
pub async fn insert_participant(tx: &mut Tx, taskforce: TaskForceId, id: AgencyId) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO taskforce_agency (taskforce_id, agency_id) VALUES ($1, $2)
             ON CONFLICT (taskforce_id, agency_id) DO NOTHING"
        ),
        args![taskforce, id],
    )
    .await?;
    Ok(())
}

/// Takes an agency out of the address book of a task force.
pub async fn delete_participant(tx: &mut Tx, taskforce: TaskForceId, id: AgencyId) -> Result<()> {
    let sql = sql!("DELETE FROM taskforce_agency WHERE taskforce_id = $1 AND agency_id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// Whether an agency is in the address book of a task force.
pub async fn is_participant(tx: &mut Tx, taskforce: TaskForceId, id: AgencyId) -> Result<bool> {
    let row = tx
        .opt(
            sql!(
                "SELECT agency_id FROM taskforce_agency
                 WHERE taskforce_id = $1 AND agency_id = $2"
            ),
            args![taskforce, id],
        )
        .await?;
    Ok(row.is_some())
}

/// Whether another task force has the agency in its address book too.
pub async fn is_shared(tx: &mut Tx, taskforce: TaskForceId, id: AgencyId) -> Result<bool> {
    let sql = sql!(
        "SELECT taskforce_id FROM taskforce_agency WHERE agency_id = $2 AND taskforce_id <> $1 LIMIT 1"
    );
    Ok(tx.opt(sql, args![taskforce, id]).await?.is_some())
}

/// Every name under which somebody can be named in a plan of the task force: full names, short
/// names and aliases of its agencies and groups.
pub async fn list_candidates(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<Candidate>> {
    let agencies = tx
        .all(
            sql!(
                "SELECT a.id, a.short_name, a.full_key FROM agency a
                 JOIN taskforce_agency t ON t.agency_id = a.id WHERE t.taskforce_id = $1
                 UNION ALL
                 SELECT a.id, a.short_name, a.short_key FROM agency a
                 JOIN taskforce_agency t ON t.agency_id = a.id WHERE t.taskforce_id = $1
                 UNION ALL
                 SELECT a.id, a.short_name, n.alias_key FROM agency_alias n
                 JOIN agency a ON a.id = n.agency_id
                 JOIN taskforce_agency t ON t.agency_id = a.id WHERE t.taskforce_id = $1"
            ),
            args![taskforce],
        )
        .await?;
    let groups = group::list_candidate_rows(tx, taskforce).await?;
    let agencies = agencies.iter().map(|row| candidate(Lead::Agency(row.get(0)?), row));
    let groups = groups.iter().map(|row| candidate(Lead::Group(row.get(0)?), row));
    agencies.chain(groups).collect()
}

fn candidate(lead: Lead, row: &Row) -> Result<Candidate> {
    Ok(Candidate { lead, shown: row.get(1)?, key: row.get(2)? })
}
