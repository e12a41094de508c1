"""What a node of this device is made of: what others reach, the peers that it is connected to, and how it ends."""
