/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "../../fuzz/html_clean_check.h"
#include "html/guard.h"
#include "html/href.h"

struct clean_case {
	const char *in, *out;
};

static void check(struct arena *arena, struct str in, enum clean_policy policy, struct str wanted)
{
	struct arena_mark mark = arena_mark(arena);
	struct html once, twice;
	assert_ok(html_clean(arena, in, policy, &once));
	if (wanted.ptr && !str_eq(once.s, wanted))
		fail_msg("\n  %.*s\nbecame\n  %.*s\nnot\n  %.*s", STR_ARG(in), STR_ARG(once.s),
			 STR_ARG(wanted));
	assert_ok(html_clean(arena, once.s, policy, &twice));
	if (!str_eq(once.s, twice.s))
		fail_msg("\n  %.*s\ncleaned again became\n  %.*s", STR_ARG(once.s),
			 STR_ARG(twice.s));
	if (!html_is_inert(once.s))
		fail_msg("\n  %.*s\nacts", STR_ARG(once.s));
	arena_reset(arena, mark);
}

static void check_all(void **state, enum clean_policy policy, const struct clean_case *cases,
		      size_t count)
{
	for (size_t i = 0; i < count; i++)
		check(*state, str_of(cases[i].in), policy, str_of(cases[i].out));
}

static void blocks_are_kept_in_one_spelling(void **state)
{
	static const struct clean_case cases[] = {
		{ "", "" },
		{ "  \n ", "" },
		{ "loose", "<p>loose</p>" },
		{ "<P CLASS=x ID=y>one<p>two", "<p>one</p>\n<p>two</p>" },
		{ "<h1>a</h1><h6>b</h6>", "<h2>a</h2>\n<h6>b</h6>" },
		{ "<p></p><p> <br> </p><p>a<br></p>", "<p>a</p>" },
		{ "<p>a <br>\n b</p>", "<p>a<br>b</p>" },
		{ "<p> a  b\n\nc </p>", "<p>a b\nc</p>" },
		{ "<ul><li>a<li>b<ul><li>c</ul></ul>",
		  "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>" },
		{ "<ul>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>" },
		{ "<li>stray</li><dd>too</dd>", "<p>stray</p>\n<p>too</p>" },
		{ "<ol start=3 reversed type=i><li>a</ol>",
		  "<ol start=\"3\" reversed type=\"i\"><li>a</li></ol>" },
		{ "<ol start=x type=q><li>a</ol>", "<ol><li>a</li></ol>" },
		{ "<dl><dt>a<dd>b<p>c</dl>", "<dl><dt>a</dt><dd>b<p>c</p></dd></dl>" },
		{ "<blockquote cite=http://a.b/>q</blockquote>",
		  "<blockquote cite=\"http://a.b/\"><p>q</p></blockquote>" },
		{ "<p>a<hr>b", "<p>a</p>\n<hr>\n<p>b</p>" },
		{ "<div>a<div>b</div>c</div>", "<p>a</p>\n<p>b</p>\n<p>c</p>" },
		{ "<details open><summary>s</summary>t</details>",
		  "<details open><summary>s</summary><p>t</p></details>" },
		{ "<summary>s</summary>", "<p>s</p>" },
		{ "<h2><p>a</p><p>b</p></h2>", "<h2>a b</h2>" },
		{ "<div class=correction><p>c</p></div>",
		  "<div class=\"correction\"><p>c</p></div>" },
		{ "<section><article>a</article></section>", "<p>a</p>" },
	};
	check_all(state, CLEAN_STORY, cases, COUNT_OF(cases));
}

static void tables_keep_their_shape(void **state)
{
	static const struct clean_case cases[] = {
		{ "<table><tr><td>1<td colspan=2>2</table>",
		  "<table><tbody><tr><td>1</td><td colspan=\"2\">2</td></tr></tbody></table>" },
		{ "<table><caption>c</caption><thead><tr><th scope=col>h<tbody><tr><td></table>",
		  "<table><caption>c</caption><thead><tr><th scope=\"col\">h</th></tr></thead>"
		  "<tbody><tr><td></td></tr></tbody></table>" },
		{ "<table>moved<tr><td>x</table>",
		  "<p>moved</p>\n<table><tbody><tr><td>x</td></tr></tbody></table>" },
		{ "<table></table>", "" },
		{ "<td>no table", "<p>no table</p>" },
		{ "<table><tr><td colspan=1 rowspan=5000>x</table>",
		  "<table><tbody><tr><td>x</td></tr></tbody></table>" },
	};
	check_all(state, CLEAN_STORY, cases, COUNT_OF(cases));
}

