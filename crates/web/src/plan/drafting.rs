//! `/rapat/{id}/usulan`: the plan made at the table, one proposal after the other.

use app::{
    Error,
    meeting::{self, Drafting, Laid},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{MeetingId, ProposalId},
    meeting::{Outcome, SettledForm},
    plan::ProposalState,
};
use maud::{Markup, html};
use text::Lang;

use super::{address, proposal, words as plan_words};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in},
    labels,
    meeting::{
        address::{HOME, drafting_href, href},
        drafting::{outcome, speaker},
        words,
    },
    ui::{self, Button, Column, Fact, Notice, Row, Table, Tone, cell, facts, field, form},
};

/// The proposals, and how far the table has come.
pub async fn index(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let drafting = meeting::drafting(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let years = drafting.list.matrix.plan.years;
    let own = drafting_href(drafting.row.id);
    let mut buttons = Vec::new();
    if let Some(next) = drafting.next(None).filter(|_| drafting.may_settle) {
        buttons.push(Button::link(lang.meeting_drafting_begin(), format!("{own}/{next}")));
    }
    let matrix = address::matrix_of(years);
    buttons.push(Button::link(lang.meeting_drafting_draft(), matrix).quiet());
    let done = ctx.query("selesai").map(|_| Notice::done(lang.meeting_drafting_done()));
    let frame = ctx
        .frame(lang.meeting_drafting(plan_words::years(years)))
        .lead(lang.meeting_drafting_lead())
        .crumb(lang.meeting_title(), HOME)
        .crumb(drafting.row.draft.title.clone(), href(drafting.row.id))
        .notice(done)
        .actions(ui::actions(&buttons));
    let (settled, all) = drafting.progress();
    let count = |number: usize| lang.number(i64::try_from(number).unwrap_or(i64::MAX));
    let columns = vec![
        Column::text(lang.plan_life_beside_row()),
        Column::text(lang.plan_life_proposal_by()),
        Column::text(lang.meeting_drafting_outcome()),
        Column::text(lang.meeting_drafting_speaker()),
    ];
    let rows = drafting.laid.iter().map(|laid| line(lang, &drafting, laid));
    let body = html! {
        p { (lang.meeting_drafting_progress(count(settled), count(all))) }
        @if !drafting.may_settle && !drafting.row.stage.has_begun() {
            (Notice::new(Tone::Note, lang.meeting_drafting_wait()))
        }
        (Table::new(lang.meeting_drafting_table(), columns).rows(rows))
    };
    Ok(ui::page(&frame, body))
}

/// What was settled, here or elsewhere.
fn state(lang: Lang, laid: &Laid) -> &'static str {
    match &laid.settled {
        Some(row) => outcome(lang, row.settled.outcome),
        None if laid.proposal.state == ProposalState::Proposed => lang.meeting_drafting_open(),
        None => plan_words::proposal_state(lang, laid.proposal.state),
    }
}

fn line(lang: Lang, drafting: &Drafting, laid: &Laid) -> Row {
    let one = &laid.proposal;
    let way = format!("{}/{}", drafting_href(drafting.row.id), one.id);
    let by = one.agency.as_ref().map_or(lang.plan_life_proposal_secretariat(), |one| &one.short);
    Row::new(html! {
        a href=(way) { (one.draft.activity) }
        small { (one.draft.indicator) " (" (one.draft.unit) ")" }
    })
    .cell(html! { (by) })
    .cell(html! {
        (state(lang, laid))
        @if let Some(row) = &laid.settled { @if !row.settled.note.is_empty() { small { (row.settled.note) } } }
    })
    .cell(html! { (speaker(drafting, laid)) })
}

