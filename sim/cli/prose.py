"""Docstrings for a terminal: paragraphs joined, code without backquotes, formulas without LaTeX."""

from __future__ import annotations

import inspect
import re

_SIGNS = {
    "leftarrow": " ← ", "cdot": "·", "sim": " ~ ", "propto": " ∝ ", "ge": " ≥ ", "le": " ≤ ", "sum": "Σ", "in": " ∈ ",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "phi": "φ", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "chi": "χ", "omega": "ω", "infty": "∞", "times": " × ", "pm": " ± ", "prod": "Π",
    "dots": "…", "lceil": "⌈", "rceil": "⌉", "pi": "π", "to": " → ",
}  # fmt: skip
_FRACTION = re.compile(r"\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}")
_FONT = re.compile(r"\\(?:mathrm|mathbb|text|mathit)\{([^{}]*)\}")
_SHORT_FRACTION = re.compile(r"\\tfrac(\d)(\d)")
_SIZE = re.compile(r"\\(?:left|right|[bB]igg?[lr]?)(?![A-Za-z])\s*")
_BAR = re.compile(r"\\bar\s*(?:\{(\w)\}|(\w))")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_MATH = re.compile(r":math:`([^`]*)`")
_BLOCK = re.compile(r"^\.\. math::\s*")


def formula(latex: str) -> str:
    """Return a formula with signs instead of LaTeX commands; it is for reading only."""
    text = _SIZE.sub("", re.sub(r"\\[,;! ]", " ", latex))
    text = _BAR.sub(lambda found: f"{found[1] or found[2]}\u0304", _SHORT_FRACTION.sub(r"\1/\2", text))
    text = _FONT.sub(r"\1", text)
    text = _FRACTION.sub(r"(\1)/(\2)", text)
    text = _COMMAND.sub(_sign, text)
    text = re.sub(r"\\([{}])", lambda found: "⟨⟩"["{}".index(found[1])], text)
    text = re.sub(r"([_^])\{([^{}])\}", r"\1\2", text)
    text = re.sub(r"([_^])\{([^{}]*)\}", r"\1(\2)", text)
    return re.sub(r"\s+", " ", text).strip().translate({ord("⟨"): "{", ord("⟩"): "}"})


def _sign(found: re.Match[str]) -> str:
    name = found.group(1)
    sign = _SIGNS.get(name, name)
    return f"{sign} " if found.group(0).endswith(" ") and sign not in "Σ·" else sign


def prose(docstring: str) -> list[str]:
    """Return the paragraphs of a docstring; those that are formulas are indented."""
    paragraphs = []
    for block in re.split(r"\n\s*\n", inspect.cleandoc(docstring)):
        if _BLOCK.match(block):
            paragraphs.append("    " + formula(_BLOCK.sub("", block)))
            continue
        text = " ".join(block.split())
        text = _MATH.sub(lambda found: formula(found.group(1)), text)
        text = re.sub(r":[a-z]+:`~?([^`]*)`", r"\1", text)
        paragraphs.append(text.replace("``", ""))
    return paragraphs
