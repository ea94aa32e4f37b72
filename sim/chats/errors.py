"""The one error that chats are refused with."""

from __future__ import annotations

from collections.abc import Callable

Say = Callable[..., str]
"""``t(template, **arguments) -> str``: looks the template up and fills it in."""


def plain_english(template: str, **arguments: object) -> str:
    """Fill a template in without translating it."""
    return template.format(**arguments)


class ChatError(Exception):
    """A chat that cannot be read; never says a name or a word out of it.

    Parameters
    ----------
    template
        English sentence with ``{names}``, marked for translation.
    arguments
        What fills the template in: paths, formats, numbers.
    """

    def __init__(self, template: str, **arguments: object) -> None:
        super().__init__(template, arguments)
        self.template = template
        self.arguments = arguments

    def text(self, t: Say | None = None) -> str:
        """Return the sentence."""
        return (t or plain_english)(self.template, **self.arguments)

    def __str__(self) -> str:
        return self.text()
