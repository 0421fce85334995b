-- SPDX-License-Identifier: Apache-2.0
-- With all that is asked of it in the index, a list's leads are found by it, however few they are: a
-- planner that must look into the table as well would rather walk the whole list.
DROP INDEX listing_lead;
CREATE INDEX listing_lead ON listing (is_lead, list, target, published_at, story, visible_at)
	WHERE is_lead = 1;
