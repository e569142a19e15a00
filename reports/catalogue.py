"""Every figure once: its key, its name, what it counts and by which day.

Dashboard, tables, PDF, JSON and the list behind a number all read it from here. A flow is
counted within the period by the day of the fact, a stock at the period's end. By which dimensions
a figure is broken down, and how a key asks for one cell, is in `dimensions`.
"""

from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Coalesce

from branches.models import MemberEvent
from candidates.counting import CEREMONY, LEFT_AFTER_DECISION, probationary_change
from candidates.models import StageEvent
from candidates.pipeline import TAKE_OVER
from reports import dimensions
from reports.borders import came_from
from reports.groups import GROUPS

FLOW, STOCK = "flow", "stock"
STAGE, MEMBER = "stage", "member"  # which facts: candidates.StageEvent or branches.MemberEvent


@dataclass(frozen=True)
class Indicator:
    """`facts` names the tables it is read from, `kind` flow or stock; `definition` is shown to readers."""

    key: str
    label: str
    definition: str
    kind: str
    facts: tuple
    unit: str = "đồng chí"


_BY_CEREMONY, _BY_DECISION = "tính theo ngày tổ chức lễ kết nạp", "tính theo ngày ký quyết định kết nạp"
_A = f"Đảng viên mới kết nạp trong kỳ, {_BY_CEREMONY}"
_INDICATORS = (
    Indicator("members", "Đảng viên", "Đảng viên chính thức và dự bị có đến cuối kỳ.", STOCK, (STAGE, MEMBER)),
    Indicator("full_members", "Đảng viên chính thức", "Đảng viên chính thức có đến cuối kỳ.", STOCK, (STAGE, MEMBER)),
    Indicator("probationary_members", "Đảng viên dự bị", "Đảng viên dự bị có đến cuối kỳ.", STOCK, (STAGE, MEMBER)),
    Indicator(
        "in_pool",
        "Người trong nguồn",
        "Người đã đưa vào nguồn, chưa kết nạp và chưa ra khỏi nguồn, có đến cuối kỳ.",
        STOCK,
        (STAGE,),
        "người",
    ),
    Indicator(
        "dossiers_pending",
        "Hồ sơ chờ quyết định",
        "Hồ sơ đã trình cấp có thẩm quyền, chưa có quyết định, có đến cuối kỳ.",
        STOCK,
        (STAGE,),
        "hồ sơ",
    ),
    Indicator(
        "sent_to_awareness_class",
        "Cử đi học lớp bồi dưỡng nhận thức về Đảng",
        "Lượt người được cử đi học trong kỳ, tính theo ngày cử.",
        FLOW,
        (STAGE,),
        "người",
    ),
    Indicator("pool_entered", "Đưa vào nguồn", "Người được đưa vào nguồn trong kỳ.", FLOW, (STAGE,), "người"),
    Indicator("admitted", "Kết nạp đảng viên", f"{_A}.", FLOW, (STAGE,)),
    Indicator("readmitted", "Kết nạp lại", f"{_A}; là kết nạp lại.", FLOW, (STAGE,)),
    Indicator(
        "recognized",
        "Công nhận đảng viên chính thức",
        "Đảng viên dự bị được quyết định công nhận chính thức trong kỳ, tính theo ngày quyết định.",
        FLOW,
        (STAGE,),
    ),
    Indicator(
        "sent_to_new_member_class",
        "Cử đi học lớp bồi dưỡng đảng viên mới",
        "Đảng viên được cử đi học lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới trong kỳ.",
        FLOW,
        (STAGE,),
    ),
    Indicator("cards_issued", "Phát thẻ đảng viên", "Đảng viên được phát thẻ trong kỳ.", FLOW, (MEMBER,)),
    Indicator(
        "transferred_in",
        "Chuyển sinh hoạt đảng đến",
        "Đảng viên chuyển đến từ ngoài đơn vị trong kỳ; chuyển trong nội bộ đơn vị không tính.",
        FLOW,
        (MEMBER,),
    ),
    Indicator(
        "transferred_out",
        "Chuyển sinh hoạt đảng đi",
        "Đảng viên chuyển ra ngoài đơn vị trong kỳ; chuyển trong nội bộ đơn vị không tính.",
        FLOW,
        (MEMBER,),
    ),
    Indicator(
        "struck_off", "Xóa tên đảng viên dự bị", "Đảng viên dự bị có quyết định xóa tên trong kỳ.", FLOW, (STAGE,)
    ),
    Indicator("admitted_women", "Nữ", f"{_A}; là nữ.", FLOW, (STAGE,)),
    Indicator("admitted_ethnic_minority", "Dân tộc thiểu số", f"{_A}; là người dân tộc thiểu số.", FLOW, (STAGE,)),
    Indicator("admitted_religious", "Người theo tôn giáo", f"{_A}; theo một tôn giáo.", FLOW, (STAGE,)),
    Indicator("admitted_youth_union", "Đoàn viên Đoàn TNCS Hồ Chí Minh", f"{_A}; là đoàn viên.", FLOW, (STAGE,)),
    Indicator(
        "admitted_trade_union",
        "Đoàn viên công đoàn (quá tuổi Đoàn)",
        f"{_A}; là đoàn viên công đoàn, không còn là đoàn viên thanh niên.",
        FLOW,
        (STAGE,),
    ),
    Indicator(
        "admitted_no_union",
        "Không là đoàn viên Đoàn Thanh niên, công đoàn",
        f"{_A}; không thuộc hai nhóm trên.",
        FLOW,
        (STAGE,),
    ),
    Indicator("admitted_officials", "Cán bộ, công chức", f"{_A}; là cán bộ, công chức.", FLOW, (STAGE,)),
    Indicator(
        "admitted_public_employees", "Viên chức đơn vị sự nghiệp công lập", f"{_A}; là viên chức.", FLOW, (STAGE,)
    ),
    Indicator(
        "admitted_workers",
        "Công nhân, người lao động",
        f"{_A}; lao động trong doanh nghiệp, đơn vị sự nghiệp ngoài công lập.",
        FLOW,
        (STAGE,),
    ),
    Indicator(
        "admitted_farmers", "Người làm nông, lâm, ngư nghiệp", f"{_A}; làm nông, lâm, ngư nghiệp.", FLOW, (STAGE,)
    ),
    Indicator(
        "admitted_armed_forces", "Lực lượng vũ trang", f"{_A}; là sĩ quan, chiến sĩ quân đội, công an.", FLOW, (STAGE,)
    ),
    Indicator("admitted_students", "Sinh viên", f"{_A}; là sinh viên cao đẳng, đại học.", FLOW, (STAGE,)),
    Indicator("admitted_pupils", "Học sinh", f"{_A}; là học sinh.", FLOW, (STAGE,)),
    Indicator("admitted_18_30", "Từ 18 đến 30 tuổi", f"{_A}; đủ 18 đến 30 tuổi ngày kết nạp.", FLOW, (STAGE,)),
    Indicator(
        "admitted_college",
        "Trình độ cao đẳng trở lên",
        f"{_A}; có trình độ cao đẳng, đại học, sau đại học.",
        FLOW,
        (STAGE,),
    ),
)
INDICATORS = {indicator.key: indicator for indicator in _INDICATORS}

