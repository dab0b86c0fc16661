//! Proposals: what an office wants to stand in a plan that is being made.

use super::{
    Measure, Rule, Stage, Target, Years,
    draft::{FIGURE_MAX, RUPIAH_MAX, TEXT_MAX},
};
use crate::{
    field::{FieldErrors, text, words},
    figure::{Figure, Rupiah},
    id::StrategyId,
};

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProposalState {
    /// Waits to be discussed.
    Proposed,
    /// Became a row of the plan.
    Accepted,
    /// Did not, with a reason.
    Declined,
    /// Taken back by the office.
    Withdrawn,
}

impl ProposalState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Proposed, Self::Accepted, Self::Declined, Self::Withdrawn];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Longest name of an activity or indicator, in characters.
pub const NAME_MAX: usize = 500;
/// Longest unit and longest list of funding, in characters.
pub const SHORT_MAX: usize = 100;

/// What is wanted of a row in one year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The target.
    pub target: Target,
    /// The money; none where none is named.
    pub rupiah: Option<Rupiah>,
}

/// A checked proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalDraft {
    /// The strategy it belongs to.
    pub strategy: StrategyId,
    /// The activity.
    pub activity: String,
    /// The indicator.
    pub indicator: String,
    /// Unit; `%` for percentages.
    pub unit: String,
    /// How its figures add up.
    pub measure: Measure,
    /// What counts and what does not; may be empty.
    pub definition: String,
    /// Sources of the money; may be empty.
    pub funding: String,
    /// Why it is needed.
    pub reason: String,
    /// What is wanted, one for each year of the plan.
    pub wanted: Vec<Wanted>,
}

/// The form of a proposal; every field as typed, targets and money by the place of the year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposalForm {
    /// Identifier of the strategy.
    pub strategy: String,
    /// The activity.
    pub activity: String,
    /// The indicator.
    pub indicator: String,
    /// Unit.
    pub unit: String,
    /// Code of the measure.
    pub measure: String,
    /// Definition.
    pub definition: String,
    /// Sources of the money.
    pub funding: String,
    /// Why.
    pub reason: String,
    /// Targets.
    pub targets: Vec<String>,
    /// Money.
    pub budgets: Vec<String>,
}

/// Names of the fields for targets, by the place of the year.
pub const TARGET_FIELDS: [&str; 10] = [
    "target_1",
    "target_2",
    "target_3",
    "target_4",
    "target_5",
    "target_6",
    "target_7",
    "target_8",
    "target_9",
    "target_10",
];
/// Names of the fields for money, by the place of the year.
pub const BUDGET_FIELDS: [&str; 10] = [
    "budget_1",
    "budget_2",
    "budget_3",
    "budget_4",
    "budget_5",
    "budget_6",
    "budget_7",
    "budget_8",
    "budget_9",
    "budget_10",
];

impl ProposalDraft {
    /// Checks a typed proposal against the years of the plan and its strategies.
    ///
    /// A target may be left out for a year, but not for all of them; a text instead of a number
    /// ("per kebutuhan") is a target without a number.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `choice`, `negative`, `too_large`, `number`.
    pub fn parse(
        form: &ProposalForm,
        years: Years,
        strategies: &[StrategyId],
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let strategy = form.strategy.parse().ok().filter(|id| strategies.contains(id));
        if strategy.is_none() {
            errors.push("strategy", "choice");
        }
        let measure = Measure::from_code(&form.measure);
        if measure.is_none() {
            errors.push("measure", "choice");
        }
        let activity = words("activity", &form.activity, NAME_MAX, &mut errors);
        let indicator = words("indicator", &form.indicator, NAME_MAX, &mut errors);
        let unit = words("unit", &form.unit, SHORT_MAX, &mut errors);
        let reason = words("reason", &form.reason, TEXT_MAX, &mut errors);
        let definition = text("definition", &form.definition, TEXT_MAX, &mut errors);
        let funding = text("funding", &form.funding, SHORT_MAX, &mut errors);
        let wanted = wanted(form, years, &mut errors);
        let (Some(strategy), Some(measure)) = (strategy, measure) else { return Err(errors) };
        errors.or(Self {
            strategy,
            activity,
            indicator,
            unit,
            measure,
            definition,
            funding,
            reason,
            wanted,
        })
    }
}

fn wanted(form: &ProposalForm, years: Years, errors: &mut FieldErrors) -> Vec<Wanted> {
    let typed = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
    let mut list = Vec::new();
    for (place, _) in years.each().enumerate().take(TARGET_FIELDS.len()) {
        list.push(Wanted {
            target: target(TARGET_FIELDS[place], &typed(&form.targets, place), errors),
            rupiah: rupiah(BUDGET_FIELDS[place], &typed(&form.budgets, place), errors),
        });
    }
    if list.iter().all(|year| year.target == Target::default())
        && TARGET_FIELDS.iter().all(|field| errors.of(field).is_none())
    {
        errors.push(TARGET_FIELDS[0], "required");
    }
    list
}

