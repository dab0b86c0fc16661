//! Named groups of agencies, each of one task force.

use std::collections::BTreeMap;

use domain::{
    agency::{Group, GroupMember, Tenure, match_key},
    id::{AgencyId, GroupId, TaskForceId},
    region::name_key,
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A group without its members.
fn group(row: &Row) -> Result<Group> {
    Ok(Group {
        id: row.get(0)?,
        name: row.get(1)?,
        short_name: row.get(2)?,
        members: Vec::new(),
        version: row.get(3)?,
    })
}

fn member(row: &Row) -> Result<(GroupId, GroupMember)> {
    let tenure = Tenure { from: row.get(2)?, until: row.get(3)? };
    Ok((row.get(0)?, GroupMember { agency: row.get(1)?, tenure }))
}

/// The groups of a task force with all their members, by short name; members by theirs.
pub async fn list_groups(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<Group>> {
    let groups = tx
        .all(
            sql!(
                "SELECT id, name, short_name, version FROM agency_group
                 WHERE taskforce_id = $1 ORDER BY name_key, id"
            ),
            args![taskforce],
        )
        .await?;
    let members = tx
        .all(
            sql!(
                "SELECT m.group_id, m.agency_id, m.valid_from, m.valid_to
                 FROM agency_group_member m JOIN agency a ON a.id = m.agency_id
                 WHERE m.taskforce_id = $1 ORDER BY a.name_key, a.id, m.valid_from"
            ),
            args![taskforce],
        )
        .await?;
    let mut of: BTreeMap<GroupId, Vec<GroupMember>> = BTreeMap::new();
    for row in &members {
        let (id, member) = member(row)?;
        of.entry(id).or_default().push(member);
    }
    let mut groups = groups.iter().map(group).collect::<Result<Vec<_>>>()?;
    for group in &mut groups {
        group.members = of.remove(&group.id).unwrap_or_default();
    }
    Ok(groups)
}

/// The group with this identifier, with all its members.
pub async fn get_group(tx: &mut Tx, taskforce: TaskForceId, id: GroupId) -> Result<Group> {
    let row = tx
        .one(
            sql!(
                "SELECT id, name, short_name, version FROM agency_group
                 WHERE taskforce_id = $1 AND id = $2"
            ),
            args![taskforce, id],
        )
        .await?;
    let members = tx
        .all(
            sql!(
                "SELECT m.group_id, m.agency_id, m.valid_from, m.valid_to
                 FROM agency_group_member m JOIN agency a ON a.id = m.agency_id
                 WHERE m.taskforce_id = $1 AND m.group_id = $2
                 ORDER BY a.name_key, a.id, m.valid_from"
            ),
            args![taskforce, id],
        )
        .await?;
    let members = members.iter().map(|row| member(row).map(|(_, member)| member));
    Ok(Group { members: members.collect::<Result<_>>()?, ..group(&row)? })
}

/// Stores a new group; its members are stored by [`insert_group_member`].
///
/// # Errors
/// `Taken` where the task force has a group of that short name.
pub async fn insert_group(
    tx: &mut Tx,
    taskforce: TaskForceId,
    group: &Group,
    now: Instant,
) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO agency_group (taskforce_id, id, name, short_name, short_key, name_key,
                                       version, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        args![
            taskforce,
            group.id,
            group.name,
            group.short_name,
            match_key(&group.short_name),
            name_key(&group.short_name),
            group.version,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Renames a group whose stored version is still `group.version`, and counts it up; false where
/// somebody else was faster.
pub async fn update_group(tx: &mut Tx, taskforce: TaskForceId, group: &Group) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "UPDATE agency_group SET name = $4, short_name = $5, short_key = $6, name_key = $7,
                        version = version + 1
                 WHERE taskforce_id = $1 AND id = $2 AND version = $3"
            ),
            args![
                taskforce,
                group.id,
                group.version,
                group.name,
                group.short_name,
                match_key(&group.short_name),
                name_key(&group.short_name)
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// Adds a member.
pub async fn insert_group_member(
    tx: &mut Tx,
    taskforce: TaskForceId,
    group: GroupId,
    member: GroupMember,
) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO agency_group_member (taskforce_id, group_id, agency_id, valid_from,
                                              valid_to)
             VALUES ($1, $2, $3, $4, $5)"
        ),
        args![taskforce, group, member.agency, member.tenure.from, member.tenure.until],
    )
    .await?;
    Ok(())
}

/// Sets the last day of a membership that would go on longer; one that began later is removed
/// instead.
///
/// # Errors
/// `Missing` where the agency is no member today.
pub async fn update_group_member_end(
    tx: &mut Tx,
    taskforce: TaskForceId,
    group: GroupId,
    agency: AgencyId,
    last: Date,
) -> Result<()> {
    let removed = tx
        .run(
            sql!(
                "DELETE FROM agency_group_member
                 WHERE taskforce_id = $1 AND group_id = $2 AND agency_id = $3
                   AND (valid_to IS NULL OR valid_to > $4) AND valid_from > $4"
            ),
            args![taskforce, group, agency, last],
        )
        .await?;
    let ended = tx
        .run(
            sql!(
                "UPDATE agency_group_member SET valid_to = $4
                 WHERE taskforce_id = $1 AND group_id = $2 AND agency_id = $3
                   AND (valid_to IS NULL OR valid_to > $4)"
            ),
            args![taskforce, group, agency, last],
        )
        .await?;
    if removed + ended > 0 { Ok(()) } else { Err(StoreError::Missing) }
}

/// The other ways to write a group's name.
pub async fn list_group_aliases(
    tx: &mut Tx,
    taskforce: TaskForceId,
    group: GroupId,
) -> Result<Vec<String>> {
    let rows = tx
        .all(
            sql!(
                "SELECT alias FROM agency_group_alias
                 WHERE taskforce_id = $1 AND group_id = $2 ORDER BY alias_key"
            ),
            args![taskforce, group],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Adds a way to write a group's name; one that is known already stays.
pub async fn insert_group_alias(
    tx: &mut Tx,
    taskforce: TaskForceId,
    group: GroupId,
    alias: &str,
) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO agency_group_alias (taskforce_id, group_id, alias_key, alias)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (taskforce_id, group_id, alias_key) DO NOTHING"
        ),
        args![taskforce, group, match_key(alias), alias],
    )
    .await?;
    Ok(())
}

/// Forgets every other way to write a group's name.
pub async fn delete_group_aliases(
    tx: &mut Tx,
    taskforce: TaskForceId,
    group: GroupId,
) -> Result<()> {
    tx.run(
        sql!("DELETE FROM agency_group_alias WHERE taskforce_id = $1 AND group_id = $2"),
        args![taskforce, group],
    )
    .await?;
    Ok(())
}

/// Identifier, shown name and matching key of every name of a group.
pub(super) async fn list_candidate_rows(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<Row>> {
    tx.all(
        sql!(
            "SELECT id, short_name, short_key FROM agency_group WHERE taskforce_id = $1
             UNION ALL
             SELECT g.id, g.short_name, n.alias_key FROM agency_group_alias n
             JOIN agency_group g ON g.taskforce_id = n.taskforce_id AND g.id = n.group_id
             WHERE n.taskforce_id = $1"
        ),
        args![taskforce],
    )
    .await
}
