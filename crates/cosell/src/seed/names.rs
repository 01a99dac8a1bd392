//! What entries say of other entries: `{name}` is the id of a record, `{name.Member}` a member of
//! the response that made it, `{today+90d}` a date.

use std::collections::BTreeMap;

use cosell_api::DateTime;
use serde_json::Value;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// The responses that made the records of entries, by their names.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<String, Value>);

impl Names {
    /// These responses, by their names.
    pub(super) fn of(known: BTreeMap<String, Value>) -> Self {
        Self(known)
    }

    /// All responses, by their names.
    pub(super) fn all(self) -> BTreeMap<String, Value> {
        self.0
    }

    /// Notes the response that made a record. Refuses a name that another record has.
    pub(super) fn put(&mut self, name: &str, response: Value) -> Result<(), String> {
        if name == "today" || name.is_empty() || name.contains(['{', '}', '.', '+']) {
            return Err(format!("`{name}` cannot be the name of an entry"));
        }
        match self.0.insert(name.to_owned(), response) {
            None => Ok(()),
            Some(_) => Err(format!("two entries have the name `{name}`")),
        }
    }

    /// The id of a record.
    pub(super) fn id(&self, name: &str) -> Result<String, String> {
        self.find(name)
    }

    /// The response that made a record.
    pub(super) fn response(&self, name: &str) -> Result<Value, String> {
        self.id(name)?;
        Ok(self.0.get(name).cloned().unwrap_or_default())
    }

    /// The value with what its texts refer to.
    pub(super) fn fill(&self, value: &mut Value, now: i64) -> Result<(), String> {
        match value {
            Value::String(text) => {
                *text = self.fill_text(text, now)?;
                Ok(())
            }
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.fill(item, now)),
            Value::Object(members) => members
                .values_mut()
                .try_for_each(|member| self.fill(member, now)),
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        }
    }

    fn fill_text(&self, text: &str, now: i64) -> Result<String, String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (reference, after) = after
                .split_once('}')
                .ok_or_else(|| format!("`{text}` has no `}}` for its `{{`"))?;
            filled.push_str(before);
            filled.push_str(&match reference.strip_prefix("today") {
                Some(days) => date(days, now).ok_or_else(|| wrong_date(reference))?,
                None => self.find(reference)?,
            });
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    fn find(&self, reference: &str) -> Result<String, String> {
        let (name, member) = reference.split_once('.').unwrap_or((reference, "Id"));
        let response = self.0.get(name).ok_or_else(|| {
            format!(
                "no entry above has the name `{name}`; accounts, opportunities, engagements, \
                     referrals, leads, invitations and calls are made in this order"
            )
        })?;
        let value = response.get(member).and_then(Value::as_str);
        value.map(str::to_owned).ok_or_else(|| {
            let members = response
                .as_object()
                .map(|all| all.keys().cloned().collect::<Vec<_>>());
            let members = members.unwrap_or_default().join(", ");
            format!("`{name}` has no text `{member}`; it has {members}")
        })
    }
}

fn wrong_date(reference: &str) -> String {
    format!("`{{{reference}}}` is not a date; write {{today}}, {{today+90d}} or {{today-7d}}")
}

/// The day that is some days from now: nothing, `+90d` or `-7d`.
fn date(days: &str, now: i64) -> Option<String> {
    let days: i64 = match days.strip_suffix('d') {
        Some(days) if days.starts_with(['+', '-']) => days.parse().ok()?,
        None if days.is_empty() => 0,
        _ => return None,
    };
    let at = now.checked_add(days.checked_mul(DAY)?)?;
    let text = DateTime::from_millis(at).to_string();
    Some(text.chars().take("YYYY-MM-DD".len()).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: i64 = 1_795_372_344_559;

    #[test]
    fn a_text_refers_to_records_and_days() {
        let mut names = Names::default();
        names
            .put("berths", json!({ "Id": "O1", "Arn": "arn:x" }))
            .expect("a name");
        let mut value = json!({ "a": ["{berths}", "x {berths.Arn}"], "b": "{today+1d}", "c": 1 });
        names.fill(&mut value, NOW).expect("known names");
        assert_eq!(
            value,
            json!({ "a": ["O1", "x arn:x"], "b": "2026-11-23", "c": 1 })
        );
        assert!(names.put("berths", json!({})).is_err());
        for wrong in [
            "{other}",
            "{berths.Title}",
            "{today+x}",
            "{todays}",
            "{berths",
        ] {
            assert!(names.fill(&mut json!(wrong), NOW).is_err(), "{wrong}");
        }
    }
}
