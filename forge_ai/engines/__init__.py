"""Engines run models: llama.cpp in a child process, or any server that speaks the OpenAI API.

This package does not know who asks, nor what the words mean.
"""
