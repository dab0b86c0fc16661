//! Regions: one tree province > regency > district > village > RW > RT under Kemendagri codes.
//!
//! A region's id never changes; its code, name and parent do, and each state is a dated version.
//! This file names the levels and kinds; the parts read codes ([`RegionCode`]), compare names
//! ([`name_key`]), read rows of the three CSV layouts ([`row`]), work out what an import changes
//! ([`diff`]) and lay tiles out for a map ([`grid`]).

mod batch;
mod boundary;
mod change;
mod code;
mod diff;
mod grid;
mod name;
mod problem;
pub mod row;

pub use batch::Batch;
pub use boundary::{BadBoundary, Boundary};
pub use change::{Change, Counts, Diff, Known, Partial, State};
pub use code::{BadCode, RegionCode, RegionPath};
pub use diff::diff;
pub use grid::{Cell, MAX_COLUMNS, grid};
pub use name::{name_key, region_key, search_keys, tidy};
pub use problem::{MAX_COLUMNS as MAX_FILE_COLUMNS, MAX_NAME, MAX_ROWS, Problem, RowError, Spot};

/// Depth in the tree; `Province` is the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Provinsi, `36`.
    Province,
    /// Kabupaten or kota, `36.03`.
    Regency,
    /// Kecamatan, `36.03.11`.
    District,
    /// Desa or kelurahan, `36.03.11.2005`.
    Village,
    /// Rukun warga, `36.03.11.2005/RW003`.
    Rw,
    /// Rukun tetangga, `36.03.11.2005/RW003/RT012`.
    Rt,
}

impl Level {
    /// Every level, top first.
    pub const ALL: [Self; 6] =
        [Self::Province, Self::Regency, Self::District, Self::Village, Self::Rw, Self::Rt];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Regency => "regency",
            Self::District => "district",
            Self::Village => "village",
            Self::Rw => "rw",
            Self::Rt => "rt",
        }
    }

    /// The level with this stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// The level right below; an RT has none.
    pub const fn below(self) -> Option<Self> {
        match self {
            Self::Province => Some(Self::Regency),
            Self::Regency => Some(Self::District),
            Self::District => Some(Self::Village),
            Self::Village => Some(Self::Rw),
            Self::Rw => Some(Self::Rt),
            Self::Rt => None,
        }
    }
}

/// What a region is in law. Regencies, cities and the three kinds of village are told apart by
/// the first digit of the last code group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Provinsi.
    Province,
    /// Kabupaten (last group 01-69).
    Regency,
    /// Kota (last group 71-99).
    City,
    /// Kecamatan.
    District,
    /// Kelurahan (last group starts with 1).
    UrbanVillage,
    /// Desa (2).
    Village,
    /// Desa adat (3).
    CustomaryVillage,
    /// Rukun warga.
    Rw,
    /// Rukun tetangga.
    Rt,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Province,
        Self::Regency,
        Self::City,
        Self::District,
        Self::UrbanVillage,
        Self::Village,
        Self::CustomaryVillage,
        Self::Rw,
        Self::Rt,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Regency => "regency",
            Self::City => "city",
            Self::District => "district",
            Self::UrbanVillage => "urban_village",
            Self::Village => "village",
            Self::CustomaryVillage => "customary_village",
            Self::Rw => "rw",
            Self::Rt => "rt",
        }
    }

    /// The kind with this stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A place on the map in millionths of a degree (about 11 cm), so that it compares exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// Latitude, south negative.
    pub lat: i64,
    /// Longitude, east positive.
    pub lon: i64,
}

/// What one region became, told apart from the dated versions because it links two regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Became {
    /// The old region (or part of it) became several.
    Split,
    /// The old region was taken into the new one.
    Merge,
    /// The same region under another name.
    Rename,
    /// The same region under another code.
    Move,
}

impl Became {
    /// Every change.
    pub const ALL: [Self; 4] = [Self::Split, Self::Merge, Self::Rename, Self::Move];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Split => "split",
            Self::Merge => "merge",
            Self::Rename => "rename",
            Self::Move => "move",
        }
    }

    /// The change with this stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.code() == code)
    }
}

/// How sure a fact about police jurisdiction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Confidence {
    /// A public source names it.
    Sourced,
    /// Remembered or inferred; the page says "to be confirmed".
    Unconfirmed,
}

impl Confidence {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sourced, Self::Unconfirmed];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sourced => "sourced",
            Self::Unconfirmed => "unconfirmed",
        }
    }

    /// The confidence with this stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|confidence| confidence.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_code_reads_back_as_itself() {
        assert!(Level::ALL.iter().all(|it| Level::from_code(it.code()) == Some(*it)));
        assert!(Kind::ALL.iter().all(|it| Kind::from_code(it.code()) == Some(*it)));
        assert!(Became::ALL.iter().all(|it| Became::from_code(it.code()) == Some(*it)));
        assert!(Confidence::ALL.iter().all(|it| Confidence::from_code(it.code()) == Some(*it)));
    }
}
