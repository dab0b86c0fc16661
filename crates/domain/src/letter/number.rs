//! Numbers of letters: from the official register, or from our own counter.

use serde::Deserialize;

use super::Kind;
use crate::{
    field::{FieldErrors, words},
    meeting::{day, names_somebody},
    time::{Date, parse_date},
};

/// The rules that ship with the program (`rules/letter.toml`).
pub const SHIPPED: &str = include_str!("../../../../rules/letter.toml");

/// Longest number, in characters.
const NUMBER_MAX: usize = 60;
/// Longest classification code and unit, in characters.
const PART_MAX: usize = 30;

/// Where the number of a letter comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberSource {
    /// The official register, Srikandi or the agency's book: the draft goes out without a number,
    /// number and signed paper come back.
    Register,
    /// Our own counter, one for each task force and year, without gaps.
    Counter,
}

impl NumberSource {
    /// Every source.
    pub const ALL: [Self; 2] = [Self::Register, Self::Counter];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Counter => "counter",
        }
    }

    /// The source with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.code() == code)
    }
}

/// How letters of one kind are numbered from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbering {
    /// First day.
    pub since: Date,
    /// From where the number comes.
    pub source: NumberSource,
    /// Classification code ("400.2").
    pub classification: String,
    /// The unit that writes ("GT-PPTPPO").
    pub unit: String,
}

/// The form of [`Numbering`]; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Numbering`")]
pub struct NumberingForm {
    pub since: String,
    pub source: String,
    pub classification: String,
    pub unit: String,
}

impl Numbering {
    /// Checks how a kind is to be numbered.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `choice`, `date`, `sign`.
    pub fn parse(form: &NumberingForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let since = day("since", &form.since, &mut errors);
        let source = NumberSource::from_code(&form.source);
        if source.is_none() {
            errors.push("source", if form.source.is_empty() { "required" } else { "choice" });
        }
        let classification = part("classification", &form.classification, &mut errors);
        let unit = part("unit", &form.unit, &mut errors);
        let source = source.unwrap_or(NumberSource::Register);
        errors.or(Self { since, source, classification, unit })
    }

    /// The form that gives it.
    pub fn form(&self) -> NumberingForm {
        NumberingForm {
            since: self.since.to_string(),
            source: self.source.code().to_owned(),
            classification: self.classification.clone(),
            unit: self.unit.clone(),
        }
    }
}

/// A part of a number: letters, digits, dots, hyphens; nothing that parts it.
fn part(field: &'static str, typed: &str, errors: &mut FieldErrors) -> String {
    let part = words(field, typed, PART_MAX, errors);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ' ');
    if !part.chars().all(plain) && errors.of(field).is_none() {
        errors.push(field, "sign");
    }
    part
}

/// The number and day that a letter is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// From where.
    pub source: NumberSource,
    /// The number as it is printed.
    pub number: String,
    /// Its place in the counter; none from the register.
    pub sequence: Option<i64>,
    /// The day of the letter.
    pub dated_on: Date,
}

impl Given {
    /// The year in which the number is the only one of its kind.
    pub fn year(&self) -> i64 {
        i64::from(self.dated_on.year())
    }
}

/// The form of a number; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Given`")]
pub struct GivenForm {
    pub number: String,
    pub dated_on: String,
}

impl GivenForm {
    /// Checks the day: it does not lie ahead, for what is dated ahead was not written yet.
    ///
    /// # Errors
    /// On `dated_on`: `required`, `date`, `ahead`.
    pub fn day(&self, today: Date) -> Result<Date, FieldErrors> {
        let mut errors = FieldErrors::default();
        let dated_on = dated(&self.dated_on, today, &mut errors);
        errors.or(dated_on)
    }

    /// Checks a number from the register.
    ///
    /// # Errors
    /// As [`Self::day`], and on `number`: `required`, `too_long`, `identity`.
    pub fn from_register(&self, today: Date) -> Result<Given, FieldErrors> {
        let mut errors = FieldErrors::default();
        let number = super::one_line(&words("number", &self.number, NUMBER_MAX, &mut errors));
        // Parts of a number that follow each other are no NIK, sixteen digits in a row are.
        if names_somebody(&number.replace(['/', '.', '-'], "x")) {
            errors.push("number", "identity");
        }
        let dated_on = dated(&self.dated_on, today, &mut errors);
        errors.or(Given { source: NumberSource::Register, number, sequence: None, dated_on })
    }
}

