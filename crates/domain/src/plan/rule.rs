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
    /// The plan is closed.
    #[error("the plan is closed")]
    Closed,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 9] = [
        Self::OutsidePlan,
        Self::NotEnded,
        Self::Decided,
        Self::Superseded,
        Self::OwnReport,
        Self::ReasonMissing,
        Self::MeasureInUse,
        Self::SpreadEnded,
        Self::Closed,
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
