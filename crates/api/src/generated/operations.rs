// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! The operations of the API.
use serde_json::Value;
use crate::error::ErrorKind;
use crate::operation::{Operation, OperationMeta};
use super::{shapes, types};
/// Every operation, sorted by name.
pub static OPERATIONS: [&OperationMeta; 63usize] = [
    &ACCEPT_ENGAGEMENT_INVITATION,
    &ASSIGN_OPPORTUNITY,
    &ASSOCIATE_OPPORTUNITY,
    &CREATE_CUSTOMER_ACCOUNT,
    &CREATE_ENGAGEMENT,
    &CREATE_ENGAGEMENT_CONTEXT,
    &CREATE_ENGAGEMENT_INVITATION,
    &CREATE_OPPORTUNITY,
    &CREATE_RESOURCE_SNAPSHOT,
    &CREATE_RESOURCE_SNAPSHOT_JOB,
    &DELETE_CUSTOMER_ACCOUNT,
    &DELETE_RESOURCE_SNAPSHOT_JOB,
    &DISASSOCIATE_OPPORTUNITY,
    &GET_AWS_OPPORTUNITY_SUMMARY,
    &GET_CUSTOMER_ACCOUNT,
    &GET_CUSTOMER_ACCOUNT_BULK_JOB,
    &GET_CUSTOMER_ACCOUNT_BULK_JOB_REPORT_URL,
    &GET_CUSTOMER_ACCOUNT_STATISTICS,
    &GET_ENGAGEMENT,
    &GET_ENGAGEMENT_INVITATION,
    &GET_OPPORTUNITY,
    &GET_OPPORTUNITY_BULK_JOB_REPORT_URL,
    &GET_PROSPECTING_FROM_ENGAGEMENT_TASK,
    &GET_RESOURCE_SNAPSHOT,
    &GET_RESOURCE_SNAPSHOT_JOB,
    &GET_SELLING_SYSTEM_SETTINGS,
    &LIST_CUSTOMER_ACCOUNT_BULK_JOB_RESULTS,
    &LIST_CUSTOMER_ACCOUNT_BULK_JOBS,
    &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS,
    &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS,
    &LIST_ENGAGEMENT_GROUPS,
    &LIST_ENGAGEMENT_INVITATIONS,
    &LIST_ENGAGEMENT_MEMBERS,
    &LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS,
    &LIST_ENGAGEMENTS,
    &LIST_OPPORTUNITIES,
    &LIST_OPPORTUNITY_BULK_JOB_RESULTS,
    &LIST_OPPORTUNITY_BULK_JOBS,
    &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS,
    &LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS,
    &LIST_RESOURCE_SNAPSHOT_JOBS,
    &LIST_RESOURCE_SNAPSHOTS,
    &LIST_SOLUTIONS,
    &LIST_TAGS_FOR_RESOURCE,
    &PUT_SELLING_SYSTEM_SETTINGS,
    &REJECT_ENGAGEMENT_INVITATION,
    &SEARCH_CUSTOMER_ACCOUNTS,
    &SEARCH_ENGAGEMENTS,
    &SEARCH_OPPORTUNITIES,
    &START_CUSTOMER_ACCOUNT_BULK_JOB,
    &START_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK,
    &START_ENGAGEMENT_FROM_OPPORTUNITY_TASK,
    &START_OPPORTUNITY_BULK_JOB,
    &START_OPPORTUNITY_FROM_ENGAGEMENT_TASK,
    &START_PROSPECTING_FROM_ENGAGEMENT_TASK,
    &START_RESOURCE_SNAPSHOT_JOB,
    &STOP_RESOURCE_SNAPSHOT_JOB,
    &SUBMIT_OPPORTUNITY,
    &TAG_RESOURCE,
    &UNTAG_RESOURCE,
    &UPDATE_CUSTOMER_ACCOUNT,
    &UPDATE_ENGAGEMENT_CONTEXT,
    &UPDATE_OPPORTUNITY,
];
/// The operation `AcceptEngagementInvitation`.
#[derive(Debug, Clone, Copy)]
pub struct AcceptEngagementInvitation;
impl Operation for AcceptEngagementInvitation {
    const META: &'static OperationMeta = &ACCEPT_ENGAGEMENT_INVITATION;
    type Input = types::AcceptEngagementInvitationRequest;
    type Output = ();
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static ACCEPT_ENGAGEMENT_INVITATION: OperationMeta = OperationMeta {
    name: "AcceptEngagementInvitation",
    input: &shapes::ACCEPT_ENGAGEMENT_INVITATION_REQUEST,
    output: None,
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `AssignOpportunity`.
#[derive(Debug, Clone, Copy)]
pub struct AssignOpportunity;
impl Operation for AssignOpportunity {
    const META: &'static OperationMeta = &ASSIGN_OPPORTUNITY;
    type Input = types::AssignOpportunityRequest;
    type Output = ();
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static ASSIGN_OPPORTUNITY: OperationMeta = OperationMeta {
    name: "AssignOpportunity",
    input: &shapes::ASSIGN_OPPORTUNITY_REQUEST,
    output: None,
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `AssociateOpportunity`.
#[derive(Debug, Clone, Copy)]
pub struct AssociateOpportunity;
impl Operation for AssociateOpportunity {
    const META: &'static OperationMeta = &ASSOCIATE_OPPORTUNITY;
    type Input = types::AssociateOpportunityRequest;
    type Output = ();
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static ASSOCIATE_OPPORTUNITY: OperationMeta = OperationMeta {
    name: "AssociateOpportunity",
    input: &shapes::ASSOCIATE_OPPORTUNITY_REQUEST,
    output: None,
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `CreateCustomerAccount`.
#[derive(Debug, Clone, Copy)]
pub struct CreateCustomerAccount;
impl Operation for CreateCustomerAccount {
    const META: &'static OperationMeta = &CREATE_CUSTOMER_ACCOUNT;
    type Input = types::CreateCustomerAccountRequest;
    type Output = types::CreateCustomerAccountResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static CREATE_CUSTOMER_ACCOUNT: OperationMeta = OperationMeta {
    name: "CreateCustomerAccount",
    input: &shapes::CREATE_CUSTOMER_ACCOUNT_REQUEST,
    output: Some(&shapes::CREATE_CUSTOMER_ACCOUNT_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `CreateEngagement`.
#[derive(Debug, Clone, Copy)]
pub struct CreateEngagement;
impl Operation for CreateEngagement {
    const META: &'static OperationMeta = &CREATE_ENGAGEMENT;
    type Input = types::CreateEngagementRequest;
    type Output = types::CreateEngagementResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static CREATE_ENGAGEMENT: OperationMeta = OperationMeta {
    name: "CreateEngagement",
    input: &shapes::CREATE_ENGAGEMENT_REQUEST,
    output: Some(&shapes::CREATE_ENGAGEMENT_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `CreateEngagementContext`.
#[derive(Debug, Clone, Copy)]
pub struct CreateEngagementContext;
impl Operation for CreateEngagementContext {
    const META: &'static OperationMeta = &CREATE_ENGAGEMENT_CONTEXT;
    type Input = types::CreateEngagementContextRequest;
    type Output = types::CreateEngagementContextResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static CREATE_ENGAGEMENT_CONTEXT: OperationMeta = OperationMeta {
    name: "CreateEngagementContext",
    input: &shapes::CREATE_ENGAGEMENT_CONTEXT_REQUEST,
    output: Some(&shapes::CREATE_ENGAGEMENT_CONTEXT_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `CreateEngagementInvitation`.
#[derive(Debug, Clone, Copy)]
pub struct CreateEngagementInvitation;
impl Operation for CreateEngagementInvitation {
    const META: &'static OperationMeta = &CREATE_ENGAGEMENT_INVITATION;
    type Input = types::CreateEngagementInvitationRequest;
    type Output = types::CreateEngagementInvitationResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static CREATE_ENGAGEMENT_INVITATION: OperationMeta = OperationMeta {
    name: "CreateEngagementInvitation",
    input: &shapes::CREATE_ENGAGEMENT_INVITATION_REQUEST,
    output: Some(&shapes::CREATE_ENGAGEMENT_INVITATION_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `CreateOpportunity`.
#[derive(Debug, Clone, Copy)]
pub struct CreateOpportunity;
impl Operation for CreateOpportunity {
    const META: &'static OperationMeta = &CREATE_OPPORTUNITY;
    type Input = types::CreateOpportunityRequest;
    type Output = types::CreateOpportunityResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static CREATE_OPPORTUNITY: OperationMeta = OperationMeta {
    name: "CreateOpportunity",
    input: &shapes::CREATE_OPPORTUNITY_REQUEST,
    output: Some(&shapes::CREATE_OPPORTUNITY_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `CreateResourceSnapshot`.
#[derive(Debug, Clone, Copy)]
pub struct CreateResourceSnapshot;
impl Operation for CreateResourceSnapshot {
    const META: &'static OperationMeta = &CREATE_RESOURCE_SNAPSHOT;
    type Input = types::CreateResourceSnapshotRequest;
    type Output = types::CreateResourceSnapshotResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static CREATE_RESOURCE_SNAPSHOT: OperationMeta = OperationMeta {
    name: "CreateResourceSnapshot",
    input: &shapes::CREATE_RESOURCE_SNAPSHOT_REQUEST,
    output: Some(&shapes::CREATE_RESOURCE_SNAPSHOT_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `CreateResourceSnapshotJob`.
#[derive(Debug, Clone, Copy)]
pub struct CreateResourceSnapshotJob;
impl Operation for CreateResourceSnapshotJob {
    const META: &'static OperationMeta = &CREATE_RESOURCE_SNAPSHOT_JOB;
    type Input = types::CreateResourceSnapshotJobRequest;
    type Output = types::CreateResourceSnapshotJobResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static CREATE_RESOURCE_SNAPSHOT_JOB: OperationMeta = OperationMeta {
    name: "CreateResourceSnapshotJob",
    input: &shapes::CREATE_RESOURCE_SNAPSHOT_JOB_REQUEST,
    output: Some(&shapes::CREATE_RESOURCE_SNAPSHOT_JOB_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `DeleteCustomerAccount`.
#[derive(Debug, Clone, Copy)]
pub struct DeleteCustomerAccount;
impl Operation for DeleteCustomerAccount {
    const META: &'static OperationMeta = &DELETE_CUSTOMER_ACCOUNT;
    type Input = types::DeleteCustomerAccountRequest;
    type Output = types::DeleteCustomerAccountResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static DELETE_CUSTOMER_ACCOUNT: OperationMeta = OperationMeta {
    name: "DeleteCustomerAccount",
    input: &shapes::DELETE_CUSTOMER_ACCOUNT_REQUEST,
    output: Some(&shapes::DELETE_CUSTOMER_ACCOUNT_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `DeleteResourceSnapshotJob`.
#[derive(Debug, Clone, Copy)]
pub struct DeleteResourceSnapshotJob;
impl Operation for DeleteResourceSnapshotJob {
    const META: &'static OperationMeta = &DELETE_RESOURCE_SNAPSHOT_JOB;
    type Input = types::DeleteResourceSnapshotJobRequest;
    type Output = ();
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static DELETE_RESOURCE_SNAPSHOT_JOB: OperationMeta = OperationMeta {
    name: "DeleteResourceSnapshotJob",
    input: &shapes::DELETE_RESOURCE_SNAPSHOT_JOB_REQUEST,
    output: None,
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `DisassociateOpportunity`.
#[derive(Debug, Clone, Copy)]
pub struct DisassociateOpportunity;
impl Operation for DisassociateOpportunity {
    const META: &'static OperationMeta = &DISASSOCIATE_OPPORTUNITY;
    type Input = types::DisassociateOpportunityRequest;
    type Output = ();
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static DISASSOCIATE_OPPORTUNITY: OperationMeta = OperationMeta {
    name: "DisassociateOpportunity",
    input: &shapes::DISASSOCIATE_OPPORTUNITY_REQUEST,
    output: None,
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `GetAwsOpportunitySummary`.
#[derive(Debug, Clone, Copy)]
pub struct GetAwsOpportunitySummary;
impl Operation for GetAwsOpportunitySummary {
    const META: &'static OperationMeta = &GET_AWS_OPPORTUNITY_SUMMARY;
    type Input = types::GetAwsOpportunitySummaryRequest;
    type Output = types::GetAwsOpportunitySummaryResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_AWS_OPPORTUNITY_SUMMARY: OperationMeta = OperationMeta {
    name: "GetAwsOpportunitySummary",
    input: &shapes::GET_AWS_OPPORTUNITY_SUMMARY_REQUEST,
    output: Some(&shapes::GET_AWS_OPPORTUNITY_SUMMARY_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetCustomerAccount`.
#[derive(Debug, Clone, Copy)]
pub struct GetCustomerAccount;
impl Operation for GetCustomerAccount {
    const META: &'static OperationMeta = &GET_CUSTOMER_ACCOUNT;
    type Input = types::GetCustomerAccountRequest;
    type Output = types::GetCustomerAccountResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_CUSTOMER_ACCOUNT: OperationMeta = OperationMeta {
    name: "GetCustomerAccount",
    input: &shapes::GET_CUSTOMER_ACCOUNT_REQUEST,
    output: Some(&shapes::GET_CUSTOMER_ACCOUNT_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetCustomerAccountBulkJob`.
#[derive(Debug, Clone, Copy)]
pub struct GetCustomerAccountBulkJob;
impl Operation for GetCustomerAccountBulkJob {
    const META: &'static OperationMeta = &GET_CUSTOMER_ACCOUNT_BULK_JOB;
    type Input = types::GetCustomerAccountBulkJobRequest;
    type Output = types::GetCustomerAccountBulkJobResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_CUSTOMER_ACCOUNT_BULK_JOB: OperationMeta = OperationMeta {
    name: "GetCustomerAccountBulkJob",
    input: &shapes::GET_CUSTOMER_ACCOUNT_BULK_JOB_REQUEST,
    output: Some(&shapes::GET_CUSTOMER_ACCOUNT_BULK_JOB_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetCustomerAccountBulkJobReportUrl`.
#[derive(Debug, Clone, Copy)]
pub struct GetCustomerAccountBulkJobReportUrl;
impl Operation for GetCustomerAccountBulkJobReportUrl {
    const META: &'static OperationMeta = &GET_CUSTOMER_ACCOUNT_BULK_JOB_REPORT_URL;
    type Input = types::GetCustomerAccountBulkJobReportUrlRequest;
    type Output = types::GetCustomerAccountBulkJobReportUrlResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_CUSTOMER_ACCOUNT_BULK_JOB_REPORT_URL: OperationMeta = OperationMeta {
    name: "GetCustomerAccountBulkJobReportUrl",
    input: &shapes::GET_CUSTOMER_ACCOUNT_BULK_JOB_REPORT_URL_REQUEST,
    output: Some(&shapes::GET_CUSTOMER_ACCOUNT_BULK_JOB_REPORT_URL_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetCustomerAccountStatistics`.
#[derive(Debug, Clone, Copy)]
pub struct GetCustomerAccountStatistics;
impl Operation for GetCustomerAccountStatistics {
    const META: &'static OperationMeta = &GET_CUSTOMER_ACCOUNT_STATISTICS;
    type Input = types::GetCustomerAccountStatisticsRequest;
    type Output = types::GetCustomerAccountStatisticsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_CUSTOMER_ACCOUNT_STATISTICS: OperationMeta = OperationMeta {
    name: "GetCustomerAccountStatistics",
    input: &shapes::GET_CUSTOMER_ACCOUNT_STATISTICS_REQUEST,
    output: Some(&shapes::GET_CUSTOMER_ACCOUNT_STATISTICS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetEngagement`.
#[derive(Debug, Clone, Copy)]
pub struct GetEngagement;
impl Operation for GetEngagement {
    const META: &'static OperationMeta = &GET_ENGAGEMENT;
    type Input = types::GetEngagementRequest;
    type Output = types::GetEngagementResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_ENGAGEMENT: OperationMeta = OperationMeta {
    name: "GetEngagement",
    input: &shapes::GET_ENGAGEMENT_REQUEST,
    output: Some(&shapes::GET_ENGAGEMENT_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetEngagementInvitation`.
#[derive(Debug, Clone, Copy)]
pub struct GetEngagementInvitation;
impl Operation for GetEngagementInvitation {
    const META: &'static OperationMeta = &GET_ENGAGEMENT_INVITATION;
    type Input = types::GetEngagementInvitationRequest;
    type Output = types::GetEngagementInvitationResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_ENGAGEMENT_INVITATION: OperationMeta = OperationMeta {
    name: "GetEngagementInvitation",
    input: &shapes::GET_ENGAGEMENT_INVITATION_REQUEST,
    output: Some(&shapes::GET_ENGAGEMENT_INVITATION_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetOpportunity`.
#[derive(Debug, Clone, Copy)]
pub struct GetOpportunity;
impl Operation for GetOpportunity {
    const META: &'static OperationMeta = &GET_OPPORTUNITY;
    type Input = types::GetOpportunityRequest;
    type Output = types::GetOpportunityResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_OPPORTUNITY: OperationMeta = OperationMeta {
    name: "GetOpportunity",
    input: &shapes::GET_OPPORTUNITY_REQUEST,
    output: Some(&shapes::GET_OPPORTUNITY_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetOpportunityBulkJobReportUrl`.
#[derive(Debug, Clone, Copy)]
pub struct GetOpportunityBulkJobReportUrl;
impl Operation for GetOpportunityBulkJobReportUrl {
    const META: &'static OperationMeta = &GET_OPPORTUNITY_BULK_JOB_REPORT_URL;
    type Input = types::GetOpportunityBulkJobReportUrlRequest;
    type Output = types::GetOpportunityBulkJobReportUrlResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_OPPORTUNITY_BULK_JOB_REPORT_URL: OperationMeta = OperationMeta {
    name: "GetOpportunityBulkJobReportUrl",
    input: &shapes::GET_OPPORTUNITY_BULK_JOB_REPORT_URL_REQUEST,
    output: Some(&shapes::GET_OPPORTUNITY_BULK_JOB_REPORT_URL_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetProspectingFromEngagementTask`.
#[derive(Debug, Clone, Copy)]
pub struct GetProspectingFromEngagementTask;
impl Operation for GetProspectingFromEngagementTask {
    const META: &'static OperationMeta = &GET_PROSPECTING_FROM_ENGAGEMENT_TASK;
    type Input = types::GetProspectingFromEngagementTaskRequest;
    type Output = types::GetProspectingFromEngagementTaskResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_PROSPECTING_FROM_ENGAGEMENT_TASK: OperationMeta = OperationMeta {
    name: "GetProspectingFromEngagementTask",
    input: &shapes::GET_PROSPECTING_FROM_ENGAGEMENT_TASK_REQUEST,
    output: Some(&shapes::GET_PROSPECTING_FROM_ENGAGEMENT_TASK_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetResourceSnapshot`.
#[derive(Debug, Clone, Copy)]
pub struct GetResourceSnapshot;
impl Operation for GetResourceSnapshot {
    const META: &'static OperationMeta = &GET_RESOURCE_SNAPSHOT;
    type Input = types::GetResourceSnapshotRequest;
    type Output = types::GetResourceSnapshotResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_RESOURCE_SNAPSHOT: OperationMeta = OperationMeta {
    name: "GetResourceSnapshot",
    input: &shapes::GET_RESOURCE_SNAPSHOT_REQUEST,
    output: Some(&shapes::GET_RESOURCE_SNAPSHOT_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetResourceSnapshotJob`.
#[derive(Debug, Clone, Copy)]
pub struct GetResourceSnapshotJob;
impl Operation for GetResourceSnapshotJob {
    const META: &'static OperationMeta = &GET_RESOURCE_SNAPSHOT_JOB;
    type Input = types::GetResourceSnapshotJobRequest;
    type Output = types::GetResourceSnapshotJobResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_RESOURCE_SNAPSHOT_JOB: OperationMeta = OperationMeta {
    name: "GetResourceSnapshotJob",
    input: &shapes::GET_RESOURCE_SNAPSHOT_JOB_REQUEST,
    output: Some(&shapes::GET_RESOURCE_SNAPSHOT_JOB_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `GetSellingSystemSettings`.
#[derive(Debug, Clone, Copy)]
pub struct GetSellingSystemSettings;
impl Operation for GetSellingSystemSettings {
    const META: &'static OperationMeta = &GET_SELLING_SYSTEM_SETTINGS;
    type Input = types::GetSellingSystemSettingsRequest;
    type Output = types::GetSellingSystemSettingsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static GET_SELLING_SYSTEM_SETTINGS: OperationMeta = OperationMeta {
    name: "GetSellingSystemSettings",
    input: &shapes::GET_SELLING_SYSTEM_SETTINGS_REQUEST,
    output: Some(&shapes::GET_SELLING_SYSTEM_SETTINGS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListCustomerAccountBulkJobResults`.
#[derive(Debug, Clone, Copy)]
pub struct ListCustomerAccountBulkJobResults;
impl Operation for ListCustomerAccountBulkJobResults {
    const META: &'static OperationMeta = &LIST_CUSTOMER_ACCOUNT_BULK_JOB_RESULTS;
    type Input = types::ListCustomerAccountBulkJobResultsRequest;
    type Output = types::ListCustomerAccountBulkJobResultsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_CUSTOMER_ACCOUNT_BULK_JOB_RESULTS: OperationMeta = OperationMeta {
    name: "ListCustomerAccountBulkJobResults",
    input: &shapes::LIST_CUSTOMER_ACCOUNT_BULK_JOB_RESULTS_REQUEST,
    output: Some(&shapes::LIST_CUSTOMER_ACCOUNT_BULK_JOB_RESULTS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListCustomerAccountBulkJobs`.
#[derive(Debug, Clone, Copy)]
pub struct ListCustomerAccountBulkJobs;
impl Operation for ListCustomerAccountBulkJobs {
    const META: &'static OperationMeta = &LIST_CUSTOMER_ACCOUNT_BULK_JOBS;
    type Input = types::ListCustomerAccountBulkJobsRequest;
    type Output = types::ListCustomerAccountBulkJobsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_CUSTOMER_ACCOUNT_BULK_JOBS: OperationMeta = OperationMeta {
    name: "ListCustomerAccountBulkJobs",
    input: &shapes::LIST_CUSTOMER_ACCOUNT_BULK_JOBS_REQUEST,
    output: Some(&shapes::LIST_CUSTOMER_ACCOUNT_BULK_JOBS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListEngagementByAcceptingInvitationTasks`.
#[derive(Debug, Clone, Copy)]
pub struct ListEngagementByAcceptingInvitationTasks;
impl Operation for ListEngagementByAcceptingInvitationTasks {
    const META: &'static OperationMeta = &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS;
    type Input = types::ListEngagementByAcceptingInvitationTasksRequest;
    type Output = types::ListEngagementByAcceptingInvitationTasksResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS: OperationMeta = OperationMeta {
    name: "ListEngagementByAcceptingInvitationTasks",
    input: &shapes::LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_REQUEST,
    output: Some(&shapes::LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListEngagementFromOpportunityTasks`.
#[derive(Debug, Clone, Copy)]
pub struct ListEngagementFromOpportunityTasks;
impl Operation for ListEngagementFromOpportunityTasks {
    const META: &'static OperationMeta = &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS;
    type Input = types::ListEngagementFromOpportunityTasksRequest;
    type Output = types::ListEngagementFromOpportunityTasksResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS: OperationMeta = OperationMeta {
    name: "ListEngagementFromOpportunityTasks",
    input: &shapes::LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_REQUEST,
    output: Some(&shapes::LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListEngagementGroups`.
#[derive(Debug, Clone, Copy)]
pub struct ListEngagementGroups;
impl Operation for ListEngagementGroups {
    const META: &'static OperationMeta = &LIST_ENGAGEMENT_GROUPS;
    type Input = types::ListEngagementGroupsRequest;
    type Output = types::ListEngagementGroupsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_ENGAGEMENT_GROUPS: OperationMeta = OperationMeta {
    name: "ListEngagementGroups",
    input: &shapes::LIST_ENGAGEMENT_GROUPS_REQUEST,
    output: Some(&shapes::LIST_ENGAGEMENT_GROUPS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListEngagementInvitations`.
#[derive(Debug, Clone, Copy)]
pub struct ListEngagementInvitations;
impl Operation for ListEngagementInvitations {
    const META: &'static OperationMeta = &LIST_ENGAGEMENT_INVITATIONS;
    type Input = types::ListEngagementInvitationsRequest;
    type Output = types::ListEngagementInvitationsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_ENGAGEMENT_INVITATIONS: OperationMeta = OperationMeta {
    name: "ListEngagementInvitations",
    input: &shapes::LIST_ENGAGEMENT_INVITATIONS_REQUEST,
    output: Some(&shapes::LIST_ENGAGEMENT_INVITATIONS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListEngagementMembers`.
#[derive(Debug, Clone, Copy)]
pub struct ListEngagementMembers;
impl Operation for ListEngagementMembers {
    const META: &'static OperationMeta = &LIST_ENGAGEMENT_MEMBERS;
    type Input = types::ListEngagementMembersRequest;
    type Output = types::ListEngagementMembersResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_ENGAGEMENT_MEMBERS: OperationMeta = OperationMeta {
    name: "ListEngagementMembers",
    input: &shapes::LIST_ENGAGEMENT_MEMBERS_REQUEST,
    output: Some(&shapes::LIST_ENGAGEMENT_MEMBERS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListEngagementResourceAssociations`.
#[derive(Debug, Clone, Copy)]
pub struct ListEngagementResourceAssociations;
impl Operation for ListEngagementResourceAssociations {
    const META: &'static OperationMeta = &LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS;
    type Input = types::ListEngagementResourceAssociationsRequest;
    type Output = types::ListEngagementResourceAssociationsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS: OperationMeta = OperationMeta {
    name: "ListEngagementResourceAssociations",
    input: &shapes::LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS_REQUEST,
    output: Some(&shapes::LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListEngagements`.
#[derive(Debug, Clone, Copy)]
pub struct ListEngagements;
impl Operation for ListEngagements {
    const META: &'static OperationMeta = &LIST_ENGAGEMENTS;
    type Input = types::ListEngagementsRequest;
    type Output = types::ListEngagementsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_ENGAGEMENTS: OperationMeta = OperationMeta {
    name: "ListEngagements",
    input: &shapes::LIST_ENGAGEMENTS_REQUEST,
    output: Some(&shapes::LIST_ENGAGEMENTS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListOpportunities`.
#[derive(Debug, Clone, Copy)]
pub struct ListOpportunities;
impl Operation for ListOpportunities {
    const META: &'static OperationMeta = &LIST_OPPORTUNITIES;
    type Input = types::ListOpportunitiesRequest;
    type Output = types::ListOpportunitiesResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_OPPORTUNITIES: OperationMeta = OperationMeta {
    name: "ListOpportunities",
    input: &shapes::LIST_OPPORTUNITIES_REQUEST,
    output: Some(&shapes::LIST_OPPORTUNITIES_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListOpportunityBulkJobResults`.
#[derive(Debug, Clone, Copy)]
pub struct ListOpportunityBulkJobResults;
impl Operation for ListOpportunityBulkJobResults {
    const META: &'static OperationMeta = &LIST_OPPORTUNITY_BULK_JOB_RESULTS;
    type Input = types::ListOpportunityBulkJobResultsRequest;
    type Output = types::ListOpportunityBulkJobResultsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_OPPORTUNITY_BULK_JOB_RESULTS: OperationMeta = OperationMeta {
    name: "ListOpportunityBulkJobResults",
    input: &shapes::LIST_OPPORTUNITY_BULK_JOB_RESULTS_REQUEST,
    output: Some(&shapes::LIST_OPPORTUNITY_BULK_JOB_RESULTS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListOpportunityBulkJobs`.
#[derive(Debug, Clone, Copy)]
pub struct ListOpportunityBulkJobs;
impl Operation for ListOpportunityBulkJobs {
    const META: &'static OperationMeta = &LIST_OPPORTUNITY_BULK_JOBS;
    type Input = types::ListOpportunityBulkJobsRequest;
    type Output = types::ListOpportunityBulkJobsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_OPPORTUNITY_BULK_JOBS: OperationMeta = OperationMeta {
    name: "ListOpportunityBulkJobs",
    input: &shapes::LIST_OPPORTUNITY_BULK_JOBS_REQUEST,
    output: Some(&shapes::LIST_OPPORTUNITY_BULK_JOBS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListOpportunityFromEngagementTasks`.
#[derive(Debug, Clone, Copy)]
pub struct ListOpportunityFromEngagementTasks;
impl Operation for ListOpportunityFromEngagementTasks {
    const META: &'static OperationMeta = &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS;
    type Input = types::ListOpportunityFromEngagementTasksRequest;
    type Output = types::ListOpportunityFromEngagementTasksResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS: OperationMeta = OperationMeta {
    name: "ListOpportunityFromEngagementTasks",
    input: &shapes::LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_REQUEST,
    output: Some(&shapes::LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListProspectingFromEngagementTasks`.
#[derive(Debug, Clone, Copy)]
pub struct ListProspectingFromEngagementTasks;
impl Operation for ListProspectingFromEngagementTasks {
    const META: &'static OperationMeta = &LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS;
    type Input = types::ListProspectingFromEngagementTasksRequest;
    type Output = types::ListProspectingFromEngagementTasksResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS: OperationMeta = OperationMeta {
    name: "ListProspectingFromEngagementTasks",
    input: &shapes::LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS_REQUEST,
    output: Some(&shapes::LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListResourceSnapshotJobs`.
#[derive(Debug, Clone, Copy)]
pub struct ListResourceSnapshotJobs;
impl Operation for ListResourceSnapshotJobs {
    const META: &'static OperationMeta = &LIST_RESOURCE_SNAPSHOT_JOBS;
    type Input = types::ListResourceSnapshotJobsRequest;
    type Output = types::ListResourceSnapshotJobsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_RESOURCE_SNAPSHOT_JOBS: OperationMeta = OperationMeta {
    name: "ListResourceSnapshotJobs",
    input: &shapes::LIST_RESOURCE_SNAPSHOT_JOBS_REQUEST,
    output: Some(&shapes::LIST_RESOURCE_SNAPSHOT_JOBS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListResourceSnapshots`.
#[derive(Debug, Clone, Copy)]
pub struct ListResourceSnapshots;
impl Operation for ListResourceSnapshots {
    const META: &'static OperationMeta = &LIST_RESOURCE_SNAPSHOTS;
    type Input = types::ListResourceSnapshotsRequest;
    type Output = types::ListResourceSnapshotsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_RESOURCE_SNAPSHOTS: OperationMeta = OperationMeta {
    name: "ListResourceSnapshots",
    input: &shapes::LIST_RESOURCE_SNAPSHOTS_REQUEST,
    output: Some(&shapes::LIST_RESOURCE_SNAPSHOTS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListSolutions`.
#[derive(Debug, Clone, Copy)]
pub struct ListSolutions;
impl Operation for ListSolutions {
    const META: &'static OperationMeta = &LIST_SOLUTIONS;
    type Input = types::ListSolutionsRequest;
    type Output = types::ListSolutionsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_SOLUTIONS: OperationMeta = OperationMeta {
    name: "ListSolutions",
    input: &shapes::LIST_SOLUTIONS_REQUEST,
    output: Some(&shapes::LIST_SOLUTIONS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `ListTagsForResource`.
#[derive(Debug, Clone, Copy)]
pub struct ListTagsForResource;
impl Operation for ListTagsForResource {
    const META: &'static OperationMeta = &LIST_TAGS_FOR_RESOURCE;
    type Input = types::ListTagsForResourceRequest;
    type Output = types::ListTagsForResourceResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static LIST_TAGS_FOR_RESOURCE: OperationMeta = OperationMeta {
    name: "ListTagsForResource",
    input: &shapes::LIST_TAGS_FOR_RESOURCE_REQUEST,
    output: Some(&shapes::LIST_TAGS_FOR_RESOURCE_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `PutSellingSystemSettings`.
#[derive(Debug, Clone, Copy)]
pub struct PutSellingSystemSettings;
impl Operation for PutSellingSystemSettings {
    const META: &'static OperationMeta = &PUT_SELLING_SYSTEM_SETTINGS;
    type Input = types::PutSellingSystemSettingsRequest;
    type Output = types::PutSellingSystemSettingsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static PUT_SELLING_SYSTEM_SETTINGS: OperationMeta = OperationMeta {
    name: "PutSellingSystemSettings",
    input: &shapes::PUT_SELLING_SYSTEM_SETTINGS_REQUEST,
    output: Some(&shapes::PUT_SELLING_SYSTEM_SETTINGS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `RejectEngagementInvitation`.
#[derive(Debug, Clone, Copy)]
pub struct RejectEngagementInvitation;
impl Operation for RejectEngagementInvitation {
    const META: &'static OperationMeta = &REJECT_ENGAGEMENT_INVITATION;
    type Input = types::RejectEngagementInvitationRequest;
    type Output = ();
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static REJECT_ENGAGEMENT_INVITATION: OperationMeta = OperationMeta {
    name: "RejectEngagementInvitation",
    input: &shapes::REJECT_ENGAGEMENT_INVITATION_REQUEST,
    output: None,
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `SearchCustomerAccounts`.
#[derive(Debug, Clone, Copy)]
pub struct SearchCustomerAccounts;
impl Operation for SearchCustomerAccounts {
    const META: &'static OperationMeta = &SEARCH_CUSTOMER_ACCOUNTS;
    type Input = types::SearchCustomerAccountsRequest;
    type Output = types::SearchCustomerAccountsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static SEARCH_CUSTOMER_ACCOUNTS: OperationMeta = OperationMeta {
    name: "SearchCustomerAccounts",
    input: &shapes::SEARCH_CUSTOMER_ACCOUNTS_REQUEST,
    output: Some(&shapes::SEARCH_CUSTOMER_ACCOUNTS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `SearchEngagements`.
#[derive(Debug, Clone, Copy)]
pub struct SearchEngagements;
impl Operation for SearchEngagements {
    const META: &'static OperationMeta = &SEARCH_ENGAGEMENTS;
    type Input = types::SearchEngagementsRequest;
    type Output = types::SearchEngagementsResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static SEARCH_ENGAGEMENTS: OperationMeta = OperationMeta {
    name: "SearchEngagements",
    input: &shapes::SEARCH_ENGAGEMENTS_REQUEST,
    output: Some(&shapes::SEARCH_ENGAGEMENTS_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `SearchOpportunities`.
#[derive(Debug, Clone, Copy)]
pub struct SearchOpportunities;
impl Operation for SearchOpportunities {
    const META: &'static OperationMeta = &SEARCH_OPPORTUNITIES;
    type Input = types::SearchOpportunitiesRequest;
    type Output = types::SearchOpportunitiesResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static SEARCH_OPPORTUNITIES: OperationMeta = OperationMeta {
    name: "SearchOpportunities",
    input: &shapes::SEARCH_OPPORTUNITIES_REQUEST,
    output: Some(&shapes::SEARCH_OPPORTUNITIES_RESPONSE),
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: true,
    idempotency_token: None,
};
/// The operation `StartCustomerAccountBulkJob`.
#[derive(Debug, Clone, Copy)]
pub struct StartCustomerAccountBulkJob;
impl Operation for StartCustomerAccountBulkJob {
    const META: &'static OperationMeta = &START_CUSTOMER_ACCOUNT_BULK_JOB;
    type Input = types::StartCustomerAccountBulkJobRequest;
    type Output = types::StartCustomerAccountBulkJobResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static START_CUSTOMER_ACCOUNT_BULK_JOB: OperationMeta = OperationMeta {
    name: "StartCustomerAccountBulkJob",
    input: &shapes::START_CUSTOMER_ACCOUNT_BULK_JOB_REQUEST,
    output: Some(&shapes::START_CUSTOMER_ACCOUNT_BULK_JOB_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `StartEngagementByAcceptingInvitationTask`.
#[derive(Debug, Clone, Copy)]
pub struct StartEngagementByAcceptingInvitationTask;
impl Operation for StartEngagementByAcceptingInvitationTask {
    const META: &'static OperationMeta = &START_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK;
    type Input = types::StartEngagementByAcceptingInvitationTaskRequest;
    type Output = types::StartEngagementByAcceptingInvitationTaskResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static START_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK: OperationMeta = OperationMeta {
    name: "StartEngagementByAcceptingInvitationTask",
    input: &shapes::START_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_REQUEST,
    output: Some(&shapes::START_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `StartEngagementFromOpportunityTask`.
#[derive(Debug, Clone, Copy)]
pub struct StartEngagementFromOpportunityTask;
impl Operation for StartEngagementFromOpportunityTask {
    const META: &'static OperationMeta = &START_ENGAGEMENT_FROM_OPPORTUNITY_TASK;
    type Input = types::StartEngagementFromOpportunityTaskRequest;
    type Output = types::StartEngagementFromOpportunityTaskResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static START_ENGAGEMENT_FROM_OPPORTUNITY_TASK: OperationMeta = OperationMeta {
    name: "StartEngagementFromOpportunityTask",
    input: &shapes::START_ENGAGEMENT_FROM_OPPORTUNITY_TASK_REQUEST,
    output: Some(&shapes::START_ENGAGEMENT_FROM_OPPORTUNITY_TASK_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `StartOpportunityBulkJob`.
#[derive(Debug, Clone, Copy)]
pub struct StartOpportunityBulkJob;
impl Operation for StartOpportunityBulkJob {
    const META: &'static OperationMeta = &START_OPPORTUNITY_BULK_JOB;
    type Input = types::StartOpportunityBulkJobRequest;
    type Output = types::StartOpportunityBulkJobResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static START_OPPORTUNITY_BULK_JOB: OperationMeta = OperationMeta {
    name: "StartOpportunityBulkJob",
    input: &shapes::START_OPPORTUNITY_BULK_JOB_REQUEST,
    output: Some(&shapes::START_OPPORTUNITY_BULK_JOB_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `StartOpportunityFromEngagementTask`.
#[derive(Debug, Clone, Copy)]
pub struct StartOpportunityFromEngagementTask;
impl Operation for StartOpportunityFromEngagementTask {
    const META: &'static OperationMeta = &START_OPPORTUNITY_FROM_ENGAGEMENT_TASK;
    type Input = types::StartOpportunityFromEngagementTaskRequest;
    type Output = types::StartOpportunityFromEngagementTaskResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static START_OPPORTUNITY_FROM_ENGAGEMENT_TASK: OperationMeta = OperationMeta {
    name: "StartOpportunityFromEngagementTask",
    input: &shapes::START_OPPORTUNITY_FROM_ENGAGEMENT_TASK_REQUEST,
    output: Some(&shapes::START_OPPORTUNITY_FROM_ENGAGEMENT_TASK_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `StartProspectingFromEngagementTask`.
#[derive(Debug, Clone, Copy)]
pub struct StartProspectingFromEngagementTask;
impl Operation for StartProspectingFromEngagementTask {
    const META: &'static OperationMeta = &START_PROSPECTING_FROM_ENGAGEMENT_TASK;
    type Input = types::StartProspectingFromEngagementTaskRequest;
    type Output = types::StartProspectingFromEngagementTaskResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static START_PROSPECTING_FROM_ENGAGEMENT_TASK: OperationMeta = OperationMeta {
    name: "StartProspectingFromEngagementTask",
    input: &shapes::START_PROSPECTING_FROM_ENGAGEMENT_TASK_REQUEST,
    output: Some(&shapes::START_PROSPECTING_FROM_ENGAGEMENT_TASK_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: Some("ClientToken"),
};
/// The operation `StartResourceSnapshotJob`.
#[derive(Debug, Clone, Copy)]
pub struct StartResourceSnapshotJob;
impl Operation for StartResourceSnapshotJob {
    const META: &'static OperationMeta = &START_RESOURCE_SNAPSHOT_JOB;
    type Input = types::StartResourceSnapshotJobRequest;
    type Output = ();
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static START_RESOURCE_SNAPSHOT_JOB: OperationMeta = OperationMeta {
    name: "StartResourceSnapshotJob",
    input: &shapes::START_RESOURCE_SNAPSHOT_JOB_REQUEST,
    output: None,
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `StopResourceSnapshotJob`.
#[derive(Debug, Clone, Copy)]
pub struct StopResourceSnapshotJob;
impl Operation for StopResourceSnapshotJob {
    const META: &'static OperationMeta = &STOP_RESOURCE_SNAPSHOT_JOB;
    type Input = types::StopResourceSnapshotJobRequest;
    type Output = ();
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static STOP_RESOURCE_SNAPSHOT_JOB: OperationMeta = OperationMeta {
    name: "StopResourceSnapshotJob",
    input: &shapes::STOP_RESOURCE_SNAPSHOT_JOB_REQUEST,
    output: None,
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `SubmitOpportunity`.
#[derive(Debug, Clone, Copy)]
pub struct SubmitOpportunity;
impl Operation for SubmitOpportunity {
    const META: &'static OperationMeta = &SUBMIT_OPPORTUNITY;
    type Input = types::SubmitOpportunityRequest;
    type Output = ();
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static SUBMIT_OPPORTUNITY: OperationMeta = OperationMeta {
    name: "SubmitOpportunity",
    input: &shapes::SUBMIT_OPPORTUNITY_REQUEST,
    output: None,
    errors: &[
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `TagResource`.
#[derive(Debug, Clone, Copy)]
pub struct TagResource;
impl Operation for TagResource {
    const META: &'static OperationMeta = &TAG_RESOURCE;
    type Input = types::TagResourceRequest;
    type Output = types::TagResourceResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static TAG_RESOURCE: OperationMeta = OperationMeta {
    name: "TagResource",
    input: &shapes::TAG_RESOURCE_REQUEST,
    output: Some(&shapes::TAG_RESOURCE_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `UntagResource`.
#[derive(Debug, Clone, Copy)]
pub struct UntagResource;
impl Operation for UntagResource {
    const META: &'static OperationMeta = &UNTAG_RESOURCE;
    type Input = types::UntagResourceRequest;
    type Output = types::UntagResourceResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static UNTAG_RESOURCE: OperationMeta = OperationMeta {
    name: "UntagResource",
    input: &shapes::UNTAG_RESOURCE_REQUEST,
    output: Some(&shapes::UNTAG_RESOURCE_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `UpdateCustomerAccount`.
#[derive(Debug, Clone, Copy)]
pub struct UpdateCustomerAccount;
impl Operation for UpdateCustomerAccount {
    const META: &'static OperationMeta = &UPDATE_CUSTOMER_ACCOUNT;
    type Input = types::UpdateCustomerAccountRequest;
    type Output = types::UpdateCustomerAccountResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static UPDATE_CUSTOMER_ACCOUNT: OperationMeta = OperationMeta {
    name: "UpdateCustomerAccount",
    input: &shapes::UPDATE_CUSTOMER_ACCOUNT_REQUEST,
    output: Some(&shapes::UPDATE_CUSTOMER_ACCOUNT_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `UpdateEngagementContext`.
#[derive(Debug, Clone, Copy)]
pub struct UpdateEngagementContext;
impl Operation for UpdateEngagementContext {
    const META: &'static OperationMeta = &UPDATE_ENGAGEMENT_CONTEXT;
    type Input = types::UpdateEngagementContextRequest;
    type Output = types::UpdateEngagementContextResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static UPDATE_ENGAGEMENT_CONTEXT: OperationMeta = OperationMeta {
    name: "UpdateEngagementContext",
    input: &shapes::UPDATE_ENGAGEMENT_CONTEXT_REQUEST,
    output: Some(&shapes::UPDATE_ENGAGEMENT_CONTEXT_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ServiceQuotaExceeded,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
/// The operation `UpdateOpportunity`.
#[derive(Debug, Clone, Copy)]
pub struct UpdateOpportunity;
impl Operation for UpdateOpportunity {
    const META: &'static OperationMeta = &UPDATE_OPPORTUNITY;
    type Input = types::UpdateOpportunityRequest;
    type Output = types::UpdateOpportunityResponse;
    fn read_input(input: Value) -> serde_json::Result<Self::Input> {
        serde_json::from_value(input)
    }
    fn write_input(input: &Self::Input) -> serde_json::Result<String> {
        serde_json::to_string(input)
    }
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(output)
    }
}
static UPDATE_OPPORTUNITY: OperationMeta = OperationMeta {
    name: "UpdateOpportunity",
    input: &shapes::UPDATE_OPPORTUNITY_REQUEST,
    output: Some(&shapes::UPDATE_OPPORTUNITY_RESPONSE),
    errors: &[
        ErrorKind::Conflict,
        ErrorKind::Throttling,
        ErrorKind::AccessDenied,
        ErrorKind::InternalServer,
        ErrorKind::Validation,
        ErrorKind::ResourceNotFound,
    ],
    readonly: false,
    idempotency_token: None,
};
