//! The page of a meeting.

use app::meeting::{self, view::Show};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use domain::{
    id::MeetingId,
    meeting::{Stage, Step},
};
use maud::{Markup, html};
use text::Lang;

use super::{HOME, agenda, attendance, guests, href, minutes_href, paper, words};
use crate::{
    Ctx, Fault, Posted,
    action::words as action_words,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Event, Fact, NextStep, Notice, Record, Tone},
};

/// The meeting.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    Ok(page(&ctx, &show, done(&ctx), "", None))
}

/// What just happened.
fn done(ctx: &Ctx) -> Option<Notice<'static>> {
    let lang = ctx.lang;
    if let Some(new) = ctx.query("pokok") {
        let words = match new.parse::<i64>() {
            Ok(new) if new > 0 => lang.meeting_agenda_refreshed(lang.number(new)),
            _ => lang.meeting_agenda_up_to_date().to_owned(),
        };
        return Some(Notice::done(words));
    }
    let said = [
        ("baru", lang.meeting_created()),
        ("jawab", lang.meeting_reply_sent()),
        ("tersimpan", lang.meeting_saved()),
    ];
    said.into_iter()
        .find(|(name, _)| ctx.query(name).is_some())
        .map(|(_, words)| Notice::done(words))
}

/// Takes a step.
pub async fn step(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let Some(step) = Step::from_code(posted.get("step")) else { return Err(Fault::not_found()) };
    let note = posted.get("note");
    match meeting::step(ctx.app(), ctx.actor()?, id, step, note).await {
        Ok(()) => Ok(saved(&href(id))),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
            Ok(again(page(&ctx, &show, None, note, Some(&refusal))).into_response())
        }
    }
}

fn page(
    ctx: &Ctx,
    show: &Show,
    done: Option<Notice<'static>>,
    typed: &str,
    refusal: Option<&Refusal>,
) -> Markup {
    let lang = ctx.lang;
    let draft = &show.row.draft;
    let mut buttons = Vec::new();
    if show.may.manage && show.row.stage.is_preparing() {
        buttons
            .push(Button::link(lang.meeting_edit(), format!("{}/ubah", href(show.row.id))).quiet());
    }
    if show.is_readable() && show.row.stage.has_begun() {
        let label = if show.may.manage && show.row.stage.is_writing() {
            lang.meeting_minutes_write()
        } else {
            lang.meeting_minutes_read()
        };
        buttons.push(Button::link(label, minutes_href(show.row.id, None)));
    }
    let frame = ctx
        .frame(draft.title.clone())
        .lead(words::when(lang, draft, show.zone))
        .crumb(lang.meeting_title(), HOME)
        .notice(done)
        .troubled(refusal.is_some())
        .actions(ui::actions(&buttons));
    let record = Record::new(lang, facts(lang, show))
        .next(Some(next(&frame, show, typed, refusal)))
        .events(events(lang, show))
        .more(html! {
            (agenda::list(&frame, show))
            (guests::list(lang, show))
            (attendance::list(lang, show))
            @if show.is_readable() && show.row.stage.has_begun() { (decisions(lang, show)) }
            (paper::links(ctx, show))
        });
    ui::page(&frame, html! { (problem(lang, refusal)) (record) })
}

fn problem(lang: Lang, refusal: Option<&Refusal>) -> Markup {
    let rule = refusal.and_then(|refusal| refusal.rule).map(|code| labels::rule(lang, code));
    let reason = refusal.and_then(|refusal| refusal.errors.of("note")).map(|code| match code {
        "identity" => lang.meeting_error_identity(),
        "too_long" => lang.ui_error_too_long(),
        _ => lang.plan_error_reason(),
    });
    html! { @if let Some(words) = rule.or(reason) { (Notice::new(Tone::Stop, words)) } }
}

fn facts(lang: Lang, show: &Show) -> Vec<Fact<'_>> {
    let draft = &show.row.draft;
    let mut facts = vec![
        Fact::new(lang.meeting_kind(), words::kind(lang, draft.kind)),
        Fact::new(lang.meeting_place(), draft.place.as_str()),
        Fact::new(lang.meeting_stage(), words::stage(lang, show.row.stage)),
    ];
    if let Some(sub) = &show.sub {
        facts.insert(1, Fact::new(lang.meeting_sub(), lang.taskforce_sub(&sub.number, &sub.name)));
    }
    if !draft.basis.is_empty() {
        facts.push(Fact::new(lang.meeting_basis(), draft.basis.as_str()));
    }
    if !draft.note.is_empty() {
        facts.push(Fact::new(lang.meeting_note(), draft.note.as_str()));
    }
    facts
}

