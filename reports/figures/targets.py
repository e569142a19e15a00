"""Targets beside results (T10), and what units expect."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from branches.models import Target
from partydev.numbers import percent
from reports.figures.units import admitted
from reports.reading import once_a_reading


@dataclass(frozen=True)
class TargetResult:
    """A target beside what was reached from its first day to the earlier of its last day and the report's."""

    source: str
    label: str
    starts_on: date
    ends_on: date
    target: int
    result: int
    complete: bool

    def percent(self, places=1):
        """ "120,6"; None for a target of nothing."""
        return percent(self.result, self.target, places)


JUDGED = (Target.Source.CONGRESS, Target.Source.ASSIGNED, Target.Source.REGISTERED)


def target_results(organization, period):
    """The unit's targets that touch the period, each with its result, by source and first day.

    A target that began before the period counts from its own first day (term to date, year to date).
    """
    targets = Target.objects.filter(
        organization=organization, source__in=JUDGED, starts_on__lte=period.end, ends_on__gte=period.start
    )
    order = {source: number for number, source in enumerate(JUDGED)}
    return [
        TargetResult(
            source=target.source,
            label=target.get_source_display(),
            starts_on=target.starts_on,
            ends_on=target.ends_on,
            target=target.value,
            result=admitted(organization, target.starts_on, min(target.ends_on, period.end)),
            complete=target.ends_on <= period.end,
        )
        for target in sorted(targets, key=lambda target: (order[target.source], target.starts_on, target.ends_on))
    ]


def targets_by_source(results):
    """One line a source: targets that follow one another are added, with their results.

    Targets of one source that overlap (a term's beside a year's) are never added: the longest stands.
    """
    lines = []
    for source in JUDGED:
        rows = [row for row in results if row.source == source]
        if not rows:
            continue
        apart = all(one.ends_on < other.starts_on for one, other in pairwise(rows))
        used = rows if apart else [max(rows, key=lambda row: row.ends_on - row.starts_on)]
        lines.append(
            TargetResult(
                source=source,
                label=used[0].label,
                starts_on=used[0].starts_on,
                ends_on=used[-1].ends_on,
                target=sum(row.target for row in used),
                result=sum(row.result for row in used),
                complete=all(row.complete for row in used),
            )
        )
    return lines


@once_a_reading
def year_targets(units, year):
    """The yearly target of each of `units` by id: the one assigned from above, else the registered one."""
    rows = Target.objects.filter(
        organization__in=units, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), source__in=JUDGED
    )
    order = {Target.Source.REGISTERED: 0, Target.Source.CONGRESS: 1, Target.Source.ASSIGNED: 2}
    found = {}
    for row in sorted(rows, key=lambda row: order[row.source]):
        found[row.organization_id] = row.value
    return found


def expected(units, period):
    """What units said they expect to admit within the period's year, by id."""
    rows = Target.objects.filter(
        organization__in=units, source=Target.Source.EXPECTED, starts_on__lte=period.end, ends_on__gte=period.start
    )
    return {row.organization_id: row.value for row in rows}
