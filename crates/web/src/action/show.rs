//! The page of an action: where it stands, its way so far, and the next step.

use app::{
    Error,
    action::{
        self, Proof,
        view::{May, Show, Step as StepRow},
    },
};
use axum::{extract::Path, response::Response};
use domain::{
    action::{State, Step, StepForm},
    id::ActionId,
};
use maud::{Markup, html};

use text::Lang;

use super::{
    address::{HOME, href},
    words,
};
use crate::{
    Ctx, Fault, Upload,
    forms::{Refusal, again, id_in, saved},
    labels, meeting,
    ui::{self, Button, Event, Fact, NextStep, Notice, Record, Tone, field, form},
};

/// The action.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = action::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    Ok(page(&ctx, &show, &Typed::default(), &Refusal::none()))
}

/// What was typed.
#[derive(Default)]
struct Typed {
    form: StepForm,
    url: String,
    is_stale: bool,
}

/// Takes a step.
pub async fn take(ctx: Ctx, Path(id): Path<String>, mut sent: Upload) -> Result<Response, Fault> {
    let id: ActionId = id_in(&id)?;
    let get = |name: &str| sent.fields.get(name).to_owned();
    let mut typed = Typed {
        form: StepForm {
            step: get("step"),
            note: get("note"),
            day: get("day"),
            agency: get("agency"),
        },
        url: get("url"),
        is_stale: false,
    };
    let version = sent.fields.version();
    let file = sent.files.iter().position(|file| file.field == "evidence");
    let proof = match file.map(|place| sent.files.swap_remove(place)) {
        Some(file) => Some(Proof::File { name: file.name, bytes: file.bytes }),
        None => Some(Proof::Link(typed.url.clone())),
    };
    let taken = action::take(ctx.app(), ctx.actor()?, id, (&typed.form, version), proof).await;
    let refusal = match taken {
        Ok(()) => return Ok(saved(&href(id))),
        Err(Error::Conflict) => {
            typed.is_stale = true;
            Refusal::none()
        }
        Err(error) => Refusal::of(error)?,
    };
    let show = action::show(ctx.app(), ctx.actor()?, id).await?;
    Ok(again(page(&ctx, &show, &typed, &refusal)))
}

fn page(ctx: &Ctx, show: &Show, typed: &Typed, refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let troubled = refusal.is_some() || typed.is_stale;
    let done = ctx.query("tersimpan").map(|_| Notice::done(lang.action_sent()));
    let frame = ctx
        .frame(show.row.draft.what.clone())
        .crumb(lang.action_title(), HOME)
        .notice(done.filter(|_| !troubled))
        .troubled(troubled);
    let record = Record::new(lang, facts(lang, show))
        .next(Some(next(lang, show)))
        .events(events(lang, show))
        .more(html! {
            @if !show.spoken.is_empty() {
                section {
                    h2 { (lang.action_spoken()) }
                    ul class="plain-list" {
                        @for row in &show.spoken {
                            li {
                                a href=(meeting::address::href(row.id)) { (row.draft.title) } ", "
                                (lang.date(row.draft.held_on))
                            }
                        }
                    }
                }
            }
            (steps(ctx, &frame, show, typed, refusal))
        });
    let body = html! {
        @if typed.is_stale { (Notice::new(Tone::Wait, lang.action_rule_state())) }
        (record)
    };
    ui::page(&frame, body)
}

