//! Wraps a key to a public key, so that only the holder of the secret half can take it.
//!
//! HPKE base mode of RFC 9180 with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305.
//! Form: version byte, 32 bytes of encapsulated key, 32 bytes of ciphertext, 16 bytes of tag.
//! Base mode names no sender: whoever may write the row may wrap, and the audit says who did.

use hpke::{
    Deserializable, Kem as _, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305,
    kdf::HkdfSha256, kem::X25519HkdfSha256, single_shot_open, single_shot_seal_with_rng,
};
use zeroize::Zeroizing;

use crate::{Error, Key, Randomness, Result, random::Lent, seal::Ad, versioned};

const VERSION: u8 = 1;
/// Length of a public key and of an encapsulated key, in bytes.
pub const PUBLIC_LEN: usize = 32;

type Kem = X25519HkdfSha256;
type Secret = <Kem as hpke::Kem>::PrivateKey;

/// An X25519 pair: the public half is for everybody, the secret half is wiped when dropped.
pub struct KeyPair {
    public: [u8; PUBLIC_LEN],
    secret: Key,
}

impl KeyPair {
    /// A new random pair.
    pub fn generate(random: &dyn Randomness) -> Result<Self> {
        Self::from_secret(Key::generate(random)?)
    }

    /// The pair with this secret half (X25519 clamps it, so any 32 bytes are one).
    pub fn from_secret(secret: Key) -> Result<Self> {
        let public = Kem::sk_to_pk(&private(&secret)?);
        Ok(KeyPair { public: public.to_bytes().into(), secret })
    }

    /// The public half.
    pub fn public(&self) -> &[u8; PUBLIC_LEN] {
        &self.public
    }

    /// The secret half, to be sealed.
    pub fn secret(&self) -> &Key {
        &self.secret
    }
}

/// Wraps `key` to the public half `to`, for the place `ad`.
pub fn wrap(random: &dyn Randomness, to: &[u8; PUBLIC_LEN], ad: &Ad, key: &Key) -> Result<Vec<u8>> {
    let info = ad.labelled("gugus/wrap/1");
    let (encapped, sealed) = seal(random, to, &info, &[], key.expose())?;
    Ok([&[VERSION], &encapped[..], &sealed].concat())
}

/// Takes the key that [`wrap`] wrapped to `pair` for the same place.
///
/// # Errors
/// [`Error::Version`] for an unknown suite, [`Error::Broken`] for anything else.
pub fn unwrap(pair: &KeyPair, ad: &Ad, wrapped: &[u8]) -> Result<Key> {
    let rest = versioned(wrapped, VERSION)?;
    let (encapped, sealed) = rest.split_first_chunk::<PUBLIC_LEN>().ok_or(Error::Broken)?;
    let info = ad.labelled("gugus/wrap/1");
    Key::from_slice(&open(&pair.secret, encapped, &info, &[], sealed)?)
}

fn private(secret: &Key) -> Result<Secret> {
    Secret::from_bytes(secret.expose()).map_err(|_| Error::Broken)
}

/// `SealBase` of RFC 9180, section 6.1: encapsulated key and ciphertext.
fn seal(
    random: &dyn Randomness,
    to: &[u8; PUBLIC_LEN],
    info: &[u8],
    aad: &[u8],
    plain: &[u8],
) -> Result<([u8; PUBLIC_LEN], Vec<u8>)> {
    let to = <Kem as hpke::Kem>::PublicKey::from_bytes(to).map_err(|_| Error::Broken)?;
    let mut lent = Lent::new(random);
    let (encapped, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeS::Base,
        &to,
        info,
        plain,
        aad,
        &mut lent,
    )
    .map_err(|_| Error::Broken)?;
    lent.check()?;
    Ok((encapped.to_bytes().into(), sealed))
}

