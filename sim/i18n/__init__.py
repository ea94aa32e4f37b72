"""Words in two languages (floor 0): the English text is the key, the language is passed explicitly."""

from sim.i18n.translate import NOTHING, Translate, languages, mark, normal, translator

__all__ = ["NOTHING", "Translate", "languages", "mark", "normal", "translator"]
