//! No circle of imports has more than a few files.
//!
//! Files that reach each other cannot be read, or changed, one after the other. So the sources of
//! every crate are read: each `use`, and each path in the code, is an arrow from its file to the
//! one that declares what it names, through whatever re-exports it. Tests and what macros are given
//! do not count, and neither does generated code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

/// Files of a circle at most.
const MOST: usize = 6;

/// How many re-exports a name may be handed through.
const HANDS: usize = 8;

/// The names on the way to a module or an item, from the root of its crate.
type Names = Vec<String>;

/// What a file names.
#[derive(Default)]
struct Module {
    /// Names as they are written, such as `super`, `store`, `load`.
    paths: BTreeSet<Names>,
    /// What its `use` items bring in, by the name that it has here.
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

    /// `pub(crate)` says who may name the item; it names nothing.
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

/// The module that declares what `path` names in the module `here`, if it is one of this crate.
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

/// The circles of a crate, as the names of their modules and the arrows between them.
fn circles(modules: &Modules) -> Vec<(BTreeSet<String>, Vec<String>)> {
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
    let circles = tarjan_scc(&arrows).into_iter();
    circles
        .filter(|circle| circle.len() > 1)
        .map(|circle| {
            let between = arrows
                .all_edges()
                .filter(|(from, to, ())| circle.contains(from) && circle.contains(to))
                .map(|(from, to, ())| format!("{} -> {}", of(from), of(to)));
            (
                circle.iter().map(|names| of(names)).collect(),
                between.collect(),
            )
        })
        .collect()
}

/// The module that a file below `src` is.
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
fn no_circle_of_imports_has_more_than_a_few_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut crates = vec![
        root.join("xtask"),
        root.join("conformance/rust"),
        root.join("fuzz"),
    ];
    for folder in ["crates", "bench"] {
        let entries = fs::read_dir(root.join(folder)).expect("crates");
        crates.extend(entries.map(|entry| entry.expect("an entry").path()));
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
        for (circle, arrows) in circles(&modules) {
            assert!(
                circle.len() <= MOST,
                "{}: {} files are one circle: {arrows:#?}",
                path.display(),
                circle.len()
            );
        }
    }
    assert!(read > 300, "only {read} files were found");
}

/// A crate of these files and what stands in them.
fn made_up(files: &[(&str, &str)]) -> Modules {
    let module = |(file, text): &(&str, &str)| (name(Path::new(file)), Module::read(text));
    files.iter().map(module).collect()
}

#[test]
fn a_circle_is_found_whichever_way_its_files_name_each_other() {
    let modules = made_up(&[
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
    let found = circles(&modules);
    let names = ["a", "b", "b::inner", "c", "d"].map(str::to_owned);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, BTreeSet::from(names));
    assert!(found[0].1.contains(&"c -> d".to_owned()), "{found:?}");
}

#[test]
fn files_that_name_each_other_only_in_tests_or_downward_are_no_circle() {
    let modules = made_up(&[
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
    assert_eq!(circles(&modules), []);
}
