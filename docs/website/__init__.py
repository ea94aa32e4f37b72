"""The documentation as a site that works offline: ``python -m docs.website`` writes ``out/site``."""
