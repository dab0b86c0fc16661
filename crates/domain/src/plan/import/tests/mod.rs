//! Plans as offices keep them.

mod agencies;
mod figures;
mod layout;
mod rows;

use uuid::Uuid;

use super::{Code, Indicator, Known, Understood, understand};
use crate::{
    agency::{Candidate, Lead},
    figure::Figure,
    id::{AgencyId, GroupId},
    plan::{Measure, Years},
    sheet::{Area, Cell, Sheet, Workbook},
};

/// A cell as tests write it: `8` a number, `'8` text, `%0.75` a percentage, `!f` a formula without
/// its value, `!e` an error; anything else text.
fn cell(written: &str) -> Cell {
    let written = written.trim();
    match written {
        "" => Cell::Empty,
        "!f" => Cell::Unstored,
        "!e" => Cell::Fault,
        _ => match (written.strip_prefix('\''), written.strip_prefix('%')) {
            (Some(text), _) => Cell::Text(text.replace("\\n", "\n")),
            (_, Some(share)) if share.parse::<f64>().is_ok() => {
                Cell::Percent(share.parse().unwrap())
            }
            _ => written
                .parse()
                .map_or_else(|_| Cell::Text(written.replace("\\n", "\n")), Cell::Number),
        },
    }
}

/// A sheet of lines with cells parted by `|`, and merged areas such as `A1:C2`.
fn sheet(name: &str, lines: &str, merges: &[&str]) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, line) in (0..).zip(lines.trim_matches('\n').lines()) {
        for (column, written) in (0..).zip(line.split('|')) {
            sheet.set(row, column, cell(written));
        }
    }
    let areas: Vec<Area> = merges.iter().map(|written| area(written)).collect();
    sheet.merge(&areas, 300, 100_000).unwrap();
    sheet
}

fn area(written: &str) -> Area {
    let corner = |text: &str| {
        let column = u32::from(text.as_bytes()[0] - b'A');
        (text[1..].parse::<u32>().unwrap() - 1, column)
    };
    let (start, end) = written.split_once(':').unwrap();
    let ((top, left), (bottom, right)) = (corner(start), corner(end));
    Area { top, left, bottom, right }
}

fn agency(n: u128) -> Lead {
    Lead::Agency(AgencyId(Uuid::from_u128(n)))
}

fn group(n: u128) -> Lead {
    Lead::Group(GroupId(Uuid::from_u128(n)))
}

const DPPPA: u128 = 1;
const DISNAKER: u128 = 2;
const DINSOS: u128 = 3;
const KEJARI: u128 = 4;
const POLRES: u128 = 5;
const DISPORA: u128 = 6;

pub(super) fn known() -> Known {
    let agencies = [
        (agency(DPPPA), "Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "DPPPA"),
        (agency(DISNAKER), "Dinas Tenaga Kerja", "Disnaker"),
        (agency(DINSOS), "Dinas Sosial Kabupaten Tangerang", "Dinsos"),
        (agency(KEJARI), "Kejaksaan Negeri Kabupaten Tangerang", "Kejari"),
        (group(POLRES), "Tiga Polres di wilayah kabupaten", "Polres (3)"),
        (agency(DISPORA), "Dinas Pemuda, Olahraga, Kebudayaan dan Pariwisata", "Disporabudpar"),
        (group(7), "Kecamatan", "Kecamatan"),
        (agency(8), "Kecamatan Mauk", "Kec. Mauk"),
        (agency(9), "RSUD Balaraja", "RSUD"),
        (agency(10), "RSUD Tigaraksa", "RSUD"),
        (agency(11), "Polres Tangerang Selatan", "Polres Tangsel"),
    ];
    let both = agencies.iter().flat_map(|(lead, full, short)| {
        [Candidate::new(*lead, full, short), Candidate::new(*lead, short, short)]
    });
    Known { names: both.collect(), settled: Vec::new(), region: "Kabupaten Tangerang".into() }
}

fn read(sheets: Vec<Sheet>) -> Understood {
    understand(&Workbook { sheets }, &known())
}

fn one(lines: &str, merges: &[&str]) -> Understood {
    read(vec![sheet("RAD", lines, merges)])
}

/// Doubts as `F7 code`, in order.
fn doubts(plan: &Understood) -> Vec<String> {
    let shown = |doubt: &super::Doubt| {
        let at = doubt
            .at
            .map(|at| format!("{}{} ", at.column_name().unwrap_or_default(), at.row_number()));
        format!(
            "{}{}",
            at.unwrap_or_default(),
            doubt.code.code().trim_start_matches("plan_import.")
        )
    };
    plan.errors.iter().chain(&plan.doubts).map(shown).collect()
}

/// Strategies with their activities and indicators, as indented lines.
fn outline(plan: &Understood) -> Vec<String> {
    let mut lines = Vec::new();
    for strategy in &plan.strategies {
        lines.push(format!("{} {}", strategy.code, strategy.name).trim().to_owned());
        for activity in &strategy.activities {
            lines.push(format!("- {} {}", activity.code, activity.name).replace("-  ", "- "));
            lines.extend(
                activity.indicators.iter().map(|one| format!("-- {} {}", one.name, targets(one))),
            );
        }
    }
    lines
}

fn targets(indicator: &Indicator) -> String {
    let shown = |target: &crate::plan::Target| {
        target.value.map_or_else(|| target.text.clone(), |v| (v.0 / Figure::ONE).to_string())
    };
    indicator.targets.values().map(shown).collect::<Vec<_>>().join("/")
}

fn first(plan: &Understood) -> &Indicator {
    &plan.strategies[0].activities[0].indicators[0]
}

const NONE: [&str; 0] = [];
