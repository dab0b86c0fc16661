//! A small plan through its year: what every office sees, and never sees, on the matrix.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::{
    agency::{GroupMember, Lead, Tenure},
    figure::Figure,
    id::{AgencyId, GroupId, IndicatorId},
    time::Date,
};

const YEARS: Years = Years { first: 2024, last: 2026 };
const POLICE: GroupId = GroupId(Uuid::from_u128(100));
const TW2: Checkpoint = Checkpoint { year: 2025, index: 2 };

fn agency(number: u128) -> AgencyId {
    AgencyId(Uuid::from_u128(number))
}

fn rules() -> Rules {
    Rules::parse(SHIPPED).unwrap()
}

fn row(measure: Measure, targets: [i64; 3], lead: Lead) -> Row {
    let since = date(2024, 1, 1);
    let target = |(year, units): (i16, i64)| {
        let what = Target { value: Some(Figure::whole(units)), text: String::new() };
        (year, vec![Dated { since, what }])
    };
    Row {
        id: IndicatorId(Uuid::from_u128(7)),
        measure,
        direction: Direction::HigherIsBetter,
        weight: 1,
        baseline: None,
        leads: vec![Dated { since, what: lead }],
        targets: YEARS.each().zip(targets).map(target).collect(),
        spreads: BTreeMap::new(),
        from: None,
        until: None,
    }
}

fn one(measure: Measure, targets: [i64; 3]) -> Row {
    row(measure, targets, Lead::Agency(agency(1)))
}

fn frame(today: Date) -> Frame {
    let tenure = Tenure::open(date(2024, 1, 1));
    let member = |number| GroupMember { agency: agency(number), tenure };
    Frame {
        scheme: Scheme::quarters(),
        years: YEARS,
        today,
        in_force: None,
        groups: HashMap::from([(POLICE, vec![member(1), member(2), member(3)])]),
        reports: HashMap::new(),
    }
}

fn sent(entry: Entry, state: State, day: Date) -> Revision {
    Revision {
        number: 1,
        state,
        entry,
        spend: None,
        nihil: false,
        submitted_on: day,
        decided_on: (state != State::Submitted).then_some(day),
        evidence: 1,
    }
}

fn count(units: i64) -> Entry {
    Entry::Count(Figure::whole(units))
}

fn part(numerator: i64, denominator: i64) -> Entry {
    Entry::Fraction { numerator: Figure::whole(numerator), denominator: Figure::whole(denominator) }
}

fn told(frame: &mut Frame, row: &Row, by: u128, entry: Entry, state: State) {
    let history = History::new(vec![sent(entry, state, date(2025, 7, 5))]);
    frame.reports.insert((row.id, agency(by), TW2), history);
}

fn band(frame: &Frame, row: &Row) -> Band {
    frame.cell(&rules(), row, TW2).band
}

#[test]
fn no_checkpoint_before_the_plan_was_in_force_is_judged_or_asked_for() {
    let mut frame = frame(date(2025, 4, 20));
    let row = one(Measure::PerPeriod, [4, 4, 4]);
    let (rules, own) = (rules(), agency(1));
    let first = Checkpoint { year: 2025, index: 1 };
    assert_eq!(frame.cell(&rules, &row, first).band, Band::Overdue);
    assert!(frame.due(&rules, &row, own).iter().any(|due| due.checkpoint == first));
    frame.in_force = Some(date(2025, 4, 1));
    assert_eq!(frame.cell(&rules, &row, first).band, Band::Unscheduled);
    assert!(frame.due(&rules, &row, own).iter().all(|due| due.checkpoint != first));
    frame.in_force = Some(date(2025, 3, 31));
    assert_eq!(frame.cell(&rules, &row, first).band, Band::Overdue);
}

#[test]
fn a_quarter_goes_from_unscheduled_over_not_reported_to_overdue() {
    let row = one(Measure::PerPeriod, [8, 10, 11]);
    assert_eq!(band(&frame(date(2025, 6, 30)), &row), Band::Unscheduled);
    assert_eq!(band(&frame(date(2025, 7, 1)), &row), Band::NotReported);
    assert_eq!(band(&frame(date(2025, 7, 14)), &row), Band::NotReported);
    assert_eq!(band(&frame(date(2025, 7, 15)), &row), Band::Overdue);
}

