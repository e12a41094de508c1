"""The `forge-ai` command: one file for each subcommand."""
