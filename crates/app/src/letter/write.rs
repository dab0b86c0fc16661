//! Drafts: made new or from a meeting, and changed until they have a number.

use domain::{
    access::{Act, Actor},
    id::{LetterId, MeetingId, OfficeId, TaskForceId},
    letter::{Draft, Form, Kind, Nature, Rule, State},
    taskforce::Layer,
    time::Date,
};
use serde_json::json;
use store::{
    Tx,
    letter::{LetterRow, ToRow},
};
use text::Lang;

use super::{book::Book, content, locked, managed, view::Choice};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    meeting, taskforce,
};

/// What a new letter begins with, and which offices it can be written to.
#[derive(Debug, Clone)]
pub struct Blank {
    /// The form, as far as it can be filled in.
    pub form: Form,
    /// Every office of the address book with who holds it today.
    pub offices: Vec<Choice>,
}

/// A blank form.
///
/// # Errors
/// `Denied` without `letter.manage`.
pub async fn blank(app: &App, actor: &Actor) -> Result<Blank> {
    managed(actor)?;
    let form = Form {
        nature: Nature::Ordinary.code().to_owned(),
        closing: Lang::Id.letter_default_closing().to_owned(),
        ..usual(app, actor).await?
    };
    Ok(Blank { form, offices: choices(app, actor).await? })
}

/// The offices that a letter can be written to or signed by.
///
/// # Errors
/// `Denied` without `letter.manage`.
pub async fn choices(app: &App, actor: &Actor) -> Result<Vec<Choice>> {
    let taskforce = managed(actor)?;
    let mut tx = app.store.read().await?;
    let today = meeting::today(app, &mut tx, taskforce).await?;
    let known = meeting::agencies(&mut tx, taskforce).await?;
    let book = Book::open(&mut tx, taskforce).await?;
    let open = |agency| known.get(&agency).is_some_and(|one| one.exists_on(today));
    let shown = book.all().filter(|entry| open(entry.office.agency));
    Ok(shown
        .map(|entry| Choice {
            id: entry.office.id,
            title: entry.office.title.clone(),
            agency: entry.agency.clone(),
            name: entry.to(today).name,
        })
        .collect())
}

/// Place and signatory, as letters of the task force usually have them: its secretary signs.
async fn usual(app: &App, actor: &Actor) -> Result<Form> {
    let mut tx = app.store.read().await?;
    let today = meeting::today(app, &mut tx, managed(actor)?).await?;
    drop(tx);
    let show = taskforce::show(app, actor, today).await?;
    let seat = show.term.as_ref().and_then(|term| term.first(Layer::Secretary));
    let office = seat.and_then(|seat| seat.office.as_ref()).map(|office| office.office.id);
    Ok(Form {
        place: show.taskforce.place.clone().unwrap_or_default(),
        signatory: office.map(|id| id.to_string()).unwrap_or_default(),
        ..Form::default()
    })
}

/// Makes a draft. `key` is that of the form, so a form that is sent twice makes one letter.
///
/// # Errors
/// `Denied` without `letter.manage`; `Invalid`; `Rule` for an office of another address book;
/// `Conflict` for another letter under a used key.
pub async fn create(
    app: &App,
    actor: &Actor,
    form: &Form,
    key: Option<LetterId>,
) -> Result<LetterId> {
    let taskforce = managed(actor)?;
    let draft = Draft::parse(form, false)?;
    let mut tx = app.store.write().await?;
    let id = key.unwrap_or_else(|| LetterId(app.ids.next()));
    match super::whole(&mut tx, taskforce, id).await {
        Ok(old) if old.draft == draft => return Ok(id),
        Ok(_) => return Err(Error::Conflict),
        Err(Error::NotFound) => {}
        Err(other) => return Err(other),
    }
    insert(app, &mut tx, actor, new(app, taskforce, id, draft)).await?;
    tx.commit().await?;
    Ok(id)
}

fn new(app: &App, taskforce: TaskForceId, id: LetterId, draft: Draft) -> LetterRow {
    LetterRow {
        taskforce,
        id,
        meeting: None,
        draft,
        state: State::Draft,
        year: 0,
        given: None,
        fixed: None,
        file: None,
        search: String::new(),
        is_example: false,
        version: 1,
        created_by: None,
        created_at: app.now(),
    }
}

