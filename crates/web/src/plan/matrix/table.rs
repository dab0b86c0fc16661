//! The rows of the matrix, under a line for each strategy.

use app::plan::view::{Matrix, Page, Row, Spark, Strategy, YearCell};
use domain::{
    figure::Rupiah,
    plan::{Band, Checkpoint, Flag, Measure},
};
use maud::{Markup, PreEscaped, html};
use report::chart::{self, Bullet, Point};
use text::Lang;

use super::super::{
    address::{self, View},
    chart::stand,
    words,
};
use crate::ui::{self, Column, List, Pager, Table, cell};

/// Total, table and pager.
pub fn render(lang: Lang, asked: &View, page: &Page) -> Markup {
    let matrix = &*page.matrix;
    let judged = judged_year(matrix);
    let mut table = Table::new(matrix.plan.title.as_str(), columns(lang, matrix, judged)).matrix();
    let mut strategy = None;
    for row in page.rows() {
        if strategy != Some(row.strategy) {
            strategy = Some(row.strategy);
            if let Some(group) = matrix.strategies.get(row.strategy) {
                table = table.group(line(lang, group));
            }
        }
        table = table.row(cells(lang, matrix, row, judged));
    }
    let count = i64::try_from(page.total).unwrap_or(i64::MAX);
    let list = List::new(lang, lang.plan_indicators(count, lang.number(count)), table)
        .pager(pager(lang, asked, page));
    html! { (list) }
}

/// The year whose column is drawn wide: that of the judged checkpoint, before it the first.
fn judged_year(matrix: &Matrix) -> i16 {
    matrix.at.as_ref().map_or(matrix.plan.years.first, |at| at.checkpoint.year)
}

fn columns(lang: Lang, matrix: &Matrix, judged: i16) -> Vec<Column<'static>> {
    let mut columns = vec![Column::text(lang.plan_column_activity())];
    for year in matrix.plan.years.each() {
        columns.push(if year == judged {
            Column::picture(lang.plan_column_year(year))
        } else {
            Column::number(year.to_string())
        });
    }
    columns.extend([
        Column::text(lang.plan_column_spark()),
        Column::text(lang.plan_status()),
        Column::number(lang.plan_column_money(judged)),
        Column::text(lang.plan_column_lead()),
        Column::number(lang.plan_column_evidence()),
    ]);
    columns
}

/// A strategy: how it stands, and how many rows that rests on.
fn line(lang: Lang, strategy: &Strategy) -> Markup {
    html! {
        @if !strategy.code.is_empty() { (strategy.code) ". " }
        (strategy.name) " "
        @if let Some(band) = strategy.total.band { (ui::badge(lang, band)) " " }
        small { (stand(lang, &strategy.total)) }
    }
}

fn cells(lang: Lang, matrix: &Matrix, row: &Row, judged: i16) -> ui::Row {
    let mut line = ui::Row::new(html! {
        a href={ "/rad/" (row.id) } { (row.code) " " (row.activity_name) }
        small { (row.name) }
    });
    for year in &row.years {
        line = line.cell(if year.year == judged {
            progress(lang, matrix, row, year)
        } else {
            past(lang, matrix, row, year)
        });
    }
    line.cell(spark(lang, matrix, row))
        .cell(band(lang, row))
        .cell(money(lang, row.spend, row.budget))
        .cell(lead(lang, row))
        .cell(evidence(row))
}

/// A year that is not the judged one: result, mark and target.
fn past(lang: Lang, matrix: &Matrix, row: &Row, year: &YearCell) -> Markup {
    let closing = Checkpoint { year: year.year, index: last_index(matrix, year.year) };
    html! {
        @if let Some(value) = year.value {
            a href=(address::figure(row.id, closing)) {
                // A year without any event is told by its mark; its words would widen the column.
                @if value.shown().is_some() { (words::entry(lang, row.measure, value)) } @else { "\u{2013}" }
            }
            @if let Some(band) = year.band { " " (ui::mark(lang, band)) }
        } @else if let Some(band) = year.band { (ui::mark(lang, band)) }
        @if let Some(target) = target(lang, row, year) { small { (target) } }
    }
}

/// The last checkpoint of a year that has ended, whose figure the year shows.
fn last_index(matrix: &Matrix, year: i16) -> u8 {
    let mut ended =
        matrix.checkpoints.iter().filter(|head| head.has_ended && head.checkpoint.year == year);
    ended.next_back().map_or(1, |head| head.checkpoint.index)
}

/// A row that is counted where it happens says so once, in the wide column.
fn target(lang: Lang, row: &Row, year: &YearCell) -> Option<String> {
    match year.target {
        Some(target) => Some(lang.plan_of(words::figure(lang, row.measure, target))),
        None if row.measure == Measure::AsNeeded || year.text.is_empty() => None,
        None => Some(year.text.clone()),
    }
}

/// The judged year: figure, target, bar, what was due by now, and what waits.
fn progress(lang: Lang, matrix: &Matrix, row: &Row, year: &YearCell) -> Markup {
    let now = row.now.as_ref();
    let target = now.map_or(year.target, |cell| cell.target);
    let bullet = Bullet {
        realised: now.and_then(|cell| cell.value).and_then(domain::plan::Entry::shown),
        expected: now.and_then(|cell| cell.expected),
        target,
        band: row.band(),
        label: lang.plan_drawn(),
    };
    // A target of nothing is reached as it stands.
    let drawn = target.is_some_and(|target| target.0 > 0);
    let figure = html! { (reached(lang, row)) " " (wanted(lang, row, year)) };
    let below = html! {
        @if drawn && let Some(expected) = bullet.expected {
            small { (lang.plan_expected(words::figure(lang, row.measure, expected))) }
        }
        @if let Some(waits) = now.and_then(|cell| cell.unverified) {
            small class="waits" { (lang.ui_unverified(words::entry(lang, row.measure, waits))) }
        }
        (earlier(lang, matrix, row))
    };
    cell::progress(figure, drawn.then_some(&bullet), below)
}

