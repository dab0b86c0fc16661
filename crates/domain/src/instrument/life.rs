//! The way of an instrument: draft, harmonised, signed, published, and how it ends.

use super::{Needs, Step, Taken};
use crate::time::Date;

/// Where an instrument is. Whether it is in force is told by [`Life::standing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stage {
    /// It is being written.
    #[default]
    Draft,
    /// It was brought in line with other law.
    Harmonised,
    /// It has a number, a day and a signatory.
    Signed,
    /// It is promulgated, or listed by the JDIH.
    Published,
    /// Another one or a decision took it out of force.
    Revoked,
    /// The draft was given up.
    Withdrawn,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Harmonised,
        Self::Signed,
        Self::Published,
        Self::Revoked,
        Self::Withdrawn,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Harmonised => "harmonised",
            Self::Signed => "signed",
            Self::Published => "published",
            Self::Revoked => "revoked",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The stage with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// Whether it is still being made.
    pub const fn is_making(self) -> bool {
        matches!(self, Self::Draft | Self::Harmonised)
    }

    /// Whether it was signed, and nobody took it out of force.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::Signed | Self::Published)
    }

    /// Whether it is over by what somebody did.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Revoked | Self::Withdrawn)
    }
}

/// Why something is not done with an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// The step does not begin here; somebody else may have taken it already.
    #[error("the instrument is at another stage")]
    Stage,
    /// Its kind is harmonised before it is signed.
    #[error("it is not harmonised yet")]
    NotHarmonised,
    /// Its kind says until when it holds.
    #[error("it does not say until when it holds")]
    NoTerm,
    /// Its kind has several parties.
    #[error("it lacks parties")]
    NoParties,
    /// The day lies before the one of the step before it.
    #[error("the day lies before the step before it")]
    Order,
    /// Another one has kind, number and year.
    #[error("another one has this number")]
    Twin,
    /// The kind is not changed once it is signed.
    #[error("the kind of what is signed stays")]
    Kind,
    /// It is over: nothing of it is changed.
    #[error("it is over")]
    Over,
    /// It can't point at itself.
    #[error("it can't point at itself")]
    Itself,
    /// What takes another office's instrument out of force is entered by the secretariat.
    #[error("the other one is another office's")]
    Foreign,
    /// It has as many parties or texts as it may have.
    #[error("there are enough of them")]
    Full,
    /// The row, the term or the plan is none of this task force.
    #[error("that is none of this task force")]
    Unknown,
}

impl Rule {
    /// Stable code; `text` has its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stage => "instrument.stage",
            Self::NotHarmonised => "instrument.not_harmonised",
            Self::NoTerm => "instrument.no_term",
            Self::NoParties => "instrument.no_parties",
            Self::Order => "instrument.order",
            Self::Twin => "instrument.twin",
            Self::Kind => "instrument.kind",
            Self::Over => "instrument.over",
            Self::Itself => "instrument.itself",
            Self::Foreign => "instrument.foreign",
            Self::Full => "instrument.full",
            Self::Unknown => "instrument.unknown",
        }
    }
}

/// That it was brought in line with other law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Harmonised {
    /// When.
    pub on: Date,
    /// By whom: the office or the body.
    pub by: String,
}

/// That it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Its number, as it is written.
    pub number: String,
    /// When.
    pub on: Date,
    /// By whom: the office, and the name where that matters.
    pub by: String,
}

/// That it was promulgated or listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Where: the gazette with its number, or the number of the JDIH.
    pub place: String,
    /// When.
    pub on: Date,
    /// Where it can be read; may be empty.
    pub url: String,
}

/// The days on which it holds, both included; open where none is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Term {
    /// First day; none where it counts from being signed or promulgated.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

/// What is there already when a step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Its term.
    pub term: Term,
    /// How many parties it has.
    pub parties: usize,
}

/// Where an instrument is, with what each stage has to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Life {
    /// The stage.
    pub stage: Stage,
    /// When it was harmonised and by whom.
    pub harmonised: Option<Harmonised>,
    /// Number, day and signatory.
    pub signed: Option<Signed>,
    /// Where it was promulgated.
    pub published: Option<Published>,
    /// When it was taken out of force.
    pub ended_on: Option<Date>,
}

/// What an instrument is worth on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is being written.
    Draft,
    /// It was harmonised and waits to be signed.
    Harmonised,
    /// It is signed, and its kind has still to be promulgated.
    Signed,
    /// Its first day lies ahead.
    Ahead,
    /// It is in force.
    InForce,
    /// It is in force, and its last day is near.
    Ending,
    /// Its last day is over.
    Expired,
    /// It was taken out of force.
    Revoked,
    /// The draft was given up.
    Withdrawn,
}

