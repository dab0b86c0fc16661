//! What stands in the cells of a matrix: figures, money, pictures, small lines.

use domain::figure::{Figure, Rupiah};
use maud::{Markup, PreEscaped, html};
use report::chart::{self, Bullet, Point};
use text::Lang;

use super::Words;

/// Realised against target, in words and as a bullet bar.
#[derive(Debug, Clone)]
#[must_use]
pub struct Progress<'a> {
    /// The picture.
    pub bullet: Bullet<'a>,
    /// Unit of the figures ("kecamatan").
    pub unit: Words<'a>,
    /// A figure that is reported but not verified yet, shown beside and not counted.
    pub unverified: Option<Figure>,
}

/// The realisation of a row: figure, target, unit, and the bar below.
pub fn progress(lang: Lang, cell: &Progress) -> Markup {
    let bullet = &cell.bullet;
    html! {
        span class="progress" {
            span {
                b { @match bullet.realised { Some(figure) => { (lang.figure(figure)) } None => { "–" } } }
                " "
                @match bullet.target {
                    Some(target) => { (lang.ui_of(lang.figure(target), &cell.unit)) }
                    None => { (cell.unit) " · " (lang.ui_as_needed()) }
                }
            }
            @if bullet.target.is_some() { (PreEscaped(chart::bullet(bullet))) }
            @if let Some(figure) = cell.unverified {
                small class="waits" { (lang.ui_unverified(lang.figure(figure))) }
            }
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
