//! What must hold for every plan. A false red shames an office, and it stops coming.

use proptest::prelude::*;

use super::{
    rollup::{Part, Weighted, parent, sum},
    *,
};
use crate::figure::Figure;

fn figure() -> impl Strategy<Value = Figure> {
    prop_oneof![Just(0), 1..100_i64, 0..2_000_000_000_000_000_i64].prop_map(Figure)
}

fn positive() -> impl Strategy<Value = Figure> {
    (1..1_000_000_000_000_000_i64).prop_map(Figure)
}

fn share() -> impl Strategy<Value = Share> {
    (0..=10_000_u16).prop_map(|parts| Share::new(parts).unwrap())
}

fn counting() -> impl Strategy<Value = Measure> {
    prop_oneof![Just(Measure::PerPeriod), Just(Measure::Cumulative), Just(Measure::Milestone)]
}

prop_compose! {
    fn aim()(
        measure in counting(), target in figure(), before in figure(), share in share(),
        lower in any::<bool>(),
    ) -> Aim {
        let direction =
            if lower { Direction::LowerIsBetter } else { Direction::HigherIsBetter };
        Aim { measure, direction, target: Some(target), before, share }
    }
}

fn higher() -> impl Strategy<Value = Aim> {
    aim().prop_map(|aim| Aim { direction: Direction::HigherIsBetter, ..aim })
}

fn lower() -> impl Strategy<Value = Aim> {
    aim().prop_map(|aim| Aim { direction: Direction::LowerIsBetter, ..aim })
}

fn ratio() -> impl Strategy<Value = Ratio> {
    (0..3_000_000_i128, 1..1_000_000_i128).prop_map(|(n, d)| Ratio::new(n, d).unwrap())
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        4 => ratio().prop_map(Part::Judged),
        1 => Just(Part::Overdue),
        1 => any::<bool>().prop_map(|reported| Part::Open { reported }),
        1 => Just(Part::NoEvent),
        1 => Just(Part::NotDue),
    ]
}

fn weighted() -> impl Strategy<Value = Weighted> {
    (1..1_000_u32, part()).prop_map(|(weight, part)| Weighted { weight, part })
}

fn rows() -> impl Strategy<Value = Vec<Weighted>> {
    prop::collection::vec(weighted(), 0..30)
}

fn count(value: Figure) -> Entry {
    Entry::Count(value)
}

fn bounds() -> Bounds {
    band::shipped()
}

