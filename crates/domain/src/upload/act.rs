//! What S3 clients may ask of the bucket: the operations of S3 that write.

/// What an S3 client asks for. Log, metrics, fault rules and quotas have the name of S3's
/// operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    PutObject,
    CreateMultipartUpload,
    UploadPart,
    CompleteMultipartUpload,
    AbortMultipartUpload,
}

impl Act {
    /// Everything that a client may ask for.
    pub const ALL: [Self; 5] = [
        Self::PutObject,
        Self::CreateMultipartUpload,
        Self::UploadPart,
        Self::CompleteMultipartUpload,
        Self::AbortMultipartUpload,
    ];

    /// The name of the operation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PutObject => "PutObject",
            Self::CreateMultipartUpload => "CreateMultipartUpload",
            Self::UploadPart => "UploadPart",
            Self::CompleteMultipartUpload => "CompleteMultipartUpload",
            Self::AbortMultipartUpload => "AbortMultipartUpload",
        }
    }

    /// The action that policies must allow, which S3 documents for the operation.
    pub(crate) const fn action(self) -> &'static str {
        match self {
            Self::AbortMultipartUpload => "s3:AbortMultipartUpload",
            _ => "s3:PutObject",
        }
    }

    /// The name of an operation, if it is one of these.
    pub(crate) fn find(name: &str) -> Option<&'static str> {
        let mut names = Self::ALL.iter().map(|act| act.name());
        names.find(|known| *known == name)
    }
}
