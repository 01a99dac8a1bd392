//! The page of every message: error texts, log lines and the other texts that the program writes.
//!
//! The sources of the crates that make the server's program are parsed, so a message that is added
//! anywhere is on the page. `#[error("…")]` gives the errors, the macros of `tracing` give the log
//! lines, and every other text of at least three words is listed as a text. Left out are
//! tests, doc comments, generated code, and what is on another generated page.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Lit, LitStr, Meta};

use super::error::Error;

/// The crates that the server's program is made of, by their folders.
const CRATES: [&str; 13] = [
    "admin-api",
    "api",
    "auth",
    "cosell",
    "domain",
    "engine",
    "event-pattern",
    "server",
    "store",
    "supervisor",
    "trace",
    "vfs",
    "world",
];

/// The macros of `tracing` that write a log line, which are named like their levels.
const LEVELS: [&str; 5] = ["trace", "debug", "info", "warn", "error"];

/// Calls and macros whose text only a developer reads: a broken invariant of the code.
const FOR_DEVELOPERS: [&str; 9] = [
    "expect",
    "expect_err",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "panic",
    "unreachable",
];

/// Sources without messages, below `crates`: other generated pages, invented data, the closed lists
/// of the API, and what agents and readers are told of tools and of reason codes.
const NO_MESSAGES: [&str; 8] = [
    "api/src/generated",
    "cosell/src/demo/opportunity.rs",
    "cosell/src/demo/recipe.rs",
    "cosell/src/docs",
    "domain/src/opportunity/lists",
    "domain/src/task/advice.rs",
    "cosell/src/fill/words.rs",
    "server/src/mcp/about.rs",
];

/// Macros whose texts stand on docs/compatibility.md.
const ON_ANOTHER_PAGE: [&str; 1] = ["rules"];

/// What begins a statement of SQL.
const SQL: [&str; 15] = [
    "SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", "ALTER ", "DROP ", "WITH ", "WHERE ",
    "AND ", "PRAGMA ", "LOCK ", "SET ", "BEGIN ", "ORDER ",
];

/// A text with fewer words is a name or a key.
const FEWEST_WORDS: usize = 3;

const HEAD: &str = "\
# Messages

Every text that the program writes: errors, log lines and the other texts. `{…}` stands for a value.
A log line has its fields behind it. `cargo xtask docs` prints this page from the sources. Read it
when a message changes: a message must say what is wrong, where, and what to do.

What to do about an error is on [troubleshooting.md](troubleshooting.md).
";

/// The messages of one crate, each as the cells of its row: the text first, the file last.
#[derive(Default, Debug, PartialEq)]
struct Messages {
    errors: BTreeSet<[String; 2]>,
    /// Text, level, fields, file.
    lines: BTreeSet<[String; 4]>,
    texts: BTreeSet<[String; 2]>,
}

/// Reads the messages of one file.
struct Reader<'a> {
    file: &'a str,
    found: &'a mut Messages,
}

pub(super) fn page(root: &Path) -> Result<String, Error> {
    let mut page = HEAD.to_owned();
    for name in CRATES {
        let messages = Messages::of(root, name)?;
        write_crate(&mut page, name, &messages);
    }
    Ok(page)
}

/// The sources below a folder that may have messages.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if NO_MESSAGES.iter().any(|none| path.ends_with(none)) {
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

impl Messages {
    /// The messages of a crate.
    fn of(root: &Path, name: &str) -> Result<Self, Error> {
        let folder = root.join("crates").join(name).join("src");
        let mut files = Vec::new();
        collect(&folder, &mut files)?;
        let mut messages = Self::default();
        for path in files {
            let file = path.strip_prefix(&folder).unwrap_or(&path);
            messages.read(&file.to_string_lossy(), &fs::read_to_string(&path)?)?;
        }
        Ok(messages)
    }

