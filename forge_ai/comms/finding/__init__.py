"""Discovery: finding the nodes on the network, being found, and noticing who has gone."""