static void marks_close_before_blocks_and_open_again_after(void **state)
{
	static const struct clean_case cases[] = {
		{ "<b>a<p>b</p>c</b>", "<p><b>a</b></p>\n<p><b>b</b></p>\n<p><b>c</b></p>" },
		{ "<a href=/x><h2>t</h2></a>", "<h2><a href=\"/x\">t</a></h2>" },
		{ "<i>a<b>b</i>c</b>", "<p><i>a<b>b</b></i><b>c</b></p>" },
		{ "a<b> </b>b", "<p>a b</p>" },
		{ "<b>a </b>b", "<p><b>a</b> b</p>" },
		{ "<b></b><em> </em>x", "<p>x</p>" },
		{ "<b><b>x</b></b>", "<p><b>x</b></p>" },
		{ "<strike>a</strike><tt>b</tt><acronym title=T>c</acronym>",
		  "<p><s>a</s><code>b</code><abbr title=\"T\">c</abbr></p>" },
		{ "<font color=red>a</font><span>b</span><span lang=fr>c</span>",
		  "<p>ab<span lang=\"fr\">c</span></p>" },
		{ "<ruby>k<rp>(</rp><rt>r</rt><rp>)</rp></ruby>",
		  "<p><ruby>k<rp>(</rp><rt>r</rt><rp>)</rp></ruby></p>" },
		{ "<rt>alone</rt>", "<p>alone</p>" },
		{ "<time datetime=2024-01-02T03:04:05+02:00>x</time>",
		  "<p><time datetime=\"2024-01-02T03:04:05+02:00\">x</time></p>" },
		{ "a<wbr>b", "<p>a<wbr>b</p>" },
	};
	check_all(state, CLEAN_STORY, cases, COUNT_OF(cases));
}

static void code_keeps_its_white_space(void **state)
{
	static const struct clean_case cases[] = {
		{ "<pre>\n\n a\n\tb </pre>", "<pre>\n\n a\n\tb </pre>" },
		{ "<pre>\na</pre>", "<pre>a</pre>" },
		{ "<pre><code>\na</code></pre>", "<pre><code>\na</code></pre>" },
		{ "<pre>a<br>b<div>c</div>d</pre>", "<pre>a\nb\nc\nd</pre>" },
		{ "<pre>a&#13;b</pre>", "<pre>a\nb</pre>" },
	};
	check_all(state, CLEAN_STORY, cases, COUNT_OF(cases));
}

static void references_by_id_stay_and_nothing_else_of_them(void **state)
{
	static const struct clean_case cases[] = {
		{ "<figure data-media=12 class='alignleft x size-large'><img src=a.jpg>text"
		  "<figcaption><p>cap</p><p>b</p></figcaption></figure>",
		  "<figure data-media=\"12\" class=\"align-left\"><figcaption>cap b</figcaption>"
		  "</figure>" },
		{ "<p>a<img data-media=7 alt='x \"y\"' src=z>b</p>",
		  "<p>a<img data-media=\"7\" alt=\"x &quot;y&quot;\">b</p>" },
		{ "<figure class=gallery><figure data-media=1></figure><figure data-media=2>"
		  "</figure></figure>",
		  "<figure class=\"gallery\"><figure data-media=\"1\"></figure>"
		  "<figure data-media=\"2\"></figure></figure>" },
		{ "<figure class=wp-block-gallery><ul><li><figure data-media=1></figure></li>"
		  "</ul><figcaption>c</figcaption></figure>",
		  "<figure class=\"gallery\"><figure data-media=\"1\"></figure>"
		  "<figcaption>c</figcaption></figure>" },
		{ "<a data-story=41 data-fragment=part href=/old rel=nofollow>t</a>",
		  "<p><a data-story=\"41\" data-fragment=\"part\">t</a></p>" },
		{ "<a data-media=3 href=x.pdf>t</a>", "<p><a data-media=\"3\">t</a></p>" },
		{ "<p>a<aside data-see-also=41>old text</aside>b</p>",
		  "<p>a</p>\n<aside data-see-also=\"41\"></aside>\n<p>b</p>" },
		{ "<aside>plain</aside>", "<p>plain</p>" },
		{ "<figure data-media=0><p>x</p></figure>", "<figure><p>x</p></figure>" },
		{ "<a data-story=-1 data-fragment=q>t</a>", "<p>t</p>" },
		{ "<a data-story='9223372036854775808'>t</a>", "<p>t</p>" },
	};
	check_all(state, CLEAN_STORY, cases, COUNT_OF(cases));
}