    fn read(&mut self, file: &str, source: &str) -> Result<(), Error> {
        let parsed = syn::parse_file(source).map_err(|error| Error::Source {
            file: file.to_owned(),
            error,
        })?;
        if !parsed.attrs.iter().any(is_for_tests) {
            Reader { file, found: self }.visit_file(&parsed);
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// Keeps a text that is long enough to be one, and is not a statement of SQL.
    fn text(&mut self, text: &str) {
        let text = one_line(text);
        let words = text.split(' ').filter(|word| {
            let letters = word.chars().filter(|letter| letter.is_alphabetic());
            letters.count() > 0
        });
        if words.count() >= FEWEST_WORDS && !SQL.iter().any(|start| text.starts_with(start)) {
            self.found.texts.insert([text, self.file.to_owned()]);
        }
    }

    /// Keeps the text of `#[error("…")]`.
    fn error(&mut self, attribute: &Attribute) {
        let Meta::List(list) = &attribute.meta else {
            return;
        };
        if list.path.is_ident("error")
            && let Some(text) = first_text(list.tokens.clone())
        {
            let text = one_line(&text);
            self.found.errors.insert([text, self.file.to_owned()]);
        }
    }

    /// Reads what a macro is given: it may be a log line, and may hold more macros.
    fn macro_call(&mut self, name: &str, tokens: &TokenStream) {
        if FOR_DEVELOPERS.contains(&name) || ON_ANOTHER_PAGE.contains(&name) {
            return;
        }
        if let Some(level) = LEVELS.into_iter().find(|level| *level == name) {
            self.line(level, tokens);
        } else {
            self.tokens(tokens.clone());
        }
    }

    /// Keeps a log line: its text, and the names of its fields.
    fn line(&mut self, level: &'static str, tokens: &TokenStream) {
        let mut text = String::new();
        let mut fields = Vec::new();
        for argument in split(tokens.clone()) {
            match &argument[..] {
                [TokenTree::Literal(literal)] => {
                    text = one_line(&string(literal).unwrap_or_default());
                }
                [TokenTree::Ident(name), ..] => fields.push(name.to_string()),
                [TokenTree::Punct(_), TokenTree::Ident(name), ..] => {
                    fields.push(name.to_string());
                }
                _ => {}
            }
        }
        let (level, file) = (level.to_owned(), self.file.to_owned());
        let line = [text, level, fields.join(", "), file];
        self.found.lines.insert(line);
    }

    /// Reads the tokens of a macro that is not known by name.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            let before = |back: usize| index.checked_sub(back).and_then(|at| tokens.get(at));
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '#' => {
                    // An attribute: a doc comment is not a message.
                    index += 1;
                }
                TokenTree::Group(group) => match (before(2), before(1)) {
                    (Some(TokenTree::Ident(name)), Some(TokenTree::Punct(mark)))
                        if mark.as_char() == '!' =>
                    {
                        self.macro_call(&name.to_string(), &group.stream());
                    }
                    (_, Some(TokenTree::Ident(name)))
                        if group.delimiter() == Delimiter::Parenthesis
                            && FOR_DEVELOPERS.contains(&name.to_string().as_str()) => {}
                    _ => self.tokens(group.stream()),
                },
                TokenTree::Literal(literal) => {
                    if let Some(text) = string(literal) {
                        self.text(&text);
                    }
                }
                _ => {}
            }
            index += 1;
        }
    }
}

impl Visit<'_> for Reader<'_> {
    fn visit_item(&mut self, item: &syn::Item) {
        let attributes = match item {
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !attributes.iter().any(is_for_tests) {
            visit::visit_item(self, item);
        }
    }

    fn visit_attribute(&mut self, attribute: &Attribute) {
        self.error(attribute);
    }

    fn visit_lit_str(&mut self, text: &LitStr) {
        self.text(&text.value());
    }

    fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
        if FOR_DEVELOPERS.contains(&call.method.to_string().as_str()) {
            self.visit_expr(&call.receiver);
        } else {
            visit::visit_expr_method_call(self, call);
        }
    }

    fn visit_macro(&mut self, call: &syn::Macro) {
        let name = call.path.segments.last().map(|name| name.ident.to_string());
        self.macro_call(&name.unwrap_or_default(), &call.tokens);
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return attribute.path().is_ident("test");
    };
    list.path.is_ident("cfg") && list.tokens.to_string() == "test"
}