/// One proposal on the table.
pub async fn show(ctx: Ctx, Path((id, proposal)): Path<(String, String)>) -> Result<Markup, Fault> {
    let drafting = meeting::drafting(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let proposal: ProposalId = id_in(&proposal)?;
    let laid = drafting.laid.iter().find(|one| one.proposal.id == proposal);
    let agency = laid.and_then(|one| one.proposal.agency.as_ref()).map(|one| one.id.to_string());
    let typed = SettledForm { agency: agency.unwrap_or_default(), ..SettledForm::default() };
    page(&ctx, &drafting, proposal, &typed, &Refusal::none())
}

/// Settles it, and goes on to the next one.
pub async fn settle(
    ctx: Ctx,
    Path((id, proposal)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fault> {
    let (id, proposal): (MeetingId, ProposalId) = (id_in(&id)?, id_in(&proposal)?);
    let get = |name| posted.get(name).to_owned();
    let typed = SettledForm {
        outcome: get("outcome"),
        agency: get("agency"),
        speaker: get("speaker"),
        note: get("note"),
    };
    let seen = (proposal, posted.version());
    let refusal = match meeting::settle(ctx.app(), ctx.actor()?, id, seen, &typed).await {
        Ok(()) => {
            let drafting = meeting::drafting(ctx.app(), ctx.actor()?, id).await?;
            let own = drafting_href(id);
            let way = match drafting.next(Some(proposal)) {
                Some(next) => format!("{own}/{next}?tersimpan=1"),
                None => format!("{own}?selesai=1"),
            };
            return Ok(Redirect::to(&way).into_response());
        }
        // Somebody changed it since: it is shown as it is now, with what was typed.
        Err(Error::Conflict) => Refusal { rule: Some("meeting.changed"), ..Refusal::none() },
        Err(error) => Refusal::of(error)?,
    };
    let drafting = meeting::drafting(ctx.app(), ctx.actor()?, id).await?;
    Ok(again(page(&ctx, &drafting, proposal, &typed, &refusal)?))
}

fn page(
    ctx: &Ctx,
    drafting: &Drafting,
    proposal: ProposalId,
    typed: &SettledForm,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let laid = drafting.laid.iter().find(|one| one.proposal.id == proposal);
    let laid = laid.ok_or_else(Fault::not_found)?;
    let years = drafting.list.matrix.plan.years;
    let own = drafting_href(drafting.row.id);
    let done = ctx.query("tersimpan").map(|_| Notice::done(lang.meeting_drafting_saved()));
    let frame = ctx
        .frame(laid.proposal.draft.activity.as_str())
        .lead(laid.proposal.draft.indicator.as_str())
        .crumb(lang.meeting_title(), HOME)
        .crumb(drafting.row.draft.title.clone(), href(drafting.row.id))
        .crumb(lang.meeting_drafting(plan_words::years(years)), own.clone())
        .notice(done.filter(|_| !refusal.is_some()))
        .troubled(refusal.is_some());
    let waits = laid.proposal.state == ProposalState::Proposed;
    let next = drafting.next(Some(proposal)).filter(|next| *next != proposal);
    let body = html! {
        section class="beside" {
            div { h2 { (lang.meeting_drafting_wanted()) } (wanted(lang, drafting, laid)) }
            div { h2 { (lang.meeting_drafting_before()) } (before(lang, laid)) }
        }
        @if waits && drafting.may_settle {
            h2 { (lang.meeting_drafting_settle()) }
            (question(&frame, drafting, laid, typed, refusal))
        }
        @else {
            p { b { (lang.meeting_drafting_outcome()) ": " } (state(lang, laid)) }
            @if let Some(row) = &laid.settled { @if !row.settled.note.is_empty() { p { (row.settled.note) } } }
        }
        @if let Some(next) = next {
            (ui::actions(&[Button::link(lang.meeting_drafting_next(), format!("{own}/{next}")).quiet()]))
        }
    };
    Ok(ui::page(&frame, body))
}

/// What is proposed, with its years.
fn wanted(lang: Lang, drafting: &Drafting, laid: &Laid) -> Markup {
    let draft = &laid.proposal.draft;
    let one = &laid.proposal;
    let by = one.agency.as_ref().map_or(lang.plan_life_proposal_secretariat(), |one| &one.full);
    let lead = if one.lead_name.is_empty() { lang.plan_no_lead() } else { &one.lead_name };
    let mut list = vec![
        Fact::new(lang.plan_life_proposal_by(), by),
        Fact::new(lang.plan_life_lead(), lead),
        Fact::new(lang.plan_life_proposal_unit(), draft.unit.as_str()),
    ];
    if !draft.reason.is_empty() {
        list.push(Fact::new(lang.plan_life_proposal_reason(), draft.reason.as_str()));
    }
    let columns = vec![
        Column::text(lang.plan_year()),
        Column::number(lang.plan_target()),
        Column::number(lang.plan_life_budget()),
    ];
    let years = drafting.list.matrix.plan.years;
    let rows = years.each().zip(&draft.wanted).map(|(year, wanted)| {
        Row::new(html! { (year) }).cell(proposal::target(lang, draft.measure, &wanted.target)).cell(
            match wanted.rupiah {
                Some(money) => html! { (lang.rupiah(money)) },
                None => cell::none(lang),
            },
        )
    });
    html! { (facts(&list)) (Table::new(lang.plan_years(), columns).rows(rows)) }
}

/// How the row before ended.
fn before(lang: Lang, laid: &Laid) -> Markup {
    let Some(ending) = &laid.before else {
        return html! { p class="none" { (lang.meeting_drafting_new()) } };
    };
    let row = &ending.row;
    let mut list = vec![
        Fact::new(
            lang.plan_column_activity(),
            html! {
                a href=(address::record(row.id)) { (plan_words::activity(row)) }
            },
        ),
        Fact::new(lang.plan_life_endings_end(), html! { (ui::badge(lang, row.band())) }),
    ];
    if let Some((_, value)) = row.latest {
        list.push(Fact::new(lang.plan_fact_verified(), plan_words::whole_entry(lang, row, value)));
    }
    match &ending.evaluation {
        Some(one) => {
            for (name, text) in [
                (lang.plan_life_ending_finding(), &one.evaluation.finding),
                (lang.plan_life_ending_cause(), &one.evaluation.cause),
                (lang.plan_life_ending_advice(), &one.evaluation.advice),
            ] {
                if !text.is_empty() {
                    list.push(Fact::new(name, text.as_str()));
                }
            }
        }
        None => list.push(Fact::new(
            lang.plan_life_ending_finding(),
            lang.meeting_drafting_not_evaluated(),
        )),
    }
    facts(&list)
}

fn question(
    frame: &ui::Frame,
    drafting: &Drafting,
    laid: &Laid,
    typed: &SettledForm,
    refusal: &Refusal,
) -> Markup {
    let lang = frame.lang;
    let action = format!("{}/{}", drafting_href(drafting.row.id), laid.proposal.id);
    let choices = Outcome::ALL.map(|one| field::choice(one.code(), outcome(lang, one)));
    let mut offices = vec![field::choice("", "–")];
    let named = drafting.agencies.iter();
    offices.extend(named.map(|(id, name)| field::choice(id.to_string(), name.as_str())));
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let rule = refusal.rule.map(|code| match code {
        "meeting.changed" => lang.meeting_drafting_stale(),
        code => labels::rule(lang, code),
    });
    html! {
        section class="step" aria-label=(lang.meeting_drafting_outcome()) {
            (form(frame, action)
                .version(laid.proposal.version)
                .field(
                    field::radio("outcome", choices.to_vec())
                        .label(lang.meeting_drafting_outcome())
                        .value(typed.outcome.as_str())
                        .required(),
                )
                .field(
                    field::area("note", 2)
                        .label(lang.meeting_drafting_note())
                        .help(lang.meeting_drafting_note_help())
                        .value(typed.note.as_str())
                        .error(own("note")),
                )
                .field(
                    field::select("agency", offices)
                        .label(lang.meeting_drafting_agency())
                        .value(typed.agency.as_str()),
                )
                .field(
                    field::text("speaker")
                        .label(lang.meeting_drafting_speaker())
                        .help(lang.meeting_drafting_speaker_help())
                        .value(typed.speaker.as_str())
                        .error(own("speaker")),
                )
                .problem(rule)
                .errors(&refusal.errors)
                .submit(lang.meeting_drafting_save())
                .button(Button::link(lang.meeting_drafting_edit(), format!("{}/ubah", proposal::href(laid.proposal.id))).quiet()))
        }
    }
}