impl Standing {
    /// Whether it is in force.
    pub const fn is_in_force(self) -> bool {
        matches!(self, Self::InForce | Self::Ending)
    }
}

impl Life {
    /// What a step makes of it.
    ///
    /// # Errors
    /// `Stage` where the step does not begin here; `NotHarmonised`, `NoTerm` and `NoParties` where it
    /// is signed without what its kind needs; `Order` for a day before the step before.
    pub fn take(&self, taken: &Taken, needs: &Needs, facts: Facts) -> Result<Self, Rule> {
        let next = self.clone();
        Ok(match (self.stage, taken) {
            (Stage::Draft, Taken::Harmonise(harmonised)) => {
                Self { stage: Stage::Harmonised, harmonised: Some(harmonised.clone()), ..next }
            }
            (Stage::Draft | Stage::Harmonised, Taken::Sign(signed)) => {
                self.ready(needs, facts)?;
                ordered(self.harmonised.as_ref().map(|one| one.on), signed.on)?;
                Self { stage: Stage::Signed, signed: Some(signed.clone()), ..next }
            }
            (Stage::Signed, Taken::Publish(published)) => {
                ordered(self.signed.as_ref().map(|one| one.on), published.on)?;
                Self { stage: Stage::Published, published: Some(published.clone()), ..next }
            }
            (Stage::Signed | Stage::Published, Taken::Revoke { on, .. }) => {
                ordered(self.signed.as_ref().map(|one| one.on), *on)?;
                Self { stage: Stage::Revoked, ended_on: Some(*on), ..next }
            }
            (Stage::Draft | Stage::Harmonised, Taken::Withdraw(_)) => {
                Self { stage: Stage::Withdrawn, ..next }
            }
            (_, Taken::Back(_)) => self.back()?,
            _ => return Err(Rule::Stage),
        })
    }

    /// Whether anything is missing before it can be signed.
    ///
    /// # Errors
    /// `NotHarmonised`, `NoTerm`, `NoParties`.
    pub const fn ready(&self, needs: &Needs, facts: Facts) -> Result<(), Rule> {
        if needs.harmonised && self.harmonised.is_none() {
            Err(Rule::NotHarmonised)
        } else if needs.term && facts.term.until.is_none() {
            Err(Rule::NoTerm)
        } else if facts.parties < needs.parties {
            Err(Rule::NoParties)
        } else {
            Ok(())
        }
    }

    /// One stage back, without what that stage had to show. What was said stays in its history.
    fn back(&self) -> Result<Self, Rule> {
        let next = self.clone();
        let made = if self.harmonised.is_some() { Stage::Harmonised } else { Stage::Draft };
        let signed = if self.published.is_some() { Stage::Published } else { Stage::Signed };
        match self.stage {
            Stage::Draft => Err(Rule::Stage),
            Stage::Harmonised => Ok(Self { stage: Stage::Draft, harmonised: None, ..next }),
            Stage::Signed => Ok(Self { stage: made, signed: None, ..next }),
            Stage::Published => Ok(Self { stage: Stage::Signed, published: None, ..next }),
            Stage::Withdrawn => Ok(Self { stage: made, ..next }),
            Stage::Revoked => Ok(Self { stage: signed, ended_on: None, ..next }),
        }
    }

    /// The steps that begin here.
    pub fn steps(&self) -> impl Iterator<Item = Step> {
        let stage = self.stage;
        Step::ALL.into_iter().filter(move |step| match step {
            Step::Harmonise => stage == Stage::Draft,
            Step::Sign | Step::Withdraw => stage.is_making(),
            Step::Publish => stage == Stage::Signed,
            Step::Revoke => stage.is_signed(),
            Step::Back => stage != Stage::Draft,
        })
    }

    /// What it is worth on `today`; `before` is how many days ahead its end is told.
    pub fn standing(&self, needs: &Needs, term: Term, (today, before): (Date, i64)) -> Standing {
        match self.stage {
            Stage::Draft => Standing::Draft,
            Stage::Harmonised => Standing::Harmonised,
            Stage::Revoked => Standing::Revoked,
            Stage::Withdrawn => Standing::Withdrawn,
            Stage::Signed | Stage::Published => {
                if term.until.is_some_and(|until| until < today) {
                    Standing::Expired
                } else if self.stage == Stage::Signed && needs.published {
                    Standing::Signed
                } else if term.from.is_some_and(|from| from > today) {
                    Standing::Ahead
                } else if term.until.is_some_and(|until| days(today, until) <= before) {
                    Standing::Ending
                } else {
                    Standing::InForce
                }
            }
        }
    }
}

fn ordered(before: Option<Date>, on: Date) -> Result<(), Rule> {
    if before.is_some_and(|before| on < before) { Err(Rule::Order) } else { Ok(()) }
}

fn days(from: Date, until: Date) -> i64 {
    from.until(until).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests;
