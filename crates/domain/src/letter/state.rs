//! The way of a letter: draft, numbered, signed; or void, or never sent.

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// It is being written.
    Draft,
    /// It has its number and day; what it says is fixed.
    Numbered,
    /// The signed paper lies beside it.
    Signed,
    /// It does not count any more; its number is kept and never given again.
    Void,
    /// It was given up before it had a number.
    Discarded,
}

/// A step on the way of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Gives it number and day.
    Number,
    /// Lays the signed paper beside it; once more where the first one was a wrong file.
    Sign,
    /// Mends a number that was typed wrongly from the register, with a reason.
    Correct,
    /// Takes it back, with a reason.
    Void,
    /// Gives it up, with a reason.
    Discard,
}

/// Why something is not done with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// The step does not begin here; somebody else may have taken it already.
    #[error("the letter is in another state")]
    State,
    /// What it says is fixed once it has a number.
    #[error("the letter has a number, so it can't be changed")]
    Frozen,
    /// Another letter of the year has this number.
    #[error("another letter has this number")]
    NumberTaken,
    /// The number of our own counter is given by it, and never typed.
    #[error("the number comes from the counter")]
    FromCounter,
    /// Nobody is named who signs.
    #[error("nobody is named who signs")]
    NoSignatory,
    /// It does not say where it is written.
    #[error("it does not say where it is written")]
    NoPlace,
    /// It is written to nobody.
    #[error("it is written to nobody")]
    NoAddressee,
    /// The signed paper is a PDF.
    #[error("the signed paper is no PDF")]
    NotPdf,
    /// The meeting has begun or is cancelled.
    #[error("nobody is invited to this meeting any more")]
    MeetingOver,
    /// The office is in no address book of the task force.
    #[error("the office is not in the address book")]
    Office,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 10] = [
        Self::State,
        Self::Frozen,
        Self::NumberTaken,
        Self::FromCounter,
        Self::NoSignatory,
        Self::NoPlace,
        Self::NoAddressee,
        Self::NotPdf,
        Self::MeetingOver,
        Self::Office,
    ];

    /// Stable code; `text` has its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::State => "letter.state",
            Self::Frozen => "letter.frozen",
            Self::NumberTaken => "letter.number_taken",
            Self::FromCounter => "letter.from_counter",
            Self::NoSignatory => "letter.no_signatory",
            Self::NoPlace => "letter.no_place",
            Self::NoAddressee => "letter.no_addressee",
            Self::NotPdf => "letter.not_pdf",
            Self::MeetingOver => "letter.meeting_over",
            Self::Office => "letter.office",
        }
    }
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Numbered, Self::Signed, Self::Void, Self::Discarded];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Numbered => "numbered",
            Self::Signed => "signed",
            Self::Void => "void",
            Self::Discarded => "discarded",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Where a step leads.
    ///
    /// # Errors
    /// `State` where the step does not begin here.
    pub const fn take(self, step: Step) -> Result<Self, Rule> {
        Ok(match (self, step) {
            (Self::Draft, Step::Number) => Self::Numbered,
            (Self::Draft, Step::Discard) => Self::Discarded,
            (Self::Numbered | Self::Signed, Step::Sign) => Self::Signed,
            (Self::Numbered | Self::Signed, Step::Void) => Self::Void,
            (Self::Numbered | Self::Signed | Self::Void, Step::Correct) => self,
            _ => return Err(Rule::State),
        })
    }

    /// Whether what it says can still change.
    pub const fn is_draft(self) -> bool {
        matches!(self, Self::Draft)
    }

    /// Whether it has a number and counts.
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::Numbered | Self::Signed)
    }

    /// Whether it is still on its way or counts; a meeting has one such invitation at most.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Draft | Self::Numbered | Self::Signed)
    }
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 5] = [Self::Number, Self::Sign, Self::Correct, Self::Void, Self::Discard];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Sign => "sign",
            Self::Correct => "correct",
            Self::Void => "void",
            Self::Discard => "discard",
        }
    }

    /// The step with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// Whether it must be explained.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Correct | Self::Void | Self::Discard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_numbered_once_and_a_void_one_stays_void() {
        let table = [
            (State::Draft, [Some(State::Numbered), None, None, None, Some(State::Discarded)]),
            (
                State::Numbered,
                [None, Some(State::Signed), Some(State::Numbered), Some(State::Void), None],
            ),
            (
                State::Signed,
                [None, Some(State::Signed), Some(State::Signed), Some(State::Void), None],
            ),
            (State::Void, [None, None, Some(State::Void), None, None]),
            (State::Discarded, [None, None, None, None, None]),
        ];
        for (from, to) in table {
            for (step, to) in Step::ALL.into_iter().zip(to) {
                assert_eq!(from.take(step).ok(), to, "{from:?} {step:?}");
            }
        }
    }

    #[test]
    fn what_is_taken_back_is_explained() {
        assert!(Step::Void.needs_reason() && Step::Discard.needs_reason());
        assert!(Step::Correct.needs_reason() && !Step::Number.needs_reason());
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
            assert_eq!(state.is_live(), state.is_draft() || state.is_sent());
        }
        for step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Some(step));
        }
        for rule in Rule::ALL {
            assert!(rule.code().starts_with("letter."));
        }
    }
}
