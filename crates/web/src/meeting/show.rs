//! The page of a meeting.

use app::{
    Act,
    meeting::{self, view::Show},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::MeetingId,
    meeting::{Stage, Step},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, drafting_href, href, minutes_href},
    agenda, attendance, folder, guests, paper, pledge, send, words,
};
use crate::{
    Ctx, Fault, Posted,
    action::words as action_words,
    assets,
    forms::{Refusal, again, id_in, saved},
    labels,
    outreach::beside::{Orders, orders},
    ui::{self, Button, Event, Fact, NextStep, Notice, Record, Tone},
};

/// The meeting.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    page(&ctx, &show, done(&ctx), "", None).await
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
        ("terkirim", lang.meeting_send_done()),
        ("cabut", lang.meeting_link_revoked()),
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
    // Whoever takes a step takes it on what they saw.
    let seen = posted.get("version").parse().map_err(|_| Fault::not_found())?;
    match meeting::step(ctx.app(), ctx.actor()?, id, (step, Some(seen)), note).await {
        Ok(()) => Ok(saved(&href(id))),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
            Ok(again(page(&ctx, &show, None, note, Some(&refusal)).await?).into_response())
        }
    }
}

/// Sends what is still to be sent.
pub async fn send(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    match meeting::send(ctx.app(), ctx.actor()?, id).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?terkirim=1", href(id))).into_response()),
        Err(error) => Ok(again(refused(&ctx, id, &Refusal::of(error)?).await?)),
    }
}

/// The meeting again, with why something was not done.
pub(super) async fn refused(ctx: &Ctx, id: MeetingId, refusal: &Refusal) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    page(ctx, &show, None, "", Some(refusal)).await
}

async fn page(
    ctx: &Ctx,
    show: &Show,
    done: Option<Notice<'static>>,
    typed: &str,
    refusal: Option<&Refusal>,
) -> Result<Markup, Fault> {
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
    if show.is_drafting {
        buttons.push(Button::link(lang.meeting_drafting_to(), drafting_href(show.row.id)).quiet());
    }
    let mut frame = ctx
        .frame(draft.title.clone())
        .lead(words::when(lang, draft, show.zone))
        .crumb(lang.meeting_title(), HOME)
        .notice(done)
        .troubled(refusal.is_some())
        .actions(ui::actions(&buttons));
    let orders = orders(ctx, show.row.id, (show.row.draft.kind, show.row.stage)).await?;
    let folder = meeting::folder(ctx.app(), ctx.actor()?, show.row.id).await?;
    let actor = ctx.actor()?;
    let has_letter = show.row.stage.has_begun()
        && actor.may(Act::LetterPrint)
        && app::letter::is_invited(ctx.app(), actor, show.row.id).await?;
    frame.script = Some(assets::filter());
    let record = Record::new(lang, facts(lang, show))
        .next(Some(next(&frame, show, typed, refusal)))
        .events(events(lang, show))
        .more(html! {
            // Before the meeting its agenda comes first, after it what was decided.
            @let decided = show.is_readable() && show.row.stage.has_begun();
            @if decided && show.row.stage.is_shared() { (decisions(lang, show, &orders)) }
            (pledge::before(&frame, show, &folder))
            (agenda::list(&frame, show))
            @if decided && !show.row.stage.is_shared() { (decisions(lang, show, &orders)) }
            (pledge::section(ctx, show, &folder))
            (attendance::list(lang, show))
            (guests::list(&frame, show))
            (folder::section(ctx, show, &folder, has_letter))
            (paper::links(ctx, show))
        });
    Ok(ui::page(&frame, html! { (problem(lang, refusal)) (record) }))
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
    let own = href(show.row.id);
    let main = main_step(show);
    let early = stage == Stage::Planned && show.today < show.row.draft.held_on;
    let answers = stage == Stage::Planned && unanswered(show);
    let (none, old) = send::untold(show);
    let waits = none + old > 0;
    let (title, why) = match main {
        _ if answers => {
            (lang.meeting_reply_form().to_owned(), lang.meeting_next_answer().to_owned())
        }
        Some(Step::Open) if early && waits => {
            (lang.meeting_send().to_owned(), lang.meeting_send_next_why().to_owned())
        }
        Some(Step::Open) if early => {
            let day = lang.weekday_date(show.row.draft.held_on);
            (lang.meeting_guests_edit().to_owned(), lang.meeting_step_open_wait(day))
        }
        Some(step) => (words::step(lang, step).to_owned(), why(lang, step).to_owned()),
        None => waiting(lang, show),
    };
    // Why minutes came back stands where they are mended.
    let back = show.steps.first().filter(|step| step.step == Step::Return && stage == Stage::Draft);
    let why = match back.filter(|_| show.may.manage) {
        Some(step) => lang.meeting_event_return(&step.note),
        None => why,
    };
    let link = |label: &'static str, way: &str| Button::link(label, format!("{own}{way}"));
    let slot = html! {
        @if answers { (ui::actions(&[link(lang.meeting_reply_form(), "/jawab")])) }
        @else if main == Some(Step::Open) && early && waits {
            (send::button(frame, show))
            (ui::actions(&[link(lang.meeting_guests_edit(), "/undangan").quiet()]))
        } @else if main == Some(Step::Open) && early {
            (ui::actions(&[link(lang.meeting_guests_edit(), "/undangan")]))
        } @else if stage == Stage::Circulating && main.is_none() && show.is_readable() {
            (ui::actions(&[link(lang.meeting_next_read(), "/notula#tanggapan")]))
        } @else {
            @if show.may.manage && stage == Stage::Running {
                (ui::actions(&[
                    link(lang.meeting_minutes_write(), "/notula"),
                    link(lang.meeting_attendance_keep(), "/hadir").quiet(),
                ]))
            }
            @if let Some(step) = main { (taking(frame, show, step)) }
        }
        (going_back(frame, show, typed, refusal))
    };
    NextStep::new(title, why).slot(slot)
}

