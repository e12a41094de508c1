"""How nodes find each other and how people name them: packets, when they are sent, and who was seen."""
