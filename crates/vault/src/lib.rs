//! All cryptography of Gugus, and only here. Knows bytes and keys, not features.
//!
//! Nothing here does input or output; time is no argument of any function, and randomness always
//! arrives as [`random::Randomness`]. Every secret is wiped when dropped and has no `Debug`.
//!
//! # The suite
//!
//! Every stored form begins with a version byte, so that a part can be replaced while old rows
//! still open. A new part gets the next number; a number is never used again.
//!
//! | what | module | byte | parts |
//! |------|--------|------|-------|
//! | password | [`password`] | 1 | Argon2id v19, m = 19,456 KiB, t = 2, p = 1, 16-byte salt, 64 bytes out: 32 verify (kept as SHA-256), 32 are a key |
//! | sealed value | [`seal`] | 1 | XChaCha20-Poly1305, random 24-byte nonce, place as associated data |
//! | wrapped key | [`wrap`] | 1 | HPKE base mode (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305 |
//! | session | [`session`] | in the label | HKDF-SHA256 of the cookie's 32 bytes: row id, sealing key, form key |
//! | link and device token | [`token`] | in the label | 32 random bytes, kept as domain-separated SHA-256 |
//! | audit chain | [`chain`] | in the label | SHA-256 links over [`canonical`] fields, HMAC-SHA256 head |
//! | file | [`digest`] | none | plain SHA-256, to be compared with `sha256sum` |
//!
//! # Who holds what
//!
//! A person's key pair is sealed under the key half of the password, and in a session row under a
//! key that only the cookie gives. So neither the database nor a backup nor the administrator can
//! open what is wrapped to that person.

pub mod canonical;
pub mod chain;
pub mod digest;
mod key;
pub mod password;
pub mod person;
pub mod random;
pub mod seal;
pub mod session;
pub mod token;
pub mod wrap;

pub use key::{KEY_LEN, Key};
pub use person::PersonKey;
pub use random::{Random, Randomness};

/// Why something can't be made or opened.
///
/// Deliberately coarse: whether the key, the place or the bytes were wrong helps only an attacker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The operating system gave no randomness; nothing secret may be made without it.
    #[error("the system gives no randomness")]
    NoRandomness,
    /// There is not enough memory to hash a password now.
    #[error("not enough memory to hash a password")]
    NoMemory,
    /// The password is not the one that was enrolled.
    #[error("wrong password")]
    Wrong,
    /// Written by a version of Gugus that this one does not know; holds the version byte.
    #[error("stored with suite version {0}, which this program does not know")]
    Version(u8),
    /// Wrong key, wrong place, or changed bytes.
    #[error("can't be opened: wrong key, wrong place or changed bytes")]
    Broken,
}

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Takes the version byte off `bytes`, refusing every version but `known`.
fn versioned(bytes: &[u8], known: u8) -> Result<&[u8]> {
    match bytes.split_first() {
        Some((version, rest)) if *version == known => Ok(rest),
        Some((version, _)) => Err(Error::Version(*version)),
        None => Err(Error::Broken),
    }
}

#[cfg(test)]
mod testing {
    use std::fmt::Write;

    use crate::random::Seeded;

    /// Bytes of a hexadecimal text.
    pub fn hex(text: &str) -> Vec<u8> {
        let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        digits
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    }

    /// Hexadecimal text of bytes.
    pub fn to_hex(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
    }

    /// Randomness that is the same in every run.
    pub fn seeded() -> Seeded {
        Seeded::new(7)
    }

    /// Every copy of `bytes` with one byte changed.
    pub fn flipped(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
        (0..bytes.len()).map(|at| {
            let mut copy = bytes.to_vec();
            copy[at] ^= 1;
            copy
        })
    }
}
