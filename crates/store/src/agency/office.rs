//! Offices of an agency and their dated holders.

use domain::{
    agency::{Holder, HolderKind, Office, Person, Tenure},
    id::{AgencyId, HolderId, OfficeId, TaskForceId},
    time::{Date, Instant},
};

use super::shape;
use crate::{Result, Row, Tx, args, sql};

/// The office in the first five columns of a row.
pub(crate) fn office(row: &Row) -> Result<Office> {
    Ok(Office {
        id: row.get(0)?,
        agency: row.get(1)?,
        title: row.get(2)?,
        is_head: row.get(3)?,
        position: row.get(4)?,
    })
}

/// The holder in the first ten columns of a row.
pub(crate) fn holder(row: &Row) -> Result<Holder> {
    let kind: String = row.get(5)?;
    Ok(Holder {
        id: row.get(0)?,
        office: row.get(1)?,
        person: Person { name: row.get(2)?, rank: row.get(3)?, nip: row.get(4)? },
        kind: HolderKind::from_code(&kind).ok_or_else(|| shape("holder kind", &kind))?,
        tenure: Tenure { from: row.get(6)?, until: row.get(7)? },
        is_example: row.get(8)?,
        source: row.get(9)?,
    })
}

/// The office with this identifier.
pub async fn get_office(tx: &mut Tx, id: OfficeId) -> Result<Office> {
    let row = tx
        .one(
            sql!("SELECT id, agency_id, title, is_head, position FROM office WHERE id = $1"),
            args![id],
        )
        .await?;
    office(&row)
}

/// The offices of an agency, from the top.
pub async fn list_offices(tx: &mut Tx, agency: AgencyId) -> Result<Vec<Office>> {
    let rows = tx
        .all(
            sql!(
                "SELECT id, agency_id, title, is_head, position FROM office
                 WHERE agency_id = $1 ORDER BY position, id"
            ),
            args![agency],
        )
        .await?;
    rows.iter().map(office).collect()
}

/// An office with the usual name of its agency, to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeChoice {
    /// The office.
    pub id: OfficeId,
    /// Its title.
    pub title: String,
    /// Usual name of its agency.
    pub agency: String,
}

/// Every office of the agencies in the address book of a task force, by agency and rank.
pub async fn list_office_choices(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<OfficeChoice>> {
    let rows = tx
        .all(
            sql!(
                "SELECT o.id, o.title, a.short_name FROM office o
                 JOIN agency a ON a.id = o.agency_id
                 JOIN taskforce_agency t ON t.agency_id = a.id
                 WHERE t.taskforce_id = $1 AND a.closed_on IS NULL
                 ORDER BY a.name_key, a.id, o.position, o.id"
            ),
            args![taskforce],
        )
        .await?;
    rows.iter()
        .map(|row| Ok(OfficeChoice { id: row.get(0)?, title: row.get(1)?, agency: row.get(2)? }))
        .collect()
}

/// The heads of the agencies in the address book of a task force, or of all: the agency, and each
/// who ever held its head office; an office that nobody ever held stands once, without a holder.
pub async fn list_heads(
    tx: &mut Tx,
    taskforce: Option<TaskForceId>,
) -> Result<Vec<(AgencyId, Option<Holder>)>> {
    let rows = tx
        .all(
            sql!(
                "SELECT h.id, h.office_id, h.name, h.rank, h.nip, h.kind, h.valid_from, h.valid_to,
                        h.is_example, h.source, o.agency_id
                 FROM office o LEFT JOIN office_holder h ON h.office_id = o.id
                 WHERE o.is_head = $2
                   AND (CAST($1 AS TEXT) IS NULL OR EXISTS (
                            SELECT 1 FROM taskforce_agency t
                            WHERE t.taskforce_id = $1 AND t.agency_id = o.agency_id))
                 ORDER BY o.agency_id, h.valid_from DESC, h.id DESC"
            ),
            args![taskforce, true],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let known = row.get::<Option<HolderId>>(0)?.is_some();
            Ok((row.get(10)?, if known { Some(holder(row)?) } else { None }))
        })
        .collect()
}

