//! The judgement of a row: word, form and colour together, never one alone.

use domain::plan::Band;
use maud::{Markup, html};
use report::chart::look;
use text::Lang;

/// The word for a judgement ("tercapai", "lewat batas").
pub const fn word(lang: Lang, band: Band) -> &'static str {
    match band {
        Band::Achieved => lang.ui_band_reached(),
        Band::Near => lang.ui_band_near(),
        Band::Behind => lang.ui_band_behind(),
        Band::Waiting => lang.ui_band_waiting(),
        Band::NotReported => lang.ui_band_silent(),
        Band::Overdue => lang.ui_band_overdue(),
        Band::NoCase => lang.ui_band_no_case(),
        Band::Unscheduled => lang.ui_band_not_due(),
    }
}

/// A judgement wherever one is shown: in a matrix, a list, a record.
pub fn badge(lang: Lang, band: Band) -> Markup {
    html! {
        span class={ "badge b-" (look(band).class) } { (shape(band)) (word(lang, band)) }
    }
}

/// A judgement in little room, beside a figure: the form, its word on hover and for those who
/// hear it. Where there is room, [`badge`] says the word to everyone.
pub fn mark(lang: Lang, band: Band) -> Markup {
    html! {
        span class="mark-only" title=(word(lang, band)) {
            (shape(band)) span class="hidden" { (word(lang, band)) }
        }
    }
}

/// The form alone, for beside a word that stands there already.
fn shape(band: Band) -> Markup {
    let look = look(band);
    html! {
        svg class="shape" viewBox="0 0 16 16" aria-hidden="true" {
            path class=(look.class) fill-rule="evenodd" d=(look.path) {}
        }
    }
}