# What the official forms ask for beyond these.
AT_START = "members_at_start"
PROBATION_AT_START = "probationary_at_start"  # the first column of T5: in the tree of the period's end, as the last
_MORE = (
    Indicator(
        AT_START,
        "Đảng viên cuối kỳ trước chuyển sang",
        "Đảng viên có đến hết ngày trước kỳ báo cáo, kể cả người có trong danh sách khi bắt đầu theo dõi trong kỳ.",
        STOCK,
        (STAGE, MEMBER),
    ),
    Indicator(
        PROBATION_AT_START,
        "Đảng viên dự bị có đến cuối kỳ trước",
        "Đảng viên dự bị có đến hết ngày trước kỳ báo cáo, ở các đơn vị thuộc tổ chức này khi kết thúc kỳ.",
        STOCK,
        (STAGE, MEMBER),
    ),
    Indicator(
        "exempt_members",
        "Đảng viên được miễn công tác và sinh hoạt đảng",
        "Đảng viên được miễn công tác và sinh hoạt đảng có đến cuối kỳ.",
        STOCK,
        (MEMBER,),
    ),
    Indicator("restored", "Phục hồi đảng tịch", "Người được phục hồi đảng tịch trong kỳ.", FLOW, (MEMBER,)),
    Indicator("deceased", "Đảng viên từ trần", "Đảng viên từ trần trong kỳ.", FLOW, (MEMBER,)),
    Indicator("expelled", "Đảng viên bị khai trừ", "Đảng viên bị khai trừ trong kỳ.", FLOW, (MEMBER,)),
    Indicator(
        "struck_off_members",
        "Xóa tên đảng viên",
        "Đảng viên chính thức và dự bị có quyết định xóa tên trong kỳ.",
        FLOW,
        (STAGE, MEMBER),
    ),
    Indicator("resigned", "Xin ra khỏi Đảng", "Đảng viên được cho ra khỏi Đảng trong kỳ.", FLOW, (MEMBER,)),
    Indicator(
        "admission_annulled",
        "Hủy quyết định kết nạp",
        "Người đã tính là đảng viên, có quyết định kết nạp bị hủy hoặc không thi hành trong kỳ.",
        FLOW,
        (STAGE, MEMBER),
    ),
)
_WAYS = {"transferred_in": "chuyển đến từ", "transferred_out": "chuyển đi"}
_ORIGINS = {
    "other_province": ("tỉnh khác", "tỉnh, thành phố khác"),
    "province": ("trong tỉnh", "đơn vị khác trong tỉnh, ngoài đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng"),
    "internal": ("trong nội bộ đảng bộ", "đơn vị khác trong cùng đảng bộ"),
    "unsaid": ("chưa ghi trong tỉnh hay tỉnh khác", "nơi chưa ghi là trong tỉnh hay tỉnh khác"),
}
_MOVES = tuple(
    Indicator(
        f"{base}_{origin}",
        f"{INDICATORS[base].label}: {label}",
        f"Đảng viên {way} {words} trong kỳ.",
        FLOW,
        (MEMBER,),
    )
    for base, way in _WAYS.items()
    for origin, (label, words) in _ORIGINS.items()
)
EVERY = {**INDICATORS, **{indicator.key: indicator for indicator in (*_MORE, *_MOVES)}}

