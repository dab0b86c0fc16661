//! Changing what a plan wants. What has been judged stays judged by what was wanted then.

use domain::{
    access::{Act, Actor, check},
    agency::Lead,
    field::FieldErrors,
    figure::Figure,
    id::{IndicatorId, TaskForceId},
    plan::{
        Checkpoint, Direction, Frame, Measure, Rule, SPREAD_FIELDS, Share, Spread, Stage, Target,
        on,
    },
    time::Date,
};
use serde_json::json;
use store::{
    Tx,
    plan::{IndicatorRow, LeadRow, SpreadRow, TargetRow},
};

use super::{amend::counting, load, model::Model, own, scope, view::Editing};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// How an indicator counts, as it comes from a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The indicator.
    pub id: IndicatorId,
    /// The version that was seen.
    pub version: i64,
    /// How its figures add up.
    pub measure: Measure,
    /// Which way is better.
    pub direction: Direction,
    /// How much it counts beside its siblings, 1 to 1,000.
    pub weight: u32,
    /// What counts and what does not.
    pub definition: String,
    /// Where the figures come from.
    pub data_source: String,
    /// Whether the part may be larger than the whole.
    pub over_whole: bool,
    /// Where it stood before the plan.
    pub baseline: Option<Figure>,
    /// Sub-activity code of SIPD of its activity; may be empty.
    pub sipd: String,
    /// New spreads of some years; the others stay.
    pub spreads: Vec<(i16, SpreadEdit)>,
}

/// A new spread of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpreadEdit {
    /// As the scheme spreads a year.
    Even,
    /// Own cumulative shares, one for each checkpoint.
    Own(Vec<Share>),
    /// All of it by one checkpoint: a milestone.
    By(Checkpoint),
}

const WEIGHT_MAX: u32 = 1_000;
const TEXT_MAX: usize = 2_000;

/// An indicator of the actor's task force with the model it is part of, and `plan.edit` granted.
async fn open(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    id: IndicatorId,
) -> Result<(TaskForceId, IndicatorRow, std::sync::Arc<Model>)> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanEdit, &scope(taskforce))?;
    let row = store::plan::get_indicator(tx, taskforce, id).await?;
    let model = load::of(app, tx, taskforce, row.plan).await?;
    let stage = model.matrix.plan.stage;
    if stage != Stage::Running && !stage.takes_rows() {
        return Err(Rule::Closed.into());
    }
    Ok((taskforce, row, model))
}

