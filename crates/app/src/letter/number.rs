//! Numbers: how each kind is numbered, given once, mended where the register was mistyped.

use domain::{
    access::{Act, Actor},
    id::{LetterId, TaskForceId},
    letter::{Given, GivenForm, Kind, NumberSource, Numbering, NumberingForm, Rule, Step},
    meeting::remark,
    time::Date,
};
use serde_json::json;
use store::{
    Tx,
    letter::{Fixed, LetterRow, NumberingRow, StepRow},
};

use super::{content, locked, managed, taken};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    meeting,
};

/// How the kinds are numbered today.
#[derive(Debug, Clone)]
pub struct Numbered {
    /// What was set, the latest first.
    pub rows: Vec<NumberingRow>,
    /// What counts today, by kind, with a sample of its number.
    pub today: Vec<(Kind, Numbering, String)>,
    /// Whether somebody confirmed the pattern.
    pub is_confirmed: bool,
    /// The day.
    pub day: Date,
}

impl Numbered {
    /// How often a kind was set, which a form carries as its version.
    pub fn revision(&self, kind: Kind) -> i64 {
        let own = self.rows.iter().filter(|row| row.kind == kind);
        own.map(|row| row.revision).max().unwrap_or(0)
    }
}

/// How the kinds are numbered.
///
/// # Errors
/// `Denied` without `letter.manage`.
pub async fn numberings(app: &App, actor: &Actor) -> Result<Numbered> {
    let taskforce = managed(actor)?;
    let mut tx = app.store.read().await?;
    let day = meeting::today(app, &mut tx, taskforce).await?;
    let rows = store::letter::list_numberings(&mut tx, taskforce).await?;
    let today = Kind::ALL.map(|kind| {
        let numbering = on(app, &rows, kind, day);
        let sample = app.rules.letters.number(&numbering, 1, day);
        (kind, numbering, sample)
    });
    let is_confirmed = app.rules.letters.is_confirmed(day);
    Ok(Numbered { rows, today: today.to_vec(), is_confirmed, day })
}

/// What was set counts from its day on; of two for one day the later one.
fn on(app: &App, rows: &[NumberingRow], kind: Kind, day: Date) -> Numbering {
    let own = rows.iter().filter(|row| row.kind == kind && row.numbering.since <= day);
    let last = own.max_by_key(|row| (row.numbering.since, row.revision));
    last.map_or_else(|| app.rules.letters.usual(kind, day), |row| row.numbering.clone())
}

/// How a kind is numbered on a day.
pub(super) async fn numbering(
    app: &App,
    tx: &mut Tx,
    (taskforce, kind): (TaskForceId, Kind),
    day: Date,
) -> Result<Numbering> {
    let rows = store::letter::list_numberings(tx, taskforce).await?;
    Ok(on(app, &rows, kind, day))
}

