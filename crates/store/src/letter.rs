//! Letters: what they say, to whom, their numbers and their steps.

mod archive;
mod number;
mod step;

pub use archive::{
    Cursor, Filter, Reader, count_states, list, list_all_to, list_first_to, list_reasons,
    list_register, list_years,
};
pub use number::{NumberingRow, insert_numbering, list_numberings, update_counter};
pub use step::{StepRow, find_of_file, insert_step, list_steps};

use domain::{
    id::{AccountId, FileId, LetterId, MeetingId, OfficeId, TaskForceId},
    letter::{
        Addressee, Draft, Event, Given, Kind, Nature, NumberSource, Signer, State, number_key,
    },
    meeting::Clock,
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A stored letter. Its addressees come with [`list_to`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: LetterId,
    /// The meeting that it invites to.
    pub meeting: Option<MeetingId>,
    /// What it says; `to` is empty.
    pub draft: Draft,
    /// Where it stands.
    pub state: State,
    /// The year in whose register it stands.
    pub year: i64,
    /// Its number and day.
    pub given: Option<Given>,
    /// What was fixed when it got its number.
    pub fixed: Option<Fixed>,
    /// The signed paper.
    pub file: Option<FileId>,
    /// What is searched.
    pub search: String,
    /// Whether it is invented.
    pub is_example: bool,
    /// Counts edits and steps.
    pub version: i64,
    /// Who made it; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

/// What a letter says beyond its draft, as it stood on its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// Lines of the letterhead: government, body, then the address.
    pub letterhead: Vec<String>,
    /// The meeting, as it is told.
    pub event: Option<Event>,
    /// Who signs.
    pub signer: Signer,
}

/// Somebody to whom a letter goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToRow {
    /// The office, where it is one.
    pub office: Option<OfficeId>,
    /// The line as typed, or as it was printed.
    pub line: String,
    /// Who held the office on the day; may be empty.
    pub name: String,
}

impl ToRow {
    /// An addressee of a draft.
    pub fn of(addressee: &Addressee) -> Self {
        match addressee {
            Addressee::Office(id) => {
                Self { office: Some(*id), line: String::new(), name: String::new() }
            }
            Addressee::Line(line) => Self { office: None, line: line.clone(), name: String::new() },
        }
    }

    /// The addressee of a draft.
    pub fn addressee(&self) -> Addressee {
        self.office.map_or_else(|| Addressee::Line(self.line.clone()), Addressee::Office)
    }
}

fn lines(text: &str) -> Vec<String> {
    text.split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn clock(minutes: i64) -> Result<Clock> {
    Clock::from_minutes(minutes).ok_or_else(|| StoreError::Shape(minutes.to_string()))
}

fn letter(row: &Row) -> Result<LetterRow> {
    let (kind, nature, state): (String, String, String) = (row.get(2)?, row.get(4)?, row.get(14)?);
    Ok(LetterRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        meeting: row.get(3)?,
        draft: Draft {
            kind: Kind::from_code(&kind).ok_or(StoreError::Shape(kind))?,
            nature: Nature::from_code(&nature).ok_or(StoreError::Shape(nature))?,
            place: row.get(5)?,
            attachment: row.get(6)?,
            subject: row.get(7)?,
            to: Vec::new(),
            basis: row.get(8)?,
            body: row.get(9)?,
            closing: row.get(10)?,
            cc: lines(&row.get::<String>(11)?),
            signatory: row.get(12)?,
            on_behalf: row.get(13)?,
        },
        state: State::from_code(&state).ok_or(StoreError::Shape(state))?,
        year: row.get(15)?,
        given: given(row)?,
        fixed: fixed(row)?,
        file: row.get(31)?,
        search: row.get(32)?,
        is_example: row.get(33)?,
        version: row.get(34)?,
        created_by: row.get(35)?,
        created_at: row.get(36)?,
    })
}

