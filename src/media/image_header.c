/* SPDX-License-Identifier: Apache-2.0 */
/*
 * image_header.c: the headers of JPEG (ISO 10918-1, Exif 2.3), PNG, GIF, WebP (RFC 9649) and AVIF
 * (ISO 14496-12), read field by field.
 */
#include "media/image_header.h"

static const struct file_type_info infos[] = {
	[FILE_JPEG] = { STR_CONST("jpg"), STR_CONST("image/jpeg"), true, false },
	[FILE_PNG] = { STR_CONST("png"), STR_CONST("image/png"), true, false },
	[FILE_GIF] = { STR_CONST("gif"), STR_CONST("image/gif"), true, false },
	[FILE_WEBP] = { STR_CONST("webp"), STR_CONST("image/webp"), true, false },
	[FILE_AVIF] = { STR_CONST("avif"), STR_CONST("image/avif"), true, false },
	[FILE_PDF] = { STR_CONST("pdf"), STR_CONST("application/pdf"), false, true },
	[FILE_MP3] = { STR_CONST("mp3"), STR_CONST("audio/mpeg"), false, true },
	[FILE_OGG] = { STR_CONST("ogg"), STR_CONST("audio/ogg"), false, true },
	[FILE_WAV] = { STR_CONST("wav"), STR_CONST("audio/wav"), false, true },
	[FILE_FLAC] = { STR_CONST("flac"), STR_CONST("audio/flac"), false, true },
	[FILE_M4A] = { STR_CONST("m4a"), STR_CONST("audio/mp4"), false, true },
	[FILE_MP4] = { STR_CONST("mp4"), STR_CONST("video/mp4"), false, false },
	[FILE_MOV] = { STR_CONST("mov"), STR_CONST("video/quicktime"), false, false },
	[FILE_WEBM] = { STR_CONST("webm"), STR_CONST("video/webm"), false, false },
	[FILE_ZIP] = { STR_CONST("zip"), STR_CONST("application/zip"), false, false },
};

const struct file_type_info *file_type_info(enum file_type type)
{
	BUG_IF(type <= FILE_REFUSED || type >= COUNT_OF(infos));
	return &infos[type];
}

/* Bytes past the end read as 0; a caller for whom that matters asks for the length first. */
static uint32_t byte_at(struct str s, size_t at)
{
	return at < s.len ? (unsigned char)s.ptr[at] : 0;
}

static uint32_t big16(struct str s, size_t at)
{
	return byte_at(s, at) << 8 | byte_at(s, at + 1);
}

static uint32_t big32(struct str s, size_t at)
{
	return big16(s, at) << 16 | big16(s, at + 2);
}

static uint32_t little16(struct str s, size_t at)
{
	return byte_at(s, at) | byte_at(s, at + 1) << 8;
}

static uint32_t little24(struct str s, size_t at)
{
	return little16(s, at) | byte_at(s, at + 2) << 16;
}

static uint32_t little32(struct str s, size_t at)
{
	return little16(s, at) | little16(s, at + 2) << 16;
}

static bool has_at(struct str s, size_t at, struct str what)
{
	return str_eq(str_sub(s, at, what.len), what);
}

static enum file_type type_of_brand(struct str first)
{
	struct str brand = str_sub(first, 8, 4);
	if (str_eq(brand, S("avif")) || str_eq(brand, S("avis")))
		return FILE_AVIF;
	if (str_starts(brand, S("M4A")))
		return FILE_M4A;
	if (str_eq(brand, S("qt  ")))
		return FILE_MOV;
	static const struct str videos[] = {
		STR_CONST("iso"), STR_CONST("mp4"),  STR_CONST("avc"),
		STR_CONST("M4V"), STR_CONST("dash"), STR_CONST("3gp")
	};
	for (size_t i = 0; i < COUNT_OF(videos); i++)
		if (str_starts(brand, videos[i]))
			return FILE_MP4;
	/* a still picture may name its brand only among the compatible ones */
	uint32_t box = big32(first, 0);
	for (size_t at = 16; at + 4 <= box && at + 4 <= first.len && at < 256; at += 4)
		if (has_at(first, at, S("avif")))
			return FILE_AVIF;
	return FILE_REFUSED;
}

static bool is_mp3(struct str first)
{
	uint32_t head = big16(first, 0);
	bool is_frame = (head & 0xFFE6) == 0xFFE2 && (byte_at(first, 2) & 0xF0) != 0xF0;
	return has_at(first, 0, S("ID3")) || is_frame;
}

enum file_type file_type_of(struct str first)
{
	if (has_at(first, 0, S("\xFF\xD8\xFF")))
		return FILE_JPEG;
	if (has_at(first, 0, S("\x89PNG\r\n\x1A\n")))
		return FILE_PNG;
	if (has_at(first, 0, S("GIF87a")) || has_at(first, 0, S("GIF89a")))
		return FILE_GIF;
	if (has_at(first, 0, S("RIFF")) && has_at(first, 8, S("WEBP")))
		return FILE_WEBP;
	if (has_at(first, 0, S("RIFF")) && has_at(first, 8, S("WAVE")))
		return FILE_WAV;
	if (has_at(first, 4, S("ftyp")))
		return type_of_brand(first);
	if (has_at(first, 0, S("%PDF-")))
		return FILE_PDF;
	if (has_at(first, 0, S("OggS")))
		return FILE_OGG;
	if (has_at(first, 0, S("fLaC")))
		return FILE_FLAC;
	if (has_at(first, 0, S("\x1A\x45\xDF\xA3")))
		return FILE_WEBM;
	if (has_at(first, 0, S("PK\x03\x04")))
		return FILE_ZIP;
	return is_mp3(first) ? FILE_MP3 : FILE_REFUSED;
}