/// Sets how a kind is numbered, as seen after `revision` settings.
///
/// # Errors
/// `Denied` without `letter.manage`; `Invalid`; `Conflict` where somebody else set it since.
pub async fn set_numbering(
    app: &App,
    actor: &Actor,
    kind: Kind,
    (form, revision): (&NumberingForm, i64),
) -> Result<()> {
    let taskforce = managed(actor)?;
    let numbering = Numbering::parse(form)?;
    let mut tx = app.store.write().await?;
    let rows = store::letter::list_numberings(&mut tx, taskforce).await?;
    let own = rows.iter().filter(|row| row.kind == kind);
    if own.map(|row| row.revision).max().unwrap_or(0) != revision {
        return Err(Error::Conflict);
    }
    let row = NumberingRow {
        taskforce,
        kind,
        revision: revision + 1,
        numbering,
        created_by: actor.account(),
        created_at: app.now(),
    };
    store::letter::insert_numbering(&mut tx, &row).await.map_err(|error| match error {
        store::StoreError::Taken => Error::Conflict,
        other => other.into(),
    })?;
    let detail = json!({
        "kind": kind.code(), "source": row.numbering.source.code(),
        "since": row.numbering.since.to_string(),
    });
    let event = Event::new(Act::LetterManage, "letter_numbering", kind.code()).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives a draft its number and day, as seen in version `seen`, and fixes what it says: from the
/// register as typed, else the next one of our own counter. Two at once get two consecutive numbers.
///
/// # Errors
/// `Denied` without `letter.manage`; `NotFound`; `Rule` for what has a number already, is written to
/// nobody or signed by nobody, for a number that another letter of the year has, and for a cancelled
/// meeting; `Invalid`, on `dated_on` also `order` where a later day was counted already; `Conflict`.
pub async fn number(
    app: &App,
    actor: &Actor,
    id: LetterId,
    (form, seen): (&GivenForm, i64),
) -> Result<()> {
    let taskforce = managed(actor)?;
    let (letterhead, _, today) = crate::taskforce::around(app, taskforce).await?;
    let mut tx = app.store.write().await?;
    let row = locked(&mut tx, taskforce, id).await?;
    row.state.take(Step::Number)?;
    if row.version != seen {
        return Err(Error::Conflict);
    }
    if let Some(meeting) = row.meeting {
        content::inviting(&mut tx, taskforce, meeting, true).await?;
    }
    let day = form.day(today)?;
    let content = content::content(&mut tx, &row, day).await?;
    if row.draft.place.is_empty() {
        return Err(Rule::NoPlace.into());
    }
    if content.to.is_empty() {
        return Err(Rule::NoAddressee.into());
    }
    let signer = content.signer.clone().ok_or(Rule::NoSignatory)?;
    let numbering = numbering(app, &mut tx, (taskforce, row.draft.kind), day).await?;
    let given = match numbering.source {
        NumberSource::Register => form.from_register(today)?,
        NumberSource::Counter => counted(app, &mut tx, taskforce, &numbering, day).await?,
    };
    free(&mut tx, &row, &given).await?;
    let fixed = Fixed {
        letterhead: content::head_lines(&letterhead),
        event: content.event.clone(),
        signer,
    };
    let search = content.search(&given.number, &row.draft.subject);
    let row = LetterRow { search, ..row };
    if !store::letter::update_given(&mut tx, &row, (&given, &fixed)).await.map_err(taken)? {
        return Err(Error::Conflict);
    }
    store::letter::set_to(&mut tx, taskforce, id, &content.rows()).await?;
    record(app, &mut tx, actor, &row, (Step::Number, String::new(), given.number)).await?;
    tx.commit().await?;
    Ok(())
}

async fn counted(
    app: &App,
    tx: &mut Tx,
    taskforce: TaskForceId,
    numbering: &Numbering,
    day: Date,
) -> Result<Given> {
    let place = (i64::from(day.year()), day);
    let Some(sequence) = store::letter::update_counter(tx, taskforce, place).await? else {
        let mut errors = domain::field::FieldErrors::default();
        errors.push("dated_on", "order");
        return Err(errors.into());
    };
    Ok(Given {
        source: NumberSource::Counter,
        number: app.rules.letters.number(numbering, sequence, day),
        sequence: Some(sequence),
        dated_on: day,
    })
}

/// Refuses a number that another letter of the year has.
async fn free(tx: &mut Tx, row: &LetterRow, given: &Given) -> Result<()> {
    let place = (given.year(), given.number.as_str());
    let found = store::letter::find_number(tx, row.taskforce, place).await?;
    match found.filter(|other| *other != row.id) {
        Some(_) => Err(Rule::NumberTaken.into()),
        None => Ok(()),
    }
}

async fn record(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &LetterRow,
    (step, note, number): (Step, String, String),
) -> Result<()> {
    let detail = json!({ "step": step.code(), "number": number });
    let taken_by = actor.account();
    let stored = StepRow { step, note, number, file: None, taken_by, taken_at: app.now() };
    store::letter::insert_step(tx, row.taskforce, row.id, &stored).await?;
    let event = Event::new(Act::LetterManage, "letter", row.id).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&detail)).await
}

/// Mends a number from the register that was typed wrongly, and its day; what the letter says stays.
///
/// # Errors
/// As [`number`]; `Invalid` on `note` without a reason; `Rule` for a number of our own counter.
pub async fn correct(
    app: &App,
    actor: &Actor,
    id: LetterId,
    (form, note, seen): (&GivenForm, &str, i64),
) -> Result<()> {
    let taskforce = managed(actor)?;
    let note = remark(note)?;
    let mut tx = app.store.write().await?;
    let today = meeting::today(app, &mut tx, taskforce).await?;
    let row = locked(&mut tx, taskforce, id).await?;
    row.state.take(Step::Correct)?;
    if row.version != seen {
        return Err(Error::Conflict);
    }
    let old = row.given.clone().ok_or(Rule::State)?;
    if old.source == NumberSource::Counter {
        return Err(Rule::FromCounter.into());
    }
    let given = form.from_register(today)?;
    free(&mut tx, &row, &given).await?;
    let content = content::content(&mut tx, &row, given.dated_on).await?;
    let search = content.search(&given.number, &row.draft.subject);
    let row = LetterRow { search, ..row };
    if !store::letter::update_number(&mut tx, &row, &given).await.map_err(taken)? {
        return Err(Error::Conflict);
    }
    record(app, &mut tx, actor, &row, (Step::Correct, note, old.number)).await?;
    tx.commit().await?;
    Ok(())
}
