//! Counts with provenance: what is said about how much, by whom and as of when.

use std::collections::{HashMap, hash_map::Entry};

use domain::{
    access::{Act, Actor, Scope, check},
    field::{FieldErrors, words},
    id::{AccountId, CountId, TaskForceId},
    stats::{Count, CountForm, Rule, TEXT_MAX, key},
    time::{Instant, Zone},
};
use serde_json::json;
use store::{StoreError, Tx, stats::CountRow};

use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// A count as it is shown.
#[derive(Debug, Clone)]
pub struct Card {
    /// Identifier.
    pub id: CountId,
    /// The count.
    pub count: Count,
    /// Why it took the place of the one before; empty where it is the first.
    pub reason: String,
    /// Who entered it; none for the system.
    pub entered_by: Option<String>,
    /// When.
    pub entered_at: Instant,
}

/// A count that stands, and those whose place it took, the latest first.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The count that stands.
    pub card: Card,
    /// What it corrected.
    pub before: Vec<Card>,
    /// Whether another count of the subject says something else for the same years.
    pub disagrees: bool,
}

/// All counts of one thing.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What was counted.
    pub name: String,
    /// The counts that stand, the latest source first.
    pub counts: Vec<Standing>,
}

impl Subject {
    /// Whether two of its counts disagree.
    pub fn is_disputed(&self) -> bool {
        self.counts.iter().any(|one| one.disagrees)
    }
}

/// Every count of the task force, by subject.
#[derive(Debug, Clone)]
pub struct Counts {
    /// By subject.
    pub subjects: Vec<Subject>,
    /// The zone of the days.
    pub zone: Zone,
}

impl Counts {
    /// The counts that stand.
    pub fn standing(&self) -> impl Iterator<Item = &Standing> {
        self.subjects.iter().flat_map(|subject| &subject.counts)
    }
}

fn own(actor: &Actor) -> Result<TaskForceId> {
    actor.taskforce.ok_or(Error::NotFound)
}

/// The counts of the actor's task force.
///
/// # Errors
/// `Denied` without `stats.view`.
pub async fn counts(app: &App, actor: &Actor) -> Result<Counts> {
    let taskforce = own(actor)?;
    check(actor, Act::StatsView, &Scope::taskforce(taskforce))?;
    let mut tx = app.store.read().await?;
    let zone = store::taskforce::get(&mut tx, taskforce).await?.zone;
    let rows = store::stats::list(&mut tx, taskforce).await?;
    let names = names(&mut tx, &rows).await?;
    Ok(Counts { subjects: subjects(rows, &names), zone })
}

async fn names(tx: &mut Tx, rows: &[CountRow]) -> Result<HashMap<AccountId, String>> {
    let mut names = HashMap::new();
    for id in rows.iter().filter_map(|row| row.entered_by) {
        if let Entry::Vacant(free) = names.entry(id) {
            free.insert(store::account::get(tx, id).await?.name);
        }
    }
    Ok(names)
}

fn subjects(rows: Vec<CountRow>, names: &HashMap<AccountId, String>) -> Vec<Subject> {
    let mut corrected: HashMap<CountId, CountRow> = HashMap::new();
    let replaced: Vec<CountId> = rows.iter().filter_map(|row| row.corrects).collect();
    let (mut live, old): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| !replaced.contains(&row.id));
    corrected.extend(old.into_iter().map(|row| (row.id, row)));
    // A correction may have renamed the subject.
    live.sort_by_key(|row| (key(&row.count.subject), std::cmp::Reverse(row.count.as_of)));
    let clash: Vec<bool> =
        live.iter().map(|row| live.iter().any(|other| row.count.disagrees(&other.count))).collect();
    let mut subjects: Vec<Subject> = Vec::new();
    for (row, disagrees) in live.into_iter().zip(clash) {
        let subject = row.count.subject.clone();
        let before = chain(&mut corrected, row.corrects, names);
        let standing = Standing { card: card(row, names), before, disagrees };
        match subjects.last_mut().filter(|last| key(&last.name) == key(&subject)) {
            Some(last) => last.counts.push(standing),
            None => subjects.push(Subject { name: subject, counts: vec![standing] }),
        }
    }
    subjects
}

fn chain(
    corrected: &mut HashMap<CountId, CountRow>,
    mut next: Option<CountId>,
    names: &HashMap<AccountId, String>,
) -> Vec<Card> {
    let mut before = Vec::new();
    while let Some(row) = next.and_then(|id| corrected.remove(&id)) {
        next = row.corrects;
        before.push(card(row, names));
    }
    before
}

fn card(row: CountRow, names: &HashMap<AccountId, String>) -> Card {
    Card {
        entered_by: row.entered_by.and_then(|id| names.get(&id).cloned()),
        id: row.id,
        count: row.count,
        reason: row.reason,
        entered_at: row.entered_at,
    }
}

/// Enters a count; with `corrects` it takes the place of that one, for a reason.
///
/// # Errors
/// `Denied` without `stats.enter`; `Invalid`; `NotFound` for a count of another task force;
/// `Rule("stats.corrected")` where a newer count took its place already.
pub async fn enter(
    app: &App,
    actor: &Actor,
    form: &CountForm,
    corrects: Option<(CountId, &str)>,
) -> Result<CountId> {
    let taskforce = own(actor)?;
    check(actor, Act::StatsEnter, &Scope::taskforce(taskforce))?;
    let mut tx = app.store.write().await?;
    let today = app.today(store::taskforce::get(&mut tx, taskforce).await?.zone);
    let mut errors = FieldErrors::default();
    let mut reason = String::new();
    if let Some((id, typed)) = corrects {
        let known = store::stats::list(&mut tx, taskforce).await?;
        known.iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
        if known.iter().any(|row| row.corrects == Some(id)) {
            return Err(Rule::Corrected.into());
        }
        reason = words("reason", typed, TEXT_MAX, &mut errors);
    }
    let count = match Count::parse(form, today) {
        Ok(count) => errors.or(count)?,
        Err(more) => {
            errors.0.extend(more.0);
            return Err(errors.into());
        }
    };
    let row = CountRow {
        taskforce,
        id: CountId(app.ids.next()),
        count,
        corrects: corrects.map(|(id, _)| id),
        reason,
        entered_by: actor.account(),
        entered_at: app.now(),
    };
    match store::stats::insert(&mut tx, &row).await {
        Err(StoreError::Taken) => return Err(Rule::Corrected.into()),
        other => other?,
    }
    let detail = json!({ "corrects": row.corrects.map(|id| id.to_string()) });
    let event = Event::new(Act::StatsEnter, "count", row.id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(row.id)
}

impl From<Rule> for Error {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule.code())
    }
}
