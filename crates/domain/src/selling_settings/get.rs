//! `GetSellingSystemSettings`: the caller's settings in a catalog; until they are first put, the
//! role is null.

use cosell_api::operations::GetSellingSystemSettings;
use cosell_api::types::{GetSellingSystemSettingsRequest, GetSellingSystemSettingsResponse};
use cosell_store::Tx;

use super::role;
use crate::permission::{Requirement, Subject, ask};
use crate::{Context, Error, Handler};

impl Handler for GetSellingSystemSettings {
    const REQUIRES: &'static [Requirement] =
        &[ask("partnercentral:GetSellingSystemSettings", Subject::Any)];

    const READS_BY_KEY: bool = true;

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        _input: &GetSellingSystemSettingsRequest,
    ) -> Result<GetSellingSystemSettingsResponse, Error> {
        Ok(GetSellingSystemSettingsResponse {
            catalog: cx.catalog_name().to_owned(),
            resource_snapshot_job_role_arn: role(cx, tx, &cx.account).await?,
            ..Default::default()
        })
    }
}
