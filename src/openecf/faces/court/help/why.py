"""Why can't I ...?: the checks of one question, computed from the account when it is asked."""
