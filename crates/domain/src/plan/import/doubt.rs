//! What an import is not sure of, cell by cell.

use crate::sheet::Position;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// What is doubtful or wrong, by its stable name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name),+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable name, `plan_import.…`; `text` has its sentence.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => concat!("plan_import.", $code)),+ }
            }
        }
    };
}

codes! {
    /// No sheet has a row of column names that is understood.
    NoTable = "no_table",
    /// There are column names, but no row under them.
    NoRows = "no_rows",
    /// Nothing says to which year a target belongs.
    NoYears = "no_years",
    /// The years lie too far apart for one plan.
    YearsApart = "years_apart",

    /// A hidden sheet with a table on it; not read.
    SheetHidden = "sheet_hidden",
    /// A column whose name is not understood; not read.
    ColumnUnknown = "column_unknown",
    /// A second column of the same name; the first is read.
    ColumnTwice = "column_twice",
    /// Realisation in a plan; not read, for it is reported and verified elsewhere.
    ColumnRealised = "column_realised",
    /// Targets by quarter; not read.
    ColumnQuarter = "column_quarter",
    /// There is no target column at all.
    NoTargets = "no_targets",
    /// A target column without a year; the year was concluded.
    YearAssumed = "year_assumed",
    /// Budget without a year; put into the first one.
    BudgetYearAssumed = "budget_year_assumed",

    /// Rows before the first strategy; put under the name of their sheet.
    RowWithoutStrategy = "row_without_strategy",
    /// An indicator without an activity; it stands for both.
    ActivityMissing = "activity_missing",
    /// An activity without an indicator; it stands for both.
    IndicatorMissing = "indicator_missing",
    /// The same activity and indicator for the second time; the first counts.
    DuplicateRow = "duplicate_row",
    /// A row inside the table that fits nothing; not read.
    RowUnread = "row_unread",
    /// A text longer than can be kept; cut.
    TextCut = "text_cut",

    /// A formula that was saved without its value.
    FormulaWithoutValue = "formula_without_value",
    /// A spreadsheet error such as `#REF!`.
    CellFault = "cell_fault",
    /// No number can be read.
    NumberUnread = "number_unread",
    /// A number that can be read in two ways.
    NumberAmbiguous = "number_ambiguous",
    /// A date where a number belongs: the spreadsheet took `1/2` for a day.
    NumberDate = "number_date",
    /// A negative number.
    NumberNegative = "number_negative",
    /// A number too large to be meant.
    NumberLarge = "number_large",
    /// What stands under the SIPD heading is no code.
    Sipd = "sipd",
    /// A tick instead of a number.
    NumberTick = "number_tick",
    /// A number over several years in one merged cell; it counts for each.
    NumberMerged = "number_merged",
    /// A fraction under a percentage; read as 75 where 0.75 is written.
    PercentFraction = "percent_fraction",
    /// A percentage beyond 100.
    PercentLarge = "percent_large",
    /// A unit beside the number that is not the row's unit.
    UnitConflict = "unit_conflict",
    /// A unit that is not known; kept as written.
    UnitUnknown = "unit_unknown",
    /// No unit anywhere.
    UnitMissing = "unit_missing",
    /// Figures that look cumulative on an indicator that does not say so.
    LooksCumulative = "looks_cumulative",
    /// A cumulative target that falls from one year to the next.
    CumulativeFalls = "cumulative_falls",

    /// No responsible agency.
    LeadMissing = "lead_missing",
    /// Several responsible agencies; the first leads, the others support.
    LeadSeveral = "lead_several",
    /// A responsible agency that is not known; left open.
    AgencyUnknown = "agency_unknown",
    /// An agency that is known by a very similar name; taken.
    AgencyGuessed = "agency_guessed",
    /// A name that several agencies share; left open.
    AgencyAmbiguous = "agency_ambiguous",
    /// A supporting agency that is not known; kept in words.
    SupportUnknown = "support_unknown",
}

impl Code {
    /// The code with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.code() == code)
    }
}

/// One doubt, or one error that keeps the file from being imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Where; none where it is about the whole file.
    pub at: Option<Position>,
    /// What.
    pub code: Code,
    /// What stands there, shortened; empty where there is nothing to show. Never a formula.
    pub subject: String,
    /// What it was taken for, or should be; may be absent.
    pub suggestion: Option<String>,
}

/// Longest subject that is shown, in characters.
const SUBJECT_MAX: usize = 80;

impl Doubt {
    /// A doubt about what stands at `at`.
    pub fn new(at: Position, code: Code, subject: &str) -> Self {
        Self { at: Some(at), code, subject: shown(subject), suggestion: None }
    }

    /// An error of the whole file.
    pub fn of_file(code: Code) -> Self {
        Self { at: None, code, subject: String::new(), suggestion: None }
    }

    /// The name that is in doubt, where it is one that could be matched by hand.
    pub fn name(&self) -> Option<&str> {
        let named = matches!(
            self.code,
            Code::AgencyUnknown
                | Code::AgencyGuessed
                | Code::AgencyAmbiguous
                | Code::SupportUnknown
        );
        (named && !self.subject.ends_with('…')).then_some(self.subject.as_str())
    }

    /// With a suggestion.
    #[must_use]
    pub fn suggest(self, suggestion: impl Into<String>) -> Self {
        Self { suggestion: Some(suggestion.into()), ..self }
    }
}

/// Text to show in a message: one line, short, and nothing that looks like a formula.
fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.starts_with('=') {
        return String::new();
    }
    if line.chars().count() <= SUBJECT_MAX {
        return line;
    }
    line.chars().take(SUBJECT_MAX - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_different_and_come_back() {
        for code in Code::ALL {
            assert_eq!(Code::from_code(code.code()), Some(*code));
        }
    }

    #[test]
    fn a_subject_is_short_and_never_a_formula() {
        let at = Position { sheet: 0, row: 0, column: None };
        let long = Doubt::new(at, Code::NumberUnread, &"kata ".repeat(40));
        assert_eq!(long.subject.chars().count(), SUBJECT_MAX);
        assert_eq!(Doubt::new(at, Code::NumberUnread, " =HYPERLINK(1)").subject, "");
        assert_eq!(Doubt::new(at, Code::NumberUnread, "lima\n puluh").subject, "lima puluh");
    }
}