fn facts(lang: Lang, show: &Show) -> Vec<Fact<'_>> {
    let draft = &show.row.draft;
    let state = words::state(lang, show.row.state, draft.due_on, show.today);
    let mut facts = vec![
        Fact::new(lang.action_shelf(), state),
        Fact::new(
            lang.action_agency(),
            html! {
                (show.office.full)
                @if show.is_orphan { small { (lang.action_orphan()) } }
            },
        ),
        Fact::new(lang.action_due_on(), lang.weekday_date(draft.due_on)),
        Fact::new(lang.action_measure(), draft.measure.as_str()),
    ];
    if let (Some(id), Some(name)) = (draft.indicator, &show.plan_row) {
        let link = html! { a href={ "/rad/" (id) } { (name) } };
        facts.push(Fact::new(lang.action_indicator(), link));
    }
    if let Some(row) = &show.disposition {
        let one = &row.disposition;
        let given = html! {
            (one.given_by) ", " (lang.date(one.given_on))
            small { (one.words) }
            @if let Some(file) = row.file { " " a href={ "/berkas/" (file) } { (lang.action_dispose_see()) } }
        };
        facts.push(Fact::new(lang.action_dispose(), given));
    }
    if let Some(row) = &show.meeting {
        let link = html! {
            a href=(meeting::address::href(row.id)) { (row.draft.title) } ", " (lang.date(row.draft.held_on))
            @if let Some((number, text)) = &show.decision {
                small { (lang.action_decision(lang.number(*number))) ": " (text) }
            }
        };
        facts.push(Fact::new(lang.action_from_meeting(), link));
    }
    facts
}

/// The request for more time that has no answer yet.
fn asked(show: &Show) -> Option<&StepRow> {
    let open = show.row.state == State::Open;
    show.steps.first().filter(|step| open && step.step == Step::Ask)
}

fn next<'a>(lang: Lang, show: &Show) -> NextStep<'a> {
    if let Some(step) = asked(show) {
        let day = step.days.map(|(_, to)| lang.long_date(to)).unwrap_or_default();
        return if show.may.manage {
            NextStep::new(lang.action_next_asked(day), lang.action_next_asked_why(&step.note))
        } else {
            NextStep::new(lang.action_next_asking(), lang.action_next_asked(day))
        };
    }
    let due = lang.long_date(show.row.draft.due_on);
    let (title, why) = match (show.row.state, show.may) {
        (State::Open, May { report: true, .. }) => {
            (lang.action_next_report().to_owned(), lang.action_next_report_why().to_owned())
        }
        (State::Open, _) => {
            (lang.action_next_wait(&show.office.short), lang.action_next_wait_why(due))
        }
        (State::Reported, May { manage: true, .. }) => {
            let last = show.steps.iter().find(|step| step.step == Step::Report);
            let day = last.map(|step| lang.date(show.zone.date(step.taken_at)));
            let why = lang.action_next_verify_why(&show.office.short, day.unwrap_or_default());
            (lang.action_next_verify().to_owned(), why)
        }
        (State::Reported, _) => (lang.action_next_waiting_check().to_owned(), String::new()),
        (State::Done, _) => {
            (lang.action_next_done().to_owned(), lang.action_next_over_why().to_owned())
        }
        (State::Cancelled, _) => {
            (lang.action_next_cancelled().to_owned(), lang.action_next_over_why().to_owned())
        }
    };
    NextStep::new(title, why)
}

fn events<'a>(lang: Lang, show: &Show) -> Vec<Event<'a>> {
    let who = |id: Option<domain::id::AccountId>| {
        let name = id.and_then(|id| show.people.get(&id)).map(String::as_str);
        name.unwrap_or(lang.meeting_system()).to_owned()
    };
    let steps = show.steps.iter().map(|step| Event {
        when: lang.stamp(step.taken_at, show.zone).into(),
        who: who(step.taken_by).into(),
        what: html! { (said(lang, show, step)) (proof(lang, step)) },
        from: None,
    });
    let given = Event {
        when: lang.stamp(show.row.created_at, show.zone).into(),
        who: who(show.row.created_by).into(),
        what: html! { (lang.action_event_given()) },
        from: None,
    };
    steps.chain([given]).collect()
}

fn said(lang: Lang, show: &Show, step: &StepRow) -> String {
    let name = |id| show.agencies.get(&id).map_or("", String::as_str);
    let note = step.note.as_str();
    let days = step.days.map(|(from, to)| (lang.date(from), lang.date(to))).unwrap_or_default();
    match step.step {
        Step::Progress => lang.action_event_progress(note),
        Step::Ask => lang.action_event_ask(days.1, note),
        Step::Report => lang.action_event_report(note),
        Step::Verify if note.is_empty() => lang.action_event_verify().to_owned(),
        Step::Verify => format!("{}: {note}", lang.action_event_verify()),
        Step::Return => lang.action_event_return(note),
        Step::HandOver => {
            let (from, to) = step.agencies.map_or(("", ""), |(from, to)| (name(from), name(to)));
            lang.action_event_hand_over(from, to, note)
        }
        Step::Extend => lang.action_event_extend(days.0, days.1, note),
        Step::Cancel => lang.action_event_cancel(note),
    }
}

