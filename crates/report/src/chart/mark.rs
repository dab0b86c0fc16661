//! The seven judgements as they are drawn: a colour, and a form that reads without it.

/// How a row, a checkpoint or a bar is judged. The words stand in `text`; here are the colour
/// (Okabe and Ito's palette, safe for the colour-blind) and the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Reached: a disc with a tick.
    Reached,
    /// Nearly: a half-filled disc.
    Near,
    /// Behind: a triangle that points down.
    Behind,
    /// Not reported yet: an empty ring.
    Silent,
    /// Due, past its date and not reported: a diamond with an exclamation mark.
    Overdue,
    /// No event to count: a dash.
    NoCase,
    /// Not scheduled yet: three dots.
    NotDue,
}

impl Mark {
    /// Every mark, best first.
    pub const ALL: [Self; 7] = [
        Self::Reached,
        Self::Near,
        Self::Behind,
        Self::Silent,
        Self::Overdue,
        Self::NoCase,
        Self::NotDue,
    ];

    /// Class of the elements drawn in this mark.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Reached => "m-reached",
            Self::Near => "m-near",
            Self::Behind => "m-behind",
            Self::Silent => "m-silent",
            Self::Overdue => "m-overdue",
            Self::NoCase => "m-nocase",
            Self::NotDue => "m-notdue",
        }
    }

    /// Fill on paper.
    pub const fn colour(self) -> &'static str {
        match self {
            Self::Reached => "#009E73",
            Self::Near => "#E69F00",
            Self::Behind => "#D55E00",
            Self::Silent => "#6f695e",
            Self::Overdue => "#000000",
            Self::NoCase => "#56B4E9",
            Self::NotDue => "#0072B2",
        }
    }

    /// Outline in a box of 16 by 16, to be filled by the even-odd rule.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Reached => {
                "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1 10.4L3.6 8l1.3-1.3L7 8.8l4.1-4.1L12.4 6Z"
            }
            Self::Near => "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2v10A5 5 0 0 0 8 3Z",
            Self::Behind => "M.8 2h14.4L8 14.8Z",
            Self::Silent => "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3Z",
            Self::Overdue => "M8 0l8 8-8 8-8-8ZM7 3.5v5.6h2V3.5ZM7 10.4v2h2v-2Z",
            Self::NoCase => "M2 6.5h12v3H2Z",
            Self::NotDue => "M1 6.5h3v3H1Zm5.5 0h3v3h-3Zm5.5 0h3v3h-3Z",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_marks_share_a_form_a_colour_or_a_class() {
        for part in [Mark::path, Mark::colour, Mark::class] {
            let distinct: BTreeSet<&str> = Mark::ALL.into_iter().map(part).collect();
            assert_eq!(distinct.len(), Mark::ALL.len());
        }
    }
}
