//! Letters: drafted, numbered from the register or by our own counter, signed, kept and found again.

mod book;
mod content;
mod number;
mod paper;
mod read;
pub(crate) mod reader;
mod step;
pub mod view;
mod write;

use domain::{
    access::{Act, Actor, Scope, check},
    id::{LetterId, TaskForceId},
    letter::Rule,
};
use store::{Tx, letter::LetterRow};

pub use number::{Numbered, correct, number, numberings, set_numbering};
pub use paper::{invitation, is_invited, paper, register};
pub use read::{index, of_meeting, show, with_number};
pub use step::{discard, sign, void};
pub use write::{Blank, blank, choices, create, edit, invite};

use crate::{Error, Result};

impl From<Rule> for Error {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule.code())
    }
}

/// What permission asks of a letter.
pub fn scope(taskforce: TaskForceId) -> Scope {
    Scope::taskforce(taskforce)
}

fn own(actor: &Actor) -> Result<TaskForceId> {
    actor.taskforce.ok_or(Error::NotFound)
}

/// The task force whose letters the actor writes.
fn managed(actor: &Actor) -> Result<TaskForceId> {
    let taskforce = own(actor)?;
    check(actor, Act::LetterManage, &scope(taskforce))?;
    Ok(taskforce)
}

/// A letter in a transaction that writes: whoever else writes to it waits, so that what is decided
/// by its state still holds when it is written.
async fn locked(tx: &mut Tx, taskforce: TaskForceId, id: LetterId) -> Result<LetterRow> {
    store::letter::lock(tx, taskforce, id).await?;
    whole(tx, taskforce, id).await
}

/// A letter with those to whom it goes.
async fn whole(tx: &mut Tx, taskforce: TaskForceId, id: LetterId) -> Result<LetterRow> {
    let mut row = store::letter::get(tx, taskforce, id).await?;
    let to = store::letter::list_to(tx, taskforce, id).await?;
    row.draft.to = to.iter().map(store::letter::ToRow::addressee).collect();
    Ok(row)
}

/// A unique index is the safety net behind a rule.
fn taken(error: store::StoreError) -> Error {
    match error {
        store::StoreError::Taken => Rule::NumberTaken.into(),
        other => other.into(),
    }
}
