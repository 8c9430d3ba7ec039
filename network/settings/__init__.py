"""Settings: `base` for everybody; `dev`, `test` and `production` change a screenful each."""
