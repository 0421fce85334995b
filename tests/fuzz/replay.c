/* SPDX-License-Identifier: Apache-2.0 */
/*
 * replay.c: runs a fuzz target over files, without a fuzzer and under any compiler: each argument
 * is a file or a folder of files; a folder that is not there holds nothing. The empty input always
 * comes first. A property that does not hold stops the program.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LIMIT_PATH 4096

static void replay_file(const char *path, size_t size)
{
	FILE *file = fopen(path, "rb");
	uint8_t *bytes =
		malloc(size + 1); /* of its own size: a sanitizer sees reads past its end */
	if (!file || !bytes || fread(bytes, 1, size, file) != size) {
		fprintf(stderr, "replay: cannot read %s\n", path);
		exit(1);
	}
	fclose(file);
	fprintf(stderr, "%s\n", path); /* the last line names the culprit */
	LLVMFuzzerTestOneInput(bytes, size);
	free(bytes);
}

static int replay(const char *path)
{
	struct stat stat_of;
	if (stat(path, &stat_of))
		return 0;
	if (S_ISREG(stat_of.st_mode)) {
		replay_file(path, (size_t)stat_of.st_size);
		return 1;
	}
	DIR *folder = opendir(path);
	if (!folder)
		return 0;
	int count = 0;
	for (struct dirent *entry; (entry = readdir(folder));) {
		char below[LIMIT_PATH];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(below, sizeof(below), "%s/%s", path, entry->d_name);
		count += replay(below);
	}
	closedir(folder);
	return count;
}

int main(int argc, char **argv)
{
	int count = 1;
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (int i = 1; i < argc; i++)
		count += replay(argv[i]);
	printf("%d inputs replayed\n", count);
	return 0;
}
