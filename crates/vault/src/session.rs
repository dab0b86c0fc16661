//! A signed-in session: everything about it comes from the cookie's 32 secret bytes.
//!
//! HKDF-SHA256 gives three values that tell nothing of each other: the id under which the row is
//! found, the key that seals the person's secret inside the row, and the key of form tokens. Who
//! reads the table sees ids and ciphertext; who holds a cookie needs the row as well.

use hkdf::Hkdf;
use hmac::Mac;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{
    Error, Key, PersonKey, Randomness, Result,
    seal::Ad,
    token::{self, Token},
    wrap::PUBLIC_LEN,
};

/// Length of a form token's salt, in bytes.
const SALT_LEN: usize = 16;
/// Length of a form token before it becomes text: salt and MAC.
const FORM_LEN: usize = SALT_LEN + 32;

/// An open session, as long as one request has its cookie.
pub struct Session {
    token: Token,
    row: [u8; 32],
    sealing: Key,
    form: Key,
}

impl Session {
    /// A new session with a cookie nobody has seen.
    pub fn generate(random: &dyn Randomness) -> Result<Self> {
        Self::from_token(Token::generate(random)?)
    }

    /// The session of a cookie's text; says nothing about whether the row exists.
    ///
    /// # Errors
    /// [`Error::Broken`] unless it is the text of a cookie of ours.
    pub fn from_cookie(text: &str) -> Result<Self> {
        Self::from_token(Token::from_text(text)?)
    }

    fn from_token(token: Token) -> Result<Self> {
        let derive = Hkdf::<Sha256>::new(None, token.key().expose());
        let mut row = [0; 32];
        expand(&derive, "gugus/session/1/row", &mut row)?;
        let mut sealing = Key::zero();
        expand(&derive, "gugus/session/1/seal", sealing.bytes_mut())?;
        let mut form = Key::zero();
        expand(&derive, "gugus/session/1/form", form.bytes_mut())?;
        Ok(Session { token, row, sealing, form })
    }

    /// The text for the cookie.
    pub fn cookie(&self) -> Zeroizing<String> {
        self.token.text()
    }

    /// What the row is found by: stored as it is, and leads neither to the cookie nor to a key.
    pub fn row(&self) -> &[u8; 32] {
        &self.row
    }

    /// Seals the person's secret for the session row `ad`.
    pub fn seal_person(
        &self,
        random: &dyn Randomness,
        person: &PersonKey,
        ad: &Ad,
    ) -> Result<Vec<u8>> {
        person.seal_secret(random, &self.sealing, ad)
    }

    /// Opens the person's secret of the session row `ad`; `public` is the account's public half.
    pub fn open_person(
        &self,
        ad: &Ad,
        public: &[u8; PUBLIC_LEN],
        sealed: &[u8],
    ) -> Result<PersonKey> {
        PersonKey::open_secret(&self.sealing, ad, public, sealed)
    }

    /// A token for the hidden field of a form (CSRF): 64 characters.
    ///
    /// `salt` is no secret but new for every page (a fresh UUID will do): a page that is
    /// compressed and always holds the same secret can be guessed letter by letter by its length.
    pub fn form_token(&self, salt: [u8; SALT_LEN]) -> String {
        let mac = self.form.mac().chain_update(salt).finalize().into_bytes();
        token::encode(&[&salt[..], &mac].concat()).to_string()
    }

    /// Whether this is a form token of this session; compares in constant time.
    pub fn accepts_form_token(&self, text: &str) -> bool {
        let mut bytes = [0; FORM_LEN];
        if token::decode(text, &mut bytes).is_err() {
            return false;
        }
        let (salt, mac) = bytes.split_at(SALT_LEN);
        self.form.mac().chain_update(salt).verify_slice(mac).is_ok()
    }
}

