"""What the apps above must hear of: this app does not know them."""

from django.dispatch import Signal

# An organization moved or its deciding authority changed; sent inside the transaction with `organization`, and with
# `authority` where only that changed.
places_changed = Signal()

# A member left the roster; sent inside the transaction with `member`, `on`, `by`.
member_left = Signal()

# A member is no longer of the cell: left the roster in any way, or went to another cell of the tree. Sent inside the
# transaction with `member`, `on` and `because`: a value of `Member.Left`, or "moved".
member_gone = Signal()

# A membership was restored; sent inside the transaction with `member`, `on`, `by` and `paper_number`.
member_restored = Signal()

# A card was recorded on the member's own page; sent inside the transaction with `member`, `on`, `by`.
card_issued = Signal()
