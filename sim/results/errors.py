"""The one error that results are refused with."""

from __future__ import annotations


class ResultError(Exception):
    """Results cannot be read or written; the message is a sentence for people (exit code 2)."""
