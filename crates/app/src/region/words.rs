//! Regions in words, for pages, the command line and the reports of an import.

use domain::region::{Kind, Level, Problem};
use text::Lang;

use super::{
    Outcome,
    import::{Doubt, Fault, Held},
};

/// The word for what a region is ("kelurahan").
pub const fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Province => lang.region_kind_province(),
        Kind::Regency => lang.region_kind_regency(),
        Kind::City => lang.region_kind_city(),
        Kind::District => lang.region_kind_district(),
        Kind::UrbanVillage => lang.region_kind_urban(),
        Kind::Village => lang.region_kind_village(),
        Kind::CustomaryVillage => lang.region_kind_customary(),
        Kind::Rw => lang.region_kind_rw(),
        Kind::Rt => lang.region_kind_rt(),
    }
}

/// The heading over regions of one level ("Desa dan kelurahan").
pub const fn level(lang: Lang, level: Level) -> &'static str {
    match level {
        Level::Province => lang.region_level_province(),
        Level::Regency => lang.region_level_regency(),
        Level::District => lang.region_level_district(),
        Level::Village => lang.region_level_village(),
        Level::Rw => lang.region_level_rw(),
        Level::Rt => lang.region_level_rt(),
    }
}

/// How many regions of one level ("29 kecamatan").
pub fn count(lang: Lang, level: Level, count: i64) -> String {
    match level {
        Level::Province => lang.region_count_province(count),
        Level::Regency => lang.region_count_regency(count),
        Level::District => lang.region_count_district(count),
        Level::Village => lang.region_count_village(count),
        Level::Rw => lang.region_count_rw(count),
        Level::Rt => lang.region_count_rt(count),
    }
}

/// What is wrong, and what to do about it.
pub const fn problem(lang: Lang, problem: Problem) -> (&'static str, &'static str) {
    match problem {
        Problem::Missing => (lang.region_problem_missing(), lang.region_fix_missing()),
        Problem::Header => (lang.region_problem_header(), lang.region_fix_header()),
        Problem::DuplicateColumn => {
            (lang.region_problem_duplicate_column(), lang.region_fix_duplicate_column())
        }
        Problem::TooManyColumns => {
            (lang.region_problem_too_many_columns(), lang.region_fix_header())
        }
        Problem::TooManyRows => (lang.region_problem_too_many_rows(), lang.region_fix_too_many()),
        Problem::Encoding => (lang.region_problem_encoding(), lang.region_fix_encoding()),
        Problem::Control => (lang.region_problem_control(), lang.region_fix_control()),
        Problem::Cells => (lang.region_problem_cells(), lang.region_fix_cells()),
        Problem::Required => (lang.region_problem_required(), lang.region_fix_required()),
        Problem::TooLong => (lang.region_problem_too_long(), lang.region_fix_cells()),
        Problem::Code => (lang.region_problem_code(), lang.region_fix_code()),
        Problem::Kind => (lang.region_problem_kind(), lang.region_fix_code()),
        Problem::Level => (lang.region_problem_level(), lang.region_fix_code()),
        Problem::Parent => (lang.region_problem_parent(), lang.region_fix_parent()),
        Problem::NoParent => (lang.region_problem_no_parent(), lang.region_fix_no_parent()),
        Problem::NoRw => (lang.region_problem_no_rw(), lang.region_fix_no_rw()),
        Problem::Number => (lang.region_problem_number(), lang.region_fix_number()),
        Problem::Point => (lang.region_problem_point(), lang.region_fix_point()),
        Problem::Duplicate => (lang.region_problem_duplicate(), lang.region_fix_duplicate()),
        Problem::Empty => (lang.region_problem_empty(), lang.region_fix_header()),
        Problem::Earlier => (lang.region_problem_earlier(), lang.region_fix_earlier()),
    }
}

/// Why and what to do, for a fault of an outcome.
pub fn fault(lang: Lang, fault: &Fault) -> (&'static str, &'static str) {
    Problem::from_code(fault.code).map_or(("", ""), |code| problem(lang, code))
}

/// Where a fault is ("baris 12, kolom 3 (name)").
pub fn place(lang: Lang, fault: &Fault) -> String {
    match (fault.row, fault.column, fault.field) {
        (0, _, _) => lang.region_place_file().to_owned(),
        (row, 0, _) => lang.region_place_row(row),
        (row, column, "") => lang.region_place_cell(row, column),
        (row, column, field) => lang.region_place_field(row, column, field),
    }
}

/// What is doubtful about a list that leaves most children of a parent out.
pub fn doubt(lang: Lang, doubt: &Doubt) -> String {
    lang.region_doubt_partial(
        number(lang, doubt.missing),
        number(lang, doubt.stored),
        &doubt.parent,
    )
}

/// How many regions of each level the files hold ("38 provinsi", "514 kabupaten/kota" ...).
pub fn held(lang: Lang, held: Held) -> Vec<String> {
    let levels = [
        (Level::Province, held.provinces),
        (Level::Regency, held.regencies),
        (Level::District, held.districts),
        (Level::Village, held.villages),
        (Level::Rw, held.rw),
        (Level::Rt, held.rt),
    ];
    let some = levels.into_iter().filter(|(_, some)| *some > 0);
    some.map(|(level, some)| count(lang, level, i64::try_from(some).unwrap_or(i64::MAX))).collect()
}

/// What an import does, a sentence each, without those that touch nothing.
pub fn will(lang: Lang, outcome: &Outcome) -> Vec<String> {
    type Sentence = fn(Lang, String) -> String;
    let sentences: [(usize, Sentence); 6] = [
        (outcome.new, |lang, count| lang.region_will_new(count)),
        (outcome.touched, |lang, count| lang.region_will_touched(count)),
        (outcome.renamed, |lang, count| lang.region_will_renamed(count)),
        (outcome.moved, |lang, count| lang.region_will_moved(count)),
        (outcome.reopened, |lang, count| lang.region_will_reopened(count)),
        (outcome.closed, |lang, count| lang.region_will_closed(count)),
    ];
    let said = sentences.into_iter().filter(|(count, _)| *count > 0);
    said.map(|(count, words)| words(lang, number(lang, count))).collect()
}

/// A count as people read it.
pub fn number(lang: Lang, count: usize) -> String {
    lang.number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// An outcome as lines for a terminal.
pub fn outcome(lang: Lang, outcome: &Outcome, dry_run: bool) -> String {
    let mut lines = vec![lang.region_cli_held(held(lang, outcome.held).join(", "))];
    for error in &outcome.errors {
        let (why, fix) = fault(lang, error);
        lines.push(format!("{}: {}: {why} {fix}", error.file, place(lang, error)));
    }
    if outcome.error_count > 0 {
        lines.push(lang.region_cli_refused(number(lang, outcome.error_count)));
        return lines.join("\n");
    }
    for doubt in &outcome.doubts {
        lines.push(format!("{} {}", self::doubt(lang, doubt), lang.region_doubt_kept()));
    }
    if outcome.same > 0 {
        lines.push(lang.region_cli_same(number(lang, outcome.same)));
    }
    let will = will(lang, outcome);
    if will.is_empty() {
        lines.push(lang.region_import_nothing().to_owned());
        return lines.join("\n");
    }
    lines.push(lang.region_cli_changes(will.join(", ")));
    lines.push(if dry_run {
        lang.region_cli_dry().to_owned()
    } else {
        lang.region_cli_applied(lang.date(outcome.on))
    });
    lines.join("\n")
}
