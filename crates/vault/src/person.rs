//! A person's key pair: made with the account, kept sealed, open only while signed in.

use crate::{
    Error, Key, Randomness, Result,
    seal::{self, Ad},
    wrap::{KeyPair, PUBLIC_LEN},
};

/// The key pair of one account. Desk keys are wrapped to its public half.
///
/// It stays the same through password changes: only the seal around it is made anew.
pub struct PersonKey(KeyPair);

impl PersonKey {
    /// A new random pair.
    pub fn generate(random: &dyn Randomness) -> Result<Self> {
        KeyPair::generate(random).map(PersonKey)
    }

    /// The pair, to take wrapped keys with.
    pub fn pair(&self) -> &KeyPair {
        &self.0
    }

    /// The public half, as stored beside the sealed secret.
    pub fn public(&self) -> &[u8; PUBLIC_LEN] {
        self.0.public()
    }

    /// Seals the secret half under the password's key (or a session's), for the place `ad`.
    pub fn seal_secret(&self, random: &dyn Randomness, key: &Key, ad: &Ad) -> Result<Vec<u8>> {
        seal::seal(random, key, ad, self.0.secret().expose())
    }

    /// Opens a secret half sealed by [`PersonKey::seal_secret`] under the same key and place.
    ///
    /// # Errors
    /// [`Error::Broken`] also when `public`, the half stored in the open, does not belong to it:
    /// somebody exchanged it, and what others wrap to it from now on would be theirs.
    pub fn open_secret(
        key: &Key,
        ad: &Ad,
        public: &[u8; PUBLIC_LEN],
        sealed: &[u8],
    ) -> Result<Self> {
        let pair = KeyPair::from_secret(Key::from_slice(&seal::open(key, ad, sealed)?)?)?;
        if pair.public() == public { Ok(PersonKey(pair)) } else { Err(Error::Broken) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        password,
        random::tests::Dry,
        testing::{flipped, seeded},
        wrap,
    };

    fn place() -> Ad {
        Ad::new("account", "0190-a", "person_secret_sealed", 1)
    }

    fn key(byte: u8) -> Key {
        Key::from_slice(&[byte; 32]).unwrap()
    }

    #[test]
    fn the_same_pair_comes_back_under_the_same_key() {
        let random = seeded();
        let person = PersonKey::generate(&random).unwrap();
        let sealed = person.seal_secret(&random, &key(1), &place()).unwrap();
        let again = PersonKey::open_secret(&key(1), &place(), person.public(), &sealed).unwrap();
        assert_eq!(again.pair().secret().expose(), person.pair().secret().expose());
    }

    #[test]
    fn another_key_place_or_byte_does_not_open_it() {
        let random = seeded();
        let person = PersonKey::generate(&random).unwrap();
        let sealed = person.seal_secret(&random, &key(1), &place()).unwrap();
        let other = Ad::new("account", "0190-b", "person_secret_sealed", 1);
        let open = |key: &Key, ad: &Ad, sealed: &[u8]| {
            PersonKey::open_secret(key, ad, person.public(), sealed).err()
        };
        assert_eq!(open(&key(2), &place(), &sealed), Some(Error::Broken));
        assert_eq!(open(&key(1), &other, &sealed), Some(Error::Broken));
        for changed in flipped(&sealed) {
            assert!(open(&key(1), &place(), &changed).is_some());
        }
    }

    #[test]
    fn an_exchanged_public_half_is_found_at_the_next_sign_in() {
        let random = seeded();
        let person = PersonKey::generate(&random).unwrap();
        let thief = PersonKey::generate(&random).unwrap();
        let sealed = person.seal_secret(&random, &key(1), &place()).unwrap();
        let opened = PersonKey::open_secret(&key(1), &place(), thief.public(), &sealed);
        assert_eq!(opened.err(), Some(Error::Broken));
    }

    #[test]
    fn a_new_password_keeps_what_was_wrapped_to_the_person() {
        let random = seeded();
        let person = PersonKey::generate(&random).unwrap();
        let desk = Ad::new("desk_key", "0190-d", "key_wrapped", 1);
        let wrapped = wrap::wrap(&random, person.public(), &desk, &key(7)).unwrap();

        let (_, old) = password::enrol(&random, b"kata sandi lama").unwrap();
        let sealed = person.seal_secret(&random, &old, &place()).unwrap();
        let opened = PersonKey::open_secret(&old, &place(), person.public(), &sealed).unwrap();
        let (stored, new) = password::enrol(&random, b"kata sandi baru").unwrap();
        let sealed = opened.seal_secret(&random, &new, &place()).unwrap();

        let key = password::open(&stored, b"kata sandi baru").unwrap();
        let later = PersonKey::open_secret(&key, &place(), person.public(), &sealed).unwrap();
        assert_eq!(wrap::unwrap(later.pair(), &desk, &wrapped).unwrap().expose(), &[7; 32]);
        assert!(PersonKey::open_secret(&old, &place(), person.public(), &sealed).is_err());
    }

    #[test]
    fn without_randomness_no_person_key_is_made() {
        assert_eq!(PersonKey::generate(&Dry).err(), Some(Error::NoRandomness));
    }
}
