//! The command line runs the engine of the widget on files and standard input.

fn main() -> std::process::ExitCode {
    cli::run()
}
