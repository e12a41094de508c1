"""Being reached: one file per resource. The only package that knows asyncio."""
