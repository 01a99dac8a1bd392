//! Which rules requests are held to, and whether an answer names them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Deserialize;

use super::ConfigError;
use super::options::options;
use crate::discreet::{text_of, without_value};

options! {
    /// The options of rules.
    pub(super) struct RuleOptions {
        /// Which rules apply where AWS's documentation and the live service differ
        ///
        /// docs/compatibility.md lists each rule.
        #[arg(value_name = "MODE", default_value = "observed")]
        strictness: Strictness,
        /// Name the rules that refused a request in the response header `x-cosell-rules`
        explain: bool,
        /// File with the AWS products that opportunities may be associated with
        ///
        /// A JSON list of objects with an `Identifier`, as `aws_products.json` in AWS's
        /// `partner-crm-integration-samples`. Without it every identifier of letters and digits is
        /// accepted. See docs/configuration.md.
        #[arg(value_name = "FILE")]
        aws_products: Option<PathBuf>,
    }
}

/// The rules that were chosen.
pub(super) struct Rules {
    pub(super) strictness: cosell_domain::settings::Strictness,
    pub(super) explain: bool,
    pub(super) aws_products: Option<BTreeSet<String>>,
}

impl RuleOptions {
    pub(super) fn resolve(self) -> Result<Rules, ConfigError> {
        let Self {
            strictness,
            explain,
            aws_products,
        } = self;
        Ok(Rules {
            strictness: strictness.into(),
            explain,
            aws_products: aws_products.map(products).transpose()?,
        })
    }
}

/// An entry of the file of AWS products, whose other members are ignored.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Product {
    identifier: String,
}

fn products(path: PathBuf) -> Result<BTreeSet<String>, ConfigError> {
    let text = match text_of(&path) {
        Ok(text) => text,
        Err(source) => return Err(ConfigError::UnreadableProducts { path, source }),
    };
    let products: Vec<Product> = match serde_json::from_str(&text) {
        Ok(products) => products,
        Err(error) => {
            let message = without_value(&error.to_string());
            return Err(ConfigError::WrongProducts { path, message });
        }
    };
    let identifiers = products.into_iter().map(|product| product.identifier);
    Ok(identifiers.collect())
}

/// How early an opportunity must be complete.
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Strictness {
    /// Refuse what the live service is reported to refuse, such as a partial update; required
    /// fields are checked at submission
    Observed,
    /// Follow AWS's documentation; required fields are checked at creation
    Documented,
}

impl From<Strictness> for cosell_domain::settings::Strictness {
    fn from(choice: Strictness) -> Self {
        match choice {
            Strictness::Observed => Self::Observed,
            Strictness::Documented => Self::Documented,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<BTreeSet<String>, ConfigError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("products.json");
        std::fs::write(&path, text).expect("a file");
        products(path)
    }

    #[test]
    fn the_file_of_products_has_the_form_of_awss_list() {
        let text = r#"[{ "Identifier": "AWSLambda", "Name": "AWS Lambda", "Family": "Compute" }]"#;
        let products = read(text).expect("products");
        assert_eq!(products, ["AWSLambda".to_owned()].into());
    }

    #[test]
    fn a_wrong_file_of_products_is_said_without_its_values() {
        for text in ["", "secret", r#"["secret"]"#, r#"[{"Name": "secret"}]"#] {
            let error = read(text).expect_err(text).to_string();
            assert!(error.starts_with("--aws-products: invalid list"), "{error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
