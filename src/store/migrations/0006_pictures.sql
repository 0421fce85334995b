-- SPDX-License-Identifier: Apache-2.0
-- What was made of an uploaded picture. original: the file that came, below media/.originals, which
-- is never sent to anybody. renditions: "VERSION WIDTH WIDTH ..." of the WebP files beside `file`.
ALTER TABLE media ADD COLUMN original TEXT NOT NULL DEFAULT '';
ALTER TABLE media ADD COLUMN renditions TEXT NOT NULL DEFAULT '';
CREATE INDEX media_file ON media (file) WHERE file <> '';
CREATE INDEX media_original ON media (original) WHERE original <> '';
CREATE INDEX story_cover ON story (cover) WHERE cover <> 0;
CREATE INDEX media_sha256 ON media (sha256) WHERE sha256 <> '';

-- Pictures that wait to be made, or made anew. trouble: why one could not be; '' while it waits.
CREATE TABLE picture_job (
	media BIGINT NOT NULL PRIMARY KEY REFERENCES media (id),
	since BIGINT NOT NULL, tries BIGINT NOT NULL, trouble TEXT NOT NULL
);
