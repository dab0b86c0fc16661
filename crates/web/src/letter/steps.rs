//! The steps of a letter: its number, its signed paper, and the ways back.

use app::{Error, letter};
use axum::{extract::Path, response::Response};
use domain::{
    id::LetterId,
    letter::{GivenForm, Rule, Step},
    time::parse_date,
};

use super::{
    address::href,
    show::{self, Typed},
};
use crate::{
    Ctx, Fault, Posted, Upload,
    forms::{Refusal, again, id_in, saved},
};

fn given(posted: &Posted) -> GivenForm {
    GivenForm {
        number: posted.get("number").to_owned(),
        dated_on: posted.get("dated_on").to_owned(),
    }
}

/// The page again, with what was typed and why it was refused.
async fn refused(
    ctx: &Ctx,
    id: LetterId,
    mut typed: Typed,
    error: Error,
) -> Result<Response, Fault> {
    let refusal = match error {
        Error::Conflict => {
            typed.is_stale = true;
            Refusal::none()
        }
        error => Refusal::of(error)?,
    };
    if refusal.rule == Some(Rule::NumberTaken.code())
        && let Some(day) = parse_date(&typed.given.dated_on)
    {
        let place = (typed.given.number.as_str(), day);
        typed.other = letter::with_number(ctx.app(), ctx.actor()?, place).await?;
    }
    let shown = letter::show(ctx.app(), ctx.actor()?, id).await?;
    Ok(again(show::page(ctx, &shown, &typed, &refusal)))
}

/// Gives the number.
pub async fn number(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: LetterId = id_in(&id)?;
    let typed = Typed { step: Some(Step::Number), given: given(&posted), ..Typed::default() };
    let place = (&typed.given, posted.version());
    match letter::number(ctx.app(), ctx.actor()?, id, place).await {
        Ok(()) => Ok(saved(&href(id))),
        Err(error) => refused(&ctx, id, typed, error).await,
    }
}

/// Mends a number from the register.
pub async fn correct(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: LetterId = id_in(&id)?;
    let note = posted.get("note").to_owned();
    let given = given(&posted);
    let typed = Typed { step: Some(Step::Correct), given, note, ..Typed::default() };
    let place = (&typed.given, typed.note.as_str(), posted.version());
    match letter::correct(ctx.app(), ctx.actor()?, id, place).await {
        Ok(()) => Ok(saved(&href(id))),
        Err(error) => refused(&ctx, id, typed, error).await,
    }
}

/// Lays the signed paper beside it.
pub async fn sign(ctx: Ctx, Path(id): Path<String>, mut sent: Upload) -> Result<Response, Fault> {
    let id: LetterId = id_in(&id)?;
    let note = sent.fields.get("note").to_owned();
    let typed = Typed { step: Some(Step::Sign), note, ..Typed::default() };
    let version = sent.fields.version();
    let place = sent.files.iter().position(|file| file.field == "file");
    let file = place.map(|place| sent.files.swap_remove(place));
    // No file is a file without a byte.
    let (name, bytes) = file.map(|file| (file.name, file.bytes)).unwrap_or_default();
    let about = (typed.note.as_str(), version);
    match letter::sign(ctx.app(), ctx.actor()?, id, (name, bytes), about).await {
        Ok(()) => Ok(saved(&href(id))),
        Err(error) => refused(&ctx, id, typed, error).await,
    }
}

/// Takes it back, or gives it up.
pub async fn end(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: LetterId = id_in(&id)?;
    let Some(step) = Step::from_code(posted.get("step")) else { return Err(Fault::not_found()) };
    let note = posted.get("note").to_owned();
    let typed = Typed { step: Some(step), note, ..Typed::default() };
    let about = (typed.note.as_str(), posted.version());
    let (app, actor) = (ctx.app(), ctx.actor()?);
    let ended = match step {
        Step::Void => letter::void(app, actor, id, about).await,
        Step::Discard => letter::discard(app, actor, id, about).await,
        Step::Number | Step::Sign | Step::Correct => return Err(Fault::not_found()),
    };
    match ended {
        Ok(()) => Ok(saved(&href(id))),
        Err(error) => refused(&ctx, id, typed, error).await,
    }
}
