//! Giving seats to offices.

use domain::{
    access::{Act, Actor, Scope, check},
    agency::Tenure,
    id::{OfficeId, SeatId, SubTaskForceId, TaskForceId, TermId},
    taskforce::{Layer, Seat, SeatOffice, SubTaskForce, Term, assign, check_slot, editable},
    time::Date,
};
use store::{Tx, agency::OfficeChoice, taskforce::SeatedOffice};

use crate::{App, Error, Result, agency::own, audit, audit::Event};

/// A seat to add to a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatDraft {
    /// Where in the structure.
    pub layer: Layer,
    /// The sub-task force, for coordinators and members.
    pub sub: Option<SubTaskForceId>,
    /// The office that gets it, and from when on; none leaves it vacant.
    pub office: Option<(OfficeId, Date)>,
}

/// A seat as the page that gives it away shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatRecord {
    /// The seat.
    pub seat: Seat,
    /// Its term, whose version goes into the form.
    pub term: Term,
    /// Its sub-task force.
    pub sub: Option<SubTaskForce>,
    /// Which offices had it when, earliest first.
    pub given: Vec<(SeatOffice, SeatedOffice)>,
}

/// One seat and the offices that had it.
///
/// # Errors
/// `NotFound` where the actor's task force has no such seat.
pub async fn seat(app: &App, actor: &Actor, id: SeatId) -> Result<SeatRecord> {
    let own = own(actor)?;
    let mut tx = app.store.read().await?;
    let seat = store::taskforce::get_seat(&mut tx, own, id).await?;
    check(actor, Act::TaskforceView, &Scope::taskforce(own))?;
    let term = store::taskforce::get_term(&mut tx, own, seat.term).await?;
    let subs = store::taskforce::list_subs(&mut tx, own, seat.term).await?;
    let given = store::taskforce::list_seat_offices(&mut tx, own, seat.term).await?;
    let offices = store::taskforce::list_seated_offices(&mut tx, own, seat.term).await?;
    let named = |given: SeatOffice| {
        let office = offices.iter().find(|known| known.office.id == given.office);
        office.map(|office| (given, office.clone()))
    };
    Ok(SeatRecord {
        sub: subs.into_iter().find(|sub| Some(sub.id) == seat.sub),
        given: given
            .into_iter()
            .filter(|(of, _)| *of == id)
            .filter_map(|(_, given)| named(given))
            .collect(),
        seat,
        term,
    })
}

/// Every office that a seat can be given to: those of the task force's address book.
///
/// # Errors
/// `Denied` without `taskforce.edit`.
pub async fn choices(app: &App, actor: &Actor) -> Result<Vec<OfficeChoice>> {
    let own = own(actor)?;
    check(actor, Act::TaskforceEdit, &Scope::taskforce(own))?;
    let mut tx = app.store.read().await?;
    Ok(store::agency::list_office_choices(&mut tx, own).await?)
}

/// Adds a seat to a term that is not closed.
///
/// # Errors
/// `Rule` where layer and sub-task force do not fit or the term is closed, `Conflict` for a stale
/// `version` of the term.
pub async fn add_seat(
    app: &App,
    actor: &Actor,
    term: TermId,
    version: i64,
    draft: SeatDraft,
) -> Result<SeatId> {
    let own = own(actor)?;
    let mut tx = app.store.write().await?;
    let term = store::taskforce::get_term(&mut tx, own, term).await?;
    check(actor, Act::TaskforceEdit, &Scope::taskforce(own))?;
    touch(&mut tx, own, &term, version).await?;
    let subs = store::taskforce::list_subs(&mut tx, own, term.id).await?;
    let sub = match draft.sub {
        Some(id) => Some(subs.iter().find(|sub| sub.id == id).ok_or(Error::NotFound)?),
        None => None,
    };
    let slot = check_slot(draft.layer, term.id, sub.map(|sub| sub.term));
    slot.map_err(|rule| Error::Rule(rule.code()))?;
    let seats = store::taskforce::list_seats(&mut tx, own, term.id).await?;
    let seat = Seat {
        id: SeatId(app.ids.next()),
        term: term.id,
        layer: draft.layer,
        sub: draft.sub,
        position: seats.iter().map(|seat| seat.position).max().unwrap_or(0) + 1,
        label: None,
        to_confirm: false,
    };
    store::taskforce::insert_seat(&mut tx, own, &seat).await?;
    if let Some((office, from)) = draft.office {
        give(&mut tx, own, seat.id, office, from).await?;
    }
    record(app, &mut tx, actor, own, seat.id, draft.office).await?;
    tx.commit().await?;
    Ok(seat.id)
}

/// Gives a seat to an office from `from` on; the office that has it ends the day before.
///
/// # Errors
/// `Rule("taskforce.seat_overlap")` where a day would be shared, `Rule("taskforce.term_closed")`,
/// `Conflict` for a stale `version` of the term.
pub async fn assign_seat(
    app: &App,
    actor: &Actor,
    seat: SeatId,
    version: i64,
    office: OfficeId,
    from: Date,
) -> Result<()> {
    let own = own(actor)?;
    let mut tx = app.store.write().await?;
    let seat = store::taskforce::get_seat(&mut tx, own, seat).await?;
    let term = store::taskforce::get_term(&mut tx, own, seat.term).await?;
    check(actor, Act::TaskforceEdit, &Scope::taskforce(own))?;
    touch(&mut tx, own, &term, version).await?;
    let given = store::taskforce::list_seat_offices(&mut tx, own, term.id).await?;
    let given: Vec<SeatOffice> =
        given.into_iter().filter(|(id, _)| *id == seat.id).map(|(_, given)| given).collect();
    let ended = assign(&given, from).map_err(|rule| Error::Rule(rule.code()))?;
    if let Some((before, last)) = ended {
        let began = before.tenure.from;
        store::taskforce::update_seat_office_end(&mut tx, own, seat.id, began, last).await?;
    }
    give(&mut tx, own, seat.id, office, from).await?;
    record(app, &mut tx, actor, own, seat.id, Some((office, from))).await?;
    tx.commit().await?;
    Ok(())
}

/// Counts the term up, so that two people do not change its seats unseen by each other.
async fn touch(tx: &mut Tx, own: TaskForceId, term: &Term, version: i64) -> Result<()> {
    editable(term).map_err(|rule| Error::Rule(rule.code()))?;
    let seen = Term { version, ..term.clone() };
    if store::taskforce::update_term(tx, own, &seen).await? { Ok(()) } else { Err(Error::Conflict) }
}

async fn give(
    tx: &mut Tx,
    own: TaskForceId,
    seat: SeatId,
    office: OfficeId,
    from: Date,
) -> Result<()> {
    let agency = store::agency::get_office(tx, office).await?.agency;
    if !store::agency::is_participant(tx, own, agency).await? {
        return Err(Error::NotFound);
    }
    let given = SeatOffice { office, tenure: Tenure::open(from) };
    Ok(store::taskforce::insert_seat_office(tx, own, seat, given).await?)
}

async fn record(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    own: TaskForceId,
    seat: SeatId,
    office: Option<(OfficeId, Date)>,
) -> Result<()> {
    let detail = serde_json::json!({
        "office": office.map(|(office, _)| office.to_string()),
        "from": office.map(|(_, from)| from.to_string()),
    });
    let event = Event::new(Act::TaskforceEdit, "seat", seat).taskforce(own).detail(&detail);
    audit::append(app, tx, actor, event).await
}
