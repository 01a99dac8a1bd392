// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `bulk_job`.
#[allow(unused_imports)]
use super::*;
/// The structure `BulkJobResult`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct BulkJobResult {
    /// `String`, required.
    pub request_id: String,
    /// `BulkRecordStatus`, required.
    pub status: BulkRecordStatus,
    /// `String`.
    #[serde(default)]
    pub resource_identifier: Option<String>,
    /// `String`.
    #[serde(default)]
    pub error_code: Option<String>,
    /// `String`.
    #[serde(default)]
    pub error_message: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl BulkJobResult {
    /// The structure with its required members alone.
    pub const fn required(request_id: String, status: BulkRecordStatus) -> Self {
        Self {
            request_id,
            status,
            resource_identifier: None,
            error_code: None,
            error_message: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for BulkJobResult {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("BulkJobResult")
            .field("RequestId", &self.request_id)
            .field("Status", &self.status)
            .field("ResourceIdentifier", &self.resource_identifier)
            .field("ErrorCode", &self.error_code)
            .field("ErrorMessage", &self.error_message)
            .finish()
    }
}
/// The structure `CustomerAccountBulkJobFilter`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerAccountBulkJobFilter {
    /// `BulkJobArnOrIdentifier`, matching `(arn:.*|bulkjob-[0-9a-z]{13})`.
    #[serde(default)]
    pub identifier: Option<String>,
    /// `BulkJobStatus`.
    #[serde(default)]
    pub status: Option<BulkJobStatus>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CustomerAccountBulkJobFilter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CustomerAccountBulkJobFilter")
            .field("Identifier", &self.identifier)
            .field("Status", &self.status)
            .finish()
    }
}
/// The structure `CustomerAccountBulkJobSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerAccountBulkJobSummary {
    /// `BulkJobArn`, required, matching `arn:[a-z\-]*:partnercentral:[a-z0-9\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account-bulk-job/bulkjob-[0-9a-z]{13}`.
    pub arn: String,
    /// `JobId`, required, matching `bulkjob-[0-9a-z]{13}`.
    pub id: String,
    /// `BulkJobStatus`, required.
    pub status: BulkJobStatus,
    /// `FileName`, 1 to 1024 characters.
    #[serde(default)]
    pub file_name: Option<String>,
    /// `Integer`, required.
    pub total_records: i64,
    /// `Integer`, required.
    pub processed_records: i64,
    /// `Integer`, required.
    pub success_count: i64,
    /// `Integer`, required.
    pub failure_count: i64,
    /// `Integer`, required.
    pub deleted_count: i64,
    /// `String`.
    #[serde(default)]
    pub failure_reason: Option<String>,
    /// `DateTime`, required.
    pub created_at: crate::DateTime,
    /// `DateTime`.
    #[serde(default)]
    pub completed_at: Option<crate::DateTime>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl CustomerAccountBulkJobSummary {
    /// The structure with its required members alone.
    pub const fn required(
        arn: String,
        id: String,
        status: BulkJobStatus,
        total_records: i64,
        processed_records: i64,
        success_count: i64,
        failure_count: i64,
        deleted_count: i64,
        created_at: crate::DateTime,
    ) -> Self {
        Self {
            arn,
            id,
            status,
            file_name: None,
            total_records,
            processed_records,
            success_count,
            failure_count,
            deleted_count,
            failure_reason: None,
            created_at,
            completed_at: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for CustomerAccountBulkJobSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CustomerAccountBulkJobSummary")
            .field("Arn", &self.arn)
            .field("Id", &self.id)
            .field("Status", &self.status)
            .field("FileName", &self.file_name)
            .field("TotalRecords", &self.total_records)
            .field("ProcessedRecords", &self.processed_records)
            .field("SuccessCount", &self.success_count)
            .field("FailureCount", &self.failure_count)
            .field("DeletedCount", &self.deleted_count)
            .field("FailureReason", &self.failure_reason)
            .field("CreatedAt", &self.created_at)
            .field("CompletedAt", &self.completed_at)
            .finish()
    }
}
/// The structure `GetCustomerAccountBulkJobReportUrlRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetCustomerAccountBulkJobReportUrlRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `BulkJobArnOrIdentifier`, required, matching `(arn:.*|bulkjob-[0-9a-z]{13})`.
    pub identifier: String,
    /// `BulkReportType`.
    #[serde(default)]
    pub report_type: Option<BulkReportType>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetCustomerAccountBulkJobReportUrlRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetCustomerAccountBulkJobReportUrlRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .field("ReportType", &self.report_type)
            .finish()
    }
}
/// The structure `GetCustomerAccountBulkJobReportUrlResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetCustomerAccountBulkJobReportUrlResponse {
    /// `BulkReportStatus`, required.
    pub report_status: BulkReportStatus,
    /// `BulkReportType`, required.
    pub report_type: BulkReportType,
    /// `BulkReportUrl`, sensitive.
    #[serde(default)]
    pub url: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub expires_at: Option<crate::DateTime>,
    /// `String`.
    #[serde(default)]
    pub failure_reason: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl GetCustomerAccountBulkJobReportUrlResponse {
    /// The structure with its required members alone.
    pub const fn required(
        report_status: BulkReportStatus,
        report_type: BulkReportType,
    ) -> Self {
        Self {
            report_status,
            report_type,
            url: None,
            expires_at: None,
            failure_reason: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for GetCustomerAccountBulkJobReportUrlResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetCustomerAccountBulkJobReportUrlResponse")
            .field("ReportStatus", &self.report_status)
            .field("ReportType", &self.report_type)
            .field("Url", &crate::redact::Redacted)
            .field("ExpiresAt", &self.expires_at)
            .field("FailureReason", &self.failure_reason)
            .finish()
    }
}
/// The structure `GetCustomerAccountBulkJobRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetCustomerAccountBulkJobRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `BulkJobArnOrIdentifier`, required, matching `(arn:.*|bulkjob-[0-9a-z]{13})`.
    pub identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetCustomerAccountBulkJobRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetCustomerAccountBulkJobRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .finish()
    }
}
/// The structure `GetCustomerAccountBulkJobResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetCustomerAccountBulkJobResponse {
    /// `BulkJobArn`, required, matching `arn:[a-z\-]*:partnercentral:[a-z0-9\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account-bulk-job/bulkjob-[0-9a-z]{13}`.
    pub arn: String,
    /// `JobId`, required, matching `bulkjob-[0-9a-z]{13}`.
    pub id: String,
    /// `BulkJobStatus`, required.
    pub status: BulkJobStatus,
    /// `FileName`, 1 to 1024 characters.
    #[serde(default)]
    pub file_name: Option<String>,
    /// `Integer`, required.
    pub total_records: i64,
    /// `Integer`, required.
    pub processed_records: i64,
    /// `Integer`, required.
    pub success_count: i64,
    /// `Integer`, required.
    pub failure_count: i64,
    /// `Integer`, required.
    pub deleted_count: i64,
    /// `String`.
    #[serde(default)]
    pub failure_reason: Option<String>,
    /// `DateTime`, required.
    pub created_at: crate::DateTime,
    /// `DateTime`.
    #[serde(default)]
    pub completed_at: Option<crate::DateTime>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl GetCustomerAccountBulkJobResponse {
    /// The structure with its required members alone.
    pub const fn required(
        arn: String,
        id: String,
        status: BulkJobStatus,
        total_records: i64,
        processed_records: i64,
        success_count: i64,
        failure_count: i64,
        deleted_count: i64,
        created_at: crate::DateTime,
    ) -> Self {
        Self {
            arn,
            id,
            status,
            file_name: None,
            total_records,
            processed_records,
            success_count,
            failure_count,
            deleted_count,
            failure_reason: None,
            created_at,
            completed_at: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for GetCustomerAccountBulkJobResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetCustomerAccountBulkJobResponse")
            .field("Arn", &self.arn)
            .field("Id", &self.id)
            .field("Status", &self.status)
            .field("FileName", &self.file_name)
            .field("TotalRecords", &self.total_records)
            .field("ProcessedRecords", &self.processed_records)
            .field("SuccessCount", &self.success_count)
            .field("FailureCount", &self.failure_count)
            .field("DeletedCount", &self.deleted_count)
            .field("FailureReason", &self.failure_reason)
            .field("CreatedAt", &self.created_at)
            .field("CompletedAt", &self.completed_at)
            .finish()
    }
}
/// The structure `GetOpportunityBulkJobReportUrlRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetOpportunityBulkJobReportUrlRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `BulkJobId`, required, matching `bulkjob-[0-9a-z]{13}`.
    pub job_id: String,
    /// `BulkFileFormat`, required.
    pub report_format: BulkFileFormat,
    /// `BulkReportType`.
    #[serde(default)]
    pub report_type: Option<BulkReportType>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl GetOpportunityBulkJobReportUrlRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        job_id: String,
        report_format: BulkFileFormat,
    ) -> Self {
        Self {
            catalog,
            job_id,
            report_format,
            report_type: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for GetOpportunityBulkJobReportUrlRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetOpportunityBulkJobReportUrlRequest")
            .field("Catalog", &self.catalog)
            .field("JobId", &self.job_id)
            .field("ReportFormat", &self.report_format)
            .field("ReportType", &self.report_type)
            .finish()
    }
}
/// The structure `GetOpportunityBulkJobReportUrlResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetOpportunityBulkJobReportUrlResponse {
    /// `BulkReportStatus`, required.
    pub report_status: BulkReportStatus,
    /// `BulkReportType`, required.
    pub report_type: BulkReportType,
    /// `BulkFileFormat`, required.
    pub report_format: BulkFileFormat,
    /// `BulkReportUrl`, sensitive.
    #[serde(default)]
    pub url: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub expires_at: Option<crate::DateTime>,
    /// `String`.
    #[serde(default)]
    pub failure_reason: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl GetOpportunityBulkJobReportUrlResponse {
    /// The structure with its required members alone.
    pub const fn required(
        report_status: BulkReportStatus,
        report_type: BulkReportType,
        report_format: BulkFileFormat,
    ) -> Self {
        Self {
            report_status,
            report_type,
            report_format,
            url: None,
            expires_at: None,
            failure_reason: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for GetOpportunityBulkJobReportUrlResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetOpportunityBulkJobReportUrlResponse")
            .field("ReportStatus", &self.report_status)
            .field("ReportType", &self.report_type)
            .field("ReportFormat", &self.report_format)
            .field("Url", &crate::redact::Redacted)
            .field("ExpiresAt", &self.expires_at)
            .field("FailureReason", &self.failure_reason)
            .finish()
    }
}
/// The structure `ListCustomerAccountBulkJobResultsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListCustomerAccountBulkJobResultsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `BulkJobArnOrIdentifier`, required, matching `(arn:.*|bulkjob-[0-9a-z]{13})`.
    pub identifier: String,
    /// `BulkRecordStatus`.
    #[serde(default)]
    pub status: Option<BulkRecordStatus>,
    /// `MaxResults`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `NextToken`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListCustomerAccountBulkJobResultsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListCustomerAccountBulkJobResultsRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .field("Status", &self.status)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListCustomerAccountBulkJobResultsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListCustomerAccountBulkJobResultsResponse {
    /// `BulkJobResultList`, required.
    pub results: Vec<BulkJobResult>,
    /// `NextToken`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListCustomerAccountBulkJobResultsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListCustomerAccountBulkJobResultsResponse")
            .field("Results", &self.results)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListCustomerAccountBulkJobsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListCustomerAccountBulkJobsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `CustomerAccountBulkJobFilter`.
    #[serde(default)]
    pub filter: Option<CustomerAccountBulkJobFilter>,
    /// `MaxResults`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `NextToken`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListCustomerAccountBulkJobsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListCustomerAccountBulkJobsRequest")
            .field("Catalog", &self.catalog)
            .field("Filter", &self.filter)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListCustomerAccountBulkJobsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListCustomerAccountBulkJobsResponse {
    /// `CustomerAccountBulkJobSummaryList`, required, 0 to 100 items.
    #[serde(rename = "items")]
    pub items: Vec<CustomerAccountBulkJobSummary>,
    /// `NextToken`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListCustomerAccountBulkJobsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListCustomerAccountBulkJobsResponse")
            .field("items", &self.items)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListOpportunityBulkJobResultsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListOpportunityBulkJobResultsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ListOpportunityBulkJobResultsRequestMaxResultsInteger`, 1 to 1000.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `BulkJobId`, required, matching `bulkjob-[0-9a-z]{13}`.
    pub job_id: String,
    /// `BulkRecordStatus`.
    #[serde(default)]
    pub status: Option<BulkRecordStatus>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListOpportunityBulkJobResultsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListOpportunityBulkJobResultsRequest")
            .field("Catalog", &self.catalog)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("JobId", &self.job_id)
            .field("Status", &self.status)
            .finish()
    }
}
/// The structure `ListOpportunityBulkJobResultsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListOpportunityBulkJobResultsResponse {
    /// `BulkJobResultList`, required.
    pub results: Vec<BulkJobResult>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListOpportunityBulkJobResultsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListOpportunityBulkJobResultsResponse")
            .field("Results", &self.results)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListOpportunityBulkJobsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListOpportunityBulkJobsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ListOpportunityBulkJobsRequestMaxResultsInteger`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `BulkJobId`, matching `bulkjob-[0-9a-z]{13}`.
    #[serde(default)]
    pub job_id: Option<String>,
    /// `BulkJobStatus`.
    #[serde(default)]
    pub status: Option<BulkJobStatus>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListOpportunityBulkJobsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListOpportunityBulkJobsRequest")
            .field("Catalog", &self.catalog)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("JobId", &self.job_id)
            .field("Status", &self.status)
            .finish()
    }
}
/// The structure `ListOpportunityBulkJobsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListOpportunityBulkJobsResponse {
    /// `OpportunityBulkJobSummaryList`, required.
    pub opportunity_bulk_job_summaries: Vec<OpportunityBulkJobSummary>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListOpportunityBulkJobsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListOpportunityBulkJobsResponse")
            .field("OpportunityBulkJobSummaries", &self.opportunity_bulk_job_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `OpportunityBulkJobSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunityBulkJobSummary {
    /// `BulkJobId`, required, matching `bulkjob-[0-9a-z]{13}`.
    pub job_id: String,
    /// `BulkJobStatus`, required.
    pub status: BulkJobStatus,
    /// `Integer`, required.
    pub total_records: i64,
    /// `Integer`, required.
    pub processed_records: i64,
    /// `Integer`, required.
    pub success_count: i64,
    /// `Integer`, required.
    pub failure_count: i64,
    /// `DateTime`, required.
    pub created_at: crate::DateTime,
    /// `DateTime`.
    #[serde(default)]
    pub started_at: Option<crate::DateTime>,
    /// `DateTime`.
    #[serde(default)]
    pub completed_at: Option<crate::DateTime>,
    /// `String`.
    #[serde(default)]
    pub failure_reason: Option<String>,
    /// `BulkFileName`, 1 to 255 characters.
    #[serde(default)]
    pub file_name: Option<String>,
    /// `BulkOperationType`.
    #[serde(default)]
    pub operation_type: Option<BulkOperationType>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl OpportunityBulkJobSummary {
    /// The structure with its required members alone.
    pub const fn required(
        job_id: String,
        status: BulkJobStatus,
        total_records: i64,
        processed_records: i64,
        success_count: i64,
        failure_count: i64,
        created_at: crate::DateTime,
    ) -> Self {
        Self {
            job_id,
            status,
            total_records,
            processed_records,
            success_count,
            failure_count,
            created_at,
            started_at: None,
            completed_at: None,
            failure_reason: None,
            file_name: None,
            operation_type: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for OpportunityBulkJobSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunityBulkJobSummary")
            .field("JobId", &self.job_id)
            .field("Status", &self.status)
            .field("TotalRecords", &self.total_records)
            .field("ProcessedRecords", &self.processed_records)
            .field("SuccessCount", &self.success_count)
            .field("FailureCount", &self.failure_count)
            .field("CreatedAt", &self.created_at)
            .field("StartedAt", &self.started_at)
            .field("CompletedAt", &self.completed_at)
            .field("FailureReason", &self.failure_reason)
            .field("FileName", &self.file_name)
            .field("OperationType", &self.operation_type)
            .finish()
    }
}
/// The structure `StartCustomerAccountBulkJobRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct StartCustomerAccountBulkJobRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    /// `FileUri`, required, 1 to 2000 characters, matching `(s3://|https://).*`, sensitive.
    pub file_uri: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for StartCustomerAccountBulkJobRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartCustomerAccountBulkJobRequest")
            .field("Catalog", &self.catalog)
            .field("ClientToken", &self.client_token)
            .field("FileUri", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `StartCustomerAccountBulkJobResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StartCustomerAccountBulkJobResponse {
    /// `BulkJobArn`, required, matching `arn:[a-z\-]*:partnercentral:[a-z0-9\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account-bulk-job/bulkjob-[0-9a-z]{13}`.
    pub arn: String,
    /// `JobId`, required, matching `bulkjob-[0-9a-z]{13}`.
    pub id: String,
    /// `BulkJobStatus`, required.
    pub status: BulkJobStatus,
    /// `DateTime`, required.
    pub created_at: crate::DateTime,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl StartCustomerAccountBulkJobResponse {
    /// The structure with its required members alone.
    pub const fn required(
        arn: String,
        id: String,
        status: BulkJobStatus,
        created_at: crate::DateTime,
    ) -> Self {
        Self {
            arn,
            id,
            status,
            created_at,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for StartCustomerAccountBulkJobResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartCustomerAccountBulkJobResponse")
            .field("Arn", &self.arn)
            .field("Id", &self.id)
            .field("Status", &self.status)
            .field("CreatedAt", &self.created_at)
            .finish()
    }
}
/// The structure `StartOpportunityBulkJobRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StartOpportunityBulkJobRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    /// `FileUri`, required, 1 to 2000 characters, matching `(s3://|https://).*`, sensitive.
    #[serde(rename = "FileURI")]
    pub file_uri: String,
    /// `BulkFileFormat`, required.
    pub file_format: BulkFileFormat,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl StartOpportunityBulkJobRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        client_token: String,
        file_uri: String,
        file_format: BulkFileFormat,
    ) -> Self {
        Self {
            catalog,
            client_token,
            file_uri,
            file_format,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for StartOpportunityBulkJobRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartOpportunityBulkJobRequest")
            .field("Catalog", &self.catalog)
            .field("ClientToken", &self.client_token)
            .field("FileURI", &crate::redact::Redacted)
            .field("FileFormat", &self.file_format)
            .finish()
    }
}
/// The structure `StartOpportunityBulkJobResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct StartOpportunityBulkJobResponse {
    /// `BulkJobId`, required, matching `bulkjob-[0-9a-z]{13}`.
    pub job_id: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for StartOpportunityBulkJobResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartOpportunityBulkJobResponse")
            .field("JobId", &self.job_id)
            .finish()
    }
}
