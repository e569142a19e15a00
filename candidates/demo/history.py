"""The articles' history as one: who records it, which units, in which order."""

from accounts import actions as account_actions
from candidates.demo import articles, districts
from candidates.demo.bulk import Hands, Ledger
from candidates.demo.maker import Maker
from candidates.demo.numbering import number_papers

TELLERS = (
    articles.lao_cai,
    articles.attp,
    articles.two_targets,
    articles.decision_and_ceremony,
    articles.transfer_inside,
    districts.lam_ha,
    districts.loc_ninh,
    districts.khoi_tinh,
)


def write_history(tellers=TELLERS):
    """Make the units and write what happened in them; the database holds no organization yet."""
    ledger = Ledger()
    keeper = Maker(ledger, "người nhập").unit("minh-hoa", "Đơn vị nhập dữ liệu minh họa", "central_level")
    entry, check = (
        _account(keeper, username, name)
        for username, name in (
            ("nhap-minh-hoa", "Người nhập dữ liệu minh họa"),
            ("tham-dinh-minh-hoa", "Người thẩm định dữ liệu minh họa"),
        )
    )
    ledger.hands = Hands(cell=entry, officer=check, decider=check, centre=check)
    # Each teller has a seed of its own: a change in one leaves the people of the others as they were.
    afterwards = [teller(Maker(ledger, teller.__name__)) for teller in tellers]
    number_papers(ledger.rows)
    ledger.write()
    for act in filter(None, afterwards):
        act()


def _account(organization, username, full_name):
    """Someone in whose name the history stands; nobody can sign in as them."""
    user = account_actions.open_account(by=None, organization=organization, username=username, full_name=full_name)
    return account_actions.close_account(by=None, user=user)
