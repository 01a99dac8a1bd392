// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! One static table per shape of the model, by name.
use crate::shape::{Member, Pattern, Shape};
/// Every shape, sorted by name.
pub static ALL: [&Shape; 614usize] = [
    &ACCEPT_ENGAGEMENT_INVITATION_REQUEST,
    &ACCOUNT,
    &ACCOUNT_COMPANY_NAME_STRING,
    &ACCOUNT_CUSTOMER,
    &ACCOUNT_FILTER_STRING_LIST,
    &ACCOUNT_FILTER_STRING_LIST_MEMBER_STRING,
    &ACCOUNT_OTHER_INDUSTRY_STRING,
    &ACCOUNT_PLANNING_INVITATION_PAYLOAD,
    &ACCOUNT_RECEIVER,
    &ACCOUNT_SUMMARY,
    &ACCOUNT_SUMMARY_COMPANY_NAME_STRING,
    &ACCOUNT_SUMMARY_OTHER_INDUSTRY_STRING,
    &ACCOUNT_WEBSITE_URL,
    &ADDRESS,
    &ADDRESS_CITY_STRING,
    &ADDRESS_PART,
    &ADDRESS_POSTAL_CODE_STRING,
    &ADDRESS_STREET_ADDRESS_STRING,
    &ADDRESS_SUMMARY,
    &ADDRESS_SUMMARY_CITY_STRING,
    &ADDRESS_SUMMARY_POSTAL_CODE_STRING,
    &AGGREGATABLE_FIELD,
    &AGGREGATABLE_FIELD_LIST,
    &AGGREGATION_REQUEST,
    &AGGREGATION_REQUEST_GROUP_BY_LIST,
    &AGGREGATION_REQUEST_LIST,
    &AGGREGATION_RESULT,
    &AGGREGATION_RESULT_LIST,
    &ALIAS,
    &AMOUNT,
    &AMOUNT_MAP,
    &APN_PROGRAMS,
    &ASSIGN_OPPORTUNITY_REQUEST,
    &ASSIGNEE_CONTACT,
    &ASSIGNEE_CONTACT_FIRST_NAME_STRING,
    &ASSIGNEE_CONTACT_LAST_NAME_STRING,
    &ASSOCIATE_OPPORTUNITY_REQUEST,
    &ASSOCIATE_OPPORTUNITY_REQUEST_RELATED_ENTITY_IDENTIFIER_STRING,
    &AWS_ACCOUNT,
    &AWS_ACCOUNT_ID_OR_ALIAS_LIST,
    &AWS_ACCOUNT_LIST,
    &AWS_CLOSED_LOST_REASON,
    &AWS_ENRICHMENT,
    &AWS_ENRICHMENT_CUSTOMER,
    &AWS_ENRICHMENT_CUSTOMER_SUMMARY,
    &AWS_ENRICHMENT_INSIGHTS,
    &AWS_ENRICHMENT_INSIGHTS_SUMMARY,
    &AWS_ENRICHMENT_SUMMARY,
    &AWS_FUNDING_USED,
    &AWS_MARKETPLACE_OFFER_IDENTIFIER,
    &AWS_MARKETPLACE_OFFER_IDENTIFIERS,
    &AWS_MARKETPLACE_OFFER_SET_IDENTIFIER,
    &AWS_MARKETPLACE_OFFER_SET_IDENTIFIERS,
    &AWS_MARKETPLACE_PRODUCT_ARN,
    &AWS_MARKETPLACE_PRODUCT_IDENTIFIERS,
    &AWS_MARKETPLACE_SOLUTION_ARN,
    &AWS_MARKETPLACE_SOLUTION_IDENTIFIER,
    &AWS_MARKETPLACE_SOLUTION_IDENTIFIERS,
    &AWS_MATURITY,
    &AWS_MEMBER_BUSINESS_TITLE,
    &AWS_OPPORTUNITY_CUSTOMER,
    &AWS_OPPORTUNITY_INSIGHTS,
    &AWS_OPPORTUNITY_LIFE_CYCLE,
    &AWS_OPPORTUNITY_LIFE_CYCLE_NEXT_STEPS_HISTORY_LIST,
    &AWS_OPPORTUNITY_LIFE_CYCLE_NEXT_STEPS_STRING,
    &AWS_OPPORTUNITY_PROJECT,
    &AWS_OPPORTUNITY_RELATED_ENTITIES,
    &AWS_OPPORTUNITY_STAGE,
    &AWS_OPPORTUNITY_SUMMARY_FULL_VIEW,
    &AWS_OPPORTUNITY_TEAM_MEMBERS_LIST,
    &AWS_PARTITION,
    &AWS_PRODUCT_DETAILS,
    &AWS_PRODUCT_DETAILS_CATEGORIES_LIST,
    &AWS_PRODUCT_IDENTIFIER,
    &AWS_PRODUCT_IDENTIFIERS,
    &AWS_PRODUCT_INSIGHTS,
    &AWS_PRODUCT_OPTIMIZATION,
    &AWS_PRODUCT_OPTIMIZATIONS_LIST,
    &AWS_PRODUCTS_LIST,
    &AWS_PRODUCTS_SPEND_INSIGHTS_BY_SOURCE,
    &AWS_SOFTWARE_REVENUE,
    &AWS_SUBMISSION,
    &AWS_TEAM_MEMBER,
    &AWS_TEAM_MEMBER_FIRST_NAME_STRING,
    &AWS_TEAM_MEMBER_LAST_NAME_STRING,
    &BEST_OUTREACH_WINDOW,
    &BEST_OUTREACH_WINDOW_LIST,
    &BOOLEAN,
    &BUCKET,
    &BUCKET_LIST,
    &BUCKET_VALUE_LIST,
    &BULK_FILE_FORMAT,
    &BULK_FILE_NAME,
    &BULK_JOB_ARN,
    &BULK_JOB_ARN_OR_IDENTIFIER,
    &BULK_JOB_ID,
    &BULK_JOB_RESULT,
    &BULK_JOB_RESULT_LIST,
    &BULK_JOB_STATUS,
    &BULK_OPERATION_TYPE,
    &BULK_RECORD_STATUS,
    &BULK_REPORT_STATUS,
    &BULK_REPORT_TYPE,
    &BULK_REPORT_URL,
    &CATALOG_IDENTIFIER,
    &CHANNEL,
    &CHANNEL_NAME,
    &CHANNEL_RECOMMENDATION,
    &CHANNELS,
    &CLIENT_TOKEN,
    &CLOSED_LOST_REASON,
    &COMPANY_NAME,
    &COMPANY_WEBSITE_URL,
    &COMPETITOR_NAME,
    &CONTACT,
    &CONTACT_FIRST_NAME_STRING,
    &CONTACT_LAST_NAME_STRING,
    &CONTACT_WINDOW,
    &CONTEXT_IDENTIFIER,
    &CONTEXT_IDENTIFIERS,
    &COSELL_MOTION,
    &COUNTRY_CODE,
    &CREATE_CUSTOMER_ACCOUNT_REQUEST,
    &CREATE_CUSTOMER_ACCOUNT_RESPONSE,
    &CREATE_ENGAGEMENT_CONTEXT_REQUEST,
    &CREATE_ENGAGEMENT_CONTEXT_RESPONSE,
    &CREATE_ENGAGEMENT_INVITATION_REQUEST,
    &CREATE_ENGAGEMENT_INVITATION_RESPONSE,
    &CREATE_ENGAGEMENT_REQUEST,
    &CREATE_ENGAGEMENT_RESPONSE,
    &CREATE_OPPORTUNITY_REQUEST,
    &CREATE_OPPORTUNITY_REQUEST_PARTNER_OPPORTUNITY_IDENTIFIER_STRING,
    &CREATE_OPPORTUNITY_RESPONSE,
    &CREATE_RESOURCE_SNAPSHOT_JOB_REQUEST,
    &CREATE_RESOURCE_SNAPSHOT_JOB_RESPONSE,
    &CREATE_RESOURCE_SNAPSHOT_REQUEST,
    &CREATE_RESOURCE_SNAPSHOT_RESPONSE,
    &CREATED_DATE_FILTER,
    &CURRENCY_CODE,
    &CUSTOMER,
    &CUSTOMER_ACCOUNT_ARN,
    &CUSTOMER_ACCOUNT_ARN_OR_IDENTIFIER,
    &CUSTOMER_ACCOUNT_BULK_JOB_FILTER,
    &CUSTOMER_ACCOUNT_BULK_JOB_SUMMARY,
    &CUSTOMER_ACCOUNT_BULK_JOB_SUMMARY_LIST,
    &CUSTOMER_ACCOUNT_CONTEXT,
    &CUSTOMER_ACCOUNT_DATA,
    &CUSTOMER_ACCOUNT_DATA_COMPANY_NAME_STRING,
    &CUSTOMER_ACCOUNT_DATA_DUNS_STRING,
    &CUSTOMER_ACCOUNT_DATA_OTHER_INDUSTRY_STRING,
    &CUSTOMER_ACCOUNT_DATA_PARENT_COMPANY_NAME_STRING,
    &CUSTOMER_ACCOUNT_DATA_WEBSITE_URL_STRING,
    &CUSTOMER_ACCOUNT_DETAILS_SUMMARY,
    &CUSTOMER_ACCOUNT_DETAILS_SUMMARY_COMPANY_NAME_STRING,
    &CUSTOMER_ACCOUNT_FAILURE_REASON,
    &CUSTOMER_ACCOUNT_ID,
    &CUSTOMER_ACCOUNT_SORT,
    &CUSTOMER_ACCOUNT_SUMMARY,
    &CUSTOMER_ACCOUNT_SUMMARY_LIST,
    &CUSTOMER_ACCOUNT_TAG_LIST,
    &CUSTOMER_ACTION,
    &CUSTOMER_CONTACTS_LIST,
    &CUSTOMER_PROJECTS_CONTEXT,
    &CUSTOMER_SUMMARY,
    &DATE,
    &DATE_TIME,
    &DAY_OF_WEEK,
    &DELETE_CUSTOMER_ACCOUNT_REQUEST,
    &DELETE_CUSTOMER_ACCOUNT_RESPONSE,
    &DELETE_RESOURCE_SNAPSHOT_JOB_REQUEST,
    &DELIVERY_MODEL,
    &DELIVERY_MODELS,
    &DISASSOCIATE_OPPORTUNITY_REQUEST,
    &DISASSOCIATE_OPPORTUNITY_REQUEST_RELATED_ENTITY_IDENTIFIER_STRING,
    &DOMAIN,
    &DOUBLE,
    &DUNS_NUMBER,
    &ELIGIBLE_PROGRAM_LIST,
    &ELIGIBLE_PROGRAMS_LIST,
    &EMAIL,
    &ENGAGEMENT_ARN,
    &ENGAGEMENT_ARN_OR_IDENTIFIER,
    &ENGAGEMENT_CONTEXT_DETAILS,
    &ENGAGEMENT_CONTEXT_IDENTIFIER,
    &ENGAGEMENT_CONTEXT_PAYLOAD,
    &ENGAGEMENT_CONTEXT_TYPE,
    &ENGAGEMENT_CONTEXT_TYPE_LIST,
    &ENGAGEMENT_CONTEXTS,
    &ENGAGEMENT_CUSTOMER,
    &ENGAGEMENT_CUSTOMER_BUSINESS_PROBLEM,
    &ENGAGEMENT_CUSTOMER_PROJECT_DETAILS,
    &ENGAGEMENT_CUSTOMER_PROJECT_DETAILS_TARGET_COMPLETION_DATE_STRING,
    &ENGAGEMENT_CUSTOMER_PROJECT_TITLE,
    &ENGAGEMENT_DESCRIPTION,
    &ENGAGEMENT_GROUP_ARN,
    &ENGAGEMENT_GROUP_ARN_OR_IDENTIFIER,
    &ENGAGEMENT_GROUP_DESCRIPTION,
    &ENGAGEMENT_GROUP_IDENTIFIERS,
    &ENGAGEMENT_GROUP_NAME,
    &ENGAGEMENT_GROUP_SORT,
    &ENGAGEMENT_GROUP_SORT_NAME,
    &ENGAGEMENT_GROUP_SUMMARIES,
    &ENGAGEMENT_GROUP_SUMMARY,
    &ENGAGEMENT_IDENTIFIER,
    &ENGAGEMENT_IDENTIFIER_LIST,
    &ENGAGEMENT_IDENTIFIERS,
    &ENGAGEMENT_INVITATION_ARN,
    &ENGAGEMENT_INVITATION_ARN_OR_IDENTIFIER,
    &ENGAGEMENT_INVITATION_IDENTIFIER,
    &ENGAGEMENT_INVITATION_IDENTIFIERS,
    &ENGAGEMENT_INVITATION_PAYLOAD_TYPE,
    &ENGAGEMENT_INVITATION_SUMMARIES,
    &ENGAGEMENT_INVITATION_SUMMARY,
    &ENGAGEMENT_INVITATION_SUMMARY_SENDER_COMPANY_NAME_STRING,
    &ENGAGEMENT_INVITATIONS_PAYLOAD_TYPE,
    &ENGAGEMENT_MEMBER,
    &ENGAGEMENT_MEMBER_SUMMARIES,
    &ENGAGEMENT_MEMBER_SUMMARY,
    &ENGAGEMENT_MEMBERS,
    &ENGAGEMENT_PAGE_SIZE,
    &ENGAGEMENT_PROSPECTING_RESULT,
    &ENGAGEMENT_PROSPECTING_RESULT_ENGAGEMENT_CONTEXT_ID_STRING,
    &ENGAGEMENT_PROSPECTING_RESULT_LIST,
    &ENGAGEMENT_RESOURCE_ASSOCIATION_SUMMARY,
    &ENGAGEMENT_RESOURCE_ASSOCIATION_SUMMARY_LIST,
    &ENGAGEMENT_SCORE,
    &ENGAGEMENT_SCORE_LEVEL,
    &ENGAGEMENT_SEARCH_FILTER,
    &ENGAGEMENT_SEARCH_FILTER_LIST,
    &ENGAGEMENT_SEARCH_FILTER_NAME,
    &ENGAGEMENT_SEARCH_FILTER_VALUE,
    &ENGAGEMENT_SEARCH_FILTER_VALUES,
    &ENGAGEMENT_SEARCH_KEYWORD,
    &ENGAGEMENT_SEARCH_PREDICATE,
    &ENGAGEMENT_SEARCH_SORT,
    &ENGAGEMENT_SEARCH_SORT_NAME,
    &ENGAGEMENT_SEARCH_STRING_VALUE,
    &ENGAGEMENT_SEARCH_SUMMARY,
    &ENGAGEMENT_SEARCH_SUMMARY_LIST,
    &ENGAGEMENT_SORT,
    &ENGAGEMENT_SORT_NAME,
    &ENGAGEMENT_SUMMARY,
    &ENGAGEMENT_SUMMARY_LIST,
    &ENGAGEMENT_TITLE,
    &ENGAGEMENT_USE_CASE,
    &ENRICHMENT_CONTEXT,
    &ENRICHMENT_STATUS,
    &ENRICHMENT_VALUE,
    &ESTIMATION_URL,
    &EXPECTED_CONTRACT_DURATION,
    &EXPECTED_CONTRACT_DURATION_TERM,
    &EXPECTED_CUSTOMER_SPEND,
    &EXPECTED_CUSTOMER_SPEND_LIST,
    &EXPECTED_CUSTOMER_SPEND_TARGET_COMPANY_STRING,
    &FILE_NAME,
    &FILE_URI,
    &FILTER,
    &FILTER_CONDITION,
    &FILTER_LIST,
    &FILTER_VALUE,
    &FILTERABLE_FIELD,
    &GET_AWS_OPPORTUNITY_SUMMARY_REQUEST,
    &GET_AWS_OPPORTUNITY_SUMMARY_RESPONSE,
    &GET_CUSTOMER_ACCOUNT_BULK_JOB_REPORT_URL_REQUEST,
    &GET_CUSTOMER_ACCOUNT_BULK_JOB_REPORT_URL_RESPONSE,
    &GET_CUSTOMER_ACCOUNT_BULK_JOB_REQUEST,
    &GET_CUSTOMER_ACCOUNT_BULK_JOB_RESPONSE,
    &GET_CUSTOMER_ACCOUNT_REQUEST,
    &GET_CUSTOMER_ACCOUNT_RESPONSE,
    &GET_CUSTOMER_ACCOUNT_STATISTICS_REQUEST,
    &GET_CUSTOMER_ACCOUNT_STATISTICS_RESPONSE,
    &GET_ENGAGEMENT_INVITATION_REQUEST,
    &GET_ENGAGEMENT_INVITATION_RESPONSE,
    &GET_ENGAGEMENT_INVITATION_RESPONSE_SENDER_COMPANY_NAME_STRING,
    &GET_ENGAGEMENT_REQUEST,
    &GET_ENGAGEMENT_RESPONSE,
    &GET_OPPORTUNITY_BULK_JOB_REPORT_URL_REQUEST,
    &GET_OPPORTUNITY_BULK_JOB_REPORT_URL_RESPONSE,
    &GET_OPPORTUNITY_REQUEST,
    &GET_OPPORTUNITY_RESPONSE,
    &GET_OPPORTUNITY_RESPONSE_PARTNER_OPPORTUNITY_IDENTIFIER_STRING,
    &GET_PROSPECTING_FROM_ENGAGEMENT_TASK_REQUEST,
    &GET_PROSPECTING_FROM_ENGAGEMENT_TASK_RESPONSE,
    &GET_RESOURCE_SNAPSHOT_JOB_REQUEST,
    &GET_RESOURCE_SNAPSHOT_JOB_RESPONSE,
    &GET_RESOURCE_SNAPSHOT_REQUEST,
    &GET_RESOURCE_SNAPSHOT_RESPONSE,
    &GET_SELLING_SYSTEM_SETTINGS_REQUEST,
    &GET_SELLING_SYSTEM_SETTINGS_RESPONSE,
    &GROUP_ID,
    &INDUSTRY,
    &INTEGER,
    &INVITATION,
    &INVITATION_MESSAGE,
    &INVITATION_PROSPECTING_RESULT_AWS,
    &INVITATION_STATUS,
    &INVITATION_STATUS_LIST,
    &INVOLVEMENT_TYPE_CHANGE_REASON,
    &ISSUE,
    &ISSUE_LIST,
    &JOB_ID,
    &JOB_TITLE,
    &LAST_MODIFIED_DATE,
    &LEAD_ADDRESS,
    &LEAD_ADDRESS_CITY_STRING,
    &LEAD_ADDRESS_POSTAL_CODE_STRING,
    &LEAD_ADDRESS_STATE_OR_REGION_STRING,
    &LEAD_BUSINESS_PROBLEM,
    &LEAD_CONTACT,
    &LEAD_CONTEXT,
    &LEAD_COUNTRY_CODE,
    &LEAD_CUSTOMER,
    &LEAD_EMAIL,
    &LEAD_INDUSTRY,
    &LEAD_INSIGHTS,
    &LEAD_INTERACTION,
    &LEAD_INTERACTION_LIST,
    &LEAD_INVITATION_CUSTOMER,
    &LEAD_INVITATION_INTERACTION,
    &LEAD_INVITATION_PAYLOAD,
    &LEAD_JOB_TITLE,
    &LEAD_MARKET_SEGMENT,
    &LEAD_PHONE_NUMBER,
    &LEAD_QUALIFICATION_STATUS,
    &LEAD_SOURCE_ID,
    &LEAD_SOURCE_NAME,
    &LEAD_SOURCE_TYPE,
    &LEAD_WEBSITE_URL,
    &LEADS_NEXT_TOKEN,
    &LIFE_CYCLE,
    &LIFE_CYCLE_FOR_VIEW,
    &LIFE_CYCLE_FOR_VIEW_NEXT_STEPS_STRING,
    &LIFE_CYCLE_NEXT_STEPS_HISTORY_LIST,
    &LIFE_CYCLE_NEXT_STEPS_STRING,
    &LIFE_CYCLE_SUMMARY,
    &LIFE_CYCLE_SUMMARY_NEXT_STEPS_STRING,
    &LIST_CUSTOMER_ACCOUNT_BULK_JOB_RESULTS_REQUEST,
    &LIST_CUSTOMER_ACCOUNT_BULK_JOB_RESULTS_RESPONSE,
    &LIST_CUSTOMER_ACCOUNT_BULK_JOBS_REQUEST,
    &LIST_CUSTOMER_ACCOUNT_BULK_JOBS_RESPONSE,
    &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_SUMMARIES,
    &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_SUMMARY,
    &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_REQUEST,
    &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_REQUEST_MAX_RESULTS_INTEGER,
    &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_REQUEST_NEXT_TOKEN_STRING,
    &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_RESPONSE,
    &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASK_SUMMARIES,
    &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASK_SUMMARY,
    &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_REQUEST,
    &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_REQUEST_MAX_RESULTS_INTEGER,
    &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_REQUEST_NEXT_TOKEN_STRING,
    &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_RESPONSE,
    &LIST_ENGAGEMENT_GROUPS_REQUEST,
    &LIST_ENGAGEMENT_GROUPS_RESPONSE,
    &LIST_ENGAGEMENT_INVITATIONS_REQUEST,
    &LIST_ENGAGEMENT_INVITATIONS_RESPONSE,
    &LIST_ENGAGEMENT_MEMBERS_REQUEST,
    &LIST_ENGAGEMENT_MEMBERS_RESPONSE,
    &LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS_REQUEST,
    &LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS_REQUEST_MAX_RESULTS_INTEGER,
    &LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS_RESPONSE,
    &LIST_ENGAGEMENTS_REQUEST,
    &LIST_ENGAGEMENTS_RESPONSE,
    &LIST_OPPORTUNITIES_REQUEST,
    &LIST_OPPORTUNITIES_REQUEST_CUSTOMER_COMPANY_NAME_LIST,
    &LIST_OPPORTUNITIES_REQUEST_IDENTIFIER_LIST,
    &LIST_OPPORTUNITIES_REQUEST_LIFE_CYCLE_REVIEW_STATUS_LIST,
    &LIST_OPPORTUNITIES_REQUEST_LIFE_CYCLE_STAGE_LIST,
    &LIST_OPPORTUNITIES_RESPONSE,
    &LIST_OPPORTUNITY_BULK_JOB_RESULTS_REQUEST,
    &LIST_OPPORTUNITY_BULK_JOB_RESULTS_REQUEST_MAX_RESULTS_INTEGER,
    &LIST_OPPORTUNITY_BULK_JOB_RESULTS_RESPONSE,
    &LIST_OPPORTUNITY_BULK_JOBS_REQUEST,
    &LIST_OPPORTUNITY_BULK_JOBS_REQUEST_MAX_RESULTS_INTEGER,
    &LIST_OPPORTUNITY_BULK_JOBS_RESPONSE,
    &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASK_SUMMARIES,
    &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASK_SUMMARY,
    &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_REQUEST,
    &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_REQUEST_MAX_RESULTS_INTEGER,
    &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_REQUEST_NEXT_TOKEN_STRING,
    &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_RESPONSE,
    &LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS_REQUEST,
    &LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS_RESPONSE,
    &LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS_RESPONSE_NEXT_TOKEN_STRING,
    &LIST_RESOURCE_SNAPSHOT_JOBS_REQUEST,
    &LIST_RESOURCE_SNAPSHOT_JOBS_REQUEST_MAX_RESULTS_INTEGER,
    &LIST_RESOURCE_SNAPSHOT_JOBS_RESPONSE,
    &LIST_RESOURCE_SNAPSHOTS_REQUEST,
    &LIST_RESOURCE_SNAPSHOTS_REQUEST_MAX_RESULTS_INTEGER,
    &LIST_RESOURCE_SNAPSHOTS_RESPONSE,
    &LIST_SOLUTIONS_REQUEST,
    &LIST_SOLUTIONS_REQUEST_AWS_MARKETPLACE_SOLUTION_ARN_LIST,
    &LIST_SOLUTIONS_REQUEST_CATEGORY_LIST,
    &LIST_SOLUTIONS_REQUEST_IDENTIFIER_LIST,
    &LIST_SOLUTIONS_REQUEST_STATUS_LIST,
    &LIST_SOLUTIONS_RESPONSE,
    &LIST_TAGS_FOR_RESOURCE_REQUEST,
    &LIST_TAGS_FOR_RESOURCE_RESPONSE,
    &LIST_TASKS_SORT_BASE,
    &LIST_TASKS_SORT_NAME,
    &LONG,
    &MARKETING,
    &MARKETING_SOURCE,
    &MAX_RESULTS,
    &MEMBER_COMPANY_NAME,
    &MEMBER_PAGE_SIZE,
    &MONETARY_AMOUNT,
    &MONETARY_VALUE,
    &MONETARY_VALUE_AMOUNT_STRING,
    &NAME,
    &NATIONAL_SECURITY,
    &NEXT_STEPS_HISTORY,
    &NEXT_TOKEN,
    &OPPORTUNITY_ARN,
    &OPPORTUNITY_BULK_JOB_SUMMARY,
    &OPPORTUNITY_BULK_JOB_SUMMARY_LIST,
    &OPPORTUNITY_ENGAGEMENT_INVITATION_SORT,
    &OPPORTUNITY_ENGAGEMENT_INVITATION_SORT_NAME,
    &OPPORTUNITY_IDENTIFIER,
    &OPPORTUNITY_IDENTIFIERS,
    &OPPORTUNITY_INVITATION_PAYLOAD,
    &OPPORTUNITY_ORIGIN,
    &OPPORTUNITY_QUALITY,
    &OPPORTUNITY_QUALITY_SCORE_INTEGER,
    &OPPORTUNITY_SEARCH_ACCOUNT,
    &OPPORTUNITY_SEARCH_ACCOUNT_COMPANY_NAME_STRING,
    &OPPORTUNITY_SEARCH_ADDRESS,
    &OPPORTUNITY_SEARCH_AWS_SUMMARY,
    &OPPORTUNITY_SEARCH_CUSTOMER,
    &OPPORTUNITY_SEARCH_EXPECTED_CUSTOMER_SPEND,
    &OPPORTUNITY_SEARCH_EXPECTED_CUSTOMER_SPEND_LIST,
    &OPPORTUNITY_SEARCH_FILTER,
    &OPPORTUNITY_SEARCH_FILTER_LIST,
    &OPPORTUNITY_SEARCH_FILTER_NAME,
    &OPPORTUNITY_SEARCH_FILTER_VALUE,
    &OPPORTUNITY_SEARCH_FILTER_VALUES,
    &OPPORTUNITY_SEARCH_INSIGHTS,
    &OPPORTUNITY_SEARCH_LIFE_CYCLE,
    &OPPORTUNITY_SEARCH_LIFE_CYCLE_NEXT_STEPS_STRING,
    &OPPORTUNITY_SEARCH_OPPORTUNITY_QUALITY,
    &OPPORTUNITY_SEARCH_OPPORTUNITY_QUALITY_SCORE_INTEGER,
    &OPPORTUNITY_SEARCH_PREDICATE,
    &OPPORTUNITY_SEARCH_PROJECT,
    &OPPORTUNITY_SEARCH_PROJECT_TITLE_STRING,
    &OPPORTUNITY_SEARCH_RELATED_ENTITY_IDENTIFIERS,
    &OPPORTUNITY_SEARCH_SORT,
    &OPPORTUNITY_SEARCH_SORT_NAME,
    &OPPORTUNITY_SEARCH_SUMMARIES,
    &OPPORTUNITY_SEARCH_SUMMARY,
    &OPPORTUNITY_SEARCH_SUMMARY_PARTNER_OPPORTUNITY_IDENTIFIER_STRING,
    &OPPORTUNITY_SEARCH_TEAM_MEMBER,
    &OPPORTUNITY_SEARCH_TEAM_MEMBER_FIRST_NAME_STRING,
    &OPPORTUNITY_SEARCH_TEAM_MEMBER_LAST_NAME_STRING,
    &OPPORTUNITY_SEARCH_TEAM_MEMBERS_LIST,
    &OPPORTUNITY_SORT,
    &OPPORTUNITY_SORT_NAME,
    &OPPORTUNITY_SUMMARIES,
    &OPPORTUNITY_SUMMARY,
    &OPPORTUNITY_SUMMARY_VIEW,
    &OPPORTUNITY_TYPE,
    &PAGE_SIZE,
    &PARTICIPANT_TYPE,
    &PARTNER_ACCOUNT_IDENTIFIER,
    &PARTNER_OPPORTUNITY_TEAM_MEMBERS_LIST,
    &PAYLOAD,
    &PAYMENT_FREQUENCY,
    &PHONE_NUMBER,
    &PREFERRED_CONTACT_WINDOW,
    &PREFERRED_CONTACT_WINDOW_TIMEZONE_STRING,
    &PRIMARY_NEED_FROM_AWS,
    &PRIMARY_NEEDS_FROM_AWS,
    &PROFILE_NEXT_STEPS_HISTORY,
    &PROJECT,
    &PROJECT_ADDITIONAL_COMMENTS_STRING,
    &PROJECT_CUSTOMER_BUSINESS_PROBLEM_STRING,
    &PROJECT_DETAILS,
    &PROJECT_DETAILS_TITLE_STRING,
    &PROJECT_OTHER_COMPETITOR_NAMES_STRING,
    &PROJECT_OTHER_SOLUTION_DESCRIPTION_STRING,
    &PROJECT_SUMMARY,
    &PROJECT_TITLE_STRING,
    &PROJECT_VIEW,
    &PROJECT_VIEW_OTHER_SOLUTION_DESCRIPTION_STRING,
    &PROSPECTING_ACCOUNT_NAME,
    &PROSPECTING_COMPANY_SIZE,
    &PROSPECTING_FROM_ENGAGEMENT_TASK_SORT,
    &PROSPECTING_FROM_ENGAGEMENT_TASK_SORT_NAME,
    &PROSPECTING_GEO,
    &PROSPECTING_INSIGHTS,
    &PROSPECTING_PUBLIC_PROFILE_SUMMARY,
    &PROSPECTING_REGION,
    &PROSPECTING_RESULT,
    &PROSPECTING_RESULT_AWS,
    &PROSPECTING_RESULT_CUSTOMER,
    &PROSPECTING_SEGMENT,
    &PROSPECTING_SUB_INDUSTRY,
    &PROSPECTING_SUB_REGION,
    &PROSPECTING_TASK_ARN,
    &PROSPECTING_TASK_IDENTIFIER,
    &PROSPECTING_TASK_STATUS,
    &PROSPECTING_TASK_SUMMARY,
    &PROSPECTING_TASK_SUMMARY_LIST,
    &PUT_SELLING_SYSTEM_SETTINGS_REQUEST,
    &PUT_SELLING_SYSTEM_SETTINGS_RESPONSE,
    &READINESS_LEVEL,
    &REASON_CODE,
    &RECEIVER,
    &RECEIVER_RESPONSIBILITY,
    &RECEIVER_RESPONSIBILITY_LIST,
    &RECOMMENDATION,
    &RECOMMENDATION_ATTRIBUTE_MAP,
    &RECOMMENDATION_LIST,
    &REJECT_ENGAGEMENT_INVITATION_REQUEST,
    &REJECTION_REASON_STRING,
    &RELATED_ENTITY_IDENTIFIERS,
    &RELATED_ENTITY_TYPE,
    &RESOURCE_ARN,
    &RESOURCE_IDENTIFIER,
    &RESOURCE_SNAPSHOT_ARN,
    &RESOURCE_SNAPSHOT_JOB_ARN,
    &RESOURCE_SNAPSHOT_JOB_IDENTIFIER,
    &RESOURCE_SNAPSHOT_JOB_ROLE_ARN,
    &RESOURCE_SNAPSHOT_JOB_ROLE_IDENTIFIER,
    &RESOURCE_SNAPSHOT_JOB_STATUS,
    &RESOURCE_SNAPSHOT_JOB_SUMMARY,
    &RESOURCE_SNAPSHOT_JOB_SUMMARY_LIST,
    &RESOURCE_SNAPSHOT_PAYLOAD,
    &RESOURCE_SNAPSHOT_REVISION,
    &RESOURCE_SNAPSHOT_SUMMARY,
    &RESOURCE_SNAPSHOT_SUMMARY_LIST,
    &RESOURCE_TEMPLATE_NAME,
    &RESOURCE_TYPE,
    &REVENUE_MODEL,
    &REVIEW_STATUS,
    &SALES_ACTIVITIES,
    &SALES_ACTIVITY,
    &SALES_INVOLVEMENT_TYPE,
    &SEARCH_AWS_ACCOUNT,
    &SEARCH_CUSTOMER_ACCOUNTS_REQUEST,
    &SEARCH_CUSTOMER_ACCOUNTS_REQUEST_MAX_RESULTS_INTEGER,
    &SEARCH_CUSTOMER_ACCOUNTS_RESPONSE,
    &SEARCH_ENGAGEMENT_SCORE,
    &SEARCH_ENGAGEMENTS_REQUEST,
    &SEARCH_ENGAGEMENTS_RESPONSE,
    &SEARCH_FILTER_VALUE,
    &SEARCH_KEYWORD,
    &SEARCH_OPPORTUNITIES_REQUEST,
    &SEARCH_OPPORTUNITIES_RESPONSE,
    &SENDER_CONTACT,
    &SENDER_CONTACT_EMAIL,
    &SENDER_CONTACT_LIST,
    &SOFTWARE_REVENUE,
    &SOLUTION_ARN,
    &SOLUTION_BASE,
    &SOLUTION_IDENTIFIER,
    &SOLUTION_IDENTIFIERS,
    &SOLUTION_LIST,
    &SOLUTION_SORT,
    &SOLUTION_SORT_NAME,
    &SOLUTION_STATUS,
    &SORT_BY,
    &SORT_OBJECT,
    &SORT_ORDER,
    &SORTABLE_FIELD,
    &STAGE,
    &START_CUSTOMER_ACCOUNT_BULK_JOB_REQUEST,
    &START_CUSTOMER_ACCOUNT_BULK_JOB_RESPONSE,
    &START_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_REQUEST,
    &START_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_RESPONSE,
    &START_ENGAGEMENT_FROM_OPPORTUNITY_TASK_REQUEST,
    &START_ENGAGEMENT_FROM_OPPORTUNITY_TASK_RESPONSE,
    &START_OPPORTUNITY_BULK_JOB_REQUEST,
    &START_OPPORTUNITY_BULK_JOB_RESPONSE,
    &START_OPPORTUNITY_FROM_ENGAGEMENT_TASK_REQUEST,
    &START_OPPORTUNITY_FROM_ENGAGEMENT_TASK_RESPONSE,
    &START_PROSPECTING_FROM_ENGAGEMENT_TASK_REQUEST,
    &START_PROSPECTING_FROM_ENGAGEMENT_TASK_RESPONSE,
    &START_RESOURCE_SNAPSHOT_JOB_REQUEST,
    &STOP_RESOURCE_SNAPSHOT_JOB_REQUEST,
    &STRING,
    &SUBMIT_OPPORTUNITY_REQUEST,
    &TAG,
    &TAG_KEY,
    &TAG_KEY_LIST,
    &TAG_LIST,
    &TAG_RESOURCE_REQUEST,
    &TAG_RESOURCE_RESPONSE,
    &TAG_VALUE,
    &TAGGABLE_RESOURCE_ARN,
    &TARGET_CLOSE_DATE_FILTER,
    &TASK_ARN,
    &TASK_ARN_OR_IDENTIFIER,
    &TASK_IDENTIFIER,
    &TASK_IDENTIFIER_LIST,
    &TASK_IDENTIFIERS,
    &TASK_NAME,
    &TASK_NAME_LIST,
    &TASK_STATUS,
    &TASK_STATUSES,
    &UNTAG_RESOURCE_REQUEST,
    &UNTAG_RESOURCE_RESPONSE,
    &UPDATE_CUSTOMER_ACCOUNT_REQUEST,
    &UPDATE_CUSTOMER_ACCOUNT_RESPONSE,
    &UPDATE_ENGAGEMENT_CONTEXT_PAYLOAD,
    &UPDATE_ENGAGEMENT_CONTEXT_REQUEST,
    &UPDATE_ENGAGEMENT_CONTEXT_RESPONSE,
    &UPDATE_LEAD_CONTEXT,
    &UPDATE_OPPORTUNITY_REQUEST,
    &UPDATE_OPPORTUNITY_REQUEST_PARTNER_OPPORTUNITY_IDENTIFIER_STRING,
    &UPDATE_OPPORTUNITY_RESPONSE,
    &USE_CASES,
    &UTC_TIME_OF_DAY,
    &VISIBILITY,
    &WEBSITE_URL,
];
pub static ACCEPT_ENGAGEMENT_INVITATION_REQUEST: Shape = Shape::structure(
    "AcceptEngagementInvitationRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &ENGAGEMENT_INVITATION_ARN_OR_IDENTIFIER),
    ],
);
pub static ACCOUNT: Shape = Shape::structure(
    "Account",
    &[
        Member::optional("Industry", &INDUSTRY),
        Member::optional("OtherIndustry", &ACCOUNT_OTHER_INDUSTRY_STRING),
        Member::required("CompanyName", &ACCOUNT_COMPANY_NAME_STRING),
        Member::optional("WebsiteUrl", &WEBSITE_URL),
        Member::optional("AwsAccountId", &AWS_ACCOUNT),
        Member::optional("Address", &ADDRESS),
        Member::optional("Duns", &DUNS_NUMBER),
    ],
);
pub static ACCOUNT_COMPANY_NAME_STRING: Shape = Shape::text(
        "AccountCompanyNameString",
        Some(0i64),
        Some(120i64),
        None,
    )
    .sensitive();
