"""Which units anything was written of since a mark: rather one too many than one too few.

A fact tells it by its own mark, everything else by a `Touch`. What is written of a person or a case is of every
place where it has facts: on an earlier day it stood there.
"""

from django.db import connection

from reports.models_states import Touch
from reports.states.leaves import COLUMNS, Leaf
from reports.tally import marks

TOUCHED = f"""
WITH touched AS (
    SELECT organization_id, person_id, candidate_id, of_remarks FROM {Touch._meta.db_table}
    WHERE written_in >= %(mark)s),
told AS (SELECT candidate_id, organization_id FROM candidates_stageevent WHERE written_in >= %(mark)s),
cases AS (
    SELECT candidate_id AS id, of_remarks FROM touched WHERE candidate_id IS NOT NULL
    UNION SELECT candidate_id, FALSE FROM told
    UNION SELECT c.id, t.of_remarks FROM touched t JOIN candidates_candidate c ON c.person_id = t.person_id),
members AS (
    SELECT member_id AS id, FALSE AS of_remarks FROM branches_memberevent WHERE written_in >= %(mark)s
    UNION SELECT m.id, t.of_remarks FROM touched t JOIN branches_member m ON m.person_id = t.person_id
    UNION SELECT m.id, cases.of_remarks FROM cases JOIN candidates_candidate c USING (id)
        JOIN branches_member m ON m.person_id = c.person_id),
places AS (
    SELECT organization_id AS id, of_remarks FROM touched WHERE organization_id IS NOT NULL
    UNION SELECT organization_id, FALSE FROM told
    UNION SELECT c.organization_id, cases.of_remarks FROM cases JOIN candidates_candidate c USING (id)
    UNION SELECT e.organization_id, cases.of_remarks
        FROM cases JOIN candidates_stageevent e ON e.candidate_id = cases.id
    UNION SELECT m.organization_id, members.of_remarks FROM members JOIN branches_member m USING (id)
    UNION SELECT e.organization_id, members.of_remarks
        FROM members JOIN branches_memberevent e ON e.member_id = members.id)
SELECT bool_and(of_remarks), {", ".join(COLUMNS)} FROM branches_organization JOIN places USING (id)
 WHERE ancestor_0 = %(root)s GROUP BY {", ".join(COLUMNS)}
"""  # noqa: S608 - names of our own


# Mostly nothing was; what is asked otherwise takes long to plan. By the newest of each table: where the mark is read
# in the same statement, rows after it would be looked for one by one.
ANYTHING = " OR ".join(
    f"COALESCE((SELECT max(written_in) FROM {table}) >= {{mark}}, FALSE)"  # noqa: S608 - names of our own
    for table in (Touch._meta.db_table, *marks.TABLES)
)


def anything_since(mark):
    """Whether a transaction from `mark` on wrote anything, anywhere."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {ANYTHING.format(mark='%(mark)s')}", {"mark": mark})
        return cursor.fetchone()[0]


def touched_since(mark, root):
    """The leaves below the organization with the id `root` of which a transaction from `mark` on wrote anything."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, {"mark": mark, "root": root})
        found = [Leaf.of(ancestors, of_remarks) for of_remarks, *ancestors in cursor.fetchall()]
    return sorted(found, key=lambda leaf: leaf.steps)
