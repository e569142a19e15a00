"""Why an act was not done. `partydev.submit` turns these into answers; their text is shown as it is."""

from django.core.exceptions import PermissionDenied


class NotAllowed(PermissionDenied):
    """The user sees the object but may not do this to it: 403."""


class Conflict(Exception):  # noqa: N818 - it is an answer (409), not a fault
    """Someone else was first, or the object is not where the act expects it: 409.

    `url` and `action`: where what stands in the way is mended, and the words of the link to it.
    """

    def __init__(self, *words, url="", action=""):
        super().__init__(*words)
        self.url, self.action = url, action


class Invalid(Exception):  # noqa: N818 - it is an answer (422), not a fault
    """Input that cannot be true. `errors` maps a field name (or "") to a Vietnamese sentence."""

    def __init__(self, errors):
        self.errors = {"": errors} if isinstance(errors, str) else errors
        super().__init__("; ".join(self.errors.values()))


class Refused(Exception):  # noqa: N818 - it is an answer (422), not a fault
    """The rules do not let this be done as it stands.

    `findings` say what is missing and by which clause. `can_record`: it may be recorded all the
    same, as having happened against the rules. `needs_reason`: only warnings stand in the way,
    and a written reason passes them.
    """

    def __init__(self, findings, *, can_record):
        self.findings = findings
        self.can_record = can_record
        self.needs_reason = not any(finding.blocks for finding in findings)
        super().__init__("; ".join(finding.text for finding in findings))


def require(user, permission, obj):
    """Raise `NotAllowed` unless `user` holds `permission` at `obj` (None: a command of the server)."""
    if user is not None and not user.can(permission, obj):
        raise NotAllowed("Tài khoản của bạn không được phân công làm việc này ở đơn vị này.")
