"""The standard tables (T1 to T10), one a file: figures in, a `papers` Table out.

Each takes the organization, the period, and `link(key, organization, period)`, which says where
a number leads.
"""

from reports.tables.admissions import admissions_table
from reports.tables.cards import cards_table
from reports.tables.changes import changes_table
from reports.tables.classes import classes_table
from reports.tables.composition import composition_table
from reports.tables.dormant import dormant_table
from reports.tables.pool import pool_table
from reports.tables.probation import probation_table
from reports.tables.remarks import remarks_table
from reports.tables.targets import targets_table

TABLES = {
    "T1": admissions_table,
    "T2": pool_table,
    "T3": composition_table,
    "T4": classes_table,
    "T5": probation_table,
    "T6": changes_table,
    "T7": dormant_table,
    "T8": cards_table,
    "T9": remarks_table,
    "T10": targets_table,
}

__all__ = [
    "TABLES",
    "admissions_table",
    "cards_table",
    "changes_table",
    "classes_table",
    "composition_table",
    "dormant_table",
    "pool_table",
    "probation_table",
    "remarks_table",
    "targets_table",
]
