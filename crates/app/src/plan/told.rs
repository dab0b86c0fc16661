//! Stored revisions as people see them: with names, evidence, and what became of each.

use std::collections::{HashMap, hash_map};

use domain::{
    id::{AccountId, LinkId, RegionId},
    plan::{Entry, State},
};
use store::{
    StoreError, Tx,
    plan::{EvidenceRow, RealisationRow},
};

use super::{
    model::Model,
    view::{Evidence, Revision},
};
use crate::Result;

/// Names of these accounts; one that is gone has none.
pub(super) async fn accounts(
    tx: &mut Tx,
    ids: Vec<AccountId>,
) -> Result<HashMap<AccountId, String>> {
    let mut names = HashMap::new();
    for id in ids {
        if names.contains_key(&id) {
            continue;
        }
        match store::account::get(tx, id).await {
            Ok(account) => drop(names.insert(id, account.name)),
            Err(StoreError::Missing) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(names)
}

/// Names that revisions and their evidence speak of.
#[derive(Debug, Default)]
pub(super) struct Names {
    accounts: HashMap<AccountId, String>,
    links: HashMap<LinkId, String>,
    places: HashMap<RegionId, String>,
}

impl Names {
    /// Everyone who sent, approved or decided one of `rows`, and the places of `evidence`.
    pub async fn of(
        tx: &mut Tx,
        rows: &[RealisationRow],
        evidence: &[EvidenceRow],
    ) -> Result<Self> {
        let people =
            rows.iter().flat_map(|row| [row.submitted_by, row.approved_by, row.decided_by]);
        let mut names =
            Self { accounts: accounts(tx, people.flatten().collect()).await?, ..Self::default() };
        if let Some(row) = rows.iter().find(|row| row.link.is_some()) {
            let links = store::plan::list_links(tx, row.taskforce).await?;
            names.links = links.into_iter().map(|link| (link.id, link.holder)).collect();
        }
        for id in evidence.iter().filter_map(|piece| piece.region) {
            if let hash_map::Entry::Vacant(free) = names.places.entry(id) {
                free.insert(store::region::get(tx, id).await?.name);
            }
        }
        Ok(names)
    }
}

/// What is needed to tell of revisions.
pub(super) struct Teller<'a> {
    pub model: &'a Model,
    pub names: &'a Names,
    pub evidence: &'a [EvidenceRow],
}

impl Teller<'_> {
    /// A revision among all of its place, which are in the order of numbers.
    pub fn revision(&self, row: &RealisationRow, all: &[&RealisationRow]) -> Revision {
        let newest = all.last().map(|row| row.revision);
        let verified = all.iter().rev().find(|row| row.state == State::Verified);
        let name = |id: Option<AccountId>| id.and_then(|id| self.names.accounts.get(&id).cloned());
        let holder = row.link.and_then(|id| self.names.links.get(&id).cloned());
        Revision {
            id: row.id,
            number: row.revision,
            state: row.state,
            counts: verified.is_some_and(|verified| verified.id == row.id),
            is_head: newest.is_none_or(|newest| newest == row.revision),
            is_late: row.revision == 1 && self.is_late(row),
            entry: row.entry,
            spend: row.spend,
            obstacle: row.obstacle.clone(),
            follow_up: row.follow_up.clone(),
            nihil: row.nihil.clone(),
            submitted_by: name(row.submitted_by).or(holder),
            via: row.via,
            submitted_at: row.submitted_at,
            approved_by: name(row.approved_by),
            decided_by: name(row.decided_by),
            decided_at: row.decided_at,
            return_reason: row.return_reason.clone(),
            evidence: self.proof(row),
            version: row.version,
        }
    }

    fn is_late(&self, row: &RealisationRow) -> bool {
        let head = self.model.head(row.place.checkpoint);
        head.is_ok_and(|head| self.model.matrix.zone.date(row.sent_at()) > head.deadline)
    }

    fn proof(&self, row: &RealisationRow) -> Vec<Evidence> {
        let own = self.evidence.iter().filter(|piece| piece.realisation == row.id);
        let piece = |piece: &EvidenceRow| Evidence {
            id: piece.id,
            kind: piece.kind,
            file: piece.file,
            url: piece.url.clone(),
            caption: piece.caption.clone(),
            happened_on: piece.happened_on,
            place: piece.region.and_then(|id| self.names.places.get(&id).cloned()),
        };
        own.map(piece).collect()
    }
}

/// Whether a running count is lower than it was, or a part or its whole is.
pub(super) fn fell(before: Option<Entry>, now: Entry) -> bool {
    match (before, now) {
        (Some(Entry::Count(before)), Entry::Count(now)) => now < before,
        (
            Some(Entry::Fraction { numerator: part, denominator: whole }),
            Entry::Fraction { numerator, denominator },
        ) => numerator < part || denominator < whole,
        _ => false,
    }
}