pub static ACCOUNT_CUSTOMER: Shape = Shape::structure(
    "AccountCustomer",
    &[
        Member::optional("Industry", &LEAD_INDUSTRY),
        Member::required("CompanyName", &COMPANY_NAME),
        Member::optional("WebsiteUrl", &ACCOUNT_WEBSITE_URL),
        Member::optional("CountryCode", &COUNTRY_CODE),
    ],
);
pub static ACCOUNT_FILTER_STRING_LIST: Shape = Shape::list(
    "AccountFilterStringList",
    &ACCOUNT_FILTER_STRING_LIST_MEMBER_STRING,
    Some(1i64),
    Some(20i64),
);
pub static ACCOUNT_FILTER_STRING_LIST_MEMBER_STRING: Shape = Shape::text(
    "AccountFilterStringListMemberString",
    Some(1i64),
    Some(255i64),
    None,
);
pub static ACCOUNT_OTHER_INDUSTRY_STRING: Shape = Shape::text(
    "AccountOtherIndustryString",
    Some(0i64),
    Some(255i64),
    None,
);
pub static ACCOUNT_PLANNING_INVITATION_PAYLOAD: Shape = Shape::structure(
    "AccountPlanningInvitationPayload",
    &[
        Member::optional("AccountIdentifier", &CUSTOMER_ACCOUNT_ARN_OR_IDENTIFIER),
        Member::optional("Customer", &ACCOUNT_CUSTOMER),
        Member::optional("SenderContacts", &SENDER_CONTACT_LIST),
        Member::optional("PreferredContact", &PREFERRED_CONTACT_WINDOW),
    ],
);
pub static ACCOUNT_RECEIVER: Shape = Shape::structure(
    "AccountReceiver",
    &[Member::optional("Alias", &ALIAS), Member::required("AwsAccountId", &AWS_ACCOUNT)],
);
pub static ACCOUNT_SUMMARY: Shape = Shape::structure(
    "AccountSummary",
    &[
        Member::optional("Industry", &INDUSTRY),
        Member::optional("OtherIndustry", &ACCOUNT_SUMMARY_OTHER_INDUSTRY_STRING),
        Member::required("CompanyName", &ACCOUNT_SUMMARY_COMPANY_NAME_STRING),
        Member::optional("WebsiteUrl", &WEBSITE_URL),
        Member::optional("Address", &ADDRESS_SUMMARY),
    ],
);
pub static ACCOUNT_SUMMARY_COMPANY_NAME_STRING: Shape = Shape::text(
        "AccountSummaryCompanyNameString",
        Some(0i64),
        Some(120i64),
        None,
    )
    .sensitive();
pub static ACCOUNT_SUMMARY_OTHER_INDUSTRY_STRING: Shape = Shape::text(
    "AccountSummaryOtherIndustryString",
    Some(0i64),
    Some(255i64),
    None,
);
pub static ACCOUNT_WEBSITE_URL: Shape = Shape::text(
        "AccountWebsiteUrl",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static ADDRESS: Shape = Shape::structure(
    "Address",
    &[
        Member::optional("City", &ADDRESS_CITY_STRING),
        Member::optional("PostalCode", &ADDRESS_POSTAL_CODE_STRING),
        Member::optional("StateOrRegion", &ADDRESS_PART),
        Member::optional("CountryCode", &COUNTRY_CODE),
        Member::optional("StreetAddress", &ADDRESS_STREET_ADDRESS_STRING),
    ],
);
pub static ADDRESS_CITY_STRING: Shape = Shape::text(
        "AddressCityString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static ADDRESS_PART: Shape = Shape::text("AddressPart", None, None, None)
    .sensitive();
pub static ADDRESS_POSTAL_CODE_STRING: Shape = Shape::text(
        "AddressPostalCodeString",
        Some(0i64),
        Some(20i64),
        None,
    )
    .sensitive();
pub static ADDRESS_STREET_ADDRESS_STRING: Shape = Shape::text(
        "AddressStreetAddressString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static ADDRESS_SUMMARY: Shape = Shape::structure(
    "AddressSummary",
    &[
        Member::optional("City", &ADDRESS_SUMMARY_CITY_STRING),
        Member::optional("PostalCode", &ADDRESS_SUMMARY_POSTAL_CODE_STRING),
        Member::optional("StateOrRegion", &ADDRESS_PART),
        Member::optional("CountryCode", &COUNTRY_CODE),
    ],
);
pub static ADDRESS_SUMMARY_CITY_STRING: Shape = Shape::text(
        "AddressSummaryCityString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static ADDRESS_SUMMARY_POSTAL_CODE_STRING: Shape = Shape::text(
        "AddressSummaryPostalCodeString",
        Some(0i64),
        Some(20i64),
        None,
    )
    .sensitive();
pub static AGGREGATABLE_FIELD: Shape = Shape::enumeration(
    "AggregatableField",
    &[
        "ACCOUNT_PLANNING_QUALIFICATION",
        "AWS_INDUSTRY",
        "COUNTRY",
        "ENRICHMENT_STATUS",
        "GEO",
        "MARKETPLACE_ENGAGEMENT_SCORE",
        "PROGRAM_ELIGIBILITY",
        "REGION",
        "SEGMENT",
        "SOLUTION_CATEGORY",
        "SOLUTION_SCORE",
    ],
);
pub static AGGREGATABLE_FIELD_LIST: Shape = Shape::list(
    "AggregatableFieldList",
    &AGGREGATABLE_FIELD,
    Some(1i64),
    Some(2i64),
);
pub static AGGREGATION_REQUEST: Shape = Shape::structure(
    "AggregationRequest",
    &[Member::required("GroupBy", &AGGREGATION_REQUEST_GROUP_BY_LIST)],
);
pub static AGGREGATION_REQUEST_GROUP_BY_LIST: Shape = Shape::list(
    "AggregationRequestGroupByList",
    &AGGREGATABLE_FIELD,
    Some(1i64),
    Some(1i64),
);
pub static AGGREGATION_REQUEST_LIST: Shape = Shape::list(
    "AggregationRequestList",
    &AGGREGATION_REQUEST,
    Some(1i64),
    Some(10i64),
);
pub static AGGREGATION_RESULT: Shape = Shape::structure(
    "AggregationResult",
    &[
        Member::required("GroupBy", &AGGREGATABLE_FIELD_LIST),
        Member::required("Buckets", &BUCKET_LIST),
        Member::required("OtherCount", &INTEGER),
    ],
);
pub static AGGREGATION_RESULT_LIST: Shape = Shape::list(
    "AggregationResultList",
    &AGGREGATION_RESULT,
    Some(1i64),
    Some(10i64),
);
pub static ALIAS: Shape = Shape::text("Alias", Some(0i64), Some(80i64), None)
    .sensitive();
pub static AMOUNT: Shape = Shape::text(
        "Amount",
        None,
        None,
        Some(
            Pattern::new(
                "((0|([1-9][0-9]{0,30}))(\\.[0-9]{0,2})?)?",
                "((0|([1-9][0-9]{0,30}))(\\.[0-9]{0,2})?)?",
            ),
        ),
    )
    .sensitive();
pub static AMOUNT_MAP: Shape = Shape::map(
    "AmountMap",
    &STRING,
    &MONETARY_AMOUNT,
    None,
    None,
);
pub static APN_PROGRAMS: Shape = Shape::list("ApnPrograms", &STRING, None, None);
pub static ASSIGN_OPPORTUNITY_REQUEST: Shape = Shape::structure(
    "AssignOpportunityRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &OPPORTUNITY_IDENTIFIER),
        Member::required("Assignee", &ASSIGNEE_CONTACT),
    ],
);
pub static ASSIGNEE_CONTACT: Shape = Shape::structure(
    "AssigneeContact",
    &[
        Member::required("Email", &EMAIL),
        Member::required("FirstName", &ASSIGNEE_CONTACT_FIRST_NAME_STRING),
        Member::required("LastName", &ASSIGNEE_CONTACT_LAST_NAME_STRING),
        Member::optional("Phone", &PHONE_NUMBER),
        Member::required("BusinessTitle", &JOB_TITLE),
    ],
);
pub static ASSIGNEE_CONTACT_FIRST_NAME_STRING: Shape = Shape::text(
        "AssigneeContactFirstNameString",
        Some(0i64),
        Some(80i64),
        None,
    )
    .sensitive();
pub static ASSIGNEE_CONTACT_LAST_NAME_STRING: Shape = Shape::text(
        "AssigneeContactLastNameString",
        Some(0i64),
        Some(80i64),
        None,
    )
    .sensitive();
pub static ASSOCIATE_OPPORTUNITY_REQUEST: Shape = Shape::structure(
    "AssociateOpportunityRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("OpportunityIdentifier", &OPPORTUNITY_IDENTIFIER),
        Member::required("RelatedEntityType", &RELATED_ENTITY_TYPE),
        Member::required(
            "RelatedEntityIdentifier",
            &ASSOCIATE_OPPORTUNITY_REQUEST_RELATED_ENTITY_IDENTIFIER_STRING,
        ),
    ],
);
pub static ASSOCIATE_OPPORTUNITY_REQUEST_RELATED_ENTITY_IDENTIFIER_STRING: Shape = Shape::text(
    "AssociateOpportunityRequestRelatedEntityIdentifierString",
    Some(1i64),
    Some(255i64),
    None,
);
pub static AWS_ACCOUNT: Shape = Shape::text(
        "AwsAccount",
        None,
        None,
        Some(Pattern::new("([0-9]{12}|\\w{1,12})", "([0-9]{12}|[A-Za-z0-9_]{1,12})")),
    )
    .sensitive();
pub static AWS_ACCOUNT_ID_OR_ALIAS_LIST: Shape = Shape::list(
    "AwsAccountIdOrAliasList",
    &AWS_ACCOUNT,
    Some(1i64),
    Some(10i64),
);
pub static AWS_ACCOUNT_LIST: Shape = Shape::list(
    "AwsAccountList",
    &AWS_ACCOUNT,
    Some(1i64),
    Some(10i64),
);
pub static AWS_CLOSED_LOST_REASON: Shape = Shape::enumeration(
    "AwsClosedLostReason",
    &[
        "Administrative",
        "Business Associate Agreement",
        "Company Acquired/Dissolved",
        "Competitive Offering",
        "Customer Data Requirement",
        "Customer Deficiency",
        "Customer Experience",
        "Delay / Cancellation of Project",
        "Duplicate",
        "Duplicate Opportunity",
        "Executive Blocker",
        "Failed Vetting",
        "Feature Limitation",
        "Financial/Commercial",
        "Insufficient AWS Value",
        "Insufficient Amazon Value",
        "International Constraints",
        "Legal / Tax / Regulatory",
        "Legal Terms and Conditions",
        "Lost to Competitor",
        "Lost to Competitor - Google",
        "Lost to Competitor - Microsoft",
        "Lost to Competitor - Other",
        "Lost to Competitor - Rackspace",
        "Lost to Competitor - SoftLayer",
        "Lost to Competitor - VMWare",
        "No Customer Reference",
        "No Integration Resources",
        "No Opportunity",
        "No Perceived Value of MP",
        "No Response",
        "No Update",
        "Not Committed to AWS",
        "On Premises Deployment",
        "Other",
        "Other (Details in Description)",
        "Partner Gap",
        "Past Due",
        "People/Relationship/Governance",
        "Platform Technology Limitation",
        "Preference for Competitor",
        "Price",
        "Product Not on AWS",
        "Product/Technology",
        "Security / Compliance",
        "Self-Service",
        "Technical Limitations",
        "Term Sheet Impasse",
    ],
);
pub static AWS_ENRICHMENT: Shape = Shape::structure(
    "AwsEnrichment",
    &[
        Member::optional("Customer", &AWS_ENRICHMENT_CUSTOMER),
        Member::optional("Insights", &AWS_ENRICHMENT_INSIGHTS),
    ],
);
pub static AWS_ENRICHMENT_CUSTOMER: Shape = Shape::structure(
    "AwsEnrichmentCustomer",
    &[
        Member::optional("AccountName", &STRING),
        Member::optional("Industry", &STRING),
        Member::optional("SubIndustry", &STRING),
        Member::optional("Sector", &STRING),
        Member::optional("Segment", &STRING),
        Member::optional("CompanySize", &STRING),
        Member::optional("Region", &STRING),
        Member::optional("SubRegion", &STRING),
        Member::optional("Geo", &STRING),
        Member::optional("Country", &STRING),
        Member::optional("CustomerAccountPlanningQualification", &STRING),
        Member::optional("EligiblePrograms", &ELIGIBLE_PROGRAM_LIST),
    ],
);
pub static AWS_ENRICHMENT_CUSTOMER_SUMMARY: Shape = Shape::structure(
    "AwsEnrichmentCustomerSummary",
    &[
        Member::optional("Industry", &STRING),
        Member::optional("AccountPlanningQualification", &ENRICHMENT_VALUE),
        Member::optional("EligiblePrograms", &ELIGIBLE_PROGRAM_LIST),
        Member::optional("Geo", &STRING),
        Member::optional("Country", &STRING),
        Member::optional("Segment", &STRING),
    ],
);
pub static AWS_ENRICHMENT_INSIGHTS: Shape = Shape::structure(
    "AwsEnrichmentInsights",
    &[
        Member::optional("MarketplaceEngagementScore", &STRING),
        Member::optional("SolutionCategory", &STRING),
        Member::optional("SolutionScore", &STRING),
        Member::optional("SolutionSubCategory", &STRING),
    ],
);
pub static AWS_ENRICHMENT_INSIGHTS_SUMMARY: Shape = Shape::structure(
    "AwsEnrichmentInsightsSummary",
    &[
        Member::optional("MarketplaceEngagementScore", &STRING),
        Member::optional("SolutionCategory", &STRING),
        Member::optional("SolutionScore", &STRING),
    ],
);
pub static AWS_ENRICHMENT_SUMMARY: Shape = Shape::structure(
    "AwsEnrichmentSummary",
    &[
        Member::optional("Customer", &AWS_ENRICHMENT_CUSTOMER_SUMMARY),
        Member::optional("Insights", &AWS_ENRICHMENT_INSIGHTS_SUMMARY),
    ],
);
pub static AWS_FUNDING_USED: Shape = Shape::enumeration(
    "AwsFundingUsed",
    &["No", "Yes"],
);
pub static AWS_MARKETPLACE_OFFER_IDENTIFIER: Shape = Shape::text(
    "AwsMarketplaceOfferIdentifier",
    None,
    None,
    Some(
        Pattern::new(
            "arn:aws:aws-marketplace:[a-z]{1,2}-[a-z]*-\\d+:\\d{12}:AWSMarketplace/Offer/.*",
            "arn:aws:aws-marketplace:[a-z]{1,2}-[a-z]*-[0-9]+:[0-9]{12}:AWSMarketplace/Offer/[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*",
        ),
    ),
);
pub static AWS_MARKETPLACE_OFFER_IDENTIFIERS: Shape = Shape::list(
    "AwsMarketplaceOfferIdentifiers",
    &AWS_MARKETPLACE_OFFER_IDENTIFIER,
    None,
    None,
);
pub static AWS_MARKETPLACE_OFFER_SET_IDENTIFIER: Shape = Shape::text(
    "AwsMarketplaceOfferSetIdentifier",
    None,
    None,
    Some(
        Pattern::new(
            "arn:aws:aws-marketplace:[a-z]{1,2}-[a-z]*-\\d+:\\d{12}:AWSMarketplace/OfferSet/offerset-.*",
            "arn:aws:aws-marketplace:[a-z]{1,2}-[a-z]*-[0-9]+:[0-9]{12}:AWSMarketplace/OfferSet/offerset-[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*",
        ),
    ),
);
pub static AWS_MARKETPLACE_OFFER_SET_IDENTIFIERS: Shape = Shape::list(
    "AwsMarketplaceOfferSetIdentifiers",
    &AWS_MARKETPLACE_OFFER_SET_IDENTIFIER,
    None,
    None,
);
pub static AWS_MARKETPLACE_PRODUCT_ARN: Shape = Shape::text(
    "AwsMarketplaceProductArn",
    Some(4i64),
    Some(2048i64),
    Some(Pattern::new("arn:.*", "arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*")),
);
pub static AWS_MARKETPLACE_PRODUCT_IDENTIFIERS: Shape = Shape::list(
    "AwsMarketplaceProductIdentifiers",
    &AWS_MARKETPLACE_PRODUCT_ARN,
    None,
    None,
);
pub static AWS_MARKETPLACE_SOLUTION_ARN: Shape = Shape::text(
    "AwsMarketplaceSolutionArn",
    Some(4i64),
    Some(2048i64),
    Some(Pattern::new("arn:.*", "arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*")),
);
pub static AWS_MARKETPLACE_SOLUTION_IDENTIFIER: Shape = Shape::text(
    "AwsMarketplaceSolutionIdentifier",
    Some(4i64),
    Some(2048i64),
    Some(Pattern::new("arn:.*", "arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*")),
);
pub static AWS_MARKETPLACE_SOLUTION_IDENTIFIERS: Shape = Shape::list(
    "AwsMarketplaceSolutionIdentifiers",
    &AWS_MARKETPLACE_SOLUTION_IDENTIFIER,
    None,
    None,
);
pub static AWS_MATURITY: Shape = Shape::text(
    "AwsMaturity",
    Some(0i64),
    Some(255i64),
    None,
);
pub static AWS_MEMBER_BUSINESS_TITLE: Shape = Shape::enumeration(
    "AwsMemberBusinessTitle",
    &["AWSAccountOwner", "AWSSalesRep", "ISVSM", "PDM", "PSM", "Signatory", "WWPSPDM"],
);
pub static AWS_OPPORTUNITY_CUSTOMER: Shape = Shape::structure(
    "AwsOpportunityCustomer",
    &[Member::optional("Contacts", &CUSTOMER_CONTACTS_LIST)],
);
pub static AWS_OPPORTUNITY_INSIGHTS: Shape = Shape::structure(
    "AwsOpportunityInsights",
    &[
        Member::optional("NextBestActions", &STRING),
        Member::optional("EngagementScore", &ENGAGEMENT_SCORE),
        Member::optional(
            "AwsProductsSpendInsightsBySource",
            &AWS_PRODUCTS_SPEND_INSIGHTS_BY_SOURCE,
        ),
        Member::optional("OpportunityQuality", &OPPORTUNITY_QUALITY),
        Member::optional("Recommendations", &RECOMMENDATION_LIST),
    ],
);
pub static AWS_OPPORTUNITY_LIFE_CYCLE: Shape = Shape::structure(
    "AwsOpportunityLifeCycle",
    &[
        Member::optional("TargetCloseDate", &DATE),
        Member::optional("ClosedLostReason", &AWS_CLOSED_LOST_REASON),
        Member::optional("Stage", &AWS_OPPORTUNITY_STAGE),
        Member::optional("NextSteps", &AWS_OPPORTUNITY_LIFE_CYCLE_NEXT_STEPS_STRING),
        Member::optional(
            "NextStepsHistory",
            &AWS_OPPORTUNITY_LIFE_CYCLE_NEXT_STEPS_HISTORY_LIST,
        ),
    ],
);
pub static AWS_OPPORTUNITY_LIFE_CYCLE_NEXT_STEPS_HISTORY_LIST: Shape = Shape::list(
    "AwsOpportunityLifeCycleNextStepsHistoryList",
    &PROFILE_NEXT_STEPS_HISTORY,
    Some(0i64),
    Some(50i64),
);
pub static AWS_OPPORTUNITY_LIFE_CYCLE_NEXT_STEPS_STRING: Shape = Shape::text(
        "AwsOpportunityLifeCycleNextStepsString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static AWS_OPPORTUNITY_PROJECT: Shape = Shape::structure(
    "AwsOpportunityProject",
    &[
        Member::optional("ExpectedCustomerSpend", &EXPECTED_CUSTOMER_SPEND_LIST),
        Member::optional("AwsPartition", &AWS_PARTITION),
    ],
);
pub static AWS_OPPORTUNITY_RELATED_ENTITIES: Shape = Shape::structure(
    "AwsOpportunityRelatedEntities",
    &[
        Member::optional("AwsProducts", &AWS_PRODUCT_IDENTIFIERS),
        Member::optional("Solutions", &SOLUTION_IDENTIFIERS),
        Member::optional(
            "AwsMarketplaceSolutions",
            &AWS_MARKETPLACE_SOLUTION_IDENTIFIERS,
        ),
        Member::optional("AwsMarketplaceProducts", &AWS_MARKETPLACE_PRODUCT_IDENTIFIERS),
    ],
);
pub static AWS_OPPORTUNITY_STAGE: Shape = Shape::enumeration(
    "AwsOpportunityStage",
    &[
        "Building Integration",
        "Business Validation",
        "Closed Incomplete",
        "Closed Lost",
        "Committed",
        "Completed",
        "Contract Negotiation",
        "Deferred to Partner",
        "Engaged",
        "Evaluating",
        "Identified",
        "In Progress",
        "Launched",
        "Not Started",
        "On-hold",
        "Onboarding",
        "Prospect",
        "Qualified",
        "Qualify",
        "Research",
        "Seller Engaged",
        "Seller Registered",
        "Technical Validation",
        "Term Sheet Negotiation",
    ],
);
pub static AWS_OPPORTUNITY_SUMMARY_FULL_VIEW: Shape = Shape::structure(
    "AwsOpportunitySummaryFullView",
    &[
        Member::optional("RelatedOpportunityId", &OPPORTUNITY_IDENTIFIER),
        Member::optional("Origin", &OPPORTUNITY_ORIGIN),
        Member::optional("InvolvementType", &SALES_INVOLVEMENT_TYPE),
        Member::optional("Visibility", &VISIBILITY),
        Member::optional("LifeCycle", &AWS_OPPORTUNITY_LIFE_CYCLE),
        Member::optional("OpportunityTeam", &AWS_OPPORTUNITY_TEAM_MEMBERS_LIST),
        Member::optional("Insights", &AWS_OPPORTUNITY_INSIGHTS),
        Member::optional("InvolvementTypeChangeReason", &INVOLVEMENT_TYPE_CHANGE_REASON),
        Member::optional("RelatedEntityIds", &AWS_OPPORTUNITY_RELATED_ENTITIES),
        Member::optional("Customer", &AWS_OPPORTUNITY_CUSTOMER),
        Member::optional("Project", &AWS_OPPORTUNITY_PROJECT),
        Member::optional("CosellMotion", &STRING),
        Member::optional("CosellMotionReason", &STRING),
        Member::optional("SoftwareRevenue", &AWS_SOFTWARE_REVENUE),
    ],
);
pub static AWS_OPPORTUNITY_TEAM_MEMBERS_LIST: Shape = Shape::list(
    "AwsOpportunityTeamMembersList",
    &AWS_TEAM_MEMBER,
    None,
    None,
);
pub static AWS_PARTITION: Shape = Shape::enumeration("AwsPartition", &["aws-eusc"]);
pub static AWS_PRODUCT_DETAILS: Shape = Shape::structure(
    "AwsProductDetails",
    &[
        Member::required("ProductCode", &STRING),
        Member::optional("ServiceCode", &STRING),
        Member::required("Categories", &AWS_PRODUCT_DETAILS_CATEGORIES_LIST),
        Member::optional("Amount", &MONETARY_AMOUNT),
        Member::optional("OptimizedAmount", &MONETARY_AMOUNT),
        Member::optional("PotentialSavingsAmount", &MONETARY_AMOUNT),
        Member::required("Optimizations", &AWS_PRODUCT_OPTIMIZATIONS_LIST),
    ],
);
pub static AWS_PRODUCT_DETAILS_CATEGORIES_LIST: Shape = Shape::list(
    "AwsProductDetailsCategoriesList",
    &STRING,
    Some(0i64),
    Some(20i64),
);
pub static AWS_PRODUCT_IDENTIFIER: Shape = Shape::text(
    "AwsProductIdentifier",
    None,
    None,
    None,
);
pub static AWS_PRODUCT_IDENTIFIERS: Shape = Shape::list(
    "AwsProductIdentifiers",
    &AWS_PRODUCT_IDENTIFIER,
    None,
    None,
);
pub static AWS_PRODUCT_INSIGHTS: Shape = Shape::structure(
    "AwsProductInsights",
    &[
        Member::required("CurrencyCode", &CURRENCY_CODE),
        Member::required("Frequency", &PAYMENT_FREQUENCY),
        Member::optional("TotalAmount", &MONETARY_AMOUNT),
        Member::optional("TotalOptimizedAmount", &MONETARY_AMOUNT),
        Member::optional("TotalPotentialSavingsAmount", &MONETARY_AMOUNT),
        Member::required("TotalAmountByCategory", &AMOUNT_MAP),
        Member::required("AwsProducts", &AWS_PRODUCTS_LIST),
    ],
);
pub static AWS_PRODUCT_OPTIMIZATION: Shape = Shape::structure(
    "AwsProductOptimization",
    &[
        Member::required("Description", &STRING),
        Member::required("SavingsAmount", &MONETARY_AMOUNT),
    ],
);
pub static AWS_PRODUCT_OPTIMIZATIONS_LIST: Shape = Shape::list(
    "AwsProductOptimizationsList",
    &AWS_PRODUCT_OPTIMIZATION,
    Some(0i64),
    Some(10i64),
);
pub static AWS_PRODUCTS_LIST: Shape = Shape::list(
    "AwsProductsList",
    &AWS_PRODUCT_DETAILS,
    Some(0i64),
    Some(100i64),
);
pub static AWS_PRODUCTS_SPEND_INSIGHTS_BY_SOURCE: Shape = Shape::structure(
    "AwsProductsSpendInsightsBySource",
    &[
        Member::optional("Partner", &AWS_PRODUCT_INSIGHTS),
        Member::optional("AWS", &AWS_PRODUCT_INSIGHTS),
    ],
);
pub static AWS_SOFTWARE_REVENUE: Shape = Shape::structure(
    "AwsSoftwareRevenue",
    &[
        Member::optional("Value", &MONETARY_VALUE),
        Member::optional("Discount", &STRING),
        Member::optional("EffectiveDate", &STRING),
        Member::optional("ExpirationDate", &STRING),
    ],
);
pub static AWS_SUBMISSION: Shape = Shape::structure(
    "AwsSubmission",
    &[
        Member::required("InvolvementType", &SALES_INVOLVEMENT_TYPE),
        Member::optional("Visibility", &VISIBILITY),
    ],
);
pub static AWS_TEAM_MEMBER: Shape = Shape::structure(
    "AwsTeamMember",
    &[
        Member::optional("Email", &EMAIL),
        Member::optional("FirstName", &AWS_TEAM_MEMBER_FIRST_NAME_STRING),
        Member::optional("LastName", &AWS_TEAM_MEMBER_LAST_NAME_STRING),
        Member::optional("BusinessTitle", &AWS_MEMBER_BUSINESS_TITLE),
    ],
);
pub static AWS_TEAM_MEMBER_FIRST_NAME_STRING: Shape = Shape::text(
        "AwsTeamMemberFirstNameString",
        Some(0i64),
        Some(80i64),
        None,
    )
    .sensitive();
