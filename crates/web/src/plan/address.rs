//! Addresses of the plan's pages, as people share them: Indonesian words, no numbers of ours where
//! a name will do.

use app::plan::{
    Desk,
    view::{AgencyName, Matrix, PlanHead},
};
use domain::{
    id::{AgencyId, IndicatorId, RealisationId},
    plan::{Band, Checkpoint, Years},
    time::Date,
};

use crate::forms::encode;

/// The matrix.
pub const MATRIX: &str = "/rad";
/// What is due from me.
pub const REPORT: &str = "/rad/lapor";
/// What waits for the secretariat.
pub const VERIFY: &str = "/rad/verifikasi";
/// What waits for the head of an agency.
pub const APPROVE: &str = "/rad/persetujuan";
/// Who has still to report.
pub const SILENT: &str = "/rad/belum-lapor";
/// Links by which an office reports without an account.
pub const LINKS: &str = "/rad/tautan";
/// Reports by workbook.
pub const FILL: &str = "/rad/isian";
/// The plan over time.
pub const TREND: &str = "/rad/tren";
/// The plan by the strategies of the nation.
pub const NATIONAL: &str = "/rad/nasional";
/// Where the events of the plan were held.
pub const LOCATED: &str = "/rad/lokasi";
/// The red list.
pub const RED: &str = "/rad/merah";
/// Where a plan is read from a file.
pub const IMPORT: &str = "/rad/impor";
/// Names matched by hand.
pub const MATCHES: &str = "/rad/padanan";

/// Every plan.
pub const ALL: &str = "/rad/semua";
/// One plan, by its years.
pub const PLAN: &str = "/rad/rencana";
/// Where a plan begins.
pub const NEW: &str = "/rad/rencana/baru";
/// Two plans side by side.
pub const BESIDE: &str = "/rad/banding";

/// A plan, by its years: `/rad/rencana/2024-2026`.
pub fn plan(years: Years) -> String {
    format!("{PLAN}/{}-{}", years.first, years.last)
}

/// The matrix of a plan that need not be the running one.
pub fn matrix_of(years: Years) -> String {
    format!("{MATRIX}?rencana={}-{}", years.first, years.last)
}

/// The matrix that a plan is shown by: that of the running one has no name of its own.
pub fn matrix(plan: &PlanHead) -> String {
    if plan.is_running() { MATRIX.to_owned() } else { matrix_of(plan.years) }
}

/// The years of an address.
pub fn years(text: &str) -> Option<Years> {
    let (first, last) = text.split_once('-')?;
    let years = Years { first: first.parse().ok()?, last: last.parse().ok()? };
    (0 < years.first && years.first <= years.last).then_some(years)
}

/// Two plans side by side, each as it stood on a day.
pub fn beside(left: (Years, Date), right: (Years, Date)) -> String {
    let (one, other) = (left.0, right.0);
    format!(
        "{BESIDE}?kiri={}-{}&hari-kiri={}&kanan={}-{}&hari-kanan={}",
        one.first, one.last, left.1, other.first, other.last, right.1
    )
}

/// The record of a row.
pub fn record(id: IndicatorId) -> String {
    format!("/rad/{id}")
}

/// The figure of a row at one checkpoint, within its record.
pub fn figure(id: IndicatorId, at: Checkpoint) -> String {
    format!("/rad/{id}#t{}", code(at))
}

/// The form of one report.
pub fn form(id: IndicatorId, at: Checkpoint) -> String {
    form_at(REPORT, id, at)
}

/// The same below the pages of a link.
pub fn form_at(base: &str, id: IndicatorId, at: Checkpoint) -> String {
    format!("{base}/{id}?titik={}", code(at))
}

/// What was just sent.
pub fn sent_at(base: &str, id: IndicatorId, at: Checkpoint) -> String {
    format!("{base}/{id}/terkirim?titik={}", code(at))
}

/// What waits at a desk.
pub const fn desk(desk: Desk) -> &'static str {
    match desk {
        Desk::Head => APPROVE,
        Desk::Secretariat => VERIFY,
    }
}

/// One report in the queue of a desk.
pub fn waiting(at: Desk, id: RealisationId) -> String {
    format!("{}?laporan={id}", desk(at))
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
    /// The years of a plan, where it is not the running one.
    pub plan: Option<Years>,
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
        let plan = self.plan.map(|years| format!("{}-{}", years.first, years.last));
        let pairs = [
            ("rencana", plan),
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

/// The address of an agency's sheet on paper.
pub fn agency_paper(id: AgencyId) -> String {
    format!("/rad/instansi/{id}/lembar.pdf")
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
