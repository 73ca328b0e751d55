//! The command line: the same engine as the widget, on files and standard input.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    candidate_check::cli::run()
}

// Tests for wasm32 build every program of the package; this one has nothing to do there.
#[cfg(target_arch = "wasm32")]
fn main() {}
