"""The local network: its interfaces, UDP to everybody on it by broadcast and multicast, and DNS-SD."""
