//! What a step of a task requires. The resource is the one that the task's record links to, or one
//! that does not exist yet.

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

/// What the policies of the caller must allow for a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requires {
    /// All of these requirements, on the resources that the task's record links to.
    All(&'static [StepRequirement]),
    /// This requirement on each resource that the step processes; the step calls
    /// `Run::check_permission`.
    Each(StepRequirement),
}

impl Requires {
    /// The requirements, on the record's resources or on each resource that the step processes.
    pub fn requirements(&self) -> &[StepRequirement] {
        match self {
            Self::All(requirements) => requirements,
            Self::Each(requirement) => std::slice::from_ref(requirement),
        }
    }
}

/// A requirement that applies to every task.
pub(crate) const fn always(action: &'static str, resource: ResourceType) -> StepRequirement {
    StepRequirement {
        action,
        resource,
        when: When::Always,
    }
}

/// A requirement that applies to tasks whose request has tags.
pub(crate) const fn when_tagged(action: &'static str, resource: ResourceType) -> StepRequirement {
    StepRequirement {
        action,
        resource,
        when: When::Tagged,
    }
}
