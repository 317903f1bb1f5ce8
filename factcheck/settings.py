"""What an operator may set, from the environment (`FACTCHECK_…`) or the command line."""

import re
import secrets
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Mode = Literal["local", "demo", "production"]


def default_data_dir() -> Path:
    return Path.home() / ".local" / "share" / "factcheck"


class ProviderSettings(BaseModel):
    """One outside provider's settings; what is left empty is as docs/context.md says.

    In the environment each has the provider's name before it: `FACTCHECK_WIKIPEDIA_URL`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field(default="", description="Base address of the service.")
    key: str = Field(default="", repr=False, description="What the service knows this desk by.")
    seconds: float | None = Field(default=None, gt=0, le=60, description="Time budget for a task.")
    rate: int | None = Field(default=None, ge=1, description="Requests a minute, of all workers.")


class OidcSettings(BaseModel):
    """The provider that staff sign in through (OpenID Connect); see docs/sign-in.md.

    In the environment: `FACTCHECK_OIDC_ISSUER` and so on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str = Field(default="", description="Address of the provider; empty: no such sign-in.")
    client_id: str = Field(default="", description="What the provider knows this desk by.")
    client_secret: str = Field(default="", repr=False, description="Empty for a public client.")
    client_secret_file: Path | None = Field(default=None, description="File with the secret.")
    claim: str = Field(
        default="groups", description="The claim with a person's groups; dots lead into objects."
    )
    roles: dict[str, str | tuple[str, ...]] = Field(
        default_factory=dict,
        description='What a group is at this desk, as JSON: {"fact-checkers": ["reviewer"]}.',
    )
    label: str = Field(default="", max_length=60, description="What the button calls the provider.")
    scopes: str = Field(default="openid profile email", description="What is asked for.")
    allow_cidrs: str = Field(
        default="", description="Inner address ranges in which the provider may be."
    )


