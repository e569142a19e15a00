"""The standard tables (T1, T2, T3, T5, T7, T10), one a file: figures in, a `papers` Table out.

Each takes the organization, the period, and `link(key, organization, period)`, which says where
a number leads.
"""

from reports.tables.admissions import admissions_table
from reports.tables.composition import composition_table
from reports.tables.dormant import dormant_table
from reports.tables.pool import pool_table
from reports.tables.probation import probation_table
from reports.tables.targets import targets_table

TABLES = {
    "T1": admissions_table,
    "T2": pool_table,
    "T3": composition_table,
    "T5": probation_table,
    "T7": dormant_table,
    "T10": targets_table,
}

__all__ = [
    "TABLES",
    "admissions_table",
    "composition_table",
    "dormant_table",
    "pool_table",
    "probation_table",
    "targets_table",
]
