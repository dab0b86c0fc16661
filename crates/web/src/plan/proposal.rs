//! Proposals for a plan that is being made: sent by offices, decided row by row.

pub mod form;

use app::{
    Error,
    plan::{
        self,
        view::{Proposal, Proposals},
    },
};
use axum::{extract::Path, response::Response};
use domain::{
    id::ProposalId,
    plan::{Measure, ProposalState, Target, Wanted, Years},
};
use maud::{Markup, html};
use text::Lang;

use super::{address, life::find, words};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{
        self, Button, Column, Empty, Event, Fact, List, NextStep, Notice, Record, Row, Table, act,
        cell, field, form,
    },
};

/// Address of a proposal.
pub fn href(id: ProposalId) -> String {
    format!("/rad/usulan/{id}")
}

/// The proposals for a plan.
pub async fn index(ctx: Ctx, Path(years): Path<String>) -> Result<Markup, Fault> {
    let id = find(&ctx, &years).await?;
    let lang = ctx.lang;
    let list = plan::proposals(ctx.app(), ctx.actor()?, id).await?;
    let years = list.matrix.plan.years;
    let mut buttons = Vec::new();
    if list.may_propose {
        let new = format!("{}/usulan/baru", address::plan(years));
        buttons.push(Button::link(lang.plan_life_proposal_new(), new));
    }
    let frame = ctx
        .frame(lang.plan_life_proposals(words::years(years)))
        .lead(lang.plan_life_proposals_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_life_plan(words::years(years)), address::plan(years))
        .actions(ui::actions(&buttons));
    let empty = list.rows.is_empty().then(|| nothing(lang, &list, buttons.clone()));
    let total = lang.plan_life_proposals_count(words::count(lang, list.rows.len()));
    let list = List::new(lang, total, table(lang, &list)).empty(empty);
    Ok(ui::page(&frame, html! { (list) }))
}

fn nothing<'a>(lang: Lang, list: &Proposals, buttons: Vec<Button<'a>>) -> Empty<'a> {
    let how = if list.may_propose {
        lang.plan_life_proposals_none_how()
    } else {
        lang.plan_life_proposals_none_wait()
    };
    let empty = Empty::new(lang.plan_life_proposals_none(), how);
    buttons.into_iter().fold(empty, Empty::button)
}

fn table<'a>(lang: Lang, list: &Proposals) -> Table<'a> {
    let years = list.matrix.plan.years;
    let mut columns = vec![Column::text(lang.plan_life_beside_row())];
    columns.extend(years.each().map(|year| Column::number(year.to_string())));
    columns.extend([
        Column::text(lang.plan_life_lead()),
        Column::text(lang.plan_life_proposal_status()),
    ]);
    let mut table = Table::new(lang.plan_life_proposals(words::years(years)), columns);
    let mut strategy = None;
    for row in &list.rows {
        if strategy != Some(row.draft.strategy) {
            strategy = Some(row.draft.strategy);
            table = table.group(html! { (strategy_name(list, row)) });
        }
        table = table.row(line(lang, row));
    }
    table
}

fn strategy_name(list: &Proposals, row: &Proposal) -> String {
    let place = list.strategy(row.draft.strategy);
    let strategy = place.and_then(|place| list.matrix.strategies.get(place));
    strategy.map(words::strategy).unwrap_or_default()
}

fn line(lang: Lang, one: &Proposal) -> Row {
    let draft = &one.draft;
    let mut row = Row::new(html! {
        a href=(href(one.id)) { (draft.activity) }
        small { (draft.indicator) " (" (draft.unit) ")" }
    });
    for wanted in &draft.wanted {
        row = row.cell(target(lang, draft.measure, &wanted.target));
    }
    let lead = if one.lead_name.is_empty() { lang.plan_no_lead() } else { &one.lead_name };
    row.cell(html! { (lead) }).cell(html! { (state(lang, one)) })
}

