//! `PutSellingSystemSettings`: replaces the caller's settings in a catalog.
//!
//! The role may be given by its ARN, or by its name in the caller's account; the ARN is stored and
//! returned. Snapshot jobs that lacked a role are retried at once.

use cosell_api::operations::PutSellingSystemSettings;
use cosell_api::types::{PutSellingSystemSettingsRequest, PutSellingSystemSettingsResponse};
use cosell_store::Tx;
use cosell_store::table::setting as table;

use super::{ROLE, rules};
use crate::permission::{Requirement, Subject, ask};
use crate::{Context, Error, Handler, arn, job};

impl Handler for PutSellingSystemSettings {
    const REQUIRES: &'static [Requirement] = &[
        ask("partnercentral:PutSellingSystemSettings", Subject::Any),
        ask(
            "iam:PassRole",
            Subject::Role("ResourceSnapshotJobRoleIdentifier"),
        ),
    ];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &PutSellingSystemSettingsRequest,
    ) -> Result<PutSellingSystemSettingsResponse, Error> {
        let role = input
            .resource_snapshot_job_role_identifier
            .as_deref()
            .map(|identifier| match identifier.strip_prefix("arn:") {
                Some(_) => identifier.to_owned(),
                None => arn::role(&cx.account, identifier),
            });
        Error::unless_empty(rules::findings(cx, role.as_deref()))?;
        let (account, catalog) = (&cx.account, cx.catalog_name());
        super::lock(cx, tx, account).await?;
        match &role {
            Some(role) => {
                table::set(tx, account, catalog, ROLE, role).await?;
                job::due::make_retries_due(cx, tx).await?;
            }
            None => table::remove(tx, account, catalog, ROLE).await?,
        }
        Ok(PutSellingSystemSettingsResponse {
            catalog: catalog.to_owned(),
            resource_snapshot_job_role_arn: role,
            ..Default::default()
        })
    }
}
