//! The judgement of a row: word, form and colour together, never one alone.

use maud::{Markup, html};
use report::chart::Mark;
use text::Lang;

/// The word for a judgement ("tercapai", "lewat batas").
pub const fn word(lang: Lang, mark: Mark) -> &'static str {
    match mark {
        Mark::Reached => lang.ui_band_reached(),
        Mark::Near => lang.ui_band_near(),
        Mark::Behind => lang.ui_band_behind(),
        Mark::Silent => lang.ui_band_silent(),
        Mark::Overdue => lang.ui_band_overdue(),
        Mark::NoCase => lang.ui_band_no_case(),
        Mark::NotDue => lang.ui_band_not_due(),
    }
}

/// A judgement wherever one is shown: in a matrix, a list, a record.
pub fn badge(lang: Lang, mark: Mark) -> Markup {
    html! {
        span class={ "badge b-" (mark.class()) } { (shape(mark)) (word(lang, mark)) }
    }
}

/// The form alone, for beside a word that stands there already.
pub(super) fn shape(mark: Mark) -> Markup {
    html! {
        svg class="shape" viewBox="0 0 16 16" aria-hidden="true" {
            path class=(mark.class()) fill-rule="evenodd" d=(mark.path()) {}
        }
    }
}
