//! One checkpoint of a row: what was due, what was reported, what counts.

use app::{
    Act, Actor,
    plan::view::{History, HistoryPoint, MemberReports, Revision, Row},
};
use domain::plan::State;
use maud::{Markup, html};
use text::Lang;

use super::super::{address, evidence, words};
use crate::ui::{self, Column, Fact, Table};

/// Heading, facts, and what each agency reported.
pub fn one(lang: Lang, actor: &Actor, history: &History, point: &HistoryPoint) -> Markup {
    let row = &history.row;
    let id = format!("t{}", address::code(point.head.checkpoint));
    html! {
        section class="point" id=(id) {
            h3 { (words::checkpoint(&point.head)) " " (ui::badge(lang, point.cell.band)) }
            @match point.members.as_slice() {
                [only] => {
                    (ui::facts(&facts(lang, row, point, only.revisions.first())))
                }
                members => {
                    (ui::facts(&totals(lang, row, point)))
                    @if !members.is_empty() { (table(lang, row, point)) }
                }
            }
            (correct(lang, actor, history, point))
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
    list.push(Fact::new(lang.plan_fact_verified(), html! {
        @match cell.value {
            Some(value) => { b { (words::whole_entry(lang, row, value)) } }
            None => { (lang.plan_not_yet()) }
        }
    }));
    if let Some(waits) = cell.unverified {
        list.push(Fact::new(lang.plan_fact_waits(), html! {
            span class="waits" { (words::whole_entry(lang, row, waits)) }
        }));
    }
    if let Some(spend) = cell.spend {
        list.push(Fact::new(lang.plan_fact_spend(), lang.rupiah(spend)));
    }
    if !cell.flags.is_empty() {
        let flags: Vec<&str> = cell.flags.iter().map(|flag| words::flag(lang, *flag)).collect();
        list.push(Fact::new(lang.plan_fact_flags(), flags.join(", ")));
    }
    list
}

fn facts(lang: Lang, row: &Row, point: &HistoryPoint, head: Option<&Revision>) -> Vec<Fact<'static>> {
    let mut list = totals(lang, row, point);
    let Some(head) = head else { return list };
    if head.state == State::Returned {
        list.push(Fact::new(lang.plan_fact_returned(), head.return_reason.as_str()));
    }
    for (name, text) in [
        (lang.plan_fact_nihil(), head.nihil.as_deref().unwrap_or_default()),
        (lang.plan_obstacle(), head.obstacle.as_str()),
        (lang.plan_follow_up(), head.follow_up.as_str()),
    ] {
        if !text.is_empty() {
            list.push(Fact::new(name, html! { span class="prose" { (text) } }));
        }
    }
    if !head.evidence.is_empty() {
        list.push(Fact::new(lang.plan_column_evidence(), evidence::links(lang, &head.evidence)));
    }
    list
}

/// The members of a group, one line each.
fn table(lang: Lang, row: &Row, point: &HistoryPoint) -> Table<'static> {
    let columns = vec![
        Column::text(lang.plan_agency()),
        Column::number(lang.plan_reported()),
        Column::text(lang.plan_state()),
        Column::text(lang.plan_notes()),
    ];
    let rows = point.members.iter().map(|member| line(lang, row, member));
    Table::new(words::checkpoint(&point.head), columns).rows(rows)
}

fn line(lang: Lang, row: &Row, member: &MemberReports) -> ui::Row {
    let head = ui::Row::new(html! { (ui::cell::agency(&member.agency.short, &member.agency.full)) });
    let Some(revision) = member.revisions.first() else {
        return head.cell(ui::cell::none(lang)).cell(html! { (lang.plan_not_sent()) }).cell(html! {});
    };
    head.cell(html! { (words::whole_entry(lang, row, revision.entry)) })
        .cell(html! { (words::state(lang, revision.state)) })
        .cell(html! {
            @for text in [revision.nihil.as_deref().unwrap_or_default(), &revision.obstacle, &revision.return_reason] {
                @if !text.is_empty() { p { (text) } }
            }
            (evidence::links(lang, &revision.evidence))
        })
}

/// A way to correct what my own agency has sent.
fn correct(lang: Lang, actor: &Actor, history: &History, point: &HistoryPoint) -> Markup {
    let may = history.matrix.plan.is_running && actor.may(Act::RealisationReport);
    let own = point.members.iter().find(|member| Some(member.agency.id) == actor.agency);
    let sent = own.and_then(|own| own.revisions.first()).is_some();
    html! {
        @if may && own.is_some() {
            p {
                a href=(address::form(history.row.id, point.head.checkpoint)) {
                    @if sent { (lang.plan_correct_it(words::checkpoint(&point.head))) }
                    @else { (lang.plan_report_it(words::checkpoint(&point.head))) }
                }
            }
        }
    }
}
