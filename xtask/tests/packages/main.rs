//! Tests the packages of `cargo xtask build` with the tools of their users: npm, Node, TypeScript, bundlers' linters,
//! editors, unpackers. To run it by hand, run `cargo xtask build` first.

mod archive;
mod deploy;
mod editors;
mod npm;
mod sizes;
mod types;
