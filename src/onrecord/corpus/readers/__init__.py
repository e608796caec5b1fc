"""From files to found items: one module per format, each a generator of `Found`."""
