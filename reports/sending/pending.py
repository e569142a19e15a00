"""What was recorded after a report's snapshot for days that it covers, and what the figures would be now.

The snapshot stays as it is; both are shown beside it until a correction takes them in.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from branches.models import Member, MemberEvent, Person
from branches.permissions import Permission
from candidates.models import Candidate, StageEvent
from candidates.pipeline import EVENT_LABELS, TAKE_BACK
from partydev.papers.tables import NOTHING
from reports import catalogue
from reports.figures import figures
from reports.links import to_dossier
from reports.lists import units_named
from reports.quarterly import period_of
from reports.sending.moments import Moment
from reports.sending.snapshots import as_counted
from reports.tree import TreeOn

FURTHER = {
    "base_organizations": "Tổ chức cơ sở đảng",
    "grassroots_committees": "Đảng bộ cơ sở",
    "base_cells": "Chi bộ cơ sở",
    "cells": "Chi bộ trực thuộc đảng bộ cơ sở",
}


@dataclass(frozen=True)
class Change:
    """A figure, a cell or a text that is another now, or in the next revision."""

    what: str
    old: str
    new: str
    where: str = ""


@dataclass(frozen=True)
class Late:
    """A fact recorded late, as a reader sees it; `name` is empty for who may not read it."""

    name: str
    url: str
    what: str
    unit: str
    on: date
    recorded_at: datetime


def counted(revision):
    """(organization, period) as the snapshot counted: its settings then, up to its last day."""
    return as_kept(revision, revision.report.organization, revision.report.period)


def as_kept(revision, organization, key):
    """(organization, period) of a list behind a figure of the snapshot, be it of a unit below: counted as it was then.

    Raises `PeriodError`.
    """
    then = as_counted(organization, revision.basis)
    period, up_to = period_of(then, key), revision.basis.get("up_to")
    return then, period.up_to(date.fromisoformat(up_to)) if up_to else period


class LateFacts:
    """The facts recorded after the snapshot `revision` for days up to its last one."""

    def __init__(self, revision):
        self.organization, self.period = counted(revision)
        tree = TreeOn(self.organization, self.period.end)
        moment, covered = Moment.of(revision), Q(on__lte=self.period.end)
        # What was recorded and taken back since changes nothing; what was taken back since does.
        stage = tree.among(StageEvent.every.all()).filter(covered, ~moment.knows(StageEvent))
        unknown = Q(kind=TAKE_BACK) & ~moment.knows(StageEvent, via="corrects__")
        self._stage = stage.filter(corrected_by__isnull=True).exclude(unknown)
        self._member = tree.facts(MemberEvent).filter(covered, ~moment.knows(MemberEvent))

    def count(self):
        return self._stage.count() + self._member.count()

    def rows(self):
        """Every one as plain values, the newest record first."""
        columns = ("organization_id", "kind", "on", "recorded_at", "pk")
        stage = self._stage.values(*columns, of=F("corrects__kind"), person=F("candidate__person_id"))
        member = self._member.values(*columns, person=F("member__person_id"))
        found = [row | {"what": _stage_words(row)} for row in stage.order_by()]
        kinds = dict(MemberEvent.Kind.choices)
        found += [row | {"what": kinds[row["kind"]]} for row in member.order_by()]
        return sorted(found, key=lambda row: (row["recorded_at"], row["pk"]), reverse=True)

    def lines(self, rows, user):
        """Those of one page for a reader; a constant number of queries."""
        people = {row["person"] for row in rows}
        cases = Candidate.objects.visible_to(user).filter(person__in=people).order_by("pk")
        cases = dict(cases.values_list("person", "pk"))
        known = Member.objects.within(user.scope(Permission.MEMBER_VIEW)).filter(person__in=people)
        readable = {*cases, *known.values_list("person", flat=True)}
        names = dict(Person.objects.filter(pk__in=readable).values_list("pk", "full_name"))
        units = units_named({row["organization_id"] for row in rows}, self.organization)
        return [
            Late(
                name=names.get(row["person"], ""),
                url=to_dossier(cases[row["person"]]) if row["person"] in cases else "",
                what=row["what"],
                unit=units[row["organization_id"]],
                on=row["on"],
                recorded_at=row["recorded_at"],
            )
            for row in rows
        ]


def _stage_words(row):
    if row["kind"] == TAKE_BACK:
        return f"Rút lại: {EVENT_LABELS.get(row['of'], row['of'])}"
    return EVENT_LABELS.get(row["kind"], row["kind"])


def changed_figures(revision):
    """The figures that would be others if the report were counted now, as it was counted then."""
    if not revision.figures:
        return []
    return between(revision.figures, figures(*counted(revision)))


def between(old, new):
    """Figure by figure: key -> number, before and after."""
    return [
        Change(_label(key), str(old[key]), str(new[key]))
        for key in old
        if key in new and old[key] != new[key] and _label(key)
    ]


def _label(key):
    row = catalogue.INDICATORS.get(key)
    if row is None:
        return FURTHER.get(key, "")
    return f"Kết nạp đảng viên: {row.label}" if key in catalogue.COMPOSITION else row.label


def changed_cells(old, new):
    """Cell by cell of the tables of two documents; a row or a table that only one has is named as a whole, but not a
    row of nothing, which tells what its absence does.

    A table that has other columns in each, as of many classes and of few, has no cells to compare.
    """
    before, after = _tables(old), _tables(new)
    found = []
    for key in [*before, *(key for key in after if key not in before)]:
        if key not in before or key not in after:
            table = before.get(key) or after[key]
            found.append(Change(table.title, *(("có", "không có") if key in before else ("không có", "có"))))
        elif _labels(before[key]) == _labels(after[key]):
            found += _changed_rows(before[key], after[key])
    return found


def _labels(table):
    return [column.label for column in table.columns]


def _changed_rows(before, after):
    old, new = _rows(before), _rows(after)
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in old or name not in new:
            if _is_of_nothing(before.columns, old.get(name) or new[name]):
                continue
            yield Change(name[0], *(("có", "không có") if name in old else ("không có", "có")), before.title)
            continue
        for column, was, now in zip(after.columns, old[name], new[name], strict=False):
            if was.text != now.text and _is_compared(column):
                yield Change(f"{name[0]}: {column.label}", was.text, now.text, before.title)


def _is_of_nothing(columns, cells):
    """Whether a row says nothing beside its name: whatever stands there is 0, 0,0, "–" or left out."""
    said = [value.text for column, value in zip(columns, cells, strict=False) if _is_compared(column)]
    return bool(said) and all(text.strip("0,") in {"", NOTHING} for text in said)


def _is_compared(column):
    return not column.heads_row and column.label != "TT"


def _rows(table):
    """(name, how manieth of that name) -> cells."""
    heads = [place for place, column in enumerate(table.columns) if column.heads_row] or [0]
    found, seen = {}, {}
    for row in table.all_rows:
        if row.kind == "group":
            continue
        # The heading of the sum may stand in the first cell.
        name = row.cells[heads[0]].text or row.cells[0].text
        seen[name] = seen.get(name, 0) + 1
        found[(name, seen[name])] = row.cells
    return found


def _tables(document):
    """key -> table, of all that the document holds."""
    tables = [*document.tables]
    waiting = list(document.sections)
    while waiting:
        section = waiting.pop(0)
        tables += section.tables
        waiting += section.children
    tables += [table for annex in document.annexes for table in annex.tables]
    return {table.key: table for table in tables}


def changed_texts(old, new):
    """Section by section: headings with what they said and say."""
    before, after = dict(_texts(old.sections)), dict(_texts(new.sections))
    headings = [*before, *(heading for heading in after if heading not in before)]
    return [
        Change(heading, before.get(heading, ""), after.get(heading, ""))
        for heading in headings
        if before.get(heading, "") != after.get(heading, "")
    ]


def _texts(sections):
    for section in sections:
        text = "\n".join(paragraph.text for paragraph in section.paragraphs)
        if text:
            yield section.heading, text
        yield from _texts(section.children)
