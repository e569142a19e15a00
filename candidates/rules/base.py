"""What a rule is, what it finds, and how several are asked at once. No Django here."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from candidates.rules.grounds import lifting, told, too_late
from partydev.doubts import BRIEFLY

PASS, WARN, BLOCK = "pass", "warn", "block"
_ORDER = (BLOCK, WARN, PASS)
RULES: dict[str, "Rule"] = {}


@dataclass(frozen=True)
class Finding:
    """What a rule says of a step: one sentence, the clause, how sure the clause is, who can mend it where."""

    rule: str
    level: str
    text: str
    citation: str
    confidence: str
    who: str = ""
    link: str = ""

    @property
    def blocks(self):
        return self.level == BLOCK

    def as_dict(self):
        return {
            "rule": self.rule,
            "level": self.level,
            "text": self.text,
            "citation": self.citation,
            "confidence": self.confidence,
        }


@dataclass(frozen=True)
class Fault:
    """What a rule returns where more than its sentence depends on the case; what is None is as the rule has it.

    `law_key`: the value of the rulebook that is cited, where the case tells which one it is.
    """

    text: str
    level: str | None = None
    who: str | None = None
    link: str | None = None
    law_key: str | None = None
    citation: str | None = None  # "": the sentence itself names its clauses


def against(found):
    """A finding as it was kept, with its clause; the earliest were kept without how sure the clause is."""
    clause = ", ".join(filter(None, [found["citation"], BRIEFLY.get(found.get("confidence"))]))
    return f"{found['text']} ({clause})" if clause else found["text"]


def _always(facts):
    return True


def _no_day(facts, law):
    return None


@dataclass(frozen=True)
class Rule:
    """`link` names where the fault can be mended (`overview.links`). `met` is the sentence of a case that keeps
    the rule, `applies` says of which cases it is asked at all.

    `runs_from` says from which day the rule's time runs: it is judged by the law of that day; where that is
    None, by the law that it is asked with.
    """

    name: str
    law_key: str
    level: str
    who: str
    link: str
    judge: Callable
    met: str = ""
    applies: Callable = _always
    runs_from: Callable = _no_day

    def ask(self, facts, law):
        """The rule's `Finding`, at the level `PASS` where it is met; None where it does not concern the case.

        A document of the organ that the law names lets the case pass (`rules.grounds`).
        """
        if start := self.runs_from(facts, law):
            law = law.at(start)
        if self.law_key not in law or not self.applies(facts):
            return None
        fault = self.judge(facts, law)
        if fault is None:
            return self._found(law, PASS, self.met) if self.met else None
        if ground := lifting(self.name, facts):
            return self._found(law, PASS, told(ground))
        fault = fault if isinstance(fault, Fault) else Fault(fault)
        late = too_late(self.name, facts)
        text = f"{fault.text} Văn bản đã ghi có ngày sau ngày này: {told(late)}" if late else fault.text
        who = self.who if fault.who is None else fault.who
        link = self.link if fault.link is None else fault.link
        found = self._found(law, fault.level or self.level, text, who, link, fault.law_key)
        return found if fault.citation is None else replace(found, citation=fault.citation, confidence="")

    def _found(self, law, level, text, who="", link="", law_key=None):
        row = law[law_key or self.law_key]
        return Finding(self.name, level, text, str(row.citation), row.confidence, who, link)


def rule(law_key, *, level=BLOCK, who="Chi bộ", link="", met="", applies=_always, runs_from=_no_day):
    """Register a rule: a function of facts and law that returns a sentence when it is not met, else None.

    The function is named as the sentence that holds when the rule is met. `law_key` is the value
    of the rule set whose citation the refusal carries.
    """

    def register(judge):
        RULES[judge.__name__] = Rule(judge.__name__, law_key, level, who, link, judge, met, applies, runs_from)
        return judge

    return register


def check(names, facts, law, *, passed=False):
    """The findings of the rules `names`, blocking ones first; what is met only where `passed` asks for it."""
    findings = [finding for name in names if (finding := RULES[name].ask(facts, law))]
    return sorted(
        (finding for finding in findings if passed or finding.level != PASS),
        key=lambda finding: _ORDER.index(finding.level),
    )
