-- When a process ended by itself: one that died says nothing, and was only seen last at some time.
ALTER TABLE workers ADD COLUMN ended_at BIGINT;
