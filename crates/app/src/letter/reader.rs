//! Who may read which letter: the one question that list, count, search, paper and file ask.

use domain::{
    access::{Act, Actor, Scope, check},
    id::{LetterId, TaskForceId},
};
use store::{
    Tx,
    letter::{Filter, LetterRow, Reader},
};

use crate::{Error, Result, meeting};

/// What the actor may read.
///
/// # Errors
/// `Denied` without `letter.view`.
pub(crate) fn reader(actor: &Actor) -> Result<(TaskForceId, Reader)> {
    let taskforce = actor.taskforce.ok_or(Error::NotFound)?;
    let scope = Scope::taskforce(taskforce);
    check(actor, Act::LetterView, &scope)?;
    let reader = Reader {
        all: check(actor, Act::LetterManage, &scope).is_ok(),
        addressed: meeting::part(actor, Act::LetterView),
        invited: meeting::part(actor, Act::MeetingTakePart),
    };
    Ok((taskforce, reader))
}

/// A letter that the actor may read; its addressees are not in it.
///
/// # Errors
/// `NotFound` for every other one, whatever the reason.
pub(crate) async fn readable(tx: &mut Tx, actor: &Actor, id: LetterId) -> Result<LetterRow> {
    let (taskforce, reader) = reader(actor)?;
    let filter = Filter { id: Some(id), ..Filter::default() };
    let found = store::letter::list(tx, (taskforce, &reader), &filter, None, 1).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}
