"""One edit: a run of the alignment and what it means."""

from dataclasses import dataclass, field

from factcheck.context.comparison.tokens import Token


@dataclass(slots=True)
class Edit:
    """A run of the alignment: the tokens on both sides and, once judged, what it means."""

    published: list[Token] = field(default_factory=list)
    source: list[Token] = field(default_factory=list)
    type: str = ""
    material: bool = False
    # Tokens equal on both sides that stand right before and after.
    before: Token | None = None
    after: Token | None = None
    omitted: tuple[int, int] | None = None

    @property
    def same(self) -> bool:
        """Whether both sides say the same in the same letters."""
        return self.type == "same"

    def say(self, type_: str, *, material: bool = False) -> None:
        """Judge the edit."""
        self.type, self.material = type_, material
