"""What one would type: the examples that end each command's --help.

They stand together so that they speak of the same desk, files and people.
"""

import click

EXAMPLES: dict[str, tuple[str, ...]] = {
    "extract": (
        "factcheck extract article.txt",
        "curl -s https://example.org/story | factcheck extract --json - | jq .claims",
        "factcheck extract --jsonl articles.jsonl > found.jsonl",
    ),
    "rank": (
        "factcheck rank --jsonl sentences.jsonl",
        "factcheck rank --jsonl - < sentences.jsonl | jq 'select(.score >= .5)'",
    ),
    "match": (
        "factcheck match --claims checked.jsonl --queries posts.jsonl --top 5",
        "factcheck match --claims checked.jsonl --queries - < posts.jsonl",
    ),
    "compare": (
        'factcheck compare --quote "We will build 42 bridges" --source transcript.txt',
        """factcheck compare --jsonl pairs.jsonl | jq -r 'select(.result != "verbatim") | .id'""",
    ),
    "fetch": (
        "factcheck fetch https://example.org/ --json",
        "factcheck fetch --jsonl addresses.jsonl > pages.jsonl",
    ),
    "demo": ("factcheck demo", "factcheck demo --port 8080 --data ./demo --no-browser"),
    "up": ("factcheck up", "factcheck up --port 8080 --data ./desk --workers 4"),
    "web": (
        "factcheck web --bind 127.0.0.1:8000",
        "factcheck web --bind 0.0.0.0:8000 --processes 2",
    ),
    "relay": ("factcheck relay", "factcheck relay --data ./desk"),
    "worker": ("factcheck worker", "factcheck worker --outside"),
    "ingest": (
        "factcheck ingest article.txt --published 2024-10-16",
        "factcheck ingest stories/ https://example.org/story --json",
        "factcheck ingest --dry-run stories/",
    ),
    "feed add": (
        "factcheck feed add https://example.org/rss.xml",
        "factcheck feed add https://example.org/rss.xml --yes --json",
    ),
    "feed list": ("factcheck feed list", "factcheck feed list --json | jq .url"),
    "feed poll": ("factcheck feed poll", "factcheck feed poll 3 4 --json"),
    "feed pause": ("factcheck feed pause 3", "factcheck feed pause 3 --data ./desk"),
    "feed resume": ("factcheck feed resume 3", "factcheck feed resume 3 --data ./desk"),
    "feed remove": (
        "factcheck feed remove 3",
        "factcheck feed remove https://example.org/rss.xml",
    ),
    "source add": (
        "factcheck source add transcript.pdf speeches/",
        "factcheck source add https://example.org/speech --title 'Speech of 3 May'",
        "factcheck source add --dry-run speeches/",
    ),
    "import claimreview": (
        "factcheck import claimreview feed.json",
        "factcheck import claimreview https://fact.example/check",
    ),
    "export": (
        "factcheck export --format claimreview > checks.jsonl",
        "factcheck export --format csv --since 2026-01-01 --output checks.csv",
    ),
    "mcp": ("factcheck mcp", "factcheck mcp --data ./desk --base https://checks.example.org"),
    "worth refit": ("factcheck worth refit", "factcheck worth refit --apply"),
    "worth list": ("factcheck worth list", "factcheck worth list --json"),
    "worth use": ("factcheck worth use 2", "factcheck worth use 0"),
    "semantic fetch": ("factcheck semantic fetch", "factcheck semantic fetch --data ./desk"),
    "audit verify": (
        "factcheck audit verify",
        "factcheck audit verify --checkpoint kept.json --json",
        "factcheck audit verify check.json --key audit-key.pub",
    ),
    "audit export": (
        "factcheck audit export > log.jsonl",
        "factcheck audit export | factcheck audit verify --file -",
    ),
    "audit checkpoint": (
        "factcheck audit checkpoint > kept.json",
        "factcheck audit checkpoint --since kept.json > new.json",
    ),
    "audit key": ("factcheck audit key > audit-key", "FACTCHECK_AUDIT_KEY=$(factcheck audit key)"),
    "audit consistent": (
        "factcheck audit consistent kept.json new.json",
        "factcheck audit consistent kept.json new.json --key audit-key.pub --json",
    ),
    "audit bundle": (
        "factcheck audit bundle SLUG -o check.json",
        "factcheck audit bundle SLUG | factcheck audit verify -",
    ),
    "backup": (
        "factcheck backup /backups/monday",
        "factcheck backup --data ./desk --json /backups/$(date +%F)",
    ),
    "restore": (
        "factcheck restore --data ./restored /backups/monday",
        "FACTCHECK_DATABASE_URL=postgresql://…/empty factcheck restore /backups/monday",
    ),
    "db upgrade": ("factcheck db upgrade", "factcheck db upgrade --data ./desk"),
    "db current": ("factcheck db current", "factcheck db current --data ./desk"),
    "user add": (
        "factcheck user add ed@example.org --role editor",
        "factcheck user add ada@example.org --name 'Ada Stone' --role admin --role editor",
    ),
    "user change": (
        "factcheck user change ed@example.org --role editor --role reviewer",
        "factcheck user change ed@example.org --closed",
    ),
    "user password": (
        "factcheck user password ed@example.org",
        "factcheck user password ed@example.org --data ./desk",
    ),
    "user list": ("factcheck user list", "factcheck user list --json | jq .email"),
    "token add": (
        "factcheck token add ed@example.org --scope claims:read",
        "factcheck token add ed@example.org --scope tasks:read --days 90 --name newsletter",
    ),
    "token list": ("factcheck token list", "factcheck token list --json"),
    "token revoke": ("factcheck token revoke 3", "factcheck token revoke 3 --data ./desk"),
    "doctor": ("factcheck doctor", "factcheck doctor --json"),
}


def show_examples(command: click.Command, path: str) -> None:
    """End the help of a command, and of those under it, with what one would type."""
    if isinstance(command, click.Group):
        for name, part in command.commands.items():
            show_examples(part, f"{path} {name}")
    if path in EXAMPLES:
        lines = "\n".join(f"  {line}" for line in EXAMPLES[path])
        # \b keeps click from running the lines together.
        command.epilog = f"\b\nExamples:\n{lines}"
