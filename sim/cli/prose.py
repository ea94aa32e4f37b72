"""Docstrings for a terminal: paragraphs joined, code without backquotes, formulas without LaTeX."""

from __future__ import annotations

import inspect
import re

_SIGNS = {
    "leftarrow": " ← ", "cdot": "·", "sim": " ~ ", "propto": " ∝ ", "ge": " ≥ ", "le": " ≤ ", "sum": "Σ", "in": " ∈ ",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "phi": "φ", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "chi": "χ", "omega": "ω", "infty": "∞", "times": " × ", "pm": " ± ",
}  # fmt: skip
_FRACTION = re.compile(r"\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}")
_FONT = re.compile(r"\\(?:mathrm|mathbb|text|mathit)\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_MATH = re.compile(r":math:`([^`]*)`")
_BLOCK = re.compile(r"^\.\. math::\s*")


def formula(latex: str) -> str:
    """Return a formula with signs instead of LaTeX commands; it is for reading only."""
    text = re.sub(r"\\[,;! ]", " ", latex)
    text = _FONT.sub(r"\1", text)
    text = _FRACTION.sub(r"(\1)/(\2)", text)
    text = _COMMAND.sub(_sign, text)
    text = re.sub(r"([_^])\{([^{}])\}", r"\1\2", text)
    text = re.sub(r"([_^])\{([^{}]*)\}", r"\1(\2)", text)
    return re.sub(r"\s+", " ", text).strip()


def _sign(found: re.Match[str]) -> str:
    name = found.group(1)
    return _SIGNS.get(name, f"{name} " if found.group(0).endswith(" ") else name)


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
