//! The options of `cosell serve`, as docs/configuration.md has them.

use clap::builder::Str;
use clap::{Arg, Command};

use crate::secret;

/// A table with a row for each option of `cosell serve`.
pub(super) fn table(program: &Command) -> String {
    let serve = program.find_subcommand("serve");
    let options = serve.into_iter().flat_map(Command::get_opts);
    let rows = options.map(|arg| {
        let cells = [option(arg), default(arg), meaning(arg)];
        format!(
            "| {} |\n",
            cells.map(|cell| cell.replace('|', "\\|")).join(" | ")
        )
    });
    let head = "| option | default | meaning |\n|---|---|---|\n".to_owned();
    head + &rows.collect::<String>()
}

/// How the option is written.
pub(super) fn option(arg: &Arg) -> String {
    let option = arg.get_long().unwrap_or_default();
    let values = arg.get_value_names().unwrap_or_default();
    let value = values.iter().map(Str::as_str).collect::<Vec<_>>().join(" ");
    if !arg.get_action().takes_values() {
        format!("`--{option}`")
    } else if arg.is_require_equals_set() {
        format!("`--{option}[={value}]`")
    } else {
        format!("`--{option} {value}`")
    }
}

fn default(arg: &Arg) -> String {
    match arg.get_default_values() {
        [] => "none".to_owned(),
        values => {
            let values = values.iter().map(|value| value.to_string_lossy());
            format!("`{}`", values.collect::<String>())
        }
    }
}

/// The help, its pages as links, and what each value means.
pub(super) fn meaning(arg: &Arg) -> String {
    let help = arg.get_long_help().or(arg.get_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let mut sentences: Vec<String> = help.split("\n\n").map(linked).map(sentence).collect();
    let values = arg.get_possible_values();
    let values = values.iter().filter(|_| !is_bool(arg)).map(|value| {
        let help = value.get_help().map(|help| format!(": {help}"));
        format!("`{}`{}", value.get_name(), help.unwrap_or_default())
    });
    let values = values.collect::<Vec<_>>().join("; ");
    if !values.is_empty() {
        sentences.push(sentence(values));
    }
    if secret::is_secret(arg) {
        sentences.push("No help text and no error message shows its value.".to_owned());
    }
    sentences.join(" ")
}

fn is_bool(arg: &Arg) -> bool {
    arg.get_value_parser().type_id() == std::any::TypeId::of::<bool>()
}

/// A text that ends as a sentence does.
fn sentence(text: String) -> String {
    if text.ends_with('.') {
        text
    } else {
        text + "."
    }
}

/// A text in which `docs/NAME.md` is a link, from a page beside it.
fn linked(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let Some((page, rest)) = word
            .strip_prefix("docs/")
            .and_then(|page| page.split_once(".md"))
        else {
            return word.to_owned();
        };
        format!("[{page}.md]({page}.md){rest}")
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_page_that_an_option_names_is_there() {
        let table = table(&crate::command());
        let links: Vec<&str> = table
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .collect();
        assert!(links.len() > 5, "{links:?}");
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
        for page in links {
            assert!(docs.join(page).is_file(), "{page}");
        }
        assert!(!table.contains("docs/"), "{table}");
    }

    #[test]
    fn an_option_has_one_row() {
        let table = table(&crate::command());
        for option in ["config FILE", "auth MODE", "explain[=BOOL]"] {
            let row = format!("| `--{option}` |");
            assert_eq!(table.matches(&row).count(), 1, "{row}");
        }
    }
}
