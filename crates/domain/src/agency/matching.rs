//! Finding the agency that a cell or a letter means, however it is written.

use crate::{
    id::{AgencyId, GroupId},
    region::name_key,
};

/// Who leads a plan row: one agency, or a named group whose members each report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lead {
    /// One agency.
    Agency(AgencyId),
    /// A named group.
    Group(GroupId),
}

/// One name under which a lead is known: full name, short name or alias.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Whom the name means.
    pub lead: Lead,
    /// The name as it is shown in a suggestion.
    pub shown: String,
    /// [`match_key`] of the name.
    pub key: String,
}

impl Candidate {
    /// The candidate for `name`, suggested as `shown`.
    pub fn new(lead: Lead, name: &str, shown: &str) -> Self {
        Self { lead, shown: shown.to_owned(), key: match_key(name) }
    }
}

/// What a written name was found to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// One of its names, up to case, spaces and punctuation.
    Exact(Lead),
    /// A name that several share.
    Ambiguous(Vec<Lead>),
    /// No name, but very near to one: a suggestion to confirm.
    Close(Lead, String),
    /// Nothing near.
    None,
}

/// At least this similar (Damerau-Levenshtein, 0 to 1) counts as near: one slip in five letters.
const NEAR: f64 = 0.8;

/// The key under which names are compared: no case, marks, spaces or punctuation, with the
/// usual abbreviations written out ("Sat Pol PP" = "Satpol PP", "Kec. Mauk" = "Kecamatan Mauk").
pub fn match_key(name: &str) -> String {
    name_key(&name.replace('&', " dan ")).split(' ').map(written_out).collect()
}

fn written_out(word: &str) -> &str {
    match word {
        "kab" => "kabupaten",
        "kec" => "kecamatan",
        "bag" => "bagian",
        "prov" => "provinsi",
        other => other,
    }
}

/// What `written` means among `candidates`; a suggestion is never taken as an answer.
pub fn find_match(candidates: &[Candidate], written: &str) -> Match {
    let key = match_key(written);
    if key.is_empty() {
        return Match::None;
    }
    let mut exact: Vec<Lead> =
        candidates.iter().filter(|known| known.key == key).map(|known| known.lead).collect();
    exact.sort_unstable();
    exact.dedup();
    match exact.as_slice() {
        [lead] => Match::Exact(*lead),
        [] => nearest(candidates, &key),
        _ => Match::Ambiguous(exact),
    }
}

fn nearest(candidates: &[Candidate], key: &str) -> Match {
    let near = candidates
        .iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(&known.key, key), known))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    near.map_or(Match::None, |(_, known)| Match::Close(known.lead, known.shown.clone()))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn known() -> Vec<Candidate> {
        let agency = |n| Lead::Agency(AgencyId(Uuid::from_u128(n)));
        let polres = Lead::Group(GroupId(Uuid::from_u128(9)));
        vec![
            Candidate::new(agency(1), "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
            Candidate::new(agency(1), "Disdukcapil", "Disdukcapil"),
            Candidate::new(agency(2), "Satpol PP", "Satpol PP"),
            Candidate::new(agency(3), "Bagian Hukum", "Bag. Hukum"),
            Candidate::new(agency(4), "Kecamatan Mauk", "Kec. Mauk"),
            Candidate::new(polres, "Polres (3)", "Polres (3)"),
            Candidate::new(agency(5), "RSUD", "RSUD Balaraja"),
            Candidate::new(agency(6), "RSUD", "RSUD Pakuhaji"),
        ]
    }

    #[test]
    fn spaces_case_and_punctuation_do_not_matter() {
        let agency = |n| Match::Exact(Lead::Agency(AgencyId(Uuid::from_u128(n))));
        for (written, n) in [
            ("  disduk capil ", 1),
            ("Dinas Kependudukan & Pencatatan Sipil", 1),
            ("SAT POL PP", 2),
            ("Satpol-PP", 2),
            ("Bag. Hukum", 3),
            ("KEC. MAUK", 4),
        ] {
            assert_eq!(find_match(&known(), written), agency(n), "{written}");
        }
        let polres = Lead::Group(GroupId(Uuid::from_u128(9)));
        assert_eq!(find_match(&known(), "Polres ( 3 )"), Match::Exact(polres));
    }

    #[test]
    fn a_slip_is_suggested_and_never_taken() {
        let lead = Lead::Agency(AgencyId(Uuid::from_u128(1)));
        assert_eq!(find_match(&known(), "Disdukcapl"), Match::Close(lead, "Disdukcapil".into()));
    }

    #[test]
    fn a_name_that_two_share_is_ambiguous() {
        assert!(
            matches!(find_match(&known(), "RSUD"), Match::Ambiguous(leads) if leads.len() == 2)
        );
    }

    #[test]
    fn an_unknown_or_empty_name_matches_nothing() {
        assert_eq!(find_match(&known(), "Dinas Antariksa"), Match::None);
        assert_eq!(find_match(&known(), " - "), Match::None);
    }
}
