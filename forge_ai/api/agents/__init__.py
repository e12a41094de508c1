"""MCP and A2A, for other makers' assistants and agents: their requests become OpenAI's. Knows no engine."""
