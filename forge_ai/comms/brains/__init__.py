"""Which device answers a question: who is in reach, who is best, and who goes on when one fails."""
