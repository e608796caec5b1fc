"""onrecord: a pile of news articles about a dispute goes in; the debate comes out on record."""