fn dated(typed: &str, today: Date, errors: &mut FieldErrors) -> Date {
    let dated_on = day("dated_on", typed, errors);
    if dated_on > today && errors.of("dated_on").is_none() {
        errors.push("dated_on", "ahead");
    }
    dated_on
}

/// A number as two of them are compared: without spaces and capitals.
pub fn number_key(number: &str) -> String {
    number.split_whitespace().collect::<String>().to_uppercase()
}

/// How numbers are made, and how kinds are numbered until the secretariat says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numberings {
    patterns: Vec<Pattern>,
    kinds: Vec<(Kind, Numbering)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    since: Date,
    text: String,
    digits: usize,
    confirmed: bool,
}

/// Why a file of patterns can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("letter rules: {0}")]
pub struct BadNumbering(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pattern: Vec<PatternText>,
    kind: Vec<KindText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternText {
    since: String,
    text: String,
    digits: usize,
    confirmed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindText {
    kind: String,
    since: String,
    source: String,
    classification: String,
    unit: String,
}

const PARTS: [&str; 4] = ["{classification}", "{sequence}", "{unit}", "{year}"];

impl Numberings {
    /// Reads a file of patterns and kinds.
    ///
    /// # Errors
    /// Where it is not the expected TOML, a pattern lacks sequence or year, without which two
    /// letters would have one number, or a kind is missing.
    pub fn parse(text: &str) -> Result<Self, BadNumbering> {
        let file: File = toml::from_str(text).map_err(|error| BadNumbering(error.to_string()))?;
        let mut patterns =
            file.pattern.into_iter().map(pattern).collect::<Result<Vec<Pattern>, _>>()?;
        patterns.sort_by_key(|pattern| pattern.since);
        let mut kinds = file.kind.into_iter().map(of_kind).collect::<Result<Vec<_>, _>>()?;
        kinds.sort_by_key(|(_, numbering)| numbering.since);
        if patterns.is_empty() {
            return Err(BadNumbering("no pattern".to_owned()));
        }
        match Kind::ALL.into_iter().find(|kind| !kinds.iter().any(|(one, _)| one == kind)) {
            Some(kind) => Err(BadNumbering(format!("nothing for {}", kind.code()))),
            None => Ok(Self { patterns, kinds }),
        }
    }

    /// How a kind is numbered on `day` where the secretariat has not said otherwise.
    pub fn usual(&self, kind: Kind, day: Date) -> Numbering {
        let mut own = self.kinds.iter().filter(|(one, _)| *one == kind).map(|(_, one)| one);
        // `parse` has refused a file without one for each kind.
        let first = own.next().cloned().unwrap_or(Numbering {
            since: Date::MIN,
            source: NumberSource::Register,
            classification: String::new(),
            unit: String::new(),
        });
        own.take_while(|one| one.since <= day).last().cloned().unwrap_or(first)
    }

    fn pattern(&self, day: Date) -> Option<&Pattern> {
        let on = self.patterns.iter().take_while(|pattern| pattern.since <= day).last();
        on.or(self.patterns.first())
    }

    /// Whether somebody has confirmed the pattern that counts on `day`; until then pages say so.
    pub fn is_confirmed(&self, day: Date) -> bool {
        self.pattern(day).is_some_and(|pattern| pattern.confirmed)
    }

    /// The number at a place of the counter, on the day of the letter.
    pub fn number(&self, numbering: &Numbering, sequence: i64, day: Date) -> String {
        let Some(pattern) = self.pattern(day) else { return sequence.to_string() };
        let sequence = format!("{sequence:0width$}", width = pattern.digits);
        let year = day.year().to_string();
        let values = [&numbering.classification, &sequence, &numbering.unit, &year];
        PARTS
            .into_iter()
            .zip(values)
            .fold(pattern.text.clone(), |text, (part, value)| text.replace(part, value))
    }
}

fn since(text: &str) -> Result<Date, BadNumbering> {
    parse_date(text).ok_or_else(|| BadNumbering(format!("{text} is no day")))
}

fn pattern(text: PatternText) -> Result<Pattern, BadNumbering> {
    for part in ["{sequence}", "{year}"] {
        if !text.text.contains(part) {
            return Err(BadNumbering(format!("{} lacks {part}", text.text)));
        }
    }
    let PatternText { since: from, text, digits, confirmed } = text;
    Ok(Pattern { since: since(&from)?, text, digits, confirmed })
}

fn of_kind(text: KindText) -> Result<(Kind, Numbering), BadNumbering> {
    let bad = |what: &str| BadNumbering(format!("{what} is unknown"));
    let kind = Kind::from_code(&text.kind).ok_or_else(|| bad(&text.kind))?;
    let source = NumberSource::from_code(&text.source).ok_or_else(|| bad(&text.source))?;
    let KindText { classification, unit, .. } = text;
    Ok((kind, Numbering { since: since(&text.since)?, source, classification, unit }))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 24);

    fn numbering(source: &str) -> NumberingForm {
        NumberingForm {
            since: "2026-01-01".into(),
            source: source.into(),
            classification: "400.2".into(),
            unit: "GT-PPTPPO".into(),
        }
    }

    #[test]
    fn the_shipped_pattern_gives_classification_sequence_unit_and_year() {
        let rules = Numberings::parse(SHIPPED).unwrap();
        let counter = Numbering::parse(&numbering("counter")).unwrap();
        assert_eq!(rules.number(&counter, 7, TODAY), "400.2/007/GT-PPTPPO/2026");
        assert_eq!(rules.number(&counter, 1_234, TODAY), "400.2/1234/GT-PPTPPO/2026");
        assert!(!rules.is_confirmed(TODAY), "nobody has confirmed it yet");
        let usual = rules.usual(Kind::Invitation, TODAY);
        assert_eq!(usual.source, NumberSource::Register, "a second number would not be used");
    }

    #[test]
    fn a_rule_counts_from_its_day_on() {
        let text = SHIPPED.to_owned()
            + "\n[[pattern]]\nsince = \"2027-01-01\"\ntext = \"{year}-{sequence}\"\ndigits = 1\nconfirmed = true\n";
        let rules = Numberings::parse(&text).unwrap();
        let counter = Numbering::parse(&numbering("counter")).unwrap();
        assert_eq!(rules.number(&counter, 7, date(2026, 12, 31)), "400.2/007/GT-PPTPPO/2026");
        assert_eq!(rules.number(&counter, 7, date(2027, 1, 1)), "2027-7");
        assert!(rules.is_confirmed(date(2027, 1, 1)));
    }

    #[test]
    fn a_pattern_under_which_two_letters_had_one_number_is_refused() {
        for bad in ["{classification}/{year}", "{sequence}"] {
            let text = SHIPPED.replace("{classification}/{sequence}/{unit}/{year}", bad);
            assert!(Numberings::parse(&text).is_err(), "{bad}");
        }
        let text = SHIPPED.replace("kind = \"cover\"", "kind = \"circular\"");
        assert!(Numberings::parse(&text).is_err(), "a kind without a rule");
    }

    #[test]
    fn a_part_of_a_number_holds_nothing_that_parts_it() {
        assert!(Numbering::parse(&numbering("register")).is_ok());
        let slash = NumberingForm { unit: "GT/PPTPPO".into(), ..numbering("counter") };
        assert_eq!(Numbering::parse(&slash).unwrap_err().of("unit"), Some("sign"));
        let errors = Numbering::parse(&NumberingForm::default()).unwrap_err();
        for field in ["since", "source", "classification", "unit"] {
            assert_eq!(errors.of(field), Some("required"), "{field}");
        }
        assert_eq!(Numbering::parse(&numbering("x")).unwrap_err().of("source"), Some("choice"));
    }

    #[test]
    fn a_number_from_the_register_is_typed_with_its_day() {
        let form =
            |number: &str, day: &str| GivenForm { number: number.into(), dated_on: day.into() };
        let given = form(" B/400.2/ 1234/ DP3A/2026 ", "2026-11-24").from_register(TODAY).unwrap();
        assert_eq!((given.number.as_str(), given.year()), ("B/400.2/ 1234/ DP3A/2026", 2026));
        assert_eq!(number_key(&given.number), number_key("b/400.2/1234/dp3a/2026"));
        let code = |form: GivenForm, field: &str| {
            form.from_register(TODAY).unwrap_err().of(field).map(str::to_owned)
        };
        assert_eq!(code(form("", "2026-11-24"), "number").as_deref(), Some("required"));
        assert_eq!(code(form("1", "2026-11-25"), "dated_on").as_deref(), Some("ahead"));
        assert_eq!(code(form("1", ""), "dated_on").as_deref(), Some("required"));
        assert_eq!(code(form("1", "2026-02-30"), "dated_on").as_deref(), Some("date"));
        let nik = form("3603011203980001", "2026-11-24");
        assert_eq!(code(nik, "number").as_deref(), Some("identity"));
        assert!(form("4002/1234/5678/2026", "2026-11-24").from_register(TODAY).is_ok());
    }
}
