//! Where a file is, and why it is not taken.

use super::LARGEST;
use crate::Error;

/// The highest number of a part: S3's limit.
pub(super) const HIGHEST_PART: i64 = 10_000;

/// Parts that a file may have. S3 refuses parts below [`SMALLEST_PART`], of which the largest file
/// has twenty.
pub(super) const MOST_PARTS: usize = 100;

/// The smallest part other than the last, in bytes: S3's 5 MiB.
pub(super) const SMALLEST_PART: i64 = 5 << 20;

/// The place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    pub account: String,
    pub key: String,
}

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is larger than a file may be.
    #[error("Your proposed upload exceeds the maximum allowed size of {LARGEST} bytes.")]
    TooLarge,
    /// The account keeps too much.
    #[error(
        "The account's quota of uploaded files is used up. Files are kept for 7 days; the setting \
         upload_mebibytes raises the quota."
    )]
    Quota,
    /// There is no such upload, or it was removed.
    #[error(
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have \
         been aborted or completed."
    )]
    NoUpload,
    /// A newer attempt uploads the same part, or the file was removed.
    #[error("A conflicting operation is in progress on this upload. Try again.")]
    Superseded,
    /// The number of a part is not one.
    #[error("Part number must be an integer between 1 and {HIGHEST_PART}, inclusive.")]
    PartNumber,
    /// The file has too many parts.
    #[error("The upload has more than {MOST_PARTS} parts. Parts but the last have at least 5 MiB.")]
    TooManyParts,
    /// A part that was named did not arrive, or is another one.
    #[error(
        "One or more of the specified parts could not be found. The part may not have been \
         uploaded, or the specified entity tag may not match the part's entity tag."
    )]
    Part,
    /// The parts that were named are not in ascending order.
    #[error("The list of parts was not in ascending order. Parts must be ordered by part number.")]
    PartOrder,
    /// A part other than the last is too small.
    #[error(
        "Your proposed upload is smaller than the minimum allowed size of {SMALLEST_PART} bytes."
    )]
    PartTooSmall,
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<cosell_store::Error> for Refused {
    fn from(error: cosell_store::Error) -> Self {
        Self::Store(error.into())
    }
}
