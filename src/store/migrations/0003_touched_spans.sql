-- SPDX-License-Identifier: Apache-2.0
-- Which part of a fact was touched (moments of publication, counts; unless told, all of it), and
-- from when on that shows (0: at once).
ALTER TABLE touched ADD COLUMN span_from BIGINT NOT NULL DEFAULT -9223372036854775807;
ALTER TABLE touched ADD COLUMN span_to BIGINT NOT NULL DEFAULT 9223372036854775807;
ALTER TABLE touched ADD COLUMN due BIGINT NOT NULL DEFAULT 0;
