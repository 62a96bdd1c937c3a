"""Commands that cross floors."""
