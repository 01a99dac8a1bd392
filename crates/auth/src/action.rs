//! What an operation, and each step of a task, asks the policies of its caller.
//!
//! An operation asks for the action of its own name on the resource it is about, and some ask for
//! more: `CreateEngagementInvitation` reads the engagement, so its caller must be allowed to. A task
//! asks for its own action when it is started; each of its steps then asks, when its turn comes, for
//! the actions that the operations of the same names have. The table follows AWS's Service
//! Authorization Reference; `partnercentral:Catalog` is a key of every request.

mod resource;
mod table;

pub use resource::ResourceType;
pub use table::{OPERATIONS, TASKS};

/// An action that is asked for, and on what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// With its service, such as `partnercentral:GetOpportunity`.
    pub action: &'static str,
    pub resource: ResourceType,
    pub when: When,
}

/// When a requirement counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Always,
    /// The request has tags for what it creates.
    Tagged,
}

/// What one operation asks for; all of it must be allowed.
#[derive(Debug)]
pub struct OperationActions {
    pub operation: &'static str,
    pub requirements: &'static [Requirement],
}

/// What one task asks for, step by step.
#[derive(Debug)]
pub struct TaskActions {
    /// The operation that starts the task.
    pub operation: &'static str,
    pub steps: &'static [StepActions],
}

/// What one step asks for; all of it must be allowed.
#[derive(Debug)]
pub struct StepActions {
    pub step: &'static str,
    pub requirements: &'static [Requirement],
}

/// What an operation asks for. Nothing is known of an operation that is none of the service.
pub fn of_operation(operation: &str) -> Option<&'static [Requirement]> {
    let at = OPERATIONS.binary_search_by_key(&operation, |actions| actions.operation);
    OPERATIONS.get(at.ok()?).map(|actions| actions.requirements)
}

/// What a step of a task asks for, by the operation that starts the task.
pub fn of_step(operation: &str, step: &str) -> Option<&'static [Requirement]> {
    let task = TASKS.iter().find(|task| task.operation == operation)?;
    let step = task.steps.iter().find(|actions| actions.step == step)?;
    Some(step.requirements)
}
