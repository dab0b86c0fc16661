//! The life of a plan, from the first proposal to the carry-over into the next one.
//!
//! Proposals are gathered per office, discussed row by row, agreed, put into legal form and put in
//! force by a regulation; a plan in force is reported on and amended; it is closed with an end
//! evaluation of each row. A way back exists until the regulation is signed, and says why.

use std::collections::HashSet;

use super::{Rule, Years, key};
use crate::{
    field::{FieldErrors, words},
    time::Date,
};

/// Where a plan is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Offices propose their rows.
    Proposing,
    /// The proposals are discussed row by row.
    Discussing,
    /// The rows are agreed.
    Agreed,
    /// The regulation is being drafted.
    Drafting,
    /// In force: it is reported on.
    Running,
    /// Over, and kept as it was.
    Closed,
}

impl Stage {
    /// Every stage, in the order of a plan's life.
    pub const ALL: [Self; 6] = [
        Self::Proposing,
        Self::Discussing,
        Self::Agreed,
        Self::Drafting,
        Self::Running,
        Self::Closed,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposing => "proposing",
            Self::Discussing => "discussing",
            Self::Agreed => "agreed",
            Self::Drafting => "drafting",
            Self::Running => "running",
            Self::Closed => "closed",
        }
    }

    /// The stage with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// Whether it has not been put in force yet.
    pub const fn is_draft(self) -> bool {
        matches!(self, Self::Proposing | Self::Discussing | Self::Agreed | Self::Drafting)
    }

    /// Whether its rows can be changed without an amendment.
    pub const fn takes_rows(self) -> bool {
        matches!(self, Self::Proposing | Self::Discussing)
    }
}

/// A step from one stage to another that needs nothing but a decision; putting in force needs a
/// [`Regulation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// No more proposals are taken; those that came are discussed.
    Discuss,
    /// Proposals are taken again.
    Reopen,
    /// The rows are agreed.
    Agree,
    /// The rows are discussed again.
    Return,
    /// The regulation is drafted.
    Draft,
    /// Put in force.
    Enact,
    /// Closed.
    Close,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 7] = [
        Self::Discuss,
        Self::Reopen,
        Self::Agree,
        Self::Return,
        Self::Draft,
        Self::Enact,
        Self::Close,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Discuss => "discuss",
            Self::Reopen => "reopen",
            Self::Agree => "agree",
            Self::Return => "return",
            Self::Draft => "draft",
            Self::Enact => "enact",
            Self::Close => "close",
        }
    }

    /// The step with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// Whether it leads back, which is only done with a reason.
    pub const fn leads_back(self) -> bool {
        matches!(self, Self::Reopen | Self::Return)
    }
}

/// What a step looks at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ready {
    /// Rows that the plan has.
    pub rows: u32,
    /// Rows without anybody who answers.
    pub without_lead: u32,
    /// Rows without a target in any year.
    pub without_target: u32,
    /// Proposals that nobody has decided.
    pub undecided: u32,
    /// Rows without an end evaluation.
    pub unevaluated: u32,
    /// Whether the last day of the plan is over.
    pub is_over: bool,
}

/// The stage that `step` leads to.
///
/// # Errors
/// [`Rule::StageOrder`] where the step does not begin here; [`Rule::Undecided`], [`Rule::NoRows`],
/// [`Rule::Incomplete`] before agreeing; [`Rule::NotOver`] and [`Rule::Unevaluated`] before closing.
pub const fn next(stage: Stage, step: Step, ready: &Ready) -> Result<Stage, Rule> {
    match (stage, step) {
        (Stage::Proposing, Step::Discuss) | (Stage::Agreed | Stage::Drafting, Step::Return) => {
            Ok(Stage::Discussing)
        }
        (Stage::Discussing, Step::Reopen) => Ok(Stage::Proposing),
        (Stage::Discussing, Step::Agree) => match ready {
            Ready { rows: 0, .. } => Err(Rule::NoRows),
            Ready { undecided: 0, without_lead: 0, without_target: 0, .. } => Ok(Stage::Agreed),
            Ready { undecided: 0, .. } => Err(Rule::Incomplete),
            _ => Err(Rule::Undecided),
        },
        (Stage::Agreed, Step::Draft) => Ok(Stage::Drafting),
        (Stage::Drafting, Step::Enact) => Ok(Stage::Running),
        (Stage::Running, Step::Close) => match ready {
            Ready { is_over: false, .. } => Err(Rule::NotOver),
            Ready { unevaluated: 0, .. } => Ok(Stage::Closed),
            _ => Err(Rule::Unevaluated),
        },
        _ => Err(Rule::StageOrder),
    }
}

