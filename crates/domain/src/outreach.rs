//! Outreach (sosialisasi): a message that goes down from the task force to every household, and
//! what comes back of it from each sub-district and village.

mod level;
mod order;
mod receipt;

pub use level::{CascadeLevel, Levels};
pub use order::{Order, OrderForm, Rule, Stage, Step};
pub use receipt::{
    GATHERINGS_MAX, LineForm, PEOPLE_MAX, Reach, Reaches, Report, ReportForm, State,
};
