//! The checkpoints of a row: what was due, what was reported, what counts.

use app::{
    Act, Actor,
    plan::view::{History, HistoryPoint, MemberReports, Revision, Row},
};
use domain::plan::State;
use maud::{Markup, html};
use text::Lang;

use super::super::{address, evidence, words};
use crate::ui::{self, Column, Fact, Table};

/// The latest checkpoint in full.
pub fn latest(lang: Lang, actor: &Actor, history: &History, point: &HistoryPoint) -> Markup {
    let row = &history.row;
    html! {
        section aria-labelledby="terakhir" {
            h2 id="terakhir" { (lang.plan_latest_point(words::checkpoint(&point.head))) }
            @match point.members.as_slice() {
                [only] => { (ui::facts(&facts(lang, row, point, only.revisions.first()))) }
                members => {
                    (ui::facts(&totals(lang, row, point)))
                    (members_of(lang, row, point, members.len()))
                }
            }
            (correct(lang, actor, history, point))
        }
    }
}

/// The members of a small group in sight, those of a large one behind a click.
fn members_of(lang: Lang, row: &Row, point: &HistoryPoint, count: usize) -> Markup {
    const FEW: usize = 5;
    html! {
        @if count > FEW { (folded(lang, row, point)) }
        @else if count > 0 { (members_table(lang, row, point)) }
    }
}

fn folded(lang: Lang, row: &Row, point: &HistoryPoint) -> Markup {
    html! {
        details {
            summary { (lang.plan_members_at(words::checkpoint(&point.head), point.members.len())) }
            (members_table(lang, row, point))
        }
    }
}

/// What counts, beside what was due and what waits.
fn totals(lang: Lang, row: &Row, point: &HistoryPoint) -> Vec<Fact<'static>> {
    let cell = &point.cell;
    let mut list = Vec::new();
    if let Some(expected) = cell.expected {
        list.push(Fact::new(lang.plan_fact_expected(), words::with_unit(lang, row, expected)));
    }
    list.push(Fact::new(
        lang.plan_fact_verified(),
        html! {
            @match cell.value {
                Some(value) => { b { (words::whole_entry(lang, row, value)) } }
                None => { (lang.plan_not_yet()) }
            }
        },
    ));
    if let Some(waits) = cell.unverified {
        list.push(Fact::new(
            lang.plan_fact_waits(),
            html! {
                span class="waits" { (words::whole_entry(lang, row, waits)) }
            },
        ));
    }
    if let Some(spend) = cell.spend {
        list.push(Fact::new(lang.plan_fact_spend(), lang.rupiah(spend)));
    }
    list
}

fn facts(
    lang: Lang,
    row: &Row,
    point: &HistoryPoint,
    head: Option<&Revision>,
) -> Vec<Fact<'static>> {
    let mut list = totals(lang, row, point);
    let Some(head) = head else { return list };
    for (name, text) in told(lang, head) {
        list.push(Fact::new(name, html! { span class="prose" { (text) } }));
    }
    if !head.evidence.is_empty() {
        list.push(Fact::new(lang.plan_column_evidence(), evidence::links(lang, &head.evidence)));
    }
    list
}

