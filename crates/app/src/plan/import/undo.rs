//! Taking an import back as a whole, while its plan is as the import left it and nobody has worked
//! with it since.

use domain::{
    access::{Act, Actor},
    id::{ImportId, PlanId, TaskForceId},
    plan::{Rule, Years},
};
use serde_json::{Value, json};
use store::{
    StoreError, Tx,
    plan::{Cell, Rows, UndoRow},
};

use super::granted;
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Imports that the page lists.
const LISTED: i64 = 5;

/// An import that was applied.
#[derive(Debug, Clone)]
pub struct Applied {
    /// Identifier.
    pub id: ImportId,
    /// Name of the file.
    pub file_name: String,
    /// The years of its plan; none where the plan is gone.
    pub years: Option<Years>,
    /// When.
    pub at: domain::time::Instant,
    /// Whether it was taken back.
    pub is_undone: bool,
    /// Whether it can be taken back now.
    pub may_undo: bool,
}

/// The rows of a plan as they are now, in JSON.
pub(super) async fn rows(tx: &mut Tx, taskforce: TaskForceId, plan: PlanId) -> Result<Vec<u8>> {
    let tables = store::plan::dump(tx, taskforce, plan).await?;
    let cell = |cell: Cell| match cell {
        Cell::Null => Value::Null,
        Cell::Text(text) => Value::String(text),
        Cell::Int(number) => Value::from(number),
        Cell::Bool(yes) => Value::Bool(yes),
    };
    let row = |row: Vec<Cell>| Value::Array(row.into_iter().map(cell).collect());
    let table = |rows: Rows| Value::Array(rows.into_iter().map(row).collect());
    let all = Value::Array(tables.into_iter().map(table).collect());
    serde_json::to_vec(&all).map_err(Error::internal)
}

/// What the rows of a plan come down to, to see whether anything has changed.
async fn print(tx: &mut Tx, taskforce: TaskForceId, plan: PlanId) -> Result<Vec<u8>> {
    let mut all = rows(tx, taskforce, plan).await?;
    all.extend(store::plan::get(tx, taskforce, plan).await?.scheme.into_bytes());
    Ok(vault::digest::sha256(&all).to_vec())
}

fn kept(bytes: &[u8]) -> Result<Vec<Rows>> {
    let tables: Vec<Vec<Vec<Value>>> = serde_json::from_slice(bytes).map_err(Error::internal)?;
    let cell = |value: Value| {
        Ok(match value {
            Value::Null => Cell::Null,
            Value::String(text) => Cell::Text(text),
            Value::Bool(yes) => Cell::Bool(yes),
            Value::Number(number) => {
                Cell::Int(number.as_i64().ok_or_else(|| Error::internal("a kept number"))?)
            }
            _ => return Err(Error::internal("a kept value of another shape")),
        })
    };
    let row = |row: Vec<Value>| row.into_iter().map(cell).collect::<Result<Vec<Cell>>>();
    tables.into_iter().map(|rows| rows.into_iter().map(row).collect()).collect()
}

/// Whether a plan is as an import left it, and nobody has worked with it since.
async fn is_as_left(tx: &mut Tx, row: &UndoRow) -> Result<bool> {
    let (taskforce, plan) = (row.taskforce, row.plan);
    let same = print(tx, taskforce, plan).await? == row.after;
    Ok(same && !store::plan::has_later_work(tx, taskforce, plan, row.imported_at).await?)
}

/// Keeps how a plan was before an import that has just been written.
pub(super) async fn keep(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    plan: PlanId,
    (file_name, before): (String, Vec<u8>),
) -> Result<()> {
    let taskforce = granted(actor)?;
    let row = UndoRow {
        taskforce,
        id: ImportId(app.ids.next()),
        plan,
        file_name,
        account: actor.account(),
        imported_at: app.now(),
        after: print(tx, taskforce, plan).await?,
        before,
        undone_at: None,
    };
    Ok(store::plan::insert_undo(tx, &row).await?)
}

/// The latest imports, and which of them can be taken back.
///
/// # Errors
/// `Denied` without `plan.import`.
pub async fn applied(app: &App, actor: &Actor) -> Result<Vec<Applied>> {
    let taskforce = granted(actor)?;
    let mut tx = app.store.read().await?;
    let plans = store::plan::list(&mut tx, taskforce).await?;
    let mut list = Vec::new();
    for row in store::plan::list_undo(&mut tx, taskforce, LISTED).await? {
        let plan = plans.iter().find(|plan| plan.id == row.plan);
        let is_undone = row.undone_at.is_some();
        let may_undo = !is_undone && plan.is_some() && is_as_left(&mut tx, &row).await?;
        list.push(Applied {
            id: row.id,
            file_name: row.file_name,
            years: plan.map(|plan| plan.years),
            at: row.imported_at,
            is_undone,
            may_undo,
        });
    }
    Ok(list)
}

/// Takes an import back: the plan is again as it was before, or gone where it was new.
///
/// # Errors
/// `Denied` without `plan.import`; `NotFound` for one of another task force; `Rule` where the plan
/// has changed since, or it was taken back already.
pub async fn take_back(app: &App, actor: &Actor, id: ImportId) -> Result<()> {
    let taskforce = granted(actor)?;
    let mut tx = app.store.write().await?;
    store::plan::lock(&mut tx, taskforce).await?;
    let all = store::plan::list_undo(&mut tx, taskforce, i64::MAX).await?;
    let row = all.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
    if !store::plan::update_undone(&mut tx, taskforce, id, app.now()).await? {
        return Err(Rule::ImportUndone.into());
    }
    if !is_as_left(&mut tx, &row).await? {
        return Err(Rule::ImportUsed.into());
    }
    let done = if row.before.is_empty() {
        store::plan::delete_plan(&mut tx, taskforce, row.plan).await
    } else {
        store::plan::update_revision(&mut tx, taskforce, row.plan).await?;
        store::plan::restore(&mut tx, taskforce, row.plan, &kept(&row.before)?).await
    };
    // Something that is not a row of the plan refers to a row that would go: a report, a proposal.
    done.map_err(|error| match error {
        StoreError::Unknown => Rule::ImportUsed.into(),
        other => Error::from(other),
    })?;
    let event = Event::new(Act::PlanImport, "plan", row.plan).taskforce(taskforce);
    let detail = json!({ "taken_back": id.to_string() });
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}
