//! What an operation, or a step of a task, requires the policies of its caller to allow.
//!
//! An operation states its requirements beside its code ([`crate::Handler::REQUIRES`]): the action
//! of its own name first, on the resource that a member of its input names, and what else it does,
//! such as reading the engagement that it invites to. They follow AWS's Service Authorization
//! Reference. There is no default: an operation that states nothing does not compile.

use super::resource::ResourceType;

/// An action that must be allowed on a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// With its service, such as `partnercentral:GetOpportunity`.
    pub action: &'static str,
    pub subject: Subject,
    pub when: When,
}

/// The resource that a requirement is about, and the member of the input that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// No single resource: the action is required on `*`.
    Any,
    /// A resource that the operation creates, with `*` instead of its id.
    Created(ResourceType),
    /// The resource whose id or ARN this member has; without the member, any of its type.
    Named(ResourceType, &'static str),
    /// Each resource whose id or ARN this list has; of an empty list, any of its type.
    Each(ResourceType, &'static str),
    /// The snapshots that the members of [`SNAPSHOT`] name.
    Snapshot,
    /// The resource whose ARN this member has.
    Arn(&'static str),
    /// The IAM role whose name or ARN this member has. Without the member no role is passed, and
    /// nothing is required.
    Role(&'static str),
}

/// The members that name a snapshot: its engagement, the type and id of its resource, its template
/// and its revision. An operation that lacks some of them concerns every snapshot that the others
/// name.
pub const SNAPSHOT: [&str; 5] = [
    "EngagementIdentifier",
    "ResourceType",
    "ResourceIdentifier",
    "ResourceSnapshotTemplateIdentifier",
    "Revision",
];

/// When a requirement applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Always,
    /// The request has tags for what it creates.
    Tagged,
}

/// A requirement that applies to every request.
pub(crate) const fn ask(action: &'static str, subject: Subject) -> Requirement {
    Requirement {
        action,
        subject,
        when: When::Always,
    }
}

/// A requirement that applies to requests with tags.
pub(crate) const fn ask_when_tagged(action: &'static str, subject: Subject) -> Requirement {
    Requirement {
        action,
        subject,
        when: When::Tagged,
    }
}

impl ResourceType {
    /// The resource of this type that an operation creates.
    pub(crate) const fn created(self) -> Subject {
        Subject::Created(self)
    }

    /// The resource of this type that a member of the input names.
    pub(crate) const fn named(self, member: &'static str) -> Subject {
        Subject::Named(self, member)
    }

    /// Each resource of this type that a list of the input names.
    pub(crate) const fn each(self, member: &'static str) -> Subject {
        Subject::Each(self, member)
    }
}
