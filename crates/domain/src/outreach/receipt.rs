//! Receipts: that an order arrived, and what a sub-district or village did with it.

use std::{
    collections::BTreeMap,
    ops::{AddAssign, Neg},
};

use super::CascadeLevel;
use crate::{
    field::{FieldErrors, text, words},
    figure::Figure,
    meeting::{day, without_identity},
    time::Date,
};

/// Most gatherings of one level in one report.
pub const GATHERINGS_MAX: i64 = 10_000;
/// Most people of one level in one report; the largest village has fewer.
pub const PEOPLE_MAX: i64 = 500_000;
/// Longest note, in characters.
const NOTE_MAX: usize = 2_000;

/// Where a receipt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Nobody has said that it arrived.
    Waiting,
    /// It arrived.
    Acknowledged,
    /// It was said what was done; may be said again, with a newer version.
    Reported,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Acknowledged, Self::Reported];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Acknowledged => "acknowledged",
            Self::Reported => "reported",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether a receipt of an order due on `due_on` is late on `today`. Where a region `ended`
    /// before it reported, nobody is left to be late.
    pub fn is_late(self, due_on: Date, today: Date, ended: bool) -> bool {
        self != Self::Reported && due_on < today && !ended
    }
}

/// What came together at one level, or in sum. Women and men are counted where somebody did;
/// together they may be fewer than all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// Gatherings, or visits from house to house.
    pub gatherings: i64,
    /// People who were there.
    pub people: i64,
    /// Of those, women and girls.
    pub women: i64,
    /// Of those, men and boys.
    pub men: i64,
}

impl AddAssign for Reach {
    fn add_assign(&mut self, other: Self) {
        self.gatherings += other.gatherings;
        self.people += other.people;
        self.women += other.women;
        self.men += other.men;
    }
}

impl Neg for Reach {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            gatherings: -self.gatherings,
            people: -self.people,
            women: -self.women,
            men: -self.men,
        }
    }
}

/// What was reached, level by level; a level without a gathering is left out.
pub type Reaches = BTreeMap<CascadeLevel, Reach>;

/// What a region did with an order, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Day of the gathering, the last where there were several; none where there was none.
    pub held_on: Option<Date>,
    /// What was reached; nothing where nothing was done.
    pub reaches: Reaches,
    /// How it went; why nothing was done, where nothing was.
    pub note: String,
}

/// One level of a typed report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Reach`")]
pub struct LineForm {
    pub gatherings: String,
    pub people: String,
    pub women: String,
    pub men: String,
}

/// The form of a report; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Report`")]
pub struct ReportForm {
    pub held_on: String,
    pub lines: BTreeMap<CascadeLevel, LineForm>,
    pub note: String,
}

impl Report {
    /// Checks a typed report on the levels that the region answers for. What was done lies between
    /// the day `from` and `today`.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `number`, `negative`, `too_large`, `parts` (women and men
    /// are more than all), `date`, `date_order`, `future`, `identity`.
    pub fn parse(
        form: &ReportForm,
        levels: &[CascadeLevel],
        (from, today): (Date, Date),
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut reaches = Reaches::new();
        for (level, line) in form.lines.iter().filter(|(level, _)| levels.contains(level)) {
            let reach = line.read(level.fields(), &mut errors);
            if reach != Reach::default() {
                reaches.insert(*level, reach);
            }
        }
        let something = !reaches.is_empty() || !errors.0.is_empty();
        let note = if something {
            text("note", &form.note, NOTE_MAX, &mut errors)
        } else {
            words("note", &form.note, NOTE_MAX, &mut errors)
        };
        without_identity("note", &note, &mut errors);
        let held_on = something.then(|| day("held_on", &form.held_on, &mut errors));
        if let Some(day) = held_on
            && errors.of("held_on").is_none()
        {
            if day > today {
                errors.push("held_on", "future");
            } else if day < from {
                errors.push("held_on", "date_order");
            }
        }
        errors.or(Self { held_on, reaches, note })
    }

    /// Everything that was reached, in one sum.
    pub fn sum(&self) -> Reach {
        let mut sum = Reach::default();
        for reach in self.reaches.values() {
            sum += *reach;
        }
        sum
    }
}