fn given(row: &Row) -> Result<Option<Given>> {
    let source: Option<String> = row.get(16)?;
    let (number, dated_on): (Option<String>, Option<Date>) = (row.get(17)?, row.get(19)?);
    let (Some(source), Some(number), Some(dated_on)) = (source, number, dated_on) else {
        return Ok(None);
    };
    let source = NumberSource::from_code(&source).ok_or(StoreError::Shape(source))?;
    Ok(Some(Given { source, number, sequence: row.get(18)?, dated_on }))
}

fn fixed(row: &Row) -> Result<Option<Fixed>> {
    let (head, title): (Option<String>, Option<String>) = (row.get(20)?, row.get(27)?);
    let (Some(head), Some(title)) = (head, title) else { return Ok(None) };
    let (held_on, starts): (Option<Date>, Option<i64>) = (row.get(21)?, row.get(22)?);
    let event = match held_on.zip(starts) {
        Some((held_on, starts)) => Some(Event {
            held_on,
            starts: clock(starts)?,
            ends: row.get::<Option<i64>>(23)?.map(clock).transpose()?,
            place: row.get::<Option<String>>(24)?.unwrap_or_default(),
            note: row.get::<Option<String>>(25)?.unwrap_or_default(),
            agenda: lines(&row.get::<Option<String>>(26)?.unwrap_or_default()),
        }),
        None => None,
    };
    let signer = Signer { title, name: row.get(28)?, rank: row.get(29)?, nip: row.get(30)? };
    Ok(Some(Fixed { letterhead: lines(&head), event, signer }))
}

/// A letter of a task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get(tx: &mut Tx, taskforce: TaskForceId, id: LetterId) -> Result<LetterRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, kind, meeting_id, nature, place, attachment, subject, basis, body,
                closing, cc, signatory_id, on_behalf, state, year, source, number, sequence,
                dated_on, letterhead, held_on, starts, ends, event_place, event_note, agenda,
                signer_title, signer_name, signer_rank, signer_nip, file_id, search, is_example,
                version, created_by, created_at
         FROM letter WHERE taskforce_id = $1 AND id = $2"
    );
    letter(&tx.one(sql, args![taskforce, id]).await?)
}

