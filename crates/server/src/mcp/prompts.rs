//! Prompts: questions of the main job, which a person picks and an agent answers with the tools.
//!
//! A prompt is a text with places for its arguments, written `{name}`. An argument is put in as it
//! is: whoever gives it could as well write the whole text.

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A prompt.
#[derive(Debug)]
struct Prompt {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    arguments: &'static [Argument],
    text: &'static str,
}

/// An argument: its name, and what it is. All of them are required but one with a default.
#[derive(Debug)]
struct Argument {
    name: &'static str,
    about: &'static str,
    default: Option<&'static str>,
}

const CATALOG: Argument = Argument {
    name: "catalog",
    about: "`Sandbox` for tests, or `AWS`; `Sandbox` if it is left out.",
    default: Some("Sandbox"),
};

const OPPORTUNITY: Argument = Argument {
    name: "opportunity",
    about: "The id of an opportunity, such as O1234567.",
    default: None,
};

/// The prompts, in the order of the list.
static PROMPTS: &[Prompt] = &[
    Prompt {
        name: "why-was-this-refused",
        title: "Why was this refused?",
        about: "Explains what AWS would refuse of an opportunity, and what to change.",
        arguments: &[OPPORTUNITY, CATALOG],
        text: "\
Opportunity {opportunity} in catalog {catalog} was refused, or would be. Find out why, and change \
nothing.\n\
1. Read it with GetOpportunity: its LifeCycle has the ReviewStatus and AWS's comments.\n\
2. Find its tasks in ListEngagementFromOpportunityTasks: a task that failed has a ReasonCode and a \
Message.\n\
3. Ask CheckRequest with the operation StartEngagementFromOpportunityTask whether it could be \
submitted now. Each finding names the rule, its evidence and the field.\n\
Then name the mistakes in plain words, field by field, with the rule of each, and which values \
would be accepted.",
    },
    Prompt {
        name: "what-is-open-in-my-pipeline",
        title: "Open opportunities of my pipeline",
        about: "Lists the opportunities that wait for the partner or for AWS.",
        arguments: &[CATALOG],
        text: "\
Show my open opportunities in catalog {catalog}, and change nothing.\n\
Read all pages of ListOpportunities. Leave out those that are Closed Lost or Launched. Group the \
rest by who must act: the partner (Pending Submission, Action Required), AWS (Submitted, In \
review), or neither. For those that the partner must act on, read GetOpportunity and name the \
next step and the target close date. Add the invitations of ListEngagementInvitations \
(ParticipantType RECEIVER) \
that are PENDING, with the date on which they expire.",
    },
    Prompt {
        name: "submit-an-opportunity",
        title: "Submit an opportunity to AWS",
        about: "Checks an opportunity, submits it to AWS and follows the task to its end.",
        arguments: &[OPPORTUNITY, CATALOG],
        text: "\
Submit opportunity {opportunity} in catalog {catalog} to AWS.\n\
1. Ask CheckRequest whether StartEngagementFromOpportunityTask would accept it. If it would not, \
stop, and name the missing fields with their rules.\n\
2. If no solution is linked to it, choose one of ListSolutions with me, and link it with \
AssociateOpportunity.\n\
3. Call StartEngagementFromOpportunityTask.\n\
4. Read the task in ListEngagementFromOpportunityTasks until it is COMPLETE or FAILED, and \
GetOpportunity afterwards. Say what happened, with the id of the engagement.",
    },
];

/// The list of prompts.
pub(super) fn list() -> Map<String, Value> {
    let prompts = PROMPTS.iter().map(|prompt| {
        let arguments = prompt.arguments.iter().map(|argument| {
            json!({
                "name": argument.name,
                "description": argument.about,
                "required": argument.default.is_none(),
            })
        });
        json!({
            "name": prompt.name,
            "title": prompt.title,
            "description": prompt.about,
            "arguments": arguments.collect::<Vec<_>>(),
        })
    });
    Map::from_iter([("prompts".to_owned(), prompts.collect())])
}

