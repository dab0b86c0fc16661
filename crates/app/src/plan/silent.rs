//! Who has still to report: before the last day to be reminded, after it to be asked.

use std::{cmp::Reverse, collections::HashSet};

use domain::{
    access::{Act, Actor, check},
    account::AccountState,
    id::{AccountId, AgencyId, TaskForceId},
    plan::Ask,
    time::Date,
};
use store::Tx;

use super::{
    load, own,
    report::due_rows,
    scope,
    view::{Silent, SilentOffice},
};
use crate::{App, Result};

/// The role of whoever reports for an office.
const REPORTERS: [&str; 3] = ["agency_contact", "region_operator", "agency_head"];

/// Offices with rows that wait for a report, those with the most overdue rows first; none where no
/// plan runs.
///
/// # Errors
/// `Denied` without `realisation.verify`.
pub async fn silent(app: &App, actor: &Actor) -> Result<Option<Silent>> {
    let taskforce = own(actor)?;
    check(actor, Act::RealisationVerify, &scope(taskforce))?;
    let Some(model) = load::running_now(app, taskforce, None).await? else { return Ok(None) };
    let mut tx = app.store.read().await?;
    let reached = reached(&mut tx, taskforce, model.today()).await?;
    drop(tx);
    let mut offices = Vec::new();
    // Also those whose rows moved since, and who still owe an earlier checkpoint.
    let mut agencies: Vec<_> = model.names.values().collect();
    agencies.sort_by(|one, other| one.short.cmp(&other.short));
    for agency in agencies {
        let mut rows = due_rows(app, &model, agency.id);
        rows.retain(|row| row.ask != Ask::Optional);
        if !rows.is_empty() {
            let has_account = reached.contains(&agency.id);
            offices.push(SilentOffice { agency: agency.clone(), rows, has_account });
        }
    }
    offices.sort_by_key(|office| (Reverse(office.overdue()), Reverse(office.rows.len())));
    Ok(Some(Silent { matrix: model.matrix.clone(), offices }))
}

/// Agencies somebody can report for today.
async fn reached(tx: &mut Tx, taskforce: TaskForceId, today: Date) -> Result<HashSet<AgencyId>> {
    let accounts = store::account::list(tx).await?.into_iter();
    let active = accounts.filter(|account| account.state == AccountState::Active);
    let active: HashSet<AccountId> = active.map(|account| account.id).collect();
    let all = store::account::list_all_assignments(tx).await?;
    let reports = all.into_iter().filter(|one| {
        one.taskforce == Some(taskforce)
            && one.holds(today)
            && active.contains(&one.account)
            && REPORTERS.contains(&one.role.as_str())
    });
    Ok(reports.filter_map(|one| one.agency).collect())
}
