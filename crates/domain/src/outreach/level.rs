//! The levels of the cascade: from the sub-district down to the family.

use std::collections::BTreeSet;

use crate::region;

/// Among whom a message is passed on. After the pledge of the coordination meeting of 19/06/2024:
/// family, community, RT/RW, village, sub-district.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CascadeLevel {
    /// At home, family by family.
    Household,
    /// In groups: religious circles, PKK, youth, workers.
    Community,
    /// In the RT and RW.
    RtRw,
    /// In the village as a whole.
    Village,
    /// In the sub-district as a whole.
    District,
}

impl CascadeLevel {
    /// Every level, from the family up.
    pub const ALL: [Self; 5] =
        [Self::Household, Self::Community, Self::RtRw, Self::Village, Self::District];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Community => "community",
            Self::RtRw => "rt_rw",
            Self::Village => "village",
            Self::District => "district",
        }
    }

    /// The level with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// Which kind of region answers for it: a sub-district for its own gatherings, a village for
    /// all below it.
    pub const fn region(self) -> region::Level {
        match self {
            Self::District => region::Level::District,
            _ => region::Level::Village,
        }
    }

    /// Names of its fields in the form of a report: gatherings, people, women, men.
    pub const fn fields(self) -> [&'static str; 4] {
        match self {
            Self::Household => {
                ["household_gatherings", "household_people", "household_women", "household_men"]
            }
            Self::Community => {
                ["community_gatherings", "community_people", "community_women", "community_men"]
            }
            Self::RtRw => ["rt_rw_gatherings", "rt_rw_people", "rt_rw_women", "rt_rw_men"],
            Self::Village => {
                ["village_gatherings", "village_people", "village_women", "village_men"]
            }
            Self::District => {
                ["district_gatherings", "district_people", "district_women", "district_men"]
            }
        }
    }
}

/// The levels that an order asks for; at least one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Levels(BTreeSet<CascadeLevel>);

impl Levels {
    /// These levels; none where there is not one.
    pub fn new(levels: impl IntoIterator<Item = CascadeLevel>) -> Option<Self> {
        let levels: BTreeSet<CascadeLevel> = levels.into_iter().collect();
        (!levels.is_empty()).then_some(Self(levels))
    }

    /// Reads what [`Levels::code`] wrote.
    pub fn from_code(code: &str) -> Option<Self> {
        let levels: Option<Vec<CascadeLevel>> =
            code.split(',').map(CascadeLevel::from_code).collect();
        Self::new(levels?)
    }

    /// The stored codes, with commas between them.
    pub fn code(&self) -> String {
        self.0.iter().map(|level| level.code()).collect::<Vec<_>>().join(",")
    }

    /// Whether the order asks for this level.
    pub fn has(&self, level: CascadeLevel) -> bool {
        self.0.contains(&level)
    }

    /// Every level, from the family up.
    pub fn iter(&self) -> impl Iterator<Item = CascadeLevel> + '_ {
        self.0.iter().copied()
    }

    /// What a region of this kind reports on.
    pub fn of(&self, region: region::Level) -> Vec<CascadeLevel> {
        self.iter().filter(|level| level.region() == region).collect()
    }

    /// Whether regions of this kind receive the order.
    pub fn reach(&self, region: region::Level) -> bool {
        self.iter().any(|level| level.region() == region)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_read_back_and_fall_to_whoever_answers_for_them() {
        let all = Levels::new(CascadeLevel::ALL).unwrap();
        assert_eq!(Levels::from_code(&all.code()), Some(all.clone()));
        assert_eq!(all.of(region::Level::District), [CascadeLevel::District]);
        assert_eq!(all.of(region::Level::Village).len(), 4);
        assert_eq!((Levels::new([]), Levels::from_code("")), (None, None));
        assert_eq!(Levels::from_code("household,pesta"), None);
        let low = Levels::new([CascadeLevel::RtRw]).unwrap();
        assert!(low.reach(region::Level::Village) && !low.reach(region::Level::District));
    }

    #[test]
    fn every_field_of_every_level_has_a_name_of_its_own() {
        let names: BTreeSet<&str> =
            CascadeLevel::ALL.iter().flat_map(|level| level.fields()).collect();
        assert_eq!(names.len(), 20);
        for level in CascadeLevel::ALL {
            assert!(level.fields().iter().all(|name| name.starts_with(level.code())));
        }
    }
}
