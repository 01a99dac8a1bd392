//! What a program needs of the machine that it runs on.

/// The prefix of the versions of glibc's symbols.
const GLIBC: &[u8] = b"GLIBC_2.";

/// The oldest glibc that a program runs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Needs {
    /// Of version 2.
    pub(super) glibc: u32,
}

impl Needs {
    /// The newest version that the program names. The names are texts in the program, and no other
    /// text of it looks like them.
    pub(super) fn of(binary: &[u8]) -> Self {
        let found = binary.windows(GLIBC.len()).enumerate();
        let found = found.filter(|(_, window)| *window == GLIBC);
        let versions = found.map(|(start, _)| {
            let rest = binary.get(start + GLIBC.len()..).unwrap_or_default();
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit());
            digits
                .take(3)
                .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
        });
        Self {
            glibc: versions.max().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_of_glibc_counts() {
        let binary = b"\0GLIBC_2.4\0GLIBC_2.34\0GLIBC_2.3.2\0GLIBC_PRIVATE\0";
        assert_eq!(Needs::of(binary), Needs { glibc: 34 });
        assert_eq!(Needs::of(b"static"), Needs { glibc: 0 });
    }
}
