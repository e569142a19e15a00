"""Forms of the pages of papers."""
