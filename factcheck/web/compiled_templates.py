"""Templates compiled once a machine and not once a process, which would take a second."""

from contextlib import suppress
from importlib.metadata import version

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """Files in Jinja's own folder of this user. Each names its source's hash, so a changed template
    is compiled anew. A page never fails for want of a place to write."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def init_compiled_templates(app: Flask) -> None:
    # Nothing is worked out while compiling, or a filter's new code would not reach what was
    # compiled before from an unchanged template.
    app.jinja_env.optimized = False
    # The folder may belong to somebody else, or nothing may be written: then we do without.
    with suppress(OSError, RuntimeError):
        app.jinja_env.bytecode_cache = CompiledTemplates(
            pattern=f"factcheck_{version('jinja2')}_%s.cache"
        )
