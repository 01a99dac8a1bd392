//! An entry of a seed file on a running server, and what it refers to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cosell_admin_api::aws::Members;
use cosell_admin_api::seed::{SeedEntry, Seeded};
use cosell_domain::Service;
use serde_json::{Value, json};

use super::error::SeedError;
use super::file::SeedFile;
use super::run;

/// Makes an entry. The error is for the caller.
pub(crate) async fn apply(service: &Service, entry: SeedEntry) -> Result<Seeded, String> {
    let SeedEntry { list, entry, names } = entry;
    let document = json!({ list: [entry] });
    let file = SeedFile::of(Path::new("-"), &document).map_err(|error| match error {
        SeedError::Wrong { message, .. } | SeedError::Refused { message, .. } => message,
        other => other.to_string(),
    })?;
    let names = names.into_iter();
    let names = names.map(|(name, Members(known))| (name, Value::Object(known)));
    let made = run::add(service, &file, names.collect()).await?;
    let made = made
        .into_iter()
        .filter_map(|(name, response)| match response {
            Value::Object(members) => Some((name, Members(members))),
            _ => None,
        });
    Ok(Seeded {
        made: made.collect(),
    })
}

/// What is known under the names that an entry may refer to.
pub(crate) fn referred(
    entry: &Value,
    known: &BTreeMap<String, Members>,
) -> BTreeMap<String, Members> {
    let mut words = BTreeSet::new();
    collect(entry, &mut words);
    let found = words.into_iter().filter_map(|name| {
        let members = known.get(name)?;
        Some((name.to_owned(), members.clone()))
    });
    found.collect()
}

/// The texts in a value, and what stands between braces in them, before a point.
fn collect<'a>(value: &'a Value, words: &mut BTreeSet<&'a str>) {
    match value {
        Value::String(text) => {
            words.insert(text);
            let references = text.split('{').skip(1);
            words.extend(references.filter_map(|rest| rest.split(['}', '.']).next()));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(members) => members.values().for_each(|item| collect(item, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_sent_with_what_it_refers_to_and_nothing_else() {
        let known = ["won", "with-aws", "other"];
        let known = known.map(|name| (name.to_owned(), Members::default()));
        let entry = json!({
            "engagement": "with-aws",
            "references": { "ResourceArn": "{won.Arn}", "Date": "{today+1d}" },
            "body": { "Text": "x {unknown}" },
        });
        let found = referred(&entry, &known.into());
        let names: Vec<_> = found.keys().map(String::as_str).collect();
        assert_eq!(names, ["with-aws", "won"]);
    }
}
