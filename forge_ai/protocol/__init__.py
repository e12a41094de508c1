"""What devices say to each other.

Plain functions and frozen values. Nothing in this package opens a socket, starts a thread, touches a file or reads a
clock: time, chance and identity come in as arguments.
"""
