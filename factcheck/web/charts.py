"""Charts as plain numbers: what the template draws as SVG, and says as words and as a table.

Nothing here knows of HTML. A chart has one message in words (`says`), which is what somebody hears
who cannot see it; each figure in its table may be a link to the list behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 640, 180
# Room at the left for numbers, at the foot for days.
LEFT, FOOT, TOP = 40, 22, 8


@dataclass(frozen=True)
class Cell:
    """A figure of the table; `href` is the list behind it."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Shape:
    """A rectangle or, with `path`, an outline; `look` names its style, `tip` what it stands for."""

    look: str
    tip: str
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    path: str = ""


@dataclass(frozen=True)
class Label:
    """Words in the picture; `anchor` is start, middle or end."""

    text: str
    x: float
    y: float
    anchor: str = "start"


@dataclass(frozen=True)
class Chart:
    """A picture, the sentence that it makes visible, and its figures."""

    name: str
    title: str
    says: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shapes: tuple[Shape, ...] = ()
    labels: tuple[Label, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    height: int = HEIGHT
    width: int = WIDTH
    lines: tuple[float, ...] = field(default=())


def nice_top(largest: float) -> int:
    """The round number, 1, 2 or 5 times a power of ten, at which an axis ends."""
    size = 1
    while True:
        for step in (1, 2, 5):
            if size * step >= largest:
                return size * step
        size *= 10


def stacked_area(
    *,
    name: str,
    title: str,
    says: str,
    places: Sequence[str],
    series: Sequence[tuple[str, str, Sequence[int]]],
    head: tuple[str, ...],
    rows: tuple[tuple[Cell, ...], ...],
) -> Chart:
    """Areas on top of each other: `series` lists label, look and one number a place."""
    totals = [sum(values[at] for _label, _look, values in series) for at in range(len(places))]
    top = nice_top(max([*totals, 1]))
    across = _spread(len(places))
    floor = [0] * len(places)
    shapes = []
    for label, look, values in series:
        ceiling = [low + value for low, value in zip(floor, values, strict=True)]
        upper = [f"{x:.1f},{_y(high, top):.1f}" for x, high in zip(across, ceiling, strict=True)]
        lower = [f"{x:.1f},{_y(low, top):.1f}" for x, low in zip(across, floor, strict=True)]
        shapes.append(Shape(look, label, path=f"M{' L'.join(upper + lower[::-1])}Z"))
        floor = ceiling
    return Chart(
        name,
        title,
        says,
        head,
        rows,
        tuple(shapes),
        (*_axis(top), *_ends(places)),
        tuple((label, look) for label, look, _values in series),
        lines=(_y(top, top), _y(top / 2, top), _y(0, top)),
    )


def paired_bars(
    *,
    name: str,
    title: str,
    says: str,
    places: Sequence[str],
    series: Sequence[tuple[str, str, Sequence[int]]],
    head: tuple[str, ...],
    rows: tuple[tuple[Cell, ...], ...],
) -> Chart:
    """Bars side by side at each place."""
    top = nice_top(max([value for *_names, values in series for value in values] + [1]))
    room = (WIDTH - LEFT) / len(places)
    wide = max(1.0, room * 0.8 / len(series))
    shapes = [
        Shape(
            look,
            f"{place}: {label} {values[at]}",
            LEFT + at * room + nth * wide + room * 0.1,
            _y(values[at], top),
            wide,
            _y(0, top) - _y(values[at], top),
        )
        for at, place in enumerate(places)
        for nth, (label, look, values) in enumerate(series)
    ]
    return Chart(
        name,
        title,
        says,
        head,
        rows,
        tuple(shapes),
        (*_axis(top), *_ends(places)),
        tuple((label, look) for label, look, _values in series),
        lines=(_y(top, top), _y(top / 2, top), _y(0, top)),
    )


@dataclass(frozen=True)
class Line:
    """A lying bar: its label, its parts `(look, tip, value)`, words at its end."""

    label: str
    parts: tuple[tuple[str, str, float], ...]
    end: str = ""


def lying_bars(
    *,
    name: str,
    title: str,
    says: str,
    lines: Sequence[Line],
    head: tuple[str, ...],
    rows: tuple[tuple[Cell, ...], ...],
    legend: tuple[tuple[str, str], ...] = (),
    whole: bool = False,
) -> Chart:
    """One bar a line, its parts one after the other; with `whole` each is drawn to full length."""
    high, left, right = 26, 190, 110
    room = WIDTH - left - right
    longest = max([sum(part[2] for part in one.parts) for one in lines] + [0]) or 1
    shapes, labels = [], []
    for at, line in enumerate(lines):
        total = sum(part[2] for part in line.parts)
        unit = room / (total or 1) if whole else room / longest
        x, y = float(left), TOP + at * high
        for look, tip, value in line.parts:
            if value:
                shapes.append(Shape(look, f"{line.label}: {tip}", x, y, value * unit, high - 8))
            x += value * unit
        labels.append(Label(_short(line.label), left - 8, y + 13, "end"))
        labels.append(Label(line.end, x + 8, y + 13))
    height = TOP * 2 + high * len(lines)
    return Chart(name, title, says, head, rows, tuple(shapes), tuple(labels), legend, height)


def _short(label: str, most: int = 26) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"


def _y(value: float, top: float) -> float:
    return TOP + (HEIGHT - TOP - FOOT) * (1 - value / top)


def _spread(count: int) -> list[float]:
    step = (WIDTH - LEFT) / max(1, count - 1)
    return [LEFT + at * step for at in range(count)]


def _axis(top: int) -> tuple[Label, ...]:
    marks = [0, top] if top < 2 else [0, top // 2 if top % 2 == 0 else top / 2, top]
    return tuple(Label(f"{mark:g}", LEFT - 8, _y(mark, top) + 4, "end") for mark in marks)


def _ends(places: Sequence[str]) -> tuple[Label, ...]:
    return (Label(places[0], LEFT, HEIGHT - 5), Label(places[-1], WIDTH, HEIGHT - 5, "end"))
