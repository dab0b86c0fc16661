//! What a plan does not allow, each with its stable code.

/// Why a plan does not allow what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// The checkpoint is not one of the plan.
    #[error("the checkpoint is not one of the plan")]
    OutsidePlan,
    /// The checkpoint has not ended yet.
    #[error("the checkpoint has not ended yet")]
    NotEnded,
    /// The revision has been decided already.
    #[error("the report has been decided already")]
    Decided,
    /// A newer revision took its place.
    #[error("a newer revision took its place")]
    Superseded,
    /// A report can't be verified or returned by who sent it.
    #[error("a report is decided by somebody else than who sent it")]
    OwnReport,
    /// A report is only returned with a reason.
    #[error("a report is only returned with a reason")]
    ReasonMissing,
    /// How an indicator counts can't change once figures have been reported.
    #[error("how an indicator counts can't change once figures have been reported")]
    MeasureInUse,
    /// A checkpoint that has ended keeps the share it was judged by.
    #[error("a checkpoint that has ended keeps the share it was judged by")]
    SpreadEnded,
    /// The plan is not in force.
    #[error("the plan is not in force")]
    Closed,
    /// The step does not begin at the stage the plan is in.
    #[error("the plan is at another stage")]
    StageOrder,
    /// A plan without rows can't be agreed.
    #[error("the plan has no rows")]
    NoRows,
    /// Proposals wait to be decided.
    #[error("proposals wait to be decided")]
    Undecided,
    /// A row has nobody who answers, or no target.
    #[error("a row has nobody who answers, or no target")]
    Incomplete,
    /// A plan is closed after its last day.
    #[error("the plan is not over yet")]
    NotOver,
    /// A row has no end evaluation.
    #[error("a row has no end evaluation")]
    Unevaluated,
    /// The plan takes no proposals.
    #[error("the plan takes no proposals")]
    NotProposing,
    /// The rows are agreed already.
    #[error("the rows are agreed already")]
    NotDiscussing,
    /// Another plan is in force in these years.
    #[error("another plan is in force in these years")]
    Overlaps,
    /// An amendment counts from today at the earliest.
    #[error("an amendment counts from today at the earliest")]
    AmendsPast,
    /// An amendment counts after the one before it.
    #[error("an amendment counts after the one before it")]
    AmendmentOrder,
    /// A plan in force is changed by an amendment alone.
    #[error("a plan in force is changed by an amendment alone")]
    NoAmendment,
    /// The regulation that a plan rests on is not recorded.
    #[error("the regulation of the plan is not recorded")]
    NoRegulation,
    /// The plan has a successor already.
    #[error("the plan has a successor already")]
    HasNext,
    /// The import has been taken back already.
    #[error("the import has been taken back already")]
    ImportUndone,
    /// The plan has changed since the import.
    #[error("the plan has changed since the import")]
    ImportUsed,
    /// Reports were made by the checkpoints of the plan.
    #[error("reports were made by the checkpoints of the plan")]
    SchemeInUse,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 26] = [
        Self::OutsidePlan,
        Self::NotEnded,
        Self::Decided,
        Self::Superseded,
        Self::OwnReport,
        Self::ReasonMissing,
        Self::MeasureInUse,
        Self::SpreadEnded,
        Self::Closed,
        Self::StageOrder,
        Self::NoRows,
        Self::Undecided,
        Self::Incomplete,
        Self::NotOver,
        Self::Unevaluated,
        Self::NotProposing,
        Self::NotDiscussing,
        Self::Overlaps,
        Self::AmendsPast,
        Self::AmendmentOrder,
        Self::NoAmendment,
        Self::NoRegulation,
        Self::HasNext,
        Self::ImportUndone,
        Self::ImportUsed,
        Self::SchemeInUse,
    ];

    /// The stable code; `text` has its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OutsidePlan => "plan.outside_plan",
            Self::NotEnded => "plan.not_ended",
            Self::Decided => "plan.decided",
            Self::Superseded => "plan.superseded",
            Self::OwnReport => "plan.own_report",
            Self::ReasonMissing => "plan.reason_missing",
            Self::MeasureInUse => "plan.measure_in_use",
            Self::SpreadEnded => "plan.spread_ended",
            Self::Closed => "plan.closed",
            Self::StageOrder => "plan.stage_order",
            Self::NoRows => "plan.no_rows",
            Self::Undecided => "plan.undecided",
            Self::Incomplete => "plan.incomplete",
            Self::NotOver => "plan.not_over",
            Self::Unevaluated => "plan.unevaluated",
            Self::NotProposing => "plan.not_proposing",
            Self::NotDiscussing => "plan.not_discussing",
            Self::Overlaps => "plan.overlaps",
            Self::AmendsPast => "plan.amends_past",
            Self::AmendmentOrder => "plan.amendment_order",
            Self::NoAmendment => "plan.no_amendment",
            Self::NoRegulation => "plan.no_regulation",
            Self::HasNext => "plan.has_next",
            Self::ImportUndone => "plan.import_undone",
            Self::ImportUsed => "plan.import_used",
            Self::SchemeInUse => "plan.scheme_in_use",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_code_of_its_own() {
        let codes: std::collections::HashSet<_> = Rule::ALL.map(Rule::code).into_iter().collect();
        assert_eq!(codes.len(), Rule::ALL.len());
    }
}
