"""Readers of chats that people export (floor 1): from names and words to integers and times."""

from sim.chats.errors import ChatError
from sim.chats.formats import FORMATS
from sim.chats.reading import Options, read_chat
from sim.chats.report import Report

__all__ = ["FORMATS", "ChatError", "Options", "Report", "read_chat"]
