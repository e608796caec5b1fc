"""Which articles print the same words: copies, carriers of a text, earlier and later forms of one article."""
