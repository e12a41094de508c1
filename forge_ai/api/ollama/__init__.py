"""Ollama's API, translated into OpenAI's and back. Does not know how an answer comes about."""
