"""Before a dossier goes up, as pages show it: what to look at again, and the papers side by side."""

from candidates.overview.links import link, mending, part
from candidates.preflight import findings_of, papers_of, recorded_of, sheet_of
from candidates.rules.preflight import FIELDS, LABELS, differs
from partydev.submit import lines

LOOK = "Xem lại chỗ này"


def mending_here(candidate):
    """`links.mending`, with the papers, what was read on them, and the CV."""
    further = mending(candidate)
    items = {item.pk: item for item in candidate.papers.all()}

    def url_for(name):
        kind, _, key = name.partition(":")
        if kind == "reading":
            return f"{link('candidates:readings', pk=candidate.pk)}#giay-{key}", LOOK
        if kind == "paper":
            item = items[int(key)]
            return link("candidates:paper", pk=candidate.pk, code=item.code, ordinal=item.ordinal), LOOK
        if name == "readings":
            return link("candidates:readings", pk=candidate.pk), "Nhập theo giấy tờ"
        if name == "cv":
            return link("dossiers:cv", pk=candidate.pk), LOOK
        if name == "votes":
            return part(candidate, "votes"), LOOK
        found = further(name)
        return found if isinstance(found, tuple) or not found else (found, LOOK)

    return url_for


def at_the_desk(candidate):
    """As `mending_here`, for who checks: to the paper on their own page, or to the page of comparison."""
    compared = f"{link('candidates:compare', pk=candidate.pk)}#findings", "Xem trang đối khớp"

    def url_for(name):
        kind, _, key = name.partition(":")
        if kind in ("reading", "paper"):
            return f"#giay-{key}", "Xem giấy tờ này"
        if name == "readings":
            return link("candidates:readings", pk=candidate.pk), "Nhập theo giấy tờ"
        return compared

    return url_for


def told_at_the_desk(candidate, on):
    """The lines of `preflight` for who checks."""
    return lines(findings_of(candidate, on), at_the_desk(candidate))


def preflight(candidate, on):
    """(lines of findings, rows of the table of papers) of a case on `on`."""
    items = papers_of(candidate)
    sheets = [sheet_of(item) for item in items]
    return lines(findings_of(candidate, on, sheets), mending_here(candidate)), rows_of(candidate, sheets)


def rows_of(candidate, sheets):
    """The papers one below the other: what each says, and in words where it is written otherwise than recorded."""
    recorded = recorded_of(candidate.person)
    return [
        {
            "sheet": sheet,
            "cells": [{"label": label, **_cell(field, getattr(recorded, field), sheet)} for field, label in FIELDS],
        }
        for sheet in sheets
    ]


def _cell(field, recorded, sheet):
    written = getattr(sheet, field)
    told = differs(field, recorded, written)
    absent = "Không ghi" if sheet.is_read else "Chưa nhập"
    return {"text": written or absent, "absent": not written, "differs": "; ".join(told)}


def recorded_rows(candidate):
    """What is kept of the person: (label, words)."""
    recorded = recorded_of(candidate.person)
    return [(LABELS[field], getattr(recorded, field) or "Chưa ghi") for field, _ in FIELDS]
