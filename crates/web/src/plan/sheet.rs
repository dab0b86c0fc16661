//! `/rad/instansi/{agency}`: one agency on one page, to be handed over in a talk.

use app::plan::{
    self,
    view::{AgencySheet, Row},
};
use axum::extract::Path;
use domain::id::AgencyId;
use maud::{Markup, html};
use text::Lang;

use super::{address, matrix, trend, words};
use crate::{
    Ctx, Fault,
    forms::id_in,
    ui::{self, Button, Column, Fact, Table, cell, facts},
};

/// The sheet on a page.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let id: AgencyId = id_in(&id)?;
    let actor = ctx.actor()?;
    let sheet = plan::agency_sheet(ctx.app(), actor, id).await?;
    let mut frame = ctx
        .frame(sheet.agency.short.as_str())
        .lead(sheet.agency.full.as_str())
        .crumb(lang.plan_title(), address::MATRIX);
    if actor.may(app::Act::PlanPrint) {
        let paper = Button::link(lang.plan_paper(), address::agency_paper(id)).quiet();
        frame = frame.actions(ui::actions(&[paper]));
    }
    let body = html! {
        (facts(&known(lang, &sheet)))
        (trend::course(lang, &sheet.matrix, lang.plan_sheet_course(), &sheet.course))
        section {
            h2 { (lang.plan_sheet_rows()) }
            (table(lang, &sheet))
        }
        (due(lang, &sheet))
        (matrix::not_confirmed(lang, &sheet.matrix))
    };
    Ok(ui::page(&frame, body))
}

/// How it stands and how punctual it was.
fn known(lang: Lang, sheet: &AgencySheet) -> Vec<Fact<'static>> {
    standing(lang, sheet).into_iter().map(|(name, value)| Fact::new(name, value)).collect()
}

/// The same as names and values, for paper too.
pub fn standing(lang: Lang, sheet: &AgencySheet) -> Vec<(String, String)> {
    let count = |number: u32| lang.number(i64::from(number));
    let mut list = Vec::new();
    if let Some((head, total)) = sheet.course.last() {
        let at = words::checkpoint(head);
        list.push((lang.plan_sheet_now(at), super::chart::stand(lang, total)));
        if let (Some(spend), Some(budget)) = (total.spend, total.budget) {
            let share = trend::absorbed(total).map(|share| lang.percent(share));
            let money = lang.plan_sheet_money(lang.rupiah(spend), lang.rupiah(budget));
            let share = share.map(|share| format!(" ({share})")).unwrap_or_default();
            list.push((lang.plan_financial().to_owned(), format!("{money}{share}")));
        }
    }
    let punctual = sheet.punctual;
    let words = lang.plan_sheet_punctual(
        count(punctual.sent),
        count(punctual.late),
        count(punctual.returned),
    );
    list.push((lang.plan_sheet_reports().to_owned(), words));
    list
}

fn table<'a>(lang: Lang, sheet: &AgencySheet) -> Table<'a> {
    let columns = vec![
        Column::text(lang.plan_column_activity()),
        Column::number(lang.plan_fact_expected()),
        Column::number(lang.plan_fact_verified()),
        Column::text(lang.plan_status()),
        Column::text(lang.plan_notes()),
    ];
    let rows: Vec<ui::Row> = sheet.rows.iter().map(|row| line(lang, sheet, row)).collect();
    Table::new(lang.plan_sheet_rows(), columns).rows(rows)
}

fn line(lang: Lang, sheet: &AgencySheet, row: &Row) -> ui::Row {
    let now = row.now.as_ref();
    ui::Row::new(html! {
        a href=(address::record(row.id)) { (words::activity(row)) }
        small { (row.name) }
    })
    .cell(match now.and_then(|cell| cell.expected) {
        Some(expected) => html! { (words::with_unit(lang, row, expected)) },
        None => cell::none(lang),
    })
    .cell(match now.and_then(|cell| cell.value) {
        Some(value) => html! { (words::whole_entry(lang, row, value)) },
        None => cell::none(lang),
    })
    .cell(html! { (ui::badge(lang, row.band())) })
    .cell(html! {
        @if let Some(note) = sheet.notes.get(&row.id) {
            @if !note.obstacle.is_empty() { small { (lang.plan_obstacle()) ": " (note.obstacle) } }
            @if !note.follow_up.is_empty() { small { (lang.plan_follow_up()) ": " (note.follow_up) } }
        }
    })
}

/// What it has still to report.
fn due(lang: Lang, sheet: &AgencySheet) -> Markup {
    let asked = sheet.due.iter().filter(|due| due.ask != domain::plan::Ask::Optional);
    let list: Vec<String> = asked.map(|due| waited(lang, due)).collect();
    html! {
        @if !list.is_empty() {
            section {
                h2 { (lang.plan_sheet_due()) }
                ul class="plain-list" { @for one in &list { li { (one) } } }
            }
        }
    }
}

/// A row that is waited for, with its last day.
pub fn waited(lang: Lang, due: &plan::view::DueRow) -> String {
    let (at, until) = (words::checkpoint(&due.head), lang.date(due.deadline));
    let row = words::activity(&due.row);
    let text = if due.is_overdue {
        lang.plan_remind_late(row, at, until)
    } else {
        lang.plan_remind_row(row, at, until)
    };
    text.trim_start_matches("- ").to_owned()
}