static void what_is_loaded_from_elsewhere_becomes_a_link(void **state)
{
	static const struct clean_case cases[] = {
		{ "<img src=https://a.b/c.png alt=Alt>",
		  "<p><a href=\"https://a.b/c.png\">Alt</a></p>" },
		{ "<img src=https://a.b/c.png>",
		  "<p><a href=\"https://a.b/c.png\">a.b/c.png</a></p>" },
		{ "<a href=/x><img src=https://a.b/c.png alt=Alt></a>",
		  "<p><a href=\"/x\">Alt</a></p>" },
		{ "<img src='data:image/png;base64,xx' data-src=/late.jpg alt=L>",
		  "<p><a href=\"/late.jpg\">L</a></p>" },
		{ "<img src=x width=1 height=1>", "" },
		{ "<img class=emoji alt=\":)\" src=https://s.w.org/x.svg>", "<p>:)</p>" },
		{ "<iframe src=//v.example/1 title=Film></iframe>",
		  "<p class=\"embed\"><a href=\"https://v.example/1\">Film</a></p>" },
		{ "<video><source src=https://a.b/c.mp4>no video</video>",
		  "<p class=\"embed\"><a href=\"https://a.b/c.mp4\">a.b/c.mp4</a></p>" },
		{ "<object data=javascript:x>fallback</object>", "" },
	};
	check_all(state, CLEAN_STORY, cases, COUNT_OF(cases));
}

static void the_look_of_imports_becomes_classes_of_ours(void **state)
{
	static const struct clean_case cases[] = {
		{ "<p style='color:red;text-align: center'>a</p>",
		  "<p class=\"align-center\">a</p>" },
		{ "<p align=right>a</p>", "<p class=\"align-right\">a</p>" },
		{ "<center><p>a</p></center>", "<p class=\"align-center\">a</p>" },
		{ "<p class='has-drop-cap has-text-align-left x'>a</p>",
		  "<p class=\"align-left drop-cap\">a</p>" },
		{ "<figure class='wp-block-table alignwide'><table><tr><td>x</table></figure>",
		  "<figure class=\"wide\"><table><tbody><tr><td>x</td></tr></tbody></table>"
		  "</figure>" },
		{ "<blockquote class=kg-blockquote-alt>a</blockquote>",
		  "<blockquote class=\"pullquote\"><p>a</p></blockquote>" },
		{ "<figure class='wp-block-pullquote alignleft'><blockquote><p>a</p><cite>b</cite>"
		  "</blockquote></figure>",
		  "<blockquote class=\"align-left pullquote\"><p>a</p><p><cite>b</cite></p>"
		  "</blockquote>" },
		{ "<div dir=rtl lang=ar><p>a</p>b</div>",
		  "<p lang=\"ar\" dir=\"rtl\">a</p>\n<p lang=\"ar\" dir=\"rtl\">b</p>" },
		{ "<p class='align-left align-right'>a</p>", "<p class=\"align-left\">a</p>" },
	};
	check_all(state, CLEAN_STORY, cases, COUNT_OF(cases));
}