/// A target as typed: a number, a percentage, or words without a number.
pub fn target(field: &'static str, typed: &str, errors: &mut FieldErrors) -> Target {
    let typed = typed.trim();
    if typed.is_empty() {
        return Target::default();
    }
    if !typed.starts_with(|first: char| first.is_ascii_digit() || first == '-' || first == '+') {
        let words = text(field, typed, SHORT_MAX, errors);
        return Target { value: None, text: words };
    }
    match Figure::parse(typed.trim_end_matches('%').trim_end()) {
        Ok(value) if value < Figure::ZERO => errors.push(field, "negative"),
        Ok(value) if value > FIGURE_MAX => errors.push(field, "too_large"),
        Ok(value) => return Target { value: Some(value), text: String::new() },
        Err(bad) => errors.push(field, bad.code()),
    }
    Target::default()
}

fn rupiah(field: &'static str, typed: &str, errors: &mut FieldErrors) -> Option<Rupiah> {
    if typed.trim().is_empty() {
        return None;
    }
    match Rupiah::parse(typed) {
        Ok(money) if money < Rupiah::ZERO => errors.push(field, "negative"),
        Ok(money) if money > RUPIAH_MAX => errors.push(field, "too_large"),
        Ok(money) => return Some(money),
        Err(bad) => errors.push(field, bad.code()),
    }
    None
}

/// Whether an office may propose, change or take back a proposal now.
///
/// # Errors
/// [`Rule::NotProposing`] where the plan takes no proposals; [`Rule::Decided`] where it has been
/// decided.
pub const fn proposable(stage: Stage, state: ProposalState) -> Result<(), Rule> {
    match (stage, state) {
        (Stage::Proposing, ProposalState::Proposed) => Ok(()),
        (Stage::Proposing, _) => Err(Rule::Decided),
        _ => Err(Rule::NotProposing),
    }
}

/// Whether a proposal may be accepted or declined now. Proposals are discussed while others still
/// come in.
///
/// # Errors
/// [`Rule::NotDiscussing`] once the rows are agreed; [`Rule::Decided`] for the second decision.
pub const fn discussable(stage: Stage, state: ProposalState) -> Result<(), Rule> {
    match (stage, state) {
        (Stage::Proposing | Stage::Discussing, ProposalState::Proposed) => Ok(()),
        (Stage::Proposing | Stage::Discussing, _) => Err(Rule::Decided),
        _ => Err(Rule::NotDiscussing),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const YEARS: Years = Years { first: 2027, last: 2029 };

    fn strategy() -> StrategyId {
        StrategyId(Uuid::from_u128(1))
    }

    fn form() -> ProposalForm {
        ProposalForm {
            strategy: strategy().to_string(),
            activity: "Sosialisasi".to_owned(),
            indicator: "Jumlah desa".to_owned(),
            unit: "desa".to_owned(),
            measure: "per_period".to_owned(),
            reason: "Kantong PMI".to_owned(),
            targets: vec!["10".to_owned(), String::new(), "per kebutuhan".to_owned()],
            budgets: vec!["Rp250.000.000".to_owned()],
            ..ProposalForm::default()
        }
    }

    #[test]
    fn a_proposal_names_what_is_wanted_in_each_year() {
        let draft = ProposalDraft::parse(&form(), YEARS, &[strategy()]).unwrap();
        assert_eq!(draft.wanted.len(), 3);
        assert_eq!(draft.wanted[0].target.value, Some(Figure::whole(10)));
        assert_eq!(draft.wanted[0].rupiah, Some(Rupiah(250_000_000)));
        assert_eq!(draft.wanted[1], Wanted::default());
        assert_eq!(draft.wanted[2].target.text, "per kebutuhan");
    }

    #[test]
    fn a_proposal_without_any_target_or_with_a_broken_one_is_refused_at_that_year() {
        let none = ProposalForm { targets: vec![], ..form() };
        let errors = ProposalDraft::parse(&none, YEARS, &[strategy()]).unwrap_err();
        assert_eq!(errors.of("target_1"), Some("required"));
        let broken = ProposalForm {
            targets: vec![String::new(), "-3".to_owned(), "4..5".to_owned()],
            budgets: vec!["-1".to_owned()],
            ..form()
        };
        let errors = ProposalDraft::parse(&broken, YEARS, &[strategy()]).unwrap_err();
        assert_eq!(errors.of("target_2"), Some("negative"));
        assert!(errors.of("target_3").is_some() && errors.of("budget_1").is_some());
    }

    #[test]
    fn a_strategy_of_another_plan_is_no_choice() {
        let errors = ProposalDraft::parse(&form(), YEARS, &[]).unwrap_err();
        assert_eq!(errors.of("strategy"), Some("choice"));
    }

    #[test]
    fn an_office_proposes_only_while_proposals_are_taken_and_each_is_decided_once() {
        use ProposalState as P;
        assert_eq!(proposable(Stage::Proposing, P::Proposed), Ok(()));
        assert_eq!(proposable(Stage::Proposing, P::Accepted), Err(Rule::Decided));
        for stage in Stage::ALL.into_iter().filter(|stage| *stage != Stage::Proposing) {
            assert_eq!(proposable(stage, P::Proposed), Err(Rule::NotProposing), "{stage:?}");
        }
        for stage in Stage::ALL {
            let expected = if stage.takes_rows() { Ok(()) } else { Err(Rule::NotDiscussing) };
            assert_eq!(discussable(stage, P::Proposed), expected, "{stage:?}");
        }
        assert_eq!(discussable(Stage::Discussing, P::Declined), Err(Rule::Decided));
    }
}
