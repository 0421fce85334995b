-- SPDX-License-Identifier: Apache-2.0
-- Which part of a fact was touched: moments of publication, counts. from above to: all of it.
ALTER TABLE touched ADD COLUMN span_from BIGINT NOT NULL DEFAULT 1;
ALTER TABLE touched ADD COLUMN span_to BIGINT NOT NULL DEFAULT 0;