static void links_lead_only_where_they_may(void **state)
{
	static const struct clean_case cases[] = {
		{ "<a href=' HTTPS://a.b/c d?e=\"&amp;f'>x</a>",
		  "<p><a href=\"https://a.b/c%20d?e=&quot;&amp;f\">x</a></p>" },
		{ "<a href='java&#9;script:alert(1)'>x</a>", "<p>x</p>" },
		{ "<a href='&#1;javascript:alert(1)'>x</a>", "<p>x</p>" },
		{ "<a href='JaVaScRiPt&colon;alert(1)'>x</a>", "<p>x</p>" },
		{ "<a href='data:text/html,x'>x</a><a href='vbscript:x'>y</a>", "<p>xy</p>" },
		{ "<a href='mailto:a@b.c' target=_blank onclick=x>x</a>",
		  "<p><a href=\"mailto:a@b.c\">x</a></p>" },
		{ "<a href='//a.b/c' rel='noopener ugc nofollow x'>x</a>",
		  "<p><a href=\"//a.b/c\" rel=\"nofollow ugc\">x</a></p>" },
		{ "<a href='a:b'>x</a><a href='./a:b'>y</a>", "<p>x<a href=\"./a:b\">y</a></p>" },
		{ "<a name=x>x</a><a href=''>y</a>", "<p>xy</p>" },
		{ "<a href=/a>x<a href=/b>y</a></a>",
		  "<p><a href=\"/a\">x</a><a href=\"/b\">y</a></p>" },
	};
	check_all(state, CLEAN_STORY, cases, COUNT_OF(cases));
}

static void text_is_decoded_once_and_escaped_once(void **state)
{
	static const struct clean_case cases[] = {
		{ "&amp;lt; &lt;b&gt; &eacute; &#x1F600; &notin; &nbsp;x",
		  "<p>&amp;lt; &lt;b&gt; é 😀 ∉ \xC2\xA0x</p>" },
		{ "&#0;&#128;&#xD800;", "<p>\xEF\xBF\xBD€\xEF\xBF\xBD</p>" },
		{ "a&#1;b&#x7f;c&#xFEFF;d", "<p>abcd</p>" },
		{ "a\xFF\xC3", "<p>a\xEF\xBF\xBD\xEF\xBF\xBD</p>" },
		{ "1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>" },
		{ "\"quotes\" 'stay'", "<p>\"quotes\" 'stay'</p>" },
	};
	check_all(state, CLEAN_STORY, cases, COUNT_OF(cases));
}

static void a_line_of_html_has_no_blocks(void **state)
{
	static const struct clean_case cases[] = {
		{ "<p>a <b>b</b></p><p>c</p>", "a <b>b</b> c" },
		{ "<h2>x</h2><ul><li>y</ul>", "x y" },
		{ "a<br>b<img src=x alt=pic><iframe src=//x></iframe>", "a<br>bpic" },
		{ "<a data-story=3>t</a><a href=/x>u</a>", "t<a href=\"/x\">u</a>" },
	};
	check_all(state, CLEAN_INLINE, cases, COUNT_OF(cases));
}

static void a_reply_is_plain(void **state)
{
	static const struct clean_case cases[] = {
		{ "<h2>x</h2><p class=align-left><b>b</b><i>i</i><u>u</u></p>",
		  "<p>x</p>\n<p><strong>b</strong><em>i</em>u</p>" },
		{ "<a href=http://a.b title=t rel=x>l</a>",
		  "<p><a href=\"http://a.b\" rel=\"nofollow ugc noopener\">l</a></p>" },
		{ "<img src=http://a.b/c.png alt=a><table><tr><td>1<td>2</table>",
		  "<p>a</p>\n<p>1</p>\n<p>2</p>" },
		{ "<blockquote lang=fr>q</blockquote><ol start=2><li>a</ol>",
		  "<blockquote><p>q</p></blockquote>\n<ol><li>a</li></ol>" },
	};
	check_all(state, CLEAN_COMMENT, cases, COUNT_OF(cases));
}

