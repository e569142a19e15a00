"""What is kept of the states below a unit, and what was touched since: by one statement where nothing was."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import connection

from candidates.models import RulebookStamp
from reports.models_states import KeptState, KeptStates
from reports.reading import once_a_reading
from reports.states.leaves import COLUMNS, Leaf
from reports.states.touched import ANYTHING, touched_since
from reports.tally import marks

# Whose text says how a question is answered: the law, the facts and the tree, and the questions themselves.
PROGRAM = ("branches", "candidates", "reports")
TOKEN = f"SELECT token FROM {RulebookStamp._meta.db_table} ORDER BY id LIMIT 1"  # noqa: S608 - names of our own
READ = f"""
WITH kept AS MATERIALIZED (
    SELECT id, mark, definition, names, {ANYTHING.format(mark="mark")} AS touched, ({TOKEN}) AS token
      FROM {KeptStates._meta.db_table} WHERE root_id = %(root)s AND "on" = %(on)s)
SELECT id, mark, definition, names, token, touched, pg_current_snapshot()::text,
       CASE WHEN touched AND NOT %(also_touched)s THEN NULL ELSE (
           SELECT json_agg(json_build_array(own, {", ".join(COLUMNS)}))
             FROM (SELECT numbers -> %(name)s AS own, {", ".join(COLUMNS)} FROM {KeptState._meta.db_table} s
                    WHERE s.kept_id = kept.id AND ({{rows}}) OFFSET 0) chosen
            WHERE own IS NOT NULL) END::text
  FROM kept
"""  # noqa: S608 - names of our own
# Of the root its children, each with all below it, but for those taken `apart`; of a child what stands below it.
OF_ROOT = """s.is_whole AND NOT s.unit_id = ANY(%(apart)s)
    OR NOT s.is_whole AND (s.ancestor_1 = ANY(%(apart)s) OR s.unit_id = %(unit)s)"""
OF_CHILD = "NOT s.is_whole AND s.ancestor_1 = %(unit)s"


@dataclass(frozen=True)
class Held:
    """What is kept of one question: `rows` of (`Leaf`, numbers), of those that have any, and the leaves `touched`
    since that concern it.

    Of the root a row is one of its children with all that stands below, unless anything there was touched: then
    they are of its leaves, of the touched ones too.
    """

    rows: list
    touched: list


@once_a_reading
def held(organization, on, name, of_remarks):
    """What is kept under `name` below `organization`, the root or one of its children, of the day; None where it is
    not. Of one name only: those of one question may be as long as all the others together.

    `of_remarks`: also what was touched by nothing but remarks concerns it.
    """
    kept = _read(organization, on, name)
    if kept is None or name not in kept.names or kept.definition != _definition(kept.token):
        return None
    touched = []
    if kept.is_touched:
        touched = concerned(_touched_by(kept.snapshot, kept.mark, kept.root), of_remarks)
        touched = [leaf for leaf in touched if organization.pk in leaf.steps]
        first, kept = kept, _read(organization, on, name, touched)
        if kept is None or kept.version != first.version:
            return None  # counted anew meanwhile, seen only by who asks within a transaction of another kind
    rows = [(Leaf.of(ancestors), numbers) for numbers, *ancestors in json.loads(kept.rows or "[]")]
    return Held(rows, touched)


def concerned(touched, of_remarks):
    """Those of the leaves `touched` whose answer may be another now."""
    return touched if of_remarks else [leaf for leaf in touched if not leaf.of_remarks]


@once_a_reading
def _touched_by(snapshot, mark, root):
    """Within one moment the same for every question; `snapshot` names what the database showed when it was asked."""
    return touched_since(mark, root)


@dataclass(frozen=True)
class _Kept:
    root: int
    id: int
    mark: int
    definition: str
    names: list
    token: str | None
    is_touched: bool
    snapshot: str
    rows: str | None

    @property
    def version(self):
        return self.id, self.mark, self.definition


def _read(organization, on, name, touched=None):
    """`_Kept`; its rows where nothing was touched, or where `touched` says what was."""
    root = organization.ancestors()[0]
    apart = {leaf.child_of(organization) for leaf in touched or ()} - {organization.pk}
    asked = {
        "root": root, "on": on, "name": name, "unit": organization.pk, "apart": sorted(apart),
        "also_touched": touched is not None,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(READ.format(rows=OF_CHILD if organization.depth else OF_ROOT), asked)
        row = cursor.fetchone()
    if row is None:
        return None
    id_, mark, definition_, names, *rest = row
    return _Kept(root, id_, mark, definition_, json.loads(names), *rest)


def definition():
    """What is kept holds only for this release, these rules, in this database."""
    return _definition(RulebookStamp.objects.values_list("token", flat=True).first())


def _definition(token):
    return f"{_release()}:{token or ''}:{marks.source()}"


@cache
def _release():
    """Another word for every other text of the program that may answer otherwise."""
    digest = hashlib.sha256()
    for app in PROGRAM:
        for path in sorted((settings.BASE_DIR / app).rglob("*")):
            if path.suffix in {".py", ".csv", ".json"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