pub static AWS_TEAM_MEMBER_LAST_NAME_STRING: Shape = Shape::text(
        "AwsTeamMemberLastNameString",
        Some(0i64),
        Some(80i64),
        None,
    )
    .sensitive();
pub static BEST_OUTREACH_WINDOW: Shape = Shape::structure(
    "BestOutreachWindow",
    &[
        Member::required("Day", &DAY_OF_WEEK),
        Member::required("StartTimeUtc", &UTC_TIME_OF_DAY),
        Member::required("EndTimeUtc", &UTC_TIME_OF_DAY),
    ],
);
pub static BEST_OUTREACH_WINDOW_LIST: Shape = Shape::list(
    "BestOutreachWindowList",
    &BEST_OUTREACH_WINDOW,
    Some(1i64),
    Some(7i64),
);
pub static BOOLEAN: Shape = Shape::boolean("Boolean");
pub static BUCKET: Shape = Shape::structure(
    "Bucket",
    &[
        Member::required("Values", &BUCKET_VALUE_LIST),
        Member::required("Count", &INTEGER),
    ],
);
pub static BUCKET_LIST: Shape = Shape::list(
    "BucketList",
    &BUCKET,
    Some(0i64),
    Some(100i64),
);
pub static BUCKET_VALUE_LIST: Shape = Shape::list(
    "BucketValueList",
    &STRING,
    Some(1i64),
    Some(2i64),
);
pub static BULK_FILE_FORMAT: Shape = Shape::enumeration("BulkFileFormat", &["CSV"]);
pub static BULK_FILE_NAME: Shape = Shape::text(
    "BulkFileName",
    Some(1i64),
    Some(255i64),
    None,
);
pub static BULK_JOB_ARN: Shape = Shape::text(
    "BulkJobArn",
    None,
    None,
    Some(
        Pattern::new(
            "arn:[a-z\\-]*:partnercentral:[a-z0-9\\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account-bulk-job/bulkjob-[0-9a-z]{13}",
            "arn:[a-z\\-]*:partnercentral:[a-z0-9\\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account-bulk-job/bulkjob-[0-9a-z]{13}",
        ),
    ),
);
pub static BULK_JOB_ARN_OR_IDENTIFIER: Shape = Shape::text(
    "BulkJobArnOrIdentifier",
    None,
    None,
    Some(
        Pattern::new(
            "(arn:.*|bulkjob-[0-9a-z]{13})",
            "(arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*|bulkjob-[0-9a-z]{13})",
        ),
    ),
);
pub static BULK_JOB_ID: Shape = Shape::text(
    "BulkJobId",
    None,
    None,
    Some(Pattern::new("bulkjob-[0-9a-z]{13}", "bulkjob-[0-9a-z]{13}")),
);
pub static BULK_JOB_RESULT: Shape = Shape::structure(
    "BulkJobResult",
    &[
        Member::required("RequestId", &STRING),
        Member::required("Status", &BULK_RECORD_STATUS),
        Member::optional("ResourceIdentifier", &STRING),
        Member::optional("ErrorCode", &STRING),
        Member::optional("ErrorMessage", &STRING),
    ],
);
pub static BULK_JOB_RESULT_LIST: Shape = Shape::list(
    "BulkJobResultList",
    &BULK_JOB_RESULT,
    None,
    None,
);
pub static BULK_JOB_STATUS: Shape = Shape::enumeration(
    "BulkJobStatus",
    &["COMPLETED", "FAILED", "IN_PROGRESS", "SUBMITTED"],
);
pub static BULK_OPERATION_TYPE: Shape = Shape::enumeration(
    "BulkOperationType",
    &["BULK_CREATE", "BULK_UPDATE"],
);
pub static BULK_RECORD_STATUS: Shape = Shape::enumeration(
    "BulkRecordStatus",
    &["FAILED", "SUCCEEDED"],
);
pub static BULK_REPORT_STATUS: Shape = Shape::enumeration(
    "BulkReportStatus",
    &["AVAILABLE", "EXPIRED", "FAILED", "IN_PROGRESS", "NOT_STARTED"],
);
pub static BULK_REPORT_TYPE: Shape = Shape::enumeration(
    "BulkReportType",
    &["ALL_RECORDS", "FAILED_RECORDS"],
);
pub static BULK_REPORT_URL: Shape = Shape::text("BulkReportUrl", None, None, None)
    .sensitive();
pub static CATALOG_IDENTIFIER: Shape = Shape::text(
    "CatalogIdentifier",
    None,
    None,
    Some(Pattern::new("[a-zA-Z]+", "[a-zA-Z]+")),
);
pub static CHANNEL: Shape = Shape::enumeration(
    "Channel",
    &[
        "AWS Marketing Central",
        "Content Syndication",
        "Display",
        "Email",
        "Live Event",
        "Out Of Home (OOH)",
        "Print",
        "Search",
        "Social",
        "TV",
        "Telemarketing",
        "Video",
        "Virtual Event",
    ],
);
pub static CHANNEL_NAME: Shape = Shape::text("ChannelName", None, None, None);
pub static CHANNEL_RECOMMENDATION: Shape = Shape::structure(
    "ChannelRecommendation",
    &[
        Member::required("RecommendedChannel", &CHANNEL_NAME),
        Member::optional("BestOutreachWindows", &BEST_OUTREACH_WINDOW_LIST),
    ],
);
pub static CHANNELS: Shape = Shape::list("Channels", &CHANNEL, None, None);
pub static CLIENT_TOKEN: Shape = Shape::text(
    "ClientToken",
    Some(1i64),
    Some(255i64),
    Some(Pattern::new(".{1,255}", "[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*")),
);
pub static CLOSED_LOST_REASON: Shape = Shape::enumeration(
    "ClosedLostReason",
    &[
        "Customer Deficiency",
        "Customer Experience",
        "Delay / Cancellation of Project",
        "Financial/Commercial",
        "Legal / Tax / Regulatory",
        "Lost to Competitor - Google",
        "Lost to Competitor - Microsoft",
        "Lost to Competitor - Other",
        "Lost to Competitor - SoftLayer",
        "Lost to Competitor - VMWare",
        "No Opportunity",
        "On Premises Deployment",
        "Other",
        "Partner Gap",
        "People/Relationship/Governance",
        "Price",
        "Product/Technology",
        "Security / Compliance",
        "Technical Limitations",
    ],
);
pub static COMPANY_NAME: Shape = Shape::text(
        "CompanyName",
        Some(1i64),
        Some(120i64),
        None,
    )
    .sensitive();
pub static COMPANY_WEBSITE_URL: Shape = Shape::text(
        "CompanyWebsiteUrl",
        Some(4i64),
        Some(255i64),
        Some(
            Pattern::new(
                "(?=.{4,255}$)((http|https)://)??(www[.])??([a-zA-Z0-9]|-)+?([.][a-zA-Z0-9(-|/|=|?)??]+?)+?",
                "((http|https)://)??(www[.])??([a-zA-Z0-9]|-)+?([.][a-zA-Z0-9(-|/|=|?)??]+?)+?",
            ),
        ),
    )
    .sensitive();
pub static COMPETITOR_NAME: Shape = Shape::enumeration(
    "CompetitorName",
    &[
        "*Other",
        "Akamai",
        "AliCloud",
        "Co-location",
        "Google Cloud Platform",
        "IBM Softlayer",
        "Microsoft Azure",
        "No Competition",
        "On-Prem",
        "Oracle Cloud",
        "Other- Cost Optimization",
    ],
);
pub static CONTACT: Shape = Shape::structure(
    "Contact",
    &[
        Member::optional("Email", &EMAIL),
        Member::optional("FirstName", &CONTACT_FIRST_NAME_STRING),
        Member::optional("LastName", &CONTACT_LAST_NAME_STRING),
        Member::optional("BusinessTitle", &JOB_TITLE),
        Member::optional("Phone", &PHONE_NUMBER),
    ],
);
pub static CONTACT_FIRST_NAME_STRING: Shape = Shape::text(
        "ContactFirstNameString",
        Some(0i64),
        Some(80i64),
        None,
    )
    .sensitive();
pub static CONTACT_LAST_NAME_STRING: Shape = Shape::text(
        "ContactLastNameString",
        Some(0i64),
        Some(80i64),
        None,
    )
    .sensitive();
pub static CONTACT_WINDOW: Shape = Shape::enumeration(
    "ContactWindow",
    &["AFTERNOON", "EVENING", "MORNING"],
);
pub static CONTEXT_IDENTIFIER: Shape = Shape::text(
    "ContextIdentifier",
    None,
    None,
    Some(Pattern::new("[1-9][0-9]*", "[1-9][0-9]*")),
);
pub static CONTEXT_IDENTIFIERS: Shape = Shape::list(
    "ContextIdentifiers",
    &CONTEXT_IDENTIFIER,
    Some(1i64),
    Some(10i64),
);
pub static COSELL_MOTION: Shape = Shape::text("CosellMotion", None, None, None)
    .sensitive();
pub static COUNTRY_CODE: Shape = Shape::enumeration(
        "CountryCode",
        &[
            "AD",
            "AE",
            "AF",
            "AG",
            "AI",
            "AL",
            "AM",
            "AN",
            "AO",
            "AQ",
            "AR",
            "AS",
            "AT",
            "AU",
            "AW",
            "AX",
            "AZ",
            "BA",
            "BB",
            "BD",
            "BE",
            "BF",
            "BG",
            "BH",
            "BI",
            "BJ",
            "BL",
            "BM",
            "BN",
            "BO",
            "BQ",
            "BR",
            "BS",
            "BT",
            "BV",
            "BW",
            "BY",
            "BZ",
            "CA",
            "CC",
            "CD",
            "CF",
            "CG",
            "CH",
            "CI",
            "CK",
            "CL",
            "CM",
            "CN",
            "CO",
            "CR",
            "CU",
            "CV",
            "CW",
            "CX",
            "CY",
            "CZ",
            "DE",
            "DJ",
            "DK",
            "DM",
            "DO",
            "DZ",
            "EC",
            "EE",
            "EG",
            "EH",
            "ER",
            "ES",
            "ET",
            "FI",
            "FJ",
            "FK",
            "FM",
            "FO",
            "FR",
            "GA",
            "GB",
            "GD",
            "GE",
            "GF",
            "GG",
            "GH",
            "GI",
            "GL",
            "GM",
            "GN",
            "GP",
            "GQ",
            "GR",
            "GS",
            "GT",
            "GU",
            "GW",
            "GY",
            "HK",
            "HM",
            "HN",
            "HR",
            "HT",
            "HU",
            "ID",
            "IE",
            "IL",
            "IM",
            "IN",
            "IO",
            "IQ",
            "IR",
            "IS",
            "IT",
            "JE",
            "JM",
            "JO",
            "JP",
            "KE",
            "KG",
            "KH",
            "KI",
            "KM",
            "KN",
            "KR",
            "KW",
            "KY",
            "KZ",
            "LA",
            "LB",
            "LC",
            "LI",
            "LK",
            "LR",
            "LS",
            "LT",
            "LU",
            "LV",
            "LY",
            "MA",
            "MC",
            "MD",
            "ME",
            "MF",
            "MG",
            "MH",
            "MK",
            "ML",
            "MM",
            "MN",
            "MO",
            "MP",
            "MQ",
            "MR",
            "MS",
            "MT",
            "MU",
            "MV",
            "MW",
            "MX",
            "MY",
            "MZ",
            "NA",
            "NC",
            "NE",
            "NF",
            "NG",
            "NI",
            "NL",
            "NO",
            "NP",
            "NR",
            "NU",
            "NZ",
            "OM",
            "PA",
            "PE",
            "PF",
            "PG",
            "PH",
            "PK",
            "PL",
            "PM",
            "PN",
            "PR",
            "PS",
            "PT",
            "PW",
            "PY",
            "QA",
            "RE",
            "RO",
            "RS",
            "RU",
            "RW",
            "SA",
            "SB",
            "SC",
            "SD",
            "SE",
            "SG",
            "SH",
            "SI",
            "SJ",
            "SK",
            "SL",
            "SM",
            "SN",
            "SO",
            "SR",
            "SS",
            "ST",
            "SV",
            "SX",
            "SY",
            "SZ",
            "TC",
            "TD",
            "TF",
            "TG",
            "TH",
            "TJ",
            "TK",
            "TL",
            "TM",
            "TN",
            "TO",
            "TR",
            "TT",
            "TV",
            "TW",
            "TZ",
            "UA",
            "UG",
            "UM",
            "US",
            "UY",
            "UZ",
            "VA",
            "VC",
            "VE",
            "VG",
            "VI",
            "VN",
            "VU",
            "WF",
            "WS",
            "YE",
            "YT",
            "ZA",
            "ZM",
            "ZW",
        ],
    )
    .sensitive();
pub static CREATE_CUSTOMER_ACCOUNT_REQUEST: Shape = Shape::structure(
    "CreateCustomerAccountRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Account", &CUSTOMER_ACCOUNT_DATA),
        Member::optional("PartnerAccountIdentifier", &PARTNER_ACCOUNT_IDENTIFIER),
        Member::optional("Tags", &CUSTOMER_ACCOUNT_TAG_LIST),
        Member::optional("ClientToken", &CLIENT_TOKEN),
    ],
);
pub static CREATE_CUSTOMER_ACCOUNT_RESPONSE: Shape = Shape::structure(
    "CreateCustomerAccountResponse",
    &[
        Member::required("Arn", &CUSTOMER_ACCOUNT_ARN),
        Member::required("Id", &CUSTOMER_ACCOUNT_ID),
        Member::required("Status", &ENRICHMENT_STATUS),
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("PartnerAccountIdentifier", &PARTNER_ACCOUNT_IDENTIFIER),
        Member::required("CreatedDate", &DATE_TIME),
    ],
);
pub static CREATE_ENGAGEMENT_CONTEXT_REQUEST: Shape = Shape::structure(
    "CreateEngagementContextRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("EngagementIdentifier", &ENGAGEMENT_ARN_OR_IDENTIFIER),
        Member::required("ClientToken", &CLIENT_TOKEN),
        Member::required("Type", &ENGAGEMENT_CONTEXT_TYPE),
        Member::required("Payload", &ENGAGEMENT_CONTEXT_PAYLOAD),
    ],
);
pub static CREATE_ENGAGEMENT_CONTEXT_RESPONSE: Shape = Shape::structure(
    "CreateEngagementContextResponse",
    &[
        Member::optional("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::optional("EngagementArn", &ENGAGEMENT_ARN),
        Member::optional("EngagementLastModifiedAt", &DATE_TIME),
        Member::optional("ContextId", &ENGAGEMENT_CONTEXT_IDENTIFIER),
    ],
);
pub static CREATE_ENGAGEMENT_INVITATION_REQUEST: Shape = Shape::structure(
    "CreateEngagementInvitationRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("ClientToken", &CLIENT_TOKEN),
        Member::required("EngagementIdentifier", &ENGAGEMENT_IDENTIFIER),
        Member::required("Invitation", &INVITATION),
    ],
);
pub static CREATE_ENGAGEMENT_INVITATION_RESPONSE: Shape = Shape::structure(
    "CreateEngagementInvitationResponse",
    &[
        Member::required("Id", &ENGAGEMENT_INVITATION_IDENTIFIER),
        Member::required("Arn", &ENGAGEMENT_INVITATION_ARN),
    ],
);
pub static CREATE_ENGAGEMENT_REQUEST: Shape = Shape::structure(
    "CreateEngagementRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("ClientToken", &CLIENT_TOKEN),
        Member::optional("Title", &ENGAGEMENT_TITLE),
        Member::optional("Description", &ENGAGEMENT_DESCRIPTION),
        Member::optional("Contexts", &ENGAGEMENT_CONTEXTS),
    ],
);
pub static CREATE_ENGAGEMENT_RESPONSE: Shape = Shape::structure(
    "CreateEngagementResponse",
    &[
        Member::optional("Id", &ENGAGEMENT_IDENTIFIER),
        Member::optional("Arn", &ENGAGEMENT_ARN),
        Member::optional("ModifiedAt", &DATE_TIME),
    ],
);
pub static CREATE_OPPORTUNITY_REQUEST: Shape = Shape::structure(
    "CreateOpportunityRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("PrimaryNeedsFromAws", &PRIMARY_NEEDS_FROM_AWS),
        Member::optional("NationalSecurity", &NATIONAL_SECURITY),
        Member::optional(
            "PartnerOpportunityIdentifier",
            &CREATE_OPPORTUNITY_REQUEST_PARTNER_OPPORTUNITY_IDENTIFIER_STRING,
        ),
        Member::optional("Customer", &CUSTOMER),
        Member::optional("Project", &PROJECT),
        Member::optional("OpportunityType", &OPPORTUNITY_TYPE),
        Member::optional("Marketing", &MARKETING),
        Member::optional("SoftwareRevenue", &SOFTWARE_REVENUE),
        Member::required("ClientToken", &CLIENT_TOKEN),
        Member::optional("LifeCycle", &LIFE_CYCLE),
        Member::optional("Origin", &OPPORTUNITY_ORIGIN),
        Member::optional("OpportunityTeam", &PARTNER_OPPORTUNITY_TEAM_MEMBERS_LIST),
        Member::optional("Tags", &TAG_LIST),
    ],
);
pub static CREATE_OPPORTUNITY_REQUEST_PARTNER_OPPORTUNITY_IDENTIFIER_STRING: Shape = Shape::text(
    "CreateOpportunityRequestPartnerOpportunityIdentifierString",
    Some(0i64),
    Some(64i64),
    None,
);
pub static CREATE_OPPORTUNITY_RESPONSE: Shape = Shape::structure(
    "CreateOpportunityResponse",
    &[
        Member::required("Id", &OPPORTUNITY_IDENTIFIER),
        Member::optional("PartnerOpportunityIdentifier", &STRING),
        Member::optional("LastModifiedDate", &DATE_TIME),
    ],
);
pub static CREATE_RESOURCE_SNAPSHOT_JOB_REQUEST: Shape = Shape::structure(
    "CreateResourceSnapshotJobRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("ClientToken", &CLIENT_TOKEN),
        Member::required("EngagementIdentifier", &ENGAGEMENT_IDENTIFIER),
        Member::required("ResourceType", &RESOURCE_TYPE),
        Member::required("ResourceIdentifier", &RESOURCE_IDENTIFIER),
        Member::required("ResourceSnapshotTemplateIdentifier", &RESOURCE_TEMPLATE_NAME),
        Member::optional("Tags", &TAG_LIST),
    ],
);
pub static CREATE_RESOURCE_SNAPSHOT_JOB_RESPONSE: Shape = Shape::structure(
    "CreateResourceSnapshotJobResponse",
    &[
        Member::optional("Id", &RESOURCE_SNAPSHOT_JOB_IDENTIFIER),
        Member::optional("Arn", &RESOURCE_SNAPSHOT_JOB_ARN),
    ],
);
pub static CREATE_RESOURCE_SNAPSHOT_REQUEST: Shape = Shape::structure(
    "CreateResourceSnapshotRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("EngagementIdentifier", &ENGAGEMENT_IDENTIFIER),
        Member::required("ResourceType", &RESOURCE_TYPE),
        Member::required("ResourceIdentifier", &RESOURCE_IDENTIFIER),
        Member::required("ResourceSnapshotTemplateIdentifier", &RESOURCE_TEMPLATE_NAME),
        Member::required("ClientToken", &CLIENT_TOKEN),
    ],
);
pub static CREATE_RESOURCE_SNAPSHOT_RESPONSE: Shape = Shape::structure(
    "CreateResourceSnapshotResponse",
    &[
        Member::optional("Arn", &RESOURCE_ARN),
        Member::optional("Revision", &RESOURCE_SNAPSHOT_REVISION),
    ],
);
pub static CREATED_DATE_FILTER: Shape = Shape::structure(
    "CreatedDateFilter",
    &[
        Member::optional("AfterCreatedDate", &DATE_TIME),
        Member::optional("BeforeCreatedDate", &DATE_TIME),
    ],
);
pub static CURRENCY_CODE: Shape = Shape::enumeration(
        "CurrencyCode",
        &[
            "AED",
            "AFN",
            "ALL",
            "AMD",
            "ANG",
            "AOA",
            "ARS",
            "AUD",
            "AWG",
            "AZN",
            "BAM",
            "BBD",
            "BDT",
            "BGN",
            "BHD",
            "BIF",
            "BMD",
            "BND",
            "BOB",
            "BOV",
            "BRL",
            "BSD",
            "BTN",
            "BWP",
            "BYN",
            "BZD",
            "CAD",
            "CDF",
            "CHE",
            "CHF",
            "CHW",
            "CLF",
            "CLP",
            "CNY",
            "COP",
            "COU",
            "CRC",
            "CUC",
            "CUP",
            "CVE",
            "CZK",
            "DJF",
            "DKK",
            "DOP",
            "DZD",
            "EGP",
            "ERN",
            "ETB",
            "EUR",
            "FJD",
            "FKP",
            "GBP",
            "GEL",
            "GHS",
            "GIP",
            "GMD",
            "GNF",
            "GTQ",
            "GYD",
            "HKD",
            "HNL",
            "HRK",
            "HTG",
            "HUF",
            "IDR",
            "ILS",
            "INR",
            "IQD",
            "IRR",
            "ISK",
            "JMD",
            "JOD",
            "JPY",
            "KES",
            "KGS",
            "KHR",
            "KMF",
            "KPW",
            "KRW",
            "KWD",
            "KYD",
            "KZT",
            "LAK",
            "LBP",
            "LKR",
            "LRD",
            "LSL",
            "LYD",
            "MAD",
            "MDL",
            "MGA",
            "MKD",
            "MMK",
            "MNT",
            "MOP",
            "MRU",
            "MUR",
            "MVR",
            "MWK",
            "MXN",
            "MXV",
            "MYR",
            "MZN",
            "NAD",
            "NGN",
            "NIO",
            "NOK",
            "NPR",
            "NZD",
            "OMR",
            "PAB",
            "PEN",
            "PGK",
            "PHP",
            "PKR",
            "PLN",
            "PYG",
            "QAR",
            "RON",
            "RSD",
            "RUB",
            "RWF",
            "SAR",
            "SBD",
            "SCR",
            "SDG",
            "SEK",
            "SGD",
            "SHP",
            "SLL",
            "SOS",
            "SRD",
            "SSP",
            "STN",
            "SVC",
            "SYP",
            "SZL",
            "THB",
            "TJS",
            "TMT",
            "TND",
            "TOP",
            "TRY",
            "TTD",
            "TWD",
            "TZS",
            "UAH",
            "UGX",
            "USD",
            "USN",
            "UYI",
            "UYU",
            "UZS",
            "VEF",
            "VND",
            "VUV",
            "WST",
            "XAF",
            "XCD",
            "XDR",
            "XOF",
            "XPF",
            "XSU",
            "XUA",
            "YER",
            "ZAR",
            "ZMW",
            "ZWL",
        ],
    )
    .sensitive();
pub static CUSTOMER: Shape = Shape::structure(
    "Customer",
    &[
        Member::optional("Account", &ACCOUNT),
        Member::optional("Contacts", &CUSTOMER_CONTACTS_LIST),
    ],
);
pub static CUSTOMER_ACCOUNT_ARN: Shape = Shape::text(
    "CustomerAccountArn",
    None,
    None,
    Some(
        Pattern::new(
            "arn:[a-z\\-]*:partnercentral:[a-z0-9\\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account/cust-acc-[0-9a-z]{13}",
            "arn:[a-z\\-]*:partnercentral:[a-z0-9\\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account/cust-acc-[0-9a-z]{13}",
        ),
    ),
);
pub static CUSTOMER_ACCOUNT_ARN_OR_IDENTIFIER: Shape = Shape::text(
    "CustomerAccountArnOrIdentifier",
    None,
    None,
    Some(
        Pattern::new(
            "(arn:.*|cust-acc-[0-9a-z]{13})",
            "(arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*|cust-acc-[0-9a-z]{13})",
        ),
    ),
);
pub static CUSTOMER_ACCOUNT_BULK_JOB_FILTER: Shape = Shape::structure(
    "CustomerAccountBulkJobFilter",
    &[
        Member::optional("Identifier", &BULK_JOB_ARN_OR_IDENTIFIER),
        Member::optional("Status", &BULK_JOB_STATUS),
    ],
);
pub static CUSTOMER_ACCOUNT_BULK_JOB_SUMMARY: Shape = Shape::structure(
    "CustomerAccountBulkJobSummary",
    &[
        Member::required("Arn", &BULK_JOB_ARN),
        Member::required("Id", &JOB_ID),
        Member::required("Status", &BULK_JOB_STATUS),
        Member::optional("FileName", &FILE_NAME),
        Member::required("TotalRecords", &INTEGER),
        Member::required("ProcessedRecords", &INTEGER),
        Member::required("SuccessCount", &INTEGER),
        Member::required("FailureCount", &INTEGER),
        Member::required("DeletedCount", &INTEGER),
        Member::optional("FailureReason", &STRING),
        Member::required("CreatedAt", &DATE_TIME),
        Member::optional("CompletedAt", &DATE_TIME),
    ],
);
pub static CUSTOMER_ACCOUNT_BULK_JOB_SUMMARY_LIST: Shape = Shape::list(
    "CustomerAccountBulkJobSummaryList",
    &CUSTOMER_ACCOUNT_BULK_JOB_SUMMARY,
    Some(0i64),
    Some(100i64),
);
pub static CUSTOMER_ACCOUNT_CONTEXT: Shape = Shape::structure(
    "CustomerAccountContext",
    &[
        Member::optional("AccountIdentifier", &CUSTOMER_ACCOUNT_ARN_OR_IDENTIFIER),
        Member::optional("Customer", &ACCOUNT_CUSTOMER),
    ],
);
pub static CUSTOMER_ACCOUNT_DATA: Shape = Shape::structure(
    "CustomerAccountData",
    &[
        Member::required("CompanyName", &CUSTOMER_ACCOUNT_DATA_COMPANY_NAME_STRING),
        Member::optional("WebsiteUrl", &CUSTOMER_ACCOUNT_DATA_WEBSITE_URL_STRING),
        Member::optional("Duns", &CUSTOMER_ACCOUNT_DATA_DUNS_STRING),
        Member::optional("Address", &ADDRESS),
        Member::optional("Industry", &STRING),
        Member::optional("OtherIndustry", &CUSTOMER_ACCOUNT_DATA_OTHER_INDUSTRY_STRING),
        Member::optional("Domain", &DOMAIN),
        Member::optional(
            "ParentCompanyName",
            &CUSTOMER_ACCOUNT_DATA_PARENT_COMPANY_NAME_STRING,
        ),
    ],
);
pub static CUSTOMER_ACCOUNT_DATA_COMPANY_NAME_STRING: Shape = Shape::text(
        "CustomerAccountDataCompanyNameString",
        Some(0i64),
        Some(120i64),
        None,
    )
    .sensitive();
pub static CUSTOMER_ACCOUNT_DATA_DUNS_STRING: Shape = Shape::text(
        "CustomerAccountDataDunsString",
        None,
        None,
        Some(Pattern::new("[0-9]{9}", "[0-9]{9}")),
    )
    .sensitive();
pub static CUSTOMER_ACCOUNT_DATA_OTHER_INDUSTRY_STRING: Shape = Shape::text(
    "CustomerAccountDataOtherIndustryString",
    Some(0i64),
    Some(255i64),
    None,
);
pub static CUSTOMER_ACCOUNT_DATA_PARENT_COMPANY_NAME_STRING: Shape = Shape::text(
        "CustomerAccountDataParentCompanyNameString",
        Some(0i64),
        Some(120i64),
        None,
    )
    .sensitive();