/// Whether the actor's own office has not answered yet.
fn unanswered(show: &Show) -> bool {
    let own = |guest: &&meeting::view::Guest| Some(guest.office.id) == show.may.part;
    let own = show.guests.iter().find(own).filter(|_| !show.may.manage);
    own.is_some_and(|guest| guest.invitation.answer.is_none())
}

/// The step that the actor can take.
fn main_step(show: &Show) -> Option<Step> {
    show.row.stage.steps().find(|step| !step.needs_reason() && may(show, *step))
}

const fn may(show: &Show, step: Step) -> bool {
    match step {
        Step::Approve => show.may.approve,
        Step::Return => show.may.send_back,
        _ => show.may.manage,
    }
}

fn taking(frame: &ui::Frame, show: &Show, step: Step) -> Markup {
    let action = format!("{}/langkah", href(show.row.id));
    let button = Button::submit(words::step(frame.lang, step)).named("step", step.code());
    ui::act(frame, &action, Some(show.row.version), &button)
}

/// The way back, which needs a reason.
fn going_back(frame: &ui::Frame, show: &Show, typed: &str, refusal: Option<&Refusal>) -> Markup {
    let lang = frame.lang;
    let back = show.row.stage.steps().find(|step| step.needs_reason() && may(show, *step));
    let waits = refusal.is_some_and(|refusal| refusal.errors.of("note").is_some());
    html! {
        @if let Some(step) = back {
            details open[waits] {
                summary { (words::step(lang, step)) }
                form class="form" method="post" action={ (href(show.row.id)) "/langkah" } {
                    input type="hidden" name="_token" value=(frame.csrf);
                    input type="hidden" name="step" value=(step.code());
                    input type="hidden" name="version" value=(show.row.version);
                    div class="field" {
                        label for="f-reason" { (lang.meeting_reason()) " " small { (lang.ui_required()) } }
                        textarea id="f-reason" name="note" rows="2" required { "\n" (typed) }
                    }
                    (ui::actions(&[Button::submit(words::step(lang, step)).grave()]))
                }
            }
        }
    }
}

/// Approving or sending back, where the minutes are read.
pub(super) fn step_box(frame: &ui::Frame, show: &Show) -> Markup {
    let main = main_step(show);
    html! {
        section class="step" aria-label=(frame.lang.ui_next_step()) {
            div { p { (main.map_or(frame.lang.meeting_next_others(), |step| why(frame.lang, step))) } }
            @if let Some(step) = main { (taking(frame, show, step)) }
            (going_back(frame, show, "", None))
        }
    }
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
fn waiting(lang: Lang, show: &Show) -> (String, String) {
    let (title, why) = match show.row.stage {
        Stage::Planned => (lang.meeting_next_wait(), lang.meeting_next_wait_prepare()),
        Stage::Running | Stage::Draft => {
            (lang.meeting_next_wait(), lang.meeting_next_wait_minutes())
        }
        Stage::Circulating if show.may.manage => {
            (lang.meeting_next_approval(), lang.meeting_next_others())
        }
        Stage::Circulating => (lang.meeting_next_read(), lang.meeting_next_wait_approve()),
        Stage::Approved => (lang.meeting_next_wait(), lang.meeting_next_approved()),
        Stage::Locked => (lang.meeting_next_done(), lang.meeting_next_done_why()),
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
        // Why minutes went back is as hidden as they are.
        let hidden = step.step == Step::Return && !show.is_readable();
        let note = if hidden { "…" } else { step.note.as_str() };
        let what = words::event(lang, step.step, note);
        event(show.person(step.taken_by), what, step.taken_at)
    });
    let created = event(
        show.person(show.row.created_by),
        lang.meeting_event_created().to_owned(),
        show.row.created_at,
    );
    steps.chain([created]).collect()
}

fn decisions(lang: Lang, show: &Show, orders: &Orders) -> Markup {
    html! {
        section id="keputusan" {
            h2 { (lang.meeting_decision()) }
            @if show.decisions().next().is_none() { p class="none" { (lang.meeting_decision_none()) } }
            @else {
                ol class="decisions" {
                    @for decided in show.decisions() {
                        li value=(decided.row.position) {
                            p { (decided.row.decision.text) }
                            (actions(lang, show, decided, false))
                            (orders.of(lang, decided.row.id))
                        }
                    }
                }
            }
        }
    }
}

/// The actions of a decision, each with a way to word it anew while the minutes are written.
pub(super) fn actions(
    lang: Lang,
    show: &Show,
    decided: &meeting::view::Decided,
    writing: bool,
) -> Markup {
    html! {
        @if !decided.actions.is_empty() {
            ul class="plain-list" {
                @for action in &decided.actions {
                    li {
                        a href=(crate::action::address::href(action.row.id)) { (action.row.draft.what) }
                        small {
                            (show.agency(action.agency)) ", " (lang.date(action.due_on)) " · "
                            (action_words::state(lang, action.row.state, action.row.draft.due_on, show.today))
                            @if let Some(row) = action.row.draft.indicator.and_then(|id| show.rows.get(&id)) { " · " (row) }
                            @if writing {
                                " · " a href={ (href(show.row.id)) "/tindakan/" (action.row.id) "/ubah" } { (lang.meeting_action_edit()) }
                            }
                        }
                    }
                }
            }
        }
    }
}
