//! The plain SHA-256 of a file, which anybody can compute again with `sha256sum`.

use sha2::{Digest, Sha256};

/// SHA-256 of `bytes` as they are; for secrets and chains there are modules with labels.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::to_hex;

    /// FIPS 180-4, example "abc".
    #[test]
    fn the_digest_is_the_published_one() {
        assert_eq!(
            to_hex(&sha256(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
