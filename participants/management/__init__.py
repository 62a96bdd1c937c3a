"""The command line of this floor."""
