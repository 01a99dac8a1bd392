//! No cycle of imports has more than a few files.
//!
//! Files that import each other cannot be read, or changed, one after the other. So this test reads
//! the sources of every crate. Each `use` and each path in the code, in the arguments of macros and
//! in attributes too, is an edge from its file to the file that declares the name. A name that is
//! imported through a re-export is an edge to the file that re-exports it as well, because whoever
//! follows the import reads that file and what it imports. Only a module above the file that
//! imports does not count for its re-exports: modules of a folder may share names through their
//! parent, and modules of a crate through its root. Tests and generated code do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, Macro, Meta, UseTree};

/// The maximum number of files in a cycle. Three have as many: the pages of the administrative API
/// with their table, the rows of a new engagement with what keeps them, and the kinds of tasks with
/// the advice on each.
const MOST: usize = 6;

/// The maximum number of re-exports between a name and its declaration.
const HANDS: usize = 8;

/// The path of a module or an item from the root of its crate.
type Names = Vec<String>;

/// The names in a file.
#[derive(Default)]
struct Module {
    /// Paths as they are written, such as `super`, `store`, `load`.
    paths: BTreeSet<Names>,
    /// The imports of its `use` items, by their names in the file.
    imports: BTreeMap<String, Names>,
}

type Modules = BTreeMap<Names, Module>;

impl Module {
    fn read(text: &str) -> Self {
        let mut module = Self::default();
        module.visit_file(&syn::parse_file(text).expect("Rust"));
        module
    }

    fn import(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        let (path, alias) = match tree {
            UseTree::Path(path) => return self.import(&path.tree, &with(&path.ident)),
            UseTree::Group(group) => {
                return group
                    .items
                    .iter()
                    .for_each(|tree| self.import(tree, before));
            }
            UseTree::Glob(_) => (before.to_vec(), None),
            UseTree::Name(name) if name.ident == "self" => {
                (before.to_vec(), before.last().cloned())
            }
            UseTree::Name(name) => (with(&name.ident), Some(name.ident.to_string())),
            UseTree::Rename(name) => (with(&name.ident), Some(name.rename.to_string())),
        };
        self.paths.insert(path.clone());
        self.imports.extend(alias.map(|alias| (alias, path)));
    }

    /// Finds the paths among tokens. A name alone is a local one, or has its `use`.
    fn tokens(&mut self, tokens: TokenStream) {
        let (mut path, mut colons, mut is_visibility) = (Names::new(), 0, false);
        for token in tokens {
            if let TokenTree::Punct(mark) = &token
                && mark.as_char() == ':'
            {
                colons += 1;
                continue;
            }
            if colons != 2 || !matches!(token, TokenTree::Ident(_)) {
                self.path(&mut path);
            }
            colons = 0;
            let was_visibility = is_visibility;
            is_visibility = false;
            match token {
                TokenTree::Ident(name) => {
                    is_visibility = name == "pub";
                    path.push(name.to_string());
                }
                TokenTree::Group(group) if !was_visibility => self.tokens(group.stream()),
                _ => {}
            }
        }
        self.path(&mut path);
    }

    fn path(&mut self, path: &mut Names) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.paths.insert(path);
        }
    }
}

impl Visit<'_> for Module {
    fn visit_item(&mut self, item: &Item) {
        let (Item::Mod(syn::ItemMod { attrs, .. }) | Item::Use(syn::ItemUse { attrs, .. })) = item
        else {
            return visit::visit_item(self, item);
        };
        if !attrs.iter().any(is_for_tests) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        self.import(&item.tree, &[]);
    }

    /// `pub(crate)` is a visibility, and does not name an item.
    fn visit_visibility(&mut self, _: &syn::Visibility) {}

    fn visit_attribute(&mut self, attribute: &Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }

    fn visit_macro(&mut self, called: &Macro) {
        self.tokens(called.tokens.clone());
        visit::visit_macro(self, called);
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let names = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        self.paths.insert(names.collect());
        visit::visit_path(self, path);
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute
            .parse_args::<syn::Ident>()
            .is_ok_and(|of| of == "test")
}

