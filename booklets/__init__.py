"""What is handed on: composing, freezing, printing and publishing."""
