//! The action plan: read models and the way of a figure from report to verified.

/// Read models of plans, shared by many pages; its owner fills it.
#[derive(Debug, Default)]
pub struct Cache {}
