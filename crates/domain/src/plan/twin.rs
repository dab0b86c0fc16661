//! Evidence that is claimed twice: what makes two pieces the same.

/// Why two pieces of evidence under different reports look like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    /// The same file, byte for byte.
    File,
    /// The same photo, also where it was sent on, made smaller or saved anew.
    Photo,
    /// The same address.
    Link,
    /// An event of the same day at the same place.
    Event,
}

impl Claim {
    /// Every reason, the surest first.
    pub const ALL: [Self; 4] = [Self::File, Self::Photo, Self::Link, Self::Event];
}

/// Most bits in which the hashes of two copies of one photo differ. Saving, shrinking and sending
/// on change a few; two pictures of different things differ in about half of the 64.
pub const PHOTO_BITS: u32 = 6;

/// Whether two hashes of how a picture looks belong to one photo.
pub const fn same_photo(one: i64, other: i64) -> bool {
    (one ^ other).count_ones() <= PHOTO_BITS
}

/// The hash of a picture that was shrunk to 9 x 8 grey samples, row by row: each of its 64 bits
/// says whether a sample is darker than its right neighbour (difference hash, after N. Krawetz).
///
/// None where the picture is so even that the bits would be chance: a blank page, a black photo.
pub fn photo_hash(grey: &[u8; 72]) -> Option<i64> {
    const EVEN: u8 = 16;
    let (darkest, lightest) = (grey.iter().min()?, grey.iter().max()?);
    if lightest - darkest < EVEN {
        return None;
    }
    let mut bits: u64 = 0;
    for row in grey.chunks_exact(9) {
        for pair in row.windows(2) {
            bits = bits << 1 | u64::from(pair[0] < pair[1]);
        }
    }
    Some(bits.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slope(step: impl Fn(usize, usize) -> u8) -> [u8; 72] {
        std::array::from_fn(|at| step(at % 9, at / 9))
    }

    #[test]
    fn a_photo_is_the_same_in_another_light_and_not_when_it_is_turned() {
        let photo = slope(|x, y| u8::try_from((x * 37 + y * 61) % 200).unwrap());
        let brighter = photo.map(|grey| grey + 30);
        let turned = slope(|x, y| photo[y * 9 + 8 - x]);
        let hash = |grey| photo_hash(grey).unwrap();
        assert!(same_photo(hash(&photo), hash(&brighter)));
        assert!(!same_photo(hash(&photo), hash(&turned)));
    }

    #[test]
    fn an_even_picture_has_no_look() {
        assert_eq!(photo_hash(&[255; 72]), None);
        assert_eq!(photo_hash(&slope(|x, _| u8::try_from(x).unwrap())), None);
    }
}
