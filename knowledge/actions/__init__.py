"""Every write that means something, one file per noun."""
