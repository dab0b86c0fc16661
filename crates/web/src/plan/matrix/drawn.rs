//! Bodies of the matrix that were drawn lately: fifty rows with their pictures cost more to draw
//! than all else about the page, and are the same for everybody until a figure changes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use app::plan::view::Matrix;
use domain::id::PlanId;
use text::Lang;

/// Views kept at once, about 100 KB each.
const MOST: usize = 64;

/// Drawn bodies by plan, language and address.
#[derive(Default)]
pub struct Drawn(Mutex<HashMap<(PlanId, Lang, String), Kept>>);

struct Kept {
    /// What it was drawn from; a figure that changes makes another matrix.
    matrix: Weak<Matrix>,
    body: Arc<str>,
}

impl Drawn {
    /// The body of this view of this very matrix, drawn now where it is not kept.
    pub fn body(
        &self,
        matrix: &Arc<Matrix>,
        lang: Lang,
        address: String,
        draw: impl FnOnce() -> String,
    ) -> Arc<str> {
        let key = (matrix.plan.id, lang, address);
        if let Some(body) = self.find(&key, matrix) {
            return body;
        }
        let body: Arc<str> = draw().into();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST && !kept.contains_key(&key) {
            kept.clear();
        }
        kept.insert(key, Kept { matrix: Arc::downgrade(matrix), body: body.clone() });
        body
    }

    fn find(&self, key: &(PlanId, Lang, String), matrix: &Arc<Matrix>) -> Option<Arc<str>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(key)?;
        // A weak pointer keeps its address taken, so two matrices never share one.
        std::ptr::eq(found.matrix.as_ptr(), Arc::as_ptr(matrix)).then(|| found.body.clone())
    }
}
