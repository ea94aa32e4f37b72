"""The one error that studies are refused with."""

from __future__ import annotations

from sim.i18n import Translate, translator


class StudyError(Exception):
    """A study cannot be done as asked (exit code 2).

    Parameters
    ----------
    template
        An English sentence for people, with ``{names}`` where there are arguments; a gettext key.
    arguments
        What fills the template in.
    """

    def __init__(self, template: str, /, **arguments: object) -> None:
        super().__init__(template)
        self.template = template
        self.arguments = arguments

    def text(self, t: Translate) -> str:
        """Return the sentence in a language."""
        return t(self.template, **self.arguments)

    def __str__(self) -> str:
        return self.text(translator("en"))
