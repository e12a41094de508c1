"""Answers on their way to a client: whole, as a stream, or outliving their connection. Knows no API's words."""
