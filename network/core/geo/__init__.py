"""Where the network works: countries, municipalities and the outlines of the map."""
