"""On whom and on what a case rests, as its page shows it: who introduces, documents of higher organs."""

from dataclasses import dataclass

from candidates.actions.grounds import permission_for
from candidates.backing import introducers_of
from candidates.overview.links import link
from candidates.overview.progress import Button
from candidates.pipeline import SIDE_ACTS
from candidates.rules.grounds import GROUND_KINDS, LIFTED_BY
from partydev.text import uncapitalized


@dataclass(frozen=True)
class Line:
    """Who introduces: `about` the rest in words, `gone` why they count no more, `url` the form of the day, `url_label`
    its words.
    """

    name: str
    about: list
    gone: str = ""
    url: str = ""
    url_label: str = ""


def rows_of(candidate, on, can_enter):
    """Who introduces or did, in the order of their days; each member with a form while introductions are taken."""
    introductions = list(candidate.introductions.all())
    standing = {each.key: each for each in introducers_of(introductions, on)}
    can_enter = can_enter and candidate.stage in SIDE_ACTS["introduce"].stages
    return [_row(candidate, each, standing.get(each.pk), can_enter) for each in introductions]


def _row(candidate, introduction, standing, can_enter):
    about = [f"ngày {introduction.introduced_on:%d/%m/%Y}"]
    if introduction.paper_number:
        about.append(f"số {introduction.paper_number}")
    if introduction.union:
        return Line(str(introduction), [introduction.get_union_display(), *about])
    if introduction.is_replaced:
        by = introduction.replaced_by
        gone = f"Đồng chí {by} giới thiệu thay: {uncapitalized(by.get_replaces_because_display())}"
    else:
        gone = standing.gone and f"Đồng chí này {standing.gone}: cần phân công đảng viên giới thiệu thay"
    if introduction.since_together:
        about.append(f"cùng công tác, cư trú từ ngày {introduction.since_together:%d/%m/%Y}")
    elif not introduction.replaces_id:
        about.append("chưa ghi cùng công tác, cư trú từ ngày nào")
    asks = can_enter and not gone and not introduction.replaces_id
    url = link("candidates:introduction", pk=candidate.pk, introduction=introduction.pk) if asks else ""
    label = "Sửa ngày cùng công tác" if introduction.since_together else "Ghi ngày cùng công tác"
    named = [f"Đảng viên chính thức, {introduction.member.organization}", *about]
    return Line(str(introduction), named, gone, url, label)


def grounds_of(user, candidate, missing):
    """The documents of the case, and a button for each kind that `user` may record, what is asked for now first."""
    may = [
        kind for kind in GROUND_KINDS.values() if candidate.is_open and user.can(permission_for(kind.key), candidate)
    ]
    asked = {LIFTED_BY[line.rule].key for line in missing if line.rule in LIFTED_BY}
    documents = [(each, _withdraw(user, each)) for each in candidate.grounds.all()]
    buttons = {kind.key: Button(kind.label, _record(candidate, kind)) for kind in may}
    return {
        "grounds": documents,
        "grounds_asked": [button for key, button in buttons.items() if key in asked],
        "grounds_other": [button for key, button in buttons.items() if key not in asked],
    }


def _record(candidate, kind):
    return link("candidates:record_ground", pk=candidate.pk, kind=kind.key)


def _withdraw(user, ground):
    if ground.withdrawn or not user.can(permission_for(ground.kind), ground.candidate):
        return ""
    return link("candidates:withdraw_ground", pk=ground.candidate_id, ground=ground.pk)
