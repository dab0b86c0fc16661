//! The steps of an instrument: harmonised, signed, published, given up, taken out of force, and one
//! step back.

use domain::{
    access::{Act, Actor},
    id::{InstrumentId, InstrumentStepId},
    instrument::{Facts, Relation, Rule, Step, StepForm, Taken},
    time::Date,
};
use serde_json::json;
use store::{
    StoreError, Tx,
    instrument::{InstrumentRow, RelationRow, StepRow},
};

use super::{needs, today, twin, twin_key, worked};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Takes a step over version `seen` of an instrument.
///
/// # Errors
/// `Denied` for whoever does not look after it; `Invalid`; `Conflict` where it changed since; `Rule`
/// for a step that does not begin here and for what its kind needs before it is signed.
pub async fn take(
    app: &App,
    actor: &Actor,
    id: InstrumentId,
    step: Step,
    (form, seen): (&StepForm, i64),
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = worked(&mut tx, actor, id).await?;
    let today = today(app, &mut tx, row.taskforce).await?;
    let taken = Taken::parse(step, form, today)?;
    let parties = store::instrument::list_parties(&mut tx, row.taskforce, id).await?.len();
    let facts = Facts { term: row.draft.term, parties };
    let signed_on = match &taken {
        Taken::Sign(signed) => Some(signed.on),
        _ => row.life.signed.as_ref().map(|one| one.on),
    };
    let life = row.life.take(&taken, &needs(app, row.draft.kind, signed_on, today), facts)?;
    if row.version != seen {
        return Err(Error::Conflict);
    }
    let mut changed = InstrumentRow { life, ..row };
    if let Some(signed) = &changed.life.signed {
        changed.draft.year = signed.on.year();
    }
    changed.twin_key = twin_key(&changed);
    if !store::instrument::update(&mut tx, &changed).await.map_err(twin)? {
        return Err(Error::Conflict);
    }
    if let Taken::Revoke { by: Some(by), .. } = taken {
        revoked_by(&mut tx, &changed, by).await?;
    }
    let key = InstrumentStepId(app.ids.next());
    write(app, &mut tx, actor, (&changed, key), &taken).await?;
    let detail = json!({ "step": step.code(), "stage": changed.life.stage.code() });
    let event = Event::new(Act::InstrumentManage, "instrument", id).taskforce(changed.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// The instrument that takes another out of force says so on its own page too.
async fn revoked_by(tx: &mut Tx, row: &InstrumentRow, by: InstrumentId) -> Result<()> {
    if by == row.id {
        return Err(Rule::Itself.into());
    }
    match store::instrument::get(tx, row.taskforce, by).await {
        Ok(_) => {}
        Err(StoreError::Missing) => return Err(Rule::Unknown.into()),
        Err(other) => return Err(other.into()),
    }
    let relation = RelationRow { instrument: by, kind: Relation::Revokes, other: row.id };
    Ok(store::instrument::insert_relation(tx, row.taskforce, relation).await?)
}

/// Writes a step down with what it had to show.
pub(super) async fn write(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    (row, id): (&InstrumentRow, InstrumentStepId),
    taken: &Taken,
) -> Result<()> {
    let (on, who, number, note, by) = shown(taken);
    let step = StepRow {
        taskforce: row.taskforce,
        id,
        instrument: row.id,
        step: taken.step(),
        on,
        who: who.to_owned(),
        number: number.to_owned(),
        note: note.to_owned(),
        by,
        taken_by: actor.account(),
        taken_at: app.now(),
    };
    Ok(store::instrument::insert_step(tx, &step).await?)
}

/// Day, by whom, number, reason, and by which other instrument.
fn shown(taken: &Taken) -> (Option<Date>, &str, &str, &str, Option<InstrumentId>) {
    match taken {
        Taken::Harmonise(one) => (Some(one.on), &one.by, "", "", None),
        Taken::Sign(one) => (Some(one.on), &one.by, &one.number, "", None),
        Taken::Publish(one) => (Some(one.on), "", &one.place, "", None),
        Taken::Withdraw(note) | Taken::Back(note) => (None, "", "", note, None),
        Taken::Revoke { on, note, by } => (Some(*on), "", "", note, *by),
    }
}
