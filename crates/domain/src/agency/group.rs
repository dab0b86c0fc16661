//! Named groups of agencies that lead a plan row together ("Polres (3)", "Kecamatan").

use super::Tenure;
use crate::{
    id::{AgencyId, GroupId},
    time::Date,
};

/// A named group; each member reports and the row sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Identifier.
    pub id: GroupId,
    /// Full name ("Tiga Polres di wilayah Kabupaten Tangerang").
    pub name: String,
    /// Usual name ("Polres (3)").
    pub short_name: String,
    /// Members with the days of their membership.
    pub members: Vec<GroupMember>,
    /// Counts the edits.
    pub version: i64,
}

/// An agency in a group; dated, so that a past checkpoint is judged by the members of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupMember {
    /// The agency.
    pub agency: AgencyId,
    /// On which days it is a member.
    pub tenure: Tenure,
}

impl Group {
    /// The members on `date`, in the order they are kept.
    pub fn members_on(&self, date: Date) -> impl Iterator<Item = AgencyId> + '_ {
        self.members
            .iter()
            .filter(move |member| member.tenure.contains(date))
            .map(|member| member.agency)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_past_checkpoint_counts_only_the_members_of_its_day() {
        let member = |n, from, until| GroupMember {
            agency: AgencyId(Uuid::from_u128(n)),
            tenure: Tenure { from, until },
        };
        let group = Group {
            id: GroupId(Uuid::from_u128(9)),
            name: "Kecamatan".into(),
            short_name: "Kecamatan".into(),
            members: vec![
                member(1, date(2024, 1, 1), None),
                member(2, date(2024, 1, 1), Some(date(2025, 6, 30))),
                member(3, date(2025, 7, 1), None),
            ],
            version: 1,
        };
        let on = |date| group.members_on(date).map(|id| id.0.as_u128()).collect::<Vec<_>>();
        assert_eq!(on(date(2024, 3, 31)), [1, 2]);
        assert_eq!(on(date(2025, 9, 30)), [1, 3]);
    }
}
