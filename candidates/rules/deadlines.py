"""By when a decision is due (T4 to T6): by the law of the day from which its days run. No Django here."""

ADMISSION, RECOGNITION = "admission", "recognition"
# The event from which the working days run, and the value of the rulebook that says how many.
DECISION_DAYS = {
    ADMISSION: ("cell_vote", "admission_decision_working_days"),
    RECOGNITION: ("recognition_cell_vote", "recognition_decision_working_days"),
}


def decision_deadline(key, voted, law):
    """The `Deadline` of a decision (`key`: admission or recognition) on a resolution of the day `voted`, and the
    `RuleValue` of that day on which it rests; `law` may be the rules of any day.
    """
    row = law.at(voted)[DECISION_DAYS[key][1]]
    return law.calendar.add_working_days(voted, row.value), row


def latest_extension(key, voted, law):
    """The last day up to which a decision may be put off (T6), as a `Deadline`; `law` is that of the day on which
    it is put off.
    """
    deadline, _ = decision_deadline(key, voted, law)
    return law.calendar.add_working_days(deadline.day, law.value("decision_extension_working_days"))
