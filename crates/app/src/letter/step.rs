//! The steps of a letter after its number: signed, taken back; or given up before.

use domain::{
    access::{Act, Actor},
    file::{FileClass, FileKind},
    id::LetterId,
    letter::{Rule, State, Step},
    meeting::remark,
};
use serde_json::json;
use store::letter::StepRow;

use super::{locked, managed};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    file,
};

/// Lays the signed paper beside a letter, as seen in version `seen`: a PDF. Where there is one
/// already, `note` says why another takes its place; the earlier one is kept.
///
/// # Errors
/// `Denied` without `letter.manage`; `NotFound`; `Invalid` for a file that can't be taken, on `file`,
/// and without a reason, on `note`; `Rule` for what is no PDF and for a letter without a number;
/// `Conflict`.
pub async fn sign(
    app: &App,
    actor: &Actor,
    id: LetterId,
    (name, bytes): (String, Vec<u8>),
    (note, seen): (&str, i64),
) -> Result<()> {
    let taskforce = managed(actor)?;
    let mut tx = app.store.read().await?;
    store::letter::get(&mut tx, taskforce, id).await?.state.take(Step::Sign)?;
    drop(tx);
    let clean = file::clean(app, "file", name, bytes).await?;
    if clean.kind != FileKind::Pdf {
        return Err(Rule::NotPdf.into());
    }
    let mut tx = app.store.write().await?;
    // Read again: another step may have been taken while the file was looked at.
    let row = locked(&mut tx, taskforce, id).await?;
    let state = row.state.take(Step::Sign)?;
    let note = if row.state == State::Signed { remark(note)? } else { String::new() };
    if row.version != seen {
        return Err(Error::Conflict);
    }
    let stored = file::put(app, &mut tx, actor, taskforce, FileClass::Internal, &clean).await?;
    if !store::letter::update_state(&mut tx, &row, (state, Some(stored))).await? {
        return Err(Error::Conflict);
    }
    let taken = StepRow {
        step: Step::Sign,
        note,
        number: String::new(),
        file: Some(stored),
        taken_by: actor.account(),
        taken_at: app.now(),
    };
    store::letter::insert_step(&mut tx, taskforce, id, &taken).await?;
    let detail = json!({ "step": Step::Sign.code(), "file": stored.to_string() });
    let event = Event::new(Act::LetterManage, "letter", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a letter back that has a number. The number is kept, and never given again.
///
/// # Errors
/// `Denied` without `letter.manage`; `NotFound`; `Invalid` without a reason; `Rule` for a letter
/// without a number; `Conflict`.
pub async fn void(app: &App, actor: &Actor, id: LetterId, (note, seen): (&str, i64)) -> Result<()> {
    end(app, actor, id, Step::Void, (note, seen)).await
}

/// Gives a draft up.
///
/// # Errors
/// As [`void`], for what has a number.
pub async fn discard(
    app: &App,
    actor: &Actor,
    id: LetterId,
    (note, seen): (&str, i64),
) -> Result<()> {
    end(app, actor, id, Step::Discard, (note, seen)).await
}

async fn end(
    app: &App,
    actor: &Actor,
    id: LetterId,
    step: Step,
    (note, seen): (&str, i64),
) -> Result<()> {
    let taskforce = managed(actor)?;
    let note = remark(note)?;
    let mut tx = app.store.write().await?;
    let row = locked(&mut tx, taskforce, id).await?;
    let state = row.state.take(step)?;
    if row.version != seen {
        return Err(Error::Conflict);
    }
    if !store::letter::update_state(&mut tx, &row, (state, row.file)).await? {
        return Err(Error::Conflict);
    }
    let taken_by = actor.account();
    let number = String::new();
    let taken = StepRow { step, note, number, file: None, taken_by, taken_at: app.now() };
    store::letter::insert_step(&mut tx, taskforce, id, &taken).await?;
    let detail = json!({ "step": step.code() });
    let event = Event::new(Act::LetterManage, "letter", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}
