//! The machine that packages are for, if it is not the one that makes them.
//!
//! The program is compiled by the toolchain of the workspace, if it has the standard library of the
//! target. Otherwise, on Debian, by Debian's compiler, which `packaging/cross/debian-rust.sh`
//! unpacks below the target directory. The linker and the C library are those of Debian's cross
//! compiler. Man pages and completions are the same for all machines; the program of this machine
//! prints them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::Error;
use super::source::run;
use crate::apt;
use crate::cargo::{self, Profile, ROOT};

/// A machine that packages are made for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// As rustc names it.
    pub(super) triple: &'static str,
    /// As the kernel names it.
    pub(super) machine: &'static str,
    /// As Debian names it.
    architecture: &'static str,
    /// The number of the machine in the header of a program.
    elf: u16,
    /// The C compiler, what Debian names it and its C library, and the folder with the libraries of
    /// its target.
    compiler: &'static str,
    packages: [&'static str; 2],
    libraries: &'static str,
}

const TARGETS: [Target; 2] = [
    Target {
        triple: "x86_64-unknown-linux-gnu",
        machine: "x86_64",
        architecture: "amd64",
        elf: 62,
        compiler: "x86_64-linux-gnu-gcc",
        packages: ["gcc-x86-64-linux-gnu", "libc6-dev-amd64-cross"],
        libraries: "/usr/x86_64-linux-gnu/lib",
    },
    Target {
        triple: "aarch64-unknown-linux-gnu",
        machine: "aarch64",
        architecture: "arm64",
        elf: 183,
        compiler: "aarch64-linux-gnu-gcc",
        packages: ["gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross"],
        libraries: "/usr/aarch64-linux-gnu/lib",
    },
];

/// The kind of program that the machine of a header has, in little-endian.
const ELF_MACHINE: std::ops::Range<usize> = 18..20;

impl Target {
    /// The target of this name; none for this machine.
    pub(super) fn find(name: Option<&str>) -> Result<Option<&'static Self>, Error> {
        let Some(name) = name else { return Ok(None) };
        let found = TARGETS.iter().find(|target| target.triple == name);
        let found = found.ok_or_else(|| Error::Target {
            name: name.to_owned(),
            known: TARGETS.map(|target| target.triple).join(" and "),
        })?;
        Ok((found.machine != env::consts::ARCH).then_some(found))
    }

    /// Builds the program that is shipped.
    pub(super) fn build(&self) -> Result<PathBuf, Error> {
        if !(self.has_compiler() || apt::install(&self.packages) && self.has_compiler()) {
            return Err(Error::Compiler {
                target: self.triple,
                compiler: self.compiler,
                packages: self.packages.join(" "),
            });
        }
        let folder = Path::new(ROOT).join("target").join("cross");
        let mut build = cargo::command();
        build
            .args(["build", "--profile", Profile::Dist.name()])
            .args(["--package", "cosell", "--target", self.triple])
            // Another compiler than that of the workspace must not meet its files.
            .arg("--target-dir")
            .arg(&folder)
            .env(self.linker(), self.compiler);
        if !self.is_installed() {
            build.env("RUSTC", self.debian(&folder)?);
        }
        let mut programs = cargo::executables(&mut build, &["cosell"])?;
        programs.pop().ok_or(Error::Architecture(self.machine))
    }

    /// Whether the compiler starts and its libraries, which the image has, are there.
    fn has_compiler(&self) -> bool {
        let compiler = Command::new(self.compiler).arg("--version").output();
        compiler.is_ok_and(|ended| ended.status.success()) && Path::new(self.libraries).is_dir()
    }

    /// The variable that names the linker to cargo.
    fn linker(&self) -> String {
        let triple = self.triple.replace('-', "_").to_ascii_uppercase();
        format!("CARGO_TARGET_{triple}_LINKER")
    }

    /// Whether the compiler of the workspace has the standard library of the target.
    fn is_installed(&self) -> bool {
        cargo::target_libraries(Some(self.triple)).is_ok_and(|folder| folder.is_dir())
    }

    /// Debian's compiler, unpacked if it is not there yet.
    fn debian(&self, folder: &Path) -> Result<PathBuf, Error> {
        let folder = folder.join(format!("debian-rust-{}", self.machine));
        let rustc = folder.join("rustc");
        if rustc.is_file() {
            return Ok(rustc);
        }
        eprintln!("unpacking Debian's Rust for {}", self.triple);
        let script = Path::new(ROOT).join("packaging/cross/debian-rust.sh");
        let mut unpack = Command::new("bash");
        unpack.arg(script).arg(&folder);
        match run(unpack.args([self.architecture, self.triple])) {
            Ok(_) => Ok(rustc),
            Err(error) => Err(Error::NoStandardLibrary {
                target: self.triple,
                said: error.to_string(),
            }),
        }
    }

    /// Refuses a program for another machine.
    pub(super) fn check(&self, program: &[u8]) -> Result<(), Error> {
        let machine = program.get(ELF_MACHINE);
        if machine == Some(&self.elf.to_le_bytes()) && program.starts_with(b"\x7fELF") {
            return Ok(());
        }
        Err(Error::Architecture(self.machine))
    }

    /// The libraries that a program of this target names, with their places on its machine.
    pub(super) fn libraries(&self, program: &[u8]) -> Result<Vec<(PathBuf, String)>, Error> {
        let folder = Path::new(self.libraries);
        let failed = |error| Error::file(folder, error);
        let mut found = Vec::new();
        for entry in folder.read_dir().map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !name.contains(".so.") || !names(program, &name) {
                continue;
            }
            // The program names its loader by this path, and the loader finds the others in this
            // folder.
            let place = if name.starts_with("ld-linux") {
                format!("lib/{name}")
            } else {
                format!("lib/{}-linux-gnu/{name}", self.machine)
            };
            found.push((path.clone(), place));
        }
        found.sort();
        Ok(found)
    }
}

