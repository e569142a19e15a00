"""What was recorded against the rules, as pages show it: what, which clause, why, what became of it."""

from branches.permissions import Permission
from candidates.actions.annulment import OF_RECOGNITION, annulment_of
from candidates.desk.irregular import ANNULLED, MENDED, OPEN
from candidates.letters import letter_at
from candidates.models import Remedy
from candidates.overview.links import link
from candidates.rules.base import against

STATES = {
    OPEN: ("Chờ cấp trên hướng dẫn", "warn"),
    MENDED: ("Đã khắc phục", "good"),
    ANNULLED: ("Đã hủy", "stop"),
}
# The printed form of each answer, by what annuls the decision: (redoing, annulling).
PAPERS = {
    "annul_admission": ("lam-lai-ket-nap", "quyet-dinh-huy-ket-nap"),
    "annul_recognition": ("lam-lai-cong-nhan", "quyet-dinh-huy-cong-nhan"),
}


# Steps of which the letter about a wrong procedure can be written.
REDONE = ("cell_vote", "committee_vote", "decide", "admit", *OF_RECOGNITION)


def state(event):
    """OPEN, MENDED or ANNULLED, by the newest of the event's remedies."""
    last = max(event.remedies.all(), key=lambda each: each.pk, default=None)
    if last is None:
        return OPEN
    return ANNULLED if last.kind == Remedy.Kind.ANNULLED else MENDED


def told(remedy):
    """One remedy in words."""
    paper = f"văn bản số {remedy.number} " if remedy.number else ""
    issuer = f" của {remedy.issuer}" if remedy.issuer and remedy.number else ""
    return f"{remedy.get_kind_display()} ({paper}ngày {remedy.on:%d/%m/%Y}{issuer}). {remedy.text}".strip()


def may_answer(user, candidate):
    """Whether `user`'s committee says what becomes of the person's irregular steps."""
    return user.can(Permission.DOSSIER_CHECK, candidate) or user.can(Permission.DECISION_RECORD, candidate)


def row(event, user):
    """One line of the list; with the way to the answer where `user` gives it."""
    now = state(event) if event.irregular else ""
    words, tone = STATES.get(now, ("Đã ghi lý do", "plain"))
    return {
        "person": event.candidate.person.full_name,
        "code": event.candidate.code,
        "unit": event.organization.name,
        "url": link("candidates:detail", pk=event.candidate_id) + "#timeline",
        "what": event.label,
        "on": event.on,
        "findings": [against(each) for each in event.findings],
        "reason": event.reason or event.note,
        "state": "Chờ hướng dẫn" if now == OPEN else words,
        "tone": tone,
        "answers": [told(each) for each in event.remedies.all()],
        "answer_url": answer_url(event) if now in (OPEN, MENDED) and may_answer(user, event.candidate) else "",
        "answer_label": "Ghi cách khắc phục" if now == OPEN else "Ghi thêm",
    }


def answer_url(event):
    """Where the committee answers an irregular event."""
    return link("candidates:remedy", pk=event.candidate_id, event=event.pk)


def papers(candidate, event, *, annul):
    """Links to the papers of an answer, as far as they can be printed: dicts of url and label."""
    slugs = PAPERS.get(annulment_of(candidate, event))
    if slugs is None:
        return []
    written_of = event.kind in REDONE
    named = [(slugs[0], "Công văn chỉ đạo làm lại, thực hiện đúng thủ tục")] if written_of else []
    if annul:
        named.append((slugs[1], "Quyết định hủy quyết định"))
    return _offers(candidate, named)


# What a step that ends or turns back a membership brings with it, told before it is recorded.
EFFECTS = {
    "strike_off": "Ghi xong, người này ra khỏi danh sách đảng viên từ ngày ký quyết định.",
    "annul_admission": "Ghi xong, người này ra khỏi danh sách đảng viên từ ngày ký quyết định; những việc đã ghi vẫn "
    "giữ nguyên. Sau này có thể đưa vào nguồn, xem xét lại từ đầu.",
    "annul_recognition": "Ghi xong, người này trở lại là đảng viên dự bị và được xét công nhận lại; thẻ đảng viên đã "
    "phát, nếu có, không còn giá trị.",
}


def step_papers(candidate, step):
    """Links to the papers of a step that leaves the main way."""
    if step.key == "transfer_out":
        return letter_papers(candidate)
    named = {
        "strike_off": ("quyet-dinh-xoa-ten", "Quyết định xóa tên đảng viên dự bị"),
        "annul_admission": (PAPERS["annul_admission"][1], "Quyết định hủy quyết định kết nạp đảng viên"),
        "annul_recognition": (PAPERS["annul_recognition"][1], "Quyết định hủy quyết định công nhận chính thức"),
    }
    return _offers(candidate, [named[step.key]] if step.key in named else [])


def letter_papers(candidate):
    """Links to the paper with which the person moves from where the case stands."""
    letter = letter_at(candidate.stage)
    kinds = set(candidate.events.values_list("kind", flat=True))
    is_written = letter.rests_on in kinds if letter.rests_on else candidate.member_id or "cell_vote" not in kinds
    return _offers(candidate, [(letter.form, letter.name)] if is_written else [])


def _offers(candidate, named):
    """Dicts of url and label for forms (slug, label) that are installed."""
    found = [
        {"url": link("dossiers:form", pk=candidate.pk, form=slug, part=0), "label": label} for slug, label in named
    ]
    return [each for each in found if each["url"]]
