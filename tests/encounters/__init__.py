"""What happens when people meet."""
