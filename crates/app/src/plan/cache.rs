//! Models of plans, shared by every page until something is written or the day changes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::time::Instant;

use super::model::{Key, Model};

/// Read models of plans.
#[derive(Default)]
pub struct Cache(Mutex<HashMap<Key, Kept>>);

struct Kept {
    model: Arc<Model>,
    built_at: Instant,
}

/// What does not count a plan's revision (a renamed agency, a new group member) shows this late.
const KEPT_FOR: i64 = 60 * Instant::SECOND;

/// Task forces on one node times the few checkpoints that are looked at.
const MOST: usize = 64;

impl std::fmt::Debug for Cache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cache")
    }
}

impl Cache {
    /// The model of this revision and today, where it is kept.
    pub(super) fn find(&self, key: Key, revision: i64, now: Instant) -> Option<Arc<Model>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(&key)?;
        let matrix = &found.model.matrix;
        let is_current = matrix.plan.revision == revision
            && matrix.today == matrix.zone.date(now)
            && now < found.built_at.plus(KEPT_FOR)
            && now >= found.built_at;
        is_current.then(|| found.model.clone())
    }

    /// Keeps a model.
    pub(super) fn keep(&self, key: Key, model: &Arc<Model>, now: Instant) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST && !kept.contains_key(&key) {
            kept.clear();
        }
        kept.insert(key, Kept { model: model.clone(), built_at: now });
    }
}
