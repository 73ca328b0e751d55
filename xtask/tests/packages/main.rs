//! What `cargo xtask build` hands out, judged by the tools of those who get it: npm, Node, TypeScript, bundlers' linters,
//! editors, unpackers. By hand, `cargo xtask build` comes first.

mod archive;
mod editors;
mod npm;
mod project;
mod types;

impl project::Project {
    /// Writes a file.
    fn file(self, name: &str, text: &str) -> Self {
        std::fs::write(self.dir.join(name), text).expect("the folder for test files can be written");
        self
    }
}
