"""Commenting on a dossier: said once, answered, resolved; taken back for ten minutes or until answered."""

from django.db import transaction
from django.utils import timezone

from branches.permissions import Permission
from branches.placed import Scope
from candidates.actions._common import locked
from candidates.models import Comment
from candidates.models.comment import TAKE_BACK_WITHIN, reading_units
from candidates.rules.papers import paper_names
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, NotAllowed, require

NO_PLACE = "Tài khoản của bạn không được phân công ở chi bộ hoặc cấp ủy của hồ sơ này."


def writing_units(user, candidate):
    """The units for which `user` may comment on the dossier, the nearest to the cell first."""
    found = [unit for unit in reading_units(user) if Scope(((unit.pk, unit.depth, unit.path),)).covers_row(candidate)]
    return sorted(found, key=lambda unit: -unit.depth)


@transaction.atomic
def comment(*, candidate, by, unit, text, internal, code="", ordinal=1, mentions=""):
    """Open a thread on a paper, or with no `code` on the dossier as a whole; returns the comment."""
    candidate = locked(candidate)
    require(by, Permission.CANDIDATE_VIEW, candidate)
    if unit not in writing_units(by, candidate):
        raise NotAllowed(NO_PLACE)
    if code and code not in paper_names():
        raise Invalid({"about": "Chọn giấy tờ trong danh mục."})
    if internal and mentions and not _reads(unit, mentions, candidate):
        who = Comment.Role(mentions).label
        raise Invalid({"mentions": f"{who} không thấy ý kiến chỉ dành cho {unit}. Hãy chọn người thấy rộng hơn."})
    return _written(
        candidate=candidate, author=by, unit=unit, text=text, internal=internal,
        paper_code=code, ordinal=ordinal, mentions=mentions,
    )  # fmt: skip


@transaction.atomic
def answer_comment(*, thread, by, text):
    """Answer a thread; read by whoever reads the thread. Returns the answer."""
    thread = _open_thread(thread, by)
    units = writing_units(by, thread.candidate)
    unit = thread.unit if thread.unit in units else next(iter(units), None)
    if unit is None or (thread.internal and unit != thread.unit):
        raise NotAllowed(NO_PLACE)
    return _written(
        candidate=thread.candidate, author=by, unit=unit, text=text, internal=thread.internal,
        paper_code=thread.paper_code, ordinal=thread.ordinal, answers=thread,
    )  # fmt: skip


@transaction.atomic
def resolve_comment(*, thread, by):
    """Say that what the thread is about is done."""
    thread = _open_thread(thread, by)
    thread.resolved_at, thread.resolved_by = timezone.now(), by
    thread.save(update_fields=["resolved_at", "resolved_by"])
    return thread


@transaction.atomic
def take_back_comment(*, written, by):
    """The writer takes a comment back: within ten minutes, and before anybody answered. Its text is shown no more."""
    candidate = locked(written.candidate)
    row = under_lock(Comment.objects).filter(pk=written.pk, author=by).first()
    if row is None:
        raise NotAllowed("Chỉ người viết rút lại được ý kiến của mình.")
    if row.taken_back_at:
        raise Conflict("Ý kiến này đã được rút lại.")
    later = candidate.comments.standing().filter(answers=row.answers_id or row.pk, pk__gt=row.pk)
    if later.exclude(author=by).exists():
        raise Conflict("Đã có người trả lời nên ý kiến không rút lại được nữa. Hãy viết thêm để nói lại.")
    if timezone.now() - row.written_at > TAKE_BACK_WITHIN:
        raise Conflict("Đã quá 10 phút nên ý kiến không rút lại được nữa. Hãy viết thêm để nói lại.")
    row.taken_back_at = timezone.now()
    row.save(update_fields=["taken_back_at"])
    return row


def _open_thread(thread, by):
    """The thread under lock, where `by` may read it and it is not closed."""
    candidate = locked(thread.candidate)
    require(by, Permission.CANDIDATE_VIEW, candidate)
    found = Comment.objects.visible_to(by).threads().select_related("unit").filter(pk=thread.pk).first()
    if found is None:
        raise NotAllowed(NO_PLACE)
    if found.taken_back_at or found.resolved_at:
        raise Conflict("Ý kiến này đã được rút lại hoặc đã ghi là xong. Hãy mở lại trang để xem.")
    found.candidate = candidate
    return found


def _reads(unit, role, candidate):
    """Whether the holder of `role` for this dossier sits at `unit`."""
    return (unit.pk == candidate.organization_id) == (role == Comment.Role.SECRETARY)


def _written(*, text, **fields):
    if not text.strip():
        raise Invalid({"text": "Ghi ý kiến."})
    return Comment.objects.create(text=text.strip(), written_at=timezone.now(), **fields)