fn expand(derive: &Hkdf<Sha256>, label: &str, out: &mut [u8; 32]) -> Result<()> {
    derive.expand(label.as_bytes(), out).map_err(|_| Error::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        random::tests::Dry,
        testing::{flipped, seeded, to_hex},
    };

    fn place() -> Ad {
        Ad::new("session", "0190-s", "person_sealed", 1)
    }

    fn fixed() -> Session {
        Session::from_cookie(&"A".repeat(43)).unwrap()
    }

    #[test]
    fn the_cookie_alone_brings_the_session_back() {
        let random = seeded();
        let session = Session::generate(&random).unwrap();
        let person = PersonKey::generate(&random).unwrap();
        let sealed = session.seal_person(&random, &person, &place()).unwrap();

        let again = Session::from_cookie(&session.cookie()).unwrap();
        assert_eq!(again.row(), session.row());
        let opened = again.open_person(&place(), person.public(), &sealed).unwrap();
        assert_eq!(opened.pair().secret().expose(), person.pair().secret().expose());
    }

    #[test]
    fn the_row_without_the_cookie_opens_nothing() {
        let random = seeded();
        let session = Session::generate(&random).unwrap();
        let person = PersonKey::generate(&random).unwrap();
        let sealed = session.seal_person(&random, &person, &place()).unwrap();
        // What a reader of the table has: the row's id, here tried as cookie and as key.
        let guess = Session::from_cookie(&token::encode(session.row())).unwrap();
        assert!(guess.open_person(&place(), person.public(), &sealed).is_err());
        let key = Key::from_slice(session.row()).unwrap();
        assert!(PersonKey::open_secret(&key, &place(), person.public(), &sealed).is_err());
    }

    #[test]
    fn a_sealed_person_moved_to_another_session_does_not_open() {
        let random = seeded();
        let (mine, other) =
            (Session::generate(&random).unwrap(), Session::generate(&random).unwrap());
        let person = PersonKey::generate(&random).unwrap();
        let sealed = mine.seal_person(&random, &person, &place()).unwrap();
        assert!(other.open_person(&place(), person.public(), &sealed).is_err());
        let elsewhere = Ad::new("session", "0190-t", "person_sealed", 1);
        assert!(mine.open_person(&elsewhere, person.public(), &sealed).is_err());
        for changed in flipped(&sealed) {
            assert!(mine.open_person(&place(), person.public(), &changed).is_err());
        }
    }

    #[test]
    fn a_form_token_is_accepted_by_its_own_session_only() {
        let random = seeded();
        let (mine, other) =
            (Session::generate(&random).unwrap(), Session::generate(&random).unwrap());
        let token = mine.form_token([3; 16]);
        assert_eq!(token.len(), 64);
        assert!(mine.accepts_form_token(&token));
        assert!(!other.accepts_form_token(&token));
    }

    #[test]
    fn two_pages_of_a_session_hold_different_form_tokens() {
        let session = fixed();
        let (one, two) = (session.form_token([1; 16]), session.form_token([2; 16]));
        assert!(one[22..] != two[22..]);
        assert!(session.accepts_form_token(&one) && session.accepts_form_token(&two));
    }

    #[test]
    fn a_changed_short_long_or_foreign_form_token_is_refused() {
        let session = fixed();
        let token = session.form_token([3; 16]);
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert!(!session.accepts_form_token(std::str::from_utf8(&changed).unwrap()));
        }
        for wrong in ["", "é", &token[..63], &format!("{token}A"), &"é".repeat(32)] {
            assert!(!session.accepts_form_token(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_cookie_that_is_none_of_ours_is_refused() {
        for wrong in ["", "A", &"A".repeat(42), &"A".repeat(44), &"=".repeat(43), &"é".repeat(21)]
        {
            assert!(Session::from_cookie(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn without_randomness_no_session_begins() {
        assert_eq!(Session::generate(&Dry).err(), Some(Error::NoRandomness));
    }

    #[test]
    fn what_version_1_derived_stays_the_same() {
        assert_eq!(to_hex(fixed().row()), ROW);
        assert!(fixed().accepts_form_token(FORM));
    }

    const ROW: &str = "06980caabb848f3ce923320226efb236b3f51acb4403802e91c337d3fe5f7d02";
    const FORM: &str = "AwMDAwMDAwMDAwMDAwMDA4jitn7isAl3tJ64aGCtMG4LfHmwF3AxVnrlG7V-L1_m";
}
