//! Maps the refusal of a step to the reason code that the caller of a failed task reads.

use cosell_api::types::{ReasonCode, ValidationExceptionErrorCode as ErrorCode};
use cosell_api::{Error as ApiError, FieldError};
use cosell_engine::{Refusal, StepError};

use crate::Error;

/// The reason codes of one step: for a refusal by permission, by validation, and by the current
/// state. Other errors have the same reason code in every step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reasons {
    pub denied: ReasonCode,
    pub invalid: ReasonCode,
    pub conflict: ReasonCode,
}

impl Reasons {
    /// The step's outcome for an operation's refusal.
    pub(crate) fn of(self, error: Error) -> StepError {
        match error {
            Error::Store(error) => StepError::Store(error),
            Error::Refused { error, .. } => self.of_refusal(&error),
            // A step reads the grants of its caller itself, so they are never stale.
            Error::Stale { .. } => self.of_refusal(&ApiError::internal()),
        }
    }

    /// The step's outcome for a refusal by the operation itself.
    pub(crate) fn of_refusal(self, error: &ApiError) -> StepError {
        let code = match error {
            // A resource that was deleted or belongs to another account has the same reason code as
            // a denied one.
            ApiError::AccessDenied { .. } | ApiError::ResourceNotFound { .. } => self.denied,
            ApiError::Conflict { .. } => self.conflict,
            ApiError::Validation { .. } => self.invalid,
            ApiError::ServiceQuotaExceeded { .. } => ReasonCode::ServiceQuotaExceeded,
            ApiError::Throttling { .. } => {
                return StepError::Transient(refusal(ReasonCode::RequestThrottled, error));
            }
            ApiError::InternalServer { .. } => {
                return StepError::Transient(refusal(ReasonCode::InternalError, error));
            }
        };
        StepError::Refused(refusal(code, error))
    }
}

/// The reason codes of steps on the opportunity.
pub(super) const OPPORTUNITY: Reasons = Reasons {
    denied: ReasonCode::OpportunityAccessDenied,
    invalid: ReasonCode::OpportunityValidationFailed,
    conflict: ReasonCode::OpportunityConflict,
};

/// The reason codes of steps on the engagement.
pub(super) const ENGAGEMENT: Reasons = Reasons {
    denied: ReasonCode::EngagementAccessDenied,
    invalid: ReasonCode::EngagementValidationFailed,
    conflict: ReasonCode::EngagementConflict,
};

/// The reason codes of steps on the invitation.
pub(super) const INVITATION: Reasons = Reasons {
    denied: ReasonCode::InvitationAccessDenied,
    invalid: ReasonCode::InvitationValidationFailed,
    conflict: ReasonCode::EngagementInvitationConflict,
};

/// The reason codes of steps on the snapshot.
pub(super) const SNAPSHOT: Reasons = Reasons {
    denied: ReasonCode::ResourceSnapshotAccessDenied,
    invalid: ReasonCode::ResourceSnapshotValidationFailed,
    conflict: ReasonCode::ResourceSnapshotConflict,
};

/// The reason codes of steps on the snapshot job.
pub(super) const SNAPSHOT_JOB: Reasons = Reasons {
    denied: ReasonCode::ResourceSnapshotJobAccessDenied,
    invalid: ReasonCode::ResourceSnapshotJobValidationFailed,
    conflict: ReasonCode::ResourceSnapshotJobConflict,
};

/// A reason with its message.
pub(crate) fn refusal(code: ReasonCode, error: &ApiError) -> Refusal {
    Refusal {
        reason_code: code.as_str().to_owned(),
        message: message(code, error),
    }
}

/// Findings in the two forms that integrators report: `OPPORTUNITY_VALIDATION_FAILED field is
/// required;field is required` if all of them are about missing members of an opportunity, and
/// `BUSINESS_VALIDATION_EXCEPTION field:text;CODE:text` otherwise.
fn message(code: ReasonCode, error: &ApiError) -> String {
    let ApiError::Validation {
        errors, message, ..
    } = error
    else {
        return error.message().to_owned();
    };
    if errors.is_empty() {
        return message.clone();
    }
    let missing = |finding: &FieldError| match &finding.field_name {
        Some(field) if finding.code == ErrorCode::RequiredFieldMissing => {
            Some(format!("{field} is required"))
        }
        _ => None,
    };
    if code == ReasonCode::OpportunityValidationFailed
        && let Some(fields) = errors.iter().map(missing).collect::<Option<Vec<_>>>()
    {
        return format!("OPPORTUNITY_VALIDATION_FAILED {}", fields.join(";"));
    }
    let findings: Vec<String> = errors
        .iter()
        .map(|finding| {
            let about = finding
                .field_name
                .as_deref()
                .unwrap_or(finding.code.as_str());
            format!("{about}:{}", finding.message)
        })
        .collect();
    format!("BUSINESS_VALIDATION_EXCEPTION {}", findings.join(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(error: ApiError) -> (bool, String) {
        match ENGAGEMENT.of(error.into()) {
            StepError::Refused(refusal) => (false, refusal.reason_code),
            StepError::Transient(refusal) => (true, refusal.reason_code),
            StepError::Store(error) => panic!("{error}"),
        }
    }

    #[test]
    fn every_refusal_has_its_reason() {
        let cases = [
            (
                ApiError::access_denied("no"),
                false,
                "EngagementAccessDenied",
            ),
            (ApiError::not_found("gone"), false, "EngagementAccessDenied"),
            (ApiError::conflict("twice"), false, "EngagementConflict"),
            (
                ApiError::business(Vec::new()),
                false,
                "EngagementValidationFailed",
            ),
            (
                ApiError::quota_exceeded("full"),
                false,
                "ServiceQuotaExceeded",
            ),
            (ApiError::throttling("slow", None), true, "RequestThrottled"),
            (ApiError::internal(), true, "InternalError"),
        ];
        for (error, transient, code) in cases {
            assert_eq!(outcome(error), (transient, code.to_owned()));
        }
    }

    fn missing(field: &str) -> FieldError {
        FieldError::new(
            field,
            ErrorCode::RequiredFieldMissing,
            format!("Field {field} is required for opportunity submission."),
        )
    }

    #[test]
    fn a_message_names_what_each_finding_is_about() {
        let error = ApiError::business(vec![
            missing("project.salesActivities"),
            FieldError::general(
                ErrorCode::ActionNotPermitted,
                "You cannot perform Submit action.",
            ),
        ]);
        assert_eq!(
            message(ReasonCode::OpportunityValidationFailed, &error),
            "BUSINESS_VALIDATION_EXCEPTION \
             project.salesActivities:Field project.salesActivities is required for opportunity \
             submission.;\
             ACTION_NOT_PERMITTED:You cannot perform Submit action."
        );
    }

    #[test]
    fn an_opportunity_that_only_lacks_members_has_a_message_of_its_own() {
        let error = ApiError::business(vec![
            missing("project.deliveryModels"),
            missing("project.salesActivities"),
        ]);
        assert_eq!(
            message(ReasonCode::OpportunityValidationFailed, &error),
            "OPPORTUNITY_VALIDATION_FAILED project.deliveryModels is required;\
             project.salesActivities is required"
        );
        let elsewhere = message(ReasonCode::InvitationValidationFailed, &error);
        assert!(
            elsewhere.starts_with("BUSINESS_VALIDATION_EXCEPTION project.deliveryModels:"),
            "{elsewhere}"
        );
    }
}
