//! Pictures on a page: a chart with its table behind it, a map with its table beside it.

use maud::{Markup, PreEscaped, html};
use report::chart::{Chart, STEPS};
use text::Lang;

use super::{Column, Row, Table, Words};

/// A chart: the message, the picture, source and date, and the same in a table one click away.
pub fn figure(lang: Lang, chart: &Chart) -> Markup {
    let [name, value] = &chart.heads;
    let columns = vec![Column::text(name.as_str()), Column::number(value.as_str())];
    let rows =
        chart.rows.iter().map(|[name, value]| Row::new(html! { (name) }).cell(html! { (value) }));
    html! {
        figure class="chart" {
            figcaption { (chart.title) }
            (PreEscaped(&chart.svg))
            (source(lang, &chart.source, &chart.as_of))
            details {
                summary { (lang.ui_table_behind()) }
                (Table::new(chart.title.as_str(), columns).rows(rows))
            }
        }
    }
}

/// Where figures come from and the day they stand for; under every picture and published table.
pub fn source(lang: Lang, source: &str, as_of: &str) -> Markup {
    html! { p class="source" { (lang.ui_source(source, as_of)) } }
}

/// What the steps of a map mean, lightest first.
#[derive(Debug, Clone)]
pub struct Legend<'a> {
    /// At most five ranges in words ("1-10").
    pub steps: Vec<Words<'a>>,
    /// Whether some areas have no data, and are hatched.
    pub gaps: bool,
}

/// The legend of a map; it reads as a list beside its small fields of colour.
pub fn legend(lang: Lang, legend: &Legend) -> Markup {
    html! {
        ul class="legend" {
            @for (index, words) in legend.steps.iter().take(STEPS.len()).enumerate() {
                li { span class={ "swatch q" (index) } {} (words) }
            }
            @if legend.gaps { li { span class="swatch q-none" {} (lang.ui_no_data()) } }
        }
    }
}

/// A map (its areas are links, class `q0` to `q4` or `q-none`) with the same figures beside it.
pub fn beside(map: Markup, legend: Markup, table: &Table) -> Markup {
    html! {
        div class="beside" {
            figure class="map" { (map) (legend) }
            div { (table) }
        }
    }
}