/// Records an edit and commits.
async fn close(
    app: &App,
    mut tx: Tx,
    actor: &Actor,
    row: &IndicatorRow,
    detail: &serde_json::Value,
) -> Result<()> {
    store::plan::update_revision(&mut tx, row.taskforce, row.plan).await?;
    let event = Event::new(Act::PlanEdit, "indicator", row.id).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes how an indicator counts.
///
/// # Errors
/// `Denied` without `plan.edit`; `NotFound` for an indicator of another task force; `Invalid` for
/// weight, texts and spreads; `Rule` where figures have been reported and the measure would change,
/// where a spread would judge a past checkpoint anew, and for a closed plan; `Conflict` where
/// somebody else changed it in the meantime.
pub async fn edit(app: &App, actor: &Actor, edit: Edit) -> Result<()> {
    let mut tx = app.store.write().await?;
    let (taskforce, mut row, model) = open(app, &mut tx, actor, edit.id).await?;
    let reports = store::plan::count_of_indicator(&mut tx, taskforce, edit.id).await?;
    if reports > 0 && row.measure != edit.measure {
        return Err(Rule::MeasureInUse.into());
    }
    check_texts(&edit)?;
    let (facts, _) = model.row(model.place(edit.id)?)?;
    for (year, new) in &edit.spreads {
        let shares = shares(&model.frame, *year, new)?;
        let old = facts.spreads.get(year).cloned().unwrap_or_default();
        past_stays(&model.frame, *year, edit.measure, &old, shares.as_deref())?;
        write_spread(&mut tx, &row, *year, shares).await?;
    }
    set_sipd(&mut tx, &row, &edit.sipd).await?;
    row.version = edit.version;
    (row.measure, row.direction, row.weight) = (edit.measure, edit.direction, edit.weight);
    (row.definition, row.data_source) = (edit.definition, edit.data_source);
    (row.over_whole, row.baseline) = (edit.over_whole, edit.baseline);
    if !store::plan::update_indicator(&mut tx, &row).await? {
        return Err(Error::Conflict);
    }
    let detail = json!({
        "measure": row.measure.code(),
        "direction": row.direction.code(),
        "weight": row.weight,
        "spreads": edit.spreads.iter().map(|(year, _)| *year).collect::<Vec<_>>(),
    });
    close(app, tx, actor, &row, &detail).await
}

/// Gives the activity of a row its code.
async fn set_sipd(tx: &mut Tx, row: &IndicatorRow, typed: &str) -> Result<()> {
    let code = domain::plan::sipd(typed).map_err(|code| {
        let mut errors = FieldErrors::default();
        errors.push("sipd", code);
        errors
    })?;
    let all = store::plan::list_activities(tx, row.taskforce, row.plan).await?;
    let activity = all.into_iter().find(|activity| activity.id == row.activity);
    let activity = activity.ok_or(Error::NotFound)?;
    if activity.sipd != code {
        let changed = store::plan::ActivityRow { sipd: code, ..activity };
        store::plan::update_activity(tx, &changed).await?;
    }
    Ok(())
}

fn check_texts(edit: &Edit) -> Result<()> {
    let mut errors = FieldErrors::default();
    if !(1..=WEIGHT_MAX).contains(&edit.weight) {
        errors.push("weight", "range");
    }
    for (field, text) in [("definition", &edit.definition), ("data_source", &edit.data_source)] {
        if text.chars().count() > TEXT_MAX {
            errors.push(field, "too_long");
        }
        if text.contains('\0') {
            errors.push(field, "text");
        }
    }
    Ok(errors.or(())?)
}

/// The shares of a new spread; none where it is even.
fn shares(frame: &Frame, year: i16, new: &SpreadEdit) -> Result<Option<Vec<Share>>> {
    if !frame.years.contains(year) {
        return Err(Rule::OutsidePlan.into());
    }
    let spread = match new {
        SpreadEdit::Even => Spread::Even,
        SpreadEdit::By(at) if at.year != year || frame.scheme.point(*at).is_none() => {
            return Err(Rule::OutsidePlan.into());
        }
        SpreadEdit::By(at) => Spread::step(&frame.scheme, *at),
        SpreadEdit::Own(shares) => Spread::own(&frame.scheme, shares.clone()).map_err(|bad| {
            let mut errors = FieldErrors::default();
            let place = frame.years.each().position(|one| one == year).unwrap_or_default();
            errors.push(SPREAD_FIELDS.get(place).unwrap_or(&"spread"), bad.code());
            errors
        })?,
    };
    Ok(match spread {
        Spread::Even => None,
        Spread::Own(shares) => Some(shares),
    })
}

/// A checkpoint that has ended keeps the share it was judged by.
fn past_stays(
    frame: &Frame,
    year: i16,
    measure: Measure,
    old: &Spread,
    new: Option<&[Share]>,
) -> Result<()> {
    let new = new.map_or(Spread::Even, |shares| Spread::Own(shares.to_vec()));
    let share = |spread: &Spread, at| spread.share(&frame.scheme, measure, at);
    let ended = |at: &Checkpoint| frame.scheme.has_ended(*at, frame.today);
    let changed = |at: Checkpoint| share(old, at) != share(&new, at);
    if frame.scheme.of_year(year).filter(ended).any(changed) {
        return Err(Rule::SpreadEnded.into());
    }
    Ok(())
}

async fn write_spread(
    tx: &mut Tx,
    row: &IndicatorRow,
    year: i16,
    shares: Option<Vec<Share>>,
) -> Result<()> {
    store::plan::delete_spread(tx, row.taskforce, row.id, year).await?;
    for (checkpoint, share) in (1..).zip(shares.into_iter().flatten()) {
        let share = SpreadRow { indicator: row.id, year, checkpoint, share };
        store::plan::insert_spread(tx, row.taskforce, row.plan, &share).await?;
    }
    Ok(())
}

/// What is wanted of a row, as it comes from a form; what does not differ stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wants {
    /// Targets of some years.
    pub targets: Vec<(i16, Target)>,
    /// Who answers; none leaves it as it is.
    pub lead: Option<Lead>,
}

