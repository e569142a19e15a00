"""Tables that a reader composes: a figure broken down by two of its dimensions, each cell leading to its list."""

from reports.cross.axes import BASES, axes_of
from reports.cross.tables import TooWideError, cross_document, cross_table

__all__ = ["BASES", "TooWideError", "axes_of", "cross_document", "cross_table"]
