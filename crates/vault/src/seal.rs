//! Seals a value under a key, bound to the one place where it may stand.
//!
//! Form: version byte, 24 random bytes of nonce, ciphertext, 16 bytes of tag. A random nonce of
//! 24 bytes needs no counter and no memory, however many values one key seals.

use std::fmt::Display;

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use zeroize::Zeroizing;

use crate::{Error, Key, Randomness, Result, canonical::Canonical, random, versioned};

const VERSION: u8 = 1;
const NONCE_LEN: usize = 24;

/// The place of a sealed value: table, row, field and the version of the field's shape.
///
/// A value moved to another row or column does not open there.
#[derive(Clone, PartialEq, Eq)]
pub struct Ad(Vec<u8>);

impl Ad {
    /// The place `table.field` of the row with this key; `version` counts shapes of the content.
    pub fn new(table: &'static str, row: impl Display, field: &'static str, version: i64) -> Self {
        let row = row.to_string();
        Ad(Canonical::new().text(table).text(&row).text(field).int(version).finish())
    }

    /// The place as bytes after a label, so that one place means different things to two uses.
    pub(crate) fn labelled(&self, label: &str) -> Vec<u8> {
        Canonical::new().text(label).bytes(&self.0).finish()
    }
}

/// Seals `plain` for the place `ad`.
pub fn seal(random: &dyn Randomness, key: &Key, ad: &Ad, plain: &[u8]) -> Result<Vec<u8>> {
    let nonce = random::bytes::<NONCE_LEN>(random)?;
    let aad = ad.labelled("gugus/seal/1");
    let cipher = cipher(key);
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &aad })
        .map_err(|_| Error::Broken)?;
    Ok([&[VERSION], &nonce[..], &sealed].concat())
}

/// Opens what [`seal`] made for the same key and place.
///
/// # Errors
/// [`Error::Version`] for an unknown suite, [`Error::Broken`] for anything else.
pub fn open(key: &Key, ad: &Ad, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let rest = versioned(sealed, VERSION)?;
    let (nonce, body) = rest.split_first_chunk::<NONCE_LEN>().ok_or(Error::Broken)?;
    let aad = ad.labelled("gugus/seal/1");
    cipher(key)
        .decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: &aad })
        .map(Zeroizing::new)
        .map_err(|_| Error::Broken)
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        random::tests::Dry,
        testing::{flipped, hex, seeded, to_hex},
    };

    fn place() -> Ad {
        Ad::new("person", "0190-a", "name", 1)
    }

    fn key() -> Key {
        Key::from_slice(&[9; 32]).unwrap()
    }

    #[test]
    fn a_sealed_value_opens_again() {
        for plain in [&b""[..], b"Siti (contoh)", &[0xff; 5000]] {
            let sealed = seal(&seeded(), &key(), &place(), plain).unwrap();
            assert_eq!(sealed.len(), plain.len() + 41);
            assert_eq!(open(&key(), &place(), &sealed).unwrap()[..], *plain);
        }
    }

    #[test]
    fn one_changed_byte_anywhere_is_found() {
        let sealed = seal(&seeded(), &key(), &place(), b"3603112005990001").unwrap();
        for changed in flipped(&sealed) {
            assert!(open(&key(), &place(), &changed).is_err());
        }
    }

    #[test]
    fn a_cut_or_a_longer_value_is_found() {
        let sealed = seal(&seeded(), &key(), &place(), b"narasi").unwrap();
        for len in 0..sealed.len() {
            assert!(open(&key(), &place(), &sealed[..len]).is_err());
        }
        assert_eq!(open(&key(), &place(), &[&sealed[..], b"x"].concat()), Err(Error::Broken));
    }

    #[test]
    fn another_key_does_not_open() {
        let sealed = seal(&seeded(), &key(), &place(), b"x").unwrap();
        let other = Key::from_slice(&[8; 32]).unwrap();
        assert_eq!(open(&other, &place(), &sealed), Err(Error::Broken));
    }

    #[test]
    fn a_value_moved_to_another_table_row_field_or_version_does_not_open() {
        let sealed = seal(&seeded(), &key(), &place(), b"x").unwrap();
        for ad in [
            Ad::new("case", "0190-a", "name", 1),
            Ad::new("person", "0190-b", "name", 1),
            Ad::new("person", "0190-a", "nik", 1),
            Ad::new("person", "0190-a", "name", 2),
            Ad::new("person", "0190-an", "ame", 1),
        ] {
            assert_eq!(open(&key(), &ad, &sealed), Err(Error::Broken));
        }
    }

    #[test]
    fn the_same_value_sealed_twice_looks_different() {
        let random = seeded();
        let one = seal(&random, &key(), &place(), b"x").unwrap();
        assert_ne!(one, seal(&random, &key(), &place(), b"x").unwrap());
    }

    #[test]
    fn an_unknown_version_is_named() {
        let mut sealed = seal(&seeded(), &key(), &place(), b"x").unwrap();
        sealed[0] = 2;
        assert_eq!(open(&key(), &place(), &sealed), Err(Error::Version(2)));
    }

    #[test]
    fn without_randomness_nothing_is_sealed() {
        assert_eq!(seal(&Dry, &key(), &place(), b"x"), Err(Error::NoRandomness));
    }

    /// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
    #[test]
    fn the_cipher_gives_the_published_answer() {
        let key = Key::from_slice(&hex(
            "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
        ))
        .unwrap();
        let nonce: [u8; 24] =
            hex("404142434445464748494a4b4c4d4e4f5051525354555657").try_into().unwrap();
        let plain = b"Ladies and Gentlemen of the class of '99: \
            If I could offer you only one tip for the future, sunscreen would be it.";
        let aad = hex("50515253c0c1c2c3c4c5c6c7");
        let sealed =
            cipher(&key).encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &aad }).unwrap();
        assert_eq!(
            sealed,
            hex("bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb
                 731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452
                 2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9
                 21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49")
        );
    }

    #[test]
    fn what_version_1_sealed_still_opens() {
        let sealed = hex(GOLDEN);
        assert_eq!(to_hex(&seal(&seeded(), &key(), &place(), b"contoh").unwrap()), GOLDEN);
        assert_eq!(open(&key(), &place(), &sealed).unwrap()[..], *b"contoh");
    }

    const GOLDEN: &str = "017e00153c6ccd395f3b92dba884a44e4d9eef708099768d020bdd6ce8bce26b8eba6098b8c6ea7c\
        cb684e01b1fb91";
}
