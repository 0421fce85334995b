// SPDX-License-Identifier: Apache-2.0
// The scenes of tools/draw-covers.mjs: each a function that gives an SVG of 1600 x 900.
const W = 1600, H = 900;
const c = {
	night: "#16233c", deep: "#1e4556", sea: "#2f7a82", foam: "#a8d0c6", cream: "#f8f0dd", sand: "#ecd9ae",
	sun: "#eeb14a", coral: "#dd7358", brick: "#9c3b2d", plum: "#573350", moss: "#71894c", pine: "#33513f",
	slate: "#4b5c74", mist: "#c9d3d2", ink: "#1b1a1c", white: "#fffaf0", rose: "#e9b7a0", violet: "#8a6cae",
};

let state = 1;
const seed = (n) => { state = n >>> 0; };
const rnd = (low = 0, high = 1) => {
	state = (state + 0x6d2b79f5) >>> 0;
	let t = Math.imul(state ^ (state >>> 15), 1 | state);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return low + (high - low) * (((t ^ (t >>> 14)) >>> 0) / 4294967296);
};
const pick = (list) => list[Math.floor(rnd(0, list.length))];
const r1 = (n) => Math.round(n * 10) / 10;
const range = (n, f) => Array.from({ length: n }, (_, i) => f(i)).join("");

const rect = (x, y, w, h, fill, more = "") => `<rect x="${r1(x)}" y="${r1(y)}" width="${r1(w)}" height="${r1(h)}" fill="${fill}" ${more}/>`;
const disc = (x, y, r, fill, more = "") => `<circle cx="${r1(x)}" cy="${r1(y)}" r="${r1(r)}" fill="${fill}" ${more}/>`;
const path = (d, fill, more = "") => `<path d="${d}" fill="${fill}" ${more}/>`;
const line = (d, stroke, width = 4, more = "") => `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
const poly = (points, fill, more = "") => `<polygon points="${points.map((p) => p.map(r1).join()).join(" ")}" fill="${fill}" ${more}/>`;
const cut = (...inner) => `<g filter="url(#cut)">${inner.join("")}</g>`;
const at = (x, y, inner, more = "") => `<g transform="translate(${r1(x)} ${r1(y)}) ${more}">${inner}</g>`;

// A soft edge through random heights, closed below: hills, fog, water.
function ridge(y, swing, steps, fill) {
	const pts = Array.from({ length: steps + 3 }, (_, i) => [(i - 1) * W / steps, y + rnd(-swing, swing)]);
	let d = `M${r1(pts[0][0])} ${H + 40}L${r1(pts[0][0])} ${r1(pts[0][1])}`;
	for (let i = 0; i < pts.length - 1; i++) {
		const [x0, y0] = pts[i], [x1, y1] = pts[i + 1], mid = (x0 + x1) / 2;
		d += `C${r1(mid)} ${r1(y0)} ${r1(mid)} ${r1(y1)} ${r1(x1)} ${r1(y1)}`;
	}
	return cut(path(d + `L${W + 200} ${H + 40}Z`, fill));
}
function waves(y, height, length, fill, shift = 0) {
	let d = `M${-length} ${H + 40}L${-length + shift} ${y}`;
	for (let x = -length + shift; x < W + length; x += length)
		d += `q${r1(length / 2)} ${r1(-height)} ${length} 0`;
	return cut(path(d + `L${W + length} ${H + 40}Z`, fill));
}
const sky = (fill) => rect(0, 0, W, H, fill);
const sunDisc = (x, y, r, fill, ring) => cut(disc(x, y, r * 1.5, ring)) + cut(disc(x, y, r, fill));
const stars = (n, bottom, fill = c.sand) => range(n, () => disc(rnd(0, W), rnd(0, bottom), rnd(1, 3), fill));
const scene = (...inner) => `<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}" viewBox="0 0 ${W} ${H}"><defs><filter id="cut" x="-5%" y="-5%" width="110%" height="115%"><feDropShadow dx="0" dy="5" stdDeviation="7" flood-color="#10131c" flood-opacity=".32"/></filter></defs>${inner.join("")}</svg>`;

// A narrow town house with its foot at (x, y).
function house(x, y, w, h, wall, roof, glow) {
	const cols = Math.max(2, Math.round(w / 55)), rows = Math.max(2, Math.round(h / 85));
	const ww = 20, wh = 34;
	let s = rect(x, y - h, w, h + 60, wall);
	s += poly([[x - 8, y - h], [x + w / 2, y - h - w * rnd(.45, .75)], [x + w + 8, y - h]], roof);
	s = rect(x + w * .68, y - h - w * .5, 18, w * .45, roof) + s;
	for (let i = 0; i < cols; i++)
		for (let j = 0; j < rows; j++)
			s += rect(x + (i + .5) * w / cols - ww / 2, y - h + 26 + j * (h - 20) / rows, ww, wh,
				rnd() < .45 ? glow : "#00000038");
	return cut(s);
}
function street(y, low, high, walls, roofs, glow) {
	let s = "";
	for (let x = -20; x < W;) {
		const w = rnd(105, 170);
		s += house(x, y, w, rnd(low, high), pick(walls), pick(roofs), glow);
		x += w + 3;
	}
	return s;
}
const gull = (x, y, size, fill = c.white) => path(`M${r1(x - size)} ${r1(y - size * .3)}Q${r1(x - size * .45)} ${r1(y - size * .75)} ${r1(x)} ${r1(y)}Q${r1(x + size * .45)} ${r1(y - size * .75)} ${r1(x + size)} ${r1(y - size * .3)}Q${r1(x + size * .4)} ${r1(y - size * .4)} ${r1(x)} ${r1(y + size * .22)}Q${r1(x - size * .4)} ${r1(y - size * .4)} ${r1(x - size)} ${r1(y - size * .3)}Z`, fill);

