//! What `cargo xtask build` hands out, judged by the tools of those who get it: npm, Node, TypeScript, bundlers' linters,
//! editors, unpackers. By hand, `cargo xtask build` comes first.

mod archive;
mod editors;
mod npm;
mod types;
