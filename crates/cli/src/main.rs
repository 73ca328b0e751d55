//! The command line: the same engine as the widget, on files and standard input.

fn main() -> std::process::ExitCode {
    cli::run()
}
