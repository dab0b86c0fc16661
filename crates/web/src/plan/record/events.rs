//! What happened to a row: each revision and each decision, the newest first.

use app::plan::view::{History, HistoryPoint, MemberReports, Revision};
use domain::{plan::State, time::Instant};
use maud::html;
use text::Lang;

use super::super::words;
use crate::ui::Event;

/// Most events in the margin; the sections beside it hold every figure.
const MOST: usize = 40;

/// One report or one decision.
struct Step<'a> {
    at: Instant,
    who: Option<&'a str>,
    point: &'a HistoryPoint,
    member: &'a MemberReports,
    revision: &'a Revision,
    decided: bool,
}

/// The newest events of a row.
pub fn list(lang: Lang, history: &History) -> Vec<Event<'static>> {
    let mut steps: Vec<Step> = history.checkpoints.iter().flat_map(steps).collect();
    steps.sort_by_key(|step| std::cmp::Reverse((step.at, step.decided)));
    steps.truncate(MOST);
    steps.iter().map(|step| event(lang, history, step)).collect()
}

fn steps(point: &HistoryPoint) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for member in &point.members {
        for revision in &member.revisions {
            let who = revision.submitted_by.as_deref();
            steps.push(Step {
                at: revision.submitted_at,
                who,
                point,
                member,
                revision,
                decided: false,
            });
            if let Some(at) = revision.decided_at {
                let who = revision.decided_by.as_deref();
                steps.push(Step { at, who, point, member, revision, decided: true });
            }
        }
    }
    steps
}

fn event(lang: Lang, history: &History, step: &Step) -> Event<'static> {
    let (row, revision) = (&history.row, step.revision);
    let at = words::checkpoint(&step.point.head);
    let figure = words::whole_entry(lang, row, revision.entry);
    let from = if step.decided {
        lang.role_secretariat().to_owned()
    } else {
        step.member.agency.short.clone()
    };
    let what = html! {
        @match (step.decided, revision.state) {
            (false, _) if revision.nihil.is_some() => { (lang.plan_event_nihil(&at)) }
            (false, _) if revision.number > 1 => { (lang.plan_event_again(&figure, &at)) }
            (false, _) => { (lang.plan_event_sent(&figure, &at)) }
            (true, State::Returned) => { (lang.plan_event_returned(&step.member.agency.short, &at)) }
            (true, _) => { (lang.plan_event_verified(&figure, &at)) }
        }
        @if !step.decided && revision.is_late { " " strong { (lang.plan_event_late()) } }
        @if step.decided && revision.state == State::Returned { br; q { (revision.return_reason) } }
    };
    Event {
        when: lang.stamp(step.at, history.matrix.zone).into(),
        who: step.who.unwrap_or(lang.plan_system()).to_owned().into(),
        what,
        from: Some(from.into()),
    }
}