pub static CUSTOMER_ACCOUNT_DATA_WEBSITE_URL_STRING: Shape = Shape::text(
        "CustomerAccountDataWebsiteUrlString",
        Some(4i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static CUSTOMER_ACCOUNT_DETAILS_SUMMARY: Shape = Shape::structure(
    "CustomerAccountDetailsSummary",
    &[
        Member::required(
            "CompanyName",
            &CUSTOMER_ACCOUNT_DETAILS_SUMMARY_COMPANY_NAME_STRING,
        ),
    ],
);
pub static CUSTOMER_ACCOUNT_DETAILS_SUMMARY_COMPANY_NAME_STRING: Shape = Shape::text(
        "CustomerAccountDetailsSummaryCompanyNameString",
        Some(0i64),
        Some(120i64),
        None,
    )
    .sensitive();
pub static CUSTOMER_ACCOUNT_FAILURE_REASON: Shape = Shape::enumeration(
    "CustomerAccountFailureReason",
    &["DUPLICATE_CUSTOMER_MATCH", "PROCESSING_ERROR"],
);
pub static CUSTOMER_ACCOUNT_ID: Shape = Shape::text(
    "CustomerAccountId",
    None,
    None,
    Some(Pattern::new("cust-acc-[0-9a-z]{13}", "cust-acc-[0-9a-z]{13}")),
);
pub static CUSTOMER_ACCOUNT_SORT: Shape = Shape::structure(
    "CustomerAccountSort",
    &[
        Member::required("SortBy", &SORTABLE_FIELD),
        Member::required("SortOrder", &SORT_ORDER),
    ],
);
pub static CUSTOMER_ACCOUNT_SUMMARY: Shape = Shape::structure(
    "CustomerAccountSummary",
    &[
        Member::required("Arn", &CUSTOMER_ACCOUNT_ARN),
        Member::required("Id", &CUSTOMER_ACCOUNT_ID),
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("EnrichmentStatus", &ENRICHMENT_STATUS),
        Member::optional("PartnerAccountIdentifier", &PARTNER_ACCOUNT_IDENTIFIER),
        Member::required("CreatedDate", &DATE_TIME),
        Member::required("LastModifiedDate", &DATE_TIME),
        Member::required("CustomerAccount", &CUSTOMER_ACCOUNT_DETAILS_SUMMARY),
        Member::optional("AwsEnrichment", &AWS_ENRICHMENT_SUMMARY),
    ],
);
pub static CUSTOMER_ACCOUNT_SUMMARY_LIST: Shape = Shape::list(
    "CustomerAccountSummaryList",
    &CUSTOMER_ACCOUNT_SUMMARY,
    None,
    None,
);
pub static CUSTOMER_ACCOUNT_TAG_LIST: Shape = Shape::list(
    "CustomerAccountTagList",
    &TAG,
    Some(1i64),
    Some(50i64),
);
pub static CUSTOMER_ACTION: Shape = Shape::text(
    "CustomerAction",
    Some(0i64),
    Some(255i64),
    None,
);
pub static CUSTOMER_CONTACTS_LIST: Shape = Shape::list(
    "CustomerContactsList",
    &CONTACT,
    None,
    None,
);
pub static CUSTOMER_PROJECTS_CONTEXT: Shape = Shape::structure(
    "CustomerProjectsContext",
    &[
        Member::optional("Customer", &ENGAGEMENT_CUSTOMER),
        Member::optional("Project", &ENGAGEMENT_CUSTOMER_PROJECT_DETAILS),
    ],
);
pub static CUSTOMER_SUMMARY: Shape = Shape::structure(
    "CustomerSummary",
    &[Member::optional("Account", &ACCOUNT_SUMMARY)],
);
pub static DATE: Shape = Shape::text(
    "Date",
    None,
    None,
    Some(
        Pattern::new(
            "[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])",
            "[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])",
        ),
    ),
);
pub static DATE_TIME: Shape = Shape::timestamp("DateTime");
pub static DAY_OF_WEEK: Shape = Shape::enumeration(
    "DayOfWeek",
    &["FRIDAY", "MONDAY", "SATURDAY", "SUNDAY", "THURSDAY", "TUESDAY", "WEDNESDAY"],
);
pub static DELETE_CUSTOMER_ACCOUNT_REQUEST: Shape = Shape::structure(
    "DeleteCustomerAccountRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &CUSTOMER_ACCOUNT_ARN_OR_IDENTIFIER),
    ],
);
pub static DELETE_CUSTOMER_ACCOUNT_RESPONSE: Shape = Shape::structure(
    "DeleteCustomerAccountResponse",
    &[],
);
pub static DELETE_RESOURCE_SNAPSHOT_JOB_REQUEST: Shape = Shape::structure(
    "DeleteResourceSnapshotJobRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required(
            "ResourceSnapshotJobIdentifier",
            &RESOURCE_SNAPSHOT_JOB_IDENTIFIER,
        ),
    ],
);
pub static DELIVERY_MODEL: Shape = Shape::enumeration(
    "DeliveryModel",
    &[
        "BYOL or AMI",
        "Managed Services",
        "Other",
        "Professional Services",
        "Resell",
        "SaaS or PaaS",
    ],
);
pub static DELIVERY_MODELS: Shape = Shape::list(
    "DeliveryModels",
    &DELIVERY_MODEL,
    None,
    None,
);
pub static DISASSOCIATE_OPPORTUNITY_REQUEST: Shape = Shape::structure(
    "DisassociateOpportunityRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("OpportunityIdentifier", &OPPORTUNITY_IDENTIFIER),
        Member::required("RelatedEntityType", &RELATED_ENTITY_TYPE),
        Member::required(
            "RelatedEntityIdentifier",
            &DISASSOCIATE_OPPORTUNITY_REQUEST_RELATED_ENTITY_IDENTIFIER_STRING,
        ),
    ],
);
pub static DISASSOCIATE_OPPORTUNITY_REQUEST_RELATED_ENTITY_IDENTIFIER_STRING: Shape = Shape::text(
    "DisassociateOpportunityRequestRelatedEntityIdentifierString",
    Some(1i64),
    Some(255i64),
    None,
);
pub static DOMAIN: Shape = Shape::text("Domain", Some(1i64), Some(253i64), None)
    .sensitive();
pub static DOUBLE: Shape = Shape::double("Double");
pub static DUNS_NUMBER: Shape = Shape::text(
        "DunsNumber",
        None,
        None,
        Some(Pattern::new("[0-9]{9}", "[0-9]{9}")),
    )
    .sensitive();
pub static ELIGIBLE_PROGRAM_LIST: Shape = Shape::list(
    "EligibleProgramList",
    &STRING,
    Some(0i64),
    Some(50i64),
);
pub static ELIGIBLE_PROGRAMS_LIST: Shape = Shape::list(
    "EligibleProgramsList",
    &STRING,
    None,
    None,
);
pub static EMAIL: Shape = Shape::text(
        "Email",
        Some(0i64),
        Some(80i64),
        Some(
            Pattern::new(
                "(?=.{0,80}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?",
                "[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?",
            ),
        ),
    )
    .sensitive();
pub static ENGAGEMENT_ARN: Shape = Shape::text(
    "EngagementArn",
    None,
    None,
    Some(Pattern::new("arn:.*", "arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*")),
);
pub static ENGAGEMENT_ARN_OR_IDENTIFIER: Shape = Shape::text(
    "EngagementArnOrIdentifier",
    None,
    None,
    Some(
        Pattern::new(
            "(arn:.*|eng-[0-9a-z]{14})",
            "(arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*|eng-[0-9a-z]{14})",
        ),
    ),
);
pub static ENGAGEMENT_CONTEXT_DETAILS: Shape = Shape::structure(
    "EngagementContextDetails",
    &[
        Member::optional("Id", &ENGAGEMENT_CONTEXT_IDENTIFIER),
        Member::required("Type", &ENGAGEMENT_CONTEXT_TYPE),
        Member::optional("Payload", &ENGAGEMENT_CONTEXT_PAYLOAD),
    ],
);
pub static ENGAGEMENT_CONTEXT_IDENTIFIER: Shape = Shape::text(
    "EngagementContextIdentifier",
    Some(1i64),
    Some(3i64),
    None,
);
pub static ENGAGEMENT_CONTEXT_PAYLOAD: Shape = Shape::union(
    "EngagementContextPayload",
    &[
        Member::optional("CustomerProject", &CUSTOMER_PROJECTS_CONTEXT),
        Member::optional("Lead", &LEAD_CONTEXT),
        Member::optional("ProspectingResult", &PROSPECTING_RESULT),
        Member::optional("CustomerAccount", &CUSTOMER_ACCOUNT_CONTEXT),
    ],
);
pub static ENGAGEMENT_CONTEXT_TYPE: Shape = Shape::enumeration(
    "EngagementContextType",
    &["CustomerAccount", "CustomerProject", "Lead", "ProspectingResult"],
);
pub static ENGAGEMENT_CONTEXT_TYPE_LIST: Shape = Shape::list(
    "EngagementContextTypeList",
    &ENGAGEMENT_CONTEXT_TYPE,
    Some(0i64),
    Some(5i64),
);
pub static ENGAGEMENT_CONTEXTS: Shape = Shape::list(
    "EngagementContexts",
    &ENGAGEMENT_CONTEXT_DETAILS,
    Some(0i64),
    Some(5i64),
);
pub static ENGAGEMENT_CUSTOMER: Shape = Shape::structure(
    "EngagementCustomer",
    &[
        Member::required("Industry", &INDUSTRY),
        Member::required("CompanyName", &COMPANY_NAME),
        Member::required("WebsiteUrl", &COMPANY_WEBSITE_URL),
        Member::required("CountryCode", &COUNTRY_CODE),
    ],
);
pub static ENGAGEMENT_CUSTOMER_BUSINESS_PROBLEM: Shape = Shape::text(
        "EngagementCustomerBusinessProblem",
        Some(20i64),
        Some(2000i64),
        None,
    )
    .sensitive();