fn proof(lang: Lang, step: &StepRow) -> Markup {
    html! {
        @if let Some(file) = step.file {
            " " a href={ "/berkas/" (file) } { (lang.action_file()) }
        }
        @if !step.url.is_empty() {
            // A page elsewhere learns nothing about where the reader came from.
            " " a href=(step.url) target="_blank" rel="noopener noreferrer nofollow" { (step.url) }
        }
    }
}

/// The form of whoever can go on: the office, or the secretariat.
fn steps(ctx: &Ctx, frame: &ui::Frame, show: &Show, typed: &Typed, refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let open: Vec<Step> =
        Step::ALL.into_iter().filter(|step| show.row.state.take(*step).is_ok()).collect();
    let of_office = show.may.report && open.iter().any(|step| step.is_of_office());
    let of_desk = show.may.manage && open.iter().any(|step| !step.is_of_office());
    html! {
        @if of_office {
            section {
                h2 { (lang.action_office_steps()) }
                (questions(lang, frame, show, (&open, true), typed, refusal))
            }
        } @else if of_desk {
            section {
                h2 { (lang.action_manage_steps()) }
                (questions(lang, frame, show, (&open, false), typed, refusal))
            }
        }
    }
}

fn questions(
    lang: Lang,
    frame: &ui::Frame,
    show: &Show,
    (open, office): (&[Step], bool),
    typed: &Typed,
    refusal: &Refusal,
) -> Markup {
    let steps: Vec<Step> =
        open.iter().copied().filter(|step| step.is_of_office() == office).collect();
    let choices = steps.iter().map(|step| field::choice(step.code(), words::step(lang, *step)));
    let way = if office { "kabar" } else { "putusan" };
    // A request for time is answered by the day that was asked for, already filled in.
    let wanted = asked(show).filter(|_| !office && typed.form == StepForm::default());
    let day = wanted.and_then(|step| step.days).map(|(_, to)| to.to_string());
    let day = day.unwrap_or_else(|| typed.form.day.clone());
    let chosen = wanted.map_or(typed.form.step.as_str(), |_| Step::Extend.code()).to_owned();
    let note = meeting::words::problem(lang, &refusal.errors, "note");
    let mut form = form(frame, format!("{}/{way}", href(show.row.id)))
        .version(show.row.version)
        .field(
            field::radio("step", choices.collect())
                .label(lang.action_step())
                .value(chosen)
                .required(),
        )
        .field(
            field::area("note", 3)
                .label(lang.action_note())
                .help(lang.action_note_help())
                .value(typed.form.note.as_str())
                .error(note),
        );
    if steps.iter().any(|step| step.names_day()) {
        form = form.field(
            field::date("day")
                .label(lang.action_day())
                .help(lang.action_day_help())
                .value(day)
                .error(meeting::words::problem(lang, &refusal.errors, "day")),
        );
    }
    if steps.contains(&Step::HandOver) {
        let offices = show.offices.iter();
        let offices =
            offices.map(|office| field::choice(office.id.to_string(), office.short.as_str()));
        form = form.field(
            field::select("agency", offices.collect())
                .label(lang.action_to_agency())
                .help(lang.action_to_agency_help())
                .value(typed.form.agency.as_str()),
        );
    }
    if office {
        form = form
            .field(
                field::file("evidence", crate::file::ACCEPT)
                    .label(lang.action_evidence())
                    .help(lang.action_evidence_help())
                    .error(
                        refusal.errors.of("evidence").map(|code| words::proof_problem(lang, code)),
                    ),
            )
            .field(
                field::text("url")
                    .label(lang.action_url())
                    .value(typed.url.as_str())
                    .error(refusal.errors.of("url").map(|code| words::proof_problem(lang, code))),
            );
    }
    let form = form
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.action_send())
        .button(Button::link(lang.action_title(), HOME).quiet());
    html! { (form) }
}
