"""With which paper somebody moves to another cell, or elsewhere, by how far their case has come."""

from dataclasses import dataclass

from candidates.pipeline import BEFORE_ADMISSION, MAIN_WAY, STAGES


@dataclass(frozen=True)
class Letter:
    """The paper with which somebody moves: its name, its code in the dossier's catalogue, its printed form, and
    the recorded step without which that form has nothing to say.
    """

    name: str
    code: str
    form: str
    rests_on: str = ""


# With which paper one moves, by how far the case had come (from that stage on).
_LETTERS = (
    ("pool", Letter("Giấy chứng nhận đang được giúp đỡ, xem xét", "53", "chung-nhan-giup-do")),
    (
        "cell_resolved",
        Letter("Công văn giới thiệu người đã được chi bộ đề nghị kết nạp", "92", "gioi-thieu-chi-bo", "cell_vote"),
    ),
    (
        "committee_resolved",
        Letter(
            "Công văn giới thiệu người đã được cấp ủy đề nghị kết nạp", "93", "gioi-thieu-cap-uy", "committee_vote"
        ),
    ),
    ("decided", Letter("Công văn giới thiệu người đã có quyết định kết nạp", "94", "gioi-thieu-quyet-dinh", "decide")),
    ("probationary", Letter("Giấy giới thiệu sinh hoạt đảng", "59", "gioi-thieu-chuyen-di")),
)


def letter_at(stage_key):
    """The `Letter` with which somebody at the stage moves to another cell."""
    stage = STAGES[stage_key]
    if stage.phase >= 4:
        return _LETTERS[-1][1]
    at = MAIN_WAY.index({"returned": "submitted"}.get(stage_key, stage_key)) if stage.phase else 0
    return [letter for start, letter in _LETTERS if MAIN_WAY.index(start) <= at][-1]


def lacking(stage_key, events):
    """The name of the letter that the last move after the cell's vote should have had and has not; "" where none.

    Asked until the ceremony, of someone at the stage with these `events`.
    """
    voted = max((event.pk for event in events if event.kind == "cell_vote"), default=None)
    if voted is None or stage_key not in BEFORE_ADMISSION:
        return ""
    moves = [event for event in events if event.kind == "move_cell" and event.pk > voted]
    last = max(moves, key=lambda event: event.pk, default=None)
    return "" if last is None or last.paper_number else f"{last.paper[:1].lower()}{last.paper[1:]}"