/// The words of a revision that are not empty, with their names.
fn told(lang: Lang, revision: &Revision) -> Vec<(&'static str, &str)> {
    let returned =
        if revision.state == State::Returned { revision.return_reason.as_str() } else { "" };
    let all = [
        (lang.plan_fact_returned(), returned),
        (lang.plan_fact_nihil(), revision.nihil.as_deref().unwrap_or_default()),
        (lang.plan_obstacle(), &revision.obstacle),
        (lang.plan_follow_up(), &revision.follow_up),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// Every checkpoint as one line, so that figures stand under each other.
pub fn all(lang: Lang, actor: &Actor, history: &History) -> Markup {
    let columns = vec![
        Column::text(lang.plan_checkpoint()),
        Column::number(lang.plan_fact_expected()),
        Column::number(lang.plan_fact_verified()),
        Column::text(lang.plan_status()),
        Column::number(lang.plan_fact_spend()),
        Column::text(lang.plan_notes()),
    ];
    let rows = history.checkpoints.iter().map(|point| line(lang, actor, history, point));
    let groups = history.checkpoints.iter().skip(1).filter(|point| point.members.len() > 1);
    html! {
        section aria-labelledby="titik" {
            h2 id="titik" { (lang.plan_points()) }
            (Table::new(lang.plan_points(), columns).rows(rows))
            @for point in groups { (folded(lang, &history.row, point)) }
        }
    }
}

fn line(lang: Lang, actor: &Actor, history: &History, point: &HistoryPoint) -> ui::Row {
    let (row, cell) = (&history.row, &point.cell);
    let id = format!("t{}", address::code(point.head.checkpoint));
    ui::Row::new(html! { span class="nowrap" id=(id) { (words::checkpoint(&point.head)) } })
        .cell(match cell.expected {
            Some(expected) => html! { (words::figure(lang, row.measure, expected)) },
            None => ui::cell::none(lang),
        })
        .cell(html! {
            @match cell.value {
                Some(value) => { b { (words::entry(lang, row.measure, value)) } }
                None => { (ui::cell::none(lang)) }
            }
            @if let Some(waits) = cell.unverified {
                small class="waits" { (lang.ui_unverified(words::entry(lang, row.measure, waits))) }
            }
        })
        .cell(html! {
            (ui::badge(lang, cell.band))
            @for flag in &cell.flags { small class="flag" { (words::flag(lang, *flag)) } }
        })
        .cell(match cell.spend {
            Some(spend) => html! { (lang.rupiah(spend)) },
            None => ui::cell::none(lang),
        })
        .cell(notes(lang, actor, history, point))
}

/// What the single agency of a row told; a group has a table of its own, and evidence a list.
fn notes(lang: Lang, actor: &Actor, history: &History, point: &HistoryPoint) -> Markup {
    let only = match point.members.as_slice() {
        [only] => only.revisions.first(),
        _ => None,
    };
    html! {
        @if let Some(revision) = only {
            @for (name, text) in told(lang, revision) { small { (name) ": " (text) } }
        }
        (correct(lang, actor, history, point))
    }
}

/// The members of a group, one line each.
fn members_table(lang: Lang, row: &Row, point: &HistoryPoint) -> Table<'static> {
    let columns = vec![
        Column::text(lang.plan_agency()),
        Column::number(lang.plan_reported()),
        Column::text(lang.plan_state()),
        Column::text(lang.plan_notes()),
    ];
    let rows = point.members.iter().map(|member| member_line(lang, row, member));
    Table::new(words::checkpoint(&point.head), columns).rows(rows)
}

fn member_line(lang: Lang, row: &Row, member: &MemberReports) -> ui::Row {
    let head =
        ui::Row::new(html! { (ui::cell::agency(&member.agency.short, &member.agency.full)) });
    let Some(revision) = member.revisions.first() else {
        return head
            .cell(ui::cell::none(lang))
            .cell(html! { (lang.plan_not_sent()) })
            .cell(html! {});
    };
    head.cell(html! { (words::whole_entry(lang, row, revision.entry)) })
        .cell(html! { (words::state(lang, revision.state)) })
        .cell(html! {
            @for (name, text) in told(lang, revision) { small { (name) ": " (text) } }
            (evidence::links(lang, &revision.evidence))
        })
}

/// A way to correct what my own agency has sent, or to send what is missing.
fn correct(lang: Lang, actor: &Actor, history: &History, point: &HistoryPoint) -> Markup {
    let may = history.matrix.plan.is_running() && actor.may(Act::RealisationReport);
    let own = point.members.iter().find(|member| Some(member.agency.id) == actor.agency);
    let at = words::checkpoint(&point.head);
    html! {
        @if may && let Some(own) = own {
            p {
                a href=(address::form(history.row.id, point.head.checkpoint)) {
                    @if own.revisions.is_empty() { (lang.plan_report_it(at)) } @else { (lang.plan_correct_it(at)) }
                }
            }
        }
    }
}