# The groups of new members, in the order of T3; those of one partition add up to all.
COMPOSITION = tuple(key for key in INDICATORS if key.startswith("admitted_"))
UNION_PARTITION = ("admitted_youth_union", "admitted_trade_union", "admitted_no_union")

_STAGE_KINDS = {
    "sent_to_awareness_class": "nominate",
    "pool_entered": "enter_pool",
    "recognized": "recognize",
    "sent_to_new_member_class": "nominate_new_member",
    "struck_off": "strike_off",
}
_MEMBER_KINDS = {
    "cards_issued": MemberEvent.Kind.CARD,
    "restored": MemberEvent.Kind.RESTORED,
    "deceased": MemberEvent.Kind.DECEASED,
    "expelled": MemberEvent.Kind.EXPELLED,
    "resigned": MemberEvent.Kind.RESIGNED,
    "struck_off_members": MemberEvent.Kind.STRUCK_OFF,
    "admission_annulled": MemberEvent.Kind.ANNULLED,
}
TRANSFERS = {"transferred_in": MemberEvent.Kind.TRANSFER_IN, "transferred_out": MemberEvent.Kind.TRANSFER_OUT}


def as_counted_by(basis, definition):
    """A definition as it holds where admissions count by `basis`."""
    return definition if basis == CEREMONY else definition.replace(_BY_CEREMONY, _BY_DECISION)


def key_of(text):
    """The `dimensions.Key` that `text` asks for; None where there is no such figure, dimension or code."""
    key = dimensions.parse(text)
    if key is None or key.base not in EVERY:
        return None
    return key if all(_has(EVERY[key.base], dimension) for dimension, _ in key.parts) else None


def dimensions_of(base):
    """The dimensions by which the figure `base` is broken down."""
    return [dimension for dimension in dimensions.DIMENSIONS.values() if _has(EVERY[base], dimension)]


def _has(indicator, dimension):
    if indicator.kind == STOCK:
        return ("case_stock" if indicator.key in CASE_STOCKS else "stock") in dimension.serves
    return dimension.of_fact is not None and {f"{facts}_flow" for facts in indicator.facts} <= set(dimension.serves)


def flow_condition(key, *, counted_by=CEREMONY, depth=0, facts=None, crossing=None, came_from=None):
    """Which facts of its table the flow `key` counts, as a Q, for a unit at `depth` of the tree.

    `facts` says which table where a flow is read from both; a key may carry dimensions (`admitted:sex=female`).
    `crossing` says which transfers leave or enter the unit (`TreeOn.crossing`), where its depth alone does not;
    `came_from` those of each origin (`borders.came_from`), for the keys that ask for one.
    """
    asked = dimensions.parse(key)
    if asked.parts:
        base = flow_condition(
            asked.base, counted_by=counted_by, depth=depth, facts=facts, crossing=crossing, came_from=came_from
        )
        return base & asked.of_fact()
    if key == "admitted" or key in GROUPS:
        kind = "admit" if counted_by == CEREMONY else "decide"
        asked = dimensions.parse(f"admitted:{GROUPS[key]}" if key in GROUPS else key)
        return Q(kind=kind, counted=True) & asked.of_fact()
    if (facts or EVERY[key].facts[0]) == STAGE:
        return _of_stage(key, counted_by)
    if key in TRANSFERS:
        return Q(kind=TRANSFERS[key]) & (crossing or Q(common_depth__lt=depth))
    if key in _MOVED:
        base, origin = _MOVED[key]
        return flow_condition(base, depth=depth, crossing=crossing) & came_from[origin]
    return Q(kind=_MEMBER_KINDS[key])


