//! The regional action plan (RAD): how to count, what is wanted, what was done, and who is behind.
//!
//! Strategy > activity > indicator > target > realisation. The modules below are the arithmetic of
//! a plan from the inside out: a [`Ratio`] is exact; an [`Aim`] says what is expected at a
//! [`Checkpoint`]; [`Bounds`] turn an achievement into a word; [`rollup`] goes from members to a
//! row and from rows to their parent; [`Frame::line`] judges a row at every checkpoint of the plan;
//! [`red`] orders what is behind.
//!
//! [`life`] is the way of a plan from the first proposal to the carry-over into the next one.
//!
//! Everything is exact in integers, and a percentage is rounded half up once, at the end.

mod achievement;
mod amendment;
mod band;
mod budget;
mod checkpoint;
mod draft;
mod due;
mod evaluation;
mod evidence;
mod facts;
mod filled;
pub mod import;
pub mod life;
mod link;
mod matrix;
mod measure;
pub mod national;
pub mod proposal;
mod ratio;
mod realisation;
pub mod red;
pub mod rollup;
mod rule;
mod rules;
mod sipd;
mod spread;
mod twin;

#[cfg(test)]
mod property;
#[cfg(test)]
mod story;

pub use achievement::{Aim, Expected};
pub use amendment::{Amendment, AmendmentForm, amendable};
pub use band::{Band, Bounds, Grade};
pub use budget::{BudgetWindow, Opening, next_opening};
pub use checkpoint::{BadScheme, Checkpoint, Point, Scheme, Share, Window, Years};
pub use draft::{Asked, Draft, FIGURE_MAX, Form, NIHIL_REASON_MAX, RUPIAH_MAX, TEXT_MAX};
pub use due::{Ask, Due};
pub use evaluation::{Carry, Choice, Evaluation, EvaluationForm, fell_short};
pub use evidence::{CAPTION_MAX, EVIDENCE_MAX, EvidenceKind, URL_MAX, caption, link};
pub use facts::{Dated, Frame, Groups, Reports, Row, Target, key, on};
pub use filled::{FILLED, FilledBook, FilledFault, FilledLine, KEY_HEADING, LineKey, filled};
pub use life::{NewPlan, NewPlanForm, Regulation, RegulationForm, Stage, Step};
pub use link::{LINK_DAYS, NewLink, Via};
pub use matrix::{Cell, Flag, Line, parent};
pub use measure::{Direction, Entry, Measure};
pub use national::{NATIONAL, NationalPlan, NationalStrategy};
pub use proposal::{ProposalDraft, ProposalForm, ProposalState, Wanted};
pub use ratio::Ratio;
pub use realisation::{Decidable, History, REASON_MAX, Revision, Standing, State, reportable};
pub use rollup::{Coverage, Parent, what_if};
pub use rule::Rule;
pub use rules::{BadRules, Reporting, Rules, SHIPPED};
pub use sipd::sipd;
pub use spread::{BadSpread, SPREAD_FIELDS, Spread};
pub use twin::{Claim, photo_hash, same_photo};
