//! One report as the secretariat decides about it.

use app::plan::{Desk, view::Waiting};
use domain::plan::{State, Via};
use maud::{Markup, PreEscaped, html};
use report::chart::{self, Bullet};
use text::Lang;

use super::{
    super::{address, evidence, words},
    Problem, return_form,
};
use crate::ui::{self, Button, Fact, Frame, Notice, Tone, act};

/// Heading, figures, words, evidence, and the two ways on.
pub fn render(
    frame: &Frame,
    desk: Desk,
    waiting: &Waiting,
    next: Option<&Waiting>,
    problem: &Problem,
) -> Markup {
    let lang = frame.lang;
    let row = &waiting.row;
    html! {
        article class="card decide" aria-labelledby="laporan" {
            div {
                p class="kicker" { (waiting.agency.short) " · " (words::checkpoint(&waiting.head)) }
                h2 id="laporan" { a href=(address::record(row.id)) { (words::activity(row)) } }
                p { (row.name) }
                (warnings(lang, waiting))
                (ui::facts(&facts(lang, waiting)))
            }
            div class="proof" {
                h3 { (lang.plan_column_evidence()) }
                @if waiting.revision.evidence.is_empty() { p class="none" { (lang.plan_evidence_none()) } }
                (evidence::twins(lang, waiting))
                (evidence::inline(lang, &waiting.revision.evidence))
            }
            div {
                @if waiting.revision.state == waits(desk) && waiting.revision.is_head {
                    (steps(frame, desk, waiting, next, problem))
                } @else {
                    (Notice::new(Tone::Note, decided(lang, waiting)))
                }
            }
        }
    }
}

fn warnings(lang: Lang, waiting: &Waiting) -> Markup {
    let row = &waiting.row;
    html! {
        @if waiting.fell && let Some(previous) = waiting.previous {
            (Notice::new(Tone::Wait, lang.plan_fell(words::whole_entry(lang, row, previous))))
        }
        @if let Some(replaces) = waiting.replaces {
            (Notice::new(Tone::Note, lang.plan_replaces(words::whole_entry(lang, row, replaces))))
        }
    }
}

fn facts(lang: Lang, waiting: &Waiting) -> Vec<Fact<'static>> {
    let (row, revision) = (&waiting.row, &waiting.revision);
    let mut list = vec![Fact::new(lang.plan_reported(), reported(lang, waiting))];
    if let Some(expected) = waiting.expected {
        list.push(Fact::new(lang.plan_fact_expected(), words::with_unit(lang, row, expected)));
    }
    list.push(Fact::new(
        lang.plan_fact_target(waiting.head.checkpoint.year),
        words::target(lang, row, waiting.target),
    ));
    if let Some(previous) = waiting.previous {
        list.push(Fact::new(lang.plan_fact_previous(), words::whole_entry(lang, row, previous)));
    }
    if let Some(reason) = &revision.nihil {
        list.push(Fact::new(lang.plan_fact_nihil(), reason.as_str()));
    }
    if let Some(spend) = revision.spend {
        list.push(Fact::new(lang.plan_fact_spend(), lang.rupiah(spend)));
    }
    for (name, text) in
        [(lang.plan_obstacle(), &revision.obstacle), (lang.plan_follow_up(), &revision.follow_up)]
    {
        if !text.is_empty() {
            list.push(Fact::new(name, html! { span class="prose" { (text) } }));
        }
    }
    let by = revision.submitted_by.as_deref().unwrap_or(lang.plan_system());
    list.push(Fact::new(
        lang.plan_sent_by(),
        html! {
            (by)
            @if revision.is_late { " · " strong { (lang.plan_flag_late()) } }
            @match revision.via {
                Via::Page => {}
                Via::Link => { " · " (lang.plan_via_link()) }
                Via::Workbook => { " · " (lang.plan_via_workbook()) }
            }
            @if let Some(name) = &revision.approved_by { " · " (lang.plan_approved_by(name)) }
            @if revision.number > 1 { " · " (lang.plan_revision(revision.number)) }
        },
    ));
    list
}

/// The figure and, drawn, how it stands against what was due and the whole target.
fn reported(lang: Lang, waiting: &Waiting) -> Markup {
    let (row, entry) = (&waiting.row, waiting.revision.entry);
    let bullet = Bullet {
        realised: entry.shown(),
        expected: waiting.expected,
        target: waiting.target,
        band: domain::plan::Band::Waiting,
        label: "",
    };
    html! {
        b class="big" { (words::whole_entry(lang, row, entry)) }
        @if waiting.target.is_some_and(|target| target.0 > 0) {
            span class="drawn" aria-hidden="true" { (PreEscaped(chart::bullet(&bullet))) }
        }
    }
}

const fn waits(desk: Desk) -> State {
    match desk {
        Desk::Head => State::Unapproved,
        Desk::Secretariat => State::Submitted,
    }
}

fn steps(
    frame: &Frame,
    desk: Desk,
    waiting: &Waiting,
    next: Option<&Waiting>,
    problem: &Problem,
) -> Markup {
    let lang = frame.lang;
    let target = format!("{}/{}", address::desk(desk), waiting.revision.id);
    let label = match desk {
        Desk::Secretariat => lang.plan_verify(),
        Desk::Head => lang.plan_approve(),
    };
    html! {
        div class="actions" {
            (act(frame, &target, Some(waiting.revision.version), &Button::submit(label)))
            @if let Some(next) = next {
                (Button::link(lang.plan_skip(), address::waiting(desk, next.revision.id)).quiet())
            }
        }
        (return_form(frame, desk, waiting, problem))
    }
}

/// Why there is nothing left to decide.
fn decided(lang: Lang, waiting: &Waiting) -> String {
    let revision = &waiting.revision;
    if !revision.is_head {
        return lang.plan_superseded().to_owned();
    }
    let by = revision.decided_by.as_deref().unwrap_or(lang.plan_system());
    match revision.state {
        State::Unapproved => lang.plan_state_unapproved().to_owned(),
        State::Submitted => {
            lang.plan_decided_approved(revision.approved_by.as_deref().unwrap_or(by))
        }
        State::Returned => lang.plan_decided_returned(by, &revision.return_reason),
        State::Verified => lang.plan_decided_verified(by),
    }
}
