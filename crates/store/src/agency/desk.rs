//! Desks of an agency.

use domain::{
    agency::{Desk, DeskKind},
    id::{AgencyId, DeskId},
    time::Instant,
};

use super::shape;
use crate::{Result, Row, Tx, args, sql};

fn desk(row: &Row) -> Result<Desk> {
    let kind: String = row.get(2)?;
    Ok(Desk {
        id: row.get(0)?,
        agency: row.get(1)?,
        kind: DeskKind::from_code(&kind).ok_or_else(|| shape("desk kind", &kind))?,
        name: row.get(3)?,
        is_active: row.get(4)?,
    })
}

/// The desk with this identifier.
pub async fn get_desk(tx: &mut Tx, id: DeskId) -> Result<Desk> {
    let row = tx
        .one(sql!("SELECT id, agency_id, kind, name, is_active FROM desk WHERE id = $1"), args![id])
        .await?;
    desk(&row)
}

/// The desks of an agency, oldest first.
pub async fn list_desks(tx: &mut Tx, agency: AgencyId) -> Result<Vec<Desk>> {
    let rows = tx
        .all(
            sql!(
                "SELECT id, agency_id, kind, name, is_active FROM desk
                 WHERE agency_id = $1 ORDER BY created_at, id"
            ),
            args![agency],
        )
        .await?;
    rows.iter().map(desk).collect()
}

/// Stores a new desk.
pub async fn insert_desk(tx: &mut Tx, desk: &Desk, now: Instant) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO desk (id, agency_id, kind, name, is_active, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        args![desk.id, desk.agency, desk.kind.code(), desk.name, desk.is_active, now],
    )
    .await?;
    Ok(())
}

/// Opens or closes a desk.
///
/// # Errors
/// `Missing` where there is no such desk.
pub async fn update_desk_active(tx: &mut Tx, id: DeskId, is_active: bool) -> Result<()> {
    let rows =
        tx.run(sql!("UPDATE desk SET is_active = $2 WHERE id = $1"), args![id, is_active]).await?;
    if rows == 1 { Ok(()) } else { Err(crate::StoreError::Missing) }
}