/// The modules through which the module `here` reaches the item that `path` names, if it is in this
/// crate: those that re-export it, and at the end the one that declares it.
fn way<'a>(
    modules: &'a Modules,
    here: &[String],
    path: &[String],
    hands: usize,
) -> Option<Vec<&'a Names>> {
    let (first, rest) = path.split_first()?;
    let child = [here, std::slice::from_ref(first)].concat();
    let whole = match first.as_str() {
        "crate" => rest.to_vec(),
        "self" => [here, rest].concat(),
        "super" => {
            let (_, above) = here.split_last()?;
            return if rest.is_empty() {
                modules.get_key_value(above).map(|(name, _)| vec![name])
            } else if rest[0] == "super" {
                way(modules, above, rest, hands)
            } else {
                let rest = [&["self".to_owned()], rest].concat();
                way(modules, above, &rest, hands)
            };
        }
        _ if modules.contains_key(&child) => [here, path].concat(),
        name => {
            let import = modules.get(here)?.imports.get(name)?;
            let path = [import.as_slice(), rest].concat();
            return way(modules, here, &path, hands.checked_sub(1)?);
        }
    };
    let depth = (0..=whole.len())
        .rev()
        .find(|depth| modules.contains_key(&whole[..*depth]))?;
    let (module, item) = whole.split_at(depth);
    let (name, found) = modules.get_key_value(module)?;
    match item.first().and_then(|item| found.imports.get(item)) {
        Some(import) => {
            let path = [import.as_slice(), &item[1..]].concat();
            let further = way(modules, module, &path, hands.checked_sub(1)?)?;
            Some([vec![name], further].concat())
        }
        None => Some(vec![name]),
    }
}

/// The cycles of a crate, as the names of their modules and the edges between them.
fn cycles(modules: &Modules) -> Vec<(BTreeSet<String>, Vec<String>)> {
    let mut arrows = DiGraphMap::<&Names, ()>::new();
    for (here, module) in modules {
        for path in &module.paths {
            let way = way(modules, here, path, HANDS).unwrap_or_default();
            let Some((declaring, through)) = way.split_last() else {
                continue;
            };
            let through = through
                .iter()
                .take_while(|module| !here.starts_with(module));
            for there in through.chain([declaring]) {
                if *there != here {
                    arrows.add_edge(here, *there, ());
                }
            }
        }
    }
    let of = |names: &Names| match names.as_slice() {
        [] => "the root".to_owned(),
        names => names.join("::"),
    };
    let cycles = tarjan_scc(&arrows).into_iter();
    cycles
        .filter(|cycle| cycle.len() > 1)
        .map(|cycle| {
            let between = arrows
                .all_edges()
                .filter(|(from, to, ())| cycle.contains(from) && cycle.contains(to))
                .map(|(from, to, ())| format!("{} -> {}", of(from), of(to)));
            (
                cycle.iter().map(|names| of(names)).collect(),
                between.collect(),
            )
        })
        .collect()
}

