"""System checks: the tables that describe the work agree with each other.

They run with `manage.py check`, so a wrong key in the pipeline stops the deployment and not a user.
"""

from itertools import pairwise

from django.core.checks import Error, register


@register("pipeline")
def pipeline_agrees(app_configs, **kwargs):
    """Every stage, rule and permission that the pipeline names exists, and the main way is unbroken."""
    from candidates.pipeline import MAIN_WAY, SIDE_ACTS, STAGES, TRANSITIONS
    from candidates.rules import RULES

    faults = []
    for key, step in TRANSITIONS.items():
        unknown = [stage for stage in (*step.sources, step.target) if stage and stage not in STAGES]
        unknown += [rule for rule in step.rules if rule not in RULES]
        if step.ballot and step.ballot.failed_target:
            unknown += [step.ballot.failed_target] if step.ballot.failed_target not in STAGES else []
        if unknown:
            faults.append(Error(f"Transition {key} names what does not exist: {unknown}.", id="partydev.E001"))
    for key, act in SIDE_ACTS.items():
        if unknown := [stage for stage in act.stages if stage not in STAGES]:
            faults.append(Error(f"Side act {key} names stages that do not exist: {unknown}.", id="partydev.E002"))
    reached = {step.target for step in TRANSITIONS.values()} | {MAIN_WAY[0]}
    if missing := [stage for stage in MAIN_WAY if stage not in reached]:
        faults.append(Error(f"Nothing leads to the stages {missing}.", id="partydev.E003"))
    return faults


@register("law")
def law_is_whole(app_configs, **kwargs):
    """Each rule cites a value that exists on every day; no value is there twice on one day, or of a wrong shape.

    No document is cited for a day on which it no longer holds, nor as known for a day before it was there.
    """
    from candidates.rules import RULES
    from candidates.rules.keys import KEYS
    from candidates.rules.shipped import ROWS
    from candidates.rules.words import fault

    faults = [
        Error(f"Value {row.key} of {row.valid_from} cites {row.citation} beyond its days.", id="partydev.E010")
        for row in ROWS
        if _beyond_its_document(row)
    ]
    keys = {row.key for row in ROWS}
    faults += [Error(f"Value {key} has no name or no version.", id="partydev.E008") for key in keys ^ set(KEYS)]
    faults += [
        Error(f"Value {row.key} of {row.valid_from} has another shape than its unit.", id="partydev.E009")
        for row in ROWS
        if row.key in KEYS and fault(row.key, row.value)
    ]
    for name, rule in RULES.items():
        if rule.law_key not in keys:
            faults.append(Error(f"Rule {name} cites the unknown value {rule.law_key}.", id="partydev.E004"))
    for key in sorted(keys):
        rows = sorted((row for row in ROWS if row.key == key), key=lambda row: row.valid_from)
        for earlier, later in pairwise(rows):
            if earlier.valid_to is None or (later.valid_from - earlier.valid_to).days != 1:
                faults.append(Error(f"Value {key} has a gap or overlap at {later.valid_from}.", id="partydev.E005"))
        if rows[-1].valid_to is not None:
            faults.append(Error(f"Value {key} ends on {rows[-1].valid_to}.", id="partydev.E006"))
    return faults


def _beyond_its_document(row):
    """Whether `row` stands on days of which its document says nothing, unless it is marked as unconfirmed before."""
    from candidates.rules.law import UNCONFIRMED

    document = row.citation.document
    outlives = document.holds_to and (row.valid_to is None or row.valid_to > document.holds_to)
    return outlives or (row.valid_from < document.holds_from and row.confidence != UNCONFIRMED)


@register("roles")
def roles_can_be_given(app_configs, **kwargs):
    """Every role can be given by someone who holds all of it, so that appointing never needs the server."""
    from accounts.permissions import ROLES
    from branches.permissions import Permission

    givers = [role for role in ROLES.values() if Permission.APPOINTMENT_MANAGE in role.permissions]
    return [
        Error(f"No role that appoints holds all of {role.key}.", id="partydev.E007")
        for role in ROLES.values()
        if not any(role.permissions <= giver.permissions for giver in givers)
    ]
