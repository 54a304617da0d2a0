-- What a probe found is read in every round: the newest of all connections.
CREATE INDEX facts_newest ON facts (name, noted_at);
