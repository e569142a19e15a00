"""How a paper is headed: the Party's committees, a person, the unions, a certificate. Data only."""

from dataclasses import dataclass, replace

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


@dataclass(frozen=True)
class Letterhead:
    """One way to head a paper.

    `style` names its template `papers/_head_<style>.html` and its class; `heading` is the line of the right
    (or middle) block, `motto` what stands below it; `mark` stands between the issuer and the number;
    `dashes` close the subject; `dated_below`: the date stands above the signer and not in the head; `size` "long"
    sets smaller what would not fit its page.
    """

    style: str
    heading: str = PARTY
    motto: str = ""
    mark: str = "*"
    dashes: str = "-----"
    number_word: str = "Số"
    dated_below: bool = False
    size: str = ""


COMMITTEE = Letterhead("committee")
# Written by a person: no issuer and no number.
PERSONAL = Letterhead("personal", mark="", dashes="", dated_below=True)
YOUTH_UNION = Letterhead("committee", "ĐOÀN TNCS HỒ CHÍ MINH", mark="***", dashes="----------")
TRADE_UNION = Letterhead(
    "committee",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    mark="",
    dashes="----------",
    number_word="Số:",
)
CERTIFICATE = Letterhead("certificate", dashes="", number_word="Số:", dated_below=True)
LONG_CERTIFICATE = replace(CERTIFICATE, size="long")
# A working paper of one page, set smaller than a paper that is sent.
BRIEF = Letterhead("brief", mark="", dashes="")
