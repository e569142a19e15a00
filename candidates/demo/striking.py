"""Probationers whom their cell would not keep, and an admission that was annulled, each where the way stands today."""

from candidates.demo.numbering import number_on, resolution_beside


def striking(commune):
    """Tell the ways up to the ceremony and what follows; returns what to do with a `step` once they are written."""
    probationers = [commune.tell(key, "complete_new_member_class", commune.ago(340)) for key in ("04", "thpt-2", "10")]
    annulled = commune.tell("09", "complete_new_member_class", commune.ago(250))

    def turn(step):
        proposed, resolved, reported = probationers
        for number, way in enumerate((proposed, resolved)):
            day = commune.ago(25 + number)
            step(way, "strike_off_cell_vote", 25 + number, number=resolution_beside(way, day))
        step(resolved, "strike_off_committee_vote", 12, number=number_on(commune.ago(12), "NQ/ĐU"))
        for days in (60, 40, 20):
            step(reported, "strike_off_cell_vote", days, is_lost=True)
        step(reported, "report_upward", 15, number="07-BC/CB")
        step(
            annulled,
            "annul_admission",
            30,
            number=number_on(commune.ago(30), "QĐ/ĐU"),
            note="Kiểm tra lại thấy quyết định kết nạp không đúng thẩm quyền.",
        )

    return turn