/// The live invitation of a meeting.
pub async fn find_invitation(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Option<LetterId>> {
    let sql = sql!(
        "SELECT id FROM letter
         WHERE taskforce_id = $1 AND meeting_id = $2 AND state IN ('draft', 'numbered', 'signed')"
    );
    tx.opt(sql, args![taskforce, meeting]).await?.map(|row| row.get(0)).transpose()
}

/// Whoever has this number in this year.
pub async fn find_number(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (year, number): (i64, &str),
) -> Result<Option<LetterId>> {
    let sql =
        sql!("SELECT id FROM letter WHERE taskforce_id = $1 AND year = $2 AND number_key = $3");
    let row = tx.opt(sql, args![taskforce, year, number_key(number)]).await?;
    row.map(|row| row.get(0)).transpose()
}

/// Puts the writers of one letter in a row.
pub async fn lock(tx: &mut Tx, taskforce: TaskForceId, id: LetterId) -> Result<()> {
    let sql = sql!("UPDATE letter SET version = version WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// Adds a draft.
///
/// # Errors
/// `Taken` where its meeting has a live invitation.
pub async fn insert(tx: &mut Tx, row: &LetterRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO letter (taskforce_id, id, kind, meeting_id, nature, place, attachment, subject,
             basis, body, closing, cc, signatory_id, on_behalf, state, year, search, is_example,
             version, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19, $20, $21)"
    );
    let one = &row.draft;
    let values = args![
        row.taskforce,
        row.id,
        one.kind.code(),
        row.meeting,
        one.nature.code(),
        one.place,
        one.attachment,
        one.subject,
        one.basis,
        one.body,
        one.closing,
        one.cc.join("\n"),
        one.signatory,
        one.on_behalf,
        row.state.code(),
        row.year,
        row.search,
        row.is_example,
        row.version,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Keeps what a draft says; false where it has another version by now.
pub async fn update(tx: &mut Tx, row: &LetterRow) -> Result<bool> {
    let sql = sql!(
        "UPDATE letter SET kind = $4, nature = $5, place = $6, attachment = $7, subject = $8,
             basis = $9, body = $10, closing = $11, cc = $12, signatory_id = $13, on_behalf = $14,
             search = $15, version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3 AND state = 'draft'"
    );
    let one = &row.draft;
    let values = args![
        row.taskforce,
        row.id,
        row.version,
        one.kind.code(),
        one.nature.code(),
        one.place,
        one.attachment,
        one.subject,
        one.basis,
        one.body,
        one.closing,
        one.cc.join("\n"),
        one.signatory,
        one.on_behalf,
        row.search,
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// Gives a draft its number and fixes what it says; false where it has another version by now.
///
/// # Errors
/// `Taken` where another letter of the year has the number.
pub async fn update_given(
    tx: &mut Tx,
    row: &LetterRow,
    (given, fixed): (&Given, &Fixed),
) -> Result<bool> {
    let sql = sql!(
        "UPDATE letter SET state = 'numbered', year = $4, source = $5, number = $6, number_key = $7,
             sequence = $8, dated_on = $9, letterhead = $10, held_on = $11, starts = $12,
             ends = $13, event_place = $14, event_note = $15, agenda = $16, signer_title = $17,
             signer_name = $18, signer_rank = $19, signer_nip = $20, search = $21,
             version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3 AND state = 'draft'"
    );
    let event = fixed.event.as_ref();
    let values = args![
        row.taskforce,
        row.id,
        row.version,
        given.year(),
        given.source.code(),
        given.number,
        number_key(&given.number),
        given.sequence,
        given.dated_on,
        fixed.letterhead.join("\n"),
        event.map(|event| event.held_on),
        event.map(|event| event.starts.minutes()),
        event.and_then(|event| event.ends.map(Clock::minutes)),
        event.map(|event| event.place.clone()),
        event.map(|event| event.note.clone()),
        event.map(|event| event.agenda.join("\n")),
        fixed.signer.title,
        fixed.signer.name,
        fixed.signer.rank,
        fixed.signer.nip,
        row.search,
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// Mends number and day of a letter; false where it has another version by now.
///
/// # Errors
/// `Taken` where another letter of the year has the number.
pub async fn update_number(tx: &mut Tx, row: &LetterRow, given: &Given) -> Result<bool> {
    let sql = sql!(
        "UPDATE letter SET year = $4, number = $5, number_key = $6, dated_on = $7, search = $8,
             version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.version,
        given.year(),
        given.number,
        number_key(&given.number),
        given.dated_on,
        row.search,
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// Moves a letter to a state, with the signed paper where there is one; false where it has another
/// version by now.
pub async fn update_state(
    tx: &mut Tx,
    row: &LetterRow,
    (state, file): (State, Option<FileId>),
) -> Result<bool> {
    let sql = sql!(
        "UPDATE letter SET state = $4, file_id = $5, version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3"
    );
    let values = args![row.taskforce, row.id, row.version, state.code(), file];
    Ok(tx.run(sql, values).await? == 1)
}

/// To whom a letter goes, in order.
pub async fn list_to(tx: &mut Tx, taskforce: TaskForceId, id: LetterId) -> Result<Vec<ToRow>> {
    let sql = sql!(
        "SELECT office_id, line, name FROM letter_to
         WHERE taskforce_id = $1 AND letter_id = $2 ORDER BY position"
    );
    let rows = tx.all(sql, args![taskforce, id]).await?;
    rows.iter()
        .map(|row| Ok(ToRow { office: row.get(0)?, line: row.get(1)?, name: row.get(2)? }))
        .collect()
}

/// Sets to whom a letter goes.
pub async fn set_to(tx: &mut Tx, taskforce: TaskForceId, id: LetterId, to: &[ToRow]) -> Result<()> {
    let sql = sql!("DELETE FROM letter_to WHERE taskforce_id = $1 AND letter_id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    let sql = sql!(
        "INSERT INTO letter_to (taskforce_id, letter_id, position, office_id, line, name)
         VALUES ($1, $2, $3, $4, $5, $6)"
    );
    for (position, one) in (0_i64..).zip(to) {
        tx.run(sql, args![taskforce, id, position, one.office, one.line, one.name]).await?;
    }
    Ok(())
}
