"""Shape of input, no law: a module per family of pages."""
