//! Addresses of the plan's pages, as people share them: Indonesian words, no numbers of ours where
//! a name will do.

use app::plan::view::{AgencyName, Matrix};
use domain::{
    id::{AgencyId, IndicatorId, RealisationId},
    plan::{Band, Checkpoint},
};

use crate::forms::encode;

/// The matrix.
pub const MATRIX: &str = "/rad";
/// What is due from me.
pub const REPORT: &str = "/rad/lapor";
/// What waits for the secretariat.
pub const VERIFY: &str = "/rad/verifikasi";
/// The red list.
pub const RED: &str = "/rad/merah";
/// Where a plan is read from a file.
pub const IMPORT: &str = "/rad/impor";

/// The record of a row.
pub fn record(id: IndicatorId) -> String {
    format!("/rad/{id}")
}

/// The figure of a row at one checkpoint, within its record.
pub fn figure(id: IndicatorId, at: Checkpoint) -> String {
    format!("/rad/{id}#t{}", code(at))
}

/// The form of one report; `agency` where a group is reported for by more than one of ours.
pub fn form(id: IndicatorId, at: Checkpoint) -> String {
    format!("/rad/lapor/{id}?titik={}", code(at))
}

/// What was just sent.
pub fn sent(id: IndicatorId, at: Checkpoint) -> String {
    format!("/rad/lapor/{id}/terkirim?titik={}", code(at))
}

/// One report in the queue of the secretariat.
pub fn waiting(id: RealisationId) -> String {
    format!("/rad/verifikasi?laporan={id}")
}

/// A checkpoint in an address: `2026-3` is the third of 2026.
pub fn code(at: Checkpoint) -> String {
    format!("{}-{}", at.year, at.index)
}

/// The checkpoint of an address.
pub fn checkpoint(text: &str) -> Option<Checkpoint> {
    let (year, index) = text.split_once('-')?;
    Some(Checkpoint { year: year.parse().ok()?, index: index.parse().ok()? })
}

/// A band in an address.
pub const fn band(band: Band) -> &'static str {
    match band {
        Band::Achieved => "tercapai",
        Band::Near => "hampir",
        Band::Behind => "tertinggal",
        Band::Waiting => "menunggu-verifikasi",
        Band::NotReported => "belum-lapor",
        Band::Overdue => "lewat-batas",
        Band::NoCase => "tidak-ada-kasus",
        Band::Unscheduled => "belum-dijadwalkan",
    }
}

/// The band of an address.
pub fn find_band(text: &str) -> Option<Band> {
    Band::ALL.into_iter().find(|one| band(*one) == text)
}

/// An agency in an address: its usual name, and its number where two share a name.
pub fn agency(matrix: &Matrix, one: &AgencyName) -> String {
    let same = matrix.agencies.iter().filter(|other| other.short == one.short).count();
    if same > 1 || one.short.is_empty() { one.id.to_string() } else { one.short.clone() }
}

/// The agency of an address.
pub fn find_agency<'a>(matrix: &'a Matrix, text: &str) -> Option<&'a AgencyName> {
    let id: Option<AgencyId> = text.parse().ok();
    let wanted = text.to_lowercase();
    matrix.agencies.iter().find(|one| Some(one.id) == id || one.short.to_lowercase() == wanted)
}

/// What narrows the matrix, as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// Code of a strategy.
    pub strategy: Option<String>,
    /// An agency, as [`agency`] writes it.
    pub agency: Option<String>,
    /// A band.
    pub band: Option<Band>,
    /// The judged checkpoint, where it is not the last.
    pub at: Option<Checkpoint>,
    /// The row before the first one shown.
    pub after: Option<IndicatorId>,
}

impl View {
    /// Whether rows are left out.
    pub const fn narrows(&self) -> bool {
        self.strategy.is_some() || self.agency.is_some() || self.band.is_some()
    }

    /// The address of this view.
    pub fn href(&self) -> String {
        let pairs = [
            ("strategi", self.strategy.as_deref().map(encode)),
            ("instansi", self.agency.as_deref().map(encode)),
            ("pita", self.band.map(|one| band(one).to_owned())),
            ("titik", self.at.map(code)),
            ("sesudah", self.after.map(|id| id.to_string())),
        ];
        let mut address = MATRIX.to_owned();
        let mut sign = '?';
        for (name, value) in pairs {
            if let Some(value) = value {
                address.push(sign);
                address.push_str(name);
                address.push('=');
                address.push_str(&value);
                sign = '&';
            }
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_an_address_comes_back() {
        for one in Band::ALL {
            assert_eq!(find_band(band(one)), Some(one));
        }
        let at = Checkpoint { year: 2026, index: 3 };
        assert_eq!(checkpoint(&code(at)), Some(at));
        for text in ["", "2026", "2026-", "-3", "2026-300", "x-1"] {
            assert_eq!(checkpoint(text), None, "{text}");
        }
    }

    #[test]
    fn a_view_is_an_address_without_what_it_does_not_narrow() {
        assert_eq!(View::default().href(), "/rad");
        let view = View {
            strategy: Some("A".to_owned()),
            agency: Some("Bag. Hukum & HAM".to_owned()),
            band: Some(Band::Overdue),
            ..View::default()
        };
        assert_eq!(
            view.href(),
            "/rad?strategi=A&instansi=Bag.%20Hukum%20%26%20HAM&pita=lewat-batas"
        );
    }
}
