"""Archives for laptops without a network: ``python -m bundle``, which `make bundle` calls."""
