//! Errors have their name, their status and everything that a caller needs.

use cosell_api::types::{AccessDeniedExceptionErrorCode, ValidationExceptionErrorCode as Code};
use cosell_api::{Error, ErrorKind, FieldError, ProtocolError, ProtocolErrorKind};
use serde_json::json;

#[test]
fn a_validation_error_lists_its_findings_and_repeats_them_in_its_message() {
    let error = Error::business(vec![
        FieldError::new(
            "lifeCycle.targetCloseDate",
            Code::InvalidValue,
            "is in the past",
        ),
        FieldError::general(Code::ActionNotPermitted, "cannot submit"),
    ]);
    assert_eq!(
        error.body(),
        json!({
            "__type": "com.amazonaws.partnercentralselling#ValidationException",
            "Message": "2 validation errors: lifeCycle.targetCloseDate: INVALID_VALUE: \
                is in the past; ACTION_NOT_PERMITTED: cannot submit",
            "Reason": "BUSINESS_VALIDATION_FAILED",
            "ErrorList": [
                {
                    "FieldName": "lifeCycle.targetCloseDate",
                    "Message": "is in the past",
                    "Code": "INVALID_VALUE",
                },
                { "FieldName": null, "Message": "cannot submit", "Code": "ACTION_NOT_PERMITTED" },
            ],
        })
    );
    assert_eq!(error.kind().http_status(), 400);
}

#[test]
fn a_validation_message_is_never_empty() {
    assert_eq!(
        Error::request(Vec::new()).message(),
        "The request is not valid."
    );
    let finding = FieldError::new("catalog", Code::InvalidValue, "is wrong");
    assert_eq!(
        Error::request(vec![finding]).message(),
        "1 validation error: catalog: INVALID_VALUE: is wrong"
    );
}

#[test]
fn a_validation_message_has_every_code_with_its_text() {
    for code in Code::ALL {
        let findings = vec![
            FieldError::new("catalog", *code, "is wrong"),
            FieldError::general(*code, "cannot be done"),
        ];
        for error in [Error::request(findings.clone()), Error::business(findings)] {
            for text in ["is wrong", "cannot be done"] {
                let named = format!("{code}: {text}");
                assert!(error.message().contains(&named), "{}", error.message());
            }
        }
    }
}

#[test]
fn a_reason_is_written_only_where_the_model_has_one() {
    let plain = Error::access_denied("no");
    assert_eq!(
        plain.body(),
        json!({
            "__type": "com.amazonaws.partnercentralselling#AccessDeniedException",
            "Message": "no",
        })
    );
    let reason = Some(AccessDeniedExceptionErrorCode::IncompatibleBenefitAwsPartnerState);
    let reasoned = Error::AccessDenied {
        message: "no".to_owned(),
        reason,
    };
    assert_eq!(
        reasoned.body()["Reason"],
        "INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE"
    );
}

#[test]
fn only_a_failure_of_the_service_is_a_500() {
    for kind in ErrorKind::ALL {
        assert!(kind.name().ends_with("Exception"));
        assert_eq!(kind.http_status() == 500, kind == ErrorKind::InternalServer);
    }
    assert_eq!(
        Error::internal().body()["Message"],
        "An internal error occurred."
    );
}

#[test]
fn protocol_errors_have_the_format_of_modelled_ones() {
    for kind in ProtocolErrorKind::ALL {
        let error = ProtocolError::new(kind, "what is wrong");
        let body = error.body();
        assert_eq!(
            body["__type"],
            format!("com.amazon.coral.service#{}", kind.name())
        );
        assert_eq!(body["Message"], "what is wrong");
        assert!(body.get("code").is_none());
        assert!((400..500).contains(&kind.http_status()));
    }
}