/// A target as a cell.
pub fn target(lang: Lang, measure: Measure, target: &Target) -> Markup {
    match target.value {
        Some(value) => html! { (words::figure(lang, measure, value)) },
        None if target.text.is_empty() => cell::none(lang),
        None => html! { (target.text) },
    }
}

fn state(lang: Lang, one: &Proposal) -> Markup {
    let class = match one.state {
        ProposalState::Proposed => "waits",
        _ => "",
    };
    html! { span class=(class) { (words::proposal_state(lang, one.state)) } }
}

/// One proposal.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    page(&ctx, id_in(&id)?, "", &Refusal::none()).await
}

async fn page(ctx: &Ctx, id: ProposalId, reason: &str, refusal: &Refusal) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let (list, one) = plan::proposal(ctx.app(), ctx.actor()?, id).await?;
    let years = list.matrix.plan.years;
    let base = address::plan(years);
    // Where the form is gone, a second click is answered above the page.
    let refused = refusal.rule.filter(|_| !one.may_decide);
    let refused = refused.map(|code| Notice::new(ui::Tone::Stop, labels::rule(lang, code)));
    let notice = if refused.is_some() {
        refused
    } else if ctx.query("terkirim").is_some() {
        Some(
            Notice::done(lang.plan_life_proposal_sent_note())
                .link(lang.plan_life_proposal_again(), format!("{base}/usulan/baru")),
        )
    } else {
        ctx.query("tersimpan").map(|_| Notice::done(lang.plan_life_proposal_saved()))
    };
    let frame = ctx
        .frame(one.draft.activity.as_str())
        .lead(one.draft.indicator.as_str())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_life_plan(words::years(years)), base.clone())
        .crumb(lang.plan_life_proposals_short(), format!("{base}/usulan"))
        .notice(notice)
        .troubled(refusal.is_some());
    let step = one.may_decide.then(|| {
        NextStep::new(lang.plan_life_proposal_decide(), lang.plan_life_proposal_decide_why())
            .slot(decide(&frame, &one, reason, refusal))
    });
    let record = Record::new(lang, facts(lang, &list, &one))
        .next(step)
        .events(events(lang, &list, &one))
        .more(more(&frame, years, &list, &one));
    Ok(ui::page(&frame, html! { (record) }))
}

fn decide(frame: &ui::Frame, one: &Proposal, reason: &str, refusal: &Refusal) -> Markup {
    let lang = frame.lang;
    html! {
        (form(frame, format!("{}/putuskan", href(one.id)))
            .version(one.version)
            .field(
                field::area("reason", 2)
                    .label(lang.plan_life_proposal_reason_decision())
                    .value(reason),
            )
            .problem(refusal.rule.map(|code| labels::rule(lang, code)))
            .errors(&refusal.errors)
            .button(Button::submit(lang.plan_life_proposal_accept()).named("putusan", "terima"))
            .button(Button::submit(lang.plan_life_proposal_decline()).named("putusan", "tolak").quiet()))
    }
}

fn facts(lang: Lang, list: &Proposals, one: &Proposal) -> Vec<Fact<'static>> {
    let draft = &one.draft;
    let by = one.agency.as_ref().map_or(lang.plan_life_proposal_secretariat(), |one| &one.full);
    let lead = if one.lead_name.is_empty() { lang.plan_no_lead() } else { &one.lead_name };
    let mut facts = vec![
        Fact::new(lang.plan_life_proposal_status(), words::proposal_state(lang, one.state)),
        Fact::new(lang.plan_life_proposal_strategy(), strategy_name(list, one)),
        Fact::new(lang.plan_life_proposal_unit(), draft.unit.as_str()),
        Fact::new(lang.plan_life_proposal_measure(), words::measure(lang, draft.measure)),
        Fact::new(lang.plan_life_lead(), lead),
        Fact::new(lang.plan_life_proposal_by(), by),
        Fact::new(lang.plan_life_proposal_reason(), draft.reason.as_str()),
    ];
    for (name, text) in [
        (lang.plan_life_proposal_definition(), &draft.definition),
        (lang.plan_life_proposal_funding(), &draft.funding),
        (lang.plan_life_proposal_reason_decision(), &one.decision),
    ] {
        if !text.is_empty() {
            facts.push(Fact::new(name, text.as_str()));
        }
    }
    for (name, row) in [
        (lang.plan_life_proposal_carries(), one.origin),
        (lang.plan_life_proposal_became(), one.indicator),
    ] {
        if let Some(row) = row {
            let link = html! { a href=(address::record(row)) { (lang.plan_to_record()) } };
            facts.push(Fact::new(name, link));
        }
    }
    facts
}

