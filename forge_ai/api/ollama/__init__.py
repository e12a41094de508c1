"""The API in Ollama's words, put into OpenAI's and back. Does not know how an answer comes about."""
