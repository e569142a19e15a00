"""Rows -> what a page shows: pure helpers of the pages of people on their way. No request, no HTML."""
