//! The life of a plan as people see it: stages, versions, proposals, end evaluations.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    agency::Lead,
    figure::Figure,
    id::{IndicatorId, PlanId, ProposalId, StrategyId},
    plan::{
        Amendment, Carry, Evaluation, Measure, ProposalDraft, ProposalState, Scheme, Spread, Stage,
        Step, Target, Years, life::Ready,
    },
    time::{Date, Instant},
};

use super::{AgencyName, Matrix, PlanHead, Row};

/// Where a plan is in its life, how it came there and what can be done next.
#[derive(Debug, Clone)]
pub struct Life {
    /// The plan.
    pub matrix: Arc<Matrix>,
    /// Code of its checkpoint scheme.
    pub scheme: String,
    /// Whether this person may choose other checkpoints: it is not closed and has no reports.
    pub may_choose_scheme: bool,
    /// The stages it entered, the latest first.
    pub stages: Vec<Entered>,
    /// Its versions, the latest first; none before it is in force.
    pub versions: Vec<Version>,
    /// What the next step looks at.
    pub ready: Ready,
    /// The steps that begin here and that this person may take, forward first.
    pub steps: Vec<Step>,
    /// The plan before it.
    pub before: Option<(PlanId, Years)>,
    /// The plan after it.
    pub after: Option<(PlanId, Years)>,
    /// How many proposals there are in each state, in the order of [`ProposalState::ALL`].
    pub proposals: [u32; ProposalState::ALL.len()],
}

/// A stage that a plan entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The stage.
    pub stage: Stage,
    /// When.
    pub at: Instant,
    /// Who led it there; none for the system.
    pub by: Option<String>,
    /// Why; may be empty.
    pub note: String,
}

/// A dated version of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// 1 is the plan as it was put in force.
    pub number: i64,
    /// From when on, what it rests on, and why.
    pub amendment: Amendment,
    /// Who made it; none for the system.
    pub by: Option<String>,
    /// When.
    pub at: Instant,
}

/// What an office wants to stand in a plan.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Identifier.
    pub id: ProposalId,
    /// The plan it is for.
    pub plan: PlanId,
    /// The office that proposes; none for the secretariat.
    pub agency: Option<AgencyName>,
    /// Who would answer.
    pub lead: Option<Lead>,
    /// The usual name of who would answer; empty where nobody is named.
    pub lead_name: String,
    /// What is proposed.
    pub draft: ProposalDraft,
    /// The row of the plan before that it carries on.
    pub origin: Option<IndicatorId>,
    /// Where it stands.
    pub state: ProposalState,
    /// Why it was decided so; may be empty.
    pub decision: String,
    /// The row that it became.
    pub indicator: Option<IndicatorId>,
    /// Who proposed it; none for the system.
    pub proposed_by: Option<String>,
    /// When.
    pub proposed_at: Instant,
    /// Who decided; none while it waits.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Instant>,
    /// Counts the edits; a form sends it back.
    pub version: i64,
    /// Whether this person may change it or take it back now.
    pub may_change: bool,
    /// Whether this person may accept or decline it now.
    pub may_decide: bool,
}

/// The proposals for a plan.
#[derive(Debug, Clone)]
pub struct Proposals {
    /// The plan, with its strategies.
    pub matrix: Arc<Matrix>,
    /// In the order of strategies, then in which they came.
    pub rows: Vec<Proposal>,
    /// Whether this person may propose now.
    pub may_propose: bool,
    /// Whether this person says who answers; else it is the own office.
    pub names_lead: bool,
}

impl Proposals {
    /// The place of a strategy in the plan.
    pub fn strategy(&self, id: StrategyId) -> Option<usize> {
        self.matrix.strategies.iter().position(|strategy| strategy.id == id)
    }
}

/// How a row ended and what the next plan does with it.
#[derive(Debug, Clone)]
pub struct Ending {
    /// The row.
    pub row: Arc<Row>,
    /// The end evaluation; none where nobody has written it.
    pub evaluation: Option<Evaluated>,
    /// What the next plan does with it; none where nobody has decided.
    pub carry: Option<Carried>,
}

/// An end evaluation and who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluated {
    /// What was found.
    pub evaluation: Evaluation,
    /// Who wrote it; none for the system.
    pub by: Option<String>,
    /// When.
    pub at: Instant,
    /// Counts the edits.
    pub version: i64,
}

/// What the next plan does with a row, and who decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The choice and why.
    pub carry: Carry,
    /// What it became in the next plan.
    pub proposal: Option<ProposalId>,
    /// Who decided; none for the system.
    pub by: Option<String>,
    /// When.
    pub at: Instant,
    /// Counts the edits.
    pub version: i64,
}

/// Every row of a plan with how it ended.
#[derive(Debug, Clone)]
pub struct Endings {
    /// The plan.
    pub matrix: Arc<Matrix>,
    /// In the order of the plan.
    pub rows: Vec<Ending>,
    /// The next plan; rows can be carried over while it takes rows.
    pub next: Option<(PlanId, Years, Stage)>,
    /// Whether this person may write evaluations now.
    pub may_evaluate: bool,
    /// Whether this person may decide what goes on now.
    pub may_carry: bool,
}

impl Endings {
    /// How many rows have been evaluated, and how many are decided.
    pub fn done(&self) -> (usize, usize) {
        let evaluated = self.rows.iter().filter(|row| row.evaluation.is_some()).count();
        (evaluated, self.rows.iter().filter(|row| row.carry.is_some()).count())
    }
}

/// One row of a plan as it stood on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The indicator.
    pub id: IndicatorId,
    /// Code of the activity, as printed.
    pub code: String,
    /// The activity.
    pub activity: String,
    /// The indicator.
    pub indicator: String,
    /// Unit as printed.
    pub unit: String,
    /// How its figures add up.
    pub measure: Measure,
    /// Usual name of who answers; empty where nobody does.
    pub lead: String,
    /// The target of each year.
    pub targets: Vec<(i16, Target)>,
}

/// A row on both sides, or on one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// On the left.
    pub left: Option<Side>,
    /// On the right.
    pub right: Option<Side>,
}

impl Compared {
    /// Whether both sides want the same of the same office.
    pub fn is_same(&self) -> bool {
        let (Some(left), Some(right)) = (&self.left, &self.right) else { return false };
        left.indicator == right.indicator
            && left.lead == right.lead
            && left.targets == right.targets
    }
}

/// Two plans, or two days of one, side by side.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The plan on the left.
    pub left: PlanHead,
    /// The plan on the right.
    pub right: PlanHead,
    /// The days on which they are looked at.
    pub days: (Date, Date),
    /// In the order of the right one; what only the left one has comes last.
    pub rows: Vec<Compared>,
}

/// A row with everything that its forms change.
#[derive(Debug, Clone)]
pub struct Editing {
    /// The plan.
    pub matrix: Arc<Matrix>,
    /// The row.
    pub row: Arc<Row>,
    /// The day from which a change to targets and lead counts; none where a plan in force has no
    /// amendment that can still be changed.
    pub since: Option<Date>,
    /// Who answers by the latest version.
    pub lead: Option<Lead>,
    /// The target of each year by the latest version.
    pub targets: Vec<(i16, Target)>,
    /// Own spreads by year.
    pub spreads: BTreeMap<i16, Spread>,
    /// Whether the part may be larger than the whole.
    pub over_whole: bool,
    /// Where it stood before the plan.
    pub baseline: Option<Figure>,
    /// The checkpoints of a year.
    pub scheme: Scheme,
}
