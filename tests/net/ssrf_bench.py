"""The fetch bench: every case in a fresh process, inside a network namespace full of canaries.

    python tests/net/ssrf_bench.py            its own cases
    python tests/net/ssrf_bench.py CASES.tsv  the cases of a file: id, category, case

Needs Linux, `unshare`, `ip` and `openssl`. Each case runs `factcheck fetch URL --json`. What counts
is what the canaries and the stub resolver saw, judged by a list of public stand-ins that has
nothing to do with the product's address table. Before that, plain httpx goes the same way: if it
reaches no inner address, the bench is broken. The last line of the output is a summary as JSON; the
exit status is 0 when every promise held.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import click  # noqa: E402
import httpx  # noqa: E402
from ssrf_cases import GOOD, REFUSED, Case, file_cases, own_cases  # noqa: E402
from ssrf_world import CANARY, STAND_INS, World  # noqa: E402

from factcheck.cli.fetch import fetch_command  # noqa: E402

MEMORY = 600 * 1024 * 1024
SECONDS = 25.0
INSIDE = "FACTCHECK_BENCH_INSIDE"
CONTROL_TLS = httpx.create_ssl_context()


@dataclass
class Outcome:
    """What one case did. `faults` says which promises it broke."""

    case: Case
    answer: dict[str, Any]
    seconds: float
    peak_bytes: int
    faults: list[str] = field(default_factory=list)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get(INSIDE, name))
        if INSIDE not in os.environ:
            return enter_namespace(folder)
        os.environ["SSL_CERT_FILE"] = str(folder / "good.pem")
        world = start_world(folder)
        try:
            return run(folder)
        finally:
            os.kill(world, signal.SIGKILL)
            os.waitpid(world, 0)


def enter_namespace(folder: Path) -> int:
    """Start this script again where every address is local and names come from our resolver."""
    (folder / "resolv.conf").write_text("nameserver 127.0.0.1\n")
    (folder / "canary.txt").write_bytes(CANARY)
    make_certificate(folder / "good.pem", "public.test")
    make_certificate(folder / "bad.pem", "elsewhere.test")
    set_up = (
        "ip link set lo up && ip route add local 0.0.0.0/0 dev lo && "
        "ip -6 route add local ::/0 dev lo && "
        f'mount --bind {folder}/resolv.conf /etc/resolv.conf && exec "$@"'
    )
    options = "-nm" if os.geteuid() == 0 else "-rnm"
    command = ["unshare", options, "sh", "-c", set_up, "sh", sys.executable, *sys.argv]
    done = subprocess.run(command, env=os.environ | {INSIDE: str(folder)}, check=False)
    return done.returncode


def make_certificate(path: Path, host: str) -> None:
    options = f"-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN={host}"
    subprocess.run(
        [
            *["openssl", "req", *options.split(), "-addext", f"subjectAltName=DNS:{host}"],
            *["-keyout", path, "-out", path.with_suffix(".crt")],
        ],
        check=True,
        capture_output=True,
    )
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())


def start_world(folder: Path) -> int:
    (folder / "seen.jsonl").touch()
    ready, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        World(folder).start()
        os.write(told, b"x")
        while True:
            time.sleep(3600)
    os.read(ready, 1)
    return pid


def run(folder: Path) -> int:
    cases = list(file_cases(Path(sys.argv[1])) if len(sys.argv) > 1 else own_cases(folder))
    seen = Seen(folder / "seen.jsonl")
    controls = [case for case in cases if case.control and not case.slow]
    reached = sum(control_reaches(case, folder, seen) for case in controls)
    outcomes = [
        outcome for case in cases if not case.slow for outcome in bench([case], folder, seen)
    ]
    outcomes += bench([case for case in cases if case.slow], folder, seen)
    return report(outcomes, reached, len(controls))


class Seen:
    """What the world noted since the last look."""

    def __init__(self, path: Path) -> None:
        self._file = path.open(encoding="utf-8")

    def new(self) -> list[dict[str, Any]]:
        # A connection is accepted by the system before the world has noted it.
        time.sleep(0.02)
        return [json.loads(line) for line in self._file]


def inner_hits(seen: Iterable[dict[str, Any]]) -> list[str]:
    return [
        f"{hit['address']}:{hit['port']}"
        for hit in seen
        if "address" in hit and (hit["address"] not in STAND_INS or hit["port"] not in (80, 443))
    ]


def control_reaches(case: Case, folder: Path, seen: Seen) -> bool:
    def unguarded() -> None:
        with httpx.Client(
            trust_env=False, follow_redirects=True, timeout=0.5, verify=CONTROL_TLS
        ) as client:
            client.get(case.url)

    wait_for([start(case, unguarded, folder)])
    return bool(inner_hits(seen.new()))


def bench(cases: list[Case], folder: Path, seen: Seen) -> list[Outcome]:
    """Run the cases at the same time; what is seen meanwhile counts against each of them."""
    started = [start(case, lambda case=case: guarded(case), folder) for case in cases]
    outcomes = [
        judge(case, *ended, folder) for case, ended in zip(cases, wait_for(started), strict=True)
    ]
    noted = seen.new()
    for outcome in outcomes:
        outcome.faults += [f"reached {hit}" for hit in inner_hits(noted)]
        if len(cases) == 1:
            # The C library asks again by itself when the answers outgrow its buffer.
            look_ups = sum(1 for entry in noted if entry.get("kind") == 1 and entry["answers"] < 16)
            if look_ups > 1 + outcome.answer.get("hops", 0):
                outcome.faults.append(f"{look_ups} look-ups")
    return outcomes


def guarded(case: Case) -> None:
    # The empty address and those that begin with "-" are cases too.
    fetch_command.main(["--json", "--", case.url], prog_name="fetch", standalone_mode=True)


def start(case: Case, work: Any, folder: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 99
    try:
        for number, name in ((1, "out"), (2, "err")):
            opened = os.open(folder / f"{case.id}.{name}", os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
            os.dup2(opened, number)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        work()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, UnicodeError, click.ClickException):
        status = 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        (folder / f"{case.id}.peak").write_text(str(peak))
        os._exit(status)


def wait_for(pids: list[int]) -> list[tuple[int, float, int]]:
    """Exit status, seconds and peak bytes of each; what takes too long is killed (status -9)."""
    begun = time.monotonic()
    ended: dict[int, tuple[int, float, int]] = {}
    while len(ended) < len(pids):
        for pid in pids:
            if pid in ended:
                continue
            done, status, usage = os.wait4(pid, os.WNOHANG)
            seconds = time.monotonic() - begun
            if done:
                code = os.waitstatus_to_exitcode(status)
                ended[pid] = (code, seconds, usage.ru_maxrss * 1024)
            elif seconds > SECONDS:
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.005)
    return [ended[pid] for pid in pids]


def judge(case: Case, status: int, seconds: float, peak: int, folder: Path) -> Outcome:
    out, err = (folder / f"{case.id}.{name}" for name in ("out", "err"))
    peak_file = folder / f"{case.id}.peak"
    if peak_file.exists():
        peak = max(peak, int(peak_file.read_text()) * 1024)
    printed = out.read_text(encoding="utf-8")
    logged = err.read_text(encoding="utf-8").splitlines()
    outcome = Outcome(case, read_json(printed), seconds, peak)
    lines = [read_json(line) for line in logged]
    if [line.get("event") for line in lines] != ["fetch"]:
        outcome.faults.append(f"{len(logged)} log lines")
    outcome.answer["hops"] = lines[0].get("hops", 0) if lines else 0
    if status not in (0, 1) or ("refused" in outcome.answer) != (status == 1):
        outcome.faults.append(f"exit status {status}")
    if case.expected == REFUSED and "refused" not in outcome.answer:
        outcome.faults.append("not refused")
    if case.expected == GOOD and outcome.answer.get("status") != 200:
        outcome.faults.append(f"not fetched: {outcome.answer.get('refused')} {logged}")
    if CANARY.decode() in printed or any(CANARY.decode() in line for line in logged):
        outcome.faults.append("the canary's words came out")
    if seconds > SECONDS:
        outcome.faults.append("too slow")
    if peak > MEMORY:
        outcome.faults.append("too much memory")
    return outcome


def read_json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def report(outcomes: list[Outcome], reached: int, controls: int) -> int:
    ran = Counter(outcome.case.category for outcome in outcomes)
    held = Counter(outcome.case.category for outcome in outcomes if not outcome.faults)
    for category, count in ran.items():
        print(f"{category:28} {held[category]:4} of {count:4}")
    for outcome in outcomes:
        if outcome.faults:
            print(f"FAULT {outcome.case.id} {outcome.case.url[:90]!r}: {'; '.join(outcome.faults)}")
    said = {
        outcome.answer.get("message")
        for outcome in outcomes
        if outcome.answer.get("refused") == "address"
    }
    good = [outcome for outcome in outcomes if outcome.case.expected == GOOD]
    summary = {
        "cases": len(outcomes),
        "held": held.total(),
        "inner_hits": sum(1 for o in outcomes if any("reached" in fault for fault in o.faults)),
        "good": f"{sum(not outcome.faults for outcome in good)}/{len(good)}",
        "messages_for_unreachable": len(said),
        "longest_seconds": round(max(outcome.seconds for outcome in outcomes), 1),
        "largest_peak_mb": max(outcome.peak_bytes for outcome in outcomes) // 1_000_000,
        "unguarded_reached": f"{reached}/{controls}",
    }
    print(json.dumps(summary))
    return 0 if held.total() == len(outcomes) and reached > controls / 3 and len(said) <= 1 else 1


if __name__ == "__main__":
    missing = [tool for tool in ("unshare", "ip", "openssl") if shutil.which(tool) is None]
    if missing:
        sys.exit(
            f"The bench needs {', '.join(missing)}. Install them (util-linux, iproute2, openssl)."
        )
    sys.exit(main())
