//! Where the pages of outreach are.

use domain::id::{DecisionId, OrderId, RegionId};

/// The list of orders.
pub const HOME: &str = "/sosialisasi";
/// A new order.
pub const NEW: &str = "/sosialisasi/baru";

/// A new order that carries out a decision.
pub fn new_from(decision: DecisionId) -> String {
    format!("{NEW}?keputusan={decision}")
}

/// The page of an order.
pub fn href(id: OrderId) -> String {
    format!("{HOME}/{id}")
}

/// An order in one sub-district or village.
pub fn place(id: OrderId, region: RegionId) -> String {
    format!("{HOME}/{id}/{region}")
}

/// The form by which a region reports.
pub fn report(id: OrderId, region: RegionId) -> String {
    format!("{HOME}/{id}/{region}/lapor")
}
