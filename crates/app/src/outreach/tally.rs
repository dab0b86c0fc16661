//! The roll-up: kept up to date along the region path in the transaction that writes, and reckoned
//! anew from all receipts where somebody doubts it.

use std::collections::BTreeMap;

use domain::{
    access::{Act, Actor, Scope, check},
    id::{OrderId, RegionId},
    outreach::{CascadeLevel, Reach, Reaches},
};
use store::{
    Tx,
    outreach::{OrderRow, Steps},
};

use crate::{App, Result};

/// Counts what changed under a sub-district, there and at the top; what was reached `before` is
/// taken out for what is reached now.
pub(super) async fn count<'a>(
    tx: &mut Tx,
    row: &OrderRow,
    district: RegionId,
    more: Steps,
    changed: impl IntoIterator<Item = (&'a Reaches, &'a Reaches)>,
) -> Result<()> {
    let mut reached: BTreeMap<CascadeLevel, Reach> = BTreeMap::new();
    for (before, now) in changed {
        for (level, one) in before {
            *reached.entry(*level).or_default() += -*one;
        }
        for (level, one) in now {
            *reached.entry(*level).or_default() += *one;
        }
    }
    for region in [district, row.region] {
        let key = (row.taskforce, row.id, region);
        store::outreach::add_steps(tx, key, more).await?;
        for (level, one) in reached.iter().filter(|(_, one)| **one != Reach::default()) {
            store::outreach::add_reach(tx, key, (*level, *one)).await?;
        }
    }
    Ok(())
}

type Totals = BTreeMap<RegionId, (Steps, Reaches)>;

/// Reckons the roll-up of every order anew from its receipts and returns where it differs from what
/// is kept; of the actor's task force, or of all where the actor is in none.
///
/// # Errors
/// `Denied` without `system.run`.
pub async fn recount(app: &App, actor: &Actor) -> Result<Vec<(OrderId, RegionId)>> {
    check(actor, Act::SystemRun, &Scope::global())?;
    let mut tx = app.store.read().await?;
    let all = store::taskforce::list(&mut tx).await?;
    let mut wrong = Vec::new();
    for taskforce in all {
        if actor.taskforce.is_some_and(|own| own != taskforce.id) {
            continue;
        }
        for row in store::outreach::list(&mut tx, taskforce.id).await? {
            let Some(day) = row.issued_on else { continue };
            let key = (row.taskforce, row.id);
            let kept = store::outreach::list_tallies(&mut tx, key, day).await?;
            let mut kept: Totals =
                kept.into_iter().map(|one| (one.region, (one.steps, Reaches::new()))).collect();
            for (region, level, reach) in store::outreach::list_tally_reach(&mut tx, key).await? {
                // A level that was corrected away leaves a row of nothing.
                if reach != Reach::default() {
                    kept.entry(region).or_default().1.insert(level, reach);
                }
            }
            let reckoned = reckoned(&mut tx, &row).await?;
            let regions = kept.keys().chain(reckoned.keys()).copied();
            let mut off: Vec<RegionId> =
                regions.filter(|region| kept.get(region) != reckoned.get(region)).collect();
            off.sort_unstable();
            off.dedup();
            wrong.extend(off.into_iter().map(|region| (row.id, region)));
        }
    }
    Ok(wrong)
}

/// The roll-up of an order as its receipts have it.
async fn reckoned(tx: &mut Tx, row: &OrderRow) -> Result<Totals> {
    let key = (row.taskforce, row.id);
    let mut totals = Totals::new();
    let mut whole = (Steps::default(), Reaches::new());
    for (district, steps) in store::outreach::list_reckoned(tx, key).await? {
        whole.0.asked += steps.asked;
        whole.0.acknowledged += steps.acknowledged;
        whole.0.reported += steps.reported;
        whole.0.empty += steps.empty;
        totals.insert(district, (steps, Reaches::new()));
    }
    for (district, level, reach) in store::outreach::list_reckoned_reach(tx, key).await? {
        *whole.1.entry(level).or_default() += reach;
        totals.entry(district).or_default().1.insert(level, reach);
    }
    totals.insert(row.region, whole);
    Ok(totals)
}
