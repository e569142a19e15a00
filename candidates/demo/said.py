"""What the officer says of a dossier, and the filter that the officer keeps."""

from candidates.actions.comments import comment, writing_units
from partydev.saved import save_view


def say_about(candidate, officer, paper):
    """A question to the cell's secretary on `paper`, a note for the own desk, and a saved filter of the queue."""
    unit = writing_units(officer, candidate)[0]
    about = {"candidate": candidate, "by": officer, "unit": unit}
    asked = "Nhờ đồng chí xem lại ngày ghi trên giấy này, so với biên bản họp chi bộ lệch một ngày."
    comment(**about, text=asked, internal=False, code=paper.code, ordinal=paper.ordinal, mentions="cell_secretary")
    comment(**about, text="Đã xem ba giấy tờ đầu, còn lại xem tiếp chiều mai.", internal=True)
    if unit.is_cell:
        return
    save_view(by=officer, key="queue", name="Chờ thẩm định", query="tab=check", shared_with=unit.pk)
