"""Two people changed one page of a CV: what it was, what the other saved, what you typed."""

from django.utils import timezone

from dossiers.cv.questions import CITIZEN_ID
from dossiers.cv.record import mask
from dossiers.cv_gather import as_entry, as_relative


class Clash:
    """The differing values of a row since `version`, against what was `typed`.

    `shown(row)` gives the values of a row of history (or of now) in words, by label; `typed` is the same of the form.
    """

    def __init__(self, row, version, shown, typed):
        now = row.history.order_by("history_id").last()
        base = row.history.filter(version=version).order_by("history_id").last()
        opened, saved = shown(base) if base else {}, shown(now)
        self.version = now.version
        self.rows = [
            {
                "label": label,
                "base": opened.get(label, ""),
                "saved": saved.get(label, ""),
                "typed": typed.get(label, ""),
            }
            for label in {**opened, **saved, **typed}
            if len({opened.get(label, ""), saved.get(label, ""), typed.get(label, "")}) > 1
        ]
        at = timezone.localtime(now.history_date)
        self.words = (
            f"{now.history_user or 'Người khác'} đã sửa phần này lúc {at:%H:%M ngày %d/%m/%Y}. "
            "Bảng bên dưới cho thấy khác nhau ở đâu; nội dung bạn nhập vẫn còn nguyên."
        )


def page_words(questions):
    """`shown` of a CV's page: its answers in words, by label."""

    def shown(row):
        return {each.label: _said(each, row.answers.get(each.key)) for each in questions}

    return shown


def typed_words(form, questions):
    """What stands in a valid form, in words, by label."""
    return {each.label: _said(each, form.values.get(each.key)) for each in questions}


def _said(question, value):
    return mask(question.words(value)) if question.kind == CITIZEN_ID else question.words(value)


def entry_words(row):
    """A row of a list in words, by label."""
    entry = as_entry(row)
    return {"Thời gian": entry.when, **dict(entry.lines)}


def relative_words(row):
    """A relative in words, by label."""
    kin = as_relative(row)
    return {"Quan hệ": kin.label, "Họ và tên": kin.full_name, "Năm sinh, năm mất": kin.life, **dict(kin.lines)}
