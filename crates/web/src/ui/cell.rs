//! What stands in the cells of a matrix: progress, money, pictures, small lines.

use domain::figure::Rupiah;
use maud::{Markup, PreEscaped, html};
use report::chart::{self, Bullet, Point};
use text::Lang;

/// The realisation of a row: the figure in words, the bar below it where there is a target, and
/// small lines (`small`, class `waits` for what is not verified yet).
pub fn progress(
    figure: impl maud::Render,
    bullet: Option<&Bullet>,
    below: impl maud::Render,
) -> Markup {
    html! {
        span class="progress" {
            span { (figure) }
            @if let Some(bullet) = bullet { (PreEscaped(chart::bullet(bullet))) }
            (below)
        }
    }
}

/// The checkpoints of a row, in words for those who do not see them.
pub fn spark(years: &[&[Point]], label: &str) -> Markup {
    PreEscaped(chart::spark(years, label))
}

/// Money spent, of what is planned; the share is the financial beside the physical progress.
pub fn budget(lang: Lang, spent: Rupiah, planned: Rupiah) -> Markup {
    html! {
        span class="budget" {
            (lang.rupiah(spent))
            small { (lang.ui_of_money(lang.rupiah(planned))) }
            @if let Some(share) = spent.0.saturating_mul(100).checked_div(planned.0) {
                small { (lang.ui_spent(lang.percent(share))) }
            }
        }
    }
}

/// A main line and a smaller one below it.
pub fn lines(main: impl maud::Render, below: impl maud::Render) -> Markup {
    html! { (main) small { (below) } }
}

/// An agency by its usual short name; the full one on hover and for those who hear it.
pub fn agency(short: &str, full: &str) -> Markup {
    html! { abbr title=(full) { (short) } }
}

/// What is not there, said so.
pub fn none(lang: Lang) -> Markup {
    html! { span class="none" { span aria-hidden="true" { "–" } span class="hidden" { (lang.ui_none()) } } }
}
