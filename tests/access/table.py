"""Who gets what at every address: ONE table, a row an address (`row` says how to read one).

`test_matrix` holds the application to it.
"""

from branches.permissions import Permission as P  # noqa: N817 - a table reads better with a short name
from tests.access.row import BUTTON, FORM, MANAGE, PUBLIC, REFUSED, SIGNED_IN, row
from tests.access.rows_of_people import PEOPLE
from tests.access.rows_of_units import UNITS

ROWS = (
    *UNITS,
    *PEOPLE,
    # Classes
    row("classes:list", P.CLASS_VIEW),
    row("classes:list_xlsx", P.CLASS_VIEW),
    row("classes:nominations", P.CLASS_VIEW),
    row("classes:nominations_xlsx", P.CLASS_VIEW),
    row("classes:register_xlsx", P.CLASS_VIEW),
    row("classes:create", P.CLASS_MANAGE, **FORM),
    row("classes:detail", P.CLASS_VIEW, "class"),
    row("classes:roster_xlsx", P.CLASS_VIEW, "class"),
    row("classes:assign", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:results", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:change", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:seats", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:invite", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:invitation", P.CLASS_MANAGE, "class_unit", **FORM),
    row("classes:sessions", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:attendance", P.CLASS_MANAGE, "class_session", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:remove_session", P.CLASS_MANAGE, "class_session", P.CLASS_VIEW, P.CLASS_MANAGE, **BUTTON),
    row("classes:paper", P.CLASS_MANAGE, "class_paper", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:paper_pdf", P.CLASS_VIEW, "class_paper", P.CLASS_VIEW, P.CLASS_VIEW),
    row("classes:calls_pdf", P.CLASS_VIEW, "class"),
    row("classes:certificates_pdf", P.CLASS_VIEW, "class", P.CLASS_VIEW, P.CLASS_VIEW),
    row("classes:certificate_pdf", P.CLASS_VIEW, "certificate", P.CLASS_VIEW, P.CLASS_VIEW),
    row("classes:reissue", P.CLASS_MANAGE, "certificate", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:register", P.CLASS_VIEW),
    row("classes:register_pdf", P.CLASS_VIEW, "issuer"),
    row("classes:leave", P.CLASS_MANAGE, "class_row", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    # The rulebook: read by whoever works with cases, changed from the top of the tree only
    row("rulebook:page", P.RULEBOOK_VIEW),
    row("rulebook:compare", P.RULEBOOK_VIEW),
    row("rulebook:value", P.RULEBOOK_VIEW, fixed={"key": "probation_months"}),
    row("rulebook:revise", P.RULEBOOK_CHANGE, "law", P.RULEBOOK_CHANGE, P.RULEBOOK_CHANGE, **FORM),
    row("rulebook:holidays", P.RULEBOOK_VIEW),
    row("rulebook:holiday_add", P.RULEBOOK_CHANGE, "top", P.RULEBOOK_CHANGE, P.RULEBOOK_CHANGE, **FORM),
    row("rulebook:holiday_change", P.RULEBOOK_CHANGE, "holiday", P.RULEBOOK_CHANGE, P.RULEBOOK_CHANGE, **FORM),
    row("rulebook:holiday_remove", P.RULEBOOK_CHANGE, "holiday", P.RULEBOOK_CHANGE, P.RULEBOOK_CHANGE, **FORM),
    # Results and reports
    row("reports:list", P.REPORT_VIEW),
    row("reports:dashboard", P.REPORT_VIEW),
    row("reports:brief", P.REPORT_VIEW),
    row("reports:brief_pdf", P.REPORT_VIEW),
    row("reports:share_targets", P.TARGET_CHANGE, "planning", P.REPORT_VIEW, P.TARGET_CHANGE, **FORM),
    row("reports:outside", P.REPORT_VIEW, "planning"),
    row("reports:outside_add", P.REPORT_ISSUE, "planning", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
    row("reports:outside_correct", P.REPORT_ISSUE, "outside_row", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
    row("reports:overdue", P.REPORT_VIEW),
    row("reports:overdue_xlsx", P.REPORT_VIEW),
    row("reports:people", P.REPORT_VIEW, "figure"),
    row("reports:report", P.REPORT_VIEW, "report"),
    row("reports:pdf", P.REPORT_VIEW, "report"),
    row("reports:xlsx", P.REPORT_VIEW, "report"),
    row("reports:people_xlsx", P.REPORT_VIEW, "figure"),
    row("reports:cross", P.REPORT_VIEW),
    row("reports:cross_xlsx", P.REPORT_VIEW),
    row("reports:cross_pdf", P.REPORT_VIEW),
    row("reports:forms", P.REPORT_VIEW, "report"),
    row("reports:form", P.REPORT_VIEW, "report", fixed={"bieu": "2"}),
    row("reports:form_xlsx", P.REPORT_VIEW, "report", fixed={"bieu": "1"}),
    row("reports:form_pdf", P.REPORT_VIEW, "report", fixed={"bieu": "1"}),
    row("reports:find_record", P.REPORT_VIEW, get=REFUSED),
    row("reports:standing", P.REPORT_VIEW, "report"),
    row("reports:standing_xlsx", P.REPORT_VIEW, "report"),
    row("reports:late", P.REPORT_VIEW, "report"),
    row("reports:texts", P.REPORT_SUBMIT, "report", P.REPORT_VIEW, P.REPORT_SUBMIT, **FORM),
    row("reports:submit", P.REPORT_SUBMIT, "report", P.REPORT_VIEW, P.REPORT_SUBMIT, **FORM),
    row("reports:take_back", P.REPORT_SUBMIT, "report", P.REPORT_VIEW, P.REPORT_SUBMIT, **FORM),
    row("reports:receive", P.REPORT_ISSUE, "report_above", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
    row("reports:send_back", P.REPORT_ISSUE, "report_above", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
    row("reports:issue", P.REPORT_ISSUE, "report", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
    row("reports:revision", P.REPORT_VIEW, "revision"),
    row("reports:revision_pdf", P.REPORT_VIEW, "revision"),
    row("reports:revision_xlsx", P.REPORT_VIEW, "revision"),
    row("reports:system_copy", P.REPORT_VIEW, "revision"),
    row("reports:differences", P.REPORT_VIEW, "revision"),
    row("reports:record", P.REPORT_VIEW, "record"),
    # What to care for and urge
    row("reports:signals", P.REPORT_VIEW),
    row("reports:signal", P.REPORT_VIEW, fixed={"key": "don-doc"}),
    row("reports:signals_xlsx", P.REPORT_VIEW),
    row("reports:signal_xlsx", P.REPORT_VIEW, fixed={"key": "don-doc"}),
    row("reports:unread", P.REPORT_VIEW),
    row("reports:unread_xlsx", P.REPORT_VIEW),
    row("reports:thresholds", P.REPORT_ISSUE, "planning", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
    row("reports:shares", P.REPORT_ISSUE, "planning", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
)
TABLE = {each.name: each for each in ROWS}


def expected(row, viewer, thing, method):
    """The statuses that the table allows for one request: one, but where two checks may come in either order."""
    wanted = {"GET": row.get, "POST": row.post}.get(method) or 405
    if row.needs == PUBLIC:
        return {row.once_in} if row.once_in and viewer.is_in else {wanted}
    if not viewer.is_in:
        return {302}
    if row.needs != SIGNED_IN and not any(viewer.holds(permission) for permission in row.needs):
        return {403, 405} if wanted == 405 else {403}
    if wanted == 405 or thing is None:
        return {wanted}
    if row.owned:
        return {404}
    if row.helper and viewer.helps and thing.helped:
        return {wanted}
    places = (thing.place, *thing.seen_from)
    if not any(viewer.can(permission, place) for permission in row.sees for place in places):
        return {404}
    for asked in (row.does, row.writes if method == "POST" else ()):
        if asked and not any(viewer.can(permission, thing.place) for permission in asked):
            return {403}
    return {wanted}


# Where a canary may be read: by who holds one of these permissions at its place.
READS = {
    "NAME": (P.CANDIDATE_VIEW, P.CLASS_VIEW, P.PERSON_INTRODUCE),
    "DOSSIER": (P.CANDIDATE_VIEW,),
    "TASK": (P.CANDIDATE_VIEW,),
    "REMARK": (P.CANDIDATE_VIEW,),
    "INTRODUCTION": (P.CANDIDATE_VIEW, P.PERSON_INTRODUCE),
    "MEMBER": (P.MEMBER_VIEW,),
    "CLASS": (P.CLASS_VIEW,),
    "ACCOUNT": (*MANAGE, P.LOG_VIEW, P.CANDIDATE_VIEW),
    "UNIT": tuple(P),
}
# … and by who holds one of these below: what stands above one's own unit bears a name in its
# dossiers (who recorded a step there) and over one's own people (the class that they attend).
READS_FROM_BELOW = {"ACCOUNT": (P.CANDIDATE_VIEW,), "UNIT": tuple(P)}
# … and by the member who was assigned to help the person; who of the cell wrote a remark is told beside it.
HELPER_READS = {"ACCOUNT", "NAME2", "NAME5", "TASK1", "TASK2", "TASK3", "REMARK1", "REMARK2"}
