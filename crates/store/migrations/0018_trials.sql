-- Whose free month it is.
CREATE INDEX subscription_steps_installed ON subscription_steps (happened_at) WHERE what = 'installed';