/// Whether a program has a text that ends with this name.
fn names(program: &[u8], name: &str) -> bool {
    let text = [name.as_bytes(), b"\0"].concat();
    program.windows(text.len()).any(|window| window == text)
}

#[cfg(test)]
mod tests {
    use super::super::check::is_possible;
    use super::*;

    #[test]
    fn another_machine_is_one_that_is_known_and_is_not_this_one() {
        let own = format!("{}-unknown-linux-gnu", env::consts::ARCH);
        assert!(Target::find(None).expect("none").is_none());
        assert!(Target::find(Some(&own)).expect("this one").is_none());
        let other = if env::consts::ARCH == "x86_64" {
            "aarch64"
        } else {
            "x86_64"
        };
        let triple = format!("{other}-unknown-linux-gnu");
        let found = Target::find(Some(&triple))
            .expect("known")
            .expect("another");
        assert_eq!(found.machine, other);
        let error = Target::find(Some("riscv64gc-unknown-linux-gnu")).expect_err("unknown");
        assert!(error.to_string().contains(&triple), "{error}");
    }

    #[test]
    fn a_program_for_another_machine_is_refused() {
        let [x86, arm] = &TARGETS;
        let mut program = b"\x7fELF".to_vec();
        program.resize(64, 0);
        program[18] = 183;
        assert!(arm.check(&program).is_ok());
        assert!(x86.check(&program).is_err());
        assert!(arm.check(b"#!/bin/sh").is_err());
        assert!(names(b"\0libc.so.6\0", "libc.so.6") && !names(b"libc.so.62\0", "libc.so.6"));
    }

    #[test]
    fn packages_that_have_no_tests_on_another_machine_are_not_checked() {
        let [x86, arm] = &TARGETS;
        assert!(is_possible(None).is_ok() && is_possible(Some(arm)).is_ok());
        let refused = is_possible(Some(x86)).expect_err("no tests").to_string();
        assert!(refused.contains(x86.triple), "{refused}");
    }

    #[test]
    fn the_linker_has_the_name_that_cargo_reads() {
        let [_, arm] = &TARGETS;
        assert_eq!(
            arm.linker(),
            "CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER"
        );
    }
}
