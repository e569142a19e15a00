"""How sure a clause is, as lists say it: a mark at each line, its words once below."""

MARKS = {"secondary": "(*)", "unconfirmed": "(**)"}
WORDS = {
    "secondary": "(*) Điều khoản nêu theo nguồn thứ cấp, chưa đối chiếu được với văn bản gốc.",
    "unconfirmed": "(**) Điều khoản chưa được xác nhận.",
}
BRIEFLY = {"secondary": "theo nguồn thứ cấp", "unconfirmed": "chưa được xác nhận"}


def marked(citation, confidence):
    """A citation with the mark of its doubt: "khoản 3 Điều 4 (*)"."""
    return f"{citation} {MARKS[confidence]}" if confidence in MARKS else citation


def spelled(citation, confidence):
    """A citation with its doubt in words, where no list stands to explain a mark."""
    return f"{citation} ({BRIEFLY[confidence]})" if confidence in BRIEFLY else citation


def explained(confidences):
    """The words for the marks of a list, each once."""
    held = set(confidences)
    return [words for confidence, words in WORDS.items() if confidence in held]
