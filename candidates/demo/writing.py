"""Writing many new rows at once, in the order of their keys, each with its row of history."""

from django.db import connection
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, LPad
from django.utils import timezone

from branches.models import Member, MemberEvent, Organization, Person, PersonGroup
from candidates.models import (
    Candidate,
    CellMeeting,
    ClassNomination,
    DossierItem,
    Introduction,
    MentorAssignment,
    MonthlyRemark,
    StageEvent,
    Vote,
)

# In the order of their keys to one another.
ORDER = (
    Person,
    PersonGroup,
    Member,
    MemberEvent,
    Candidate,
    StageEvent,
    Vote,
    MentorAssignment,
    ClassNomination,
    Introduction,
    DossierItem,
    CellMeeting,
    MonthlyRemark,
)
BATCH = 500


def write_rows(rows, last_admission):
    """Write `rows` (model -> unsaved rows) in the order of their keys, and a row of history for each.

    `last_admission` maps an organization's id to the newest day someone was admitted there.
    """
    for model in ORDER:
        model._base_manager.bulk_create(rows[model], batch_size=BATCH)
    Candidate.objects.filter(code__startswith="new").update(
        code=Concat(Value("HS"), LPad(Cast("pk", CharField()), 6, Value("0")))
    )
    for candidate in rows[Candidate]:
        candidate.code = f"HS{candidate.pk:06d}"
    for pk, on in last_admission.items():
        Organization.objects.filter(pk=pk).exclude(last_admission_on__gte=on).update(last_admission_on=on)
    for model in ORDER:
        if hasattr(model, "history"):
            _open_history(model)
    tell_planner()


def tell_planner():
    """After so many rows at once PostgreSQL must learn of them, or it plans for empty tables for minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _open_history(model):
    """Give each row of `model` that has no history the row that says it was made, in one statement."""
    history = model.history.model
    quote = connection.ops.quote_name
    kept = {field.name for field in history._meta.concrete_fields}
    columns = [quote(field.column) for field in model._meta.concrete_fields if field.name in kept]
    target, source = quote(history._meta.db_table), quote(model._meta.db_table)
    pk = quote(model._meta.pk.column)
    listed = ", ".join(columns)
    # Only names from the models stand in the text; the values are parameters.
    statement = (
        f"INSERT INTO {target} ({listed}, history_date, history_type, history_change_reason, history_user_id) "  # noqa: S608
        f"SELECT {listed}, %s, '+', NULL, NULL FROM {source} "
        f"WHERE NOT EXISTS (SELECT 1 FROM {target} known WHERE known.{pk} = {source}.{pk})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [connection.ops.adapt_datetimefield_value(timezone.now())])


def reread(candidate):
    """A candidate of the ledger as it stands in the database: from now on the actions carry the case."""
    return Candidate.objects.select_related("person", "organization", "member").get(pk=candidate.pk)
