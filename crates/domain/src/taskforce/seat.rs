//! Seats: the places in a term, which office has each, and who sits there on a day.

use super::{Layer, Rule};
use crate::{
    agency::{Holder, Tenure, holder_on},
    id::{OfficeId, SeatId, SubTaskForceId, TermId},
    time::Date,
};

/// A place in a term; it exists also while no office has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Identifier within the task force.
    pub id: SeatId,
    /// The term.
    pub term: TermId,
    /// Where in the structure it is.
    pub layer: Layer,
    /// The sub-task force, for coordinators and members.
    pub sub: Option<SubTaskForceId>,
    /// Its place within the layer, from the top.
    pub position: i64,
    /// A name other than the layer's ("Pelindung", "Wakil Ketua").
    pub label: Option<String>,
    /// Whether the rule behind it is still unclear and somebody must confirm it.
    pub to_confirm: bool,
}

/// An office in a seat, dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatOffice {
    /// The office.
    pub office: OfficeId,
    /// On which days it has the seat.
    pub tenure: Tenure,
}

/// Who sits in a seat on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occupancy<'a> {
    /// The holder of its office.
    Filled(&'a Holder),
    /// Nobody, and why.
    Vacant(Vacancy),
}

/// Why nobody sits in a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vacancy {
    /// No office has the seat.
    NoOffice,
    /// The office has no holder that day.
    NoHolder,
}

impl Vacancy {
    /// Every reason.
    pub const ALL: [Self; 2] = [Self::NoOffice, Self::NoHolder];

    /// The stable code; `text` has its words.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoOffice => "no_office",
            Self::NoHolder => "no_holder",
        }
    }
}

/// The office that has a seat on `date`.
pub fn office_on(offices: &[SeatOffice], date: Date) -> Option<OfficeId> {
    offices.iter().find(|given| given.tenure.contains(date)).map(|given| given.office)
}

/// Who sits in a seat whose office is `office`, with that office's `holders`, on `date`.
pub fn occupancy(office: Option<OfficeId>, holders: &[Holder], date: Date) -> Occupancy<'_> {
    if office.is_none() {
        return Occupancy::Vacant(Vacancy::NoOffice);
    }
    holder_on(holders, date).map_or(Occupancy::Vacant(Vacancy::NoHolder), Occupancy::Filled)
}

/// Checks that a seat of `layer` belongs where it is put: `sub_term` is the term of the chosen
/// sub-task force.
///
/// # Errors
/// [`Rule::SeatLayer`] or [`Rule::SeatTerm`].
pub fn check_slot(layer: Layer, term: TermId, sub_term: Option<TermId>) -> Result<(), Rule> {
    match sub_term {
        Some(_) if !layer.is_in_sub() => Err(Rule::SeatLayer),
        None if layer.is_in_sub() => Err(Rule::SeatLayer),
        Some(other) if other != term => Err(Rule::SeatTerm),
        _ => Ok(()),
    }
}

/// What giving the seat to another office from `from` on does to the office that has it: its last
/// day, where there is one to end.
///
/// # Errors
/// [`Rule::SeatOverlap`] where a day would be shared.
pub fn assign(offices: &[SeatOffice], from: Date) -> Result<Option<(SeatOffice, Date)>, Rule> {
    let mut ended = None;
    for given in offices.iter().filter(|given| given.tenure.overlaps(Tenure::open(from))) {
        let last = given.tenure.end_before(from).ok_or(Rule::SeatOverlap)?;
        ended = Some((*given, last));
    }
    Ok(ended)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        agency::{HolderKind, Person},
        id::HolderId,
    };

    const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));

    fn holder(from: Date, until: Option<Date>) -> Holder {
        Holder {
            id: HolderId(Uuid::from_u128(1)),
            office: OFFICE,
            person: Person { name: "Suharto".into(), rank: None, nip: None },
            kind: HolderKind::Definitive,
            tenure: Tenure { from, until },
            is_example: true,
            source: None,
        }
    }

    #[test]
    fn a_seat_shows_the_holder_of_its_office_on_the_day() {
        let holders = [holder(date(2024, 1, 1), Some(date(2025, 12, 31)))];
        let on = |date| occupancy(Some(OFFICE), &holders, date);
        assert_eq!(on(date(2025, 5, 5)), Occupancy::Filled(&holders[0]));
        assert_eq!(on(date(2026, 1, 1)), Occupancy::Vacant(Vacancy::NoHolder));
        let none = occupancy(None, &holders, date(2025, 5, 5));
        assert_eq!(none, Occupancy::Vacant(Vacancy::NoOffice));
    }

    #[test]
    fn members_sit_in_a_sub_task_force_of_their_term_and_the_chair_does_not() {
        let (term, other) = (TermId(Uuid::from_u128(1)), TermId(Uuid::from_u128(2)));
        assert_eq!(check_slot(Layer::Member, term, Some(term)), Ok(()));
        assert_eq!(check_slot(Layer::Member, term, None), Err(Rule::SeatLayer));
        assert_eq!(check_slot(Layer::Chair, term, Some(term)), Err(Rule::SeatLayer));
        assert_eq!(check_slot(Layer::Member, term, Some(other)), Err(Rule::SeatTerm));
        assert_eq!(check_slot(Layer::Chair, term, None), Ok(()));
    }

    #[test]
    fn giving_a_seat_to_another_office_ends_the_first_the_day_before() {
        let first = SeatOffice { office: OFFICE, tenure: Tenure::open(date(2024, 1, 1)) };
        assert_eq!(assign(&[], date(2024, 1, 1)), Ok(None));
        let ended = assign(&[first], date(2025, 7, 1));
        assert_eq!(ended, Ok(Some((first, date(2025, 6, 30)))));
        assert_eq!(assign(&[first], date(2024, 1, 1)), Err(Rule::SeatOverlap));
        assert_eq!(office_on(&[first], date(2023, 12, 31)), None);
    }
}
