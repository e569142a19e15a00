"""What a rule is, what it finds, and how several are asked at once. No Django here."""

from collections.abc import Callable
from dataclasses import dataclass

BLOCK, WARN = "block", "warn"
RULES: dict[str, "Rule"] = {}


@dataclass(frozen=True)
class Finding:
    """Why a step does not meet a rule: one sentence, the clause, how sure the clause is, who can mend it."""

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
class Rule:
    """`link` names the part of the candidate's page where the fault can be mended."""

    name: str
    law_key: str
    level: str
    who: str
    link: str
    judge: Callable

    def ask(self, facts, law):
        """The rule's `Finding`; None when it is met, or when no rule of the day asks for it."""
        if self.law_key not in law:
            return None
        text = self.judge(facts, law)
        if text is None:
            return None
        row = law[self.law_key]
        return Finding(self.name, self.level, text, str(row.citation), row.confidence, self.who, self.link)


def rule(law_key, *, level=BLOCK, who="Chi bộ", link=""):
    """Register a rule: a function of facts and law that returns a sentence when it is not met, else None.

    The function is named as the sentence that holds when the rule is met. `law_key` is the value
    of the rule set whose citation the refusal carries.
    """

    def register(judge):
        RULES[judge.__name__] = Rule(judge.__name__, law_key, level, who, link, judge)
        return judge

    return register


def check(names, facts, law):
    """The findings of the rules `names`, in their order; blocking ones first."""
    findings = [finding for name in names if (finding := RULES[name].ask(facts, law))]
    return sorted(findings, key=lambda finding: finding.level != BLOCK)
