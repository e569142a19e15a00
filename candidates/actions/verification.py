"""Asking other places about a CV: one row a relative, place and body, from the asking to its conclusion."""

from django.db import transaction

from branches.permissions import Permission
from candidates.actions._common import check_day, locked, touch
from candidates.going import present_attempt
from candidates.models import VerificationChase, VerificationRequest
from candidates.pipeline import BEFORE_DECISION
from candidates.profile import stores_relatives
from candidates.rules.verification import APPLICANT, COMPARISON
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

# What is asked, and of whom; what is recorded of it afterwards.
ASKED = ("relation", "ordinal", "full_name", "place", "body", "method", "abroad")
RECORDED = (
    *("number", "sent_on", "received_on", "replied_on", "reply_number"),
    *("conclusion", "concluded_on", "conclusion_number", "conclusion_body", "note"),
)
DAYS = ("sent_on", "received_on", "replied_on", "concluded_on")
CLOSED = (
    "Bản cài đặt này chỉ dùng sổ theo dõi nên không lưu họ tên người thân. Chỉ ghi quan hệ và nơi thẩm tra; "
    "họ tên ghi trong lý lịch gửi kèm công văn."
)
GIVEN_UP = (VerificationRequest.Conclusion.NO_ANSWER, VerificationRequest.Conclusion.NOT_NEEDED)


@transaction.atomic
def ask_about(*, candidate, by, relation, place, body, method, abroad=False, ordinal=1, full_name=""):
    """Put a relative at a place on the list of what is verified; returns the row. Locks the candidate."""
    candidate = _locked(candidate, by)
    row = VerificationRequest(candidate=candidate, attempt=present_attempt(candidate).after, entered_by=by)
    _fill(
        row,
        relation=relation,
        place=place,
        body=body.strip(),
        method=method,
        abroad=abroad,
        ordinal=ordinal,
        full_name=full_name,
    )
    _check(row)
    row.save()
    touch(candidate)
    return row


@transaction.atomic
def record_verification(*, request, by, version, **values):
    """Change what is known of a row opened at `version`: any of `ASKED` and `RECORDED`. Locks the candidate.

    Raises `Invalid` at what cannot be so, `Conflict` where somebody else changed the row meanwhile.
    """
    candidate = _locked(request.candidate, by)
    row = under_lock(VerificationRequest.objects).get(pk=request.pk)
    _check_present(row, candidate)
    if row.version != version:
        who = row.history.order_by("history_id").last().history_user or "Người khác"
        raise Conflict(f"{who} đã sửa dòng này trong lúc bạn nhập. Mở lại trang để xem rồi ghi lại.")
    _fill(row, **values)
    _check(row)
    row.version += 1
    row.save()
    touch(candidate)
    return row


@transaction.atomic
def chase(*, request, by, kind, on, number="", spoke_with="", note=""):
    """Record a telephone call or a letter of reminder while an answer is awaited; returns it."""
    candidate = _locked(request.candidate, by)
    request.refresh_from_db()
    _check_present(request, candidate)
    if request.sent_on is None or request.replied_on or request.concluded_on:
        raise Conflict("Nơi này không còn phải đôn đốc: chưa gửi đề nghị, hoặc đã có trả lời, kết luận.")
    check_day(on, not_before=request.sent_on)
    row = VerificationChase(
        request=request, kind=kind, on=on, number=number, spoke_with=spoke_with, note=note, recorded_by=by
    )
    row.save()
    return row


def _locked(candidate, by):
    candidate = locked(candidate)
    require(by, Permission.CANDIDATE_ADVANCE, candidate)
    if candidate.stage not in (*BEFORE_DECISION, "deferred"):
        raise Conflict(f"Hồ sơ đang ở bước “{candidate.stage_label}”, không còn thẩm tra lý lịch.")
    return candidate


def _fill(row, **values):
    if unknown := set(values) - {*ASKED, *RECORDED}:
        raise ValueError(f"No such fields: {sorted(unknown)}")
    for name, value in values.items():
        setattr(row, name, value)
    if row.relation == APPLICANT:
        row.full_name, row.ordinal = "", 1


def _check(row):
    """Raise `Invalid` with a sentence at each field that cannot be so."""
    if row.full_name and not stores_relatives():
        raise Invalid({"full_name": CLOSED})
    for name in DAYS:
        if getattr(row, name):
            check_day(getattr(row, name), field=name)
    errors = {**_order(row), **_method(row), **_conclusion(row)}
    same = VerificationRequest.objects.filter(
        candidate=row.candidate_id,
        attempt=row.attempt,
        relation=row.relation,
        ordinal=row.ordinal,
        place=row.place,
        body=row.body,
    )
    if same.exclude(pk=row.pk).exists():
        errors["body"] = "Người này, nơi này đã có trong danh sách thẩm tra."
    if errors:
        raise Invalid(errors)


def _order(row):
    errors = {}
    if row.sent_on is None and (row.received_on or row.replied_on):
        errors["sent_on"] = "Ghi ngày gửi trước."
    if row.sent_on:
        for name, words in (("received_on", "Nơi đó nhận được"), ("replied_on", "Trả lời có")):
            if getattr(row, name) and getattr(row, name) < row.sent_on:
                errors[name] = f"{words} sau khi gửi: ngày gửi là {row.sent_on:%d/%m/%Y}."
    if row.concluded_on and row.replied_on and row.concluded_on < row.replied_on:
        errors["concluded_on"] = f"Kết luận sau khi có trả lời: ngày trả lời là {row.replied_on:%d/%m/%Y}."
    return errors


def _method(row):
    if row.method != COMPARISON:
        return {}
    if row.relation == APPLICANT:
        return {"method": "Chỉ đối chiếu hồ sơ đảng viên của người thân; người vào Đảng thì phải thẩm tra."}
    if row.sent_on or row.number or row.replied_on or row.abroad:
        return {
            "method": "Đối chiếu hồ sơ đảng viên thì không gửi đề nghị. Bỏ ngày gửi, số công văn; hoặc chọn cách khác."
        }
    return {}


def _conclusion(row):
    if not row.conclusion:
        empty = not (row.concluded_on or row.conclusion_number or row.conclusion_body)
        return {} if empty else {"conclusion": "Chọn kết luận, hoặc bỏ trống ngày, số, nơi kết luận."}
    errors = {}
    if not row.concluded_on:
        errors["concluded_on"] = "Ghi ngày kết luận."
    if row.conclusion in GIVEN_UP and not row.note:
        errors["note"] = "Ghi vì sao không có trả lời hoặc không phải thẩm tra ở nơi này."
    if row.conclusion not in GIVEN_UP and row.method != COMPARISON and row.replied_on is None:
        errors["replied_on"] = "Ghi ngày có trả lời; nếu không có trả lời, chọn kết luận tương ứng."
    return errors


def _check_present(row, candidate):
    """What was asked for an attempt that is over stays as it was recorded."""
    if row.attempt != present_attempt(candidate).after:
        raise Conflict("Nơi thẩm tra này thuộc lần xem xét trước, chỉ còn để xem.")