/// The module of a file below `src`.
fn name(file: &Path) -> Names {
    let file = file.with_extension("");
    let names = file
        .iter()
        .map(|name| name.to_str().expect("text").to_owned());
    let mut names: Names = names.collect();
    let last = names.last().map(String::as_str);
    if last == Some("mod") || names.len() == 1 && matches!(last, Some("lib" | "main")) {
        names.pop();
    }
    names
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "generated") {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_cycle_of_imports_has_more_than_a_few_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut crates = vec![
        root.join("xtask"),
        root.join("conformance/rust"),
        root.join("helpers/rust"),
        root.join("fuzz"),
    ];
    for folder in ["crates", "bench"] {
        let entries = fs::read_dir(root.join(folder)).expect("crates");
        let folders = entries.map(|entry| entry.expect("an entry").path());
        crates.extend(folders.filter(|folder| folder.join("Cargo.toml").exists()));
    }
    let (mut read, mut long) = (0, Vec::new());
    for path in crates {
        let sources = path.join("src");
        let mut found = Vec::new();
        files(&sources, &mut found);
        read += found.len();
        let module = |file: PathBuf| {
            let text = fs::read_to_string(&file).expect("text");
            (
                name(file.strip_prefix(&sources).expect("below it")),
                Module::read(&text),
            )
        };
        let modules = found.into_iter().map(module).collect();
        for (cycle, arrows) in cycles(&modules) {
            if cycle.len() > MOST {
                let files = cycle.len();
                long.push(format!(
                    "{}: {files} files are one cycle: {arrows:#?}",
                    path.display()
                ));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
    assert!(read > 300, "only {read} files were found");
}

/// A crate of these files, each with its text.
fn crate_of(files: &[(&str, &str)]) -> Modules {
    let module = |(file, text): &(&str, &str)| (name(Path::new(file)), Module::read(text));
    files.iter().map(module).collect()
}

#[test]
fn a_cycle_is_found_whichever_way_its_files_name_each_other() {
    let modules = crate_of(&[
        (
            "lib.rs",
            "mod a; mod b; mod c; mod d; pub use d::Kind; pub use other::Far;",
        ),
        (
            "a.rs",
            "use crate::b::{self, Thing as Other}; fn one(_: Other) {}",
        ),
        ("b/mod.rs", "mod inner; pub use inner::Thing;"),
        ("b/inner.rs", "fn two() -> u8 { super::super::c::three() }"),
        ("c.rs", "pub fn three() -> u8 { let _: crate::Kind; 3 }"),
        (
            "d.rs",
            "use crate::{Far, a}; pub struct Kind; fn four() { a::one() }",
        ),
    ]);
    let found = cycles(&modules);
    let names = ["a", "b", "b::inner", "c", "d"].map(str::to_owned);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, BTreeSet::from(names));
    assert!(found[0].1.contains(&"c -> d".to_owned()), "{found:?}");
}

#[test]
fn files_that_name_each_other_only_in_tests_or_downward_are_not_a_cycle() {
    let modules = crate_of(&[
        (
            "lib.rs",
            "mod a; mod b; pub use a::One; pub use other::Far;",
        ),
        (
            "a.rs",
            "use crate::b::two; pub struct One; fn one() { two() }",
        ),
        (
            "b.rs",
            "use crate::Far; pub fn two() {} #[cfg(test)] mod tests { use crate::a::One; }",
        ),
    ]);
    assert_eq!(cycles(&modules), []);
}

#[test]
fn a_re_export_leads_through_the_file_that_has_it() {
    let modules = crate_of(&[
        ("lib.rs", "mod plan; mod start;"),
        ("plan.rs", "use crate::start::Error;"),
        (
            "start/mod.rs",
            "mod error; pub use error::Error; use crate::plan;",
        ),
        ("start/error.rs", "pub struct Error;"),
    ]);
    let found = cycles(&modules);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, ["plan -> start", "start -> plan"]);
}

#[test]
fn a_module_may_share_the_names_of_its_children_among_them() {
    let modules = crate_of(&[
        ("lib.rs", "mod start; pub use start::{Error, start};"),
        (
            "start/mod.rs",
            "mod error; mod run; pub use error::Error; pub use run::start;",
        ),
        ("start/error.rs", "pub struct Error;"),
        (
            "start/run.rs",
            "use super::Error; fn other(_: crate::Error) {}",
        ),
    ]);
    assert_eq!(cycles(&modules), []);
}

#[test]
fn a_path_counts_in_macros_and_attributes_and_a_visibility_does_not() {
    let modules = crate_of(&[
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "rows! { pub(in crate::c) one: crate::b::Two, }"),
        (
            "b.rs",
            "#[arg(default = format!(\"{}\", super::c::THREE))] pub struct Two;",
        ),
        ("c.rs", "pub const THREE: u8 = len!(crate::a::ONE);"),
    ]);
    let found = cycles(&modules);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, ["a -> b", "b -> c", "c -> a"]);
}