async fn insert(app: &App, tx: &mut Tx, actor: &Actor, row: LetterRow) -> Result<()> {
    let own = store::taskforce::get(tx, row.taskforce).await?;
    let today = app.today(own.zone);
    content::known(&Book::open(tx, row.taskforce).await?, &row)?;
    let mut row = LetterRow {
        year: i64::from(today.year()),
        is_example: own.is_demo,
        created_by: actor.account(),
        ..row
    };
    row.search = search(tx, &row, today).await?;
    store::letter::insert(tx, &row).await?;
    store::letter::set_to(tx, row.taskforce, row.id, &to_rows(&row.draft)).await?;
    let detail = json!({ "kind": row.draft.kind.code(), "state": row.state.code() });
    let event = Event::new(Act::LetterManage, "letter", row.id).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&detail)).await
}

fn to_rows(draft: &Draft) -> Vec<ToRow> {
    draft.to.iter().map(ToRow::of).collect()
}

async fn search(tx: &mut Tx, row: &LetterRow, today: Date) -> Result<String> {
    Ok(content::content(tx, row, today).await?.search("", &row.draft.subject))
}

/// Makes the draft of the letter that invites to a meeting, or finds the one that it has: a meeting
/// has one live invitation.
///
/// # Errors
/// `Denied` without `letter.manage`; `NotFound` for a meeting that the actor may not see; `Rule` once
/// the meeting has begun.
pub async fn invite(app: &App, actor: &Actor, id: MeetingId) -> Result<LetterId> {
    let taskforce = managed(actor)?;
    let usual = usual(app, actor).await?;
    let mut tx = app.store.write().await?;
    meeting::seen(&mut tx, actor, id).await?;
    store::meeting::lock(&mut tx, taskforce, id).await?;
    if let Some(old) = store::letter::find_invitation(&mut tx, taskforce, id).await? {
        return Ok(old);
    }
    let row = content::inviting(&mut tx, taskforce, id, false).await?;
    let draft = Draft {
        kind: Kind::Invitation,
        nature: Nature::Important,
        place: usual.place,
        attachment: String::new(),
        subject: Lang::Id.letter_default_subject_invitation(&row.draft.title),
        to: Vec::new(),
        basis: row.draft.basis.clone(),
        body: Lang::Id.letter_default_body_invitation().to_owned(),
        closing: Lang::Id.letter_default_closing_invitation().to_owned(),
        cc: Vec::new(),
        signatory: usual.signatory.parse::<OfficeId>().ok(),
        on_behalf: String::new(),
    };
    let letter = LetterId(app.ids.next());
    let made = LetterRow { meeting: Some(id), ..new(app, taskforce, letter, draft) };
    insert(app, &mut tx, actor, made).await?;
    tx.commit().await?;
    Ok(letter)
}

/// Changes a draft.
///
/// # Errors
/// As [`create`]; `NotFound`; `Rule` once it has a number or was given up; `Conflict` where somebody
/// else changed it since version `seen`.
pub async fn edit(app: &App, actor: &Actor, id: LetterId, form: &Form, seen: i64) -> Result<()> {
    let taskforce = managed(actor)?;
    let mut tx = app.store.write().await?;
    let row = locked(&mut tx, taskforce, id).await?;
    let draft = Draft::parse(form, row.meeting.is_some())?;
    if !row.state.is_draft() {
        return Err(Rule::Frozen.into());
    }
    if row.version != seen {
        return Err(Error::Conflict);
    }
    let today = meeting::today(app, &mut tx, taskforce).await?;
    let mut changed = LetterRow { draft, ..row };
    content::known(&Book::open(&mut tx, taskforce).await?, &changed)?;
    changed.search = search(&mut tx, &changed, today).await?;
    if !store::letter::update(&mut tx, &changed).await? {
        return Err(Error::Conflict);
    }
    store::letter::set_to(&mut tx, taskforce, id, &to_rows(&changed.draft)).await?;
    let event = Event::new(Act::LetterManage, "letter", id).taskforce(taskforce);
    let detail = json!({ "state": changed.state.code() });
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}
