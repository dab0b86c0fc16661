//! Actions: what offices do by a day, from the decision that gave them out to verified done.

mod dispose;
mod read;
mod take;
mod tell;
pub mod view;

use domain::{
    access::{Act, Actor, Scope, check},
    action::Rule,
    id::{ActionId, MeetingId, TaskForceId},
};
use store::{Tx, action::ActionRow};

pub use dispose::dispose;
pub use read::{due, index, offices, show};
pub use take::{Proof, take};

use crate::{Error, Result, meeting};

impl From<Rule> for Error {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule.code())
    }
}

/// What permission asks of an action.
pub fn scope(taskforce: TaskForceId) -> Scope {
    Scope::taskforce(taskforce)
}

fn own(actor: &Actor) -> Result<TaskForceId> {
    actor.taskforce.ok_or(Error::NotFound)
}

fn manages(actor: &Actor, taskforce: TaskForceId) -> bool {
    check(actor, Act::ActionManage, &scope(taskforce)).is_ok()
}

/// Whether an action comes from a case conference, and so is not named to others.
pub(crate) async fn is_closed(tx: &mut Tx, row: &ActionRow) -> Result<bool> {
    Ok(match row.meeting {
        Some(id) => store::meeting::get(tx, row.taskforce, id).await?.draft.kind.is_closed(),
        None => false,
    })
}

/// Whether the minutes that gave an action out lie before others than the secretariat.
pub(crate) async fn is_shared(tx: &mut Tx, row: &ActionRow) -> Result<bool> {
    Ok(match row.meeting {
        Some(id) => store::meeting::get(tx, row.taskforce, id).await?.stage.is_shared(),
        None => true,
    })
}

/// An action that the actor may see: once its minutes go round, and that of a case conference only
/// where it is the business of their office, or where they sat there.
///
/// # Errors
/// `NotFound` for every other one.
async fn seen(tx: &mut Tx, actor: &Actor, id: ActionId) -> Result<ActionRow> {
    let taskforce = own(actor)?;
    check(actor, Act::ActionView, &scope(taskforce))?;
    let row = store::action::get(tx, taskforce, id).await?;
    if manages(actor, taskforce) {
        return Ok(row);
    }
    if !is_shared(tx, &row).await? {
        return Err(Error::NotFound);
    }
    if meeting::part(actor, Act::ActionReport) == Some(row.draft.agency) {
        return Ok(row);
    }
    if let Some(from) = row.meeting {
        meeting_seen(tx, actor, from).await?;
    }
    Ok(row)
}

async fn meeting_seen(tx: &mut Tx, actor: &Actor, id: MeetingId) -> Result<()> {
    meeting::seen(tx, actor, id).await.map(|_| ()).map_err(|_| Error::NotFound)
}
