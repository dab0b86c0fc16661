//! Errors of a form, field by field, for a page or a command line to show.

/// What is wrong with one field, as a stable code (`required`, `date`, `too_long` ...).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field in the form.
    pub field: &'static str,
    /// Stable code; `text` has its sentence.
    pub code: &'static str,
}

/// All that is wrong with a form; empty means it can be used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Adds an error.
    pub fn push(&mut self, field: &'static str, code: &'static str) {
        self.0.push(FieldError { field, code });
    }

    /// The code of the first error of `field`.
    pub fn of(&self, field: &str) -> Option<&'static str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.code)
    }

    /// `value` when nothing is wrong, else the errors.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}

/// Typed prose of at most `max` characters: trimmed, with plain line ends, and without control
/// characters, of which PostgreSQL can't store one and papers can't print the others. May be empty.
pub fn text(field: &'static str, typed: &str, max: usize, errors: &mut FieldErrors) -> String {
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = typed.replace("\r\n", "\n").chars().filter(kept).collect();
    let text = text.trim();
    if text.chars().count() > max {
        errors.push(field, "too_long");
    }
    text.to_owned()
}

/// As [`words`], on one line: a title, a name, a place. Signs that nobody sees are left out, and
/// with them a name that shows as nothing.
pub fn line(field: &'static str, typed: &str, max: usize, errors: &mut FieldErrors) -> String {
    let seen: String = typed.chars().filter(|sign| !is_unseen(*sign)).collect();
    let folded: Vec<&str> = seen.split_whitespace().collect();
    words(field, &folded.join(" "), max, errors)
}

/// Signs without a shape of their own, and those that turn the direction of others.
pub(crate) const fn is_unseen(sign: char) -> bool {
    matches!(
        sign,
        '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{3164}'
    )
}

/// As [`text`], and it must say something.
pub fn words(field: &'static str, typed: &str, max: usize, errors: &mut FieldErrors) -> String {
    let text = text(field, typed, max, errors);
    if text.is_empty() && errors.of(field).is_none() {
        errors.push(field, "required");
    }
    text
}
