"""Errors that are sentences for people, in whichever language is spoken where they are told."""

from __future__ import annotations

from collections.abc import Callable

Say = Callable[..., str]
"""``t(template, **arguments) -> str``: looks the template up and fills it in."""


class Told(Exception):
    """Something cannot be done as asked; subclasses say what kind of thing.

    Parameters
    ----------
    template
        An English sentence for people; with ``{names}``, and marked for translation, where there are arguments.
    arguments
        What fills the template in; without any, the sentence is kept as it is.
    """

    def __init__(self, template: str, /, **arguments: object) -> None:
        super().__init__(template.format(**arguments) if arguments else template)
        self.template = template
        self.arguments = arguments

    def text(self, t: Say) -> str:
        """Return the sentence in a language."""
        return t(self.template, **self.arguments)
