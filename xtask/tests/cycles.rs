//! No cycle of imports has more than a few files.
//!
//! Files that import each other cannot be read, or changed, one after the other. So this test reads
//! the sources of every crate: each `use`, and each path in the code, is an edge from its file to
//! the file that declares the name, through all re-exports. Tests, arguments of macros and
//! generated code do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

/// The maximum number of files in a cycle.
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

/// The module that declares the item that `path` names in the module `here`, if it is in this
/// crate.
fn declaring<'a>(
    modules: &'a Modules,
    here: &[String],
    path: &[String],
    hands: usize,
) -> Option<&'a Names> {
    let (first, rest) = path.split_first()?;
    let child = [here, std::slice::from_ref(first)].concat();
    let whole = match first.as_str() {
        "crate" => rest.to_vec(),
        "self" => [here, rest].concat(),
        "super" => {
            let (_, above) = here.split_last()?;
            return if rest.is_empty() {
                modules.get_key_value(above).map(|(name, _)| name)
            } else if rest[0] == "super" {
                declaring(modules, above, rest, hands)
            } else {
                declaring(
                    modules,
                    above,
                    &[&["self".to_owned()], rest].concat(),
                    hands,
                )
            };
        }
        _ if modules.contains_key(&child) => [here, path].concat(),
        name => {
            let import = modules.get(here)?.imports.get(name)?;
            let path = [import.as_slice(), rest].concat();
            return declaring(modules, here, &path, hands.checked_sub(1)?);
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
            declaring(modules, module, &path, hands.checked_sub(1)?)
        }
        None => Some(name),
    }
}

/// The cycles of a crate, as the names of their modules and the edges between them.
fn cycles(modules: &Modules) -> Vec<(BTreeSet<String>, Vec<String>)> {
    let mut arrows = DiGraphMap::<&Names, ()>::new();
    for (here, module) in modules {
        for path in &module.paths {
            if let Some(there) = declaring(modules, here, path, HANDS)
                && there != here
            {
                arrows.add_edge(here, there, ());
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
    let mut read = 0;
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
            assert!(
                cycle.len() <= MOST,
                "{}: {} files are one cycle: {arrows:#?}",
                path.display(),
                cycle.len()
            );
        }
    }
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
