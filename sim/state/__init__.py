"""Declared state: sections, fields, levers and the tables that hold them (floor 1)."""
