"""How answers reach a client: whole, as a stream, or across a broken connection. Knows no API's words."""
