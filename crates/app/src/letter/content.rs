//! What a letter says: of a draft as the meeting and the address book stand today, of a letter with a
//! number as it stood on its day.

use domain::{
    id::{MeetingId, OfficeId, TaskForceId},
    letter::{Addressee, Event, Rule, Signer, search_key},
    meeting::Stage,
    time::Date,
};
use report::letter::Letterhead;
use store::{
    Tx,
    letter::{LetterRow, ToRow},
    meeting::MeetingRow,
};
use text::Lang;

use super::{book::Book, view::To};
use crate::{Error, Result, meeting};

/// What stands on the paper beyond the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// To whom, as printed.
    pub to: Vec<To>,
    /// The offices behind them, where there are any.
    pub(super) offices: Vec<Option<OfficeId>>,
    /// The meeting, as it is told.
    pub event: Option<Event>,
    /// Who signs; none where no office is named.
    pub signer: Option<Signer>,
}

/// Lines of a letterhead as they are kept.
pub(super) fn head_lines(head: &Letterhead) -> Vec<String> {
    [&head.government, &head.body].into_iter().chain(&head.address).cloned().collect()
}

/// The letterhead of kept lines.
pub(super) fn head_of(lines: &[String]) -> Letterhead {
    let line = |place: usize| lines.get(place).cloned().unwrap_or_default();
    let address = lines.iter().skip(2).cloned().collect();
    Letterhead { government: line(0), body: line(1), address }
}

/// What a letter says on `day`.
pub(super) async fn content(tx: &mut Tx, row: &LetterRow, day: Date) -> Result<Content> {
    if let Some(fixed) = &row.fixed {
        let to = store::letter::list_to(tx, row.taskforce, row.id).await?;
        return Ok(Content {
            offices: to.iter().map(|one| one.office).collect(),
            to: to.into_iter().map(|one| To { line: one.line, name: one.name }).collect(),
            event: fixed.event.clone(),
            signer: Some(fixed.signer.clone()),
        });
    }
    let book = Book::open(tx, row.taskforce).await?;
    let mut content = Content {
        to: Vec::new(),
        offices: Vec::new(),
        event: None,
        signer: row.draft.signatory.and_then(|id| book.get(id)).map(|entry| entry.signer(day)),
    };
    if let Some(id) = row.meeting {
        let meeting = store::meeting::get(tx, row.taskforce, id).await?;
        let items = store::meeting::list_items(tx, row.taskforce, id).await?;
        let shown = items.iter().filter(|item| !item.is_removed);
        content.event = Some(Event::of(&meeting.draft, shown.map(|item| item.title.as_str())));
        guests(tx, &book, (row.taskforce, id), day, &mut content).await?;
    }
    for one in &row.draft.to {
        match one {
            Addressee::Office(id) if !content.offices.contains(&Some(*id)) => {
                if let Some(entry) = book.get(*id) {
                    content.add(Some(*id), entry.to(day));
                }
            }
            Addressee::Office(_) => {}
            Addressee::Line(line) => {
                content.add(None, To { line: line.clone(), name: String::new() });
            }
        }
    }
    Ok(content)
}

impl Content {
    fn add(&mut self, office: Option<OfficeId>, to: To) {
        self.offices.push(office);
        self.to.push(to);
    }

    /// The rows that keep to whom it went.
    pub(super) fn rows(&self) -> Vec<ToRow> {
        let one = |(to, office): (&To, &Option<OfficeId>)| ToRow {
            office: *office,
            line: to.line.clone(),
            name: to.name.clone(),
        };
        self.to.iter().zip(&self.offices).map(one).collect()
    }

    /// What is searched of a letter that says this.
    pub(super) fn search(&self, number: &str, subject: &str) -> String {
        let to = self.to.iter().flat_map(|to| [to.line.as_str(), to.name.as_str()]);
        search_key([number, subject].into_iter().chain(to).filter(|part| !part.is_empty()))
    }
}

/// The heads of the offices that a meeting invites, by the names of their agencies.
async fn guests(
    tx: &mut Tx,
    book: &Book,
    (taskforce, id): (TaskForceId, MeetingId),
    day: Date,
    content: &mut Content,
) -> Result<()> {
    let known = meeting::agencies(tx, taskforce).await?;
    let invited = store::meeting::list_invitations(tx, taskforce, id).await?;
    let mut agencies: Vec<_> =
        invited.iter().filter_map(|invitation| known.get(&invitation.agency)).collect();
    agencies.sort_by(|one, two| one.short_name.cmp(&two.short_name));
    for agency in agencies {
        match book.head(agency.id) {
            Some(entry) => content.add(Some(entry.office.id), entry.to(day)),
            None => {
                let line = Lang::Id.letter_default_head_of(&agency.full_name);
                content.add(None, To { line, name: String::new() });
            }
        }
    }
    Ok(())
}

/// A meeting to which somebody is still to be invited, locked.
pub(super) async fn inviting(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: MeetingId,
    begun: bool,
) -> Result<MeetingRow> {
    store::meeting::lock(tx, taskforce, id).await?;
    let row = store::meeting::get(tx, taskforce, id).await?;
    // A number may come back from the register after the meeting has begun, but none is asked for.
    let open = row.stage.is_preparing() || (begun && row.stage != Stage::Cancelled);
    if open { Ok(row) } else { Err(Rule::MeetingOver.into()) }
}

/// Refuses offices of another address book.
pub(super) fn known(book: &Book, row: &LetterRow) -> Result<()> {
    let offices = row.draft.to.iter().filter_map(|one| match one {
        Addressee::Office(id) => Some(*id),
        Addressee::Line(_) => None,
    });
    let mut all = offices.chain(row.draft.signatory);
    if all.all(|id| book.get(id).is_some()) { Ok(()) } else { Err(Error::from(Rule::Office)) }
}
