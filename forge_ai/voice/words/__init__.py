"""Words heard and said: recordings as text, text in pieces to be spoken, the wake word. Knows no engine."""
