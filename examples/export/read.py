"""How to read what `dateline export` writes, with pandas.

usage: read.py FOLDER     with reports.csv, reports-long.csv, reports.parquet, reports.jsonl, reports.geojson, plover.jsonl,
                          gdelt.tsv, acled.csv, ged.csv and mine.gold.jsonl; prints a summary of each as JSON
"""
import json
import re
import sys
from pathlib import Path

import pandas as pd


def read_csv(path, **types):
    """A CSV of ours. An empty cell is NA and nothing else is ("NA" and "null" are words); whole numbers that may be NA are Int64."""
    table = pd.read_csv(path, keep_default_na=False, na_values=[""], dtype=types, dtype_backend="numpy_nullable", lineterminator="\n")
    for name in table.select_dtypes("string"):
        table[name] = table[name].str.replace("^'", "", regex=True)  # put there so that no spreadsheet runs it
    return table


def members(cell):
    """A list of a CSV: | between its members, a backslash before what is meant as written, NA for an unknown one."""
    if pd.isna(cell):
        return []
    parts = re.findall(r"(?:^|\|)((?:\\.|[^\\|])*)", cell, re.S)
    return [None if p == "NA" else re.sub(r"\\(.)", r"\1", p, flags=re.S) for p in parts]


def read_jsonl(path):
    """JSON lines, one object each. Only a line feed ends a line: str.splitlines() would also cut at U+2028 within a text."""
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


GDELT = """GLOBALEVENTID SQLDATE MonthYear Year FractionDate {0} {1} IsRootEvent EventCode EventBaseCode EventRootCode QuadClass
GoldsteinScale NumMentions NumSources NumArticles AvgTone {2} {3} {4} DATEADDED SOURCEURL""".format(
    *(" ".join(f"Actor{n}{part}" for part in "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split())
      for n in (1, 2)),
    *(" ".join(f"{who}Geo_{part}" for part in "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split())
      for who in ("Actor1", "Actor2", "Action"))).split()


def read_gdelt(path):
    """GDELT's table: tabs, no header, no quotes; CAMEO codes are text, for they begin with 0."""
    codes = {"EventCode": str, "EventBaseCode": str, "EventRootCode": str}
    return pd.read_csv(path, sep="\t", header=None, names=GDELT, quoting=3, dtype=codes, keep_default_na=False, na_values=[""])


def counted(killed):
    """How many say nothing of dead, and how many say that nobody was killed: two different things."""
    return {"rows": len(killed), "unknown": int(killed.isna().sum()), "zero": int((killed == 0).sum())}


def main(folder):
    out = {}
    table = read_csv(folder / "reports.csv", cameo=str)
    out["csv"] = counted(table.killed_low) | {"titles": [None if pd.isna(t) else t for t in table.title],
                                              "actors": [members(c) for c in table.actor], "codes": [members(c) for c in table.actor_code]}
    long = read_csv(folder / "reports-long.csv")
    out["csv-long"] = {"rows": long.report_id.nunique(), "actor_rows": int((long.role == "actor").sum())}
    parquet = pd.read_parquet(folder / "reports.parquet", dtype_backend="numpy_nullable")
    out["parquet"] = counted(parquet.killed_low) | {"titles": [None if pd.isna(t) else t for t in parquet.title],
                                                    "actors": [list(a) for a in parquet.actor], "codes": [list(c) for c in parquet.actor_code],
                                                    "days": [None if pd.isna(d) else str(d) for d in parquet.date_start]}
    reports = read_jsonl(folder / "reports.jsonl")
    out["jsonl"] = {"rows": len(reports), "titles": [r["document"]["title"] for r in reports]}
    with open(folder / "reports.geojson", encoding="utf-8") as f:
        features = json.load(f)["features"]
    out["geojson"] = {"rows": len(features), "points": sum(f["geometry"] is not None for f in features)}
    out["plover-json"] = {"rows": len(pd.DataFrame(read_jsonl(folder / "plover.jsonl")))}
    gdelt = read_gdelt(folder / "gdelt.tsv")
    out["gdelt"] = {"rows": len(gdelt), "roots": sorted(gdelt.EventRootCode.unique())}
    out["acled"] = counted(read_csv(folder / "acled.csv").fatalities)
    out["ged"] = counted(read_csv(folder / "ged.csv").best)
    out["gold"] = {"rows": sum(len(a["events"]) for a in read_jsonl(folder / "mine.gold.jsonl"))}
    print(json.dumps(out))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
