/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "discover/names.h"

static struct names names_in(void **state, struct str text)
{
	struct names names;
	names_of(*state, text, LANGUAGE_EN, &names);
	return names;
}

/* "person John Smith 2, place Paris 1" */
static struct str told(void **state, struct str text)
{
	struct names names = names_in(state, text);
	struct buf out = buf_in(*state, 1 << 16);
	for (size_t i = 0; i < names.count; i++)
		buf_fmt(&out, "%s%.*s %.*s %zu", i ? ", " : "",
			STR_ARG(name_kind_word(names.items[i].kind)), STR_ARG(names.items[i].text),
			names.items[i].count);
	return buf_str(&out);
}

static const struct {
	const char *text, *told;
} cases[] = {
	{ "", "" },
	{ "nothing here has a name.", "" },
	/* people */
	{ "Yesterday John Smith left. Mr Smith said so.", "person John Smith 2" },
	{ "The mayor, Mr. Barack Obama, met Obama's aunt.", "person Barack Obama 2" },
	{ "They heard that President Emmanuel Macron spoke.", "person Emmanuel Macron 1" },
	{ "A suite by Ludwig van Beethoven and one by Maurice Ravel.",
	  "person Ludwig van Beethoven 1, person Maurice Ravel 1" },
	{ "It was John B. Sawyer who ran, and Sawyer who won.", "person John B. Sawyer 2" },
	{ "Read Joseph O\xE2\x80\x99Neill\xE2\x80\x99s book; O\xE2\x80\x99Neill wrote it.",
	  "person Joseph O\xE2\x80\x99Neill 2" },
	{ "We saw Stephen King and Dean Martin.", "person Stephen King 1, person Dean Martin 1" },
	{ "So said Chiang Kai-shek to Kim Min-Woo.",
	  "person Chiang Kai-shek 1, person Kim Min-Woo 1" },
	{ "A letter from Martin Smith, Jr. came.", "person Martin Smith, Jr. 1" },
	/* places */
	{ "They moved from Paris to Irving, Texas.",
	  "place Paris 1, place Irving 1, place Texas 1" },
	{ "It rained in Washington, D.C. all day.", "place Washington, D.C. 1" },
	{ "Fraud against The United States of old.", "place United States 1" },
	{ "The U.S. wrote to the United States.", "place United States 2" },
	{ "The Georgia-based firm left Georgia.", "place Georgia 2" },
	{ "He swam in Lake Victoria, then in New York.",
	  "place Lake Victoria 1, place New York 1" },
	/* organisations */
	{ "The Department of Health and Human Services said so.",
	  "organisation Department of Health and Human Services 1" },
	{ "He told the Department of Justice; the Justice Department was silent.",
	  "organisation Department of Justice 2" },
	{ "It was the Federal Bureau of Investigation (FBI). The FBI left.",
	  "organisation Federal Bureau of Investigation 3" },
	{ "They sued Acme Widgets, Inc. in May.", "organisation Acme Widgets, Inc. 1" },
	{ "He joined the University of Oxford on Monday.", "organisation University of Oxford 1" },
	{ "The Food and Drug Administration agreed.",
	  "organisation Food and Drug Administration 1" },
	{ "We asked the People's Republic of China.", "organisation People's Republic of China 1" },
	{ "It was the British Red Cross that came.", "organisation British Red Cross 1" },
	{ "They watched the FIFA World Cup.", "organisation FIFA 1" },
	{ "He wrote for The Guardian and The Village Voice.",
	  "organisation The Guardian 1, organisation The Village Voice 1" },
	{ "Bookings with Carnival Cruise Lines rose.", "organisation Carnival Cruise Lines 1" },
	{ "She lived in the Roman Empire.", "place Roman Empire 1" },
	{ "We drove up the M62 to Leeds.", "place M62 1, place Leeds 1" },
	{ "Near it lies Fort Worth, Texas.", "place Fort Worth 1, place Texas 1" },
	{ "It flies to: Air Canada, British Airways, Southwest, Volaris, WestJet",
	  "organisation Air Canada 1, organisation British Airways 1, organisation Volaris 1, "
	  "organisation WestJet 1" },
	{ "Charles Fillmore spoke. A call to Fillmore, a gift from Fillmore, a trip to Fillmore.",
	  "person Charles Fillmore 4" },
	{ "Biologist Nick Bos studied ants.", "person Nick Bos 1" },
	{ "They left St. Louis for Kansas City.", "place St. Louis 1, place Kansas City 1" },
	{ "He played in the National Hockey League for the Eagles.",
	  "organisation National Hockey League 1" },
	{ "Fined by the Securities and Exchange Commission of old.",
	  "organisation Securities and Exchange Commission 1" },
	{ "It was the U.S. Immigration and Customs Enforcement.",
	  "organisation U.S. Immigration and Customs Enforcement 1" },
	{ "WASHINGTON John Sawyer pleaded guilty.", "place WASHINGTON 1, person John Sawyer 1" },
	{ "So said U.S. District Judge William Duffey, and Special Agent in Charge Rodriguez.",
	  "place U.S. 1, person William Duffey 1, person Rodriguez 1" },
	{ "We met President of Ukraine Volodymyr Zelenskyy.",
	  "place Ukraine 1, person Volodymyr Zelenskyy 1" },
	{ "We met Rocky De La Fuente and heard De La Fuente.", "person Rocky De La Fuente 2" },
	{ "Syd Gibson sings. Many Gibsons were sold by Gibson.", "person Syd Gibson 3" },
	{ "Hosted by John Smith & Jane Jones at Smith & Wesson.",
	  "person John Smith 1, person Jane Jones 1, organisation Smith & Wesson 1" },
	{ "QXW: Who are you? BBC: Somebody.", "organisation BBC 1" },
	/* none */
	{ "We'll see what they've got. You'd think I'm old. Don't go.", "" },
	{ "It said #JusticeNow and thanked @PotusOffice for US$ 20.", "" },
	{ "The South-East European and Franco-German talks, North American ones too.", "" },
	{ "A Carbon-Neutral shop is open on Mon-Fri.", "" },
	{ "Islamophobia and Psychology were the subjects. Incidentally, Moreover fell.", "" },
	{ "He flew the MH17 and the IE9, sold CDs and DVDs.", "" },
	{ "They were in Group G, not in Plan B.", "" },
	{ "After World War II she had a Ph. D. at last.", "" },
	{ "She starred in Match Point (2005) and in the film Stoker.", "" },
	{ "The cutter HMC Searcher lay there.", "" },
	{ "He paid 20 CHF or 30 MXN to SBQX.", "" },
	{ "Later Jessica came by.", "" },
	{ "The police of the department: it is a Police Department.", "" },
	{ "On Monday, in July, the French team won the World Cup.", "" },
	{ "However, the Prime Minister and the Attorney General agreed.", "" },
	{ "Officials met. Nobody spoke. Talks failed.", "" },
	{ "He called it \"The Last Harvest\" and wept.", "" },
	{ "the Freedom of Information Act and the Civil War", "" },
	/* what is beside */
	{ "The Facebook CEO Mark Zuckerberg came.",
	  "organisation Facebook 1, person Mark Zuckerberg 1" },
	{ "Meanwhile Angela Merkel waited.", "person Angela Merkel 1" },
	{ "\xD0\x9F\xD0\xB0\xD1\x80\xD0\xB8\xD0\xB6",
	  "organisation \xD0\x9F\xD0\xB0\xD1\x80\xD0\xB8\xD0\xB6 1" },
};

