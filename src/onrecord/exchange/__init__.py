"""In and out of other tools: .dna files, GraphML, GEXF, UCINET, CSV and spreadsheets, REFI-QDA."""