proptest! {
    #[test]
    fn reaching_more_never_lowers_the_achievement(aim in higher(), a in figure(), b in figure()) {
        let (less, more) = (a.min(b), a.max(b));
        prop_assert!(aim.achievement(count(less)) <= aim.achievement(count(more)));
    }

    #[test]
    fn where_lower_is_better_reaching_more_never_raises_it(
        aim in lower(), a in figure(), b in figure(),
    ) {
        let (less, more) = (a.min(b), a.max(b));
        prop_assert!(aim.achievement(count(less)) >= aim.achievement(count(more)));
    }

    #[test]
    fn what_is_expected_is_reached_and_never_red(aim in higher(), value in figure()) {
        if let (Some(expected), Some(reached)) = (aim.expected(), aim.achievement(count(value))) {
            prop_assert_eq!(expected.is_reached_by(value), reached >= Ratio::ONE);
            if expected.is_reached_by(value) {
                prop_assert_eq!(bounds().band(reached), Band::Achieved);
            }
        }
    }

    #[test]
    fn where_lower_is_better_at_most_the_expected_is_never_red(aim in lower(), value in figure()) {
        if let (Some(expected), Some(reached)) = (aim.expected(), aim.achievement(count(value))) {
            let above = expected.is_reached_by(value) && expected.shown() < value;
            if !above {
                prop_assert!(bounds().band(reached) != Band::Behind);
            }
        }
    }

    #[test]
    fn a_percentage_at_its_target_is_reached(
        points in 1..=100_i64, denominator in 1..1_000_000_i64, extra in 0..1_000_000_i64,
    ) {
        let aim = Aim {
            measure: Measure::Percentage,
            direction: Direction::HigherIsBetter,
            target: Some(Figure::whole(points)),
            before: Figure::ZERO,
            share: Share::NONE,
        };
        let needed = (points * denominator + 99) / 100;
        let entry = |numerator| Entry::Fraction {
            numerator: Figure::whole(numerator),
            denominator: Figure::whole(denominator),
        };
        prop_assert!(aim.achievement(entry(needed + extra)).unwrap() >= Ratio::ONE);
        prop_assert!(aim.achievement(entry(needed - 1)).unwrap() < Ratio::ONE);
    }

    #[test]
    fn without_a_target_there_is_no_achievement(aim in aim(), value in figure()) {
        let zero = Aim { target: Some(Figure::ZERO), ..aim };
        prop_assert_eq!(zero.achievement(count(value)), None);
        let unwritten = Aim { target: None, ..aim };
        prop_assert_eq!(unwritten.achievement(count(value)), None);
        prop_assert_eq!(unwritten.expected(), None);
    }

    #[test]
    fn an_achievement_exists_exactly_where_the_row_is_due(aim in aim(), value in figure()) {
        prop_assert_eq!(aim.achievement(count(value)).is_some(), aim.is_due());
    }

    #[test]
    fn the_last_checkpoint_expects_the_whole_target(
        measure in counting(), target in figure(), before in figure(), year in 2020..2040_i16,
    ) {
        let scheme = Scheme::quarters();
        let last = scheme.of_year(year).last().unwrap();
        let share = Spread::Even.share(&scheme, measure, last);
        let direction = Direction::HigherIsBetter;
        let aim = Aim { measure, direction, target: Some(target), before, share };
        prop_assert_eq!(aim.expected().unwrap().shown(), target);
    }

    #[test]
    fn a_cumulative_row_starts_where_the_year_before_ended(
        before in figure(), target in positive(),
    ) {
        let aim = Aim {
            measure: Measure::Cumulative,
            direction: Direction::HigherIsBetter,
            target: Some(target),
            before,
            share: Share::NONE,
        };
        prop_assert_eq!(aim.expected().unwrap().shown(), before);
    }

    #[test]
    fn expectations_never_fall_within_a_year(
        target in figure(), before in figure(), cuts in prop::collection::vec(0..=10_000_u16, 3),
    ) {
        let mut cuts = cuts;
        cuts.sort_unstable();
        cuts.push(10_000);
        let shares = cuts.iter().map(|parts| Share::new(*parts).unwrap()).collect();
        let scheme = Scheme::quarters();
        let spread = Spread::own(&scheme, shares).unwrap();
        for measure in [Measure::PerPeriod, Measure::Cumulative, Measure::Milestone] {
            let expected = scheme.of_year(2025).map(|at| {
                let share = spread.share(&scheme, measure, at);
                let direction = Direction::HigherIsBetter;
                let target = Some(target.max(before));
                Aim { measure, direction, target, before, share }.expected()
            });
            let expected: Vec<_> = expected.collect();
            prop_assert!(expected.windows(2).all(|pair| pair[0] <= pair[1]), "{measure:?}");
        }
    }

    #[test]
    fn a_parent_lies_between_nothing_and_all(rows in rows()) {
        if let Some(achievement) = parent(rows).achievement {
            prop_assert!(Ratio::ZERO <= achievement && achievement <= Ratio::ONE);
        }
    }

    #[test]
    fn a_parent_does_not_depend_on_the_order(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        prop_assert_eq!(parent(rows), parent(shuffled));
    }

    #[test]
    fn a_row_that_is_not_due_changes_nothing(rows in rows(), weight in 1..1_000_u32) {
        let mut more = rows.clone();
        more.push(Weighted { weight, part: Part::NotDue });
        prop_assert_eq!(parent(rows), parent(more));
    }

    #[test]
    fn an_open_row_changes_the_coverage_but_not_the_achievement(
        rows in rows(), weight in 1..1_000_u32, reported in any::<bool>(),
    ) {
        let mut more = rows.clone();
        more.push(Weighted { weight, part: Part::Open { reported } });
        let (before, after) = (parent(rows), parent(more));
        prop_assert_eq!(before.achievement, after.achievement);
        prop_assert_eq!(before.coverage.due + 1, after.coverage.due);
    }

    #[test]
    fn a_row_that_reached_more_never_lowers_its_parent(
        rows in rows(), weight in 1..1_000_u32, a in ratio(), b in ratio(),
    ) {
        let with = |ratio| {
            let mut rows = rows.clone();
            rows.push(Weighted { weight, part: Part::Judged(ratio) });
            parent(rows).achievement
        };
        prop_assert!(with(a.min(b)) <= with(a.max(b)));
    }

    #[test]
    fn a_row_beyond_its_target_does_not_hide_another(weight in 1..1_000_u32, ratio in ratio()) {
        let rows = [
            Weighted { weight, part: Part::Judged(ratio.max(Ratio::ONE)) },
            Weighted { weight, part: Part::Overdue },
        ];
        prop_assert_eq!(parent(rows).achievement, Ratio::new(1, 2));
    }

    #[test]
    fn a_group_is_the_sum_of_its_members_in_any_order(
        values in prop::collection::vec((0..1_000_000_i64, 0..1_000_000_i64), 1..30),
    ) {
        let entry = |(n, d): &(i64, i64)| Entry::Fraction { numerator: Figure(*n), denominator: Figure(*d) };
        let numerator = Figure(values.iter().map(|(n, _)| n).sum());
        let denominator = Figure(values.iter().map(|(_, d)| d).sum());
        let whole = Some(Entry::Fraction { numerator, denominator });
        prop_assert_eq!(sum(values.iter().map(entry)), whole);
        prop_assert_eq!(sum(values.iter().rev().map(entry)), whole);
        prop_assert_eq!(sum(values.iter().map(|(n, _)| count(Figure(*n)))), Some(count(numerator)));
    }

    #[test]
    fn every_percentage_has_one_band_and_a_better_one_is_never_worse(a in ratio(), b in ratio()) {
        let rank = |ratio| match bounds().band(ratio) {
            Band::Achieved => 2,
            Band::Near => 1,
            Band::Behind => 0,
            other => panic!("{other:?} is no judgement"),
        };
        prop_assert!(rank(a.min(b)) <= rank(a.max(b)));
        let grade = |ratio| Grade::ALL.iter().position(|grade| *grade == bounds().grade(ratio));
        prop_assert!(grade(a.min(b)) >= grade(a.max(b)));
        prop_assert_eq!(rank(a) == 2, a.percent() >= 91);
        prop_assert_eq!(rank(a) == 0, a.percent() < 66);
    }
}
