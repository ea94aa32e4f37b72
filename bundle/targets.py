"""The kinds of computer that a bundle is made for."""

from __future__ import annotations

from dataclasses import dataclass

PYTHONS = ("3.11", "3.12", "3.13")


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of computer: how each tool calls it."""

    name: str
    """In names of files and on the command line."""
    label: str
    system: str
    """As ``platform.system()`` says it."""
    machine: str
    """As ``platform.machine()`` says it, in small letters."""
    resolver: str
    """As ``uv pip compile --python-platform`` wants it."""
    tags: tuple[str, ...]
    """As ``pip download --platform`` wants it; on Linux pip adds no older tags by itself."""
    starter: str
    """The file to double-click."""


def _linux(machine: str) -> tuple[str, ...]:
    return tuple(f"manylinux_2_{minor}_{machine}" for minor in range(28, 16, -1)) + (
        f"manylinux2014_{machine}",
    )


TARGETS = (
    Target("windows", "Windows 10 or 11, 64 bit (Intel, AMD)", "Windows", "amd64",
           "x86_64-pc-windows-msvc", ("win_amd64",), "start.bat"),
    Target("windows-arm", "Windows 11 on ARM", "Windows", "arm64",
           "aarch64-pc-windows-msvc", ("win_arm64",), "start.bat"),
    Target("macos-arm", "macOS 12 or newer, Apple M1 and later", "Darwin", "arm64",
           "aarch64-apple-darwin", ("macosx_12_0_arm64",), "start.command"),
    Target("macos-intel", "macOS 12 or newer, Intel", "Darwin", "x86_64",
           "x86_64-apple-darwin", ("macosx_12_0_x86_64",), "start.command"),
    Target("linux", "Linux with glibc 2.28 or newer, 64 bit (Intel, AMD)", "Linux", "x86_64",
           "x86_64-manylinux_2_28", _linux("x86_64"), "start.sh"),
    Target("linux-arm", "Linux with glibc 2.28 or newer, 64 bit ARM", "Linux", "aarch64",
           "aarch64-manylinux_2_28", _linux("aarch64"), "start.sh"),
)  # fmt: skip
