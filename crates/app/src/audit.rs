//! The audit trail: every write and every refusal, chained, with an authenticated head.

use domain::{
    access::{Act, Actor, ActorKind, Denied, Scope, check},
    id::TaskForceId,
    time::Instant,
};
use store::{
    Tx,
    audit::{AuditRow, HeadRow},
};
use vault::{Key, canonical::Canonical, chain};

use crate::{App, Error, Result};

/// This node's chain: its name and the key that authenticates its head, kept outside the database.
pub struct Chain {
    /// Name of the chain, one per node.
    pub name: String,
    /// The key of the key file.
    pub key: Key,
}

impl std::fmt::Debug for Chain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chain").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What happened, to be recorded in the transaction in which it happens.
#[derive(Debug, Clone)]
pub struct Event {
    act: Act,
    noun: &'static str,
    object: String,
    taskforce: Option<TaskForceId>,
    detail: String,
    refused: bool,
}

impl Event {
    /// `act` was done to the `noun` with this identifier.
    pub fn new(act: Act, noun: &'static str, object: impl std::fmt::Display) -> Self {
        let object = object.to_string();
        Self { act, noun, object, taskforce: None, detail: "{}".to_owned(), refused: false }
    }

    /// Names the task force; without it the actor's is stored.
    #[must_use]
    pub fn taskforce(self, id: TaskForceId) -> Self {
        Self { taskforce: Some(id), ..self }
    }

    /// Adds facts without personal data.
    #[must_use]
    pub fn detail(self, detail: &serde_json::Value) -> Self {
        Self { detail: detail.to_string(), ..self }
    }

    /// Marks it as refused.
    #[must_use]
    pub fn refused(self) -> Self {
        Self { refused: true, ..self }
    }
}

/// Appends `event` to this node's chain, last before commit.
///
/// # Errors
/// `Internal` where it can't be recorded: then the caller's transaction must not commit.
pub async fn append(app: &App, tx: &mut Tx, actor: &Actor, event: Event) -> Result<()> {
    let name = &app.chain.name;
    let (count, prev) = match store::audit::update_head_taken(tx, name).await? {
        Some((count, hash)) => (count, hash),
        None => start(app, tx).await?,
    };
    let prev: chain::Hash = prev.as_slice().try_into().map_err(Error::internal)?;
    let row = seal(app, actor, event, count + 1, prev);
    store::audit::insert(tx, &row).await?;
    let head = HeadRow { chain: name.clone(), count: row.seq, hash: row.hash, mac: row.mac };
    store::audit::update_head(tx, &head).await?;
    Ok(())
}

/// Begins the chain and takes its head.
async fn start(app: &App, tx: &mut Tx) -> Result<(i64, Vec<u8>)> {
    let name = &app.chain.name;
    let hash = chain::start(name);
    let mac = chain::head_mac(&app.chain.key, name, 0, &hash);
    let head = HeadRow { chain: name.clone(), count: 0, hash: hash.to_vec(), mac: mac.to_vec() };
    store::audit::insert_head(tx, &head).await?;
    store::audit::update_head_taken(tx, name).await?.ok_or_else(|| Error::internal("no audit head"))
}

fn seal(app: &App, actor: &Actor, event: Event, seq: i64, prev: chain::Hash) -> AuditRow {
    let (kind, name) = match &actor.kind {
        ActorKind::Account(id) => ("account", id.to_string()),
        ActorKind::Link(id) => ("link", id.to_string()),
        ActorKind::Cli(name) => ("cli", name.clone()),
        ActorKind::System => ("system", "system".to_owned()),
    };
    let mut row = AuditRow {
        chain: app.chain.name.clone(),
        seq,
        at: app.now(),
        actor_kind: kind.to_owned(),
        actor: name,
        assignment: actor.assignment.map(|id| id.to_string()),
        taskforce: event.taskforce.or(actor.taskforce).map(|id| id.to_string()),
        act: event.act.code().to_owned(),
        outcome: if event.refused { "refused" } else { "done" }.to_owned(),
        noun: event.noun.to_owned(),
        object: event.object,
        detail: event.detail,
        prev_hash: prev.to_vec(),
        hash: Vec::new(),
        mac: Vec::new(),
    };
    let hash = chain::link(&prev, &canonical(&row));
    row.mac = chain::head_mac(&app.chain.key, &row.chain, seq, &hash).to_vec();
    row.hash = hash.to_vec();
    row
}

/// The bytes of a row that its hash covers: every column but the hashes.
fn canonical(row: &AuditRow) -> Vec<u8> {
    Canonical::new()
        .text(&row.chain)
        .int(row.seq)
        .int(row.at.0)
        .text(&row.actor_kind)
        .text(&row.actor)
        .opt_text(row.assignment.as_deref())
        .opt_text(row.taskforce.as_deref())
        .text(&row.act)
        .text(&row.outcome)
        .text(&row.noun)
        .text(&row.object)
        .text(&row.detail)
        .finish()
}

/// Records a refusal in a transaction of its own.
pub async fn refused(app: &App, actor: &Actor, denied: Denied, place: &str) -> Result<()> {
    let mut tx = app.store.write().await?;
    let detail = serde_json::json!({ "place": place, "elsewhere": denied.elsewhere });
    append(app, &mut tx, actor, Event::new(denied.act, "access", "").detail(&detail).refused())
        .await?;
    tx.commit().await?;
    Ok(())
}

