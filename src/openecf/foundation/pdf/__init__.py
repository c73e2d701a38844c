"""What a PDF holds and would do: judged in a child process of its own, never in the server."""