/// `OpenBase` of RFC 9180, section 6.1.
fn open(
    secret: &Key,
    encapped: &[u8; PUBLIC_LEN],
    info: &[u8],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>> {
    let encapped =
        <Kem as hpke::Kem>::EncappedKey::from_bytes(encapped).map_err(|_| Error::Broken)?;
    single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeR::Base,
        &private(secret)?,
        &encapped,
        info,
        sealed,
        aad,
    )
    .map(Zeroizing::new)
    .map_err(|_| Error::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        random::tests::Dry,
        testing::{flipped, hex, seeded, to_hex},
    };

    fn place() -> Ad {
        Ad::new("desk_key", "0190-desk", "key_wrapped", 1)
    }

    fn pair(byte: u8) -> KeyPair {
        KeyPair::from_secret(Key::from_slice(&[byte; 32]).unwrap()).unwrap()
    }

    fn wrapped(to: &KeyPair) -> Vec<u8> {
        let key = Key::from_slice(&[5; 32]).unwrap();
        wrap(&seeded(), to.public(), &place(), &key).unwrap()
    }

    #[test]
    fn the_recipient_takes_the_key() {
        let to = pair(1);
        let wrapped = wrapped(&to);
        assert_eq!(wrapped.len(), 81);
        assert_eq!(unwrap(&to, &place(), &wrapped).unwrap().expose(), &[5; 32]);
    }

    #[test]
    fn nobody_else_takes_the_key() {
        let wrapped = wrapped(&pair(1));
        assert_eq!(unwrap(&pair(2), &place(), &wrapped).err(), Some(Error::Broken));
    }

    #[test]
    fn a_key_wrapped_for_one_place_is_worth_nothing_in_another() {
        let to = pair(1);
        let elsewhere = Ad::new("desk_key", "0190-other", "key_wrapped", 1);
        assert_eq!(unwrap(&to, &elsewhere, &wrapped(&to)).err(), Some(Error::Broken));
    }

    #[test]
    fn one_changed_byte_anywhere_is_found() {
        let to = pair(1);
        for (at, changed) in flipped(&wrapped(&to)).enumerate() {
            // X25519 ignores the top bit of a public key, but HPKE hashes it too.
            assert!(unwrap(&to, &place(), &changed).is_err(), "byte {at}");
        }
        let mut top = wrapped(&to);
        top[32] ^= 0x80;
        assert_eq!(unwrap(&to, &place(), &top).err(), Some(Error::Broken));
    }

    #[test]
    fn a_cut_value_is_found() {
        let to = pair(1);
        let wrapped = wrapped(&to);
        for len in 0..wrapped.len() {
            assert!(unwrap(&to, &place(), &wrapped[..len]).is_err());
        }
    }

    #[test]
    fn an_unknown_version_is_named() {
        let to = pair(1);
        let mut wrapped = wrapped(&to);
        wrapped[0] = 9;
        assert_eq!(unwrap(&to, &place(), &wrapped).err(), Some(Error::Version(9)));
    }

    #[test]
    fn a_public_key_that_leaks_the_result_is_refused() {
        // All-zero is a point of small order: the shared secret would be zero for everybody.
        let key = Key::from_slice(&[5; 32]).unwrap();
        assert_eq!(wrap(&seeded(), &[0; 32], &place(), &key), Err(Error::Broken));
    }

    #[test]
    fn without_randomness_nothing_is_wrapped_and_no_pair_is_made() {
        let key = Key::from_slice(&[5; 32]).unwrap();
        assert_eq!(wrap(&Dry, pair(1).public(), &place(), &key), Err(Error::NoRandomness));
        assert_eq!(KeyPair::generate(&Dry).err(), Some(Error::NoRandomness));
    }

    /// RFC 9180, appendix A.2.1, encryption 0.
    #[test]
    fn the_suite_opens_the_published_message() {
        let secret = Key::from_slice(&hex(
            "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb",
        ))
        .unwrap();
        let encapped: [u8; 32] =
            hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a")
                .try_into()
                .unwrap();
        let info = hex("4f6465206f6e2061204772656369616e2055726e");
        let sealed = hex("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db
                          21993c62ce81883d2dd1b51a28");
        let opened = open(&secret, &encapped, &info, b"Count-0", &sealed).unwrap();
        assert_eq!(opened[..], *b"Beauty is truth, truth beauty");
        let pair = KeyPair::from_secret(secret).unwrap();
        assert_eq!(
            to_hex(pair.public()),
            "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a"
        );
    }

    #[test]
    fn what_version_1_wrapped_still_opens() {
        assert_eq!(to_hex(&wrapped(&pair(1))), GOLDEN);
        assert_eq!(unwrap(&pair(1), &place(), &hex(GOLDEN)).unwrap().expose(), &[5; 32]);
    }

    const GOLDEN: &str = "01cb2e61211f3a5dc4ad4583d445a73045f9e6625686703fd8451e3682e42587620b41cce683cdf4\
        1fa39b2d25b147a1534f2bdc8aa4f5a2e33756c3313398450a8196eea8478a8bae5fb4c65c549f7a\
        79";
}
