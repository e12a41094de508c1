"""The API in OpenAI's words, which other programs' words are put into. Knows none of those."""
