"""A `Document` as text that lasts, and back: what was issued is drawn later from this and from nothing else.

The text is JSON with its keys in order, so the same document gives the same text and the same hash.
Apps add the frozen dataclasses of their own charts with `keeps`.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from . import letterheads, tables
from .document import Annex, Article, Document, Paragraph, Section, Signature

KIND = "_"
_KNOWN = {}


def keeps(*classes):
    """Let frozen dataclasses be part of a kept document; their names are what is stored and never change."""
    for each in classes:
        if not is_dataclass(each):
            raise TypeError(f"{each.__name__} is no dataclass.")
        _KNOWN[each.__name__] = each


keeps(Annex, Article, Document, Paragraph, Section, Signature, letterheads.Letterhead)
keeps(tables.Cell, tables.Column, tables.Row, tables.Table)


def as_kept(document: Document) -> str:
    """The document's text to store; raises TypeError for what could not be read back."""
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_kept(text: str) -> Document:
    """The document that `as_kept` stored. Fields that came later have their defaults, those that went are left out."""
    return _read(json.loads(text))


def _plain(value):
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date):
        return {KIND: "date", "on": value.isoformat()}
    if isinstance(value, Decimal):
        return {KIND: "decimal", "is": str(value)}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    name = type(value).__name__
    if _KNOWN.get(name) is not type(value):
        raise TypeError(f"{name} is not known to be kept.")
    said = {field.name: _plain(getattr(value, field.name)) for field in fields(value) if _differs(value, field)}
    return {KIND: name, **said}


def _differs(value, field):
    """What stands at its default is left out: most of a paper's cells are a text and nothing else."""
    return getattr(value, field.name) != field.default


def _read(value):
    if isinstance(value, list):
        return tuple(_read(each) for each in value)
    if not isinstance(value, dict):
        return value
    match value[KIND]:
        case "date":
            return date.fromisoformat(value["on"])
        case "decimal":
            return Decimal(value["is"])
    made = _KNOWN[value[KIND]]
    known = {field.name for field in fields(made) if field.init}
    return made(**{name: _read(each) for name, each in value.items() if name in known})
