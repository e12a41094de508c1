"""What hears and speaks: programs, child processes with their models, another device. Knows no conversation."""
