//! Agencies: who takes part in a task force, with the offices, desks and groups they have.
//!
//! Members are named by office, not by person: an [`Office`] stands for years while its
//! [`Holder`]s change, so a letter, a seat and a plan row all point to the office.

mod draft;
mod group;
mod kind;
mod matching;
mod office;
mod tenure;

pub use draft::{Draft, Form, GroupDraft, HolderDraft, HolderForm, OfficeDraft};
pub use group::{Group, GroupMember};
pub use kind::{AgencyKind, DeskKind, HolderKind};
pub use matching::{Candidate, Lead, Match, find_match, match_key};
pub use office::{Holder, Office, Person, appoint, holder_on, print_nip};
pub use tenure::Tenure;

use crate::{
    id::{AgencyId, DeskId},
    time::Date,
};

/// An agency: local office, police command, hospital, vertical body, organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Identifier, the same in every task force: agencies are shared by the whole system.
    pub id: AgencyId,
    /// What sort of body it is.
    pub kind: AgencyKind,
    /// Official name, as in a decree.
    pub full_name: String,
    /// Usual name, as people say and write it (`DPPPA`).
    pub short_name: String,
    /// Kemendagri code of the region it serves; none for a national body.
    pub region: Option<String>,
    /// The agency it is a part of (a UPTD under its Dinas, a division under the Setda).
    pub parent: Option<AgencyId>,
    /// First day on which it no longer exists, after a reorganisation.
    pub closed_on: Option<Date>,
    /// Counts the edits; a form sends it back.
    pub version: i64,
}

impl Agency {
    /// Whether the agency exists on `date`.
    pub fn exists_on(&self, date: Date) -> bool {
        self.closed_on.is_none_or(|closed| date < closed)
    }
}

/// A desk of an agency: the unit that receives referrals and later holds keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// Identifier.
    pub id: DeskId,
    /// The agency it belongs to.
    pub agency: AgencyId,
    /// What it does.
    pub kind: DeskKind,
    /// Its name on the door ("Unit PPA").
    pub name: String,
    /// Whether it takes work today.
    pub is_active: bool,
}

/// Why something about an agency is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum Rule {
    /// Two people would hold one office in the same way on the same day.
    HolderOverlap,
    /// The agency no longer exists.
    AgencyClosed,
    /// An agency can't be a part of itself, at any depth.
    ParentLoop,
    /// A group needs at least one member.
    GroupEmpty,
    /// The agency has reported for a time after it is merged.
    MergeReported,
    /// Another task force works with the agency too.
    MergeShared,
    /// The agency has an end already.
    MergeEnded,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 7] = [
        Self::HolderOverlap,
        Self::AgencyClosed,
        Self::ParentLoop,
        Self::GroupEmpty,
        Self::MergeReported,
        Self::MergeShared,
        Self::MergeEnded,
    ];

    /// The stable code; `text` has its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::HolderOverlap => "agency.holder_overlap",
            Self::AgencyClosed => "agency.closed",
            Self::ParentLoop => "agency.parent_loop",
            Self::GroupEmpty => "agency.group_empty",
            Self::MergeReported => "agency.merge_reported",
            Self::MergeShared => "agency.merge_shared",
            Self::MergeEnded => "agency.merge_ended",
        }
    }
}

/// Refuses to put `agency` under `parent` when `ancestors_of_parent` already holds it.
pub fn place_under(
    agency: AgencyId,
    parent: AgencyId,
    ancestors_of_parent: &[AgencyId],
) -> Result<(), Rule> {
    if parent == agency || ancestors_of_parent.contains(&agency) {
        return Err(Rule::ParentLoop);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn id(n: u128) -> AgencyId {
        AgencyId(Uuid::from_u128(n))
    }

    #[test]
    fn an_agency_is_never_a_part_of_itself() {
        assert_eq!(place_under(id(1), id(1), &[]), Err(Rule::ParentLoop));
        assert_eq!(place_under(id(1), id(3), &[id(2), id(1)]), Err(Rule::ParentLoop));
        assert_eq!(place_under(id(1), id(3), &[id(2)]), Ok(()));
    }

    #[test]
    fn a_closed_agency_exists_until_the_day_before() {
        let agency = Agency {
            id: id(1),
            kind: AgencyKind::LocalOffice,
            full_name: "Dinas Sosial Kabupaten Tangerang".into(),
            short_name: "Dinsos".into(),
            region: None,
            parent: None,
            closed_on: Some(date(2025, 1, 1)),
            version: 1,
        };
        assert!(agency.exists_on(date(2024, 12, 31)));
        assert!(!agency.exists_on(date(2025, 1, 1)));
    }
}