fn reached(lang: Lang, row: &Row) -> Markup {
    html! {
        @match row.now.as_ref().and_then(|cell| Some((cell.checkpoint, cell.value?))) {
            Some((at, value)) => {
                a href=(address::figure(row.id, at)) { b { (words::entry(lang, row.measure, value)) } }
            }
            None => { b { "\u{2013}" } }
        }
    }
}

fn wanted(lang: Lang, row: &Row, year: &YearCell) -> String {
    match row.now.as_ref().map_or(year.target, |cell| cell.target) {
        Some(target) => lang.plan_of(words::with_unit(lang, row, target)),
        None if year.text.is_empty() => row.unit.clone(),
        None => format!("{} · {}", row.unit, year.text),
    }
}

/// The last figure that counts, where the judged checkpoint has none yet.
fn earlier(lang: Lang, matrix: &Matrix, row: &Row) -> Markup {
    let has_none = row.now.as_ref().is_some_and(|cell| cell.value.is_none());
    html! {
        @if has_none && let Some((at, value)) = row.latest {
            small {
                a href=(address::figure(row.id, at)) {
                    (lang.plan_earlier(words::name(matrix, at), words::entry(lang, row.measure, value)))
                }
            }
        }
    }
}

fn spark(lang: Lang, matrix: &Matrix, row: &Row) -> Markup {
    let points: Vec<Point> = row.spark.iter().map(point).collect();
    let mut years: Vec<&[Point]> = Vec::new();
    let mut rest = points.as_slice();
    for year in matrix.plan.years.each() {
        let count = matrix.checkpoints.iter().filter(|head| head.checkpoint.year == year).count();
        let (first, others) = rest.split_at(count.min(rest.len()));
        years.push(first);
        rest = others;
    }
    PreEscaped(chart::spark(&years, &spark_words(lang, &row.spark)))
}

/// What lies ahead is drawn like what is not scheduled: as nothing yet.
fn point(mark: &Spark) -> Point {
    let share = mark.percent.map(|percent| percent.saturating_mul(100));
    Point { share, band: mark.band.unwrap_or(Band::Unscheduled) }
}

fn spark_words(lang: Lang, marks: &[Spark]) -> String {
    let mut words = String::new();
    for band in Band::ALL {
        let count = marks.iter().filter(|mark| mark.band == Some(band)).count();
        if count > 0 {
            if !words.is_empty() {
                words.push_str(", ");
            }
            words.push_str(&lang.plan_spark_part(count, ui::word(lang, band)));
        }
    }
    if words.is_empty() { lang.plan_spark_none().to_owned() } else { words }
}

/// The judgement, and what else everyone may see of the figure.
fn band(lang: Lang, row: &Row) -> Markup {
    let flags = row.now.as_ref().map(|cell| cell.flags.as_slice()).unwrap_or_default();
    html! {
        (ui::badge(lang, row.band()))
        @if let Some(percent) = row.percent() { small { (lang.plan_of_expected(lang.percent(percent))) } }
        // That a report is missing is what "lewat batas" says already.
        @for flag in flags.iter().filter(|flag| **flag != Flag::Missing) {
            small class="flag" { (words::flag(lang, *flag)) }
        }
    }
}

fn money(lang: Lang, spent: Option<Rupiah>, planned: Option<Rupiah>) -> Markup {
    match (spent, planned) {
        (Some(spent), Some(planned)) => cell::budget(lang, spent, planned),
        // Nothing told is not nothing spent.
        (None, Some(planned)) => html! {
            span class="budget" { "\u{2013}" small { (lang.ui_of_money(lang.rupiah(planned))) } }
        },
        (Some(spent), None) => html! { (lang.rupiah(spent)) },
        (None, None) => cell::none(lang),
    }
}

fn lead(lang: Lang, row: &Row) -> Markup {
    let told = row.now.as_ref().filter(|cell| cell.members > 1);
    html! {
        @if row.lead.full.is_empty() { (words::lead(lang, &row.lead)) }
        @else { (cell::agency(words::lead(lang, &row.lead), &row.lead.full)) }
        @if let Some(cell) = told { small { (lang.plan_told(cell.reported, cell.members)) } }
    }
}

fn evidence(row: &Row) -> Markup {
    match row.now.as_ref() {
        Some(cell) if cell.evidence > 0 => html! {
            a href={ "/rad/" (row.id) "#bukti" } { (cell.evidence) }
        },
        _ => html! { "0" },
    }
}

fn pager(lang: Lang, asked: &View, page: &Page) -> Pager<'static> {
    let at = |after| View { after, ..asked.clone() }.href().into();
    let first = i64::try_from(page.skipped).unwrap_or(0) + 1;
    let last = first - 1 + i64::try_from(page.places.len()).unwrap_or(0);
    let all = i64::try_from(page.total).unwrap_or(0);
    Pager {
        previous: page.previous.map(at),
        next: page.next.map(|id| at(Some(id))),
        place: lang.plan_place(lang.number(first), lang.number(last), lang.number(all)).into(),
    }
}
