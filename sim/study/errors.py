"""The one error that studies are refused with."""

from __future__ import annotations


class StudyError(Exception):
    """A study cannot be done as asked; the message is a sentence for people (exit code 2)."""
