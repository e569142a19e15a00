"""General schooling: which level reaches what a rule asks. No Django here."""

ORDER = ("literate", "primary", "lower_secondary", "upper_secondary")


def reaches(facts, least):
    """Whether the schooling of `facts` reaches `least`, a level or "lower_secondary_diploma".

    The diploma of a level above stands for that of lower secondary; who went through the programme
    without a diploma (`lacks_diploma`) has completed it all the same.
    """
    level = ORDER.index(facts.education)
    if least != "lower_secondary_diploma":
        return level >= ORDER.index(least)
    lower = ORDER.index("lower_secondary")
    return level > lower or (level == lower and not facts.lacks_diploma)
