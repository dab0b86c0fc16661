//! How many of the invited offices must be there: dated data, not law.

use serde::Deserialize;

use super::Kind;
use crate::time::{Date, parse_date};

/// The rules that ship with the program (`rules/meeting.toml`).
pub const SHIPPED: &str = include_str!("../../../../rules/meeting.toml");

/// The quorum of one kind of meeting, of one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    /// First day it counts.
    since: Date,
    kind: Kind,
    part: (u32, u32),
    more: bool,
    /// Whether the task force has confirmed it; until then pages say so.
    pub confirmed: bool,
}

impl Quorum {
    /// How many of `invited` offices must be there; 0 where the kind asks for none.
    pub const fn needed(&self, invited: u32) -> u32 {
        let (part, of) = self.part;
        if part == 0 {
            return 0;
        }
        let reached = (invited * part).div_ceil(of);
        let exact = (invited * part).is_multiple_of(of);
        if self.more && exact { reached + 1 } else { reached }
    }
}

/// Every quorum, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quorums(Vec<Quorum>);

/// Why a file of quorums can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("meeting rules: {0}")]
pub struct BadQuorum(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    quorum: Vec<QuorumText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuorumText {
    since: String,
    kind: String,
    part: (u32, u32),
    more: bool,
    confirmed: bool,
}

impl Quorums {
    /// Reads a file of quorums.
    ///
    /// # Errors
    /// Where it is not the expected TOML, a part is more than the whole, or a kind has none.
    pub fn parse(text: &str) -> Result<Self, BadQuorum> {
        let file: File = toml::from_str(text).map_err(|error| BadQuorum(error.to_string()))?;
        let mut all = file.quorum.into_iter().map(quorum).collect::<Result<Vec<_>, _>>()?;
        all.sort_by_key(|quorum| quorum.since);
        match Kind::ALL.into_iter().find(|kind| !all.iter().any(|one| one.kind == *kind)) {
            Some(kind) => Err(BadQuorum(format!("no quorum for {}", kind.code()))),
            None => Ok(Self(all)),
        }
    }

    /// The quorum of a kind that counts on `day`; the first one for any earlier day.
    pub fn of(&self, kind: Kind, day: Date) -> Quorum {
        let mut own = self.0.iter().filter(|quorum| quorum.kind == kind);
        // `parse` has refused a file without one for each kind.
        let first = own.next().copied().unwrap_or(Quorum {
            since: Date::MIN,
            kind,
            part: (0, 1),
            more: false,
            confirmed: false,
        });
        own.take_while(|quorum| quorum.since <= day).last().copied().unwrap_or(first)
    }
}

fn quorum(text: QuorumText) -> Result<Quorum, BadQuorum> {
    let QuorumText { since, kind, part, more, confirmed } = text;
    let bad = |what: &str| BadQuorum(format!("{what} is none"));
    let day = parse_date(&since).ok_or_else(|| bad(&since))?;
    let kind = Kind::from_code(&kind).ok_or_else(|| bad(&kind))?;
    if part.1 == 0 || part.0 > part.1 {
        return Err(BadQuorum(format!("{} of {} is no part", part.0, part.1)));
    }
    Ok(Quorum { since: day, kind, part, more, confirmed })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn more_than_half_of_the_offices_make_a_plenary() {
        let quorum = Quorums::parse(SHIPPED).unwrap().of(Kind::Plenary, date(2026, 11, 24));
        for (invited, needed) in [(0, 1), (1, 1), (2, 2), (3, 2), (10, 6), (41, 21)] {
            assert_eq!(quorum.needed(invited), needed, "of {invited}");
        }
        assert!(!quorum.confirmed, "practice, not law");
        let none = Quorums::parse(SHIPPED).unwrap().of(Kind::CaseConference, date(2026, 11, 24));
        assert_eq!(none.needed(40), 0);
    }

    #[test]
    fn a_later_rule_counts_from_its_day_and_a_bad_one_is_named() {
        let later = "[[quorum]]\nsince = \"2027-01-01\"\nkind = \"plenary\"\npart = [2, 3]\nmore = \
                     false\nconfirmed = true\n";
        let quorums = Quorums::parse(&format!("{SHIPPED}\n{later}")).unwrap();
        assert_eq!(quorums.of(Kind::Plenary, date(2026, 12, 31)).needed(30), 16);
        assert_eq!(quorums.of(Kind::Plenary, date(2027, 1, 1)).needed(30), 20);
        assert!(Quorums::parse(later).is_err(), "the other kinds have none");
        assert!(Quorums::parse(&SHIPPED.replace("[1, 2]", "[3, 2]")).is_err());
    }
}
