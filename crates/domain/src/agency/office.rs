//! Offices (jabatan) and the people who hold them, dated.

use super::{HolderDraft, HolderKind, Rule, Tenure};
use crate::{
    id::{AgencyId, HolderId, OfficeId},
    time::Date,
};

/// An office of an agency ("Kepala Dinas Tenaga Kerja").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Identifier.
    pub id: OfficeId,
    /// The agency it belongs to.
    pub agency: AgencyId,
    /// Its title as printed in a decree and under a signature.
    pub title: String,
    /// Whether it is the head of the agency.
    pub is_head: bool,
    /// Its place in lists, from the top.
    pub position: i64,
}

/// Who a holder is. A name may be one word; rank and number may be unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Full name with titles, as it is printed.
    pub name: String,
    /// Rank and class ("Pembina Tk. I / IV b").
    pub rank: Option<String>,
    /// Civil-service or police number, digits only: NIP has 18, NRP has 8.
    pub nip: Option<String>,
}

/// One person's dated holding of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Identifier.
    pub id: HolderId,
    /// The office.
    pub office: OfficeId,
    /// The person.
    pub person: Person,
    /// For good, or acting.
    pub kind: HolderKind,
    /// On which days.
    pub tenure: Tenure,
    /// Whether the person is invented for the demo.
    pub is_example: bool,
    /// Where it is known from, when it comes from a public page.
    pub source: Option<String>,
}

/// Who acts in the office on `date`: whoever acts goes before whoever holds it for good.
pub fn holder_on(holders: &[Holder], date: Date) -> Option<&Holder> {
    let present = || holders.iter().filter(|holder| holder.tenure.contains(date));
    present().find(|holder| holder.kind.is_acting()).or_else(|| present().next())
}

/// Decides what a new holder does to the ones before: which of them end, and on which last day.
///
/// An open holding of the same sort ends the day before. A definitive holder also ends whoever
/// acts; a Plt. or Pj. also ends the definitive holder, because the office is vacant then. A
/// Plh. or Pjs. leaves the definitive holder in office.
///
/// # Errors
/// [`Rule::HolderOverlap`] where a shared day would be left.
pub fn appoint(holders: &[Holder], new: &HolderDraft) -> Result<Vec<(HolderId, Date)>, Rule> {
    let mut ends = Vec::new();
    for old in holders.iter().filter(|old| old.tenure.overlaps(new.tenure)) {
        if !displaces(new.kind, old.kind) {
            continue;
        }
        match old.tenure.end_before(new.tenure.from) {
            Some(last) => ends.push((old.id, last)),
            // Someone who acts for some days with a known end keeps them.
            None if old.kind.is_acting() != new.kind.is_acting() => {}
            None => return Err(Rule::HolderOverlap),
        }
    }
    Ok(ends)
}

const fn displaces(new: HolderKind, old: HolderKind) -> bool {
    match (new.is_acting(), old.is_acting()) {
        (true, false) => !new.leaves_definitive(),
        _ => true,
    }
}