/// What `verify` found in one chain.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verdict {
    /// The chain.
    pub chain: String,
    /// Rows that were read.
    pub rows: i64,
    /// The first bad row and why, or nothing.
    pub bad: Option<BadRow>,
    /// Whether the key of this chain was at hand; without it a recomputed chain can't be found.
    pub authenticated: bool,
}

/// The first row that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BadRow {
    /// Its place in the chain; one past the last where rows are missing at the end.
    pub seq: i64,
    /// Why: `changed`, `missing`, `broken_link`, `recomputed`, `cut`, `head`, `no_head`.
    pub why: &'static str,
}

const PAGE: i64 = 2_000;

/// Checks every chain from its first row to its head.
///
/// # Errors
/// `Denied` without `audit.verify`.
pub async fn verify(app: &App, actor: &Actor) -> Result<Vec<Verdict>> {
    check(actor, Act::AuditVerify, &Scope::default())?;
    let mut tx = app.store.read().await?;
    let heads = store::audit::list_heads(&mut tx).await?;
    let mut names: Vec<String> = heads.iter().map(|head| head.chain.clone()).collect();
    names.extend(store::audit::list_chains(&mut tx).await?);
    names.sort();
    names.dedup();
    let mut verdicts = Vec::new();
    for name in names {
        let head = heads.iter().find(|head| head.chain == name);
        verdicts.push(verify_chain(app, &mut tx, name, head).await?);
    }
    Ok(verdicts)
}

async fn verify_chain(
    app: &App,
    tx: &mut Tx,
    name: String,
    head: Option<&HeadRow>,
) -> Result<Verdict> {
    let key = (name == app.chain.name).then_some(&app.chain.key);
    let mut walk = Walk { key, seq: 0, hash: chain::start(&name) };
    loop {
        let rows = store::audit::list_after(tx, &name, walk.seq, PAGE).await?;
        let last = rows.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
        for row in &rows {
            if let Some(bad) = walk.step(row) {
                return Ok(Verdict {
                    chain: name,
                    rows: walk.seq,
                    bad: Some(bad),
                    authenticated: key.is_some(),
                });
            }
        }
        if last {
            break;
        }
    }
    let bad = walk.end(&name, head);
    Ok(Verdict { chain: name, rows: walk.seq, bad, authenticated: key.is_some() })
}

/// A walk along one chain: the last good row so far.
struct Walk<'a> {
    key: Option<&'a Key>,
    seq: i64,
    hash: chain::Hash,
}

impl Walk<'_> {
    fn step(&mut self, row: &AuditRow) -> Option<BadRow> {
        let bad = |seq, why| Some(BadRow { seq, why });
        if row.seq != self.seq + 1 {
            return bad(self.seq + 1, "missing");
        }
        if row.prev_hash != self.hash {
            return bad(row.seq, "broken_link");
        }
        let hash = chain::link(&self.hash, &canonical(row));
        if row.hash != hash {
            return bad(row.seq, "changed");
        }
        if let Some(key) = self.key
            && !chain::verify_head(key, &row.chain, row.seq, &hash, &row.mac)
        {
            return bad(row.seq, "recomputed");
        }
        (self.seq, self.hash) = (row.seq, hash);
        None
    }

    fn end(&self, name: &str, head: Option<&HeadRow>) -> Option<BadRow> {
        let bad = |seq, why| Some(BadRow { seq, why });
        let Some(head) = head else { return bad(self.seq, "no_head") };
        if let Some(key) = self.key {
            let Ok(hash) = head.hash.as_slice().try_into() else { return bad(head.count, "head") };
            if !chain::verify_head(key, name, head.count, &hash, &head.mac) {
                return bad(head.count, "head");
            }
        }
        if head.count > self.seq {
            return bad(self.seq + 1, "cut");
        }
        if head.count < self.seq || head.hash != self.hash {
            return bad(self.seq, "head");
        }
        None
    }
}

/// One line of the audit page.
#[derive(Debug, Clone)]
pub struct Line {
    /// The stored row.
    pub row: AuditRow,
    /// User name where the actor is an account.
    pub username: Option<String>,
}

/// The newest events before `before`, at most `limit`, of the actor's reach.
pub async fn latest(
    app: &App,
    actor: &Actor,
    before: Option<(Instant, i64)>,
    limit: i64,
) -> Result<Vec<Line>> {
    let own = actor.taskforce.map(|id| id.to_string());
    let everywhere = check(
        actor,
        Act::AuditView,
        &Scope { taskforce: Some(TaskForceId(uuid::Uuid::nil())), ..Scope::default() },
    )
    .is_ok();
    if !everywhere {
        check(actor, Act::AuditView, &Scope { taskforce: actor.taskforce, ..Scope::default() })?;
    }
    let mut tx = app.store.read().await?;
    let filter = if everywhere { None } else { own.as_deref() };
    let rows = store::audit::list_latest(&mut tx, filter, before, limit).await?;
    let names: std::collections::BTreeMap<String, String> = store::account::list(&mut tx)
        .await?
        .into_iter()
        .map(|account| (account.id.to_string(), account.username))
        .collect();
    Ok(rows.into_iter().map(|row| Line { username: names.get(&row.actor).cloned(), row }).collect())
}
