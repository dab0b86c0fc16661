//! Where randomness comes from: the operating system, or a seed in tests.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use hpke::rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Error, Result};

/// A source of unpredictable bytes.
pub trait Randomness: Send + Sync {
    /// Fills `bytes`; with an error nothing in `bytes` may be used.
    fn fill(&self, bytes: &mut [u8]) -> Result<()>;
}

/// The source as the floors above hand it around.
pub type Random = Arc<dyn Randomness>;

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct Os;

impl Randomness for Os {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system")]
    fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes).map_err(|_| Error::NoRandomness)
    }
}

/// The same bytes in every run: **for tests and benchmarks only**, everybody can predict them.
///
/// Block `n` of 32 bytes is SHA-256 of the seed and `n`; each call starts at a new block.
#[derive(Debug, Default)]
pub struct Seeded {
    seed: u64,
    next: AtomicU64,
}

impl Seeded {
    /// A source that depends on `seed` alone.
    pub fn new(seed: u64) -> Self {
        Seeded { seed, next: AtomicU64::new(0) }
    }
}

impl Randomness for Seeded {
    fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        for chunk in bytes.chunks_mut(32) {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let mut hash = Sha256::new_with_prefix(b"gugus/seeded");
            hash.update(self.seed.to_be_bytes());
            hash.update(number.to_be_bytes());
            let block = hash.finalize();
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
        Ok(())
    }
}

/// `N` random bytes, for salts, nonces and identifiers that are no secret.
pub fn bytes<const N: usize>(random: &dyn Randomness) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    random.fill(&mut bytes)?;
    Ok(bytes)
}

/// Lower-case letters and digits without i, l, o and u: nothing to mistake for another, and no
/// ugly word. 32 of them, so five bits of a random byte choose one without favour.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A password to hand to a person: four groups of four (`k7qm-2d9x-…`), 80 random bits.
pub fn password(random: &dyn Randomness) -> Result<Zeroizing<String>> {
    let picks = Zeroizing::new(bytes::<16>(random)?);
    // Room for all of it at once, because growing would leave a copy behind.
    let mut text = Zeroizing::new(String::with_capacity(19));
    for (at, pick) in picks.iter().enumerate() {
        if at > 0 && at % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(ALPHABET[usize::from(pick % 32)]));
    }
    Ok(text)
}

/// Lends a [`Randomness`] to a library that knows no failing source.
///
/// A failure is remembered; [`Lent::check`] must be asked before the result is used.
pub(crate) struct Lent<'a> {
    random: &'a dyn Randomness,
    failed: bool,
}

impl<'a> Lent<'a> {
    pub(crate) fn new(random: &'a dyn Randomness) -> Self {
        Lent { random, failed: false }
    }

    /// Fails if any draw since the start failed.
    pub(crate) fn check(&self) -> Result<()> {
        if self.failed { Err(Error::NoRandomness) } else { Ok(()) }
    }
}

impl TryRng for Lent<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut word = [0; 4];
        self.try_fill_bytes(&mut word)?;
        Ok(u32::from_le_bytes(word))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut word = [0; 8];
        self.try_fill_bytes(&mut word)?;
        Ok(u64::from_le_bytes(word))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.failed |= self.random.fill(bytes).is_err();
        Ok(())
    }
}

impl TryCryptoRng for Lent<'_> {}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::HashSet;

    use super::*;

    /// A system without randomness.
    pub(crate) struct Dry;

    impl Randomness for Dry {
        fn fill(&self, _: &mut [u8]) -> Result<()> {
            Err(Error::NoRandomness)
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        let of = |seed| bytes::<80>(&Seeded::new(seed)).unwrap();
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }

    #[test]
    fn a_seeded_source_never_repeats_a_block() {
        let random = Seeded::new(1);
        let seen: HashSet<[u8; 32]> = (0..1000).map(|_| bytes(&random).unwrap()).collect();
        assert_eq!(seen.len(), 1000);
    }

    #[test]
    fn the_system_gives_different_bytes_each_time() {
        assert_ne!(bytes::<32>(&Os).unwrap(), bytes::<32>(&Os).unwrap());
    }

    #[test]
    fn a_generated_password_has_four_groups_of_readable_characters() {
        let text = password(&Os).unwrap();
        let groups: Vec<&str> = text.split('-').collect();
        assert_eq!(groups.len(), 4);
        for group in groups {
            assert_eq!(group.len(), 4);
            assert!(group.bytes().all(|byte| ALPHABET.contains(&byte)));
        }
    }

    #[test]
    fn generated_passwords_differ_and_use_the_whole_alphabet() {
        let random = Seeded::new(3);
        let all: Vec<_> = (0..200).map(|_| password(&random).unwrap().to_string()).collect();
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), 200);
        let used: HashSet<char> = all.join("").chars().filter(|c| *c != '-').collect();
        assert_eq!(used.len(), 32);
    }

    #[test]
    fn without_randomness_no_password_is_made() {
        assert_eq!(password(&Dry).err(), Some(Error::NoRandomness));
        assert_eq!(bytes::<16>(&Dry).err(), Some(Error::NoRandomness));
    }

    #[test]
    fn a_lent_source_reports_a_failed_draw() {
        let mut lent = Lent::new(&Dry);
        assert!(lent.check().is_ok());
        let _: Result<u32, Infallible> = lent.try_next_u32();
        assert_eq!(lent.check(), Err(Error::NoRandomness));
    }
}
