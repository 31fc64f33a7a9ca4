"""Runs a notebook from its first cell to its last; it fails where a cell does.

What the cells say is not kept in the file: it would be untrue after the next change of a rule.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

path = Path(sys.argv[1])
notebook = nbformat.read(path, as_version=4)
NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
print(f"{path.name}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells run")