/// The value of a literal, if it is a text.
fn string(literal: &proc_macro2::Literal) -> Option<String> {
    match Lit::new(literal.clone()) {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

fn first_text(tokens: TokenStream) -> Option<String> {
    let first = split(tokens).into_iter().next()?;
    let expression = syn::parse2(first.into_iter().collect()).ok()?;
    match expression {
        Expr::Lit(literal) => match literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The arguments of a macro: its tokens, split at the commas.
fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut arguments = vec![Vec::new()];
    for token in tokens {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == ',' => arguments.push(Vec::new()),
            other => arguments.last_mut().expect("one argument").push(other),
        }
    }
    arguments
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn write_crate(page: &mut String, name: &str, messages: &Messages) {
    if *messages == Messages::default() {
        return;
    }
    let _ = writeln!(page, "\n## crates/{name}");
    write_table(page, "Errors", ["text", "source"], &messages.errors);
    let columns = ["text", "level", "fields", "source"];
    write_table(page, "Log lines", columns, &messages.lines);
    write_table(page, "Other texts", ["text", "source"], &messages.texts);
}

fn write_table<const N: usize>(
    page: &mut String,
    title: &str,
    columns: [&str; N],
    rows: &BTreeSet<[String; N]>,
) {
    if rows.is_empty() {
        return;
    }
    let head = columns.join(" | ");
    let rule = "|---".repeat(N);
    let _ = writeln!(page, "\n### {title}\n\n| {head} |\n{rule}|");
    for row in rows {
        let [text, others @ ..] = &row[..] else {
            continue;
        };
        let _ = writeln!(page, "| {} | {} |", quoted(text), others.join(" | "));
    }
}

/// A text as code, so that nothing in it is read as Markdown.
fn quoted(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;

    /// Words that say a thing in a way that readers stumbled over, and what to write.
    const ODD: [(&str, &str); 11] = [
        (" is no ", "is not a"),
        ("nobody", "name the subject"),
        ("strikes", "fault injected"),
        (" proven", "authenticated"),
        ("behind the", "after the"),
        ("what is", "name the subject"),
        ("what answers", "name the subject"),
        ("learned", "updated"),
        ("handed over", "released"),
        ("stay as", "name what is kept and why"),
        ("stays as", "name what is kept and why"),
    ];

    fn messages(source: &str) -> Messages {
        let mut messages = Messages::default();
        messages.read("x.rs", source).expect("Rust");
        messages
    }

    #[test]
    fn errors_log_lines_and_texts_are_found_wherever_they_stand() {
        let found = messages(
            r#"
            /// A doc comment is not a message.
            #[derive(thiserror::Error)]
            enum Error {
                #[error("{0} is too long")]
                Long(u8),
                #[error("the file
                    {} is locked", path.display())]
                Locked { path: Path },
                #[error(transparent)]
                Other(#[from] Source),
            }
            fn act() {
                tracing::warn!(%error, task = id, "a run failed, retrying");
                tokio::select! { _ = end => tracing::info!("the server stopped") }
                refuse(format!("no task {id} exists"));
                query("SELECT a FROM b");
                value.expect("a broken invariant here");
                two("two words");
            }
            #[cfg(test)]
            mod tests {
                fn act() { refuse("texts of tests are left out") }
            }
            "#,
        );
        let file = || "x.rs".to_owned();
        let row = |text: &str| [text.to_owned(), file()];
        let line = |text: &str, level: &str, fields: &str| {
            [text.to_owned(), level.to_owned(), fields.to_owned(), file()]
        };
        let wanted = Messages {
            errors: [row("{0} is too long"), row("the file {} is locked")].into(),
            lines: [
                line("a run failed, retrying", "warn", "error, task"),
                line("the server stopped", "info", ""),
            ]
            .into(),
            texts: [row("no task {id} exists")].into(),
        };
        assert_eq!(found, wanted);
    }

    #[test]
    fn every_crate_of_the_program_is_on_the_page() {
        let folders = fs::read_dir(Path::new(cargo::ROOT).join("crates")).expect("crates");
        let known: BTreeSet<_> = folders
            .map(|entry| entry.expect("an entry").file_name().into_string())
            .collect::<Result<_, _>>()
            .expect("names");
        assert_eq!(known, CRATES.map(str::to_owned).into());
    }

    /// The words of the live service's own texts are not ours to choose; none of them is odd.
    #[test]
    fn no_message_is_written_in_words_that_readers_stumbled_over() {
        let page = page(Path::new(cargo::ROOT)).expect("a page");
        let rows = page.lines().filter(|line| line.starts_with("| `"));
        let odd: Vec<_> = rows
            .flat_map(|row| {
                let (_, text) = row.split_once('`').expect("a text");
                // "There is no …" is plain; "… is no …" is not.
                let text = text.to_lowercase().replace("there is no ", "");
                ODD.iter()
                    .filter(move |(words, _)| text.contains(words))
                    .map(move |(words, instead)| format!("{words:?}: {instead}: {row}"))
            })
            .collect();
        assert!(odd.is_empty(), "{odd:#?}");
    }
}