/// The parameters of `prompts/get`.
#[derive(Deserialize)]
struct Parameters {
    name: String,
    #[serde(default)]
    arguments: Map<String, Value>,
}

/// A prompt with its arguments, or what is wrong with the parameters.
pub(super) fn get(params: &Map<String, Value>) -> Result<Map<String, Value>, String> {
    let asked: Parameters = Deserialize::deserialize(params).map_err(|error| error.to_string())?;
    let prompt = PROMPTS.iter().find(|prompt| prompt.name == asked.name);
    let prompt = prompt.ok_or_else(|| format!("Unknown prompt: {}", asked.name))?;
    let known = |name: &String| prompt.arguments.iter().any(|of| of.name == name);
    if let Some(unknown) = asked.arguments.keys().find(|name| !known(name)) {
        return Err(format!("{} has no argument {unknown}", prompt.name));
    }
    let mut values = Vec::new();
    for argument in prompt.arguments {
        let given = match asked.arguments.get(argument.name) {
            None => argument.default,
            Some(given) => given.as_str(),
        };
        let given = given.ok_or_else(|| {
            let (name, prompt) = (argument.name, prompt.name);
            match asked.arguments.get(name) {
                None => format!("The prompt {prompt} requires the argument {name}"),
                Some(_) => format!("The argument {name} of the prompt {prompt} must be text"),
            }
        })?;
        values.push((argument.name, given));
    }
    let text = filled(prompt.text, &values);
    let message = json!({ "role": "user", "content": { "type": "text", "text": text } });
    Ok(Map::from_iter([
        ("description".to_owned(), prompt.about.into()),
        ("messages".to_owned(), json!([message])),
    ]))
}

/// The text with the values in their places. What a value has of braces stays as it is.
fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut pieces = text.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
        let found = values.iter().find(|(known, _)| *known == name);
        filled.push_str(found.map_or("", |(_, value)| value));
        filled.push_str(rest);
    }
    filled
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_places_of_a_text_are_the_arguments_of_its_prompt() {
        for prompt in PROMPTS {
            let places = prompt.text.split('{').skip(1);
            let places: BTreeSet<_> = places.filter_map(|piece| piece.split('}').next()).collect();
            let arguments = prompt.arguments.iter().map(|argument| argument.name);
            assert_eq!(places, arguments.collect(), "{}", prompt.name);
        }
    }

    #[test]
    fn a_prompt_names_only_operations_and_tools_that_exist() {
        for prompt in PROMPTS {
            let words = prompt
                .text
                .split(|letter: char| !letter.is_ascii_alphanumeric());
            let verbs = ["Get", "List", "Start", "Associate", "Check"];
            for word in words.filter(|word| verbs.iter().any(|verb| word.starts_with(verb))) {
                let is_word = word.chars().skip(1).all(char::is_lowercase);
                assert!(
                    is_word || super::super::tools::find(word).is_some(),
                    "{word}"
                );
            }
        }
    }

    #[test]
    fn a_value_is_put_in_as_it_is_and_a_missing_one_is_refused() {
        let params = |arguments: Value| {
            let params = json!({ "name": "why-was-this-refused", "arguments": arguments });
            params.as_object().cloned().unwrap_or_default()
        };
        let got = get(&params(json!({ "opportunity": "{catalog}" }))).expect("a prompt");
        let text = got["messages"][0]["content"]["text"]
            .as_str()
            .unwrap_or_default();
        assert!(
            text.starts_with("Opportunity {catalog} in catalog Sandbox "),
            "{text}"
        );
        for wrong in [
            json!({}),
            json!({ "opportunity": 1 }),
            json!({ "opportunity": "a", "x": "" }),
        ] {
            assert!(get(&params(wrong)).is_err());
        }
    }
}
