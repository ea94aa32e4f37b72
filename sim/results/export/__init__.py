"""Results for other programs: CSV, Excel, Stata, NetCDF (floor 1)."""

from sim.results.export.formats import ENDINGS, FORMATS, export
from sim.results.export.source import TABLES, Column, Source

__all__ = ["ENDINGS", "FORMATS", "TABLES", "Column", "Source", "export"]
