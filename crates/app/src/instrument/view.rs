//! Read models of legal instruments.

use std::collections::HashMap;

use domain::{
    id::{AccountId, AgencyId, IndicatorId, InstrumentId},
    instrument::{Basis, Kind, Needs, Relation, Rule, Standing, Warning},
    plan::Years,
    time::{Date, Zone},
};
use store::{
    file::FileRow,
    instrument::{InstrumentRow, PartyRow, StepRow, TextRow},
};

pub use store::instrument::{InstrumentRow as Instrument, StepRow as Step};

use crate::meeting::view::Office;

/// Which instruments a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shelf {
    /// All of them.
    #[default]
    All,
    /// What is being written, harmonised, or waits to be promulgated.
    Making,
    /// What is in force, or will be.
    InForce,
    /// What ends soon or ended lately, and nothing goes on where it ends.
    Ending,
    /// What is over.
    Over,
}

impl Shelf {
    /// Every shelf.
    pub const ALL: [Self; 5] = [Self::All, Self::Making, Self::InForce, Self::Ending, Self::Over];

    /// Its code in an address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "semua",
            Self::Making => "disusun",
            Self::InForce => "berlaku",
            Self::Ending => "berakhir",
            Self::Over => "selesai",
        }
    }

    /// The shelf with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.code() == code)
    }

    /// Whether an instrument lies here.
    pub const fn holds(self, line: &Line) -> bool {
        match self {
            Self::All => true,
            Self::Making => {
                matches!(line.standing, Standing::Draft | Standing::Harmonised | Standing::Signed)
            }
            Self::InForce => {
                line.standing.is_in_force() || matches!(line.standing, Standing::Ahead)
            }
            Self::Ending => line.asks_answer,
            Self::Over => {
                matches!(line.standing, Standing::Expired | Standing::Revoked | Standing::Withdrawn)
            }
        }
    }
}

/// What narrows the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Where they stand.
    pub shelf: Shelf,
    /// Of one kind.
    pub kind: Option<Kind>,
    /// Of one year.
    pub year: Option<i16>,
    /// Words of title, number, place, office or party.
    pub words: String,
}

/// A place as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name, with the sub-district behind that of a village.
    pub name: String,
    /// Its code.
    pub code: String,
    /// First day on which it no longer exists.
    pub closed_on: Option<Date>,
}

/// An instrument in a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The instrument.
    pub row: InstrumentRow,
    /// What it is worth today.
    pub standing: Standing,
    /// Usual name of its office.
    pub agency: String,
    /// Whether the office is closed.
    pub is_orphan: bool,
    /// Where it belongs to.
    pub place: Option<Place>,
    /// Names of its parties.
    pub parties: Vec<String>,
    /// Whether it ends soon or ended lately, and nothing goes on where it ends.
    pub asks_answer: bool,
}

/// Village regulations of one sub-district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many villages it has; urban villages make no regulations.
    pub villages: usize,
    /// How many of them have a regulation in force.
    pub covered: usize,
    /// Circulars in force that belong to it or to one of its villages.
    pub circulars: usize,
}

/// What is known elsewhere as a decree or regulation and does not stand in the register yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What rests on it.
    pub basis: Basis,
    /// What kind it most likely is.
    pub kind: Kind,
    /// Its number, as it is written there.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// Day of signing.
    pub signed_on: Date,
    /// First and last day of what rests on it.
    pub term: (Date, Option<Date>),
}

/// The register.
#[derive(Debug, Clone)]
pub struct Index {
    /// What the filter leaves, the latest year first.
    pub lines: Vec<Line>,
    /// How many lie on each shelf, by the rest of the filter.
    pub counts: HashMap<Shelf, usize>,
    /// How many there are at all.
    pub total: usize,
    /// Years that instruments are of, the latest first.
    pub years: Vec<i16>,
    /// Village regulations by sub-district, where regions are known.
    pub coverage: Vec<Coverage>,
    /// How many regulations belong to villages that are no more.
    pub gone: usize,
    /// Whether every rule by which they are judged is confirmed.
    pub is_confirmed: bool,
    /// When an end is told.
    pub warning: Warning,
    /// Today where the task force is.
    pub today: Date,
}

/// What rests on an instrument, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BasisName {
    /// The term of these years.
    Term(String),
    /// The plan of these years.
    Plan(Years),
}

/// An instrument named on another page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Which.
    pub id: InstrumentId,
    /// Its kind.
    pub kind: Kind,
    /// Its number, once it is signed.
    pub number: Option<String>,
    /// Its year.
    pub year: i16,
    /// What it is about.
    pub title: String,
    /// What it is worth today.
    pub standing: Standing,
    /// Its last day.
    pub until: Option<Date>,
}

/// How an instrument hangs together with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// What is done.
    pub kind: Relation,
    /// Whether the one that is shown does it; else the other one does.
    pub is_own: bool,
    /// The other one.
    pub other: Brief,
}

/// An instrument as a whole.
#[derive(Debug, Clone)]
pub struct Show {
    /// The instrument.
    pub row: InstrumentRow,
    /// What it is worth today.
    pub standing: Standing,
    /// What it needs.
    pub needs: Needs,
    /// What it lacks before it can be signed; none where nothing, or where it is signed.
    pub lacks: Option<Rule>,
    /// Its office.
    pub office: Office,
    /// Whether the office is closed.
    pub is_orphan: bool,
    /// Where it belongs to.
    pub place: Option<Place>,
    /// What rests on it.
    pub basis: Option<BasisName>,
    /// Its parties with their names.
    pub parties: Vec<(PartyRow, String)>,
    /// Rows of a plan that it fulfils.
    pub rows: Vec<(IndicatorId, String)>,
    /// Other instruments.
    pub ties: Vec<Tie>,
    /// Its texts, the latest first.
    pub texts: Vec<(TextRow, FileRow)>,
    /// Its steps, the latest first.
    pub steps: Vec<StepRow>,
    /// Names of people.
    pub people: HashMap<AccountId, String>,
    /// Whether the actor looks after it.
    pub may_manage: bool,
    /// Zone of its days.
    pub zone: Zone,
    /// Today there.
    pub today: Date,
}

impl Show {
    /// The signed instrument that goes on where this one ends, or takes it out of force.
    pub fn follower(&self, kind: Relation) -> Option<&Brief> {
        let signed = |standing: Standing| {
            !matches!(
                standing,
                Standing::Draft | Standing::Harmonised | Standing::Withdrawn | Standing::Revoked
            )
        };
        let mut ties = self.ties.iter().filter(|tie| !tie.is_own && tie.kind == kind);
        ties.find(|tie| signed(tie.other.standing)).map(|tie| &tie.other)
    }
}

/// What the form of an instrument offers.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Offices that can take it.
    pub agencies: Vec<(AgencyId, String)>,
    /// Terms and plans that may rest on it.
    pub bases: Vec<(Basis, BasisName)>,
    /// Villages and sub-districts as they can be typed.
    pub places: Vec<String>,
}

/// What can hang on an instrument.
#[derive(Debug, Clone)]
pub struct TieChoices {
    /// Agencies of the address book.
    pub agencies: Vec<(AgencyId, String)>,
    /// Rows of the running plan.
    pub rows: Vec<(IndicatorId, String)>,
    /// Other instruments.
    pub others: Vec<Brief>,
}

/// What is about to end, or ended lately; the first few.
#[derive(Debug, Clone, Default)]
pub struct Due {
    /// The instruments, the first to end first.
    pub rows: Vec<Brief>,
    /// Whether there are more.
    pub has_more: bool,
}
