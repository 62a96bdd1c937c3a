"""French dates and hours."""
