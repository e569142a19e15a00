"""Candidates and everything recorded of their way: one noun a file."""

from candidates.models.candidate import Candidate
from candidates.models.class_work import Certificate, ClassPaper, ClassSession, ClassUnit
from candidates.models.classes import ClassNomination, TrainingClass
from candidates.models.clock import Explanation, Extension, ReminderDays, UnitCheck
from candidates.models.desk import CompletionReason, DeskLook
from candidates.models.dossier import CompletionPoint, CompletionRequest, DossierItem
from candidates.models.event import StageEvent
from candidates.models.ground import Ground, GroundWithdrawal
from candidates.models.introduction import Introduction
from candidates.models.meeting import CellMeeting, CommitteeMeeting, MeetingCase
from candidates.models.mentor import MentorAssignment, MonthlyRemark, TrialTask
from candidates.models.obligation import Obligation
from candidates.models.reading import PaperReading
from candidates.models.remedy import Remedy
from candidates.models.roster import VoteRoster, VoterSnapshot
from candidates.models.rulebook import Holiday, RulebookStamp, RuleRevision
from candidates.models.scan import Scan
from candidates.models.verification import VerificationChase, VerificationRequest
from candidates.models.version import DossierVersion
from candidates.models.vote import Vote

__all__ = [
    "Candidate",
    "CellMeeting",
    "Certificate",
    "ClassNomination",
    "ClassPaper",
    "ClassSession",
    "ClassUnit",
    "CommitteeMeeting",
    "CompletionPoint",
    "CompletionReason",
    "CompletionRequest",
    "DeskLook",
    "DossierItem",
    "DossierVersion",
    "Explanation",
    "Extension",
    "Ground",
    "GroundWithdrawal",
    "Holiday",
    "Introduction",
    "MeetingCase",
    "MentorAssignment",
    "MonthlyRemark",
    "Obligation",
    "PaperReading",
    "Remedy",
    "ReminderDays",
    "RuleRevision",
    "RulebookStamp",
    "Scan",
    "StageEvent",
    "TrainingClass",
    "TrialTask",
    "UnitCheck",
    "VerificationChase",
    "VerificationRequest",
    "Vote",
    "VoteRoster",
    "VoterSnapshot",
]