impl LineForm {
    fn read(&self, fields: [&'static str; 4], errors: &mut FieldErrors) -> Reach {
        let gatherings = count(fields[0], &self.gatherings, GATHERINGS_MAX, errors);
        let people = count(fields[1], &self.people, PEOPLE_MAX, errors);
        let women = count(fields[2], &self.women, PEOPLE_MAX, errors);
        let men = count(fields[3], &self.men, PEOPLE_MAX, errors);
        let whole = fields.iter().all(|field| errors.of(field).is_none());
        if whole && gatherings == 0 && people + women + men > 0 {
            errors.push(fields[0], "required");
        } else if whole && gatherings > 0 && people == 0 {
            errors.push(fields[1], "required");
        } else if whole && women + men > people {
            errors.push(fields[2], "parts");
        }
        Reach { gatherings, people, women, men }
    }
}

/// A count as people write it, nothing typed being none.
fn count(field: &'static str, typed: &str, max: i64, errors: &mut FieldErrors) -> i64 {
    let typed = typed.trim();
    if typed.is_empty() {
        return 0;
    }
    let Some(figure) = Figure::parse(typed).ok().filter(|figure| figure.is_whole()) else {
        errors.push(field, "number");
        return 0;
    };
    let count = figure.0 / Figure::ONE;
    match count {
        _ if count < 0 => errors.push(field, "negative"),
        _ if count > max => errors.push(field, "too_large"),
        _ => return count,
    }
    0
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const FROM: Date = date(2024, 6, 19);
    const TODAY: Date = date(2024, 8, 1);
    const VILLAGE: [CascadeLevel; 4] = [
        CascadeLevel::Household,
        CascadeLevel::Community,
        CascadeLevel::RtRw,
        CascadeLevel::Village,
    ];

    fn line(gatherings: &str, people: &str, women: &str, men: &str) -> LineForm {
        LineForm {
            gatherings: gatherings.into(),
            people: people.into(),
            women: women.into(),
            men: men.into(),
        }
    }

    fn form(line: LineForm) -> ReportForm {
        ReportForm {
            held_on: "2024-07-01".into(),
            lines: BTreeMap::from([(CascadeLevel::RtRw, line)]),
            note: String::new(),
        }
    }

    fn parse(form: &ReportForm) -> Result<Report, FieldErrors> {
        Report::parse(form, &VILLAGE, (FROM, TODAY))
    }

    #[test]
    fn counts_are_whole_bounded_and_fit_together() {
        let report = parse(&form(line("12", "1.250", "700", ""))).unwrap();
        let reach = Reach { gatherings: 12, people: 1_250, women: 700, men: 0 };
        assert_eq!(report.reaches, Reaches::from([(CascadeLevel::RtRw, reach)]));
        for (typed, field, code) in [
            (line("x", "1", "", ""), "rt_rw_gatherings", "number"),
            (line("1,5", "1", "", ""), "rt_rw_gatherings", "number"),
            (line("-1", "1", "", ""), "rt_rw_gatherings", "negative"),
            (line("10.001", "1", "", ""), "rt_rw_gatherings", "too_large"),
            (line("1", "500.001", "", ""), "rt_rw_people", "too_large"),
            (line("1", "99999999999999999999", "", ""), "rt_rw_people", "number"),
            (line("", "20", "", ""), "rt_rw_gatherings", "required"),
            (line("2", "", "", ""), "rt_rw_people", "required"),
            (line("1", "20", "15", "6"), "rt_rw_women", "parts"),
        ] {
            let errors = parse(&form(typed.clone())).unwrap_err();
            assert_eq!(errors.of(field), Some(code), "{typed:?}: {errors:?}");
        }
    }

    #[test]
    fn a_gathering_has_a_day_and_nothing_done_has_a_reason() {
        let day = |day: &str| ReportForm { held_on: day.into(), ..form(line("1", "20", "", "")) };
        assert!(parse(&day("2024-06-19")).is_ok() && parse(&day("2024-08-01")).is_ok());
        assert_eq!(parse(&day("")).unwrap_err().of("held_on"), Some("required"));
        assert_eq!(parse(&day("2024-06-18")).unwrap_err().of("held_on"), Some("date_order"));
        assert_eq!(parse(&day("2024-08-02")).unwrap_err().of("held_on"), Some("future"));
        let nothing = ReportForm::default();
        assert_eq!(parse(&nothing).unwrap_err().of("note"), Some("required"));
        let why = ReportForm { note: "Banjir.".into(), ..nothing };
        assert_eq!(parse(&why).unwrap().held_on, None);
        let named = ReportForm { note: "NIK 3603011203980001".into(), ..why };
        assert_eq!(parse(&named).unwrap_err().of("note"), Some("identity"));
    }

    #[test]
    fn a_level_that_is_not_asked_of_the_region_is_not_taken() {
        let mut typed = form(line("1", "20", "", ""));
        typed.lines.insert(CascadeLevel::District, line("9", "900", "", ""));
        assert_eq!(parse(&typed).unwrap().sum().people, 20);
    }

    #[test]
    fn what_was_reported_is_late_for_nobody_and_what_ended_neither() {
        for state in [State::Waiting, State::Acknowledged] {
            assert!(state.is_late(FROM, TODAY, false));
            assert!(!state.is_late(TODAY, TODAY, false), "the last day is in time");
            assert!(!state.is_late(FROM, TODAY, true));
        }
        assert!(!State::Reported.is_late(FROM, TODAY, false));
    }

    proptest! {
        #[test]
        fn what_is_taken_back_leaves_nothing(a in 0..PEOPLE_MAX, b in 0..PEOPLE_MAX) {
            let one = Reach { gatherings: a, people: b, women: a, men: b };
            let mut sum = one;
            sum += -one;
            prop_assert_eq!(sum, Reach::default());
        }

        #[test]
        fn no_typed_count_breaks_the_bounds(typed in ".{0,30}") {
            let typed = form(line(&typed, &typed, &typed, ""));
            if let Ok(report) = parse(&ReportForm { note: "x".into(), ..typed }) {
                let sum = report.sum();
                prop_assert!((0..=GATHERINGS_MAX).contains(&sum.gatherings));
                prop_assert!(sum.women + sum.men <= sum.people);
            }
        }
    }
}
