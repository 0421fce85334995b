// SPDX-License-Identifier: Apache-2.0
// pages.mjs: one of each kind of reader's page of the sample edition.
export const pages = [
	{ name: "the front page", path: "/" },
	{ name: "the front page, continued", path: "/page/2/" },
	{ name: "a section", path: "/section/town/" },
	{ name: "a topic", path: "/topic/trams/" },
	{ name: "an author", path: "/author/imke-halloran/" },
	{ name: "a story", path: "/night-tram/" },
	{ name: "a story with its form open", path: "/night-tram/?reply=1#respond" },
	{ name: "a story behind a password", path: "/letters-locked/" },
	{ name: "a plain page", path: "/about/" },
	{ name: "a search", path: "/search/?q=tram" },
	{ name: "a search narrowed twice", path: "/search/?q=tram&section=town&topic=trams" },
	{ name: "a search without a find", path: "/search/?q=xyzzyplugh" },
	{ name: "an empty search", path: "/search/" },
	{ name: "the archive", path: "/archive/" },
	{ name: "the archive of a year", path: `/archive/${new Date().getUTCFullYear()}/` },
	{ name: "the most read", path: "/most-read/" },
	{ name: "the corrections", path: "/corrections/" },
	{ name: "an address that leads nowhere", path: "/no/such/page/", status: 404 },
];
