//! The action plan: read models and the way of a figure from report to verified.
//!
//! Every write counts the plan's revision and leaves an audit event in the same transaction; every
//! read goes through one model per plan, revision and day.

mod amend;
mod approval;
mod beside;
mod build;
mod cache;
mod dak;
mod decide;
mod edit;
mod evaluation;
mod evidence;
mod export;
pub mod filling;
mod gather;
mod home;
pub mod import;
mod life;
pub mod link;
mod load;
mod located;
mod model;
mod notes;
mod paper;
mod proposal;
mod read;
mod report;
mod row;
mod scheme;
mod silent;
mod stream;
mod told;
mod total;
mod trend;
mod twin;
pub mod view;

use domain::{
    access::Actor,
    id::{AgencyId, TaskForceId},
    plan::{Checkpoint, Rule},
};

pub use amend::{add, amend, take_out};
pub use approval::{Approval, approval, set_approval};
pub use beside::beside;
pub use cache::Cache;
pub use dak::{dak, is_dak};
pub use decide::{Desk, approve, give_back, review, verify, waiting};
pub use edit::{Edit, SpreadEdit, Wants, edit, editing, want};
pub use evaluation::{carry, ending, endings, evaluate};
pub use evidence::{About, Attachment, attach};
pub use export::{BandWords, Export, export};
pub use home::{home, leadership};
pub(crate) use life::version;
pub use life::{create, enact, life, of_years, plans, step, strategies_to_begin};
pub use located::located;
pub use notes::{agency_sheet, checkpoint_report};
pub use paper::paper;
pub use proposal::{accept, decline, proposal, proposals, propose, revise, withdraw};
pub(crate) use proposal::{accept_in, decline_in};
pub use read::{history, matrix, red_list};
pub use report::{NewReport, due, report, report_form};
pub use scheme::set_scheme;
pub use silent::silent;
pub use store::plan::Place;
pub use stream::export_reports;
pub use trend::{national, trend};

use crate::{Error, Result, Scope};

/// Rows of a page.
pub const PAGE: usize = 50;

impl From<Rule> for Error {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule.code())
    }
}

/// What permission asks of a plan.
pub fn scope(taskforce: TaskForceId) -> Scope {
    Scope::taskforce(taskforce)
}

/// What permission asks of a report.
pub fn report_scope(taskforce: TaskForceId, agency: AgencyId) -> Scope {
    Scope::taskforce(taskforce).agency(agency)
}

/// The task force of the actor; who has none sees no plan.
fn own(actor: &Actor) -> Result<TaskForceId> {
    actor.taskforce.ok_or(Error::NotFound)
}

/// A checkpoint for the audit trail: year and place.
fn mark(at: Checkpoint) -> String {
    format!("{}-{}", at.year, at.index)
}
