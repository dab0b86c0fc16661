//! Passwords: one slow hash both checks the password and gives the key to the person's secret.
//!
//! Argon2id gives 64 bytes. The first half verifies and is kept only as its SHA-256; the second
//! half is a key that is never stored. So a stolen row lets nobody open anything, even after its
//! verifier were found, and a sign-in costs one hash and not two.
//!
//! Each run takes 19 MiB and some tens of milliseconds of one core. The caller runs it off the
//! async threads and lets no more than two run at once, with a semaphore of its own.
//! The caller also brings the password to one Unicode form (NFC) first: two keyboards may spell
//! the same letters in different bytes, and this module sees only bytes.

use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{Error, KEY_LEN, Key, Randomness, Result, random, versioned};

const VERSION: u8 = 1;
const SALT_LEN: usize = 16;
const DIGEST_LEN: usize = 32;

/// The key half of a password: opens the person's secret, is never stored.
pub type Kek = Key;

/// How much work one guess takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cost {
    /// Memory in KiB.
    memory: u32,
    /// Passes over the memory.
    passes: u32,
    /// Lanes that could run side by side.
    lanes: u32,
}

/// The first choice of the OWASP Password Storage Cheat Sheet for Argon2id (2024).
const COST: Cost = Cost { memory: 19_456, passes: 2, lanes: 1 };
/// What a stored row may ask of us at most, so that a planted row can't stop the server.
const MOST: Cost = Cost { memory: 262_144, passes: 16, lanes: 4 };

/// The stored form of a password; nothing in it opens anything.
///
/// 61 bytes: version byte, memory, passes and lanes (four bytes each, big endian), salt, SHA-256
/// of the verifying half.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    cost: Cost,
    salt: [u8; SALT_LEN],
    digest: [u8; DIGEST_LEN],
}

impl Stored {
    /// The bytes for the database.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Cost { memory, passes, lanes } = self.cost;
        let costs = [memory, passes, lanes].map(u32::to_be_bytes);
        [&[VERSION], costs.as_flattened(), &self.salt, &self.digest].concat()
    }

    /// Reads the bytes of the database.
    ///
    /// # Errors
    /// [`Error::Version`] for an unknown suite, [`Error::Broken`] for anything that
    /// [`enrol`] can't have written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut rest = versioned(bytes, VERSION)?;
        let mut cost = || take(&mut rest).map(u32::from_be_bytes);
        let cost = Cost { memory: cost()?, passes: cost()?, lanes: cost()? };
        cost.params()?;
        let stored = Stored { cost, salt: take(&mut rest)?, digest: take(&mut rest)? };
        if rest.is_empty() { Ok(stored) } else { Err(Error::Broken) }
    }
}

/// Takes the next `N` bytes.
fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N]> {
    let (first, left) = rest.split_first_chunk().ok_or(Error::Broken)?;
    *rest = left;
    Ok(*first)
}

impl Cost {
    fn params(self) -> Result<Params> {
        let within =
            self.memory <= MOST.memory && self.passes <= MOST.passes && self.lanes <= MOST.lanes;
        if !within {
            return Err(Error::Broken);
        }
        Params::new(self.memory, self.passes, self.lanes, Some(2 * KEY_LEN))
            .map_err(|_| Error::Broken)
    }
}

/// Hashes a new password: what to store, and the key to seal the person's secret with.
pub fn enrol(random: &dyn Randomness, password: &[u8]) -> Result<(Stored, Kek)> {
    let salt = random::bytes::<SALT_LEN>(random)?;
    let (digest, key) = derive(COST, &salt, password)?;
    Ok((Stored { cost: COST, salt, digest }, key))
}

/// Checks a password and gives its key half; compares in constant time.
///
/// # Errors
/// [`Error::Wrong`] for another password, [`Error::NoMemory`] when it can't be hashed now.
pub fn open(stored: &Stored, password: &[u8]) -> Result<Kek> {
    let (digest, key) = derive(stored.cost, &stored.salt, password)?;
    if bool::from(digest.ct_eq(&stored.digest)) { Ok(key) } else { Err(Error::Wrong) }
}

/// Takes the time of [`open`] for somebody who has no account, and always fails.
///
/// Without it the answer's speed would tell which names exist.
pub fn decoy(password: &[u8]) -> Error {
    // Any digest will do: that the password fits it is as likely as a broken SHA-256.
    let nobody = Stored { cost: COST, salt: [0; SALT_LEN], digest: [0; DIGEST_LEN] };
    open(&nobody, password).err().unwrap_or(Error::Wrong)
}

/// Whether the row was made with less work than is asked today; enrol again while the password
/// is at hand.
pub fn needs_upgrade(stored: &Stored) -> bool {
    stored.cost.memory < COST.memory || stored.cost.passes < COST.passes
}

