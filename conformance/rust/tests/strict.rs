//! Mode strict with the AWS SDK for Rust and a key of the configuration file.

use std::io::Write as _;

use aws_sdk_partnercentralselling::Client;
use aws_sdk_partnercentralselling::config::retry::RetryConfig;
use aws_sdk_partnercentralselling::config::{BehaviorVersion, Config, Credentials, Region};
use aws_sdk_partnercentralselling::error::ProvideErrorMetadata as _;
use aws_smithy_http_client::Builder;
use cosell_conformance::Server;

const KEY: &str = "AKIAHARBOUR000000001";
const SECRET: &str = "an invented secret";
const FILE: &str = r#"
auth = "strict"

[[account]]
id = "111111111111"

[[account.key]]
id = "AKIAHARBOUR000000001"
secret_env = "HARBOUR_SECRET"
user = "ci"
policies = ["AWSPartnerCentralSandboxFullAccess"]
"#;

fn client(server: &Server, region: &'static str, secret: &str) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region))
        .endpoint_url(server.url())
        .credentials_provider(Credentials::new(KEY, secret, None, None, "test"))
        .retry_config(RetryConfig::disabled())
        .http_client(Builder::new().build_http())
        .build();
    Client::from_conf(config)
}

/// The code of the error of a list, if it is refused.
async fn list(client: &Client, catalog: &str) -> Option<String> {
    let listed = client.list_opportunities().catalog(catalog).send().await;
    let error = listed.err()?.into_service_error();
    Some(error.code().unwrap_or("no code").to_owned())
}

#[tokio::test]
async fn a_key_of_the_file_is_proven_and_held_to_its_policies() -> std::io::Result<()> {
    let mut file = tempfile::NamedTempFile::new()?;
    file.write_all(FILE.as_bytes())?;
    let path = file.path().to_string_lossy();
    let secrets_key = "07".repeat(32);
    let server = Server::start_with(
        &["--config", &path],
        &[
            ("COSELL_SECRETS_KEY", &secrets_key),
            ("COSELL_ADMIN_TOKEN", "correct-horse-battery"),
            ("HARBOUR_SECRET", SECRET),
        ],
    )?;
    let right = client(&server, "us-east-1", SECRET);
    assert_eq!(list(&right, "Sandbox").await, None);
    let denied = list(&right, "AWS").await;
    assert_eq!(denied.as_deref(), Some("AccessDeniedException"));
    for (region, secret) in [("us-east-1", "another"), ("eu-west-1", SECRET)] {
        let refused = list(&client(&server, region, secret), "Sandbox").await;
        assert_eq!(
            refused.as_deref(),
            Some("InvalidSignatureException"),
            "{region}"
        );
    }
    Ok(())
}