/* Each tries to have something happen in a reader's browser. */
static const char *const attacks[] = {
	"<script>alert(1)</script>",
	"<SCRIPT SRC=//x.example/x.js></SCRIPT>",
	"<scr<script>ipt>alert(1)</scr</script>ipt>",
	"<img src=x onerror=alert(1)>",
	"<img/src=x/onerror=alert(1)>",
	"<img src=`x` onerror=alert(1)>",
	"<svg onload=alert(1)>",
	"<svg><script>alert(1)</script></svg>",
	"<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
	"<svg><animate attributeName=href values=javascript:alert(1)>",
	"<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
	"<svg><style><!--</style><img src=x onerror=alert(1)>--></svg>",
	"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
	"onerror=alert(1)&gt;'>",
	"<math href=javascript:alert(1)>x</math>",
	"<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
	"<iframe srcdoc='<script>alert(1)</script>'></iframe>",
	"<iframe src=javascript:alert(1)></iframe>",
	"<embed src=javascript:alert(1)><object data=javascript:alert(1)></object>",
	"<a href=javascript&colon;alert(1)>x</a>",
	"<a href='\x01javascript:alert(1)'>x</a>",
	"<a href='java\nscript:alert(1)'>x</a>",
	"<a href='jav&#x0A;ascript:alert(1)'>x</a>",
	"<a href=' &#14; javascript:alert(1)'>x</a>",
	"<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
	"<a href='feed:javascript:alert(1)'>x</a>",
	"<a href='view-source:x'>x</a><a href='blob:x'>y</a><a href='filesystem:x'>z</a>",
	"<a href='ｊavascript:alert(1)'>x</a>",
	"<a href=\"https://a.b/&quot; onmouseover=alert(1) x=&quot;\">x</a>",
	"<p title='\"><script>alert(1)</script>'>x</p>",
	"<abbr title=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">x</abbr>",
	"<p style='background:url(javascript:alert(1))'>x</p>",
	"<div style='width:expression(alert(1))'>x</div>",
	"<style>@import 'javascript:alert(1)';</style>",
	"<link rel=stylesheet href=javascript:alert(1)><meta http-equiv=refresh content=0>",
	"<base href=javascript:alert(1)//>",
	"<input autofocus onfocus=alert(1)><select autofocus onfocus=alert(1)><textarea autofocus "
	"onfocus=alert(1)>",
	"<button formaction=javascript:alert(1)>x</button>",
	"<details open ontoggle=alert(1)>x</details>",
	"<video src=x onerror=alert(1)><source onerror=alert(1)></video><audio src=x onerror=x>",
	"<marquee onstart=alert(1)>x</marquee><body onload=alert(1)><frameset onload=alert(1)>",
	"<template><script>alert(1)</script></template>",
	"<xmp><p title='</xmp><img src onerror=alert(1)>'></xmp>",
	"<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
	"<title><img title='</title><img src=x onerror=alert(1)>'></title>",
	"<!--><img src=x onerror=alert(1)>-->",
	"<!--a--!><img src=x onerror=alert(1)>-->",
	"<![CDATA[<img src=x onerror=alert(1)>]]>",
	"<?xml <img src=x onerror=alert(1)>?>",
	"<a\x0Chref='javascript:alert(1)'>x</a>",
	"<p/onclick=alert(1)>x",
	"<plaintext><img src=x onerror=alert(1)>",
	"<isindex action=javascript:alert(1) type=image>",
	"<table background=javascript:alert(1)><td background=x>y</table>",
	"<blockquote cite=javascript:alert(1)>x</blockquote>",
	"<q cite='java&Tab;script:alert(1)'>x</q>",
	"<x onclick=alert(1)>y</x><p onclick=alert(1) data-x=1 id=location name=body>z</p>",
	"<pre>\n<script>alert(1)</script>",
	"<option><style></option></select><img src=x onerror=alert(1)></style>",
	"<select><style></select><img src=x onerror=alert(1)></style>",
	"<a href='https://a.b\\@evil.example/\"onx=1'>x</a>",
};

static void nothing_that_acts_comes_through(void **state)
{
	for (size_t i = 0; i < COUNT_OF(attacks); i++)
		for (enum clean_policy policy = CLEAN_STORY; policy <= CLEAN_COMMENT; policy++)
			check(*state, str_of(attacks[i]), policy, (struct str){ 0 });
}

