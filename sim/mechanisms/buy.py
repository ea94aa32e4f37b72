r"""Buying: when members need the product, and whether they buy it here."""

from __future__ import annotations

import math

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel, scalar
from sim.kernel.scalars import ces, clip, fast_exp, fast_log, gamma_try, logistic, normal_quantile, saturation
from sim.kernel.scratch import counts, floats, words
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_two, gamma_draw, uniform, uniforms_inlined
from sim.state.group import Feed
from sim.state.people import NEVER, NO_NEED, Purchase, Stage

_D_NEED = np.int64(Decision.NEED)
_D_CUSTOM = np.int64(Decision.CUSTOM)
_D_BUY = np.int64(Decision.BUY)
_PERSON_DAY = np.int64(-1)
_COMPLAINT = int(Feed.COMPLAINT)
_BOUGHT, _FIRST, _SECOND = int(Purchase.BOUGHT), int(Purchase.FIRST), int(Purchase.SECOND)
_HOT, _COMPLAINED, _STOPPED = int(Purchase.HOT), int(Purchase.COMPLAINED), int(Purchase.STOPPED)
_STAGE_BOUGHT, _STAGE_AGAIN = int(Stage.BOUGHT), int(Stage.BOUGHT_AGAIN)
_LAST = NEVER - 1
_LEAST = 1e-9
_HILLSTROM = "calibrated to Hillstrom: .57 % buy in two weeks, .88-1.25 % after a broadcast (experiments/validation); range: assumption"
_CDNOW = "calibrated to CDNOW: 59.9 % of buyers never buy again, a fifth makes 79 % of repeat purchases (experiments/validation); range: assumption"


@kernel
def _rates(p, product, key, people, rate):  # type: ignore[no-untyped-def]
    """How many needs a day each of these people has: theirs for ever, and so not kept."""
    n = people.size
    for k in range(n):
        rate[k] = 1.0 / product.cycle
    if p.need_spread <= 0.0:
        return
    shape = 1.0 / (p.need_spread * p.need_spread)
    normal, test, low = floats(n), floats(n), floats(n)
    # loops of their own, so that the processor works on several people at a time
    for k in range(n):
        normal[k], test[k], low[k], _d = uniforms_inlined(key, people[k], _PERSON_DAY, _D_CUSTOM, 0)
    for k in range(n):
        normal[k] = normal_quantile(normal[k])
    for k in range(n):
        low[k] = fast_exp(fast_log(low[k]) / shape)
    for k in range(n):
        test[k] = gamma_try(normal[k], test[k], shape)
    for k in range(n):
        drawn = test[k] * low[k]
        if test[k] < 0.0:
            drawn = gamma_draw(key, people[k], _PERSON_DAY, _D_CUSTOM, 0, shape)
        rate[k] *= drawn / shape


@kernel
def _need_anew(p, product, key, oldest, who, n, keys, join_day, next_need):  # type: ignore[no-untyped-def]
    """Draw the next need of the first ``n`` of these; what of it was not bought here in time was bought elsewhere.

    The days between two needs are drawn by the day on which the one before opened; the first need counts from the day
    of joining, which is open to it.
    """
    people, rate, u, need = words(n), floats(n), floats(n), floats(n)
    for k in range(n):
        people[k] = keys[who[k]]
    _rates(p, product, key, people, rate)
    while n > 0:
        for k in range(n):
            need[k] = next_need[who[k]]
        for k in range(n):
            u[k], _b, _c, _d = uniforms_inlined(key, people[k], np.int64(need[k]), _D_NEED, 0)
        for k in range(n):
            u[k] = math.ceil(min(-fast_log(u[k]) / max(rate[k], _LEAST), 1e6))
        m = 0
        for k in range(n):
            i = who[k]
            before = np.int64(join_day[i]) - 1 if need[k] == NO_NEED else need[k]
            opens = int(min(before + u[k], float(_LAST)))
            next_need[i] = opens
            who[m], people[m], rate[m] = i, people[k], rate[k]
            m += (opens == NO_NEED) | (opens < oldest)
        n = m