#[test]
fn a_report_waits_and_both_figures_are_shown_until_it_is_verified() {
    let row = one(Measure::PerPeriod, [8, 10, 11]);
    let mut frame = frame(date(2025, 7, 20));
    told(&mut frame, &row, 1, count(3), State::Submitted);
    let cell = frame.cell(&rules(), &row, TW2);
    assert_eq!((cell.band, cell.value, cell.unverified), (Band::Waiting, None, Some(count(3))));
    assert_eq!(cell.achievement, None);
    told(&mut frame, &row, 1, count(3), State::Verified);
    let cell = frame.cell(&rules(), &row, TW2);
    assert_eq!((cell.band, cell.value, cell.unverified), (Band::Behind, Some(count(3)), None));
    assert_eq!(cell.achievement, Ratio::new(3, 5));
    assert_eq!(cell.expected, Some(Figure::whole(5)));
    assert_eq!(cell.target, Some(Figure::whole(10)));
}

#[test]
fn a_correction_keeps_the_verified_figure_until_it_is_verified_itself() {
    let row = one(Measure::PerPeriod, [8, 10, 11]);
    let mut frame = frame(date(2025, 7, 20));
    let first = sent(count(3), State::Verified, date(2025, 7, 5));
    let second = Revision { number: 2, ..sent(count(5), State::Submitted, date(2025, 7, 18)) };
    let key = (row.id, agency(1), TW2);
    frame.reports.insert(key, History::new(vec![first, second]));
    let cell = frame.cell(&rules(), &row, TW2);
    assert_eq!(
        (cell.band, cell.value, cell.unverified),
        (Band::Behind, Some(count(3)), Some(count(5)))
    );
    assert!(cell.flags.is_empty(), "a correction is not late: {:?}", cell.flags);
    let second = Revision { state: State::Verified, ..second };
    frame.reports.insert(key, History::new(vec![first, second]));
    let cell = frame.cell(&rules(), &row, TW2);
    assert_eq!((cell.band, cell.flags), (Band::Achieved, vec![Flag::Corrected]));
}

#[test]
fn a_group_is_not_red_while_a_member_is_still_in_time() {
    let row = row(Measure::PerPeriod, [2, 4, 4], Lead::Group(POLICE));
    let mut in_time = frame(date(2025, 7, 10));
    told(&mut in_time, &row, 1, count(0), State::Verified);
    assert_eq!(band(&in_time, &row), Band::NotReported);
    let mut after = Frame { today: date(2025, 7, 15), ..in_time };
    let cell = after.cell(&rules(), &row, TW2);
    assert_eq!((cell.band, cell.reported, cell.members), (Band::Behind, 1, 3));
    assert_eq!(cell.flags, [Flag::Missing]);
    told(&mut after, &row, 2, count(1), State::Submitted);
    assert_eq!(band(&after, &row), Band::Waiting);
    told(&mut after, &row, 2, count(1), State::Verified);
    told(&mut after, &row, 3, count(1), State::Verified);
    assert_eq!(after.cell(&rules(), &row, TW2).value, Some(count(2)));
    assert_eq!(band(&after, &row), Band::Achieved);
}

#[test]
fn a_member_that_stays_silent_does_not_make_a_percentage_look_better() {
    let row = row(Measure::Percentage, [90, 95, 100], Lead::Group(POLICE));
    let mut frame = frame(date(2025, 7, 20));
    told(&mut frame, &row, 1, part(19, 20), State::Verified);
    let cell = frame.cell(&rules(), &row, TW2);
    assert_eq!((cell.value, cell.achievement), (Some(part(19, 20)), Ratio::new(1, 3)));
    told(&mut frame, &row, 2, part(0, 0), State::Verified);
    told(&mut frame, &row, 3, part(19, 20), State::Verified);
    assert_eq!(frame.cell(&rules(), &row, TW2).achievement, Some(Ratio::ONE));
}

#[test]
fn no_event_is_no_failure_but_silence_is() {
    let row = one(Measure::Percentage, [100, 100, 100]);
    let mut frame = frame(date(2025, 7, 20));
    assert_eq!(band(&frame, &row), Band::Overdue);
    told(&mut frame, &row, 1, part(0, 0), State::Verified);
    assert_eq!(band(&frame, &row), Band::NoCase);
    let line = frame.line(&rules(), &row);
    let parent = parent([&line], TW2);
    assert_eq!(parent.achievement, None);
    assert_eq!(parent.coverage, Coverage { reported: 1, due: 1 });
}

