"""Settings, addresses, and the pages and commands that cross floors."""