/// A NIP in its printed groups (birth date, start of service, sex, sequence); others unchanged.
pub fn print_nip(nip: &str) -> String {
    if nip.len() != 18 || !nip.bytes().all(|byte| byte.is_ascii_digit()) {
        return nip.to_owned();
    }
    [&nip[..8], &nip[8..14], &nip[14..15], &nip[15..]].join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn holder(n: u128, kind: HolderKind, from: Date, until: Option<Date>) -> Holder {
        Holder {
            id: HolderId(Uuid::from_u128(n)),
            office: OfficeId(Uuid::from_u128(1)),
            person: Person { name: format!("Orang {n}"), rank: None, nip: None },
            kind,
            tenure: Tenure { from, until },
            is_example: true,
            source: None,
        }
    }

    fn draft(kind: HolderKind, from: Date, until: Option<Date>) -> HolderDraft {
        HolderDraft {
            person: Person { name: "Baru".into(), rank: None, nip: None },
            kind,
            tenure: Tenure { from, until },
            source: None,
        }
    }

    #[test]
    fn a_new_head_ends_the_old_one_the_day_before() {
        let old = [holder(1, HolderKind::Definitive, date(2022, 1, 3), None)];
        let ends = appoint(&old, &draft(HolderKind::Definitive, date(2024, 2, 1), None));
        assert_eq!(ends, Ok(vec![(old[0].id, date(2024, 1, 31))]));
    }

    #[test]
    fn two_definitive_holders_on_one_day_are_refused() {
        let old = [holder(1, HolderKind::Definitive, date(2022, 1, 3), Some(date(2024, 6, 30)))];
        let new = draft(HolderKind::Definitive, date(2024, 6, 30), None);
        assert_eq!(appoint(&old, &new), Err(Rule::HolderOverlap));
        let new = draft(HolderKind::Definitive, date(2021, 1, 1), None);
        assert_eq!(appoint(&old, &new), Err(Rule::HolderOverlap));
    }

    #[test]
    fn a_plh_acts_while_the_holder_keeps_the_office() {
        let old = [holder(1, HolderKind::Definitive, date(2022, 1, 3), None)];
        let new = draft(HolderKind::Plh, date(2024, 6, 3), Some(date(2024, 6, 14)));
        assert_eq!(appoint(&old, &new), Ok(vec![]));
        let both =
            [old[0].clone(), holder(2, HolderKind::Plh, date(2024, 6, 3), Some(date(2024, 6, 14)))];
        let acting = holder_on(&both, date(2024, 6, 10)).map(|holder| holder.id);
        assert_eq!(acting, Some(both[1].id));
        let back = holder_on(&both, date(2024, 6, 15)).map(|holder| holder.id);
        assert_eq!(back, Some(both[0].id));
    }

    #[test]
    fn a_plt_ends_the_definitive_holder_and_ends_with_the_next() {
        let old = [holder(1, HolderKind::Definitive, date(2022, 1, 3), None)];
        let ends = appoint(&old, &draft(HolderKind::Plt, date(2023, 5, 1), None));
        assert_eq!(ends, Ok(vec![(old[0].id, date(2023, 4, 30))]));
        let acting = [holder(2, HolderKind::Plt, date(2023, 5, 1), None)];
        let ends = appoint(&acting, &draft(HolderKind::Definitive, date(2023, 9, 1), None));
        assert_eq!(ends, Ok(vec![(acting[0].id, date(2023, 8, 31))]));
    }

    #[test]
    fn an_office_without_a_holder_on_the_day_is_vacant() {
        let past = [holder(1, HolderKind::Definitive, date(2022, 1, 3), Some(date(2022, 9, 9)))];
        assert_eq!(holder_on(&past, date(2022, 9, 10)), None);
    }

    #[test]
    fn a_nip_prints_in_its_four_groups_and_a_police_number_as_it_is() {
        assert_eq!(print_nip("197001011995031002"), "19700101 199503 1 002");
        assert_eq!(print_nip("76050412"), "76050412");
        assert_eq!(print_nip("é9700101199503100"), "é9700101199503100");
    }

    proptest! {
        #[test]
        fn whatever_is_appointed_no_day_has_two_definitive_holders(
            moves in prop::collection::vec((0usize..5, 0i32..400, prop::option::of(0i32..90)), 1..12)
        ) {
            let mut holders: Vec<Holder> = Vec::new();
            let day = |n: i32| date(2024, 1, 1).saturating_add(jiff::Span::new().days(n));
            for (n, (kind, from, length)) in moves.into_iter().enumerate() {
                let kind = HolderKind::ALL[kind];
                let until = length.map(|length| day(from + length));
                let Ok(ends) = appoint(&holders, &draft(kind, day(from), until)) else { continue };
                for (id, last) in ends {
                    let old = holders.iter_mut().find(|holder| holder.id == id);
                    old.expect("an end names a holder").tenure.until = Some(last);
                }
                holders.push(holder(n as u128 + 1, kind, day(from), until));
            }
            for n in 0..520 {
                let definitive = holders.iter().filter(|holder| {
                    !holder.kind.is_acting() && holder.tenure.contains(day(n))
                });
                prop_assert!(definitive.count() <= 1);
            }
        }
    }
}