class Settings(BaseSettings):
    """All settings, validated once at start. Environment variables carry the prefix FACTCHECK_."""

    model_config = SettingsConfigDict(
        env_prefix="FACTCHECK_",
        env_ignore_empty=True,  # compose files hand on what is not set as an empty word
        extra="ignore",
        frozen=True,
        env_nested_delimiter="_",
        env_nested_max_split=1,
    )

    data: Path = Field(default_factory=default_data_dir, description="Folder of this desk's files.")
    database_url: str = Field(
        default="", description="SQLAlchemy address; empty: an SQLite file in the data folder."
    )
    redis_url: str = Field(
        default="", description="Address of a Redis or Valkey; empty: an embedded server."
    )
    secret_key: str = Field(
        default="", description="Signs form tokens; empty: made once and kept in the data folder."
    )
    audit_key: str = Field(
        default="",
        repr=False,
        description="Signs checkpoints; empty: made once and kept in the data folder.",
    )
    checkpoint_url: str = Field(
        default="",
        repr=False,
        description="Where signed checkpoints of the log are copied, out of our own reach: an "
        "https address that takes a POST, a folder, or an fsspec address (s3://…).",
    )
    oidc: OidcSettings = OidcSettings()
    password_sign_in: bool = Field(
        default=True, description="Whether people may sign in with a password too."
    )
    mode: Mode = Field(
        default="local",
        description="`local` and `demo` serve loopback only; `production` serves others.",
    )
    public_url: str = Field(
        default="", description="Address under which readers see this desk; empty: as requested."
    )
    organisation: str = Field(default="Fact-check desk", description="Publisher's name.")
    language: Literal["en", "fr"] = Field(default="en", description="Language of the public pages.")
    secure_cookies: bool = Field(
        default=False, description="True behind HTTPS: cookies get Secure and the __Host- prefix."
    )
    proxies: int = Field(default=0, ge=0, le=5, description="Trusted reverse proxies in front.")
    fetch_allow_cidrs: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Inner address ranges that may be fetched; for tests only."
    )
    fetch_deny_cidrs: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="This installation's own public addresses, never fetched."
    )
    fetch_ports: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(80, 443), description="Ports that may be fetched."
    )
    archive_url: str = Field(
        default="",
        description="Where copies of pages are kept: a folder or an fsspec address (s3://…); "
        "empty: a folder in the data folder.",
    )
    recheck_hours: Annotated[tuple[float, ...], NoDecode] = Field(
        default=(1, 6, 24, 72, 168, 720),
        min_length=1,
        description="Hours after which a page is fetched again, ever rarer; the last one repeats.",
    )
    recheck_days: int = Field(
        default=90,
        ge=1,
        description="How many days after an approval its pages are still looked at.",
    )
    recheck_batch: int = Field(
        default=20, ge=1, description="How many pages are fetched again in a minute at most."
    )
    feed_minutes: float = Field(
        default=15, gt=0, description="How often a feed is asked when all is well."
    )
    feed_pace_seconds: float = Field(
        default=1, ge=0.1, description="Least time between two pages that feeds ask of one site."
    )
    api_rate: int = Field(
        default=6000, ge=0, description="Requests a minute that a token may make; 0: any number."
    )
    public_datasets: bool = Field(
        default=True,
        description="Whether anybody may read all checked claims at once, without a token.",
    )
    contact: str = Field(
        default="",
        max_length=200,
        description="Web or mail address that our user agent gives to those we fetch from.",
    )
    cache_megabytes: int = Field(
        default=200, ge=0, description="Room for kept answers of others in the data folder."
    )
    providers: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Outside providers that are asked; `all` for every one."
    )
    linked_pages: ProviderSettings = ProviderSettings()
    wikipedia: ProviderSettings = ProviderSettings()
    wikidata: ProviderSettings = ProviderSettings()
    fact_check_tools: ProviderSettings = ProviderSettings()
    gdelt: ProviderSettings = ProviderSettings()
    internet_archive: ProviderSettings = ProviderSettings()
    searxng: ProviderSettings = ProviderSettings()
    semantic_model: Path | None = Field(
        default=None, description="Folder of a sentence encoder, to match claims by meaning too."
    )
    gather_seconds: float = Field(
        default=30, gt=0, le=300, description="How long all providers of a task may take together."
    )
    asked_at_once: int = Field(
        default=1, ge=1, description="Tasks for which outside providers are asked at a time."
    )
    lease_minutes: int = Field(default=15, ge=1, description="How long a reviewer holds a task.")
    job_lease_seconds: int = Field(
        default=30, ge=1, description="How long a worker holds a job before another may take it."
    )
    relay_interval: float = Field(default=0.5, gt=0, description="Seconds between relay rounds.")
    log_format: Literal["console", "json"] = "console"

    @field_validator("providers")
    @classmethod
    def only_known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        fields = cls.model_fields.items()
        known = [name for name, field in fields if field.annotation is ProviderSettings]
        for name in names:
            if name not in (*known, "all"):
                raise ValueError(f"“{name}” is no provider. Choose from {', '.join(known)}, all.")
        return names

    @field_validator("contact")
    @classmethod
    def one_plain_line(cls, value: str) -> str:
        if not re.fullmatch(r"[!-'*-~ ]*", value):
            raise ValueError("The contact is one line of plain characters, without brackets.")
        return value.strip()

    @field_validator(
        "fetch_allow_cidrs",
        "fetch_deny_cidrs",
        "fetch_ports",
        "recheck_hours",
        "providers",
        mode="before",
    )
    @classmethod
    def split_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @cached_property
    def log_name(self) -> str:
        """What the log is called in its checkpoints, once its first key is made."""
        return urlsplit(self.public_url).hostname or "factcheck"

    @cached_property
    def resolved_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'factcheck.sqlite3'}"

    @cached_property
    def resolved_secret_key(self) -> str:
        """The signing key; on first use it is written to the data folder, readable by us alone."""
        if self.secret_key:
            return self.secret_key
        file = self.data / "secret-key"
        try:
            return file.read_text().strip()
        except FileNotFoundError:
            self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            key = secrets.token_urlsafe(48)
            file.touch(mode=0o600)
            file.write_text(key)
            return key
