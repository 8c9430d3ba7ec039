"""The web boundary: public pages, the members' writing room, the desk."""
