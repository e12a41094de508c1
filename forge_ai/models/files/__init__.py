"""Files and folders while they are read and written: whole or not at all, one writer at a time. Knows no formats."""
