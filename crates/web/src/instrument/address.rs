//! Where the pages of legal instruments are.

use domain::{
    id::InstrumentId,
    instrument::{Basis, Step},
};

/// The register.
pub const HOME: &str = "/produk-hukum";
/// A new instrument.
pub const NEW: &str = "/produk-hukum/baru";
/// The register on paper.
pub const PAPER: &str = "/produk-hukum/daftar.pdf";
/// The register as a file.
pub const CSV: &str = "/produk-hukum/daftar.csv";
/// What ends soon or ended lately.
pub const ENDING: &str = "/produk-hukum?keadaan=berakhir";

/// The page of an instrument.
pub fn href(id: InstrumentId) -> String {
    format!("{HOME}/{id}")
}

/// Where a step is taken.
pub fn step_href(id: InstrumentId, step: Step) -> String {
    format!("{HOME}/{id}/langkah/{}", step_code(step))
}

/// A step as it is written in an address.
pub const fn step_code(step: Step) -> &'static str {
    match step {
        Step::Harmonise => "harmonisasi",
        Step::Sign => "tanda-tangan",
        Step::Publish => "pengundangan",
        Step::Withdraw => "tarik",
        Step::Revoke => "cabut",
        Step::Back => "mundur",
    }
}

/// The step of an address.
pub fn find_step(text: &str) -> Option<Step> {
    Step::ALL.into_iter().find(|step| step_code(*step) == text)
}

/// The form of an instrument that is known elsewhere already.
pub fn known_href(basis: Basis) -> String {
    format!("{NEW}?dasar={}", basis.code())
}
