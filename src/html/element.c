/* SPDX-License-Identifier: Apache-2.0 */
/* element.c: the tables behind element.h. */
#include "html/element.h"

enum {
	STORY = 1 << CLEAN_STORY,
	INLINE = 1 << CLEAN_INLINE,
	COMMENT = 1 << CLEAN_COMMENT,
	ALL = STORY | INLINE | COMMENT,
	HEADING = IS_SPLIT | IS_HEADING | IS_PARAGRAPH_LIKE,
	PLAIN = IS_INLINE | NOT_IN_ITSELF,
};

static const struct element_info infos[EL_COUNT] = {
	[EL_P] = { STR_CONST("p"), PLACE_TEXT, IS_SPLIT | IS_PARAGRAPH_LIKE, STORY | COMMENT },
	[EL_H2] = { STR_CONST("h2"), PLACE_TEXT, HEADING, STORY },
	[EL_H3] = { STR_CONST("h3"), PLACE_TEXT, HEADING, STORY },
	[EL_H4] = { STR_CONST("h4"), PLACE_TEXT, HEADING, STORY },
	[EL_H5] = { STR_CONST("h5"), PLACE_TEXT, HEADING, STORY },
	[EL_H6] = { STR_CONST("h6"), PLACE_TEXT, HEADING, STORY },
	[EL_PRE] = { STR_CONST("pre"), PLACE_TEXT, IS_PARAGRAPH_LIKE, STORY | COMMENT },
	[EL_UL] = { STR_CONST("ul"), PLACE_LIST, 0, STORY | COMMENT },
	[EL_OL] = { STR_CONST("ol"), PLACE_LIST, 0, STORY | COMMENT },
	[EL_LI] = { STR_CONST("li"), PLACE_FLOW, IS_EAGER, STORY | COMMENT },
	[EL_DL] = { STR_CONST("dl"), PLACE_TERMS, 0, STORY },
	[EL_DT] = { STR_CONST("dt"), PLACE_TEXT, 0, STORY },
	[EL_DD] = { STR_CONST("dd"), PLACE_FLOW, 0, STORY },
	[EL_BLOCKQUOTE] = { STR_CONST("blockquote"), PLACE_BLOCKS, 0, STORY | COMMENT },
	[EL_DIV] = { STR_CONST("div"), PLACE_BLOCKS, NEEDS_ATTRIBUTE, STORY },
	[EL_HR] = { STR_CONST("hr"), PLACE_NOTHING, IS_EAGER | IS_VOID, STORY },
	[EL_TABLE] = { STR_CONST("table"), PLACE_TABLE, 0, STORY },
	[EL_CAPTION] = { STR_CONST("caption"), PLACE_TEXT, 0, STORY },
	[EL_THEAD] = { STR_CONST("thead"), PLACE_ROWS, 0, STORY },
	[EL_TBODY] = { STR_CONST("tbody"), PLACE_ROWS, 0, STORY },
	[EL_TFOOT] = { STR_CONST("tfoot"), PLACE_ROWS, 0, STORY },
	[EL_TR] = { STR_CONST("tr"), PLACE_ROW, 0, STORY },
	[EL_TH] = { STR_CONST("th"), PLACE_FLOW, IS_EAGER, STORY },
	[EL_TD] = { STR_CONST("td"), PLACE_FLOW, IS_EAGER, STORY },
	[EL_FIGURE] = { STR_CONST("figure"), PLACE_BLOCKS, 0, STORY },
	[EL_FIGCAPTION] = { STR_CONST("figcaption"), PLACE_TEXT, 0, STORY },
	[EL_DETAILS] = { STR_CONST("details"), PLACE_BLOCKS, 0, STORY },
	[EL_SUMMARY] = { STR_CONST("summary"), PLACE_TEXT, 0, STORY },
	[EL_ASIDE] = { STR_CONST("aside"), PLACE_NOTHING, IS_EAGER, STORY },
	[EL_A] = { STR_CONST("a"), PLACE_TEXT, PLAIN | NEEDS_ATTRIBUTE, ALL },
	[EL_ABBR] = { STR_CONST("abbr"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_B] = { STR_CONST("b"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_BDI] = { STR_CONST("bdi"), PLACE_TEXT, IS_INLINE, STORY | INLINE },
	[EL_BDO] = { STR_CONST("bdo"), PLACE_TEXT, IS_INLINE | NEEDS_ATTRIBUTE, STORY | INLINE },
	[EL_CITE] = { STR_CONST("cite"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_CODE] = { STR_CONST("code"), PLACE_TEXT, PLAIN, ALL },
	[EL_DEL] = { STR_CONST("del"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_DFN] = { STR_CONST("dfn"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_EM] = { STR_CONST("em"), PLACE_TEXT, PLAIN, ALL },
	[EL_I] = { STR_CONST("i"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_INS] = { STR_CONST("ins"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_KBD] = { STR_CONST("kbd"), PLACE_TEXT, IS_INLINE, STORY | INLINE },
	[EL_MARK] = { STR_CONST("mark"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_Q] = { STR_CONST("q"), PLACE_TEXT, IS_INLINE, STORY | INLINE },
	[EL_RP] = { STR_CONST("rp"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_RT] = { STR_CONST("rt"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_RUBY] = { STR_CONST("ruby"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_S] = { STR_CONST("s"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_SAMP] = { STR_CONST("samp"), PLACE_TEXT, IS_INLINE, STORY | INLINE },
	[EL_SMALL] = { STR_CONST("small"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_SPAN] = { STR_CONST("span"), PLACE_TEXT, IS_INLINE | NEEDS_ATTRIBUTE, STORY | INLINE },
	[EL_STRONG] = { STR_CONST("strong"), PLACE_TEXT, PLAIN, ALL },
	[EL_SUB] = { STR_CONST("sub"), PLACE_TEXT, IS_INLINE, STORY | INLINE },
	[EL_SUP] = { STR_CONST("sup"), PLACE_TEXT, IS_INLINE, STORY | INLINE },
	[EL_TIME] = { STR_CONST("time"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_U] = { STR_CONST("u"), PLACE_TEXT, PLAIN, STORY | INLINE },
	[EL_VAR] = { STR_CONST("var"), PLACE_TEXT, IS_INLINE, STORY | INLINE },
	[EL_BR] = { STR_CONST("br"), PLACE_NOTHING, IS_INLINE | IS_VOID, ALL },
	[EL_WBR] = { STR_CONST("wbr"), PLACE_NOTHING, IS_INLINE | IS_VOID, STORY | INLINE },
	[EL_IMG] = { STR_CONST("img"), PLACE_NOTHING, IS_INLINE | IS_VOID, STORY },
};

const struct element_info *element_info(enum element element)
{
	BUG_IF(element <= EL_NONE || element >= EL_COUNT);
	return &infos[element];
}

bool element_is_in(enum element element, enum clean_policy policy)
{
	return element_info(element)->policies & 1u << policy;
}

#define ELEMENT(tag, element)                                                                      \
	case GUMBO_TAG_##tag:                                                                      \
		return (struct rule)                                                               \
		{                                                                                  \
			RULE_ELEMENT, element                                                      \
		}
#define SAME(tag) ELEMENT(tag, EL_##tag)

static struct rule rule_of_block(GumboTag tag)
{
	switch (tag) {
		SAME(P);
		ELEMENT(H1, EL_H2);
		SAME(H2);
		SAME(H3);
		SAME(H4);
		SAME(H5);
		SAME(H6);
		SAME(PRE);
		ELEMENT(LISTING, EL_PRE);
		ELEMENT(XMP, EL_PRE);
		ELEMENT(PLAINTEXT, EL_PRE);
		SAME(UL);
		ELEMENT(MENU, EL_UL);
		ELEMENT(DIR, EL_UL);
		SAME(OL);
		SAME(LI);
		SAME(DL);
		SAME(DT);
		SAME(DD);
		SAME(BLOCKQUOTE);
		SAME(HR);
		SAME(TABLE);
		SAME(CAPTION);
		SAME(THEAD);
		SAME(TBODY);
		SAME(TFOOT);
		SAME(TR);
		SAME(TH);
		SAME(TD);
		SAME(FIGCAPTION);
		SAME(DETAILS);
		SAME(SUMMARY);
	case GUMBO_TAG_FIGURE: return (struct rule){ RULE_FIGURE, EL_FIGURE };
	case GUMBO_TAG_DIV:
	case GUMBO_TAG_ASIDE: return (struct rule){ RULE_ASIDE, EL_DIV };
	case GUMBO_TAG_ADDRESS:
	case GUMBO_TAG_ARTICLE:
	case GUMBO_TAG_CENTER:
	case GUMBO_TAG_FIELDSET:
	case GUMBO_TAG_FOOTER:
	case GUMBO_TAG_FORM:
	case GUMBO_TAG_HEADER:
	case GUMBO_TAG_HGROUP:
	case GUMBO_TAG_LEGEND:
	case GUMBO_TAG_MAIN:
	case GUMBO_TAG_NAV:
	case GUMBO_TAG_SECTION: return (struct rule){ RULE_PARAGRAPH, EL_P };
	default: return (struct rule){ RULE_THROUGH, EL_NONE };
	}
}

static struct rule rule_of_inline(GumboTag tag)
{
	switch (tag) {
		SAME(A);
		SAME(ABBR);
		ELEMENT(ACRONYM, EL_ABBR);
		SAME(B);
		SAME(BDI);
		SAME(BDO);
		SAME(CITE);
		SAME(CODE);
		ELEMENT(TT, EL_CODE);
		SAME(DEL);
		SAME(DFN);
		SAME(EM);
		SAME(I);
		SAME(INS);
		SAME(KBD);
		SAME(MARK);
		SAME(Q);
		SAME(RP);
		SAME(RT);
		SAME(RUBY);
		SAME(S);
		ELEMENT(STRIKE, EL_S);
		SAME(SAMP);
		SAME(SMALL);
		SAME(SPAN);
		SAME(STRONG);
		SAME(SUB);
		SAME(SUP);
		SAME(TIME);
		SAME(U);
		SAME(VAR);
		SAME(BR);
		SAME(WBR);
	default: return rule_of_block(tag);
	}
}

struct rule rule_of_tag(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_IMG:
	case GUMBO_TAG_IMAGE: return (struct rule){ RULE_PICTURE, EL_IMG };
	case GUMBO_TAG_AUDIO:
	case GUMBO_TAG_EMBED:
	case GUMBO_TAG_IFRAME:
	case GUMBO_TAG_OBJECT:
	case GUMBO_TAG_VIDEO: return (struct rule){ RULE_EMBED, EL_P };
	case GUMBO_TAG_APPLET:
	case GUMBO_TAG_AREA:
	case GUMBO_TAG_BASE:
	case GUMBO_TAG_BUTTON:
	case GUMBO_TAG_COL:
	case GUMBO_TAG_COLGROUP:
	case GUMBO_TAG_DATALIST:
	case GUMBO_TAG_FRAME:
	case GUMBO_TAG_FRAMESET:
	case GUMBO_TAG_HEAD:
	case GUMBO_TAG_INPUT:
	case GUMBO_TAG_ISINDEX:
	case GUMBO_TAG_KEYGEN:
	case GUMBO_TAG_LINK:
	case GUMBO_TAG_MAP:
	case GUMBO_TAG_META:
	case GUMBO_TAG_METER:
	case GUMBO_TAG_NOEMBED:
	case GUMBO_TAG_NOFRAMES:
	case GUMBO_TAG_NOSCRIPT:
	case GUMBO_TAG_OPTGROUP:
	case GUMBO_TAG_OPTION:
	case GUMBO_TAG_PARAM:
	case GUMBO_TAG_PROGRESS:
	case GUMBO_TAG_SCRIPT:
	case GUMBO_TAG_SELECT:
	case GUMBO_TAG_SOURCE:
	case GUMBO_TAG_STYLE:
	case GUMBO_TAG_SVG:
	case GUMBO_TAG_TEMPLATE:
	case GUMBO_TAG_TEXTAREA:
	case GUMBO_TAG_TITLE:
	case GUMBO_TAG_TRACK: return (struct rule){ RULE_DROP, EL_NONE };
	default: return rule_of_inline(tag);
	}
}
