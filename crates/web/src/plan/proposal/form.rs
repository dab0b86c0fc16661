//! The form of a row, for a proposal and for an amendment.

use app::plan::{
    self,
    view::{Proposal, Proposals},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{PlanId, ProposalId},
    plan::{Measure, ProposalForm, Wanted, proposal},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    super::{address, leads, life::find, words},
    href,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Form, field, form},
};

/// What a form of a row asks beside what stands in it.
pub struct Ask<'a> {
    /// The plan, with its strategies.
    pub list: &'a Proposals,
    /// Agencies and groups to choose from; empty where it is the own office.
    pub leads: &'a [(String, String)],
    /// The chosen one.
    pub lead: &'a str,
}

/// The questions about a row, in the order of a plan's columns.
pub fn fields<'a>(
    lang: Lang,
    form: Form<'a>,
    ask: &Ask<'_>,
    typed: &'a ProposalForm,
    with_reason: bool,
) -> Form<'a> {
    let strategies = ask.list.matrix.strategies.iter();
    let strategies =
        strategies.map(|one| field::choice(one.id.to_string(), words::strategy(one))).collect();
    let measures = Measure::ALL
        .into_iter()
        .map(|one| field::choice(one.code(), words::measure(lang, one)))
        .collect();
    let mut form = form
        .field(
            field::select("strategy", strategies)
                .label(lang.plan_life_proposal_strategy())
                .value(typed.strategy.as_str())
                .required(),
        )
        .field(
            field::area("activity", 2)
                .label(lang.plan_life_proposal_activity())
                .value(typed.activity.as_str())
                .required(),
        )
        .field(
            field::text("indicator")
                .label(lang.plan_life_proposal_indicator())
                .help(lang.plan_life_proposal_indicator_help())
                .value(typed.indicator.as_str())
                .required(),
        )
        .field(
            field::text("unit")
                .label(lang.plan_life_proposal_unit())
                .help(lang.plan_life_proposal_unit_help())
                .value(typed.unit.as_str())
                .required(),
        )
        .field(
            field::radio("measure", measures)
                .label(lang.plan_life_proposal_measure())
                .value(typed.measure.as_str())
                .required(),
        );
    if !ask.leads.is_empty() {
        form = form.field(lead_field(lang, ask.leads, ask.lead));
    }
    for (place, year) in ask.list.matrix.plan.years.each().enumerate() {
        let Some((target, budget)) =
            proposal::TARGET_FIELDS.get(place).zip(proposal::BUDGET_FIELDS.get(place))
        else {
            break;
        };
        let of = |list: &'a [String]| list.get(place).map(String::as_str).unwrap_or_default();
        form = form
            .field(
                field::text(target)
                    .label(lang.plan_life_target_of(year))
                    .help(lang.plan_life_target_help())
                    .value(of(&typed.targets)),
            )
            .field(
                field::money(budget)
                    .label(lang.plan_life_budget_of(year))
                    .value(of(&typed.budgets)),
            );
    }
    form = form
        .field(
            field::text("funding")
                .label(lang.plan_life_proposal_funding())
                .help(lang.plan_life_proposal_funding_help())
                .value(typed.funding.as_str()),
        )
        .field(
            field::area("definition", 3)
                .label(lang.plan_life_proposal_definition())
                .help(lang.plan_life_proposal_definition_help())
                .value(typed.definition.as_str()),
        );
    if with_reason {
        form = form.field(
            field::area("reason", 3)
                .label(lang.plan_life_proposal_reason())
                .value(typed.reason.as_str())
                .required(),
        );
    }
    form
}

/// Who answers.
pub fn lead_field<'a>(lang: Lang, leads: &[(String, String)], now: &str) -> ui::Field<'a> {
    let choices = leads.iter().map(|(code, name)| field::choice(code.clone(), name.clone()));
    field::select("lead", choices.collect())
        .label(lang.plan_life_lead())
        .value(now.to_owned())
        .required()
}

/// The form of a row as it was typed.
pub fn typed(posted: &Posted) -> ProposalForm {
    let get = |name: &str| posted.get(name).to_owned();
    let all = |names: &[&str]| names.iter().map(|name| get(name)).collect();
    ProposalForm {
        strategy: get("strategy"),
        activity: get("activity"),
        indicator: get("indicator"),
        unit: get("unit"),
        measure: get("measure"),
        definition: get("definition"),
        funding: get("funding"),
        reason: get("reason"),
        targets: all(&proposal::TARGET_FIELDS),
        budgets: all(&proposal::BUDGET_FIELDS),
    }
}