fn events(lang: Lang, list: &Proposals, one: &Proposal) -> Vec<Event<'static>> {
    let zone = list.matrix.zone;
    let who = |name: &Option<String>| {
        name.clone().unwrap_or_else(|| lang.plan_system().to_owned()).into()
    };
    let mut events = Vec::new();
    if let Some(at) = one.decided_at {
        events.push(Event {
            when: lang.stamp(at, zone).into(),
            who: who(&one.decided_by),
            what: html! {
                b { (words::proposal_state(lang, one.state)) }
                @if !one.decision.is_empty() { ": " (one.decision) }
            },
            from: None,
        });
    }
    events.push(Event {
        when: lang.stamp(one.proposed_at, zone).into(),
        who: who(&one.proposed_by),
        what: html! { (lang.plan_life_proposal()) },
        from: one.agency.as_ref().map(|agency| agency.short.clone().into()),
    });
    events
}

fn more(frame: &ui::Frame, years: Years, list: &Proposals, one: &Proposal) -> Markup {
    let lang = frame.lang;
    let columns = vec![
        Column::text(lang.plan_year()),
        Column::number(lang.plan_target()),
        Column::number(lang.plan_life_budget()),
    ];
    let line = |(year, wanted): (i16, &Wanted)| {
        Row::new(html! { (year) }).cell(target(lang, one.draft.measure, &wanted.target)).cell(
            match wanted.rupiah {
                Some(money) => html! { (lang.rupiah(money)) },
                None => cell::none(lang),
            },
        )
    };
    let rows = years.each().zip(&one.draft.wanted).map(line);
    let waiting = list.rows.iter().find(|row| row.may_decide && row.id != one.id);
    html! {
        (Table::new(lang.plan_years(), columns).rows(rows))
        @if one.may_change {
            (ui::actions(&[Button::link(lang.plan_life_proposal_edit(), format!("{}/ubah", href(one.id))).quiet()]))
            (act(frame, &format!("{}/tarik", href(one.id)), Some(one.version),
                &Button::submit(lang.plan_life_proposal_withdraw()).quiet()))
        }
        @if let Some(next) = waiting {
            (ui::actions(&[Button::link(lang.plan_life_proposal_next(), href(next.id)).quiet()]))
        }
    }
}

/// Accepts or declines, and goes on to the next one that waits.
pub async fn decide_it(ctx: Ctx, Path(id): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id: ProposalId = id_in(&id)?;
    let (app, actor, reason) = (ctx.app(), ctx.actor()?, typed.get("reason"));
    let done = match typed.get("putusan") {
        "terima" => plan::accept(app, actor, id, typed.version(), reason).await.map(drop),
        "tolak" => plan::decline(app, actor, id, typed.version(), reason).await,
        _ => Err(Error::NotFound),
    };
    match done {
        Ok(()) => Ok(saved(&href(id))),
        Err(error) => Ok(again(page(&ctx, id, reason, &Refusal::of(error)?).await?)),
    }
}

/// Takes it back.
pub async fn withdraw(ctx: Ctx, Path(id): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id: ProposalId = id_in(&id)?;
    match plan::withdraw(ctx.app(), ctx.actor()?, id, typed.version()).await {
        Ok(()) => Ok(saved(&href(id))),
        Err(error) => Ok(again(page(&ctx, id, "", &Refusal::of(error)?).await?)),
    }
}
