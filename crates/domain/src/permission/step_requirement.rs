//! What a step of a task requires. The resource is the one that the task's record links to, or yet
//! to be made.

use super::requirement::When;
use super::resource::ResourceType;

/// An action that must be allowed on a resource of the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepRequirement {
    /// With its service, such as `partnercentral:GetOpportunity`.
    pub action: &'static str,
    pub resource: ResourceType,
    pub when: When,
}

/// What a step requires of its caller's policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requires {
    /// All of these, on the resources that the task's record links to.
    All(&'static [StepRequirement]),
    /// This one on each resource that the step comes to; the step asks with
    /// `Run::check_permission`.
    Each(StepRequirement),
}

impl Requires {
    /// What is required, of the record's resources or of each that the step comes to.
    pub fn requirements(&self) -> &[StepRequirement] {
        match self {
            Self::All(requirements) => requirements,
            Self::Each(requirement) => std::slice::from_ref(requirement),
        }
    }
}

/// A requirement of every task.
pub(crate) const fn always(action: &'static str, resource: ResourceType) -> StepRequirement {
    StepRequirement {
        action,
        resource,
        when: When::Always,
    }
}

/// A requirement of tasks whose request has tags.
pub(crate) const fn when_tagged(action: &'static str, resource: ResourceType) -> StepRequirement {
    StepRequirement {
        action,
        resource,
        when: When::Tagged,
    }
}
