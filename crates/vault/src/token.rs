//! Tokens: 32 random bytes that a person or a device holds, and of which we keep a hash.

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Error, KEY_LEN, Key, Randomness, Result};

/// A secret to hand out once: in a link, a cookie, a device.
///
/// 256 random bits need no slow hash: there is nothing to guess.
pub struct Token(Key);

impl Token {
    /// A new random token.
    pub fn generate(random: &dyn Randomness) -> Result<Self> {
        Key::generate(random).map(Token)
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// [`Error::Broken`] unless it is exactly what [`Token::text`] writes.
    pub fn from_text(text: &str) -> Result<Self> {
        let mut key = Key::zero();
        decode(text, key.bytes_mut())?;
        Ok(Token(key))
    }

    /// The text form: 43 characters of the URL-safe Base64 alphabet, without padding.
    pub fn text(&self) -> Zeroizing<String> {
        encode(self.0.expose())
    }

    /// What to store and to look up: tells nothing of the token, and differs by `purpose`, so
    /// that a link can't be used as a device's token.
    pub fn hash(&self, purpose: &'static str) -> [u8; 32] {
        hash(purpose, self.0.expose())
    }

    pub(crate) fn key(&self) -> &Key {
        &self.0
    }
}

/// Domain-separated SHA-256 of a secret that can't be guessed.
fn hash(purpose: &str, secret: &[u8; KEY_LEN]) -> [u8; 32] {
    // The secret has a fixed length and comes last, so that no purpose runs into it.
    let hash = Sha256::new_with_prefix(b"gugus/token/1/").chain_update(purpose);
    hash.chain_update(secret).finalize().into()
}

/// Bytes as text of the URL-safe Base64 alphabet, without padding.
pub(crate) fn encode(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(Base64UrlUnpadded::encode_string(bytes))
}

/// Reads text that [`encode`] wrote for as many bytes as fit into `out`, no more and no fewer.
pub(crate) fn decode(text: &str, out: &mut [u8]) -> Result<()> {
    if text.len() != Base64UrlUnpadded::encoded_len(out) {
        return Err(Error::Broken);
    }
    Base64UrlUnpadded::decode(text, out).map(|_| ()).map_err(|_| Error::Broken)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        random::tests::Dry,
        testing::{seeded, to_hex},
    };

    fn token(byte: u8) -> Token {
        Token(Key::from_slice(&[byte; 32]).unwrap())
    }

    #[test]
    fn the_text_has_43_url_safe_characters() {
        let text = token(0xff).text();
        assert_eq!(*text, format!("{}8", "_".repeat(42)));
        assert_eq!(Token::from_text(&text).unwrap().0.expose(), &[0xff; 32]);
    }

    #[test]
    fn padding_the_other_alphabet_and_stray_bits_are_refused() {
        let good = token(0xff).text();
        let stray = format!("{}9", &good[..42]);
        let plain = format!("{}8", "/".repeat(42));
        for text in ["", "abc", &stray, &plain, &format!("{}=", *good), &format!(" {}", &good[1..])]
        {
            assert_eq!(Token::from_text(text).err(), Some(Error::Broken), "{text}");
        }
    }

    #[test]
    fn the_hash_depends_on_token_and_purpose() {
        assert_eq!(token(1).hash("link"), token(1).hash("link"));
        assert_ne!(token(1).hash("link"), token(2).hash("link"));
        assert_ne!(token(1).hash("link"), token(1).hash("device"));
    }

    #[test]
    fn two_tokens_differ() {
        let random = seeded();
        let (one, two) = (Token::generate(&random).unwrap(), Token::generate(&random).unwrap());
        assert_ne!(*one.text(), *two.text());
    }

    #[test]
    fn without_randomness_no_token_is_made() {
        assert_eq!(Token::generate(&Dry).err(), Some(Error::NoRandomness));
    }

    #[test]
    fn what_version_1_hashed_is_still_found() {
        assert_eq!(to_hex(&token(1).hash("link")), GOLDEN);
    }

    const GOLDEN: &str = "d0a51f0a55cfef1faa76c255dc083a3f05f1653e6d02e9f6606b49d1cd1b7d46";

    proptest! {
        #[test]
        fn every_token_survives_its_text(bytes in any::<[u8; 32]>()) {
            let text = encode(&bytes);
            prop_assert_eq!(text.len(), 43);
            let token = Token::from_text(&text).unwrap();
            prop_assert_eq!(token.0.expose(), &bytes);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,60}") {
            let _ = Token::from_text(&text);
        }
    }
}
