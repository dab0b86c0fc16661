//! One spelling for a list of fields, before it is hashed or authenticated.

/// Writes fields so that no two different lists give the same bytes.
///
/// Each field is one kind byte, its length as eight bytes (big endian) and the bytes themselves.
/// So a byte can't move from one field to the next, and "nothing" is not the empty text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Canonical(Vec<u8>);

impl Canonical {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.field(b't', text.as_bytes())
    }

    /// Adds bytes.
    #[must_use]
    pub fn bytes(self, bytes: &[u8]) -> Self {
        self.field(b'b', bytes)
    }

    /// Adds a whole number.
    #[must_use]
    pub fn int(self, number: i64) -> Self {
        self.field(b'i', &number.to_be_bytes())
    }

    /// Adds text that may be missing.
    #[must_use]
    pub fn opt_text(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(text),
            None => self.field(b'n', &[]),
        }
    }

    /// Adds a number that may be missing.
    #[must_use]
    pub fn opt_int(self, number: Option<i64>) -> Self {
        match number {
            Some(number) => self.int(number),
            None => self.field(b'n', &[]),
        }
    }

    /// The bytes.
    pub fn finish(self) -> Vec<u8> {
        self.0
    }

    fn field(mut self, kind: u8, bytes: &[u8]) -> Self {
        self.0.push(kind);
        self.0.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        self.0.extend_from_slice(bytes);
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spelled(texts: &[String]) -> Vec<u8> {
        texts.iter().fold(Canonical::new(), |all, text| all.text(text)).finish()
    }

    #[test]
    fn a_letter_that_moves_to_the_next_field_changes_the_bytes() {
        let one = Canonical::new().text("ab").text("c").finish();
        let two = Canonical::new().text("a").text("bc").finish();
        assert_ne!(one, two);
    }

    #[test]
    fn missing_differs_from_empty_and_text_from_bytes_and_numbers() {
        let all = [
            Canonical::new().opt_text(None),
            Canonical::new().opt_text(Some("")),
            Canonical::new().bytes(b""),
            Canonical::new().opt_int(Some(0)),
            Canonical::new().text("\0\0\0\0\0\0\0\0"),
            Canonical::new(),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(all[at + 1..].iter().all(|other| other != one), "{one:?}");
        }
    }

    proptest! {
        #[test]
        fn different_lists_never_share_their_bytes(
            one in prop::collection::vec(".{0,6}", 0..5),
            two in prop::collection::vec(".{0,6}", 0..5),
        ) {
            prop_assert_eq!(one == two, spelled(&one) == spelled(&two));
        }
    }
}
