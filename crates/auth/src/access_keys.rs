//! The account of an access key.

use std::collections::HashMap;
use std::sync::Arc;

/// Digits of an AWS account number.
const ACCOUNT_DIGITS: usize = 12;

/// The configured access keys, and the account of all other keys.
#[derive(Clone, Debug)]
pub struct AccessKeys {
    accounts: HashMap<String, Arc<str>>,
    first: Arc<str>,
}

impl AccessKeys {
    /// Keys with the account they belong to. `first` is the account of a key that is not
    /// configured.
    pub fn new(first: &str, keys: impl IntoIterator<Item = (String, String)>) -> Self {
        let accounts = keys.into_iter().map(|(key, account)| (key, account.into()));
        Self {
            accounts: accounts.collect(),
            first: first.into(),
        }
    }

    /// Whether a key is configured or names its account. The account of any other key is a guess.
    pub fn is_known(&self, access_key: &str) -> bool {
        self.accounts.contains_key(access_key) || is_account_id(access_key)
    }

    /// The account of an access key without verification: a configured key means its own account,
    /// twelve digits mean the account of that number, and any other key means the first account.
    pub fn account(&self, access_key: &str) -> Arc<str> {
        if let Some(account) = self.accounts.get(access_key) {
            return Arc::clone(account);
        }
        if is_account_id(access_key) && access_key != &*self.first {
            return access_key.into();
        }
        Arc::clone(&self.first)
    }
}

/// Whether a text is the id of an AWS account: twelve digits.
pub fn is_account_id(text: &str) -> bool {
    text.len() == ACCOUNT_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> AccessKeys {
        let configured = [
            ("AKIAFERNHOLLOW", "333333333333"),
            ("444444444444", "333333333333"),
        ];
        AccessKeys::new(
            "111111111111",
            configured.map(|(key, account)| (key.to_owned(), account.to_owned())),
        )
    }

    #[test]
    fn a_configured_key_names_its_account() {
        assert_eq!(&*keys().account("AKIAFERNHOLLOW"), "333333333333");
        assert_eq!(&*keys().account("444444444444"), "333333333333");
        assert!(keys().is_known("AKIAFERNHOLLOW"));
    }

    #[test]
    fn a_key_of_twelve_digits_names_the_account() {
        assert_eq!(&*keys().account("222222222222"), "222222222222");
        assert_eq!(&*keys().account("111111111111"), "111111111111");
    }

    #[test]
    fn any_other_key_names_the_first_account() {
        for key in [
            "AKIAIOSFODNN7EXAMPLE",
            "",
            "12345678901",
            "1234567890123",
            "１２３４",
        ] {
            assert_eq!(&*keys().account(key), "111111111111", "{key}");
            assert!(!keys().is_known(key), "{key}");
        }
    }
}
