"""OAI-PMH 2.0: libraries and search engines for research collect here what the network has published, and what is gone."""