export const scenes = {
	tram() {
		seed(4);
		const car = rect(0, 0, 640, 190, c.brick, 'rx="26"') + rect(0, 96, 640, 22, c.sand) +
			rect(-10, 0, 660, 16, c.plum, 'rx="8"') +
			range(6, (i) => rect(36 + i * 98, 26, 76, 62, c.sun, 'rx="6"')) +
			range(3, (i) => disc(70 + i * 98 + rnd(-8, 8), 66, 13, c.plum) + rect(54 + i * 98, 74, 34, 14, c.plum)) +
			rect(286, 22, 68, 150, c.plum, 'rx="4"') + rect(294, 30, 24, 130, c.sun) + rect(322, 30, 24, 130, c.sun) +
			rect(60, 190, 180, 20, c.ink) + rect(400, 190, 180, 20, c.ink) +
			[100, 190, 440, 530].map((x) => disc(x, 206, 24, c.ink) + disc(x, 206, 9, c.slate)).join("") +
			line("M300 0L340 -76L400 -76", c.ink, 7) + disc(628, 140, 12, c.white);
		return scene(sky(c.night), stars(90, 380), sunDisc(1260, 190, 84, c.sun, "#2a3350"),
			street(560, 200, 360, ["#26385a", "#2d4166", "#223252"], ["#1a2744", "#1d2c4c"], "#57627a"),
			street(690, 170, 330, [c.slate, c.plum, c.deep, "#6d4a57"], ["#2b2a3f", "#332a3d"], c.sun),
			cut(rect(-10, 690, W + 20, 240, "#2a2f42")), line("M0 446L1600 430", c.ink, 4),
			line("M0 752L1600 752M0 790L1600 790", "#586078", 6),
			path("M990 700L1560 820L1560 740L990 660Z", c.sun, 'opacity=".22"'), cut(at(360, 540, car)));
	},
	bridge() {
		seed(11);
		const y = 560, lampAt = (x) => y - 40;
		const tower = (x) => rect(x - 36, 210, 72, 520, c.plum) + rect(x - 48, 196, 96, 30, c.plum) +
			path(`M${x - 16} 560V400a16 18 0 0 1 32 0V560Z`, c.coral);
		const cable = "M-60 330Q110 420 400 226Q800 690 1200 226Q1490 420 1660 330";
		const hang = range(27, (i) => {
			const x = 430 + i * 28.5, t = (x - 400) / 800, top = (1 - t) ** 2 * 226 + 2 * t * (1 - t) * 690 + t * t * 226;
			return line(`M${r1(x)} ${r1(top)}V${y}`, c.plum, 3);
		});
		return scene(sky("#e9a07a"), rect(0, 0, W, 190, c.coral), rect(0, 120, W, 130, "#e38a69"), sunDisc(830, 420, 96, c.sand, "#efba8d"),
			ridge(420, 46, 7, "#b0647a"), ridge(500, 30, 9, "#84507a"), cut(rect(-10, 610, W + 20, 300, c.deep)),
			range(46, () => rect(rnd(0, W), rnd(640, 890), rnd(40, 170), 4, pick([c.coral, c.sea, c.sea]), 'opacity=".55"')),
			cut(hang + line(cable, c.plum, 12) + tower(400) + tower(1200)), cut(rect(-10, y, W + 20, 26, c.ink)),
			range(21, (i) => {
				const x = 20 + i * 78, tone = i === 8 ? c.violet : c.sun;
				return rect(x - 3, lampAt(x), 6, 42, c.ink) + disc(x, lampAt(x), 26, tone, 'opacity=".25"') + disc(x, lampAt(x), 11, i === 8 ? "#c7a6f0" : c.white) +
					rect(x - 5, 626, 10, rnd(130, 220), tone, 'opacity=".5"');
			}));
	},
	bench() {
		seed(8);
		const slat = (y2) => rect(0, y2, 420, 18, c.pine, 'rx="6"');
		const bench = slat(0) + slat(28) + slat(56) + rect(-16, 98, 452, 22, c.pine, 'rx="6"') + [20, 382].map((x) => rect(x, 0, 16, 190, c.ink)).join("") + rect(-6, 116, 16, 74, c.ink) + rect(410, 116, 16, 74, c.ink);
		const leaves = range(130, () => { const a = rnd(0, 6.28), d = Math.sqrt(rnd()) * 260; return disc(1190 + Math.cos(a) * d * 1.25, 270 + Math.sin(a) * d * .8, rnd(20, 46), pick([c.moss, c.pine, "#8aa05a", c.sun]), 'opacity=".92"'); });
		return scene(sky(c.cream), sunDisc(380, 240, 90, c.coral, c.rose), ridge(410, 16, 6, c.mist), waves(470, 14, 120, c.foam), waves(530, 18, 150, c.sea, 40), waves(600, 20, 170, c.deep, 90),
			ridge(690, 14, 5, c.moss), cut(path("M1160 760Q1200 560 1150 380L1210 300L1250 380Q1240 560 1290 760Z", c.plum)), cut(leaves), cut(at(560, 580, bench)),
			range(26, () => disc(rnd(200, 1500), rnd(740, 880), rnd(6, 12), pick([c.sun, "#8aa05a", c.coral]))), gull(560, 330, 40, c.slate), gull(660, 380, 26, c.slate));
	},
	library() {
		seed(61);
		let s = "", gap = false;
		for (let row = 0; row < 3; row++) {
			const floor = 280 + row * 292;
			s += rect(0, floor - 262, W, 262, "#3b2735");
			for (let x = 16; x < W - 20;) {
				if (row === 1 && !gap && x > 740) { gap = true; s += rect(x, floor - 262, 74, 262, "#1c1019") + cut(rect(x + 16, floor - 62, 42, 62, c.cream) + rect(x + 22, floor - 48, 30, 3, c.brick) + rect(x + 22, floor - 38, 30, 3, c.slate) + rect(x + 22, floor - 28, 22, 3, c.slate)); x += 78; continue; }
				const w = rnd(24, 62), h = rnd(150, 238), tone = pick([c.brick, c.deep, c.sand, c.moss, c.plum, c.coral, c.slate, c.sun, c.sea, c.cream]);
				const lean = rnd() < .07 ? `rotate(${r1(rnd(-7, -4))} ${r1(x + w)} ${floor})` : "";
				s += `<g filter="url(#cut)" transform="${lean}">` + rect(x, floor - h, w, h, tone, 'rx="3"') + rect(x, floor - h + 24, w, 6, "#00000030") + rect(x, floor - 44, w, 6, "#00000030") + (w > 44 ? rect(x + w / 2 - 9, floor - h + 60, 18, h * .36, "#ffffff55") : "") + "</g>";
				x += w + 3;
			}
			s += cut(rect(-10, floor, W + 20, 26, "#8b5a3c"));
		}
		return scene(sky("#3b2735"), s);
	},
	rooftops() {
		seed(22);
		const roofs = (y, n, tones, lit) => range(n, (i) => {
			const x = (i - .4) * W / (n - 1) + rnd(-30, 30), w = rnd(210, 330), h = rnd(110, 200), wall = pick(tones);
			return cut(rect(x - 14 + w * .66, y - h - 40 + rnd(0, 26), 34, 130, c.brick) + poly([[x - 20, y], [x + w / 2, y - h], [x + w + 20, y]], wall[0]) + rect(x, y, w, H - y, wall[1]) + range(2, (k) => rect(x + w * (.2 + .38 * k), y + 34, 44, 62, rnd() < lit ? c.sun : "#1b1a1c40", 'rx="2"')));
		});
		return scene(sky("#f2d9b8"), sunDisc(1180, 250, 100, c.cream, "#f5e2c4"), ridge(420, 20, 6, "#d9c3b4"), roofs(480, 9, [["#b99a95", "#cfb5aa"], ["#a98a90", "#c7aca6"]], .1),
			roofs(600, 8, [[c.plum, "#a97f83"], ["#7b4a55", "#b98f86"]], .3), roofs(740, 6, [[c.brick, c.coral], [c.deep, c.slate], [c.plum, c.rose], ["#7a3328", c.sand]], .5),
			gull(420, 220, 46, c.white), gull(520, 280, 30, c.white), gull(760, 170, 34, c.white));
	},
	ferry() {
		seed(5);
		const boat = path("M0 120H620L570 216H70Z", c.white) + path("M18 156H603L570 216H70Z", c.brick) + rect(90, 52, 400, 70, c.cream, 'rx="10"') + rect(130, -2, 230, 58, c.white, 'rx="10"') + rect(300, -60, 110, 60, c.cream, 'rx="8"') +
			range(9, (i) => disc(124 + i * 42, 88, 13, c.deep)) + range(4, (i) => rect(150 + i * 52, 12, 34, 26, c.deep, 'rx="4"')) + rect(316, -46, 78, 24, c.deep, 'rx="4"') + rect(352, -130, 7, 72, c.ink) + path("M359 -128l52 15l-52 15Z", c.coral);
		return scene(sky(c.foam), sunDisc(300, 210, 84, c.cream, "#bfded3"), ridge(360, 40, 6, "#8fbdb6"), ridge(430, 34, 7, "#5f9a9b"), cut(path("M1010 540Q1160 320 1330 400Q1500 330 1700 540Z", c.moss)), cut(path("M1180 560Q1330 430 1480 470T1740 560Z", c.pine)),
			waves(560, 20, 150, "#3f8c90", 30), cut(at(410, 426, boat)), waves(624, 24, 170, c.sea, 90), waves(700, 28, 190, "#266470", 20), waves(790, 30, 210, c.deep, 120),
			gull(1100, 210, 44), gull(1220, 270, 30), gull(980, 300, 26));
	},
	lighthouse() {
		seed(31);
		const tower = path("M-54 0L-34 -400H34L54 0Z", c.cream) + range(3, (i) => path(`M${-51 + i * 7} ${-60 - i * 130}L${-47 + i * 7} ${-128 - i * 130}H${47 - i * 7}L${51 - i * 7} ${-60 - i * 130}Z`, c.brick)) + rect(-50, -418, 100, 20, c.ink) + rect(-28, -480, 56, 64, c.sun) + path("M-40 -480L0 -528L40 -480Z", c.brick) + rect(-12, -60, 24, 60, c.ink);
		const fog = (y, tone, o) => `<g opacity="${o}">` + ridge(y, 26, 5, tone) + "</g>";
		return scene(sky("#8b9bab"), rect(0, 0, W, 330, "#7a8b9e"), path("M1080 250L-40 60L-40 420Z", c.sun, 'opacity=".35"'), path("M1080 250L1640 150L1640 340Z", c.sun, 'opacity=".3"'), fog(420, "#9fadb8", .9), cut(path("M820 730H1640V640Q1300 600 1180 650T900 690Z", c.slate)), cut(at(1080, 690, tower)),
			fog(600, "#b4bfc6", .85), waves(720, 12, 130, "#6f8796"), fog(700, "#cdd4d6", .8), waves(800, 14, 160, "#566f82", 60), fog(830, "#dfe2df", .9));
	},
	crane() {
		seed(3);
		const lattice = range(13, (i) => line(`M${640 + i * 52} ${250 - i * 11}l26 52l26 -63`, c.ink, 5));
		const crane = rect(560, 300, 190, 120, c.ink) + rect(588, 326, 60, 44, c.sun) + poly([[596, 420], [640, 420], [560, 760], [506, 760]], c.ink) + poly([[672, 420], [716, 420], [806, 760], [752, 760]], c.ink) + rect(520, 590, 280, 18, c.ink) +
			line("M620 300L1330 106M640 312L1330 112", c.ink, 9) + lattice + line("M650 300L700 170L1320 108M700 170L520 330", c.ink, 6) + rect(470, 320, 100, 70, c.ink) + line("M1320 110V430", c.ink, 4) + line("M1320 430a18 18 0 1 1 -18 18", c.ink, 9);
		return scene(sky(c.sun), rect(0, 0, W, 250, "#e59a4f"), sunDisc(980, 420, 150, c.cream, "#f3c878"), ridge(560, 16, 8, c.coral), street(650, 60, 130, ["#b2574a", "#a54f48"], [c.brick, "#8b3a35"], "#e9a06a"), cut(crane), cut(rect(-10, 750, W + 20, 60, c.plum)), waves(820, 14, 140, c.deep), range(20, () => rect(rnd(700, 1250), rnd(830, 890), rnd(40, 140), 5, c.sun, 'opacity=".5"')),
			range(22, () => { const a = rnd(0, 6.28), d = rnd(60, 330); return gull(900 + Math.cos(a) * d * 1.4, 230 + Math.sin(a) * d * .5, rnd(12, 24), c.ink); }));
	},
	seawall() {
		seed(14);
		return scene(sky(c.mist), rect(0, 0, W, 170, "#b7c6cb"), sunDisc(1240, 200, 80, c.white, "#d9e0dc"), ridge(330, 14, 6, "#9bb4ba"), waves(380, 26, 150, "#7fb0b0", 20), waves(430, 34, 180, c.sea, 80), waves(490, 40, 210, c.deep, 10),
			range(34, () => disc(rnd(0, W), 545 + rnd(-26, 14), rnd(5, 16), c.white, 'opacity=".85"')), range(4, (i) => cut(rect(-10, 560 + i * 52, W + 20, 70, ["#d8cdb6", "#cfc2a8", "#c4b598", "#b9a88a"][i]))),
			cut(rect(-10, 772, W + 20, 140, c.moss)), cut(rect(-10, 690, W + 20, 20, "#8b5a3c") + rect(-10, 722, W + 20, 20, "#8b5a3c") + rect(-10, 764, W + 20, 26, "#a56d48") + range(14, (i) => rect(30 + i * 118, 690, 14, 110, c.ink))),
			range(7, (i) => { const x = 170 + i * 205 + rnd(-40, 40), tone = pick([c.brick, c.plum, c.sun, c.deep, c.coral]); return cut(disc(x, 640, 22, pick(["#7b4a35", "#e7bd98", "#b98260", "#4f3226"])) + path(`M${x - 34} 764V700q0 -36 34 -36t34 36V764Z`, tone)); }));
	},
	market() {
		seed(17);
		const stall = (x, y, w, a, b) => {
			let s = rect(x + 8, y, 10, 250, c.ink) + rect(x + w - 18, y, 10, 250, c.ink);
			const n = 8, sw = w / n;
			for (let i = 0; i < n; i++) s += path(`M${r1(x + i * sw)} ${y - 60}H${r1(x + (i + 1) * sw)}L${r1(x + (i + 1) * sw)} ${y + 20}a${r1(sw / 2)} 22 0 0 1 ${r1(-sw)} 0Z`, i % 2 ? a : b);
			s += rect(x, y + 150, w, 110, "#7a4f36");
			for (let i = 0; i < 4; i++) { const tone = pick([c.coral, c.moss, c.sun, c.brick, c.plum]); s += rect(x + 10 + i * w / 4, y + 128, w / 4 - 20, 60, "#a9764d"); for (let k = 0; k < 12; k++) s += disc(x + 26 + i * w / 4 + rnd(0, w / 4 - 52), y + 128 - rnd(0, 26), 15, tone) + ""; s += rect(x + 10 + i * w / 4, y + 142, w / 4 - 20, 40, "#c08a5c"); }
			return cut(s);
		};
		return scene(sky("#233449"), range(9, (i) => cut(path(`M${-120 + i * 205} 900V330a110 110 0 0 1 220 0V900h-16V330a94 94 0 0 0 -188 0V900Z`, c.deep))), cut(path("M-20 -20H1620V120Q800 300 -20 120Z", "#2d4a5c")), range(9, (i) => rect(80 + i * 180, 60, 90, 60, i > 5 ? c.sun : "#3c6274")),
			cut(disc(800, 250, 84, c.ink) + disc(800, 250, 74, c.cream) + line("M800 250L811 291M800 250V312", c.ink, 8)), range(5, (i) => line(`M${160 + i * 320} 150V340`, c.ink, 3) + disc(160 + i * 320, 356, 60, c.sun, 'opacity=".18"') + disc(160 + i * 320, 352, 18, c.white)),
			stall(40, 480, 440, c.cream, c.brick), stall(1110, 480, 440, c.cream, c.pine), stall(540, 540, 520, c.cream, c.sun), cut(rect(-10, 800, W + 20, 120, "#4a3a38")), range(60, () => rect(rnd(0, W), rnd(810, 890), rnd(30, 90), 4, "#5d4a45")));
	},
	ropes() {
		seed(9);
		let s = "";
		const tones = [[c.deep, "#2b6174"], [c.sea, "#4a979c"], [c.sand, "#d3b985"], [c.night, "#2a3c5e"], [c.sun, "#d4923a"]];
		for (let k = 0; k < 6; k++) {
			const y = 40 + k * 150, h = 120, t = tones[k % 5];
			let rope = rect(-40, y, W + 80, h, t[0], 'rx="60"');
			for (let x = -80; x < W + 80; x += 62) rope += path(`M${x} ${y + h}C${x + 6} ${y + h * .4} ${x + 60} ${y + h * .6} ${x + 66} ${y}H${x + 96}C${x + 90} ${y + h * .6} ${x + 36} ${y + h * .4} ${x + 30} ${y + h}Z`, t[1]) + line(`M${x + 44} ${y + h - 8}C${x + 52} ${y + h * .5} ${x + 90} ${y + h * .6} ${x + 104} ${y + 8}`, "#00000022", 3);
			s += `<g transform="rotate(${[-1.2, .8, -.4, 1.1, -.9, .5][k]} 800 450)">` + cut(rope) + "</g>";
		}
		return scene(sky("#10192b"), s);
	},
	chart() {
		seed(44);
		const heights = [190, 260, 230, 340, 300, 420, 390, 520], tones = [c.deep, c.sea, c.coral, c.sun, c.plum, c.moss, c.slate, c.brick];
		return scene(sky(c.cream), range(6, (i) => rect(120, 190 + i * 110, 1360, 2, "#1b1a1c22")), heights.map((h, i) => cut(rect(150 + i * 168, 740 - h, 112, h, tones[i]))).join(""), cut(rect(110, 740, 1380, 12, c.ink)),
			cut(line("M206 600C360 560 420 600 540 500S760 470 878 380S1100 330 1214 240S1360 190 1400 140", c.ink, 12)), [[206, 600], [540, 500], [878, 380], [1214, 240], [1400, 140]].map(([x, y]) => cut(disc(x, y, 22, c.cream) + disc(x, y, 13, c.brick))).join(""),
			cut(path("M1240 800q60 -70 150 -60t110 60Z", c.sand) + rect(1232, 796, 276, 16, c.moss, 'rx="8"') + rect(1240, 812, 260, 14, c.coral, 'rx="6"') + path("M1236 826H1504q0 40 -50 40H1286q-50 0 -50 -40Z", c.sand)));
	},
	umbrellas() {
		seed(12);
		const brolly = (x, y, r, a, b) => cut(range(8, (i) => { const t0 = i * Math.PI / 4, t1 = t0 + Math.PI / 4; return path(`M${r1(x)} ${r1(y)}L${r1(x + r * Math.cos(t0))} ${r1(y + r * Math.sin(t0))}Q${r1(x + r * .84 * Math.cos((t0 + t1) / 2))} ${r1(y + r * .84 * Math.sin((t0 + t1) / 2))} ${r1(x + r * Math.cos(t1))} ${r1(y + r * Math.sin(t1))}Z`, i % 2 ? a : b); }) + disc(x, y, 8, c.ink));
		const spots = [[180, 170, 170], [520, 120, 140], [860, 210, 180], [1220, 140, 160], [1500, 300, 150], [330, 470, 190], [690, 520, 160], [1080, 500, 185], [1390, 620, 165], [130, 770, 160], [520, 800, 175], [900, 800, 150], [1210, 850, 150]];
		const pairs = [[c.coral, c.brick], [c.sun, "#d4923a"], [c.sea, c.deep], [c.plum, "#6e4766"], [c.cream, c.sand], [c.moss, c.pine], [c.ink, "#343238"]];
		return scene(sky("#5d6c7d"), range(70, () => rect(rnd(0, W), rnd(0, H), rnd(60, 200), 2, "#7b8a9a")), spots.map(([x, y, r], i) => brolly(x, y, r, ...pairs[i % 7])).join(""), range(120, () => { const x = rnd(0, W), y = rnd(0, H), l = rnd(30, 70); return line(`M${r1(x)} ${r1(y)}l${r1(-l * .3)} ${r1(l)}`, "#dfe7ea", 2, 'opacity=".6"'); }));
	},
	windmills() {
		seed(19);
		const mill = (x, y, s, turn) => at(x, y, path("M-11 0L-5 -420H5L11 0Z", c.white) + range(3, (i) => `<g transform="translate(0 -420) rotate(${turn + i * 120})">` + path("M-7 0Q-22 -60 -4 -250Q8 -120 7 0Z", c.white) + "</g>") + disc(0, -420, 13, c.mist), `scale(${s})`);
		return scene(sky("#f1cfa0"), rect(0, 0, W, 200, "#eec08a"), sunDisc(420, 290, 100, c.cream, "#f4dcb4"), ridge(470, 40, 6, "#c99a86"), ridge(540, 40, 5, "#a98f6e"), cut(mill(1060, 660, 1.05, 14)), cut(mill(680, 640, .8, 52)), ridge(610, 30, 4, c.moss), ridge(690, 26, 4, "#8aa05a"),
			range(12, (i) => line(`M${-200 + i * 180} 910Q${100 + i * 120} 800 ${420 + i * 66} 720`, c.sand, 7, 'opacity=".55"')), ridge(810, 26, 3, c.pine), range(30, () => disc(rnd(0, W), rnd(850, 895), rnd(4, 8), pick([c.coral, c.sun, c.cream]))));
	},
	theatre() {
		seed(7);
		const buckets = range(7, (i) => { const x = 260 + i * 180; return cut(path(`M${x - 40} 790H${x + 40}L${x + 30} 860H${x - 30}Z`, pick([c.slate, c.sea, c.sun])) + `<ellipse cx="${x}" cy="790" rx="40" ry="9" fill="${c.mist}"/>`); });
		const curtain = (x, dir) => range(6, (i) => cut(path(`M${x + dir * i * 46} 130q${dir * 26} 300 ${-dir * 10} 560h${dir * 60}q${dir * 14} -280 ${dir * 4} -560Z`, i % 2 ? c.brick : "#832f25")));
		return scene(sky("#1d2435"), cut(rect(180, 90, 1240, 640, c.plum)), cut(rect(210, 130, 1180, 570, "#f0c987")), path("M440 690a360 360 0 0 1 720 0Z", c.cream, 'opacity=".45"'), curtain(1420, -1), curtain(180, 1), cut(path(`M180 90H1420V190${range(8, (i) => `q-77 70 -155 0`)}Z`, c.brick)),
			cut(disc(730, 430, 34, "#7b4a35") + path("M690 690L700 500q30 -40 60 0L790 690Z", c.deep)), cut(disc(880, 440, 32, "#e7bd98") + path("M836 690L850 500q30 -36 60 0L924 690Z", c.coral) + line("M850 530L800 590", c.coral, 20)), cut(rect(150, 690, 1300, 60, "#6e4431")), buckets,
			range(210, () => { const x = rnd(-40, W + 120), y = rnd(-20, H), l = rnd(40, 110); return line(`M${r1(x)} ${r1(y)}l${r1(-l * .28)} ${r1(l)}`, "#dce7ee", 2.5, 'opacity=".5"'); }));
	},
	maps() {
		seed(15);
		const coast = "M-20 -20H560Q620 120 520 220T600 420Q680 520 560 600T640 920H-20Z";
		const rings = range(5, (i) => `<g opacity="${.7 - i * .12}">` + line(coast, c.sea, 3, `transform="translate(${34 + i * 38} ${i * 6})"`) + "</g>");
		const rose = at(1230, 600, disc(0, 0, 176, "none", `stroke="${c.brick}" stroke-width="3"`) + disc(0, 0, 160, "none", `stroke="${c.brick}" stroke-width="2"`) + range(8, (i) => `<g transform="rotate(${i * 45})">` + path(`M0 ${i % 2 ? -110 : -190}L20 -20L0 0Z`, i % 2 ? c.sun : c.brick) + path(`M0 ${i % 2 ? -110 : -190}L-20 -20L0 0Z`, i % 2 ? c.coral : c.plum) + "</g>"));
		const whale = path("M0 0Q60 -80 170 -60T320 10Q350 -20 390 -30Q376 10 400 40Q356 40 324 24Q200 90 70 60Q16 44 0 0Z", c.slate) + disc(52, 6, 6, c.cream) + line("M110 -66Q90 -110 70 -116M112 -66Q124 -112 150 -112", c.slate, 5);
		return scene(sky("#e6d4a8"), range(9, (i) => rect(0, i * 112, W, 2, "#9c3b2d22") + rect(i * 200, 0, 2, H, "#9c3b2d22")), range(16, (i) => { const a = i * Math.PI / 8; return line(`M1230 600L${r1(1230 + 1700 * Math.cos(a))} ${r1(600 + 1700 * Math.sin(a))}`, c.brick, 1.5, 'opacity=".35"'); }), rings, cut(path(coast, "#cfa96c")), range(34, () => { const x = rnd(20, 420), y = rnd(40, 860); return path(`M${r1(x)} ${r1(y)}l18 -30l18 30Z`, "#a67c47"); }),
			cut(disc(520, 320, 92, c.white)), [[470, 120], [560, 520], [520, 780]].map(([x, y]) => cut(rect(x - 60, y - 14, 22, 30, c.brick) + path(`M${x - 66} ${y - 14}l17 -24l17 24Z`, c.ink))).join(""), cut(at(860, 240, whale)), cut(rose), cut(rect(0, 0, W, 20, c.brick) + rect(0, 880, W, 20, c.brick) + rect(0, 0, 20, H, c.brick) + rect(1580, 0, 20, H, c.brick)));
	},
	soup() {
		seed(2);
		const cloth = range(12, (i) => rect(i * 140, 0, 70, H, c.coral, 'opacity=".45"')) + range(8, (i) => rect(0, i * 140, W, 70, c.coral, 'opacity=".45"'));
		const bits = range(26, () => { const a = rnd(0, 6.28), d = Math.sqrt(rnd()) * 205; const x = 800 + Math.cos(a) * d, y = 450 + Math.sin(a) * d; return rnd() < .5 ? rect(x - 24, y - 20, 48, 40, pick(["#f3dc9c", "#ead08a"]), `rx="9" transform="rotate(${r1(rnd(0, 90))} ${r1(x)} ${r1(y)})"`) : disc(x, y, rnd(12, 20), "none", `stroke="${pick([c.moss, "#9ab06a"])}" stroke-width="7"`); });
		const leek = path("M0 0H330Q470 -40 560 -110L520 0L590 10L520 40L566 120Q470 70 330 56H0Z", c.moss) + rect(-10, -2, 250, 60, c.cream, 'rx="26"') + rect(200, 0, 90, 57, "#c3cf96");
		return scene(sky(c.cream), cloth, cut(disc(800, 450, 372, c.deep)), cut(disc(800, 450, 340, c.white)), cut(disc(800, 450, 264, "#f2e4bd")), `<g filter="url(#cut)">${bits}</g>`, range(16, () => disc(800 + rnd(-190, 190), 450 + rnd(-190, 190), rnd(3, 6), c.pine)), cut(at(1180, 300, `<ellipse cx="0" cy="0" rx="62" ry="92" fill="${c.slate}"/><ellipse cx="0" cy="0" rx="46" ry="74" fill="#6d7e95"/>` + rect(-14, 86, 28, 380, c.slate, 'rx="14"'), "rotate(18)")), cut(at(60, 640, leek, "rotate(-14) scale(.9)")), cut(path("M180 60q120 -40 190 40q-10 120 -120 140q-110 -40 -70 -180Z", "#d7a868") + range(4, (i) => line(`M${220 + i * 34} ${90 + i * 8}q16 40 0 80`, "#b9854a", 6))));
	},
	lanterns() {
		seed(40);
		const boat = (x, y, s) => at(x, y, disc(0, -16, 46, c.sun, 'opacity=".16"') + disc(0, -14, 26, c.sun, 'opacity=".28"') + path("M-30 0L-12 -4L0 -40L12 -4L30 0L18 18H-18Z", c.cream) + path("M0 -40L12 -4L-12 -4Z", c.sun) + rect(-4, 24, 8, 34, c.sun, 'opacity=".4"'), `scale(${r1(s)})`);
		const list = Array.from({ length: 120 }, () => { const y = 470 + (rnd() ** 1.4) * 400, t = (y - 470) / 400; return [800 + rnd(-1, 1) * (110 + t * 560) + Math.sin(t * 4) * 70, y, .16 + t * 1.15]; }).sort((p, q) => p[1] - q[1]);
		return scene(sky(c.night), stars(130, 330), ridge(360, 50, 6, "#1f3150"), ridge(420, 36, 8, "#1a2a46"), cut(rect(-10, 460, W + 20, 460, "#1d3f52")), cut(path("M-20 450Q300 470 620 462Q420 640 -20 760Z", "#12203a")), cut(path("M1620 440Q1300 470 980 462Q1200 640 1620 730Z", "#12203a")), list.map((p) => boat(...p)).join(""), cut(path("M-20 900V800Q200 740 330 920Z", c.ink) + path("M1620 900V780Q1420 760 1300 920Z", c.ink)));
	},
	observatory() {
		seed(60);
		const arcs = range(46, () => { const r = rnd(60, 1150), a = rnd(0, 6.28), l = rnd(.25, .7); const x = 620, y = 210; return line(`M${r1(x + r * Math.cos(a))} ${r1(y + r * Math.sin(a))}A${r1(r)} ${r1(r)} 0 0 1 ${r1(x + r * Math.cos(a + l))} ${r1(y + r * Math.sin(a + l))}`, pick([c.sand, c.foam, c.rose, c.white]), rnd(2, 4), 'opacity=".7"'); });
		const dome = rect(-170, 0, 340, 170, c.cream) + path("M-190 0a190 190 0 0 1 380 0Z", c.mist) + path("M-30 -188a190 190 0 0 1 70 6L70 0H-6Z", c.ink) + at(24, -60, rect(-26, -170, 52, 190, c.slate, 'rx="8"'), "rotate(14)") + rect(-200, -8, 400, 22, c.slate) + rect(-40, 80, 56, 90, c.plum) + rect(80, 60, 40, 40, c.sun) + rect(-126, 60, 40, 40, c.sun);
		return scene(sky(c.night), arcs, disc(620, 210, 6, c.white), ridge(640, 60, 5, "#24405a"), cut(path("M-20 920V700Q480 560 980 620T1620 760V920Z", c.deep)), cut(at(1010, 500, dome)), ridge(740, 40, 5, c.pine), range(9, (i) => cut(path(`M${60 + i * 52 + rnd(-10, 10)} 860l34 -${Math.round(rnd(110, 190))}l34 ${Math.round(rnd(110, 190))}Z`, "#233a2f"))), ridge(850, 20, 4, "#1c2f28"));
	},
	terns() {
		seed(114);
		const tern = (x, y, s, turn) => at(x, y, path("M0 0Q-70 -70 -190 -60Q-100 -30 -40 22L-150 70L-70 62L-120 110L16 44Q60 40 84 20L120 22L86 6Q70 -10 44 -4Q80 -90 190 -130Q60 -120 0 0Z", c.white) + path("M52 -2Q78 -10 88 8L62 12Z", c.ink) + path("M86 8L120 22L84 20Z", c.coral), `rotate(${turn}) scale(${s})`);
		return scene(sky("#f3c9a5"), rect(0, 0, W, 240, "#e9b7a0"), sunDisc(760, 500, 130, c.cream, "#f6dcb8"), ridge(560, 10, 6, "#b98a96"), waves(600, 12, 120, "#7d8ba0"), cut(path("M240 660Q520 540 800 600T1420 660Z", c.plum)), waves(660, 18, 150, c.slate, 60), waves(740, 22, 180, c.deep, 10), waves(830, 24, 200, c.night, 90),
			cut(tern(420, 260, 1, -8)), cut(tern(1040, 200, 1.25, 6)), cut(tern(1330, 430, .7, -14)), cut(tern(720, 160, .55, 4)), cut(tern(210, 470, .5, -4)), cut(tern(880, 380, .42, 10)));
	},
	tide() {
		seed(100);
		let s = "";
		for (let k = 0; k < 34; k++) {
			const y = 120 + k * 23, amp = 18 + 8 * Math.sin(k * .7), phase = k * .43;
			let d = `M-20 ${y}`;
			for (let x = -20; x <= W + 20; x += 20) d += `L${x} ${r1(y + amp * Math.sin(x / 74 + phase) * (1 + .3 * Math.sin(x / 410 + k)) - (x / W) ** 2 * 90)}`;
			const t = k / 33;
			s += line(d, k === 16 ? c.coral : t < .5 ? c.foam : c.sea, k === 16 ? 9 : 3.5, `opacity="${k === 16 ? 1 : r1(.45 + .5 * t)}"`);
		}
		return scene(sky(c.night), rect(0, 0, W, H, c.deep, 'opacity=".5"'), s, cut(disc(1490, 400, 24, c.cream) + disc(1490, 400, 13, c.coral)));
	},
	rowing() {
		seed(8);
		const eight = (tone, x) => at(x, 0, path("M0 70Q22 300 22 450T0 836Q-22 600 -22 450T0 70Z", c.white) + range(8, (i) => { const y = 220 + i * 62, side = i % 2 ? 1 : -1; return line(`M0 ${y + 10}L${side * 176} ${y - 46}`, c.sand, 6) + path(`M${side * 168} ${y - 54}l${side * 44} -14l${side * 4} 20l${side * -44} 12Z`, tone) + `<ellipse cx="0" cy="${y}" rx="24" ry="15" fill="${tone}"/>` + disc(0, y + 2, 12, pick(["#7b4a35", "#e7bd98", "#b98260", "#4f3226"])) + `<ellipse cx="${side * 200}" cy="${y - 40}" rx="34" ry="12" fill="none" stroke="${c.foam}" stroke-width="3" opacity=".6"/>`; }) + `<ellipse cx="0" cy="736" rx="18" ry="14" fill="${c.ink}"/>` + disc(0, 734, 11, "#e7bd98"));
		return scene(sky(c.deep), range(80, () => { const y = rnd(0, H), x = rnd(0, W); return line(`M${r1(x)} ${r1(y)}q30 -12 60 0t60 0`, pick(["#2b6072", "#173644"]), 4); }), `<g transform="rotate(58 800 450)">` + line("M560 1000L548 1400M1010 1000L1004 1400", c.foam, 4, 'opacity=".5"') + cut(eight(c.coral, 590)) + cut(at(0, 24, eight(c.sun, 1010))) + "</g>");
	},
	pitch() {
		seed(33);
		const player = (x, y, s, tone) => at(x, y, disc(0, -98, 15, pick(["#7b4a35", "#e7bd98", "#b98260"])) + path("M-20 -80H20L24 -30H-24Z", tone) + rect(-20, -32, 18, 34, c.ink) + rect(4, -32, 18, 34, c.ink), `scale(${s})`);
		const fog = (y, tone, o, h) => `<g opacity="${o}" transform="translate(0 ${y})">` + cut(path(`M-20 0${range(9, (i) => `q90 ${i % 2 ? 40 : -46} 180 ${i % 2 ? -8 : 8}`)}V${h}${range(9, (i) => `q-90 ${i % 2 ? 36 : -30} -180 0`)}Z`, tone)) + "</g>";
		return scene(sky("#c9d1cf"), ridge(380, 24, 6, "#aebcbb"), cut(rect(-10, 440, W + 20, 480, "#7d9465")), range(5, (i) => path(`M${-200 + i * 420} 900L${260 + i * 220} 440H${370 + i * 220}L${10 + i * 420} 900Z`, "#738b5c")), line("M1180 470H1420V560M1180 470V560", c.white, 8, 'opacity=".8"'), line("M-20 760H1620M800 440L760 920", c.white, 7), `<ellipse cx="780" cy="650" rx="260" ry="84" fill="none" stroke="${c.white}" stroke-width="7"/>`,
			fog(410, "#d9dedb", .92, 130), player(1010, 590, .8, c.slate), fog(520, "#e3e6e2", .7, 60), player(560, 700, 1.1, c.brick), player(690, 680, 1.05, c.slate), disc(626, 702, 15, c.white), fog(640, "#edefec", .55, 44), cut(line("M120 900V610H560V900", c.white, 20)), range(12, (i) => line(`M${150 + i * 34} 620V900M130 ${640 + i * 26}H550`, "#ffffff66", 2)), cut(disc(340, 726, 24, "#b98260") + path("M296 900V790q0 -36 44 -36t44 36V900Z", c.sun) + line("M306 790L250 700M374 790L430 700", c.sun, 26)));
	},
	swimmers() {
		seed(72);
		const head = (x, y, tone) => `<ellipse cx="${x}" cy="${y + 26}" rx="64" ry="14" fill="none" stroke="${c.sand}" stroke-width="4" opacity=".7"/>` + disc(x, y, 28, pick(["#7b4a35", "#e7bd98", "#b98260"])) + path(`M${x - 28} ${y - 4}a28 28 0 0 1 56 0Z`, tone);
		return scene(sky("#e07a5b"), rect(0, 0, W, 160, "#c9604f"), rect(0, 120, W, 120, "#d66d55"), sunDisc(560, 430, 120, c.sand, "#eda277"), ridge(440, 12, 7, "#9c4a52"), waves(480, 10, 130, "#b5585a"), cut(head(430, 540, c.sun)), cut(head(700, 570, c.white)), waves(590, 14, 150, "#8a4860", 50), cut(head(560, 650, c.foam)), cut(head(250, 668, c.coral)), waves(690, 18, 170, c.plum, 20), cut(head(760, 762, c.sun)), waves(800, 20, 190, "#3b2745", 100),
			cut([1010, 1210, 1410, 1570].map((x) => rect(x, 400, 34, 540, "#2b1d2c")).join("") + rect(930, 380, 690, 44, "#4a2f38") + rect(930, 372, 690, 16, "#6b4646")), cut(rect(950, 300, 10, 420, c.sand) + rect(1010, 300, 10, 420, c.sand) + range(8, (i) => rect(950, 350 + i * 48, 66, 9, c.sand))), cut(rect(1280, 318, 76, 54, c.slate, 'rx="14"') + line("M1356 340q40 -6 44 -34", c.slate, 10) + line("M1290 318q26 -50 56 0", c.slate, 7)), line("M1330 280q16 -22 0 -44t0 -44", c.rose, 6, 'opacity=".7"'), gull(240, 210, 40, "#f6d3c1"), gull(330, 260, 26, "#f6d3c1"));
	},
};
