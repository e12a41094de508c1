"""Other makers' assistants and agents, over MCP and A2A, put into OpenAI's words. Knows no engine."""
