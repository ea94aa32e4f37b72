"""Selling: how many product pushes a day, from which day on, of which goods, at what price and with what words."""

from __future__ import annotations

from collections.abc import Mapping

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Selling(Strategy):
    """Product pushes: how many a day, from which day on, of which goods, at what price (S17, S46).

    A push reaches members as a notice, brings some of them in and wakes a need in some; each also tires them, and a
    feed full of pushes leaves little else to read. The first selling day is the spell's ``from``. Goods chosen for
    the group suit more members and take hours to choose. A discount sells more and gives away margin, and members
    get used to it: when it ends they wait for the next. A hot item makes first buyers, with little margin, and some
    who would have paid the full price take it instead. Big words sell more once, and disappoint. Whether
    anything is sold at all is up to ``product.price``.
    """

    rows = ("S17", "S46")
    label = "Selling"
    parameters = (
        Parameter(name="pushes_per_day", default=1.0, low=0.0, high=6.0, none=0.0, maximum=200.0, unit="1/day", label="Pushes a day",
                  doc="Product pushes a day; 0.5 is one every second day."),
        Parameter(name="usefulness", default=0.1, low=0.0, high=0.8, none=0.0, kind=Kind.SHARE, label="Usefulness",
                  doc="Share of a push that is of use to somebody who does not buy."),
        Parameter(name="hour", default=11.0, low=7.0, high=23.0, maximum=23.99, unit="h", label="Hour", doc="Hour of the day of the first push."),
        Parameter(name="minutes_per_push", default=10.0, low=1.0, high=60.0, maximum=1440.0, unit="min", label="Minutes per push",
                  doc="Operators' time that a push takes."),
        Parameter(name="relevance", default=0.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Choice of goods",
                  doc="How far goods are chosen for what this group needs: share of what is lacking in the match that is made good."),
        Parameter(name="hours_choosing", default=0.5, low=0.0, high=3.0, maximum=1000.0, unit="h/day", label="Hours for choosing",
                  doc="Operators' hours a day for choosing goods as well as can be; in proportion for less."),
        Parameter(name="discount", default=0.0, low=0.0, high=0.6, none=0.0, maximum=0.99, kind=Kind.SHARE, label="Discount",
                  doc="Share taken off the price of everything."),
        Parameter(name="hot_item", default=0.0, low=0.0, high=0.8, none=0.0, maximum=0.99, kind=Kind.SHARE, label="Hot item",
                  doc="How much cheaper than the rest the hot item is, as a share; 0 is none."),
        Parameter(name="over_promise", default=0.0, low=0.0, high=0.5, none=0.0, kind=Kind.SHARE, label="Big words",
                  doc="What the sale promises beyond the product's own promise, on its scale."),
    )  # fmt: skip
    writes = (
        "pushes_per_day", "push_usefulness", "push_hour", "push_relevance", "discount", "hot_item", "promise_more",
        "hours_selling",
    )  # fmt: skip

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set frequency, goods, price and words, and the hours it takes."""
        del spell
        on = values.pushes_per_day > 0
        return {
            "pushes_per_day": values.pushes_per_day,
            "push_usefulness": values.usefulness if on else 0.0,
            "push_hour": values.hour if on else 0.0,
            "push_relevance": values.relevance,
            "discount": values.discount,
            "hot_item": values.hot_item,
            "promise_more": values.over_promise,
            "hours_selling": values.pushes_per_day * values.minutes_per_push / 60.0
            + values.relevance * values.hours_choosing,
        }
