//! What lies in the folder of a meeting: its files, papers and pledges.

use std::collections::{HashMap, hash_map::Entry};

use domain::{
    access::{Act, Actor},
    id::{AgencyId, IndicatorId, MeetingId},
    meeting::{Kind, Stage, is_looked_at},
};
use store::{
    Tx,
    meeting::{ActivityRow, MeetingFileRow, MeetingRow, PledgeRow, RecordRow},
};

use super::{manages, own, part, read::people, row_name, seen};
use crate::{App, Result};

/// Most pledges of one office in a list.
const PLEDGES: i64 = 30;

/// The folder of a meeting, as far as the actor may see into it.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// Its files, the oldest first.
    pub files: Vec<MeetingFileRow>,
    /// Those that were struck off, for the secretariat alone, with who did.
    pub struck: Vec<(MeetingFileRow, String)>,
    /// Its official record.
    pub record: Option<RecordRow>,
    /// What was added to the report on it.
    pub activity: Option<ActivityRow>,
    /// What was pledged at it.
    pub pledges: Vec<PledgeRow>,
    /// What was pledged earlier and is looked at here, or was.
    pub before: Vec<PledgeRow>,
    /// Code and name of the rows of the plan that pledges serve.
    pub rows: HashMap<IndicatorId, String>,
}

/// The folder of a meeting.
///
/// # Errors
/// `NotFound` for a meeting that the actor may not see.
pub async fn folder(app: &App, actor: &Actor, id: MeetingId) -> Result<Folder> {
    let mut tx = app.store.read().await?;
    let row = seen(&mut tx, actor, id).await?;
    let taskforce = row.taskforce;
    let manage = manages(actor, taskforce);
    let readable = manage || row.stage.is_shared();
    let all = store::meeting::list_files(&mut tx, taskforce, id).await?;
    let (struck, files): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.struck.is_some());
    let files = files.into_iter().filter(|one| readable || !one.draft.sort.is_signed()).collect();
    let struck = if manage { named(&mut tx, struck).await? } else { Vec::new() };
    let (record, activity) = if readable {
        let record = store::meeting::find_record(&mut tx, taskforce, id).await?;
        (record, store::meeting::find_activity(&mut tx, taskforce, id).await?)
    } else {
        (None, None)
    };
    let agency = part(actor, Act::MeetingTakePart);
    let shown =
        |one: &PledgeRow| manage || one.stage.is_shared() || Some(one.pledge.agency) == agency;
    let mut pledges = store::meeting::list_pledges(&mut tx, taskforce, id).await?;
    let mut before = before(&mut tx, &row).await?;
    pledges.retain(shown);
    before.retain(shown);
    let rows = rows(&mut tx, &row, pledges.iter().chain(&before)).await?;
    Ok(Folder { files, struck, record, activity, pledges, before, rows })
}

async fn named(tx: &mut Tx, struck: Vec<MeetingFileRow>) -> Result<Vec<(MeetingFileRow, String)>> {
    let by = |one: &MeetingFileRow| one.struck.and_then(|(by, _)| by);
    let names = people(tx, struck.iter().filter_map(by).collect()).await?;
    let name = |one: &MeetingFileRow| by(one).and_then(|by| names.get(&by)).cloned();
    Ok(struck
        .into_iter()
        .map(|one| {
            let name = name(&one).unwrap_or_default();
            (one, name)
        })
        .collect())
}

/// What a coordination meeting looks at: what waits, until its minutes are approved, and what it
/// judged.
async fn before(tx: &mut Tx, row: &MeetingRow) -> Result<Vec<PledgeRow>> {
    if row.draft.kind != Kind::Plenary || row.stage == Stage::Cancelled {
        return Ok(Vec::new());
    }
    let mut before = Vec::new();
    if row.stage == Stage::Planned || is_looked_at(row.draft.kind, row.stage).is_ok() {
        let place = (row.id, row.draft.held_on);
        before = store::meeting::list_open_pledges(tx, row.taskforce, place).await?;
    }
    before.extend(store::meeting::list_judged_pledges(tx, row.taskforce, row.id).await?);
    Ok(before)
}

async fn rows<'a>(
    tx: &mut Tx,
    row: &MeetingRow,
    pledges: impl Iterator<Item = &'a PledgeRow>,
) -> Result<HashMap<IndicatorId, String>> {
    let mut rows = HashMap::new();
    for indicator in pledges.filter_map(|one| one.pledge.indicator) {
        if let Entry::Vacant(place) = rows.entry(indicator) {
            place.insert(row_name(tx, row.taskforce, indicator).await?);
        }
    }
    Ok(rows)
}

/// What the actor's own office pledged: what is open first. None for whoever takes part for no
/// office.
pub async fn own_pledges(app: &App, actor: &Actor) -> Result<Vec<PledgeRow>> {
    let Ok(taskforce) = own(actor) else { return Ok(Vec::new()) };
    let agency: Option<AgencyId> = part(actor, Act::MeetingTakePart);
    let Some(agency) = agency.filter(|_| !manages(actor, taskforce)) else {
        return Ok(Vec::new());
    };
    let mut tx = app.store.read().await?;
    Ok(store::meeting::list_pledges_of_agency(&mut tx, taskforce, agency, PLEDGES).await?)
}