static void a_text_has_these_names(void **state)
{
	size_t wrong = 0;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str got = told(state, str_of(cases[i].text));
		if (!str_eq(got, str_of(cases[i].told)))
			wrong++, print_error("\"%s\"\n  gave \"%.*s\"\n", cases[i].text,
					     STR_ARG(got));
	}
	assert_int_equal(wrong, 0);
}

static void a_place_is_where_the_name_stands(void **state)
{
	struct str text = S("\xC3\xA9t\xC3\xA9. Angela  Merkel spoke; Merkel's bag.");
	struct names names = names_in(state, text);
	assert_int_equal(names.count, 1);
	assert_str(names.items[0].text, "Angela Merkel");
	assert_int_equal(names.items[0].count, 2);
	assert_str(str_sub(text, names.items[0].places[0].at, names.items[0].places[0].len),
		   "Angela  Merkel");
	assert_str(str_sub(text, names.items[0].places[1].at, names.items[0].places[1].len),
		   "Merkel");
}

static void a_topic_has_its_known_name(void **state)
{
	struct names names = names_in(state, S("He wrote to the U.N. again."));
	assert_int_equal(names.count, 1);
	assert_str(names.items[0].text, "U.N.");
	assert_str(names.items[0].topic, "United Nations");
	names = names_in(state, S("The Guardian said so."));
	assert_str(names.items[0].topic, "The Guardian");
}

