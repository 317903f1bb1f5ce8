"""Subtitles (SubRip and WebVTT) read into running text whose passages keep their time."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.context.passages import Passage, Place

_TIMES = re.compile(
    r"^[ \t]*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[ \t]*-->[ \t]*"
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^>]*>|\{\\[^}]*\}")
_LABEL = re.compile(r"^(?:>>\s*|[-–]\s*)?([A-Z][\w.'’ -]{0,40}?):\s+(?=\S)")
_NEW_SPEAKER = re.compile(r"^\s*(?:>>|[-–—](?=\s?\w))\s*")
# A passage gathers cues up to this length (code points) and then ends with a sentence...
_LONG_ENOUGH = 240
_LONGEST = 900
# ...or at a silence of so many seconds.
_SILENCE = 6.0


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    text: str
    speaker: str | None
    new_speaker: bool


def is_subtitles(text: str) -> bool:
    """Whether a text is SubRip or WebVTT: it says so, or one of its first lines is a time."""
    head = text.lstrip("\ufeff \t\r\n")[:400]
    return head.startswith("WEBVTT") or any(_TIMES.match(line) for line in head.splitlines()[:4])


def read_subtitles(text: str) -> tuple[str, list[Passage]]:
    """The spoken words as running text, and its passages with `timestamp` and `speaker`.

    Cue numbers, times, styling and notes are left out; lines that a rolling caption repeats are
    kept once. Offsets of the passages are into the returned text.
    """
    running: list[str] = []
    passages: list[Passage] = []
    position = 0
    for group in _group(_without_repeats(_cues(text))):
        words = " ".join(cue.text for cue in group)
        if running:
            running.append("\n\n")
            position += 2
        running.append(words)
        place = Place(timestamp=group[0].start, speaker=group[0].speaker)
        passages.append(Passage(words, position, position + len(words), place))
        position += len(words)
    return "".join(running), passages


def _cues(text: str) -> Iterator[_Cue]:
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        times = _TIMES.match(lines[at])
        at += 1
        if not times:
            continue
        body: list[str] = []
        while at < len(lines) and lines[at].strip() and not _TIMES.match(lines[at]):
            body.append(lines[at])
            at += 1
        start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        yield from _read_cue(start, end, body)


def _read_cue(start: float, end: float, lines: list[str]) -> Iterator[_Cue]:
    """The cue, once for each speaker who has a line in it."""
    gathered: list[str] = []
    speaker: str | None = None
    new = False
    for line in lines:
        voice = _VOICE.search(line)
        plain = html.unescape(_TAG.sub("", line)).strip()
        label = _LABEL.match(plain)
        named = voice.group(1).strip() if voice else label.group(1) if label else None
        opens = named is not None or bool(_NEW_SPEAKER.match(plain))
        if opens and gathered:
            yield _Cue(start, end, " ".join(gathered), speaker, new)
            gathered, speaker, new = [], None, False
        if opens:
            speaker, new = named, True
            plain = plain[label.end() :] if label else _NEW_SPEAKER.sub("", plain)
        if plain:
            gathered.append(plain)
    if gathered:
        yield _Cue(start, end, " ".join(gathered), speaker, new)


def _without_repeats(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """Rolling captions show a line, then the line with the next one: keep what is new."""
    previous = ""
    for cue in cues:
        text = cue.text
        if previous and text.startswith(previous):
            text = text[len(previous) :].strip()
        elif previous.endswith(text):
            text = ""
        previous = cue.text
        if text:
            yield _Cue(cue.start, cue.end, text, cue.speaker, cue.new_speaker)


def _group(cues: Iterator[_Cue]) -> Iterator[list[_Cue]]:
    group: list[_Cue] = []
    speaker: str | None = None
    for cue in cues:
        length = sum(len(other.text) + 1 for other in group)
        ended = bool(group) and group[-1].text.rstrip("\"'”’)").endswith((".", "!", "?", "…"))
        if group and (
            cue.new_speaker
            or cue.start - group[-1].end > _SILENCE
            or (ended and length >= _LONG_ENOUGH)
            or length >= _LONGEST
        ):
            yield group
            group = []
        if cue.new_speaker:
            speaker = cue.speaker
        group.append(_Cue(cue.start, cue.end, cue.text, speaker, cue.new_speaker))
    if group:
        yield group


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000
