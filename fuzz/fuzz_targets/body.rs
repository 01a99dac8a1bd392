//! The JSON body of every operation, through the whole operation. The first byte selects the
//! operation.

#![no_main]

use cosell_api::wire;
use cosell_fuzz::{bounded, call, of_byte};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((operation, body)) = input.split_first() else {
        return;
    };
    bounded(input, || {
        if let Ok(body) = wire::parse(body) {
            call(of_byte(*operation), body);
        }
    });
});