/// The form of a new proposal.
pub async fn new(ctx: Ctx, Path(years): Path<String>) -> Result<Markup, Fault> {
    let id = find(&ctx, &years).await?;
    let typed = ProposalForm { measure: "per_period".to_owned(), ..ProposalForm::default() };
    new_page(&ctx, id, &typed, "", &Refusal::none()).await
}

/// Sends a proposal.
pub async fn create(
    ctx: Ctx,
    Path(years): Path<String>,
    posted: Posted,
) -> Result<Response, Fault> {
    let id = find(&ctx, &years).await?;
    let typed = typed(&posted);
    let chosen = posted.get("lead");
    match plan::propose(ctx.app(), ctx.actor()?, id, &typed, leads::parse(chosen)).await {
        Ok(made) => Ok(Redirect::to(&format!("{}?terkirim=1", href(made))).into_response()),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(new_page(&ctx, id, &typed, chosen, &refusal).await?))
        }
    }
}

async fn new_page(
    ctx: &Ctx,
    id: PlanId,
    typed: &ProposalForm,
    chosen: &str,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let list = plan::proposals(ctx.app(), ctx.actor()?, id).await?;
    let leads = if list.names_lead { leads::choices(ctx).await? } else { Vec::new() };
    let base = address::plan(list.matrix.plan.years);
    let frame = ctx
        .frame(lang.plan_life_proposal_new())
        .lead(lang.plan_life_proposal_new_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_life_proposals_short(), format!("{base}/usulan"))
        .troubled(refusal.is_some());
    let ask = Ask { list: &list, leads: &leads, lead: chosen };
    let form = form(&frame, format!("{base}/usulan/baru"));
    let form = fields(lang, form, &ask, typed, true)
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.plan_life_proposal_send())
        .button(Button::link(lang.plan_life_proposals_short(), format!("{base}/usulan")).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}

/// The form that changes a proposal.
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let id = id_in(&id)?;
    let (_, one) = plan::proposal(ctx.app(), ctx.actor()?, id).await?;
    if !one.may_change {
        return Err(Fault::not_found());
    }
    let chosen = one.lead.map(leads::code).unwrap_or_default();
    edit_page(&ctx, id, &stored(ctx.lang, &one), &chosen, one.version, &Refusal::none()).await
}

/// A stored proposal as its form shows it.
fn stored(lang: Lang, one: &Proposal) -> ProposalForm {
    let draft = &one.draft;
    let target = |wanted: &Wanted| match wanted.target.value {
        Some(value) => words::figure(lang, draft.measure, value),
        None => wanted.target.text.clone(),
    };
    let money =
        |wanted: &Wanted| wanted.rupiah.map(|money| lang.number(money.0)).unwrap_or_default();
    ProposalForm {
        strategy: draft.strategy.to_string(),
        activity: draft.activity.clone(),
        indicator: draft.indicator.clone(),
        unit: draft.unit.clone(),
        measure: draft.measure.code().to_owned(),
        definition: draft.definition.clone(),
        funding: draft.funding.clone(),
        reason: draft.reason.clone(),
        targets: draft.wanted.iter().map(target).collect(),
        budgets: draft.wanted.iter().map(money).collect(),
    }
}

/// Changes a proposal.
pub async fn update(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id = id_in(&id)?;
    let typed = typed(&posted);
    let (chosen, version) = (posted.get("lead"), posted.version());
    match plan::revise(ctx.app(), ctx.actor()?, id, version, &typed, leads::parse(chosen)).await {
        Ok(()) => Ok(saved(&href(id))),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(edit_page(&ctx, id, &typed, chosen, version, &refusal).await?))
        }
    }
}

async fn edit_page(
    ctx: &Ctx,
    id: ProposalId,
    typed: &ProposalForm,
    chosen: &str,
    version: i64,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let (list, one) = plan::proposal(ctx.app(), ctx.actor()?, id).await?;
    let leads = if list.names_lead { leads::choices(ctx).await? } else { Vec::new() };
    let frame = ctx
        .frame(lang.plan_life_proposal_edit())
        .lead(one.draft.activity.as_str())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_life_proposal(), href(id))
        .troubled(refusal.is_some());
    let ask = Ask { list: &list, leads: &leads, lead: chosen };
    let form = form(&frame, format!("{}/ubah", href(id))).version(version);
    let form = fields(lang, form, &ask, typed, true)
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.plan_life_proposal_save())
        .button(Button::link(lang.plan_life_proposal(), href(id)).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}
