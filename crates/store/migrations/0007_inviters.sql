-- Who made an invitation: whoever may not look into a shop any more, invites nobody either.
ALTER TABLE invitations ADD COLUMN made_by TEXT;

CREATE INDEX invitations_made_by ON invitations (made_by, shop_id);