/// Every office in the address book of a task force with the full name of its agency and each who
/// ever held it; an office that nobody ever held stands once, without a holder.
pub async fn list_book(
    tx: &mut Tx,
    taskforce: TaskForceId,
) -> Result<Vec<(Office, String, Option<Holder>)>> {
    let rows = tx
        .all(
            sql!(
                "SELECT h.id, h.office_id, h.name, h.rank, h.nip, h.kind, h.valid_from, h.valid_to,
                        h.is_example, h.source, o.id, o.agency_id, o.title, o.is_head, o.position,
                        a.full_name
                 FROM office o
                 JOIN agency a ON a.id = o.agency_id
                 JOIN taskforce_agency t ON t.agency_id = a.id
                 LEFT JOIN office_holder h ON h.office_id = o.id
                 WHERE t.taskforce_id = $1
                 ORDER BY a.name_key, a.id, o.position, o.id, h.valid_from DESC, h.id DESC"
            ),
            args![taskforce],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let known = row.get::<Option<HolderId>>(0)?.is_some();
            let office = Office {
                id: row.get(10)?,
                agency: row.get(11)?,
                title: row.get(12)?,
                is_head: row.get(13)?,
                position: row.get(14)?,
            };
            Ok((office, row.get(15)?, if known { Some(holder(row)?) } else { None }))
        })
        .collect()
}

/// Stores a new office.
pub async fn insert_office(tx: &mut Tx, office: &Office, now: Instant) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO office (id, agency_id, title, is_head, position, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        args![office.id, office.agency, office.title, office.is_head, office.position, now],
    )
    .await?;
    Ok(())
}

/// Everyone who ever held an office, latest first.
pub async fn list_holders(tx: &mut Tx, office: OfficeId) -> Result<Vec<Holder>> {
    let rows = tx
        .all(
            sql!(
                "SELECT id, office_id, name, rank, nip, kind, valid_from, valid_to, is_example,
                        source
                 FROM office_holder WHERE office_id = $1 ORDER BY valid_from DESC, id DESC"
            ),
            args![office],
        )
        .await?;
    rows.iter().map(holder).collect()
}

/// Everyone who ever held an office of an agency, latest first.
pub async fn list_agency_holders(tx: &mut Tx, agency: AgencyId) -> Result<Vec<Holder>> {
    let rows = tx
        .all(
            sql!(
                "SELECT h.id, h.office_id, h.name, h.rank, h.nip, h.kind, h.valid_from, h.valid_to,
                        h.is_example, h.source
                 FROM office_holder h JOIN office o ON o.id = h.office_id
                 WHERE o.agency_id = $1 ORDER BY h.valid_from DESC, h.id DESC"
            ),
            args![agency],
        )
        .await?;
    rows.iter().map(holder).collect()
}

/// Stores a new holder.
pub async fn insert_holder(tx: &mut Tx, holder: &Holder, now: Instant) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO office_holder (id, office_id, name, rank, nip, kind, valid_from, valid_to,
                                        is_example, source, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        ),
        args![
            holder.id,
            holder.office,
            holder.person.name,
            holder.person.rank,
            holder.person.nip,
            holder.kind.code(),
            holder.tenure.from,
            holder.tenure.until,
            holder.is_example,
            holder.source,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Sets the last day of a holder who has none yet.
///
/// # Errors
/// `Missing` where the holder has one already.
pub async fn update_holder_end(tx: &mut Tx, id: HolderId, last: Date) -> Result<()> {
    let rows = tx
        .run(
            sql!("UPDATE office_holder SET valid_to = $2 WHERE id = $1 AND valid_to IS NULL"),
            args![id, last],
        )
        .await?;
    if rows == 1 { Ok(()) } else { Err(crate::StoreError::Missing) }
}
