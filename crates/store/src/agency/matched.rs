//! What a name in a file means, as somebody once decided.

use domain::{
    agency::{Candidate, Lead, match_key},
    id::{AccountId, AgencyId, TaskForceId},
    time::Instant,
};

use crate::{
    Result, Row, Tx, args,
    plan::{agency_of, group_of, lead},
    sql,
};

/// A name that was matched by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchRow {
    /// As written.
    pub name: String,
    /// Whom it means.
    pub lead: Option<Lead>,
    /// Who decided; none for the system.
    pub set_by: Option<AccountId>,
    /// When.
    pub set_at: Instant,
}

/// Every name that was matched by a person, by name.
pub async fn list_matches(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<MatchRow>> {
    let sql = sql!(
        "SELECT name, agency_id, group_id, set_by, set_at FROM agency_match
         WHERE taskforce_id = $1 ORDER BY name_key"
    );
    let row = |row: &Row| {
        Ok(MatchRow {
            name: row.get(0)?,
            lead: lead(row, 1, 2)?,
            set_by: row.get(3)?,
            set_at: row.get(4)?,
        })
    };
    tx.all(sql, args![taskforce]).await?.iter().map(row).collect()
}

/// The same as an import knows them.
pub async fn list_settled(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<Candidate>> {
    let rows = list_matches(tx, taskforce).await?;
    let candidate = |row: MatchRow| {
        Some(Candidate { lead: row.lead?, key: match_key(&row.name), shown: row.name })
    };
    Ok(rows.into_iter().filter_map(candidate).collect())
}

/// Decides what a name means; a second time replaces the first.
pub async fn save_match(tx: &mut Tx, taskforce: TaskForceId, row: &MatchRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO agency_match (taskforce_id, name_key, name, agency_id, group_id, set_by, set_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (taskforce_id, name_key) DO UPDATE SET name = excluded.name,
             agency_id = excluded.agency_id, group_id = excluded.group_id,
             set_by = excluded.set_by, set_at = excluded.set_at"
    );
    let (agency, group) = (agency_of(row.lead), group_of(row.lead));
    let key = match_key(&row.name);
    tx.run(sql, args![taskforce, key, row.name, agency, group, row.set_by, row.set_at]).await?;
    Ok(())
}

/// Lets every name that means one agency mean another.
pub async fn update_matches(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (from, into): (AgencyId, AgencyId),
    (by, at): (Option<AccountId>, Instant),
) -> Result<()> {
    let sql = sql!(
        "UPDATE agency_match SET agency_id = $3, set_by = $4, set_at = $5
         WHERE taskforce_id = $1 AND agency_id = $2"
    );
    tx.run(sql, args![taskforce, from, into, by, at]).await?;
    Ok(())
}

/// Forgets what a name means; false where nobody had matched it.
pub async fn delete_match(tx: &mut Tx, taskforce: TaskForceId, name: &str) -> Result<bool> {
    let sql = sql!("DELETE FROM agency_match WHERE taskforce_id = $1 AND name_key = $2");
    Ok(tx.run(sql, args![taskforce, match_key(name)]).await? == 1)
}