@scalar
def _fen(product, lever, hot):  # type: ignore[no-untyped-def]
    """Price today of the product, or of the hot item, in fen."""
    cut = (1.0 - lever.discount) * (1.0 - lever.hot_item * hot)
    return int(math.floor(product.price * 100.0 * cut + 0.5))


@scalar
def _mixed(p, fit, trust, proof, price):  # type: ignore[no-untyped-def]
    """Constant elasticity of substitution, from product (``mixing`` 0) to weighted mean (1)."""
    total = p.fit + p.trust + p.proof + p.price
    if total <= 0.0:
        return 1.0
    rho = p.mixing if p.mixing >= 0.01 else 0.0
    return ces(fit, trust, proof, price, (p.fit, p.trust, p.proof, p.price), rho, _LEAST)


@kernel
def buy(  # type: ignore[no-untyped-def]  # noqa: PLR0915 - one decision, step by step
    p, group, lever, product, key, day, rows, keys, join_day, visits, pushed, interests, means, trust, fatigue,
    gratitude, effort, purchases, last_purchase, next_need, spent, stage, purchase,
):  # fmt: skip
    """Let those whom the group reached and who need the product, or whom a push woke, decide."""
    if product.price <= 0.0 or lever.closed > 0.0:
        return 0
    offered = (group.pushes > 0.0) & (p.impulse > 0.0)
    oldest = day - int(p.patience)
    who = counts(rows.size)
    n = 0
    for k in range(rows.size):  # without branches: who needs something cannot be foreseen
        i = rows[k]
        who[n] = i
        n += (next_need[i] <= day) | (offered & ((pushed[i] | visits[i]) > 0))
    late = counts(n)
    n_late = 0
    for k in range(n):
        i = who[k]
        late[n_late] = i
        n_late += (next_need[i] == NO_NEED) | (next_need[i] < oldest)
    _need_anew(p, product, key, oldest, late, n_late, keys, join_day, next_need)
    u_wakes, u_buys = floats(n), floats(n)
    draw_two(key, keys, who[:n], day, _D_BUY, u_wakes, u_buys)
    promise = min(1.0, product.promise + lever.promise_more)
    worth = fast_log(product.worth) + p.promise * promise
    proof = p.alone + (1.0 - p.alone) * saturation(group.sales_seen / p.proof_sales)
    most = max(1.0, proof) + 1e-6
    pressed = fast_exp(p.last_days * group.closing_soon)
    usual, known = pressed * p.close, pressed * (p.close + p.familiar * (1.0 - p.close))
    ceiling = floats(4)
    for kind in range(4):  # by whether they bought before, and whether they visit
        ceiling[kind] = most * (max(usual, known) if kind > 1 else usual) * (1.0 if kind % 2 else p.glance)
    maybe = counts(n)
    m = 0
    for k in range(n):  # whatever the rest is: most need not be looked at
        i = who[k]
        maybe[m] = k
        limit = ceiling[2 * (purchases[i] > 0) + (visits[i] > 0)]
        need = next_need[i]
        m += (u_buys[k] < limit) & ((need <= day) | (u_wakes[k] < p.impulse) & (need != NEVER))
    served, n_served = late, 0
    weights = p.fit + p.trust + p.proof + p.price
    per_weight, certain = ((1.0 + 1e-6) / weights, 1e-6) if weights > 0.0 else (0.0, 1.0)
    missed = p.reference * (group.usual_discount - lever.discount)
    per_width = -0.5 / p.reach_of_goods**2
    for q in range(m):
        k = int(maybe[q])
        i = who[k]
        need = np.int64(next_need[i])
        reached = (pushed[i] > 0) | (visits[i] > 0)
        if need > day and not (offered and reached and u_wakes[k] < p.impulse):
            continue
        before = purchases[i] > 0
        chance = known if before else usual
        chance *= fast_exp(-p.fatigue * fatigue[i]) * (1.0 if visits[i] > 0 else p.glance)
        sated = p.sated * fast_exp((last_purchase[i] - day) / product.cycle) if before else 0.0
        if need > day and not (offered and reached and u_wakes[k] < p.impulse * (1.0 - sated)):
            continue
        match = fast_exp(per_width * (interests[i, 0] ** 2 + interests[i, 1] ** 2))
        fit = min(1.0, group.need * (match + lever.push_relevance * (1.0 - match)))
        faith = clip(trust[i] + p.gratitude * saturation(gratitude[i]), 0.0, 1.0)
        # a mean of powers up to 1 is at most the weighted mean, here at a price that is no matter: most are out
        bound = (p.fit * fit + p.trust * faith + p.proof * proof + p.price) * per_weight
        if u_buys[k] >= chance * max(bound, certain):
            continue
        hot = lever.hot_item > 0.0 and (not before or uniform(key, keys[i], day, _D_BUY, 2) < p.bargain)
        fen = _fen(product, lever, hot)
        dear = fast_log(max(fen, 1) / 100.0 / means[i]) - worth + missed
        chance *= _mixed(p, fit, faith, proof, logistic(-dear / p.price_noise))
        if u_buys[k] >= chance:
            continue
        which = _SECOND if purchases[i] == 1 else 0 if before else _FIRST
        purchase[i] = _BOUGHT | which | (_HOT if hot else 0)
        stage[i] |= _STAGE_BOUGHT | (_STAGE_AGAIN if before else 0)
        purchases[i] = min(255, np.int64(purchases[i]) + 1)
        last_purchase[i] = day
        spent[i] += fen
        effort[i] += p.effort
        served[n_served] = i
        n_served += need <= day or uniform(key, keys[i], day, _D_BUY, 3) < p.forward
    _need_anew(p, product, key, oldest, served, n_served, keys, join_day, next_need)
    return 0