/// What to do next, for whoever can do it.
fn next<'a>(
    frame: &ui::Frame,
    show: &Show,
    typed: &str,
    refusal: Option<&Refusal>,
) -> NextStep<'a> {
    let lang = frame.lang;
    let stage = show.row.stage;
    let may = |step: Step| match step {
        Step::Approve | Step::Return => show.may.approve,
        _ => show.may.manage,
    };
    let main = stage.steps().find(|step| !step.needs_reason() && may(*step));
    let back = stage.steps().find(|step| step.needs_reason() && may(*step));
    let early = stage == Stage::Planned && show.today < show.row.draft.held_on;
    let waits = refusal.is_some_and(|refusal| refusal.errors.of("note").is_some());
    let (title, why) = match main {
        Some(Step::Open) if early => {
            let day = lang.weekday_date(show.row.draft.held_on);
            (lang.meeting_guests_edit().to_owned(), lang.meeting_step_open_wait(day))
        }
        Some(step) => (words::step(lang, step).to_owned(), why(lang, step).to_owned()),
        None => waiting(lang, stage),
    };
    let action = format!("{}/langkah", href(show.row.id));
    let slot = html! {
        @match main {
            Some(Step::Open) if early => {
                (ui::actions(&[Button::link(
                    lang.meeting_guests_edit(),
                    format!("{}/undangan", href(show.row.id)),
                )]))
            }
            Some(step) => {
                (ui::act(frame, &action, None, &Button::submit(words::step(lang, step)).named("step", step.code())))
            }
            None => {}
        }
        @if let Some(step) = back {
            details open[waits] {
                summary { (words::step(lang, step)) }
                form class="form" method="post" action=(action) {
                    input type="hidden" name="_token" value=(frame.csrf);
                    input type="hidden" name="step" value=(step.code());
                    div class="field" {
                        label for="f-note" { (lang.meeting_reason()) " " small { (lang.ui_required()) } }
                        textarea id="f-note" name="note" rows="2" required { "\n" (typed) }
                    }
                    (ui::actions(&[Button::submit(words::step(lang, step)).grave()]))
                }
            }
        }
    };
    NextStep::new(title, why).slot(slot)
}

const fn why(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Open => lang.meeting_step_open_why(),
        Step::Close => lang.meeting_step_close_why(),
        Step::Circulate => lang.meeting_step_circulate_why(),
        Step::Approve => lang.meeting_step_approve_why(),
        Step::Lock => lang.meeting_step_lock_why(),
        Step::Return | Step::Cancel => "",
    }
}

/// What others do next.
fn waiting(lang: Lang, stage: Stage) -> (String, String) {
    let (title, why) = match stage {
        Stage::Planned => (lang.meeting_next_wait(), lang.meeting_next_wait_prepare()),
        Stage::Running | Stage::Draft => {
            (lang.meeting_next_wait(), lang.meeting_next_wait_minutes())
        }
        Stage::Circulating => (lang.meeting_stage_circulating(), lang.meeting_next_wait_approve()),
        Stage::Approved | Stage::Locked => (lang.meeting_next_done(), lang.meeting_next_done_why()),
        Stage::Cancelled => (lang.meeting_stage_cancelled(), lang.meeting_next_cancelled_why()),
    };
    (title.to_owned(), why.to_owned())
}

fn events<'a>(lang: Lang, show: &Show) -> Vec<Event<'a>> {
    let event = |who: &str, what: String, at| Event {
        when: lang.stamp(at, show.zone).into(),
        who: if who.is_empty() { lang.meeting_system().into() } else { who.to_owned().into() },
        what: html! { (what) },
        from: None,
    };
    let steps = show.steps.iter().map(|step| {
        let what = words::event(lang, step.step, &step.note);
        event(show.person(step.taken_by), what, step.taken_at)
    });
    let created = event(
        show.person(show.row.created_by),
        lang.meeting_event_created().to_owned(),
        show.row.created_at,
    );
    steps.chain([created]).collect()
}

fn decisions(lang: Lang, show: &Show) -> Markup {
    html! {
        section id="keputusan" {
            h2 { (lang.meeting_decision()) }
            @if show.decisions().next().is_none() { p class="none" { (lang.meeting_decision_none()) } }
            @else {
                ol class="decisions" {
                    @for decided in show.decisions() {
                        li value=(decided.row.position) {
                            p { (decided.row.decision.text) }
                            (actions(lang, show, decided))
                        }
                    }
                }
            }
        }
    }
}

/// The actions of a decision.
pub(super) fn actions(lang: Lang, show: &Show, decided: &meeting::view::Decided) -> Markup {
    html! {
        @if !decided.actions.is_empty() {
            ul class="plain-list" {
                @for action in &decided.actions {
                    li {
                        a href=(crate::action::href(action.id)) { (action.draft.what) }
                        small {
                            (show.agency(action.draft.agency)) ", " (lang.date(action.draft.due_on)) " · "
                            (action_words::state(lang, action.state, action.draft.due_on, show.today))
                            @if let Some(row) = action.draft.indicator.and_then(|id| show.rows.get(&id)) { " · " (row) }
                        }
                    }
                }
            }
        }
    }
}
