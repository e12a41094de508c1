"""OpenAI's API, into which the other APIs are translated. Knows none of those."""
