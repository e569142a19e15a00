"""How a person is addressed on a paper of a certain day, which stays as it was on that day."""

from branches.models import Member

NO_MORE = (Member.Left.EXPELLED, Member.Left.STRUCK_OFF, Member.Left.ANNULLED, Member.Left.RESIGNED)


def was_member(candidate, on):
    """Whether the person was a member of the Party on the day `on`; of one without a known day, as it stands now."""
    member = candidate.member
    if member is None or (member.joined_on and member.joined_on > on):
        return False
    return not (member.left_by in NO_MORE and member.left_on <= on)


def address_on(candidate, on):
    """What stands before the name on a paper of `on`; "đồng chí" is for members only."""
    return "đồng chí" if was_member(candidate, on) else "quần chúng"


def named_on(candidate, on):
    """ "đồng chí Lò Thị Ưng", "quần chúng Lò Thị Pán"."""
    return f"{address_on(candidate, on)} {candidate.person.full_name}"


def standing_on(candidate, on):
    """ "đảng viên dự bị" or "đảng viên chính thức" on the day `on`; "" of who was not a member then."""
    if not was_member(candidate, on):
        return ""
    return (Member.Status.FULL if candidate.member.is_full_on(on) else Member.Status.PROBATIONARY).label.lower()
