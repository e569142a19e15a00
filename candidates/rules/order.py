"""Steps follow each other, and the right body decides. No Django here."""

from candidates.rules.base import BLOCK, WARN, Finding, rule

# The clause that puts a step in its place; a step that is not here rests on none.
CLAUSES = {
    **dict.fromkeys(
        ("open_dossier", "apply", "declare_cv", "start_verification", "complete_verification", "collect_opinions"),
        "dossier_papers",
    ),
    "cell_vote": "cell_admission_majority",
    "committee_vote": "committee_admission_majority",
    "decide": "admission_decision_working_days",
    "admit": "ceremony_working_days",
    "recognition_cell_vote": "cell_recognition_majority",
    "recognition_committee_vote": "committee_recognition_majority",
    "recognize": "recognition_decision_working_days",
    "strike_off_cell_vote": "cell_strike_off_majority",
    "strike_off_committee_vote": "cell_strike_off_majority",
    "strike_off": "cell_strike_off_majority",
}


def follows_the_step_before(facts, law, step):
    """The `Finding` for a day before that of the step which `step` (a key) follows; None when it follows."""
    if facts.after_on is None or facts.on >= facts.after_on:
        return None
    before = f"“{facts.after_label}” " if facts.after_label else ""
    text = f"Ngày {facts.on:%d/%m/%Y} trước việc liền trước: {before}ngày {facts.after_on:%d/%m/%Y}."
    row = law[CLAUSES[step]] if step in CLAUSES else None
    citation, confidence = (str(row.citation), row.confidence) if row else ("", "")
    return Finding("follows_the_step_before", BLOCK, text, citation, confidence, "Người ghi việc này", "timeline")


@rule("dossier_papers", level=WARN, who="Đảng ủy nơi chuyển đi", link="timeline")
def came_with_its_letter(facts, law):
    """Who moved after the cell's vote came with the letter that says how far the case had come."""
    if not facts.moved_without_letter:
        return None
    return f"Người này chuyển đến sau khi chi bộ cũ đã biểu quyết mà chưa ghi số {facts.moved_without_letter}."


@rule("deciding_body", who="Cấp có thẩm quyền")
def decided_by_the_right_body(facts, law):
    """The body that met is the one that decides for this unit on the day of the meeting."""
    if not facts.met_body:
        return None
    return f"Phiên họp là của {facts.met_body}, nhưng ngày họp đó do {facts.deciding_body} quyết định."
