"""Writes docs/dataset-schema.json anew from the model: `python tools/dataset_schema.py`."""

from __future__ import annotations

import json
from pathlib import Path

from store.export.dataset import schema

if __name__ == "__main__":
    path = Path(__file__).parents[1] / "docs" / "dataset-schema.json"
    path.write_text(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n", "utf-8")
