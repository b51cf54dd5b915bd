//! One target of `lathund::fuzz`, named by the variable `TARGET`.
#![no_main]

use std::sync::LazyLock;

static TARGET: LazyLock<lathund::fuzz::Target> = LazyLock::new(|| {
    let name = std::env::var("TARGET").expect("the variable TARGET names what is fuzzed");
    let found = lathund::fuzz::TARGETS.into_iter().find(|(target, _)| *target == name);
    found.unwrap_or_else(|| panic!("no target {name}")).1
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| TARGET(data));
