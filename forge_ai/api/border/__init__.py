"""The border of the API: who gets in, what a body may be, and errors on their way out. Knows no resource."""