@kernel
def book(p, group, lever, product, day, touched, purchase, feed):  # type: ignore[no-untyped-def]
    """Count what was bought and what it brought in, in whole fen; tomorrow sees it."""
    if product.price <= 0.0:
        return 0
    fen, hot_fen = _fen(product, lever, False), _fen(product, lever, True)
    cost = int(math.floor(product.price * 100.0 * product.cost_share + 0.5))
    hot_cost = int(math.floor(cost * (1.0 - p.hot_saving * lever.hot_item) + 0.5))
    sales, first, second, hot, complaints, stopped, paid, back = 0, 0, 0, 0, 0, 0, 0, 0
    for k in range(group.n_touched):
        told = purchase[touched[k]]
        if told == 0:
            continue
        is_hot = (told & _HOT) > 0
        price = hot_fen if is_hot else fen
        sales += 1
        hot += is_hot
        first += (told & _FIRST) > 0
        second += (told & _SECOND) > 0
        stopped += (told & _STOPPED) > 0
        paid += price
        if told & _COMPLAINED:
            complaints += 1
            back += int(math.floor(price * product.refund + 0.5))
    group.sales = sales
    group.sales_repeat = sales - first
    group.sales_hot = hot
    group.bought = first
    group.bought_again = second
    group.complaints = complaints
    group.stopped = stopped
    group.revenue_sales = paid / 100.0
    group.refunds = back / 100.0
    group.goods = ((sales - hot) * cost + hot * hot_cost) / 100.0
    group.conversion = sales / group.reached if group.reached > 0.0 else 0.0
    group.service_due = (sales + complaints) * product.service_minutes / 60.0
    feed[_COMPLAINT, day] = complaints
    seen = group.sales_seen * 2.0 ** (-1.0 / p.proof_days) + sales - p.bad_word * complaints
    group.sales_seen = max(0.0, seen)
    group.usual_discount += (1.0 - 2.0 ** (-1.0 / p.reference_days)) * (lever.discount - group.usual_discount)
    return 0