static void capitals_of_a_headline_say_little(void **state)
{
	assert_str(
		told(state, S("Strange Weather Brings Winter Storms Across Poland\n\nIt snowed.")),
		"place Poland 1");
}

static void a_heading_of_one_word_names_nobody(void **state)
{
	assert_str(told(state, S("Umoregi\n\nIt begins with a fire.\n\nParis\n\nThere it ends.")),
		   "place Paris 1");
}

static void whose_a_picture_is_is_no_topic(void **state)
{
	assert_str(
		told(state, S("A fire broke out in Paris.\nImage: Nick Moreau.\nIt was big. A man "
			      "fled (photo: Jane Archer).")),
		"place Paris 1");
	assert_str(told(state, S("It was Nick Moreau who came.\nImage: Nick Moreau.")),
		   "person Nick Moreau 2");
}

static void wrapped_lines_go_on(void **state)
{
	assert_str(
		told(state, S("This is a text whose lines are as long as its writer had room for,\n"
			      "and so it happens that a name, for instance this one of Angela\n"
			      "Merkel, is found at the end of a line and at the beginning of\n"
			      "another one, which is not the end of a sentence by any means at\n"
			      "all.\n")),
		"person Angela Merkel 1");
}

static void where_all_nouns_have_capitals_somebody_else_must_speak(void **state)
{
	struct names names;
	names_of(*state,
		 S("Gestern besuchte Angela Merkel eine Werkstatt in Berlin, sagte die Zeitung."),
		 LANGUAGE_DE, &names);
	assert_int_equal(names.count, 2);
	assert_str(names.items[0].text, "Angela Merkel");
	assert_str(names.items[1].text, "Berlin");
}

static struct str told_in(void **state, enum language language, const char *text)
{
	struct names names;
	struct buf out = buf_in(*state, 1 << 16);
	names_of(*state, str_of(text), language, &names);
	for (size_t i = 0; i < names.count; i++)
		buf_fmt(&out, "%s%.*s", i ? ", " : "", STR_ARG(names.items[i].text));
	return buf_str(&out);
}

static void other_languages_are_done_no_harm(void **state)
{
	assert_str(
		told_in(state, LANGUAGE_DE,
			"Bundeskanzler Olaf Scholz sprach in Hamburg mit dem Vorsitzenden der Bahn "
			"\xC3\xBC"
			"ber eine Reform der Rente. Foto: Max Muster. Die Siemens AG schwieg."),
		"Olaf Scholz, Hamburg, Siemens AG");
	assert_str(told_in(state, LANGUAGE_ES,
			   "Pedro S\xC3\xA1nchez habl\xC3\xB3 en Barcelona. La Uni\xC3\xB3n "
			   "Europea y el "
			   "Banco de Espa\xC3\xB1"
			   "a publicaron un informe."),
		   "Pedro S\xC3\xA1nchez, Barcelona, Uni\xC3\xB3n Europea, Banco de Espa\xC3\xB1"
		   "a");
	/* Moscow, in Russian; Cairo, in Arabic; Beijing, in Chinese */
	assert_str(told_in(state, LANGUAGE_RU,
			   "\xD0\x92 \xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB5 "
			   "\xD0\xB6\xD0\xB8\xD0\xBB."),
		   "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB5");
	assert_str(told_in(state, LANGUAGE_AR,
			   "\xD9\x81\xD9\x8A "
			   "\xD8\xA7\xD9\x84\xD9\x82\xD8\xA7\xD9\x87\xD8\xB1\xD8\xA9"),
		   "");
	assert_str(told_in(state, LANGUAGE_OTHER, "\xE5\x8C\x97\xE4\xBA\xAC"), "");
}

