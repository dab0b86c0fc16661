//! Seats of a term, the offices that have them, and those offices' holders.

use domain::{
    agency::{Holder, Office, Tenure},
    id::{SeatId, TaskForceId, TermId},
    taskforce::{Layer, Seat, SeatOffice},
    time::Date,
};

use super::touched;
use crate::{
    Result, Row, Tx,
    agency::{office_holder as holder, office_row as office, shape},
    args, sql,
};

fn seat(row: &Row) -> Result<Seat> {
    let layer: String = row.get(2)?;
    Ok(Seat {
        id: row.get(0)?,
        term: row.get(1)?,
        layer: Layer::from_code(&layer).ok_or_else(|| shape("layer", &layer))?,
        sub: row.get(3)?,
        position: row.get(4)?,
        label: row.get(5)?,
        to_confirm: row.get(6)?,
    })
}

/// One seat of a task force.
pub async fn get_seat(tx: &mut Tx, taskforce: TaskForceId, id: SeatId) -> Result<Seat> {
    let row = tx
        .one(
            sql!(
                "SELECT id, term_id, layer, sub_id, position, label, to_confirm
                 FROM taskforce_seat WHERE taskforce_id = $1 AND id = $2"
            ),
            args![taskforce, id],
        )
        .await?;
    seat(&row)
}

/// The seats of a term, from the top.
pub async fn list_seats(tx: &mut Tx, taskforce: TaskForceId, term: TermId) -> Result<Vec<Seat>> {
    let rows = tx
        .all(
            sql!(
                "SELECT id, term_id, layer, sub_id, position, label, to_confirm
                 FROM taskforce_seat WHERE taskforce_id = $1 AND term_id = $2
                 ORDER BY position, id"
            ),
            args![taskforce, term],
        )
        .await?;
    rows.iter().map(seat).collect()
}

/// Stores a new seat.
///
/// # Errors
/// `Unknown` where the task force has no such term or sub-task force.
pub async fn insert_seat(tx: &mut Tx, taskforce: TaskForceId, seat: &Seat) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO taskforce_seat (taskforce_id, id, term_id, layer, sub_id, position, label,
                                         to_confirm)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        args![
            taskforce,
            seat.id,
            seat.term,
            seat.layer.code(),
            seat.sub,
            seat.position,
            seat.label,
            seat.to_confirm
        ],
    )
    .await?;
    Ok(())
}

/// Which office has which seat of a term, and on which days.
pub async fn list_seat_offices(
    tx: &mut Tx,
    taskforce: TaskForceId,
    term: TermId,
) -> Result<Vec<(SeatId, SeatOffice)>> {
    let rows = tx
        .all(
            sql!(
                "SELECT o.seat_id, o.office_id, o.valid_from, o.valid_to
                 FROM taskforce_seat_office o
                 JOIN taskforce_seat s ON s.taskforce_id = o.taskforce_id AND s.id = o.seat_id
                 WHERE o.taskforce_id = $1 AND s.term_id = $2 ORDER BY o.seat_id, o.valid_from"
            ),
            args![taskforce, term],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let tenure = Tenure { from: row.get(2)?, until: row.get(3)? };
            Ok((row.get(0)?, SeatOffice { office: row.get(1)?, tenure }))
        })
        .collect()
}

/// Gives a seat to an office.
///
/// # Errors
/// `Taken` where the seat was given away from the same day on.
pub async fn insert_seat_office(
    tx: &mut Tx,
    taskforce: TaskForceId,
    seat: SeatId,
    given: SeatOffice,
) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO taskforce_seat_office (taskforce_id, seat_id, office_id, valid_from,
                                                valid_to)
             VALUES ($1, $2, $3, $4, $5)"
        ),
        args![taskforce, seat, given.office, given.tenure.from, given.tenure.until],
    )
    .await?;
    Ok(())
}

/// Sets the last day on which the office has the seat.
///
/// # Errors
/// `Missing` where it has it no more.
pub async fn update_seat_office_end(
    tx: &mut Tx,
    taskforce: TaskForceId,
    seat: SeatId,
    from: Date,
    last: Date,
) -> Result<()> {
    let rows = tx
        .run(
            sql!(
                "UPDATE taskforce_seat_office SET valid_to = $4
                 WHERE taskforce_id = $1 AND seat_id = $2 AND valid_from = $3
                   AND valid_to IS NULL"
            ),
            args![taskforce, seat, from, last],
        )
        .await?;
    touched(rows)
}

/// An office that has a seat, with the names of its agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatedOffice {
    /// The office.
    pub office: Office,
    /// Full name of its agency.
    pub agency_full: String,
    /// Usual name of its agency.
    pub agency_short: String,
}

/// Every office that has or had a seat of a term.
pub async fn list_seated_offices(
    tx: &mut Tx,
    taskforce: TaskForceId,
    term: TermId,
) -> Result<Vec<SeatedOffice>> {
    let rows = tx
        .all(
            sql!(
                "SELECT DISTINCT f.id, f.agency_id, f.title, f.is_head, f.position, a.full_name,
                        a.short_name
                 FROM taskforce_seat_office o
                 JOIN taskforce_seat s ON s.taskforce_id = o.taskforce_id AND s.id = o.seat_id
                 JOIN office f ON f.id = o.office_id
                 JOIN agency a ON a.id = f.agency_id
                 WHERE o.taskforce_id = $1 AND s.term_id = $2 ORDER BY f.id"
            ),
            args![taskforce, term],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(SeatedOffice {
                office: office(row)?,
                agency_full: row.get(5)?,
                agency_short: row.get(6)?,
            })
        })
        .collect()
}

/// Everyone who ever held an office that has or had a seat of a term.
pub async fn list_seated_holders(
    tx: &mut Tx,
    taskforce: TaskForceId,
    term: TermId,
) -> Result<Vec<Holder>> {
    let rows = tx
        .all(
            sql!(
                "SELECT h.id, h.office_id, h.name, h.rank, h.nip, h.kind, h.valid_from, h.valid_to,
                        h.is_example, h.source
                 FROM office_holder h
                 WHERE h.office_id IN (
                     SELECT o.office_id FROM taskforce_seat_office o
                     JOIN taskforce_seat s ON s.taskforce_id = o.taskforce_id AND s.id = o.seat_id
                     WHERE o.taskforce_id = $1 AND s.term_id = $2)
                 ORDER BY h.office_id, h.valid_from DESC, h.id DESC"
            ),
            args![taskforce, term],
        )
        .await?;
    rows.iter().map(holder).collect()
}