#[test]
fn what_is_not_due_is_neither_red_nor_counted() {
    let mut frame = frame(date(2025, 7, 20));
    let as_needed = one(Measure::AsNeeded, [1, 1, 1]);
    let zero = one(Measure::PerPeriod, [1, 0, 0]);
    let milestone = one(Measure::Milestone, [1, 1, 0]);
    for row in [&as_needed, &zero, &milestone] {
        assert_eq!(band(&frame, row), Band::Unscheduled, "{:?}", row.measure);
        let cell = frame.cell(&rules(), row, TW2);
        assert_eq!((red::why(&cell), cell.flags.is_empty()), (None, true));
        assert_eq!(parent([&frame.line(&rules(), row)], TW2), Parent::default());
    }
    told(&mut frame, &as_needed, 1, count(0), State::Verified);
    assert_eq!(band(&frame, &as_needed), Band::NoCase);
    told(&mut frame, &as_needed, 1, count(2), State::Verified);
    assert_eq!(band(&frame, &as_needed), Band::Unscheduled);
}

#[test]
fn only_what_is_behind_or_overdue_is_on_the_red_list() {
    let row = one(Measure::PerPeriod, [8, 10, 11]);
    let mut frame = frame(date(2025, 7, 20));
    let why = |frame: &Frame| red::why(&frame.cell(&rules(), &row, TW2));
    assert_eq!(why(&frame), Some(red::Why::Overdue));
    told(&mut frame, &row, 1, count(3), State::Verified);
    assert_eq!(why(&frame), Some(red::Why::Behind { percent: 60 }));
    told(&mut frame, &row, 1, count(4), State::Verified);
    assert_eq!(why(&frame), None, "nearly is not red");
    told(&mut frame, &row, 1, count(3), State::Submitted);
    assert_eq!(why(&frame), None, "waiting is not red");
    told(&mut frame, &row, 1, count(3), State::Returned);
    assert_eq!(why(&frame), Some(red::Why::Overdue));
    frame.today = date(2025, 7, 14);
    assert_eq!(why(&frame), None, "returned, and still in time");
}

#[test]
fn an_agency_is_asked_for_the_latest_quarter_and_for_years_it_never_closed() {
    let row = one(Measure::PerPeriod, [8, 10, 11]);
    let mut frame = frame(date(2025, 7, 20));
    let asked = |frame: &Frame, by| -> Vec<(Checkpoint, Ask, bool)> {
        let due = frame.due(&rules(), &row, agency(by)).into_iter();
        due.map(|due| (due.checkpoint, due.ask, due.is_overdue)).collect()
    };
    let tw4 = Checkpoint { year: 2024, index: 4 };
    assert_eq!(asked(&frame, 1), [(tw4, Ask::Report, true), (TW2, Ask::Report, true)]);
    assert_eq!(asked(&frame, 2), [], "not its row");
    told(&mut frame, &row, 1, count(3), State::Submitted);
    assert_eq!(asked(&frame, 1), [(tw4, Ask::Report, true)]);
    told(&mut frame, &row, 1, count(3), State::Returned);
    assert_eq!(asked(&frame, 1)[1], (TW2, Ask::Again, true));
    let as_needed = one(Measure::AsNeeded, [0, 0, 0]);
    let due = frame.due(&rules(), &as_needed, agency(1));
    assert_eq!(due.len(), 1);
    assert_eq!((due[0].ask, due[0].is_overdue), (Ask::Again, true), "shares the returned report");
}

#[test]
fn before_the_first_quarter_nobody_is_asked_and_nothing_is_judged() {
    let row = one(Measure::PerPeriod, [8, 10, 11]);
    let frame = frame(date(2024, 2, 1));
    assert_eq!(frame.current(), None);
    assert!(frame.due(&rules(), &row, agency(1)).is_empty());
    let line = frame.line(&rules(), &row);
    assert_eq!(line.cells.len(), 12);
    assert!(line.cells.iter().all(|cell| cell.band == Band::Unscheduled));
    assert_eq!(line.cells[0].expected, Some(Figure::whole(2)), "what lies ahead is still shown");
}

#[test]
fn the_latest_figure_of_a_count_is_of_its_year_and_of_a_cumulative_one_of_any() {
    let mut frame = frame(date(2025, 7, 20));
    let tw4 = Checkpoint { year: 2024, index: 4 };
    let per_period = one(Measure::PerPeriod, [8, 10, 11]);
    let history = History::new(vec![sent(count(8), State::Verified, date(2025, 1, 5))]);
    frame.reports.insert((per_period.id, agency(1), tw4), history);
    assert_eq!(frame.line(&rules(), &per_period).latest(TW2), None);
    let cumulative = one(Measure::Cumulative, [60, 150, 274]);
    let line = frame.line(&rules(), &cumulative);
    assert_eq!(line.latest(TW2), Some((tw4, count(8))));
    assert_eq!(line.last_of(2024).map(|cell| cell.checkpoint), Some(tw4));
    assert_eq!(line.last_of(2026), None);
}