static void only_so_much_is_read(void **state)
{
	char *text = arena_bytes(*state, LIMIT_NAMES_BYTES + 16);
	memset(text, ' ', LIMIT_NAMES_BYTES + 16);
	memcpy(text + LIMIT_NAMES_BYTES - 5, "Paris", 5);
	assert_str(told(state, (struct str){ text, LIMIT_NAMES_BYTES }), "place Paris 1");
	memset(text, ' ', LIMIT_NAMES_BYTES);
	memcpy(text + LIMIT_NAMES_BYTES, "Paris", 5);
	assert_str(told(state, (struct str){ text, LIMIT_NAMES_BYTES + 5 }), "");
}

static void only_so_many_names_are_given(void **state)
{
	struct buf text = buf_in(*state, 1 << 20);
	for (int i = 0; i <= LIMIT_NAMES; i++)
		buf_fmt(&text, "a Zx%c%c%cq,", 'a' + i / 676, 'a' + i / 26 % 26, 'a' + i % 26);
	buf_put(&text, S(" and so on."));
	assert_int_equal(names_in(state, buf_str(&text)).count, LIMIT_NAMES);
}

static void the_gazetteer_knows(void **state)
{
	(void)state;
	assert_true(gazetteer_bits(S("paris")) & NAME_CITY);
	assert_true(gazetteer_bits(S("sao paulo")) & NAME_CITY);
	assert_true(gazetteer_bits(S("iran")) & NAME_COUNTRY);
	assert_true(gazetteer_bits(S("maria")) & NAME_GIVEN);
	assert_true(gazetteer_bits(S("new")) & NAME_BEGINS);
	assert_int_equal(gazetteer_bits(S("")), 0);
	assert_int_equal(gazetteer_bits(S("zzzzzz")), 0);
	assert_str(gazetteer_alias_of(S("UN"))->name, "United Nations");
	assert_null(gazetteer_alias_of(S("un")));
	assert_null(gazetteer_alias_of(S("")));
}

static int setup(void **state)
{
	static struct arena arena;
	arena = arena_open((size_t)1 << 30);
	*state = &arena;
	return 0;
}

static int teardown(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_text_has_these_names, setup, teardown),
		cmocka_unit_test_setup_teardown(a_place_is_where_the_name_stands, setup, teardown),
		cmocka_unit_test_setup_teardown(a_topic_has_its_known_name, setup, teardown),
		cmocka_unit_test_setup_teardown(capitals_of_a_headline_say_little, setup, teardown),
		cmocka_unit_test_setup_teardown(a_heading_of_one_word_names_nobody, setup,
						teardown),
		cmocka_unit_test_setup_teardown(whose_a_picture_is_is_no_topic, setup, teardown),
		cmocka_unit_test_setup_teardown(wrapped_lines_go_on, setup, teardown),
		cmocka_unit_test_setup_teardown(
			where_all_nouns_have_capitals_somebody_else_must_speak, setup, teardown),
		cmocka_unit_test_setup_teardown(other_languages_are_done_no_harm, setup, teardown),
		cmocka_unit_test_setup_teardown(only_so_much_is_read, setup, teardown),
		cmocka_unit_test_setup_teardown(only_so_many_names_are_given, setup, teardown),
		cmocka_unit_test(the_gazetteer_knows),
	};
	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
