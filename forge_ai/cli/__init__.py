"""The `forge-ai` command: a file for each subcommand, those that belong together in one room."""
