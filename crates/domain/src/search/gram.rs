//! Grams: pieces of texts by which an index narrows what a search judges.
//!
//! A gram is three characters of a folded word, as a hash of 31 bits. Scripts that are not ASCII
//! write words of one or two characters, so these have grams of their own length as well. A text
//! that contains a value has every gram of the value; the reverse does not hold, and two pieces may
//! have the same hash, so a record that is found this way must still be judged.

use super::fold::fold;

/// Characters of a gram.
const LENGTH: usize = 3;

/// The most grams that are asked for of one value: each costs a walk over a list of records.
const ASKED: usize = 8;

/// Every gram of these texts, each once, in order.
pub(crate) fn grams<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<u32> {
    let mut grams = Vec::new();
    let mut letters = Vec::new();
    for text in texts {
        for word in fold(text).split_whitespace() {
            letters.clear();
            letters.extend(word.chars());
            grams.extend(letters.windows(LENGTH).map(hash));
            if !word.is_ascii() {
                let short = letters.windows(2).chain(letters.windows(1));
                grams.extend(short.filter(|piece| is_foreign(piece)).map(hash));
            }
        }
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// Grams of every text that contains this one. There are none for short words: too many texts
/// contain them for an index to be of use.
pub(crate) fn asked(text: &str) -> Vec<u32> {
    let mut grams = Vec::new();
    for word in fold(text).split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        match letters.len() {
            // Side by side, and the end: what lies across adds little.
            LENGTH.. => {
                grams.extend(letters.chunks_exact(LENGTH).map(hash));
                grams.extend(letters.last_chunk::<LENGTH>().map(|last| hash(last)));
            }
            _ if is_foreign(&letters) => grams.push(hash(&letters)),
            _ => {}
        }
    }
    let mut seen = Vec::with_capacity(grams.len());
    grams.retain(|gram| {
        let new = !seen.contains(gram);
        seen.push(*gram);
        new
    });
    grams.truncate(ASKED);
    grams
}

fn is_foreign(letters: &[char]) -> bool {
    letters.iter().any(|letter| !letter.is_ascii())
}

/// FNV-1a over the characters. It is stored, so it stays as it is.
fn hash(letters: &[char]) -> u32 {
    let mixed = letters.iter().fold(0x811c_9dc5_u32, |hash, letter| {
        let bytes = u32::from(*letter).to_le_bytes();
        bytes.iter().fold(hash, |hash, byte| {
            (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        })
    });
    mixed & (u32::MAX >> 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_every_gram_of_what_it_contains() {
        for (text, value) in [
            ("Müller Logistik GmbH", "LOGIST"),
            ("Müller Logistik GmbH", "ler Logi"),
            ("Straßenbau", "ẞen"),
            ("東京海上", "京"),
            ("東京海上", "京海"),
            ("a ü b", "ü"),
            ("CRM-00012345", "m-0001"),
        ] {
            let (held, asked) = (grams([text]), asked(value));
            assert!(!asked.is_empty(), "{value}");
            assert!(asked.iter().all(|gram| held.contains(gram)), "{value}");
        }
    }

    #[test]
    fn short_ascii_words_narrow_nothing() {
        assert!(asked("AG KB").is_empty());
        assert_eq!(asked("AG Foods"), asked("foods"));
    }

    #[test]
    fn a_gram_that_is_stored_stays_as_it_is() {
        assert_eq!(
            grams(["acme"]),
            [hash(&['a', 'c', 'm']), hash(&['c', 'm', 'e'])]
        );
        assert_eq!(hash(&['a', 'c', 'm']), 279_934_010);
    }
}
