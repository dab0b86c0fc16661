//! The bands as they are drawn: a colour, and a form that reads without it.

use domain::plan::Band;

/// How a band is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Class of the elements drawn so.
    pub class: &'static str,
    /// Fill on paper, from Okabe and Ito's palette, which the colour-blind can tell apart.
    pub fill: &'static str,
    /// Outline in a box of 16 by 16, filled by the even-odd rule.
    pub path: &'static str,
}

/// The look of `band`; its word stands in `text`, beside it wherever it is shown.
pub const fn look(band: Band) -> Look {
    match band {
        Band::Achieved => disc_with_tick(),
        Band::Near => Look {
            class: "m-near",
            fill: "#E69F00",
            path: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2v10A5 5 0 0 0 8 3Z",
        },
        Band::Behind => Look { class: "m-behind", fill: "#D55E00", path: "M.8 2h14.4L8 14.8Z" },
        Band::Waiting => Look {
            class: "m-waiting",
            fill: "#F0E442",
            path: "M2 1h12v2L9.5 8l4.5 5v2H2v-2l4.5-5L2 3Z",
        },
        Band::NotReported => Look {
            class: "m-silent",
            fill: "#6f695e",
            path: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3Z",
        },
        Band::Overdue => Look {
            class: "m-overdue",
            fill: "#000000",
            path: "M8 0l8 8-8 8-8-8ZM7 3.5v5.6h2V3.5ZM7 10.4v2h2v-2Z",
        },
        Band::NoCase => Look { class: "m-nocase", fill: "#56B4E9", path: "M2 6.5h12v3H2Z" },
        Band::Unscheduled => Look {
            class: "m-notdue",
            fill: "#0072B2",
            path: "M1 6.5h3v3H1Zm5.5 0h3v3h-3Zm5.5 0h3v3h-3Z",
        },
    }
}

const fn disc_with_tick() -> Look {
    Look {
        class: "m-reached",
        fill: "#009E73",
        path: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1 10.4L3.6 8l1.3-1.3L7 8.8l4.1-4.1L12.4 6Z",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_bands_share_a_form_a_colour_or_a_class() {
        let looks = Band::ALL.map(look);
        for part in [|l: &Look| l.path, |l: &Look| l.fill, |l: &Look| l.class] {
            assert_eq!(looks.iter().map(part).collect::<BTreeSet<_>>().len(), Band::ALL.len());
        }
    }
}
