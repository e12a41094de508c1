"""Being reached: the application of a node, and a room for each part of it. The only package that knows asyncio."""
