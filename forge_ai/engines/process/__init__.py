"""The child process of llama.cpp: how it loads a model, how it starts, is watched and ends. Knows no questions."""