/// The steps that begin at a stage, forward first.
pub fn steps(stage: Stage) -> impl Iterator<Item = Step> {
    // What a step needs is asked when it is taken, so everything counts as ready here.
    const READY: Ready = Ready {
        rows: 1,
        without_lead: 0,
        without_target: 0,
        undecided: 0,
        unevaluated: 0,
        is_over: true,
    };
    let begins = move |step: &Step| next(stage, *step, &READY).is_ok();
    let mut steps: Vec<Step> = Step::ALL.into_iter().filter(begins).collect();
    steps.sort_by_key(|step| step.leads_back());
    steps.into_iter()
}

/// The regulation (Perbup, Keputusan) by which a plan is in force or amended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regulation {
    /// Kind and number: "Peraturan Bupati Tangerang Nomor 12 Tahun 2027".
    pub number: String,
    /// What it is about.
    pub title: String,
    /// Day of signing.
    pub signed_on: Date,
    /// First day it counts.
    pub in_force_on: Date,
}

/// The form of a regulation; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegulationForm {
    /// Kind and number.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// Day of signing.
    pub signed_on: String,
    /// First day it counts.
    pub in_force_on: String,
}

/// Longest number of a regulation, in characters.
pub const NUMBER_MAX: usize = 200;
/// Longest title of a regulation or a plan, in characters.
pub const TITLE_MAX: usize = 300;

impl Regulation {
    /// Checks a typed regulation.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `date`; `before_signing` where it would count before it
    /// was signed.
    pub fn parse(form: &RegulationForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let number = words("number", &form.number, NUMBER_MAX, &mut errors);
        let title = words("title", &form.title, TITLE_MAX, &mut errors);
        let signed_on = day("signed_on", &form.signed_on, &mut errors);
        let in_force_on = day("in_force_on", &form.in_force_on, &mut errors);
        if let (Some(signed), Some(first)) = (signed_on, in_force_on)
            && first < signed
        {
            errors.push("in_force_on", "before_signing");
        }
        let (signed_on, in_force_on) =
            (signed_on.unwrap_or(Date::MIN), in_force_on.unwrap_or(Date::MIN));
        errors.or(Self { number, title, signed_on, in_force_on })
    }
}

/// A new plan, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlan {
    /// Title, as printed.
    pub title: String,
    /// First and last year.
    pub years: Years,
    /// Code of its checkpoint scheme.
    pub scheme: String,
    /// Code and name of each strategy, in the order of the plan.
    pub strategies: Vec<(String, String)>,
}

/// The form of a new plan; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPlanForm {
    /// Title.
    pub title: String,
    /// First year.
    pub first_year: String,
    /// Last year.
    pub last_year: String,
    /// Code of the scheme.
    pub scheme: String,
    /// One strategy a line: `A. Pendidikan`.
    pub strategies: String,
}

/// Most years of one plan.
const YEARS_MAX: i16 = 10;
/// Most strategies of one plan.
const STRATEGIES_MAX: usize = 30;

