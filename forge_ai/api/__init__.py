"""The HTTP API of a node: the application, and a room for each part of it. The only package that knows asyncio."""