static struct str repeated(struct arena *arena, const char *what, size_t count)
{
	struct buf out = buf_in(arena, LIMIT_HTML_BYTES * 2);
	for (size_t i = 0; i < count; i++)
		buf_put(&out, str_of(what));
	assert_ok(out.fault);
	return buf_str(&out);
}

static enum err clean(struct arena *arena, struct str in)
{
	struct html out;
	return html_clean(arena, in, CLEAN_STORY, &out);
}

static void a_text_may_be_as_large_as_the_limit_and_no_larger(void **state)
{
	struct arena_mark mark = arena_mark(*state);
	struct str large = repeated(*state, "x", LIMIT_HTML_BYTES - 8);
	assert_ok(clean(*state, large));
	arena_reset(*state, mark);
	large = repeated(*state, "x", LIMIT_HTML_BYTES + 1);
	assert_int_equal(clean(*state, large), ERR_TOO_BIG);
	arena_reset(*state, mark);
	/* what comes out is longer than what went in */
	large = repeated(*state, "&", LIMIT_HTML_BYTES / 4);
	assert_int_equal(clean(*state, large), ERR_TOO_BIG);
	arena_reset(*state, mark);
}

static void nesting_has_an_end(void **state)
{
	enum { FITS = LIMIT_HTML_DEPTH - 4 };
	struct arena_mark mark = arena_mark(*state);
	struct str fits = repeated(*state, "<blockquote>", FITS);
	fits = str_fmt(*state, "%.*sx", STR_ARG(fits));
	assert_ok(clean(*state, fits));
	struct str deep = repeated(*state, "<blockquote>", LIMIT_HTML_DEPTH);
	deep = str_fmt(*state, "%.*sx", STR_ARG(deep));
	assert_int_equal(clean(*state, deep), ERR_TOO_BIG);
	deep = repeated(*state, "<sub>", LIMIT_HTML_DEPTH);
	deep = str_fmt(*state, "%.*sx", STR_ARG(deep));
	assert_int_equal(clean(*state, deep), ERR_TOO_BIG);
	arena_reset(*state, mark);
}

static void what_would_take_the_parser_too_long_is_refused_unread(void **state)
{
	struct arena_mark mark = arena_mark(*state);
	assert_ok(html_guard(repeated(*state, "<div>", LIMIT_HTML_OPEN)));
	assert_int_equal(html_guard(repeated(*state, "<div>", LIMIT_HTML_OPEN + 1)), ERR_TOO_BIG);
	assert_ok(html_guard(repeated(*state, "<p>", LIMIT_HTML_OPEN * 10)));
	assert_ok(html_guard(repeated(*state, "<div></div>", LIMIT_HTML_OPEN * 10)));
	assert_ok(html_guard(repeated(*state, "<ul><li><b>x</b></ul>", LIMIT_HTML_OPEN * 10)));
	assert_ok(html_guard(repeated(*state, "<br>", LIMIT_HTML_NODES)));
	assert_int_equal(html_guard(repeated(*state, "<br>", LIMIT_HTML_NODES + 1)), ERR_TOO_BIG);
	arena_reset(*state, mark);
	struct str svg = repeated(*state, "<g>", LIMIT_HTML_OPEN - 1);
	assert_ok(html_guard(str_fmt(*state, "<svg>%.*s", STR_ARG(svg))));
	svg = repeated(*state, "<p>", LIMIT_HTML_UNSURE_TAGS);
	assert_int_equal(html_guard(str_fmt(*state, "<svg>%.*s", STR_ARG(svg))), ERR_TOO_BIG);
	arena_reset(*state, mark);
	struct str attributes = repeated(*state, " a=b", LIMIT_HTML_ATTRIBUTES);
	assert_ok(html_guard(str_fmt(*state, "<p%.*s>", STR_ARG(attributes))));
	assert_int_equal(html_guard(str_fmt(*state, "<p%.*s c>", STR_ARG(attributes))),
			 ERR_TOO_BIG);
	arena_reset(*state, mark);
}

