"""People, teams, roles and the door through which every object is fetched."""
