"""Sound itself: as values, in files, from and to devices, and whether somebody speaks in it. Knows no words."""
