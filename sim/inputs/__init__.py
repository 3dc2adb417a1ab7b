"""What a replication is given: calendar, workforce, rosters, demand, partners, as plain arrays."""
