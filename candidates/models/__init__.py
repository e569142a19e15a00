"""Candidates and everything recorded of their way: one noun a file."""

from candidates.models.candidate import Candidate
from candidates.models.class_work import Certificate, ClassPaper, ClassSession, ClassUnit
from candidates.models.classes import ClassNomination, TrainingClass
from candidates.models.clock import Explanation, Extension, ReminderDays, UnitCheck
from candidates.models.comment import Comment
from candidates.models.desk import CompletionReason, DeskLook, SeenPaper
from candidates.models.dossier import CompletionPoint, CompletionRequest, DossierItem
from candidates.models.event import StageEvent
from candidates.models.evidence import Evidence
from candidates.models.ground import Ground, GroundWithdrawal
from candidates.models.handover import HandOver
from candidates.models.introduction import Introduction, UnionRegistration
from candidates.models.meeting import (
    AgendaItem,
    CellAttendance,
    CellMeeting,
    CommitteeAttendance,
    CommitteeMeeting,
    MeetingCase,
)
from candidates.models.mentor import MentorAssignment, MonthlyRemark, TrialTask
from candidates.models.obligation import Obligation
from candidates.models.reading import PaperReading
from candidates.models.remedy import Remedy
from candidates.models.rhythm import RemarkRhythm
from candidates.models.roster import VoteRoster, VoterSnapshot
from candidates.models.rulebook import Holiday, RulebookStamp, RuleRevision
from candidates.models.scan import Scan
from candidates.models.source import SourceList, SourceListEntry, SourceMark, SourceReview
from candidates.models.transfer import TransferOffer
from candidates.models.verification import VerificationChase, VerificationRequest
from candidates.models.version import DossierVersion
from candidates.models.vote import Vote

__all__ = [
    "AgendaItem",
    "Candidate",
    "CellAttendance",
    "CellMeeting",
    "Certificate",
    "ClassNomination",
    "ClassPaper",
    "ClassSession",
    "ClassUnit",
    "Comment",
    "CommitteeAttendance",
    "CommitteeMeeting",
    "CompletionPoint",
    "CompletionReason",
    "CompletionRequest",
    "DeskLook",
    "DossierItem",
    "DossierVersion",
    "Evidence",
    "Explanation",
    "Extension",
    "Ground",
    "GroundWithdrawal",
    "HandOver",
    "Holiday",
    "Introduction",
    "MeetingCase",
    "MentorAssignment",
    "MonthlyRemark",
    "Obligation",
    "PaperReading",
    "RemarkRhythm",
    "Remedy",
    "ReminderDays",
    "RuleRevision",
    "RulebookStamp",
    "Scan",
    "SeenPaper",
    "SourceList",
    "SourceListEntry",
    "SourceMark",
    "SourceReview",
    "StageEvent",
    "TrainingClass",
    "TransferOffer",
    "TrialTask",
    "UnionRegistration",
    "UnitCheck",
    "VerificationChase",
    "VerificationRequest",
    "Vote",
    "VoteRoster",
    "VoterSnapshot",
]
