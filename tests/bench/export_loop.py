"""What the exports are measured against: every row read with one statement, dumped as it comes.

    python -m tests.bench.export_loop driver|typed ADDRESS FILE

`driver` takes the values as the database's driver gives them, `typed` with SQLAlchemy's types.
"""

import json
import sys
from pathlib import Path

from factcheck.db import Database
from factcheck.publishing.reading import statement_of_checks


def main(how: str, url: str, file: str) -> None:
    database = Database(url)
    statement = statement_of_checks()
    names = [str(column) for column in statement.selected_columns]
    with (
        database.engine.connect().execution_options(yield_per=500) as connection,
        Path(file).open("w") as out,
    ):
        if how == "driver":
            compiled = statement.compile(database.engine, compile_kwargs={"literal_binds": True})
            rows = connection.exec_driver_sql(str(compiled))
        else:
            rows = connection.execute(statement)
        out.writelines(
            json.dumps(dict(zip(names, row, strict=True)), default=str) + "\n" for row in rows
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
