/* SPDX-License-Identifier: Apache-2.0 */
/* site_folder.c: making a new one. */
#include "cmd/site_folder.h"

#include "http/url.h"
#include "os/os.h"
#include "store/setting.h"

static const size_t SECRET_BYTES = 64;

/* The whole of a new site.conf; %.*s is the line for the database. */
static const char first_conf[] =
	"# What the operator of this newspaper sets: one \"key value\" a line. What its editors "
	"set is\n"
	"# in the database. Changes count from the next start.\n"
	"\n"
	"# Where to listen; --listen overrides it.\n"
	"#listen 127.0.0.1:8080\n"
	"\n"
	"# The public address, if it is not the one set in the newsroom.\n"
	"#url https://example.org\n"
	"\n"
	"# The theme: the name of a folder in themes/ here; without one the built-in broadsheet.\n"
	"#theme broadsheet\n"
	"\n"
	"# The address of a proxy in front whose X-Forwarded-For and X-Forwarded-Proto are "
	"believed.\n"
	"# One a line, or several with blanks between them.\n"
	"#trusted_proxy 127.0.0.1 ::1\n"
	"\n"
	"# Processes that make pages (0: as many as the machine has cores), and that face the\n"
	"# network; the memory each of the latter keeps finished pages in.\n"
	"#readers 0\n"
	"#fronts 1\n"
	"#cache_bytes 64M\n"
	"\n"
	"# A line for each answer: a file, or - for standard error.\n"
	"#log -\n"
	"\n"
	"# Where the server tells its numbers (/metrics); keep it from the world.\n"
	"#admin 127.0.0.1:9090\n"
	"\n"
	"# Who serves when root starts it; without one the owner of this folder.\n"
	"#user broadside\n"
	"\n"
	"# The database; without one site.db in this folder.\n"
	"%.*s\n";

bool site_folder_is_site(struct arena *scratch, struct str site_folder)
{
	return os_exists(os_path_join(scratch, site_folder, S("site.conf"))) ||
	       os_exists(os_path_join(scratch, site_folder, S("site.db")));
}

static enum err check_url(struct str text, struct fault *fault)
{
	struct url url;
	bool is_sound =
		url_parse(text, &url) == OK && url.host.len && url.query.len == 0 &&
		(str_eq_nocase(url.scheme, S("https")) || str_eq_nocase(url.scheme, S("http")));
	if (!is_sound)
		return fault_set(fault, ERR_INVALID,
				 "not an address like https://example.org: %.*s", STR_ARG(text));
	return OK;
}

static enum err set_first_settings(struct store *store, const struct site_start *start)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct str url = start->url;
	while (str_drop_suffix(&url, S("/")))
		;
	TRY(txn_begin(&txn, store));
	if (start->name.len)
		TRY(store_setting_set(store, S("title"), start->name));
	if (url.len)
		TRY(store_setting_set(store, S("url"), url));
	return txn_commit(&txn);
}

static enum err make_database(struct str site_folder, const struct site_start *start,
			      struct fault *fault)
{
	CLEANUP(store_close) struct store *store = NULL;
	TRY(store_open(site_folder, start->database, STORE_WRITE, &store, fault));
	enum err err = set_first_settings(store, start);
	return err ? fault_set(fault, err, "cannot set up the newspaper: %s",
			       store_fault(store)->text)
		   : OK;
}

/* site.conf comes last: with it, the folder is a site. */
enum err site_folder_make(struct arena *arena, struct str site_folder,
			  const struct site_start *start, struct fault *fault)
{
	struct str secret_path = os_path_join(arena, site_folder, S("secret"));
	struct str database = S("#database postgresql://localhost/newspaper");
	if (site_folder_is_site(arena, site_folder))
		return fault_set(fault, ERR_CONFLICT, "there is a newspaper already: %.*s",
				 STR_ARG(site_folder));
	if (start->url.len)
		TRY(check_url(start->url, fault));
	if (start->database.len)
		database = str_fmt(arena, "database %.*s", STR_ARG(start->database));
	TRY(os_make_folder(os_path_join(arena, site_folder, S("media")), fault));
	TRY(os_make_folder(os_path_join(arena, site_folder, S("themes")), fault));
	TRY(os_write_secret_file(secret_path, os_random_hex(arena, SECRET_BYTES), fault));
	TRY(make_database(site_folder, start, fault));
	return os_write_file(os_path_join(arena, site_folder, S("site.conf")),
			     str_fmt(arena, first_conf, STR_ARG(database)), fault);
}
