//! Evidence under reports: checked and cleaned first, stored with the report.

use domain::{
    access::{Act, Actor, check},
    field::FieldErrors,
    file::FileClass,
    id::{EvidenceId, RealisationId, RegionId, TaskForceId},
    plan::{EVIDENCE_MAX, EvidenceKind, Rule, caption, link},
    time::Date,
};
use serde_json::json;
use store::{
    Tx,
    plan::{EvidenceRow, RealisationRow},
};

use super::{own, report_scope};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    file::{self, Clean},
};

/// Evidence as it comes from a form.
#[derive(Debug, Clone)]
pub enum Attachment {
    /// A document or a picture; which of the two is told by its content.
    File {
        /// Name as sent.
        name: String,
        /// Content.
        bytes: Vec<u8>,
        /// What it shows.
        about: About,
    },
    /// An address of a page elsewhere.
    Link {
        /// The address as typed.
        url: String,
        /// What it shows.
        about: About,
    },
}

/// What a piece of evidence shows, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// In words.
    pub caption: String,
    /// The day of the event.
    pub on: String,
    /// The district or village of the event.
    pub place: String,
}

/// Evidence that was checked and is ready to be stored.
pub(super) struct Piece {
    proof: Proof,
    caption: String,
    on: Option<Date>,
    place: Option<RegionId>,
}

enum Proof {
    File(Clean),
    Link(String),
}

/// The event of a piece of evidence, where one is named: its day, not after today, and its place.
async fn event(
    app: &App,
    taskforce: TaskForceId,
    about: &About,
) -> Result<(Option<Date>, Option<RegionId>)> {
    let (on, typed) = (about.on.trim(), about.place.trim());
    if on.is_empty() && typed.is_empty() {
        return Ok((None, None));
    }
    let mut tx = app.store.read().await?;
    let own = store::taskforce::get(&mut tx, taskforce).await?;
    let mut errors = FieldErrors::default();
    let day = domain::time::parse_date(on);
    match day {
        None if !on.is_empty() => errors.push("event_on", "date"),
        Some(day) if day > app.today(own.zone) => errors.push("event_on", "future"),
        _ => {}
    }
    let place = match typed {
        "" => None,
        typed => match crate::region::place(&mut tx, &own.region, "event_place", typed).await {
            Ok(region) => Some(region.id),
            Err(Error::Invalid(wrong)) => {
                errors.0.extend(wrong.0);
                None
            }
            Err(other) => return Err(other),
        },
    };
    Ok(errors.or((day, place))?)
}

/// Refuses more evidence than one report may have.
fn few(count: usize) -> Result<()> {
    let mut errors = FieldErrors::default();
    if count > EVIDENCE_MAX {
        errors.push("evidence", "too_many");
    }
    Ok(errors.or(())?)
}

/// Checks and cleans evidence, before a transaction begins.
pub(super) async fn clean(
    app: &App,
    taskforce: TaskForceId,
    attachments: Vec<Attachment>,
    count: usize,
) -> Result<Vec<Piece>> {
    few(count)?;
    let mut pieces = Vec::with_capacity(attachments.len());
    for attachment in attachments {
        let (proof, about) = match attachment {
            Attachment::Link { url, about } => (Proof::Link(link(&url)?), about),
            Attachment::File { name, bytes, about } => {
                // A wrong day is told before a file of ten megabytes is cleaned.
                event(app, taskforce, &about).await?;
                (Proof::File(file::clean(app, "evidence", name, bytes).await?), about)
            }
        };
        let (on, place) = event(app, taskforce, &about).await?;
        pieces.push(Piece { proof, caption: caption(&about.caption), on, place });
    }
    Ok(pieces)
}

/// Copies evidence of earlier revisions of the same report to a new one; returns how many.
pub(super) async fn keep(
    app: &App,
    tx: &mut Tx,
    row: &RealisationRow,
    ids: &[EvidenceId],
) -> Result<i64> {
    let mut position = 0;
    for id in ids {
        let piece = store::plan::get_evidence(tx, row.taskforce, *id).await?;
        let source = store::plan::get_realisation(tx, row.taskforce, piece.realisation).await?;
        if source.place != row.place {
            return Err(Error::NotFound);
        }
        let id = EvidenceId(app.ids.next());
        let copy = EvidenceRow { id, realisation: row.id, position, ..piece };
        store::plan::insert_evidence(tx, &copy).await?;
        position += 1;
    }
    Ok(position)
}

/// Stores evidence under a revision, from `position` on.
pub(super) async fn put(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &RealisationRow,
    mut position: i64,
    pieces: Vec<Piece>,
) -> Result<()> {
    for piece in pieces {
        let (kind, stored, url) = match piece.proof {
            Proof::Link(url) => (EvidenceKind::Link, None, url),
            Proof::File(clean) => {
                let picture = clean.kind.is_picture();
                let kind = if picture { EvidenceKind::Photo } else { EvidenceKind::File };
                let class = FileClass::Internal;
                let id = file::put(app, tx, actor, row.taskforce, class, &clean).await?;
                (kind, Some(id), String::new())
            }
        };
        let evidence = EvidenceRow {
            taskforce: row.taskforce,
            id: EvidenceId(app.ids.next()),
            realisation: row.id,
            kind,
            file: stored,
            url,
            caption: piece.caption,
            happened_on: piece.on,
            region: piece.place,
            position,
            created_by: actor.account(),
            created_at: app.now(),
        };
        store::plan::insert_evidence(tx, &evidence).await?;
        position += 1;
    }
    Ok(())
}

/// Adds evidence to a report that waits for verification.
///
/// # Errors
/// `NotFound` for a report of another task force; `Denied` for another agency; `Rule` once it is
/// decided; `Invalid` for files and addresses, and beyond ten pieces.
pub async fn attach(
    app: &App,
    actor: &Actor,
    id: RealisationId,
    attachment: Attachment,
) -> Result<()> {
    let taskforce = own(actor)?;
    let mut tx = app.store.read().await?;
    let row = store::plan::get_realisation(&mut tx, taskforce, id).await?;
    check(actor, Act::RealisationReport, &report_scope(taskforce, row.place.agency))?;
    let count = store::plan::list_evidence(&mut tx, taskforce, id).await?.len();
    drop(tx);
    let pieces = clean(app, taskforce, vec![attachment], count + 1).await?;
    let mut tx = app.store.write().await?;
    store::plan::update_revision(&mut tx, taskforce, row.plan).await?;
    super::link::live(app, &mut tx, actor, taskforce).await?;
    // Read again: it may have been decided while the file was cleaned.
    let row = store::plan::get_realisation(&mut tx, taskforce, id).await?;
    if !row.state.is_open() {
        return Err(Rule::Decided.into());
    }
    let stored = store::plan::list_evidence(&mut tx, taskforce, id).await?;
    few(stored.len() + pieces.len())?;
    store::plan::update_version(&mut tx, taskforce, id).await?;
    let position = stored.last().map_or(0, |last| last.position + 1);
    put(app, &mut tx, actor, &row, position, pieces).await?;
    let event = Event::new(Act::RealisationReport, "realisation", id).taskforce(taskforce);
    let event = event.detail(&json!({ "attached": 1 }));
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}
