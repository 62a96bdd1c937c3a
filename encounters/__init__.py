"""What happens when we meet: meetings, attendance, contributions."""
