//! The task force on a day.

use domain::{
    access::{Act, Actor, Scope, check},
    agency::Holder,
    id::{OfficeId, SeatId, TaskForceId},
    taskforce::{
        Layer, Occupancy, Seat, SeatOffice, SubTaskForce, Term, Vacancy, occupancy, office_on,
        term_on,
    },
    time::Date,
};
use store::{
    Tx,
    taskforce::{SeatedOffice, TaskForceRow},
};

use crate::{App, Result, agency::own};

/// The task force as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Show {
    /// The task force.
    pub taskforce: TaskForceRow,
    /// The day shown.
    pub on: Date,
    /// Its terms, latest first.
    pub terms: Vec<Term>,
    /// The term in force on the day; none where there is none.
    pub term: Option<TermView>,
}

/// A term with everyone in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermView {
    /// The term.
    pub term: Term,
    /// Its sub-task forces.
    pub subs: Vec<SubTaskForce>,
    /// Layers and sub-task forces from the top, each with its seats; empty ones are left out.
    pub sections: Vec<Section>,
}

/// A layer of the whole task force, or a sub-task force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub heading: Heading,
    /// Its seats in order.
    pub seats: Vec<SeatView>,
}

/// What a section is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// A layer.
    Layer(Layer),
    /// A sub-task force.
    Sub(SubTaskForce),
}

/// A seat with its office and whoever sits there on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatView {
    /// The seat.
    pub seat: Seat,
    /// The office that has it.
    pub office: Option<SeatedOffice>,
    /// Who sits there, or why nobody does.
    pub holder: Result<Holder, Vacancy>,
}

impl TermView {
    /// How many seats there are and how many of them are vacant.
    pub fn tally(&self) -> (i64, i64) {
        let seats = self.sections.iter().flat_map(|section| &section.seats);
        seats
            .fold((0, 0), |(all, vacant), seat| (all + 1, vacant + i64::from(seat.holder.is_err())))
    }

    /// The first seat of a layer.
    pub fn first(&self, layer: Layer) -> Option<&SeatView> {
        let mut seats = self.sections.iter().flat_map(|section| &section.seats);
        seats.find(|view| view.seat.layer == layer)
    }
}

/// The actor's task force as it is, or was, on a day.
///
/// # Errors
/// `Denied` without `taskforce.view`, `NotFound` for an actor of no task force.
pub async fn show(app: &App, actor: &Actor, on: Date) -> Result<Show> {
    let own = own(actor)?;
    check(actor, Act::TaskforceView, &Scope::taskforce(own))?;
    let mut tx = app.store.read().await?;
    load(&mut tx, own, on).await
}

/// Reads a task force on a day, for a use case that has checked the actor.
pub(super) async fn load(tx: &mut Tx, own: TaskForceId, on: Date) -> Result<Show> {
    let taskforce = store::taskforce::get(tx, own).await?;
    let terms = store::taskforce::list_terms(tx, own).await?;
    let term = match term_on(&terms, on) {
        Some(term) => Some(view(tx, own, term.clone(), on).await?),
        None => None,
    };
    Ok(Show { taskforce, on, terms, term })
}

async fn view(tx: &mut Tx, own: TaskForceId, term: Term, on: Date) -> Result<TermView> {
    let subs = store::taskforce::list_subs(tx, own, term.id).await?;
    let seats = store::taskforce::list_seats(tx, own, term.id).await?;
    let people = People {
        given: store::taskforce::list_seat_offices(tx, own, term.id).await?,
        offices: store::taskforce::list_seated_offices(tx, own, term.id).await?,
        holders: store::taskforce::list_seated_holders(tx, own, term.id).await?,
        on,
    };
    let seats: Vec<SeatView> = seats.into_iter().map(|seat| people.seat(seat)).collect();
    Ok(TermView { sections: sections(&subs, &seats), term, subs })
}

/// Offices of seats and holders of offices, to put into seats.
struct People {
    given: Vec<(SeatId, SeatOffice)>,
    offices: Vec<SeatedOffice>,
    holders: Vec<Holder>,
    on: Date,
}

impl People {
    fn seat(&self, seat: Seat) -> SeatView {
        let given = self.given.iter().filter(|(id, _)| *id == seat.id);
        let given: Vec<SeatOffice> = given.map(|(_, given)| *given).collect();
        let id = office_on(&given, self.on);
        let holders = self.holders_of(id);
        let holder = match occupancy(id, &holders, self.on) {
            Occupancy::Filled(holder) => Ok(holder.clone()),
            Occupancy::Vacant(why) => Err(why),
        };
        let office = self.offices.iter().find(|known| Some(known.office.id) == id).cloned();
        SeatView { seat, office, holder }
    }

    fn holders_of(&self, office: Option<OfficeId>) -> Vec<Holder> {
        self.holders.iter().filter(|holder| Some(holder.office) == office).cloned().collect()
    }
}

/// Layers above the sub-task forces, then these in order, then the secretariat.
fn sections(subs: &[SubTaskForce], seats: &[SeatView]) -> Vec<Section> {
    let layer = |layer: Layer| Section {
        heading: Heading::Layer(layer),
        seats: seats.iter().filter(|view| view.seat.layer == layer).cloned().collect(),
    };
    let above = [Layer::Patron, Layer::Chair, Layer::DailyChair, Layer::Secretary].map(layer);
    let within = subs.iter().map(|sub| {
        let own = |view: &&SeatView| view.seat.sub == Some(sub.id);
        let mut own: Vec<SeatView> = seats.iter().filter(own).cloned().collect();
        own.sort_by_key(|view| (view.seat.layer, view.seat.position));
        Section { heading: Heading::Sub(sub.clone()), seats: own }
    });
    let all = above.into_iter().chain(within).chain([layer(Layer::Secretariat)]);
    all.filter(|section| !section.seats.is_empty()).collect()
}
