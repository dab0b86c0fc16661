//! Entering an instrument and changing what it says about itself.

use domain::{
    access::{Act, Actor, check},
    field::FieldErrors,
    id::{AgencyId, InstrumentId, InstrumentStepId, RegionId, TaskForceId},
    instrument::{Basis, Draft, Facts, Form, Kind, Life, Rule, Signed, StepForm, Taken},
    region,
    time::Date,
};
use serde_json::json;
use store::{StoreError, Tx, instrument::InstrumentRow};

use super::{manages, own, scope, take, today, twin, twin_key, worked};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    meeting,
};

/// Enters an instrument: a draft, or with `signed` one that has its number already. `key` is that of
/// the form, so a form that is sent twice enters once.
///
/// # Errors
/// `Denied`: an office enters its own, the secretariat any; `Invalid`; `Rule` for an office that is
/// closed and where another instrument has the number; `Conflict` for another one under a used key.
pub async fn create(
    app: &App,
    actor: &Actor,
    (form, signed): (&Form, Option<&StepForm>),
    key: Option<InstrumentId>,
) -> Result<InstrumentId> {
    let taskforce = own(actor)?;
    permit(actor, taskforce, form.agency.parse().ok())?;
    let mut tx = app.store.write().await?;
    let home = store::taskforce::get(&mut tx, taskforce).await?;
    let today = app.today(home.zone);
    let (draft, signed) = checked(form, signed, today)?;
    let region = place(&mut tx, actor, &home.region, &draft, form).await?;
    let mut row = InstrumentRow {
        taskforce,
        id: key.unwrap_or_else(|| InstrumentId(app.ids.next())),
        draft,
        region,
        life: Life::default(),
        twin_key: None,
        is_example: home.is_demo,
        version: 1,
        created_by: actor.account(),
        created_at: app.now(),
    };
    if let Some(signed) = &signed {
        sign(app, &mut row, signed)?;
    }
    if let Some(known) = known(&mut tx, &row).await? {
        return known;
    }
    usable(&mut tx, taskforce, &row.draft, None, today).await?;
    row.twin_key = twin_key(&row);
    if let Err(error) = store::instrument::insert(&mut tx, &row).await {
        drop(tx);
        // The same form may have come in while this one was written.
        let mut tx = app.store.read().await?;
        return known(&mut tx, &row).await?.unwrap_or_else(|| Err(twin(error)));
    }
    if let Some(signed) = signed {
        let step = InstrumentStepId(app.ids.next());
        take::write(app, &mut tx, actor, (&row, step), &Taken::Sign(signed)).await?;
    }
    let detail = json!({ "kind": row.draft.kind.code(), "stage": row.life.stage.code() });
    let event = Event::new(Act::InstrumentManage, "instrument", row.id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// What a form that was sent before has entered: the same, or something else under its key.
async fn known(tx: &mut Tx, row: &InstrumentRow) -> Result<Option<Result<InstrumentId>>> {
    let old = store::instrument::find(tx, row.taskforce, row.id).await?;
    Ok(old.map(|old| {
        let same = (&old.draft, old.region, &old.life) == (&row.draft, row.region, &row.life);
        if same { Ok(row.id) } else { Err(Error::Conflict) }
    }))
}

/// An office enters and keeps its own; a form without an office is refused as a form.
fn permit(actor: &Actor, taskforce: TaskForceId, agency: Option<AgencyId>) -> Result<()> {
    match agency {
        Some(agency) => check(actor, Act::InstrumentManage, &scope(taskforce).agency(agency))?,
        None if actor.may(Act::InstrumentManage) => {}
        None => check(actor, Act::InstrumentManage, &scope(taskforce))?,
    }
    Ok(())
}

fn checked(
    form: &Form,
    signed: Option<&StepForm>,
    today: Date,
) -> Result<(Draft, Option<Signed>), FieldErrors> {
    let mut errors = FieldErrors::default();
    let signed = signed.map(|typed| Signed::typed(typed, today, &mut errors));
    match Draft::parse(form) {
        Ok(draft) => errors.or((draft, signed)),
        Err(mut more) => {
            more.0.extend(errors.0);
            Err(more)
        }
    }
}

/// What was signed before anybody entered it: how it was harmonised, and its parties, are not asked.
fn sign(app: &App, row: &mut InstrumentRow, signed: &Signed) -> Result<()> {
    let needs = app.rules.instruments.of(row.draft.kind, signed.on).recorded();
    let facts = Facts { term: row.draft.term, parties: 0 };
    row.life = row.life.take(&Taken::Sign(signed.clone()), &needs, facts)?;
    row.draft.year = signed.on.year();
    Ok(())
}

/// The place that was typed. An operator of a sub-district names one of its own places.
async fn place(
    tx: &mut Tx,
    actor: &Actor,
    home: &str,
    draft: &Draft,
    form: &Form,
) -> Result<Option<RegionId>> {
    let typed = form.place.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let wrong = |code| {
        let mut errors = FieldErrors::default();
        errors.push("place", code);
        Error::Invalid(errors)
    };
    let narrow = actor.region.as_deref().filter(|_| actor.role.code == "region_operator");
    let found = crate::region::place(tx, narrow.unwrap_or(home), "place", typed).await?;
    let is_village = matches!(found.kind(), region::Kind::Village | region::Kind::CustomaryVillage);
    if draft.kind == Kind::VillageRegulation && !is_village {
        return Err(wrong("place_village"));
    }
    Ok(Some(found.id))
}

/// Refuses an office that can't take it and what rests on it in another task force. An office that
/// has it already may be closed.
async fn usable(
    tx: &mut Tx,
    taskforce: TaskForceId,
    draft: &Draft,
    before: Option<AgencyId>,
    today: Date,
) -> Result<()> {
    if before != Some(draft.agency) {
        meeting::usable(tx, taskforce, draft.agency, today).await?;
    }
    match draft.basis {
        None => Ok(()),
        Some(Basis::Term(id)) => {
            let terms = store::taskforce::list_terms(tx, taskforce).await?;
            terms.iter().find(|term| term.id == id).map(|_| ()).ok_or(Rule::Unknown.into())
        }
        Some(Basis::Plan(id)) => match store::plan::get(tx, taskforce, id).await {
            Ok(_) => Ok(()),
            Err(StoreError::Missing) => Err(Rule::Unknown.into()),
            Err(other) => Err(other.into()),
        },
    }
}

/// Changes what an instrument says about itself, over version `seen`. What a place was called when
/// it was entered stays found: a place that is typed as it stands is not looked up again.
///
/// # Errors
/// As [`create`]; `Conflict` where somebody else changed it since; `Rule` where it is over, and for
/// another kind once it is signed.
pub async fn edit(
    app: &App,
    actor: &Actor,
    id: InstrumentId,
    form: &Form,
    seen: i64,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = worked(&mut tx, actor, id).await?;
    let taskforce = row.taskforce;
    permit(actor, taskforce, form.agency.parse().ok())?;
    let today = today(app, &mut tx, taskforce).await?;
    let mut draft = Draft::parse(form)?;
    if row.life.stage.is_over() {
        return Err(Rule::Over.into());
    }
    if let Some(signed) = &row.life.signed {
        if draft.kind != row.draft.kind {
            return Err(Rule::Kind.into());
        }
        draft.year = signed.on.year();
        if app.rules.instruments.of(draft.kind, signed.on).term && draft.term.until.is_none() {
            return Err(Rule::NoTerm.into());
        }
    }
    let home = store::taskforce::get(&mut tx, taskforce).await?.region;
    let known = super::read::typed_place(&mut tx, row.region).await?;
    let region = if known.as_deref() == Some(form.place.trim()) && draft.kind == row.draft.kind {
        row.region
    } else {
        place(&mut tx, actor, &home, &draft, form).await?
    };
    usable(&mut tx, taskforce, &draft, Some(row.draft.agency), today).await?;
    let fields = changed(&row.draft, &draft, region != row.region);
    let mut row = InstrumentRow { draft, region, version: seen, ..row };
    row.twin_key = twin_key(&row);
    if !store::instrument::update(&mut tx, &row).await.map_err(twin)? {
        return Err(Error::Conflict);
    }
    let detail = json!({ "changed": fields, "of_all": manages(actor, taskforce) });
    let event = Event::new(Act::InstrumentManage, "instrument", id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// Which fields differ, by their names: the trail says what was touched, not what it says.
fn changed(old: &Draft, new: &Draft, region: bool) -> Vec<&'static str> {
    let differs = [
        ("kind", old.kind != new.kind),
        ("title", old.title != new.title),
        ("year", old.year != new.year),
        ("agency", old.agency != new.agency),
        ("place", region),
        ("basis", old.basis != new.basis),
        ("summary", old.summary != new.summary),
        ("term", old.term != new.term),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
