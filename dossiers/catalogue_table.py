"""All official forms, in the order of their phase and code. Apart from `catalogue`, which their builders import."""

from dataclasses import replace

from dossiers.catalogue import Form
from dossiers.papers import (
    appraisals,
    cards,
    cell_resolutions,
    certificates,
    committee_resolutions,
    cv,
    decisions,
    letters,
    notices,
    opinions,
    personal,
    unions,
    verification,
)

PHASES = {
    "admission": "Hồ sơ kết nạp",
    "recognition": "Hồ sơ công nhận đảng viên chính thức",
    "other": "Giấy tờ khác",
}
_MODULES = (
    certificates,
    personal,
    cv,
    unions,
    opinions,
    cell_resolutions,
    appraisals,
    committee_resolutions,
    decisions,
    verification,
    letters,
    notices,
    cards,
)


# Forms of the handbooks whose text was not read; of the letters and decisions that go by no form, none was.
UNREAD = {"4a-knd", "7-knd", "14-knd", "20-knd"}


def _with_doubt(form):
    return replace(form, unconfirmed=form.slug in UNREAD or form.phase == "other")


def _place(form):
    """By phase, then by the number of its code ("4A-KNĐ" after "4-KNĐ"); what has no number comes first."""
    number = form.code.split("-")[0]
    digits = "".join(letter for letter in number if letter.isdigit())
    return tuple(PHASES).index(form.phase), int(digits or 0), number


FORMS: tuple[Form, ...] = tuple(
    sorted((_with_doubt(form) for module in _MODULES for form in module.FORMS), key=_place)
)
BY_SLUG = {form.slug: form for form in FORMS}