impl NewPlan {
    /// Checks a typed plan; `schemes` are the codes that the rules know.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `year`, `range`, `choice`, `twice`.
    pub fn parse(form: &NewPlanForm, schemes: &[&str]) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = words("title", &form.title, TITLE_MAX, &mut errors);
        let first = year("first_year", &form.first_year, &mut errors);
        let last = year("last_year", &form.last_year, &mut errors);
        let years = Years { first: first.unwrap_or_default(), last: last.unwrap_or_default() };
        if first.is_some()
            && last.is_some()
            && !(0..YEARS_MAX).contains(&(years.last - years.first))
        {
            errors.push("last_year", "range");
        }
        if !schemes.contains(&form.scheme.as_str()) {
            errors.push("scheme", "choice");
        }
        let strategies = strategies(&form.strategies, &mut errors);
        errors.or(Self { title, years, scheme: form.scheme.clone(), strategies })
    }
}

/// One strategy a line, its code before the first full stop where that is short; without one it
/// gets the next letter.
fn strategies(typed: &str, errors: &mut FieldErrors) -> Vec<(String, String)> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let named: Vec<(String, String)> = (b'A'..=b'Z')
        .cycle()
        .zip(lines)
        .map(|(letter, line)| match line.split_once('.') {
            Some((code, name)) if code.len() <= 4 && !name.trim().is_empty() => {
                (code.trim().to_owned(), name.trim().to_owned())
            }
            _ => (char::from(letter).to_string(), line.to_owned()),
        })
        .collect();
    let keys: HashSet<String> = named.iter().map(|(_, name)| key(name)).collect();
    if named.is_empty() {
        errors.push("strategies", "required");
    } else if keys.len() < named.len() {
        errors.push("strategies", "twice");
    } else if named.len() > STRATEGIES_MAX
        || named.iter().any(|(_, name)| name.chars().count() > TITLE_MAX || name.contains('\0'))
    {
        errors.push("strategies", "too_long");
    }
    named
}

fn year(field: &'static str, typed: &str, errors: &mut FieldErrors) -> Option<i16> {
    let year = typed.trim().parse().ok().filter(|year| (2000..=2100).contains(year));
    if year.is_none() {
        errors.push(field, if typed.trim().is_empty() { "required" } else { "year" });
    }
    year
}