pub static ENGAGEMENT_CUSTOMER_PROJECT_DETAILS: Shape = Shape::structure(
    "EngagementCustomerProjectDetails",
    &[
        Member::required("Title", &ENGAGEMENT_CUSTOMER_PROJECT_TITLE),
        Member::required("BusinessProblem", &ENGAGEMENT_CUSTOMER_BUSINESS_PROBLEM),
        Member::required(
            "TargetCompletionDate",
            &ENGAGEMENT_CUSTOMER_PROJECT_DETAILS_TARGET_COMPLETION_DATE_STRING,
        ),
    ],
);
pub static ENGAGEMENT_CUSTOMER_PROJECT_DETAILS_TARGET_COMPLETION_DATE_STRING: Shape = Shape::text(
    "EngagementCustomerProjectDetailsTargetCompletionDateString",
    None,
    None,
    Some(
        Pattern::new(
            "[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])",
            "[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])",
        ),
    ),
);
pub static ENGAGEMENT_CUSTOMER_PROJECT_TITLE: Shape = Shape::text(
    "EngagementCustomerProjectTitle",
    Some(1i64),
    Some(255i64),
    None,
);
pub static ENGAGEMENT_DESCRIPTION: Shape = Shape::text(
    "EngagementDescription",
    Some(0i64),
    Some(255i64),
    None,
);
pub static ENGAGEMENT_GROUP_ARN: Shape = Shape::text(
    "EngagementGroupArn",
    Some(1i64),
    Some(255i64),
    None,
);
pub static ENGAGEMENT_GROUP_ARN_OR_IDENTIFIER: Shape = Shape::text(
    "EngagementGroupArnOrIdentifier",
    Some(1i64),
    Some(255i64),
    Some(
        Pattern::new(
            "(arn:.*|eng-grp-[0-9a-z]{14})",
            "(arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*|eng-grp-[0-9a-z]{14})",
        ),
    ),
);
pub static ENGAGEMENT_GROUP_DESCRIPTION: Shape = Shape::text(
    "EngagementGroupDescription",
    Some(1i64),
    Some(2048i64),
    None,
);
pub static ENGAGEMENT_GROUP_IDENTIFIERS: Shape = Shape::list(
    "EngagementGroupIdentifiers",
    &ENGAGEMENT_GROUP_ARN_OR_IDENTIFIER,
    Some(1i64),
    Some(10i64),
);
pub static ENGAGEMENT_GROUP_NAME: Shape = Shape::text(
    "EngagementGroupName",
    Some(1i64),
    Some(255i64),
    None,
);
pub static ENGAGEMENT_GROUP_SORT: Shape = Shape::structure(
    "EngagementGroupSort",
    &[
        Member::required("SortBy", &ENGAGEMENT_GROUP_SORT_NAME),
        Member::required("SortOrder", &SORT_ORDER),
    ],
);
pub static ENGAGEMENT_GROUP_SORT_NAME: Shape = Shape::enumeration(
    "EngagementGroupSortName",
    &["Count", "UpdatedAt"],
);
pub static ENGAGEMENT_GROUP_SUMMARIES: Shape = Shape::list(
    "EngagementGroupSummaries",
    &ENGAGEMENT_GROUP_SUMMARY,
    None,
    None,
);
pub static ENGAGEMENT_GROUP_SUMMARY: Shape = Shape::structure(
    "EngagementGroupSummary",
    &[
        Member::required("Id", &GROUP_ID),
        Member::optional("Arn", &ENGAGEMENT_GROUP_ARN),
        Member::optional("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("Name", &ENGAGEMENT_GROUP_NAME),
        Member::optional("Description", &ENGAGEMENT_GROUP_DESCRIPTION),
        Member::optional("Count", &INTEGER),
        Member::optional("ReadinessLevel", &READINESS_LEVEL),
        Member::optional("UpdatedAt", &DATE_TIME),
    ],
);
pub static ENGAGEMENT_IDENTIFIER: Shape = Shape::text(
    "EngagementIdentifier",
    None,
    None,
    Some(Pattern::new("eng-[0-9a-z]{14}", "eng-[0-9a-z]{14}")),
);
pub static ENGAGEMENT_IDENTIFIER_LIST: Shape = Shape::list(
    "EngagementIdentifierList",
    &ENGAGEMENT_IDENTIFIER,
    Some(0i64),
    Some(100i64),
);
pub static ENGAGEMENT_IDENTIFIERS: Shape = Shape::list(
    "EngagementIdentifiers",
    &ENGAGEMENT_ARN_OR_IDENTIFIER,
    Some(1i64),
    Some(10i64),
);
pub static ENGAGEMENT_INVITATION_ARN: Shape = Shape::text(
    "EngagementInvitationArn",
    None,
    None,
    Some(
        Pattern::new(
            "arn:aws:partnercentral::[0-9]{12}:[a-zA-Z]+/engagement-invitation/engi-[0-9,a-z]{13}",
            "arn:aws:partnercentral::[0-9]{12}:[a-zA-Z]+/engagement-invitation/engi-[0-9,a-z]{13}",
        ),
    ),
);
pub static ENGAGEMENT_INVITATION_ARN_OR_IDENTIFIER: Shape = Shape::text(
    "EngagementInvitationArnOrIdentifier",
    Some(1i64),
    Some(255i64),
    Some(
        Pattern::new(
            "(?=.{1,255}$)(arn:.*|engi-[0-9a-z]{13})",
            "(arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*|engi-[0-9a-z]{13})",
        ),
    ),
);
pub static ENGAGEMENT_INVITATION_IDENTIFIER: Shape = Shape::text(
    "EngagementInvitationIdentifier",
    None,
    None,
    Some(Pattern::new("engi-[0-9,a-z]{13}", "engi-[0-9,a-z]{13}")),
);
pub static ENGAGEMENT_INVITATION_IDENTIFIERS: Shape = Shape::list(
    "EngagementInvitationIdentifiers",
    &ENGAGEMENT_INVITATION_ARN_OR_IDENTIFIER,
    Some(1i64),
    Some(10i64),
);
pub static ENGAGEMENT_INVITATION_PAYLOAD_TYPE: Shape = Shape::enumeration(
    "EngagementInvitationPayloadType",
    &["AccountPlanningInvitation", "LeadInvitation", "OpportunityInvitation"],
);
pub static ENGAGEMENT_INVITATION_SUMMARIES: Shape = Shape::list(
    "EngagementInvitationSummaries",
    &ENGAGEMENT_INVITATION_SUMMARY,
    None,
    None,
);
pub static ENGAGEMENT_INVITATION_SUMMARY: Shape = Shape::structure(
    "EngagementInvitationSummary",
    &[
        Member::optional("Arn", &STRING),
        Member::optional("PayloadType", &ENGAGEMENT_INVITATION_PAYLOAD_TYPE),
        Member::required("Id", &ENGAGEMENT_INVITATION_ARN_OR_IDENTIFIER),
        Member::optional("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::optional("EngagementTitle", &ENGAGEMENT_TITLE),
        Member::optional("Status", &INVITATION_STATUS),
        Member::optional("InvitationDate", &DATE_TIME),
        Member::optional("ExpirationDate", &DATE_TIME),
        Member::optional("SenderAwsAccountId", &AWS_ACCOUNT),
        Member::optional(
            "SenderCompanyName",
            &ENGAGEMENT_INVITATION_SUMMARY_SENDER_COMPANY_NAME_STRING,
        ),
        Member::optional("Receiver", &RECEIVER),
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("ParticipantType", &PARTICIPANT_TYPE),
    ],
);
pub static ENGAGEMENT_INVITATION_SUMMARY_SENDER_COMPANY_NAME_STRING: Shape = Shape::text(
    "EngagementInvitationSummarySenderCompanyNameString",
    Some(0i64),
    Some(120i64),
    None,
);
pub static ENGAGEMENT_INVITATIONS_PAYLOAD_TYPE: Shape = Shape::list(
    "EngagementInvitationsPayloadType",
    &ENGAGEMENT_INVITATION_PAYLOAD_TYPE,
    None,
    None,
);
pub static ENGAGEMENT_MEMBER: Shape = Shape::structure(
    "EngagementMember",
    &[
        Member::optional("CompanyName", &MEMBER_COMPANY_NAME),
        Member::optional("WebsiteUrl", &STRING),
        Member::optional("AccountId", &AWS_ACCOUNT),
    ],
);
pub static ENGAGEMENT_MEMBER_SUMMARIES: Shape = Shape::list(
    "EngagementMemberSummaries",
    &ENGAGEMENT_MEMBER_SUMMARY,
    None,
    None,
);
pub static ENGAGEMENT_MEMBER_SUMMARY: Shape = Shape::structure(
    "EngagementMemberSummary",
    &[
        Member::optional("CompanyName", &MEMBER_COMPANY_NAME),
        Member::optional("WebsiteUrl", &STRING),
    ],
);
pub static ENGAGEMENT_MEMBERS: Shape = Shape::list(
    "EngagementMembers",
    &ENGAGEMENT_MEMBER,
    Some(0i64),
    Some(10i64),
);
pub static ENGAGEMENT_PAGE_SIZE: Shape = Shape::integer(
    "EngagementPageSize",
    Some(1i64),
    Some(100i64),
);
pub static ENGAGEMENT_PROSPECTING_RESULT: Shape = Shape::structure(
    "EngagementProspectingResult",
    &[
        Member::required("EngagementIdentifier", &ENGAGEMENT_IDENTIFIER),
        Member::optional(
            "EngagementContextId",
            &ENGAGEMENT_PROSPECTING_RESULT_ENGAGEMENT_CONTEXT_ID_STRING,
        ),
        Member::required("Status", &PROSPECTING_TASK_STATUS),
        Member::optional("ReasonCode", &STRING),
        Member::optional("Message", &STRING),
    ],
);
pub static ENGAGEMENT_PROSPECTING_RESULT_ENGAGEMENT_CONTEXT_ID_STRING: Shape = Shape::text(
    "EngagementProspectingResultEngagementContextIdString",
    None,
    None,
    Some(Pattern::new("ctx-[0-9a-z]{14}", "ctx-[0-9a-z]{14}")),
);
pub static ENGAGEMENT_PROSPECTING_RESULT_LIST: Shape = Shape::list(
    "EngagementProspectingResultList",
    &ENGAGEMENT_PROSPECTING_RESULT,
    None,
    None,
);
pub static ENGAGEMENT_RESOURCE_ASSOCIATION_SUMMARY: Shape = Shape::structure(
    "EngagementResourceAssociationSummary",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::optional("ResourceType", &RESOURCE_TYPE),
        Member::optional("ResourceId", &RESOURCE_IDENTIFIER),
        Member::optional("CreatedBy", &AWS_ACCOUNT),
    ],
);
pub static ENGAGEMENT_RESOURCE_ASSOCIATION_SUMMARY_LIST: Shape = Shape::list(
    "EngagementResourceAssociationSummaryList",
    &ENGAGEMENT_RESOURCE_ASSOCIATION_SUMMARY,
    None,
    None,
);
pub static ENGAGEMENT_SCORE: Shape = Shape::enumeration(
    "EngagementScore",
    &["High", "Low", "Medium"],
);
pub static ENGAGEMENT_SCORE_LEVEL: Shape = Shape::text(
    "EngagementScoreLevel",
    Some(0i64),
    Some(255i64),
    None,
);
pub static ENGAGEMENT_SEARCH_FILTER: Shape = Shape::structure(
    "EngagementSearchFilter",
    &[
        Member::optional("AndAllFilters", &ENGAGEMENT_SEARCH_FILTER_LIST),
        Member::optional("OrAllFilters", &ENGAGEMENT_SEARCH_FILTER_LIST),
        Member::optional("NotFilter", &ENGAGEMENT_SEARCH_FILTER),
        Member::optional("EqualsTo", &ENGAGEMENT_SEARCH_PREDICATE),
        Member::optional("ContainsAny", &ENGAGEMENT_SEARCH_PREDICATE),
        Member::optional("ContainsAll", &ENGAGEMENT_SEARCH_PREDICATE),
        Member::optional("GreaterThan", &ENGAGEMENT_SEARCH_PREDICATE),
        Member::optional("GreaterThanOrEquals", &ENGAGEMENT_SEARCH_PREDICATE),
        Member::optional("LessThan", &ENGAGEMENT_SEARCH_PREDICATE),
        Member::optional("LessThanOrEquals", &ENGAGEMENT_SEARCH_PREDICATE),
    ],
);
pub static ENGAGEMENT_SEARCH_FILTER_LIST: Shape = Shape::list(
    "EngagementSearchFilterList",
    &ENGAGEMENT_SEARCH_FILTER,
    Some(1i64),
    Some(10i64),
);
pub static ENGAGEMENT_SEARCH_FILTER_NAME: Shape = Shape::enumeration(
    "EngagementSearchFilterName",
    &[
        "ContextType",
        "CreatedAt",
        "EngagementId",
        "LastModifiedAt",
        "LeadCustomerAwsMaturity",
        "LeadCustomerCompanyName",
        "LeadCustomerCountryCode",
        "LeadCustomerIndustry",
        "LeadCustomerMarketSegment",
        "LeadInteractionsContactBusinessTitle",
        "LeadInteractionsContactFirstName",
        "LeadInteractionsContactLastName",
        "LeadInteractionsSourceName",
        "LeadInteractionsSourceType",
        "LeadInteractionsUsecase",
        "LeadQualificationStatus",
        "LeadReadinessScore",
        "MemberCount",
        "PartnerId",
        "ProspectingCustomerCompanySize",
        "ProspectingCustomerCountry",
        "ProspectingCustomerGeo",
        "ProspectingCustomerIndustry",
        "ProspectingCustomerRegion",
        "ProspectingCustomerSegment",
        "ProspectingInsightsMarketplaceEngagementScore",
        "ProspectingInsightsSolutionCategory",
        "ProspectingInsightsSolutionSubCategory",
        "Title",
    ],
);
pub static ENGAGEMENT_SEARCH_FILTER_VALUE: Shape = Shape::union(
    "EngagementSearchFilterValue",
    &[
        Member::optional("StringValue", &ENGAGEMENT_SEARCH_STRING_VALUE),
        Member::optional("StringListValue", &ENGAGEMENT_SEARCH_FILTER_VALUES),
        Member::optional("LongValue", &LONG),
        Member::optional("DateValue", &DATE_TIME),
    ],
);
pub static ENGAGEMENT_SEARCH_FILTER_VALUES: Shape = Shape::list(
    "EngagementSearchFilterValues",
    &ENGAGEMENT_SEARCH_STRING_VALUE,
    Some(1i64),
    Some(20i64),
);
pub static ENGAGEMENT_SEARCH_KEYWORD: Shape = Shape::text(
        "EngagementSearchKeyword",
        Some(1i64),
        Some(500i64),
        None,
    )
    .sensitive();
pub static ENGAGEMENT_SEARCH_PREDICATE: Shape = Shape::structure(
    "EngagementSearchPredicate",
    &[
        Member::required("Key", &ENGAGEMENT_SEARCH_FILTER_NAME),
        Member::required("Value", &ENGAGEMENT_SEARCH_FILTER_VALUE),
    ],
);
pub static ENGAGEMENT_SEARCH_SORT: Shape = Shape::structure(
    "EngagementSearchSort",
    &[
        Member::required("SortBy", &ENGAGEMENT_SEARCH_SORT_NAME),
        Member::required("SortOrder", &SORT_ORDER),
    ],
);
pub static ENGAGEMENT_SEARCH_SORT_NAME: Shape = Shape::enumeration(
    "EngagementSearchSortName",
    &[
        "CreatedAt",
        "EngagementId",
        "LastModifiedAt",
        "LeadCustomerAwsMaturity",
        "LeadCustomerCompanyName",
        "LeadCustomerCountryCode",
        "LeadCustomerIndustry",
        "LeadCustomerMarketSegment",
        "LeadInteractionsContactBusinessTitle",
        "LeadInteractionsContactFirstName",
        "LeadInteractionsContactLastName",
        "LeadInteractionsUsecase",
        "LeadQualificationStatus",
        "LeadReadinessScore",
        "MemberCount",
        "PartnerId",
        "ProspectingCustomerCompanySize",
        "ProspectingCustomerCountry",
        "ProspectingCustomerGeo",
        "ProspectingCustomerIndustry",
        "ProspectingCustomerRegion",
        "ProspectingCustomerSegment",
        "ProspectingInsightsMarketplaceEngagementScore",
        "ProspectingInsightsSolutionCategory",
        "ProspectingInsightsSolutionSubCategory",
        "Title",
    ],
);
pub static ENGAGEMENT_SEARCH_STRING_VALUE: Shape = Shape::text(
        "EngagementSearchStringValue",
        Some(1i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static ENGAGEMENT_SEARCH_SUMMARY: Shape = Shape::structure(
    "EngagementSearchSummary",
    &[
        Member::optional("Id", &ENGAGEMENT_IDENTIFIER),
        Member::optional("Arn", &ENGAGEMENT_ARN),
        Member::optional("Title", &ENGAGEMENT_TITLE),
        Member::optional("Description", &ENGAGEMENT_DESCRIPTION),
        Member::optional("CreatedAt", &DATE_TIME),
        Member::optional("CreatedBy", &AWS_ACCOUNT),
        Member::optional("MemberCount", &INTEGER),
        Member::optional("ModifiedAt", &DATE_TIME),
        Member::optional("ModifiedBy", &AWS_ACCOUNT),
        Member::optional("Contexts", &ENGAGEMENT_CONTEXTS),
    ],
);
pub static ENGAGEMENT_SEARCH_SUMMARY_LIST: Shape = Shape::list(
    "EngagementSearchSummaryList",
    &ENGAGEMENT_SEARCH_SUMMARY,
    None,
    None,
);
pub static ENGAGEMENT_SORT: Shape = Shape::structure(
    "EngagementSort",
    &[
        Member::required("SortOrder", &SORT_ORDER),
        Member::required("SortBy", &ENGAGEMENT_SORT_NAME),
    ],
);
pub static ENGAGEMENT_SORT_NAME: Shape = Shape::enumeration(
    "EngagementSortName",
    &["CreatedDate"],
);
pub static ENGAGEMENT_SUMMARY: Shape = Shape::structure(
    "EngagementSummary",
    &[
        Member::optional("Arn", &ENGAGEMENT_ARN),
        Member::optional("Id", &ENGAGEMENT_IDENTIFIER),
        Member::optional("Title", &ENGAGEMENT_TITLE),
        Member::optional("CreatedAt", &DATE_TIME),
        Member::optional("CreatedBy", &AWS_ACCOUNT),
        Member::optional("MemberCount", &INTEGER),
        Member::optional("ModifiedAt", &DATE_TIME),
        Member::optional("ModifiedBy", &AWS_ACCOUNT),
        Member::optional("ContextTypes", &ENGAGEMENT_CONTEXT_TYPE_LIST),
    ],
);
pub static ENGAGEMENT_SUMMARY_LIST: Shape = Shape::list(
    "EngagementSummaryList",
    &ENGAGEMENT_SUMMARY,
    None,
    None,
);
pub static ENGAGEMENT_TITLE: Shape = Shape::text(
    "EngagementTitle",
    Some(0i64),
    Some(40i64),
    None,
);
pub static ENGAGEMENT_USE_CASE: Shape = Shape::text(
    "EngagementUseCase",
    Some(0i64),
    Some(255i64),
    None,
);
pub static ENRICHMENT_CONTEXT: Shape = Shape::structure(
    "EnrichmentContext",
    &[
        Member::optional("ProspectingResultAws", &INVITATION_PROSPECTING_RESULT_AWS),
        Member::optional("LeadInsights", &LEAD_INSIGHTS),
    ],
);
pub static ENRICHMENT_STATUS: Shape = Shape::enumeration(
    "EnrichmentStatus",
    &["ACTION_REQUIRED", "ENRICHED", "NO_MATCH_FOUND", "PENDING"],
);
pub static ENRICHMENT_VALUE: Shape = Shape::text("EnrichmentValue", None, None, None);
pub static ESTIMATION_URL: Shape = Shape::text(
    "EstimationUrl",
    None,
    None,
    Some(
        Pattern::new(
            "https://(calculator\\.aws|pricing\\.calculator\\.aws\\.eu)/#/estimate\\?id=[a-f0-9]{32,64}",
            "https://(calculator\\.aws|pricing\\.calculator\\.aws\\.eu)/#/estimate\\?id=[a-f0-9]{32,64}",
        ),
    ),
);
pub static EXPECTED_CONTRACT_DURATION: Shape = Shape::structure(
    "ExpectedContractDuration",
    &[
        Member::required("Term", &EXPECTED_CONTRACT_DURATION_TERM),
        Member::required("Value", &STRING),
    ],
);
pub static EXPECTED_CONTRACT_DURATION_TERM: Shape = Shape::enumeration(
    "ExpectedContractDurationTerm",
    &["Months"],
);
pub static EXPECTED_CUSTOMER_SPEND: Shape = Shape::structure(
    "ExpectedCustomerSpend",
    &[
        Member::optional("Amount", &AMOUNT),
        Member::required("CurrencyCode", &CURRENCY_CODE),
        Member::required("Frequency", &PAYMENT_FREQUENCY),
        Member::required(
            "TargetCompany",
            &EXPECTED_CUSTOMER_SPEND_TARGET_COMPANY_STRING,
        ),
        Member::optional("EstimationUrl", &ESTIMATION_URL),
    ],
);
pub static EXPECTED_CUSTOMER_SPEND_LIST: Shape = Shape::list(
    "ExpectedCustomerSpendList",
    &EXPECTED_CUSTOMER_SPEND,
    Some(0i64),
    Some(10i64),
);
pub static EXPECTED_CUSTOMER_SPEND_TARGET_COMPANY_STRING: Shape = Shape::text(
    "ExpectedCustomerSpendTargetCompanyString",
    Some(1i64),
    Some(80i64),
    None,
);
pub static FILE_NAME: Shape = Shape::text("FileName", Some(1i64), Some(1024i64), None);
pub static FILE_URI: Shape = Shape::text(
        "FileUri",
        Some(1i64),
        Some(2000i64),
        Some(
            Pattern::new(
                "(s3://|https://).*",
                "(s3://|https://)[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*",
            ),
        ),
    )
    .sensitive();
pub static FILTER: Shape = Shape::structure(
    "Filter",
    &[
        Member::optional("AndAllFilters", &FILTER_LIST),
        Member::optional("OrAllFilters", &FILTER_LIST),
        Member::optional("NotFilter", &FILTER),
        Member::optional("EqualsTo", &FILTER_CONDITION),
        Member::optional("ContainsAny", &FILTER_CONDITION),
        Member::optional("ContainsAll", &FILTER_CONDITION),
        Member::optional("GreaterThan", &FILTER_CONDITION),
        Member::optional("GreaterThanOrEquals", &FILTER_CONDITION),
        Member::optional("LessThan", &FILTER_CONDITION),
        Member::optional("LessThanOrEquals", &FILTER_CONDITION),
    ],
);
pub static FILTER_CONDITION: Shape = Shape::structure(
    "FilterCondition",
    &[
        Member::required("Key", &FILTERABLE_FIELD),
        Member::required("Value", &FILTER_VALUE),
    ],
);
pub static FILTER_LIST: Shape = Shape::list(
    "FilterList",
    &FILTER,
    Some(1i64),
    Some(10i64),
);
pub static FILTER_VALUE: Shape = Shape::union(
    "FilterValue",
    &[
        Member::optional("StringValue", &STRING),
        Member::optional("StringListValue", &ACCOUNT_FILTER_STRING_LIST),
        Member::optional("LongValue", &LONG),
        Member::optional("DateValue", &DATE_TIME),
    ],
);
pub static FILTERABLE_FIELD: Shape = Shape::enumeration(
    "FilterableField",
    &[
        "ACCOUNT_PLANNING_QUALIFICATION",
        "AWS_INDUSTRY",
        "COMPANY_NAME",
        "COUNTRY",
        "CREATED_DATE",
        "ENRICHMENT_STATUS",
        "GEO",
        "IMPORT_ID",
        "LAST_MODIFIED_DATE",
        "MARKETPLACE_ENGAGEMENT_SCORE",
        "PROGRAM_ELIGIBILITY",
        "SEGMENT",
        "SOLUTION_CATEGORY",
        "SOLUTION_SCORE",
    ],
);
pub static GET_AWS_OPPORTUNITY_SUMMARY_REQUEST: Shape = Shape::structure(
    "GetAwsOpportunitySummaryRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("RelatedOpportunityIdentifier", &OPPORTUNITY_IDENTIFIER),
    ],
);
pub static GET_AWS_OPPORTUNITY_SUMMARY_RESPONSE: Shape = Shape::structure(
    "GetAwsOpportunitySummaryResponse",
    &[
        Member::optional("RelatedOpportunityId", &OPPORTUNITY_IDENTIFIER),
        Member::optional("Origin", &OPPORTUNITY_ORIGIN),
        Member::optional("InvolvementType", &SALES_INVOLVEMENT_TYPE),
        Member::optional("Visibility", &VISIBILITY),
        Member::optional("LifeCycle", &AWS_OPPORTUNITY_LIFE_CYCLE),
        Member::optional("OpportunityTeam", &AWS_OPPORTUNITY_TEAM_MEMBERS_LIST),
        Member::optional("Insights", &AWS_OPPORTUNITY_INSIGHTS),
        Member::optional("InvolvementTypeChangeReason", &INVOLVEMENT_TYPE_CHANGE_REASON),
        Member::optional("RelatedEntityIds", &AWS_OPPORTUNITY_RELATED_ENTITIES),
        Member::optional("Customer", &AWS_OPPORTUNITY_CUSTOMER),
        Member::optional("Project", &AWS_OPPORTUNITY_PROJECT),
        Member::optional("CosellMotion", &STRING),
        Member::optional("CosellMotionReason", &STRING),
        Member::optional("SoftwareRevenue", &AWS_SOFTWARE_REVENUE),
        Member::required("Catalog", &CATALOG_IDENTIFIER),
    ],
);
pub static GET_CUSTOMER_ACCOUNT_BULK_JOB_REPORT_URL_REQUEST: Shape = Shape::structure(
    "GetCustomerAccountBulkJobReportUrlRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &BULK_JOB_ARN_OR_IDENTIFIER),
        Member::optional("ReportType", &BULK_REPORT_TYPE),
    ],
);
pub static GET_CUSTOMER_ACCOUNT_BULK_JOB_REPORT_URL_RESPONSE: Shape = Shape::structure(
    "GetCustomerAccountBulkJobReportUrlResponse",
    &[
        Member::required("ReportStatus", &BULK_REPORT_STATUS),
        Member::required("ReportType", &BULK_REPORT_TYPE),
        Member::optional("Url", &BULK_REPORT_URL),
        Member::optional("ExpiresAt", &DATE_TIME),
        Member::optional("FailureReason", &STRING),
    ],
);
pub static GET_CUSTOMER_ACCOUNT_BULK_JOB_REQUEST: Shape = Shape::structure(
    "GetCustomerAccountBulkJobRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &BULK_JOB_ARN_OR_IDENTIFIER),
    ],
);
pub static GET_CUSTOMER_ACCOUNT_BULK_JOB_RESPONSE: Shape = Shape::structure(
    "GetCustomerAccountBulkJobResponse",
    &[
        Member::required("Arn", &BULK_JOB_ARN),
        Member::required("Id", &JOB_ID),
        Member::required("Status", &BULK_JOB_STATUS),
        Member::optional("FileName", &FILE_NAME),
        Member::required("TotalRecords", &INTEGER),
        Member::required("ProcessedRecords", &INTEGER),
        Member::required("SuccessCount", &INTEGER),
        Member::required("FailureCount", &INTEGER),
        Member::required("DeletedCount", &INTEGER),
        Member::optional("FailureReason", &STRING),
        Member::required("CreatedAt", &DATE_TIME),
        Member::optional("CompletedAt", &DATE_TIME),
    ],
);
pub static GET_CUSTOMER_ACCOUNT_REQUEST: Shape = Shape::structure(
    "GetCustomerAccountRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &CUSTOMER_ACCOUNT_ARN_OR_IDENTIFIER),
    ],
);
pub static GET_CUSTOMER_ACCOUNT_RESPONSE: Shape = Shape::structure(
    "GetCustomerAccountResponse",
    &[
        Member::required("Arn", &CUSTOMER_ACCOUNT_ARN),
        Member::required("Id", &CUSTOMER_ACCOUNT_ID),
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("EnrichmentStatus", &ENRICHMENT_STATUS),
        Member::optional("PartnerAccountIdentifier", &PARTNER_ACCOUNT_IDENTIFIER),
        Member::required("CreatedDate", &DATE_TIME),
        Member::required("LastModifiedDate", &DATE_TIME),
        Member::optional("Issues", &ISSUE_LIST),
        Member::optional("AwsEnrichment", &AWS_ENRICHMENT),
        Member::optional("ReasonCode", &CUSTOMER_ACCOUNT_FAILURE_REASON),
        Member::optional("Message", &STRING),
        Member::optional("ExistingCustomerAccountArn", &CUSTOMER_ACCOUNT_ARN),
        Member::required("Account", &CUSTOMER_ACCOUNT_DATA),
        Member::optional("Tags", &TAG_LIST),
    ],
);
pub static GET_CUSTOMER_ACCOUNT_STATISTICS_REQUEST: Shape = Shape::structure(
    "GetCustomerAccountStatisticsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("Filter", &FILTER),
        Member::optional("Aggregations", &AGGREGATION_REQUEST_LIST),
        Member::optional("IncludeMissing", &BOOLEAN),
    ],
);
pub static GET_CUSTOMER_ACCOUNT_STATISTICS_RESPONSE: Shape = Shape::structure(
    "GetCustomerAccountStatisticsResponse",
    &[
        Member::required("TotalCount", &INTEGER),
        Member::optional("Aggregations", &AGGREGATION_RESULT_LIST),
    ],
);
pub static GET_ENGAGEMENT_INVITATION_REQUEST: Shape = Shape::structure(
    "GetEngagementInvitationRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &ENGAGEMENT_INVITATION_ARN_OR_IDENTIFIER),
    ],
);
pub static GET_ENGAGEMENT_INVITATION_RESPONSE: Shape = Shape::structure(
    "GetEngagementInvitationResponse",
    &[
        Member::optional("Arn", &STRING),
        Member::optional("PayloadType", &ENGAGEMENT_INVITATION_PAYLOAD_TYPE),
        Member::required("Id", &ENGAGEMENT_INVITATION_ARN_OR_IDENTIFIER),
        Member::optional("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::optional("EngagementTitle", &ENGAGEMENT_TITLE),
        Member::optional("Status", &INVITATION_STATUS),
        Member::optional("InvitationDate", &DATE_TIME),
        Member::optional("ExpirationDate", &DATE_TIME),
        Member::optional("SenderAwsAccountId", &AWS_ACCOUNT),
        Member::optional(
            "SenderCompanyName",
            &GET_ENGAGEMENT_INVITATION_RESPONSE_SENDER_COMPANY_NAME_STRING,
        ),
        Member::optional("Receiver", &RECEIVER),
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("RejectionReason", &REJECTION_REASON_STRING),
        Member::optional("Payload", &PAYLOAD),
        Member::optional("InvitationMessage", &INVITATION_MESSAGE),
        Member::optional("EngagementDescription", &ENGAGEMENT_DESCRIPTION),
        Member::optional("ExistingMembers", &ENGAGEMENT_MEMBER_SUMMARIES),
        Member::optional("EnrichmentContext", &ENRICHMENT_CONTEXT),
    ],
);
pub static GET_ENGAGEMENT_INVITATION_RESPONSE_SENDER_COMPANY_NAME_STRING: Shape = Shape::text(
    "GetEngagementInvitationResponseSenderCompanyNameString",
    Some(0i64),
    Some(120i64),
    None,
);
pub static GET_ENGAGEMENT_REQUEST: Shape = Shape::structure(
    "GetEngagementRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &ENGAGEMENT_ARN_OR_IDENTIFIER),
    ],
);
pub static GET_ENGAGEMENT_RESPONSE: Shape = Shape::structure(
    "GetEngagementResponse",
    &[
        Member::optional("Id", &ENGAGEMENT_IDENTIFIER),
        Member::optional("Arn", &ENGAGEMENT_ARN),
        Member::optional("Title", &ENGAGEMENT_TITLE),
        Member::optional("Description", &ENGAGEMENT_DESCRIPTION),
        Member::optional("CreatedAt", &DATE_TIME),
        Member::optional("CreatedBy", &AWS_ACCOUNT),
        Member::optional("MemberCount", &INTEGER),
        Member::optional("ModifiedAt", &DATE_TIME),
        Member::optional("ModifiedBy", &AWS_ACCOUNT),
        Member::optional("Contexts", &ENGAGEMENT_CONTEXTS),
    ],
);
pub static GET_OPPORTUNITY_BULK_JOB_REPORT_URL_REQUEST: Shape = Shape::structure(
    "GetOpportunityBulkJobReportUrlRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("JobId", &BULK_JOB_ID),
        Member::required("ReportFormat", &BULK_FILE_FORMAT),
        Member::optional("ReportType", &BULK_REPORT_TYPE),
    ],
);
pub static GET_OPPORTUNITY_BULK_JOB_REPORT_URL_RESPONSE: Shape = Shape::structure(
    "GetOpportunityBulkJobReportUrlResponse",
    &[
        Member::required("ReportStatus", &BULK_REPORT_STATUS),
        Member::required("ReportType", &BULK_REPORT_TYPE),
        Member::required("ReportFormat", &BULK_FILE_FORMAT),
        Member::optional("Url", &BULK_REPORT_URL),
        Member::optional("ExpiresAt", &DATE_TIME),
        Member::optional("FailureReason", &STRING),
    ],
);
pub static GET_OPPORTUNITY_REQUEST: Shape = Shape::structure(
    "GetOpportunityRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &OPPORTUNITY_IDENTIFIER),
    ],
);
pub static GET_OPPORTUNITY_RESPONSE: Shape = Shape::structure(
    "GetOpportunityResponse",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("PrimaryNeedsFromAws", &PRIMARY_NEEDS_FROM_AWS),
        Member::optional("NationalSecurity", &NATIONAL_SECURITY),
        Member::optional(
            "PartnerOpportunityIdentifier",
            &GET_OPPORTUNITY_RESPONSE_PARTNER_OPPORTUNITY_IDENTIFIER_STRING,
        ),
        Member::optional("Customer", &CUSTOMER),
        Member::optional("Project", &PROJECT),
        Member::optional("OpportunityType", &OPPORTUNITY_TYPE),
        Member::optional("Marketing", &MARKETING),
        Member::optional("SoftwareRevenue", &SOFTWARE_REVENUE),
        Member::required("Id", &OPPORTUNITY_IDENTIFIER),
        Member::optional("Arn", &OPPORTUNITY_ARN),
        Member::required("LastModifiedDate", &DATE_TIME),
        Member::required("CreatedDate", &DATE_TIME),
        Member::required("RelatedEntityIdentifiers", &RELATED_ENTITY_IDENTIFIERS),
        Member::optional("LifeCycle", &LIFE_CYCLE),
        Member::optional("OpportunityTeam", &PARTNER_OPPORTUNITY_TEAM_MEMBERS_LIST),
    ],
);
pub static GET_OPPORTUNITY_RESPONSE_PARTNER_OPPORTUNITY_IDENTIFIER_STRING: Shape = Shape::text(
    "GetOpportunityResponsePartnerOpportunityIdentifierString",
    Some(0i64),
    Some(64i64),
    None,
);
pub static GET_PROSPECTING_FROM_ENGAGEMENT_TASK_REQUEST: Shape = Shape::structure(
    "GetProspectingFromEngagementTaskRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("TaskIdentifier", &PROSPECTING_TASK_IDENTIFIER),
    ],
);
pub static GET_PROSPECTING_FROM_ENGAGEMENT_TASK_RESPONSE: Shape = Shape::structure(
    "GetProspectingFromEngagementTaskResponse",
    &[
        Member::required("TaskId", &PROSPECTING_TASK_IDENTIFIER),
        Member::required("TaskArn", &PROSPECTING_TASK_ARN),
        Member::required("TaskName", &TASK_NAME),
        Member::required("StartTime", &DATE_TIME),
        Member::optional("EndTime", &DATE_TIME),
        Member::required("Engagements", &ENGAGEMENT_PROSPECTING_RESULT_LIST),
    ],
);
pub static GET_RESOURCE_SNAPSHOT_JOB_REQUEST: Shape = Shape::structure(
    "GetResourceSnapshotJobRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required(
            "ResourceSnapshotJobIdentifier",
            &RESOURCE_SNAPSHOT_JOB_IDENTIFIER,
        ),
    ],
);
pub static GET_RESOURCE_SNAPSHOT_JOB_RESPONSE: Shape = Shape::structure(
    "GetResourceSnapshotJobResponse",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("Id", &RESOURCE_SNAPSHOT_JOB_IDENTIFIER),
        Member::optional("Arn", &RESOURCE_SNAPSHOT_JOB_ARN),
        Member::optional("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::optional("ResourceType", &RESOURCE_TYPE),
        Member::optional("ResourceId", &RESOURCE_IDENTIFIER),
        Member::optional("ResourceArn", &RESOURCE_ARN),
        Member::optional("ResourceSnapshotTemplateName", &RESOURCE_TEMPLATE_NAME),
        Member::optional("CreatedAt", &DATE_TIME),
        Member::optional("Status", &RESOURCE_SNAPSHOT_JOB_STATUS),
        Member::optional("LastSuccessfulExecutionDate", &DATE_TIME),
        Member::optional("LastFailure", &STRING),
    ],
);
pub static GET_RESOURCE_SNAPSHOT_REQUEST: Shape = Shape::structure(
    "GetResourceSnapshotRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("EngagementIdentifier", &ENGAGEMENT_IDENTIFIER),
        Member::required("ResourceType", &RESOURCE_TYPE),
        Member::required("ResourceIdentifier", &RESOURCE_IDENTIFIER),
        Member::required("ResourceSnapshotTemplateIdentifier", &RESOURCE_TEMPLATE_NAME),
        Member::optional("Revision", &RESOURCE_SNAPSHOT_REVISION),
    ],
);
pub static GET_RESOURCE_SNAPSHOT_RESPONSE: Shape = Shape::structure(
    "GetResourceSnapshotResponse",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("Arn", &RESOURCE_ARN),
        Member::optional("CreatedBy", &AWS_ACCOUNT),
        Member::optional("CreatedAt", &DATE_TIME),
        Member::optional("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::optional("ResourceType", &RESOURCE_TYPE),
        Member::optional("ResourceId", &RESOURCE_IDENTIFIER),
        Member::optional("ResourceSnapshotTemplateName", &RESOURCE_TEMPLATE_NAME),
        Member::optional("Revision", &RESOURCE_SNAPSHOT_REVISION),
        Member::optional("Payload", &RESOURCE_SNAPSHOT_PAYLOAD),
        Member::optional("TargetMemberAccounts", &AWS_ACCOUNT_ID_OR_ALIAS_LIST),
    ],
);
pub static GET_SELLING_SYSTEM_SETTINGS_REQUEST: Shape = Shape::structure(
    "GetSellingSystemSettingsRequest",
    &[Member::required("Catalog", &CATALOG_IDENTIFIER)],
);
pub static GET_SELLING_SYSTEM_SETTINGS_RESPONSE: Shape = Shape::structure(
    "GetSellingSystemSettingsResponse",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("ResourceSnapshotJobRoleArn", &RESOURCE_SNAPSHOT_JOB_ROLE_ARN),
    ],
);
pub static GROUP_ID: Shape = Shape::text(
    "GroupId",
    Some(1i64),
    Some(64i64),
    Some(Pattern::new("eng-grp-[0-9a-z]{14}", "eng-grp-[0-9a-z]{14}")),
);
pub static INDUSTRY: Shape = Shape::enumeration(
    "Industry",
    &[
        "Aerospace",
        "Agriculture",
        "Automotive",
        "Computers and Electronics",
        "Consumer Goods",
        "Education",
        "Energy - Oil and Gas",
        "Energy - Power and Utilities",
        "Financial Services",
        "Gaming",
        "Government",
        "Healthcare",
        "Hospitality",
        "Life Sciences",
        "Manufacturing",
        "Marketing and Advertising",
        "Media and Entertainment",
        "Mining",
        "Non-Profit Organization",
        "Other",
        "Professional Services",
        "Real Estate and Construction",
        "Retail",
        "Software and Internet",
        "Telecommunications",
        "Transportation and Logistics",
        "Travel",
        "Wholesale and Distribution",
    ],
);
pub static INTEGER: Shape = Shape::integer("Integer", None, None);
pub static INVITATION: Shape = Shape::structure(
    "Invitation",
    &[
        Member::required("Message", &INVITATION_MESSAGE),
        Member::required("Receiver", &RECEIVER),
        Member::required("Payload", &PAYLOAD),
    ],
);
pub static INVITATION_MESSAGE: Shape = Shape::text(
        "InvitationMessage",
        Some(1i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static INVITATION_PROSPECTING_RESULT_AWS: Shape = Shape::structure(
    "InvitationProspectingResultAws",
    &[
        Member::optional("Customer", &PROSPECTING_RESULT_CUSTOMER),
        Member::optional("Insights", &PROSPECTING_INSIGHTS),
    ],
);
pub static INVITATION_STATUS: Shape = Shape::enumeration(
    "InvitationStatus",
    &["ACCEPTED", "EXPIRED", "PENDING", "REJECTED"],
);
pub static INVITATION_STATUS_LIST: Shape = Shape::list(
    "InvitationStatusList",
    &INVITATION_STATUS,
    Some(1i64),
    Some(10i64),
);
pub static INVOLVEMENT_TYPE_CHANGE_REASON: Shape = Shape::enumeration(
    "InvolvementTypeChangeReason",
    &[
        "Change in Deal Information",
        "Customer Requested",
        "Expansion Opportunity",
        "Risk Mitigation",
        "Technical Complexity",
    ],
);
pub static ISSUE: Shape = Shape::structure(
    "Issue",
    &[
        Member::optional("Severity", &STRING),
        Member::optional("Code", &STRING),
        Member::optional("Message", &STRING),
    ],
);
pub static ISSUE_LIST: Shape = Shape::list("IssueList", &ISSUE, None, None);
pub static JOB_ID: Shape = Shape::text(
    "JobId",
    None,
    None,
    Some(Pattern::new("bulkjob-[0-9a-z]{13}", "bulkjob-[0-9a-z]{13}")),
);
pub static JOB_TITLE: Shape = Shape::text("JobTitle", Some(0i64), Some(80i64), None)
    .sensitive();
pub static LAST_MODIFIED_DATE: Shape = Shape::structure(
    "LastModifiedDate",
    &[
        Member::optional("AfterLastModifiedDate", &DATE_TIME),
        Member::optional("BeforeLastModifiedDate", &DATE_TIME),
    ],
);
pub static LEAD_ADDRESS: Shape = Shape::structure(
    "LeadAddress",
    &[
        Member::optional("City", &LEAD_ADDRESS_CITY_STRING),
        Member::optional("PostalCode", &LEAD_ADDRESS_POSTAL_CODE_STRING),
        Member::optional("StateOrRegion", &LEAD_ADDRESS_STATE_OR_REGION_STRING),
        Member::optional("CountryCode", &LEAD_COUNTRY_CODE),
    ],
);
pub static LEAD_ADDRESS_CITY_STRING: Shape = Shape::text(
    "LeadAddressCityString",
    Some(0i64),
    Some(255i64),
    None,
);
pub static LEAD_ADDRESS_POSTAL_CODE_STRING: Shape = Shape::text(
    "LeadAddressPostalCodeString",
    Some(0i64),
    Some(20i64),
    None,
);
pub static LEAD_ADDRESS_STATE_OR_REGION_STRING: Shape = Shape::text(
    "LeadAddressStateOrRegionString",
    Some(0i64),
    Some(255i64),
    None,
);
pub static LEAD_BUSINESS_PROBLEM: Shape = Shape::text(
        "LeadBusinessProblem",
        Some(0i64),
        Some(2000i64),
        None,
    )
    .sensitive();
pub static LEAD_CONTACT: Shape = Shape::structure(
    "LeadContact",
    &[
        Member::required("BusinessTitle", &LEAD_JOB_TITLE),
        Member::required("Email", &LEAD_EMAIL),
        Member::required("FirstName", &NAME),
        Member::required("LastName", &NAME),
        Member::optional("Phone", &LEAD_PHONE_NUMBER),
    ],
);
pub static LEAD_CONTEXT: Shape = Shape::structure(
    "LeadContext",
    &[
        Member::optional("Insights", &LEAD_INSIGHTS),
        Member::optional("QualificationStatus", &LEAD_QUALIFICATION_STATUS),
        Member::required("Customer", &LEAD_CUSTOMER),
        Member::required("Interactions", &LEAD_INTERACTION_LIST),
    ],
);
pub static LEAD_COUNTRY_CODE: Shape = Shape::text(
        "LeadCountryCode",
        Some(0i64),
        Some(10i64),
        None,
    )
    .sensitive();
pub static LEAD_CUSTOMER: Shape = Shape::structure(
    "LeadCustomer",
    &[
        Member::optional("Industry", &LEAD_INDUSTRY),
        Member::required("CompanyName", &COMPANY_NAME),
        Member::optional("WebsiteUrl", &LEAD_WEBSITE_URL),
        Member::optional("Address", &LEAD_ADDRESS),
        Member::optional("AwsMaturity", &AWS_MATURITY),
        Member::optional("MarketSegment", &LEAD_MARKET_SEGMENT),
    ],
);
pub static LEAD_EMAIL: Shape = Shape::text("LeadEmail", Some(1i64), Some(255i64), None)
    .sensitive();
pub static LEAD_INDUSTRY: Shape = Shape::text(
    "LeadIndustry",
    Some(0i64),
    Some(255i64),
    None,
);
pub static LEAD_INSIGHTS: Shape = Shape::structure(
    "LeadInsights",
    &[
        Member::optional("LeadReadinessScore", &STRING),
        Member::optional("ChannelRecommendation", &CHANNEL_RECOMMENDATION),
    ],
);
pub static LEAD_INTERACTION: Shape = Shape::structure(
    "LeadInteraction",
    &[
        Member::optional("SourceType", &LEAD_SOURCE_TYPE),
        Member::optional("SourceId", &LEAD_SOURCE_ID),
        Member::optional("SourceName", &LEAD_SOURCE_NAME),
        Member::optional("Usecase", &ENGAGEMENT_USE_CASE),
        Member::optional("InteractionDate", &DATE_TIME),
        Member::optional("CustomerAction", &CUSTOMER_ACTION),
        Member::optional("BusinessProblem", &LEAD_BUSINESS_PROBLEM),
        Member::required("Contact", &LEAD_CONTACT),
    ],
);
pub static LEAD_INTERACTION_LIST: Shape = Shape::list(
    "LeadInteractionList",
    &LEAD_INTERACTION,
    Some(1i64),
    Some(10i64),
);
pub static LEAD_INVITATION_CUSTOMER: Shape = Shape::structure(
    "LeadInvitationCustomer",
    &[
        Member::optional("Industry", &LEAD_INDUSTRY),
        Member::required("CompanyName", &COMPANY_NAME),
        Member::optional("WebsiteUrl", &LEAD_WEBSITE_URL),
        Member::optional("CountryCode", &LEAD_COUNTRY_CODE),
        Member::optional("AwsMaturity", &AWS_MATURITY),
        Member::optional("MarketSegment", &LEAD_MARKET_SEGMENT),
    ],
);
pub static LEAD_INVITATION_INTERACTION: Shape = Shape::structure(
    "LeadInvitationInteraction",
    &[
        Member::optional("SourceType", &LEAD_SOURCE_TYPE),
        Member::optional("SourceId", &LEAD_SOURCE_ID),
        Member::optional("SourceName", &LEAD_SOURCE_NAME),
        Member::optional("Usecase", &ENGAGEMENT_USE_CASE),
        Member::required("ContactBusinessTitle", &JOB_TITLE),
    ],
);
pub static LEAD_INVITATION_PAYLOAD: Shape = Shape::structure(
    "LeadInvitationPayload",
    &[
        Member::required("Customer", &LEAD_INVITATION_CUSTOMER),
        Member::required("Interaction", &LEAD_INVITATION_INTERACTION),
    ],
);
pub static LEAD_JOB_TITLE: Shape = Shape::text(
        "LeadJobTitle",
        Some(1i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static LEAD_MARKET_SEGMENT: Shape = Shape::text(
    "LeadMarketSegment",
    Some(0i64),
    Some(255i64),
    None,
);
pub static LEAD_PHONE_NUMBER: Shape = Shape::text(
        "LeadPhoneNumber",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static LEAD_QUALIFICATION_STATUS: Shape = Shape::text(
    "LeadQualificationStatus",
    Some(1i64),
    Some(255i64),
    None,
);
pub static LEAD_SOURCE_ID: Shape = Shape::text(
    "LeadSourceId",
    Some(0i64),
    Some(255i64),
    None,
);
pub static LEAD_SOURCE_NAME: Shape = Shape::text(
    "LeadSourceName",
    Some(0i64),
    Some(255i64),
    None,
);
pub static LEAD_SOURCE_TYPE: Shape = Shape::text(
    "LeadSourceType",
    Some(0i64),
    Some(255i64),
    None,
);
pub static LEAD_WEBSITE_URL: Shape = Shape::text(
        "LeadWebsiteUrl",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static LEADS_NEXT_TOKEN: Shape = Shape::text(
    "LeadsNextToken",
    Some(1i64),
    Some(2048i64),
    None,
);
pub static LIFE_CYCLE: Shape = Shape::structure(
    "LifeCycle",
    &[
        Member::optional("Stage", &STAGE),
        Member::optional("ClosedLostReason", &CLOSED_LOST_REASON),
        Member::optional("NextSteps", &LIFE_CYCLE_NEXT_STEPS_STRING),
        Member::optional("TargetCloseDate", &DATE),
        Member::optional("ReviewStatus", &REVIEW_STATUS),
        Member::optional("ReviewComments", &STRING),
        Member::optional("ReviewStatusReason", &STRING),
        Member::optional("NextStepsHistory", &LIFE_CYCLE_NEXT_STEPS_HISTORY_LIST),
    ],
);
pub static LIFE_CYCLE_FOR_VIEW: Shape = Shape::structure(
    "LifeCycleForView",
    &[
        Member::optional("TargetCloseDate", &DATE),
        Member::optional("ReviewStatus", &REVIEW_STATUS),
        Member::optional("Stage", &STAGE),
        Member::optional("NextSteps", &LIFE_CYCLE_FOR_VIEW_NEXT_STEPS_STRING),
    ],
);
pub static LIFE_CYCLE_FOR_VIEW_NEXT_STEPS_STRING: Shape = Shape::text(
        "LifeCycleForViewNextStepsString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static LIFE_CYCLE_NEXT_STEPS_HISTORY_LIST: Shape = Shape::list(
    "LifeCycleNextStepsHistoryList",
    &NEXT_STEPS_HISTORY,
    Some(0i64),
    Some(50i64),
);
pub static LIFE_CYCLE_NEXT_STEPS_STRING: Shape = Shape::text(
        "LifeCycleNextStepsString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static LIFE_CYCLE_SUMMARY: Shape = Shape::structure(
    "LifeCycleSummary",
    &[
        Member::optional("Stage", &STAGE),
        Member::optional("ClosedLostReason", &CLOSED_LOST_REASON),
        Member::optional("NextSteps", &LIFE_CYCLE_SUMMARY_NEXT_STEPS_STRING),
        Member::optional("TargetCloseDate", &DATE),
        Member::optional("ReviewStatus", &REVIEW_STATUS),
        Member::optional("ReviewComments", &STRING),
        Member::optional("ReviewStatusReason", &STRING),
    ],
);
pub static LIFE_CYCLE_SUMMARY_NEXT_STEPS_STRING: Shape = Shape::text(
        "LifeCycleSummaryNextStepsString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static LIST_CUSTOMER_ACCOUNT_BULK_JOB_RESULTS_REQUEST: Shape = Shape::structure(
    "ListCustomerAccountBulkJobResultsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &BULK_JOB_ARN_OR_IDENTIFIER),
        Member::optional("Status", &BULK_RECORD_STATUS),
        Member::optional("MaxResults", &MAX_RESULTS),
        Member::optional("NextToken", &NEXT_TOKEN),
    ],
);
pub static LIST_CUSTOMER_ACCOUNT_BULK_JOB_RESULTS_RESPONSE: Shape = Shape::structure(
    "ListCustomerAccountBulkJobResultsResponse",
    &[
        Member::required("Results", &BULK_JOB_RESULT_LIST),
        Member::optional("NextToken", &NEXT_TOKEN),
    ],
);
pub static LIST_CUSTOMER_ACCOUNT_BULK_JOBS_REQUEST: Shape = Shape::structure(
    "ListCustomerAccountBulkJobsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("Filter", &CUSTOMER_ACCOUNT_BULK_JOB_FILTER),
        Member::optional("MaxResults", &MAX_RESULTS),
        Member::optional("NextToken", &NEXT_TOKEN),
    ],
);
pub static LIST_CUSTOMER_ACCOUNT_BULK_JOBS_RESPONSE: Shape = Shape::structure(
    "ListCustomerAccountBulkJobsResponse",
    &[
        Member::required("items", &CUSTOMER_ACCOUNT_BULK_JOB_SUMMARY_LIST),
        Member::optional("NextToken", &NEXT_TOKEN),
    ],
);
pub static LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_SUMMARIES: Shape = Shape::list(
    "ListEngagementByAcceptingInvitationTaskSummaries",
    &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_SUMMARY,
    None,
    None,
);
pub static LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_SUMMARY: Shape = Shape::structure(
    "ListEngagementByAcceptingInvitationTaskSummary",
    &[
        Member::optional("TaskId", &TASK_IDENTIFIER),
        Member::optional("TaskArn", &TASK_ARN),
        Member::optional("StartTime", &DATE_TIME),
        Member::optional("TaskStatus", &TASK_STATUS),
        Member::optional("Message", &STRING),
        Member::optional("ReasonCode", &REASON_CODE),
        Member::optional("OpportunityId", &OPPORTUNITY_IDENTIFIER),
        Member::optional("ResourceSnapshotJobId", &RESOURCE_SNAPSHOT_JOB_IDENTIFIER),
        Member::optional("EngagementInvitationId", &ENGAGEMENT_INVITATION_IDENTIFIER),
    ],
);
pub static LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_REQUEST: Shape = Shape::structure(
    "ListEngagementByAcceptingInvitationTasksRequest",
    &[
        Member::optional(
            "MaxResults",
            &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_REQUEST_MAX_RESULTS_INTEGER,
        ),
        Member::optional(
            "NextToken",
            &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_REQUEST_NEXT_TOKEN_STRING,
        ),
        Member::optional("Sort", &LIST_TASKS_SORT_BASE),
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("TaskStatus", &TASK_STATUSES),
        Member::optional("OpportunityIdentifier", &OPPORTUNITY_IDENTIFIERS),
        Member::optional(
            "EngagementInvitationIdentifier",
            &ENGAGEMENT_INVITATION_IDENTIFIERS,
        ),
        Member::optional("TaskIdentifier", &TASK_IDENTIFIERS),
    ],
);
pub static LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_REQUEST_MAX_RESULTS_INTEGER: Shape = Shape::integer(
    "ListEngagementByAcceptingInvitationTasksRequestMaxResultsInteger",
    Some(1i64),
    Some(1000i64),
);
pub static LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_REQUEST_NEXT_TOKEN_STRING: Shape = Shape::text(
    "ListEngagementByAcceptingInvitationTasksRequestNextTokenString",
    Some(1i64),
    Some(2048i64),
    None,
);
pub static LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASKS_RESPONSE: Shape = Shape::structure(
    "ListEngagementByAcceptingInvitationTasksResponse",
    &[
        Member::optional(
            "TaskSummaries",
            &LIST_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_SUMMARIES,
        ),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASK_SUMMARIES: Shape = Shape::list(
    "ListEngagementFromOpportunityTaskSummaries",
    &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASK_SUMMARY,
    None,
    None,
);
pub static LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASK_SUMMARY: Shape = Shape::structure(
    "ListEngagementFromOpportunityTaskSummary",
    &[
        Member::optional("TaskId", &TASK_IDENTIFIER),
        Member::optional("TaskArn", &TASK_ARN),
        Member::optional("StartTime", &DATE_TIME),
        Member::optional("TaskStatus", &TASK_STATUS),
        Member::optional("Message", &STRING),
        Member::optional("ReasonCode", &REASON_CODE),
        Member::optional("OpportunityId", &OPPORTUNITY_IDENTIFIER),
        Member::optional("ResourceSnapshotJobId", &RESOURCE_SNAPSHOT_JOB_IDENTIFIER),
        Member::optional("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::optional("EngagementInvitationId", &ENGAGEMENT_INVITATION_IDENTIFIER),
    ],
);
pub static LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_REQUEST: Shape = Shape::structure(
    "ListEngagementFromOpportunityTasksRequest",
    &[
        Member::optional(
            "MaxResults",
            &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_REQUEST_MAX_RESULTS_INTEGER,
        ),
        Member::optional(
            "NextToken",
            &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_REQUEST_NEXT_TOKEN_STRING,
        ),
        Member::optional("Sort", &LIST_TASKS_SORT_BASE),
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("TaskStatus", &TASK_STATUSES),
        Member::optional("TaskIdentifier", &TASK_IDENTIFIERS),
        Member::optional("OpportunityIdentifier", &OPPORTUNITY_IDENTIFIERS),
        Member::optional("EngagementIdentifier", &ENGAGEMENT_IDENTIFIERS),
    ],
);
pub static LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_REQUEST_MAX_RESULTS_INTEGER: Shape = Shape::integer(
    "ListEngagementFromOpportunityTasksRequestMaxResultsInteger",
    Some(1i64),
    Some(1000i64),
);
pub static LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_REQUEST_NEXT_TOKEN_STRING: Shape = Shape::text(
    "ListEngagementFromOpportunityTasksRequestNextTokenString",
    Some(1i64),
    Some(2048i64),
    None,
);
pub static LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASKS_RESPONSE: Shape = Shape::structure(
    "ListEngagementFromOpportunityTasksResponse",
    &[
        Member::optional(
            "TaskSummaries",
            &LIST_ENGAGEMENT_FROM_OPPORTUNITY_TASK_SUMMARIES,
        ),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_ENGAGEMENT_GROUPS_REQUEST: Shape = Shape::structure(
    "ListEngagementGroupsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("ReadinessLevel", &READINESS_LEVEL),
        Member::optional("Sort", &ENGAGEMENT_GROUP_SORT),
        Member::optional("EngagementGroupIdentifiers", &ENGAGEMENT_GROUP_IDENTIFIERS),
        Member::optional("MaxResults", &PAGE_SIZE),
        Member::optional("NextToken", &LEADS_NEXT_TOKEN),
    ],
);
pub static LIST_ENGAGEMENT_GROUPS_RESPONSE: Shape = Shape::structure(
    "ListEngagementGroupsResponse",
    &[
        Member::optional("EngagementGroupSummaries", &ENGAGEMENT_GROUP_SUMMARIES),
        Member::optional("NextToken", &LEADS_NEXT_TOKEN),
    ],
);
pub static LIST_ENGAGEMENT_INVITATIONS_REQUEST: Shape = Shape::structure(
    "ListEngagementInvitationsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("MaxResults", &PAGE_SIZE),
        Member::optional("NextToken", &STRING),
        Member::optional("Sort", &OPPORTUNITY_ENGAGEMENT_INVITATION_SORT),
        Member::optional("PayloadType", &ENGAGEMENT_INVITATIONS_PAYLOAD_TYPE),
        Member::required("ParticipantType", &PARTICIPANT_TYPE),
        Member::optional("Status", &INVITATION_STATUS_LIST),
        Member::optional("EngagementIdentifier", &ENGAGEMENT_IDENTIFIERS),
        Member::optional("SenderAwsAccountId", &AWS_ACCOUNT_ID_OR_ALIAS_LIST),
    ],
);
pub static LIST_ENGAGEMENT_INVITATIONS_RESPONSE: Shape = Shape::structure(
    "ListEngagementInvitationsResponse",
    &[
        Member::optional(
            "EngagementInvitationSummaries",
            &ENGAGEMENT_INVITATION_SUMMARIES,
        ),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_ENGAGEMENT_MEMBERS_REQUEST: Shape = Shape::structure(
    "ListEngagementMembersRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &ENGAGEMENT_ARN_OR_IDENTIFIER),
        Member::optional("MaxResults", &MEMBER_PAGE_SIZE),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_ENGAGEMENT_MEMBERS_RESPONSE: Shape = Shape::structure(
    "ListEngagementMembersResponse",
    &[
        Member::required("EngagementMemberList", &ENGAGEMENT_MEMBERS),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS_REQUEST: Shape = Shape::structure(
    "ListEngagementResourceAssociationsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional(
            "MaxResults",
            &LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS_REQUEST_MAX_RESULTS_INTEGER,
        ),
        Member::optional("NextToken", &STRING),
        Member::optional("EngagementIdentifier", &ENGAGEMENT_IDENTIFIER),
        Member::optional("ResourceType", &RESOURCE_TYPE),
        Member::optional("ResourceIdentifier", &RESOURCE_IDENTIFIER),
        Member::optional("CreatedBy", &AWS_ACCOUNT),
    ],
);
pub static LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS_REQUEST_MAX_RESULTS_INTEGER: Shape = Shape::integer(
    "ListEngagementResourceAssociationsRequestMaxResultsInteger",
    Some(1i64),
    Some(1000i64),
);
pub static LIST_ENGAGEMENT_RESOURCE_ASSOCIATIONS_RESPONSE: Shape = Shape::structure(
    "ListEngagementResourceAssociationsResponse",
    &[
        Member::required(
            "EngagementResourceAssociationSummaries",
            &ENGAGEMENT_RESOURCE_ASSOCIATION_SUMMARY_LIST,
        ),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_ENGAGEMENTS_REQUEST: Shape = Shape::structure(
    "ListEngagementsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("CreatedBy", &AWS_ACCOUNT_LIST),
        Member::optional("ExcludeCreatedBy", &AWS_ACCOUNT_LIST),
        Member::optional("ContextTypes", &ENGAGEMENT_CONTEXT_TYPE_LIST),
        Member::optional("ExcludeContextTypes", &ENGAGEMENT_CONTEXT_TYPE_LIST),
        Member::optional("Sort", &ENGAGEMENT_SORT),
        Member::optional("MaxResults", &ENGAGEMENT_PAGE_SIZE),
        Member::optional("NextToken", &STRING),
        Member::optional("EngagementIdentifier", &ENGAGEMENT_IDENTIFIERS),
    ],
);
pub static LIST_ENGAGEMENTS_RESPONSE: Shape = Shape::structure(
    "ListEngagementsResponse",
    &[
        Member::required("EngagementSummaryList", &ENGAGEMENT_SUMMARY_LIST),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_OPPORTUNITIES_REQUEST: Shape = Shape::structure(
    "ListOpportunitiesRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("MaxResults", &PAGE_SIZE),
        Member::optional("NextToken", &STRING),
        Member::optional("Sort", &OPPORTUNITY_SORT),
        Member::optional("LastModifiedDate", &LAST_MODIFIED_DATE),
        Member::optional("Identifier", &LIST_OPPORTUNITIES_REQUEST_IDENTIFIER_LIST),
        Member::optional(
            "LifeCycleStage",
            &LIST_OPPORTUNITIES_REQUEST_LIFE_CYCLE_STAGE_LIST,
        ),
        Member::optional(
            "LifeCycleReviewStatus",
            &LIST_OPPORTUNITIES_REQUEST_LIFE_CYCLE_REVIEW_STATUS_LIST,
        ),
        Member::optional(
            "CustomerCompanyName",
            &LIST_OPPORTUNITIES_REQUEST_CUSTOMER_COMPANY_NAME_LIST,
        ),
        Member::optional("CreatedDate", &CREATED_DATE_FILTER),
        Member::optional("TargetCloseDate", &TARGET_CLOSE_DATE_FILTER),
    ],
);
pub static LIST_OPPORTUNITIES_REQUEST_CUSTOMER_COMPANY_NAME_LIST: Shape = Shape::list(
    "ListOpportunitiesRequestCustomerCompanyNameList",
    &STRING,
    Some(0i64),
    Some(10i64),
);
pub static LIST_OPPORTUNITIES_REQUEST_IDENTIFIER_LIST: Shape = Shape::list(
    "ListOpportunitiesRequestIdentifierList",
    &OPPORTUNITY_IDENTIFIER,
    Some(0i64),
    Some(20i64),
);
pub static LIST_OPPORTUNITIES_REQUEST_LIFE_CYCLE_REVIEW_STATUS_LIST: Shape = Shape::list(
    "ListOpportunitiesRequestLifeCycleReviewStatusList",
    &REVIEW_STATUS,
    Some(0i64),
    Some(10i64),
);
pub static LIST_OPPORTUNITIES_REQUEST_LIFE_CYCLE_STAGE_LIST: Shape = Shape::list(
    "ListOpportunitiesRequestLifeCycleStageList",
    &STAGE,
    Some(0i64),
    Some(10i64),
);
pub static LIST_OPPORTUNITIES_RESPONSE: Shape = Shape::structure(
    "ListOpportunitiesResponse",
    &[
        Member::required("OpportunitySummaries", &OPPORTUNITY_SUMMARIES),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_OPPORTUNITY_BULK_JOB_RESULTS_REQUEST: Shape = Shape::structure(
    "ListOpportunityBulkJobResultsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional(
            "MaxResults",
            &LIST_OPPORTUNITY_BULK_JOB_RESULTS_REQUEST_MAX_RESULTS_INTEGER,
        ),
        Member::optional("NextToken", &STRING),
        Member::required("JobId", &BULK_JOB_ID),
        Member::optional("Status", &BULK_RECORD_STATUS),
    ],
);
pub static LIST_OPPORTUNITY_BULK_JOB_RESULTS_REQUEST_MAX_RESULTS_INTEGER: Shape = Shape::integer(
    "ListOpportunityBulkJobResultsRequestMaxResultsInteger",
    Some(1i64),
    Some(1000i64),
);
pub static LIST_OPPORTUNITY_BULK_JOB_RESULTS_RESPONSE: Shape = Shape::structure(
    "ListOpportunityBulkJobResultsResponse",
    &[
        Member::required("Results", &BULK_JOB_RESULT_LIST),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_OPPORTUNITY_BULK_JOBS_REQUEST: Shape = Shape::structure(
    "ListOpportunityBulkJobsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional(
            "MaxResults",
            &LIST_OPPORTUNITY_BULK_JOBS_REQUEST_MAX_RESULTS_INTEGER,
        ),
        Member::optional("NextToken", &STRING),
        Member::optional("JobId", &BULK_JOB_ID),
        Member::optional("Status", &BULK_JOB_STATUS),
    ],
);
pub static LIST_OPPORTUNITY_BULK_JOBS_REQUEST_MAX_RESULTS_INTEGER: Shape = Shape::integer(
    "ListOpportunityBulkJobsRequestMaxResultsInteger",
    Some(1i64),
    Some(100i64),
);
pub static LIST_OPPORTUNITY_BULK_JOBS_RESPONSE: Shape = Shape::structure(
    "ListOpportunityBulkJobsResponse",
    &[
        Member::required(
            "OpportunityBulkJobSummaries",
            &OPPORTUNITY_BULK_JOB_SUMMARY_LIST,
        ),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASK_SUMMARIES: Shape = Shape::list(
    "ListOpportunityFromEngagementTaskSummaries",
    &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASK_SUMMARY,
    None,
    None,
);
pub static LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASK_SUMMARY: Shape = Shape::structure(
    "ListOpportunityFromEngagementTaskSummary",
    &[
        Member::optional("TaskId", &TASK_IDENTIFIER),
        Member::optional("TaskArn", &TASK_ARN),
        Member::optional("StartTime", &DATE_TIME),
        Member::optional("TaskStatus", &TASK_STATUS),
        Member::optional("Message", &STRING),
        Member::optional("ReasonCode", &REASON_CODE),
        Member::optional("OpportunityId", &OPPORTUNITY_IDENTIFIER),
        Member::optional("ResourceSnapshotJobId", &RESOURCE_SNAPSHOT_JOB_IDENTIFIER),
        Member::optional("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::optional("ContextId", &CONTEXT_IDENTIFIER),
    ],
);
pub static LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_REQUEST: Shape = Shape::structure(
    "ListOpportunityFromEngagementTasksRequest",
    &[
        Member::optional(
            "MaxResults",
            &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_REQUEST_MAX_RESULTS_INTEGER,
        ),
        Member::optional(
            "NextToken",
            &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_REQUEST_NEXT_TOKEN_STRING,
        ),
        Member::optional("Sort", &LIST_TASKS_SORT_BASE),
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("TaskStatus", &TASK_STATUSES),
        Member::optional("TaskIdentifier", &TASK_IDENTIFIERS),
        Member::optional("OpportunityIdentifier", &OPPORTUNITY_IDENTIFIERS),
        Member::optional("EngagementIdentifier", &ENGAGEMENT_IDENTIFIERS),
        Member::optional("ContextIdentifier", &CONTEXT_IDENTIFIERS),
    ],
);
pub static LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_REQUEST_MAX_RESULTS_INTEGER: Shape = Shape::integer(
    "ListOpportunityFromEngagementTasksRequestMaxResultsInteger",
    Some(1i64),
    Some(1000i64),
);
pub static LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_REQUEST_NEXT_TOKEN_STRING: Shape = Shape::text(
    "ListOpportunityFromEngagementTasksRequestNextTokenString",
    Some(1i64),
    Some(2048i64),
    None,
);
pub static LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASKS_RESPONSE: Shape = Shape::structure(
    "ListOpportunityFromEngagementTasksResponse",
    &[
        Member::optional(
            "TaskSummaries",
            &LIST_OPPORTUNITY_FROM_ENGAGEMENT_TASK_SUMMARIES,
        ),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS_REQUEST: Shape = Shape::structure(
    "ListProspectingFromEngagementTasksRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("MaxResults", &PAGE_SIZE),
        Member::optional("NextToken", &STRING),
        Member::optional("TaskIdentifier", &TASK_IDENTIFIER_LIST),
        Member::optional("TaskName", &TASK_NAME_LIST),
        Member::optional("StartAfter", &DATE_TIME),
        Member::optional("StartBefore", &DATE_TIME),
        Member::optional("Sort", &PROSPECTING_FROM_ENGAGEMENT_TASK_SORT),
    ],
);
pub static LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS_RESPONSE: Shape = Shape::structure(
    "ListProspectingFromEngagementTasksResponse",
    &[
        Member::optional(
            "NextToken",
            &LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS_RESPONSE_NEXT_TOKEN_STRING,
        ),
        Member::required("TaskSummaries", &PROSPECTING_TASK_SUMMARY_LIST),
    ],
);
pub static LIST_PROSPECTING_FROM_ENGAGEMENT_TASKS_RESPONSE_NEXT_TOKEN_STRING: Shape = Shape::text(
    "ListProspectingFromEngagementTasksResponseNextTokenString",
    Some(1i64),
    Some(2048i64),
    None,
);
pub static LIST_RESOURCE_SNAPSHOT_JOBS_REQUEST: Shape = Shape::structure(
    "ListResourceSnapshotJobsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional(
            "MaxResults",
            &LIST_RESOURCE_SNAPSHOT_JOBS_REQUEST_MAX_RESULTS_INTEGER,
        ),
        Member::optional("NextToken", &STRING),
        Member::optional("EngagementIdentifier", &ENGAGEMENT_IDENTIFIER),
        Member::optional("Status", &RESOURCE_SNAPSHOT_JOB_STATUS),
        Member::optional("Sort", &SORT_OBJECT),
    ],
);
pub static LIST_RESOURCE_SNAPSHOT_JOBS_REQUEST_MAX_RESULTS_INTEGER: Shape = Shape::integer(
    "ListResourceSnapshotJobsRequestMaxResultsInteger",
    Some(1i64),
    Some(1000i64),
);
pub static LIST_RESOURCE_SNAPSHOT_JOBS_RESPONSE: Shape = Shape::structure(
    "ListResourceSnapshotJobsResponse",
    &[
        Member::required(
            "ResourceSnapshotJobSummaries",
            &RESOURCE_SNAPSHOT_JOB_SUMMARY_LIST,
        ),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_RESOURCE_SNAPSHOTS_REQUEST: Shape = Shape::structure(
    "ListResourceSnapshotsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional(
            "MaxResults",
            &LIST_RESOURCE_SNAPSHOTS_REQUEST_MAX_RESULTS_INTEGER,
        ),
        Member::optional("NextToken", &STRING),
        Member::required("EngagementIdentifier", &ENGAGEMENT_IDENTIFIER),
        Member::optional("ResourceType", &RESOURCE_TYPE),
        Member::optional("ResourceIdentifier", &RESOURCE_IDENTIFIER),
        Member::optional("ResourceSnapshotTemplateIdentifier", &RESOURCE_TEMPLATE_NAME),
        Member::optional("CreatedBy", &AWS_ACCOUNT),
    ],
);
pub static LIST_RESOURCE_SNAPSHOTS_REQUEST_MAX_RESULTS_INTEGER: Shape = Shape::integer(
    "ListResourceSnapshotsRequestMaxResultsInteger",
    Some(1i64),
    Some(1000i64),
);
pub static LIST_RESOURCE_SNAPSHOTS_RESPONSE: Shape = Shape::structure(
    "ListResourceSnapshotsResponse",
    &[
        Member::required("ResourceSnapshotSummaries", &RESOURCE_SNAPSHOT_SUMMARY_LIST),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_SOLUTIONS_REQUEST: Shape = Shape::structure(
    "ListSolutionsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("MaxResults", &PAGE_SIZE),
        Member::optional("NextToken", &STRING),
        Member::optional("Sort", &SOLUTION_SORT),
        Member::optional("Status", &LIST_SOLUTIONS_REQUEST_STATUS_LIST),
        Member::optional("Identifier", &LIST_SOLUTIONS_REQUEST_IDENTIFIER_LIST),
        Member::optional("Category", &LIST_SOLUTIONS_REQUEST_CATEGORY_LIST),
        Member::optional(
            "AwsMarketplaceSolutionArn",
            &LIST_SOLUTIONS_REQUEST_AWS_MARKETPLACE_SOLUTION_ARN_LIST,
        ),
    ],
);
pub static LIST_SOLUTIONS_REQUEST_AWS_MARKETPLACE_SOLUTION_ARN_LIST: Shape = Shape::list(
    "ListSolutionsRequestAwsMarketplaceSolutionArnList",
    &AWS_MARKETPLACE_SOLUTION_ARN,
    Some(0i64),
    Some(10i64),
);
pub static LIST_SOLUTIONS_REQUEST_CATEGORY_LIST: Shape = Shape::list(
    "ListSolutionsRequestCategoryList",
    &STRING,
    Some(0i64),
    Some(10i64),
);
pub static LIST_SOLUTIONS_REQUEST_IDENTIFIER_LIST: Shape = Shape::list(
    "ListSolutionsRequestIdentifierList",
    &SOLUTION_IDENTIFIER,
    Some(0i64),
    Some(20i64),
);
pub static LIST_SOLUTIONS_REQUEST_STATUS_LIST: Shape = Shape::list(
    "ListSolutionsRequestStatusList",
    &SOLUTION_STATUS,
    Some(0i64),
    Some(10i64),
);
pub static LIST_SOLUTIONS_RESPONSE: Shape = Shape::structure(
    "ListSolutionsResponse",
    &[
        Member::required("SolutionSummaries", &SOLUTION_LIST),
        Member::optional("NextToken", &STRING),
    ],
);
pub static LIST_TAGS_FOR_RESOURCE_REQUEST: Shape = Shape::structure(
    "ListTagsForResourceRequest",
    &[Member::required("ResourceArn", &TAGGABLE_RESOURCE_ARN)],
);
pub static LIST_TAGS_FOR_RESOURCE_RESPONSE: Shape = Shape::structure(
    "ListTagsForResourceResponse",
    &[Member::required("Tags", &TAG_LIST)],
);
pub static LIST_TASKS_SORT_BASE: Shape = Shape::structure(
    "ListTasksSortBase",
    &[
        Member::required("SortOrder", &SORT_ORDER),
        Member::required("SortBy", &LIST_TASKS_SORT_NAME),
    ],
);
pub static LIST_TASKS_SORT_NAME: Shape = Shape::enumeration(
    "ListTasksSortName",
    &["StartTime"],
);
pub static LONG: Shape = Shape::integer("Long", None, None);
pub static MARKETING: Shape = Shape::structure(
    "Marketing",
    &[
        Member::optional("CampaignName", &STRING),
        Member::optional("Source", &MARKETING_SOURCE),
        Member::optional("UseCases", &USE_CASES),
        Member::optional("Channels", &CHANNELS),
        Member::optional("AwsFundingUsed", &AWS_FUNDING_USED),
    ],
);
pub static MARKETING_SOURCE: Shape = Shape::enumeration(
    "MarketingSource",
    &["Marketing Activity", "None"],
);
pub static MAX_RESULTS: Shape = Shape::integer("MaxResults", Some(1i64), Some(100i64));
pub static MEMBER_COMPANY_NAME: Shape = Shape::text(
        "MemberCompanyName",
        Some(1i64),
        Some(120i64),
        None,
    )
    .sensitive();
pub static MEMBER_PAGE_SIZE: Shape = Shape::integer(
    "MemberPageSize",
    Some(1i64),
    Some(10i64),
);
pub static MONETARY_AMOUNT: Shape = Shape::text(
        "MonetaryAmount",
        None,
        None,
        Some(
            Pattern::new(
                "(0|([1-9][0-9]{0,30}))(\\.[0-9]{0,2})?",
                "(0|([1-9][0-9]{0,30}))(\\.[0-9]{0,2})?",
            ),
        ),
    )
    .sensitive();
pub static MONETARY_VALUE: Shape = Shape::structure(
    "MonetaryValue",
    &[
        Member::required("Amount", &MONETARY_VALUE_AMOUNT_STRING),
        Member::required("CurrencyCode", &CURRENCY_CODE),
    ],
);
pub static MONETARY_VALUE_AMOUNT_STRING: Shape = Shape::text(
    "MonetaryValueAmountString",
    None,
    None,
    Some(
        Pattern::new(
            "(0|([1-9][0-9]{0,30}))(\\.[0-9]{0,2})?",
            "(0|([1-9][0-9]{0,30}))(\\.[0-9]{0,2})?",
        ),
    ),
);
pub static NAME: Shape = Shape::text("Name", Some(0i64), Some(80i64), None).sensitive();
pub static NATIONAL_SECURITY: Shape = Shape::enumeration(
    "NationalSecurity",
    &["No", "Yes"],
);
pub static NEXT_STEPS_HISTORY: Shape = Shape::structure(
    "NextStepsHistory",
    &[Member::required("Value", &STRING), Member::required("Time", &DATE_TIME)],
);
pub static NEXT_TOKEN: Shape = Shape::text("NextToken", None, None, None);
pub static OPPORTUNITY_ARN: Shape = Shape::text(
    "OpportunityArn",
    None,
    None,
    Some(Pattern::new("arn:.*", "arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*")),
);
pub static OPPORTUNITY_BULK_JOB_SUMMARY: Shape = Shape::structure(
    "OpportunityBulkJobSummary",
    &[
        Member::required("JobId", &BULK_JOB_ID),
        Member::required("Status", &BULK_JOB_STATUS),
        Member::required("TotalRecords", &INTEGER),
        Member::required("ProcessedRecords", &INTEGER),
        Member::required("SuccessCount", &INTEGER),
        Member::required("FailureCount", &INTEGER),
        Member::required("CreatedAt", &DATE_TIME),
        Member::optional("StartedAt", &DATE_TIME),
        Member::optional("CompletedAt", &DATE_TIME),
        Member::optional("FailureReason", &STRING),
        Member::optional("FileName", &BULK_FILE_NAME),
        Member::optional("OperationType", &BULK_OPERATION_TYPE),
    ],
);
pub static OPPORTUNITY_BULK_JOB_SUMMARY_LIST: Shape = Shape::list(
    "OpportunityBulkJobSummaryList",
    &OPPORTUNITY_BULK_JOB_SUMMARY,
    None,
    None,
);
pub static OPPORTUNITY_ENGAGEMENT_INVITATION_SORT: Shape = Shape::structure(
    "OpportunityEngagementInvitationSort",
    &[
        Member::required("SortOrder", &SORT_ORDER),
        Member::required("SortBy", &OPPORTUNITY_ENGAGEMENT_INVITATION_SORT_NAME),
    ],
);
pub static OPPORTUNITY_ENGAGEMENT_INVITATION_SORT_NAME: Shape = Shape::enumeration(
    "OpportunityEngagementInvitationSortName",
    &["InvitationDate"],
);
pub static OPPORTUNITY_IDENTIFIER: Shape = Shape::text(
    "OpportunityIdentifier",
    None,
    None,
    Some(Pattern::new("O[0-9]{1,19}", "O[0-9]{1,19}")),
);
pub static OPPORTUNITY_IDENTIFIERS: Shape = Shape::list(
    "OpportunityIdentifiers",
    &OPPORTUNITY_IDENTIFIER,
    Some(1i64),
    Some(10i64),
);
pub static OPPORTUNITY_INVITATION_PAYLOAD: Shape = Shape::structure(
    "OpportunityInvitationPayload",
    &[
        Member::optional("SenderContacts", &SENDER_CONTACT_LIST),
        Member::required("ReceiverResponsibilities", &RECEIVER_RESPONSIBILITY_LIST),
        Member::required("Customer", &ENGAGEMENT_CUSTOMER),
        Member::required("Project", &PROJECT_DETAILS),
        Member::optional("OpportunityType", &OPPORTUNITY_TYPE),
    ],
);
pub static OPPORTUNITY_ORIGIN: Shape = Shape::enumeration(
    "OpportunityOrigin",
    &["AWS Referral", "Partner Referral"],
);
pub static OPPORTUNITY_QUALITY: Shape = Shape::structure(
    "OpportunityQuality",
    &[
        Member::optional("Score", &OPPORTUNITY_QUALITY_SCORE_INTEGER),
        Member::optional("Trend", &STRING),
    ],
);
pub static OPPORTUNITY_QUALITY_SCORE_INTEGER: Shape = Shape::integer(
    "OpportunityQualityScoreInteger",
    Some(0i64),
    Some(100i64),
);
pub static OPPORTUNITY_SEARCH_ACCOUNT: Shape = Shape::structure(
    "OpportunitySearchAccount",
    &[
        Member::optional("CompanyName", &OPPORTUNITY_SEARCH_ACCOUNT_COMPANY_NAME_STRING),
        Member::optional("Industry", &INDUSTRY),
        Member::optional("AwsAccountId", &SEARCH_AWS_ACCOUNT),
        Member::optional("Address", &OPPORTUNITY_SEARCH_ADDRESS),
    ],
);
pub static OPPORTUNITY_SEARCH_ACCOUNT_COMPANY_NAME_STRING: Shape = Shape::text(
        "OpportunitySearchAccountCompanyNameString",
        Some(0i64),
        Some(120i64),
        None,
    )
    .sensitive();
pub static OPPORTUNITY_SEARCH_ADDRESS: Shape = Shape::structure(
    "OpportunitySearchAddress",
    &[Member::optional("CountryCode", &COUNTRY_CODE)],
);
pub static OPPORTUNITY_SEARCH_AWS_SUMMARY: Shape = Shape::structure(
    "OpportunitySearchAwsSummary",
    &[
        Member::optional("Origin", &OPPORTUNITY_ORIGIN),
        Member::optional("CosellMotion", &COSELL_MOTION),
        Member::optional("Insights", &OPPORTUNITY_SEARCH_INSIGHTS),
    ],
);
pub static OPPORTUNITY_SEARCH_CUSTOMER: Shape = Shape::structure(
    "OpportunitySearchCustomer",
    &[Member::optional("Account", &OPPORTUNITY_SEARCH_ACCOUNT)],
);
pub static OPPORTUNITY_SEARCH_EXPECTED_CUSTOMER_SPEND: Shape = Shape::structure(
    "OpportunitySearchExpectedCustomerSpend",
    &[
        Member::optional("Amount", &AMOUNT),
        Member::required("CurrencyCode", &CURRENCY_CODE),
    ],
);
pub static OPPORTUNITY_SEARCH_EXPECTED_CUSTOMER_SPEND_LIST: Shape = Shape::list(
    "OpportunitySearchExpectedCustomerSpendList",
    &OPPORTUNITY_SEARCH_EXPECTED_CUSTOMER_SPEND,
    Some(0i64),
    Some(10i64),
);
pub static OPPORTUNITY_SEARCH_FILTER: Shape = Shape::structure(
    "OpportunitySearchFilter",
    &[
        Member::optional("AndAllFilters", &OPPORTUNITY_SEARCH_FILTER_LIST),
        Member::optional("OrAllFilters", &OPPORTUNITY_SEARCH_FILTER_LIST),
        Member::optional("NotFilter", &OPPORTUNITY_SEARCH_FILTER),
        Member::optional("EqualsTo", &OPPORTUNITY_SEARCH_PREDICATE),
        Member::optional("ContainsAny", &OPPORTUNITY_SEARCH_PREDICATE),
        Member::optional("ContainsAll", &OPPORTUNITY_SEARCH_PREDICATE),
        Member::optional("GreaterThan", &OPPORTUNITY_SEARCH_PREDICATE),
        Member::optional("GreaterThanOrEquals", &OPPORTUNITY_SEARCH_PREDICATE),
        Member::optional("LessThan", &OPPORTUNITY_SEARCH_PREDICATE),
        Member::optional("LessThanOrEquals", &OPPORTUNITY_SEARCH_PREDICATE),
    ],
);
pub static OPPORTUNITY_SEARCH_FILTER_LIST: Shape = Shape::list(
    "OpportunitySearchFilterList",
    &OPPORTUNITY_SEARCH_FILTER,
    Some(1i64),
    Some(10i64),
);
pub static OPPORTUNITY_SEARCH_FILTER_NAME: Shape = Shape::enumeration(
    "OpportunitySearchFilterName",
    &[
        "ApnPrograms",
        "AwsAccountId",
        "AwsMarketplaceSolution",
        "CosellMotion",
        "CountryCode",
        "CreatedDate",
        "CustomerCompanyName",
        "EngagementScore",
        "EstimatedMrr",
        "Industry",
        "LastModifiedDate",
        "NextStep",
        "OfferId",
        "OfferSetId",
        "OpportunityId",
        "OpportunityOwner",
        "OpportunityType",
        "Origin",
        "PartnerOpportunityIdentifier",
        "PartnerProjectTitle",
        "ReviewStatus",
        "Stage",
        "Tags",
        "TargetCloseDate",
    ],
);
pub static OPPORTUNITY_SEARCH_FILTER_VALUE: Shape = Shape::union(
    "OpportunitySearchFilterValue",
    &[
        Member::optional("StringValue", &SEARCH_FILTER_VALUE),
        Member::optional("StringListValue", &OPPORTUNITY_SEARCH_FILTER_VALUES),
        Member::optional("LongValue", &LONG),
        Member::optional("DoubleValue", &DOUBLE),
        Member::optional("DateValue", &DATE_TIME),
    ],
);
pub static OPPORTUNITY_SEARCH_FILTER_VALUES: Shape = Shape::list(
    "OpportunitySearchFilterValues",
    &SEARCH_FILTER_VALUE,
    Some(1i64),
    Some(20i64),
);
pub static OPPORTUNITY_SEARCH_INSIGHTS: Shape = Shape::structure(
    "OpportunitySearchInsights",
    &[
        Member::optional("EngagementScore", &SEARCH_ENGAGEMENT_SCORE),
        Member::optional("OpportunityQuality", &OPPORTUNITY_SEARCH_OPPORTUNITY_QUALITY),
    ],
);
pub static OPPORTUNITY_SEARCH_LIFE_CYCLE: Shape = Shape::structure(
    "OpportunitySearchLifeCycle",
    &[
        Member::optional("ReviewStatus", &REVIEW_STATUS),
        Member::optional("Stage", &STAGE),
        Member::optional("NextSteps", &OPPORTUNITY_SEARCH_LIFE_CYCLE_NEXT_STEPS_STRING),
        Member::optional("TargetCloseDate", &DATE),
    ],
);
pub static OPPORTUNITY_SEARCH_LIFE_CYCLE_NEXT_STEPS_STRING: Shape = Shape::text(
        "OpportunitySearchLifeCycleNextStepsString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static OPPORTUNITY_SEARCH_OPPORTUNITY_QUALITY: Shape = Shape::structure(
    "OpportunitySearchOpportunityQuality",
    &[Member::optional("Score", &OPPORTUNITY_SEARCH_OPPORTUNITY_QUALITY_SCORE_INTEGER)],
);
pub static OPPORTUNITY_SEARCH_OPPORTUNITY_QUALITY_SCORE_INTEGER: Shape = Shape::integer(
    "OpportunitySearchOpportunityQualityScoreInteger",
    Some(0i64),
    Some(100i64),
);
pub static OPPORTUNITY_SEARCH_PREDICATE: Shape = Shape::structure(
    "OpportunitySearchPredicate",
    &[
        Member::required("Key", &OPPORTUNITY_SEARCH_FILTER_NAME),
        Member::required("Value", &OPPORTUNITY_SEARCH_FILTER_VALUE),
    ],
);
pub static OPPORTUNITY_SEARCH_PROJECT: Shape = Shape::structure(
    "OpportunitySearchProject",
    &[
        Member::optional("Title", &OPPORTUNITY_SEARCH_PROJECT_TITLE_STRING),
        Member::optional("ApnPrograms", &APN_PROGRAMS),
        Member::optional(
            "ExpectedCustomerSpend",
            &OPPORTUNITY_SEARCH_EXPECTED_CUSTOMER_SPEND_LIST,
        ),
    ],
);
pub static OPPORTUNITY_SEARCH_PROJECT_TITLE_STRING: Shape = Shape::text(
        "OpportunitySearchProjectTitleString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static OPPORTUNITY_SEARCH_RELATED_ENTITY_IDENTIFIERS: Shape = Shape::structure(
    "OpportunitySearchRelatedEntityIdentifiers",
    &[
        Member::optional("AwsMarketplaceOffers", &AWS_MARKETPLACE_OFFER_IDENTIFIERS),
        Member::optional(
            "AwsMarketplaceOfferSets",
            &AWS_MARKETPLACE_OFFER_SET_IDENTIFIERS,
        ),
        Member::optional(
            "AwsMarketplaceSolutions",
            &AWS_MARKETPLACE_SOLUTION_IDENTIFIERS,
        ),
        Member::optional("Solutions", &SOLUTION_IDENTIFIERS),
    ],
);
pub static OPPORTUNITY_SEARCH_SORT: Shape = Shape::structure(
    "OpportunitySearchSort",
    &[
        Member::required("SortBy", &OPPORTUNITY_SEARCH_SORT_NAME),
        Member::required("SortOrder", &SORT_ORDER),
    ],
);
pub static OPPORTUNITY_SEARCH_SORT_NAME: Shape = Shape::enumeration(
    "OpportunitySearchSortName",
    &[
        "ApnPrograms",
        "AwsAccountId",
        "CosellMotion",
        "CountryCode",
        "CreatedDate",
        "CustomerCompanyName",
        "EngagementScore",
        "EstimatedMrr",
        "Industry",
        "LastModifiedDate",
        "NextStep",
        "OfferId",
        "OfferSetId",
        "OpportunityId",
        "OpportunityOwner",
        "OpportunityType",
        "Origin",
        "PartnerOpportunityIdentifier",
        "PartnerProjectTitle",
        "ReviewStatus",
        "Stage",
        "Tags",
        "TargetCloseDate",
    ],
);
pub static OPPORTUNITY_SEARCH_SUMMARIES: Shape = Shape::list(
    "OpportunitySearchSummaries",
    &OPPORTUNITY_SEARCH_SUMMARY,
    None,
    None,
);
pub static OPPORTUNITY_SEARCH_SUMMARY: Shape = Shape::structure(
    "OpportunitySearchSummary",
    &[
        Member::required("Id", &OPPORTUNITY_IDENTIFIER),
        Member::required("LastModifiedDate", &DATE_TIME),
        Member::required("CreatedDate", &DATE_TIME),
        Member::optional("OpportunityType", &OPPORTUNITY_TYPE),
        Member::optional(
            "PartnerOpportunityIdentifier",
            &OPPORTUNITY_SEARCH_SUMMARY_PARTNER_OPPORTUNITY_IDENTIFIER_STRING,
        ),
        Member::optional("LifeCycle", &OPPORTUNITY_SEARCH_LIFE_CYCLE),
        Member::optional("Customer", &OPPORTUNITY_SEARCH_CUSTOMER),
        Member::optional("Project", &OPPORTUNITY_SEARCH_PROJECT),
        Member::optional("Tags", &TAG_LIST),
        Member::optional(
            "RelatedEntityIdentifiers",
            &OPPORTUNITY_SEARCH_RELATED_ENTITY_IDENTIFIERS,
        ),
        Member::optional("OpportunityTeam", &OPPORTUNITY_SEARCH_TEAM_MEMBERS_LIST),
        Member::optional("AwsOpportunitySummary", &OPPORTUNITY_SEARCH_AWS_SUMMARY),
    ],
);
pub static OPPORTUNITY_SEARCH_SUMMARY_PARTNER_OPPORTUNITY_IDENTIFIER_STRING: Shape = Shape::text(
    "OpportunitySearchSummaryPartnerOpportunityIdentifierString",
    Some(0i64),
    Some(64i64),
    None,
);
pub static OPPORTUNITY_SEARCH_TEAM_MEMBER: Shape = Shape::structure(
    "OpportunitySearchTeamMember",
    &[
        Member::optional("FirstName", &OPPORTUNITY_SEARCH_TEAM_MEMBER_FIRST_NAME_STRING),
        Member::optional("LastName", &OPPORTUNITY_SEARCH_TEAM_MEMBER_LAST_NAME_STRING),
        Member::optional("BusinessTitle", &JOB_TITLE),
    ],
);
pub static OPPORTUNITY_SEARCH_TEAM_MEMBER_FIRST_NAME_STRING: Shape = Shape::text(
        "OpportunitySearchTeamMemberFirstNameString",
        Some(0i64),
        Some(80i64),
        None,
    )
    .sensitive();
pub static OPPORTUNITY_SEARCH_TEAM_MEMBER_LAST_NAME_STRING: Shape = Shape::text(
        "OpportunitySearchTeamMemberLastNameString",
        Some(0i64),
        Some(80i64),
        None,
    )
    .sensitive();
pub static OPPORTUNITY_SEARCH_TEAM_MEMBERS_LIST: Shape = Shape::list(
    "OpportunitySearchTeamMembersList",
    &OPPORTUNITY_SEARCH_TEAM_MEMBER,
    Some(0i64),
    Some(10i64),
);
pub static OPPORTUNITY_SORT: Shape = Shape::structure(
    "OpportunitySort",
    &[
        Member::required("SortOrder", &SORT_ORDER),
        Member::required("SortBy", &OPPORTUNITY_SORT_NAME),
    ],
);
pub static OPPORTUNITY_SORT_NAME: Shape = Shape::enumeration(
    "OpportunitySortName",
    &[
        "CreatedDate",
        "CustomerCompanyName",
        "Identifier",
        "LastModifiedDate",
        "TargetCloseDate",
    ],
);
pub static OPPORTUNITY_SUMMARIES: Shape = Shape::list(
    "OpportunitySummaries",
    &OPPORTUNITY_SUMMARY,
    None,
    None,
);
pub static OPPORTUNITY_SUMMARY: Shape = Shape::structure(
    "OpportunitySummary",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("Id", &OPPORTUNITY_IDENTIFIER),
        Member::optional("Arn", &OPPORTUNITY_ARN),
        Member::optional("PartnerOpportunityIdentifier", &STRING),
        Member::optional("OpportunityType", &OPPORTUNITY_TYPE),
        Member::optional("LastModifiedDate", &DATE_TIME),
        Member::optional("CreatedDate", &DATE_TIME),
        Member::optional("LifeCycle", &LIFE_CYCLE_SUMMARY),
        Member::optional("Customer", &CUSTOMER_SUMMARY),
        Member::optional("Project", &PROJECT_SUMMARY),
    ],
);
pub static OPPORTUNITY_SUMMARY_VIEW: Shape = Shape::structure(
    "OpportunitySummaryView",
    &[
        Member::optional("OpportunityType", &OPPORTUNITY_TYPE),
        Member::optional("Lifecycle", &LIFE_CYCLE_FOR_VIEW),
        Member::optional("OpportunityTeam", &PARTNER_OPPORTUNITY_TEAM_MEMBERS_LIST),
        Member::optional("PrimaryNeedsFromAws", &PRIMARY_NEEDS_FROM_AWS),
        Member::optional("Customer", &CUSTOMER),
        Member::optional("Project", &PROJECT_VIEW),
        Member::optional("RelatedEntityIdentifiers", &RELATED_ENTITY_IDENTIFIERS),
    ],
);
pub static OPPORTUNITY_TYPE: Shape = Shape::enumeration(
    "OpportunityType",
    &["Expansion", "Flat Renewal", "Net New Business"],
);
pub static PAGE_SIZE: Shape = Shape::integer("PageSize", Some(1i64), Some(100i64));
pub static PARTICIPANT_TYPE: Shape = Shape::enumeration(
    "ParticipantType",
    &["RECEIVER", "SENDER"],
);
pub static PARTNER_ACCOUNT_IDENTIFIER: Shape = Shape::text(
    "PartnerAccountIdentifier",
    Some(0i64),
    Some(64i64),
    None,
);
pub static PARTNER_OPPORTUNITY_TEAM_MEMBERS_LIST: Shape = Shape::list(
    "PartnerOpportunityTeamMembersList",
    &CONTACT,
    Some(0i64),
    Some(10i64),
);
pub static PAYLOAD: Shape = Shape::union(
    "Payload",
    &[
        Member::optional("OpportunityInvitation", &OPPORTUNITY_INVITATION_PAYLOAD),
        Member::optional("LeadInvitation", &LEAD_INVITATION_PAYLOAD),
        Member::optional(
            "AccountPlanningInvitation",
            &ACCOUNT_PLANNING_INVITATION_PAYLOAD,
        ),
    ],
);
pub static PAYMENT_FREQUENCY: Shape = Shape::enumeration(
    "PaymentFrequency",
    &["Monthly", "None"],
);
pub static PHONE_NUMBER: Shape = Shape::text(
        "PhoneNumber",
        None,
        None,
        Some(Pattern::new("\\+[1-9]\\d{1,14}", "\\+[1-9][0-9]{1,14}")),
    )
    .sensitive();
pub static PREFERRED_CONTACT_WINDOW: Shape = Shape::structure(
    "PreferredContactWindow",
    &[
        Member::optional("Window", &CONTACT_WINDOW),
        Member::optional("Timezone", &PREFERRED_CONTACT_WINDOW_TIMEZONE_STRING),
    ],
);
pub static PREFERRED_CONTACT_WINDOW_TIMEZONE_STRING: Shape = Shape::text(
    "PreferredContactWindowTimezoneString",
    Some(1i64),
    Some(64i64),
    Some(
        Pattern::new(
            "[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*",
            "[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*",
        ),
    ),
);
pub static PRIMARY_NEED_FROM_AWS: Shape = Shape::enumeration(
    "PrimaryNeedFromAws",
    &[
        "Co-Sell - Architectural Validation",
        "Co-Sell - Business Presentation",
        "Co-Sell - Competitive Information",
        "Co-Sell - Deal Support",
        "Co-Sell - Pricing Assistance",
        "Co-Sell - Support for Public Tender / RFx",
        "Co-Sell - Technical Consultation",
        "Co-Sell - Total Cost of Ownership Evaluation",
        "Do Not Need Support from AWS Sales Rep",
    ],
);
pub static PRIMARY_NEEDS_FROM_AWS: Shape = Shape::list(
    "PrimaryNeedsFromAws",
    &PRIMARY_NEED_FROM_AWS,
    None,
    None,
);
pub static PROFILE_NEXT_STEPS_HISTORY: Shape = Shape::structure(
    "ProfileNextStepsHistory",
    &[Member::required("Value", &STRING), Member::required("Time", &DATE_TIME)],
);
pub static PROJECT: Shape = Shape::structure(
    "Project",
    &[
        Member::optional("DeliveryModels", &DELIVERY_MODELS),
        Member::optional("ExpectedCustomerSpend", &EXPECTED_CUSTOMER_SPEND_LIST),
        Member::nullable("ExpectedContractDuration", &EXPECTED_CONTRACT_DURATION),
        Member::optional("Title", &PROJECT_TITLE_STRING),
        Member::optional("ApnPrograms", &APN_PROGRAMS),
        Member::optional(
            "CustomerBusinessProblem",
            &PROJECT_CUSTOMER_BUSINESS_PROBLEM_STRING,
        ),
        Member::optional("CustomerUseCase", &STRING),
        Member::optional("RelatedOpportunityIdentifier", &OPPORTUNITY_IDENTIFIER),
        Member::optional("SalesActivities", &SALES_ACTIVITIES),
        Member::optional("CompetitorName", &COMPETITOR_NAME),
        Member::optional("OtherCompetitorNames", &PROJECT_OTHER_COMPETITOR_NAMES_STRING),
        Member::optional(
            "OtherSolutionDescription",
            &PROJECT_OTHER_SOLUTION_DESCRIPTION_STRING,
        ),
        Member::optional("AdditionalComments", &PROJECT_ADDITIONAL_COMMENTS_STRING),
        Member::optional("AwsPartition", &AWS_PARTITION),
    ],
);
pub static PROJECT_ADDITIONAL_COMMENTS_STRING: Shape = Shape::text(
    "ProjectAdditionalCommentsString",
    Some(1i64),
    Some(255i64),
    None,
);
pub static PROJECT_CUSTOMER_BUSINESS_PROBLEM_STRING: Shape = Shape::text(
        "ProjectCustomerBusinessProblemString",
        Some(20i64),
        Some(2000i64),
        None,
    )
    .sensitive();
pub static PROJECT_DETAILS: Shape = Shape::structure(
    "ProjectDetails",
    &[
        Member::required("BusinessProblem", &ENGAGEMENT_CUSTOMER_BUSINESS_PROBLEM),
        Member::required("Title", &PROJECT_DETAILS_TITLE_STRING),
        Member::required("TargetCompletionDate", &DATE),
        Member::required("ExpectedCustomerSpend", &EXPECTED_CUSTOMER_SPEND_LIST),
    ],
);
pub static PROJECT_DETAILS_TITLE_STRING: Shape = Shape::text(
    "ProjectDetailsTitleString",
    Some(1i64),
    Some(255i64),
    None,
);
pub static PROJECT_OTHER_COMPETITOR_NAMES_STRING: Shape = Shape::text(
    "ProjectOtherCompetitorNamesString",
    Some(0i64),
    Some(255i64),
    None,
);
pub static PROJECT_OTHER_SOLUTION_DESCRIPTION_STRING: Shape = Shape::text(
        "ProjectOtherSolutionDescriptionString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static PROJECT_SUMMARY: Shape = Shape::structure(
    "ProjectSummary",
    &[
        Member::optional("DeliveryModels", &DELIVERY_MODELS),
        Member::optional("ExpectedCustomerSpend", &EXPECTED_CUSTOMER_SPEND_LIST),
        Member::optional("ExpectedContractDuration", &EXPECTED_CONTRACT_DURATION),
    ],
);
pub static PROJECT_TITLE_STRING: Shape = Shape::text(
        "ProjectTitleString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static PROJECT_VIEW: Shape = Shape::structure(
    "ProjectView",
    &[
        Member::optional("DeliveryModels", &DELIVERY_MODELS),
        Member::optional("ExpectedCustomerSpend", &EXPECTED_CUSTOMER_SPEND_LIST),
        Member::optional("ExpectedContractDuration", &EXPECTED_CONTRACT_DURATION),
        Member::optional("CustomerUseCase", &STRING),
        Member::optional("SalesActivities", &SALES_ACTIVITIES),
        Member::optional(
            "OtherSolutionDescription",
            &PROJECT_VIEW_OTHER_SOLUTION_DESCRIPTION_STRING,
        ),
    ],
);
pub static PROJECT_VIEW_OTHER_SOLUTION_DESCRIPTION_STRING: Shape = Shape::text(
        "ProjectViewOtherSolutionDescriptionString",
        Some(0i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static PROSPECTING_ACCOUNT_NAME: Shape = Shape::text(
    "ProspectingAccountName",
    Some(0i64),
    Some(255i64),
    None,
);
pub static PROSPECTING_COMPANY_SIZE: Shape = Shape::text(
    "ProspectingCompanySize",
    Some(0i64),
    Some(255i64),
    None,
);
pub static PROSPECTING_FROM_ENGAGEMENT_TASK_SORT: Shape = Shape::structure(
    "ProspectingFromEngagementTaskSort",
    &[
        Member::required("SortOrder", &SORT_ORDER),
        Member::required("SortBy", &PROSPECTING_FROM_ENGAGEMENT_TASK_SORT_NAME),
    ],
);
pub static PROSPECTING_FROM_ENGAGEMENT_TASK_SORT_NAME: Shape = Shape::enumeration(
    "ProspectingFromEngagementTaskSortName",
    &["FailedEngagementCount", "StartTime", "TaskName"],
);
pub static PROSPECTING_GEO: Shape = Shape::text(
    "ProspectingGeo",
    Some(0i64),
    Some(255i64),
    None,
);
pub static PROSPECTING_INSIGHTS: Shape = Shape::structure(
    "ProspectingInsights",
    &[
        Member::optional("MarketplaceEngagementScore", &ENGAGEMENT_SCORE_LEVEL),
        Member::optional("SolutionScore", &STRING),
        Member::optional("SolutionCategory", &STRING),
        Member::optional("SolutionSubCategory", &STRING),
    ],
);
pub static PROSPECTING_PUBLIC_PROFILE_SUMMARY: Shape = Shape::text(
    "ProspectingPublicProfileSummary",
    Some(0i64),
    Some(5000i64),
    None,
);
pub static PROSPECTING_REGION: Shape = Shape::text(
    "ProspectingRegion",
    Some(0i64),
    Some(255i64),
    None,
);
pub static PROSPECTING_RESULT: Shape = Shape::structure(
    "ProspectingResult",
    &[Member::optional("Aws", &PROSPECTING_RESULT_AWS)],
);
pub static PROSPECTING_RESULT_AWS: Shape = Shape::structure(
    "ProspectingResultAws",
    &[
        Member::optional("Customer", &PROSPECTING_RESULT_CUSTOMER),
        Member::optional("Insights", &PROSPECTING_INSIGHTS),
        Member::optional("StartTime", &DATE_TIME),
        Member::optional("EndTime", &DATE_TIME),
        Member::optional("TaskId", &PROSPECTING_TASK_IDENTIFIER),
        Member::optional("TaskArn", &TASK_ARN),
        Member::optional("TaskName", &TASK_NAME),
    ],
);
pub static PROSPECTING_RESULT_CUSTOMER: Shape = Shape::structure(
    "ProspectingResultCustomer",
    &[
        Member::optional("AccountName", &PROSPECTING_ACCOUNT_NAME),
        Member::optional("Geo", &PROSPECTING_GEO),
        Member::optional("Region", &PROSPECTING_REGION),
        Member::optional("SubRegion", &PROSPECTING_SUB_REGION),
        Member::optional("Country", &COUNTRY_CODE),
        Member::optional("Industry", &INDUSTRY),
        Member::optional("SubIndustry", &PROSPECTING_SUB_INDUSTRY),
        Member::optional("Segment", &PROSPECTING_SEGMENT),
        Member::optional("CompanySize", &PROSPECTING_COMPANY_SIZE),
        Member::optional("EligiblePrograms", &ELIGIBLE_PROGRAMS_LIST),
        Member::optional("PublicProfileSummary", &PROSPECTING_PUBLIC_PROFILE_SUMMARY),
    ],
);
pub static PROSPECTING_SEGMENT: Shape = Shape::text(
    "ProspectingSegment",
    Some(0i64),
    Some(255i64),
    None,
);
pub static PROSPECTING_SUB_INDUSTRY: Shape = Shape::text(
    "ProspectingSubIndustry",
    Some(0i64),
    Some(255i64),
    None,
);
pub static PROSPECTING_SUB_REGION: Shape = Shape::text(
    "ProspectingSubRegion",
    Some(0i64),
    Some(255i64),
    None,
);
pub static PROSPECTING_TASK_ARN: Shape = Shape::text(
    "ProspectingTaskArn",
    None,
    None,
    Some(Pattern::new("arn:.*", "arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*")),
);
pub static PROSPECTING_TASK_IDENTIFIER: Shape = Shape::text(
    "ProspectingTaskIdentifier",
    None,
    None,
    Some(Pattern::new("task-[0-9a-z]{14}", "task-[0-9a-z]{14}")),
);
pub static PROSPECTING_TASK_STATUS: Shape = Shape::enumeration(
    "ProspectingTaskStatus",
    &["COMPLETED", "FAILED", "IN_PROGRESS", "PENDING"],
);
pub static PROSPECTING_TASK_SUMMARY: Shape = Shape::structure(
    "ProspectingTaskSummary",
    &[
        Member::required("TaskId", &PROSPECTING_TASK_IDENTIFIER),
        Member::required("TaskArn", &PROSPECTING_TASK_ARN),
        Member::required("TaskName", &TASK_NAME),
        Member::required("StartTime", &DATE_TIME),
        Member::optional("EndTime", &DATE_TIME),
        Member::required("TotalEngagementCount", &INTEGER),
        Member::required("CompletedEngagementCount", &INTEGER),
        Member::required("FailedEngagementCount", &INTEGER),
    ],
);
pub static PROSPECTING_TASK_SUMMARY_LIST: Shape = Shape::list(
    "ProspectingTaskSummaryList",
    &PROSPECTING_TASK_SUMMARY,
    None,
    None,
);
pub static PUT_SELLING_SYSTEM_SETTINGS_REQUEST: Shape = Shape::structure(
    "PutSellingSystemSettingsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional(
            "ResourceSnapshotJobRoleIdentifier",
            &RESOURCE_SNAPSHOT_JOB_ROLE_IDENTIFIER,
        ),
    ],
);
pub static PUT_SELLING_SYSTEM_SETTINGS_RESPONSE: Shape = Shape::structure(
    "PutSellingSystemSettingsResponse",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("ResourceSnapshotJobRoleArn", &RESOURCE_SNAPSHOT_JOB_ROLE_ARN),
    ],
);
pub static READINESS_LEVEL: Shape = Shape::enumeration(
    "ReadinessLevel",
    &["LowPotential", "MarketingReady", "SalesReady"],
);
pub static REASON_CODE: Shape = Shape::enumeration(
    "ReasonCode",
    &[
        "ContextNotFound",
        "CustomerProjectContextNotPermitted",
        "DisqualifiedLeadNotPermitted",
        "EngagementAccessDenied",
        "EngagementConflict",
        "EngagementInvitationConflict",
        "EngagementValidationFailed",
        "InternalError",
        "InvitationAccessDenied",
        "InvitationValidationFailed",
        "OpportunityAccessDenied",
        "OpportunityConflict",
        "OpportunitySubmissionFailed",
        "OpportunityValidationFailed",
        "RequestThrottled",
        "ResourceSnapshotAccessDenied",
        "ResourceSnapshotConflict",
        "ResourceSnapshotJobAccessDenied",
        "ResourceSnapshotJobConflict",
        "ResourceSnapshotJobValidationFailed",
        "ResourceSnapshotValidationFailed",
        "ServiceQuotaExceeded",
    ],
);
pub static RECEIVER: Shape = Shape::union(
    "Receiver",
    &[Member::optional("Account", &ACCOUNT_RECEIVER)],
);
pub static RECEIVER_RESPONSIBILITY: Shape = Shape::enumeration(
    "ReceiverResponsibility",
    &[
        "Co-Sell Facilitator",
        "Distributor",
        "Facilitator",
        "Hardware Partner",
        "Managed Service Provider",
        "Reseller",
        "Services Partner",
        "Software Partner",
        "Training Partner",
    ],
);
pub static RECEIVER_RESPONSIBILITY_LIST: Shape = Shape::list(
    "ReceiverResponsibilityList",
    &RECEIVER_RESPONSIBILITY,
    None,
    None,
);
pub static RECOMMENDATION: Shape = Shape::structure(
    "Recommendation",
    &[
        Member::required("Type", &STRING),
        Member::required("Details", &STRING),
        Member::optional("Attributes", &RECOMMENDATION_ATTRIBUTE_MAP),
    ],
);
pub static RECOMMENDATION_ATTRIBUTE_MAP: Shape = Shape::map(
    "RecommendationAttributeMap",
    &STRING,
    &STRING,
    Some(0i64),
    Some(25i64),
);
pub static RECOMMENDATION_LIST: Shape = Shape::list(
    "RecommendationList",
    &RECOMMENDATION,
    Some(0i64),
    Some(5i64),
);
pub static REJECT_ENGAGEMENT_INVITATION_REQUEST: Shape = Shape::structure(
    "RejectEngagementInvitationRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &ENGAGEMENT_INVITATION_ARN_OR_IDENTIFIER),
        Member::optional("RejectionReason", &REJECTION_REASON_STRING),
    ],
);
pub static REJECTION_REASON_STRING: Shape = Shape::text(
    "RejectionReasonString",
    None,
    None,
    Some(
        Pattern::new(
            "[\\u0020-\\u007E\\u00A0-\\uD7FF\\uE000-\\uFFFD]{1,80}",
            "[\\u0020-\\u007E\\u00A0-\\uD7FF\\uE000-\\uFFFD]{1,80}",
        ),
    ),
);
pub static RELATED_ENTITY_IDENTIFIERS: Shape = Shape::structure(
    "RelatedEntityIdentifiers",
    &[
        Member::optional("AwsMarketplaceOffers", &AWS_MARKETPLACE_OFFER_IDENTIFIERS),
        Member::optional(
            "AwsMarketplaceOfferSets",
            &AWS_MARKETPLACE_OFFER_SET_IDENTIFIERS,
        ),
        Member::optional("Solutions", &SOLUTION_IDENTIFIERS),
        Member::optional("AwsProducts", &AWS_PRODUCT_IDENTIFIERS),
        Member::optional(
            "AwsMarketplaceSolutions",
            &AWS_MARKETPLACE_SOLUTION_IDENTIFIERS,
        ),
        Member::optional("AwsMarketplaceProducts", &AWS_MARKETPLACE_PRODUCT_IDENTIFIERS),
    ],
);
pub static RELATED_ENTITY_TYPE: Shape = Shape::enumeration(
    "RelatedEntityType",
    &[
        "AwsMarketplaceOfferSets",
        "AwsMarketplaceOffers",
        "AwsMarketplaceProducts",
        "AwsMarketplaceSolutions",
        "AwsProducts",
        "Solutions",
    ],
);
pub static RESOURCE_ARN: Shape = Shape::text(
    "ResourceArn",
    None,
    None,
    Some(Pattern::new("arn:.*", "arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*")),
);
pub static RESOURCE_IDENTIFIER: Shape = Shape::text(
    "ResourceIdentifier",
    None,
    None,
    Some(Pattern::new("O[0-9]{1,19}", "O[0-9]{1,19}")),
);
pub static RESOURCE_SNAPSHOT_ARN: Shape = Shape::text(
    "ResourceSnapshotArn",
    None,
    None,
    Some(Pattern::new("arn:.*", "arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*")),
);
pub static RESOURCE_SNAPSHOT_JOB_ARN: Shape = Shape::text(
    "ResourceSnapshotJobArn",
    None,
    None,
    Some(Pattern::new("arn:.*", "arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*")),
);
pub static RESOURCE_SNAPSHOT_JOB_IDENTIFIER: Shape = Shape::text(
    "ResourceSnapshotJobIdentifier",
    None,
    None,
    Some(Pattern::new("job-[0-9a-z]{13}", "job-[0-9a-z]{13}")),
);
pub static RESOURCE_SNAPSHOT_JOB_ROLE_ARN: Shape = Shape::text(
    "ResourceSnapshotJobRoleArn",
    Some(0i64),
    Some(2048i64),
    Some(
        Pattern::new(
            "(?=.{0,2048}$)arn:aws:iam::\\d{12}:role/([-+=,.@_a-zA-Z0-9]+/)*[-+=,.@_a-zA-Z0-9]{1,64}",
            "arn:aws:iam::[0-9]{12}:role/([-+=,.@_a-zA-Z0-9]+/)*[-+=,.@_a-zA-Z0-9]{1,64}",
        ),
    ),
);
pub static RESOURCE_SNAPSHOT_JOB_ROLE_IDENTIFIER: Shape = Shape::text(
    "ResourceSnapshotJobRoleIdentifier",
    Some(0i64),
    Some(2048i64),
    Some(
        Pattern::new(
            "(?=.{0,2048}$)(arn:aws:iam::\\d{12}:role/([-+=,.@_a-zA-Z0-9]+/)*)?[-+=,.@_a-zA-Z0-9]{1,64}",
            "(arn:aws:iam::[0-9]{12}:role/([-+=,.@_a-zA-Z0-9]+/)*)?[-+=,.@_a-zA-Z0-9]{1,64}",
        ),
    ),
);
pub static RESOURCE_SNAPSHOT_JOB_STATUS: Shape = Shape::enumeration(
    "ResourceSnapshotJobStatus",
    &["Running", "Stopped"],
);
pub static RESOURCE_SNAPSHOT_JOB_SUMMARY: Shape = Shape::structure(
    "ResourceSnapshotJobSummary",
    &[
        Member::optional("Id", &RESOURCE_SNAPSHOT_JOB_IDENTIFIER),
        Member::optional("Arn", &RESOURCE_SNAPSHOT_JOB_ARN),
        Member::optional("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::optional("Status", &RESOURCE_SNAPSHOT_JOB_STATUS),
    ],
);
pub static RESOURCE_SNAPSHOT_JOB_SUMMARY_LIST: Shape = Shape::list(
    "ResourceSnapshotJobSummaryList",
    &RESOURCE_SNAPSHOT_JOB_SUMMARY,
    None,
    None,
);
pub static RESOURCE_SNAPSHOT_PAYLOAD: Shape = Shape::union(
    "ResourceSnapshotPayload",
    &[
        Member::optional("OpportunitySummary", &OPPORTUNITY_SUMMARY_VIEW),
        Member::optional(
            "AwsOpportunitySummaryFullView",
            &AWS_OPPORTUNITY_SUMMARY_FULL_VIEW,
        ),
    ],
);
pub static RESOURCE_SNAPSHOT_REVISION: Shape = Shape::integer(
    "ResourceSnapshotRevision",
    Some(1i64),
    None,
);
pub static RESOURCE_SNAPSHOT_SUMMARY: Shape = Shape::structure(
    "ResourceSnapshotSummary",
    &[
        Member::optional("Arn", &RESOURCE_SNAPSHOT_ARN),
        Member::optional("Revision", &RESOURCE_SNAPSHOT_REVISION),
        Member::optional("ResourceType", &RESOURCE_TYPE),
        Member::optional("ResourceId", &RESOURCE_IDENTIFIER),
        Member::optional("ResourceSnapshotTemplateName", &RESOURCE_TEMPLATE_NAME),
        Member::optional("CreatedBy", &AWS_ACCOUNT),
    ],
);
pub static RESOURCE_SNAPSHOT_SUMMARY_LIST: Shape = Shape::list(
    "ResourceSnapshotSummaryList",
    &RESOURCE_SNAPSHOT_SUMMARY,
    None,
    None,
);
pub static RESOURCE_TEMPLATE_NAME: Shape = Shape::text(
    "ResourceTemplateName",
    None,
    None,
    Some(Pattern::new("[a-zA-Z0-9]{3,80}", "[a-zA-Z0-9]{3,80}")),
);
pub static RESOURCE_TYPE: Shape = Shape::enumeration("ResourceType", &["Opportunity"]);
pub static REVENUE_MODEL: Shape = Shape::enumeration(
    "RevenueModel",
    &["Contract", "Pay-as-you-go", "Subscription"],
);
pub static REVIEW_STATUS: Shape = Shape::enumeration(
    "ReviewStatus",
    &[
        "Action Required",
        "Approved",
        "In review",
        "Pending Submission",
        "Rejected",
        "Submitted",
    ],
);
pub static SALES_ACTIVITIES: Shape = Shape::list(
    "SalesActivities",
    &SALES_ACTIVITY,
    None,
    None,
);
pub static SALES_ACTIVITY: Shape = Shape::enumeration(
    "SalesActivity",
    &[
        "Agreed on solution to Business Problem",
        "Completed Action Plan",
        "Conducted POC / Demo",
        "Customer has shown interest in solution",
        "Finalized Deployment Need",
        "In evaluation / planning stage",
        "Initialized discussions with customer",
        "SOW Signed",
    ],
);
pub static SALES_INVOLVEMENT_TYPE: Shape = Shape::enumeration(
    "SalesInvolvementType",
    &["Co-Sell", "For Visibility Only"],
);
pub static SEARCH_AWS_ACCOUNT: Shape = Shape::text("SearchAwsAccount", None, None, None)
    .sensitive();
pub static SEARCH_CUSTOMER_ACCOUNTS_REQUEST: Shape = Shape::structure(
    "SearchCustomerAccountsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("Filter", &FILTER),
        Member::optional("Sort", &CUSTOMER_ACCOUNT_SORT),
        Member::optional(
            "MaxResults",
            &SEARCH_CUSTOMER_ACCOUNTS_REQUEST_MAX_RESULTS_INTEGER,
        ),
        Member::optional("NextToken", &NEXT_TOKEN),
    ],
);
pub static SEARCH_CUSTOMER_ACCOUNTS_REQUEST_MAX_RESULTS_INTEGER: Shape = Shape::integer(
    "SearchCustomerAccountsRequestMaxResultsInteger",
    Some(1i64),
    Some(100i64),
);
pub static SEARCH_CUSTOMER_ACCOUNTS_RESPONSE: Shape = Shape::structure(
    "SearchCustomerAccountsResponse",
    &[
        Member::required("CustomerAccountSummaries", &CUSTOMER_ACCOUNT_SUMMARY_LIST),
        Member::optional("NextToken", &NEXT_TOKEN),
    ],
);
pub static SEARCH_ENGAGEMENT_SCORE: Shape = Shape::enumeration(
        "SearchEngagementScore",
        &["High", "Low", "Medium"],
    )
    .sensitive();
pub static SEARCH_ENGAGEMENTS_REQUEST: Shape = Shape::structure(
    "SearchEngagementsRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("Keyword", &ENGAGEMENT_SEARCH_KEYWORD),
        Member::optional("Filter", &ENGAGEMENT_SEARCH_FILTER),
        Member::optional("GroupId", &GROUP_ID),
        Member::optional("Sort", &ENGAGEMENT_SEARCH_SORT),
        Member::optional("MaxResults", &PAGE_SIZE),
        Member::optional("NextToken", &LEADS_NEXT_TOKEN),
    ],
);
pub static SEARCH_ENGAGEMENTS_RESPONSE: Shape = Shape::structure(
    "SearchEngagementsResponse",
    &[
        Member::optional("EngagementSearchSummaries", &ENGAGEMENT_SEARCH_SUMMARY_LIST),
        Member::optional("NextToken", &LEADS_NEXT_TOKEN),
    ],
);
pub static SEARCH_FILTER_VALUE: Shape = Shape::text(
        "SearchFilterValue",
        Some(1i64),
        Some(255i64),
        None,
    )
    .sensitive();
pub static SEARCH_KEYWORD: Shape = Shape::text(
        "SearchKeyword",
        Some(1i64),
        Some(500i64),
        None,
    )
    .sensitive();
pub static SEARCH_OPPORTUNITIES_REQUEST: Shape = Shape::structure(
    "SearchOpportunitiesRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("MaxResults", &PAGE_SIZE),
        Member::optional("NextToken", &STRING),
        Member::optional("Keyword", &SEARCH_KEYWORD),
        Member::optional("Filter", &OPPORTUNITY_SEARCH_FILTER),
        Member::optional("Sort", &OPPORTUNITY_SEARCH_SORT),
    ],
);
pub static SEARCH_OPPORTUNITIES_RESPONSE: Shape = Shape::structure(
    "SearchOpportunitiesResponse",
    &[
        Member::required("OpportunitySearchSummaries", &OPPORTUNITY_SEARCH_SUMMARIES),
        Member::optional("NextToken", &STRING),
    ],
);
pub static SENDER_CONTACT: Shape = Shape::structure(
    "SenderContact",
    &[
        Member::required("Email", &SENDER_CONTACT_EMAIL),
        Member::optional("FirstName", &NAME),
        Member::optional("LastName", &NAME),
        Member::optional("BusinessTitle", &JOB_TITLE),
        Member::optional("Phone", &PHONE_NUMBER),
    ],
);
pub static SENDER_CONTACT_EMAIL: Shape = Shape::text(
        "SenderContactEmail",
        Some(1i64),
        Some(80i64),
        Some(
            Pattern::new(
                "(?=.{1,80}$)[a-zA-Z0-9.!#$%&'*+/=?^_{|}~-]+@[a-zA-Z0-9-]+(?:.[a-zA-Z0-9-]+)*",
                "[a-zA-Z0-9.!#$%&'*+/=?^_{|}~-]+@[a-zA-Z0-9-]+(?:[^\\n\\r\\u{85}\\u{2028}\\u{2029}][a-zA-Z0-9-]+)*",
            ),
        ),
    )
    .sensitive();
pub static SENDER_CONTACT_LIST: Shape = Shape::list(
    "SenderContactList",
    &SENDER_CONTACT,
    Some(1i64),
    Some(3i64),
);
pub static SOFTWARE_REVENUE: Shape = Shape::structure(
    "SoftwareRevenue",
    &[
        Member::optional("DeliveryModel", &REVENUE_MODEL),
        Member::optional("Value", &MONETARY_VALUE),
        Member::optional("EffectiveDate", &DATE),
        Member::optional("ExpirationDate", &DATE),
    ],
);
pub static SOLUTION_ARN: Shape = Shape::text(
    "SolutionArn",
    None,
    None,
    Some(Pattern::new("S-[0-9]{1,19}", "S-[0-9]{1,19}")),
);
pub static SOLUTION_BASE: Shape = Shape::structure(
    "SolutionBase",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Id", &SOLUTION_IDENTIFIER),
        Member::optional("Arn", &SOLUTION_ARN),
        Member::required("Name", &STRING),
        Member::required("Status", &SOLUTION_STATUS),
        Member::required("Category", &STRING),
        Member::required("CreatedDate", &DATE_TIME),
        Member::optional("AwsMarketplaceSolutionArn", &AWS_MARKETPLACE_SOLUTION_ARN),
    ],
);
pub static SOLUTION_IDENTIFIER: Shape = Shape::text(
    "SolutionIdentifier",
    None,
    None,
    Some(Pattern::new("S-[0-9]{1,19}", "S-[0-9]{1,19}")),
);
pub static SOLUTION_IDENTIFIERS: Shape = Shape::list(
    "SolutionIdentifiers",
    &SOLUTION_IDENTIFIER,
    None,
    None,
);
pub static SOLUTION_LIST: Shape = Shape::list(
    "SolutionList",
    &SOLUTION_BASE,
    None,
    None,
);
pub static SOLUTION_SORT: Shape = Shape::structure(
    "SolutionSort",
    &[
        Member::required("SortOrder", &SORT_ORDER),
        Member::required("SortBy", &SOLUTION_SORT_NAME),
    ],
);
pub static SOLUTION_SORT_NAME: Shape = Shape::enumeration(
    "SolutionSortName",
    &["Category", "CreatedDate", "Identifier", "Name", "Status"],
);
pub static SOLUTION_STATUS: Shape = Shape::enumeration(
    "SolutionStatus",
    &["Active", "Draft", "Inactive"],
);
pub static SORT_BY: Shape = Shape::enumeration("SortBy", &["CreatedDate"]);
pub static SORT_OBJECT: Shape = Shape::structure(
    "SortObject",
    &[Member::optional("SortBy", &SORT_BY), Member::optional("SortOrder", &SORT_ORDER)],
);
pub static SORT_ORDER: Shape = Shape::enumeration(
    "SortOrder",
    &["ASCENDING", "DESCENDING"],
);
pub static SORTABLE_FIELD: Shape = Shape::enumeration(
    "SortableField",
    &[
        "COMPANY_NAME",
        "CREATED_DATE",
        "LAST_MODIFIED_DATE",
        "MARKETPLACE_ENGAGEMENT_SCORE",
        "SOLUTION_SCORE",
    ],
);
pub static STAGE: Shape = Shape::enumeration(
    "Stage",
    &[
        "Business Validation",
        "Closed Lost",
        "Committed",
        "Launched",
        "Prospect",
        "Qualified",
        "Technical Validation",
    ],
);
pub static START_CUSTOMER_ACCOUNT_BULK_JOB_REQUEST: Shape = Shape::structure(
    "StartCustomerAccountBulkJobRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("ClientToken", &CLIENT_TOKEN),
        Member::required("FileUri", &FILE_URI),
    ],
);
pub static START_CUSTOMER_ACCOUNT_BULK_JOB_RESPONSE: Shape = Shape::structure(
    "StartCustomerAccountBulkJobResponse",
    &[
        Member::required("Arn", &BULK_JOB_ARN),
        Member::required("Id", &JOB_ID),
        Member::required("Status", &BULK_JOB_STATUS),
        Member::required("CreatedAt", &DATE_TIME),
    ],
);
pub static START_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_REQUEST: Shape = Shape::structure(
    "StartEngagementByAcceptingInvitationTaskRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("ClientToken", &CLIENT_TOKEN),
        Member::required("Identifier", &ENGAGEMENT_INVITATION_ARN_OR_IDENTIFIER),
        Member::optional("Tags", &TAG_LIST),
    ],
);
pub static START_ENGAGEMENT_BY_ACCEPTING_INVITATION_TASK_RESPONSE: Shape = Shape::structure(
    "StartEngagementByAcceptingInvitationTaskResponse",
    &[
        Member::optional("TaskId", &TASK_IDENTIFIER),
        Member::optional("TaskArn", &TASK_ARN),
        Member::optional("StartTime", &DATE_TIME),
        Member::optional("TaskStatus", &TASK_STATUS),
        Member::optional("Message", &STRING),
        Member::optional("ReasonCode", &REASON_CODE),
        Member::optional("OpportunityId", &OPPORTUNITY_IDENTIFIER),
        Member::optional("ResourceSnapshotJobId", &RESOURCE_SNAPSHOT_JOB_IDENTIFIER),
        Member::optional("EngagementInvitationId", &ENGAGEMENT_INVITATION_IDENTIFIER),
    ],
);
pub static START_ENGAGEMENT_FROM_OPPORTUNITY_TASK_REQUEST: Shape = Shape::structure(
    "StartEngagementFromOpportunityTaskRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("ClientToken", &CLIENT_TOKEN),
        Member::required("Identifier", &OPPORTUNITY_IDENTIFIER),
        Member::required("AwsSubmission", &AWS_SUBMISSION),
        Member::optional("Tags", &TAG_LIST),
    ],
);
pub static START_ENGAGEMENT_FROM_OPPORTUNITY_TASK_RESPONSE: Shape = Shape::structure(
    "StartEngagementFromOpportunityTaskResponse",
    &[
        Member::optional("TaskId", &TASK_IDENTIFIER),
        Member::optional("TaskArn", &TASK_ARN),
        Member::optional("StartTime", &DATE_TIME),
        Member::optional("TaskStatus", &TASK_STATUS),
        Member::optional("Message", &STRING),
        Member::optional("ReasonCode", &REASON_CODE),
        Member::optional("OpportunityId", &OPPORTUNITY_IDENTIFIER),
        Member::optional("ResourceSnapshotJobId", &RESOURCE_SNAPSHOT_JOB_IDENTIFIER),
        Member::optional("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::optional("EngagementInvitationId", &ENGAGEMENT_INVITATION_IDENTIFIER),
    ],
);
pub static START_OPPORTUNITY_BULK_JOB_REQUEST: Shape = Shape::structure(
    "StartOpportunityBulkJobRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("ClientToken", &CLIENT_TOKEN),
        Member::required("FileURI", &FILE_URI),
        Member::required("FileFormat", &BULK_FILE_FORMAT),
    ],
);
pub static START_OPPORTUNITY_BULK_JOB_RESPONSE: Shape = Shape::structure(
    "StartOpportunityBulkJobResponse",
    &[Member::required("JobId", &BULK_JOB_ID)],
);
pub static START_OPPORTUNITY_FROM_ENGAGEMENT_TASK_REQUEST: Shape = Shape::structure(
    "StartOpportunityFromEngagementTaskRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("ClientToken", &CLIENT_TOKEN),
        Member::required("Identifier", &ENGAGEMENT_ARN_OR_IDENTIFIER),
        Member::required("ContextIdentifier", &CONTEXT_IDENTIFIER),
        Member::optional("Tags", &TAG_LIST),
    ],
);
pub static START_OPPORTUNITY_FROM_ENGAGEMENT_TASK_RESPONSE: Shape = Shape::structure(
    "StartOpportunityFromEngagementTaskResponse",
    &[
        Member::optional("TaskId", &TASK_IDENTIFIER),
        Member::optional("TaskArn", &TASK_ARN),
        Member::optional("StartTime", &DATE_TIME),
        Member::optional("TaskStatus", &TASK_STATUS),
        Member::optional("Message", &STRING),
        Member::optional("ReasonCode", &REASON_CODE),
        Member::optional("OpportunityId", &OPPORTUNITY_IDENTIFIER),
        Member::optional("ResourceSnapshotJobId", &RESOURCE_SNAPSHOT_JOB_IDENTIFIER),
        Member::optional("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::optional("ContextId", &CONTEXT_IDENTIFIER),
    ],
);
pub static START_PROSPECTING_FROM_ENGAGEMENT_TASK_REQUEST: Shape = Shape::structure(
    "StartProspectingFromEngagementTaskRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifiers", &ENGAGEMENT_IDENTIFIER_LIST),
        Member::required("TaskName", &TASK_NAME),
        Member::required("ClientToken", &CLIENT_TOKEN),
    ],
);
pub static START_PROSPECTING_FROM_ENGAGEMENT_TASK_RESPONSE: Shape = Shape::structure(
    "StartProspectingFromEngagementTaskResponse",
    &[
        Member::required("Identifiers", &ENGAGEMENT_IDENTIFIER_LIST),
        Member::required("TaskName", &TASK_NAME),
        Member::optional("Message", &STRING),
        Member::optional("ReasonCode", &STRING),
        Member::required("StartTime", &DATE_TIME),
        Member::optional("TaskId", &PROSPECTING_TASK_IDENTIFIER),
        Member::optional("TaskArn", &PROSPECTING_TASK_ARN),
        Member::required("TaskStatus", &PROSPECTING_TASK_STATUS),
    ],
);
pub static START_RESOURCE_SNAPSHOT_JOB_REQUEST: Shape = Shape::structure(
    "StartResourceSnapshotJobRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required(
            "ResourceSnapshotJobIdentifier",
            &RESOURCE_SNAPSHOT_JOB_IDENTIFIER,
        ),
    ],
);
pub static STOP_RESOURCE_SNAPSHOT_JOB_REQUEST: Shape = Shape::structure(
    "StopResourceSnapshotJobRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required(
            "ResourceSnapshotJobIdentifier",
            &RESOURCE_SNAPSHOT_JOB_IDENTIFIER,
        ),
    ],
);
pub static STRING: Shape = Shape::text("String", None, None, None);
pub static SUBMIT_OPPORTUNITY_REQUEST: Shape = Shape::structure(
    "SubmitOpportunityRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &OPPORTUNITY_IDENTIFIER),
        Member::required("InvolvementType", &SALES_INVOLVEMENT_TYPE),
        Member::optional("Visibility", &VISIBILITY),
    ],
);
pub static TAG: Shape = Shape::structure(
    "Tag",
    &[Member::required("Key", &TAG_KEY), Member::required("Value", &TAG_VALUE)],
);
pub static TAG_KEY: Shape = Shape::text(
    "TagKey",
    Some(1i64),
    Some(128i64),
    Some(
        Pattern::new(
            "(?=.{1,128}$)([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)",
            "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)",
        ),
    ),
);
pub static TAG_KEY_LIST: Shape = Shape::list(
    "TagKeyList",
    &TAG_KEY,
    Some(1i64),
    Some(50i64),
);
pub static TAG_LIST: Shape = Shape::list("TagList", &TAG, Some(1i64), Some(200i64));
pub static TAG_RESOURCE_REQUEST: Shape = Shape::structure(
    "TagResourceRequest",
    &[
        Member::required("ResourceArn", &TAGGABLE_RESOURCE_ARN),
        Member::required("Tags", &TAG_LIST),
    ],
);
pub static TAG_RESOURCE_RESPONSE: Shape = Shape::structure("TagResourceResponse", &[]);
pub static TAG_VALUE: Shape = Shape::text(
    "TagValue",
    Some(0i64),
    Some(256i64),
    Some(
        Pattern::new(
            "(?=.{0,256}$)([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)",
            "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)",
        ),
    ),
);
pub static TAGGABLE_RESOURCE_ARN: Shape = Shape::text(
    "TaggableResourceArn",
    Some(1i64),
    Some(1000i64),
    Some(
        Pattern::new(
            "(?=.{1,1000}$)arn:[\\w+=/,.@-]+:partnercentral:[\\w+=/,.@-]*:[0-9]{12}:catalog/([a-zA-Z]+)/[\\w+=,.@-]+(/[\\w+=,.@-]+)*",
            "arn:[A-Za-z0-9_+=/,.@-]+:partnercentral:[A-Za-z0-9_+=/,.@-]*:[0-9]{12}:catalog/([a-zA-Z]+)/[A-Za-z0-9_+=,.@-]+(/[A-Za-z0-9_+=,.@-]+)*",
        ),
    ),
);
pub static TARGET_CLOSE_DATE_FILTER: Shape = Shape::structure(
    "TargetCloseDateFilter",
    &[
        Member::optional("AfterTargetCloseDate", &DATE),
        Member::optional("BeforeTargetCloseDate", &DATE),
    ],
);
pub static TASK_ARN: Shape = Shape::text(
    "TaskArn",
    None,
    None,
    Some(Pattern::new("arn:.*", "arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*")),
);
pub static TASK_ARN_OR_IDENTIFIER: Shape = Shape::text(
    "TaskArnOrIdentifier",
    None,
    None,
    Some(
        Pattern::new(
            "(arn:.*|(task|oit)-[0-9a-z]{13})",
            "(arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*|(task|oit)-[0-9a-z]{13})",
        ),
    ),
);
pub static TASK_IDENTIFIER: Shape = Shape::text(
    "TaskIdentifier",
    None,
    None,
    Some(
        Pattern::new(
            "(arn:.*|(task|oit)-[0-9a-z]{13})",
            "(arn:[^\\n\\r\\u{85}\\u{2028}\\u{2029}]*|(task|oit)-[0-9a-z]{13})",
        ),
    ),
);
pub static TASK_IDENTIFIER_LIST: Shape = Shape::list(
    "TaskIdentifierList",
    &PROSPECTING_TASK_IDENTIFIER,
    Some(0i64),
    Some(10i64),
);
pub static TASK_IDENTIFIERS: Shape = Shape::list(
    "TaskIdentifiers",
    &TASK_ARN_OR_IDENTIFIER,
    Some(1i64),
    Some(10i64),
);
pub static TASK_NAME: Shape = Shape::text("TaskName", Some(1i64), Some(128i64), None);
pub static TASK_NAME_LIST: Shape = Shape::list(
    "TaskNameList",
    &TASK_NAME,
    Some(0i64),
    Some(10i64),
);
pub static TASK_STATUS: Shape = Shape::enumeration(
    "TaskStatus",
    &["COMPLETE", "FAILED", "IN_PROGRESS"],
);
pub static TASK_STATUSES: Shape = Shape::list(
    "TaskStatuses",
    &TASK_STATUS,
    Some(1i64),
    Some(3i64),
);
pub static UNTAG_RESOURCE_REQUEST: Shape = Shape::structure(
    "UntagResourceRequest",
    &[
        Member::required("ResourceArn", &TAGGABLE_RESOURCE_ARN),
        Member::required("TagKeys", &TAG_KEY_LIST),
    ],
);
pub static UNTAG_RESOURCE_RESPONSE: Shape = Shape::structure(
    "UntagResourceResponse",
    &[],
);
pub static UPDATE_CUSTOMER_ACCOUNT_REQUEST: Shape = Shape::structure(
    "UpdateCustomerAccountRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("Identifier", &CUSTOMER_ACCOUNT_ARN_OR_IDENTIFIER),
        Member::required("Account", &CUSTOMER_ACCOUNT_DATA),
        Member::optional("PartnerAccountIdentifier", &PARTNER_ACCOUNT_IDENTIFIER),
        Member::required("LastModifiedDate", &DATE_TIME),
    ],
);
pub static UPDATE_CUSTOMER_ACCOUNT_RESPONSE: Shape = Shape::structure(
    "UpdateCustomerAccountResponse",
    &[
        Member::required("Arn", &CUSTOMER_ACCOUNT_ARN),
        Member::required("Id", &CUSTOMER_ACCOUNT_ID),
        Member::required("Status", &ENRICHMENT_STATUS),
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("PartnerAccountIdentifier", &PARTNER_ACCOUNT_IDENTIFIER),
        Member::required("CreatedDate", &DATE_TIME),
        Member::required("LastModifiedDate", &DATE_TIME),
    ],
);
pub static UPDATE_ENGAGEMENT_CONTEXT_PAYLOAD: Shape = Shape::union(
    "UpdateEngagementContextPayload",
    &[
        Member::optional("Lead", &UPDATE_LEAD_CONTEXT),
        Member::optional("CustomerProject", &CUSTOMER_PROJECTS_CONTEXT),
        Member::optional("ProspectingResult", &PROSPECTING_RESULT),
    ],
);
pub static UPDATE_ENGAGEMENT_CONTEXT_REQUEST: Shape = Shape::structure(
    "UpdateEngagementContextRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::required("EngagementIdentifier", &ENGAGEMENT_ARN_OR_IDENTIFIER),
        Member::required("ContextIdentifier", &ENGAGEMENT_CONTEXT_IDENTIFIER),
        Member::required("EngagementLastModifiedAt", &DATE_TIME),
        Member::required("Type", &ENGAGEMENT_CONTEXT_TYPE),
        Member::required("Payload", &UPDATE_ENGAGEMENT_CONTEXT_PAYLOAD),
    ],
);
pub static UPDATE_ENGAGEMENT_CONTEXT_RESPONSE: Shape = Shape::structure(
    "UpdateEngagementContextResponse",
    &[
        Member::required("EngagementId", &ENGAGEMENT_IDENTIFIER),
        Member::required("EngagementArn", &ENGAGEMENT_ARN),
        Member::required("EngagementLastModifiedAt", &DATE_TIME),
        Member::required("ContextId", &ENGAGEMENT_CONTEXT_IDENTIFIER),
    ],
);
pub static UPDATE_LEAD_CONTEXT: Shape = Shape::structure(
    "UpdateLeadContext",
    &[
        Member::optional("QualificationStatus", &LEAD_QUALIFICATION_STATUS),
        Member::required("Customer", &LEAD_CUSTOMER),
        Member::optional("Interaction", &LEAD_INTERACTION),
        Member::optional("Insights", &LEAD_INSIGHTS),
    ],
);
pub static UPDATE_OPPORTUNITY_REQUEST: Shape = Shape::structure(
    "UpdateOpportunityRequest",
    &[
        Member::required("Catalog", &CATALOG_IDENTIFIER),
        Member::optional("PrimaryNeedsFromAws", &PRIMARY_NEEDS_FROM_AWS),
        Member::optional("NationalSecurity", &NATIONAL_SECURITY),
        Member::optional(
            "PartnerOpportunityIdentifier",
            &UPDATE_OPPORTUNITY_REQUEST_PARTNER_OPPORTUNITY_IDENTIFIER_STRING,
        ),
        Member::optional("Customer", &CUSTOMER),
        Member::optional("Project", &PROJECT),
        Member::optional("OpportunityType", &OPPORTUNITY_TYPE),
        Member::optional("Marketing", &MARKETING),
        Member::optional("SoftwareRevenue", &SOFTWARE_REVENUE),
        Member::required("LastModifiedDate", &DATE_TIME),
        Member::required("Identifier", &OPPORTUNITY_IDENTIFIER),
        Member::optional("LifeCycle", &LIFE_CYCLE),
    ],
);
pub static UPDATE_OPPORTUNITY_REQUEST_PARTNER_OPPORTUNITY_IDENTIFIER_STRING: Shape = Shape::text(
    "UpdateOpportunityRequestPartnerOpportunityIdentifierString",
    Some(0i64),
    Some(64i64),
    None,
);
pub static UPDATE_OPPORTUNITY_RESPONSE: Shape = Shape::structure(
    "UpdateOpportunityResponse",
    &[
        Member::required("Id", &OPPORTUNITY_IDENTIFIER),
        Member::required("LastModifiedDate", &DATE_TIME),
    ],
);
pub static USE_CASES: Shape = Shape::list("UseCases", &STRING, None, None);
pub static UTC_TIME_OF_DAY: Shape = Shape::text(
    "UtcTimeOfDay",
    Some(5i64),
    Some(5i64),
    Some(
        Pattern::new(
            "(?:[01][0-9]|2[0-3]):[0-5][0-9]",
            "(?:[01][0-9]|2[0-3]):[0-5][0-9]",
        ),
    ),
);
pub static VISIBILITY: Shape = Shape::enumeration("Visibility", &["Full", "Limited"]);
pub static WEBSITE_URL: Shape = Shape::text("WebsiteUrl", Some(4i64), Some(255i64), None)
    .sensitive();
