"""The node's own paths: what devices ask of each other, and pages for people. Knows no other maker's API."""
