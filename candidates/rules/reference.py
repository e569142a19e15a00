"""The values of the rulebook that are told to the reader only: no rule, deadline or form asks for them."""

FOR_READING = frozenset(
    {
        "card_digits",
        "cell_other_majority",
        "section_committee_label",
        "strike_off_months_absent",
        "strike_off_months_no_progress",
        "strike_off_years_duties",
    }
)
