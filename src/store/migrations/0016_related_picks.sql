-- SPDX-License-Identifier: Apache-2.0
-- What editors say of a story's related ones: five bytes each, first those that stand first (0),
-- then those that never do (1), with the story's id, least byte first.
ALTER TABLE related ADD COLUMN picks {bytes} NOT NULL DEFAULT '';
