//! Documents as SQLite keeps them: compressed, as a BLOB.
//!
//! The names of members are most of a document, and they are the same in all of them. So LZ4 starts
//! with [`NAMES`], as if each document followed them. A BLOB is the number of this format, the
//! length of the document, and a block of LZ4. A document that is short, or would not get smaller,
//! is kept as TEXT, as all were before version 16 of the schema: a cell says how it is read.
//!
//! PostgreSQL compresses long texts by itself.

use std::sync::LazyLock;

use lz4_flex::block;

/// Parts of documents without their values, and values that are frequent. What is stored depends on
/// it: it never changes, and a better one gets another number. LZ4 reads it anew for each document,
/// so what saves little is not in it.
static NAMES: LazyLock<Vec<u8>> =
    LazyLock::new(|| include_str!("names-1.txt").replace('\n', "").into());

/// Shorter documents stay as they are, such as those of events: it would save little, and take half
/// as long as for one of 2 kB.
const MIN: usize = 512;

/// The number of this format, the first byte of a BLOB.
const FORMAT: u8 = 1;

/// The bytes of the length, behind the number. The lowest comes first.
const LENGTH: usize = size_of::<u32>();

/// A byte of LZ4 stands for at most so many.
const MAX_RATIO: usize = 255;

/// The BLOB of a document, if it is smaller than the document.
pub(super) fn pack(document: &str) -> Option<Vec<u8>> {
    if document.len() < MIN {
        return None;
    }
    let length = u32::try_from(document.len()).ok()?.to_le_bytes();
    let start = 1 + LENGTH;
    let mut blob = vec![0; start + block::get_maximum_output_size(document.len())];
    let packed = blob.get_mut(start..)?;
    let size = block::compress_into_with_dict(document.as_bytes(), packed, &NAMES).ok()?;
    blob.truncate(start + size);
    let (head, length_at) = blob.split_first_mut()?;
    *head = FORMAT;
    length_at.get_mut(..LENGTH)?.copy_from_slice(&length);
    (blob.len() < document.len()).then_some(blob)
}

/// The document of a BLOB; `None` when no program of ours wrote it.
pub(super) fn unpack(blob: &[u8]) -> Option<String> {
    let (&FORMAT, rest) = blob.split_first()? else {
        return None;
    };
    let (length, packed) = rest.split_first_chunk::<LENGTH>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    if length > packed.len().saturating_mul(MAX_RATIO) {
        return None;
    }
    let document = block::decompress_with_dict(packed, length, &NAMES).ok()?;
    String::from_utf8(document)
        .ok()
        .filter(|document| document.len() == length)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::sqlite::{Sqlite, ready};
    use crate::{Tx, Value, migrate};

    /// A part of an opportunity, with this name of its customer.
    fn document(name: &str) -> String {
        let text = concat!(
            r#"{"customer":{"Account":{"Industry":"Software and Internet","OtherIndustry":null,"#,
            r#""CompanyName":"NAME","WebsiteUrl":null,"AwsAccountId":null,"Duns":null},"#,
            r#""Contacts":[]},"project":{"Title":"A plan for NAME","ApnPrograms":null,"#,
            r#""RelatedOpportunityIdentifier":null,"SalesActivities":["Conducted POC / Demo"],"#,
            r#""CompetitorName":null,"OtherCompetitorNames":null,"AdditionalComments":null,"#,
            r#""OtherSolutionDescription":null,"AwsPartition":null},"life_cycle":{"#,
            r#""Stage":"Prospect","ClosedLostReason":null,"NextSteps":null,"#,
            r#""TargetCloseDate":"2027-06-30","ReviewStatus":"Pending Submission"}}"#,
        );
        text.replace("NAME", name)
    }

    #[test]
    fn a_document_is_read_as_it_was_written() {
        let long: String = ('\u{20}'..'\u{3000}').collect();
        for letters in [
            "Mill",
            "Mühle ünd Söhne",
            "工場",
            long.as_str(),
            &long.repeat(30),
        ] {
            let document = document(letters);
            let packed = pack(&document).expect("it is smaller");
            assert_eq!(unpack(&packed).as_deref(), Some(document.as_str()));
        }
        let document = document("Mill");
        assert!(pack(&document).expect("smaller").len() < document.len() / 3);
    }

    #[test]
    fn a_document_that_would_not_get_smaller_is_kept_as_it_is() {
        let short = "a".repeat(MIN - 1);
        // Every two letters once, so that nothing is repeated.
        let letters = || '\u{21}'..'\u{7e}';
        let pairs: String = letters()
            .flat_map(|one| letters().flat_map(move |two| [one, two]))
            .take(2 * MIN)
            .collect();
        for document in ["", "{}", &short, &pairs] {
            assert_eq!(pack(document), None, "{document}");
        }
        assert!(pack(&"a".repeat(MIN)).is_some());
    }

    #[test]
    fn a_damaged_blob_is_no_document_and_takes_no_memory() {
        let whole = pack(&document("Mühle")).expect("smaller");
        let mut other = whole.clone();
        other[0] = FORMAT + 1;
        assert_eq!(unpack(&other), None);
        let mut huge = whole.clone();
        huge[1..=LENGTH].fill(0xff);
        assert_eq!(unpack(&huge), None);
        for length in 0..whole.len() {
            assert_eq!(unpack(&whole[..length]), None, "the first {length} bytes");
        }
        // Any other byte is either found, or another text of the same length: never a panic.
        for place in 0..whole.len() {
            for byte in [0, 0x7f, 0xff] {
                let mut damaged = whole.clone();
                damaged[place] = byte;
                unpack(&damaged);
            }
        }
    }

    #[test]
    fn a_row_of_an_older_program_is_read_beside_new_ones() {
        let mut tx = Tx::new(Box::new(Sqlite::writer(None, None).expect("memory opens")));
        ready(migrate::migrate(&mut tx, None)).expect("the schema");
        let document = document("Mühle");
        for (kind, value) in [
            ("blob", Value::document(&document)),
            ("text", Value::from(&document)),
        ] {
            let text = "INSERT INTO deleted_customer_account (id, document) VALUES ($1, $2)";
            ready(tx.execute(text, &[kind.into(), value])).expect("a row");
            let text = "SELECT typeof(document), document FROM deleted_customer_account \
                        WHERE id = $1";
            let row = ready(tx.query_one(text, &[kind.into()])).expect("an answer");
            let mut row = row.expect("a row");
            assert_eq!(row.text(0).expect("a type"), kind);
            assert_eq!(row.text(1).expect("a text"), document);
        }
    }

    #[test]
    fn documents_of_this_format_are_read_for_ever() {
        // Both were taken when the format was new.
        const NAMES_WERE: &str = "PAGyT49UjfZi6hIg1kaXO4FuqQtn1QY5/DIhfYyDMng=";
        const WRITTEN: &str = concat!(
            "AUECAAAfe8sFEA/aCAMDGQMG8wUAhgEM4AVQTcO8aGwzAQjmBQIpAA/cBQEPfQUFAOgABzQFBGYBtUEg",
            "cGxhbiBmb3IgaQAPhQQAD1MEJDBDb25yB99lZCBQT0MgLyBEZW1vQgQjDyIEBw9cBA4PQgQBD7QDSaUy",
            "MDI3LTA2LTMwmgMPvgMFYGlvbiJ9fQ==",
        );
        assert_eq!(STANDARD.encode(Sha256::digest(&*NAMES)), NAMES_WERE);
        let blob = STANDARD.decode(WRITTEN).expect("base64");
        assert_eq!(unpack(&blob), Some(document("Mühle")));
    }
}
