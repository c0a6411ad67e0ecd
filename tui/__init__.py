"""The terminal program: the command line (`tui.cli`) and the explorer (`tui.app`).

The command line is imported without textual; only opening the explorer imports it.
"""