/// Digest of the verifying half, and the key half.
fn derive(cost: Cost, salt: &[u8], password: &[u8]) -> Result<([u8; DIGEST_LEN], Key)> {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params()?);
    let mut output = Zeroizing::new([0; 2 * KEY_LEN]);
    argon.hash_password_into(password, salt, &mut output[..]).map_err(|error| match error {
        argon2::Error::OutOfMemory => Error::NoMemory,
        _ => Error::Broken,
    })?;
    let (verifier, key) = output.split_at(KEY_LEN);
    let digest = Sha256::new_with_prefix(b"gugus/password/1").chain_update(verifier).finalize();
    Ok((digest.into(), Key::from_slice(key)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        random::tests::Dry,
        testing::{hex, seeded, to_hex},
    };

    fn row(cost: Cost) -> Stored {
        Stored { cost, salt: [1; 16], digest: [1; 32] }
    }

    #[test]
    fn the_right_password_gives_the_same_key_again() {
        let (stored, key) = enrol(&seeded(), "sandi-ñ-rahasia".as_bytes()).unwrap();
        let opened = open(&stored, "sandi-ñ-rahasia".as_bytes()).unwrap();
        assert_eq!(opened.expose(), key.expose());
    }

    #[test]
    fn a_wrong_an_empty_and_a_longer_password_are_refused() {
        let (stored, _) = enrol(&seeded(), b"sandi").unwrap();
        for wrong in [&b"Sandi"[..], b"", b"sandi ", b"sandi\0"] {
            assert_eq!(open(&stored, wrong).err(), Some(Error::Wrong));
        }
    }

    #[test]
    fn the_same_password_twice_gives_different_rows_and_keys() {
        let random = seeded();
        let (one, one_key) = enrol(&random, b"sandi").unwrap();
        let (two, two_key) = enrol(&random, b"sandi").unwrap();
        assert!(one != two);
        assert_ne!(one_key.expose(), two_key.expose());
    }

    #[test]
    fn the_stored_row_holds_neither_half_of_the_hash() {
        let (stored, key) = enrol(&seeded(), b"sandi").unwrap();
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, COST.params().unwrap());
        let mut output = [0; 64];
        argon.hash_password_into(b"sandi", &stored.salt, &mut output).unwrap();
        assert_eq!(key.expose()[..], output[32..]);
        for half in output.chunks(32) {
            assert!(!stored.to_bytes().windows(8).any(|part| half.windows(8).any(|h| h == part)));
        }
    }

    #[test]
    fn the_row_survives_the_database() {
        let (stored, _) = enrol(&seeded(), b"sandi").unwrap();
        assert!(Stored::from_bytes(&stored.to_bytes()).unwrap() == stored);
    }

    #[test]
    fn a_changed_row_never_opens() {
        let (stored, _) = enrol(&seeded(), b"sandi").unwrap();
        // Salt and digest; the costs are covered by the test below.
        for at in [13, 20, 28, 29, 40, 60] {
            let mut bytes = stored.to_bytes();
            bytes[at] ^= 1;
            let changed = Stored::from_bytes(&bytes).unwrap();
            assert_eq!(open(&changed, b"sandi").err(), Some(Error::Wrong));
        }
    }

    #[test]
    fn a_row_of_another_version_or_length_is_refused() {
        let (stored, _) = enrol(&seeded(), b"sandi").unwrap();
        let mut bytes = stored.to_bytes();
        assert_eq!(Stored::from_bytes(&bytes[..60]).err(), Some(Error::Broken));
        assert_eq!(Stored::from_bytes(&[]).err(), Some(Error::Broken));
        bytes[0] = 2;
        assert_eq!(Stored::from_bytes(&bytes).err(), Some(Error::Version(2)));
    }

    #[test]
    fn a_planted_row_can_not_ask_for_all_memory() {
        let planted = [
            Cost { memory: u32::MAX, ..COST },
            Cost { passes: 1_000_000, ..COST },
            Cost { lanes: 1000, ..COST },
            Cost { memory: 0, passes: 0, lanes: 0 },
        ];
        for cost in planted {
            let row = row(cost);
            assert_eq!(Stored::from_bytes(&row.to_bytes()).err(), Some(Error::Broken));
        }
    }

    #[test]
    fn a_row_made_with_less_work_asks_for_an_upgrade() {
        let (stored, _) = enrol(&seeded(), b"sandi").unwrap();
        assert!(!needs_upgrade(&stored));
        let older = row(Cost { memory: 9_000, ..COST });
        assert!(needs_upgrade(&older));
        let stronger = row(Cost { memory: 65_536, ..COST });
        assert!(!needs_upgrade(&stronger));
    }

    #[test]
    fn an_unknown_person_is_refused_like_a_wrong_password() {
        assert_eq!(decoy(b"sandi"), Error::Wrong);
    }

    #[test]
    fn without_randomness_no_password_is_enrolled() {
        assert_eq!(enrol(&Dry, b"sandi").err(), Some(Error::NoRandomness));
    }

    #[test]
    fn what_version_1_stored_still_opens() {
        let (made, _) = enrol(&seeded(), b"contoh sandi").unwrap();
        assert_eq!(to_hex(&made.to_bytes()), GOLDEN);
        let stored = Stored::from_bytes(&hex(GOLDEN)).unwrap();
        assert_eq!(to_hex(open(&stored, b"contoh sandi").unwrap().expose()), GOLDEN_KEY);
    }

    const GOLDEN: &str = "0100004c0000000002000000017e00153c6ccd395f3b92dba884a44e4de4dd6a1ae1d04b86dec87e\
        0a19060f409fa23745c538f83f5581ef62b34281e7";
    const GOLDEN_KEY: &str = "b9098bc580f522fa76666b0dd3277864ee7be161084dd03bb90495b06b146a15";
}