fn day(field: &'static str, typed: &str, errors: &mut FieldErrors) -> Option<Date> {
    let day = crate::time::parse_date(typed);
    if day.is_none() {
        errors.push(field, if typed.trim().is_empty() { "required" } else { "date" });
    }
    day
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const READY: Ready = Ready {
        rows: 3,
        without_lead: 0,
        without_target: 0,
        undecided: 0,
        unevaluated: 0,
        is_over: true,
    };

    #[test]
    fn a_plan_goes_from_proposals_to_closed_in_this_order_and_no_other() {
        let way = [Step::Discuss, Step::Agree, Step::Draft, Step::Enact, Step::Close];
        let mut stage = Stage::Proposing;
        for (step, wanted) in way.into_iter().zip(&Stage::ALL[1..]) {
            for other in Step::ALL.into_iter().filter(|other| *other != step) {
                let led = next(stage, other, &READY);
                assert!(led.is_err() || other.leads_back(), "{stage:?} {other:?} {led:?}");
            }
            stage = next(stage, step, &READY).unwrap();
            assert_eq!(stage, *wanted);
        }
        assert!(steps(Stage::Closed).next().is_none(), "closed is closed");
    }

    #[test]
    fn nothing_leads_back_once_a_regulation_is_signed() {
        for stage in Stage::ALL {
            let back = Step::ALL.into_iter().filter(|step| step.leads_back());
            let leads = back.filter(|step| next(stage, *step, &READY).is_ok()).count();
            let expected = matches!(stage, Stage::Discussing | Stage::Agreed | Stage::Drafting);
            assert_eq!(leads, usize::from(expected), "{stage:?}");
        }
    }

    #[test]
    fn a_plan_is_agreed_only_when_every_row_is_whole_and_every_proposal_decided() {
        let agree = |ready| next(Stage::Discussing, Step::Agree, &ready);
        assert_eq!(agree(Ready { rows: 0, ..READY }), Err(Rule::NoRows));
        assert_eq!(agree(Ready { undecided: 1, ..READY }), Err(Rule::Undecided));
        assert_eq!(agree(Ready { without_lead: 1, ..READY }), Err(Rule::Incomplete));
        assert_eq!(agree(Ready { without_target: 1, ..READY }), Err(Rule::Incomplete));
        assert_eq!(agree(READY), Ok(Stage::Agreed));
    }

    #[test]
    fn a_plan_is_closed_after_its_last_day_with_every_row_evaluated() {
        let close = |ready| next(Stage::Running, Step::Close, &ready);
        assert_eq!(close(Ready { is_over: false, ..READY }), Err(Rule::NotOver));
        assert_eq!(close(Ready { unevaluated: 1, ..READY }), Err(Rule::Unevaluated));
        assert_eq!(close(READY), Ok(Stage::Closed));
    }

    #[test]
    fn a_regulation_does_not_count_before_it_is_signed() {
        let form = RegulationForm {
            number: " Peraturan Bupati Nomor 12 Tahun 2027 ".to_owned(),
            title: "RAD PPTPPO".to_owned(),
            signed_on: "2027-02-10".to_owned(),
            in_force_on: "2027-02-01".to_owned(),
        };
        let errors = Regulation::parse(&form).unwrap_err();
        assert_eq!(errors.of("in_force_on"), Some("before_signing"));
        let good = RegulationForm { in_force_on: "2027-02-10".to_owned(), ..form };
        let regulation = Regulation::parse(&good).unwrap();
        assert_eq!(regulation.number, "Peraturan Bupati Nomor 12 Tahun 2027");
        assert_eq!(regulation.in_force_on, date(2027, 2, 10));
        let empty = Regulation::parse(&RegulationForm::default()).unwrap_err();
        assert_eq!(empty.0.len(), 4);
    }

    #[test]
    fn a_new_plan_names_its_years_and_a_known_scheme() {
        let form = |first: &str, last: &str, scheme: &str| NewPlanForm {
            title: "RAD".to_owned(),
            first_year: first.to_owned(),
            last_year: last.to_owned(),
            scheme: scheme.to_owned(),
            strategies: "A. Pendidikan\nPenguatan hukum\n".to_owned(),
        };
        let parse = |form: &NewPlanForm| NewPlan::parse(form, &["TW", "B"]);
        assert_eq!(
            parse(&form("2027", "2029", "B")).unwrap().years,
            Years { first: 2027, last: 2029 }
        );
        for (bad, field) in [
            (form("2029", "2027", "TW"), "last_year"),
            (form("2027", "2099", "TW"), "last_year"),
            (form("27", "2029", "TW"), "first_year"),
            (form("2027", "2029", "X"), "scheme"),
        ] {
            assert!(parse(&bad).unwrap_err().of(field).is_some(), "{bad:?}");
        }
    }

    #[test]
    fn strategies_keep_their_code_or_get_the_next_letter_and_are_named_once() {
        let mut errors = FieldErrors::default();
        let list = strategies("1. Satu\n\n Dua \nPerlindungan dll. dan lain", &mut errors);
        let pairs: Vec<_> = list.iter().map(|(code, name)| (&**code, &**name)).collect();
        assert_eq!(pairs, [("1", "Satu"), ("B", "Dua"), ("C", "Perlindungan dll. dan lain")]);
        assert!(errors.0.is_empty());
        strategies("A. Satu\nB. SATU", &mut errors);
        assert_eq!(errors.of("strategies"), Some("twice"));
        let mut errors = FieldErrors::default();
        strategies(" \n", &mut errors);
        assert_eq!(errors.of("strategies"), Some("required"));
    }
}
