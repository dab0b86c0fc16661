//! Dispositions: the leadership asks for something outside a meeting, and it becomes an action.

use domain::{
    access::{Act, Actor, check},
    action::{Disposition, DispositionForm, Rule, State},
    file::FileClass,
    id::ActionId,
    notice::{About, Topic},
};
use serde_json::json;
use store::{
    StoreError,
    action::{ActionRow, DispositionRow},
};

use super::{own, scope};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    file, meeting,
    notice::{To, Told, tell},
};

/// Gives something to an office to do; the leadership by itself, or the secretariat from a sheet
/// that was written by hand and photographed. `id` is that of the form, so a form that is sent
/// twice gives it once.
///
/// # Errors
/// `Denied` without `action.dispose`; `Invalid`; `NotFound` for an office that the task force does
/// not know; `Rule` for one that is closed and for a row of no plan; `Conflict` for another one
/// under a used id.
pub async fn dispose(
    app: &App,
    actor: &Actor,
    id: ActionId,
    form: &DispositionForm,
    sheet: Option<(String, Vec<u8>)>,
) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, Act::ActionDispose, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let place = store::taskforce::get(&mut tx, taskforce).await?;
    let today = app.today(place.zone);
    drop(tx);
    let (disposition, draft) = Disposition::parse(form, today)?;
    let sheet = match sheet {
        Some((name, bytes)) => Some(file::clean(app, "sheet", name, bytes).await?),
        None => None,
    };
    let mut tx = app.store.write().await?;
    match store::action::get(&mut tx, taskforce, id).await {
        Ok(old) if old.draft == draft => return Ok(()),
        Ok(_) => return Err(Error::Conflict),
        Err(StoreError::Missing) => {}
        Err(other) => return Err(other.into()),
    }
    meeting::usable(&mut tx, taskforce, draft.agency, today).await?;
    if let Some(indicator) = draft.indicator {
        let row = store::plan::get_indicator(&mut tx, taskforce, indicator).await;
        row.map_err(|_| Error::Rule(Rule::Row.code()))?;
    }
    let row = ActionRow {
        taskforce,
        id,
        meeting: None,
        decision: None,
        draft,
        state: State::Open,
        version: 1,
        is_example: place.is_demo,
        created_by: actor.account(),
        created_at: app.now(),
    };
    store::action::insert(&mut tx, &row).await?;
    let file = match &sheet {
        Some(clean) => {
            Some(file::put(app, &mut tx, actor, taskforce, FileClass::Internal, clean).await?)
        }
        None => None,
    };
    let stored =
        DispositionRow { disposition, file, entered_by: actor.account(), entered_at: app.now() };
    store::action::insert_disposition(&mut tx, (taskforce, id), &stored).await?;
    let told = Told {
        topic: Topic::ActionGiven,
        about: About::Action(id),
        name: &row.draft.what,
        day: Some(row.draft.due_on),
        mark: row.draft.agency.to_string(),
    };
    let to = [To::Agency(row.draft.agency)];
    tell(app, &mut tx, (taskforce, actor.account()), &told, &to).await?;
    let detail = json!({
        "agency": row.draft.agency.to_string(), "due_on": row.draft.due_on.to_string(),
        "sheet": file.is_some(),
    });
    let event = Event::new(Act::ActionDispose, "action", id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}
