"""Which device answers, and who goes on when one fails. Knows no connection."""