_MOVED = {f"{base}_{origin}": (base, origin) for base in _WAYS for origin in _ORIGINS}


def condition_of(key, tree, facts):
    """`flow_condition` for the unit of `tree` (a `TreeOn`)."""
    organization = tree.organization
    origins = came_from(tree) if dimensions.parse(key).base in _MOVED else None
    return flow_condition(
        key, counted_by=organization.counted_by, facts=facts, crossing=tree.crossing(), came_from=origins
    )


def _of_stage(key, counted_by):
    if key == "admission_annulled":
        ended = Q(kind="annul_admission") & (Q(probationary_delta=-1) | Q(full_delta=-1))
        return ended if counted_by == CEREMONY else ended | Q(kind__in=LEFT_AFTER_DECISION, from_stage="decided")
    return Q(kind=_STAGE_KINDS["struck_off" if key == "struck_off_members" else key], counted=True)


def stage_flows(counted_by):
    """Aggregates over stage events of a period, by key."""
    keys = [key for key, row in INDICATORS.items() if row.kind == FLOW and STAGE in row.facts]
    return {key: Count("pk", filter=flow_condition(key, counted_by=counted_by)) for key in keys}


def member_flows(crossing):
    """Aggregates over member events of a period, by key; `crossing` is the tree's."""
    keys = [key for key, row in INDICATORS.items() if row.kind == FLOW and MEMBER in row.facts]
    return {key: Count("pk", filter=flow_condition(key, crossing=crossing)) for key in keys}


CASE_STOCKS = ("in_pool", "dossiers_pending")  # stocks of cases; the others are of members


def stage_change(key, counted_by=CEREMONY):
    """What a stage event does to the stock `key`."""
    return {
        "members": F("full_delta") + probationary_change(counted_by),
        AT_START: F("full_delta") + probationary_change(counted_by),
        "full_members": F("full_delta"),
        "probationary_members": probationary_change(counted_by),
        PROBATION_AT_START: probationary_change(counted_by),
        "exempt_members": Value(0),
        "in_pool": F("pool_delta"),
        "dossiers_pending": F("pending_delta"),
    }[key]


def member_change(key):
    """What a member event does to the stock `key`."""
    return {
        "members": F("full_delta") + F("probationary_delta"),
        AT_START: F("full_delta") + F("probationary_delta"),
        "full_members": F("full_delta"),
        "probationary_members": F("probationary_delta"),
        PROBATION_AT_START: F("probationary_delta"),
        "exempt_members": F("exempt_delta"),
    }[key]


def days_of(base, model, period):
    """Which days' facts make up the figure `base` of `period`, as a Q."""
    if EVERY[base].kind == FLOW:
        return Q(on__range=(period.start, period.end))
    if base == PROBATION_AT_START:
        return Q(on__lt=period.start)
    if base != AT_START:
        return Q(on__lte=period.end)
    return Q(on__lt=period.start) | (opening(model) & Q(on__lte=period.end))


def opening(model):
    """Which facts enter people when a unit begins to keep its roster here: who came so was a member before."""
    return Q(kind=TAKE_OVER) if model is StageEvent else Q(kind=MemberEvent.Kind.ROSTER)


def beside_probation(counted_by):
    """Which stage events are none of the three flows that T5 has columns for."""
    steps = ("admitted", "recognized", "struck_off")
    return ~Q(*(flow_condition(key, counted_by=counted_by) for key in steps), _connector=Q.OR)


def stage_stocks(counted_by):
    """Aggregates over all stage events up to a day."""
    keys = ("full_members", "probationary_members", *CASE_STOCKS)
    return {key: _total(stage_change(key, counted_by)) for key in keys}


def member_stocks():
    """Aggregates over all member events up to a day."""
    return {key: _total(member_change(key)) for key in ("full_members", "probationary_members", "exempt_members")}


def _total(expression):
    return Coalesce(Sum(expression), 0)
