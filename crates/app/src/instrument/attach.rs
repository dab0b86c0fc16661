//! What hangs on an instrument: parties, rows of a plan, other instruments, texts.

use domain::{
    access::{Act, Actor},
    file::FileClass,
    id::{IndicatorId, InstrumentId, InstrumentTextId, PartyId},
    instrument::{PARTIES_MAX, Party, PartyForm, Relation, Rule, TEXTS_MAX, Whose, caption},
};
use serde_json::{Value, json};
use store::{
    StoreError, Tx,
    instrument::{InstrumentRow, PartyRow, RelationRow, TextRow},
};

use super::{worked, works_for};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    file,
};

/// Something that hangs on an instrument, to be taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tied {
    /// A party.
    Party(PartyId),
    /// A row of a plan.
    Row(IndicatorId),
    /// What it does to another instrument.
    Relation(Relation, InstrumentId),
    /// A text; its file stays where it was shown.
    Text(InstrumentTextId),
}

/// Adds a party; `key` is that of the form, so a form that is sent twice adds one.
///
/// # Errors
/// `Denied` for whoever does not look after the instrument; `Invalid`; `NotFound` for an agency of
/// another task force; `Rule` where it has enough.
pub async fn add_party(
    app: &App,
    actor: &Actor,
    id: InstrumentId,
    (form, key): (&PartyForm, PartyId),
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = worked(&mut tx, actor, id).await?;
    let party = Party::parse(form)?;
    let known = store::instrument::list_parties(&mut tx, row.taskforce, id).await?;
    if known.iter().any(|one| one.id == key) {
        return Ok(());
    }
    if known.len() >= PARTIES_MAX {
        return Err(Rule::Full.into());
    }
    if let Whose::Agency(agency) = party.who
        && !store::agency::is_participant(&mut tx, row.taskforce, agency).await?
    {
        return Err(Rule::Unknown.into());
    }
    let party = PartyRow { id: key, instrument: id, party };
    store::instrument::insert_party(&mut tx, row.taskforce, &party, app.now()).await?;
    record(app, tx, actor, &row, &json!({ "party": key.to_string() })).await
}

/// Says that an instrument fulfils a row of a plan.
///
/// # Errors
/// As [`add_party`]; `Rule` for a row that does not exist here.
pub async fn add_row(
    app: &App,
    actor: &Actor,
    id: InstrumentId,
    indicator: IndicatorId,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = worked(&mut tx, actor, id).await?;
    unknown(store::plan::get_row_name(&mut tx, row.taskforce, indicator).await)?;
    store::instrument::insert_row(&mut tx, row.taskforce, (id, indicator)).await?;
    record(app, tx, actor, &row, &json!({ "row": indicator.to_string() })).await
}

/// Says what an instrument does to another one.
///
/// # Errors
/// As [`add_party`]; `Rule` for itself, for one that does not exist here, and for another office's
/// unless it is only carried out.
pub async fn add_relation(
    app: &App,
    actor: &Actor,
    id: InstrumentId,
    (kind, other): (Relation, InstrumentId),
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = worked(&mut tx, actor, id).await?;
    if other == id {
        return Err(Rule::Itself.into());
    }
    let theirs = unknown(store::instrument::get(&mut tx, row.taskforce, other).await)?;
    let silences = kind != Relation::Implements;
    if silences && !works_for(actor, row.taskforce, theirs.draft.agency) {
        return Err(Rule::Foreign.into());
    }
    let relation = RelationRow { instrument: id, kind, other };
    store::instrument::insert_relation(&mut tx, row.taskforce, relation).await?;
    let detail = json!({ "relation": kind.code(), "other": other.to_string() });
    record(app, tx, actor, &row, &detail).await
}

/// Attaches a text; `key` is that of the form.
///
/// # Errors
/// As [`add_party`]; `Invalid` on `text` with the code of a file that is not taken.
pub async fn attach(
    app: &App,
    actor: &Actor,
    id: InstrumentId,
    (kind, typed, key): (&str, &str, InstrumentTextId),
    (name, bytes): (String, Vec<u8>),
) -> Result<()> {
    let mut tx = app.store.write().await?;
    worked(&mut tx, actor, id).await?;
    drop(tx);
    let (kind, caption) = caption(kind, typed)?;
    let clean = file::clean(app, "text", name, bytes).await?;
    let mut tx = app.store.write().await?;
    // Read again: it may have been handed to another office while the file was cleaned.
    let row = worked(&mut tx, actor, id).await?;
    let taskforce = row.taskforce;
    if store::instrument::count_texts(&mut tx, taskforce, key).await? > 0 {
        return Ok(());
    }
    if store::instrument::list_texts(&mut tx, taskforce, id).await?.len() >= TEXTS_MAX {
        return Err(Rule::Full.into());
    }
    let file = file::put(app, &mut tx, actor, taskforce, FileClass::Internal, &clean).await?;
    let text = TextRow {
        id: key,
        instrument: id,
        kind,
        caption,
        file,
        created_by: actor.account(),
        created_at: app.now(),
    };
    store::instrument::insert_text(&mut tx, taskforce, &text).await?;
    let detail = json!({ "text": kind.code(), "file": file.to_string() });
    record(app, tx, actor, &row, &detail).await
}

/// Takes something off an instrument. What is gone already stays gone.
///
/// # Errors
/// As [`add_party`].
pub async fn detach(app: &App, actor: &Actor, id: InstrumentId, tied: Tied) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = worked(&mut tx, actor, id).await?;
    let (taskforce, tx_) = (row.taskforce, &mut tx);
    let (was_there, name) = match tied {
        Tied::Party(party) => {
            (store::instrument::delete_party(tx_, taskforce, (id, party)).await?, "party")
        }
        Tied::Row(indicator) => {
            (store::instrument::delete_row(tx_, taskforce, (id, indicator)).await?, "row")
        }
        Tied::Relation(kind, other) => {
            let relation = RelationRow { instrument: id, kind, other };
            (store::instrument::delete_relation(tx_, taskforce, relation).await?, "relation")
        }
        Tied::Text(text) => {
            let at = app.now();
            let place = (id, text);
            (store::instrument::update_text_removed(tx_, taskforce, place, at).await?, "text")
        }
    };
    if !was_there {
        return Ok(());
    }
    record(app, tx, actor, &row, &json!({ "removed": name })).await
}

/// A thing that must exist in this task force.
fn unknown<T>(found: Result<T, StoreError>) -> Result<T> {
    match found {
        Ok(found) => Ok(found),
        Err(StoreError::Missing) => Err(Rule::Unknown.into()),
        Err(other) => Err(Error::from(other)),
    }
}

async fn record(
    app: &App,
    mut tx: Tx,
    actor: &Actor,
    row: &InstrumentRow,
    detail: &Value,
) -> Result<()> {
    let event = Event::new(Act::InstrumentManage, "instrument", row.id).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(detail)).await?;
    tx.commit().await?;
    Ok(())
}
