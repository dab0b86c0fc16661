//! What was said about the number of cases: two public statements that disagree.

use domain::{
    stats::CountForm,
    time::{Date, Instant},
};

use super::{Walking, people::Cast, start_of};
use crate::{App, Result, stats};

/// Both statements, entered after the meeting at which the second was made.
pub async fn fill(app: &App, clock: &Walking, cast: &Cast) -> Result<()> {
    let day = start_of(Date::constant(2024, 6, 21));
    for (place, form) in (0..).zip([none(), seven()]) {
        clock.set(day.plus(place * Instant::SECOND * 600));
        stats::enter(app, &cast.secretariat, &form, None).await?;
    }
    Ok(())
}

fn none() -> CountForm {
    CountForm {
        figure: "0".to_owned(),
        wording: "belum ditemukan kasus".to_owned(),
        source: "Pernyataan DPPPA Kabupaten Tangerang, Maret 2022 (harinya tidak disebut)"
            .to_owned(),
        as_of: "2022-03-31".to_owned(),
        ..cases()
    }
}

fn seven() -> CountForm {
    CountForm {
        figure: "7".to_owned(),
        wording: "tujuh kasus, tersebar di kecamatan".to_owned(),
        from: "2020".to_owned(),
        until: "2024".to_owned(),
        source: "DPPPA Kabupaten Tangerang, rapat koordinasi gugus tugas 19/06/2024".to_owned(),
        as_of: "2024-06-19".to_owned(),
        ..cases()
    }
}

fn cases() -> CountForm {
    CountForm { subject: "Kasus TPPO di kabupaten".to_owned(), ..CountForm::default() }
}