/// Wants something else of a row: from the plan's first day while it is being made, by an
/// amendment once it is in force. Checkpoints before that keep what they had.
///
/// # Errors
/// As [`edit`]; `NotFound` for an agency or group that does not exist; `Rule` for a year that is
/// not of the plan and without an amendment.
pub async fn want(
    app: &App,
    actor: &Actor,
    id: IndicatorId,
    version: i64,
    wants: &Wants,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let (taskforce, mut row, model) = open(app, &mut tx, actor, id).await?;
    let plan = store::plan::get(&mut tx, taskforce, row.plan).await?;
    let since = counting(app, &mut tx, &plan).await?;
    let (facts, _) = model.row(model.place(id)?)?;
    let mut years = Vec::new();
    for (year, target) in &wants.targets {
        if !model.frame.years.contains(*year) {
            return Err(Rule::OutsidePlan.into());
        }
        if facts.target(*year, Date::MAX).cloned().unwrap_or_default() != *target {
            let Target { value, text } = target.clone();
            let target = TargetRow { indicator: id, year: *year, since, value, text };
            store::plan::insert_target(&mut tx, taskforce, row.plan, &target).await?;
            years.push(*year);
        }
    }
    let lead = wants.lead.filter(|lead| on(&facts.leads, Date::MAX) != Some(lead));
    if let Some(lead) = lead {
        match lead {
            Lead::Agency(agency) => drop(store::agency::get(&mut tx, agency).await?),
            Lead::Group(group) => drop(store::agency::get_group(&mut tx, taskforce, group).await?),
        }
        let lead = LeadRow { indicator: id, since, lead: Some(lead) };
        store::plan::insert_lead(&mut tx, taskforce, row.plan, &lead).await?;
    }
    row.version = version;
    if !store::plan::update_indicator(&mut tx, &row).await? {
        return Err(Error::Conflict);
    }
    let detail = json!({ "since": since.to_string(), "targets": years, "lead": lead.is_some() });
    close(app, tx, actor, &row, &detail).await
}

/// A row with everything that its forms change.
///
/// # Errors
/// As [`edit`].
pub async fn editing(app: &App, actor: &Actor, id: IndicatorId) -> Result<Editing> {
    let mut tx = app.store.read().await?;
    let (taskforce, indicator, model) = open(app, &mut tx, actor, id).await?;
    let plan = store::plan::get(&mut tx, taskforce, indicator.plan).await?;
    let (facts, row) = model.row(model.place(id)?)?;
    let years = model.frame.years.each();
    Ok(Editing {
        since: counting(app, &mut tx, &plan).await.ok(),
        lead: on(&facts.leads, Date::MAX).copied(),
        targets: years
            .map(|year| (year, facts.target(year, Date::MAX).cloned().unwrap_or_default()))
            .collect(),
        spreads: facts.spreads.clone(),
        over_whole: indicator.over_whole,
        baseline: indicator.baseline,
        scheme: model.frame.scheme.clone(),
        row: row.clone(),
        matrix: model.matrix.clone(),
    })
}
