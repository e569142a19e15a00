"""The cell's meeting of a month, from its agenda to its minutes."""