class Buy(Mechanism):
    r"""When members need the product, and whether they buy it here (R14, M1, M3, D5, D19).

    **Needs** are a Poisson process of one's own, whatever the group does: the days between two are geometric with
    rate :math:`\lambda_i`, gamma between people (mean ``1 / product.cycle``, coefficient of variation
    ``need_spread``), and each is drawn by person and by the day on which the one before opened. A need stays open for
    ``patience`` days and is then served elsewhere. A push that reached a member, or that a visitor saw, wakes a
    need with probability ``impulse`` (less soon after a purchase); what is bought so is, with probability ``forward``, bought instead of the
    next need.

    **Chance to buy** on a day on which the group reaches a member in need:

    .. math:: P = \bigl(c + (1 - c) f\,\mathbb{1}[bought\ before]\bigr)\Bigl(\sum_k w_k x_k^\rho \big/ \sum_k w_k\Bigr)^{1/\rho} e^{-\phi F_i}

    times ``glance`` if they only noticed something. The :math:`x_k`: fit :math:`\min(1, need\,(m_i + r(1 - m_i)))` with
    the match :math:`m_i = e^{-|x_i|^2/2b^2}` and how well goods are chosen, :math:`r`; trust, and help received;
    proof :math:`\alpha + (1 - \alpha)(1 - e^{-sales/s})` by purchases seen lately; price
    :math:`1/(1 + (price\,e^{u(d_u - d)} / (worth\cdot means_i\,e^{\pi\,promise}))^{1/\epsilon})` with willingness to pay
    in units of ``means``, and discount :math:`d` against the one they are used to, :math:`d_u`. :math:`\rho \to 0` is
    the product, where one lack spoils all, 1 the weighted mean. Selling before trust and buyers are there sells
    less if trust and proof weigh anything; that it does harm is not built in.

    With ``close`` = 1, no weights and everybody reached, purchases are those of the BG/NBD model (Fader, Hardie and
    Lee 2005); stopping for good is in ``deliver``. The hot item is cheaper; who has not bought yet takes it, and the
    share ``bargain`` of the others. With price 0 nothing is sold.
    """

    rows = ("R14", "R12", "R13", "M1", "M2", "M3", "D5", "D19")
    label = "Buying"
    parameters = (
        Parameter(name="close", default=0.085, low=0.01, high=0.4, kind=Kind.SHARE, label="Closing",
                  doc="Highest chance a day that a visitor with an open need buys here for the first time.", source=_HILLSTROM),
        Parameter(name="familiar", default=0.35, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Familiar",
                  doc="Share of the way from there to certainty that having bought here before is worth.", source=_CDNOW),
        Parameter(name="glance", default=0.35, low=0.0, high=1.0, none=1.0, kind=Kind.SHARE, label="Only noticed",
                  doc="Chance of buying of who only noticed something, relative to a visitor.", source=_HILLSTROM),
        Parameter(name="mixing", default=0.1, low=0.0, high=1.0, kind=Kind.SHARE, label="Mixing",
                  doc="How fit, trust, proof and price combine: 0 as a product, where one lack spoils all, 1 as a mean."),
        Parameter(name="fit", default=1.0, low=0.0, high=3.0, none=0.0, label="Weight of fit",
                  doc="How much it matters whether the product suits the member."),
        Parameter(name="trust", default=1.0, low=0.0, high=3.0, none=0.0, label="Weight of trust",
                  doc="How much trust in the operators matters."),
        Parameter(name="proof", default=0.5, low=0.0, high=3.0, none=0.0, label="Weight of proof",
                  doc="How much it matters whether others buy."),
        Parameter(name="price", default=3.0, low=0.0, high=6.0, none=0.0, label="Weight of the price",
                  doc="How much the price matters."),
        Parameter(name="price_noise", default=0.2, low=0.05, high=1.0, minimum=0.01, label="Spread of price feeling",
                  doc="Small makes willingness to pay a sharp line, large makes prices matter little."),
        Parameter(name="promise", default=1.0, low=-0.5, high=3.0, none=0.0, minimum=-10.0, label="Pull of the promise",
                  doc="Rise of log willingness to pay with the promise; negative if big words put members off."),
        Parameter(name="reach_of_goods", default=1.2, low=0.5, high=3.0, minimum=0.01, label="Reach of the goods",
                  doc="Distance in interests at which the match has fallen to 61 %."),
        Parameter(name="alone", default=0.5, low=0.0, high=1.3, none=1.0, label="Nobody else buys",
                  doc="Worth of a product that nobody was seen to buy, relative to one that many buy; above 1 if crowds put off."),
        Parameter(name="proof_sales", default=5.0, low=1.0, high=50.0, minimum=0.01, unit="sales", label="Enough proof",
                  doc="Purchases seen lately that give 63 % of all the proof there can be."),
        Parameter(name="proof_days", default=7.0, low=1.0, high=60.0, minimum=0.01, kind=Kind.DURATION, unit="days", label="Memory of sales",
                  doc="Half-life of what the group remembers of purchases."),
        Parameter(name="bad_word", default=3.0, low=0.0, high=20.0, none=0.0, unit="sales", label="Bad word",
                  doc="Purchases seen that one complaint outweighs."),
        Parameter(name="gratitude", default=0.0, low=-0.2, high=0.4, none=0.0, minimum=-1.0, label="Gratitude",
                  doc="What help received lately adds to trust when it comes to buying; negative if it makes demanding."),
        Parameter(name="last_days", default=0.0, low=-0.5, high=1.0, none=0.0, minimum=-10.0, maximum=10.0, label="Last days",
                  doc="Rise of the log chance to buy once members know that the group will close; negative if they lose interest."),
        Parameter(name="fatigue", default=0.05, low=0.0, high=0.2, none=0.0, label="Weight of fatigue",
                  doc="Fall of the log chance to buy per unit of push fatigue.",
                  source="assumption; linear in pushes lately felt, as visits are in the Pandora experiment"),
        Parameter(name="need_spread", default=1.6, low=0.0, high=3.0, none=0.0, maximum=20.0, label="Spread of needs",
                  doc="Coefficient of variation, between people, of how often they need the product.", source=_CDNOW),
        Parameter(name="patience", default=7.0, low=0.0, high=30.0, kind=Kind.DURATION, unit="days", label="Patience",
                  doc="Days for which a need stays open before it is served elsewhere; 0 is the day itself."),
        Parameter(name="impulse", default=0.55, low=0.0, high=0.9, none=0.0, kind=Kind.SHARE, label="Impulse",
                  doc="Chance that a push wakes a need in a member whom it reached.", source=_HILLSTROM),
        Parameter(name="sated", default=1.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Sated",
                  doc="How far a purchase of the same day keeps pushes from waking a need; this fades with the need cycle."),
        Parameter(name="forward", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Brought forward",
                  doc="Share of such purchases that stand for the next need, which then does not come."),
        Parameter(name="reference", default=1.0, low=0.0, high=4.0, none=0.0, label="Used to discounts",
                  doc="Rise of the felt log price per unit by which the discount falls short of the usual one; a larger one feels cheaper."),
        Parameter(name="reference_days", default=30.0, low=5.0, high=180.0, minimum=0.01, kind=Kind.DURATION, unit="days", label="Getting used to discounts",
                  doc="Half-life with which the discount of the day becomes the usual one."),
        Parameter(name="bargain", default=0.4, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Bargain hunters",
                  doc="Share of purchases by earlier buyers for which the hot item takes the place of the full price."),
        Parameter(name="hot_saving", default=0.5, low=0.0, high=1.0, kind=Kind.SHARE, label="Saved on the hot item",
                  doc="Share by which the goods of the hot item cost less, relative to how much cheaper it is sold."),
        Parameter(name="effort", default=0.1, low=0.0, high=1.0, none=0.0, unit="h", label="Effort of buying",
                  doc="What a purchase counts as effort put into the group."),
    )  # fmt: skip
    steps = {
        "buy": Step(buy, Over.TOUCHED, only_with=("product.price",)),
        "book": Step(book, Over.GROUP, only_with=("product.price",)),
    }
