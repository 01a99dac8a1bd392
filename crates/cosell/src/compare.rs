//! `cosell compare`: a scenario sent to two endpoints, and where their responses differ.
//!
//! Both endpoints get the same calls, each with the ids that it answered itself. The responses are
//! compared member by member. Ids are equal if they correspond in the whole scenario, and times are
//! equal if they are times.

mod correspondence;
mod endpoint;
mod scenario;

use std::io;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value;

use self::correspondence::{Correspondence, Difference};
use self::endpoint::{Endpoint, EndpointError, Keys, Response};
use self::scenario::{Scenario, Step, Values};
use crate::client::{AdminError, print};
use crate::exit::Exit;
use crate::print;
use crate::secret::Secret;

/// The scenario that is compared if none is named: the main job.
const MAIN_JOB: &str = include_str!("compare/main-job.json");

/// Send a scenario to two endpoints and show where they differ
///
/// A scenario is a JSON file with calls; without one it is the main job, from an opportunity to an
/// engagement. The credentials are those of the variables `AWS_ACCESS_KEY_ID`,
/// `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. Exits with 1 if the endpoints differ.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Files with a scenario each; see docs/compare.md
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// URL of the one endpoint
    #[arg(
        long,
        env = "COSELL_URL",
        value_name = "URL",
        default_value = "http://127.0.0.1:7226"
    )]
    url: Secret,
    /// URL of the other endpoint, such as that of AWS
    #[arg(long, value_name = "URL")]
    with_url: Secret,
    /// Region that requests are signed for
    #[arg(long, value_name = "REGION", default_value = "us-east-1")]
    region: String,
    /// Output format
    #[arg(
        long,
        short,
        env = "COSELL_OUTPUT",
        value_name = "FORMAT",
        value_enum,
        default_value_t,
        ignore_case = true
    )]
    output: Format,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Table,
    Json,
}

/// Why the endpoints are not equal, or were not compared.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CompareError {
    #[error(transparent)]
    Output(#[from] AdminError),
    #[error("could not read {file}")]
    File { file: String, source: io::Error },
    /// The error of the parser has the place, never the value.
    #[error("{file} is not a scenario: {source}")]
    Scenario {
        file: String,
        source: serde_json::Error,
    },
    #[error("{file}: step {step}: no step before saves ${name}")]
    Unsaved {
        file: String,
        step: usize,
        name: String,
    },
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    #[error("the endpoints differ in {0} places")]
    Different(usize),
}

impl CompareError {
    /// The exit status of a command that ends so.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Output(error) => error.exit(),
            Self::File { .. } | Self::Scenario { .. } | Self::Unsaved { .. } => Exit::Usage,
            Self::Endpoint(error) => error.exit(),
            Self::Different(_) => Exit::Failed,
        }
    }
}

/// A difference, and where it is.
#[derive(Debug, Serialize)]
struct Found {
    scenario: String,
    step: usize,
    call: String,
    #[serde(flatten)]
    difference: Difference,
    /// Why it is expected, if the scenario says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), CompareError> {
    let keys = Keys::of_environment();
    let endpoint = |url: &Secret| Endpoint::new(url.expose(), &arguments.region, keys.clone());
    let sides = [endpoint(&arguments.url)?, endpoint(&arguments.with_url)?];
    let mut found = Vec::new();
    if arguments.files.is_empty() {
        compare(&sides, "main job", MAIN_JOB, &mut found)?;
    }
    for path in &arguments.files {
        let file = path.display().to_string();
        let text = crate::given::text(path);
        let text = text.map_err(|source| CompareError::File {
            file: file.clone(),
            source,
        })?;
        compare(&sides, &file, &text, &mut found)?;
    }
    let text = match arguments.output {
        Format::Table => table(&found),
        Format::Json => serde_json::to_string_pretty(&found)
            .map_err(|error| AdminError::Output(error.into()))?,
    };
    print(&text)?;
    let unknown = found.iter().filter(|found| found.known.is_none()).count();
    match unknown {
        0 => Ok(()),
        count => Err(CompareError::Different(count)),
    }
}

/// Sends a scenario to both endpoints, step by step.
fn compare(
    sides: &[Endpoint; 2],
    file: &str,
    text: &str,
    found: &mut Vec<Found>,
) -> Result<(), CompareError> {
    let scenario = Scenario::read(text).map_err(|source| CompareError::Scenario {
        file: file.to_owned(),
        source,
    })?;
    let mut values = [Values::default(), Values::default()];
    let mut correspondence = Correspondence::default();
    for (place, step) in scenario.steps.iter().enumerate() {
        let number = place + 1;
        let [left, right] = &mut values;
        let send = |side: &Endpoint, values: &mut Values| {
            send(side, step, values).map_err(|error| match error {
                Failed::Unsaved(name) => CompareError::Unsaved {
                    file: file.to_owned(),
                    step: number,
                    name,
                },
                Failed::Endpoint(error) => error.into(),
            })
        };
        let left = send(&sides[0], left)?;
        let right = send(&sides[1], right)?;
        let differences = correspondence.differences(&left.document(), &right.document());
        found.extend(differences.into_iter().map(|difference| Found {
            scenario: file.to_owned(),
            step: number,
            call: step.call.clone(),
            known: step.known.get(&difference.member).cloned(),
            difference,
        }));
    }
    Ok(())
}

enum Failed {
    Unsaved(String),
    Endpoint(EndpointError),
}

/// Sends a step to one endpoint, and saves what later steps need of the response.
fn send(side: &Endpoint, step: &Step, values: &mut Values) -> Result<Response, Failed> {
    let request = values.fill(&step.request).map_err(Failed::Unsaved)?;
    let response = side.call(&step.call, &request, |body| step.is_done(body));
    let response = response.map_err(Failed::Endpoint)?;
    for (name, pointer) in &step.save {
        let saved = response.body.pointer(pointer).cloned();
        values.save(name, saved.unwrap_or(Value::Null));
    }
    Ok(response)
}

/// The differences as people read them.
fn table(found: &[Found]) -> String {
    if found.is_empty() {
        return "the endpoints do not differ".to_owned();
    }
    let shown = |value: &Option<Value>| print::optional(value.as_ref());
    let lines = found.iter().map(|found| {
        let Difference {
            member,
            left,
            right,
        } = &found.difference;
        let known = found.known.iter().map(|why| format!(" (known: {why})"));
        format!(
            "{}: step {}, {}: {}: {} | {}{}",
            print::text(&found.scenario),
            found.step,
            print::text(&found.call),
            print::text(member),
            shown(left),
            shown(right),
            known.collect::<Vec<_>>().concat(),
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}
