//! The one key type: 32 secret bytes.

use hmac::{Hmac, KeyInit};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Error, Randomness, Result};

/// Length of every key, in bytes.
pub const KEY_LEN: usize = 32;

/// 32 secret bytes; wiped when dropped, never printed, never copied by accident.
///
/// Lives on the heap, so that moving it leaves no second copy on the stack.
pub struct Key(Box<Zeroizing<[u8; KEY_LEN]>>);

impl Key {
    /// A new random key.
    pub fn generate(random: &dyn Randomness) -> Result<Self> {
        let mut key = Self::zero();
        random.fill(&mut key.0[..])?;
        Ok(key)
    }

    /// The key with these bytes; fails unless there are exactly [`KEY_LEN`].
    pub fn from_slice(bytes: &[u8]) -> Result<Self> {
        if bytes.len() != KEY_LEN {
            return Err(Error::Broken);
        }
        let mut key = Self::zero();
        key.0.copy_from_slice(bytes);
        Ok(key)
    }

    /// The bytes, for another function of this crate or a key file.
    pub fn expose(&self) -> &[u8; KEY_LEN] {
        &self.0
    }

    /// HMAC-SHA256 under this key, ready for its message.
    pub(crate) fn mac(&self) -> Hmac<Sha256> {
        // RFC 2104 pads a short key with zeros to one block; done here, nothing can fail.
        let mut block = Zeroizing::new([0; 64]);
        block[..KEY_LEN].copy_from_slice(&self.0[..]);
        Hmac::new((&*block).into())
    }

    /// Room for a key that is written next.
    pub(crate) fn zero() -> Self {
        Key(Box::new(Zeroizing::new([0; KEY_LEN])))
    }

    /// The room to write to.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8; KEY_LEN] {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{seeded, to_hex};
    use hmac::Mac;

    #[test]
    fn a_key_has_exactly_32_bytes() {
        assert!(Key::from_slice(&[1; 32]).is_ok());
        for wrong in [0, 16, 31, 33] {
            assert_eq!(Key::from_slice(&vec![1; wrong]).err(), Some(Error::Broken));
        }
    }

    /// RFC 4231, test case 1, with its 20-byte key padded as HMAC itself would.
    #[test]
    fn the_mac_gives_the_published_answer() {
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        let mac = Key::from_slice(&key).unwrap().mac().chain_update(b"Hi There").finalize();
        assert_eq!(
            to_hex(&mac.into_bytes()),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
    }

    #[test]
    fn two_generated_keys_differ() {
        let random = seeded();
        let (one, two) = (Key::generate(&random).unwrap(), Key::generate(&random).unwrap());
        assert_ne!(one.expose(), two.expose());
    }
}
