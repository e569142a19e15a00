"""Rows as lines of text: what COPY reads, and what any database takes as values."""

import json

from django.db.models import NOT_PROVIDED, Field
from django.db.models.fields.json import JSONField

NULL = "\\N"


class Lines:
    """Makes the lines of one table.

    `groups` are the fields that differ from row to row, each group one text with tabs between its fields; all other
    fields of the model have its defaults. A field that is neither given nor has a default is an error at once.
    """

    def __init__(self, model, *groups):
        self.model, self.table = model, model._meta.db_table
        given = [model._meta.get_field(name) for group in groups for name in group]
        rest = [field for field in model._meta.concrete_fields if field not in given]
        self.columns = [field.column for field in (*given, *rest)]
        constant = "".join(f"\t{_default(field)}" for field in rest)
        self.template = "\t".join(["%s"] * len(groups)) + constant.replace("%", "%%") + "\n"

    def line(self, *texts):
        return self.template % texts


def _default(field: Field):
    if field.default is NOT_PROVIDED:
        if field.null:
            return NULL
        if field.empty_strings_allowed and field.blank:
            return ""
        raise TypeError(f"{field} is neither given nor has a default.")
    value = field.get_default()
    if value is None:
        return NULL
    if isinstance(field, JSONField):
        return json.dumps(value)
    return str(int(value)) if isinstance(value, bool) else str(value)