static struct picture_size size_of(uint32_t width, uint32_t height)
{
	if (!width || !height || width > LIMIT_PICTURE_SIDE || height > LIMIT_PICTURE_SIDE)
		return (struct picture_size){ 0 };
	return (struct picture_size){ (int)width, (int)height };
}

/* Exif's orientation (1..8) from a TIFF directory, 1 when it says none. */
static uint32_t orientation_of(struct str tiff)
{
	bool is_little = has_at(tiff, 0, S("II"));
	if (!is_little && !has_at(tiff, 0, S("MM")))
		return 1;
	uint32_t directory = is_little ? little32(tiff, 4) : big32(tiff, 4);
	uint32_t count = is_little ? little16(tiff, directory) : big16(tiff, directory);
	for (size_t i = 0; i < count && directory + 2 + 12 * i + 12 <= tiff.len; i++) {
		size_t at = directory + 2 + 12 * i;
		uint32_t tag = is_little ? little16(tiff, at) : big16(tiff, at);
		if (tag == 0x0112)
			return is_little ? little16(tiff, at + 8) : big16(tiff, at + 8);
	}
	return 1;
}

static bool is_frame_header(uint32_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
	       marker != 0xCC;
}

static struct picture_size jpeg_size(struct str first)
{
	uint32_t orientation = 1;
	for (size_t at = 2; at + 4 <= first.len;) {
		if (byte_at(first, at) != 0xFF)
			break;
		uint32_t marker = byte_at(first, at + 1);
		if (marker == 0xFF || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
			at += marker == 0xFF ? 1 : 2;
			continue;
		}
		size_t length = big16(first, at + 2);
		if (marker == 0xD9 || marker == 0xDA || length < 2)
			break;
		if (marker == 0xE1 && has_at(first, at + 4, S("Exif\0\0")))
			orientation = orientation_of(str_sub(first, at + 10, length));
		if (is_frame_header(marker) && at + 9 <= first.len) {
			uint32_t height = big16(first, at + 5), width = big16(first, at + 7);
			bool is_turned = orientation >= 5 && orientation <= 8;
			return is_turned ? size_of(height, width) : size_of(width, height);
		}
		at += 2 + length;
	}
	return (struct picture_size){ 0 };
}

static struct picture_size webp_size(struct str first)
{
	if (first.len < 30)
		return (struct picture_size){ 0 };
	if (has_at(first, 12, S("VP8X")))
		return size_of(little24(first, 24) + 1, little24(first, 27) + 1);
	if (has_at(first, 12, S("VP8L")) && byte_at(first, 20) == 0x2F) {
		uint32_t bits = little32(first, 21);
		return size_of((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
	}
	if (has_at(first, 12, S("VP8 ")) && has_at(first, 23, S("\x9D\x01\x2A")))
		return size_of(little16(first, 26) & 0x3FFF, little16(first, 28) & 0x3FFF);
	return (struct picture_size){ 0 };
}

/* The next box of boxes. False at the end, or at one that is cut off or too long to be. */
static bool next_box(struct str *boxes, struct str *type, struct str *content)
{
	if (boxes->len < 8)
		return false;
	size_t length = big32(*boxes, 0), head = 8;
	if (length == 1 && boxes->len >= 16 && big32(*boxes, 8) == 0) {
		length = big32(*boxes, 12);
		head = 16;
	}
	if (length == 0)
		length = boxes->len;
	if (length < head || length > boxes->len)
		return false;
	*type = str_sub(*boxes, 4, 4);
	*content = str_sub(*boxes, head, length - head);
	*boxes = str_from(*boxes, length);
	return true;
}

static struct str box_named(struct str boxes, struct str wanted)
{
	struct str type, content;
	while (next_box(&boxes, &type, &content))
		if (str_eq(type, wanted))
			return content;
	return S("");
}

/* The largest of the sizes that the file's items have: smaller ones are tiles and thumbnails. */
static struct picture_size avif_size(struct str first)
{
	struct str meta = str_from(box_named(first, S("meta")), 4);
	struct str properties = box_named(box_named(meta, S("iprp")), S("ipco"));
	struct picture_size largest = { 0 };
	struct str type, content;
	while (next_box(&properties, &type, &content)) {
		if (!str_eq(type, S("ispe")) || content.len < 12)
			continue;
		struct picture_size size = size_of(big32(content, 4), big32(content, 8));
		if ((int64_t)size.width * size.height > (int64_t)largest.width * largest.height)
			largest = size;
	}
	return largest;
}

struct picture_size picture_size(struct str first)
{
	switch (file_type_of(first)) {
	case FILE_JPEG: return jpeg_size(first);
	case FILE_PNG:
		return has_at(first, 12, S("IHDR")) && first.len >= 24
			       ? size_of(big32(first, 16), big32(first, 20))
			       : (struct picture_size){ 0 };
	case FILE_GIF:
		return first.len >= 10 ? size_of(little16(first, 6), little16(first, 8))
				       : (struct picture_size){ 0 };
	case FILE_WEBP: return webp_size(first);
	case FILE_AVIF: return avif_size(first);
	default: return (struct picture_size){ 0 };
	}
}
