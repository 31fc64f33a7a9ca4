"""Compares many pairs with the wheel on all cores: `benches/cluster.py spark|dask PAIRS.ndjson [WORKERS]`.

A line is what `kidd batch` takes: {"id": …, "from": {"text": …}, "to": {"text": …}}. Each worker compares in its own process; what
comes back is a row a pair. docs/batch.md shows the two functions that matter.
"""

import json
import sys
import time


def compared(tables):
    """Spark's mapInPandas: tables of pairs in, tables of answers out."""
    import pandas

    for table in tables:
        yield pandas.DataFrame([answer(*pair) for pair in zip(table["id"], table["old"], table["new"])], columns=COLUMNS)


COLUMNS = ["id", "findings", "rules", "error"]


def answer(id, old, new):
    import kidd

    try:
        comparison = kidd.compare(old, new)
    except kidd.Error as error:
        # A bad pair is a row of its own, and no task fails.
        return id, None, None, str(error)
    return id, len(comparison.findings), ",".join(finding.rule for finding in comparison.findings), None


def pairs(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            yield pair["id"], pair["from"]["text"], pair["to"]["text"]


def spark(path, workers):
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master(f"local[{workers}]").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    table = session.createDataFrame(list(pairs(path)), "id long, old string, new string").repartition(4 * workers)
    table = table.cache()
    table.count()
    begun = time.monotonic()
    schema = "id long, findings long, rules string, error string"
    done = table.mapInPandas(compared, schema).toPandas()
    took = time.monotonic() - begun
    session.stop()
    return done, took


def dask(path, workers):
    import dask
    import dask.dataframe
    import pandas

    table = pandas.DataFrame(pairs(path), columns=["id", "old", "new"])
    parts = dask.dataframe.from_pandas(table, npartitions=4 * workers)
    empty = pandas.DataFrame({"id": [0], "findings": [0.0], "rules": [""], "error": [""]}).iloc[:0]
    begun = time.monotonic()
    # Threads do: kidd releases the lock of the interpreter while it compares.
    with dask.config.set(scheduler="threads", num_workers=workers):
        done = parts.map_partitions(lambda part: next(compared([part])), meta=empty).compute()
    return done, time.monotonic() - begun


def main():
    how, path = sys.argv[1:3]
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    done, took = {"spark": spark, "dask": dask}[how](path, workers)
    failed = int(done["error"].notna().sum())
    print(f"{how}, {workers} workers: {len(done)} pairs in {took:.1f} s, {len(done) / took:.0f} a second, {failed} with an error")


if __name__ == "__main__":
    main()
