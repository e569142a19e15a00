"""From recorded facts to numbers: querysets in, frozen dataclasses and dicts out. Knows no HTML.

Everything printed anywhere comes from here; nothing is counted a second way. The unit's own
setting says by which day an admission counts, and every table of its report uses the same.
"""

from reports.figures.dormant import DormantCell, dormant_cells, full_years_after, members_by_cell
from reports.figures.pool import PoolState, pool_by_unit
from reports.figures.probation import Probation, overdue_by_unit, overdue_recognitions, probation_by_unit
from reports.figures.targets import TargetResult, expected, target_results, targets_by_source, year_targets
from reports.figures.totals import figures, members_on, organization_counts
from reports.figures.units import (
    admissions_by_month,
    admissions_by_unit,
    admitted,
    mean_age,
)

__all__ = [
    "DormantCell",
    "PoolState",
    "Probation",
    "TargetResult",
    "admissions_by_month",
    "admissions_by_unit",
    "admitted",
    "dormant_cells",
    "expected",
    "figures",
    "full_years_after",
    "mean_age",
    "members_by_cell",
    "members_on",
    "organization_counts",
    "overdue_by_unit",
    "overdue_recognitions",
    "pool_by_unit",
    "probation_by_unit",
    "target_results",
    "targets_by_source",
    "year_targets",
]
