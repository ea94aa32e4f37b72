import numpy as np
import pytest

from sim.statistics.decay import fit_decays, forecast_errors

X = np.arange(1.0, 41.0)
CURVES = {
    "exponential": (300 * np.exp(-0.07 * X), {"rate": 0.07}),
    "power_law": (300 * X**-0.8, {"exponent": 0.8}),
    "stretched_exponential": (300 * np.exp(-0.9 * X**0.4), {"beta": 0.4}),
    "exponential_plus_floor": (300 * np.exp(-0.2 * X) + 20, {"rate": 0.2, "floor": 20.0}),
}


@pytest.mark.parametrize("form", sorted(CURVES))
def test_each_form_is_found_in_its_own_curve(form):
    y, wanted = CURVES[form]
    found = fit_decays(X, y)
    assert found[form].values == pytest.approx(wanted, rel=1e-3)
    assert found[form].r2 == pytest.approx(1.0, abs=1e-6)
    for other in ("exponential", "power_law"):
        if other != form:
            assert found[form].aic < found[other].aic - 50


def test_the_retention_of_uci():
    """The forms of patterns.json, weekly_retention, fitted to its own curve of 16 weeks."""
    y = [0.5249, 0.4647, 0.374, 0.2777, 0.2488, 0.1709, 0.114, 0.1091, 0.1316, 0.1091, 0.1003, 0.0971, 0.0947, 0.0907, 0.0835, 0.0762]  # fmt: skip
    found = fit_decays(np.arange(1, 17), y)
    assert {form: fit.aic for form, fit in found.items()} == pytest.approx(
        {
            "exponential": -41.3,
            "power_law": -53.8,
            "stretched_exponential": -54.3,
            "exponential_plus_floor": -63.5,
        },
        rel=0.01,
    )
    assert found["exponential"].values["rate"] == pytest.approx(0.12606, rel=0.002)
    assert found["stretched_exponential"].values["beta"] == pytest.approx(0.2166, rel=0.02)
    assert found["exponential_plus_floor"].values == pytest.approx(
        {"rate": 0.3369, "floor": 0.0804}, rel=0.01
    )
    errors = forecast_errors(np.arange(1, 17), y)
    assert errors == pytest.approx({"exponential": 1.0168, "power_law": 0.034, "flat": 0.1678}, rel=0.01)


def test_a_rising_curve_has_no_floor():
    found = fit_decays(X, np.exp(0.05 * X))
    assert found["exponential"].values["rate"] == pytest.approx(-0.05)
    assert np.isfinite(found["exponential_plus_floor"].aic)


def test_what_is_refused():
    with pytest.raises(ValueError, match="6 points"):
        fit_decays([1, 2, 3], [3, 2, 1])
    with pytest.raises(ValueError, match="above 0"):
        fit_decays(X, np.zeros(X.size))
