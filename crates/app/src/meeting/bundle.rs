//! The folder of a meeting for the accounts, as one ZIP: what is there, what is missing, and an
//! index that says both. It is packed while it is sent, a piece of 256 KiB at a time.

use std::{
    collections::VecDeque,
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    access::{Act, Actor, check},
    file::{FileKind, download_name},
    id::{FileId, MeetingId, TaskForceId},
    meeting::Sort,
};
use report::document::{Document, Part, Table};
use serde_json::json;
use store::meeting::{MeetingFileRow, MeetingRow};
use text::Lang;
use zip::{
    CompressionMethod, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

use super::{
    Folder, Piece, Standing, checklist, folder, own, piece_name, scope, seen, standing_words,
    view::Show,
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    file::{self, Opened},
    taskforce,
};

/// The papers of a meeting in words, as a page has put them.
#[derive(Debug, Clone, Default)]
pub struct Printed {
    /// The list of those present.
    pub attendance: Option<Document>,
    /// The minutes.
    pub minutes: Option<Document>,
    /// The official record.
    pub record: Option<Document>,
    /// The report on the activity.
    pub activity: Option<Document>,
    /// The letter that invited, as a name and a PDF; the letter room keeps it.
    pub letter: Option<(String, Vec<u8>)>,
}

/// A ZIP that is made while it is sent.
pub struct Bundle {
    zip: Option<ZipWriter<StreamWriter<Drain>>>,
    made: Drain,
    todo: VecDeque<Entry>,
    open: Option<Opened>,
    taskforce: TaskForceId,
}

impl std::fmt::Debug for Bundle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bundle").field("todo", &self.todo.len()).finish_non_exhaustive()
    }
}

struct Entry {
    piece: Option<Piece>,
    name: String,
    size: i64,
    sha256: Vec<u8>,
    source: Source,
}

enum Source {
    Made(Vec<u8>),
    Stored(FileId),
}

/// The bundle of a meeting. That it was taken out is recorded before anything is sent.
///
/// # Errors
/// `Denied` without `meeting.print`; `NotFound` for a meeting that the actor may not see, that has
/// not begun, or whose minutes the actor may not read yet.
pub async fn bundle(
    app: &App,
    actor: &Actor,
    lang: Lang,
    show: &Show,
    printed: Printed,
) -> Result<Bundle> {
    let taskforce = own(actor)?;
    check(actor, Act::MeetingPrint, &scope(taskforce))?;
    let id = show.row.id;
    if !show.is_readable() || !show.row.stage.has_begun() {
        return Err(Error::NotFound);
    }
    let folder = folder(app, actor, id).await?;
    let list = checklist(show, &folder, printed.letter.is_some());
    let mut entries = entries(app, taskforce, lang, &folder, printed).await?;
    let index = index(lang, &show.row, &entries, &list);
    let index = taskforce::papered(app, taskforce, lang, index).await?;
    let size: i64 = entries.iter().map(|entry| entry.size).sum();
    record(app, actor, id, (entries.len(), size)).await?;
    let name = format!("00-{}", download_name(lang.meeting_paper_index(), FileKind::Pdf));
    entries.insert(0, made(None, name, index)?);
    let made = Drain::default();
    let zip = Some(ZipWriter::new_stream(made.clone()));
    Ok(Bundle { zip, made, todo: entries.into(), open: None, taskforce })
}

async fn record(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (files, size): (usize, i64),
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = seen(&mut tx, actor, id).await?;
    let detail = json!({ "paper": "bundle", "files": files, "size": size });
    let event = Event::new(Act::MeetingPrint, "meeting", id).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}

fn made(piece: Option<Piece>, name: String, bytes: Vec<u8>) -> Result<Entry> {
    Ok(Entry {
        piece,
        name,
        size: i64::try_from(bytes.len()).map_err(Error::internal)?,
        sha256: vault::digest::sha256(&bytes).to_vec(),
        source: Source::Made(bytes),
    })
}

/// What goes into the bundle, piece by piece: a signed scan rather than what can be printed.
async fn entries(
    app: &App,
    taskforce: TaskForceId,
    lang: Lang,
    folder: &Folder,
    printed: Printed,
) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    if let Some((name, bytes)) = printed.letter {
        let name = format!("01-{}", download_name(&name, FileKind::Pdf));
        entries.push(made(Some(Piece::Invitation), name, bytes)?);
    }
    let papers = [
        (Piece::Attendance, Some(Sort::Attendance), printed.attendance),
        (Piece::Minutes, Some(Sort::Minutes), printed.minutes),
        (Piece::Record, Some(Sort::Record), printed.record),
        (Piece::Activity, None, printed.activity),
    ];
    for (number, (piece, sort, paper)) in (2..).zip(papers) {
        let scans = stored(folder, piece, number, |one| Some(one.draft.sort) == sort);
        if !scans.is_empty() {
            entries.extend(scans);
        } else if let Some(paper) = paper {
            let name = download_name(&paper.title, FileKind::Pdf);
            let bytes = taskforce::papered(app, taskforce, lang, paper).await?;
            entries.push(made(Some(piece), format!("{number:02}-{name}"), bytes)?);
        }
    }
    let is_photo = |one: &MeetingFileRow| one.draft.sort == Sort::Photo;
    entries.extend(stored(folder, Piece::Photos, 6, is_photo));
    let is_other = |one: &MeetingFileRow| matches!(one.draft.sort, Sort::Material | Sort::Other);
    entries.extend(stored(folder, Piece::Materials, 7, is_other));
    Ok(entries)
}

