//! The real binary as a test subject: started on a folder, called over HTTP, stopped or killed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use serde_json::{Value, json};

/// One run of `cosell serve`.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) url: String,
}

impl Server {
    /// Starts it on the store in `folder` and waits until it answers.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::of(serve(folder).args(arguments))
    }

    /// Starts it by this command and waits until it answers.
    pub(crate) fn of(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut line = String::new();
        let output = child.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let url = line
            .trim()
            .strip_prefix("listening on ")
            .expect("the address")
            .to_owned();
        Self { child, url }
    }

    /// Calls an operation for an account. `Err` holds the error's body, or why there was no answer.
    pub(crate) fn call(
        &self,
        account: &str,
        operation: &str,
        body: &Value,
    ) -> Result<Value, String> {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .build()
            .into();
        let credential = format!(
            "AWS4-HMAC-SHA256 Credential={account}/20260101/us-east-1/partnercentral-selling/\
             aws4_request, SignedHeaders=host;x-amz-date, Signature=0"
        );
        let mut response = agent
            .post(&self.url)
            .header("Authorization", credential)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header(
                "X-Amz-Target",
                format!("AWSPartnerCentralSelling.{operation}"),
            )
            .send(body.to_string())
            .map_err(|error| error.to_string())?;
        let text = response
            .body_mut()
            .read_to_string()
            .map_err(|error| error.to_string())?;
        if response.status() != 200 {
            return Err(text);
        }
        if text.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }

    /// Waits for the process to end by itself.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.child.wait().expect("its status")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command that serves the store in `folder` on a free port.
pub(crate) fn serve(folder: &Path) -> Command {
    serve_store(&format!(
        "sqlite:{}",
        folder.join("cosell.sqlite").display()
    ))
}

/// The command that serves a store on a free port.
pub(crate) fn serve_store(store: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    command.args(["serve", "--listen", "127.0.0.1:0", "--log-level", "warn"]);
    command.args(["--store", store]);
    command
}

/// A command of the binary with nothing of the environment that it could read.
pub(crate) fn cosell(name: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    let ours = |name: &String| {
        let is_proxy = name.to_ascii_lowercase().ends_with("_proxy");
        is_proxy || name.starts_with("COSELL_") || name.starts_with("AWS_")
    };
    for (name, _) in std::env::vars().filter(|(name, _)| ours(name)) {
        command.env_remove(name);
    }
    command.arg(name).args(words).stdin(Stdio::null());
    command.env("HOME", "/nonexistent");
    command
}

/// A body of `CreateOpportunity` with everything that submission needs but a solution.
pub(crate) fn opportunity(token: &str) -> Value {
    json!({
        "Catalog": "Sandbox",
        "ClientToken": token,
        "Origin": "Partner Referral",
        "OpportunityType": "Net New Business",
        "NationalSecurity": "No",
        "PrimaryNeedsFromAws": ["Co-Sell - Deal Support"],
        "Customer": { "Account": {
            "CompanyName": "Harbour Lane Bakery",
            "Industry": "Retail",
            "WebsiteUrl": "https://harbour-lane.example.com",
            "Address": { "CountryCode": "US", "StateOrRegion": "Oregon", "PostalCode": "97201" },
        } },
        "Project": {
            "Title": "Demand forecasts for forty shops",
            "CustomerBusinessProblem": "Shops bake by guess and throw a fifth of it away at night.",
            "CustomerUseCase": "AI Machine Learning and Analytics",
            "DeliveryModels": ["SaaS or PaaS"],
            "SalesActivities": ["Conducted POC / Demo"],
            "ExpectedCustomerSpend": [{
                "Amount": "4200",
                "CurrencyCode": "USD",
                "Frequency": "Monthly",
                "TargetCompany": "AWS",
            }],
        },
        "LifeCycle": { "Stage": "Prospect", "TargetCloseDate": "2040-12-31" },
        "Marketing": { "Source": "None" },
    })
}
