//! The list of agencies.

use domain::{
    access::{Act, Actor, Scope, check},
    agency::{Agency, AgencyKind, Holder, holder_on},
    id::AgencyId,
    time::Date,
};
use store::agency::{Filter, sort_key};

use crate::{App, Result};

/// Rows of one page.
const PAGE: i64 = 50;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Only this kind.
    pub kind: Option<AgencyKind>,
    /// Only those whose names hold this.
    pub text: Option<String>,
    /// Also those that no longer exist.
    pub with_closed: bool,
    /// Rows after this sort key and identifier.
    pub after: Option<(String, AgencyId)>,
}

/// One page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// How many there are in all.
    pub total: i64,
    /// This page.
    pub rows: Vec<Line>,
    /// Where the next page begins.
    pub next: Option<(String, AgencyId)>,
}

/// One agency of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The agency.
    pub agency: Agency,
    /// Whether it has a head office at all.
    pub has_head: bool,
    /// Who heads it today; none is vacant.
    pub head: Option<Holder>,
}

/// One page of the agencies that the actor's task force works with; the system's own actors see
/// all.
///
/// # Errors
/// `Denied` without `agency.view`.
pub async fn index(app: &App, actor: &Actor, query: &Query, today: Date) -> Result<Index> {
    check(actor, Act::AgencyView, &Scope::global())?;
    let filter = Filter {
        taskforce: actor.taskforce,
        kind: query.kind,
        text: query.text.clone(),
        on: (!query.with_closed).then_some(today),
    };
    let mut tx = app.store.read().await?;
    let total = store::agency::count(&mut tx, &filter).await?;
    let mut rows = store::agency::list(&mut tx, &filter, query.after.clone(), PAGE + 1).await?;
    let full = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    if full {
        rows.pop();
    }
    let next = rows.last().filter(|_| full).map(|last| (sort_key(&last.short_name), last.id));
    let heads = store::agency::list_heads(&mut tx, actor.taskforce).await?;
    let rows = rows.into_iter().map(|agency| line(agency, &heads, today)).collect();
    Ok(Index { total, rows, next })
}

fn line(agency: Agency, heads: &[(AgencyId, Option<Holder>)], today: Date) -> Line {
    let own = heads.iter().filter(|(id, _)| *id == agency.id);
    let holders: Vec<Holder> = own.clone().filter_map(|(_, holder)| holder.clone()).collect();
    Line { has_head: own.count() > 0, head: holder_on(&holders, today).cloned(), agency }
}

/// The agency with this usual name, for the program's own work: seeding and the command line.
pub async fn find(app: &App, short_name: &str) -> Result<Option<AgencyId>> {
    let mut tx = app.store.read().await?;
    Ok(store::agency::find(&mut tx, short_name).await?.map(|agency| agency.id))
}
