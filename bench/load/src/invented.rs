//! Invented names, and numbers that look random and are the same in every run.

/// Places of companies.
pub(crate) const PLACES: [&str; 8] = [
    "Duluth",
    "Ashwood",
    "Lindgren",
    "Kestrel",
    "Tamarack",
    "Birchline",
    "Osprey",
    "Whitlock",
];
/// Trades of companies.
pub(crate) const TRADES: [&str; 8] = [
    "Paper", "Freight", "Dairy", "Optics", "Foundry", "Timber", "Clinics", "Grain",
];

/// The word at this number, counted round the list.
pub(crate) fn pick(list: &[&'static str], number: u64) -> &'static str {
    let index = usize::try_from(number % list.len() as u64).unwrap_or_default();
    list.get(index).copied().unwrap_or_default()
}

/// The mixing steps of the generator `SplitMix64`.
pub(crate) fn scramble(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