/* Formatting left open is made anew in each paragraph: many of both is a great many nodes. */
static void formatting_left_open_is_counted_for_every_block(void **state)
{
	struct arena_mark mark = arena_mark(*state);
	struct buf in = buf_in(*state, LIMIT_HTML_BYTES);
	for (int i = 0; i < 500; i++)
		buf_fmt(&in, "<b class=%d>", i);
	struct str paragraphs = repeated(*state, "<p>x</p>", 5000);
	buf_put(&in, paragraphs);
	assert_int_equal(html_guard(buf_str(&in)), ERR_TOO_BIG);
	in = buf_in(*state, LIMIT_HTML_BYTES);
	for (int i = 0; i < 900; i++)
		buf_fmt(&in, "<p><b class=%d>x", i);
	assert_int_equal(html_guard(buf_str(&in)), OK);
	arena_reset(*state, mark);
}

static void the_guard_reads_comments_and_raw_text_as_a_parser_does(void **state)
{
	struct str many = repeated(*state, "<div>", LIMIT_HTML_OPEN + 1);
	static const struct {
		const char *before;
		bool hidden;
	} cases[] = {
		{ "<!--", true },
		{ "<!-->", false },
		{ "<!--->", false },
		{ "<!-- --!>", false },
		{ "<script>", true },
		{ "<script></script>", false },
		{ "<style></styles>", true },
		{ "<style></style/>", false },
		{ "<p title='", true },
		{ "<p title='>'>", false },
		{ "<textarea>", true },
		{ "<!doctype>", false },
		{ "</>", false },
		{ "</3>", false },
		{ "<p a= '>' >", false },
		{ "<p a=b'>", false },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct arena_mark mark = arena_mark(*state);
		struct str in = str_fmt(*state, "%s%.*s", cases[i].before, STR_ARG(many));
		if (html_guard(in) != (cases[i].hidden ? OK : ERR_TOO_BIG))
			fail_msg("after %s", cases[i].before);
		arena_reset(*state, mark);
	}
}

static void an_address_may_be_as_long_as_the_limit(void **state)
{
	struct str href;
	struct str fits = repeated(*state, "a", LIMIT_HREF_BYTES);
	assert_true(href_clean(*state, fits, &href));
	assert_true(str_eq(href, fits));
	assert_false(href_clean(*state, repeated(*state, "a", LIMIT_HREF_BYTES + 1), &href));
	/* spaces grow when written */
	fits = repeated(*state, "a b", LIMIT_HREF_BYTES / 3);
	assert_false(href_clean(*state, fits, &href));
	assert_true(href_clean_absolute(*state, S("//a.b/c"), &href));
	assert_str(href, "https://a.b/c");
	assert_false(href_clean_absolute(*state, S("/a"), &href));
	assert_false(href_clean_absolute(*state, S("http:///a"), &href));
	assert_false(href_clean_absolute(*state, S("mailto:a@b.c"), &href));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_kept_in_one_spelling),
		cmocka_unit_test(tables_keep_their_shape),
		cmocka_unit_test(marks_close_before_blocks_and_open_again_after),
		cmocka_unit_test(code_keeps_its_white_space),
		cmocka_unit_test(references_by_id_stay_and_nothing_else_of_them),
		cmocka_unit_test(what_is_loaded_from_elsewhere_becomes_a_link),
		cmocka_unit_test(the_look_of_imports_becomes_classes_of_ours),
		cmocka_unit_test(links_lead_only_where_they_may),
		cmocka_unit_test(text_is_decoded_once_and_escaped_once),
		cmocka_unit_test(a_line_of_html_has_no_blocks),
		cmocka_unit_test(a_reply_is_plain),
		cmocka_unit_test(nothing_that_acts_comes_through),
		cmocka_unit_test(a_text_may_be_as_large_as_the_limit_and_no_larger),
		cmocka_unit_test(nesting_has_an_end),
		cmocka_unit_test(what_would_take_the_parser_too_long_is_refused_unread),
		cmocka_unit_test(formatting_left_open_is_counted_for_every_block),
		cmocka_unit_test(the_guard_reads_comments_and_raw_text_as_a_parser_does),
		cmocka_unit_test(an_address_may_be_as_long_as_the_limit),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