/// The files of one piece, numbered by how they came in, so that no two have one name.
fn stored(
    folder: &Folder,
    piece: Piece,
    number: usize,
    is_it: impl Fn(&MeetingFileRow) -> bool,
) -> Vec<Entry> {
    let files = folder.files.iter().filter(|one| is_it(one));
    let entry = |(place, one): (usize, &MeetingFileRow)| Entry {
        piece: Some(piece),
        // The name was made harmless when the file came in; once more costs nothing.
        name: format!("{number:02}-{place:02}-{}", download_name(&one.name, one.kind)),
        size: one.size,
        sha256: one.sha256.clone(),
        source: Source::Stored(one.file),
    };
    (1..).zip(files).map(entry).collect()
}

/// The sheet that says what is in the bundle and what is missing.
fn index(lang: Lang, row: &MeetingRow, entries: &[Entry], list: &[(Piece, Standing)]) -> Document {
    let mut table = Table::new()
        .column(lang.meeting_paper_index_number(), 9)
        .column(lang.meeting_paper_index_file(), 0)
        .column(lang.meeting_paper_index_what(), 40)
        .figures(lang.meeting_paper_index_size(), 22);
    for (number, entry) in (1_i64..).zip(entries) {
        let what = entry.piece.map_or("", |piece| piece_name(lang, piece));
        table.row(vec![
            vec![lang.number(number)],
            vec![entry.name.clone(), hex(&entry.sha256)],
            vec![what.to_owned()],
            vec![size(lang, entry.size)],
        ]);
    }
    let mut parts = vec![
        Part::Text(lang.meeting_paper_index_lead().to_owned()),
        Part::Table(table),
        Part::Heading(lang.meeting_paper_index_check().to_owned()),
    ];
    let state = |(piece, standing): &(Piece, Standing)| {
        (piece_name(lang, *piece).to_owned(), standing_words(lang, *standing))
    };
    parts.push(Part::Facts(list.iter().map(state).collect()));
    Document {
        title: lang.meeting_paper_index().to_owned(),
        lines: vec![row.draft.title.clone(), lang.weekday_date(row.draft.held_on)],
        parts,
        closing: String::new(),
        is_landscape: false,
        has_examples: row.is_example,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String can't fail.
        let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    })
}

/// A size in whole kilobytes, at least one.
fn size(lang: Lang, bytes: i64) -> String {
    format!("{} kB", lang.number((bytes + 999) / 1_000))
}

impl Bundle {
    /// The next piece; none at the end.
    ///
    /// # Errors
    /// `Internal` where a file can't be read or packed.
    pub async fn next(&mut self, app: &App) -> Result<Option<Vec<u8>>> {
        loop {
            match self.open.as_mut() {
                Some(opened) => match opened.next(app).await? {
                    Some(chunk) => self.write(&chunk)?,
                    None => self.open = None,
                },
                None => match self.todo.pop_front() {
                    Some(entry) => self.begin(app, entry).await?,
                    None => match self.zip.take() {
                        Some(zip) => drop(zip.finish().map_err(Error::internal)?),
                        None => return Ok(None),
                    },
                },
            }
            let made = self.made.take();
            if !made.is_empty() {
                return Ok(Some(made));
            }
        }
    }

    async fn begin(&mut self, app: &App, entry: Entry) -> Result<()> {
        let zip = self.zip.as_mut().ok_or_else(|| Error::internal("the bundle is finished"))?;
        // No time of packing: the same folder makes the same bytes.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(entry.name, options).map_err(Error::internal)?;
        match entry.source {
            Source::Made(bytes) => self.write(&bytes),
            Source::Stored(id) => {
                self.open = Some(file::open_for(app, self.taskforce, id).await?);
                Ok(())
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let zip = self.zip.as_mut().ok_or_else(|| Error::internal("the bundle is finished"))?;
        zip.write_all(bytes).map_err(Error::internal)
    }
}

/// What was packed and not sent yet.
#[derive(Debug, Clone, Default)]
struct Drain(Arc<Mutex<Vec<u8>>>);

impl Drain {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Drain {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
