"""Compiler options, the compiled cache and scalar helpers (floor 0)."""
