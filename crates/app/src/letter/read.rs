//! Reading letters.

use domain::{
    access::{Act, Actor, check},
    id::{LetterId, MeetingId},
    letter::search_key,
    meeting::Stage,
    time::Date,
};
use store::{
    Tx,
    letter::{Filter, LetterRow},
    meeting::MeetingRow,
};

use super::{
    content, number, own,
    reader::{readable, reader},
    scope,
    view::{Index, Line, May, Query, Show},
};
use crate::{App, Error, Result, meeting};

/// Letters of one page.
const PAGE: i64 = 50;
/// Longest search, in characters.
const SEARCH_MAX: usize = 200;

/// What a query asks of the database.
pub(super) fn filter(query: &Query) -> Filter {
    let typed = query.text.as_deref().unwrap_or_default();
    let key = search_key([typed]).chars().take(SEARCH_MAX).collect::<String>();
    Filter {
        kind: query.kind,
        year: query.year,
        state: query.state,
        text: Some(key).filter(|key| !key.is_empty()),
        id: None,
    }
}

/// A page of the letters that the actor may see, the newest first.
///
/// # Errors
/// `Denied` without `letter.view`.
pub async fn index(app: &App, actor: &Actor, query: &Query) -> Result<Index> {
    let (taskforce, reader) = reader(actor)?;
    let place = (taskforce, &reader);
    let filter = filter(query);
    let mut tx = app.store.read().await?;
    let counts = store::letter::count_states(&mut tx, place, &filter).await?;
    let years = store::letter::list_years(&mut tx, place).await?;
    let mut rows = store::letter::list(&mut tx, place, &filter, query.before, PAGE + 1).await?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    if more {
        rows.pop();
    }
    let next = rows.last().filter(|_| more).map(|row| (row.created_at, row.id));
    let mut first = match (rows.last(), rows.first()) {
        (Some(oldest), Some(newest)) => {
            let span = (oldest.created_at, newest.created_at);
            store::letter::list_first_to(&mut tx, taskforce, span).await?
        }
        _ => std::collections::HashMap::new(),
    };
    let line = |row: LetterRow| {
        let (first, count) = first.remove(&row.id).unwrap_or_default();
        Line { row, first, count }
    };
    let lines = rows.into_iter().map(line).collect();
    let counts = counts.into_iter().collect();
    Ok(Index { lines, counts, years, next, may_manage: reader.all })
}

/// A letter with all that it says.
///
/// # Errors
/// `Denied` without `letter.view`; `NotFound` for one that the actor may not see.
pub async fn show(app: &App, actor: &Actor, id: LetterId) -> Result<Show> {
    // Before anything else is read for it.
    let (taskforce, _) = reader(actor)?;
    let (letterhead, _, today) = crate::taskforce::around(app, taskforce).await?;
    let mut tx = app.store.read().await?;
    let seen = readable(&mut tx, actor, id).await?;
    let row = super::whole(&mut tx, taskforce, id).await?;
    let content = content::content(&mut tx, &row, today).await?;
    let fixed = seen.fixed.as_ref();
    let letterhead = fixed.map_or(letterhead, |fixed| content::head_of(&fixed.letterhead));
    let steps = store::letter::list_steps(&mut tx, taskforce, id).await?;
    let people = steps.iter().filter_map(|step| step.taken_by).chain(row.created_by).collect();
    let people = meeting::people(&mut tx, people).await?;
    let invites = match row.meeting {
        // Whoever may not see the meeting reads of it what the letter says.
        Some(id) => meeting::seen(&mut tx, actor, id).await.ok(),
        None => None,
    };
    let kind = (taskforce, row.draft.kind);
    let numbering = number::numbering(app, &mut tx, kind, today).await?;
    let zone = store::taskforce::get(&mut tx, taskforce).await?.zone;
    let may = May {
        manage: check(actor, Act::LetterManage, &scope(taskforce)).is_ok(),
        print: check(actor, Act::LetterPrint, &scope(taskforce)).is_ok(),
    };
    Ok(Show {
        is_outdated: is_outdated(&row, invites.as_ref()),
        row,
        content,
        letterhead,
        numbering,
        meeting: invites,
        steps,
        people,
        may,
        zone,
        today,
    })
}

/// Whether the meeting has moved, or is cancelled, since the letter got its number.
fn is_outdated(row: &LetterRow, meeting: Option<&MeetingRow>) -> bool {
    let told = row.fixed.as_ref().and_then(|fixed| fixed.event.as_ref());
    let (Some(told), Some(meeting)) = (told, meeting) else { return false };
    let moved = !told.still_holds(&meeting.draft) || meeting.stage == Stage::Cancelled;
    row.state.is_sent() && moved
}

/// The meeting, and the live letter that invites to it where the actor may see that.
///
/// # Errors
/// `Denied` without `letter.view`; `NotFound` for a meeting that the actor may not see.
pub async fn of_meeting(
    app: &App,
    actor: &Actor,
    id: MeetingId,
) -> Result<(MeetingRow, Option<LetterId>)> {
    let (taskforce, _) = reader(actor)?;
    let mut tx = app.store.read().await?;
    let row = meeting::seen(&mut tx, actor, id).await?;
    let letter = match store::letter::find_invitation(&mut tx, taskforce, id).await? {
        Some(letter) => seen(&mut tx, actor, letter).await?,
        None => None,
    };
    Ok((row, letter))
}

async fn seen(tx: &mut Tx, actor: &Actor, id: LetterId) -> Result<Option<LetterId>> {
    match readable(tx, actor, id).await {
        Ok(row) => Ok(Some(row.id)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The letter that has a number in the year of a day, to lead to it; none where the actor may not see
/// it.
///
/// # Errors
/// `Denied` without `letter.view`.
pub async fn with_number(
    app: &App,
    actor: &Actor,
    (number, day): (&str, Date),
) -> Result<Option<LetterId>> {
    let taskforce = own(actor)?;
    check(actor, Act::LetterView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let place = (i64::from(day.year()), number);
    match store::letter::find_number(&mut tx, taskforce, place).await? {
        Some(id) => seen(&mut tx, actor, id).await,
        None => Ok(None),
    }
}
